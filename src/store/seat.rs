//! Who sits at a connection to a shared file and what their rights leave to see: a condition on every kind of record that
//! is not theirs to read whole. It refuses to trust what it knew before somebody else saved: rights hold from that moment.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use super::{Store, StoreError};
use crate::access::{ADMINISTRATOR, Asker, Deed, May, Rights, Row};
use crate::domain::field::Input;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;

/// Somebody at a connection; a connection without is the owner's, who may do everything.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    pub name: String,
    /// Where they came from; empty when nobody said.
    pub address: String,
    rights: Rights,
    focal_point: Option<Id>,
    /// Of the file when the rights were read; none: to be read again.
    data_version: Option<i64>,
}

/// What stands between somebody and the kinds they may not read whole.
pub(super) type Guards = BTreeMap<Kind, Guard>;

/// The conditions under which a row `t` of a kind is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Guard {
    hides: Vec<String>,
}

impl Guard {
    fn hide(&mut self, condition: &str) {
        self.hides.push(condition.to_owned());
    }

    /// The condition under which a row `t` is shown; what is not known counts as not hidden.
    pub fn shows(&self) -> String {
        self.hides.iter().map(|hidden| format!("NOT COALESCE({hidden}, 0)")).collect::<Vec<_>>().join(" AND ")
    }
}

/// Queries of the ids of partners and agreements that are hidden for being confidential; none where there are none.
struct Secret {
    partners: Option<String>,
    agreements: Option<String>,
}

/// The view of the ids of everything that is hidden.
pub(super) const HIDDEN: &str = "hidden";

impl Store {
    /// Whether the file is shared: it has accounts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_shared(&self) -> Result<bool, StoreError> {
        Ok(self.connection.prepare_cached("SELECT 1 FROM main.account WHERE deleted = 0 LIMIT 1")?.exists([])?)
    }

    /// Lets an account sit at this connection: from now on it reads and writes what its role may, and nothing else.
    ///
    /// # Errors
    /// Says when there is no such account or it is suspended.
    pub fn sit(&self, name: &str, address: &str) -> Result<(), StoreError> {
        let seat = Seat {
            name: name.to_owned(),
            address: address.to_owned(),
            rights: Rights::default(),
            focal_point: None,
            data_version: None,
        };
        self.seat.replace(Some(seat));
        self.read_rights()
    }

    /// What is done to the file as a whole is the owner's.
    pub(super) fn owner_only(&self) -> Result<(), StoreError> {
        self.seated().map_or(Ok(()), |name| Err(Say::new("right-owner").with("name", name).into()))
    }

    /// The name of the account at this connection; none for the owner of the file.
    #[must_use]
    pub fn seated(&self) -> Option<String> {
        self.seat.borrow().as_ref().map(|seat| seat.name.clone())
    }

    /// Whether whoever sits here looks after the file as a whole.
    #[must_use]
    pub fn may_look_after(&self) -> bool {
        self.leaders_only().is_ok()
    }

    /// Refuses whoever may not look after the file as a whole: that is its owner, and administrators.
    pub(super) fn leaders_only(&self) -> Result<(), StoreError> {
        self.read_rights()?;
        let role = self.seat.borrow().as_ref().map(|seat| (seat.name.clone(), seat.rights.role() == ADMINISTRATOR));
        match role {
            Some((name, false)) => Err(Say::new("right-leader").with("name", name).into()),
            _ => Ok(()),
        }
    }

    /// Whether something may be done with records of a kind by whoever sits here.
    #[must_use]
    pub fn may(&self, kind: Kind, deed: Deed) -> May {
        self.seat.borrow().as_ref().map_or(May::Yes, |seat| seat.rights.may(kind, deed))
    }

    /// Whether records of a kind may be written into files.
    ///
    /// # Errors
    /// Names the right that is missing.
    pub fn check_export(&self, kind: Kind) -> Result<(), StoreError> {
        self.read_rights()?;
        if self.may(kind, Deed::Export) == May::No {
            return Err(self.missing(kind, Deed::Export).into());
        }
        Ok(())
    }

    /// Whether records of a kind may be added, all or those of the own portfolio.
    ///
    /// # Errors
    /// Names the right that is missing.
    pub fn check_add(&self, kind: Kind) -> Result<(), StoreError> {
        self.read_rights()?;
        if self.may(kind, Deed::Add) == May::No {
            return Err(self.missing(kind, Deed::Add).into());
        }
        Ok(())
    }

    /// The refusal that names the right that is missing.
    pub(super) fn missing(&self, kind: Kind, deed: Deed) -> Say {
        let role = self.seat.borrow().as_ref().map(|seat| seat.rights.role().to_owned()).unwrap_or_default();
        let key = if self.may(kind, deed) == May::Own { "right-own" } else { "right-missing" };
        Say::new(key).with("role", role).with("action", deed.word()).with("kind", kind.name())
    }

    /// Reads the rights of the account again when somebody saved since.
    pub(super) fn read_rights(&self) -> Result<(), StoreError> {
        let Some(name) = self.seated() else { return Ok(()) };
        let version = self.data_version()?;
        if self.seat.borrow().as_ref().is_some_and(|seat| seat.data_version == Some(version)) {
            return Ok(());
        }
        let sql =
            "SELECT role, focal_point, COALESCE(suspended, 'no') FROM main.account WHERE code = ?1 AND deleted = 0";
        let found: Option<(String, Option<Id>, String)> = self
            .connection
            .prepare_cached(sql)?
            .query_row([&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let standing = found.filter(|(.., suspended)| suspended != "yes");
        let rights = standing.as_ref().map_or_else(|| Ok(Rights::default()), |(role, ..)| self.rights_of(role))?;
        let focal_point = standing.as_ref().and_then(|(_, point, _)| *point);
        if let Some(seat) = self.seat.borrow_mut().as_mut() {
            (seat.rights, seat.focal_point) = (rights, focal_point);
            seat.data_version = standing.is_some().then_some(version);
        }
        if standing.is_none() {
            return Err(Say::new("account-no-entry").with("name", name).into());
        }
        Ok(())
    }

    /// Rights are read anew before anything else is asked: this connection wrote.
    pub(super) fn forget_rights(&self) {
        if let Some(seat) = self.seat.borrow_mut().as_mut() {
            seat.data_version = None;
        }
    }

    fn rights_of(&self, role: &str) -> Result<Rights, StoreError> {
        let sql = "SELECT kinds, action, may FROM main.role_right WHERE deleted = 0 AND role = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([role], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let rows = rows.collect::<Result<Vec<(String, String, String)>, _>>()?;
        let read = rows
            .into_iter()
            .filter_map(|(kinds, deed, may)| Some(Row { kinds, deed: Deed::named(&deed)?, may: May::named(&may)? }));
        Ok(Rights::of(role, read))
    }

    /// What whoever sits here may not read whole, on the asker's day.
    pub(super) fn guards(&self, asker: &Asker) -> Result<Guards, StoreError> {
        let mut guards = Guards::new();
        if self.seat.borrow().is_none() {
            return Ok(guards);
        }
        let secret = self.secret(asker)?;
        for kind in Kind::ALL {
            let mut guard = Guard::default();
            match self.may(kind, Deed::Read) {
                May::No => guard.hide("1"),
                May::Own => guard.hide(&format!("NOT {}", self.own(kind, asker))),
                May::Yes => {}
            }
            guard.hides.extend(self.confidential(kind, asker));
            if let Some(partners) = &secret.partners
                && matches!(kind.field("partner").map(|field| field.input), Some(Input::Ref(Kind::Partner)))
            {
                guard.hide(&format!("t.partner IN ({partners})"));
            }
            if let Some(agreements) = &secret.agreements {
                match kind {
                    Kind::Amendment | Kind::Instalment | Kind::Report => {
                        guard.hide(&format!("t.agreement IN ({agreements})"));
                    }
                    Kind::WriteOff => guard.hide(&format!(
                        "t.instalment IN (SELECT i.id FROM main.instalment i WHERE i.agreement IN ({agreements}))"
                    )),
                    _ => {}
                }
            }
            if !guard.hides.is_empty() {
                guards.insert(kind, guard);
            }
        }
        Ok(guards)
    }

    /// The condition under which a row `t` of a kind is hidden for being confidential; none where it never is.
    fn confidential(&self, kind: Kind, asker: &Asker) -> Option<String> {
        kind.field("confidentiality")?;
        let confidential = "t.confidentiality = 'confidential'";
        match self.may(kind, Deed::Confidential) {
            May::Yes => None,
            May::No => Some(confidential.to_owned()),
            May::Own => Some(format!("{confidential} AND NOT {}", self.own(kind, asker))),
        }
    }

    /// Whose records are hidden with them: a donor nobody is to know of gives nothing that could be counted.
    fn secret(&self, asker: &Asker) -> Result<Secret, StoreError> {
        let few = |kind: Kind| -> Result<Option<String>, StoreError> {
            let Some(condition) = self.confidential(kind, asker) else { return Ok(None) };
            let sql = format!("SELECT t.id FROM main.{} t WHERE {condition}", kind.name());
            Ok(self.connection.prepare_cached(&sql)?.exists([])?.then_some(sql))
        };
        let (partners, agreements) = (few(Kind::Partner)?, few(Kind::Agreement)?);
        let of_partners =
            partners.as_ref().map(|sql| format!("SELECT g.id FROM main.agreement g WHERE g.partner IN ({sql})"));
        let both: Vec<String> = agreements.into_iter().chain(of_partners).collect();
        Ok(Secret { partners, agreements: (!both.is_empty()).then(|| both.join(" UNION ALL ")) })
    }

    /// The condition that a row `t` of a kind belongs to the own portfolio on the asker's day; never NULL.
    pub(super) fn own(&self, kind: Kind, asker: &Asker) -> String {
        let focal_point = self.seat.borrow().as_ref().and_then(|seat| seat.focal_point).unwrap_or(0);
        let day = asker.today;
        let mine = format!(
            "SELECT a.partner FROM main.assignment a WHERE a.deleted = 0 AND a.focal_point = {focal_point} \
             AND a.from_day <= '{day}' AND (a.to_day IS NULL OR a.to_day >= '{day}')"
        );
        let by_agreement = format!("IN (SELECT g.id FROM main.agreement g WHERE g.partner IN ({mine}))");
        let has = |name: &str| kind.field(name).is_some();
        let condition = match kind {
            Kind::Partner => format!("t.id IN ({mine})"),
            Kind::Document => format!("t.partner IN ({mine}) OR t.agreement {by_agreement}"),
            Kind::Dialogue => format!(
                "EXISTS (SELECT 1 FROM json_each('[' || replace(t.partners, ' ', ',') || ']') j WHERE j.value IN ({mine}))"
            ),
            Kind::WriteOff => {
                format!("t.instalment IN (SELECT i.id FROM main.instalment i WHERE i.agreement {by_agreement})")
            }
            _ if has("partner") => format!("t.partner IN ({mine})"),
            _ if has("agreement") => format!("t.agreement {by_agreement}"),
            _ => "0".to_owned(),
        };
        format!("COALESCE({condition}, 0)")
    }

    /// Whether a record of the file belongs to the own portfolio.
    pub(super) fn is_own(&self, asker: &Asker, kind: Kind, id: Id) -> Result<bool, StoreError> {
        let sql = format!("SELECT 1 FROM main.{} t WHERE t.id = ?1 AND {}", kind.name(), self.own(kind, asker));
        Ok(self.connection.prepare_cached(&sql)?.exists([id])?)
    }

    /// Whether whoever sits here may read a record of the file; also in the middle of a write.
    pub(super) fn sees(&self, asker: &Asker, kind: Kind, id: Id) -> Result<bool, StoreError> {
        let guards = self.guards(asker)?;
        let Some(guard) = guards.get(&kind) else { return Ok(true) };
        let sql = format!("SELECT 1 FROM main.{} t WHERE t.id = ?1 AND {}", kind.name(), guard.shows());
        Ok(self.connection.prepare_cached(&sql)?.exists([id])?)
    }
}

/// The view of the ids that are hidden, each condition asked by its own index; nothing where nothing is.
pub(super) fn hidden_view(guards: &Guards) -> Option<String> {
    let each = guards.iter().flat_map(|(kind, guard)| guard.hides.iter().map(move |hidden| (kind, hidden)));
    let parts: Vec<String> =
        each.map(|(kind, hidden)| format!("SELECT t.id FROM main.{} t WHERE {hidden}", kind.name())).collect();
    (!parts.is_empty()).then(|| format!("CREATE TEMP VIEW {HIDDEN} AS {};", parts.join(" UNION ALL ")))
}
