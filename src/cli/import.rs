//! `import KIND FILE`: a table of somebody else's into records. Nothing is written without `--apply`; every bad row is told
//! and kept in a file beside. The reading is the one of the import screen. `import iati FILE`
//! reads activities.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::{ArgAction, ArgMatches, Command, value_parser};
use serde_json::{Value, json};

use super::{Answer, Outcome, Printer, Session, Stop, iati, parse};
use crate::domain::given::{Opening, Recipe, Report};
use crate::domain::progress::Progress;
use crate::domain::say::Say;
use crate::domain::style::{DayOrder, Decimal, Known};
use crate::exchange::origin::Origin;
use crate::exchange::source::Source;
use crate::locale::{self, Locale};
use crate::store::Refusal;
use crate::worker::import::{Ready, Wanted, Watch};

/// Most refusals repeated in JSON; all of them are in the file of rejects.
const MOST_IN_JSON: usize = 10_000;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    let pairs = |name, help| parse::option(locale, name, "A=B", help).action(ArgAction::Append);
    let orders = DayOrder::ALL.map(DayOrder::word);
    command
        .arg(parse::wanted(locale, "kind", "KIND", "cli-arg-kind"))
        .arg(parse::wanted(locale, "file", "FILE", "cli-arg-import-file").value_parser(value_parser!(PathBuf)))
        .arg(pairs("map", "cli-arg-map"))
        .arg(pairs("set", "cli-arg-set"))
        .arg(pairs("where", "cli-arg-where"))
        .arg(parse::option(locale, "value", "FIELD:A=B", "cli-arg-value").action(ArgAction::Append))
        .arg(parse::option(locale, "create", "partner", "cli-arg-create").value_parser(["partner"]))
        .arg(parse::option(locale, "decimal", "MARK", "cli-arg-decimal").value_parser(Decimal::ALL.map(Decimal::word)))
        .arg(parse::option(locale, "days", "ORDER", "cli-arg-days").value_parser(orders))
        .arg(parse::option(locale, "sheet", "NAME", "cli-arg-sheet"))
        .arg(parse::option(locale, "header", "LINE", "cli-arg-header").value_parser(value_parser!(u64).range(1..)))
        .arg(parse::flag(locale, "forget", "cli-arg-forget"))
        .arg(parse::flag(locale, "apply", "cli-arg-apply"))
        .after_help(locale.text("cli-import-help"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let path = matches.get_one::<PathBuf>("file").expect("required");
    let kind = matches.get_one::<String>("kind").expect("required");
    if kind == "iati" {
        return iati::import(session, path, matches.get_flag("apply"));
    }
    let kind = super::kind(kind)?;
    let piped = path == Path::new("-");
    let origin = if piped { Origin::of_pipe(std::io::stdin().lock())? } else { Origin::File(path.clone()) };
    let source = Source::of(origin)?;
    let labels = locale::field_labels(kind);
    let wanted = Wanted {
        source: &source,
        kind,
        table: source.table(matches.get_one::<String>("sheet").map(String::as_str))?,
        header: matches.get_one::<u64>("header").copied(),
        said: recipe(matches)?,
        recall: !matches.get_flag("forget"),
        labels: &labels,
    };
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let asker = session.asker();
    let stop = stop_on_signals()?;
    let ready = Ready::of(&store, &asker, wanted, &stop)?;
    let opening = ready.opening.clone();
    let unused: Vec<String> = ready.mapping.unused(&opening.header).map(str::to_owned).collect();
    recalled(session, &opening);
    let apply = matches.get_flag("apply");
    let rejects = rejects_path(path, piped);
    let mut told = Told::default();
    let locale = session.locale.clone();
    let json = session.out.json;
    let mut watch = Watch {
        progress: &mut |progress| Printer::progress(&progress_words(&locale, progress)),
        rejected: &mut |line, refusals| told.take(&locale, json, line, refusals),
        stop: &stop,
    };
    let report = ready.run(&mut store, &asker, apply, &rejects, &mut watch)?;
    Printer::progress("");
    for line in &told.lines {
        session.out.line(line)?;
    }
    print(session, path, &opening, &unused, &report, &told)?;
    Ok(if report.rejected == 0 { Outcome::Done } else { Outcome::Problems })
}

/// What the arguments say about the file.
fn recipe(matches: &ArgMatches) -> Result<Recipe, Stop> {
    let mut recipe = Recipe {
        columns: pairs(matches, "map")?,
        set: pairs(matches, "set")?,
        only: pairs(matches, "where")?,
        values: Vec::new(),
        decimal: matches.get_one::<String>("decimal").and_then(|word| Decimal::named(word)),
        days: matches.get_one::<String>("days").and_then(|word| DayOrder::named(word)),
        create: matches.contains_id("create"),
    };
    for (place, ours) in pairs(matches, "value")? {
        let (field, theirs) = place.split_once(':').ok_or_else(|| Say::new("cli-no-value").with("text", &place))?;
        recipe.say_value(field.trim(), theirs, &ours);
    }
    Ok(recipe)
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

fn stop_on_signals() -> Result<Arc<AtomicBool>, Stop> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        signal_hook::flag::register(signal, stop.clone())?;
    }
    Ok(stop)
}

/// Bad rows are kept beside the file; those of a pipe where the person is.
fn rejects_path(path: &Path, piped: bool) -> PathBuf {
    let mut name = if piped { "import".into() } else { path.as_os_str().to_owned() };
    name.push(".rejects.csv");
    name.into()
}

/// Says that what was said earlier holds.
fn recalled(session: &mut Session, opening: &Opening) {
    if let Some((who, at)) = &opening.remembered {
        let words = session.locale.with("import-recalled", &[("who", who), ("at", at)]);
        session.out.note(&words);
    }
}

fn progress_words(locale: &Locale, progress: Progress) -> String {
    if progress.back {
        return locale.text("import-taking-back");
    }
    let (rate, left) = (progress.rate(), progress.seconds_left());
    let numbers = [progress.rows, progress.of.unwrap_or(progress.rows), rate, left].map(|number| number.to_string());
    let [rows, of, rate, left] = numbers.each_ref().map(String::as_str);
    locale.with("import-progress", &[("rows", rows), ("of", of), ("rate", rate), ("left", left)])
}

/// Bad rows, told as they come.
#[derive(Default)]
struct Told {
    refused: Vec<Value>,
    lines: Vec<String>,
}

impl Told {
    fn take(&mut self, locale: &Locale, as_json: bool, line: u64, refusals: &[Refusal]) {
        for refusal in refusals {
            if self.refused.len() + self.lines.len() >= MOST_IN_JSON {
                return;
            }
            let reason = locale.say(&refusal.say);
            if as_json {
                self.refused.push(json!({
                    "line": line, "field": refusal.field, "value": refusal.value, "reason": reason,
                }));
                continue;
            }
            let place = Say::new("import-row").with("line", line).with("field", refusal.field.unwrap_or_default());
            let value = if refusal.value.is_empty() { String::new() } else { format!(" {:?}", refusal.value) };
            self.lines.push(format!("{}{value}: {reason}", locale.say(&place)));
        }
    }
}

fn print(
    session: &mut Session,
    path: &Path,
    opening: &Opening,
    unused: &[String],
    report: &Report,
    told: &Told,
) -> Result<(), Stop> {
    if session.out.json {
        return session.out.json(&as_json(path, opening, unused, report, told));
    }
    let words = session.locale.say(&opening.look);
    session.out.line(&words)?;
    if opening.header_line > 1 {
        let words = session.locale.with("import-header-on", &[("line", &opening.header_line.to_string())]);
        session.out.line(&words)?;
    }
    for words in [style_words(&session.locale, opening)].into_iter().flatten() {
        session.out.line(&words)?;
    }
    if !unused.is_empty() {
        let words = session.locale.with("import-unused", &[("columns", &unused.join(", "))]);
        session.out.line(&words)?;
    }
    readings(session, report)?;
    counts(session, report)?;
    unknown(session, report)?;
    if let Some(path) = &report.rejects {
        let words = session.locale.with("import-rejects", &[("path", path)]);
        session.out.line(&words)?;
    }
    let words = match (report.applied, report.action) {
        (false, _) => session.locale.text("import-dry"),
        (true, None) => session.locale.text("import-nothing"),
        (true, Some(_)) => session.locale.text("import-applied"),
    };
    session.out.line(&words)
}

fn as_json(path: &Path, opening: &Opening, unused: &[String], report: &Report, told: &Told) -> Value {
    let look = |name: &str| opening.look.args.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
    let columns: Vec<Value> = opening
        .header
        .iter()
        .zip(&opening.columns)
        .map(|(name, (ours, _))| json!({"column": name, "field": ours}))
        .collect();
    let unknown: Vec<Value> = report
        .unknown
        .iter()
        .map(|one| {
            let near = one.near.iter().map(|(ours, _, likeness)| json!({"value": ours, "likeness": likeness}));
            json!({"field": one.field, "value": one.text, "rows": one.rows, "near": near.collect::<Vec<_>>()})
        })
        .collect();
    json!({
        "kind": opening.kind.name(), "file": path.display().to_string(), "encoding": look("encoding"),
        "delimiter": look("delimiter"), "sheet": look("sheet"), "header_line": opening.header_line,
        "columns": columns, "applied": report.applied, "rows": report.rows, "filtered": report.left_out,
        "new": report.new, "changed": report.changed, "same": report.same, "rejected": report.rejected,
        "partners": report.partners, "unused_columns": unused, "unknown": unknown, "read_as": report.read_as,
        "action": report.action.map(|id| id.to_string()), "rejects": report.rejects, "problems": told.refused,
    })
}

/// How numbers and days were read, where the file alone shows it.
fn style_words(locale: &Locale, opening: &Opening) -> Option<String> {
    let decimal = match &opening.decimal {
        Known::Shown(decimal) if opening.recipe.decimal.is_none() => locale.text(&format!("style-{}", decimal.word())),
        _ => String::new(),
    };
    let days = match &opening.days {
        Known::Shown(days) if opening.recipe.days.is_none() => locale.text(&format!("style-{}", days.word())),
        _ => String::new(),
    };
    let words: Vec<&str> = [&decimal, &days].into_iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| locale.with("import-style-shown", &[("style", &words.join("; "))]))
}

fn readings(session: &mut Session, report: &Report) -> Result<(), Stop> {
    for (line, text, read) in &report.readings {
        let line = line.to_string();
        let words = session.locale.with("import-read-as", &[("line", &line), ("text", text), ("read", read)]);
        session.out.line(&words)?;
    }
    if report.read_as > report.readings.len() {
        let more = (report.read_as - report.readings.len()).to_string();
        let words = session.locale.with("import-read-more", &[("count", &more)]);
        session.out.line(&words)?;
    }
    Ok(())
}

/// Values nobody is known for, with what comes nearest.
fn unknown(session: &mut Session, report: &Report) -> Result<(), Stop> {
    for one in report.unknown.iter().filter(|one| !one.near.is_empty()) {
        let near: Vec<String> = one.near.iter().map(|(_, name, likeness)| format!("{name} ({likeness} %)")).collect();
        let say =
            Say::new("import-near").with("field", one.field).with("text", &one.text).with("near", near.join(", "));
        let words = session.locale.say(&say);
        session.out.line(&words)?;
    }
    let strangers = report.unknown.iter().filter(|one| one.field == "partner").count();
    if strangers > 0 {
        let words = session.locale.say(&Say::new("import-strangers").with("count", strangers));
        session.out.line(&words)?;
    }
    Ok(())
}

fn counts(session: &mut Session, report: &Report) -> Result<(), Stop> {
    let count = |n: usize| n.to_string();
    let words = session.locale.with(
        "import-counts",
        &[
            ("rows", &report.rows.to_string()),
            ("new", &count(report.new)),
            ("changed", &count(report.changed)),
            ("same", &count(report.same)),
            ("rejected", &count(report.rejected)),
        ],
    );
    session.out.line(&words)?;
    if report.left_out > 0 {
        let words = session.locale.with("import-filtered", &[("count", &report.left_out.to_string())]);
        session.out.line(&words)?;
    }
    if report.partners > 0 {
        let words = session.locale.with("import-partners", &[("count", &count(report.partners))]);
        session.out.line(&words)?;
    }
    Ok(())
}
