//! The rules of the standard beyond its schema, as its ruleset writes them down, held against one activity or organisation.
//! It refuses rules of a type it does not know: a test reads the whole ruleset.

use rust_decimal::Decimal;
use serde_json::Value;

use super::check::Grade;
use super::codes::Codes;
use super::expression::{Chain, Expression, Node, Path, number};
use super::tree::Element;
use crate::domain::day::Day;
use crate::domain::say::Say;

/// What is broken where.
pub struct Breach<'e> {
    pub grade: Grade,
    /// The number the standard gives the rule.
    pub id: String,
    pub at: &'e Element<'e>,
    pub say: Say,
}

/// Every rule of a ruleset.
pub struct Rules {
    contexts: Vec<(Context, Vec<Rule>)>,
}

/// The elements rules are asked of.
enum Context {
    /// The activity or organisation itself.
    Entry(&'static str),
    Inside(&'static str, Path),
    Anywhere(Path),
}

struct Rule {
    id: String,
    grade: Grade,
    key: &'static str,
    test: Test,
}

enum Test {
    AtLeastOne { when: Option<Expression>, paths: Vec<Path> },
    NoMoreThanOne(Vec<Path>),
    Unique(Vec<Path>),
    StartsWith { prefixes: Vec<Path>, separator: String, of: Vec<Path> },
    AgencyCode(Vec<Path>),
    OneOrAll { one: Path, all: All },
    NotAfterNow(Path),
    InOrder { less: Path, more: Path },
    Without { characters: String, of: Vec<Path> },
    NoSpaces(Vec<Path>),
    ForEach { values: Path, rules: Vec<Rule> },
    Sum { when: Option<Expression>, of: Vec<Path>, sum: Decimal },
    Within { of: Vec<Path>, least: Decimal, most: Decimal },
    IfThen { when: Expression, then: Expression, about: Vec<Path> },
    OneYear { start: Path, end: Path },
    Between { day: Path, start: Path, end: Path },
}

/// What each of must have, where the whole does not say it.
enum All {
    Language,
    Currency,
    Sector,
}

/// The words of each rule; those of one kind share theirs.
const WORDS: &[(&str, &str)] = &[
    ("1.1.21", "iati-rule-identifier"),
    ("1.1.3", "iati-rule-own-identifier"),
    ("102.1.1", "iati-rule-dac-sector"),
    ("107.1.1", "iati-rule-dac-aid"),
    ("107.1.2", "iati-rule-one-aid"),
    ("107.2.1", "iati-rule-dac-aid"),
    ("107.2.2", "iati-rule-one-aid"),
    ("2.1.1", "iati-rule-each-percent"),
    ("2.1.2", "iati-rule-hundred"),
    ("2.1.4", "iati-rule-single-percent"),
    ("2.2.1", "iati-rule-own-code-named"),
    ("3.1.1", "iati-rule-each-percent"),
    ("3.1.2", "iati-rule-hundred"),
    ("3.1.4", "iati-rule-single-percent"),
    ("3.4.1", "iati-rule-each-percent"),
    ("3.4.2", "iati-rule-hundred"),
    ("3.4.4", "iati-rule-single-percent"),
    ("3.6.2", "iati-rule-place"),
    ("3.7.1", "iati-rule-place"),
    ("3.7.2", "iati-rule-place"),
    ("4.1.1", "iati-rule-language"),
    ("4.3.1", "iati-rule-narrative"),
    ("4.4.1", "iati-rule-narrative"),
    ("4.5.1", "iati-rule-language"),
    ("6.10.1", "iati-rule-organisation"),
    ("6.11.1", "iati-rule-start"),
    ("6.13.1", "iati-rule-own-code-named"),
    ("6.14.1", "iati-rule-significance"),
    ("6.2.2", "iati-rule-sector"),
    ("6.6.2", "iati-rule-sector-once"),
    ("6.7.2", "iati-rule-sector-once"),
    ("6.8.1", "iati-rule-organisation"),
    ("6.9.1", "iati-rule-organisation"),
    ("6.9.2", "iati-rule-organisation"),
    ("7.8.1", "iati-rule-currency"),
    ("7.8.2", "iati-rule-currency"),
    ("7.9.1", "iati-rule-each-percent"),
    ("7.9.2", "iati-rule-hundred"),
    ("7.9.4", "iati-rule-single-percent"),
    ("8.10.1", "iati-rule-value"),
    ("8.10.2", "iati-rule-number"),
    ("8.10.3", "iati-rule-no-value"),
    ("8.11.1", "iati-rule-reference"),
    ("8.8.1", "iati-rule-value"),
    ("8.8.2", "iati-rule-number"),
    ("8.8.3", "iati-rule-no-value"),
    ("8.9.1", "iati-rule-value"),
    ("8.9.2", "iati-rule-number"),
    ("8.9.3", "iati-rule-no-value"),
];

/// The day and instant rules are asked on.
#[derive(Clone, Debug)]
pub struct Now {
    pub day: Day,
}

impl Rules {
    /// Reads a ruleset; rules that cannot be read are left out, and a test sees to it that none are.
    #[must_use]
    pub fn of(json: &str) -> Self {
        let whole: Value = serde_json::from_str(json).unwrap_or_default();
        let mut contexts = Vec::new();
        for (context, rules) in whole.as_object().into_iter().flatten() {
            for one in context.split('|').map(str::trim) {
                if let Some(context) = read_context(one) {
                    contexts.push((context, read_rules(rules)));
                }
            }
        }
        Self { contexts }
    }

    /// Holds an activity or organisation against the rules.
    pub fn check<'e>(&self, entry: &'e Element<'e>, codes: &Codes, now: &Now, tell: &mut impl FnMut(Breach<'e>)) {
        for (context, rules) in &self.contexts {
            let chains: Vec<Chain<'e>> = match context {
                Context::Entry(name) if entry.name == *name => vec![vec![entry]],
                Context::Inside(name, path) if entry.name == *name => path.chains(&[entry]),
                Context::Anywhere(path) => path.chains(&[entry]),
                Context::Entry(_) | Context::Inside(..) => Vec::new(),
            };
            for chain in &chains {
                let asked = Asked { chain, each: "", codes, now };
                for rule in rules {
                    asked.rule(rule, tell);
                }
            }
        }
    }
}

fn read_context(text: &str) -> Option<Context> {
    if text.starts_with("//") {
        return Path::parse(text).map(Context::Anywhere);
    }
    for (whole, name) in [
        ("/iati-activities/iati-activity", "iati-activity"),
        ("/iati-organisations/iati-organisation", "iati-organisation"),
    ] {
        if let Some(rest) = text.strip_prefix(whole) {
            return match rest.strip_prefix('/') {
                None => Some(Context::Entry(name)),
                Some(path) => Path::parse(path).map(|path| Context::Inside(name, path)),
            };
        }
    }
    None
}

fn read_rules(rules: &Value) -> Vec<Rule> {
    let mut read = Vec::new();
    for (kind, cases) in rules.as_object().into_iter().flatten() {
        for case in cases["cases"].as_array().into_iter().flatten() {
            read.extend(read_rule(kind, case));
        }
    }
    read
}

fn read_rule(kind: &str, case: &Value) -> Option<Rule> {
    let info = &case["ruleInfo"];
    let id = info["id"].as_str().unwrap_or_default().to_owned();
    let grade = match info["severity"].as_str() {
        Some("critical") => Grade::Critical,
        Some("warning") => Grade::Warning,
        _ => Grade::Error,
    };
    let words = WORDS.iter().find(|(known, _)| *known == id).map(|(_, key)| *key);
    let (test, usual) = read_test(kind, case)?;
    Some(Rule { id, grade, key: words.unwrap_or(usual), test })
}

/// A test with the words of its kind.
fn read_test(kind: &str, case: &Value) -> Option<(Test, &'static str)> {
    let path = |name: &str| case[name].as_str().and_then(Path::parse);
    let when = || case["condition"].as_str().map(Expression::parse);
    let condition = |name: &str| case[name].as_str().and_then(Expression::parse);
    let decimal = |name: &str| case[name].to_string().parse::<Decimal>().ok();
    let test = match kind {
        "atleast_one" => (Test::AtLeastOne { when: when().flatten(), paths: paths(case, "paths") }, "iati-rule-other"),
        "no_more_than_one" => (Test::NoMoreThanOne(paths(case, "paths")), "iati-rule-other"),
        "unique" => (Test::Unique(paths(case, "paths")), "iati-rule-other"),
        "startswith" if case["prefix"][0] == "ORG-ID-PREFIX" => {
            (Test::AgencyCode(paths(case, "paths")), "iati-rule-agency")
        }
        "startswith" => {
            let separator = case["separator"].as_str().unwrap_or_default().to_owned();
            let (prefixes, of) = (paths(case, "prefix"), paths(case, "paths"));
            (Test::StartsWith { prefixes, separator, of }, "iati-rule-other")
        }
        "one_or_all" => {
            let all = match case["all"].as_str()? {
                "lang" => All::Language,
                "currency" => All::Currency,
                _ => All::Sector,
            };
            (Test::OneOrAll { one: path("one")?, all }, "iati-rule-other")
        }
        "date_now" => (Test::NotAfterNow(path("date")?), "iati-rule-future"),
        "date_order" if case["more"] == "NOW" => (Test::NotAfterNow(path("less")?), "iati-rule-future"),
        "date_order" => (Test::InOrder { less: path("less")?, more: path("more")? }, "iati-rule-order"),
        "regex_matches" => {
            let pattern = case["regex"].as_str()?.replace('\\', "");
            let characters = pattern.strip_prefix("^[^")?.strip_suffix("]+$")?.to_owned();
            (Test::Without { characters, of: paths(case, "paths") }, "iati-rule-characters")
        }
        "no_spaces" => (Test::NoSpaces(paths(case, "paths")), "iati-rule-spaces"),
        "loop" => (Test::ForEach { values: path("foreach")?, rules: read_rules(&case["do"]) }, "iati-rule-other"),
        "strict_sum" => {
            let of = paths(case, "paths");
            (Test::Sum { when: when().flatten(), of, sum: decimal("sum")? }, "iati-rule-other")
        }
        "range" => {
            let of = paths(case, "paths");
            (Test::Within { of, least: decimal("min")?, most: decimal("max")? }, "iati-rule-percent")
        }
        "if_then" => {
            let (when, then) = (condition("if")?, condition("then")?);
            (Test::IfThen { when, then, about: paths(case, "paths") }, "iati-rule-other")
        }
        "time_limit" => (Test::OneYear { start: path("start")?, end: path("end")? }, "iati-rule-year"),
        "between_dates" => {
            let between = Test::Between { day: path("date")?, start: path("start")?, end: path("end")? };
            (between, "iati-rule-within")
        }
        _ => return None,
    };
    Some(test)
}

fn paths(case: &Value, name: &str) -> Vec<Path> {
    case[name].as_array().into_iter().flatten().filter_map(Value::as_str).filter_map(Path::parse).collect()
}

/// One element rules are asked of.
struct Asked<'e, 'a> {
    chain: &'a [&'e Element<'e>],
    each: &'a str,
    codes: &'a Codes,
    now: &'a Now,
}

impl<'e> Asked<'e, '_> {
    fn rule(&self, rule: &Rule, tell: &mut impl FnMut(Breach<'e>)) {
        if let Test::ForEach { values, rules } = &rule.test {
            let mut seen: Vec<&str> = Vec::new();
            for value in values.nodes(self.chain, self.each) {
                if !seen.contains(&value.text()) {
                    seen.push(value.text());
                    let asked = Asked { each: value.text(), ..*self };
                    for rule in rules {
                        // Loops inside loops are nowhere; going no deeper keeps the types finite.
                        asked.plain(rule, tell);
                    }
                }
            }
            return;
        }
        self.plain(rule, tell);
    }

    fn plain(&self, rule: &Rule, tell: &mut impl FnMut(Breach<'e>)) {
        for (at, say) in self.broken(&rule.test, rule.key) {
            tell(Breach { grade: rule.grade, id: rule.id.clone(), at, say });
        }
    }

    fn here(&self) -> &'e Element<'e> {
        self.chain.last().expect("rules are asked of an element")
    }

    fn nodes(&self, paths: &[Path]) -> Vec<Node<'e>> {
        paths.iter().flat_map(|path| path.nodes(self.chain, self.each)).collect()
    }

    /// Where a test does not hold, and what to say of it.
    fn broken(&self, test: &Test, key: &'static str) -> Vec<(&'e Element<'e>, Say)> {
        let whole = |broken: bool| if broken { vec![(self.here(), Say::new(key))] } else { Vec::new() };
        let applies = |when: &Option<Expression>| when.as_ref().is_none_or(|when| when.holds(self.chain, self.each));
        match test {
            Test::AtLeastOne { when, paths } => {
                let any = |node: &Node| match node {
                    Node::Text(_) => !node.text().trim().is_empty(),
                    _ => true,
                };
                whole(applies(when) && !self.nodes(paths).iter().any(any))
            }
            Test::NoMoreThanOne(paths) => {
                let nodes = self.nodes(paths);
                nodes.get(1).map(|node| (node.element(), Say::new(key))).into_iter().collect()
            }
            Test::Unique(paths) => {
                let nodes = self.nodes(paths);
                let same = |(at, node): (usize, &Node)| nodes[..at].iter().any(|other| other.text() == node.text());
                whole(nodes.iter().enumerate().any(same))
            }
            Test::IfThen { when, then, about } => {
                let broken = when.holds(self.chain, self.each) && !then.holds(self.chain, self.each);
                let at = || self.nodes(about).first().map_or(self.here(), Node::element);
                if broken { vec![(at(), Say::new(key))] } else { Vec::new() }
            }
            Test::Sum { when, of, sum } => {
                let nodes = self.nodes(of);
                let read: Option<Vec<Decimal>> = nodes.iter().map(|node| number(node.text())).collect();
                let total: Decimal = read.unwrap_or_default().into_iter().sum();
                let broken = applies(when) && !nodes.is_empty() && total != *sum;
                let at = nodes.first().map_or(self.here(), Node::element);
                if broken { vec![(at, Say::new(key).with("sum", total.normalize()))] } else { Vec::new() }
            }
            Test::OneOrAll { one, all } => self.one_or_all(one, all, key),
            Test::StartsWith { .. } | Test::AgencyCode(_) | Test::Without { .. } | Test::NoSpaces(_) => {
                self.written(test, key)
            }
            Test::Within { of, least, most } => {
                let outside = |node: &Node| number(node.text()).is_some_and(|value| value < *least || value > *most);
                self.each_of(of, key, outside)
            }
            Test::NotAfterNow(_) | Test::InOrder { .. } | Test::OneYear { .. } | Test::Between { .. } => {
                self.days(test, key)
            }
            Test::ForEach { .. } => Vec::new(),
        }
    }

    /// Each of some nodes that is wrong, with its text.
    fn each_of(&self, of: &[Path], key: &'static str, wrong: impl Fn(&Node) -> bool) -> Vec<(&'e Element<'e>, Say)> {
        let nodes = self.nodes(of).into_iter().filter(wrong);
        nodes.map(|node| (node.element(), Say::new(key).with("text", node.text()))).collect()
    }

    /// How identifiers are written.
    fn written(&self, test: &Test, key: &'static str) -> Vec<(&'e Element<'e>, Say)> {
        match test {
            Test::StartsWith { prefixes, separator, of } => {
                let prefixes = self.nodes(prefixes);
                let begins = |text: &str, prefix: &str| {
                    text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(separator.as_str())).is_some()
                };
                let wrong = |node: &Node| {
                    !prefixes.is_empty()
                        && !prefixes.iter().any(|prefix| begins(node.text().trim(), prefix.text().trim()))
                };
                self.each_of(of, key, wrong)
            }
            Test::AgencyCode(of) => self.each_of(of, key, |node| !self.codes.has_agency(node.text().trim())),
            Test::Without { characters, of } => self.each_of(of, key, |node| {
                let text = node.text().trim();
                !self.codes.is_organisation(text) && text.contains(|c| characters.contains(c))
            }),
            Test::NoSpaces(of) => self.each_of(of, key, |node| node.text().trim() != node.text()),
            _ => Vec::new(),
        }
    }

    fn one_or_all(&self, one: &Path, all: &All, key: &'static str) -> Vec<(&'e Element<'e>, Say)> {
        if !one.nodes(self.chain, self.each).is_empty() {
            return Vec::new();
        }
        let lacking: Option<&'e Element<'e>> = match all {
            All::Language => below(self.here(), &|it| it.name == "narrative" && it.attribute("xml:lang").is_none()),
            All::Currency => below(self.here(), &|it| {
                it.name == "value" && it.attribute("currency").is_none() && !it.text.trim().is_empty()
            }),
            All::Sector => {
                let transactions = || self.here().all("transaction");
                let some = transactions().any(|it| it.first("sector").is_some());
                transactions().find(|it| some && it.first("sector").is_none())
            }
        };
        lacking.map(|at| (at, Say::new(key))).into_iter().collect()
    }

    fn days(&self, test: &Test, key: &'static str) -> Vec<(&'e Element<'e>, Say)> {
        let of = |path: &Path| -> Vec<(&'e Element<'e>, Day)> {
            let nodes = path.nodes(self.chain, self.each).into_iter();
            nodes.filter_map(|node| Some((node.element(), day(node.text())?))).collect()
        };
        let first = |path: &Path| of(path).first().map(|(_, day)| *day);
        match test {
            Test::NotAfterNow(path) => {
                let late = of(path).into_iter().filter(|(_, day)| *day > self.now.day);
                late.map(|(at, day)| (at, Say::new(key).with("day", day))).collect()
            }
            Test::InOrder { less, more } => match (of(less).first(), first(more)) {
                (Some((at, start)), Some(end)) if *start > end => {
                    vec![(*at, Say::new(key).with("start", start).with("end", end))]
                }
                _ => Vec::new(),
            },
            Test::OneYear { start, end } => match (first(start), first(end)) {
                (Some(start), Some(end)) if end > a_year_after(start) => {
                    vec![(self.here(), Say::new(key).with("start", start).with("end", end))]
                }
                _ => Vec::new(),
            },
            Test::Between { day, start, end } => {
                let (Some(start), Some(end)) = (first(start), first(end)) else { return Vec::new() };
                let outside = of(day).into_iter().filter(|(_, day)| *day < start || *day > end);
                let say = |day: Day| Say::new(key).with("day", day).with("start", start).with("end", end);
                outside.map(|(at, day)| (at, say(day))).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The first element below another that is one of those looked for.
fn below<'e>(element: &'e Element<'e>, is: &impl Fn(&Element) -> bool) -> Option<&'e Element<'e>> {
    element.children.iter().find_map(|child| if is(child) { Some(child) } else { below(child, is) })
}

/// The day a date or an instant begins with.
fn day(text: &str) -> Option<Day> {
    text.trim().get(..10).and_then(Day::parse_iso)
}

/// The same day of the next year; 29 February ends on 1 March.
fn a_year_after(day: Day) -> Day {
    Day::new(day.year() + 1, day.month(), day.day_of_month()).unwrap_or_else(|| day.plus_days(366))
}

#[cfg(test)]
mod tests {
    use super::super::tree::read;
    use super::*;
    use crate::reference::iati::{CODES, RULES};

    /// Every case of the ruleset is read, loops included, and its words are known.
    #[test]
    fn the_whole_ruleset_is_read() {
        fn cases(rules: &Value) -> usize {
            let all = rules
                .as_object()
                .into_iter()
                .flatten()
                .flat_map(|(_, of)| of["cases"].as_array().into_iter().flatten());
            all.map(|case| 1 + cases(&case["do"])).sum()
        }
        fn known(rules: &[Rule]) -> usize {
            let inner = |rule: &Rule| if let Test::ForEach { rules, .. } = &rule.test { known(rules) } else { 0 };
            for rule in rules.iter().filter(|rule| !matches!(rule.test, Test::ForEach { .. })) {
                assert_ne!(rule.key, "iati-rule-other", "{} has no words", rule.id);
            }
            rules.iter().map(|rule| 1 + inner(rule)).sum()
        }
        let whole: Value = serde_json::from_str(RULES).unwrap();
        let wanted: usize =
            whole.as_object().unwrap().iter().map(|(context, rules)| context.split('|').count() * cases(rules)).sum();
        let rules = Rules::of(RULES);
        let read: usize = rules.contexts.iter().map(|(_, rules)| known(rules)).sum();
        assert_eq!(read, wanted);
        let empty = |path: &[Path]| path.is_empty();
        for (_, rules) in &rules.contexts {
            for rule in rules {
                if let Test::AtLeastOne { paths, .. } | Test::NoSpaces(paths) | Test::NoMoreThanOne(paths) = &rule.test
                {
                    assert!(!empty(paths), "{} asks of nothing", rule.id);
                }
            }
        }
    }

    fn broken(text: &str) -> Vec<String> {
        let entry = read(text, 1).unwrap();
        let (codes, now) = (Codes::of(CODES), Now { day: Day::new(2021, 8, 31).unwrap() });
        let mut found = Vec::new();
        Rules::of(RULES).check(&entry, &codes, &now, &mut |breach| {
            found.push(format!("{} {} {}", breach.id, breach.at.name, breach.say.key));
        });
        found.sort();
        found
    }

    const SOUND: &str = "<iati-activity xml:lang='en' default-currency='USD'><iati-identifier>XM-DAC-41120-A1</iati-identifier>\
        <reporting-org ref='XM-DAC-41120' type='40'/><title><narrative>T</narrative></title>\
        <activity-date type='2' iso-date='2020-01-01'/>{}<recipient-country code='KE'/><sector code='43030'/></iati-activity>";

    #[test]
    fn a_sound_activity_breaks_no_rule() {
        assert_eq!(broken(SOUND), Vec::<String>::new());
    }

    #[test]
    fn each_kind_of_rule_finds_what_it_is_for() {
        for (change, to, found) in [
            (
                "XM-DAC-41120-A1",
                " 41120-A1",
                "1.1.21 iati-identifier iati-rule-identifier,1.3.1 iati-identifier iati-rule-spaces",
            ),
            ("XM-DAC-41120-A1", "XM-DAC-41120-A/1", "1.3.13 iati-identifier iati-rule-characters"),
            (
                "XM-DAC-41120-A1",
                "XM-DAC-41120",
                "1.1.21 iati-identifier iati-rule-identifier,1.1.3 iati-activity iati-rule-own-identifier",
            ),
            (
                "ref='XM-DAC-41120'",
                "ref='ours'",
                "1.1.21 iati-identifier iati-rule-identifier,1.14.8 reporting-org iati-rule-agency",
            ),
            ("T<", "<", "4.3.1 title iati-rule-narrative"),
            ("type='2'", "type='3'", "6.11.1 iati-activity iati-rule-start"),
            ("2020-01-01", "2022-01-01", "11.1.4 activity-date iati-rule-future"),
            ("xml:lang='en' ", "", "4.1.1 narrative iati-rule-language"),
            ("<sector code='43030'/>", "", "6.2.2 iati-activity iati-rule-sector"),
            ("code='43030'", "code='43030' percentage='90'", "2.1.4 sector iati-rule-single-percent"),
            (
                "code='KE'",
                "code='KE' percentage='190'",
                "12.1.1 recipient-country iati-rule-percent,3.1.4 recipient-country iati-rule-single-percent",
            ),
            ("{}", "<participating-org role='1'/>", "6.10.1 participating-org iati-rule-organisation"),
            (
                "{}",
                "<budget><period-start iso-date='2020-01-01'/><period-end iso-date='2021-06-30'/></budget>",
                "7.5.3 budget iati-rule-year",
            ),
            (
                "{}",
                "<budget><period-start iso-date='2020-02-01'/><period-end iso-date='2020-01-31'/></budget>",
                "8.6.3 period-start iati-rule-order",
            ),
            (
                "<sector code='43030'/>",
                "<sector code='43030' percentage='50'/><sector code='43032' percentage='49'/>",
                "2.1.2 sector iati-rule-hundred",
            ),
            (
                "<sector code='43030'/>",
                "<sector code='43030'/><sector vocabulary='99' code='a' percentage='50'/><sector vocabulary='99' code='b' percentage='50.0'/>",
                "2.2.1 sector iati-rule-own-code-named",
            ),
            ("default-currency='USD'", "", ""),
        ] {
            assert!(SOUND.contains(change));
            assert_eq!(broken(&SOUND.replace(change, to)).join(","), found, "{to}");
        }
    }
}
