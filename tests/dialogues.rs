//! Dialogues and the actions after them: how they are counted, who has gone silent, and a meeting captured by keyboard.

use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::Record;

use crate::book::Book;
use crate::support::Person;

fn met(book: &mut Book, day: &str, kind: &str, partner: &str) -> i64 {
    book.add(Kind::Dialogue, &[("day", day), ("kind", kind), ("title", "Talks"), ("partners", partner)])
}

#[test]
fn dialogues_are_counted_by_kind_up_to_the_day_beside_the_paper() {
    let mut book = Book::demo("2021-09-01");
    met(&mut book, "2021-03-01", "meeting", "Norway; Sweden");
    book.add(Kind::Partner, &[("name", "Ford Foundation")]);
    met(&mut book, "2021-06-01", "call", "Ford Foundation");
    met(&mut book, "2020-06-01", "meeting", "Japan");
    let figure = book.figure("dialogues", Some(2021));
    assert_eq!(figure.value, Some(2));
    // EB2021-S2-4, para 4(b): 27 dialogues by 31 August 2021.
    assert_eq!(
        figure.published.map(|published| (published.value, published.as_of)),
        Some((27, "2021-08-31".to_owned()))
    );
    assert_eq!(book.figure("dialogues", None).value, Some(3));
    assert_eq!(book.figure("IND-DIALOGUES", None).value, Some(2), "with Member States");
    book.asker.as_of = pledgebook::domain::day::Day::parse_iso("2021-05-01");
    assert_eq!(book.figure("dialogues", Some(2021)).value, Some(1), "the call came later");
}

#[test]
fn a_donor_is_silent_when_nobody_spoke_with_it_for_so_many_days() {
    let mut book = Book::demo("2020-12-31");
    assert_eq!(book.figure("silent-donors", None).value, Some(0), "nothing can be said without any dialogue");
    met(&mut book, "2020-06-01", "meeting", "Norway");
    met(&mut book, "2020-12-01", "meeting", "Sweden");
    let figure = book.figure("silent-donors", None);
    let names: Vec<&str> = figure.lines.iter().map(|line| line.title.as_str()).collect();
    assert!(names.contains(&"Norway") && names.contains(&"Japan") && !names.contains(&"Sweden"), "{names:?}");
    let query = Query::read(Kind::Partner, "two_years>0 silent>180").unwrap();
    assert_eq!(book.store.count(&book.asker.clone(), &query).unwrap().total, names.len());
}

fn person(book: &Book, lang: &'static str, width: u16, height: u16) -> Person {
    let mut ana = Person::at(book.store.again().unwrap(), "ana", lang, width, height);
    ana.on(book.asker.today);
    ana
}

fn rows(book: &mut Book, kind: Kind) -> Vec<Record> {
    let window = Window { from: 0, limit: 100 };
    book.store
        .list(&book.asker.clone(), &Query::read(kind, "sort=due").unwrap_or(Query::all(kind)), window)
        .unwrap()
        .records
}

const MEETING: &str = "> \"met @norway;sweden ^2021-10-14 bilateral on FP4\" Enter \
    \">todo send brief @norway #nordic ^fri !high\" Enter \"they like the housing part\" Enter \
    \">todo ring @nowhere back ^+3d\" Enter \"invite ^31feb them #me\" Enter";

#[test]
fn a_meeting_with_three_actions_is_captured_by_keyboard() {
    let mut book = Book::demo("2021-10-12");
    let mut ana = person(&book, "en", 80, 24);
    ana.press("8").press(MEETING);
    let screen = ana.screen();
    assert!(screen.contains("Capture · under bilateral on FP4"), "{screen}");
    assert!(screen.contains("~ Action: ring back @nowhere · @nowhere is nobody"), "{screen}");
    ana.press("Esc Enter");
    assert!(ana.screen().contains("they like the housing part"), "{}", ana.screen());
    let talk = rows(&mut book, Kind::Dialogue).remove(0);
    assert_eq!((talk.get("day"), talk.get("kind")), ("2021-10-14", "meeting"));
    assert_eq!(talk.label("partners"), "Norway; Sweden");
    let actions = rows(&mut book, Kind::FollowUp);
    assert_eq!(actions.len(), 3);
    assert!(actions.iter().all(|action| action.reference("dialogue") == Some(talk.id)));
    let brief = actions.iter().find(|action| action.get("what") == "send brief").unwrap();
    assert_eq!((brief.label("partner"), brief.get("due"), brief.get("priority")), ("Norway", "2021-10-15", "high"));
    assert_eq!(brief.label("owner"), "Focal point, Nordic donors");
    let invite = actions.iter().find(|action| action.get("what") == "invite ^31feb them").unwrap();
    assert_eq!((invite.label("owner"), invite.get("due")), ("Focal point, Nordic donors", ""));
}

#[test]
fn a_line_that_does_not_read_is_kept_and_an_empty_one_ends_the_meeting() {
    let mut book = Book::demo("2021-10-12");
    let mut ana = person(&book, "en", 80, 24);
    ana.press("> \"remember the forum\" Enter \"met @sweden\" Enter Enter \">todo alone\" Enter");
    let actions = rows(&mut book, Kind::FollowUp);
    let words: Vec<&str> = actions.iter().map(|action| action.get("what")).collect();
    assert_eq!(words, ["remember the forum", "alone"]);
    assert!(actions.iter().all(|action| action.get("dialogue").is_empty() && action.get("owner").is_empty()));
    assert_eq!(rows(&mut book, Kind::Dialogue)[0].get("title"), "Sweden");
}

#[test]
fn an_action_of_a_dialogue_is_added_done_and_opened_again_by_keys() {
    let mut book = Book::demo("2021-10-12");
    met(&mut book, "2021-10-01", "meeting", "Norway");
    let mut ana = person(&book, "en", 80, 24);
    ana.press("8 Enter n \"Send brief\" ^S");
    let action = rows(&mut book, Kind::FollowUp).remove(0);
    assert_eq!((action.label("partner"), action.label("dialogue")), ("Norway", "Talks"));
    ana.press("] Down Space");
    assert!(ana.screen().contains("Send brief: Done"), "{}", ana.screen());
    assert_eq!(book.text(Kind::FollowUp, action.id, "done_on"), "2021-10-12");
    ana.press("Space");
    assert_eq!(book.text(Kind::FollowUp, action.id, "status"), "pending");
}

#[test]
fn the_screen_of_captured_lines_stands_in_its_columns() {
    for (lang, width, height) in [("en", 80, 24), ("zh", 80, 24), ("en", 120, 40), ("zh", 120, 40)] {
        let book = Book::demo("2021-10-12");
        let mut ana = person(&book, lang, width, height);
        ana.press("8").press(MEETING).press("\"half a li\"");
        insta::assert_snapshot!(format!("capture-{lang}-{width}x{height}"), ana.screen());
    }
}
