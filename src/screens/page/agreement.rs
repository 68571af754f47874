//! The page of an agreement: where it stands and since when, what it comes to in its own currency and in dollars at which
//! rate, what came of it, the years it is for, and what each amendment changed.

use super::{Line, Look, Sheet, Target, shown_field};
use crate::domain::clean::{pad_left, pad_right, width};
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::record::Record;
use crate::message::{PageData, Related};
use crate::store::{RecordChange, YearOfUse};
use crate::widgets::cell::{day, kind_key, label_key};
use crate::widgets::paint::{bar, wrap};

/// Fields its head says already.
pub(super) const IN_THE_HEAD: &[&str] = &[
    "partner",
    "title",
    "stage",
    "stage_since",
    "amount",
    "currency",
    "usd",
    "rate",
    "rate_day",
    "rate_source",
    "starts",
    "ends",
    "years",
    "fund",
    "earmarking",
    "support",
    "support_percent",
    "support_basis",
    "support_cost",
    "support_usd",
    "net",
    "levy",
    "levy_percent",
    "levy_payer",
    "levy_usd",
    "several_contributors",
    "joint_governance",
    "un_implementation",
    "pooled",
    "domestic",
    "service_fee",
    "expected",
    "signed",
];

/// What makes money pooled when all three are so.
const POOLED: [&str; 3] = ["several_contributors", "joint_governance", "un_implementation"];

/// Columns of the words at the left of the head.
const LABEL: usize = 13;

impl Sheet<'_> {
    pub(super) fn agreement(&mut self, record: &Record, data: &PageData) {
        let partner = record.reference("partner").map(|id| Target::Record(Kind::Partner, id));
        self.said("page-from", &shown_field(&self.here.locale, record, "partner"), partner.as_ref());
        self.stages(record, data);
        self.money_of(record, data);
        self.terms(record, data);
        self.charges(record);
        self.nature(record);
        self.years_of_use(record, &data.years_of_use);
    }

    /// A word at the left and what it says, over as many lines as it takes; nothing where there is nothing to say.
    fn said(&mut self, key: &str, text: &str, target: Option<&Target>) {
        let mut label = pad_right(&self.here.text(key), LABEL);
        for line in wrap(text, self.room.saturating_sub(LABEL + 1)).into_iter().filter(|line| !line.is_empty()) {
            self.push(format!("{label} {line}"), Look::Plain, target.cloned());
            label = " ".repeat(LABEL);
        }
    }

    /// The stage with its age, and those before it from the journal, each with its days.
    fn stages(&mut self, record: &Record, data: &PageData) {
        let locale = &self.here.locale;
        let today = self.here.asker.day();
        let passed = stages(record, &data.history);
        let mut texts = Vec::new();
        for (at, (name, since)) in passed.iter().enumerate() {
            let until = passed.get(at + 1).map_or(Some(today), |(_, next)| *next);
            let days = since.zip(until).map_or(0, |(since, until)| i64::from(since.days_until(until)));
            let since = since.map_or_else(|| self.here.theme.empty().to_owned(), |since| day(locale, since));
            let count = locale.integer(days);
            texts.push(locale.with("page-stage", &[("name", name), ("since", &since), ("days", &count)]));
        }
        let now = texts.pop().unwrap_or_default();
        let expected = record.day("expected").filter(|_| record.day("signed").is_none());
        let ending = expected.map_or_else(String::new, |expected| {
            let said = locale.with("page-expected", &[("day", &day(locale, expected))]);
            let late = if expected < today { format!("! {} ", self.here.text("choice-late")) } else { String::new() };
            format!(" · {late}{said}")
        });
        self.said("page-stage-now", &format!("{now}{ending}"), None);
        self.said("page-stage-before", &texts.join(" · "), None);
    }

    /// What it comes to: in its own currency, in dollars at which rate, with amendments; what came and what is open.
    fn money_of(&mut self, record: &Record, data: &PageData) {
        self.said("page-amount", &self.valued(record), None);
        let cents = |name: &str| {
            let found = data.computed.iter().find(|(known, _)| *known == name);
            found.and_then(|(_, text)| text.parse::<i64>().ok())
        };
        let usd = |cents: i64| format!("USD {}", self.here.locale.amount(cents, 2));
        let amended = data.related.iter().find(|related| related.kind == Kind::Amendment).map_or(0, |one| one.total);
        let with = self.here.locale.with("page-with-amendments", &[("count", &amended.to_string())]);
        let total = cents("total").filter(|_| amended > 0).map(|total| format!("{} {with}", usd(total)));
        let lines = [
            ("page-total-now", total),
            ("page-weighted", cents("weighted").map(usd)),
            ("page-received", cents("received").map(usd).or(cents("open").map(|_| self.here.theme.empty().to_owned()))),
            ("page-open", cents("open").map(usd)),
        ];
        for (key, text) in lines {
            self.said(key, &text.unwrap_or_default(), None);
        }
    }

    /// `EUR 800,000.00 = USD 981,595.09 at 0.815 of 1 Jan 2021, UN operational rates`.
    fn valued(&self, record: &Record) -> String {
        let locale = &self.here.locale;
        let shown = |name: &str| shown_field(locale, record, name);
        if record.get("amount").is_empty() {
            return String::new();
        }
        let own = format!("{} {}", record.get("currency"), shown("amount"));
        if record.get("currency") == "USD" {
            return own;
        }
        if record.get("usd").is_empty() {
            return format!("{own} · ? {}", self.here.text("page-no-rate"));
        }
        let [usd, rate, of, source] = ["usd", "rate", "rate_day", "rate_source"].map(shown);
        let given = [("usd", usd.as_str()), ("rate", &rate), ("day", &of), ("source", &source)];
        format!("{own} = {}", locale.with("page-at-rate", &given))
    }

    /// From when to when, with the end as amendments moved it; signed when; which fund.
    fn terms(&mut self, record: &Record, data: &PageData) {
        let locale = &self.here.locale;
        let shown = |name: &str| shown_field(locale, record, name);
        let now = data.computed.iter().find(|(name, _)| *name == "ends_now").and_then(|(_, text)| Day::parse_iso(text));
        let mut parts = Vec::new();
        if !record.get("starts").is_empty() || now.is_some() {
            let ends = now.map(|now| day(locale, now)).unwrap_or_default();
            parts.push(format!("{} – {ends}", shown("starts")).trim().to_owned());
        }
        if now.is_some() && now != record.day("ends") && !record.get("ends").is_empty() {
            parts.push(locale.with("page-ends-was", &[("day", &shown("ends"))]));
        }
        parts.extend(record.day("signed").map(|signed| locale.with("page-signed", &[("day", &day(locale, signed))])));
        let mut purpose = ["fund", "earmarking"].map(shown).to_vec();
        purpose.retain(|text| !text.is_empty());
        self.said("page-term", &parts.join(" · "), None);
        self.said("page-fund", &purpose.join(" · "), None);
    }

    /// Support cost and levy, each with its rate and what it takes.
    fn charges(&mut self, record: &Record) {
        let locale = &self.here.locale;
        let shown = |name: &str| shown_field(locale, record, name);
        if !record.get("support_cost").is_empty() {
            let given = ["support_percent", "support_basis", "support_cost", "net"].map(shown);
            let [percent, basis, cost, net] = &given;
            let args = [("percent", percent.as_str()), ("basis", basis), ("cost", cost), ("net", net)];
            let text = locale.with("page-support-cost", &args);
            self.said("page-support", &text, None);
        }
        if record.get("levy") == "yes" {
            let mut parts = ["levy_percent", "levy_usd", "levy_payer", "levy_reason"].map(shown).to_vec();
            parts.retain(|text| !text.is_empty());
            self.said("page-levy", &parts.join(" · "), None);
        }
    }

    /// Whether it is pooled, by its three tests; domestic; a service fee. What nobody answered is a question mark.
    fn nature(&mut self, record: &Record) {
        let asked = POOLED.iter().chain(&["domestic", "service_fee"]);
        if asked.into_iter().all(|name| record.get(name).is_empty()) {
            return;
        }
        let answer = |name: &str| {
            let text = shown_field(&self.here.locale, record, name);
            let label = self.here.text(&label_key(Kind::Agreement, name));
            format!("{label} {}", if text.is_empty() { "?" } else { &text })
        };
        let tests = POOLED.map(answer).join(", ");
        let text = format!("{} ({tests}) · {} · {}", answer("pooled"), answer("domestic"), answer("service_fee"));
        self.said("page-nature", &text, None);
    }

    /// The years it is for: in its own currency, in dollars with its amendments, and a bar against the largest.
    fn years_of_use(&mut self, record: &Record, years: &[YearOfUse]) {
        if years.is_empty() {
            return;
        }
        let locale = &self.here.locale;
        let (own, units) = (record.get("currency"), record.currency().minor_units());
        let written = |minor: Option<i64>, units| {
            minor.map_or_else(|| self.here.theme.empty().to_owned(), |minor| locale.amount(minor, units))
        };
        let amounts: Vec<String> = years.iter().map(|year| written(year.amount, units)).collect();
        let dollars: Vec<String> = years.iter().map(|year| written(year.usd, 2)).collect();
        let widest = |texts: &[String]| texts.iter().map(|text| width(text)).max().unwrap_or(0).max(4);
        let (first, second) = (widest(&amounts), widest(&dollars));
        let largest = years.iter().filter_map(|year| year.usd).max().unwrap_or(0);
        // A dollar agreement says its dollars once.
        let own_cell = |text: &str| if own == "USD" { String::new() } else { format!("{}  ", pad_left(text, first)) };
        let title = self.here.text("page-years-of-use");
        let mut lines = Vec::new();
        for ((year, amount), usd) in years.iter().zip(&amounts).zip(&dollars) {
            let chart = bar(year.usd.unwrap_or(0), largest, 20, self.here.theme);
            let chart = chart.trim_end_matches(self.here.theme.bar().1);
            let label = pad_right(&year.year.to_string(), width(&title));
            lines.push(format!("{label}  {}{}  {chart}", own_cell(amount), pad_left(usd, second)));
        }
        self.heading(&format!("{title}  {}{}", own_cell(own), pad_left("USD", second)));
        for line in lines {
            self.push(line, Look::Plain, None);
        }
    }

    /// Each amendment says what it changed: amount, end, terms.
    pub(super) fn amendments(&mut self, related: &Related) {
        let kind = self.here.text(&kind_key(related.kind));
        let count = self.here.locale.integer(i64::try_from(related.total).unwrap_or(0));
        self.heading(&format!("{kind} · {count}"));
        if related.rows.is_empty() {
            self.push(self.here.text("page-none"), Look::Quiet, None);
        }
        for row in &related.rows {
            let target = Some(Target::Record(row.kind, row.id));
            for (at, line) in wrap(&self.amendment(row), self.room.saturating_sub(2)).into_iter().enumerate() {
                let text = if at == 0 { line } else { format!("  {line}") };
                self.lines.push(Line { text, look: Look::Plain, target: target.clone() });
            }
        }
    }

    fn amendment(&self, row: &Record) -> String {
        let locale = &self.here.locale;
        let shown = |name: &str| shown_field(locale, row, name);
        let mut parts = vec![format!("{}  {}", shown("day"), shown("kind")), self.valued(row)];
        if !row.get("new_ends").is_empty() {
            let (from, to) = (shown("old_ends"), shown("new_ends"));
            let from = if from.is_empty() { self.here.theme.empty().to_owned() } else { from };
            parts.push(locale.with("page-end-moved", &[("from", &from), ("to", &to)]));
        }
        parts.extend([shown("subprogramme"), shown("what")]);
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }
}

/// The stages an agreement went through with the day each began, oldest first, the present one last.
fn stages(record: &Record, history: &[RecordChange]) -> Vec<(String, Option<Day>)> {
    let mut stages = vec![(record.label("stage").to_owned(), record.day("stage_since"))];
    // History comes newest first.
    for change in history {
        let Some(moved) = change.fields.iter().find(|edit| edit.field == "stage" && !edit.from.is_empty()) else {
            continue;
        };
        let since = change.fields.iter().find(|edit| edit.field == "stage_since");
        let began = since.map_or(stages[0].1, |edit| Day::parse_iso(&edit.from));
        stages.insert(0, (moved.from.clone(), began));
    }
    stages
}
