//! Holds the message files against each other and against the sources: nothing untranslated, nothing said without words,
//! no argument one side does not know, no words nobody says. It reads text, not syntax: a key must stand as a plain
//! literal in `Say::new`, `say!`, `.text` or `.with`, or begin with one of the prefixes below.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::FluentResource;

use super::files::LANGUAGES;
use super::{FALLBACK, ids, keys};

/// Beginnings of keys that the program puts together from the names of fields, kinds, keys, choices and the like, so
/// that no literal of them stands in the sources.
const COMPUTED: &[&str] = &[
    "backup-reason-",
    "picture-",
    "about-",
    "alike-",
    "area-",
    "basis-",
    "choice-",
    "column-",
    "context-",
    "field-",
    "figure-",
    "format-",
    "help-",
    "hint-",
    "key-",
    "kind-",
    "language-",
    "one-",
    "op-",
    "origin-",
    "standing-",
    "style-",
    "sum-",
    "tab-",
];

#[test]
fn every_file_is_well_formed() {
    for (code, areas) in LANGUAGES {
        for source in *areas {
            if let Err((_, errors)) = FluentResource::try_new((*source).to_owned()) {
                panic!("{code}, file beginning {:?}: {errors:?}", source.lines().next());
            }
        }
    }
}

#[test]
fn every_language_says_what_english_says() {
    let english = keys(FALLBACK);
    for (code, _) in LANGUAGES {
        let own = keys(code);
        assert_eq!(english.difference(&own).collect::<Vec<_>>(), [""; 0], "missing in {code}");
        assert_eq!(own.difference(&english).collect::<Vec<_>>(), [""; 0], "only in {code}");
    }
}

#[test]
fn no_key_is_defined_twice() {
    for (code, areas) in LANGUAGES {
        let mut seen = BTreeSet::new();
        let twice: Vec<_> = areas.iter().flat_map(|source| ids(source)).filter(|id| !seen.insert(*id)).collect();
        assert_eq!(twice, [""; 0], "defined twice in {code}");
    }
}

#[test]
fn every_key_is_lower_case_with_dashes() {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let odd: Vec<_> = keys(FALLBACK).into_iter().filter(|key| !key.chars().all(plain)).collect();
    assert_eq!(odd, [""; 0]);
}

#[test]
fn every_language_uses_the_same_arguments() {
    let english = arguments(FALLBACK);
    for (code, _) in LANGUAGES {
        for (key, own) in arguments(code) {
            assert_eq!(english.get(&key), Some(&own), "arguments of {key} in {code}");
        }
    }
}

#[test]
fn everything_said_has_words_and_the_arguments_they_want() {
    let known = arguments(FALLBACK);
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        for used in uses(&source) {
            match known.get(used.key) {
                None => wrong.push(format!("{path}: no words for {}", used.key)),
                Some(wanted) if !used.gives(wanted) => {
                    wrong.push(format!("{path}: {} wants {wanted:?} and is given {:?}", used.key, used.given));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_message_is_said_somewhere() {
    let text: String = sources().into_iter().map(|(_, source)| source).collect();
    let computed = |key: &str| COMPUTED.iter().any(|prefix| key.starts_with(prefix));
    let unsaid = keys(FALLBACK).into_iter().filter(|key| !computed(key) && !text.contains(&format!("\"{key}\"")));
    assert_eq!(unsaid.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_use_is_found_with_its_arguments() {
    let source = r#"
        Say::new("plain");
        Say::new("chained").with("n", count(")")).with("what", x)
        locale.with("listed", &[("n", "5"), ("who", &names.join(", "))])
        Say::new(key).with("n", 5)
        locale.text(
            "wrapped")"#;
    let found: Vec<_> = uses(source).into_iter().map(|used| (used.key, used.given)).collect();
    let expected = [
        ("plain", BTreeSet::new()),
        ("chained", BTreeSet::from(["n", "what"])),
        ("wrapped", BTreeSet::new()),
        ("listed", BTreeSet::from(["n", "who"])),
    ];
    assert_eq!(found, expected);
}

/// One place where the sources name a message, and the arguments given there.
struct Use<'a> {
    key: &'a str,
    given: BTreeSet<&'a str>,
    /// Whether more arguments may be added later, after a binding.
    open: bool,
}

impl Use<'_> {
    fn gives(&self, wanted: &BTreeSet<String>) -> bool {
        let known = self.given.iter().all(|name| wanted.contains(*name));
        known && (self.open || self.given.len() == wanted.len())
    }
}

fn uses(source: &str) -> Vec<Use<'_>> {
    let mut found = Vec::new();
    for head in ["Say::new(", "say!(", ".text("] {
        for (at, _) in source.match_indices(head) {
            let inside = &source[at + head.len()..];
            if let Some(key) = literal(inside) {
                let (given, rest) = chain(after_call(inside));
                found.push(Use { key, given, open: rest.starts_with(';') || head == "say!(" });
            }
        }
    }
    for (at, head) in source.match_indices(".with(") {
        let inside = &source[at + head.len()..];
        let call = &inside[..inside.len() - after_call(inside).len()];
        // The other `.with`, that of a `Say`, takes a single value after its name.
        let Some((key, list)) = literal(inside).zip(call.split_once("&[").map(|(_, list)| list)) else { continue };
        let given = list.match_indices('(').filter(|(at, _)| is_pair(list, *at));
        let given = given.filter_map(|(at, _)| literal(&list[at + 1..])).collect();
        found.push(Use { key, given, open: false });
    }
    found
}

/// Whether the bracket at a place opens a pair, not the arguments of a call such as `.join(", ")`.
fn is_pair(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|before: char| before.is_alphanumeric() || "_!>".contains(before))
}

/// The names in `.with("name", …)` one after the other, and what follows them.
fn chain(mut rest: &str) -> (BTreeSet<&str>, &str) {
    let mut names = BTreeSet::new();
    while let Some(inside) = rest.trim_start().strip_prefix(".with(") {
        names.extend(literal(inside));
        rest = after_call(inside);
    }
    (names, rest.trim_start())
}

/// The string literal a text begins with.
fn literal(text: &str) -> Option<&str> {
    text.trim_start().strip_prefix('"')?.split_once('"').map(|(inside, _)| inside)
}

/// What follows the bracket that closes a call, given what follows the one that opens it.
fn after_call(text: &str) -> &str {
    let (mut depth, mut quoted, mut escaped) = (1, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    ""
}

/// Every message of a language with the names of its arguments.
fn arguments(code: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let areas = LANGUAGES.iter().find(|(known, _)| *known == code).map_or(&[][..], |(_, areas)| areas);
    for source in areas {
        let mut key = None;
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            key = ids(line).next().map(str::to_owned).or(key);
            if let Some(key) = &key {
                found.entry(key.clone()).or_default().extend(line.split('$').skip(1).map(identifier));
            }
        }
    }
    found
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
}

/// Every source file with its path, without its tests and comments.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 3, "the sources are where the manifest says");
    found
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in folder.read_dir().expect("the folder can be listed") {
        let path = entry.expect("the entry can be read").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && name != "tests.rs"
            && !path.ends_with("locale/check.rs")
        {
            let source = std::fs::read_to_string(&path).expect("a source file is text");
            let tests = source.find("#[cfg(test)]\nmod ").filter(|at| source[*at..].contains("{\n"));
            let lines = source[..tests.unwrap_or(source.len())].lines();
            let spoken: Vec<_> = lines.filter(|line| !line.trim_start().starts_with("//")).collect();
            found.push((path.display().to_string(), spoken.join("\n")));
        }
    }
}
