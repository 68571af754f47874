//! Two records that are one: what is proposed for each field where they differ, and the text a choice comes to. It
//! refuses to decide about money: amounts and what belongs to them stay those of the record that is kept.

use super::field::{Field, Input};
use super::kind::Kind;
use super::record::Record;

/// Whose text of a field stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Kept,
    Lost,
    Both,
}

/// A choice for one field.
pub type Choice = (&'static str, Side);

/// Words that tell how openly a record may be read, the most open first.
const OPENNESS: [&str; 4] = ["", "open", "internal", "confidential"];

/// Whether both texts of a field can stay beside each other.
#[must_use]
pub const fn may_both(field: &Field) -> bool {
    matches!(field.input, Input::Line | Input::Lines | Input::Refs(_))
}

/// What is proposed: nothing that was written down is lost, the stricter word holds, and money stays as it is.
#[must_use]
pub fn proposed(field: &Field, kept: &str, lost: &str) -> Side {
    let strict = |text: &str| OPENNESS.iter().position(|word| *word == text);
    let of_money = matches!(field.input, Input::Money(_) | Input::Currency | Input::Rate | Input::Split(_));
    match field.input {
        _ if of_money || field.name.starts_with("rate") || lost.is_empty() => Side::Kept,
        _ if kept.is_empty() => Side::Lost,
        Input::Flag if lost == "yes" => Side::Lost,
        Input::Choice(_) if field.name == "confidentiality" && strict(lost) > strict(kept) => Side::Lost,
        Input::Lines | Input::Refs(_) => Side::Both,
        _ if field.name == "aliases" => Side::Both,
        _ => Side::Kept,
    }
}

/// The text a choice comes to.
#[must_use]
pub fn chosen(field: &Field, side: Side, kept: &str, lost: &str) -> String {
    let between = match field.input {
        Input::Lines => "\n",
        Input::Refs(_) => " ",
        _ if field.name == "aliases" => "; ",
        _ => " / ",
    };
    match side {
        Side::Kept => kept.to_owned(),
        Side::Lost => lost.to_owned(),
        Side::Both if kept.is_empty() || lost.is_empty() => format!("{kept}{lost}"),
        Side::Both => {
            let mut parts: Vec<&str> = kept.split(between).collect();
            parts.extend(lost.split(between).filter(|part| !kept.split(between).any(|known| known == *part)));
            parts.join(between)
        }
    }
}

/// The names by which a lost record was known that the kept one does not have: they become other names of it.
#[must_use]
pub fn other_names(kind: Kind, kept: &Record, lost: &Record) -> Vec<String> {
    if kind.field("aliases").is_none() {
        return Vec::new();
    }
    let named = ["name", "name_zh", "acronym", "code", "iati"];
    let texts = |record: &Record| -> Vec<String> {
        let own = named.iter().map(|field| record.get(field).to_owned());
        let others = record.get("aliases").split(';').map(|name| name.trim().to_owned());
        own.chain(others).filter(|name| !name.is_empty()).collect()
    };
    let known = texts(kept);
    let mut others: Vec<String> = Vec::new();
    for name in texts(lost) {
        if !known.contains(&name) && !others.contains(&name) && !name.contains(';') {
            others.push(name);
        }
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, kept: &str, lost: &str) -> (Side, String) {
        let field = Kind::Partner.field(name).unwrap();
        let side = proposed(field, kept, lost);
        (side, chosen(field, side, kept, lost))
    }

    #[test]
    fn nothing_that_was_written_down_is_lost() {
        assert_eq!(of("website", "", "norad.no"), (Side::Lost, "norad.no".to_owned()));
        assert_eq!(of("website", "norad.no", ""), (Side::Kept, "norad.no".to_owned()));
        assert_eq!(of("name", "Norway", "Kingdom of Norway"), (Side::Kept, "Norway".to_owned()));
        assert_eq!(of("notes", "one", "two"), (Side::Both, "one\ntwo".to_owned()));
        assert_eq!(of("aliases", "A; B", "B; C"), (Side::Both, "A; B; C".to_owned()));
        assert_eq!(of("donor", "no", "yes"), (Side::Lost, "yes".to_owned()));
        assert_eq!(of("donor", "yes", "no").0, Side::Kept);
        assert_eq!(of("confidentiality", "open", "confidential").0, Side::Lost);
        assert_eq!(of("confidentiality", "internal", "open").0, Side::Kept);
    }

    #[test]
    fn money_stays_with_the_record_that_is_kept() {
        let field = |name: &str| Kind::Contribution.field(name).unwrap();
        assert_eq!(proposed(field("amount"), "1.00", "2.00"), Side::Kept);
        assert_eq!(proposed(field("rate"), "", "0.9"), Side::Kept);
        assert_eq!(proposed(field("rate_source"), "", "bank"), Side::Kept);
    }

    #[test]
    fn lost_names_become_other_names_once() {
        let partner =
            |name: &str, aliases: &str| Record::new(Kind::Partner).with("name", name).with("aliases", aliases);
        let lost = partner("Kingdom of Norway", "Norge; Norway").with("acronym", "KN").with("iati", "NO-1");
        let others = other_names(Kind::Partner, &partner("Norway", "Norge"), &lost);
        assert_eq!(others, ["Kingdom of Norway", "KN", "NO-1"]);
    }
}
