//! `add KIND field=value ...`: a new record through the one door, problems beside their fields.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::{Answer, Outcome, Session, Stop, parse, show};
use crate::domain::change::{Action, Change, Op, Origin, Saved};
use crate::domain::field::{Field, Input};
use crate::domain::kind::Kind;
use crate::domain::money::Currency;
use crate::domain::record::Record;
use crate::domain::say::{Problem, Say};
use crate::locale::Locale;
use crate::store::{Store, StoreError};

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::wanted(locale, "kind", "KIND", "cli-arg-kind")).arg(values_argument(locale))
}

/// The `field=value` arguments.
pub fn values_argument(locale: &Locale) -> Arg {
    parse::wanted(locale, "values", "FIELD=VALUE", "cli-arg-values").action(ArgAction::Append).num_args(1..)
}

/// A value typed for a field.
pub type Typed = Vec<(&'static str, String)>;

/// Reads `field=value` words; a problem beside each field that does not read.
pub fn read_values(
    session: &Session,
    store: &Store,
    kind: Kind,
    matches: &ArgMatches,
    currency: Option<Currency>,
) -> Result<Result<Typed, Vec<Problem>>, Stop> {
    let words = matches.get_many::<String>("values").unwrap_or_default();
    let mut pairs = Vec::new();
    for word in words {
        let Some((name, text)) = word.split_once('=') else {
            return Err(Say::new("cli-no-value").with("text", word).into());
        };
        let known = || kind.fields().iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
        let field = kind
            .field(name.trim())
            .ok_or_else(|| Say::new("query-no-column").with("name", name).with("known", known()))?;
        if field.computed {
            return Err(Say::new("cli-computed").with("name", name).into());
        }
        pairs.push((field, text));
    }
    let named = pairs.iter().find(|(field, _)| field.input == Input::Currency);
    let currency = match named.and_then(|(_, text)| Currency::parse(text)).or(currency) {
        Some(currency) => currency,
        None => usual_currency(session, store, kind, &pairs)?,
    };
    let (mut values, mut problems): (Typed, _) = (Vec::new(), Vec::new());
    for (field, text) in &pairs {
        match store.read_value(&session.asker(), field, text, currency) {
            Ok(read) => {
                if let (Input::Money(beside), Some(said), None) = (field.input, read.currency, named) {
                    values.push((beside, said.to_string()));
                }
                values.push((field.name, read.text));
            }
            Err(StoreError::Said(say)) => problems.push(Problem::at(field.name, say)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(if problems.is_empty() { Ok(values) } else { Err(problems) })
}

/// The currency of amounts of a new record that names none: what a save would fill in, as that of its agreement.
fn usual_currency(
    session: &Session,
    store: &Store,
    kind: Kind,
    pairs: &[(&'static Field, &str)],
) -> Result<Currency, StoreError> {
    let asker = session.asker();
    let mut record = Record::new(kind);
    for (field, text) in pairs.iter().filter(|(field, _)| matches!(field.input, Input::Ref(_))) {
        // What does not read is said beside its field when all of them are read.
        if let Ok(read) = store.read_value(&asker, field, text, Currency::USD) {
            record.put(field.name, read.text);
        }
    }
    Ok(store.filled(&asker, &record)?.currency())
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let kind = super::kind(matches.get_one::<String>("kind").expect("required"))?;
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let values = match read_values(session, &store, kind, matches, None)? {
        Ok(values) => values,
        Err(problems) => {
            session.problems(kind, &problems)?;
            return Ok(Outcome::Problems);
        }
    };
    let mut record = Record::new(kind);
    for (field, text) in &values {
        record.put(field, text.as_str());
    }
    let values = values.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    let change = Change { kind, id: 0, version: 0, op: Op::Add(values) };
    let title = store.title(&session.asker(), &record)?;
    let action = Action { origin: Origin::Command, title, changes: vec![change] };
    let asker = session.asker();
    let saved = store.apply(&asker, &action)?;
    if let Saved::Done { ids, .. } = &saved
        && let Some(made) = store.load(&asker, kind, ids[0])?
    {
        show::print_record(session, &store, &made)?;
    }
    session.saved(kind, &saved)
}
