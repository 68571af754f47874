//! Charts: numbers for pictures, each read once through a covering index and leading to the figure or list behind it.
//! Nothing here is stored or rounded but shares, and they say so.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::super::{Store, StoreError};
use super::commitments::{AGES, Secured};
use super::explain::{cents, tenths};
use super::sight::Sight;
use crate::access::Asker;
use crate::domain::chart::{Chart, Label, Lead, Picture, Row};
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;

/// Years a chart goes back besides the year it is of.
const BACK: i16 = 10;
/// Countries listed beside the map.
const COUNTRIES: usize = 10;

/// Where a region lies on the map: column and line. Those of no programme region stand where Europe is.
const PLACES: [(&str, (u8, u8)); 5] =
    [("NAM", (0, 0)), ("AP", (2, 0)), ("LAC", (0, 1)), ("AF", (1, 1)), ("AS", (2, 1))];
const ELSEWHERE: (u8, u8) = (1, 0);

/// Where a partner is.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    category: Option<Id>,
    country: Option<Id>,
    region: Option<Id>,
}

/// Money by a key, cents.
type Sums<K> = BTreeMap<K, i128>;

fn words(key: &'static str) -> Label {
    Label::Words(Say::new(key))
}

fn year_label(year: i16) -> Label {
    Label::Name(year.to_string())
}

#[expect(clippy::unnecessary_wraps, reason = "a row leads somewhere or nowhere")]
fn figure(name: impl Into<String>, year: Option<i16>) -> Option<Lead> {
    Some(Lead::Figure(name.into(), year))
}

fn sorted<K: Copy + Ord>(sums: &Sums<K>) -> Vec<(K, i128)> {
    let mut rows: Vec<(K, i128)> = sums.iter().map(|(key, sum)| (*key, *sum)).collect();
    rows.sort_by_key(|(key, sum)| (Reverse(*sum), *key));
    rows
}

impl Store {
    /// The numbers of a chart on the asker's day and of the asker's year.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn chart(&self, asker: &Asker, picture: Picture) -> Result<Chart, StoreError> {
        self.stand(asker)?;
        let sight = self.sight(asker)?;
        match picture {
            Picture::Targets => self.chart_of_targets(asker, sight),
            Picture::Years => self.chart_of_years(sight),
            Picture::Ageing => self.chart_of_ageing(asker, &sight),
            Picture::Funds => self.chart_of_funds(asker, sight),
            Picture::Earmarking => self.chart_of_earmarking(asker, sight),
            Picture::Regions | Picture::Categories => self.chart_of_groups(asker, picture, &sight),
            Picture::World => self.chart_of_world(asker, &sight),
            Picture::Concentration => self.chart_of_largest(asker, &sight),
            Picture::Forecast => self.chart_of_forecast(asker, sight),
        }
    }

    fn chart_of_targets(&self, asker: &Asker, sight: Sight) -> Result<Chart, StoreError> {
        let (sight, _) = self.years_of_plan(asker, None, sight)?;
        let commitments = self.commitments(asker, &sight, false)?;
        let lines = self.fund_lines(asker, &sight, sight.of, &commitments.all)?;
        let row = |line: super::FundLine| {
            let label = if line.code.is_empty() { words("home-fund-not-stated") } else { Label::Name(line.name) };
            let of = if line.target.is_some() { "fund-gap" } else { "fund" };
            let row = Row::of(label, vec![line.received, line.to_come]);
            Row { whole: line.target, ..row }.leading(figure(format!("{of}:{}", line.code), None))
        };
        Ok(Chart {
            picture: Picture::Targets,
            years: Some((sight.from, sight.until)),
            series: vec![words("home-received"), words("home-signed")],
            rows: lines.into_iter().map(row).collect(),
            notes: Vec::new(),
        })
    }

    /// Money of the years up to that of the sight, by year and what `key` makes of fund and earmarking.
    fn by_year_and<K: Ord>(
        &self,
        sight: &Sight,
        key: impl Fn(Option<Id>, Option<Id>) -> K,
    ) -> Result<Sums<(K, i16)>, StoreError> {
        let mut sums: Sums<(Option<Id>, Option<Id>, i16)> = Sums::new();
        self.rows(include_str!("chart-years.sql"), sight, |row| {
            *sums.entry((row.get(1)?, row.get(2)?, row.get(0)?)).or_default() += i128::from(row.get::<_, i64>(3)?);
            Ok(())
        })?;
        let mut by = Sums::new();
        for ((fund, earmarking, year), sum) in sums {
            *by.entry((key(fund, earmarking), year)).or_default() += sum;
        }
        Ok(by)
    }

    fn chart_of_years(&self, sight: Sight) -> Result<Chart, StoreError> {
        let years = (sight.year - BACK, sight.year);
        let sight = sight.over(years.0, years.1);
        let core = self.by_code(Kind::Earmarking, "UNEARMARKED")?;
        let sums = self.by_year_and(&sight, |_, earmarking| earmarking.is_none() || earmarking != core)?;
        let value = |other: bool, year: i16| sums.get(&(other, year)).copied().map(cents).transpose();
        let mut rows = Vec::new();
        for year in years.0..=years.1 {
            let row = Row::of(year_label(year), vec![value(false, year)?, value(true, year)?]);
            rows.push(row.leading(figure("income", Some(year))));
        }
        let series = vec![words("chart-core"), words("chart-earmarked")];
        Ok(Chart { picture: Picture::Years, years: Some(years), series, rows, notes: Vec::new() })
    }

    fn chart_of_ageing(&self, asker: &Asker, sight: &Sight) -> Result<Chart, StoreError> {
        let mut sums = [0_i128; AGES.len()];
        let mut without_rate = 0_usize;
        for one in self.overdue(sight)? {
            let Some(usd) = one.usd else {
                without_rate += 1;
                continue;
            };
            let days = Day::parse_iso(&one.due).map_or(0, |due| due.days_until(asker.day()));
            sums[AGES.iter().position(|(last, _)| days <= *last).unwrap_or(0)] += i128::from(usd);
        }
        let mut rows = Vec::new();
        for ((_, age), sum) in AGES.iter().zip(sums) {
            let value = Some(cents(sum)?).filter(|sum| *sum != 0);
            rows.push(Row::of(words(age), vec![value]).leading(figure("instalments-overdue", None)));
        }
        let mut notes = Vec::new();
        if without_rate > 0 {
            notes.push(Say::new("chart-without-rate").with("count", without_rate));
        }
        Ok(Chart { picture: Picture::Ageing, years: None, series: vec![words("chart-open")], rows, notes })
    }

    fn chart_of_funds(&self, asker: &Asker, sight: Sight) -> Result<Chart, StoreError> {
        let years = (sight.year - BACK, sight.year);
        let sums = self.by_year_and(&sight.over(years.0, years.1), |fund, _| fund)?;
        let funds = self.funds(asker, None)?;
        let stated = funds.into_iter().filter(|fund| !fund.deleted).map(|fund| (Some(fund.id), fund.code, fund.name));
        let mut rows = Vec::new();
        for (id, code, name) in stated.chain([(None, String::new(), String::new())]) {
            let label = if code.is_empty() { words("home-fund-not-stated") } else { Label::Name(name) };
            let lead = |year: i16| Lead::Figure(format!("fund:{code}"), Some(year));
            rows.push(heat_row(label, id, years, &sums, lead)?);
        }
        Ok(heat(Picture::Funds, years, rows))
    }

    fn chart_of_earmarking(&self, asker: &Asker, sight: Sight) -> Result<Chart, StoreError> {
        let years = (sight.year - BACK, sight.year);
        let sums = self.by_year_and(&sight.over(years.0, years.1), |_, earmarking| earmarking)?;
        let core = self.by_code(Kind::Earmarking, "UNEARMARKED")?;
        let mut ids: Vec<Option<Id>> = sums.keys().map(|(id, _)| *id).collect();
        ids.dedup();
        ids.sort_by_key(|id| (*id != core, id.is_none(), *id));
        let mut rows = Vec::new();
        for id in ids {
            let name = id.map(|id| self.name_of(asker, Kind::Earmarking, id)).transpose()?.flatten();
            let label = name.map_or_else(|| words("chart-not-stated"), Label::Name);
            let clause = id.map_or_else(|| "earmarking=-".to_owned(), |id| format!("earmarking={id}"));
            let lead = |year: i16| {
                if id.is_some() && id == core {
                    return Lead::Figure("core-received".to_owned(), Some(year));
                }
                Lead::List(Kind::Contribution, format!("{clause} received~{year}"))
            };
            rows.push(heat_row(label, id, years, &sums, lead)?);
        }
        Ok(heat(Picture::Earmarking, years, rows))
    }

    /// Money of the year by donor, and where each is; donors without money are left out.
    fn given(&self, sight: &Sight) -> Result<Vec<(Id, Place, i128)>, StoreError> {
        let mut given: HashMap<Id, i128> = HashMap::new();
        self.rows(include_str!("chart-donors.sql"), sight, |row| {
            *given.entry(row.get(0)?).or_default() += i128::from(row.get::<_, i64>(1)?);
            Ok(())
        })?;
        let mut found = Vec::new();
        self.rows(include_str!("chart-places.sql"), sight, |row| {
            if let Some(sum) = given.get(&row.get(0)?) {
                let place = Place { category: row.get(1)?, country: row.get(2)?, region: row.get(3)? };
                found.push((row.get(0)?, place, *sum));
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn chart_of_groups(&self, asker: &Asker, picture: Picture, sight: &Sight) -> Result<Chart, StoreError> {
        let given = self.given(sight)?;
        if picture == Picture::Regions {
            let rows = self.regions(asker, &given)?;
            return Ok(of_year(picture, sight, rows));
        }
        let mut sums: Sums<Option<Id>> = Sums::new();
        for (_, place, sum) in &given {
            *sums.entry(place.category).or_default() += sum;
        }
        let all: i128 = sums.values().sum();
        let mut rows = Vec::new();
        for (id, sum) in sorted(&sums) {
            let name = id.map(|id| self.name_of(asker, Kind::Category, id)).transpose()?.flatten();
            let label = name.map_or_else(|| words("chart-not-stated"), Label::Name);
            let clause = id.map_or_else(|| "-".to_owned(), |id| id.to_string());
            let lead = Lead::List(Kind::Partner, format!("category={clause} this_year!=- sort=-this_year"));
            rows.push(Row { share: tenths(sum, all), ..Row::of(label, vec![Some(cents(sum)?)]) }.leading(Some(lead)));
        }
        Ok(of_year(picture, sight, rows))
    }

    /// A row a region, those with a place on the map with their place.
    fn regions(&self, asker: &Asker, given: &[(Id, Place, i128)]) -> Result<Vec<Row>, StoreError> {
        // No region: a country of none of the programme regions, or no country at all.
        let mut sums: Sums<(Option<Id>, bool)> = Sums::new();
        for (_, place, sum) in given {
            *sums.entry((place.region, place.region.is_some() || place.country.is_some())).or_default() += sum;
        }
        let all: i128 = sums.values().sum();
        let mut rows = Vec::new();
        for ((id, somewhere), sum) in sorted(&sums) {
            let code = id.map(|id| self.written(Kind::Region, id)).transpose()?.flatten().unwrap_or_default();
            let name = id.map(|id| self.name_of(asker, Kind::Region, id)).transpose()?.flatten();
            let nowhere = if somewhere { "chart-region-other" } else { "chart-region-none" };
            let label = name.map_or_else(|| words(nowhere), Label::Name);
            let known = PLACES.iter().find(|(known, _)| *known == code).map(|(_, place)| *place);
            let place = known.or_else(|| (id.is_none() && somewhere).then_some(ELSEWHERE));
            let row = Row { share: tenths(sum, all), place, ..Row::of(label, vec![Some(cents(sum)?)]) };
            let clause = match (id, somewhere) {
                (Some(id), _) => format!("region={id}"),
                (None, true) => "region=- country!=-".to_owned(),
                (None, false) => "region=- country=-".to_owned(),
            };
            let lead = Lead::List(Kind::Partner, format!("{clause} this_year!=- sort=-this_year"));
            rows.push(row.leading(Some(lead)));
        }
        Ok(rows)
    }

    fn chart_of_world(&self, asker: &Asker, sight: &Sight) -> Result<Chart, StoreError> {
        let given = self.given(sight)?;
        let regions = self.regions(asker, &given)?;
        let mut rows = Vec::new();
        let mut countries: Sums<Id> = Sums::new();
        for (_, place, sum) in &given {
            if let Some(country) = place.country {
                *countries.entry(country).or_default() += sum;
            }
        }
        let all: i128 = given.iter().map(|(.., sum)| sum).sum();
        let mut rest: i128 = 0;
        let found = sorted(&countries);
        for (at, (id, sum)) in found.iter().enumerate() {
            if at >= COUNTRIES {
                rest += sum;
                continue;
            }
            let name = self.name_of(asker, Kind::Country, *id)?.unwrap_or_default();
            let lead = Lead::List(Kind::Partner, format!("country={id} this_year!=- sort=-this_year"));
            let row = Row::of(Label::Name(name), vec![Some(cents(*sum)?)]);
            rows.push(Row { share: tenths(*sum, all), ..row }.leading(Some(lead)));
        }
        let mut chart = of_year(Picture::World, sight, rows);
        if found.len() > COUNTRIES {
            let say = Say::new("chart-other-countries").with("count", found.len() - COUNTRIES);
            chart.rows.push(Row { share: tenths(rest, all), ..Row::of(Label::Words(say), vec![Some(cents(rest)?)]) });
        }
        chart.rows.extend(regions);
        Ok(chart)
    }

    fn chart_of_largest(&self, asker: &Asker, sight: &Sight) -> Result<Chart, StoreError> {
        let mut given: Vec<(Id, i128)> = self.given(sight)?.into_iter().map(|(id, _, sum)| (id, sum)).collect();
        given.sort_by_key(|(id, sum)| (Reverse(*sum), *id));
        let all: i128 = given.iter().map(|(_, sum)| sum).sum();
        let many = usize::try_from(sight.largest).unwrap_or(0).min(given.len());
        let mut rows = Vec::new();
        let mut upto: i128 = 0;
        for (id, sum) in &given[..many] {
            upto += sum;
            let name = self.name_of(asker, Kind::Partner, *id)?.unwrap_or_default();
            let row = Row::of(Label::Name(name), vec![Some(cents(*sum)?)]);
            let lead = figure(format!("donor:{id}"), Some(sight.year));
            rows.push(Row { share: tenths(upto, all), ..row }.leading(lead));
        }
        if given.len() > many {
            let say = Say::new("chart-all-others").with("count", given.len() - many);
            let row = Row { share: tenths(all, all), ..Row::of(Label::Words(say), vec![Some(cents(all - upto)?)]) };
            rows.push(row.leading(figure("largest-ten-share", Some(sight.year))));
        }
        let mut chart = of_year(Picture::Concentration, sight, rows);
        chart.notes.push(Say::new("chart-share-upto"));
        Ok(chart)
    }

    fn chart_of_forecast(&self, asker: &Asker, sight: Sight) -> Result<Chart, StoreError> {
        let (sight, _) = self.years_of_plan(asker, None, sight)?;
        let mut received: Sums<i16> = Sums::new();
        for (year, _, usd) in self.by_fund(&sight)? {
            *received.entry(year).or_default() += i128::from(usd);
        }
        let commitments = self.commitments(asker, &sight, false)?;
        let secured = Secured::of(commitments.all.iter())?;
        let mut left = [secured.to_come, secured.weighted].map(|sum| i128::from(sum.unwrap_or(0)));
        let expected = self.by_year_of_use(&sight, &commitments)?;
        let some = |sum: i128| cents(sum).map(|sum| Some(sum).filter(|sum| *sum != 0));
        let first = expected.keys().next().and_then(|year| i16::try_from(*year).ok()).unwrap_or(sight.from);
        let mut rows = Vec::new();
        for year in first.min(sight.from)..=sight.until {
            let [to_come, weighted] = expected.get(&i64::from(year)).copied().unwrap_or_default();
            left = [left[0] - to_come, left[1] - weighted];
            let came = received.get(&year).copied().map(cents).transpose()?;
            let row = Row::of(year_label(year), vec![came, some(to_come)?, some(weighted)?]);
            let lead = if came.is_some() { figure("income", Some(year)) } else { figure("forecast", None) };
            rows.push(row.leading(lead));
        }
        // Parts are rounded a year at a time: less than a dollar is no money without a year.
        if left.iter().any(|sum| sum.abs() >= 100) {
            let row = Row::of(words("chart-no-year"), vec![None, some(left[0])?, some(left[1])?]);
            rows.push(row.leading(figure("forecast", None)));
        }
        let series = vec![words("home-received"), words("home-signed"), words("chart-weighted")];
        let years = Some((sight.from, sight.until));
        Ok(Chart { picture: Picture::Forecast, years, series, rows, notes: Vec::new() })
    }
}

fn of_year(picture: Picture, sight: &Sight, rows: Vec<Row>) -> Chart {
    let years = Some((sight.year, sight.year));
    Chart { picture, years, series: vec![words("home-received")], rows, notes: Vec::new() }
}

fn heat(picture: Picture, years: (i16, i16), rows: Vec<Row>) -> Chart {
    let series = (years.0..=years.1).map(year_label).collect();
    Chart { picture, years: Some(years), series, rows, notes: Vec::new() }
}

fn heat_row(
    label: Label,
    id: Option<Id>,
    (from, until): (i16, i16),
    sums: &Sums<(Option<Id>, i16)>,
    lead: impl Fn(i16) -> Lead,
) -> Result<Row, StoreError> {
    let value = |year: i16| sums.get(&(id, year)).copied().map(cents).transpose();
    let values: Result<Vec<_>, _> = (from..=until).map(value).collect();
    Ok(Row { leads: (from..=until).map(lead).collect(), ..Row::of(label, values?) })
}
