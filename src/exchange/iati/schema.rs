//! The official schema, read as it ships: which elements stand in which, in which order and how often, and how attributes
//! are written. It refuses parts of the schema language the standard does not use.

use std::collections::HashMap;

use super::tree::{Element, read};
use crate::domain::day::Day;
use crate::domain::say::Say;

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Simple {
    Text,
    Decimal,
    Day,
    Instant,
    Flag,
    Whole,
    /// A whole number from 0.
    Count,
    /// A whole number from 1.
    Number,
    /// No spaces.
    Word,
}

impl Simple {
    fn named(name: &str) -> Self {
        match name.trim_start_matches("xsd:") {
            "decimal" => Self::Decimal,
            "date" => Self::Day,
            "dateTime" => Self::Instant,
            "boolean" => Self::Flag,
            "int" => Self::Whole,
            "nonNegativeInteger" => Self::Count,
            "positiveInteger" => Self::Number,
            "NMTOKEN" => Self::Word,
            _ => Self::Text,
        }
    }

    /// The end of the message that says what was wanted; none where the value is right.
    fn refused(self, text: &str) -> Option<&'static str> {
        let text = text.trim();
        let right = match self {
            Self::Text => true,
            Self::Decimal => is_decimal(text),
            Self::Day => is_day(text),
            Self::Instant => is_instant(text),
            Self::Flag => matches!(text, "0" | "1" | "true" | "false"),
            Self::Whole => text.parse::<i32>().is_ok(),
            Self::Count => text.trim_start_matches('+').parse::<u64>().is_ok(),
            Self::Number => text.trim_start_matches('+').parse::<u64>().is_ok_and(|number| number > 0),
            Self::Word => !text.is_empty() && !text.contains(char::is_whitespace),
        };
        (!right).then_some(match self {
            Self::Decimal => "iati-wanted-decimal",
            Self::Day => "iati-wanted-day",
            Self::Instant => "iati-wanted-instant",
            Self::Flag => "iati-wanted-flag",
            Self::Whole | Self::Count | Self::Number => "iati-wanted-count",
            Self::Text | Self::Word => "iati-wanted-word",
        })
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let points = digits.matches('.').count();
    points <= 1 && digits.len() > points && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// A day, with or without a time zone.
fn is_day(text: &str) -> bool {
    text.get(..10).and_then(Day::parse_iso).is_some() && is_zone(&text[10..])
}

fn is_zone(text: &str) -> bool {
    match text.as_bytes() {
        [] | b"Z" => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => [h1, h2, m1, m2].iter().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

fn is_instant(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else { return false };
    let Some((clock, rest)) = time.split_at_checked(8) else { return false };
    let parts: Vec<&str> = clock.split(':').collect();
    let most = [24, 59, 60];
    let right = |(part, most): (&&str, u32)| part.len() == 2 && part.parse::<u32>().is_ok_and(|number| number <= most);
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => {
            let digits = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if digits.len() == fraction.len() {
                return false;
            }
            digits
        }
        None => rest,
    };
    Day::parse_iso(day).is_some() && parts.len() == 3 && parts.iter().zip(most).all(right) && is_zone(rest)
}

struct Attribute {
    name: &'static str,
    simple: Simple,
    required: bool,
}

/// An element as it may stand in another.
struct Child {
    name: &'static str,
    shape: usize,
    least: usize,
    /// Only one.
    single: bool,
}

/// What an element holds.
#[derive(Default)]
struct Shape {
    attributes: Vec<Attribute>,
    children: Vec<Child>,
    /// How its own text is written; none: it has none.
    text: Option<Simple>,
}

/// A schema.
pub struct Schema {
    shapes: Vec<Shape>,
    elements: HashMap<&'static str, usize>,
}

/// The parts of a schema by their names while it is read.
struct Reading<'t> {
    elements: HashMap<&'static str, &'t Element<'static>>,
    types: HashMap<&'static str, &'t Element<'static>>,
    attributes: HashMap<&'static str, &'t Element<'static>>,
    schema: Schema,
    shapes_of_types: HashMap<&'static str, usize>,
}

impl Schema {
    /// Reads a schema from its files; those of the standard are known to be well formed.
    #[must_use]
    pub fn of(files: &[&'static str]) -> Self {
        let trees: Vec<Element<'static>> =
            files.iter().map(|text| read(text, 1).expect("the schemas that ship are well formed")).collect();
        let named = |kind: &'static str| {
            let all = trees.iter().flat_map(move |tree| tree.all(kind));
            all.filter_map(|element| Some((value(element, "name")?, element))).collect::<HashMap<_, _>>()
        };
        let mut reading = Reading {
            elements: named("xsd:element"),
            types: named("xsd:complexType"),
            attributes: named("xsd:attribute"),
            schema: Self { shapes: Vec::new(), elements: HashMap::new() },
            shapes_of_types: HashMap::new(),
        };
        let mut names: Vec<&'static str> = reading.elements.keys().copied().collect();
        names.sort_unstable();
        for name in names {
            reading.global(name);
        }
        reading.schema
    }

    /// Holds an element against the schema; `tell` hears each difference with the element it is at.
    pub fn check<'e>(&self, element: &'e Element<'e>, tell: &mut impl FnMut(&[&'e str], &Element, Say)) {
        match self.elements.get(element.name) {
            Some(shape) => self.check_shape(*shape, element, &mut vec![element.name], tell),
            None => tell(&[element.name], element, Say::new("iati-element-unknown").with("element", element.name)),
        }
    }

    /// The attributes of an element alone: of the root, whose children are read one by one.
    pub fn check_attributes<'e>(&self, element: &'e Element<'e>, tell: &mut impl FnMut(&[&'e str], &Element, Say)) {
        if let Some(shape) = self.elements.get(element.name) {
            attributes(&self.shapes[*shape], element, &[element.name], tell);
        }
    }

    fn check_shape<'e>(
        &self,
        shape: usize,
        element: &'e Element<'e>,
        path: &mut Vec<&'e str>,
        tell: &mut impl FnMut(&[&'e str], &Element, Say),
    ) {
        let shape = &self.shapes[shape];
        attributes(shape, element, path, tell);
        let text = element.text.trim();
        match shape.text {
            None if !text.is_empty() => tell(path, element, Say::new("iati-text-here").with("text", short(text))),
            Some(simple) => {
                if let Some(wanted) = simple.refused(text) {
                    tell(path, element, Say::new(wanted).with("name", element.name).with("text", short(text)));
                }
            }
            None => {}
        }
        self.check_children(shape, element, path, tell);
    }

    /// Children in the order of the schema; one that comes late, too often or not at all is told and the rest go on.
    fn check_children<'e>(
        &self,
        shape: &Shape,
        element: &'e Element<'e>,
        path: &mut Vec<&'e str>,
        tell: &mut impl FnMut(&[&'e str], &Element, Say),
    ) {
        let mut counts = vec![0_usize; shape.children.len()];
        let mut last = 0;
        for child in element.children.iter().filter(|child| !is_foreign(child)) {
            let Some(at) = shape.children.iter().position(|known| known.name == child.name) else {
                tell(path, child, Say::new("iati-element-unknown").with("element", child.name));
                continue;
            };
            counts[at] += 1;
            if at < last {
                let after = shape.children[last].name;
                tell(path, child, Say::new("iati-element-late").with("element", child.name).with("after", after));
            } else if counts[at] == 2 && shape.children[at].single {
                tell(path, child, Say::new("iati-element-twice").with("element", child.name));
            }
            last = last.max(at);
            path.push(child.name);
            self.check_shape(shape.children[at].shape, child, path, tell);
            path.pop();
        }
        for (known, count) in shape.children.iter().zip(counts) {
            if count < known.least {
                tell(path, element, Say::new("iati-element-missing").with("element", known.name));
            }
        }
    }
}

/// Whether an element is of another namespace: anybody may add such.
fn is_foreign(element: &Element) -> bool {
    element.name.contains(':') || element.attribute("xmlns").is_some_and(|space| !space.is_empty())
}

/// Attributes the schema names, written as it says; those of other namespaces are nobody's business.
fn attributes<'e>(
    shape: &Shape,
    element: &'e Element<'e>,
    path: &[&'e str],
    tell: &mut impl FnMut(&[&'e str], &Element, Say),
) {
    for (name, value) in &element.attributes {
        let known = shape.attributes.iter().find(|attribute| attribute.name == *name);
        let foreign = *name == "xmlns" || name.contains(':') && *name != "xml:lang";
        match known {
            Some(attribute) => {
                if let Some(wanted) = attribute.simple.refused(value) {
                    tell(path, element, Say::new(wanted).with("name", format!("@{name}")).with("text", short(value)));
                }
            }
            None if !foreign => tell(path, element, Say::new("iati-attribute-unknown").with("attribute", *name)),
            None => {}
        }
    }
    for attribute in shape.attributes.iter().filter(|attribute| attribute.required) {
        if element.attribute(attribute.name).is_none() {
            tell(path, element, Say::new("iati-attribute-missing").with("attribute", attribute.name));
        }
    }
}

/// The beginning of a text that may be long.
fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// An attribute of an element of a schema that ships, which lives as long as the program.
fn value(element: &Element<'static>, name: &str) -> Option<&'static str> {
    element.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| match value {
        std::borrow::Cow::Borrowed(text) => *text,
        std::borrow::Cow::Owned(_) => "",
    })
}

impl Reading<'_> {
    fn new_shape(&mut self) -> usize {
        self.schema.shapes.push(Shape::default());
        self.schema.shapes.len() - 1
    }

    /// The shape of an element declared at the top.
    fn global(&mut self, name: &'static str) -> usize {
        if let Some(known) = self.schema.elements.get(name) {
            return *known;
        }
        let shape = self.new_shape();
        self.schema.elements.insert(name, shape);
        if let Some(element) = self.elements.get(name).copied() {
            self.fill_from_element(shape, element);
        }
        shape
    }

    /// The shape of a named type; several elements share it.
    fn shape_of_type(&mut self, name: &'static str) -> usize {
        if let Some(known) = self.shapes_of_types.get(name) {
            return *known;
        }
        let shape = self.new_shape();
        self.shapes_of_types.insert(name, shape);
        self.fill_from_type_name(shape, name);
        shape
    }

    fn fill_from_type_name(&mut self, shape: usize, name: &'static str) {
        match self.types.get(name).copied() {
            Some(declared) => self.fill(shape, declared),
            None => self.schema.shapes[shape].text = Some(Simple::named(name)),
        }
    }

    fn fill_from_element(&mut self, shape: usize, element: &Element<'static>) {
        if let Some(name) = value(element, "type") {
            self.fill_from_type_name(shape, name);
        } else if let Some(declared) = element.first("xsd:complexType") {
            self.fill(shape, declared);
        } else {
            // Without a type anything may stand there; the standard means text.
            self.schema.shapes[shape].text = Some(Simple::Text);
        }
    }

    /// What a type declares: attributes, a sequence, or an extension of another type.
    fn fill(&mut self, shape: usize, declared: &Element<'static>) {
        for part in &declared.children {
            match part.name {
                "xsd:attribute" => self.attribute(shape, part),
                "xsd:sequence" => self.sequence(shape, part),
                "xsd:simpleContent" | "xsd:complexContent" => {
                    if let Some(extension) = part.first("xsd:extension") {
                        if let Some(base) = value(extension, "base") {
                            self.fill_from_type_name(shape, base);
                        }
                        self.fill(shape, extension);
                    }
                }
                _ => {}
            }
        }
    }

    fn attribute(&mut self, shape: usize, declared: &Element<'static>) {
        let elsewhere = value(declared, "ref");
        let Some(name) = value(declared, "name").or(elsewhere) else { return };
        let global = elsewhere.and_then(|name| self.attributes.get(name).copied());
        let simple = value(global.unwrap_or(declared), "type").map_or(Simple::Text, Simple::named);
        let required = value(declared, "use") == Some("required");
        self.schema.shapes[shape].attributes.push(Attribute { name, simple, required });
    }

    fn sequence(&mut self, shape: usize, declared: &Element<'static>) {
        for part in declared.all("xsd:element") {
            let (name, of) = match (value(part, "ref"), value(part, "name")) {
                (Some(name), _) => (name, self.global(name)),
                (None, Some(name)) => (name, self.local(part)),
                (None, None) => continue,
            };
            let least = value(part, "minOccurs").and_then(|text| text.parse().ok()).unwrap_or(1);
            let single = value(part, "maxOccurs").is_none_or(|most| most == "1");
            self.schema.shapes[shape].children.push(Child { name, shape: of, least, single });
        }
    }

    fn local(&mut self, part: &Element<'static>) -> usize {
        if let Some(name) = value(part, "type") {
            return self.shape_of_type(name);
        }
        let shape = self.new_shape();
        self.fill_from_element(shape, part);
        shape
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::iati::{ACTIVITIES_SCHEMA, COMMON_SCHEMA};

    fn differences(text: &str) -> Vec<String> {
        let schema = Schema::of(&[ACTIVITIES_SCHEMA, COMMON_SCHEMA]);
        let element = read(text, 1).unwrap();
        let mut found = Vec::new();
        schema.check(&element, &mut |path, at, say| found.push(format!("{} {} {}", at.line, path.join("/"), say.key)));
        found
    }

    const WHOLE: &str = "<iati-activity>\n<iati-identifier>A</iati-identifier>\n\
        <reporting-org ref='A' type='40'><narrative>A</narrative></reporting-org>\n<title><narrative>T</narrative></title>\n\
        <description><narrative>D</narrative></description>\n<participating-org role='1'/>\n<activity-status code='2'/>\n\
        <activity-date iso-date='2020-01-01' type='1'/>\n";

    #[test]
    fn what_the_schema_asks_is_enough() {
        assert_eq!(differences(&format!("{WHOLE}</iati-activity>")), Vec::<String>::new());
        let budget = "<budget xmlns:x='y' x:z='1'><period-start iso-date='2020-01-01Z'/><period-end iso-date='2020-12-31'/>\
                      <value value-date='2020-01-01'>1.5</value><x:more>1</x:more><more xmlns='y'>1</more></budget>";
        assert_eq!(differences(&format!("{WHOLE}{budget}</iati-activity>")), Vec::<String>::new());
    }

    #[test]
    fn differences_are_told_with_line_and_place() {
        let budget = "<budget vocabulary='1'><period-start iso-date='2020-02-30'/><value>1e-10</value></budget>\n\
                      <sector code='1'/><activity-status code='3'/><nothing/>text\n";
        assert_eq!(
            differences(&format!("{WHOLE}{budget}</iati-activity>")),
            [
                "1 iati-activity iati-text-here",
                "9 iati-activity/budget iati-attribute-unknown",
                "9 iati-activity/budget/period-start iati-wanted-day",
                "9 iati-activity/budget/value iati-attribute-missing",
                "9 iati-activity/budget/value iati-wanted-decimal",
                "9 iati-activity/budget iati-element-missing",
                "10 iati-activity iati-element-late",
                "10 iati-activity iati-element-late",
                "10 iati-activity iati-element-unknown",
            ]
        );
    }

    #[test]
    fn instants_are_written_as_the_schema_says() {
        for right in ["2020-01-01T00:00:00", "2020-01-01T23:59:59.123Z", "2020-01-01T00:00:00+03:00"] {
            assert!(is_instant(right), "{right}");
        }
        for wrong in [
            "2020-01-01",
            "2020-01-01T00:00",
            "2020-01-01T25:00:00",
            "2020-01-01T00:00:00.",
            "x",
            "2020-01-01T00:00:0é",
        ] {
            assert!(!is_instant(wrong), "{wrong}");
        }
    }
}
