//! Every kind, field, choice, computed column, operation and origin the tables declare has its words in every language,
//! and no words are left over for what the tables do not declare.

use std::collections::BTreeSet;

use pledgebook::domain::change::{Op, Origin};
use pledgebook::domain::field::Input;
use pledgebook::domain::kind::{Kind, Shows};
use pledgebook::keys::{BINDINGS, Context};
use pledgebook::locale;

/// Words of computed values that are no choice of any field: flags, what a donor is in a year, how a pledge, an
/// instalment, a report and a check stand, and what is late.
const COMPUTED_WORDS: [&str; 23] = [
    "yes",
    "no",
    "new",
    "returning",
    "continuing",
    "lapsed",
    "replaced",
    "outstanding",
    "late",
    "settled",
    "overpaid",
    "overdue",
    "part",
    "due",
    "not-due",
    "drafted",
    "cleared",
    "submitted",
    "sent-back",
    "accepted",
    "valid",
    "expired",
    "waived",
];

fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

/// Every key the tables ask for.
fn wanted() -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = COMPUTED_WORDS.iter().map(|word| format!("choice-{word}")).collect();
    for kind in Kind::ALL {
        let name = dashed(kind.name());
        keys.extend([format!("kind-{name}"), format!("one-{name}")]);
        for field in kind.fields() {
            keys.extend(["field", "hint"].map(|part| format!("{part}-{name}-{}", dashed(field.name))));
            if let Input::Choice(words) = field.input {
                keys.extend(words.iter().map(|word| format!("choice-{word}")));
            }
        }
        keys.extend(kind.info().extras.iter().map(|extra| format!("column-{}", dashed(extra.name))));
    }
    let operations = [Op::Add(Vec::new()), Op::Edit(Vec::new()), Op::Delete, Op::Restore];
    keys.extend(operations.iter().map(|op| format!("op-{}", op.word())));
    keys.extend(Origin::ALL.iter().map(|origin| format!("origin-{}", origin.word())));
    keys
}

#[test]
fn what_the_tables_declare_has_words_in_every_language() {
    for code in locale::codes() {
        let own = locale::keys(code);
        let missing: Vec<String> = wanted().into_iter().filter(|key| !own.contains(key)).collect();
        assert!(missing.is_empty(), "src/locale/{code}/fields.ftl lacks: {}", missing.join(" "));
    }
}

#[test]
fn no_words_are_kept_for_what_the_tables_do_not_declare() {
    let wanted = wanted();
    let of_tables = |key: &String| {
        ["kind-", "one-", "field-", "hint-", "choice-", "op-", "origin-"].iter().any(|part| key.starts_with(part))
    };
    let left: Vec<String> =
        locale::keys("en").into_iter().filter(of_tables).filter(|key| !wanted.contains(key)).collect();
    assert!(left.is_empty(), "no field, kind or choice says: {}", left.join(" "));
}

#[test]
fn every_key_and_every_place_of_keys_has_words_in_every_language() {
    let commands = BINDINGS.iter().map(|binding| binding.command.name());
    let mut wanted: BTreeSet<String> =
        commands.flat_map(|name| [format!("key-{name}"), format!("help-{name}")]).collect();
    wanted.extend(Context::ALL.map(|context| format!("context-{}", context.name())));
    for code in locale::codes() {
        let own = locale::keys(code);
        let missing: Vec<&String> = wanted.iter().filter(|key| !own.contains(*key)).collect();
        assert!(missing.is_empty(), "src/locale/{code}/keys.ftl lacks: {missing:?}");
        let of_keys = |key: &&String| key.starts_with("key-") || key.starts_with("context-");
        let left: Vec<&String> = own.iter().filter(of_keys).filter(|key| !wanted.contains(*key)).collect();
        assert!(left.is_empty(), "no key does: {left:?}");
    }
}

#[test]
fn labels_fit_beside_a_form() {
    let english = locale::Locale::load("en").expect("English is spoken");
    for kind in Kind::ALL {
        for field in kind.fields() {
            let label = english.text(&format!("field-{}-{}", dashed(kind.name()), dashed(field.name)));
            assert!(label.chars().count() <= 22, "{label:?} of {} is too long for a form of 80 columns", kind.name());
        }
    }
}

#[test]
fn the_columns_of_words_are_those_whose_words_are_known() {
    let words: Vec<String> = Kind::ALL
        .into_iter()
        .flat_map(|kind| kind.info().extras.iter().map(move |extra| (kind, extra)))
        .filter(|(_, extra)| extra.shows == Shows::Word)
        .map(|(kind, extra)| format!("{}.{}", kind.name(), extra.name))
        .collect();
    let known = [
        "partner.status",
        "pledge.standing",
        "agreement.state",
        "agreement.late",
        "instalment.standing",
        "contribution.early",
        "report.standing",
        "due_diligence.standing",
    ];
    assert_eq!(words, known, "a new column of words needs its words among COMPUTED_WORDS");
}
