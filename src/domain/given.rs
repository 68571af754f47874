//! What a column of somebody's file means here: a field of the record, a field of the partner it is about, or its id.
//! It refuses to read cells; the spellings of headers are all it knows.

mod line;
mod mapping;
mod report;

pub use line::{Kept, Line};
pub use mapping::{Mapping, OF_REJECTS, Recipe, Survey, Verdict, header_key, is_of_rejects};
pub use report::{Changed, Met, Opening, Report, Table, Unknown};

use std::borrow::Cow;

use super::field::{Field, Input};
use super::fold::{fold, likeness};
use super::kind::Kind;
use super::money::Currency;
use super::say::Say;
use super::style::Style;

/// Where a cell goes.
#[derive(Clone, Copy, Debug)]
pub enum Slot {
    /// The id of the record, as exports write it.
    Id,
    Field(&'static Field),
    /// A field of the partner, used when the partner has to be made.
    OfPartner(&'static Field),
}

impl Slot {
    /// The name of ours it stands for: `field`, `partner.field` or `id`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Id => "id".to_owned(),
            Self::Field(field) => field.name.to_owned(),
            Self::OfPartner(field) => format!("partner.{}", field.name),
        }
    }
}

impl PartialEq for Slot {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field(a), Self::Field(b)) | (Self::OfPartner(a), Self::OfPartner(b)) => a.name == b.name,
            (Self::Id, Self::Id) => true,
            _ => false,
        }
    }
}

/// One cell of a row: what it means, what stands there, and how its file writes.
#[derive(Clone, Debug)]
pub struct Cell<'a> {
    pub slot: Slot,
    pub text: Cow<'a, str>,
    pub style: Style,
}

/// How it was found out what a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A person said so, now or when the header was met before.
    Said,
    /// By the name of the field or a spelling that is known.
    Name,
    /// By how alike its header and a name of the field are, of 100.
    Alike(u8),
}

/// The names of the fields in every language of the program, each with the name of the field.
pub type Labels = [(String, &'static str)];

/// From which likeness, of 100, a header is taken for the name of a field.
const ALIKE: u8 = 85;

/// What the columns of a file mean for a kind of record.
#[derive(Clone, Debug)]
pub struct Columns {
    /// By column of the file; none: not used.
    pub slots: Vec<Option<Slot>>,
    /// By column of the file.
    pub how: Vec<How>,
    /// The currency that the header of the amount says (`amount_usd`).
    pub currency: Option<Currency>,
    /// The source of rates that the header says.
    pub source: Option<&'static str>,
}

/// Headers seen in files of others, folded, and what they mean where the kind has such a field.
const ALIASES: &[(&str, &str)] = &[
    ("donor", "partner"),
    ("donor_name", "partner"),
    ("contributor", "partner"),
    ("organisation", "partner"),
    ("organization", "partner"),
    ("iso3", "partner.country"),
    ("iso_3", "partner.country"),
    ("donor_country", "partner.country"),
    ("contributor_type", "partner.type"),
    ("contrib_type", "partner.type"),
    ("donor_type", "partner.type"),
    ("year", "received"),
    ("calendar_year", "received"),
    ("date", "received"),
    ("received_on", "received"),
    ("amount_usd", "amount"),
    ("usd_amount", "amount"),
    ("value", "amount"),
    ("revenue_type", "earmarking"),
    ("rev_type", "earmarking"),
    ("ccy", "currency"),
    ("currency_code", "currency"),
    ("iso3", "code"),
    ("name", "name_en"),
    ("pledge_date", "said"),
    ("pledged_on", "said"),
    ("announced_on", "said"),
    ("date", "said"),
    ("start_year", "from_year"),
    ("end_year", "to_year"),
    ("agreement_title", "title"),
    ("project", "title"),
    ("project_title", "title"),
    ("expected_signature", "expected"),
    ("signature_date", "signed"),
    ("date_signed", "signed"),
    ("signed_on", "signed"),
    ("start", "starts"),
    ("start_date", "starts"),
    ("end", "ends"),
    ("end_date", "ends"),
    ("agreement_no", "agreement"),
    ("agreement_number", "agreement"),
    ("agreement_no", "reference"),
    ("agreement_number", "reference"),
    ("donor_reference", "reference"),
    ("psc", "support_percent"),
    ("psc_rate", "support_percent"),
    ("support_rate", "support_percent"),
    ("new_end_date", "new_ends"),
    ("amendment_type", "kind"),
    ("installment", "instalment"),
    ("instalment_no", "number"),
    ("installment_no", "number"),
    ("tranche", "number"),
    ("due_date", "due"),
    ("date", "day"),
    ("date", "due"),
    ("probability", "chance"),
    ("flagship_programme", "flagship"),
    ("sub_programme", "subprogramme"),
    ("beneficiary_country", "country"),
    ("partner", "partners"),
    ("donor", "partners"),
    ("participants", "theirs"),
    ("meeting_date", "day"),
    ("decision_date", "day"),
    ("location", "place"),
    ("subject", "title"),
    ("report", "title"),
    ("report_title", "title"),
    ("type", "kind"),
    ("meeting_type", "kind"),
    ("report_type", "kind"),
    ("deadline", "due"),
    ("reporting_from", "period_start"),
    ("reporting_to", "period_end"),
    ("submission_date", "submitted"),
    ("date_submitted", "submitted"),
    ("submitted_on", "submitted"),
    ("date_accepted", "accepted"),
    ("accepted_on", "accepted"),
    ("action", "what"),
    ("task", "what"),
    ("responsible", "owner"),
    ("assigned_to", "owner"),
    ("completed_on", "done_on"),
    ("from", "from_point"),
    ("to", "to_point"),
    ("partners", "donors"),
    ("result", "status"),
    ("decision", "status"),
    ("valid_to", "valid_until"),
    ("expiry_date", "valid_until"),
    ("expiry_date", "expires"),
];

/// Headers of published lists of rates, where they mean a field of a rate.
const RATE_ALIASES: &[(&str, &str)] = &[
    ("code", "currency"),
    ("f_curr_code", "currency"),
    ("iso_code", "currency"),
    ("date", "day"),
    ("effective_date", "day"),
    ("eff_date", "day"),
    ("effective_from", "day"),
    ("time_period", "day"),
    ("operational_rate", "rate"),
    ("un_operational_rate", "rate"),
    ("rate_of_exchange", "rate"),
    ("exchange_rate", "rate"),
    ("value", "rate"),
    ("obs_value", "rate"),
];
/// Headers that hold codes; beside them a column called currency holds names.
const CURRENCY_CODES: &[&str] = &["code", "f_curr_code", "iso_code", "currency_code", "ccy"];
/// What rates are of a file that has them under such a header.
const UN_RATES: (&[&str], &str) =
    (&["operational_rate", "un_operational_rate", "f_curr_code"], "UN operational rates of exchange");

impl Columns {
    /// Finds what each column means: by `maps` (theirs, ours), by field name, by the spellings known, by likeness to the
    /// names of the fields.
    ///
    /// # Errors
    /// When a map names a column or field that is not there, or two columns mean the same.
    pub fn of(kind: Kind, header: &[String], maps: &[(String, String)], labels: &Labels) -> Result<Self, Say> {
        let slots = Vec::with_capacity(header.len());
        let mut columns = Self { slots, how: Vec::with_capacity(header.len()), currency: None, source: None };
        for (theirs, _) in maps {
            if !header.iter().any(|name| same(name, theirs)) {
                return Err(Say::new("import-no-column").with("column", theirs).with("known", header.join(", ")));
            }
        }
        for name in header {
            let mapped = maps.iter().find(|(theirs, _)| same(name, theirs));
            let slot = match mapped {
                Some((_, ours)) if ours == "-" => None,
                Some((_, ours)) => Some(slot(kind, ours).ok_or_else(|| no_field(kind, ours))?),
                None if is_of_rejects(name) => None,
                None => by_name(kind, &plain(name)),
            };
            columns.how.push(if mapped.is_some() { How::Said } else { How::Name });
            if matches!(slot, Some(Slot::Field(field)) if matches!(field.input, Input::Money(_))) && says_usd(name) {
                columns.currency = Some(Currency::USD);
            }
            columns.slots.push(slot);
        }
        if kind == Kind::Rate {
            columns.prefer_codes(header, maps);
            let says_so = |name: &String| UN_RATES.0.contains(&plain(name).as_str());
            columns.source = header.iter().any(says_so).then_some(UN_RATES.1).filter(|_| !columns.fill("source"));
        }
        columns.prefer_exact(kind, header, maps);
        columns.check_once(header)?;
        columns.find_alike(kind, header, labels);
        Ok(columns)
    }

    /// Columns nobody knows take the fields nobody fills whose names they resemble, the most alike first.
    fn find_alike(&mut self, kind: Kind, header: &[String], labels: &Labels) {
        let mut alike: Vec<(u8, usize, Slot)> = Vec::new();
        for (at, name) in header.iter().enumerate() {
            let named = self.slots[at].is_some() || self.how[at] == How::Said || is_of_rejects(name);
            if named || fold(name).chars().count() < 2 || kind == Kind::Rate && by_name(kind, &plain(name)).is_some() {
                continue;
            }
            for (label, field) in labels {
                let likeness = likeness(name, label);
                let free = kind.field(field).filter(|field| !field.computed && !self.fill(field.name));
                if let Some(field) = free.filter(|_| likeness >= ALIKE) {
                    alike.push((likeness, at, Slot::Field(field)));
                }
            }
        }
        alike.sort_by_key(|(likeness, at, _)| (std::cmp::Reverse(*likeness), *at));
        for (likeness, at, slot) in alike {
            if self.slots[at].is_none() && !self.slots.contains(&Some(slot)) {
                (self.slots[at], self.how[at]) = (Some(slot), How::Alike(likeness));
            }
        }
    }

    /// Whether the file was written by this program: ids first, then nothing but names of fields.
    #[must_use]
    pub fn are_own(&self, kind: Kind, header: &[String]) -> bool {
        let names: Vec<&String> = header.iter().filter(|name| !is_of_rejects(name)).collect();
        names.len() > 1 && names[0] == "id" && names[1..].iter().all(|name| kind.field(name).is_some())
    }

    /// Where one column holds codes of currencies, one called currency holds their names.
    fn prefer_codes(&mut self, header: &[String], maps: &[(String, String)]) {
        let free = |name: &String| !maps.iter().any(|(theirs, _)| same(name, theirs));
        if header.iter().any(|name| free(name) && CURRENCY_CODES.contains(&plain(name).as_str())) {
            for (slot, _) in
                self.slots.iter_mut().zip(header).filter(|(_, name)| free(name) && plain(name) == "currency")
            {
                *slot = None;
            }
        }
    }

    /// A column that has the very name of a field wins over one that only resembles it.
    fn prefer_exact(&mut self, kind: Kind, header: &[String], maps: &[(String, String)]) {
        for at in 0..header.len() {
            let Some(Slot::Field(field)) = self.slots[at] else { continue };
            let chosen = maps.iter().any(|(theirs, _)| same(&header[at], theirs));
            let other = (0..header.len()).any(|other| {
                other != at
                    && matches!(self.slots[other], Some(Slot::Field(known)) if known.name == field.name)
                    && (kind.field(&plain(&header[other])).is_some_and(|known| known.name == field.name)
                        || maps.iter().any(|(theirs, _)| same(&header[other], theirs)))
            });
            if other && !chosen && plain(&header[at]) != field.name {
                self.slots[at] = None;
            }
        }
    }

    fn check_once(&self, header: &[String]) -> Result<(), Say> {
        for (at, slot) in self.slots.iter().enumerate() {
            let Some(Slot::Field(field)) = slot else { continue };
            let same = |other: &Option<Slot>| matches!(other, Some(Slot::Field(known)) if known.name == field.name);
            if let Some(first) = self.slots[..at].iter().position(same) {
                return Err(Say::new("import-two-columns")
                    .with("field", field.name)
                    .with("first", &header[first])
                    .with("second", &header[at]));
            }
        }
        Ok(())
    }

    /// Whether some column fills this field.
    #[must_use]
    pub fn fill(&self, name: &str) -> bool {
        self.slots.iter().flatten().any(|slot| matches!(slot, Slot::Field(field) if field.name == name))
    }

    /// Whether some column gives ids.
    #[must_use]
    pub fn give_ids(&self) -> bool {
        self.slots.iter().flatten().any(|slot| matches!(slot, Slot::Id))
    }

    /// Whether some column fills this field of the partner.
    #[must_use]
    pub fn fill_partner(&self, name: &str) -> bool {
        self.slots.iter().flatten().any(|slot| matches!(slot, Slot::OfPartner(field) if field.name == name))
    }
}

fn no_field(kind: Kind, name: &str) -> Say {
    let known: Vec<&str> = kind.fields().iter().map(|field| field.name).collect();
    Say::new("query-no-column").with("name", name).with("known", known.join(", "))
}

/// Which of the first rows of a table names its columns: the first that has two names that are known, else the one that
/// has any, else the first with several cells, else the first that is not empty; none when all are empty.
#[must_use]
pub fn find_header(kind: Kind, rows: &[Vec<String>], recipe: &Recipe, labels: &Labels) -> Option<usize> {
    let known = |cell: &String| {
        let said = recipe.columns.iter().any(|(theirs, _)| same(cell, theirs));
        let folded = fold(cell);
        said || by_name(kind, &plain(cell)).is_some()
            || !folded.is_empty() && labels.iter().any(|(label, _)| fold(label) == folded)
    };
    let names = |row: &Vec<String>| row.iter().filter(|cell| known(cell)).count();
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let at = |wanted: &dyn Fn(&Vec<String>) -> bool| rows.iter().position(wanted);
    at(&|row| names(row) >= 2)
        .or_else(|| at(&|row| names(row) >= 1))
        .or_else(|| at(&|row| filled(row) >= 2))
        .or_else(|| at(&|row| filled(row) >= 1))
}

/// What a name of ours means: `field`, `partner.field` or `id`.
#[must_use]
pub fn slot(kind: Kind, name: &str) -> Option<Slot> {
    if name == "id" {
        return Some(Slot::Id);
    }
    if let Some(rest) = name.strip_prefix("partner.") {
        kind.field("partner")?;
        return Kind::Partner.field(rest).map(Slot::OfPartner);
    }
    kind.field(name).map(Slot::Field)
}

fn by_name(kind: Kind, name: &str) -> Option<Slot> {
    if let Some(found) = slot(kind, name) {
        return Some(found);
    }
    let of_rates = if kind == Kind::Rate { RATE_ALIASES } else { &[] };
    of_rates.iter().chain(ALIASES).filter(|(theirs, _)| *theirs == name).find_map(|(_, ours)| slot(kind, ours))
}

/// A header as names are compared: lower case, words joined by `_`, nothing else.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() || c == '.' {
            plain.extend(c.to_lowercase());
        } else if !plain.ends_with('_') {
            plain.push('_');
        }
    }
    plain.trim_matches('_').to_owned()
}

/// Whether two headers are the same but for case, spaces and punctuation.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    a == b || plain(a) == plain(b)
}

fn says_usd(name: &str) -> bool {
    plain(name).split('_').any(|word| word == "usd")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(kind: Kind, header: &[&str], maps: &[(&str, &str)]) -> Result<Vec<String>, Say> {
        let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        let maps: Vec<(String, String)> = maps.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let shown = |slot: &Option<Slot>| match slot {
            None => "-".to_owned(),
            Some(Slot::Id) => "id".to_owned(),
            Some(Slot::Field(field)) => field.name.to_owned(),
            Some(Slot::OfPartner(field)) => format!("partner.{}", field.name),
        };
        Ok(Columns::of(kind, &header, &maps, &[])?.slots.iter().map(shown).collect())
    }

    #[test]
    fn public_statistics_are_understood_as_they_are() {
        let header = ["donor", "iso3", "year", "earmarking", "amount_usd", "source"];
        let found = names(Kind::Contribution, &header, &[]).unwrap();
        assert_eq!(found, ["partner", "partner.country", "received", "earmarking", "amount", "source"]);
        let header = ["amount", "_currency", "entity", "calendar_year", "rev_type", "donor", "contrib_type"];
        let found = names(Kind::Contribution, &header, &[]).unwrap();
        assert_eq!(found, ["amount", "currency", "-", "received", "earmarking", "partner", "partner.type"]);
    }

    #[test]
    fn a_field_by_its_name_wins_over_a_spelling() {
        let found = names(Kind::Contribution, &["Year", "received"], &[]).unwrap();
        assert_eq!(found, ["-", "received"]);
        assert_eq!(names(Kind::Country, &["iso3", "Name"], &[]).unwrap(), ["code", "name_en"]);
    }

    #[test]
    fn lists_of_agreements_and_instalments_are_understood() {
        let header = ["Donor", "Project title", "Agreement number", "Signature date", "Start date", "End date", "PSC"];
        let found = names(Kind::Agreement, &header, &[]).unwrap();
        assert_eq!(found, ["partner", "title", "reference", "signed", "starts", "ends", "support_percent"]);
        let header = ["agreement_number", "tranche", "due date", "usd_amount"];
        assert_eq!(names(Kind::Instalment, &header, &[]).unwrap(), ["agreement", "number", "due", "amount"]);
        let dated = |kind| names(kind, &["date"], &[]).unwrap().remove(0);
        let days = [Kind::Contribution, Kind::Pledge, Kind::WriteOff, Kind::Instalment].map(dated);
        assert_eq!(days, ["received", "said", "day", "due"]);
    }

    #[test]
    fn lists_of_reports_meetings_and_actions_are_understood() {
        let header = ["Agreement no", "Report title", "Report type", "Deadline", "Responsible", "Submitted on"];
        let found = names(Kind::Report, &header, &[]).unwrap();
        assert_eq!(found, ["agreement", "title", "kind", "due", "owner", "submitted"]);
        let header = ["Meeting date", "Meeting type", "Subject", "Donor", "Location"];
        assert_eq!(names(Kind::Dialogue, &header, &[]).unwrap(), ["day", "kind", "title", "partners", "place"]);
        let header = ["Task", "Donor", "Assigned to", "Due date"];
        assert_eq!(names(Kind::FollowUp, &header, &[]).unwrap(), ["what", "partner", "owner", "due"]);
        let found = names(Kind::DueDiligence, &["Organisation", "Decision date", "Decision", "Valid to"], &[]).unwrap();
        assert_eq!(found, ["partner", "day", "status", "valid_until"]);
    }

    #[test]
    fn published_lists_of_rates_are_understood_as_they_are() {
        let header = ["Date", "Rate", "Currency", "Frequency", "Source", "Country code", "Country"];
        assert_eq!(names(Kind::Rate, &header, &[]).unwrap(), ["day", "rate", "currency", "-", "source", "-", "-"]);
        let header = ["Country", "Currency", "Code", "Effective Date", "Operational Rate"];
        assert_eq!(names(Kind::Rate, &header, &[]).unwrap(), ["-", "-", "currency", "day", "rate"]);
        let header = ["abbrv_name", "name", "f_curr_code", "eff_date", "rate"];
        assert_eq!(names(Kind::Rate, &header, &[]).unwrap(), ["-", "-", "currency", "day", "rate"]);
        let source = |header: &[&str]| {
            let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
            Columns::of(Kind::Rate, &header, &[], &[]).unwrap().source
        };
        assert!(source(&header).is_some());
        assert_eq!(source(&["f_curr_code", "eff_date", "rate", "source"]), None);
        assert_eq!(source(&["currency", "date", "rate"]), None);
    }

    #[test]
    fn maps_are_held_against_the_file_and_the_fields() {
        assert_eq!(names(Kind::Partner, &["Bailleur"], &[("bailleur", "name")]).unwrap(), ["name"]);
        assert_eq!(names(Kind::Partner, &["a"], &[("b", "name")]).unwrap_err().key, "import-no-column");
        assert_eq!(names(Kind::Partner, &["a"], &[("a", "nonsense")]).unwrap_err().key, "query-no-column");
        let twice = names(Kind::Partner, &["a", "b"], &[("a", "name"), ("b", "name")]).unwrap_err();
        assert_eq!(twice.key, "import-two-columns");
    }
}
