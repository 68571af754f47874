//! The file as it stood at the end of a past day. Where records were changed or added since, a temporary view of the
//! same name stands in front of the table of their kind, so that every query of lists and figures reads the past as it
//! is. It refuses to be there while anything is written, and writes nothing but temporary tables.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{params, params_from_iter};

use super::money::{SPLIT, names_several};
use super::seat::{Guard, Guards, HIDDEN, hidden_view};
use super::{EPOCH, Store, StoreError, history, record};
use crate::access::Asker;
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};

/// What stands in front of the tables of a connection: a past day, what somebody may not read, or both.
#[derive(Debug)]
pub(super) struct Past {
    /// None: what is recorded now is read, as far as it may be.
    day: Option<Day>,
    /// What is hidden from whoever sits here.
    guards: Guards,
    /// Of the file when it was put up: another number means that somebody saved since.
    data_version: i64,
    /// The tables that have a view in front of them.
    tables: Vec<&'static str>,
    /// How many records were changed or added since the day.
    since: i64,
}

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// The least id that can have been made after a day was over in UTC; ids are ordered by the instant they were made.
fn first_id_after(day: Day) -> Id {
    let epoch = Day::start_of_year(1970);
    let midnight = (i64::from(epoch.days_until(day)) + 1) * DAY;
    (midnight - EPOCH).clamp(0, Id::MAX >> 22) << 22
}

impl Store {
    /// The gate of every read: puts up the past that the asker reads and what hides what they may not, or takes it
    /// down. Reads of a write that is under way see what is.
    pub(super) fn stand(&self, asker: &Asker) -> Result<(), StoreError> {
        if !self.connection.is_autocommit() {
            return Ok(());
        }
        self.read_rights()?;
        let (day, guards) = (asker.as_of, self.guards(asker)?);
        if day.is_none() && guards.is_empty() {
            return self.take_down();
        }
        let version = self.data_version()?;
        let stands =
            |past: &Past| past.day == day && past.guards == guards && (day.is_none() || past.data_version == version);
        if self.past.borrow().as_ref().is_some_and(stands) {
            return Ok(());
        }
        self.take_down()?;
        // One transaction, so that history and records are of one moment; what fails leaves nothing standing.
        self.connection.execute_batch("BEGIN")?;
        let put_up = self.put_up(asker, day, guards).and_then(|past| {
            self.connection.execute_batch("COMMIT")?;
            Ok(past)
        });
        match put_up {
            Ok(past) => {
                self.past.replace(Some(past));
                Ok(())
            }
            Err(error) => {
                self.roll_back();
                Err(error)
            }
        }
    }

    /// Takes the past down; before every write, and for whoever reads what is.
    pub(super) fn take_down(&self) -> Result<(), StoreError> {
        let Some(past) = self.past.take() else { return Ok(()) };
        let drop = |name: &&str| {
            format!("DROP VIEW IF EXISTS {name}; DROP TABLE IF EXISTS then_{name}; DROP TABLE IF EXISTS since_{name};")
                .replace("EXISTS ", "EXISTS temp.")
        };
        let taken_down = self.connection.execute_batch(&past.tables.iter().map(drop).collect::<String>());
        if taken_down.is_err() {
            self.past.replace(Some(past));
        }
        Ok(taken_down?)
    }

    /// Whether a view stands in front of the table of a kind.
    pub(super) fn reads_past(&self, kind: Kind) -> bool {
        self.past.borrow().as_ref().is_some_and(|past| past.tables.contains(&kind.name()))
    }

    /// How many records were changed or added since the day that is read; 0 where what is recorded now is read.
    pub(super) fn changed_since_then(&self) -> i64 {
        self.past.borrow().as_ref().map_or(0, |past| past.since)
    }

    fn put_up(&self, asker: &Asker, day: Option<Day>, guards: Guards) -> Result<Past, StoreError> {
        let data_version = self.data_version()?;
        let mut past = Past { day, guards, data_version, tables: Vec::new(), since: 0 };
        let mut after = day.map(first_id_after);
        if let Some(first) = after
            && !self.changed_after(first)?
        {
            after = None;
        }
        let changed = after.map_or_else(|| Ok(BTreeMap::new()), |after| self.records_changed(after))?;
        let mut views = String::new();
        for kind in Kind::ALL {
            let ids = changed.get(&kind).map_or(&[][..], Vec::as_slice);
            let added = after.map_or(Ok(0), |after| self.added(kind, after))?;
            past.since += added + history::count(ids.len());
            let then = after.filter(|_| added > 0 || !ids.is_empty());
            let guard = past.guards.get(&kind).map(Guard::shows);
            if then.is_some() || guard.is_some() {
                views.push_str(&self.view(asker, kind, ids, then, guard.as_deref())?);
                past.tables.push(kind.name());
            }
        }
        if let Some(hidden) = hidden_view(&past.guards) {
            views.push_str(&hidden);
            past.tables.push(HIDDEN);
        }
        // After the last of them: until here every name means the table of the file.
        self.connection.execute_batch(&views)?;
        self.put_up_all_beside(asker, &mut past, &changed, after)?;
        Ok(past)
    }

    /// What is kept beside records follows from them and is made again from what now stands.
    fn put_up_all_beside(
        &self,
        asker: &Asker,
        past: &mut Past,
        changed: &BTreeMap<Kind, Vec<Id>>,
        after: Option<Id>,
    ) -> Result<(), StoreError> {
        let hides = !past.guards.is_empty();
        let naming: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| names_several(*kind)).collect();
        for (table, kinds) in [("portion", SPLIT), ("mention", naming.as_slice())] {
            let moved = kinds.iter().any(|kind| changed.contains_key(kind)) || self.any_added(kinds, after)?;
            if let Some(after) = after.filter(|_| moved) {
                let owners =
                    kinds.iter().flat_map(|kind| changed.get(kind).into_iter().flatten().map(|id| (*kind, *id)));
                self.put_up_beside(table, asker, &owners.collect::<Vec<_>>(), after, hides)?;
                past.tables.push(table);
            } else if hides {
                self.hide(table, "owner")?;
                past.tables.push(table);
            }
        }
        if hides {
            for (table, column) in [("search", "rowid"), ("change", "record"), ("action", "id")] {
                self.hide(table, column)?;
                past.tables.push(table);
            }
        }
        Ok(())
    }

    fn any_added(&self, kinds: &[Kind], after: Option<Id>) -> Result<bool, StoreError> {
        let Some(after) = after else { return Ok(false) };
        for kind in kinds {
            if self.added(*kind, after)? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Puts a view without what is hidden in front of a table that is no kind of record.
    fn hide(&self, table: &str, column: &str) -> Result<(), StoreError> {
        let names: Vec<String> = self.table_columns(table)?.into_iter().map(|(name, _)| name).collect();
        let (names, hidden) = match table {
            // The columns by which the engine searches and ranks have to be named to be there.
            "search" => ("rowid, folded, search, rank".to_owned(), format!("SELECT id FROM temp.{HIDDEN}")),
            "action" => (
                names.join(", "),
                format!("SELECT c.action FROM main.change c WHERE c.record IN (SELECT id FROM temp.{HIDDEN})"),
            ),
            _ => (names.join(", "), format!("SELECT id FROM temp.{HIDDEN}")),
        };
        let sql =
            format!("CREATE TEMP VIEW {table} AS SELECT {names} FROM main.{table} WHERE {column} NOT IN ({hidden})");
        Ok(self.connection.execute_batch(&sql)?)
    }

    /// Whether the file was there before an id and anything happened from it on. From a file that was not made yet
    /// nobody can have published anything: of days before it, all that is recorded is read.
    fn changed_after(&self, after: Id) -> Result<bool, StoreError> {
        let sql = "SELECT COALESCE((SELECT min(id) FROM action), 0), \
                   max(COALESCE((SELECT max(id) FROM action), 0), COALESCE((SELECT max(record) FROM change), 0))";
        let (made, newest): (Id, Id) =
            self.connection.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(made < after && after <= newest)
    }

    /// The records that were there before an id was made, or have ids of their own, and that actions from it on changed.
    fn records_changed(&self, after: Id) -> Result<BTreeMap<Kind, Vec<Id>>, StoreError> {
        let sql = "SELECT DISTINCT kind, record FROM change WHERE action >= ?1 AND record < ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([after])?;
        let mut changed: BTreeMap<Kind, Vec<Id>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            if let Some(kind) = row.get_ref(0)?.as_str().ok().and_then(Kind::named) {
                changed.entry(kind).or_default().push(row.get(1)?);
            }
        }
        Ok(changed)
    }

    /// How many records of a kind have ids made from `after` on.
    fn added(&self, kind: Kind, after: Id) -> Result<i64, StoreError> {
        let sql = format!("SELECT count(*) FROM main.{} WHERE id >= ?1", kind.name());
        Ok(self.connection.prepare_cached(&sql)?.query_row([after], |row| row.get(0))?)
    }

    /// The view that stands in front of the table of a kind; what it reads besides the table is made here.
    fn view(
        &self,
        asker: &Asker,
        kind: Kind,
        changed: &[Id],
        after: Option<Id>,
        guard: Option<&str>,
    ) -> Result<String, StoreError> {
        let name = kind.name();
        let columns = self.table_columns(name)?;
        let names = columns.iter().map(|(name, _)| format!("t.{name}")).collect::<Vec<_>>().join(", ");
        let mut tests: Vec<String> = guard.into_iter().map(ToOwned::to_owned).collect();
        tests.extend(after.map(|after| format!("t.id < {after}")));
        let view = |tests: &[String]| {
            format!("CREATE TEMP VIEW {name} AS SELECT {names} FROM main.{name} t WHERE {}", tests.join(" AND "))
        };
        let Some(after) = after.filter(|_| !changed.is_empty()) else { return Ok(view(&tests) + ";") };
        self.remember_changed(name, changed)?;
        tests.push(format!("t.id NOT IN (SELECT id FROM temp.since_{name})"));
        if self.put_back(asker, kind, &columns, changed, after)? {
            // Hidden is what is hidden now as well as what was then.
            let guard = guard.map_or_else(String::new, |guard| {
                format!(" WHERE {guard} AND t.id IN (SELECT t.id FROM main.{name} t WHERE {guard})")
            });
            return Ok(format!("{} UNION ALL SELECT {names} FROM temp.then_{name} t{guard};", view(&tests)));
        }
        Ok(view(&tests) + ";")
    }

    /// What is kept beside records, as it follows from them on the day.
    fn put_up_beside(
        &self,
        table: &'static str,
        asker: &Asker,
        owners: &[(Kind, Id)],
        after: Id,
        hides: bool,
    ) -> Result<(), StoreError> {
        let columns = self.table_columns(table)?;
        let names = columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        self.remember_changed(table, &owners.iter().map(|(_, id)| *id).collect::<Vec<_>>())?;
        self.make_then(table, &columns)?;
        for (kind, id) in owners {
            if let Some(record) = self.load(asker, *kind, *id)? {
                let then = format!("temp.then_{table}");
                if table == "portion" {
                    self.add_portions(&then, &record)?;
                } else {
                    self.add_mentions(&then, &record)?;
                }
            }
        }
        self.copy_indexes(table)?;
        let seen = if hides { format!("owner NOT IN (SELECT id FROM temp.{HIDDEN})") } else { "1".to_owned() };
        Ok(self.connection.execute_batch(&format!(
            "CREATE TEMP VIEW {table} AS SELECT {names} FROM main.{table} WHERE owner < {after} AND {seen} \
             AND owner NOT IN (SELECT id FROM temp.since_{table}) UNION ALL SELECT {names} FROM temp.then_{table} \
             WHERE {seen}"
        ))?)
    }

    fn remember_changed(&self, table: &str, changed: &[Id]) -> Result<(), StoreError> {
        self.connection.execute_batch(&format!("CREATE TEMP TABLE since_{table} (id INTEGER PRIMARY KEY)"))?;
        let mut insert = self.connection.prepare(&format!("INSERT INTO temp.since_{table} (id) VALUES (?1)"))?;
        for id in changed {
            insert.execute([id])?;
        }
        Ok(())
    }

    /// Makes the table of the records of a kind as they stood, with the indexes of the kind; whether there is any.
    fn put_back(
        &self,
        asker: &Asker,
        kind: Kind,
        columns: &[(String, String)],
        changed: &[Id],
        after: Id,
    ) -> Result<bool, StoreError> {
        let table = kind.name();
        self.make_then(table, columns)?;
        let kept = record::columns(kind);
        let marks = vec!["?"; kept.len() + 3].join(", ");
        let insert =
            format!("INSERT INTO temp.then_{table} (id, version, deleted, {}) VALUES ({marks})", kept.join(", "));
        let mut insert = self.connection.prepare(&insert)?;
        let mut any = false;
        for id in changed {
            let Some(record) = self.as_it_stood(asker, kind, *id, after)? else { continue };
            let head = [record.id, record.version, i64::from(record.deleted)].map(Value::Integer);
            insert.execute(params_from_iter(head.into_iter().chain(record::values(&record))))?;
            any = true;
        }
        self.copy_indexes(table)?;
        Ok(any)
    }

    /// An empty table with the columns of another; an id is its key.
    fn make_then(&self, table: &str, columns: &[(String, String)]) -> Result<(), StoreError> {
        let key = |name: &str| if name == "id" { " PRIMARY KEY" } else { "" };
        let declared: Vec<String> = columns.iter().map(|(name, of)| format!("{name} {of}{}", key(name))).collect();
        Ok(self.connection.execute_batch(&format!("CREATE TEMP TABLE then_{table} ({})", declared.join(", ")))?)
    }

    /// A record before the actions from `after` on, which are taken back last first; none when it was not there yet.
    pub(super) fn as_it_stood(
        &self,
        asker: &Asker,
        kind: Kind,
        id: Id,
        after: Id,
    ) -> Result<Option<Record>, StoreError> {
        let Some(mut record) = self.load(asker, kind, id)? else { return Ok(None) };
        let sql = "SELECT op, fields FROM change WHERE record = ?1 AND action >= ?2 AND kind = ?3 \
                   ORDER BY action DESC, seq DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![id, after, kind.name()])?;
        while let Some(row) = rows.next()? {
            match row.get_ref(0)?.as_str().unwrap_or_default() {
                "add" => return Ok(None),
                "delete" => record.deleted = false,
                "restore" => record.deleted = true,
                _ => {
                    for edit in history::read_fields(kind, row.get_ref(1)?.as_str().unwrap_or_default()) {
                        record.put(edit.field, edit.from);
                    }
                }
            }
            record.version -= 1;
        }
        Ok(Some(record))
    }

    /// The columns of a table of the file with their types, the id first.
    fn table_columns(&self, table: &str) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "SELECT name, type FROM pragma_table_info(?1, 'main') ORDER BY cid";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    /// Both halves of a view are read by the same paths.
    fn copy_indexes(&self, table: &str) -> Result<(), StoreError> {
        let sql = "SELECT name, substr(sql, instr(sql, '(')) FROM main.sqlite_schema \
                   WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let indexes: Vec<(String, String)> =
            statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        for (name, rest) in indexes {
            self.connection.execute_batch(&format!("CREATE INDEX temp.then_{name} ON then_{table} {rest}"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::super::Clock;
    use super::*;
    use crate::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
    use crate::domain::query::{Query, Window};

    /// The first instant of 1 March 2021, UTC.
    const MADE: i64 = 1_614_556_800_000;

    fn asker(as_of: Option<&str>) -> Asker {
        let as_of = as_of.and_then(Day::parse_iso);
        Asker { who: "ana".to_owned(), lang: "en", today: Day::new(2021, 3, 9).unwrap(), as_of }
    }

    fn apply(store: &mut Store, kind: Kind, id: Id, version: i64, op: Op) {
        let changes = vec![Change { kind, id, version, op }];
        let saved = store.apply(&asker(None), &Action { origin: Origin::Form, title: String::new(), changes }).unwrap();
        assert!(matches!(saved, Saved::Done { .. }), "{saved:?}");
    }

    /// The demo, made on 1 March; on 5 March a gift and its donor were changed.
    fn changed_demo(folder: &tempfile::TempDir) -> Store {
        let now = Arc::new(AtomicI64::new(MADE));
        let hands = now.clone();
        let clock: Clock = Arc::new(move || hands.fetch_add(1, Ordering::Relaxed));
        let mut store = Store::create(&folder.path().join("past.pledgebook"), clock).unwrap();
        store.fill_demo("ana").unwrap();
        now.store(MADE + 4 * DAY, Ordering::Relaxed);
        for kind in [Kind::Contribution, Kind::Partner] {
            let rows = store.list(&asker(None), &Query::all(kind), Window { from: 0, limit: 1 }).unwrap();
            let record = &rows.records[0];
            let notes = FieldChange { field: "notes", from: String::new(), to: "seen".to_owned() };
            apply(&mut store, kind, record.id, record.version, Op::Edit(vec![notes]));
        }
        store
    }

    fn temporary(store: &Store) -> i64 {
        store.connection.query_row("SELECT count(*) FROM temp.sqlite_schema", [], |row| row.get(0)).unwrap()
    }

    fn plan(store: &Store, sql: &str) -> Vec<String> {
        let mut statement = store.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        statement.query_map([], |row| row.get(3)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// A computed column as a list asks for it.
    fn extra(kind: Kind, name: &str) -> String {
        let sql = super::super::extras::sql(kind, name).unwrap().replace("= t.id", "= 7");
        let sql = sql.replace(":year", "2020").replace(":known", "'2021-03-04'").replace(":day", "'2021-03-04'");
        format!("SELECT {sql} FROM {} t WHERE t.id = 7", kind.name())
    }

    #[test]
    fn ids_made_before_midnight_are_of_the_day() {
        let midnight = MADE + DAY;
        let after = first_id_after(Day::new(2021, 3, 1).unwrap());
        assert!(super::super::Ids::new().next(midnight - 1) < after);
        assert!(super::super::Ids::new().next(midnight) >= after);
        assert_eq!(first_id_after(Day::new(2019, 12, 30).unwrap()), 0);
        assert!(first_id_after(Day::new(9999, 12, 31).unwrap()) > after);
    }

    /// Public functions of the store that are asked by somebody and do not pass the gate themselves: they write, or
    /// read what is the person's own, are only for whoever looks after the file, or leave reading to others that pass it.
    const NOT_GATED: &[&str] = &[
        "action",
        "action_changes",
        "action_count",
        "actions",
        "apply",
        "audit<E: From<StoreError>>",
        "candidate",
        "draft_of",
        "drafts",
        "drop_place",
        "drop_view",
        "end_capture",
        "fill",
        "fill_rates",
        "keep_codes",
        "keep_draft",
        "keep_place",
        "keep_view",
        "left_off",
        "merge",
        "prefer",
        "read_value",
        "record_history",
        "redo",
        "remember_recipe",
        "restore",
        "server_status",
        "undo",
        "undo_action",
        "views",
    ];

    #[test]
    fn every_read_passes_the_gate() {
        let mut wrong = Vec::new();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
        for folder in [folder.join("figures"), folder] {
            for file in
                std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file())
            {
                let text = std::fs::read_to_string(&file).unwrap();
                for function in text.split("\n    pub fn ").skip(1) {
                    let function = function.split("\n    }\n").next().unwrap_or_default();
                    let (name, rest) = function.split_once('(').unwrap();
                    let asked = rest
                        .split('{')
                        .next()
                        .is_some_and(|head| head.contains("self") && head.contains("asker: &Asker"));
                    if asked && !rest.contains("self.stand(") && !NOT_GATED.contains(&name) {
                        wrong.push(format!("{}: {name}", file.display()));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "without self.stand(asker):\n{}", wrong.join("\n"));
    }

    #[test]
    fn nothing_is_put_up_where_nothing_was_changed_since_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = changed_demo(&folder);
        for day in [None, Some("2021-03-05"), Some("2021-12-31"), Some("2021-02-28"), Some("2019-12-31")] {
            store.home(&asker(day)).unwrap();
            assert_eq!(temporary(&store), 0, "{day:?}");
        }
        store.home(&asker(Some("2021-03-04"))).unwrap();
        let standing = temporary(&store);
        assert!(standing > 0);
        store.home(&asker(Some("2021-03-01"))).unwrap();
        assert_eq!(temporary(&store), standing);
        let fields = vec![("name", "Norge".to_owned())];
        apply(&mut store, Kind::Partner, 0, 0, Op::Add(fields));
        assert_eq!(temporary(&store), 0);
        store.home(&asker(Some("2021-03-04"))).unwrap();
        store.home(&asker(None)).unwrap();
        assert_eq!(temporary(&store), 0);
    }

    #[test]
    fn the_past_is_read_by_the_indexes_of_the_present() {
        let folder = tempfile::tempdir().unwrap();
        let store = changed_demo(&folder);
        store.stand(&asker(Some("2021-03-04"))).unwrap();
        let money = "FROM contribution c WHERE c.deleted = 0 AND";
        for (sql, index) in [
            (format!("SELECT sum(c.usd) {money} c.year = 2020 AND c.known <= '2021-03-04'"), "contribution_year"),
            (format!("SELECT sum(c.usd) {money} c.partner = 7 AND c.year = 2020"), "contribution_partner"),
            (format!("SELECT c.fund, c.partner, c.usd {money} c.year BETWEEN 2019 AND 2020"), "contribution_year"),
            (format!("SELECT count(*) {money} c.usd IS NULL"), "contribution_usd"),
            (format!("SELECT c.received, c.id {money} 1 = 1 ORDER BY c.received, c.id"), "contribution_received"),
            ("SELECT p.folded, p.id FROM partner p WHERE p.deleted = 0 ORDER BY p.folded, p.id".to_owned(), "partner_folded"),
            ("SELECT p.name FROM contribution c JOIN partner p ON p.id = c.partner WHERE c.deleted = 0 AND c.year = 2020".to_owned(), "contribution_year"),
            ("SELECT t.name FROM partner t WHERE t.id = 7".to_owned(), "PRIMARY KEY"),
            (extra(Kind::Country, "total"), "contribution_partner"),
            (extra(Kind::FocalPoint, "this_year"), "contribution_partner"),
        ] {
            let plan = plan(&store, &sql);
            for half in [index.to_owned(), format!("then_{index}").replace("then_PRIMARY", "PRIMARY")] {
                assert!(plan.iter().any(|step| step.ends_with(&half) || step.contains(&format!("{half} "))), "{half}: {sql}\n{}", plan.join("\n"));
            }
            let sorted = plan.iter().any(|step| step.contains("TEMP B-TREE"));
            assert!(!sorted, "{sql}\n{}", plan.join("\n"));
        }
    }
}
