//! What a new file holds: the reference data of the papers, and for the demo the public figures with posts who look
//! after donors. Everything goes in through the door, as one action.

use super::apply::Writing;
use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::change::{Change, Op, Origin};
use crate::domain::day::Day;
use crate::domain::field::{Input, Reading};
use crate::domain::kind::Kind;
use crate::domain::money::Currency;
use crate::domain::record::Id;
use crate::reference::{self, Row};

/// Shared settings with the definitions proposed where the papers leave them open: code, value, why.
const SETTINGS: &[(&str, &str, &str)] = &[
    (
        "returning-after-years",
        "2",
        "A donor that gives again after this many years without a gift is returning. Not defined in the papers (EB2021-S2-4 para 4(c)); proposed.",
    ),
    ("largest-donors", "10", "How many donors the share of the largest counts (HSP/EB.2020/12 Figure 3)."),
    (
        "reserve-share",
        "10",
        "Per cent of the Foundation non-earmarked budget kept as general financial reserve (HSP/EB.1/2/Rev.1 paras 60, 63).",
    ),
    (
        "multi-year-months",
        "12",
        "An agreement that runs over more months than this is of several years. Not defined in the papers (HSP/EB.2020/12 Figure 10); proposed.",
    ),
    (
        "due-diligence-categories",
        "PC5 PC8",
        "Partner categories whose agreements need a valid check before signature (HSP/EB.2020/12 para 35).",
    ),
    (
        "silent-days",
        "180",
        "Days without contact after which a donor counts as silent. Not defined in the papers; proposed.",
    ),
    (
        "idle-seconds",
        "0",
        "Seconds without a key after which a session ends, its draft kept and its place offered at the next login; 0: never, 1800: half an hour.",
    ),
    ("iati-identifier", "XM-DAC-41120", "Our identifier in files of the IATI standard."),
    (
        "iati-names",
        "41120; UN-Habitat; UNHABITAT; UN Habitat; United Nations Human Settlements Programme; United Nations Human Settlement Programme; United Nations Human Settlements Programme (UN-Habitat)",
        "Other identifiers and names by which files of others mean us, whatever their case.",
    ),
    (
        "iati-unit",
        "agreement",
        "Of what there is an activity each: agreement, or flagship for one of each flagship programme.",
    ),
    (
        "iati-parts",
        "pledges budgets documents results references",
        "What is published beside agreements and money received; leave out a word to keep it back.",
    ),
    (
        "iati-levels",
        "open unmarked",
        "Confidentiality of what may be published: open, internal, unmarked. What is confidential never is.",
    ),
    (
        "iati-embargo",
        "0",
        "What is younger than so many days is not published; or the last day that is, such as 2021-06-30.",
    ),
    ("iati-withheld", "FOU-INDIV FOU-HNWI", "Donor types whose names are withheld: private persons."),
    ("iati-sector", "43030", "Sector of OECD DAC: urban development and management."),
    ("iati-humanitarian", "SP4", "Subprogrammes whose work is humanitarian. Proposed."),
];

/// Who puts the shipped data in.
const MADE_BY: &str = "pledgebook";

/// Who asks where nobody does: the program for itself.
pub(super) fn maker() -> Asker {
    Asker {
        who: MADE_BY.to_owned(),
        lang: "en",
        today: Day::new(2020, 1, 1).expect("a day of the calendar"),
        as_of: None,
    }
}

impl Store {
    /// Loads the reference data into a new file, inside its open transaction. Ids are the same in every file.
    pub(super) fn seed(&mut self) -> Result<(), StoreError> {
        let asker = maker();
        let mut writing = self.begin_action(&asker, Origin::Made, "reference data", None)?;
        self.seed_sheets(&asker, &mut writing)?;
        self.end_action(&mut writing)
    }

    /// Gives a file that was migrated the shipped rows of kinds it did not know, and settings it does not have, as one
    /// action; rows of kinds it knew are left as people keep them.
    pub(super) fn seed_missing(&mut self) -> Result<(), StoreError> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let asker = maker();
        let mut writing = self.begin_action(&asker, Origin::Made, "reference data", None)?;
        self.seed_sheets(&asker, &mut writing)?;
        self.end_action(&mut writing)?;
        Ok(self.connection.execute_batch("COMMIT")?)
    }

    fn seed_sheets(&mut self, asker: &Asker, writing: &mut Writing) -> Result<(), StoreError> {
        for kind in Kind::ALL {
            let sheet = reference::ALL.iter().find(|sheet| sheet.name == kind.name());
            let Some(sheet) = sheet.filter(|_| kind != Kind::Setting) else { continue };
            let sql = format!("SELECT 1 FROM {} LIMIT 1", kind.name());
            if self.connection.prepare(&sql)?.exists([])? {
                continue;
            }
            for (row, number) in reference::rows(sheet).zip(1..) {
                self.seed_row(asker, writing, kind, number, &row)?;
            }
        }
        for ((code, value, note), number) in SETTINGS.iter().zip(1..) {
            if self.by_code(Kind::Setting, code)?.is_some() {
                continue;
            }
            let fields =
                vec![("code", (*code).to_owned()), ("value", (*value).to_owned()), ("note", (*note).to_owned())];
            self.made(asker, writing, Kind::Setting, shipped_id(Kind::Setting, number), fields)?;
        }
        Ok(())
    }

    fn seed_row(
        &mut self,
        asker: &Asker,
        writing: &mut Writing,
        kind: Kind,
        number: i64,
        row: &Row,
    ) -> Result<(), StoreError> {
        let reading = Reading::typed(asker.today, Currency::USD);
        let mut fields = Vec::new();
        for field in kind.fields() {
            let cell = row.get(field.name);
            if cell.is_empty() {
                continue;
            }
            let text = match field.input {
                Input::Refs(target) => self.resolve_all(asker, target, cell)?,
                Input::Ref(target) => self.by_code(target, cell)?.map(|id| id.to_string()).unwrap_or_default(),
                input => {
                    input
                        .read(cell, &reading)
                        .map_err(|say| say.with("cell", format!("{} {}", kind.name(), field.name)))?
                        .text
                }
            };
            fields.push((field.name, text));
        }
        self.made(asker, writing, kind, shipped_id(kind, number), fields)
    }

    fn made(
        &mut self,
        asker: &Asker,
        writing: &mut Writing,
        kind: Kind,
        id: Id,
        fields: Vec<(&'static str, String)>,
    ) -> Result<(), StoreError> {
        let change = Change { kind, id, version: 0, op: Op::Add(fields) };
        self.write_change(asker, writing, &change).map(|_| ())
    }

    /// Fills a new file with the public figures of 2010 to 2020 and with posts who look after some of the donors.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn fill_demo(&mut self, who: &str) -> Result<(), StoreError> {
        let asker = maker();
        self.take_down()?;
        self.connection.execute_batch("PRAGMA synchronous = OFF; BEGIN IMMEDIATE")?;
        let mut writing =
            self.begin_action(&asker, Origin::Made, "UN CEB financial statistics 2010-2020, unsceb.org", None)?;
        let mut demo = Demo::default();
        self.demo_governments(&asker, &mut writing, &mut demo)?;
        self.demo_others(&asker, &mut writing, &mut demo)?;
        self.demo_posts(&asker, &mut writing, &demo, who)?;
        self.end_action(&mut writing)?;
        self.connection.execute_batch("COMMIT; ANALYZE; PRAGMA synchronous = FULL")?;
        Ok(())
    }

    fn demo_governments(&mut self, asker: &Asker, writing: &mut Writing, demo: &mut Demo) -> Result<(), StoreError> {
        for row in reference::rows(&reference::DEMO_GOVERNMENT_CONTRIBUTIONS) {
            let iso3 = if row.get("iso3").is_empty() { "XKX" } else { row.get("iso3") };
            let partner = match demo.find(row.get("donor")) {
                Some(id) => id,
                None => self.demo_partner(asker, writing, demo, row.get("donor"), government(self, iso3, asker)?)?,
            };
            let code = row.get("earmarking").to_uppercase();
            self.demo_contribution(asker, writing, demo, partner, &row, &code)?;
        }
        Ok(())
    }

    fn demo_others(&mut self, asker: &Asker, writing: &mut Writing, demo: &mut Demo) -> Result<(), StoreError> {
        for row in reference::rows(&reference::DEMO_OTHER_CONTRIBUTIONS) {
            let partner = if let Some(id) = demo.find(row.get("donor")) {
                id
            } else {
                let kind = contributor(self, row.get("contributor_type"))?;
                self.demo_partner(asker, writing, demo, row.get("donor"), kind)?
            };
            let code = reference::rows(&reference::CEB_REVENUE_TYPE)
                .find(|known| known.get("spelling") == row.get("revenue_type"))
                .map_or_else(String::new, |known| known.get("earmarking").to_owned());
            self.demo_contribution(asker, writing, demo, partner, &row, &code)?;
        }
        Ok(())
    }

    fn demo_partner(
        &mut self,
        asker: &Asker,
        writing: &mut Writing,
        demo: &mut Demo,
        name: &str,
        mut fields: Vec<(&'static str, String)>,
    ) -> Result<Id, StoreError> {
        demo.partners += 1;
        let id = shipped_id(Kind::Partner, demo.partners);
        fields.push(("name", name.to_owned()));
        fields.push(("donor", "yes".to_owned()));
        if name == "Sweden" {
            // Its agency, by whose name the papers call its agreements (EB2021-S2-4, para 4(d)).
            fields.push(("aliases", "Sida".to_owned()));
        }
        fields.retain(|(_, text)| !text.is_empty());
        self.made(asker, writing, Kind::Partner, id, fields)?;
        demo.known.push((name.to_owned(), id));
        Ok(id)
    }

    fn demo_contribution(
        &mut self,
        asker: &Asker,
        writing: &mut Writing,
        demo: &mut Demo,
        partner: Id,
        row: &Row,
        earmarking: &str,
    ) -> Result<(), StoreError> {
        demo.contributions += 1;
        let amount = crate::domain::money::read_money(&two_decimals(row.get("amount_usd")), Currency::USD)?;
        let mut fields = vec![
            ("partner", partner.to_string()),
            ("received", row.get("year").to_owned()),
            ("amount", amount.to_text()),
            ("currency", "USD".to_owned()),
            ("source", row.get("source").to_owned()),
        ];
        if let Some(id) = self.by_code(Kind::Earmarking, earmarking)? {
            fields.push(("earmarking", id.to_string()));
        }
        self.made(asker, writing, Kind::Contribution, shipped_id(Kind::Contribution, demo.contributions), fields)
    }

    /// Posts, since the papers name no officers: two desks with donors, one without.
    fn demo_posts(&mut self, asker: &Asker, writing: &mut Writing, demo: &Demo, who: &str) -> Result<(), StoreError> {
        for (number, (code, name, office, login, donors)) in (1..).zip(posts(who)) {
            let id = shipped_id(Kind::FocalPoint, number);
            let fields = vec![
                ("name", name.to_owned()),
                ("code", code.to_owned()),
                ("office", office.to_owned()),
                ("login", login),
                ("active", "yes".to_owned()),
            ];
            self.made(
                asker,
                writing,
                Kind::FocalPoint,
                id,
                fields.into_iter().filter(|(_, text)| !text.is_empty()).collect(),
            )?;
            for (place, donor) in (1..).zip(donors) {
                let Some(partner) = demo.find(donor) else { continue };
                let fields = vec![
                    ("focal_point", id.to_string()),
                    ("partner", partner.to_string()),
                    ("role", "lead".to_owned()),
                    ("from_day", "2020-01-12".to_owned()),
                ];
                self.made(
                    asker,
                    writing,
                    Kind::Assignment,
                    shipped_id(Kind::Assignment, number * 100 + place),
                    fields,
                )?;
            }
        }
        Ok(())
    }
}

type Post = (&'static str, &'static str, &'static str, String, &'static [&'static str]);

fn posts(who: &str) -> [Post; 3] {
    [
        (
            "NORDIC",
            "Focal point, Nordic donors",
            "Headquarters",
            who.to_owned(),
            &["Sweden", "Norway", "Denmark", "Finland", "Iceland"],
        ),
        (
            "EUROPE",
            "Focal point, European donors",
            "Brussels",
            String::new(),
            &["Germany", "Spain", "Switzerland", "Netherlands", "France"],
        ),
        (
            "GULF",
            "Focal point, Gulf donors",
            "Kuwait",
            String::new(),
            &["United Arab Emirates", "Qatar", "Kuwait", "Saudi Arabia"],
        ),
    ]
}

/// What the demo has so far.
#[derive(Default)]
struct Demo {
    known: Vec<(String, Id)>,
    partners: i64,
    contributions: i64,
}

impl Demo {
    fn find(&self, name: &str) -> Option<Id> {
        self.known.iter().find(|(known, _)| known == name).map(|(_, id)| *id)
    }
}

/// The id of a shipped record: the same in every file, below any id born later.
pub(super) fn shipped_id(kind: Kind, number: i64) -> Id {
    let place = Kind::NUMBERED.iter().position(|known| *known == kind).expect("every kind has a number");
    ((i64::try_from(place).expect("few kinds") + 1) << 16) + number
}

/// The files write whole dollars without decimals; the reader of amounts wants no doubt about `1.234`.
fn two_decimals(text: &str) -> String {
    if text.contains('.') { text.to_owned() } else { format!("{text}.00") }
}

/// What is known of a government by the code of its country.
pub(super) fn government(store: &Store, iso3: &str, asker: &Asker) -> Result<Vec<(&'static str, String)>, StoreError> {
    let mut fields = vec![("stage", "giving".to_owned()), ("code", iso3.to_owned())];
    for (field, kind, code) in
        [("category", Kind::Category, "PC1"), ("type", Kind::DonorType, "GOV-MS"), ("country", Kind::Country, iso3)]
    {
        if let Some(id) = store.by_code(kind, code)? {
            fields.push((field, id.to_string()));
            if kind == Kind::Country
                && let Some(country) = store.load(asker, kind, id)?
            {
                fields.push(("name_zh", country.get("name_zh").to_owned()));
                fields.push(("region", country.get("region").to_owned()));
            }
        }
    }
    Ok(fields)
}

/// What is known of a contributor by the spelling of its type in the CEB statistics.
pub(super) fn contributor(store: &Store, spelling: &str) -> Result<Vec<(&'static str, String)>, StoreError> {
    let mut fields = vec![("stage", "giving".to_owned())];
    let Some(row) = reference::rows(&reference::CEB_CONTRIBUTOR_TYPE).find(|row| row.get("spelling") == spelling)
    else {
        return Ok(fields);
    };
    for (field, kind, code) in
        [("category", Kind::Category, row.get("category")), ("type", Kind::DonorType, row.get("donor_type"))]
    {
        if let Some(id) = store.by_code(kind, code)? {
            fields.push((field, id.to_string()));
        }
    }
    Ok(fields)
}
