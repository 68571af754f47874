//! The indicators of the strategy as results: where each began, what is wanted, and what was written down. It refuses what
//! is only computed today: what is published is what somebody stands for.

use std::collections::BTreeMap;

use super::Gather;
use crate::domain::day::Day;
use crate::domain::iati::{Entry, Indicator, Narrative, Outcome, Period};
use crate::domain::kind::Kind;
use crate::domain::record::Record;
use crate::domain::say::Say;
use crate::store::StoreError;

impl Gather<'_> {
    /// Tells one activity with a result for each area of the strategy.
    pub(super) fn results(&mut self, tell: &mut dyn FnMut(Entry) -> std::io::Result<()>) -> Result<(), StoreError> {
        if !self.settings.has("results") {
            return Ok(());
        }
        let mut areas: BTreeMap<String, Vec<Indicator>> = BTreeMap::new();
        for record in self.rows(Kind::Indicator, "1 = 1 ORDER BY t.code", Vec::new())? {
            if let Some(indicator) = self.indicator(&record)? {
                areas.entry(record.get("area").to_owned()).or_default().push(indicator);
            }
        }
        let plan = self.rows(Kind::Plan, "1 = 1 ORDER BY t.starts, t.code LIMIT 1", Vec::new())?;
        let Some((starts, ends)) = plan.first().and_then(|plan| plan.day("starts").zip(plan.day("ends"))) else {
            return Ok(());
        };
        if areas.is_empty() || starts > self.asker.day() {
            return Ok(());
        }
        let identifier = format!("{}-RESULTS", self.settings.identifier);
        let titles = self.narratives(&Say::new("iati-results"));
        let about = self.narratives(&Say::new("iati-about-results"));
        let mut activity = self.activity(identifier, titles, about);
        activity.participants = self.participants(Vec::new());
        let over = ends <= self.asker.day();
        activity.dates = vec![("2".to_owned(), starts), (if over { "4" } else { "3" }.to_owned(), ends)];
        Self::place_in_time(&mut activity);
        Self::place(&mut activity, None);
        self.sectors(&mut activity, &[], &[]);
        activity.outcomes = areas.into_iter().map(|(area, indicators)| self.outcome(&area, indicators)).collect();
        self.tell(tell, activity)
    }

    fn outcome(&self, area: &str, indicators: Vec<Indicator>) -> Outcome {
        let say = Say::new("iati-area").with("area", area.replace('_', " "));
        Outcome { kind: "2".to_owned(), titles: self.narratives(&say), indicators }
    }

    /// An indicator that counts something and has a target or a value up to the day.
    fn indicator(&self, record: &Record) -> Result<Option<Indicator>, StoreError> {
        let wanted = record.get("target_value");
        let mut periods: BTreeMap<(Day, Day), Period> = BTreeMap::new();
        if is_number(wanted)
            && let Some((starts, ends)) = target_period(record)
        {
            let period =
                Period { starts: Some(starts), ends: Some(ends), target: Some(wanted.to_owned()), ..Period::default() };
            periods.insert((starts, ends), period);
        }
        // What was written down goes before what a paper prints.
        let order = "t.indicator = ?1 ORDER BY CASE WHEN t.basis = 'recorded' THEN 0 ELSE 1 END, t.observed, t.code";
        let value = rusqlite::types::Value::Integer(record.id);
        for observation in self.rows(Kind::Observation, order, vec![value])? {
            let Some((starts, ends)) = span_of(observation.get("observed")) else { continue };
            if !is_number(observation.get("value")) || ends > self.settings.until {
                continue;
            }
            let period = periods.entry((starts, ends)).or_default();
            (period.starts, period.ends) = (Some(starts), Some(ends));
            if period.actual.is_none() {
                period.actual = Some(observation.get("value").to_owned());
                period.comment = Some(observation.get("source"))
                    .filter(|it| !it.is_empty())
                    .map(Narrative::plain)
                    .unwrap_or_default();
            }
        }
        if periods.is_empty() {
            return Ok(None);
        }
        let per_cent = record.get("unit").contains("per cent");
        Ok(Some(Indicator {
            line: 0,
            measure: if per_cent { "2" } else { "1" }.to_owned(),
            ascending: !record.get("comparator").starts_with('<'),
            titles: Narrative::with_chinese(record.get("name_en"), record.get("name_zh")),
            code: record.get("code").to_owned(),
            baseline: baseline(record),
            periods: periods.into_values().collect(),
        }))
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<rust_decimal::Decimal>().is_ok()
}

fn baseline(record: &Record) -> Option<(String, String)> {
    let (day, value) = (record.get("baseline_date"), record.get("baseline_value"));
    let year: i16 = day.get(..4)?.parse().ok()?;
    let day = Day::parse_iso(day).map_or_else(|| year.to_string(), |day| day.to_string());
    (is_number(value) && year > 0).then(|| (day, value.to_owned()))
}

/// The period printed for an indicator, else the year it is due in.
fn target_period(record: &Record) -> Option<(Day, Day)> {
    let printed = record.day("period_start").zip(record.day("period_end"));
    let due = || record.get("due_year").parse().ok().map(Day::start_of_year);
    printed.or_else(|| due().map(|first| (first, first.end_of_year())))
}

/// The days a value is of: `2020`, `2020-12`, `2016-2019`, or the year up to a day.
fn span_of(observed: &str) -> Option<(Day, Day)> {
    if let Some(day) = Day::parse_iso(observed) {
        return Some((Day::start_of_year(day.year()), day));
    }
    let year = |text: &str| text.parse::<i16>().ok().filter(|_| text.len() == 4).map(Day::start_of_year);
    match observed.split_once('-') {
        None => year(observed).map(|first| (first, first.end_of_year())),
        Some((first, month)) if month.len() == 2 => {
            let first = Day::new(year(first)?.year(), month.parse().ok()?, 1)?;
            Some((first, first.end_of_month()))
        }
        Some((first, last)) => Some((year(first)?, year(last)?.end_of_year())),
    }
}

/// What stands for such days among observations; the other way round of `span_of`.
pub(in crate::store) fn observed_text(starts: Day, ends: Day) -> String {
    let whole_years = starts == Day::start_of_year(starts.year()) && ends == ends.end_of_year();
    if whole_years {
        return if starts.year() == ends.year() {
            starts.year().to_string()
        } else {
            format!("{}-{}", starts.year(), ends.year())
        };
    }
    if starts.day_of_month() == 1 && starts.end_of_month() == ends {
        return starts.to_string()[..7].to_owned();
    }
    ends.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_values_go_there_and_back() {
        for text in ["2020", "2020-12", "2016-2019", "2021-08-31"] {
            let (starts, ends) = span_of(text).unwrap();
            assert_eq!(observed_text(starts, ends), text);
        }
        // December up to its end is a month; a year up to its last day is the year.
        assert_eq!(span_of("2020-12-31").map(|(starts, ends)| observed_text(starts, ends)).as_deref(), Some("2020"));
        for text in ["", "soon", "2020-13", "20-12", "2020-1"] {
            assert_eq!(span_of(text), None, "{text}");
        }
    }
}
