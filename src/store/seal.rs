//! The chain of seals: each transaction that writes history leaves a hash of what it wrote and of the seal before, so
//! that a change behind the program's back shows. It refuses to mend anything: what is broken is found and named.

use std::collections::HashMap;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{OptionalExtension, Row, params};
use sha2::{Digest as _, Sha256};

use super::apply::Writing;
use super::money::{SPLIT, names_several};
use super::seed::maker;
use super::{Store, StoreError, record};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;

/// What a record held when it was saved: the first half of a SHA-256 of its columns.
pub(super) type Digest = [u8; 16];

/// The hash of a seal; of nothing before the first.
type Hash = [u8; 32];

/// Most broken places that are told.
const MOST: usize = 20;

/// A place where history or a record is not what was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The kind and id of the record concerned, where it is one record.
    pub record: Option<(Kind, Id)>,
    pub say: Say,
}

/// What a look at the whole chain found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// How many seals there are.
    pub seals: i64,
    /// The last seal in hexadecimal; whoever notes it down can ask for it later.
    pub head: String,
    /// Actions of before the chain began, sealed as they were then.
    pub before: i64,
    /// Records held against what was last saved of them.
    pub records: i64,
    /// The first places that are not as they were sealed.
    pub broken: Vec<Broken>,
}

impl Chain {
    fn tell(&mut self, record: Option<(Kind, Id)>, say: Say) {
        if self.broken.len() < MOST {
            self.broken.push(Broken { record, say });
        }
    }
}

/// What was written of an action since its last seal.
#[derive(Clone, Debug, Default)]
pub(super) struct Unsealed {
    hash: Sha256,
    /// The change it begins with.
    from: i64,
}

/// One row of history as it is hashed.
pub(super) struct ChangeRow<'a> {
    pub seq: i64,
    pub kind: &'a str,
    pub record: Id,
    pub op: &'a str,
    pub fields: &'a str,
    pub digest: Option<&'a [u8]>,
}

impl Unsealed {
    /// Takes in a row of history that was written.
    pub fn take(&mut self, row: &ChangeRow<'_>) {
        number(&mut self.hash, row.seq);
        text(&mut self.hash, Some(row.kind.as_bytes()));
        number(&mut self.hash, row.record);
        text(&mut self.hash, Some(row.op.as_bytes()));
        text(&mut self.hash, Some(row.fields.as_bytes()));
        text(&mut self.hash, row.digest);
    }
}

fn number(hash: &mut Sha256, number: i64) {
    hash.update(number.to_le_bytes());
}

/// With its length before it, so that no two rows read alike; what is not there has a length of its own.
fn text(hash: &mut Sha256, bytes: Option<&[u8]>) {
    let length = bytes.map_or(u64::MAX, |bytes| bytes.len() as u64);
    hash.update(length.to_le_bytes());
    hash.update(bytes.unwrap_or_default());
}

/// The digest of a record by the values of its columns, `folded` first, which only says how search sees it.
pub(super) fn digest(record: &Record, values: &[Value]) -> Digest {
    let columns = record::columns(record.kind);
    let pairs = columns.iter().zip(values).skip(1).map(|(name, value)| (*name, ValueRef::from(value)));
    digest_of(record.kind, record.id, record.version, record.deleted, pairs)
}

fn digest_of<'v>(
    kind: Kind,
    id: Id,
    version: i64,
    deleted: bool,
    columns: impl Iterator<Item = (&'static str, ValueRef<'v>)>,
) -> Digest {
    let mut hash = Sha256::new();
    text(&mut hash, Some(kind.name().as_bytes()));
    for each in [id, version, i64::from(deleted)] {
        number(&mut hash, each);
    }
    // A column that is empty says nothing, so that one a later release adds changes no digest.
    for (name, value) in columns {
        match value {
            ValueRef::Null => {}
            ValueRef::Integer(value) => {
                text(&mut hash, Some(name.as_bytes()));
                number(&mut hash, value);
            }
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                text(&mut hash, Some(name.as_bytes()));
                text(&mut hash, Some(bytes));
            }
            ValueRef::Real(value) => {
                text(&mut hash, Some(name.as_bytes()));
                hash.update(value.to_le_bytes());
            }
        }
    }
    let mut half = [0; 16];
    half.copy_from_slice(&hash.finalize()[..16]);
    half
}

/// The columns of a kind as `digest_of_row` reads them.
fn digest_columns(kind: Kind) -> Vec<&'static str> {
    record::columns(kind).into_iter().skip(1).collect()
}

fn digest_of_row(kind: Kind, columns: &[&'static str], row: &Row<'_>) -> rusqlite::Result<(Id, Digest)> {
    let (id, version, deleted): (Id, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let values: Vec<ValueRef<'_>> = (0..columns.len()).map(|at| row.get_ref(at + 3)).collect::<Result<_, _>>()?;
    Ok((id, digest_of(kind, id, version, deleted != 0, columns.iter().copied().zip(values))))
}

fn select_for_digest(kind: Kind) -> (Vec<&'static str>, String) {
    let columns = digest_columns(kind);
    let sql = format!("SELECT id, version, deleted, {} FROM main.{} ORDER BY id", columns.join(", "), kind.name());
    (columns, sql)
}

const ACTION: &str = "SELECT id, at, who, origin, title, undoes, address FROM action";

/// Takes a row of `ACTION` into a hash: everything that never changes after the action ended.
fn take_action(hash: &mut Sha256, row: &Row<'_>) -> rusqlite::Result<()> {
    number(hash, row.get(0)?);
    for at in 1..5 {
        text(hash, Some(row.get_ref(at)?.as_bytes()?));
    }
    text(hash, row.get::<_, Option<i64>>(5)?.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice));
    text(hash, row.get_ref(6)?.as_bytes_or_null()?);
    Ok(())
}

const CHANGE: &str = "SELECT seq, kind, record, op, fields, digest FROM change";

fn change_row<'r>(row: &'r Row<'_>) -> rusqlite::Result<ChangeRow<'r>> {
    Ok(ChangeRow {
        seq: row.get(0)?,
        kind: row.get_ref(1)?.as_str()?,
        record: row.get(2)?,
        op: row.get_ref(3)?.as_str()?,
        fields: row.get_ref(4)?.as_str()?,
        digest: row.get_ref(5)?.as_bytes_or_null()?,
    })
}

/// A seal as it is kept.
struct Seal {
    id: i64,
    action: Id,
    /// The changes of the action it covers; none: the whole of history of before the chain.
    changes: Option<(i64, i64)>,
    hash: Vec<u8>,
}

fn seal(row: &Row<'_>) -> rusqlite::Result<Seal> {
    let (from, to): (Option<i64>, Option<i64>) = (row.get(2)?, row.get(3)?);
    Ok(Seal { id: row.get(0)?, action: row.get(1)?, changes: from.zip(to), hash: row.get(4)? })
}

/// The hash of a seal over its place, the seal before, its action and the hash of its changes.
fn sealed(id: i64, before: &[u8], action: &Sha256, changes: Option<(i64, i64)>, contents: Sha256) -> Hash {
    let mut hash = Sha256::new();
    text(&mut hash, Some(b"pledgebook seal 1"));
    number(&mut hash, id);
    text(&mut hash, Some(before));
    hash.update(action.clone().finalize());
    let (from, to) = changes.unwrap_or((-1, -1));
    number(&mut hash, from);
    number(&mut hash, to);
    hash.update(contents.finalize());
    hash.finalize().into()
}

/// The kinds that name several records in one field.
fn naming() -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|kind| names_several(*kind)).collect()
}

/// Bytes in lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |text, byte| text + &format!("{byte:02x}"))
}

impl Store {
    /// Seals what was written of an action since its last seal, in the transaction that wrote it.
    pub(super) fn seal(&self, writing: &mut Writing) -> Result<(), StoreError> {
        let changes = (writing.unsealed.from, writing.seq());
        let contents = std::mem::take(&mut writing.unsealed).hash;
        writing.unsealed.from = changes.1;
        let last = self.last_seal()?;
        let (id, before) = match last {
            Some((id, hash)) => (id + 1, hash),
            None => self.begin_chain(writing.action)?,
        };
        let action = self.action_hash(writing.action)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let hash = sealed(id, &before, &action, Some(changes), contents);
        self.put_seal(id, writing.action, Some(changes), &hash)
    }

    fn put_seal(&self, id: i64, action: Id, changes: Option<(i64, i64)>, hash: &Hash) -> Result<(), StoreError> {
        let sql = "INSERT INTO seal (id, action, from_seq, to_seq, hash) VALUES (?1, ?2, ?3, ?4, ?5)";
        let (from, to) = (changes.map(|(from, _)| from), changes.map(|(_, to)| to));
        self.connection.prepare_cached(sql)?.execute(params![id, action, from, to, hash.as_slice()])?;
        Ok(())
    }

    fn last_seal(&self) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
        let sql = "SELECT id, hash FROM main.seal ORDER BY id DESC LIMIT 1";
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(self.connection.prepare_cached(sql)?.query_row([], row).optional()?)
    }

    fn action_hash(&self, action: Id) -> Result<Option<Sha256>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!("{ACTION} WHERE id = ?1"))?;
        let mut rows = statement.query([action])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let mut hash = Sha256::new();
        take_action(&mut hash, row)?;
        Ok(Some(hash))
    }

    /// Begins the chain in a file that has none: what history there was before `first` is sealed as it is, and each
    /// record with it. Gives the place and the seal before that of `first`.
    fn begin_chain(&self, first: Id) -> Result<(i64, Vec<u8>), StoreError> {
        let sql = "SELECT max(id) FROM action WHERE id < ?1";
        let earlier: Option<Id> = self.connection.query_row(sql, [first], |row| row.get(0))?;
        let Some(earlier) = earlier else { return Ok((1, Vec::new())) };
        self.keep_digests()?;
        let (actions, contents) = self.before_the_chain(earlier)?;
        let hash = sealed(1, &[], &actions, None, contents);
        self.put_seal(1, earlier, None, &hash)?;
        Ok((2, hash.to_vec()))
    }

    /// Keeps what each record holds with its last row of history.
    fn keep_digests(&self) -> Result<(), StoreError> {
        let mut keep = self.connection.prepare(
            "UPDATE change SET digest = ?1 WHERE (action, seq) = \
             (SELECT action, seq FROM change WHERE record = ?2 ORDER BY action DESC, seq DESC LIMIT 1)",
        )?;
        for kind in Kind::ALL {
            let (columns, sql) = select_for_digest(kind);
            let mut statement = self.connection.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (id, digest) = digest_of_row(kind, &columns, row)?;
                keep.execute(params![digest.as_slice(), id])?;
            }
        }
        Ok(())
    }

    /// The hashes of the actions up to one that have no seal of their own, and of their changes.
    fn before_the_chain(&self, last: Id) -> Result<(Sha256, Sha256), StoreError> {
        let without = |action: &str| {
            format!(
                "{action} <= ?1 AND NOT EXISTS \
                 (SELECT 1 FROM seal s WHERE s.action = {action} AND s.from_seq IS NOT NULL)"
            )
        };
        let mut actions = Sha256::new();
        let mut statement = self.connection.prepare(&format!("{ACTION} WHERE {} ORDER BY id", without("action.id")))?;
        let mut rows = statement.query([last])?;
        while let Some(row) = rows.next()? {
            take_action(&mut actions, row)?;
        }
        let mut changes = Unsealed::default();
        let sql = format!("{CHANGE} WHERE {} ORDER BY action, seq", without("change.action"));
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([last])?;
        while let Some(row) = rows.next()? {
            changes.take(&change_row(row)?);
        }
        Ok((actions, changes.hash))
    }

    /// Looks at every seal, every action, every row of history and every record, and says what is not as it was sealed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn check_chain(&self) -> Result<Chain, StoreError> {
        self.owner_only()?;
        self.take_down()?;
        // One transaction, so that everything looked at is of one moment.
        self.connection.execute_batch("BEGIN")?;
        let checked = self.check_chain_inside();
        self.connection.execute_batch("COMMIT")?;
        checked
    }

    fn check_chain_inside(&self) -> Result<Chain, StoreError> {
        let mut chain = Chain::default();
        self.check_seals(&mut chain)?;
        self.check_covered(&mut chain)?;
        self.check_marks(&mut chain)?;
        for kind in Kind::ALL {
            self.check_records(kind, &mut chain)?;
        }
        for (table, kinds) in [("portion", SPLIT.to_vec()), ("mention", naming())] {
            self.check_beside(table, &kinds, &mut chain)?;
        }
        Ok(chain)
    }

    fn check_seals(&self, chain: &mut Chain) -> Result<(), StoreError> {
        let mut statement =
            self.connection.prepare("SELECT id, action, from_seq, to_seq, hash FROM seal ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut before: Vec<u8> = Vec::new();
        let mut covered: HashMap<Id, i64> = HashMap::new();
        while let Some(row) = rows.next()? {
            let seal = seal(row)?;
            chain.seals += 1;
            if seal.id != chain.seals {
                chain.tell(None, Say::new("seal-missing").with("seal", chain.seals));
                chain.seals = seal.id;
            }
            self.check_seal(&seal, &before, &mut covered, chain)?;
            before = seal.hash;
        }
        chain.head = hex(&before);
        Ok(())
    }

    fn check_seal(
        &self,
        seal: &Seal,
        before: &[u8],
        covered: &mut HashMap<Id, i64>,
        chain: &mut Chain,
    ) -> Result<(), StoreError> {
        let told = |key| Say::new(key).with("seal", seal.id).with("action", seal.action);
        let Some((from, to)) = seal.changes else {
            let (actions, contents) = self.before_the_chain(seal.action)?;
            let sql = "SELECT count(*) FROM action a WHERE a.id <= ?1 AND NOT EXISTS \
                       (SELECT 1 FROM seal s WHERE s.action = a.id AND s.from_seq IS NOT NULL)";
            chain.before = self.connection.query_row(sql, [seal.action], |row| row.get(0))?;
            if seal.id != 1 || sealed(seal.id, before, &actions, None, contents)[..] != seal.hash {
                chain.tell(None, told("seal-broken-before"));
            }
            return Ok(());
        };
        let Some(action) = self.action_hash(seal.action)? else {
            chain.tell(None, told("seal-no-action"));
            return Ok(());
        };
        let contents = self.contents(seal.action, from, to, chain)?;
        let expected = covered.insert(seal.action, to).unwrap_or(0);
        if expected != from || sealed(seal.id, before, &action, Some((from, to)), contents)[..] != seal.hash {
            chain.tell(None, self.where_broken(seal.action, told("seal-broken"))?);
        }
        Ok(())
    }

    /// The hash of some changes of an action as they stand; what they added and is gone is told on the way.
    fn contents(&self, action: Id, from: i64, to: i64, chain: &mut Chain) -> Result<Sha256, StoreError> {
        let mut changes = Unsealed::default();
        let sql = format!("{CHANGE} WHERE action = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([action, from, to])?;
        while let Some(row) = rows.next()? {
            let row = change_row(row)?;
            changes.take(&row);
            if row.op == "add"
                && let Some(kind) = Kind::named(row.kind)
            {
                let sql = format!("SELECT 1 FROM main.{} WHERE id = ?1", kind.name());
                if !self.connection.prepare_cached(&sql)?.exists([row.record])? {
                    chain.tell(Some((kind, row.record)), Say::new("seal-record-gone"));
                }
            }
        }
        Ok(changes.hash)
    }

    /// Says when and by whom the broken action is said to have been.
    fn where_broken(&self, action: Id, say: Say) -> Result<Say, StoreError> {
        let sql = "SELECT at, who, title FROM action WHERE id = ?1";
        let row = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?));
        let found = self.connection.prepare_cached(sql)?.query_row([action], row).optional()?;
        let (at, who, title) = found.unwrap_or_default();
        Ok(say.with("at", at).with("who", who).with("title", title))
    }

    /// Actions and changes that no seal covers.
    fn check_covered(&self, chain: &mut Chain) -> Result<(), StoreError> {
        let begun = "COALESCE((SELECT max(action) FROM seal WHERE from_seq IS NULL), 0)";
        let asked = [
            (
                "seal-not-sealed",
                format!(
                    "SELECT a.id FROM action a WHERE a.id > {begun} AND NOT EXISTS \
                     (SELECT 1 FROM seal s WHERE s.action = a.id) ORDER BY a.id LIMIT {MOST}"
                ),
            ),
            (
                "seal-changes-beyond",
                format!(
                    "SELECT a.id FROM action a WHERE a.id > {begun} AND (a.records <> \
                     (SELECT COALESCE(max(s.to_seq), a.records) FROM seal s WHERE s.action = a.id) OR EXISTS \
                     (SELECT 1 FROM change c WHERE c.action = a.id AND (c.seq >= a.records OR c.seq < 0))) \
                     ORDER BY a.id LIMIT {MOST}"
                ),
            ),
        ];
        for (key, sql) in asked {
            self.tell_actions(key, &sql, chain)?;
        }
        Ok(())
    }

    /// Marks of what was taken back follow from who takes back what.
    fn check_marks(&self, chain: &mut Chain) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT a.id FROM action a WHERE a.undone_by IS NOT \
             (SELECT max(u.id) FROM action u WHERE u.undoes = a.id AND u.undone_by IS NULL) ORDER BY a.id LIMIT {MOST}"
        );
        self.tell_actions("seal-mark", &sql, chain)
    }

    fn tell_actions(&self, key: &'static str, sql: &str, chain: &mut Chain) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare(sql)?;
        let found: Vec<Id> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for action in found {
            let say = self.where_broken(action, Say::new(key).with("action", action))?;
            chain.tell(None, say);
        }
        Ok(())
    }

    /// Holds each record of a kind against what was last saved of it.
    fn check_records(&self, kind: Kind, chain: &mut Chain) -> Result<(), StoreError> {
        let (columns, sql) = select_for_digest(kind);
        let mut statement = self.connection.prepare(&sql)?;
        let mut last = self.connection.prepare(
            "SELECT c.digest, a.at, a.who FROM change c JOIN action a ON a.id = c.action \
             WHERE c.record = ?1 ORDER BY c.action DESC, c.seq DESC LIMIT 1",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, now) = digest_of_row(kind, &columns, row)?;
            chain.records += 1;
            let mut saved = last.query([id])?;
            let Some(saved) = saved.next()? else {
                chain.tell(Some((kind, id)), Say::new("seal-record-unknown"));
                continue;
            };
            let kept: Option<Vec<u8>> = saved.get(0)?;
            if kept.as_deref() != Some(now.as_slice()) {
                let (at, who): (String, String) = (saved.get(1)?, saved.get(2)?);
                chain.tell(Some((kind, id)), Say::new("seal-record-changed").with("at", at).with("who", who));
            }
        }
        Ok(())
    }

    /// What is kept beside records follows from them, and figures add it up: made again from the records it is the same.
    fn check_beside(&self, table: &str, kinds: &[Kind], chain: &mut Chain) -> Result<(), StoreError> {
        let again = format!("temp.again_{table}");
        let unique = if table == "mention" {
            format!("CREATE UNIQUE INDEX {again}_key ON again_{table} (target, owner)")
        } else {
            String::new()
        };
        self.connection.execute_batch(&format!(
            "DROP TABLE IF EXISTS {again}; CREATE TABLE {again} AS SELECT * FROM main.{table} WHERE 0; {unique}"
        ))?;
        let asker = maker();
        for kind in kinds {
            let ids = format!("SELECT id FROM main.{}", kind.name());
            let mut ids = self.connection.prepare(&ids)?;
            let mut ids = ids.query([])?;
            while let Some(row) = ids.next()? {
                if let Some(record) = self.load(&asker, *kind, row.get(0)?)? {
                    if table == "portion" {
                        self.add_portions(&again, &record)?;
                    } else {
                        self.add_mentions(&again, &record)?;
                    }
                }
            }
        }
        self.compare_beside(table, &again, chain)?;
        Ok(self.connection.execute_batch(&format!("DROP TABLE {again}"))?)
    }

    fn compare_beside(&self, table: &str, again: &str, chain: &mut Chain) -> Result<(), StoreError> {
        let differ =
            |one: &str, other: &str| format!("SELECT * FROM (SELECT * FROM {one} EXCEPT SELECT * FROM {other})");
        let there = format!("main.{table}");
        let sql = format!(
            "SELECT DISTINCT d.owner, (SELECT c.kind FROM main.change c WHERE c.record = d.owner LIMIT 1) \
             FROM ({} UNION ALL {}) d ORDER BY d.owner LIMIT {MOST}",
            differ(&there, again),
            differ(again, &there)
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (owner, kind): (Id, Option<String>) = (row.get(0)?, row.get(1)?);
            let record = kind.and_then(|kind| Kind::named(&kind)).map(|kind| (kind, owner));
            chain.tell(record, Say::new("seal-beside").with("owner", owner));
        }
        Ok(())
    }

    /// Whether a seal somebody noted down, or its first digits, is still in the chain.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_seal(&self, noted: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM main.seal WHERE lower(hex(hash)) LIKE lower(?1) || '%' LIMIT 1";
        Ok(self.connection.prepare(sql)?.exists([noted.trim()])?)
    }

    /// The last seal in hexadecimal; empty in a file without any.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_seal(&self) -> Result<String, StoreError> {
        Ok(self.last_seal()?.map(|(_, hash)| hex(&hash)).unwrap_or_default())
    }
}
