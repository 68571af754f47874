//! What is said, signed and on its way: made pledges, agreements with years of use and programmes, amendments,
//! instalments and a few write-offs. It keeps of each agreement only what the records under it need.

use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::money::{Currency, plain_text};
use pledgebook::domain::record::{Id, Record};
use pledgebook::domain::rules;

use super::names::CITIES;
use super::{AGREEMENTS, AMENDMENTS, DONORS, Dice, INSTALMENTS, Known, PLEDGES, Size, WRITE_OFFS, at};

/// Of ten agreements in a row seven are signed, two open, one closed.
const OF_TEN: usize = 10;
const SIGNED_OF_TEN: usize = 7;
const LAST: (i16, i8, i8) = (2025, 6, 30);
const MATTERS: [&str; 6] =
    ["Slum upgrading", "Land tenure", "Urban basic services", "Housing", "Climate resilience", "Public space"];

/// An amount in minor units with its currency and the units of it per US dollar.
#[derive(Clone, Copy, Debug)]
pub struct Sum {
    pub minor: i64,
    pub currency: &'static str,
    pub rate: &'static str,
}

impl Sum {
    fn text(self, minor: i64) -> String {
        plain_text(minor, Currency::parse(self.currency).expect("a currency of the list").minor_units())
    }

    /// Puts an amount of the same currency on a record, valued on a day.
    pub fn put(self, record: &mut Record, minor: i64, day: Day) {
        record.put("amount", self.text(minor));
        record.put("currency", self.currency);
        let priced = self.currency != "USD";
        record.put("rate", if priced { self.rate } else { "" });
        let first = Day::new(day.year(), day.month(), 1).expect("every month has a first");
        record.put("rate_day", if priced { first.to_string() } else { String::new() });
        record.put("rate_source", if priced { "generated" } else { "" });
    }
}

/// What the records under an agreement take from it.
#[derive(Clone, Debug)]
pub struct Deal {
    pub donor: usize,
    pub sum: Sum,
    pub earmarking: Id,
    pub fund: Id,
    /// Of signature, else expected.
    pub day: Day,
    years: i16,
}

/// Everything of the kinds above, in the order in which one points to another.
pub struct Deals<'a> {
    size: Size,
    known: &'a Known,
    dice: Dice,
    made: Vec<Deal>,
}

/// The agreement that is the signed one of this number.
pub fn signed(number: usize) -> usize {
    number / SIGNED_OF_TEN * OF_TEN + number % SIGNED_OF_TEN
}

impl<'a> Deals<'a> {
    pub fn new(size: Size, known: &'a Known) -> Self {
        Self { size, known, dice: Dice(size.seed ^ 0xDEA1), made: Vec::with_capacity(size.agreements) }
    }

    fn signed_count(&self) -> usize {
        let whole = self.size.agreements / OF_TEN * SIGNED_OF_TEN;
        whole + (self.size.agreements % OF_TEN).min(SIGNED_OF_TEN)
    }

    /// The signed agreement an instalment is of: the first of each, then the second of each.
    pub fn agreement_of(&self, instalment: usize) -> usize {
        signed(instalment % self.signed_count().max(1))
    }

    /// A signed agreement for money that names no instalment.
    pub fn some_signed(&self, number: usize) -> usize {
        signed(number * 7919 % self.signed_count().max(1))
    }

    /// All records; `donor` chooses who gives, with the currency and rate of its country.
    pub fn records(&mut self, mut donor: impl FnMut(&mut Dice) -> (usize, &'static str, &'static str)) -> Vec<Record> {
        let mut records = Vec::new();
        for number in 0..self.size.pledges() {
            let giver = donor(&mut self.dice);
            records.push(self.pledge(number, giver));
        }
        for number in 0..self.size.agreements {
            let giver = donor(&mut self.dice);
            records.push(self.agreement(number, giver));
        }
        for number in 0..self.size.agreements / 10 {
            records.push(self.amendment(number));
        }
        for number in 0..self.size.instalments() {
            records.push(self.instalment(number));
        }
        for number in 0..self.size.instalments() / 500 {
            records.push(self.write_off(number));
        }
        records
    }

    fn sum(&mut self, currency: &'static str, rate: &'static str) -> Sum {
        let (currency, rate) = if self.dice.percent(25) { ("USD", "1") } else { (currency, rate) };
        let zeros = u32::try_from(self.dice.below(4)).expect("below 4");
        let whole =
            i64::try_from((100 + self.dice.below(900)) * 10_usize.pow(2 + zeros)).expect("below a thousand million");
        let units = Currency::parse(currency).expect("a currency of the list").minor_units();
        Sum { minor: whole * 10_i64.pow(u32::from(units)), currency, rate }
    }

    fn pledge(&mut self, number: usize, (donor, currency, rate): (usize, &'static str, &'static str)) -> Record {
        let sum = self.sum(currency, rate);
        let said = self.dice.day(2014, 4190);
        let mut record = Record::new(Kind::Pledge)
            .with("partner", at(DONORS, donor).to_string())
            .with("title", format!("Pledge {}, {}", number + 1, self.dice.pick(CITIES)))
            .with("said", said.to_string())
            .with("source", "generated");
        sum.put(&mut record, sum.minor, said);
        // A later version of the one before, now and then.
        if number % 20 == 19 {
            record.put("replaces", at(PLEDGES, number - 1).to_string());
        }
        finished(record, at(PLEDGES, number))
    }

    fn agreement(&mut self, number: usize, (donor, currency, rate): (usize, &'static str, &'static str)) -> Record {
        let sum = self.sum(currency, rate);
        let place = number % OF_TEN;
        let is_signed = place < SIGNED_OF_TEN;
        let day = if is_signed { self.dice.day(2012, 4900) } else { self.dice.day(2024, 1200) };
        let earmarking = self.dice.weighed([10, 25, 50, 15].into_iter());
        let fund = self.known.funds[if earmarking == 0 { 0 } else { 1 + self.dice.below(2) }];
        let years = i16::try_from(1 + self.dice.below(5)).expect("five years at most");
        let (first, last) = (day.year(), day.year() + years - 1);
        let stage = if is_signed {
            3
        } else if place < 9 {
            self.dice.below(3)
        } else {
            4 + self.dice.below(2)
        };
        let mut record = Record::new(Kind::Agreement)
            .with("partner", at(DONORS, donor).to_string())
            .with("title", format!("{}, {} {}", self.dice.pick(&MATTERS), self.dice.pick(CITIES), number + 1))
            .with("reference", format!("AGR-{first}-{number:06}"))
            .with("stage", self.known.stages[stage].to_string())
            .with("stage_since", day.plus_days(-90).to_string())
            .with("expected", day.to_string())
            .with("starts", day.to_string())
            .with("ends", Day::start_of_year(last).end_of_year().to_string())
            .with("years", if years == 1 { first.to_string() } else { format!("{first}-{last}") })
            .with("earmarking", self.known.earmarking[earmarking].1.to_string())
            .with("fund", fund.to_string())
            .with("form", "cash")
            .with("instrument", "grant")
            .with("confidentiality", "internal")
            .with("source", "generated");
        sum.put(&mut record, sum.minor, day);
        if is_signed {
            record.put("signed", day.to_string());
        }
        self.purposes(&mut record, earmarking > 0);
        if self.size.pledges() > 0 && self.dice.percent(5) {
            record.put("pledge", at(PLEDGES, self.dice.below(self.size.pledges())).to_string());
        }
        // Nobody knows the rate of a few.
        if sum.currency != "USD" && self.dice.percent(1) {
            for field in ["rate", "rate_day", "rate_source"] {
                record.put(field, "");
            }
        }
        let earmarking = self.known.earmarking[earmarking].1;
        self.made.push(Deal { donor, sum, earmarking, fund, day, years });
        finished(record, at(AGREEMENTS, number))
    }

    /// Programmes and charges; three in ten are for a flagship programme, one in twenty for two of them.
    fn purposes(&mut self, record: &mut Record, earmarked: bool) {
        if self.dice.percent(25) {
            record.put("flagship", self.dice.pick(&self.known.flagships).to_string());
        } else if self.dice.percent(6) {
            record.put("flagships", *self.dice.pick(&["FP1 60%; FP3 40%", "FP2; FP4", "FP4 25%; FP5 75%"]));
        }
        if earmarked {
            record.put("support_percent", "13");
            record.put("support_basis", "included");
        }
        match self.dice.below(4) {
            0 | 1 => {
                record.put("levy", "yes");
                record.put("levy_percent", "1");
            }
            2 => record.put("levy", "no"),
            _ => {}
        }
        let answer = |yes: bool| if yes { "yes" } else { "no" };
        for field in ["several_contributors", "joint_governance", "un_implementation"] {
            record.put(field, answer(self.dice.percent(70)));
        }
        record.put("domestic", answer(self.dice.percent(10)));
        record.put("service_fee", answer(self.dice.percent(5)));
    }

    fn amendment(&mut self, number: usize) -> Record {
        let of = signed(number * 6 % self.signed_count().max(1));
        let deal = self.made[of].clone();
        let day = deal.day.plus_days(90 + i32::try_from(self.dice.below(300)).expect("a year"));
        let ends = Day::start_of_year(deal.day.year() + deal.years - 1).end_of_year();
        let mut record = Record::new(Kind::Amendment)
            .with("agreement", at(AGREEMENTS, of).to_string())
            .with("day", day.min(last_day()).to_string())
            .with("currency", deal.sum.currency)
            .with("reference", format!("AMD-{number:06}"))
            .with("source", "generated");
        if self.dice.percent(70) {
            record.put("kind", "addition");
            deal.sum.put(&mut record, deal.sum.minor / 4, day);
            record.put("years", deal.day.year().to_string());
        } else {
            record.put("kind", "no-cost-extension");
            record.put("old_ends", ends.to_string());
            record.put("new_ends", ends.plus_days(365).to_string());
        }
        finished(record, at(AMENDMENTS, number))
    }

    fn instalment(&mut self, number: usize) -> Record {
        let of = self.agreement_of(number);
        let deal = self.made[of].clone();
        let nth = number / self.signed_count().max(1);
        let due = due(&deal, nth);
        let mut record = Record::new(Kind::Instalment)
            .with("agreement", at(AGREEMENTS, of).to_string())
            .with("number", (nth + 1).to_string())
            .with("due", due.to_string())
            .with("trigger", *self.dice.pick(&["day", "day", "report-accepted"]));
        deal.sum.put(&mut record, part(deal.sum), due.min(last_day()));
        finished(record, at(INSTALMENTS, number))
    }

    fn write_off(&mut self, number: usize) -> Record {
        let of = number * 500 + 7;
        let deal = self.made[self.agreement_of(of)].clone();
        let mut record = Record::new(Kind::WriteOff)
            .with("instalment", at(INSTALMENTS, of).to_string())
            .with("day", deal.day.plus_days(400).min(last_day()).to_string())
            .with("reason", "Less was spent");
        deal.sum.put(&mut record, part(deal.sum) / 10, deal.day);
        finished(record, at(WRITE_OFFS, number))
    }

    /// Turns a contribution into money under a signed agreement; half of them for an instalment, most of those in full.
    pub fn link(&self, record: &mut Record, number: usize) {
        // Like the records before it, but from its own number: files for import hold it without its agreement.
        let mut dice = Dice(self.size.seed ^ ((number as u64) << 20));
        let for_instalment = number.is_multiple_of(2) && self.size.instalments() > 0;
        let instalment = number / 2 % self.size.instalments().max(1);
        let of = if for_instalment { self.agreement_of(instalment) } else { self.some_signed(number) };
        let deal = &self.made[of];
        let minor = match dice.below(100) {
            0..5 => part(deal.sum) / 2,
            _ if for_instalment => part(deal.sum),
            _ => deal.sum.minor / 20,
        };
        let nth = instalment / self.signed_count().max(1);
        let from = if for_instalment { due(deal, nth) } else { deal.day };
        let late = i32::try_from(dice.below(400)).expect("a year");
        // One in a hundred came before its agreement began.
        let day = if dice.percent(1) { deal.day.plus_days(-30) } else { from.plus_days(late - 40).max(deal.day) };
        let day = day.min(last_day());
        record.put("partner", at(DONORS, deal.donor).to_string());
        record.put("received", day.to_string());
        record.put("agreement", at(AGREEMENTS, of).to_string());
        if for_instalment {
            record.put("instalment", at(INSTALMENTS, instalment).to_string());
        }
        record.put("earmarking", deal.earmarking.to_string());
        record.put("fund", deal.fund.to_string());
        deal.sum.put(record, minor, day);
        rules::fill(record);
    }
}

fn last_day() -> Day {
    let (year, month, day) = LAST;
    Day::new(year, month, day).expect("a day of the calendar")
}

/// The first two months after signature, each next one a year later.
fn due(deal: &Deal, nth: usize) -> Day {
    deal.day.plus_days(60 + 365 * i32::try_from(nth).expect("a few instalments"))
}

/// What one of three instalments takes.
fn part(sum: Sum) -> i64 {
    sum.minor / 3
}

fn finished(mut record: Record, id: Id) -> Record {
    rules::fill(&mut record);
    (record.id, record.version) = (id, 1);
    record
}
