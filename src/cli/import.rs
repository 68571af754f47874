//! `import KIND FILE`: a CSV file into records. Nothing is written without `--apply`; every bad row is told and kept in a
//! file beside.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{ArgAction, ArgMatches, Command, value_parser};
use serde_json::{Value, json};

use super::{Answer, Outcome, Printer, Session, Stop, parse};
use crate::domain::fold::fold;
use crate::domain::given::{Columns, Slot, same, slot};
use crate::domain::kind::Kind;
use crate::domain::say::Say;
use crate::exchange::read::{Line, Sheet};
use crate::exchange::write::Out;
use crate::locale::Locale;
use crate::store::{Fate, Importing, Job, Refusal, Store, Tally};

/// Most refusals repeated in JSON; all of them are in the file of rejects.
const MOST_IN_JSON: usize = 10_000;

/// Rows between two words about progress.
const PROGRESS: usize = 5_000;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    let pairs = |name, help| parse::option(locale, name, "A=B", help).action(ArgAction::Append);
    command
        .arg(parse::wanted(locale, "kind", "KIND", "cli-arg-kind"))
        .arg(parse::wanted(locale, "file", "FILE", "cli-arg-import-file").value_parser(value_parser!(PathBuf)))
        .arg(pairs("map", "cli-arg-map"))
        .arg(pairs("set", "cli-arg-set"))
        .arg(pairs("where", "cli-arg-where"))
        .arg(parse::option(locale, "create", "partner", "cli-arg-create").value_parser(["partner"]))
        .arg(parse::flag(locale, "apply", "cli-arg-apply"))
        .after_help(locale.text("cli-import-help"))
}

/// What the arguments and the header come to.
struct Plan {
    kind: Kind,
    path: PathBuf,
    columns: Columns,
    /// Values for every row.
    set: Vec<(Slot, String)>,
    /// Conditions: columns of the file and what they may hold, folded.
    only: Vec<(usize, Vec<String>)>,
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let kind = super::kind(matches.get_one::<String>("kind").expect("required"))?;
    let path = matches.get_one::<PathBuf>("file").expect("required").clone();
    let mut sheet = Sheet::open(&path)?;
    let plan = plan(kind, path, &sheet, matches)?;
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let apply = matches.get_flag("apply");
    let job = Job {
        kind,
        apply,
        create: matches.contains_id("create"),
        governments: plan.columns.fill_partner("country") && !plan.columns.fill_partner("type"),
        currency: plan.columns.currency,
        title: plan.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    };
    let mut seen = Seen::new(&plan, &sheet);
    let tally = read_all(session, &mut store, job, &plan, &mut sheet, &mut seen)?;
    seen.close()?;
    report(session, &plan, &sheet, &seen, &tally, apply)?;
    Ok(if tally.rejected == 0 { Outcome::Done } else { Outcome::Problems })
}

fn plan(kind: Kind, path: PathBuf, sheet: &Sheet, matches: &ArgMatches) -> Result<Plan, Stop> {
    let maps = pairs(matches, "map")?;
    let columns = Columns::of(kind, &sheet.header, &maps).map_err(|say| one_column(sheet, say))?;
    let mut set = Vec::new();
    for (name, value) in pairs(matches, "set")? {
        let known = || kind.fields().iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
        let slot =
            slot(kind, &name).ok_or_else(|| Say::new("query-no-column").with("name", &name).with("known", known()))?;
        set.push((slot, value));
    }
    if let Some(source) = columns.source
        && !set.iter().any(|(slot, _)| matches!(slot, Slot::Field(field) if field.name == "source"))
    {
        set.extend(slot(kind, "source").map(|slot| (slot, source.to_owned())));
    }
    let mut only: Vec<(usize, Vec<String>)> = Vec::new();
    for (name, value) in pairs(matches, "where")? {
        let at =
            sheet.header.iter().position(|column| same(column, &name)).ok_or_else(|| {
                Say::new("import-no-column").with("column", &name).with("known", sheet.header.join(", "))
            })?;
        match only.iter_mut().find(|(known, _)| *known == at) {
            Some((_, values)) => values.push(bare(&value)),
            None => only.push((at, vec![bare(&value)])),
        }
    }
    let plan = Plan { kind, path, columns, set, only };
    plan.check_required(sheet)?;
    Ok(plan)
}

impl Plan {
    /// Required fields that neither a column nor `--set` fills; a file that names its records by id or code may have few.
    fn check_required(&self, sheet: &Sheet) -> Result<(), Say> {
        if self.columns.give_ids()
            || self.columns.fill("code") && self.kind.field("code").is_some_and(|code| !code.required)
        {
            return Ok(());
        }
        let set =
            |name: &str| self.set.iter().any(|(slot, _)| matches!(slot, Slot::Field(field) if field.name == name));
        let missing: Vec<&str> = self
            .kind
            .fields()
            .iter()
            .filter(|field| field.required && !field.computed)
            .map(|field| field.name)
            .filter(|name| !self.columns.fill(name) && !set(name))
            .filter(|name| *name != "currency" || self.columns.currency.is_none())
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let say = Say::new("import-missing-columns")
            .with("columns", missing.join(", "))
            .with("known", sheet.header.join(", "));
        Err(one_column(sheet, say))
    }
}

/// A header of one column says more about the delimiter than about the columns.
fn one_column(sheet: &Sheet, say: Say) -> Say {
    match sheet.header.as_slice() {
        [only] => Say::new("import-one-column").with("header", only),
        _ => say,
    }
}

fn pairs(matches: &ArgMatches, name: &str) -> Result<Vec<(String, String)>, Say> {
    let words = matches.get_many::<String>(name).unwrap_or_default();
    words
        .map(|word| match word.split_once('=') {
            Some((left, right)) if !left.is_empty() => Ok((left.trim().to_owned(), right.to_owned())),
            _ => Err(Say::new("cli-no-value").with("text", word)),
        })
        .collect()
}

/// Text as `--where` compares it: no case, no accents, no punctuation, no spaces.
fn bare(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// What is known besides the tally: rows left out by a filter, refusals, and the file that keeps bad rows.
struct Seen {
    rows: usize,
    filtered: usize,
    refused: Vec<Value>,
    rejects_path: PathBuf,
    rejects: Option<Out<File>>,
    header: Vec<String>,
}

impl Seen {
    fn new(plan: &Plan, sheet: &Sheet) -> Self {
        let mut name = plan.path.as_os_str().to_owned();
        name.push(".rejects.csv");
        Self {
            rows: 0,
            filtered: 0,
            refused: Vec::new(),
            rejects_path: name.into(),
            rejects: None,
            header: sheet.header.clone(),
        }
    }

    /// Tells a bad row and keeps it.
    fn reject(&mut self, session: &mut Session, line: &Line, refusals: &[Refusal]) -> Result<(), Stop> {
        let mut reasons = Vec::new();
        for refusal in refusals {
            let reason = session.locale.say(&refusal.say);
            let field = refusal.field.unwrap_or_default();
            if session.out.json && self.refused.len() < MOST_IN_JSON {
                self.refused.push(json!({
                    "line": line.number, "field": refusal.field, "value": refusal.value, "reason": reason,
                }));
            } else if !session.out.json {
                let say = Say::new("import-row").with("line", line.number).with("field", field);
                let place = session.locale.say(&say);
                let value = if refusal.value.is_empty() { String::new() } else { format!(" {:?}", refusal.value) };
                session.out.line(&format!("{place}{value}: {reason}"))?;
            }
            reasons.push(if field.is_empty() { reason } else { format!("{field}: {reason}") });
        }
        self.keep(line, &reasons.join(" "))
    }

    fn keep(&mut self, line: &Line, reason: &str) -> Result<(), Stop> {
        let path = &self.rejects_path;
        let cannot =
            |error: std::io::Error| Say::new("cli-cannot-write").with("path", path.display()).with("error", error);
        if self.rejects.is_none() {
            let mut out = Out::new(File::create(path).map_err(cannot)?, false);
            out.row(self.header.iter().map(String::as_str).chain(["line", "reason"])).map_err(cannot)?;
            self.rejects = Some(out);
        }
        let out = self.rejects.as_mut().expect("opened above");
        let width = self.header.len().max(line.cells.len());
        let cells = (0..width).map(|at| line.cells.get(at).unwrap_or_default().to_owned());
        out.row(cells.chain([line.number.to_string(), reason.to_owned()])).map_err(cannot)?;
        Ok(())
    }

    fn close(&mut self) -> Result<(), Stop> {
        if let Some(out) = self.rejects.take() {
            out.finish()?;
            self.rejects = None;
        }
        Ok(())
    }
}

/// Reads every row; whatever stops it takes back what was written.
fn read_all(
    session: &mut Session,
    store: &mut Store,
    job: Job,
    plan: &Plan,
    sheet: &mut Sheet,
    seen: &mut Seen,
) -> Result<Tally, Stop> {
    let asker = session.asker();
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        signal_hook::flag::register(signal, stop.clone())?;
    }
    let mut importing = store.import(&asker, job)?;
    let read = read_rows(session, &mut importing, plan, sheet, seen, &stop);
    match read {
        Ok(()) => {
            Printer::progress("");
            Ok(importing.finish()?)
        }
        Err(stop) => {
            importing.abandon()?;
            Err(stop)
        }
    }
}

fn read_rows(
    session: &mut Session,
    importing: &mut Importing,
    plan: &Plan,
    sheet: &mut Sheet,
    seen: &mut Seen,
    stop: &AtomicBool,
) -> Result<(), Stop> {
    let mut line = Line::default();
    while sheet.next(&plan.path, &mut line)? {
        if stop.load(Ordering::Relaxed) {
            return Err(Say::new("store-stopped").into());
        }
        if line.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if line.cells.len() != sheet.header.len() {
            seen.rows += 1;
            let say = Say::new("import-ragged").with("cells", line.cells.len()).with("columns", sheet.header.len());
            importing.reject();
            seen.reject(session, &line, &[Refusal { field: None, value: String::new(), say }])?;
            continue;
        }
        let wanted = |(at, values): &(usize, Vec<String>)| values.contains(&bare(&line.cells[*at]));
        if !plan.only.iter().all(wanted) {
            seen.filtered += 1;
            continue;
        }
        seen.rows += 1;
        if seen.rows % PROGRESS == 0 {
            let words = session.locale.with("import-progress", &[("rows", &seen.rows.to_string())]);
            Printer::progress(&words);
        }
        if let Fate::Rejected(refusals) = take(importing, plan, &line)? {
            seen.reject(session, &line, &refusals)?;
        }
    }
    Ok(())
}

fn take(importing: &mut Importing, plan: &Plan, line: &Line) -> Result<Fate, Stop> {
    let is_set = |slot: &Slot| plan.set.iter().any(|(set, _)| is_same(set, slot));
    let from_file = plan.columns.slots.iter().zip(line.cells.iter());
    let from_file = from_file.filter_map(|(slot, cell)| slot.filter(|slot| !is_set(slot)).map(|slot| (slot, cell)));
    let cells: Vec<(Slot, &str)> =
        from_file.chain(plan.set.iter().map(|(slot, value)| (*slot, value.as_str()))).collect();
    Ok(importing.take(line.number, &cells)?)
}

fn is_same(a: &Slot, b: &Slot) -> bool {
    match (a, b) {
        (Slot::Field(a), Slot::Field(b)) | (Slot::OfPartner(a), Slot::OfPartner(b)) => a.name == b.name,
        (Slot::Id, Slot::Id) => true,
        _ => false,
    }
}

fn report(
    session: &mut Session,
    plan: &Plan,
    sheet: &Sheet,
    seen: &Seen,
    tally: &Tally,
    apply: bool,
) -> Result<(), Stop> {
    let unused: Vec<&str> = plan
        .columns
        .slots
        .iter()
        .zip(&sheet.header)
        .filter(|(slot, _)| slot.is_none())
        .map(|(_, name)| name.as_str())
        .collect();
    let rejects = (tally.rejected > 0).then(|| seen.rejects_path.display().to_string());
    if session.out.json {
        let answer = json!({
            "kind": plan.kind.name(), "file": plan.path.display().to_string(), "encoding": sheet.encoding.name(),
            "delimiter": sheet.delimiter, "applied": apply, "rows": seen.rows, "filtered": seen.filtered,
            "new": tally.new, "changed": tally.changed, "same": tally.same, "rejected": tally.rejected,
            "partners": tally.partners, "unused_columns": unused, "read_as": tally.read_as,
            "action": tally.action.map(|id| id.to_string()), "rejects": rejects, "problems": seen.refused,
        });
        return session.out.json(&answer);
    }
    let say = Say::new("import-written-in").with("encoding", sheet.encoding.name()).with("delimiter", sheet.delimiter);
    let words = session.locale.say(&say);
    session.out.line(&words)?;
    if !unused.is_empty() {
        let columns = unused.join(", ");
        let words = session.locale.with("import-unused", &[("columns", &columns)]);
        session.out.line(&words)?;
    }
    readings(session, tally)?;
    counts(session, seen, tally)?;
    if let Some(path) = rejects {
        let words = session.locale.with("import-rejects", &[("path", &path)]);
        session.out.line(&words)?;
    }
    let words = match (apply, tally.action) {
        (false, _) => session.locale.text("import-dry"),
        (true, None) => session.locale.text("import-nothing"),
        (true, Some(_)) => session.locale.text("import-applied"),
    };
    session.out.line(&words)
}

fn readings(session: &mut Session, tally: &Tally) -> Result<(), Stop> {
    for (line, text, read) in &tally.readings {
        let line = line.to_string();
        let words = session.locale.with("import-read-as", &[("line", &line), ("text", text), ("read", read)]);
        session.out.line(&words)?;
    }
    if tally.read_as > tally.readings.len() {
        let more = (tally.read_as - tally.readings.len()).to_string();
        let words = session.locale.with("import-read-more", &[("count", &more)]);
        session.out.line(&words)?;
    }
    Ok(())
}

fn counts(session: &mut Session, seen: &Seen, tally: &Tally) -> Result<(), Stop> {
    let count = |n: usize| n.to_string();
    let words = session.locale.with(
        "import-counts",
        &[
            ("rows", &count(seen.rows)),
            ("new", &count(tally.new)),
            ("changed", &count(tally.changed)),
            ("same", &count(tally.same)),
            ("rejected", &count(tally.rejected)),
        ],
    );
    session.out.line(&words)?;
    if seen.filtered > 0 {
        let words = session.locale.with("import-filtered", &[("count", &count(seen.filtered))]);
        session.out.line(&words)?;
    }
    if tally.partners > 0 {
        let words = session.locale.with("import-partners", &[("count", &count(tally.partners))]);
        session.out.line(&words)?;
    }
    Ok(())
}
