//! What is open with a donor, in the lines under its name: the last dialogue, open promises, reports owed.

use super::{Look, Sheet, Target};
use crate::domain::clean::cut;
use crate::domain::day::Day;
use crate::store::{Dated, Relations};
use crate::widgets::cell::day as day_text;

impl Sheet<'_> {
    fn day_of(&self, text: &str) -> String {
        Day::parse_iso(text).map_or_else(|| self.here.theme.empty().to_owned(), |day| day_text(&self.here.locale, day))
    }

    fn leads_to_one(&mut self, text: &str, one: &Dated) {
        let text = cut(text, self.room).into_owned();
        self.push(text, Look::Plain, Some(Target::Record(one.kind, one.id)));
    }

    /// A line each for what there is; one where there is nothing.
    pub(super) fn relations(&mut self, relations: &Relations) {
        if relations.last.is_none() && relations.promise.is_none() && relations.report.is_none() {
            let nothing = self.here.text("page-no-relations");
            return self.push(nothing, Look::Quiet, None);
        }
        if let Some(last) = &relations.last {
            let text = [("day", self.day_of(&last.day)), ("title", last.title.clone())];
            let text = self
                .here
                .locale
                .with("page-last-dialogue", &text.each_ref().map(|(name, text)| (*name, text.as_str())));
            self.leads_to_one(&text, last);
        }
        if let Some(report) = &relations.report {
            let text = self.owed_text(relations, report);
            self.leads_to_one(&text, report);
        }
        if let Some(promise) = &relations.promise {
            let (count, day) = (relations.promises.to_string(), self.day_of(&promise.day));
            let args = [("count", count.as_str()), ("day", &day), ("title", &promise.title)];
            let text = self.here.locale.with("page-promises", &args);
            self.leads_to_one(&text, promise);
        }
    }

    fn owed_text(&self, relations: &Relations, report: &Dated) -> String {
        let locale = &self.here.locale;
        let (owed, late) = (relations.owed.to_string(), relations.late.to_string());
        let (day, held) = (self.day_of(&report.day), locale.whole(relations.held, 2));
        let next = [("count", owed.as_str()), ("day", &day), ("title", &report.title)];
        if relations.late == 0 {
            return locale.with("page-reports-owed", &next);
        }
        let args =
            [("count", owed.as_str()), ("late", &late), ("amount", &held), ("day", &day), ("title", &report.title)];
        format!("! {}", locale.with("page-reports-late", &args))
    }
}
