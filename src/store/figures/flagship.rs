//! Figures of the flagship programmes, each or all of them: distinct partners, and what is signed or given for them
//! (HSP/EB.2020/12, chapter V, section B). Pledges and what is on its way to signature never count.

use super::super::record::name_sql;
use super::super::{Store, StoreError};
use super::evidence::Evidence;
use super::explain::part;
use super::shares::Over;
use super::sight::Sight;
use super::{Figure, FigureInfo, Unit};
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;

const RAISED: &str = concat!(include_str!("signed-portions.sql"), include_str!("given-alone.sql"));
const ONE: &[(&str, &str)] = &[("{along}", "flagship"), ("{item}", "o.item = :of"), ("{given}", "c.flagship = :of")];
const ANY: &[(&str, &str)] = &[("{along}", "flagship"), ("{item}", "1 = 1"), ("{given}", "c.flagship IS NOT NULL")];

/// A figure of a programme: its query for one and for all, and the target in the programme's record.
pub(super) struct OfProgramme {
    pub figure: &'static str,
    pub one: Evidence,
    pub all: Evidence,
    unit: Unit,
    target: &'static str,
}

pub(super) static OF_PROGRAMMES: &[OfProgramme] = &[
    OfProgramme {
        figure: "flagship-partners",
        one: Evidence::counted(include_str!("flagship-partners.sql"), ONE),
        all: Evidence::counted(include_str!("flagship-partners.sql"), ANY),
        unit: Unit::Count,
        target: "f.min_partners",
    },
    OfProgramme {
        figure: "flagship-raised",
        one: Evidence::money(RAISED, ONE),
        all: Evidence::money(RAISED, ANY),
        unit: Unit::Usd,
        target: "f.min_investment_usd",
    },
];

/// The programme where a figure is least, and every programme with its name and figure.
type Least = (Id, Vec<(Id, String, i64)>);

/// A programme with the target of one of its figures.
struct Programme {
    id: Id,
    name: String,
    target: Option<i64>,
}

impl Store {
    /// A figure of the programme with a code, or of all of them.
    pub(super) fn of_programme(
        &self,
        asker: &Asker,
        info: FigureInfo,
        code: Option<&str>,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        let of = of_programmes(info.name);
        let (mut sight, _) = self.over(asker, Over::Day, year, sight)?;
        sight.of = code.map(|code| self.resolve(asker, Kind::Flagship, code)).transpose()?;
        let evidence = if sight.of.is_some() { &of.one } else { &of.all };
        let mut figure = Figure::empty(info, Some(sight.year), None);
        figure.lines = self.lines_of(asker, evidence, &sight)?;
        figure.value = Some(self.sum_of(evidence, &sight)?.unwrap_or(0));
        figure.left_out = self.left_out_of(asker, evidence, &sight)?;
        figure.definition = Some(Say::new("definition-flagship"));
        for programme in self.programmes(asker, of, &sight)? {
            if sight.of == Some(programme.id) {
                figure.parts.extend(programme.target.map(|target| part(Say::new("part-target"), of.unit, target)));
                figure.of = Some(programme.name);
            } else if sight.of.is_none() {
                let value = self.of_one(of, &sight, programme.id)?;
                figure.parts.push(part(Say::new("part-programme").with("name", programme.name), of.unit, value));
            }
        }
        Ok(figure)
    }

    /// The figure of the programme where it is least, and all of them as parts: what holds of every programme holds of
    /// that one. None where there is no programme.
    pub(super) fn least_programme(
        &self,
        asker: &Asker,
        figure: &'static str,
        sight: &Sight,
    ) -> Result<Option<Least>, StoreError> {
        let of = of_programmes(figure);
        let mut all = Vec::new();
        for programme in self.programmes(asker, of, sight)? {
            let value = self.of_one(of, sight, programme.id)?;
            all.push((programme.id, programme.name, value));
        }
        Ok(all.iter().min_by_key(|(_, _, value)| *value).map(|(id, ..)| *id).map(|id| (id, all)))
    }

    fn of_one(&self, of: &OfProgramme, sight: &Sight, id: Id) -> Result<i64, StoreError> {
        Ok(self.sum_of(&of.one, &Sight { of: Some(id), ..sight.clone() })?.unwrap_or(0))
    }

    fn programmes(&self, asker: &Asker, of: &OfProgramme, sight: &Sight) -> Result<Vec<Programme>, StoreError> {
        let name = name_sql(Kind::Flagship, "f", asker.lang);
        let sql = format!("SELECT f.id, {name}, {} FROM flagship f WHERE f.deleted = 0 ORDER BY f.code", of.target);
        self.rows(&sql, sight, |row| Ok(Programme { id: row.get(0)?, name: row.get(1)?, target: row.get(2)? }))
    }
}

/// What is declared of a figure of programmes.
pub(super) fn of_programmes(figure: &str) -> &'static OfProgramme {
    OF_PROGRAMMES.iter().find(|of| of.figure == figure).expect("figures of programmes are in the table")
}
