//! How every query reaches the large tables: a person opens every tab, sub-view and page, every figure is explained, and
//! each statement that ran on the way is asked for its plan, in a file nothing is known of and in a large one
//! (`fixtures/large.csv` holds `sqlite_stat1` of the file that `cargo bench --bench store` makes).
//! It refuses plans that read contributions, agreements, instalments, splits or partners whole.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ffi::{CStr, c_char, c_int, c_uint, c_void};
use std::sync::Once;

use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::store::{FIGURES, Of, Store};
use rusqlite::{Connection, ffi};

use crate::support::{Person, asker, demo};

/// Tables with a hundred thousand rows or more in a large file.
const LARGE: &[&str] = &["contribution", "agreement", "instalment", "portion", "partner", "contact"];

/// Indexes of few rows: reading one whole is what it is for.
const SMALL: &[&str] =
    &["partner_bin", "contribution_bin", "contribution_no_fund", "contribution_no_usd", "contact_no_email"];

/// Steps that by nature read all: the step, a piece of the statement, and why.
const ALLOWED: &[(&str, &str, &str)] = &[
    ("SCAN t USING COVERING INDEX ", " LIMIT ? OFFSET ?", "a window of an ordered list: it stops at its last row"),
    (
        "SCAN t USING COVERING INDEX contribution_received",
        "SELECT CASE WHEN x.",
        "where a row stands is counted from the start, beside the screen",
    ),
    ("SCAN t USING COVERING INDEX partner_folded", "ORDER BY t.folded", "the order of a whole list, kept as ids"),
    ("SCAN t USING COVERING INDEX partner_donor", "t.donor = ?", "the order of a whole list, kept as ids"),
    ("SCAN t USING COVERING INDEX contact_folded", "ORDER BY t.folded", "the order of a whole list, kept as ids"),
    (
        "SCAN t USING COVERING INDEX instalment_due",
        "part_of(t.usd",
        "what is open of each is worked out, beside the screen",
    ),
    ("SCAN t", "count(*) FILTER (WHERE t.amount", "a sum over a whole sub-view, beside the screen"),
    ("SCAN c USING COVERING INDEX contribution_partner", "donors by status", "a status is of every year a donor gave"),
    ("SCAN a", "a.title", "every agreement is shown with its title"),
    ("SCAN a USING INDEX agreement_runs", "a.title", "every agreement is shown with its title"),
    ("SCAN a", "a.starts > c.known", "every agreement is asked for money before it began, beside the screen"),
    ("SCAN a USING COVERING INDEX agreement_service_fee", "marked service_fee", "few are marked"),
    ("SCAN a USING COVERING INDEX agreement_pooled", "marked pooled", "few are marked"),
];

/// Whether a step that reads all may.
fn allowed(step: &str, sql: &str) -> bool {
    SMALL.iter().any(|index| step.ends_with(index))
        || ALLOWED.iter().any(|(of, piece, _)| {
            let same = if of.ends_with(' ') { step.starts_with(of) } else { step == *of };
            same && sql.contains(piece)
        })
}

thread_local! {
    static RUN: RefCell<Option<BTreeSet<String>>> = const { RefCell::new(None) };
}

/// Notes the text of a statement that begins to run.
unsafe extern "C" fn begins(_: c_uint, _: *mut c_void, statement: *mut c_void, _: *mut c_void) -> c_int {
    // SAFETY: the engine hands over the statement that runs; its text lives as long as it does.
    let text = unsafe { ffi::sqlite3_sql(statement.cast()) };
    if !text.is_null() {
        // SAFETY: the text of a statement ends with a zero.
        let text = unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned();
        RUN.with_borrow_mut(|run| run.as_mut().map(|run| run.insert(text)));
    }
    0
}

unsafe extern "C" fn opened(
    file: *mut ffi::sqlite3,
    _: *mut *mut c_char,
    _: *const ffi::sqlite3_api_routines,
) -> c_int {
    // SAFETY: the engine hands over the connection it just opened; nothing else is traced on it.
    unsafe { ffi::sqlite3_trace_v2(file, ffi::SQLITE_TRACE_STMT, Some(begins), std::ptr::null_mut()) }
}

/// The statements that run on this thread, on files opened inside `work`.
fn statements(work: impl FnOnce()) -> BTreeSet<String> {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        // SAFETY: `opened` opens no file and changes no extension.
        unsafe { rusqlite::auto_extension::register_auto_extension(opened) }.unwrap();
    });
    RUN.set(Some(BTreeSet::new()));
    work();
    RUN.take().unwrap()
}

/// Whether a statement reads: the comment that opens it aside it begins so.
fn reads(sql: &str) -> bool {
    let first = sql.lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with("--"));
    first.is_some_and(|line| ["SELECT ", "SELECT", "WITH "].iter().any(|word| line.starts_with(word)))
}

/// The large tables a statement reads, each with the name it goes by there.
fn names(sql: &str) -> Vec<(&'static str, String)> {
    let words: Vec<&str> =
        sql.split(|c: char| c.is_whitespace() || "(),;".contains(c)).filter(|word| !word.is_empty()).collect();
    let mut names = Vec::new();
    for (at, word) in words.iter().enumerate().skip(1) {
        let Some(table) = LARGE.iter().find(|table| *table == word) else { continue };
        if !["FROM", "JOIN"].contains(&words[at - 1]) {
            continue;
        }
        let next = words.get(at + 1).copied().unwrap_or_default();
        let alias = next.chars().all(|c| c.is_ascii_lowercase()) && !next.is_empty();
        names.push((*table, if alias { next } else { table }.to_owned()));
    }
    names
}

/// The steps of a plan, those of a sub-query that runs for each row told apart by what they are under.
fn plan(file: &Connection, sql: &str) -> Vec<String> {
    let mut statement =
        file.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap_or_else(|error| panic!("{error}: {sql}"));
    let steps = statement.raw_query().mapped(|row| row.get(3));
    steps.collect::<Result<_, _>>().unwrap()
}

/// The steps that read a large table whole.
fn whole(sql: &str, plan: &[String]) -> Vec<String> {
    let names = names(sql);
    let reads_whole = |step: &&String| {
        let mut words = step.split(' ');
        let (how, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        (how == "SCAN" || step.contains(" AUTOMATIC ")) && names.iter().any(|(_, known)| known == name)
    };
    plan.iter().filter(reads_whole).cloned().collect()
}

/// The file with what the engine knows of the large tables in a file of a hundred thousand donors, or with nothing known
/// of them, as in a new file.
fn as_if(folder: &tempfile::TempDir, large: bool) -> Connection {
    let path = folder.path().join("demo.pledgebook");
    let file = Connection::open(&path).unwrap();
    let known = include_str!("fixtures/large.csv");
    for row in csv::Reader::from_reader(known.as_bytes()).into_records().map(Result::unwrap) {
        file.execute("DELETE FROM sqlite_stat1 WHERE tbl = ?1 AND (idx = ?2 OR ?2 = '')", [&row[0], &row[1]]).unwrap();
        if large {
            file.execute("INSERT INTO sqlite_stat1 VALUES (?1, nullif(?2, ''), ?3)", [&row[0], &row[1], &row[2]])
                .unwrap();
        }
    }
    drop(file);
    // What is known is read when a file is opened.
    let file = Connection::open(&path).unwrap();
    for (name, arguments) in [("fold", 1), ("part_of", 3)] {
        let flags = rusqlite::functions::FunctionFlags::SQLITE_UTF8;
        file.create_scalar_function(name, arguments, flags, |_| Ok(0)).unwrap();
    }
    file
}

fn walk(store: Store) {
    let mut person = Person::at(store, "ana", "en", 200, 50);
    for tab in "123456789".chars() {
        person.press(&tab.to_string());
        for _ in 0..8 {
            person.press("Down Enter");
            person.screen();
            person.press("Esc ]");
            person.screen();
        }
    }
}

fn explain_all(store: &mut Store) {
    let asker = asker("ana", "en");
    store.home(&asker).unwrap();
    let first = |store: &mut Store, kind: Kind| {
        let rows = store.list(&asker, &Query::all(kind), Window { from: 0, limit: 1 }).unwrap();
        rows.records.first().map_or(0, |record| record.id)
    };
    let (donor, gift) = (first(store, Kind::Partner), first(store, Kind::Contribution));
    for info in FIGURES {
        for year in [None, Some(2020)] {
            if info.of != Of::One {
                store.figure(&asker, info.name, year).unwrap();
            }
            if info.of == Of::Either {
                let donor = donor.to_string();
                let of = match info.name {
                    name if name.starts_with("flagship") => "FP1",
                    "reports-on-time" => &donor,
                    _ => "FE",
                };
                store.figure(&asker, &format!("{}:{of}", info.name), year).unwrap();
            }
        }
    }
    for name in [format!("donor:{donor}"), format!("contribution:{gift}"), "fund:FE".to_owned(), "fund:".to_owned()] {
        store.figure(&asker, &name, None).unwrap();
    }
}

/// Lists people open from Home and from the columns of a list.
const LISTS: &[(Kind, &str)] = &[
    (Kind::Instalment, "overdue>0 sort=due"),
    (Kind::Agreement, "late=late sort=expected"),
    (Kind::Agreement, "usd=- amount!=-"),
    (Kind::Agreement, "flagship=FP1"),
    (Kind::Contribution, "agreement!=- early=yes"),
    (Kind::Contribution, "usd=-"),
    (Kind::Contribution, "fund=-"),
    (Kind::Contribution, "sort=-usd"),
];

fn lists(store: &mut Store) {
    let asker = asker("ana", "en");
    for kind in Kind::ALL {
        let query = Query::all(kind);
        store.list(&asker, &query, Window { from: 0, limit: 40 }).unwrap();
        store.count(&asker, &query).unwrap();
    }
    for (kind, text) in LISTS {
        let query = Query::read(*kind, text).unwrap();
        store.list(&asker, &query, Window { from: 0, limit: 40 }).unwrap();
        store.count(&asker, &query).unwrap();
    }
}

#[test]
fn no_query_reads_a_large_table_whole() {
    let folder = tempfile::tempdir().unwrap();
    let run = statements(|| {
        let mut store = demo(&folder);
        explain_all(&mut store);
        lists(&mut store);
        walk(store);
    });
    let asked: Vec<&String> = run.iter().filter(|sql| reads(sql)).collect();
    assert!(asked.len() > 200, "{}", asked.len());
    let mut wrong = BTreeSet::new();
    for large in [false, true] {
        let file = as_if(&folder, large);
        for sql in &asked {
            let plan = plan(&file, sql);
            for step in whole(sql, &plan) {
                if !allowed(&step, sql) {
                    wrong.insert(format!("{step} (large: {large}): {sql}\n    {}", plan.join("\n    ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} plans\n{}", wrong.len(), wrong.into_iter().collect::<Vec<_>>().join("\n\n"));
}
