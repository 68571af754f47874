//! Dialogues and the actions after them: how they are counted, who has gone silent, and a meeting captured by keyboard.

use pledgebook::domain::kind::Kind;

use crate::book::Book;

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
    let query = pledgebook::domain::query::Query::read(Kind::Partner, "two_years>0 silent>180").unwrap();
    assert_eq!(book.store.count(&book.asker.clone(), &query).unwrap().total, names.len());
}
