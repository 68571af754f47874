//! The paths and conditions the rules of the standard are written in: a small part of `XPath` over the elements of one
//! activity. It refuses axes and functions no rule uses.

use rust_decimal::Decimal;

use super::tree::Element;

/// An element with those around it, outermost first.
pub type Chain<'e> = Vec<&'e Element<'e>>;

/// What a path leads to.
#[derive(Clone, Debug)]
pub enum Node<'e> {
    Element(&'e Element<'e>),
    Attribute { of: &'e Element<'e>, value: &'e str },
    Text(&'e Element<'e>),
}

impl<'e> Node<'e> {
    /// Its text as it stands.
    pub fn text(&self) -> &'e str {
        match self {
            Self::Element(element) | Self::Text(element) => &element.text,
            Self::Attribute { value, .. } => value,
        }
    }

    /// The element it is, or is in.
    pub const fn element(&self) -> &'e Element<'e> {
        match self {
            Self::Element(element) | Self::Text(element) | Self::Attribute { of: element, .. } => element,
        }
    }
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Child(String),
    Attribute(String),
    Text,
    Parent,
}

/// A path of steps, each with its conditions; `anywhere` begins with `//`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    anywhere: bool,
    steps: Vec<(Step, Vec<Expression>)>,
}

/// A condition or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    Or(Vec<Expression>),
    And(Vec<Expression>),
    Compare(Box<Expression>, Sign, Box<Expression>),
    Sum(Vec<Expression>),
    Not(Box<Expression>),
    Count(Path),
    Number(Box<Expression>),
    Path(Path),
    Literal(String),
    Digits(Decimal),
    /// Whatever a loop stands at: `'$1'`.
    Each,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Is,
    IsNot,
    AtLeast,
    AtMost,
    Above,
    Below,
}

enum Value<'e> {
    Nodes(Vec<Node<'e>>),
    /// None is not a number.
    Number(Option<Decimal>),
    Text(String),
    Flag(bool),
}

impl Path {
    /// Reads a path; none where it is written in no way the rules use.
    pub fn parse(text: &str) -> Option<Self> {
        match Expression::parse(text)? {
            Expression::Path(path) => Some(path),
            _ => None,
        }
    }

    /// What it leads to from an element; `each` stands for `$1`.
    pub fn nodes<'e>(&self, chain: &[&'e Element<'e>], each: &str) -> Vec<Node<'e>> {
        let mut found = Vec::new();
        for ends in self.ends(chain, each) {
            found.extend(ends.1.or_else(|| ends.0.last().map(|element| Node::Element(element))));
        }
        found
    }

    /// The elements it leads to, each with those around it.
    pub fn chains<'e>(&self, chain: &[&'e Element<'e>]) -> Vec<Chain<'e>> {
        self.ends(chain, "").into_iter().filter(|(_, node)| node.is_none()).map(|(chain, _)| chain).collect()
    }

    fn ends<'e>(&self, chain: &[&'e Element<'e>], each: &str) -> Vec<(Chain<'e>, Option<Node<'e>>)> {
        let mut at: Vec<(Chain<'e>, Option<Node<'e>>)> = vec![(chain.to_vec(), None)];
        let mut steps = self.steps.iter();
        if self.anywhere
            && let Some((step, conditions)) = steps.next()
        {
            let mut all = Vec::new();
            descend(&mut chain.to_vec(), &mut all);
            at = all.into_iter().flat_map(|chain| step_from(&chain, step, conditions, each)).collect();
        }
        for (step, conditions) in steps {
            at = at.into_iter().flat_map(|(chain, _)| step_from(&chain, step, conditions, each)).collect();
        }
        at
    }
}

/// An element and all below it.
fn descend<'e>(chain: &mut Chain<'e>, all: &mut Vec<Chain<'e>>) {
    all.push(chain.clone());
    let Some(element) = chain.last().copied() else { return };
    for child in &element.children {
        chain.push(child);
        descend(chain, all);
        chain.pop();
    }
}

fn step_from<'e>(
    chain: &[&'e Element<'e>],
    step: &Step,
    conditions: &[Expression],
    each: &str,
) -> Vec<(Chain<'e>, Option<Node<'e>>)> {
    let Some(element) = chain.last().copied() else { return Vec::new() };
    match step {
        Step::Parent => vec![(chain[..chain.len() - 1].to_vec(), None)],
        Step::Attribute(name) => {
            let value = element.attribute(name);
            value.map(|value| (chain.to_vec(), Some(Node::Attribute { of: element, value }))).into_iter().collect()
        }
        Step::Text if element.text.is_empty() => Vec::new(),
        Step::Text => vec![(chain.to_vec(), Some(Node::Text(element)))],
        Step::Child(name) => {
            let inner = |child| chain.iter().copied().chain([child]).collect::<Chain>();
            let named: Vec<Chain<'e>> = element.children.iter().filter(|child| child.name == name).map(inner).collect();
            let place = |at: usize| Decimal::from(at + 1);
            let holds = |at: usize, chain: &Chain<'e>| {
                conditions.iter().all(|condition| match condition {
                    Expression::Digits(number) => *number == place(at),
                    other => other.holds(chain, each),
                })
            };
            let kept = named.into_iter().enumerate().filter(|(at, chain)| holds(*at, chain));
            kept.map(|(_, chain)| (chain, None)).collect()
        }
    }
}

impl Expression {
    /// Reads an expression; none where it is written in no way the rules use.
    pub fn parse(text: &str) -> Option<Self> {
        let mut reading = Reading { rest: text.trim() };
        let read = reading.any()?;
        reading.rest.trim().is_empty().then_some(read)
    }

    /// Whether it holds at an element; `each` stands for `$1`.
    pub fn holds(&self, chain: &[&Element], each: &str) -> bool {
        match self.value(chain, each) {
            Value::Nodes(nodes) => !nodes.is_empty(),
            Value::Number(number) => number.is_some_and(|number| !number.is_zero()),
            Value::Text(text) => !text.is_empty(),
            Value::Flag(flag) => flag,
        }
    }

    fn value<'e>(&self, chain: &[&'e Element<'e>], each: &str) -> Value<'e> {
        match self {
            Self::Or(parts) => Value::Flag(parts.iter().any(|part| part.holds(chain, each))),
            Self::And(parts) => Value::Flag(parts.iter().all(|part| part.holds(chain, each))),
            Self::Not(part) => Value::Flag(!part.holds(chain, each)),
            Self::Compare(left, sign, right) => {
                Value::Flag(compare(&left.value(chain, each), *sign, &right.value(chain, each)))
            }
            Self::Sum(parts) => Value::Number(parts.iter().map(|part| part.value(chain, each).number()).sum()),
            Self::Count(path) => Value::Number(Some(Decimal::from(path.nodes(chain, each).len()))),
            Self::Number(part) => Value::Number(part.value(chain, each).number()),
            Self::Path(path) => Value::Nodes(path.nodes(chain, each)),
            Self::Literal(text) => Value::Text(text.clone()),
            Self::Digits(number) => Value::Number(Some(*number)),
            Self::Each => Value::Text(each.to_owned()),
        }
    }
}

impl Value<'_> {
    fn number(&self) -> Option<Decimal> {
        match self {
            Self::Nodes(nodes) => nodes.first().and_then(|node| number(node.text())),
            Self::Number(number) => *number,
            Self::Text(text) => number(text),
            Self::Flag(flag) => Some(Decimal::from(u8::from(*flag))),
        }
    }
}

/// A number as the rules read one.
pub fn number(text: &str) -> Option<Decimal> {
    text.trim().parse().ok()
}

/// Nodes compare when any of them does; a number on one side makes the other one.
fn compare(left: &Value, sign: Sign, right: &Value) -> bool {
    match (left, right) {
        (Value::Nodes(nodes), other) if !matches!(other, Value::Nodes(_)) => {
            nodes.iter().any(|node| compare(&Value::Text(node.text().to_owned()), sign, other))
        }
        (other, Value::Nodes(nodes)) => {
            nodes.iter().any(|node| compare(other, sign, &Value::Text(node.text().to_owned())))
        }
        (Value::Text(left), Value::Text(right)) if matches!(sign, Sign::Is | Sign::IsNot) => {
            (left == right) == (sign == Sign::Is)
        }
        _ => match (left.number(), right.number()) {
            (Some(left), Some(right)) => match sign {
                Sign::Is => left == right,
                Sign::IsNot => left != right,
                Sign::AtLeast => left >= right,
                Sign::AtMost => left <= right,
                Sign::Above => left > right,
                Sign::Below => left < right,
            },
            // What is no number is unequal to every number.
            _ => sign == Sign::IsNot,
        },
    }
}

struct Reading<'t> {
    rest: &'t str,
}

impl Reading<'_> {
    fn take(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        let found = rest.strip_prefix(word);
        if let Some(after) = found {
            self.rest = after;
        }
        found.is_some()
    }

    /// A word that is not the beginning of a longer one.
    fn take_word(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(word) {
            Some(after) if !after.starts_with(is_name) => {
                self.rest = after;
                true
            }
            _ => false,
        }
    }

    fn any(&mut self) -> Option<Expression> {
        let mut parts = vec![self.every()?];
        while self.take_word("or") {
            parts.push(self.every()?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Expression::Or(parts) })
    }

    fn every(&mut self) -> Option<Expression> {
        let mut parts = vec![self.comparison()?];
        while self.take_word("and") {
            parts.push(self.comparison()?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Expression::And(parts) })
    }

    fn comparison(&mut self) -> Option<Expression> {
        let left = self.sum()?;
        let signs = [
            (">=", Sign::AtLeast),
            ("<=", Sign::AtMost),
            ("!=", Sign::IsNot),
            ("=", Sign::Is),
            (">", Sign::Above),
            ("<", Sign::Below),
        ];
        let Some(sign) = signs.into_iter().find(|(text, _)| self.take(text)).map(|(_, sign)| sign) else {
            return Some(left);
        };
        Some(Expression::Compare(Box::new(left), sign, Box::new(self.sum()?)))
    }

    fn sum(&mut self) -> Option<Expression> {
        let mut parts = vec![self.primary()?];
        while self.take("+") {
            parts.push(self.primary()?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Expression::Sum(parts) })
    }

    fn primary(&mut self) -> Option<Expression> {
        if self.take("'") {
            let (text, after) = self.rest.split_once('\'')?;
            self.rest = after;
            return Some(if text == "$1" { Expression::Each } else { Expression::Literal(text.to_owned()) });
        }
        if self.take("not(") {
            let inner = self.any()?;
            return self.take(")").then(|| Expression::Not(Box::new(inner)));
        }
        if self.take("number(") {
            let inner = self.any()?;
            return self.take(")").then(|| Expression::Number(Box::new(inner)));
        }
        if self.take("count(") {
            let path = self.path()?;
            return self.take(")").then_some(Expression::Count(path));
        }
        let rest = self.rest.trim_start();
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            self.rest = digits;
            return number(&rest[..rest.len() - digits.len()]).map(Expression::Digits);
        }
        self.path().map(Expression::Path)
    }

    fn path(&mut self) -> Option<Path> {
        let anywhere = self.take("//");
        let mut steps = Vec::new();
        loop {
            let step = self.step()?;
            let mut conditions = Vec::new();
            while self.take("[") {
                conditions.push(self.any()?);
                if !self.take("]") {
                    return None;
                }
            }
            steps.push((step, conditions));
            if !self.take("/") {
                return Some(Path { anywhere, steps });
            }
        }
    }

    fn step(&mut self) -> Option<Step> {
        if self.take("..") {
            return Some(Step::Parent);
        }
        if self.take("text()") {
            return Some(Step::Text);
        }
        let attribute = self.take("@");
        let rest = self.rest.trim_start();
        let after = rest.trim_start_matches(is_name);
        let name = &rest[..rest.len() - after.len()];
        if name.is_empty() {
            return None;
        }
        self.rest = after;
        Some(if attribute { Step::Attribute(name.to_owned()) } else { Step::Child(name.to_owned()) })
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | ':')
}

#[cfg(test)]
mod tests {
    use super::super::tree::read;
    use super::*;

    const ACTIVITY: &str = "<iati-activity default-currency='USD'>\
        <sector code='1' percentage='60'/><sector vocabulary='99' code='a' percentage='40'><narrative>A</narrative></sector>\
        <result><reference/><indicator measure='1'><reference/><baseline value='12'/></indicator></result>\
        <transaction><recipient-country code='KE'/></transaction><transaction/></iati-activity>";

    fn holds(expression: &str, each: &str) -> bool {
        let element = read(ACTIVITY, 1).unwrap();
        Expression::parse(expression).expect(expression).holds(&[&element], each)
    }

    #[test]
    fn conditions_of_the_rules_hold_or_do_not() {
        for (expression, wanted) in [
            ("@default-currency", true),
            ("not(@default-currency)", false),
            ("count(sector) > 1 and not(recipient-country)", true),
            ("count(sector[@vocabulary='' or @vocabulary='1' or not(@vocabulary)]) = 1", true),
            ("count(sector[@vocabulary = '$1']) + count(sector) >= 3", true),
            ("sector[@vocabulary = '$1']/@percentage = 40", true),
            ("sector/@vocabulary != 1", true),
            ("count(sector[@vocabulary=98 or @vocabulary=99]/narrative) >= 1", true),
            ("transaction[not(recipient-country or recipient-region)]", true),
            ("not(transaction[recipient-country or recipient-region])", false),
            ("number(@default-currency) = @default-currency", false),
            ("sector[2]/narrative/text()", true),
            ("sector[3]", false),
        ] {
            assert_eq!(holds(expression, "99"), wanted, "{expression}");
        }
    }

    #[test]
    fn a_path_goes_up_and_anywhere() {
        let element = read(ACTIVITY, 1).unwrap();
        let indicator = Path::parse("result/indicator[@measure='1' or @measure='2']").unwrap().chains(&[&element]);
        assert_eq!(indicator.len(), 1);
        assert_eq!(Path::parse("../reference[1]").unwrap().nodes(&indicator[0], "").len(), 1);
        assert_eq!(Path::parse("//reference").unwrap().nodes(&[&element], "").len(), 2);
        assert_eq!(Path::parse("//@vocabulary").unwrap().nodes(&[&element], "").len(), 1);
    }

    #[test]
    fn what_no_rule_uses_is_not_read() {
        for wrong in ["", "a[", "a/", "count(", "'open", "a b", "not(a", "$x"] {
            assert!(Expression::parse(wrong).is_none(), "{wrong}");
        }
    }
}
