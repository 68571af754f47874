//! The kinds of record the product keeps, each declared once: name, fields, title, default columns.
//! It refuses to know screens, SQL or any rule over several records.

use super::field::Field;
use super::tables;

/// One kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Partner,
    Contact,
    FocalPoint,
    Assignment,
    Flagship,
    Category,
    Objective,
    Strategy,
    Engagement,
    Contribution,
    Document,
    Rate,
    Fund,
    Earmarking,
    DonorType,
    Country,
    Region,
    Currency,
    Subprogramme,
    Indicator,
    Observation,
    CoreBudget,
    Plan,
    PlanTarget,
    Setting,
    Stage,
    Charge,
    Pledge,
    Agreement,
    Amendment,
    Instalment,
    WriteOff,
    Object,
    BudgetLine,
    BudgetTotal,
    FinanceLine,
    PostLine,
    Deliverable,
    Milestone,
    Commitment,
    CountryEngagement,
    ReformFact,
    RegionFunding,
    Dialogue,
    FollowUp,
    Report,
    ReportRule,
    DueDiligence,
    Handover,
    EngagementPlan,
    EngagementStep,
    Outcome,
    Topic,
    Account,
    AccountKey,
    RoleRight,
    /// A code of a list of others that came after the lists that ship.
    ListCode,
}

/// What is declared about a kind.
#[derive(Debug)]
pub struct KindInfo {
    /// Table in the file, word on the command line, and end of the message key `kind-NAME`.
    pub name: &'static str,
    /// The attributes, in the order of forms and files.
    pub fields: &'static [Field],
    /// The fields whose shown texts, joined, name a record of this kind.
    pub title: &'static [&'static str],
    /// Columns of a list before anybody chose others: fields or extras.
    pub columns: &'static [&'static str],
    /// Order of a list before anybody chose another: columns, `-` in front for descending.
    pub sort: &'static [&'static str],
    /// Computed columns this kind offers besides its fields.
    pub extras: &'static [Extra],
    /// Whether its text can be found by search over all records.
    pub searched: bool,
}

/// A computed column: never stored, counted from records for the rows on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extra {
    pub name: &'static str,
    pub shows: Shows,
}

/// How a computed value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// US dollar cents.
    Usd,
    Count,
    /// Plain text.
    Text,
    /// A day.
    Day,
    /// How much of a whole is there, thousandths: shown as a bar with its per cent.
    Share,
    /// A word from the message files: `choice-NAME`.
    Word,
}

impl Kind {
    /// Every kind; the order is that of loading, so that a reference comes after what it points to.
    pub const ALL: [Self; 57] = [
        Self::Region,
        Self::Currency,
        Self::Country,
        Self::Fund,
        Self::Earmarking,
        Self::Category,
        Self::Objective,
        Self::Strategy,
        Self::DonorType,
        Self::Flagship,
        Self::Subprogramme,
        Self::Indicator,
        Self::Observation,
        Self::CoreBudget,
        Self::Plan,
        Self::PlanTarget,
        Self::Setting,
        Self::Rate,
        Self::Partner,
        Self::Contact,
        Self::FocalPoint,
        Self::Assignment,
        Self::Engagement,
        Self::Stage,
        Self::Charge,
        Self::Pledge,
        Self::Agreement,
        Self::Amendment,
        Self::Instalment,
        Self::WriteOff,
        Self::Contribution,
        Self::Document,
        Self::Object,
        Self::BudgetLine,
        Self::BudgetTotal,
        Self::FinanceLine,
        Self::PostLine,
        Self::Deliverable,
        Self::Milestone,
        Self::Commitment,
        Self::CountryEngagement,
        Self::ReformFact,
        Self::RegionFunding,
        Self::Dialogue,
        Self::FollowUp,
        Self::Report,
        Self::ReportRule,
        Self::DueDiligence,
        Self::Handover,
        Self::EngagementPlan,
        Self::EngagementStep,
        Self::Outcome,
        Self::Topic,
        Self::Account,
        Self::AccountKey,
        Self::RoleRight,
        Self::ListCode,
    ];

    /// The kinds by the number their shipped records carry in their ids: only ever appended to, since files keep them.
    pub const NUMBERED: [Self; 57] = [
        Self::Region,
        Self::Currency,
        Self::Country,
        Self::Fund,
        Self::Earmarking,
        Self::Category,
        Self::Objective,
        Self::Strategy,
        Self::DonorType,
        Self::Flagship,
        Self::Subprogramme,
        Self::Indicator,
        Self::Observation,
        Self::CoreBudget,
        Self::Plan,
        Self::PlanTarget,
        Self::Setting,
        Self::Rate,
        Self::Partner,
        Self::Contact,
        Self::FocalPoint,
        Self::Assignment,
        Self::Engagement,
        Self::Contribution,
        Self::Document,
        Self::Stage,
        Self::Charge,
        Self::Pledge,
        Self::Agreement,
        Self::Amendment,
        Self::Instalment,
        Self::WriteOff,
        Self::Object,
        Self::BudgetLine,
        Self::BudgetTotal,
        Self::FinanceLine,
        Self::PostLine,
        Self::Deliverable,
        Self::Milestone,
        Self::Commitment,
        Self::CountryEngagement,
        Self::ReformFact,
        Self::RegionFunding,
        Self::Dialogue,
        Self::FollowUp,
        Self::Report,
        Self::ReportRule,
        Self::DueDiligence,
        Self::Handover,
        Self::EngagementPlan,
        Self::EngagementStep,
        Self::Outcome,
        Self::Topic,
        Self::Account,
        Self::AccountKey,
        Self::RoleRight,
        Self::ListCode,
    ];

    /// What is declared about this kind.
    #[must_use]
    pub const fn info(self) -> &'static KindInfo {
        tables::info(self)
    }

    /// Table, command-line word and end of the message key.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.info().name
    }

    /// The attributes in the order of forms and files.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        self.info().fields
    }

    /// The kind with this name (`focal-point` and `focal_point` are one).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace('-', "_");
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The field with this name.
    #[must_use]
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// The computed column with this name.
    #[must_use]
    pub fn extra(self, name: &str) -> Option<&'static Extra> {
        self.info().extras.iter().find(|extra| extra.name == name)
    }

    /// The fields that name a record in a language, best first: `name_zh`, else `name_en`, `name`, `title`, `code`, else
    /// its only title.
    #[must_use]
    pub fn name_fields(self, lang: &str) -> Vec<&'static str> {
        let local = format!("name_{lang}");
        let mut names: Vec<&'static str> = [local.as_str(), "name_en", "name", "title", "code"]
            .iter()
            .filter_map(|name| self.field(name).map(|field| field.name))
            .collect();
        // What is to be done is the name of an action.
        if let ([], [only]) = (names.as_slice(), self.info().title) {
            names.push(only);
        }
        names
    }
}

/// What a record's page shows besides its own fields: kinds of record with the field that points to it.
#[must_use]
pub const fn related(kind: Kind) -> &'static [(Kind, &'static str)] {
    match kind {
        Kind::Partner => &[
            (Kind::Dialogue, "partners"),
            (Kind::FollowUp, "partner"),
            (Kind::Agreement, "partner"),
            (Kind::Pledge, "partner"),
            (Kind::Engagement, "partner"),
            (Kind::Contact, "partner"),
            (Kind::Document, "partner"),
            (Kind::Contribution, "partner"),
            (Kind::DueDiligence, "partner"),
            (Kind::Assignment, "partner"),
            (Kind::Partner, "parent"),
        ],
        Kind::FocalPoint => &[
            (Kind::Assignment, "focal_point"),
            (Kind::Report, "owner"),
            (Kind::FollowUp, "owner"),
            (Kind::Engagement, "owner"),
            (Kind::Dialogue, "staff"),
            (Kind::Handover, "from_point"),
            (Kind::Handover, "to_point"),
        ],
        Kind::Account => &[(Kind::AccountKey, "account")],
        Kind::Dialogue => &[(Kind::FollowUp, "dialogue"), (Kind::Document, "dialogue")],
        Kind::Report => &[(Kind::Instalment, "report")],
        Kind::EngagementPlan => &[(Kind::EngagementStep, "plan")],
        Kind::Category => &[(Kind::Objective, "category"), (Kind::Strategy, "category"), (Kind::Partner, "category")],
        Kind::Strategy => &[(Kind::Engagement, "strategy")],
        Kind::Country => &[(Kind::Partner, "country"), (Kind::CountryEngagement, "country")],
        Kind::Region => &[(Kind::Country, "region"), (Kind::RegionFunding, "region")],
        Kind::Subprogramme => &[(Kind::Deliverable, "subprogramme")],
        Kind::Indicator => &[(Kind::Observation, "indicator"), (Kind::Milestone, "indicator")],
        Kind::Plan => &[(Kind::PlanTarget, "plan")],
        Kind::Stage => &[(Kind::Agreement, "stage")],
        Kind::Pledge => &[(Kind::Agreement, "pledge"), (Kind::Pledge, "replaces")],
        Kind::Agreement => &[
            (Kind::Amendment, "agreement"),
            (Kind::Instalment, "agreement"),
            (Kind::Contribution, "agreement"),
            (Kind::Report, "agreement"),
            (Kind::Document, "agreement"),
        ],
        Kind::Instalment => &[(Kind::Contribution, "instalment"), (Kind::WriteOff, "instalment")],
        Kind::Flagship => {
            &[(Kind::Agreement, "flagship"), (Kind::Contribution, "flagship"), (Kind::Pledge, "flagship")]
        }
        _ => &[],
    }
}
