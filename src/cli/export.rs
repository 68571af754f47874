//! `export`: records as CSV, a spreadsheet or JSON, references by code or name, ids first, so that the file reads in again
//! without a change. A file has its name only when it is whole. `export iati`: what is published.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command, value_parser};

use super::list::{columns_of, query_argument, query_of};
use super::{Answer, Outcome, Printer, Session, Stop, iati, parse};
use crate::domain::export::{Format, Plan, shown, whole};
use crate::domain::kind::Kind;
use crate::domain::query::Query;
use crate::domain::say::Say;
use crate::exchange::table::{Table, WriteError, Written};
use crate::locale::{Locale, Signed};
use crate::store::{Naming, Store, StoreError};

/// Milliseconds between two words about progress.
const TOLD: u64 = 500;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    let formats = Format::ALL.map(Format::word);
    command
        .arg(parse::optional(locale, "kind", "KIND", "cli-arg-export-kind"))
        .arg(query_argument(locale))
        .arg(parse::option(locale, "out", "FILE", "cli-arg-out").value_parser(value_parser!(PathBuf)))
        .arg(parse::option(locale, "format", "FORMAT", "cli-arg-format").value_parser(formats))
        .arg(parse::option(locale, "columns", "A,B", "cli-arg-export-columns"))
        .arg(parse::flag(locale, "mark", "cli-arg-mark"))
        .arg(parse::flag(locale, "safe", "cli-arg-safe"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    if matches.get_one::<String>("kind").is_some_and(|kind| kind == "iati") {
        return iati::export(session, matches.get_one::<PathBuf>("out"));
    }
    let out = matches.get_one::<PathBuf>("out").filter(|path| path.as_os_str() != "-");
    let format = format_of(session, matches, out);
    let place = session.place()?;
    let mut store = session.open(&place)?;
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        signal_hook::flag::register(signal, store.stop_flag())?;
    }
    let Some(kind) = matches.get_one::<String>("kind") else {
        let folder = out.ok_or_else(|| Say::new("cli-export-folder"))?;
        everything(session, &mut store, folder, format)?;
        return Ok(Outcome::Done);
    };
    let mut query = query_of(super::kind(kind)?, matches)?;
    let columns = match columns_of(query.kind, matches.get_one::<String>("columns"))? {
        Some(columns) => {
            query.columns = columns;
            shown(&query, format)
        }
        None => whole(query.kind, format),
    };
    let plan = plan(session, &query, format, columns);
    match out {
        Some(path) => to_file(session, &mut store, &query, &plan, path)?,
        None => {
            let folder = std::env::temp_dir();
            written(session, &mut store, &query, &plan, std::io::stdout().lock(), &folder)?;
        }
    }
    Ok(Outcome::Done)
}

/// The format that was asked for, else the one the ending of the file says.
fn format_of(session: &Session, matches: &ArgMatches, out: Option<&PathBuf>) -> Format {
    let ending = out.and_then(|path| path.extension()).map(|ending| ending.to_string_lossy().to_lowercase());
    let asked = matches.get_one::<String>("format").or(ending.as_ref()).and_then(|word| Format::named(word));
    let asked = asked.unwrap_or(if session.out.json { Format::Json } else { Format::ALL[0] });
    match asked {
        Format::Csv { mark, safe } => {
            Format::Csv { mark: mark || matches.get_flag("mark"), safe: safe || matches.get_flag("safe") }
        }
        other => other,
    }
}

fn plan(session: &Session, query: &Query, format: Format, columns: Vec<crate::domain::export::Column>) -> Plan {
    let asker = session.asker();
    let signed = Signed { who: &asker.who, today: asker.today, as_of: asker.as_of };
    session.locale.export(query, format, columns, signed)
}

fn everything(session: &mut Session, store: &mut Store, folder: &Path, format: Format) -> Result<(), Stop> {
    fs::create_dir_all(folder)?;
    for kind in Kind::ALL {
        let query = Query::all(kind);
        let plan = plan(session, &query, format, whole(kind, format));
        let name = format!("{}.{}", kind.name(), format.ending());
        to_file(session, store, &query, &plan, &folder.join(name))?;
    }
    Ok(())
}

fn to_file(session: &mut Session, store: &mut Store, query: &Query, plan: &Plan, path: &Path) -> Result<(), Stop> {
    let shown = path.display().to_string();
    let cannot = |error: std::io::Error| Say::new("cli-cannot-write").with("path", &shown).with("error", error);
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (count, sheets) = if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        // A pipe or a device takes what comes.
        let out = fs::OpenOptions::new().write(true).open(path).map_err(cannot)?;
        written(session, store, query, plan, out, &std::env::temp_dir())?
    } else {
        let mut file = tempfile::Builder::new().permissions(permissions()).tempfile_in(folder).map_err(cannot)?;
        let done = written(session, store, query, plan, &mut file, folder)?;
        file.persist(path).map_err(|error| cannot(error.error))?;
        done
    };
    let words = session.locale.with("cli-exported", &[("count", &count.to_string()), ("path", &shown)]);
    session.out.note(&words);
    if sheets > 1 {
        let words = session.locale.with("said-exported-sheets", &[("path", &shown), ("sheets", &sheets.to_string())]);
        session.out.note(&words);
    }
    Ok(())
}

/// As a file is made that is given no others, within what the person allows.
fn permissions() -> fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o666)
}

/// Writes every row; gives how many, and in how many sheets.
fn written(
    session: &Session,
    store: &mut Store,
    query: &Query,
    plan: &Plan,
    out: impl Write,
    folder: &Path,
) -> Result<(usize, usize), Stop> {
    let locale = session.locale.clone();
    let mut next = TOLD;
    store.tell_to(move |far| {
        if far.millis >= next {
            next = far.millis + TOLD;
            Printer::progress(&locale.with("cli-export-progress", &[("rows", &far.rows.to_string())]));
        }
    });
    let mut table = Table::begin(BufWriter::new(out), plan, folder, store.stop_flag()).map_err(as_store)?;
    let naming = if plan.format == Format::Xlsx { Naming::Names } else { Naming::Codes };
    let take = &mut |row: &[String]| table.row(row).map_err(as_store);
    let count = store.export(&session.asker(), query, &plan.columns, naming, take)?;
    let Written { sheets } = table.finish().map_err(as_store)?;
    Printer::progress("");
    Ok((count, sheets))
}

fn as_store(error: WriteError) -> StoreError {
    match error {
        WriteError::Io(error) => error.into(),
        WriteError::Said(say) => say.into(),
        WriteError::Stopped => StoreError::Stopped,
    }
}
