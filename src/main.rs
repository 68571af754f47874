//! The program: reads the arguments and hands over to the command line or the screens.
fn main() {}
