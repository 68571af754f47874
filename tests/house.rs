//! The house as `docs/architecture.md` draws it, read from the sources: who may use whom, where each outside crate and
//! the outside world may be named, and that every room stays small enough to read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every room of the crate and the rooms it may use. An arrow that is not here is a decision: write it down first.
const ARROWS: &[(&str, &[&str])] = &[
    ("reference", &[]),
    ("domain", &["reference"]),
    ("keys", &["domain"]),
    ("theme", &[]),
    ("locale", &["domain"]),
    ("access", &["domain"]),
    ("store", &["access", "domain", "reference"]),
    ("exchange", &["domain", "reference"]),
    ("message", &["access", "domain", "keys", "store"]),
    ("widgets", &["domain", "keys", "locale", "message", "theme"]),
    ("screens", &["access", "domain", "keys", "locale", "message", "store", "theme", "widgets"]),
    ("worker", &["access", "domain", "exchange", "locale", "message", "store"]),
    ("app", &["access", "domain", "keys", "locale", "message", "screens", "store", "theme", "widgets"]),
    ("term", &["domain", "keys"]),
    (
        "session",
        &["access", "app", "domain", "keys", "locale", "message", "screens", "store", "term", "theme", "worker"],
    ),
    ("cli", &["access", "domain", "exchange", "keys", "locale", "message", "reference", "store", "worker"]),
];

/// Rooms that carry the plain data of the store and never touch a file: they may not name `Store` itself.
const NO_FILE: &[&str] = &["app", "message", "screens", "widgets"];

/// What may be named only in some rooms: the words, and the rooms.
const NAMED_ONLY_IN: &[(&str, &[&str])] = &[
    ("ratatui::", &["app", "screens", "term", "theme", "widgets"]),
    ("crossterm::", &["term"]),
    ("rusqlite::", &["store"]),
    ("std::env::", &["main", "cli"]),
    ("SystemTime", &["main", "cli"]),
    ("Timestamp::now", &["main", "cli"]),
    ("Zoned::now", &["main", "cli"]),
    ("getuid", &["main", "cli"]),
    ("unsafe {", &["main", "store", "term"]),
];

/// Longest function, in lines.
const LONGEST: usize = 80;
/// Nine functions in ten are shorter than this, in lines.
const NINE_IN_TEN: usize = 25;

/// One file of the sources.
struct Source {
    path: PathBuf,
    /// `domain` for `src/domain/day.rs`, `keys` for `src/keys.rs`.
    room: String,
    whole: String,
    /// Without comments and without the tests at its end; empty for a file of tests.
    code: String,
}

fn sources() -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&top, &top, &mut found);
    assert!(found.len() > 40, "the sources are where the manifest says");
    found
}

fn collect(top: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in folder.read_dir().expect("a folder of sources can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            collect(top, &path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let whole = std::fs::read_to_string(&path).expect("a source file is text");
            let path = path.strip_prefix(top).expect("it was found there").to_owned();
            let first = path.iter().next().and_then(|first| first.to_str()).unwrap_or_default();
            let room = first.trim_end_matches(".rs").to_owned();
            found.push(Source { room, code: code(&path, &whole), path, whole });
        }
    }
}

fn code(path: &Path, whole: &str) -> String {
    if path.ends_with("tests.rs") || path.ends_with("locale/check.rs") {
        return String::new();
    }
    let tests = whole.find("#[cfg(test)]\nmod tests {").unwrap_or(whole.len());
    whole[..tests].lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The words that follow a path's beginning: `crate::` gives `domain` for `crate::domain::day`, and every name of
/// `crate::{domain, keys}`.
fn after(code: &str, beginning: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    for (at, _) in code.match_indices(beginning) {
        let rest = &code[at + beginning.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let top = group.chars().take_while(|c| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth >= 0
        });
        let mut inner = 0;
        let flat: String = top
            .filter(|c| {
                inner += i32::from(*c == '{') - i32::from(*c == '}');
                inner == 0
            })
            .collect();
        found.extend(flat.split(',').map(|name| word(name.trim())));
    }
    found.retain(|name| !name.is_empty());
    found
}

fn rooms_of(room: &str) -> Option<&'static [&'static str]> {
    ARROWS.iter().find(|(known, _)| *known == room).map(|(_, may)| *may)
}

#[test]
fn rooms_use_only_the_rooms_they_may() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !["main", "lib"].contains(&source.room.as_str())) {
        let Some(may) = rooms_of(&source.room) else {
            wrong.push(format!("{}: no arrows are declared for {}", source.path.display(), source.room));
            continue;
        };
        let outside = ["crate::", "super::super::", "pledgebook::"].map(|start| after(&source.code, start)).concat();
        for name in outside.iter().filter(|name| rooms_of(name).is_some() && **name != source.room) {
            if !may.contains(&name.as_str()) {
                wrong.push(format!("{}: {} may not use {name}", source.path.display(), source.room));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_draws_never_opens_a_file() {
    for source in sources().iter().filter(|source| NO_FILE.contains(&source.room.as_str())) {
        let words = source.code.split(|c: char| !c.is_alphanumeric() && c != '_');
        let named = words.filter(|word| *word == "Store").count();
        assert_eq!(named, 0, "{}: screens ask the worker, they do not hold a Store", source.path.display());
    }
}

#[test]
fn outside_crates_and_the_outside_world_are_named_where_they_belong() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (name, rooms) in NAMED_ONLY_IN {
            if source.code.contains(name) && !rooms.contains(&source.room.as_str()) {
                wrong.push(format!("{}: names {name}, which belongs to {}", source.path.display(), rooms.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = |source: &Source| !source.whole.starts_with("//! ");
    let wrong: Vec<String> = sources().into_iter().filter(silent).map(|it| it.path.display().to_string()).collect();
    assert!(wrong.is_empty(), "no //! at the top: {}", wrong.join(", "));
}

/// Fields and variants whose name says it all may go without, and so may the functions that every sub-command has.
#[test]
fn every_public_item_says_what_it_is() {
    let items = ["fn ", "const fn ", "struct ", "enum ", "trait ", "type ", "const ", "static "];
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.code.is_empty()) {
        let tests = source.whole.find("#[cfg(test)]\nmod tests {").unwrap_or(source.whole.len());
        let mut said = false;
        for line in source.whole[..tests].lines().map(str::trim) {
            let public =
                line.strip_prefix("pub ").is_some_and(|item| items.iter().any(|start| item.starts_with(start)));
            let of_every_command =
                source.room == "cli" && ["pub fn arguments(", "pub fn run("].iter().any(|same| line.starts_with(same));
            if public && !said && !of_every_command {
                wrong.push(format!("{}: {line}", source.path.display()));
            }
            // Attributes may stand between the words and the item.
            said = line.starts_with("/// ") || (said && (line.starts_with("#[") || line.starts_with("///")));
        }
    }
    assert!(wrong.is_empty(), "no /// above:\n{}", wrong.join("\n"));
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.code.lines().filter(|line| line.contains(".unwrap()"));
        wrong.extend(lines.map(|line| format!("{}: {}", source.path.display(), line.trim())));
    }
    assert!(wrong.is_empty(), "say with expect what holds:\n{}", wrong.join("\n"));
}

#[test]
fn functions_fit_a_screen() {
    let mut lengths = Vec::new();
    let mut wrong = Vec::new();
    for source in sources() {
        for (name, length) in functions(&source.code) {
            lengths.push(length);
            if length > LONGEST {
                wrong.push(format!("{}: {name} has {length} lines", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "over {LONGEST} lines:\n{}", wrong.join("\n"));
    lengths.sort_unstable();
    let ninth = lengths[lengths.len() * 9 / 10];
    assert!(ninth <= NINE_IN_TEN, "nine functions in ten are under {NINE_IN_TEN} lines; now they are under {ninth}");
}

/// Names of functions and their lengths; the sources are formatted, so a function ends at its own margin.
fn functions(code: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let text = line.trim_start();
        let margin = line.len() - text.len();
        let Some((before, rest)) = text.split_once("fn ") else { continue };
        let modifiers = ["pub", "pub(crate)", "pub(super)", "const", "async", "unsafe"];
        if !before.split_whitespace().all(|word| modifiers.contains(&word)) {
            continue;
        }
        let name = rest.split(['(', '<']).next().unwrap_or_default().to_owned();
        let ends = format!("{}}}", " ".repeat(margin));
        let length = lines[at..].iter().position(|line| *line == ends).map_or(1, |ahead| ahead + 1);
        let one_line = text.ends_with(['}', ';']);
        found.push((name, if one_line { 1 } else { length }));
    }
    found
}

#[test]
fn names_of_files_say_what_lives_there() {
    let vague = ["utils", "util", "helpers", "helper", "manager", "common", "misc", "stuff"];
    for source in sources() {
        let stem = source.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        assert!(!vague.contains(&stem.as_str()), "{} says nothing about what lives there", source.path.display());
    }
}

#[test]
fn the_rules_see_what_they_should_see() {
    let code = "use crate::{domain::{day, kind}, keys};\nuse crate::store::Store;\npub(super) const fn short() {}\n\
                fn long(\n    a: u8,\n) {\n    a;\n}";
    assert_eq!(after(code, "crate::"), ["domain", "keys", "store"]);
    let lengths: BTreeMap<String, usize> = functions(code).into_iter().collect();
    assert_eq!(lengths, BTreeMap::from([("short".to_owned(), 1), ("long".to_owned(), 5)]));
}

#[test]
fn nothing_tells_of_one_machine() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<PathBuf> = Vec::new();
    for folder in ["src", "tests", "benches", "docs", ".ci"] {
        text_files(&top.join(folder), &mut pages);
    }
    pages.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "schema.sql", "Cargo.toml"].map(|it| top.join(it)));
    let homes = ["home", "root", "Users", "work"].map(|folder| format!("/{folder}/"));
    let mut wrong = Vec::new();
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("a tracked file is text");
        for (number, line) in (1..).zip(text.lines()) {
            let told = homes.iter().any(|home| {
                let found = line.match_indices(home);
                found.into_iter().any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.'))
            });
            if told {
                wrong.push(format!("{}:{number}: {line}", page.strip_prefix(top).unwrap_or(&page).display()));
            }
        }
    }
    assert!(wrong.is_empty(), "paths of one machine:\n{}", wrong.join("\n"));
}

fn text_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = folder.read_dir() else { return };
    for path in entries.map(|entry| entry.expect("an entry can be read").path()) {
        if path.is_dir() {
            text_files(&path, found);
        } else if path.extension().is_none_or(|ending| ["rs", "md", "ftl", "sql"].iter().any(|known| ending == *known))
        {
            found.push(path);
        }
    }
}
