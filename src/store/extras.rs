//! Computed columns of lists: one SQL expression each over the row `t`, the year `:year`, the year before `:before`,
//! the day `:day` and the last day of money that counts `:known`. Nothing here is stored.
//!
//! A sum over a join is taken of an inner query with `LIMIT -1`: that keeps the engine from folding the two into one,
//! and a view of the past is then read by the index of the join instead of whole.

use crate::domain::kind::Kind;

/// Money of a partner in a year, by the index on partner.
const PARTNER_YEAR: &str = "(SELECT CAST(SUM(c.usd) AS BIGINT) FROM contribution c WHERE c.deleted = 0 AND c.partner = t.id AND c.year = :year AND c.known <= :known)";
const PARTNER_BEFORE: &str = "(SELECT CAST(SUM(c.usd) AS BIGINT) FROM contribution c WHERE c.deleted = 0 AND c.partner = t.id AND c.year = :before AND c.known <= :known)";
const PARTNER_TWO_YEARS: &str = "(SELECT CAST(SUM(c.usd) AS BIGINT) FROM contribution c WHERE c.deleted = 0 AND c.partner = t.id AND c.year BETWEEN :before AND :year AND c.known <= :known)";
const PARTNER_TOTAL: &str = "(SELECT CAST(SUM(c.usd) AS BIGINT) FROM contribution c WHERE c.deleted = 0 AND c.partner = t.id AND c.known <= :known)";
const PARTNER_LEAD: &str = "(SELECT f.name FROM assignment a JOIN focal_point f ON f.id = a.focal_point WHERE a.deleted = 0 AND a.partner = t.id AND a.role = 'lead' AND a.from_day <= :day AND (a.to_day IS NULL OR a.to_day >= :day) ORDER BY a.from_day DESC LIMIT 1)";
const PARTNER_ENGAGEMENTS: &str = "(SELECT count(*) FROM engagement e WHERE e.deleted = 0 AND e.partner = t.id AND e.status IN ('planned', 'active'))";
/// A year whose sum is not above zero is a year without a gift; the words are those of the figures of donors.
pub(super) const PARTNER_STATUS: &str = concat!(
    "(SELECT ",
    include_str!("figures/status.sql"),
    " FROM (SELECT c.year AS year FROM contribution c WHERE c.deleted = 0 AND c.partner = t.id AND c.year <= :year AND c.known <= :known GROUP BY c.year HAVING SUM(c.usd) > 0) g)"
);
const LED: &str = "(SELECT count(*) FROM assignment a WHERE a.deleted = 0 AND a.focal_point = t.id AND a.role = 'lead' AND a.from_day <= :day AND (a.to_day IS NULL OR a.to_day >= :day))";
const DEPUTISED: &str = "(SELECT count(*) FROM assignment a WHERE a.deleted = 0 AND a.focal_point = t.id AND a.role = 'deputy' AND a.from_day <= :day AND (a.to_day IS NULL OR a.to_day >= :day))";
const LED_YEAR: &str = "(SELECT CAST(SUM(m.usd) AS BIGINT) FROM (SELECT c.usd FROM assignment a JOIN contribution c ON c.partner = a.partner AND c.deleted = 0 AND c.year = :year AND c.known <= :known WHERE a.deleted = 0 AND a.focal_point = t.id AND a.role = 'lead' AND a.from_day <= :day AND (a.to_day IS NULL OR a.to_day >= :day) LIMIT -1) m)";
const LED_BEFORE: &str = "(SELECT CAST(SUM(m.usd) AS BIGINT) FROM (SELECT c.usd FROM assignment a JOIN contribution c ON c.partner = a.partner AND c.deleted = 0 AND c.year = :before AND c.known <= :known WHERE a.deleted = 0 AND a.focal_point = t.id AND a.role = 'lead' AND a.from_day <= :day AND (a.to_day IS NULL OR a.to_day >= :day) LIMIT -1) m)";
const CATEGORY_PARTNERS: &str = "(SELECT count(*) FROM partner p WHERE p.deleted = 0 AND p.category = t.id)";
const CATEGORY_DONORS: &str =
    "(SELECT count(*) FROM partner p WHERE p.deleted = 0 AND p.category = t.id AND p.donor = 'yes')";
const CATEGORY_ENGAGEMENTS: &str = "(SELECT count(*) FROM engagement e JOIN strategy s ON s.id = e.strategy WHERE e.deleted = 0 AND s.category = t.id)";
const CATEGORY_DONE: &str = "(SELECT count(*) FROM engagement e JOIN strategy s ON s.id = e.strategy WHERE e.deleted = 0 AND s.category = t.id AND e.status = 'done')";
const STRATEGY_ENGAGEMENTS: &str = "(SELECT count(*) FROM engagement e WHERE e.deleted = 0 AND e.strategy = t.id)";
const STRATEGY_DONE: &str =
    "(SELECT count(*) FROM engagement e WHERE e.deleted = 0 AND e.strategy = t.id AND e.status = 'done')";
const COUNTRY_DONORS: &str =
    "(SELECT count(*) FROM partner p WHERE p.deleted = 0 AND p.country = t.id AND p.donor = 'yes')";
const COUNTRY_TOTAL: &str = "(SELECT CAST(SUM(m.usd) AS BIGINT) FROM (SELECT c.usd FROM partner p JOIN contribution c ON c.partner = p.id AND c.deleted = 0 AND c.known <= :known WHERE p.deleted = 0 AND p.country = t.id LIMIT -1) m)";
const COUNTRY_YEAR: &str = "(SELECT CAST(SUM(m.usd) AS BIGINT) FROM (SELECT c.usd FROM partner p JOIN contribution c ON c.partner = p.id AND c.deleted = 0 AND c.year = :year AND c.known <= :known WHERE p.deleted = 0 AND p.country = t.id LIMIT -1) m)";

/// Every computed column: kind, name, expression. A test compares it with what the kinds declare.
pub(super) const ALL: &[(Kind, &str, &str)] = &[
    (Kind::Partner, "this_year", PARTNER_YEAR),
    (Kind::Partner, "last_year", PARTNER_BEFORE),
    (Kind::Partner, "two_years", PARTNER_TWO_YEARS),
    (Kind::Partner, "total", PARTNER_TOTAL),
    (Kind::Partner, "focal_point", PARTNER_LEAD),
    (Kind::Partner, "status", PARTNER_STATUS),
    (Kind::Partner, "engagements", PARTNER_ENGAGEMENTS),
    (Kind::FocalPoint, "leads", LED),
    (Kind::FocalPoint, "deputies", DEPUTISED),
    (Kind::FocalPoint, "this_year", LED_YEAR),
    (Kind::FocalPoint, "last_year", LED_BEFORE),
    (Kind::Category, "partners", CATEGORY_PARTNERS),
    (Kind::Category, "donors", CATEGORY_DONORS),
    (Kind::Category, "engagements", CATEGORY_ENGAGEMENTS),
    (Kind::Category, "done", CATEGORY_DONE),
    (Kind::Strategy, "engagements", STRATEGY_ENGAGEMENTS),
    (Kind::Strategy, "done", STRATEGY_DONE),
    (Kind::Country, "donors", COUNTRY_DONORS),
    (Kind::Country, "total", COUNTRY_TOTAL),
    (Kind::Country, "this_year", COUNTRY_YEAR),
    (Kind::Stage, "agreements", STAGE_AGREEMENTS),
    (Kind::Stage, "value", STAGE_VALUE),
    (Kind::Pledge, "signed", PLEDGE_SIGNED),
    (Kind::Pledge, "outstanding", PLEDGE_OUTSTANDING),
    (Kind::Pledge, "standing", PLEDGE_STANDING),
    (Kind::Agreement, "state", AGREEMENT_STATE),
    (Kind::Agreement, "total", AGREEMENT_TOTAL),
    (Kind::Agreement, "received", AGREEMENT_RECEIVED),
    (Kind::Agreement, "open", AGREEMENT_OPEN),
    (Kind::Agreement, "weighted", AGREEMENT_WEIGHTED),
    (Kind::Agreement, "age", AGREEMENT_AGE),
    (Kind::Agreement, "late", AGREEMENT_LATE),
    (Kind::Agreement, "ends_now", AGREEMENT_ENDS),
    (Kind::Instalment, "received", INSTALMENT_RECEIVED),
    (Kind::Instalment, "written_off", INSTALMENT_WRITTEN_OFF),
    (Kind::Instalment, "open", INSTALMENT_OPEN),
    (Kind::Instalment, "overdue", INSTALMENT_OVERDUE),
    (Kind::Instalment, "standing", INSTALMENT_STANDING),
    (Kind::Contribution, "early", CONTRIBUTION_EARLY),
    (Kind::Category, "uncovered", CATEGORY_UNCOVERED),
    (Kind::Subprogramme, "engagements", SUBPROGRAMME_ENGAGEMENTS),
    (Kind::Outcome, "engagements", OUTCOME_ENGAGEMENTS),
    (Kind::Flagship, "partners", FLAGSHIP_PARTNERS),
    (Kind::Flagship, "raised", FLAGSHIP_RAISED),
    (Kind::Flagship, "share", FLAGSHIP_SHARE),
    (Kind::Flagship, "weighted", FLAGSHIP_WEIGHTED),
    (Kind::Flagship, "gap", FLAGSHIP_GAP),
    (Kind::Dialogue, "actions", DIALOGUE_ACTIONS),
    (Kind::FollowUp, "late", FOLLOW_UP_LATE),
    (Kind::Report, "standing", REPORT_STANDING),
    (Kind::Report, "late", REPORT_LATE),
    (Kind::Report, "holds", REPORT_HOLDS),
    (Kind::Report, "partner", REPORT_PARTNER),
    (Kind::Report, "days_left", REPORT_DAYS_LEFT),
    (Kind::DueDiligence, "standing", CHECK_STANDING),
    (Kind::EngagementPlan, "steps", PLAN_STEPS),
    (Kind::Partner, "last_contact", PARTNER_CONTACT),
    (Kind::Partner, "silent", PARTNER_SILENT),
    (Kind::Partner, "owed", PARTNER_OWED),
    (Kind::Partner, "late_reports", PARTNER_LATE_REPORTS),
    (Kind::Partner, "promises", PARTNER_PROMISES),
    (Kind::FocalPoint, "reports_due", POINT_REPORTS),
    (Kind::FocalPoint, "promises", POINT_PROMISES),
    (Kind::BudgetTotal, "lines", BUDGET_LINES),
    (Kind::BudgetTotal, "difference", BUDGET_DIFFERENCE),
];

const STAGE_AGREEMENTS: &str = "(SELECT count(*) FROM agreement a WHERE a.deleted = 0 AND a.stage = t.id)";
const STAGE_VALUE: &str = "(SELECT CAST(SUM(a.usd) AS BIGINT) FROM agreement a WHERE a.deleted = 0 AND a.stage = t.id)";
const PLEDGE_SIGNED: &str = include_str!("extras/pledge-signed.sql");
pub(super) const PLEDGE_OUTSTANDING: &str = concat!(
    "(CASE WHEN EXISTS (SELECT 1 FROM pledge n WHERE n.deleted = 0 AND n.replaces = t.id AND n.said <= :known) THEN NULL ",
    "ELSE max(t.usd - COALESCE(",
    include_str!("extras/pledge-signed.sql"),
    ", 0), 0) END)"
);
const PLEDGE_STANDING: &str = concat!(
    "(CASE WHEN EXISTS (SELECT 1 FROM pledge n WHERE n.deleted = 0 AND n.replaces = t.id AND n.said <= :known) ",
    "THEN 'replaced' WHEN COALESCE(",
    include_str!("extras/pledge-signed.sql"),
    ", 0) >= t.usd THEN 'signed' ELSE 'outstanding' END)"
);
const AGREEMENT_STATE: &str = "(SELECT s.state FROM stage s WHERE s.id = t.stage)";
const AGREEMENT_TOTAL: &str = concat!("(", include_str!("extras/agreement-total.sql"), ")");
const AGREEMENT_RECEIVED: &str = "(SELECT CAST(SUM(c.usd) AS BIGINT) FROM contribution c WHERE c.deleted = 0 AND c.agreement = t.id AND c.known <= :known)";
/// Signed, not received and not written off; never below zero, since what came beyond one agreement pays for no other.
const AGREEMENT_OPEN: &str = concat!(
    "(CASE WHEN t.signed <= :known AND t.stage IN (SELECT s.id FROM stage s WHERE s.state = 'signed') THEN max(",
    include_str!("extras/agreement-total.sql"),
    " - COALESCE((SELECT SUM(c.usd) FROM contribution c WHERE c.deleted = 0 AND c.agreement = t.id AND c.known <= :known), 0)",
    " - COALESCE((SELECT SUM(w.usd) FROM instalment i CROSS JOIN write_off w WHERE w.instalment = i.id AND w.deleted = 0 AND i.deleted = 0 AND i.agreement = t.id AND w.day <= :known), 0), 0) END)"
);
/// By the chance of its stage, half a cent away from zero; only while it is open.
const AGREEMENT_WEIGHTED: &str =
    "(SELECT part_of(t.usd, s.chance, 10000) FROM stage s WHERE s.id = t.stage AND s.state = 'open')";
const AGREEMENT_AGE: &str = "CAST(julianday(:day) - julianday(t.stage_since) AS INTEGER)";
const AGREEMENT_LATE: &str =
    "(CASE WHEN t.expected < :day AND t.stage IN (SELECT s.id FROM stage s WHERE s.state = 'open') THEN 'late' END)";
const AGREEMENT_ENDS: &str = "COALESCE((SELECT m.new_ends FROM amendment m WHERE m.deleted = 0 AND m.agreement = t.id AND m.new_ends IS NOT NULL AND m.day <= :known ORDER BY m.day DESC, m.id DESC LIMIT 1), t.ends)";
const INSTALMENT_RECEIVED: &str = "(SELECT CAST(SUM(c.usd) AS BIGINT) FROM contribution c WHERE c.deleted = 0 AND c.instalment = t.id AND c.known <= :known)";
const INSTALMENT_WRITTEN_OFF: &str = "(SELECT CAST(SUM(w.usd) AS BIGINT) FROM write_off w WHERE w.deleted = 0 AND w.instalment = t.id AND w.day <= :known)";
const INSTALMENT_OPEN: &str =
    concat!("part_of(t.usd, max(", include_str!("extras/instalment-open.sql"), ", 0), t.amount)");
const INSTALMENT_OVERDUE: &str = concat!(
    "(CASE WHEN t.due < :day AND ",
    include_str!("extras/instalment-open.sql"),
    " > 0 THEN CAST(julianday(:day) - julianday(t.due) AS INTEGER) END)"
);
const INSTALMENT_STANDING: &str = concat!(
    "(SELECT CASE WHEN o.open < 0 THEN 'overpaid' WHEN o.open = 0 THEN 'settled' WHEN t.due < :day THEN 'overdue' ",
    "WHEN o.open < t.amount THEN 'part' ELSE 'due' END FROM (SELECT ",
    include_str!("extras/instalment-open.sql"),
    " AS open) o)"
);
/// Money that came before its agreement began: allowed, and shown.
const CONTRIBUTION_EARLY: &str = "(SELECT 'yes' FROM agreement a WHERE a.id = t.agreement AND a.starts > t.known)";

/// The budget lines a printed total should add up; one that is not printed for a fund, priority or object is over all.
const BUDGET_LINES: &str = include_str!("extras/budget-lines.sql");
/// What is printed less the lines.
const BUDGET_DIFFERENCE: &str = concat!("(t.amount_usd - COALESCE(", include_str!("extras/budget-lines.sql"), ", 0))");

/// Strategies of a category under which nothing was planned yet.
const CATEGORY_UNCOVERED: &str = "(SELECT count(*) FROM strategy s WHERE s.deleted = 0 AND s.category = t.id AND NOT EXISTS (SELECT 1 FROM engagement e WHERE e.deleted = 0 AND e.strategy = s.id))";
const SUBPROGRAMME_ENGAGEMENTS: &str =
    "(SELECT count(*) FROM engagement e WHERE e.deleted = 0 AND e.subprogramme = t.id)";
const OUTCOME_ENGAGEMENTS: &str = "(SELECT count(*) FROM engagement e WHERE e.deleted = 0 AND e.outcome_area = t.id)";
const DIALOGUE_ACTIONS: &str =
    "(SELECT count(*) FROM follow_up f WHERE f.deleted = 0 AND f.dialogue = t.id AND f.status = 'pending')";
const FOLLOW_UP_LATE: &str =
    "(CASE WHEN t.status = 'pending' AND t.due < :day THEN CAST(julianday(:day) - julianday(t.due) AS INTEGER) END)";
const REPORT_STANDING: &str = include_str!("extras/report-standing.sql");
/// Days past its day while nothing was submitted; informal reports are never late.
const REPORT_LATE: &str = "(CASE WHEN t.kind <> 'informal' AND t.due < :day AND (t.submitted IS NULL OR t.submitted > :day) THEN CAST(julianday(:day) - julianday(t.due) AS INTEGER) END)";
/// What is open of the instalments that wait for it, until it is accepted.
const REPORT_HOLDS: &str =
    concat!("(CASE WHEN t.accepted <= :day THEN NULL ELSE ", include_str!("extras/report-holds.sql"), " END)");
const REPORT_PARTNER: &str =
    "(SELECT p.name FROM agreement a JOIN partner p ON p.id = a.partner WHERE a.id = t.agreement)";
/// The ladder of warnings: 90, 60 and 30 days before its day, a week before, and after it, with the days.
const REPORT_DAYS_LEFT: &str = include_str!("extras/report-days-left.sql");
const CHECK_STANDING: &str = "(CASE WHEN t.waiver = 'yes' AND (t.valid_until IS NULL OR t.valid_until >= :day) THEN 'waived' WHEN t.status IN ('refused', 'pending') THEN t.status WHEN t.valid_until < :day THEN 'expired' ELSE 'valid' END)";
const PLAN_STEPS: &str = "(SELECT count(*) FROM engagement_step s WHERE s.deleted = 0 AND s.plan = t.id)";
const PARTNER_CONTACT: &str = include_str!("extras/partner-contact.sql");
/// Days since the last dialogue with it; where there was none, since the first with anybody.
const PARTNER_SILENT: &str = concat!(
    "CAST(julianday(:day) - julianday(COALESCE(",
    include_str!("extras/partner-contact.sql"),
    ", (SELECT min(d.day) FROM dialogue d WHERE d.deleted = 0 AND d.day <= :day))) AS INTEGER)"
);
const PARTNER_OWED: &str = "(SELECT count(*) FROM agreement a JOIN report r ON r.agreement = a.id WHERE a.deleted = 0 AND a.partner = t.id AND r.deleted = 0 AND r.kind <> 'informal' AND (r.submitted IS NULL OR r.submitted > :day))";
const PARTNER_LATE_REPORTS: &str = "(SELECT count(*) FROM agreement a JOIN report r ON r.agreement = a.id WHERE a.deleted = 0 AND a.partner = t.id AND r.deleted = 0 AND r.kind <> 'informal' AND r.due < :day AND (r.submitted IS NULL OR r.submitted > :day))";
const PARTNER_PROMISES: &str =
    "(SELECT count(*) FROM follow_up f WHERE f.deleted = 0 AND f.partner = t.id AND f.status = 'pending')";
const POINT_REPORTS: &str = "(SELECT count(*) FROM report r WHERE r.deleted = 0 AND r.owner = t.id AND r.kind <> 'informal' AND (r.submitted IS NULL OR r.submitted > :day))";
const POINT_PROMISES: &str =
    "(SELECT count(*) FROM follow_up f WHERE f.deleted = 0 AND f.owner = t.id AND f.status = 'pending')";

/// What a row fulfils wherever a computed column has a value: asked first, for it has an index and the column has none.
const WHERE_VALUED: &[(Kind, &str, &str)] = &[
    (Kind::Agreement, "late", "t.expected < :day AND t.stage IN (SELECT s.id FROM stage s WHERE s.state = 'open')"),
    (Kind::Agreement, "weighted", "t.stage IN (SELECT s.id FROM stage s WHERE s.state = 'open')"),
    (Kind::Agreement, "open", "t.stage IN (SELECT s.id FROM stage s WHERE s.state = 'signed')"),
    (Kind::Instalment, "overdue", "t.due < :day"),
    (
        Kind::Contribution,
        "early",
        "t.id IN (SELECT c.id FROM contribution c JOIN agreement a ON a.id = c.agreement WHERE c.deleted = 0 AND c.agreement IS NOT NULL AND a.starts > c.known)",
    ),
];

/// What a row fulfils wherever a computed column has a value; none where nothing narrows it down.
pub(super) fn where_valued(kind: Kind, name: &str) -> Option<&'static str> {
    WHERE_VALUED.iter().find(|(of, known, _)| *of == kind && *known == name).map(|(_, _, sql)| *sql)
}
/// Distinct partners that signed for a programme or gave to it, of those it needs.
const FLAGSHIP_PARTNERS: &str = concat!(
    "((SELECT count(DISTINCT g.partner) FROM ",
    include_str!("extras/flagship-money.sql"),
    ") || COALESCE('/' || t.min_partners, ''))"
);
/// Signed for a programme, and given outside any agreement.
const FLAGSHIP_RAISED: &str =
    concat!("(SELECT CAST(SUM(g.usd) AS BIGINT) FROM ", include_str!("extras/flagship-money.sql"), ")");
const FLAGSHIP_SHARE: &str = concat!(
    "part_of(1000, max(COALESCE((SELECT SUM(g.usd) FROM ",
    include_str!("extras/flagship-money.sql"),
    "), 0), 0), t.min_investment_usd)"
);
/// What is on its way to a programme, each part by the chance of its stage.
const FLAGSHIP_WEIGHTED: &str = "(SELECT CAST(SUM(part_of(o.usd, s.chance, 10000)) AS BIGINT) FROM portion o JOIN agreement a ON a.id = o.owner JOIN stage s ON s.id = a.stage WHERE o.along = 'flagship' AND o.item = t.id AND a.deleted = 0 AND s.state = 'open')";
const FLAGSHIP_GAP: &str = concat!(
    "max(t.min_investment_usd - COALESCE((SELECT SUM(g.usd) FROM ",
    include_str!("extras/flagship-money.sql"),
    "), 0), 0)"
);

/// The expression of a computed column.
pub(super) fn sql(kind: Kind, name: &str) -> Option<&'static str> {
    ALL.iter().find(|(of, known, _)| *of == kind && *known == name).map(|(_, _, sql)| *sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_declared_extra_has_its_expression_and_no_other() {
        let declared: Vec<(Kind, &str)> = Kind::ALL
            .into_iter()
            .flat_map(|kind| kind.info().extras.iter().map(move |extra| (kind, extra.name)))
            .collect();
        assert_eq!(declared.len(), ALL.len());
        for (kind, name) in declared {
            assert!(sql(kind, name).is_some(), "{} {name}", kind.name());
        }
    }
}
