//! One line typed fast in a meeting, as what it is: a dialogue that begins, an action, or text. It knows no names and
//! loses no word: what does not read stays in the text.

use super::day::{Day, read_day};

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Captured {
    /// `met @norway;sweden ^2021-10-14 bilateral on FP4`
    Talk(Talk),
    /// `>todo send brief @norway #nordic ^fri !high`
    Todo(Todo),
    /// Anything else.
    Text(String),
}

/// A dialogue that begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// The word of its kind.
    pub kind: &'static str,
    /// Names of partners as typed.
    pub partners: Vec<String>,
    pub day: Option<Day>,
    /// What is left of the line.
    pub title: String,
}

/// An action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Todo {
    /// What is left of the line.
    pub what: String,
    pub partners: Vec<String>,
    pub owner: Option<String>,
    pub due: Option<Day>,
    /// `high`, `normal` or `low`.
    pub priority: Option<&'static str>,
}

/// Words a dialogue begins with, and its kind.
const TALKS: &[(&str, &str)] = &[
    ("met", "meeting"),
    ("meeting", "meeting"),
    ("called", "call"),
    ("call", "call"),
    ("wrote", "letter"),
    ("letter", "letter"),
    ("visited", "mission"),
    ("mission", "mission"),
    ("group", "donor-group"),
    ("dialogue", "funding-dialogue"),
    ("board", "board-session"),
    ("event", "event"),
    ("会见", "meeting"),
    ("会谈", "meeting"),
    ("通话", "call"),
    ("信函", "letter"),
    ("访问", "mission"),
];

const PRIORITIES: &[(&str, &str)] =
    &[("high", "high"), ("normal", "normal"), ("low", "low"), ("高", "high"), ("中", "normal"), ("低", "low")];

/// Reads a line; days as seen from today, a weekday as the next one.
#[must_use]
pub fn read_line(typed: &str, today: Day) -> Captured {
    let line = typed.trim();
    let (marked, rest) = todo_mark(line);
    let todo = read_marks(rest, today);
    if marked {
        return Captured::Todo(todo);
    }
    let (first, title) = todo.what.split_once(char::is_whitespace).unwrap_or((&todo.what, ""));
    let kind = TALKS.iter().find(|(word, _)| first.to_lowercase() == *word).map(|(_, kind)| *kind);
    match kind {
        Some(kind) if !todo.partners.is_empty() => {
            Captured::Talk(Talk { kind, title: title.trim().to_owned(), partners: todo.partners, day: todo.due })
        }
        _ if todo.owner.is_some() || todo.due.is_some() || todo.priority.is_some() => Captured::Todo(todo),
        _ => Captured::Text(line.to_owned()),
    }
}

/// Whether a line says that it is an action, and what follows.
fn todo_mark(line: &str) -> (bool, &str) {
    let rest = line.strip_prefix(['>', '》', '＞']).map(str::trim_start);
    let bare = rest.unwrap_or(line);
    for word in ["todo", "TODO", "Todo", "待办"] {
        if let Some(after) = bare.strip_prefix(word)
            && after.chars().next().is_none_or(|c| !c.is_alphanumeric())
        {
            return (true, after.trim_start_matches([':', '：']).trim_start());
        }
    }
    (rest.is_some(), bare)
}

/// Takes the marked words out of a text; those that do not read stay in it.
fn read_marks(text: &str, today: Day) -> Todo {
    let mut todo = Todo::default();
    let mut left: Vec<&str> = Vec::new();
    for word in words(text) {
        let mut signs = word.chars();
        let (sign, name) = (signs.next().unwrap_or(' '), signs.as_str());
        let name = name.trim_matches('"');
        let taken = match sign {
            _ if name.is_empty() => false,
            '@' | '＠' => {
                let names = name.split([';', '；', ',', '，']).map(|name| name.replace('_', " ").trim().to_owned());
                todo.partners.extend(names.filter(|name| !name.is_empty()));
                true
            }
            '#' | '＃' if todo.owner.is_none() => {
                todo.owner = Some(name.replace('_', " "));
                true
            }
            '^' if todo.due.is_none() => {
                todo.due = read_day(name, today).ok();
                todo.due.is_some()
            }
            '!' | '！' if todo.priority.is_none() => {
                todo.priority = PRIORITIES.iter().find(|(word, _)| *word == name.to_lowercase()).map(|(_, word)| *word);
                todo.priority.is_some()
            }
            _ => false,
        };
        if !taken {
            left.push(word);
        }
    }
    todo.what = left.join(" ");
    todo
}

/// The words of a text; between quotes blanks are part of a word.
fn words(text: &str) -> Vec<&str> {
    let mut quoted = false;
    let cut = |c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    };
    text.split(cut).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn today() -> Day {
        Day::parse_iso("2021-10-12").unwrap()
    }

    #[test]
    fn a_meeting_and_its_actions_are_read() {
        let line = "met @norway;sweden ^2021-10-14 bilateral on FP4";
        let Captured::Talk(talk) = read_line(line, today()) else { panic!("no dialogue") };
        assert_eq!((talk.kind, talk.title.as_str()), ("meeting", "bilateral on FP4"));
        assert_eq!(talk.partners, ["norway", "sweden"]);
        assert_eq!(talk.day, Day::parse_iso("2021-10-14"));
        let line = ">todo send brief @\"United Kingdom\" #nordic ^fri !high";
        let Captured::Todo(todo) = read_line(line, today()) else { panic!("no action") };
        assert_eq!((todo.what.as_str(), todo.owner.as_deref()), ("send brief", Some("nordic")));
        assert_eq!((todo.partners, todo.priority), (vec!["United Kingdom".to_owned()], Some("high")));
        assert_eq!(todo.due, Day::parse_iso("2021-10-15"));
        let Captured::Todo(todo) = read_line("ring back ^+3d", today()) else { panic!("no action") };
        assert_eq!(todo.due, Day::parse_iso("2021-10-15"));
    }

    #[test]
    fn what_does_not_read_stays_in_the_text() {
        let line = "todo send it ^31feb !now #";
        let Captured::Todo(todo) = read_line(line, today()) else { panic!("no action") };
        assert_eq!(todo.what, "send it ^31feb !now #");
        assert_eq!(read_line("they met us half way", today()), Captured::Text("they met us half way".to_owned()));
        assert_eq!(read_line("call them", today()), Captured::Text("call them".to_owned()));
    }

    proptest! {
        #[test]
        fn no_word_is_ever_lost(words in prop::collection::vec("[a-z@#^!>\"]{1,8}", 1..8)) {
            let line = words.join(" ");
            let (kept, marks) = match read_line(&line, today()) {
                Captured::Text(text) => (text, Vec::new()),
                Captured::Talk(talk) => (talk.title, talk.partners),
                Captured::Todo(todo) => (todo.what, [todo.partners, todo.owner.into_iter().collect()].concat()),
            };
            for word in words.iter().filter(|word| word.chars().all(|c| c.is_ascii_lowercase())) {
                let known = TALKS.iter().any(|(talk, _)| talk == word) || word == "todo";
                let there = kept.contains(word.as_str()) || marks.iter().any(|mark| mark.contains(word.as_str()));
                prop_assert!(known || there, "{} of {}", word, line);
            }
        }
    }
}
