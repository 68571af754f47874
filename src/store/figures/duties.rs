//! Figures of duties: reports to donors on time and late, the money late ones hold back, dialogues held, actions overdue
//! and donors gone silent. All of a day: what was done later does not count on it.

use super::super::{Store, StoreError};
use super::evidence::{ALL, Evidence, share_out};
use super::explain::{part, tenths};
use super::shares::Over;
use super::sight::Sight;
use super::{Figure, FigureInfo, Need, Unit};
use crate::access::Asker;
use crate::domain::day::read_day;
use crate::domain::kind::Kind;
use crate::domain::query::Query;
use crate::domain::say::Say;

const REPORTS: &str = include_str!("reports.sql");
const DIALOGUES: &str = include_str!("dialogues.sql");
const LATE: &str = include_str!("reports-late.sql");
const HELD: &str = include_str!("money-held.sql");
const BY_DUE: (&str, &str) = ("{due}", "r.due");
const BY_FIRST: (&str, &str) = ("{due}", "COALESCE(r.first_due, r.due)");

/// Reports that were due.
pub(super) const DUE: Evidence = Evidence::counted(REPORTS, &[BY_DUE, ("{scope}", ALL)]);
/// Of those the ones submitted by their day, an extension counted.
const ON_TIME: Evidence =
    Evidence::counted(REPORTS, &[BY_DUE, ("{scope}", "r.submitted <= :day AND r.submitted <= r.due")]);
/// The same two without extensions.
const FIRST_DUE: Evidence = Evidence::counted(REPORTS, &[BY_FIRST, ("{scope}", ALL)]);
const ON_FIRST: Evidence = Evidence::counted(
    REPORTS,
    &[BY_FIRST, ("{scope}", "r.submitted <= :day AND r.submitted <= COALESCE(r.first_due, r.due)")],
);
const EXTENDED: Evidence = Evidence::counted(REPORTS, &[BY_DUE, ("{scope}", "r.due > r.first_due")]);
/// Submitted by their day and of good quality.
pub(super) const GOOD: Evidence = Evidence::counted(
    REPORTS,
    &[BY_DUE, ("{scope}", "r.submitted <= :day AND r.submitted <= r.due AND r.quality = 'yes'")],
);
/// Reports due up to the end of 2021 (HSP/EB.2020/12, chapter V, section L), and the good ones among them.
pub(super) const DUE_2021: Evidence = Evidence::counted(REPORTS, &[BY_DUE, ("{scope}", "r.due <= '2021-12-31'")]);
pub(super) const GOOD_2021: Evidence = Evidence::counted(
    REPORTS,
    &[
        BY_DUE,
        ("{scope}", "r.due <= '2021-12-31' AND r.submitted <= :day AND r.submitted <= r.due AND r.quality = 'yes'"),
    ],
);
/// Submitted at all, and those of them that meet the standards.
pub(super) const SUBMITTED: Evidence = Evidence::counted(REPORTS, &[BY_DUE, ("{scope}", "r.submitted <= :day")]);
pub(super) const STANDARD: Evidence =
    Evidence::counted(REPORTS, &[BY_DUE, ("{scope}", "r.submitted <= :day AND r.standards = 'yes'")]);
/// Dialogues with Member States.
pub(super) const WITH_STATES: Evidence = Evidence::counted(
    DIALOGUES,
    &[(
        "{scope}",
        "EXISTS (SELECT 1 FROM mention m CROSS JOIN partner p ON p.id = m.target CROSS JOIN category k ON k.id = p.category WHERE m.owner = d.id AND k.code = 'PC1')",
    )],
);
/// Whether any dialogue is recorded, so that none with Member States is zero.
pub(super) const ANY_DIALOGUE: &str = "SELECT 1 FROM dialogue d WHERE d.deleted = 0 AND d.day <= :day LIMIT 1";
const HELD_BACK: Evidence = Evidence::money(HELD, &[("{open}", include_str!("../extras/instalment-open.sql"))]);
const LATE_REPORTS: Evidence = Evidence::counted(LATE, &[("{holds}", include_str!("../extras/report-holds.sql"))]);
const ALL_DIALOGUES: Evidence = Evidence::counted(DIALOGUES, &[("{scope}", ALL)]);
const OVERDUE: Evidence = Evidence::counted(include_str!("actions-overdue.sql"), &[]);
const SILENT: Evidence = Evidence::counted(include_str!("silent-donors.sql"), &[]);

/// The figures of this module.
pub(super) const NAMES: [&str; 6] =
    ["reports-on-time", "reports-late", "money-held", "dialogues", "actions-overdue", "silent-donors"];

impl Store {
    /// A figure of duties.
    pub(super) fn duty(
        &self,
        asker: &Asker,
        info: FigureInfo,
        of: Option<&str>,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        match info.name {
            "reports-on-time" => self.reports_on_time(asker, info, of, year, sight),
            "dialogues" => self.dialogues(asker, info, year, sight),
            "money-held" => self.all_of(asker, info, &HELD_BACK, &sight, "definition-money-held"),
            "reports-late" => {
                let mut figure = self.all_of(asker, info, &LATE_REPORTS, &sight, "definition-reports-late")?;
                let held = self.sum_of(&HELD_BACK, &sight)?.unwrap_or(0);
                figure.parts.push(part(Say::new("part-held"), Unit::Usd, held));
                Ok(figure)
            }
            "silent-donors" => {
                let mut figure = self.all_of(asker, info, &SILENT, &sight, "definition-silent")?;
                figure.definition = Some(Say::new("definition-silent").with("days", sight.silent));
                Ok(figure)
            }
            _ => self.all_of(asker, info, &OVERDUE, &sight, "definition-actions-overdue"),
        }
    }

    /// What Home says of duties: late reports with the money they hold back, actions overdue and due by Friday, donors
    /// gone silent.
    pub(super) fn needs_of_duties(&self, asker: &Asker, sight: &Sight, silent: usize) -> Result<Vec<Need>, StoreError> {
        let late = self.sum_of(&LATE_REPORTS, sight)?.unwrap_or(0);
        let held = if late > 0 { self.sum_of(&HELD_BACK, sight)?.filter(|held| *held > 0) } else { None };
        let overdue = self.sum_of(&OVERDUE, sight)?.unwrap_or(0);
        let before = asker.day().plus_days(-1);
        let friday = read_day("friday", before)?;
        let soon = format!("status=pending due>{before} due<{} sort=due", friday.plus_days(1));
        let due = self.how_many(asker, &Query::read(Kind::FollowUp, &soon)?)?;
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let need = |mark, say: Say, kind, query: String, usd| Need { mark, say, kind, query, usd };
        let silent_list = format!(
            "two_years>0 silent>{} sort=-two_years columns=name,silent,last_contact,two_years,focal_point",
            sight.silent
        );
        let all = [
            (
                late,
                need(
                    '!',
                    Say::new("need-reports-late").with("count", late),
                    Kind::Report,
                    "late>0 sort=due columns=due,late,title,partner,holds,owner,agreement".to_owned(),
                    held,
                ),
            ),
            (
                overdue,
                need(
                    '!',
                    Say::new("need-actions-overdue").with("count", overdue),
                    Kind::FollowUp,
                    "late>0 sort=due".to_owned(),
                    None,
                ),
            ),
            (count(due), need('~', Say::new("need-actions-due").with("count", due), Kind::FollowUp, soon, None)),
            (
                count(silent),
                need(
                    '~',
                    Say::new("need-silent").with("count", silent).with("days", sight.silent),
                    Kind::Partner,
                    silent_list,
                    None,
                ),
            ),
        ];
        Ok(all.into_iter().filter(|(count, _)| *count > 0).map(|(_, need)| need).collect())
    }

    /// Everything a query finds on the day.
    fn all_of(
        &self,
        asker: &Asker,
        info: FigureInfo,
        evidence: &Evidence,
        sight: &Sight,
        definition: &'static str,
    ) -> Result<Figure, StoreError> {
        let mut figure = Figure::empty(info, None, Some(Say::new(definition)));
        figure.lines = self.lines_of(asker, evidence, sight)?;
        figure.left_out = self.left_out_of(asker, evidence, sight)?;
        figure.value = Some(self.sum_of(evidence, sight)?.unwrap_or(0));
        Ok(figure)
    }

    /// One year, or the years of the plan so far; the day stays the asker's, so that a report due on the last of
    /// December and late in January is late.
    fn years_so_far(&self, asker: &Asker, year: Option<i16>, sight: Sight) -> Result<Sight, StoreError> {
        let day = sight.day.clone();
        let (sight, _) = self.over(asker, Over::SoFar, year, sight)?;
        Ok(Sight { day, of: None, ..sight })
    }

    fn reports_on_time(
        &self,
        asker: &Asker,
        info: FigureInfo,
        of: Option<&str>,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        let mut sight = self.years_so_far(asker, year, sight)?;
        let mut figure = Figure::empty(info, year, Some(Say::new("definition-reports-on-time")));
        if let Some(whose) = of {
            figure.of = Some(self.reports_of(asker, whose, &mut sight)?);
        }
        let counted = |evidence: &Evidence| Ok::<_, StoreError>(self.sum_of(evidence, &sight)?.unwrap_or(0));
        let [on_time, due] = [counted(&ON_TIME)?, counted(&DUE)?];
        let [on_first, first_due] = [counted(&ON_FIRST)?, counted(&FIRST_DUE)?];
        figure.value = tenths(on_time.into(), due.into());
        let share = |say: &'static str, share: Option<i64>| share.map(|share| part(Say::new(say), Unit::Tenths, share));
        figure.parts = vec![
            part(Say::new("part-on-time"), Unit::Count, on_time),
            part(Say::new("part-due"), Unit::Count, due),
            part(Say::new("part-extended"), Unit::Count, counted(&EXTENDED)?),
        ];
        figure.parts.extend(share("part-by-extended", figure.value));
        figure.parts.extend(share("part-by-first", tenths(on_first.into(), first_due.into())));
        if let Some(value) = figure.value {
            figure.lines = share_out(value, self.lines_of(asker, &ON_TIME, &sight)?);
        }
        if of.is_none() && figure.value.is_some() {
            figure.published = self.observed("IND-DONOR-REPORTING", Unit::Tenths, &sight)?;
        }
        Ok(figure)
    }

    /// Narrows to the reports of a donor, an agreement, a focal point or an office; gives its name.
    fn reports_of(&self, asker: &Asker, whose: &str, sight: &mut Sight) -> Result<String, StoreError> {
        for kind in [Kind::Partner, Kind::Agreement, Kind::FocalPoint] {
            if let Ok(id) = self.resolve(asker, kind, whose) {
                sight.partner = id;
                return Ok(self.name_of(asker, kind, id)?.unwrap_or_default());
            }
        }
        let sql = "SELECT 1 FROM focal_point f WHERE f.deleted = 0 AND f.office = ?1";
        if self.connection.prepare_cached(sql)?.exists([whose])? {
            whose.clone_into(&mut sight.office);
            return Ok(whose.to_owned());
        }
        Err(Say::new("value-no-such-record").with("text", whose).with("kind", Kind::Partner.name()).into())
    }

    fn dialogues(
        &self,
        asker: &Asker,
        info: FigureInfo,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        let sight = self.years_so_far(asker, year, sight)?;
        let mut figure = self.all_of(asker, info, &ALL_DIALOGUES, &sight, "definition-dialogues")?;
        figure.year = year;
        let states = self.sum_of(&WITH_STATES, &sight)?.unwrap_or(0);
        figure.parts.push(part(Say::new("part-with-states"), Unit::Count, states));
        self.rows(include_str!("dialogue-kinds.sql"), &sight, |row| {
            let (kind, count): (String, i64) = (row.get(0)?, row.get(1)?);
            figure.parts.push(part(Say::new(part_of_kind(&kind)), Unit::Count, count));
            Ok(())
        })?;
        figure.published = self.observed("IND-DIALOGUES", Unit::Count, &sight)?;
        Ok(figure)
    }
}

/// The words of a kind of dialogue among the parts of their number.
fn part_of_kind(kind: &str) -> &'static str {
    match kind {
        "meeting" => "part-meetings",
        "call" => "part-calls",
        "letter" => "part-letters",
        "mission" => "part-missions",
        "donor-group" => "part-donor-groups",
        "funding-dialogue" => "part-funding-dialogues",
        "board-session" => "part-board-sessions",
        _ => "part-events",
    }
}
