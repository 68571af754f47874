//! Lines captured in a meeting become dialogues, actions and notes through the one door. Several in a row stay under the
//! last dialogue of the person's day. It refuses to lose a line: what does not read is kept as text.

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::capture::{Captured, Talk, Todo, read_line};
use crate::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use crate::domain::fold::fold;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;

/// The preference that holds the dialogue a person's lines go under, and the day it was begun.
const OPEN: &str = "capture";

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// A dialogue, an action, or the dialogue a note was added to.
    pub kind: Kind,
    pub id: Id,
    /// What it is called; of a note the note.
    pub title: String,
    /// The dialogue what follows goes under, and its title.
    pub under: Option<(Id, String)>,
    /// What could not be understood and stayed in the text.
    pub remarks: Vec<Say>,
}

type Fields = Vec<(&'static str, String)>;

impl Store {
    /// Keeps a line under a dialogue, or under the last one captured on the day.
    ///
    /// # Errors
    /// When nothing was typed, or the file cannot be written.
    pub fn capture(&mut self, asker: &Asker, typed: &str, under: Option<Id>) -> Result<Kept, StoreError> {
        let asker = &asker.present();
        self.stand(asker)?;
        let typed = crate::domain::clean::clean_line(typed).trim().to_owned();
        if typed.is_empty() {
            return Err(Say::new("capture-empty").into());
        }
        let under = self.captured_under(asker, under)?;
        let mut remarks = Vec::new();
        let change = match read_line(&typed, asker.today) {
            Captured::Talk(talk) => self.talk(asker, talk, &mut remarks)?,
            Captured::Todo(todo) => self.todo(asker, todo, &typed, under.as_ref(), &mut remarks)?,
            Captured::Text(text) => self.text(asker, text, under.as_ref())?,
        };
        self.keep(asker, change, &typed, under, remarks)
    }

    /// The dialogue lines go under: the one given, else the last one captured on the day, unless it is in the bin.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn captured_under(&self, asker: &Asker, given: Option<Id>) -> Result<Option<(Id, String)>, StoreError> {
        self.stand(asker)?;
        let kept = self.preference(&asker.who, OPEN)?.unwrap_or_default();
        let today = asker.today.to_string();
        let last = kept.split_once(' ').filter(|(_, day)| *day == today).and_then(|(id, _)| id.parse().ok());
        let Some(id) = given.or(last) else { return Ok(None) };
        let found = self.load(asker, Kind::Dialogue, id)?.filter(|record| !record.deleted);
        Ok(found.map(|record| (id, record.title(asker.lang))))
    }

    /// What follows goes under no dialogue.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end_capture(&mut self, asker: &Asker) -> Result<(), StoreError> {
        self.prefer(asker, OPEN, "")
    }

    fn keep(
        &mut self,
        asker: &Asker,
        change: Change,
        typed: &str,
        under: Option<(Id, String)>,
        remarks: Vec<Say>,
    ) -> Result<Kept, StoreError> {
        let kind = change.kind;
        let title = match &change.op {
            Op::Add(fields) => fields.iter().find(|(name, _)| ["title", "what"].contains(name)),
            _ => None,
        };
        let title = title.map_or_else(|| typed.to_owned(), |(_, text)| text.clone());
        let action = Action { origin: Origin::Form, title: title.clone(), changes: vec![change] };
        match self.apply(asker, &action)? {
            Saved::Done { ids, .. } => {
                let id = ids[0];
                let begun = (kind == Kind::Dialogue && under.as_ref().is_none_or(|(known, _)| *known != id))
                    .then(|| (id, title.clone()));
                if let Some((id, _)) = &begun {
                    self.prefer(asker, OPEN, &format!("{id} {}", asker.today))?;
                }
                Ok(Kept { kind, id, title, under: begun.or(under), remarks })
            }
            Saved::Rejected(problems) if kind == Kind::FollowUp && title == typed => {
                Err(problems.into_iter().next().map_or(Say::new("store-refused"), |problem| problem.say).into())
            }
            // What the door refuses, for whatever reason, is kept as it was typed.
            _ => self.keep(asker, add(Kind::FollowUp, plain(typed)), typed, under, remarks),
        }
    }

    fn talk(&self, asker: &Asker, talk: Talk, remarks: &mut Vec<Say>) -> Result<Change, StoreError> {
        let (partners, unknown) = self.named_partners(asker, &talk.partners, remarks)?;
        let mut title = [vec![talk.title], unknown].concat().join(" ").trim().to_owned();
        if title.is_empty() {
            let names: Result<Vec<_>, _> = partners.iter().map(|id| self.name_of(asker, Kind::Partner, *id)).collect();
            title = names?.into_iter().flatten().collect::<Vec<_>>().join(", ");
        }
        let staff = self.point_of(&asker.who)?;
        let fields = vec![
            ("day", talk.day.unwrap_or(asker.today).to_string()),
            ("kind", talk.kind.to_owned()),
            ("title", title),
            ("partners", partners.iter().map(Id::to_string).collect::<Vec<_>>().join(" ")),
            ("staff", staff.map_or_else(String::new, |id| id.to_string())),
        ];
        Ok(add(Kind::Dialogue, fields))
    }

    fn todo(
        &self,
        asker: &Asker,
        todo: Todo,
        typed: &str,
        under: Option<&(Id, String)>,
        remarks: &mut Vec<Say>,
    ) -> Result<Change, StoreError> {
        let (mut partners, mut unknown) = self.named_partners(asker, &todo.partners, remarks)?;
        let dialogue = under.map(|(id, _)| *id);
        if partners.is_empty()
            && unknown.is_empty()
            && let Some(talk) = dialogue.map(|id| self.load(asker, Kind::Dialogue, id)).transpose()?.flatten()
        {
            partners.extend(talk.references("partners"));
            // Of several nobody said whose it is.
            partners.truncate(usize::from(partners.len() == 1));
        }
        for id in partners.iter().skip(1) {
            unknown.extend(self.name_of(asker, Kind::Partner, *id)?.map(|name| format!("@{name}")));
        }
        let mut owner = None;
        if let Some(name) = &todo.owner {
            owner = match fold(name).as_str() {
                "me" | "我" => self.point_of(&asker.who)?,
                _ => self.one_named(asker, Kind::FocalPoint, name)?,
            };
            if owner.is_none() {
                remarks.push(Say::new("capture-unknown").with("name", format!("#{name}")));
                unknown.push(format!("#{name}"));
            }
        }
        let what = [vec![todo.what], unknown].concat().join(" ").trim().to_owned();
        let id = |id: Option<Id>| id.map_or_else(String::new, |id| id.to_string());
        let fields = vec![
            ("what", if what.is_empty() { typed.to_owned() } else { what }),
            ("partner", id(partners.first().copied())),
            ("owner", id(owner)),
            ("due", todo.due.map_or_else(String::new, |day| day.to_string())),
            ("priority", todo.priority.unwrap_or_default().to_owned()),
            ("status", "pending".to_owned()),
            ("dialogue", id(dialogue)),
        ];
        Ok(add(Kind::FollowUp, fields))
    }

    /// A note of the open dialogue; without one an action that nobody owns.
    fn text(&self, asker: &Asker, text: String, under: Option<&(Id, String)>) -> Result<Change, StoreError> {
        let open = under.map(|(id, _)| self.load(asker, Kind::Dialogue, *id)).transpose()?.flatten();
        let Some(talk) = open else { return Ok(add(Kind::FollowUp, plain(&text))) };
        let before = talk.get("summary").to_owned();
        let to = if before.is_empty() { text } else { format!("{before}\n{text}") };
        let edit = FieldChange { field: "summary", from: before, to };
        Ok(Change { kind: Kind::Dialogue, id: talk.id, version: talk.version, op: Op::Edit(vec![edit]) })
    }

    /// The partners some names mean, and the names that mean none or several, as they were typed.
    fn named_partners(
        &self,
        asker: &Asker,
        names: &[String],
        remarks: &mut Vec<Say>,
    ) -> Result<(Vec<Id>, Vec<String>), StoreError> {
        let (mut ids, mut unknown) = (Vec::new(), Vec::new());
        for name in names {
            match self.one_named(asker, Kind::Partner, name)? {
                Some(id) if !ids.contains(&id) => ids.push(id),
                Some(_) => {}
                None => {
                    remarks.push(Say::new("capture-unknown").with("name", format!("@{name}")));
                    unknown.push(format!("@{name}"));
                }
            }
        }
        Ok((ids, unknown))
    }

    /// The one record a name, a code or the beginning of a name means; none when it is none or several.
    fn one_named(&self, asker: &Asker, kind: Kind, name: &str) -> Result<Option<Id>, StoreError> {
        match self.resolve(asker, kind, name) {
            Ok(id) => return Ok(Some(id)),
            Err(StoreError::Said(_)) => {}
            Err(error) => return Err(error),
        }
        let found = self.candidates(asker, kind, name, 8)?;
        let wanted = fold(name);
        let begins: Vec<_> = found.iter().filter(|one| fold(&one.name).starts_with(&wanted)).collect();
        Ok(match (begins.as_slice(), found.as_slice()) {
            ([one], _) => Some(one.id),
            ([], [one]) => Some(one.id),
            _ => None,
        })
    }
}

fn plain(text: &str) -> Fields {
    vec![("what", text.to_owned()), ("status", "pending".to_owned())]
}

fn add(kind: Kind, mut fields: Fields) -> Change {
    fields.retain(|(_, text)| !text.is_empty());
    Change { kind, id: 0, version: 0, op: Op::Add(fields) }
}
