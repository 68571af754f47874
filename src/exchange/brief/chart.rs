//! Charts as inline SVG, in whole numbers only: places are tenths of a drawing unit, reckoned from the values as they
//! are. It refuses to leave out a number: every value is written beside what is drawn for it.

use std::fmt::Write as _;

use super::html::line;
use crate::domain::brief::{Chart, Drawn, Point};
use crate::domain::clean::cut;

/// Drawing units across.
const WIDE: i64 = 720;
/// Height of the room columns and lines are drawn in.
const HIGH: i64 = 100;
/// Above and below that room: values, and labels.
const ABOVE: i64 = 16;
const BELOW: i64 = 18;
/// A bar with the space to the next.
const BAR: i64 = 22;
/// Where bars begin and end; their names stand before, their values after.
const BARS: (i64, i64) = (200, 545);

/// One colour a series, told apart on paper without colour by how dark they are.
const COLOURS: [&str; 4] = ["#1f5f8b", "#9cc3dd", "#d9822b", "#5a5a5a"];

/// A chart with its title and what its colours mean.
pub(super) fn figure(chart: &Chart<String>) -> String {
    if chart.points.is_empty() {
        return String::new();
    }
    let legend = chart.series.iter().enumerate();
    let legend = legend.map(|(at, name)| format!("<i style=\"background:{}\"></i>{}", colour(at), line(name)));
    let (high, drawn) = match chart.drawn {
        Drawn::Bars => bars(chart),
        Drawn::Columns => columns(chart),
        Drawn::Lines => lines(chart),
    };
    let title = line(&chart.title);
    format!(
        "<figure>\n<figcaption>{title}{}</figcaption>\n\
         <svg viewBox=\"0 0 {WIDE} {high}\" role=\"img\" aria-label=\"{title}\">\n{drawn}</svg>\n</figure>\n",
        legend.collect::<String>()
    )
}

fn colour(series: usize) -> &'static str {
    COLOURS[series % COLOURS.len()]
}

/// From values to places: `from` is where the least value lies, `to` where the largest.
struct Scale {
    least: i128,
    largest: i128,
    from: i128,
    to: i128,
}

impl Scale {
    /// Over values and zero, onto places from `from` to `to`.
    fn over(values: impl Iterator<Item = i128> + Clone, from: i64, to: i64) -> Self {
        let least = values.clone().min().unwrap_or(0).min(0);
        let largest = values.max().unwrap_or(0).max(0);
        Self { least, largest, from: i128::from(from), to: i128::from(to) }
    }

    /// The place of a value, tenths of a unit.
    fn tenths(&self, value: i128) -> i128 {
        let whole = (self.largest - self.least).max(1);
        self.from * 10 + (value - self.least) * (self.to - self.from) * 10 / whole
    }

    fn at(&self, value: i128) -> String {
        units(self.tenths(value))
    }
}

/// Tenths of a unit as SVG writes them.
fn units(tenths: i128) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

fn text(out: &mut String, x: &str, y: &str, anchor: &str, words: &str) {
    writeln!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>", line(words)).expect("text grows");
}

fn rule(out: &mut String, y: &str) {
    writeln!(out, "<line x1=\"0\" x2=\"{WIDE}\" y1=\"{y}\" y2=\"{y}\" stroke=\"#8aa5b8\"/>").expect("text grows");
}

fn known(point: &Point<String>) -> impl Iterator<Item = i128> + Clone + '_ {
    point.values.iter().flatten().map(|(value, _)| i128::from(*value))
}

fn bars(chart: &Chart<String>) -> (i64, String) {
    let mut out = String::new();
    let scale = Scale::over(chart.points.iter().flat_map(known), BARS.0, BARS.1);
    let zero = scale.tenths(0);
    let mut y = 0;
    for point in &chart.points {
        text(&mut out, "0", &(y + 14).to_string(), "start", &cut(&point.label, 32));
        // What it should reach lies behind.
        for (at, one) in point.values.iter().enumerate().rev() {
            let Some((value, _)) = one else { continue };
            let end = scale.tenths(i128::from(*value));
            let (x, wide, fill) = (units(end.min(zero)), units((end - zero).abs()), colour(at));
            let (top, high) = if at == 0 { (y + 5, 10) } else { (y + 2, 16) };
            writeln!(out, "<rect x=\"{x}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\" fill=\"{fill}\"/>")
                .expect("text grows");
        }
        let written: Vec<&str> = point.values.iter().flatten().map(|(_, words)| words.as_str()).collect();
        text(&mut out, &(BARS.1 + 10).to_string(), &(y + 14).to_string(), "start", &written.join(" / "));
        y += BAR;
    }
    (y, out)
}

/// The middle of each point's place, and how wide it is, tenths of a unit.
fn places(count: usize) -> (impl Iterator<Item = i128>, i128) {
    let count = i128::try_from(count.max(1)).unwrap_or(1);
    let slot = i128::from(WIDE) * 10 / count;
    ((0..count).map(move |at| at * slot + slot / 2), slot)
}

fn labels(out: &mut String, chart: &Chart<String>) {
    let (middles, slot) = places(chart.points.len());
    // A letter is about seven units wide.
    let room = usize::try_from(slot / 70).unwrap_or(4).max(4);
    for (x, point) in middles.zip(&chart.points) {
        text(out, &units(x), &(ABOVE + HIGH + 14).to_string(), "middle", &cut(&point.label, room));
    }
}

fn columns(chart: &Chart<String>) -> (i64, String) {
    let mut out = String::new();
    let up = |point: &Point<String>| known(point).filter(|value| *value > 0).sum::<i128>();
    let down = |point: &Point<String>| known(point).filter(|value| *value < 0).sum::<i128>();
    let ends: Vec<i128> = chart.points.iter().flat_map(|point| [up(point), down(point)]).collect();
    let scale = Scale::over(ends.iter().copied(), ABOVE + HIGH, ABOVE);
    let (middles, slot) = places(chart.points.len());
    let wide = (slot * 6 / 10).min(480);
    for (middle, point) in middles.zip(&chart.points) {
        let (mut top, mut bottom) = (0, 0);
        for (at, value) in
            point.values.iter().enumerate().filter_map(|(at, one)| one.as_ref().map(|one| (at, i128::from(one.0))))
        {
            let from = if value < 0 { &mut bottom } else { &mut top };
            let (start, end) = (scale.tenths(*from), scale.tenths(*from + value));
            *from += value;
            let (x, y) = (units(middle - wide / 2), units(start.min(end)));
            let (wide, high, fill) = (units(wide), units((start - end).abs()), colour(at));
            writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" fill=\"{fill}\"/>")
                .expect("text grows");
        }
        if let Some(total) = &point.total {
            text(&mut out, &units(middle), &units(scale.tenths(top) - 40), "middle", total);
        }
    }
    rule(&mut out, &scale.at(0));
    labels(&mut out, chart);
    (ABOVE + HIGH + BELOW, out)
}

fn lines(chart: &Chart<String>) -> (i64, String) {
    let mut out = String::new();
    let scale = Scale::over(chart.points.iter().flat_map(known), ABOVE + HIGH, ABOVE);
    rule(&mut out, &scale.at(0));
    for series in 0..chart.series.len() {
        let (middles, _) = places(chart.points.len());
        let mut path = String::new();
        let mut pen_up = true;
        for (x, point) in middles.zip(&chart.points) {
            let Some(Some((value, words))) = point.values.get(series) else {
                pen_up = true;
                continue;
            };
            let y = scale.tenths(i128::from(*value));
            write!(path, "{}{} {}", if pen_up { "M" } else { "L" }, units(x), units(y)).expect("text grows");
            pen_up = false;
            let fill = colour(series);
            writeln!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"3\" fill=\"{fill}\"/>", units(x), units(y))
                .expect("text grows");
            // Of two lines the lower one is written under, unless the ground is there.
            let highest = known(point).max() == Some(i128::from(*value));
            let under = !highest && y < i128::from(ABOVE + HIGH - 16) * 10;
            text(&mut out, &units(x), &units(if under { y + 140 } else { y - 60 }), "middle", words);
        }
        let stroke = colour(series);
        writeln!(out, "<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"2\"/>").expect("text grows");
    }
    labels(&mut out, chart);
    (ABOVE + HIGH + BELOW, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(drawn: Drawn, values: &[&[Option<i64>]]) -> Chart<String> {
        let point = |row: &&[Option<i64>]| Point {
            label: "p".to_owned(),
            values: row.iter().map(|one| one.map(|value| (value, value.to_string()))).collect(),
            total: Some("t".to_owned()),
        };
        let series = values.first().map_or(0, |row| row.len());
        Chart {
            drawn,
            title: "A & B".to_owned(),
            series: vec!["s".to_owned(); series],
            points: values.iter().map(point).collect(),
        }
    }

    #[test]
    fn places_are_in_proportion_and_exact() {
        let scale = Scale::over([0, 300, 900].into_iter(), 0, 90);
        assert_eq!([0, 300, 450, 900].map(|value| scale.at(value)), ["0.0", "30.0", "45.0", "90.0"]);
        let below = Scale::over([-50, 150].into_iter(), 100, 0);
        assert_eq!([-50, 0, 150].map(|value| below.at(value)), ["100.0", "75.0", "0.0"]);
        let huge = Scale::over([i128::from(i64::MAX)].into_iter(), 0, 720);
        assert_eq!(huge.at(i128::from(i64::MAX)), "720.0");
    }

    #[test]
    fn nothing_but_zeros_and_nothing_at_all_are_drawn_without_falling() {
        for drawn in [Drawn::Bars, Drawn::Columns, Drawn::Lines] {
            assert!(figure(&chart(drawn, &[&[Some(0)], &[None]])).contains("<svg"));
            assert_eq!(figure(&chart(drawn, &[])), "");
        }
    }

    #[test]
    fn a_gap_in_a_line_stays_a_gap() {
        let drawn = figure(&chart(Drawn::Lines, &[&[Some(1)], &[None], &[Some(2)], &[Some(3)]]));
        let path = drawn.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!((path.matches('M').count(), path.matches('L').count()), (2, 1), "{path}");
        assert!(drawn.contains("A &amp; B"));
    }

    #[test]
    fn stacked_columns_stand_on_each_other() {
        let drawn = figure(&chart(Drawn::Columns, &[&[Some(25), Some(75)]]));
        assert!(drawn.contains("height=\"25.0\"") && drawn.contains("height=\"75.0\""), "{drawn}");
        assert!(drawn.contains("y=\"16.0\""), "the stack reaches the top: {drawn}");
    }
}
