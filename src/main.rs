//! The program: gathers what it knows of its surroundings and hands over to the command line or the screens.

use std::ffi::CStr;
use std::process::ExitCode;
use std::sync::Arc;

use pledgebook::cli::{self, Start, World};
use pledgebook::domain::day::Day;

fn main() -> ExitCode {
    match cli::run(&world()) {
        Start::Done(code) => code,
        Start::Screens(screens) => {
            eprintln!("screens not there yet: {}", screens.place.path.display());
            ExitCode::from(2)
        }
    }
}

/// The only place that asks the clock, the environment and the user's id.
fn world() -> World {
    let folders = directories::ProjectDirs::from("", "", "pledgebook");
    let now = jiff::Zoned::now().date();
    World {
        args: std::env::args_os().skip(1).collect(),
        clock: Arc::new(|| jiff::Timestamp::now().as_millisecond()),
        today: Day::new(now.year(), now.month(), now.day()).expect("today is in the calendar"),
        user: user(),
        data_folder: folders.as_ref().map(|folders| folders.data_dir().to_owned()),
        cache_folder: folders.as_ref().map(|folders| folders.cache_dir().to_owned()),
        lang: ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty()),
    }
}

/// The name of the user by user id, which the environment cannot change; the number where the system has no name.
fn user() -> String {
    // SAFETY: geteuid cannot fail.
    let uid = unsafe { libc::geteuid() };
    // SAFETY: no other thread runs yet that could call getpwuid; the entry is copied before anything else can.
    let name = unsafe {
        let entry = libc::getpwuid(uid);
        if entry.is_null() { None } else { Some(CStr::from_ptr((*entry).pw_name).to_string_lossy().into_owned()) }
    };
    name.unwrap_or_else(|| uid.to_string())
}
