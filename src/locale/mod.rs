//! The words of every language and how it writes numbers and days; the only place where a sentence to a person is made.
//! It refuses to choose by itself which language to speak: the environment and the settings are handed down.

mod alike;
mod brief;
mod export;
mod files;
mod style;

#[cfg(test)]
mod check;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::clean::cut;
use crate::domain::kind::Kind;
use crate::domain::money::{Currency, Money};
use crate::domain::say::Say;
pub use export::Signed;
use style::Style;

type Bundle = FluentBundle<FluentResource>;

/// The language everything can be said in, and the one spoken when no other was asked for.
const FALLBACK: &str = "en";

/// The largest integer that a plural rule receives exactly; beyond it a number is shown as plain text.
const EXACT: u64 = 1 << 53;

/// One language: its messages, with English behind them, and its way of writing numbers and days. Cheap to clone.
#[derive(Clone)]
pub struct Locale(Arc<Inner>);

struct Inner {
    code: &'static str,
    style: &'static Style,
    own: Bundle,
    /// English, read only when a message of the own language is missing.
    english: OnceLock<Bundle>,
}

impl Locale {
    /// The language of that code (`en`, `zh`); none when the program does not speak it.
    #[must_use]
    pub fn load(code: &str) -> Option<Self> {
        let (code, areas) = files::language(code)?;
        let style = Style::of(code)?;
        let own = bundle(code, areas);
        Some(Self(Arc::new(Inner { code, style, own, english: OnceLock::new() })))
    }

    /// The code of this language, as `load` takes it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// The message of that key; the key itself when no language has it.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.message(key, None)
    }

    /// The message of that key with its arguments put in; see `argument` for what a number does.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args = args.iter().map(|(name, value)| (*name, argument(value))).collect();
        self.message(key, Some(&args))
    }

    /// What the program has to say, in this language.
    #[must_use]
    pub fn say(&self, say: &Say) -> String {
        let args = say.args.iter().map(|(name, value)| (*name, self.said(name, value))).collect();
        self.message(say.key, Some(&args))
    }

    /// Whether this language or English has a message of that key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.0.own.has_message(key) || self.english().is_some_and(|english| english.has_message(key))
    }

    /// An argument of what the program has to say: `text` is what somebody typed, cut; an exact amount with its currency
    /// is grouped for reading; anything else is as it is.
    fn said<'v>(&self, name: &str, value: &'v str) -> FluentValue<'v> {
        let amount = |code: &str, number: &str| {
            let currency = Currency::parse(code).filter(|currency| currency.code() == code)?;
            Money::from_text(number, currency).ok()
        };
        match (cut(value, QUOTED), value.split_once(' ').and_then(|(number, code)| amount(code, number))) {
            (Cow::Owned(short), _) if name == "text" => FluentValue::String(Cow::Owned(short)),
            (_, Some(money)) if name != "text" => {
                let grouped = self.amount(money.minor, money.currency.minor_units());
                FluentValue::String(format!("{grouped} {}", money.currency).into())
            }
            _ => argument(value),
        }
    }

    /// A whole number, grouped: `1,234,567`.
    #[must_use]
    pub fn integer(&self, value: i64) -> String {
        self.0.style.integer(value)
    }

    /// An amount of minor units, grouped, with as many decimals as its currency has minor units: `2,392,920.35`.
    #[must_use]
    pub fn amount(&self, minor: i64, minor_units: u8) -> String {
        self.0.style.amount(minor, minor_units)
    }

    /// An amount of minor units in whole units, rounded half away from zero and grouped: `2,392,920`.
    #[must_use]
    pub fn whole(&self, minor: i64, minor_units: u8) -> String {
        self.0.style.whole(minor, minor_units)
    }

    /// An amount of minor units in millions with one decimal, rounded half away from zero: `126.0`.
    #[must_use]
    pub fn millions(&self, minor: i64, minor_units: u8) -> String {
        self.0.style.millions(minor, minor_units)
    }

    /// A percentage held as an integer scaled by `decimals`, all of them shown: 884 with one decimal is `88.4%`.
    #[must_use]
    pub fn percent(&self, scaled: i64, decimals: u8) -> String {
        self.0.style.percent(scaled, decimals)
    }

    /// Per cent in its text form, no decimals that are not there: `7.5` is `7.5%`.
    #[must_use]
    pub fn per_cent(&self, text: &str) -> String {
        let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let scaled = text.replacen('.', "", 1).parse();
        match (scaled, u8::try_from(decimals)) {
            (Ok(scaled), Ok(decimals)) => self.percent(scaled, decimals),
            _ => text.to_owned(),
        }
    }

    /// A split in its text form, amounts of `currency` grouped: `2020 5,200,000.00 · 2021 5,200,000.00`.
    #[must_use]
    pub fn split(&self, text: &str, currency: Currency) -> String {
        let share = |share: &str| match share.strip_suffix('%') {
            Some(percent) => self.per_cent(percent),
            None => Money::from_text(share, currency)
                .map_or_else(|_| share.to_owned(), |money| self.amount(money.minor, currency.minor_units())),
        };
        let piece = |piece: &str| match piece.split_once(' ') {
            Some((key, text)) => format!("{key} {}", share(text)),
            None => piece.to_owned(),
        };
        text.split("; ").map(piece).collect::<Vec<_>>().join(" · ")
    }

    /// A day with its year: `31 Dec 2020`, `2020年12月31日`.
    #[must_use]
    pub fn day(&self, year: i16, month: i8, day: i8) -> String {
        self.0.style.day(year, month, day)
    }

    /// A day where the year is plain from what stands around it: `31 Dec`, `12月31日`.
    #[must_use]
    pub fn day_short(&self, year: i16, month: i8, day: i8) -> String {
        self.0.style.day_short(year, month, day)
    }

    fn message(&self, key: &str, args: Option<&FluentArgs>) -> String {
        written(&self.0.own, key, args)
            .or_else(|| self.english().and_then(|english| written(english, key, args)))
            .unwrap_or_else(|| key.to_owned())
    }

    /// The English messages behind this language; none when this is English.
    fn english(&self) -> Option<&Bundle> {
        if self.0.code == FALLBACK {
            return None;
        }
        let (code, areas) = files::language(FALLBACK)?;
        Some(self.0.english.get_or_init(|| bundle(code, areas)))
    }
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Locale").field(&self.0.code).finish()
    }
}

/// The language to speak: the one asked for, else the one of the environment (`zh_CN.UTF-8`), else English.
#[must_use]
pub fn choose(wanted: Option<&str>, env_lang: Option<&str>) -> &'static str {
    let spoken = |name: &str| {
        let code = name.split(['_', '-', '.', '@']).next()?.to_ascii_lowercase();
        files::language(&code).map(|(code, _)| code)
    };
    wanted.and_then(spoken).or_else(|| env_lang.and_then(spoken)).unwrap_or(FALLBACK)
}

/// What the fields of a kind are called, in every language, each with the name of the field.
#[must_use]
pub fn field_labels(kind: Kind) -> Vec<(String, &'static str)> {
    let mut labels = Vec::new();
    for locale in codes().filter_map(Locale::load) {
        for field in kind.fields() {
            let key = format!("field-{}-{}", kind.name(), field.name).replace('_', "-");
            if locale.has(&key) {
                labels.push((locale.text(&key), field.name));
            }
        }
    }
    labels
}

/// The codes of every language the program speaks, English first.
pub fn codes() -> impl Iterator<Item = &'static str> {
    files::LANGUAGES.iter().map(|(code, _)| *code)
}

/// Every message key of a language; empty when the program does not speak it.
#[must_use]
pub fn keys(code: &str) -> BTreeSet<String> {
    let areas = files::language(code).map_or(&[][..], |(_, areas)| areas);
    areas.iter().flat_map(|area| ids(area)).map(str::to_owned).collect()
}

/// The message ids of one file in its order: in Fluent only a message starts at the margin with a letter.
fn ids(source: &str) -> impl Iterator<Item = &str> {
    let starts = source.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()));
    starts.filter_map(|line| line.split_once('=')).map(|(id, _)| id.trim_end())
}

/// An argument as Fluent takes it: an integer chooses plural forms and is shown exactly as it was given, ungrouped;
/// anything else, a number already grouped for reading among them, is text and takes the default form.
fn argument(value: &str) -> FluentValue<'_> {
    match value.parse::<i64>() {
        Ok(number) if number.unsigned_abs() <= EXACT && number.to_string() == value =>
        {
            #[expect(clippy::cast_precision_loss, reason = "up to EXACT every integer is one of floating point too")]
            FluentValue::Number(FluentNumber::new(number as f64, FluentNumberOptions::default()))
        }
        _ => FluentValue::String(Cow::Borrowed(value)),
    }
}

/// An instant as people read it, in UTC: `2026-11-21 10:44`.
#[must_use]
pub fn moment(instant: &str) -> String {
    instant.get(..16).unwrap_or(instant).replace('T', " ")
}

/// What somebody typed is quoted back only so far that why it was refused is still seen beside it.
const QUOTED: usize = 60;

fn written(bundle: &Bundle, key: &str, args: Option<&FluentArgs>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    // An argument that was not given shows as its own name, which tells more than an empty line.
    let mut missing = Vec::new();
    Some(bundle.format_pattern(pattern, args, &mut missing).into_owned())
}

/// The messages of one language; what does not parse is left out here and found by the tests.
fn bundle(code: &str, areas: &[&str]) -> Bundle {
    let language: LanguageIdentifier = code.parse().expect("every code in the table of languages is well formed");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    for area in areas {
        let resource = match FluentResource::try_new((*area).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        // A key defined twice keeps its first words.
        let _ = bundle.add_resource(resource);
    }
    bundle
}

#[cfg(test)]
mod tests;
