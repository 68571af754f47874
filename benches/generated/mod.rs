//! Data of a large organization, made: donors in Latin, Chinese, Arabic and Cyrillic script, their people, the officers
//! who look after them, agreements with what hangs on them, and contributions of fifteen years. The same seed gives the
//! same records; it reads no clock and uses no floating point.

mod deals;
mod names;

use pledgebook::access::Asker;
use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::record::{Id, Record};
use pledgebook::domain::{fold, rules};
use pledgebook::store::{Store, StoreError};

use deals::Deals;
use names::{COUNTRIES, Country, NOTES, POSTS, SCRIPTS, TYPES};

/// How much is made.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub donors: usize,
    pub contributions: usize,
    /// With half as many instalments more, a tenth as many pledges and amendments.
    pub agreements: usize,
    pub seed: u64,
}

impl Size {
    fn instalments(self) -> usize {
        self.agreements * 3 / 2
    }

    fn pledges(self) -> usize {
        self.agreements / 10
    }
}

/// Who reads generated data, on its last day.
pub fn reader() -> Asker {
    let today = Day::new(2025, 6, 30).expect("a day of the calendar");
    Asker { who: "bench".to_owned(), lang: "en", today, as_of: None }
}

/// Names that occur once, and where among 100 donors: what searches look for.
pub const NEEDLES: [(usize, &str); 5] = [
    (41, "Ødegård-Żółkiewski Stiftelse"),
    (58, "翡翠湖慈善基金会"),
    (66, "مؤسسة الياقوت الخيرية"),
    (73, "Quillfeather Foundation"),
    (100, "Zzyzx Terminal Trust"),
];

/// Officers who look after donors.
const OFFICERS: usize = 120;
/// First ids: above what ships with the product, below anything born later.
const DONORS: Id = 1 << 32;
const CONTACTS: Id = 2 << 32;
const DESKS: Id = 3 << 32;
const ASSIGNMENTS: Id = 4 << 32;
const CONTRIBUTIONS: Id = 5 << 32;
const PLEDGES: Id = 6 << 32;
const AGREEMENTS: Id = 7 << 32;
const AMENDMENTS: Id = 8 << 32;
const INSTALMENTS: Id = 9 << 32;
const WRITE_OFFS: Id = 10 << 32;
/// Of ten contributions in a row so many are under an agreement, where there is one.
const LINKED_OF_TEN: usize = 3;

/// Fills a new file.
pub fn fill(store: &mut Store, size: Size) -> Result<usize, StoreError> {
    let asker = reader();
    let known = Known::read(store, &asker)?;
    store.fill(&asker, "generated data", Maker::new(size, &known).records())
}

/// Contributions as a file for import: the header, then a row each, donors by code.
pub fn write_csv(out: &mut impl std::io::Write, store: &Store, size: Size) -> anyhow::Result<()> {
    let asker = reader();
    let known = Known::read(store, &asker)?;
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["partner", "received", "amount", "currency", "earmarking", "reference", "source"])?;
    let mut maker = Maker::new(size, &known);
    maker.donors().for_each(drop);
    drop(maker.contacts());
    for record in (0..size.contributions).map(|number| maker.contribution(number)) {
        let partner = donor_code(usize::try_from(record.reference("partner").unwrap_or(DONORS) - DONORS)?);
        let earmarking = known.earmarking.iter().find(|(_, id)| record.get("earmarking") == id.to_string());
        csv.write_record([
            partner.as_str(),
            record.get("received"),
            record.get("amount"),
            record.get("currency"),
            earmarking.map_or("", |(code, _)| code),
            record.get("reference"),
            record.get("source"),
        ])?;
    }
    Ok(csv.flush()?)
}

/// Ids of the reference data that made records point to.
struct Known {
    countries: Vec<Id>,
    types: Vec<(Id, Id)>,
    earmarking: Vec<(&'static str, Id)>,
    funds: Vec<Id>,
    stages: Vec<Id>,
    flagships: Vec<Id>,
}

impl Known {
    fn read(store: &Store, asker: &Asker) -> Result<Self, StoreError> {
        let id = |kind, code: &str| store.resolve(asker, kind, code);
        Ok(Self {
            countries: COUNTRIES.iter().map(|country| id(Kind::Country, country.code)).collect::<Result<_, _>>()?,
            types: TYPES
                .iter()
                .map(|(kind, category, _)| Ok((id(Kind::DonorType, kind)?, id(Kind::Category, category)?)))
                .collect::<Result<_, StoreError>>()?,
            earmarking: ["UNEARMARKED", "SOFT", "TIGHT", "EARMARKED"]
                .into_iter()
                .map(|code| Ok((code, id(Kind::Earmarking, code)?)))
                .collect::<Result<_, StoreError>>()?,
            funds: ["FNE", "FE", "TC"].iter().map(|code| id(Kind::Fund, code)).collect::<Result<_, _>>()?,
            stages: ["IDEA", "SOFT", "HARD", "SIGNED", "LOST", "WITHDRAWN"]
                .iter()
                .map(|code| id(Kind::Stage, code))
                .collect::<Result<_, _>>()?,
            flagships: ["FP1", "FP2", "FP3", "FP4", "FP5"]
                .iter()
                .map(|code| id(Kind::Flagship, code))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// Numbers that look random and are the same everywhere: `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 to `end` - 1.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % (end.max(1) as u64)).expect("below a usize")
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// True `n` times in a hundred.
    fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    /// An index, as often as its weight says.
    fn weighed(&mut self, weights: impl Iterator<Item = usize> + Clone) -> usize {
        let mut left = self.below(weights.clone().sum());
        for (index, weight) in weights.enumerate() {
            if left < weight {
                return index;
            }
            left -= weight;
        }
        0
    }

    fn day(&mut self, first: i16, days: usize) -> Day {
        let offset = i32::try_from(self.below(days)).expect("a few thousand days");
        Day::start_of_year(first).plus_days(offset)
    }
}

struct Maker<'a> {
    size: Size,
    known: &'a Known,
    dice: Dice,
    seen: std::collections::HashSet<String>,
    /// Country of each donor made so far.
    homes: Vec<usize>,
}

/// Code of donor `number`, 0 the first.
fn donor_code(number: usize) -> String {
    format!("D{:06}", number + 1)
}

fn at(first: Id, number: usize) -> Id {
    first + Id::try_from(number).expect("few enough records")
}

impl<'a> Maker<'a> {
    fn new(size: Size, known: &'a Known) -> Self {
        Self { size, known, dice: Dice(size.seed), seen: std::collections::HashSet::new(), homes: Vec::new() }
    }

    fn records(mut self) -> impl Iterator<Item = Record> + use<'a> {
        let donors: Vec<Record> = self.donors().collect();
        let contacts: Vec<Record> = self.contacts();
        let desks = officers(self.size.donors);
        let size = self.size.contributions;
        let mut deals = Deals::new(self.size, self.known);
        let signed = deals.records(|dice| {
            let donor = giver(dice, self.size.donors);
            let home = &COUNTRIES[self.homes[donor]];
            (donor, home.currency, home.rate)
        });
        let money = (0..size).map(move |number| self.money(&deals, number));
        donors.into_iter().chain(contacts).chain(desks).chain(signed).chain(money)
    }

    /// A contribution, three in ten of them under an agreement.
    fn money(&mut self, deals: &Deals<'_>, number: usize) -> Record {
        let mut record = self.contribution(number);
        if number % 10 < LINKED_OF_TEN && self.size.agreements > 0 {
            deals.link(&mut record, number / 10 * LINKED_OF_TEN + number % 10);
        } else if number % 20 == 9 {
            record.put("flagship", self.known.flagships[number / 20 % 5].to_string());
        }
        record
    }

    fn donors(&mut self) -> impl Iterator<Item = Record> + use<'_, 'a> {
        (0..self.size.donors).map(|number| self.donor(number))
    }

    fn donor(&mut self, number: usize) -> Record {
        let home = self.dice.weighed(COUNTRIES.iter().map(|country| country.weight));
        let sort = self.dice.weighed(TYPES.iter().map(|(_, _, weight)| *weight));
        self.homes.push(home);
        let made = self.name(&COUNTRIES[home], TYPES[sort].0);
        let needle = NEEDLES.iter().find(|(place, _)| number + 1 == (place * self.size.donors).div_ceil(100));
        let name = needle.map_or(made, |(_, name)| (*name).to_owned());
        let stage = *self.dice.pick(&["giving", "giving", "giving", "dialogue", "prospect", "dormant"]);
        let (kind, category) = self.known.types[sort];
        let mut record = Record::new(Kind::Partner)
            .with("name", name)
            .with("code", donor_code(number))
            .with("acronym", format!("{}-{:05}", COUNTRIES[home].code, number + 1))
            .with("donor", "yes")
            .with("category", category.to_string())
            .with("type", kind.to_string())
            .with("country", self.known.countries[home].to_string())
            .with("stage", stage)
            .with("notes", *self.dice.pick(NOTES))
            .with("confidentiality", "internal");
        (record.id, record.version) = (at(DONORS, number), 1);
        record
    }

    /// A name as registries hold them: unique by place or number.
    fn name(&mut self, home: &Country, kind: &str) -> String {
        let script = &SCRIPTS[home.script];
        let (stem, family) = (*self.dice.pick(script.stems), *self.dice.pick(script.families));
        let base = if kind == "FOU-INDIV" {
            let given = *self.dice.pick(script.given);
            person(script, given, family)
        } else {
            self.dice.pick(script.patterns).replace("{s}", stem).replace("{f}", family)
        };
        let mut name = base.clone();
        while !self.seen.insert(fold::fold(&name)) {
            name = format!("{base} {} {}", self.dice.pick(names::CITIES), self.dice.below(self.size.donors * 9));
        }
        name
    }

    fn contacts(&mut self) -> Vec<Record> {
        let mut contacts = Vec::new();
        for donor in 0..self.size.donors {
            let home = &COUNTRIES[self.homes[donor]];
            let script = &SCRIPTS[home.script];
            for _ in 0..1 + usize::from(self.dice.percent(40)) + usize::from(self.dice.percent(20)) {
                let number = contacts.len();
                let (given, family) = (*self.dice.pick(script.given), *self.dice.pick(script.families));
                let mut record = Record::new(Kind::Contact)
                    .with("name", person(script, given, family))
                    .with("partner", at(DONORS, donor).to_string())
                    .with("post", *self.dice.pick(POSTS))
                    .with("email", format!("mail{number}@{}{}.example.org", home.code, donor % 977))
                    .with("from_day", self.dice.day(2015, 3000).to_string());
                (record.id, record.version) = (at(CONTACTS, number), 1);
                contacts.push(record);
            }
        }
        contacts
    }

    fn contribution(&mut self, number: usize) -> Record {
        let donor = giver(&mut self.dice, self.size.donors);
        let home = &COUNTRIES[self.homes[donor]];
        let (currency, rate) = if self.dice.percent(25) { ("USD", "1") } else { (home.currency, home.rate) };
        let day = self.dice.day(2010, 5660);
        let received = if self.dice.percent(5) { day.year().to_string() } else { day.to_string() };
        let earmarking = self.dice.weighed([20, 20, 45, 15].into_iter());
        let fund = if earmarking == 0 { 0 } else { 1 + self.dice.below(2) };
        let mut record = Record::new(Kind::Contribution)
            .with("partner", at(DONORS, donor).to_string())
            .with("received", received)
            .with("amount", self.amount(currency))
            .with("currency", currency)
            .with("earmarking", self.known.earmarking[earmarking].1.to_string())
            .with("fund", self.known.funds[fund].to_string())
            .with("form", "cash")
            .with("reference", format!("PAY-{}-{number:07}", day.year()))
            .with("source", "generated");
        if currency != "USD" && !self.dice.percent(1) {
            record.put("rate", rate);
            record.put("rate_day", Day::new(day.year(), day.month(), 1).expect("every month has a first").to_string());
            record.put("rate_source", "generated");
        }
        rules::fill(&mut record);
        (record.id, record.version) = (at(CONTRIBUTIONS, number), 1);
        record
    }

    /// Three digits and up to four zeros, so that small gifts are as common as large ones; one in a hundred is a
    /// correction.
    fn amount(&mut self, currency: &str) -> String {
        let whole = (100 + self.dice.below(900)) * 10usize.pow(u32::try_from(self.dice.below(5)).expect("below 5"));
        let sign = if self.dice.percent(1) { "-" } else { "" };
        let cents = if self.dice.percent(35) { 0 } else { self.dice.below(100) };
        match currency {
            "JPY" | "XOF" => format!("{sign}{whole}"),
            "KWD" => format!("{sign}{whole}.{cents:02}0"),
            _ => format!("{sign}{whole}.{cents:02}"),
        }
    }
}

/// A few donors give most of the money: the product of two rolls.
fn giver(dice: &mut Dice, donors: usize) -> usize {
    let (first, second) = (dice.below(donors), dice.below(donors));
    first * second / donors.max(1)
}

fn person(script: &names::Script, given: &str, family: &str) -> String {
    if script.family_first { format!("{family}{given}") } else { format!("{given} {family}") }
}

/// Desks and whom they lead: a donor in five has a lead.
fn officers(donors: usize) -> Vec<Record> {
    let mut records = Vec::new();
    for number in 0..OFFICERS {
        let mut desk = Record::new(Kind::FocalPoint)
            .with("name", format!("Focal point, desk {}", number + 1))
            .with("code", format!("DESK{:03}", number + 1))
            .with(
                "office",
                *["Nairobi", "Brussels", "Kuwait", "Fukuoka", "Rio de Janeiro"].get(number % 5).expect("below 5"),
            )
            .with("active", "yes");
        (desk.id, desk.version) = (at(DESKS, number), 1);
        records.push(desk);
    }
    for number in 0..donors / 5 {
        let mut led = Record::new(Kind::Assignment)
            .with("focal_point", at(DESKS, number % OFFICERS).to_string())
            .with("partner", at(DONORS, number * 5).to_string())
            .with("role", "lead")
            .with("from_day", "2020-01-12");
        (led.id, led.version) = (at(ASSIGNMENTS, number), 1);
        records.push(led);
    }
    records
}
