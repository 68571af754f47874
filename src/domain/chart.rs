//! Charts as plain numbers: rows of money with what each leads to. It refuses to know how they are drawn.

use super::kind::Kind;
use super::money::part_of;
use super::say::Say;

/// Every chart there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Picture {
    /// What is received and still to come, by fund, against the target.
    #[default]
    Targets,
    /// Money by year, core and earmarked.
    Years,
    /// Overdue instalments by age.
    Ageing,
    /// Money by fund and year.
    Funds,
    /// Money by how it is earmarked and year.
    Earmarking,
    /// Money of the year by region of the donor.
    Regions,
    /// Money of the year by category of the partner.
    Categories,
    /// Regions where they lie, and the largest countries.
    World,
    /// The largest donors of the year, added up.
    Concentration,
    /// What came and may come, by year to the end of the plan.
    Forecast,
}

impl Picture {
    /// Every chart, in the order they are leafed through.
    pub const ALL: [Self; 10] = [
        Self::Targets,
        Self::Years,
        Self::Funds,
        Self::Earmarking,
        Self::Regions,
        Self::Categories,
        Self::World,
        Self::Concentration,
        Self::Ageing,
        Self::Forecast,
    ];

    /// Its name on the command line, and the end of the message keys `picture-NAME` and `picture-about-NAME`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Targets => "targets",
            Self::Years => "years",
            Self::Ageing => "ageing",
            Self::Funds => "funds",
            Self::Earmarking => "earmarking",
            Self::Regions => "regions",
            Self::Categories => "categories",
            Self::World => "world",
            Self::Concentration => "concentration",
            Self::Forecast => "forecast",
        }
    }

    /// The chart with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|picture| picture.name() == name)
    }

    /// How it is drawn.
    #[must_use]
    pub const fn shape(self) -> Shape {
        match self {
            Self::Years | Self::Forecast => Shape::Columns,
            Self::Funds | Self::Earmarking => Shape::Heat,
            Self::World => Shape::Map,
            _ => Shape::Bars,
        }
    }
}

/// Forms a chart can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One bar a row; values beside each other in it.
    Bars,
    /// One column a row; values on top of each other in it.
    Columns,
    /// A shaded cell a value.
    Heat,
    /// Rows with a place on the map of the world, then rows without one.
    Map,
}

/// What a row or series is called: a name from the records, or words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    Name(String),
    Words(Say),
}

/// What opens behind a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// A figure by name, of a year or of the year shown.
    Figure(String, Option<i16>),
    /// A list: its kind and one-line query.
    List(Kind, String),
}

/// One row of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub label: Label,
    /// US dollar cents, one a series; none: no record.
    pub values: Vec<Option<i64>>,
    /// What it is held against, US dollar cents.
    pub whole: Option<i64>,
    /// Share, tenths of a per cent; what it is of says the heading of the chart.
    pub share: Option<i64>,
    /// Column and line on the map of the world.
    pub place: Option<(u8, u8)>,
    /// What opens behind each value; one for all of them where there is but one.
    pub leads: Vec<Lead>,
}

impl Row {
    /// A row of values that leads nowhere yet.
    #[must_use]
    pub const fn of(label: Label, values: Vec<Option<i64>>) -> Self {
        Self { label, values, whole: None, share: None, place: None, leads: Vec::new() }
    }

    /// The same row with what opens behind it.
    #[must_use]
    pub fn leading(mut self, lead: Option<Lead>) -> Self {
        self.leads.extend(lead);
        self
    }

    /// All its values together, cents; none where there is none.
    #[must_use]
    pub fn sum(&self) -> Option<i64> {
        self.values.iter().flatten().copied().reduce(i64::saturating_add)
    }

    /// What opens behind the value at a place.
    #[must_use]
    pub fn lead(&self, at: usize) -> Option<&Lead> {
        if self.leads.len() > 1 { self.leads.get(at) } else { self.leads.first() }
    }
}

/// A chart with its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    pub picture: Picture,
    /// First and last year of its money; none: of all time.
    pub years: Option<(i16, i16)>,
    pub series: Vec<Label>,
    pub rows: Vec<Row>,
    /// What is not in the rows, or is to be known.
    pub notes: Vec<Say>,
}

impl Chart {
    /// The largest single value, cents; 0 without any.
    #[must_use]
    pub fn largest_value(&self) -> i64 {
        self.rows.iter().flat_map(|row| &row.values).flatten().copied().max().unwrap_or(0).max(0)
    }

    /// The largest row or whole, cents; 0 without any.
    #[must_use]
    pub fn largest_row(&self) -> i64 {
        let sums = self.rows.iter().map(|row| length(&row.values).max(row.whole.unwrap_or(0)));
        sums.max().unwrap_or(0)
    }
}

/// What a bar of these values is as long as: what is below zero takes no room.
#[must_use]
pub fn length(values: &[Option<i64>]) -> i64 {
    values.iter().flatten().map(|value| value.max(&0)).fold(0, |sum: i64, value| sum.saturating_add(*value))
}

/// How many of `room` cells a part of a whole takes: rounded, at least one for anything above zero, never more than
/// there are.
#[must_use]
pub fn cells(part: i64, whole: i64, room: usize) -> usize {
    if part <= 0 || whole <= 0 {
        return 0;
    }
    let cells = part_of(i64::try_from(room).unwrap_or(i64::MAX), part, whole).unwrap_or(i64::MAX);
    usize::try_from(cells).unwrap_or(room).clamp(1, room.max(1)).min(room)
}

/// The cells of values beside each other: their ends are rounded, not their lengths, so that they add up.
#[must_use]
pub fn stacked(values: &[Option<i64>], whole: i64, room: usize) -> Vec<usize> {
    let mut end = 0_i64;
    let mut taken = 0;
    let mut counts = Vec::new();
    for value in values {
        end = end.saturating_add(value.unwrap_or(0).max(0));
        let upto = cells(end, whole, room).max(taken);
        counts.push(upto - taken);
        taken = upto;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_read_back() {
        for picture in Picture::ALL {
            assert_eq!(Picture::named(picture.name()), Some(picture));
        }
        assert_eq!(Picture::named("pie"), None);
    }

    #[test]
    fn little_is_seen_and_less_than_nothing_is_not() {
        assert_eq!(cells(1, 1_000_000, 10), 1);
        assert_eq!(cells(-1, 1_000_000, 10), 0);
        assert_eq!(cells(5, 10, 0), 0);
        assert_eq!(cells(20, 10, 10), 10);
        assert_eq!(stacked(&[Some(5), None, Some(-3), Some(5)], 10, 10), [5, 0, 0, 5]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn stacked_cells_are_as_long_as_their_sum(
            values in prop::collection::vec(prop::option::of(-1_000_000..1_000_000_i64), 0..5),
            whole in 1..5_000_000_i64,
            room in 0..100usize,
        ) {
            let counts = stacked(&values, whole, room);
            prop_assert_eq!(counts.iter().sum::<usize>(), cells(length(&values), whole, room));
        }
    }
}
