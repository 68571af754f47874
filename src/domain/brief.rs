//! A brief as plain data: what is written down for one donor, portfolio, programme or session, before it has words and
//! after. It refuses to know how it is drawn and in which language it is said.

use super::day::Day;
use super::kind::Kind;
use super::money::Money;
use super::say::Say;

/// One thing a brief says, not yet in the words of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Not known or not there, which is not zero.
    Nothing,
    /// As somebody typed it.
    Text(String),
    Say(Say),
    /// A message whose arguments are said in the language too.
    With(&'static str, Vec<(&'static str, Cell)>),
    /// Several things beside each other; what is nothing is left out.
    Join(Vec<Cell>),
    /// A choice, a flag or a computed word: `choice-WORD`.
    Word(String),
    /// The heading of a field or a computed column of a kind, in the list of a year.
    Head(Kind, &'static str, i16),
    /// The kind in the plural.
    Kind(Kind),
    /// US dollar cents, shown in whole dollars without their name: in columns that are headed by it.
    Usd(i64),
    /// US dollar cents, shown in whole dollars with their name.
    Dollars(i64),
    /// US dollar cents, shown in millions with one decimal.
    Millions(i64),
    /// An amount in its own currency.
    Money(Money),
    Count(i64),
    /// Tenths of a per cent.
    Tenths(i64),
    Day(Day),
    /// Per cent in its text form.
    Percent(String),
}

impl Cell {
    /// Text somebody typed; nothing where there is none.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text.to_owned()) }
    }

    /// Cents of a column that may not be known.
    #[must_use]
    pub fn usd(cents: Option<i64>) -> Self {
        cents.map_or(Self::Nothing, Self::Usd)
    }

    /// Cents with their name that may not be known.
    #[must_use]
    pub fn dollars(cents: Option<i64>) -> Self {
        cents.map_or(Self::Nothing, Self::Dollars)
    }

    /// A number of things.
    #[must_use]
    pub fn count(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A message without arguments.
    #[must_use]
    pub const fn say(key: &'static str) -> Self {
        Self::Say(Say::new(key))
    }
}

/// The language a brief was said in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Its code, `en`.
    pub code: &'static str,
    pub right_to_left: bool,
}

/// How a file of a brief is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Markdown,
    /// One page for a browser and for paper.
    Html(Spoken),
}

/// A brief: `T` is a `Cell` as it is gathered and text once a language has spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief<T> {
    /// What a file of it is called, without ending.
    pub name: String,
    pub title: T,
    /// As of which day, for what, from what.
    pub lead: Vec<T>,
    pub sections: Vec<Section<T>>,
}

/// A part of a brief under its own heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section<T> {
    pub title: T,
    pub blocks: Vec<Block<T>>,
}

/// One block of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<T> {
    /// A paragraph; line ends in it are kept.
    Text(T),
    /// A remark: where figures come from, why there are none.
    Remark(T),
    /// Label and value, one a line.
    Facts(Vec<(T, T)>),
    Figures(Vec<KeyFigure<T>>),
    Table(Table<T>),
    Chart(Chart<T>),
}

/// A figure that is looked for first: its name, its value, and what it stands against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFigure<T> {
    pub label: T,
    pub value: T,
    pub note: Option<T>,
}

/// Rows under headings; numbers stand flush right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<T> {
    /// Heading, and whether its column holds numbers.
    pub heads: Vec<(T, bool)>,
    pub rows: Vec<Vec<T>>,
    /// The last row is the sum of those above.
    pub total: bool,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// One bar a point, lying: the first series before the second, which it should reach.
    Bars,
    /// One column a point, standing: the series stacked.
    Columns,
    /// One line a series.
    Lines,
}

/// Values to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart<T> {
    pub drawn: Drawn,
    pub title: T,
    /// What each series is.
    pub series: Vec<T>,
    pub points: Vec<Point<T>>,
}

/// One place of a chart: its name, and for each series a value with the text that says it; none where it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point<T> {
    pub label: T,
    pub values: Vec<Option<(i64, T)>>,
    /// All series together, where they are stacked.
    pub total: Option<T>,
}

impl<T> Brief<T> {
    /// The same brief with each thing it says turned into something else.
    pub fn map<U>(&self, mut say: impl FnMut(&T) -> U) -> Brief<U> {
        Brief {
            name: self.name.clone(),
            title: say(&self.title),
            lead: self.lead.iter().map(&mut say).collect(),
            sections: self.sections.iter().map(|section| section.map(&mut say)).collect(),
        }
    }
}

impl<T> Section<T> {
    fn map<U>(&self, say: &mut impl FnMut(&T) -> U) -> Section<U> {
        Section { title: say(&self.title), blocks: self.blocks.iter().map(|block| block.map(say)).collect() }
    }
}

impl<T> Block<T> {
    fn map<U>(&self, say: &mut impl FnMut(&T) -> U) -> Block<U> {
        match self {
            Self::Text(text) => Block::Text(say(text)),
            Self::Remark(text) => Block::Remark(say(text)),
            Self::Facts(facts) => Block::Facts(facts.iter().map(|(label, value)| (say(label), say(value))).collect()),
            Self::Figures(figures) => Block::Figures(figures.iter().map(|figure| figure.map(say)).collect()),
            Self::Table(table) => Block::Table(table.map(say)),
            Self::Chart(chart) => Block::Chart(chart.map(say)),
        }
    }
}

impl<T> KeyFigure<T> {
    fn map<U>(&self, say: &mut impl FnMut(&T) -> U) -> KeyFigure<U> {
        KeyFigure { label: say(&self.label), value: say(&self.value), note: self.note.as_ref().map(say) }
    }
}

impl<T> Table<T> {
    fn map<U>(&self, say: &mut impl FnMut(&T) -> U) -> Table<U> {
        Table {
            heads: self.heads.iter().map(|(head, number)| (say(head), *number)).collect(),
            rows: self.rows.iter().map(|row| row.iter().map(&mut *say).collect()).collect(),
            total: self.total,
        }
    }
}

impl<T> Chart<T> {
    fn map<U>(&self, say: &mut impl FnMut(&T) -> U) -> Chart<U> {
        Chart {
            drawn: self.drawn,
            title: say(&self.title),
            series: self.series.iter().map(&mut *say).collect(),
            points: self.points.iter().map(|point| point.map(say)).collect(),
        }
    }
}

impl<T> Point<T> {
    fn map<U>(&self, say: &mut impl FnMut(&T) -> U) -> Point<U> {
        let values = self.values.iter().map(|one| one.as_ref().map(|(value, text)| (*value, say(text)))).collect();
        Point { values, label: say(&self.label), total: self.total.as_ref().map(say) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_a_brief_says_is_turned() {
        let chart = Chart {
            drawn: Drawn::Lines,
            title: 5,
            series: vec![6],
            points: vec![Point { label: 7, values: vec![Some((1_000, 8)), None], total: Some(18) }],
        };
        let blocks = vec![
            Block::Text(9),
            Block::Remark(10),
            Block::Facts(vec![(11, 12)]),
            Block::Figures(vec![KeyFigure { label: 13, value: 14, note: Some(15) }]),
            Block::Table(Table { heads: vec![(16, true)], rows: vec![vec![17]], total: false }),
            Block::Chart(chart),
        ];
        let brief =
            Brief { name: "n".to_owned(), title: 1, lead: vec![2, 3], sections: vec![Section { title: 4, blocks }] };
        let mut said = Vec::new();
        let turned = brief.map(|one| {
            said.push(*one);
            one * 100
        });
        said.sort_unstable();
        assert_eq!(said, (1..=18).collect::<Vec<_>>());
        let Block::Chart(chart) = &turned.sections[0].blocks[5] else { panic!("blocks keep their order") };
        assert_eq!(chart.points[0].values, [Some((1_000, 800)), None]);
        assert_eq!(chart.points[0].label, 700);
    }
}
