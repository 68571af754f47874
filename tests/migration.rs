//! Files of earlier schemas open: migrated after a backup, with the shipped rows they did not have, and the same tables
//! as a new file.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use pledgebook::store::{Opened, SCHEMA_VERSION, Store};
use rusqlite::Connection;

/// A file as the first schema made it, with a donor, a gift and rows of reference data, and their history.
pub fn first_schema(path: &Path) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(include_str!("fixtures/schema-1.sql")).unwrap();
    connection
        .execute_batch(
            "INSERT INTO earmarking (id, version, code, name_en) VALUES (327681, 1, 'SOFT', 'Softly earmarked');
             INSERT INTO partner (id, version, folded, name) VALUES (900000, 1, 'norway', 'Norway');
             INSERT INTO contribution (id, version, partner, received, amount, currency, usd, year, known)
             VALUES (900001, 1, 900000, '2020', 5000, 'USD', 5000, 2020, '2020-12-31');
             INSERT INTO action (id, at, who, origin, title, records)
             VALUES (910000, '2020-11-20T09:00:00Z', 'ana', 'import', 'gifts.csv', 3);
             INSERT INTO change (action, seq, kind, record, op, fields)
             VALUES (910000, 0, 'earmarking', 327681, 'add', ''), (910000, 1, 'partner', 900000, 'add', ''),
                    (910000, 2, 'contribution', 900001, 'add', '');
             PRAGMA application_id = 1347176258; PRAGMA user_version = 1;",
        )
        .unwrap();
}

/// Every table and index with its columns, as the engine sees them.
fn shape(path: &Path) -> BTreeMap<String, Vec<String>> {
    let connection = Connection::open(path).unwrap();
    let mut names = connection.prepare("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").unwrap();
    let names: Vec<(String, String)> =
        names.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let mut shape = BTreeMap::new();
    for (kind, name) in names {
        let pragma = if kind == "index" { "index_xinfo" } else { "table_info" };
        let mut columns = connection.prepare(&format!("SELECT name, * FROM pragma_{pragma}('{name}')")).unwrap();
        let columns = columns.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
        let mut columns: Vec<String> = columns.map(|name| name.unwrap().unwrap_or_default()).collect();
        if kind == "table" {
            columns.sort_unstable();
        }
        shape.insert(format!("{kind} {name}"), columns);
    }
    shape
}

#[test]
fn a_file_of_the_first_schema_becomes_one_of_today() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.pledgebook"), folder.path().join("new.pledgebook"));
    first_schema(&old);
    let clock: pledgebook::store::Clock = Arc::new(|| 1_606_000_000_000);
    let (store, opened) = Store::open(&old, Arc::clone(&clock)).unwrap();
    let Opened::Migrated { from: 1, backup } = opened else { panic!("{opened:?}") };
    assert!(backup.exists());
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
    drop(store);
    drop(Store::create(&new, clock).unwrap());
    assert_eq!(shape(&old), shape(&new));
    // The check of what was done is the new one, and holds.
    let migrated = Connection::open(&old).unwrap();
    let sql = "SELECT sql FROM sqlite_schema WHERE name = 'change'";
    let table: String = migrated.query_row(sql, [], |row| row.get(0)).unwrap();
    assert!(table.contains("op = 'add' OR op = 'edit'") && !table.contains("op IN"), "{table}");
    let wrong = "INSERT INTO change (action, seq, kind, record, op, fields) SELECT id, 9, 'fund', 1, 'forget', '{}' FROM action";
    assert!(migrated.execute(wrong, []).unwrap_err().to_string().contains("CHECK constraint failed"));
    drop(migrated);
    let connection = Connection::open(&old).unwrap();
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(one("PRAGMA user_version"), SCHEMA_VERSION);
    assert_eq!(one("SELECT count(*) FROM stage"), 6);
    assert_eq!(one("SELECT tightness FROM earmarking WHERE code = 'SOFT'"), 1);
    assert_eq!(one("SELECT count(*) FROM earmarking"), 1, "rows people keep are left as they are");
    assert_eq!(one("SELECT usd FROM contribution"), 5000);
}
