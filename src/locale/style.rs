//! How each language writes numbers and days, after the Unicode CLDR. It refuses to touch floating point, and to write
//! marks a terminal cell cannot show: minus is ASCII, digits are Latin, French thousands are U+00A0 and not the narrow
//! U+202F that many terminal fonts lack, and Arabic signs go without their invisible direction marks.

use std::fmt::Write as _;

/// The conventions of one language.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Style {
    code: &'static str,
    group: char,
    decimal: char,
    /// How many digits must stand before the first separator for there to be one (CLDR `minimumGroupingDigits`).
    least: usize,
    /// What follows the number of a percentage.
    percent: &'static str,
    /// A day with its year and one without: `d`, `M` and `y` stand for the parts, all else for itself.
    day: &'static str,
    day_short: &'static str,
    /// Short month names in the form that follows a day, separated by spaces.
    months: &'static str,
}

const STYLES: &[Style] = &[
    Style {
        code: "en",
        group: ',',
        decimal: '.',
        least: 1,
        percent: "%",
        day: "d M y",
        day_short: "d M",
        months: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    },
    Style {
        code: "fr",
        group: '\u{a0}',
        decimal: ',',
        least: 1,
        percent: "\u{a0}%",
        day: "d M y",
        day_short: "d M",
        months: "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    },
    Style {
        code: "es",
        group: '.',
        decimal: ',',
        least: 2,
        percent: "\u{a0}%",
        day: "d M y",
        day_short: "d M",
        months: "ene feb mar abr may jun jul ago sept oct nov dic",
    },
    Style {
        code: "zh",
        group: ',',
        decimal: '.',
        least: 1,
        percent: "%",
        day: "y年M月d日",
        day_short: "M月d日",
        months: "1 2 3 4 5 6 7 8 9 10 11 12",
    },
    Style {
        code: "ru",
        group: '\u{a0}',
        decimal: ',',
        least: 1,
        percent: "\u{a0}%",
        day: "d M y\u{a0}г.",
        day_short: "d M",
        months: "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
    },
    Style {
        code: "ar",
        group: ',',
        decimal: '.',
        least: 1,
        percent: "%",
        day: "d M y",
        day_short: "d M",
        months: "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    },
];

impl Style {
    /// The conventions of a language; none when they are not known.
    pub fn of(code: &str) -> Option<&'static Self> {
        STYLES.iter().find(|style| style.code == code)
    }

    /// A whole number, grouped.
    pub fn integer(&self, value: i64) -> String {
        self.scaled(i128::from(value), 0)
    }

    /// An amount of minor units with all its decimals, nothing rounded.
    pub fn amount(&self, minor: i64, minor_units: u8) -> String {
        self.scaled(i128::from(minor), minor_units)
    }

    /// An amount of minor units in whole units, rounded half away from zero.
    pub fn whole(&self, minor: i64, minor_units: u8) -> String {
        self.scaled(rounded(minor, minor_units), 0)
    }

    /// An amount of minor units in millions of whole units with one decimal, rounded half away from zero.
    pub fn millions(&self, minor: i64, minor_units: u8) -> String {
        self.scaled(rounded(minor, minor_units + 5), 1)
    }

    /// A percentage held as a scaled integer, with that many decimals and the sign.
    pub fn percent(&self, scaled: i64, decimals: u8) -> String {
        self.scaled(i128::from(scaled), decimals) + self.percent
    }

    /// A day with its year.
    pub fn day(&self, year: i16, month: i8, day: i8) -> String {
        self.filled(self.day, year, month, day)
    }

    /// A day without its year.
    pub fn day_short(&self, year: i16, month: i8, day: i8) -> String {
        self.filled(self.day_short, year, month, day)
    }

    fn filled(&self, pattern: &str, year: i16, month: i8, day: i8) -> String {
        let mut text = String::with_capacity(pattern.len() + 8);
        for part in pattern.chars() {
            let written = match part {
                'd' => write!(text, "{day}"),
                'M' => write!(text, "{}", self.month(month)),
                'y' => write!(text, "{year}"),
                other => write!(text, "{other}"),
            };
            written.expect("writing into a string cannot fail");
        }
        text
    }

    fn month(&self, month: i8) -> &'static str {
        let index = usize::try_from(month - 1).expect("a month is 1 to 12");
        self.months.split(' ').nth(index).expect("every language has twelve months")
    }

    /// A scaled integer with that many decimals, grouped; zero carries no minus sign.
    fn scaled(&self, value: i128, decimals: u8) -> String {
        let places = usize::from(decimals);
        let digits = format!("{:0>width$}", value.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let mut text = String::with_capacity(digits.len() + 12);
        if value < 0 {
            text.push('-');
        }
        self.group(&mut text, whole);
        if places > 0 {
            text.push(self.decimal);
            text.push_str(fraction);
        }
        text
    }

    fn group(&self, text: &mut String, whole: &str) {
        let grouped = whole.len() >= 3 + self.least;
        for (at, digit) in whole.char_indices() {
            if grouped && at > 0 && (whole.len() - at).is_multiple_of(3) {
                text.push(self.group);
            }
            text.push(digit);
        }
    }
}

/// The value divided by ten to the power of `places`, rounded half away from zero.
fn rounded(value: i64, places: u8) -> i128 {
    let unit = 10_i128.pow(u32::from(places));
    let half = if value < 0 { -unit / 2 } else { unit / 2 };
    (i128::from(value) + half) / unit
}

#[cfg(test)]
mod tests;
