//! A line that was lost in the middle of something: the next login offers to go on there, with the same tab, record, field,
//! text and place of the cursor; on a real pseudo-terminal.

use std::path::Path;
use std::time::Duration;

use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::kind::Kind;
use pledgebook::store::{Noted, Store};

use crate::pty::{BINARY, DOWN, ENTER, ESC, Home, SAVE, Terminal, me, open_form};
use crate::support::{asker, clock};

const LEFT: &str = "\u{1b}[D";

/// What stands between the tabs and the line of what just happened, and where the cursor is.
pub fn standing(terminal: &Terminal) -> (Vec<String>, (u16, u16)) {
    terminal.settle();
    let line = terminal.line();
    let screen = line.parser.screen();
    let rows = screen.contents().lines().skip(2).take(19).map(|row| row.trim_end().to_owned()).collect();
    (rows, screen.cursor_position())
}

/// Types into Norway's form and goes back in the text.
pub fn type_in_form(terminal: &mut Terminal) {
    open_form(terminal);
    terminal.press(&["NORWEGEN", LEFT, LEFT, LEFT]);
    terminal.wait_for("draft kept");
}

fn set_idle(file: &Path, seconds: &str) {
    let mut store = Store::open(file, clock()).unwrap().0;
    let id = store.resolve(&asker("ana", "en"), Kind::Setting, "idle-seconds").unwrap();
    let edit = FieldChange { field: "value", from: "0".to_owned(), to: seconds.to_owned() };
    let changes = vec![Change { kind: Kind::Setting, id, version: 0, op: Op::Edit(vec![edit]) }];
    let saved =
        store.apply(&asker("ana", "en"), &Action { origin: Origin::Form, title: String::new(), changes }).unwrap();
    assert!(matches!(saved, Saved::Done { .. }), "{saved:?}");
}

#[test]
fn after_a_lost_line_or_a_kill_the_cursor_is_in_the_same_field_and_text() {
    for ends in ["line", "HUP", "TERM", "KILL"] {
        let (home, file) = Home::with_demo();
        // A dropped writer sends the end-of-file key, which a dropped connection does not; here there is no such key.
        let script = "stty eof undef; exec \"$BINARY\" --db \"$FILE\"";
        let more = [("BINARY", BINARY), ("FILE", file.to_str().unwrap())];
        let mut terminal = Terminal::start(&home, "sh", &["-c", script], &more, 80, 24);
        type_in_form(&mut terminal);
        let mut before = standing(&terminal);
        match ends {
            "line" => {
                terminal.drop_line(LEFT);
                before.1.1 -= 1;
            }
            signal => terminal.signal(signal),
        }
        terminal.ends();
        let mut next = home.start_on(&file);
        next.wait_for("Your last session was cut off");
        assert!(next.screen().contains("Go on: Edit Partner · Norway · Acronym"), "{}", next.screen());
        next.send(ENTER);
        next.wait_for("NORWEGEN");
        assert_eq!(standing(&next), before, "{ends}");
        // Behind it stand the page and the list it was opened from.
        next.press(&["X", SAVE]);
        next.wait_for("Saved: Norway");
        let saved = home.done(&["--db", file.to_str().unwrap(), "show", "partner", "NOR"]);
        assert!(saved.contains(if ends == "line" { "NORWXEGEN" } else { "NORWEXGEN" }), "{saved}");
        next.press(&["q"]);
        next.wait_for("/ norw");
        next.press(&["q"]);
        next.ends_restored();
        let after = home.start_on(&file);
        after.wait_for("Needs you");
        assert!(!after.screen().contains("cut off"), "{}", after.screen());
    }
}

#[test]
fn a_place_without_a_form_is_offered_too_and_can_be_declined() {
    let (home, file) = Home::with_demo();
    let mut terminal = home.start_on(&file);
    terminal.wait_for("Needs you");
    terminal.press(&["2", "]", "]", DOWN, DOWN, DOWN]);
    let before = standing(&terminal);
    terminal.signal("HUP");
    terminal.ends();
    let mut next = home.start_on(&file);
    next.wait_for("Go on: ");
    next.send(ENTER);
    next.wait_for("[ 3/3 ]");
    assert_eq!(standing(&next), before);
    next.signal("HUP");
    next.ends();
    let mut declines = home.start_on(&file);
    declines.wait_for("Go on: ");
    declines.press(&[ESC]);
    declines.wait_for("Needs you");
    declines.send("q");
    declines.ends_restored();
    let after = home.start_on(&file);
    after.wait_for("Needs you");
    assert!(!after.screen().contains("cut off"), "{}", after.screen());
}

#[test]
fn where_a_session_still_is_another_one_is_not_offered_to_go_on() {
    let (home, file) = Home::with_demo();
    let mut first = home.start_on(&file);
    type_in_form(&mut first);
    let second = home.start_on(&file);
    second.wait_for("Needs you");
    assert!(!second.screen().contains("cut off"), "{}", second.screen());
}

#[test]
fn what_could_not_be_read_yet_comes_back_as_it_was_typed() {
    let (home, file) = Home::with_demo();
    let mut terminal = home.start_on(&file);
    terminal.wait_for("Needs you");
    terminal.press(&["3", "]", "e"]);
    while !terminal.screen().lines().any(|row| row.starts_with("▸ From")) {
        terminal.press(&["\t"]);
    }
    terminal.press(&["\u{15}", "31 febr"]);
    terminal.wait_for("draft kept");
    terminal.signal("KILL");
    terminal.ends();
    let mut next = home.start_on(&file);
    next.wait_for("Go on: ");
    next.send(ENTER);
    next.wait_for("31 febr");
    // Somebody else saves: the form asks anew for what it shows.
    home.done(&["--db", file.to_str().unwrap(), "set", "partner", "NOR", "acronym=MFA"]);
    next.settle_for(Duration::from_millis(1_200));
    let screen = next.screen();
    assert!(screen.contains("31 febr") && screen.contains("Nordic"), "{screen}");
}

#[test]
fn who_does_not_type_for_too_long_is_let_go_with_their_text() {
    let (home, file) = Home::with_demo();
    set_idle(&file, "6");
    let (store, _) = Store::open(&file, clock()).unwrap();
    assert_eq!(store.idle_limit().unwrap(), Some(Duration::from_secs(6)));
    let mut terminal = home.start_on(&file);
    type_in_form(&mut terminal);
    assert_eq!(terminal.ends(), 0);
    terminal.wait_until("the end of the line", |line| line.ended);
    assert!(terminal.screen().contains("without a key"), "{}", terminal.screen());
    assert_eq!(store.drafts(&asker(&me(), "en")).unwrap().len(), 1);
    let how = store.noted().into_iter().rev().find_map(|line| match line.noted {
        Noted::Left { how, .. } => Some(how),
        _ => None,
    });
    assert_eq!(how.as_deref(), Some("idle"));
}
