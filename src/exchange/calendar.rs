//! A calendar file of whole days (RFC 5545): what somebody has to do by when, in any calendar program. It refuses hours
//! and alarms: duties are days, not instants.

use std::fmt::Write as _;

use crate::domain::day::Day;

/// One duty on its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The same for the same record in every export, so that a calendar that reads it again moves and never doubles it.
    pub uid: String,
    pub day: Day,
    pub title: String,
    /// What else is to be known; may be empty.
    pub note: String,
}

/// Octets a line may have, its end not counted.
const LINE: usize = 75;

/// The text of a calendar; `stamp` is the instant it is made, `2021-10-12T09:00:00Z`.
#[must_use]
pub fn calendar(name: &str, stamp: &str, events: &[Event]) -> String {
    let stamp: String = stamp.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    let mut text = String::new();
    for head in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pledgebook//Duties//EN", "CALSCALE:GREGORIAN"] {
        line(&mut text, head);
    }
    line(&mut text, &format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        line(&mut text, "BEGIN:VEVENT");
        line(&mut text, &format!("UID:{}", event.uid));
        line(&mut text, &format!("DTSTAMP:{stamp}"));
        line(&mut text, &format!("DTSTART;VALUE=DATE:{}", plain(event.day)));
        line(&mut text, &format!("DTEND;VALUE=DATE:{}", plain(event.day.plus_days(1))));
        line(&mut text, &format!("SUMMARY:{}", escaped(&event.title)));
        if !event.note.is_empty() {
            line(&mut text, &format!("DESCRIPTION:{}", escaped(&event.note)));
        }
        line(&mut text, "TRANSP:TRANSPARENT");
        line(&mut text, "END:VEVENT");
    }
    line(&mut text, "END:VCALENDAR");
    text
}

fn plain(day: Day) -> String {
    day.to_string().replace('-', "")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// One line, folded where it is longer than a line may be, never within a character.
fn line(text: &mut String, content: &str) {
    let mut room = LINE;
    for c in content.chars() {
        if c.len_utf8() > room {
            text.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= c.len_utf8();
        write!(text, "{c}").expect("text grows");
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_is_a_whole_day_in_lines_that_are_short_enough() {
        let event = Event {
            uid: "report-7@pledgebook".to_owned(),
            day: Day::new(2021, 12, 31).unwrap(),
            title: "年度报告；挪威, 气候适应; ".repeat(6),
            note: "first\nsecond".to_owned(),
        };
        let text = calendar("ana", "2021-10-12T09:00:00Z", &[event]);
        assert!(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"), "{text}");
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        let whole = text.replace("\r\n ", "");
        for wanted in [
            "UID:report-7@pledgebook\r\n",
            "DTSTAMP:20211012T090000Z\r\n",
            "DTSTART;VALUE=DATE:20211231\r\nDTEND;VALUE=DATE:20220101\r\n",
            "挪威\\, 气候适应\\;",
            "DESCRIPTION:first\\nsecond\r\n",
        ] {
            assert!(whole.contains(wanted), "{wanted}: {whole}");
        }
    }
}
