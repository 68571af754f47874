//! `list KIND QUERY`: the rows of a list, by the same words and clauses as the screens.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::{Answer, Outcome, Session, Stop, parse, print};
use crate::domain::kind::Kind;
use crate::domain::query::{Query, Window, column};
use crate::domain::record::Record;
use crate::domain::say::Say;
use crate::locale::Locale;
use crate::store::Store;

/// Rows read at a time.
const PAGE: usize = 1_000;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::wanted(locale, "kind", "KIND", "cli-arg-kind"))
        .arg(query_argument(locale))
        .arg(parse::option(locale, "limit", "N", "cli-arg-limit").value_parser(value_parser!(usize)))
        .arg(parse::option(locale, "columns", "A,B", "cli-arg-columns"))
        .arg(parse::option(locale, "sort", "A,-B", "cli-arg-sort").allow_hyphen_values(true))
        .arg(parse::flag(locale, "bin", "cli-arg-bin"))
}

/// The words and clauses after the kind.
pub fn query_argument(locale: &Locale) -> Arg {
    parse::optional(locale, "query", "QUERY", "cli-arg-query").action(ArgAction::Append).num_args(0..)
}

/// The query of the words and clauses given; a clause whose value has spaces may be one argument.
pub fn query_of(kind: Kind, matches: &ArgMatches) -> Result<Query, Say> {
    let parts: Vec<String> = matches
        .get_many::<String>("query")
        .unwrap_or_default()
        .map(|part| {
            if part.contains(char::is_whitespace) && part.contains(['=', '~', '<', '>']) {
                format!("\"{part}\"")
            } else {
                part.clone()
            }
        })
        .collect();
    Query::read(kind, &parts.join(" "))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let kind = super::kind(matches.get_one::<String>("kind").expect("required"))?;
    let mut query = query_of(kind, matches)?;
    if let Some(keys) = matches.get_one::<String>("sort") {
        query.sort = Query::read(kind, &format!("sort={keys}"))?.sort;
    }
    query.bin = matches.get_flag("bin");
    let columns = columns_of(kind, matches.get_one::<String>("columns"))?;
    let limit = matches.get_one::<usize>("limit").copied().unwrap_or(usize::MAX);
    let place = session.place()?;
    let mut store = session.open(&place)?;
    if session.out.json {
        query.columns = columns.clone().unwrap_or_default();
        print_json(session, &mut store, &query, columns.as_deref(), limit)?;
    } else {
        if let Some(columns) = columns {
            query.columns = columns;
        }
        print_text(session, &mut store, &query, limit)?;
    }
    Ok(Outcome::Done)
}

/// The columns that were named; none where none were.
pub fn columns_of(kind: Kind, list: Option<&String>) -> Result<Option<Vec<&'static str>>, Say> {
    let Some(list) = list else { return Ok(None) };
    let find = |name: &str| column(kind, name.trim());
    if let Some(wrong) = list.split(',').find(|name| find(name).is_none()) {
        return Query::read(kind, &format!("columns={wrong}")).map(|_| None);
    }
    Ok(Some(list.split(',').filter_map(find).collect()))
}

/// Calls `each` with the rows of a list, a page at a time.
pub fn pages(
    session: &mut Session,
    store: &mut Store,
    query: &Query,
    limit: usize,
    mut each: impl FnMut(&mut Session, &Store, Vec<Record>) -> Result<(), Stop>,
) -> Result<usize, Stop> {
    let asker = session.asker();
    let mut from = 0;
    while from < limit {
        let window = Window { from, limit: PAGE.min(limit - from) };
        let rows = store.list(&asker, query, window)?;
        let count = rows.records.len();
        from += count;
        if count > 0 {
            each(session, store, rows.records)?;
        }
        if count < window.limit {
            break;
        }
    }
    Ok(from)
}

fn print_json(
    session: &mut Session,
    store: &mut Store,
    query: &Query,
    columns: Option<&[&'static str]>,
    limit: usize,
) -> Result<(), Stop> {
    let mut writer = print::AsJson::default();
    let mut first = true;
    pages(session, store, query, limit, |session, store, records| {
        for record in records {
            let object = writer.object(store, &record, columns)?;
            session.out.element(first, &object)?;
            first = false;
        }
        Ok(())
    })?;
    session.out.end_list(first)
}

fn print_text(session: &mut Session, store: &mut Store, query: &Query, limit: usize) -> Result<(), Stop> {
    let (kind, year) = (query.kind, session.asker().year());
    let heads: Vec<(String, bool)> = query
        .columns
        .iter()
        .map(|name| (print::heading(&session.locale, kind, name, year), is_number(kind, name)))
        .collect();
    let mut rows = Vec::new();
    pages(session, store, query, limit, |session, _, records| {
        rows.extend(records.iter().map(|record| cells(&session.locale, query, record)));
        Ok(())
    })?;
    session.out.table(&heads, &rows)
}

fn is_number(kind: Kind, name: &str) -> bool {
    use crate::domain::kind::Shows;
    kind.field(name).map_or_else(
        || kind.extra(name).is_some_and(|extra| matches!(extra.shows, Shows::Usd | Shows::Count)),
        |field| field.input.is_number(),
    )
}

fn cells(locale: &Locale, query: &Query, record: &Record) -> Vec<String> {
    let mut extras = record.extras.iter();
    query
        .columns
        .iter()
        .map(|name| {
            let text = match (record.kind.field(name), record.kind.extra(name)) {
                (Some(field), _) => print::shown(locale, record, field),
                (None, Some(extra)) => {
                    print::shown_extra(locale, extra.shows, extras.next().map_or("", String::as_str))
                }
                (None, None) => String::new(),
            };
            crate::domain::clean::clean_line(&text).into_owned()
        })
        .collect()
}
