//! `duplicates`: records that may be one and the same, with why. `merge`: two of them become one, as one action that
//! `undo` takes back.

use clap::{ArgAction, ArgMatches, Command};
use serde_json::json;

use super::{Answer, Outcome, Session, Stop, parse, print};
use crate::domain::change::{Origin, Saved};
use crate::domain::kind::Kind;
use crate::domain::merge::{Choice, Side};
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::locale::Locale;
use crate::store::{Likely, Merging, Store, Wish};

/// What `duplicates` takes.
pub fn duplicates_arguments(command: Command, locale: &Locale) -> Command {
    let two = |name, help| parse::option(locale, name, "ONE OTHER", help).num_args(2).action(ArgAction::Append);
    command
        .arg(parse::optional(locale, "kind", "KIND", "cli-arg-duplicates-kind"))
        .arg(parse::option(locale, "of", "RECORD", "cli-arg-duplicates-of"))
        .arg(parse::flag(locale, "apart", "cli-arg-duplicates-apart"))
        .arg(two("not-same", "cli-arg-not-same"))
        .arg(two("perhaps-same", "cli-arg-perhaps-same"))
}

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::wanted(locale, "kind", "KIND", "cli-arg-kind"))
        .arg(parse::wanted(locale, "keep", "KEEP", "cli-arg-merge-keep"))
        .arg(parse::wanted(locale, "lose", "LOSE", "cli-arg-merge-lose"))
        .arg(parse::option(locale, "take", "FIELD=WHOSE", "cli-arg-merge-take").action(ArgAction::Append))
        .arg(parse::flag(locale, "dry-run", "cli-arg-merge-dry"))
}

/// The `duplicates` sub-command.
pub fn duplicates(session: &mut Session, matches: &ArgMatches) -> Answer {
    let kind = super::kind(matches.get_one::<String>("kind").map_or("partner", String::as_str))?;
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let asker = session.asker();
    let mut said = false;
    for (name, apart) in [("not-same", true), ("perhaps-same", false)] {
        let words: Vec<&String> = matches.get_many(name).unwrap_or_default().collect();
        for two in words.chunks_exact(2) {
            let pair = (store.resolve(&asker, kind, two[0])?, store.resolve(&asker, kind, two[1])?);
            store.tell_apart(&asker, kind, pair, apart)?;
            said = true;
        }
    }
    if said {
        return Ok(Outcome::Done);
    }
    let likely = if matches.get_flag("apart") {
        store.told_apart(&asker, kind)?
    } else {
        let of = matches.get_one::<String>("of").map(|text| store.resolve(&asker, kind, text)).transpose()?;
        store.duplicates(&asker, kind, of)?
    };
    list(session, kind, &likely)?;
    Ok(Outcome::Done)
}

fn list(session: &mut Session, kind: Kind, likely: &[Likely]) -> Result<(), Stop> {
    if session.out.json {
        let each = likely.iter().map(|pair| {
            let record = |(id, name): &(Id, String)| json!({ "id": id.to_string(), "name": name });
            json!({
                "one": record(&pair.one), "other": record(&pair.other), "score": pair.score,
                "reasons": pair.reasons.iter().map(|reason| reason.word()).collect::<Vec<_>>(),
                "told_apart_by": pair.apart.as_ref().map(|(who, _)| who),
                "told_apart_at": pair.apart.as_ref().map(|(_, at)| at),
            })
        });
        let each: Vec<_> = each.collect();
        return session.out.json(&json!({ "kind": kind.name(), "pairs": each }));
    }
    if likely.is_empty() {
        let words = session.locale.text("alike-none");
        return session.out.line(&words);
    }
    let heads = ["alike-sure", "alike-one", "alike-other", "alike-why"].map(|key| (session.locale.text(key), false));
    let rows: Vec<Vec<String>> = likely
        .iter()
        .map(|pair| {
            let reasons = pair.reasons.iter().map(|reason| session.locale.alike(*reason));
            let why = match &pair.apart {
                Some((who, at)) => format!("{who} {at}"),
                None => reasons.collect::<Vec<_>>().join(", "),
            };
            let score = if pair.apart.is_some() { "–".to_owned() } else { pair.score.to_string() };
            vec![score, pair.one.1.clone(), pair.other.1.clone(), why]
        })
        .collect();
    session.out.table(&heads, &rows)
}

/// The choices of `--take`.
fn choices(kind: Kind, matches: &ArgMatches) -> Result<Vec<Choice>, Say> {
    let words = matches.get_many::<String>("take").unwrap_or_default();
    words
        .map(|word| {
            let wanted = || Say::new("cli-merge-take").with("text", word);
            let (name, whose) = word.split_once('=').ok_or_else(wanted)?;
            let field = kind.field(name.trim()).filter(|field| !field.computed).ok_or_else(wanted)?;
            let side = match whose.trim() {
                "keep" => Side::Kept,
                "lose" => Side::Lost,
                "both" if crate::domain::merge::may_both(field) => Side::Both,
                _ => return Err(wanted()),
            };
            Ok((field.name, side))
        })
        .collect()
}

/// The `merge` sub-command.
pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let word = |name: &str| matches.get_one::<String>(name).expect("required").as_str();
    let kind = super::kind(word("kind"))?;
    let choices = choices(kind, matches)?;
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let asker = session.asker();
    let keep = store.resolve(&asker, kind, word("keep"))?;
    let lose = store.resolve(&asker, kind, word("lose"))?;
    let merging = store.merging(&asker, kind, keep, lose)?;
    let dry = matches.get_flag("dry-run");
    if dry {
        tell(session, &merging, &choices, None)?;
        return Ok(Outcome::Done);
    }
    let saved = merged(&mut store, session, &merging, choices.clone())?;
    let Saved::Done { action, .. } = &saved else { return session.saved(kind, &saved) };
    tell(session, &merging, &choices, Some(*action))?;
    session.saved(kind, &saved)
}

fn merged(store: &mut Store, session: &Session, merging: &Merging, choices: Vec<Choice>) -> Result<Saved, Stop> {
    let (keep, lose) = (merging.keep.clone(), merging.lose.clone());
    let wish = Wish { kind: keep.kind, keep, lose, choices, origin: Origin::Command };
    Ok(store.merge(&session.asker(), &wish)?)
}

/// What is moved and taken, before or after it was.
fn tell(session: &mut Session, merging: &Merging, choices: &[Choice], action: Option<Id>) -> Result<(), Stop> {
    let (keep, lose) = (&merging.keep, &merging.lose);
    let side = |name: &str, proposed: Side| {
        choices.iter().find(|(known, _)| *known == name).map_or(proposed, |(_, side)| *side)
    };
    if session.out.json {
        let fields = merging.fields.iter().map(|(name, proposed)| {
            let whose = match side(name, *proposed) {
                Side::Kept => "keep",
                Side::Lost => "lose",
                Side::Both => "both",
            };
            json!({ "field": name, "keep": keep.shown(name), "lose": lose.shown(name), "taken": whose })
        });
        let moved = merging.moved.iter().map(
            |one| json!({ "kind": one.kind.name(), "field": one.field, "records": one.records, "usd_cents": one.usd }),
        );
        let answer = json!({
            "kind": keep.kind.name(), "keep": keep.id.to_string(), "lose": lose.id.to_string(),
            "fields": fields.collect::<Vec<_>>(), "moved": moved.collect::<Vec<_>>(), "deputies": merging.deputies,
            "action": action.map(|id| id.to_string()),
        });
        return session.out.json(&answer);
    }
    for (name, proposed) in &merging.fields {
        let label = print::label(&session.locale, keep.kind, name);
        let mark = |taken: bool| if taken { "*" } else { " " };
        let side = side(name, *proposed);
        let (of_kept, of_lost) = (mark(side != Side::Lost), mark(side != Side::Kept));
        session.out.line(&format!("{label}: {of_kept} {} | {of_lost} {}", keep.shown(name), lose.shown(name)))?;
    }
    for words in session.locale.moved(merging.moved.iter().map(|one| (one.kind, one.records, one.usd))) {
        session.out.line(&words)?;
    }
    let lang = session.locale.code();
    let key = if action.is_some() { "cli-merged" } else { "cli-merge-would" };
    let words = session.locale.with(key, &[("keep", &keep.title(lang)), ("lose", &lose.title(lang))]);
    session.out.line(&words)
}
