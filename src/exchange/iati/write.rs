//! Activity and organisation files of version 2.03, in the order of the schema, the same bytes for the same facts. It
//! refuses to choose: what stands in the facts is written, and what is empty is left out.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::domain::clean::clean_lines;
use crate::domain::day::Day;
use crate::domain::iati::{
    Activity, Budget, Coded, Indicator, Institution, Link, Narrative, Organisation, Outcome, Transaction, VERSION,
    Value,
};

/// Which of the two kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Activities,
    Organisations,
}

impl Kind {
    const fn root(self) -> &'static str {
        match self {
            Self::Activities => "iati-activities",
            Self::Organisations => "iati-organisations",
        }
    }
}

type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A file being written. Nothing is kept: each entry goes out as it comes.
pub struct Out<W: Write> {
    writer: Writer<W>,
    kind: Kind,
}

impl<W: Write> Out<W> {
    /// Begins a file; `generated` is the instant it is made, `2021-08-31T00:00:00Z`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(out: W, kind: Kind, generated: &str) -> io::Result<Self> {
        let mut file = Self { writer: Writer::new_with_indent(out, b' ', 2), kind };
        file.writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        file.open(kind.root(), &[("version", VERSION), ("generated-datetime", generated)])?;
        Ok(file)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.close(self.kind.root())?;
        let mut out = self.writer.into_inner();
        out.write_all(b"\n")?;
        out.flush()?;
        Ok(out)
    }

    fn open(&mut self, name: &str, attributes: Attributes) -> io::Result<()> {
        self.writer.write_event(Event::Start(start(name, attributes)))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    fn empty(&mut self, name: &str, attributes: Attributes) -> io::Result<()> {
        self.writer.write_event(Event::Empty(start(name, attributes)))
    }

    fn written(&mut self, name: &str, attributes: Attributes, text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.writer.write_event(Event::Text(BytesText::new(&clean_lines(text))))?;
        self.close(name)
    }

    /// An element that is only a code, where there is one.
    fn code(&mut self, name: &str, code: &str) -> io::Result<()> {
        if code.is_empty() { Ok(()) } else { self.empty(name, &[("code", code)]) }
    }

    fn narratives(&mut self, narratives: &[Narrative]) -> io::Result<()> {
        for narrative in narratives {
            self.written("narrative", &[("xml:lang", &narrative.lang)], &narrative.text)?;
        }
        Ok(())
    }

    /// An element that holds texts, where there are any.
    fn texts(&mut self, name: &str, attributes: Attributes, narratives: &[Narrative]) -> io::Result<()> {
        if narratives.is_empty() {
            return Ok(());
        }
        self.open(name, attributes)?;
        self.narratives(narratives)?;
        self.close(name)
    }

    fn organisation(&mut self, name: &str, more: Attributes, of: &Organisation) -> io::Result<()> {
        let named = [("ref", of.identifier.as_str()), ("type", of.kind.as_str())];
        let attributes: Vec<(&str, &str)> = more.iter().copied().chain(named).collect();
        if of.names.is_empty() {
            return self.empty(name, &attributes);
        }
        self.texts(name, &attributes, &of.names)
    }

    fn day(&mut self, name: &str, day: Option<Day>) -> io::Result<()> {
        day.map_or(Ok(()), |day| self.empty(name, &[("iso-date", &day.to_string())]))
    }

    fn value(&mut self, value: &Value) -> io::Result<()> {
        let day = value.day.map_or_else(String::new, |day| day.to_string());
        self.written("value", &[("currency", &value.currency), ("value-date", &day)], &value.text)
    }

    fn coded(&mut self, name: &str, all: &[Coded]) -> io::Result<()> {
        for one in all {
            let (vocabulary, code) = (one.vocabulary.as_str(), one.code.as_str());
            // Countries have one list only.
            let vocabulary = if name == "recipient-country" { "" } else { vocabulary };
            let share = one.percentage.as_str();
            let attributes = [("vocabulary", vocabulary), ("code", code), ("percentage", share)];
            if one.names.is_empty() {
                self.empty(name, &attributes)?;
            } else {
                self.texts(name, &attributes, &one.names)?;
            }
        }
        Ok(())
    }

    /// Writes one activity.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn activity(&mut self, activity: &Activity) -> io::Result<()> {
        let attributes = [
            ("xml:lang", activity.lang.as_str()),
            ("default-currency", &activity.default_currency),
            ("last-updated-datetime", &activity.updated),
            ("humanitarian", if activity.humanitarian { "1" } else { "" }),
        ];
        self.open("iati-activity", &attributes)?;
        self.written("iati-identifier", &[], &activity.identifier)?;
        self.organisation("reporting-org", &[], &activity.reporting)?;
        self.texts("title", &[], &activity.titles)?;
        self.texts("description", &[("type", "1")], &activity.descriptions)?;
        for participant in &activity.participants {
            self.organisation("participating-org", &[("role", &participant.role)], &participant.organisation)?;
        }
        for (other, kind) in &activity.others {
            self.empty("other-identifier", &[("ref", other), ("type", kind)])?;
        }
        self.code("activity-status", &activity.status)?;
        for (kind, day) in &activity.dates {
            self.empty("activity-date", &[("iso-date", &day.to_string()), ("type", kind)])?;
        }
        self.classification(activity)?;
        for budget in &activity.budgets {
            self.budget("budget", budget)?;
        }
        for transaction in &activity.transactions {
            self.transaction(transaction)?;
        }
        for link in &activity.links {
            self.link(link)?;
        }
        for outcome in &activity.outcomes {
            self.outcome(outcome)?;
        }
        self.close("iati-activity")
    }

    fn classification(&mut self, activity: &Activity) -> io::Result<()> {
        self.code("activity-scope", &activity.scope)?;
        self.coded("recipient-country", &activity.countries)?;
        self.coded("recipient-region", &activity.regions)?;
        self.coded("sector", &activity.sectors)?;
        self.coded("tag", &activity.tags)?;
        self.code("default-flow-type", &activity.flow)?;
        self.code("default-finance-type", &activity.finance)?;
        self.coded("default-aid-type", &activity.aid_types)?;
        self.code("default-tied-status", &activity.tied)
    }

    fn budget(&mut self, name: &str, budget: &Budget) -> io::Result<()> {
        let kind = if name == "budget" { "1" } else { "" };
        self.open(name, &[("type", kind), ("status", &budget.status)])?;
        if let Some(recipient) = &budget.recipient {
            self.organisation("recipient-org", &[], recipient)?;
        }
        self.day("period-start", budget.starts)?;
        self.day("period-end", budget.ends)?;
        self.value(&budget.value)?;
        self.close(name)
    }

    fn transaction(&mut self, transaction: &Transaction) -> io::Result<()> {
        self.open("transaction", &[("ref", &transaction.reference)])?;
        self.code("transaction-type", &transaction.kind)?;
        self.day("transaction-date", transaction.day)?;
        self.value(&transaction.value)?;
        self.texts("description", &[], &transaction.description)?;
        if let Some(provider) = &transaction.provider {
            self.organisation("provider-org", &[("provider-activity-id", &transaction.provider_activity)], provider)?;
        }
        if let Some(receiver) = &transaction.receiver {
            self.organisation("receiver-org", &[], receiver)?;
        }
        self.code("disbursement-channel", &transaction.channel)?;
        self.coded("recipient-country", &transaction.countries)?;
        self.coded("aid-type", &transaction.aid_types)?;
        self.close("transaction")
    }

    fn link(&mut self, link: &Link) -> io::Result<()> {
        self.open("document-link", &[("format", &link.format), ("url", &link.url)])?;
        self.texts("title", &[], &link.titles)?;
        for category in &link.categories {
            self.code("category", category)?;
        }
        for language in &link.languages {
            self.code("language", language)?;
        }
        self.day("document-date", link.day)?;
        self.close("document-link")
    }

    fn outcome(&mut self, outcome: &Outcome) -> io::Result<()> {
        self.open("result", &[("type", &outcome.kind)])?;
        self.texts("title", &[], &outcome.titles)?;
        for indicator in &outcome.indicators {
            self.indicator(indicator)?;
        }
        self.close("result")
    }

    fn indicator(&mut self, indicator: &Indicator) -> io::Result<()> {
        let ascending = if indicator.ascending { "1" } else { "0" };
        self.open("indicator", &[("measure", &indicator.measure), ("ascending", ascending)])?;
        self.texts("title", &[], &indicator.titles)?;
        self.empty("reference", &[("vocabulary", "99"), ("code", &indicator.code)])?;
        if let Some((at, value)) = &indicator.baseline {
            let year = at.get(..4).unwrap_or(at);
            let day = if at.len() == 10 { at.as_str() } else { "" };
            self.empty("baseline", &[("year", year), ("iso-date", day), ("value", value)])?;
        }
        for period in &indicator.periods {
            self.open("period", &[])?;
            self.day("period-start", period.starts)?;
            self.day("period-end", period.ends)?;
            if let Some(target) = &period.target {
                self.empty("target", &[("value", target)])?;
            }
            if let Some(actual) = &period.actual {
                if period.comment.is_empty() {
                    self.empty("actual", &[("value", actual)])?;
                } else {
                    self.open("actual", &[("value", actual)])?;
                    self.texts("comment", &[], &period.comment)?;
                    self.close("actual")?;
                }
            }
            self.close("period")?;
        }
        self.close("indicator")
    }

    /// Writes one organisation.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn institution(&mut self, institution: &Institution) -> io::Result<()> {
        let attributes = [
            ("xml:lang", institution.lang.as_str()),
            ("default-currency", &institution.default_currency),
            ("last-updated-datetime", &institution.updated),
        ];
        self.open("iati-organisation", &attributes)?;
        self.written("organisation-identifier", &[], &institution.identifier)?;
        self.texts("name", &[], &institution.names)?;
        self.organisation("reporting-org", &[], &institution.reporting)?;
        for (name, budgets) in [
            ("total-budget", &institution.total_budgets),
            ("recipient-org-budget", &institution.recipient_budgets),
            ("total-expenditure", &institution.expenditures),
        ] {
            for budget in budgets {
                self.budget(name, budget)?;
            }
        }
        for link in &institution.links {
            self.link(link)?;
        }
        self.close("iati-organisation")
    }
}

/// An opening tag with those attributes that are not empty.
fn start<'a>(name: &'a str, attributes: Attributes<'a>) -> BytesStart<'a> {
    let filled = attributes.iter().filter(|(_, value)| !value.is_empty());
    BytesStart::new(name).with_attributes(filled.copied())
}

#[cfg(test)]
mod tests {
    use super::super::read::{Entries, Next};
    use super::*;
    use crate::domain::iati::{Entry, Participant, Period};

    fn one(vocabulary: &str, code: &str, percentage: &str) -> Coded {
        let text = |text: &str| text.to_owned();
        Coded { vocabulary: text(vocabulary), code: text(code), percentage: text(percentage), names: Vec::new() }
    }

    fn whole() -> Activity {
        let text = |text: &str| text.to_owned();
        let day = |month| Day::new(2020, month, 1);
        let us =
            Organisation { identifier: text("XM-DAC-41120"), kind: text("40"), names: Narrative::plain("UN-Habitat") };
        let donor = Organisation {
            identifier: String::new(),
            kind: text("10"),
            names: Narrative::with_chinese("A & <B>", "挪威"),
        };
        let value = Value { text: text("12.50"), currency: text("NOK"), day: day(2) };
        Activity {
            line: 3,
            identifier: text("XM-DAC-41120-A1"),
            default_currency: text("USD"),
            lang: text("en"),
            humanitarian: true,
            updated: text("2020-01-01T00:00:00Z"),
            reporting: us.clone(),
            titles: Narrative::plain("Title"),
            descriptions: Narrative::plain("Words"),
            participants: vec![Participant { role: text("1"), organisation: donor.clone() }],
            others: vec![(text("REF/1"), text("A1"))],
            status: text("2"),
            dates: vec![(text("2"), Day::start_of_year(2020))],
            scope: text("4"),
            countries: vec![one("1", "KE", "60"), one("1", "UG", "40")],
            regions: Vec::new(),
            sectors: vec![one("1", "43030", "")],
            tags: vec![Coded { names: Narrative::plain("Fund"), ..one("99", "FUND-FE", "") }],
            flow: text("10"),
            finance: text("110"),
            aid_types: vec![one("1", "B03", ""), one("2", "3", "")],
            tied: text("5"),
            budgets: vec![Budget {
                line: 0,
                status: text("2"),
                starts: day(1),
                ends: day(12),
                value: value.clone(),
                recipient: None,
            }],
            transactions: vec![Transaction {
                line: 0,
                reference: text("T1"),
                kind: text("1"),
                day: day(3),
                value,
                description: Narrative::plain("In kind"),
                provider: Some(donor),
                provider_activity: text("NO-1-X"),
                receiver: Some(us),
                channel: text("4"),
                countries: Vec::new(),
                aid_types: Vec::new(),
            }],
            links: vec![link()],
            outcomes: vec![outcome()],
        }
    }

    fn link() -> Link {
        let text = |text: &str| text.to_owned();
        Link {
            line: 0,
            url: text("https://example.org/a.pdf?x=1&y=2"),
            format: text("application/pdf"),
            titles: Narrative::plain("Paper"),
            categories: vec![text("A09")],
            languages: vec![text("en")],
            day: Day::new(2020, 4, 1),
        }
    }

    fn outcome() -> Outcome {
        let text = |text: &str| text.to_owned();
        let day = |month| Day::new(2020, month, 1);
        Outcome {
            kind: text("2"),
            titles: Narrative::plain("Results"),
            indicators: vec![Indicator {
                line: 0,
                measure: text("1"),
                ascending: true,
                titles: Narrative::plain("Partners"),
                code: text("IND-1"),
                baseline: Some((text("2019-12-31"), text("3"))),
                periods: vec![Period {
                    starts: day(1),
                    ends: day(12),
                    target: Some(text("5")),
                    actual: Some(text("4")),
                    comment: Narrative::plain("Counted"),
                }],
            }],
        }
    }

    fn forget_lines(activity: &mut Activity) {
        activity.line = 0;
        activity.transactions.iter_mut().for_each(|one| one.line = 0);
        activity.budgets.iter_mut().for_each(|one| one.line = 0);
        activity.links.iter_mut().for_each(|one| one.line = 0);
        activity.outcomes.iter_mut().flat_map(|one| &mut one.indicators).for_each(|one| one.line = 0);
    }

    #[test]
    fn what_is_written_is_read_back_and_is_as_the_standard_says() {
        let mut out = Out::new(Vec::new(), Kind::Activities, "2021-08-31T00:00:00Z").unwrap();
        let mut wanted = whole();
        out.activity(&wanted).unwrap();
        let bytes = out.finish().unwrap();
        let mut entries = Entries::new(bytes.as_slice());
        let Some(Next::Entry(Entry::Activity(mut read))) = entries.take_next().unwrap() else { panic!("an activity") };
        assert_eq!(entries.take_next().unwrap(), None);
        assert_eq!((read.line, entries.version.as_str()), (3, "2.03"));
        forget_lines(&mut read);
        forget_lines(&mut wanted);
        assert_eq!(*read, wanted);
        let standard = super::super::check::Standard::shipped();
        let mut findings = Vec::new();
        let today = Day::new(2021, 8, 31).unwrap();
        let held = standard.check_bytes(bytes.as_slice(), today, &mut |finding| {
            findings.push(finding);
            true
        });
        assert_eq!(findings, Vec::new());
        assert_eq!((held.as_ref().unwrap().activities, held.unwrap().transactions), (1, 1));
    }
}
