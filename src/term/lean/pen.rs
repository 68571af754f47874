//! The style the terminal writes in, and the shortest sequence from one style to another.
//! It refuses colours the terminal cannot show: they are fitted before they are compared.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Which colours may be sent to the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorMode {
    /// No colour at all; bold, underline and reverse stay.
    None,
    /// The sixteen of the oldest colour terminals; others are replaced by the nearest.
    #[default]
    Ansi16,
    /// Palette of 256 and true colour as well.
    Full,
}

impl ColorMode {
    /// The mode for a terminal's name, its `COLORTERM`, and whether `NO_COLOR` was set.
    #[must_use]
    pub fn of(term: &str, colorterm: &str, no_color: bool) -> Self {
        let old = ["", "dumb", "vt52", "vt100", "vt102", "vt220", "vt320"].contains(&term)
            || term.ends_with("-m")
            || term.ends_with("-mono");
        let rich = ["256color", "truecolor", "direct", "kitty", "alacritty", "ghostty", "foot"];
        if no_color || old {
            Self::None
        } else if matches!(colorterm, "truecolor" | "24bit") || rich.iter().any(|name| term.contains(name)) {
            Self::Full
        } else {
            Self::Ansi16
        }
    }

    fn fit(self, color: Color) -> Color {
        match (self, color) {
            (Self::None, _) => Color::Reset,
            (Self::Full, _) => color,
            (Self::Ansi16, Color::Rgb(r, g, b)) => nearest((r, g, b)),
            (Self::Ansi16, Color::Indexed(index)) => match index {
                0..16 => SIXTEEN[usize::from(index)].0,
                _ => nearest(palette(index)),
            },
            (Self::Ansi16, named) => named,
        }
    }
}

/// The sixteen colours in the order of their codes, with what terminals commonly show for them.
const SIXTEEN: [(Color, (u8, u8, u8)); 16] = [
    (Color::Black, (0, 0, 0)),
    (Color::Red, (205, 0, 0)),
    (Color::Green, (0, 205, 0)),
    (Color::Yellow, (205, 205, 0)),
    (Color::Blue, (0, 0, 238)),
    (Color::Magenta, (205, 0, 205)),
    (Color::Cyan, (0, 205, 205)),
    (Color::Gray, (229, 229, 229)),
    (Color::DarkGray, (127, 127, 127)),
    (Color::LightRed, (255, 0, 0)),
    (Color::LightGreen, (0, 255, 0)),
    (Color::LightYellow, (255, 255, 0)),
    (Color::LightBlue, (92, 92, 255)),
    (Color::LightMagenta, (255, 0, 255)),
    (Color::LightCyan, (0, 255, 255)),
    (Color::White, (255, 255, 255)),
];

/// What the fixed part (16 to 255) of the palette shows: a cube of six steps, then greys.
fn palette(index: u8) -> (u8, u8, u8) {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return (grey, grey, grey);
    }
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    let n = index.saturating_sub(16);
    (step(n / 36), step(n / 6 % 6), step(n % 6))
}

fn nearest((r, g, b): (u8, u8, u8)) -> Color {
    let far = |(x, y, z): (u8, u8, u8)| {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(r, x) + square(g, y) + square(b, z)
    };
    SIXTEEN.iter().min_by_key(|(_, shown)| far(*shown)).map_or(Color::Reset, |(color, _)| *color)
}

/// Each attribute with the code that switches it on and the code that switches it off.
const ATTRIBUTES: [(Modifier, u8, u8); 8] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];
/// Attributes a monochrome terminal surely has.
const MONOCHROME: Modifier = Modifier::BOLD.union(Modifier::UNDERLINED).union(Modifier::REVERSED);
/// Attributes that can be seen on a space.
const SEEN_ON_BLANK: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// A style to write in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pen {
    pub fg: Color,
    pub bg: Color,
    pub modifier: Modifier,
}

impl Pen {
    /// The colours the terminal starts with, and no style.
    pub const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    /// The colours and the style of a cell.
    pub const fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// The same style in the colours and attributes that may be sent.
    pub fn fitted(self, colors: ColorMode) -> Self {
        let known = ATTRIBUTES.iter().fold(Modifier::empty(), |all, (one, ..)| all | *one);
        let kept = if colors == ColorMode::None { MONOCHROME | Modifier::HIDDEN } else { known };
        Self { fg: colors.fit(self.fg), bg: colors.fit(self.bg), modifier: self.modifier & kept }
    }

    /// What can be seen of the style on a space: without underline or reverse only its background.
    pub fn on_blank(self) -> Self {
        if self.modifier.intersects(SEEN_ON_BLANK) { self } else { Self { bg: self.bg, ..Self::PLAIN } }
    }

    /// Whether a glyph of style `want` may be written with this pen as it is.
    pub fn serves(self, want: Self, blank: bool) -> bool {
        self == want || (blank && self.on_blank() == want)
    }

    /// The shortest sequence after which a glyph of style `want` looks right, and the pen it leaves.
    pub fn toward(self, want: Self, blank: bool) -> (Vec<u8>, Self) {
        if self.serves(want, blank) {
            return (Vec::new(), self);
        }
        let full = (self.sequence(want), want);
        // On a space the text colour cannot be seen: keeping it saves setting it again for the next word.
        let kept = Self { fg: self.fg, bg: want.bg, modifier: self.modifier - SEEN_ON_BLANK };
        if blank && kept.on_blank() == want {
            let short = (self.sequence(kept), kept);
            if short.0.len() < full.0.len() {
                return short;
            }
        }
        full
    }

    fn sequence(self, to: Self) -> Vec<u8> {
        if to == Self::PLAIN {
            return b"\x1b[m".to_vec();
        }
        let changed = self.codes(to);
        let anew = format!("0;{}", Self::PLAIN.codes(to));
        let codes = if changed.len() <= anew.len() { changed } else { anew };
        format!("\x1b[{codes}m").into_bytes()
    }

    /// The codes that turn this style into another without resetting it first.
    fn codes(self, to: Self) -> String {
        let mut codes: Vec<String> = Vec::new();
        let mut have = self.modifier;
        for (one, _, off) in ATTRIBUTES {
            if have.contains(one) && !to.modifier.contains(one) {
                codes.push(off.to_string());
                // One code ends both bold and dim.
                have -= if off == 22 { Modifier::BOLD | Modifier::DIM } else { one };
            }
        }
        for (one, on, _) in ATTRIBUTES {
            if to.modifier.contains(one) && !have.contains(one) {
                codes.push(on.to_string());
            }
        }
        if self.fg != to.fg {
            codes.push(color_code(to.fg, 30));
        }
        if self.bg != to.bg {
            codes.push(color_code(to.bg, 40));
        }
        codes.join(";")
    }
}

/// The code of a colour; `base` is 30 for text and 40 for background.
fn color_code(color: Color, base: u8) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
        Color::Indexed(index) => format!("{};5;{index}", base + 8),
        named => match SIXTEEN.iter().zip(0u8..).find(|((color, _), _)| *color == named) {
            Some((_, n @ 0..8)) => (base + n).to_string(),
            Some((_, n)) => (base + 52 + n).to_string(),
            None => (base + 9).to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_follow_the_terminal() {
        assert_eq!(ColorMode::of("xterm-256color", "", false), ColorMode::Full);
        assert_eq!(ColorMode::of("xterm-256color", "truecolor", true), ColorMode::None);
        assert_eq!(ColorMode::of("linux", "", false), ColorMode::Ansi16);
        assert_eq!(ColorMode::of("vt220", "", false), ColorMode::None);
    }

    #[test]
    fn rich_colours_become_the_nearest_of_sixteen() {
        assert_eq!(ColorMode::Ansi16.fit(Color::Rgb(250, 10, 10)), Color::LightRed);
        assert_eq!(ColorMode::Ansi16.fit(Color::Indexed(4)), Color::Blue);
        assert_eq!(ColorMode::Ansi16.fit(Color::Indexed(255)), Color::Gray);
        assert_eq!(ColorMode::None.fit(Color::Red), Color::Reset);
    }

    #[test]
    fn dim_survives_the_end_of_bold() {
        let both = Pen { modifier: Modifier::BOLD | Modifier::DIM, ..Pen::PLAIN };
        let dim = Pen { modifier: Modifier::DIM, ..Pen::PLAIN };
        let (bytes, _) = both.toward(dim, false);
        assert_eq!(bytes, b"\x1b[0;2m");
    }

    #[test]
    fn bright_colours_use_their_own_codes() {
        assert_eq!(color_code(Color::LightRed, 30), "91");
        assert_eq!(color_code(Color::White, 40), "107");
    }
}
