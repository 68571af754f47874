//! The lines of an import: what the file is, what was said, what its columns mean, what nobody knows, and the outcome. Each
//! says what Enter on it changes. It refuses to draw.

use super::Import;
use crate::domain::clean::clean_line;
use crate::domain::given::{How, Met, Opening, Report};
use crate::domain::style::{DayOrder, Decimal, Known};
use crate::message::ImportFrom;
use crate::screens::Here;
use crate::widgets::cell::{kind_key, label_key};

/// What a line is about; places are those of columns, conditions and the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    File,
    Kind,
    Table,
    Header,
    Decimal,
    Days,
    Create,
    Condition(usize),
    AddCondition,
    Constant(usize),
    AddConstant,
    Column(usize),
    Unknown(usize),
    Try,
    Outcome(Fate),
    /// Only to be read.
    Words,
}

/// What may become of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    New,
    Changed,
    Same,
    Rejected,
}

impl Fate {
    pub(super) const ALL: [Self; 4] = [Self::New, Self::Changed, Self::Same, Self::Rejected];

    pub(super) const fn of(met: &Met) -> Self {
        match met {
            Met::New => Self::New,
            Met::Changed(_) => Self::Changed,
            Met::Same => Self::Same,
            Met::Rejected(_) => Self::Rejected,
        }
    }

    /// Its count, of counts in the order of all fates.
    pub(super) const fn of_counts(self, [new, changed, same, rejected]: [usize; 4]) -> usize {
        match self {
            Self::New => new,
            Self::Changed => changed,
            Self::Same => same,
            Self::Rejected => rejected,
        }
    }

    pub(super) const fn count(self, report: &Report) -> usize {
        self.of_counts([report.new, report.changed, report.same, report.rejected])
    }

    /// The message key of its name.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::New => "import-fate-new",
            Self::Changed => "import-fate-changed",
            Self::Same => "import-fate-same",
            Self::Rejected => "import-fate-rejected",
        }
    }
}

/// One line: a name, what holds, and what stands behind it.
#[derive(Clone, Debug)]
pub(super) struct Line<W = What> {
    pub what: W,
    pub name: String,
    pub text: String,
    pub note: String,
    /// It has to be said before the file can be read.
    pub open: bool,
    /// It is a heading.
    pub heading: bool,
}

pub(super) fn line<W>(what: W, name: String, text: String) -> Line<W> {
    Line { what, name, text, note: String::new(), open: false, heading: false }
}

fn heading(name: String) -> Line {
    headed(What::Words, name)
}

/// A heading, which stands for what is only to be read.
pub(super) fn headed<W>(what: W, name: String) -> Line<W> {
    Line { heading: true, ..line(what, name, String::new()) }
}

/// Every line of the screen.
pub(super) fn of(import: &Import, here: &Here) -> Vec<Line> {
    let mut lines = about_file(import, here);
    let Some(opening) = &import.opening else { return lines };
    lines.extend(about_style(opening, here));
    lines.extend(about_rows(import, here));
    lines.extend(missing(opening, here));
    lines.extend(outcome(import, opening, here));
    lines.extend(about_columns(opening, here));
    lines
}

/// Required fields nothing fills.
fn missing(opening: &Opening, here: &Here) -> Option<Line> {
    let labels: Vec<String> = opening.missing.iter().map(|field| here.text(&label_key(opening.kind, field))).collect();
    let text = here.locale.with("import-still-missing", &[("columns", &labels.join(", "))]);
    let missing = line(What::AddConstant, here.text("import-missing"), text);
    (!labels.is_empty()).then_some(Line { open: true, ..missing })
}

/// Each column of the file, what it is read as, and its first values.
fn about_columns(opening: &Opening, here: &Here) -> Vec<Line> {
    let mut lines = vec![heading(here.text("import-columns"))];
    for (at, (name, (ours, how))) in opening.header.iter().zip(&opening.columns).enumerate() {
        let label = |name: &str| match name.strip_prefix("partner.") {
            Some(field) => {
                let of = here.text(&label_key(opening.kind, "partner"));
                format!("{of}: {}", here.text(&label_key(crate::domain::kind::Kind::Partner, field)))
            }
            None if name == "id" => "id".to_owned(),
            None => here.text(&label_key(opening.kind, name)),
        };
        let alike = match how {
            How::Alike(likeness) => {
                " ".to_owned() + &here.locale.with("import-alike", &[("likeness", &likeness.to_string())])
            }
            How::Said | How::Name => String::new(),
        };
        let text = ours.as_deref().map_or_else(|| "-".to_owned(), |ours| label(ours) + &alike);
        let note = samples(opening, at);
        lines.push(Line { note, ..line(What::Column(at), shown(name), text) });
    }
    lines
}

fn about_file(import: &Import, here: &Here) -> Vec<Line> {
    let file = match &import.from {
        None => here.text("import-choose-file"),
        Some(ImportFrom::Path(path)) => shown(&path.display().to_string()),
        Some(ImportFrom::Pasted(_)) => here.text("import-pasted"),
    };
    let mut lines = vec![
        line(What::File, here.text("import-file"), file),
        line(What::Kind, here.text("import-kind"), here.text(&kind_key(import.kind))),
    ];
    if let Some(say) = &import.failed {
        lines.push(Line { open: true, ..line(What::File, here.text("import-failed"), here.locale.say(say)) });
    }
    let Some(opening) = &import.opening else { return lines };
    lines.push(line(
        if opening.tables.len() > 1 { What::Table } else { What::Words },
        here.text("import-written"),
        here.locale.say(&opening.look),
    ));
    let header = here.locale.with("import-header-line", &[("line", &opening.header_line.to_string())]);
    let mut header = line(What::Header, here.text("import-header"), header);
    if let Some((who, at)) = &opening.remembered {
        header.note = here.locale.with("import-as-before", &[("who", who), ("at", at.get(..10).unwrap_or(at))]);
    }
    lines.push(header);
    lines
}

/// The questions of style: asked, answered, or shown by the file itself.
fn about_style(opening: &Opening, here: &Here) -> Vec<Line> {
    let ask = |text: &str, readings: Vec<&String>| {
        let readings: Vec<&str> = readings.into_iter().map(String::as_str).collect();
        here.locale.with("import-could-be", &[("text", text), ("readings", &readings.join(" / "))])
    };
    let by_file = |said: bool| if said { String::new() } else { here.text("import-file-shows") };
    let mut lines = Vec::new();
    let name = here.text("import-decimal");
    match &opening.decimal {
        Known::NotNeeded => {}
        Known::Shown(way) => {
            let words = here.text(&format!("style-{}", Decimal::word(*way)));
            let note = by_file(opening.recipe.decimal.is_some());
            lines.push(Line { note, ..line(What::Decimal, name, words) });
        }
        Known::Ask(sample) => {
            let text = ask(&sample.text, sample.readings.iter().map(|(_, read)| read).collect());
            lines.push(Line { open: true, ..line(What::Decimal, name, text) });
        }
    }
    let name = here.text("import-days");
    match &opening.days {
        Known::NotNeeded => {}
        Known::Shown(way) => {
            let words = here.text(&format!("style-{}", DayOrder::word(*way)));
            let note = by_file(opening.recipe.days.is_some());
            lines.push(Line { note, ..line(What::Days, name, words) });
        }
        Known::Ask(sample) => {
            let text = ask(&sample.text, sample.readings.iter().map(|(_, read)| read).collect());
            lines.push(Line { open: true, ..line(What::Days, name, text) });
        }
    }
    lines
}

/// Which rows are meant, and what holds for all of them.
fn about_rows(import: &Import, here: &Here) -> Vec<Line> {
    let mut lines = Vec::new();
    let Some(recipe) = &import.recipe else { return lines };
    for (at, (column, value)) in recipe.only.iter().enumerate() {
        lines.push(line(What::Condition(at), here.text("import-condition"), format!("{column} = {value}")));
    }
    lines.push(line(What::AddCondition, here.text("import-condition"), here.text("import-add-condition")));
    for (at, (field, value)) in recipe.set.iter().enumerate() {
        let label = here.text(&label_key(import.kind, field));
        lines.push(line(What::Constant(at), here.text("import-constant"), format!("{label} = {value}")));
    }
    lines.push(line(What::AddConstant, here.text("import-constant"), here.text("import-add-constant")));
    if import.kind.field("partner").is_some() {
        let yes = if recipe.create { "choice-yes" } else { "choice-no" };
        lines.push(line(What::Create, here.text("import-create"), here.text(yes)));
    }
    lines
}

/// What the trial or the writing came to.
fn outcome(import: &Import, opening: &Opening, here: &Here) -> Vec<Line> {
    let mut lines = vec![heading(here.text("import-outcome"))];
    let Some(report) = &import.report else {
        let rows = here.locale.integer(i64::try_from(opening.rows).unwrap_or(i64::MAX));
        let text = here.locale.with("import-try", &[("rows", &rows)]);
        lines.push(line(What::Try, here.text("import-trial"), text));
        return lines;
    };
    let number = |count: usize| here.locale.integer(i64::try_from(count).unwrap_or(i64::MAX));
    for fate in Fate::ALL {
        lines.push(line(What::Outcome(fate), here.text(fate.title()), number(fate.count(report))));
    }
    if report.left_out > 0 {
        let count = number(usize::try_from(report.left_out).unwrap_or(usize::MAX));
        lines.push(line(What::Words, here.text("import-left-out"), count));
    }
    if report.partners > 0 {
        lines.push(line(What::Words, here.text("import-partners-made"), number(report.partners)));
    }
    if report.read_as > 0 {
        let (first_line, text, read) = report.readings.first().cloned().unwrap_or_default();
        let example =
            here.locale.with("import-read-as", &[("line", &first_line.to_string()), ("text", &text), ("read", &read)]);
        lines.push(Line { note: example, ..line(What::Words, here.text("import-marked"), number(report.read_as)) });
    }
    if let Some(path) = &report.rejects {
        lines.push(line(What::Words, here.text("import-rejects-in"), path.clone()));
    }
    let key = match (report.applied, report.action) {
        (true, Some(_)) => "import-written-down",
        (true, None) => "import-nothing",
        (false, _) if report.new + report.changed == 0 => "import-nothing",
        (false, _) => "import-save-writes",
    };
    lines.push(line(What::Words, String::new(), here.text(key)));
    if !report.unknown.is_empty() {
        lines.push(heading(here.text("import-unknown")));
    }
    for (at, unknown) in report.unknown.iter().enumerate() {
        let label = here.text(&label_key(opening.kind, unknown.field));
        let rows = here.locale.with("import-unknown-rows", &[("count", &unknown.rows.to_string())]);
        let near = unknown.near.first().map_or_else(String::new, |(_, name, likeness)| {
            let alike = here.locale.with("import-alike", &[("likeness", &likeness.to_string())]);
            format!("{name} {alike}?")
        });
        let text = format!("“{}”  {rows}", shown(&unknown.text));
        lines.push(Line { note: near, ..line(What::Unknown(at), label, text) });
    }
    lines
}

/// The first values of a column, each once.
pub(super) fn samples(opening: &Opening, at: usize) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for (_, cells) in &opening.first {
        if let Some(text) = cells.get(at).map(|text| text.trim()).filter(|text| !text.is_empty())
            && !seen.contains(&text)
            && seen.len() < 3
        {
            seen.push(text);
        }
    }
    shown(&seen.join(" · "))
}

/// Text of a file as a line shows it.
pub(super) fn shown(text: &str) -> String {
    let clean = clean_line(text);
    if clean.is_empty() { "-".to_owned() } else { clean.into_owned() }
}
