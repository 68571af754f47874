//! `export`: records as CSV or JSON, references by code or name, ids first, so that the file reads in again without a
//! change.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command, value_parser};

use super::list::{pages, query_argument, query_of};
use super::{Answer, Outcome, Session, Stop, parse, print};
use crate::access::Asker;
use crate::domain::field::{Field, Input};
use crate::domain::kind::Kind;
use crate::domain::query::Query;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::exchange::write::Out;
use crate::locale::Locale;
use crate::store::Store;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::optional(locale, "kind", "KIND", "cli-arg-export-kind"))
        .arg(query_argument(locale))
        .arg(parse::option(locale, "out", "FILE", "cli-arg-out").value_parser(value_parser!(PathBuf)))
        .arg(parse::option(locale, "format", "FORMAT", "cli-arg-format").value_parser(["csv", "json"]))
        .arg(parse::flag(locale, "safe", "cli-arg-safe"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let format = matches.get_one::<String>("format").map_or("csv", String::as_str);
    let json = session.out.json || format == "json";
    let safe = matches.get_flag("safe");
    let out = matches.get_one::<PathBuf>("out");
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let Some(kind) = matches.get_one::<String>("kind") else {
        let folder = out.ok_or_else(|| Say::new("cli-export-folder"))?;
        everything(session, &mut store, folder, json, safe)?;
        return Ok(Outcome::Done);
    };
    let mut query = query_of(super::kind(kind)?, matches)?;
    query.columns.clear();
    match out {
        Some(path) => to_file(session, &mut store, &query, path, json, safe)?,
        None => {
            let mut out = std::io::stdout().lock();
            if json {
                as_json(session, &mut store, &query, &mut out)?;
            } else {
                as_csv(session, &mut store, &query, &mut out, safe)?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn everything(session: &mut Session, store: &mut Store, folder: &Path, json: bool, safe: bool) -> Result<(), Stop> {
    fs::create_dir_all(folder)?;
    for kind in Kind::ALL {
        let mut query = Query::all(kind);
        query.columns.clear();
        let name = format!("{}.{}", kind.name(), if json { "json" } else { "csv" });
        to_file(session, store, &query, &folder.join(name), json, safe)?;
    }
    Ok(())
}

fn to_file(
    session: &mut Session,
    store: &mut Store,
    query: &Query,
    path: &Path,
    json: bool,
    safe: bool,
) -> Result<(), Stop> {
    let cannot =
        |error: &std::io::Error| Say::new("cli-cannot-write").with("path", path.display()).with("error", error);
    let mut file = BufWriter::new(File::create(path).map_err(|error| cannot(&error))?);
    let count =
        if json { as_json(session, store, query, &mut file)? } else { as_csv(session, store, query, &mut file, safe)? };
    file.flush().map_err(|error| cannot(&error))?;
    let shown = path.display().to_string();
    let words = session.locale.with("cli-exported", &[("count", &count.to_string()), ("path", &shown)]);
    session.out.note(&words);
    Ok(())
}

/// Fields a file can fill again: what rules compute is left out.
fn fields(kind: Kind) -> impl Iterator<Item = &'static Field> {
    kind.fields().iter().filter(|field| !field.computed)
}

fn as_csv(
    session: &mut Session,
    store: &mut Store,
    query: &Query,
    out: &mut impl Write,
    safe: bool,
) -> Result<usize, Stop> {
    let mut file = Out::new(out, safe);
    file.row(std::iter::once("id").chain(fields(query.kind).map(|field| field.name)))?;
    let mut references: HashMap<(Kind, String), String> = HashMap::new();
    let asker = session.asker();
    let count = pages(session, store, query, usize::MAX, |_, store, records| {
        for record in records {
            let mut cells = vec![record.id.to_string()];
            for field in fields(record.kind) {
                let text = record.get(field.name);
                cells.push(match field.input {
                    Input::Refs(kind) => store.written_all(&asker, kind, text)?,
                    Input::Ref(kind) if !text.is_empty() => {
                        let known = references.entry((kind, text.to_owned()));
                        match known {
                            Entry::Occupied(known) => known.get().clone(),
                            Entry::Vacant(new) => new.insert(reference(store, &asker, kind, text)?).clone(),
                        }
                    }
                    _ => text.to_owned(),
                });
            }
            file.row(cells)?;
        }
        Ok(())
    })?;
    file.finish()?;
    Ok(count)
}

/// The code or name of a referenced record where that leads back to it, else its id.
fn reference(store: &Store, asker: &Asker, kind: Kind, text: &str) -> Result<String, Stop> {
    let Ok(id) = text.parse::<Id>() else { return Ok(text.to_owned()) };
    let Some(written) = store.written(kind, id)? else { return Ok(text.to_owned()) };
    let leads_back = store.resolve(asker, kind, &written).is_ok_and(|found| found == id);
    Ok(if leads_back { written } else { text.to_owned() })
}

fn as_json(session: &mut Session, store: &mut Store, query: &Query, out: &mut impl Write) -> Result<usize, Stop> {
    let mut writer = print::AsJson::default();
    let mut first = true;
    let count = pages(session, store, query, usize::MAX, |_, store, records| {
        for record in records {
            let object = writer.object(store, &record, None)?;
            out.write_all(if first { b"[\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &object).map_err(std::io::Error::from)?;
            first = false;
        }
        Ok(())
    })?;
    out.write_all(if first { b"[]\n" } else { b"\n]\n" })?;
    out.flush()?;
    Ok(count)
}
