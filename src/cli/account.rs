//! `account` and `session`: who reaches a shared file, the lines by which OpenSSH knows them, and their way in. A session
//! is told its account by the forced command alone: it takes no command, no path and no name from whoever logs in.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde_json::json;

use super::{Account, Answer, Outcome, Screens, Session, Stop, parse};
use crate::access::{Imports, PublicKey};
use crate::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use crate::domain::kind::Kind;
use crate::domain::query::{Query, Test, Window};
use crate::domain::record::Record;
use crate::domain::say::Say;
use crate::locale::Locale;
use crate::store::{Store, StoreError};
use crate::worker::Places;

/// What can be done with accounts.
const DEEDS: [&str; 7] = ["add", "list", "role", "suspend", "resume", "key", "authorized-keys"];
/// More accounts than any office has.
const ALL: Window = Window { from: 0, limit: 100_000 };

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(
            parse::wanted(locale, "deed", "DEED", "cli-arg-account-deed")
                .value_parser(PossibleValuesParser::new(DEEDS)),
        )
        .arg(
            Arg::new("words")
                .value_name("WORD")
                .num_args(0..)
                .action(ArgAction::Append)
                .help(locale.text("cli-arg-account-words")),
        )
        .arg(parse::option(locale, "role", "ROLE", "cli-arg-account-role"))
        .arg(parse::option(locale, "key", "FILE", "cli-arg-account-key").value_parser(value_parser!(PathBuf)))
        .arg(parse::option(locale, "focal-point", "WHICH", "cli-arg-account-focal-point"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let words: Vec<&str> = matches.get_many::<String>("words").unwrap_or_default().map(String::as_str).collect();
    let deed = matches.get_one::<String>("deed").expect("required").as_str();
    match (deed, words.as_slice()) {
        ("list", []) => list(session, &mut store),
        ("authorized-keys", []) => authorized_keys(session, &mut store),
        ("add", [name]) => add(session, &mut store, matches, name),
        ("role", [name, role]) => set(session, &mut store, name, "role", role),
        ("suspend", [name]) => set(session, &mut store, name, "suspended", "yes"),
        ("resume", [name]) => set(session, &mut store, name, "suspended", "no"),
        ("key", ["add", name, file]) => {
            let key = read_key(Path::new(file))?;
            let id = named(session, &store, name)?.id.to_string();
            let fields = vec![("account", id), ("key", key)];
            write(session, &mut store, Kind::AccountKey, name, 0, Op::Add(fields))
        }
        ("key", ["remove", name, fingerprint]) => remove_key(session, &mut store, name, fingerprint),
        _ => Err(Say::new("cli-account-words").into()),
    }
}

fn add(session: &mut Session, store: &mut Store, matches: &ArgMatches, name: &str) -> Answer {
    let role = matches.get_one::<String>("role").map_or("viewer", String::as_str);
    let role = read(session, store, "role", role)?;
    let key = matches.get_one::<PathBuf>("key").map(|file| read_key(file)).transpose()?;
    let mut fields = vec![("code", name.to_owned()), ("role", role)];
    if let Some(which) = matches.get_one::<String>("focal-point") {
        fields.push(("focal_point", store.resolve(&session.asker(), Kind::FocalPoint, which)?.to_string()));
    }
    let added = write(session, store, Kind::Account, name, 0, Op::Add(fields))?;
    let Some(key) = key.filter(|_| added == Outcome::Done) else { return Ok(added) };
    let id = named(session, store, name)?.id.to_string();
    write(session, store, Kind::AccountKey, name, 0, Op::Add(vec![("account", id), ("key", key)]))
}

fn set(session: &mut Session, store: &mut Store, name: &str, field: &'static str, to: &str) -> Answer {
    let account = named(session, store, name)?;
    let to = read(session, store, field, to)?;
    let edit = FieldChange { field, from: account.get(field).to_owned(), to };
    write(session, store, Kind::Account, name, account.id, Op::Edit(vec![edit]))
}

fn read(session: &Session, store: &Store, field: &str, text: &str) -> Result<String, Stop> {
    let field = Kind::Account.field(field).expect("a field of accounts");
    Ok(store.read_value(&session.asker(), field, text, crate::domain::money::Currency::USD)?.text)
}

fn remove_key(session: &mut Session, store: &mut Store, name: &str, fingerprint: &str) -> Answer {
    let account = named(session, store, name)?;
    let keys = keys_of(session, store, &account)?;
    let Some(key) = keys.iter().find(|key| key.get("fingerprint") == fingerprint) else {
        return Err(Say::new("cli-account-no-key").with("name", name).with("text", fingerprint).into());
    };
    write(session, store, Kind::AccountKey, name, key.id, Op::Delete)
}

fn write(session: &mut Session, store: &mut Store, kind: Kind, title: &str, id: i64, op: Op) -> Answer {
    let changes = vec![Change { kind, id, version: 0, op }];
    let action = Action { origin: Origin::Command, title: title.to_owned(), changes };
    let saved = store.apply(&session.asker(), &action)?;
    if matches!(saved, Saved::Done { .. }) && !session.out.json {
        let words = session.locale.with("cli-account-done", &[("name", title)]);
        session.out.note(&words);
    }
    session.saved(kind, &saved)
}

fn named(session: &Session, store: &Store, name: &str) -> Result<Record, Stop> {
    let asker = session.asker();
    let id = store.resolve(&asker, Kind::Account, name)?;
    Ok(store.load(&asker, Kind::Account, id)?.expect("it was found just now"))
}

fn accounts(session: &Session, store: &mut Store) -> Result<Vec<Record>, Stop> {
    let mut query = Query::all(Kind::Account);
    query.columns.clear();
    Ok(store.list(&session.asker(), &query, ALL)?.records)
}

fn keys_of(session: &Session, store: &mut Store, account: &Record) -> Result<Vec<Record>, Stop> {
    let mut query = Query::all(Kind::AccountKey).only("account", Test::Is, account.id.to_string());
    query.columns.clear();
    Ok(store.list(&session.asker(), &query, ALL)?.records)
}

fn list(session: &mut Session, store: &mut Store) -> Answer {
    let mut objects = Vec::new();
    for account in accounts(session, store)? {
        let keys = keys_of(session, store, &account)?;
        let prints: Vec<&str> = keys.iter().map(|key| key.get("fingerprint")).collect();
        let suspended = account.get("suspended") == "yes";
        if session.out.json {
            objects.push(json!({
                "name": account.get("code"), "role": account.get("role"), "focal_point": account.shown("focal_point"),
                "suspended": suspended, "keys": prints,
            }));
            continue;
        }
        let role = session.locale.text(&format!("choice-{}", account.get("role")));
        let suspended = if suspended { session.locale.text("field-account-suspended") } else { String::new() };
        let line = [account.get("code"), &role, account.shown("focal_point"), &suspended, &prints.join(" ")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("  ");
        session.out.line(&line)?;
    }
    if session.out.json {
        session.out.json(&objects.into())?;
    }
    Ok(Outcome::Done)
}

/// One line for each key of an account that may log in, as `authorized_keys` takes it.
fn authorized_keys(session: &mut Session, store: &mut Store) -> Answer {
    let program = std::env::current_exe()?;
    let file = store.path().canonicalize()?;
    for account in accounts(session, store)? {
        if account.get("suspended") == "yes" {
            continue;
        }
        let name = account.get("code");
        for key in keys_of(session, store, &account)? {
            let command = format!("{} --db {} session {name}", quoted(&program)?, quoted(&file)?);
            let command = command.replace('"', "\\\"");
            session.out.line(&format!("command=\"{command}\",restrict,pty {} {name}", key.get("key")))?;
        }
    }
    Ok(Outcome::Done)
}

/// A path as the shell takes it, whatever is in it but control characters, which no line of keys could hold.
fn quoted(path: &Path) -> Result<String, Stop> {
    let text = path.to_str().filter(|text| !text.chars().any(char::is_control));
    let text = text.ok_or_else(|| Say::new("cli-account-path").with("path", path.display()))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+@".contains(c);
    if text.chars().all(plain) {
        return Ok(text.to_owned());
    }
    Ok(format!("'{}'", text.replace('\'', "'\\''")))
}

fn read_key(file: &Path) -> Result<String, Stop> {
    let cannot = |error: std::io::Error| {
        StoreError::from(Say::new("store-unreadable").with("path", file.display()).with("error", error))
    };
    let text = std::fs::read_to_string(file).map_err(cannot)?;
    let line = text.trim_end_matches(['\n', '\r']);
    if PublicKey::read(line).is_none() {
        return Err(Say::new("account-key-form").into());
    }
    Ok(line.to_owned())
}

/// The arguments of `session`.
pub fn session_arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::wanted(locale, "name", "NAME", "cli-arg-session-name"))
}

/// The `session` sub-command: the screens with the rights of an account.
pub fn session(session: &mut Session, matches: &ArgMatches) -> Answer {
    let name = matches.get_one::<String>("name").expect("required");
    if session.world.ssh_command.as_ref().is_some_and(|command| !command.is_empty()) {
        return Err(Say::new("session-no-command").into());
    }
    let place = session.place()?;
    if place.demo {
        return Err(Say::new("account-no-entry").with("name", name).into());
    }
    let store = session.open(&place)?;
    let address = address(session.world.ssh_connection.as_deref());
    store.sit(name, &address)?;
    let mut trays = store.path().as_os_str().to_owned();
    trays.push("-trays");
    let places = make_trays(&PathBuf::from(trays).join(name))?;
    let account = Some(Account { name: name.clone(), address, places });
    let (lang, as_of) = (session.locale.code(), session.as_of);
    session.screens = Some(Screens { place, as_of, lang, lang_asked: false, lean: None, account });
    Ok(Outcome::Done)
}

/// The folder of the person beside the file, with what comes in and what goes out, for nobody else to read.
fn make_trays(tray: &Path) -> Result<Places, Stop> {
    use std::os::unix::fs::DirBuilderExt;
    for folder in ["in", "out"] {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(tray.join(folder))?;
    }
    Ok(Places { exports: tray.join("out"), imports: Imports::Tray(tray.join("in")) })
}

/// The address of the other end, if what the environment says is one.
fn address(connection: Option<&str>) -> String {
    let first = connection.and_then(|text| text.split(' ').next());
    first.and_then(|text| text.parse::<IpAddr>().ok()).map_or_else(String::new, |address| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_for_the_shell_and_never_breaks_a_line() {
        let said = |path: &str| quoted(Path::new(path)).ok();
        assert_eq!(said("/srv/p/file.db").as_deref(), Some("/srv/p/file.db"));
        assert_eq!(said("/srv/a b's $(id).db").as_deref(), Some("'/srv/a b'\\''s $(id).db'"));
        assert_eq!(said("/srv/a\nssh-rsa"), None);
    }

    #[test]
    fn an_address_is_one_or_nothing() {
        assert_eq!(address(Some("192.0.2.7 51234 198.51.100.1 22")), "192.0.2.7");
        assert_eq!(address(Some("2001:db8::1 1 2 3")), "2001:db8::1");
        assert_eq!(address(Some("\u{1b}[2J 1 2 3")), "");
        assert_eq!(address(None), "");
    }
}
