//! Where somebody is: the tab and, screen by screen, what stands on it. Kept as one line of text when a line drops and
//! built up again at the next login. It holds ids and no names: what is shown is read anew, with the rights of that day.

use serde::{Deserialize, Serialize};

use super::form::Form;
use super::more::list_key;
use super::page::Page;
use super::records::Records;
use super::{Here, Screen};
use crate::domain::kind::Kind;
use crate::domain::query::Query;
use crate::domain::record::Id;
use crate::store::Draft;

/// One screen of a tab, as far as it is built up again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// A list: the sub-view of its tab, what it shows, and the record under the cursor.
    List { kind: String, view: usize, query: String, record: Id },
    /// A screen of sections or lines, and the one that was open.
    Section(usize),
    /// The page of a record, and the line under the cursor.
    Page { kind: String, record: Id, line: usize },
    /// A form, by the draft that was kept of it.
    Form { draft: Id },
}

/// Where somebody is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub tab: u8,
    /// The past day that was read.
    pub as_of: Option<String>,
    pub steps: Vec<Step>,
}

impl Place {
    /// A place that was written; none of what another version wrote in other words.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// As one line of text.
    #[must_use]
    pub fn written(&self) -> String {
        serde_json::to_string(self).expect("numbers and texts are JSON")
    }

    /// The draft of its form, if it has one.
    #[must_use]
    pub fn draft(&self) -> Option<Id> {
        self.steps.iter().find_map(|step| if let Step::Form { draft } = step { Some(*draft) } else { None })
    }

    /// The record of its last page.
    #[must_use]
    pub fn record(&self) -> Option<(Kind, Id)> {
        let page = |step: &Step| match step {
            Step::Page { kind, record, .. } => Some((Kind::named(kind)?, *record)),
            _ => None,
        };
        self.steps.iter().rev().find_map(page)
    }
}

/// A place that is offered, with what is in the file of it.
#[derive(Clone, Debug)]
pub struct Resume {
    /// Instant it was kept, UTC.
    pub at: String,
    pub place: Place,
    /// The draft of its form; none: it was saved or thrown away since.
    pub draft: Option<Draft>,
    /// The title of its record.
    pub title: String,
}

impl Resume {
    /// The screens that stood on the first one of the tab.
    #[must_use]
    pub fn screens(&self) -> Vec<Screen> {
        self.place.steps.iter().skip(1).filter_map(|step| self.screen(step)).collect()
    }

    fn screen(&self, step: &Step) -> Option<Screen> {
        Some(match step {
            Step::List { kind, query, .. } => {
                let kind = Kind::named(kind)?;
                let mut list = Records::one(list_key(kind), Query::read(kind, query).ok()?);
                super::Shown::stand(&mut list, step);
                list.into()
            }
            Step::Page { kind, record, .. } => {
                let mut page = Page::new(Kind::named(kind)?, *record, self.title.clone());
                super::Shown::stand(&mut page, step);
                page.into()
            }
            Step::Form { .. } => Form::of_draft(self.draft.as_ref()?).into(),
            Step::Section(_) => return None,
        })
    }

    /// What it is called: the field of a form, else the screen on top, else the tab.
    #[must_use]
    pub fn words(&self, here: &Here) -> String {
        match self.screens().pop() {
            Some(Screen::Form(form)) => form.where_it_stands(&self.title, here),
            Some(Screen::Records(list)) => list.name(here),
            Some(screen) => screen.shown().title(here),
            None => here.text(&format!("tab-{}", self.place.tab)),
        }
    }
}
