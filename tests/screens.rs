//! The screens as a person meets them: scripted keys in, screen text out, on the public figures.

use crate::support::{Person, demo};
use pledgebook::keys::{BINDINGS, Key};
use proptest::prelude::*;

fn person(folder: &tempfile::TempDir, lang: &'static str, width: u16, height: u16) -> Person {
    Person::at(demo(folder), "ana", lang, width, height)
}

#[test]
fn norway_is_found_in_four_keys_and_shows_what_it_gave_by_year() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("/ n o Enter");
    let screen = ana.screen();
    assert!(screen.contains("Donor · Norway"), "{screen}");
    // UN CEB financial statistics 2020 and 2013, revenue by government donor.
    assert!(ana.line("2,180,130").contains("2020   2,180,130   1,921,488   4,101,619"), "{screen}");
    assert!(ana.line("4,380,936").contains("4,380,936  10,217,293  14,598,229"), "{screen}");
    assert!(screen.contains("Focal point, Nordic donors (lead) since 12 Jan 2020"), "{screen}");
    insta::assert_snapshot!("norway-80x24", screen);
}

#[test]
fn a_sort_that_is_stopped_brings_the_list_before_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 100, 24);
    ana.press("6 [ [");
    let before = ana.screen();
    ana.impatient = true;
    ana.press("s a m o u n t Enter");
    assert!(ana.screen().contains("Stopped"), "{}", ana.screen());
    ana.impatient = false;
    ana.press("j k");
    let rows = |screen: &str| screen.lines().skip(2).take(15).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(rows(&ana.screen()), rows(&before), "{}", ana.screen());
    ana.press("s a m o u n t Enter");
    assert_ne!(rows(&ana.screen()), rows(&before));
}

#[test]
fn a_note_is_edited_undone_redone_and_the_record_deleted_and_restored() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("/ n o r Enter e").press(&"Tab ".repeat(14)).press("\"asked for a brief\" ^S");
    assert!(ana.screen().contains("Saved: Norway"), "{}", ana.screen());
    let has_note = |ana: &mut Person| {
        ana.store
            .list(
                &crate::support::asker("ana", "en"),
                &pledgebook::domain::query::Query::read(pledgebook::domain::kind::Kind::Partner, "notes~brief")
                    .unwrap(),
                pledgebook::domain::query::Window { from: 0, limit: 9 },
            )
            .unwrap()
            .total
    };
    assert_eq!(has_note(&mut ana), Some(1));
    ana.press("u");
    assert!(ana.screen().contains("Undone: Norway"), "{}", ana.screen());
    assert_eq!(has_note(&mut ana), Some(0));
    ana.press("U");
    assert_eq!(has_note(&mut ana), Some(1));
    ana.press("d");
    assert!(ana.screen().contains("In the bin: Norway. Its contributions stay and count"), "{}", ana.screen());
    assert!(!ana.screen().contains("Norway  "), "{}", ana.screen());
    ana.press("0 Down Enter r");
    assert!(ana.screen().contains("Restored."), "{}", ana.screen());
    ana.press("2 Esc / n o r");
    assert!(ana.line("Norway").contains("4,101,619"));
}

#[test]
fn three_donors_are_changed_as_one_and_taken_back_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("2 Space Space Space b \"stage\" Enter \"dormant\" Enter");
    assert!(ana.screen().contains("3 records changed as one"), "{}", ana.screen());
    ana.press("f \"stage\" Enter \"dormant\" Enter");
    assert!(ana.screen().contains("Donors · 3 · Stage = dormant"), "{}", ana.screen());
    ana.press("u");
    assert!(ana.screen().contains("Donors · 0"), "{}", ana.screen());
}

#[test]
fn the_same_field_changed_by_two_asks_and_both_texts_stay() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    let second = ana.store.again().unwrap();
    let mut ben = Person::at(second, "ben", "en", 80, 24);
    let to_notes = "Tab ".repeat(14);
    ana.press("/ n o r Enter e").press(&to_notes).press("\"embassy called\"");
    ben.press("/ n o r Enter e").press(&to_notes).press("\"minister confirmed\" ^S");
    ana.press("^S");
    let screen = ana.screen();
    assert!(screen.contains("was saved by ben"), "{screen}");
    assert!(screen.contains("minister confirmed") && screen.contains("embassy called"), "{screen}");
    insta::assert_snapshot!("conflict-80x24", screen);
    ana.press("b ^S");
    assert!(ana.screen().contains("Saved: Norway"), "{}", ana.screen());
    let id = norway(&mut ana);
    let notes = ana.store.record_history(&crate::support::asker("ana", "en"), id, 9).unwrap()[0].fields[0].clone();
    assert_eq!((notes.from.as_str(), notes.to.as_str()), ("minister confirmed", "minister confirmed\nembassy called"));
}

fn norway(person: &mut Person) -> i64 {
    let query = pledgebook::domain::query::Query::read(pledgebook::domain::kind::Kind::Partner, "code=NOR").unwrap();
    let window = pledgebook::domain::query::Window { from: 0, limit: 1 };
    person.store.list(&crate::support::asker("ana", "en"), &query, window).unwrap().records[0].id
}

#[test]
fn a_form_left_by_a_dropped_line_is_offered_with_its_text_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("/ n o r Enter e Tab Tab \"NORAD\"");
    let store = ana.drop_line();
    let mut again = Person::at(store, "ana", "en", 80, 24);
    assert!(again.screen().contains("1 form was left before it was saved"), "{}", again.screen());
    again.press("0 Down Down Enter Enter");
    let screen = again.screen();
    assert!(again.line("Acronym").starts_with('▸'), "{screen}");
    assert!(again.line("Acronym").contains("NORAD"), "{screen}");
    again.press("^S");
    assert!(again.screen().contains("Saved: Norway"), "{}", again.screen());
    again.press("1");
    assert!(!again.screen().contains("left before"), "{}", again.screen());
}

#[test]
fn problems_stand_beside_their_field_and_say_what_was_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("6 [ [ n \"norw\" Enter \"31 feb 20\" Tab \"1.234\" Tab ^S");
    let screen = ana.screen();
    assert!(ana.line("Received").contains('!'), "{screen}");
    assert!(ana.line("Amount").contains('!'), "{screen}");
    assert!(screen.contains("2 problems"), "{screen}");
}

#[test]
fn a_new_name_that_looks_like_a_known_one_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("2 n \"Norvay\"");
    assert!(ana.screen().contains("Looks like: Norway"), "{}", ana.screen());
}

#[test]
fn home_lists_and_chinese_stand_in_their_columns() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "zh", 80, 24);
    ana.press("@ \"2020-12-31\" Enter 2");
    insta::assert_snapshot!("donors-zh-80x24", ana.screen());
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 120, 40);
    ana.press("@ \"2020-12-31\" Enter");
    insta::assert_snapshot!("home-120x40", ana.screen());
    ana.press("2");
    insta::assert_snapshot!("donors-120x40", ana.screen());
}

#[test]
fn a_word_that_is_no_choice_is_told_the_choices() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("/ n o r Enter e Tab Tab Tab Tab \"perhaps\" Tab S-Tab");
    assert!(ana.line("perhaps").contains('!'), "{}", ana.screen());
    assert!(!ana.screen().contains("no donor"), "{}", ana.screen());
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "zh", 80, 24);
    ana.press("2 Space Space Space b \"stage\" Enter \"dorm\" Enter");
    assert!(ana.screen().contains("已修改 3 条记录"), "{}", ana.screen());
}

#[test]
fn a_letter_on_a_picked_value_picks_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("/ n o r Enter e Tab Tab Tab Tab Tab \"found\" Enter");
    assert!(ana.line("Category").contains("Foundations and philanthropists"), "{}", ana.screen());
    ana.press("^Z ^Z ^Z ^Z ^Z ^Z");
    assert!(ana.line("Category").contains("Government partners"), "{}", ana.screen());
}

#[test]
fn q_leads_back_and_at_the_top_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("2 Enter q");
    assert!(!ana.is_over());
    ana.press("q");
    assert!(ana.is_over());
}

#[test]
fn nothing_in_a_name_reaches_the_terminal_as_a_command() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("2 n");
    for c in "Bad\u{1b}[31m\u{7}\u{202e}Name".chars() {
        ana.key(Key::Char(c));
    }
    ana.press("^S Esc / b a d");
    let screen = ana.screen();
    assert!(screen.contains("BadName"), "{screen}");
    assert!(!screen.contains('\u{1b}') && !screen.contains('\u{202e}'), "{screen:?}");
}

#[test]
fn an_export_holds_what_is_shown_with_money_to_the_cent() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("2 / n o r Tab x Enter");
    assert!(ana.screen().contains("Written:"), "{}", ana.screen());
    let text = std::fs::read_to_string(folder.path().join("exports/partner-1.csv")).unwrap();
    let head = "name,this_year,this_year_currency,last_year,last_year_currency,focal_point,id\n";
    assert!(text.starts_with(head), "{text}");
    // UN CEB financial statistics 2020 and 2019.
    assert!(text.contains("Norway,4101618.58,USD,5427760.66,USD,"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_in_any_size_make_it_panic(
        picks in prop::collection::vec(0..1000usize, 1..60),
        (width, height) in (1..140u16, 1..50u16),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut ana = person(&folder, "en", width, height);
        let keys: Vec<Key> = BINDINGS.iter().flat_map(|binding| binding.keys.iter().copied()).chain("a1 中".chars().map(Key::Char)).collect();
        for pick in picks {
            ana.key(keys[pick % keys.len()]);
            ana.screen();
            if ana.is_over() {
                break;
            }
        }
    }
}

#[test]
fn an_answer_that_is_offered_makes_room_and_a_wrong_one_stays_to_be_mended() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = person(&folder, "en", 80, 24);
    ana.press("@ \"2020-12-31\" Enter @ \"2019-12-31\" Enter");
    assert!(ana.screen().contains("as of 31 Dec 2019"), "{}", ana.screen());
    ana.press("@ \"2020-02-31\" Enter");
    assert!(ana.line("As of which day?").ends_with("2020-02-31"), "{}", ana.screen());
    assert!(ana.screen().contains("There is no day “2020-02-31”"), "{}", ana.screen());
    ana.press("Left Del Left \"2\" Enter");
    assert!(ana.screen().contains("as of 23 Feb 2020"), "{}", ana.screen());
}
