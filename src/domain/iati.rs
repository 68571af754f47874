//! What an activity or an organisation of the IATI standard says, as plain data: read from files of any publisher, gathered
//! from records for our own, and the same in both directions. It refuses bytes, records and the meaning of codes that are
//! nobody's but the standard's.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::day::Day;
use super::money::Currency;
use super::say::Say;

/// The version that is written, and whose schema and rules are held against files.
pub const VERSION: &str = "2.03";
/// The vocabulary of our own codes.
pub const OWN_VOCABULARY: &str = "99";
/// The second vocabulary of our own codes.
pub const OTHER_OWN_VOCABULARY: &str = "98";
/// The vocabulary of OECD DAC: sectors, regions, aid types.
pub const DAC: &str = "1";
/// The vocabulary of levels of earmarking.
pub const EARMARKING_CATEGORY: &str = "2";

/// Codes of `TransactionType`.
pub mod transaction {
    /// Money that came in.
    pub const INCOMING_FUNDS: &str = "1";
    /// A commitment to somebody else.
    pub const OUTGOING_COMMITMENT: &str = "2";
    /// Money that went out.
    pub const DISBURSEMENT: &str = "3";
    /// A commitment to the reporting organisation.
    pub const INCOMING_COMMITMENT: &str = "11";
    /// A pledge to somebody else.
    pub const OUTGOING_PLEDGE: &str = "12";
    /// A pledge to the reporting organisation.
    pub const INCOMING_PLEDGE: &str = "13";
}

/// Codes of `OrganisationRole`.
pub mod role {
    /// Who gives the money.
    pub const FUNDING: &str = "1";
    /// Who answers for the money.
    pub const ACCOUNTABLE: &str = "2";
    /// Who does the work.
    pub const IMPLEMENTING: &str = "4";
}

/// One text in a language; an empty language is that of the activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrative {
    pub lang: String,
    pub text: String,
}

impl Narrative {
    /// A text in the language of the activity.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Vec<Self> {
        vec![Self { lang: String::new(), text: text.into() }]
    }

    /// A text and, where there is one, the same in Chinese.
    #[must_use]
    pub fn with_chinese(text: &str, chinese: &str) -> Vec<Self> {
        let mut both = Self::plain(text);
        if !chinese.is_empty() && chinese != text {
            both.push(Self { lang: "zh".to_owned(), text: chinese.to_owned() });
        }
        both
    }

    /// The text in a language, with what is written in none taken as English; else none.
    #[must_use]
    pub fn in_language<'a>(all: &'a [Self], lang: &str) -> Option<&'a str> {
        let is = |one: &&Self| one.lang.eq_ignore_ascii_case(lang) || lang == "en" && one.lang.is_empty();
        all.iter().filter(|one| !one.text.is_empty()).find(is).map(|one| one.text.as_str())
    }

    /// The English text, else the first there is, else nothing.
    #[must_use]
    pub fn best(all: &[Self]) -> &str {
        let first = || all.iter().map(|one| one.text.as_str()).find(|text| !text.is_empty());
        Self::in_language(all, "en").or_else(first).unwrap_or_default()
    }
}

/// An organisation as others name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its identifier, `XM-DAC-41120`; empty when the publisher gives none.
    pub identifier: String,
    /// Code of `OrganisationType`.
    pub kind: String,
    pub names: Vec<Narrative>,
}

/// An organisation with the part it plays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Participant {
    /// Code of `OrganisationRole`.
    pub role: String,
    pub organisation: Organisation,
}

/// A code of a list that is named beside it, with its share where several stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    pub vocabulary: String,
    pub code: String,
    /// Per cent as written: `60`, `33.34`.
    pub percentage: String,
    pub names: Vec<Narrative>,
}

/// An amount as written, its currency where it names one, and the day it is valued at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    pub text: String,
    pub currency: String,
    pub day: Option<Day>,
}

/// What a written amount comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Minor units of the currency, half away from zero.
    pub minor: i64,
    /// Nothing was rounded.
    pub exact: bool,
}

/// Reads an amount as files hold it, decimals without end and exponents included, into minor units of a currency.
///
/// # Errors
/// Says what was wanted, or that it is too large to be money.
pub fn read_amount(text: &str, currency: Currency) -> Result<Amount, Say> {
    let text = text.trim();
    let wanted = || Say::new("iati-amount").with("text", text);
    let exponent = text.contains(['e', 'E']);
    let number = if exponent { Decimal::from_scientific(text) } else { text.parse() };
    let number = match number {
        Ok(number) => number,
        Err(_) if exponent && is_scientific(text) => tiny_or_huge(text).ok_or_else(wanted)?,
        Err(_) => return Err(wanted()),
    };
    let units = Decimal::from(10_i64.pow(u32::from(currency.minor_units())));
    let exact = number.checked_mul(units).ok_or_else(|| Say::new("money-too-large").with("text", text))?;
    let rounded = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let minor = rounded.to_i64().ok_or_else(|| Say::new("money-too-large").with("text", text))?;
    Ok(Amount { minor, exact: rounded == exact })
}

fn is_scientific(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['e', 'E']) else { return false };
    number.parse::<Decimal>().is_ok() && exponent.parse::<i64>().is_ok()
}

/// An exponent beyond what decimals hold: next to nothing below zero, and no money above.
fn tiny_or_huge(text: &str) -> Option<Decimal> {
    let (number, exponent) = text.split_once(['e', 'E'])?;
    let zero = number.parse::<Decimal>().ok()?.is_zero();
    if exponent.parse::<i64>().ok()? < 0 || zero {
        return Some(if zero { Decimal::ZERO } else { Decimal::new(1, 28) });
    }
    Some(Decimal::MAX)
}

/// Money promised, agreed or moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transaction {
    /// Line of the file it begins on.
    pub line: u64,
    pub reference: String,
    /// Code of `TransactionType`.
    pub kind: String,
    pub day: Option<Day>,
    pub value: Value,
    pub description: Vec<Narrative>,
    pub provider: Option<Organisation>,
    /// The activity of the provider the money comes from.
    pub provider_activity: String,
    pub receiver: Option<Organisation>,
    /// Code of `DisbursementChannel`.
    pub channel: String,
    pub countries: Vec<Coded>,
    pub aid_types: Vec<Coded>,
}

/// Money planned for a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    pub line: u64,
    /// Code of `BudgetStatus`.
    pub status: String,
    pub starts: Option<Day>,
    pub ends: Option<Day>,
    pub value: Value,
    /// For whom it is, in the file of an organisation.
    pub recipient: Option<Organisation>,
}

/// A document that can be fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    pub line: u64,
    pub url: String,
    /// Media type.
    pub format: String,
    pub titles: Vec<Narrative>,
    /// Codes of `DocumentCategory`.
    pub categories: Vec<String>,
    pub languages: Vec<String>,
    pub day: Option<Day>,
}

/// One period of an indicator with what was wanted and what was reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    pub starts: Option<Day>,
    pub ends: Option<Day>,
    pub target: Option<String>,
    pub actual: Option<String>,
    /// Where the value reached comes from.
    pub comment: Vec<Narrative>,
}

/// An indicator of a result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    pub line: u64,
    /// Code of `IndicatorMeasure`.
    pub measure: String,
    /// More is better.
    pub ascending: bool,
    pub titles: Vec<Narrative>,
    /// Our own code.
    pub code: String,
    /// Year and value it began with.
    pub baseline: Option<(String, String)>,
    pub periods: Vec<Period>,
}

/// What was to come of an activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Code of `ResultType`.
    pub kind: String,
    pub titles: Vec<Narrative>,
    pub indicators: Vec<Indicator>,
}

/// One activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Line of the file it begins on.
    pub line: u64,
    pub identifier: String,
    pub default_currency: String,
    pub lang: String,
    pub humanitarian: bool,
    /// Instant of its last change as written.
    pub updated: String,
    pub reporting: Organisation,
    pub titles: Vec<Narrative>,
    pub descriptions: Vec<Narrative>,
    pub participants: Vec<Participant>,
    /// Identifiers it has elsewhere, with their codes of `OtherIdentifierType`.
    pub others: Vec<(String, String)>,
    /// Code of `ActivityStatus`.
    pub status: String,
    /// Codes of `ActivityDateType` with their days.
    pub dates: Vec<(String, Day)>,
    pub scope: String,
    pub countries: Vec<Coded>,
    pub regions: Vec<Coded>,
    pub sectors: Vec<Coded>,
    pub tags: Vec<Coded>,
    pub flow: String,
    pub finance: String,
    pub aid_types: Vec<Coded>,
    pub tied: String,
    pub budgets: Vec<Budget>,
    pub transactions: Vec<Transaction>,
    pub links: Vec<Link>,
    pub outcomes: Vec<Outcome>,
}

impl Activity {
    /// The day with a code of `ActivityDateType`.
    #[must_use]
    pub fn date(&self, kind: &str) -> Option<Day> {
        self.dates.iter().find(|(known, _)| known == kind).map(|(_, day)| *day)
    }
}

/// The file of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Institution {
    pub line: u64,
    pub identifier: String,
    pub default_currency: String,
    pub lang: String,
    pub updated: String,
    pub names: Vec<Narrative>,
    pub reporting: Organisation,
    pub total_budgets: Vec<Budget>,
    pub recipient_budgets: Vec<Budget>,
    pub expenditures: Vec<Budget>,
    pub links: Vec<Link>,
}

/// One thing a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Activity(Box<Activity>),
    Institution(Box<Institution>),
}

/// One code of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    pub code: String,
    /// In English.
    pub name: String,
    pub category: String,
    pub withdrawn: bool,
    /// The day it was withdrawn as written; empty where it was not, or nobody said.
    pub withdrawn_on: String,
}

/// A code with the list it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCode {
    pub list: String,
    pub code: Code,
}

/// Says a message in a language of the file that is published: the store knows no words.
pub type Words<'a> = &'a dyn Fn(&'static str, &Say) -> String;

/// Our donor types as codes of `OrganisationType`; the first of a code is what the code reads as.
const ORGANISATION_TYPES: &[(&str, &str)] = &[
    ("GOV-MS", "10"),
    ("GOV-BILATERAL", "10"),
    ("GOV-OECD", "10"),
    ("GOV-EMERGING", "10"),
    ("GOV-MIC", "10"),
    ("GOV-GROUP", "10"),
    ("GOV-PARL", "10"),
    ("GOV-MIN", "10"),
    ("GOV-NATCOM", "10"),
    ("STK-DEVAG", "10"),
    ("SUB-LOCAL", "11"),
    ("SUB-CITY", "11"),
    ("SUB-REGION", "11"),
    ("SUB-ASSOC", "11"),
    ("STK-CSO", "22"),
    ("STK-WOMEN", "22"),
    ("STK-YOUTH", "22"),
    ("STK-GRASS", "22"),
    ("STK-INFORMAL", "22"),
    ("STK-DIS", "22"),
    ("STK-INDIG", "22"),
    ("STK-OLDER", "22"),
    ("STK-PROF", "22"),
    ("PRI-PPP", "30"),
    ("UN-ENTITY", "40"),
    ("UN-UNCT", "40"),
    ("UN-REC", "40"),
    ("UN-POOL", "40"),
    ("GOV-IGO", "40"),
    ("FIN-MDB", "40"),
    ("FIN-IFI", "40"),
    ("FIN-CLIMATE", "40"),
    ("FIN-GLOBAL", "40"),
    ("FOU-FOUND", "60"),
    ("FOU-TRUST", "60"),
    ("FOU-PHIL", "60"),
    ("FOU-ENDOW", "60"),
    ("PRI-CORP", "70"),
    ("PRI-INVEST", "70"),
    ("PRI-ASSOC", "70"),
    ("STK-MEDIA", "70"),
    ("KNO-UNI", "80"),
    ("KNO-RES", "80"),
    ("KNO-PRACT", "80"),
    ("KNO-THINK", "80"),
    ("KNO-TECH", "80"),
];

/// Partner categories as codes of `OrganisationType`, for partners without a type.
const CATEGORY_TYPES: &[(&str, &str)] = &[
    ("PC1", "10"),
    ("PC2", "11"),
    ("PC3", "40"),
    ("PC4", "40"),
    ("PC5", "70"),
    ("PC6", "22"),
    ("PC7", "80"),
    ("PC8", "60"),
];

/// The code of `OrganisationType` for a donor type, else for a partner category; empty where neither says it.
#[must_use]
pub fn organisation_type(donor_type: &str, category: &str) -> &'static str {
    let find = |table: &'static [(&str, &str)], code: &str| {
        table.iter().find(|(known, _)| *known == code).map(|(_, theirs)| *theirs)
    };
    find(ORGANISATION_TYPES, donor_type).or_else(|| find(CATEGORY_TYPES, category)).unwrap_or("")
}

/// Our donor type and partner category for a code of `OrganisationType`; none where it says too little.
#[must_use]
pub fn donor_type(code: &str) -> Option<(&'static str, &'static str)> {
    let code = match code {
        "15" => "10",
        "21" | "23" | "24" => "22",
        "71" | "72" | "73" => "70",
        other => other,
    };
    let find = |table: &'static [(&str, &str)]| table.iter().find(|(_, theirs)| *theirs == code).map(|(ours, _)| *ours);
    // Public-private partnerships are among the private partners.
    let category = if code == "30" { Some("PC5") } else { find(CATEGORY_TYPES) };
    Some((find(ORGANISATION_TYPES)?, category?))
}

/// Our levels of earmarking, the aid type of OECD DAC and the code of `EarmarkingCategory` for each; the first of a
/// category is what it reads as.
const EARMARKINGS: &[(&str, &str, &str)] = &[
    ("UNEARMARKED", "B021", "1"),
    ("ASSESSED", "B021", "1"),
    ("SOFT", "B03", "2"),
    ("EARMARKED", "B03", "3"),
    ("TIGHT", "B03", "4"),
];

/// Aid type and category of earmarking for one of our levels; none where money of that level is no contribution, or its
/// level is not known.
#[must_use]
pub fn aid_type(earmarking: &str) -> Option<(&'static str, &'static str)> {
    EARMARKINGS.iter().find(|(ours, ..)| *ours == earmarking).map(|(_, aid, category)| (*aid, *category))
}

/// Our level of earmarking for a code of `EarmarkingCategory`, or of `EarmarkingModality`.
#[must_use]
pub fn earmarking(code: &str) -> Option<&'static str> {
    let category = match code {
        "A" | "B" | "C" => "1",
        "D" | "E" | "F" => "2",
        "G" | "H" => "3",
        "I" | "J" | "K" | "L" => "4",
        other => other,
    };
    EARMARKINGS.iter().find(|(_, _, known)| *known == category).map(|(ours, ..)| *ours)
}

/// The code of `FlowType` for money of a kind of organisation: private development finance or official assistance; empty
/// where the kind is not known.
#[must_use]
pub fn flow_type(organisation_type: &str) -> &'static str {
    match organisation_type {
        "" | "90" => "",
        "22" | "30" | "60" | "70" | "80" => "30",
        _ => "10",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(i64, bool), &'static str> {
        read_amount(text, Currency::USD).map(|amount| (amount.minor, amount.exact)).map_err(|say| say.key)
    }

    #[test]
    fn amounts_are_read_as_files_hold_them() {
        assert_eq!(read("551763.69"), Ok((55_176_369, true)));
        assert_eq!(read(" -12 "), Ok((-1_200, true)));
        assert_eq!(read("1841112.031667"), Ok((184_111_203, false)));
        assert_eq!(read("0.005"), Ok((1, false)));
        assert_eq!(read("-0.005"), Ok((-1, false)));
        assert_eq!(read("1e-10"), Ok((0, false)));
        assert_eq!(read("-9E-10"), Ok((0, false)));
        assert_eq!(read("1.5e3"), Ok((150_000, true)));
        assert_eq!(read("4e-400"), Ok((0, false)));
        assert_eq!(read("0e400"), Ok((0, true)));
    }

    #[test]
    fn what_is_no_amount_is_said() {
        for wrong in ["", "abc", "1,000", "12 USD", "1e", "e5", "--3", "0x10"] {
            assert_eq!(read(wrong), Err("iati-amount"), "{wrong}");
        }
        assert_eq!(read("1e400"), Err("money-too-large"));
        assert_eq!(read("99999999999999999999"), Err("money-too-large"));
        let yen = Currency::parse("JPY").unwrap();
        assert_eq!(read_amount("10.4", yen), Ok(Amount { minor: 10, exact: false }));
    }

    #[test]
    fn the_best_text_is_english_then_the_first() {
        let one = |lang: &str, text: &str| Narrative { lang: lang.to_owned(), text: text.to_owned() };
        assert_eq!(Narrative::best(&[one("sv", "Stad"), one("EN", "City")]), "City");
        assert_eq!(Narrative::best(&[one("sv", "Stad"), one("fr", "Ville")]), "Stad");
        assert_eq!(Narrative::best(&[one("en", ""), one("fr", "Ville")]), "Ville");
        assert_eq!(Narrative::best(&[]), "");
    }

    #[test]
    fn what_a_code_reads_as_is_written_as_the_code() {
        for (_, code) in ORGANISATION_TYPES {
            let (kind, category) = donor_type(code).unwrap();
            assert_eq!(organisation_type(kind, ""), *code);
            assert_eq!(organisation_type("", category), if *code == "30" { "70" } else { code });
        }
        assert_eq!((organisation_type("", ""), donor_type("90")), ("", None));
        for (ours, _, category) in EARMARKINGS {
            assert_eq!(aid_type(earmarking(category).unwrap()).unwrap().1, *category, "{ours}");
        }
        assert_eq!((earmarking("K"), aid_type("COST_RECOVERY")), (Some("TIGHT"), None));
    }
}
