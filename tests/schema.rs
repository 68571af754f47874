//! `schema.sql` and the field tables are one statement made twice: every field is a column with the type its input
//! needs, every column is a field or kept by the program, and every index a field promises is there.

use std::collections::BTreeMap;

use pledgebook::domain::field::Input;
use pledgebook::domain::kind::Kind;

const SCHEMA: &str = include_str!("../schema.sql");

/// Columns of every record that the program keeps by itself.
const KEPT: [&str; 4] = ["id", "version", "deleted", "folded"];
/// Columns of a contribution made from `received`.
const KEPT_OF_CONTRIBUTION: [&str; 2] = ["year", "known"];

/// The columns of every table: name to declaration, without constraints of the whole table.
fn tables() -> BTreeMap<&'static str, BTreeMap<&'static str, &'static str>> {
    let mut found = BTreeMap::new();
    for part in SCHEMA.split("\nCREATE TABLE ").skip(1) {
        let (name, rest) = part.split_once(" (\n").expect("a table opens its columns on its first line");
        let (body, _) = rest.split_once("\n)").expect("a table closes its columns at the margin");
        let columns = body.lines().map(str::trim).filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        let columns = columns.filter_map(|line| line.trim_end_matches(',').split_once(' '));
        found.insert(name, columns.collect());
    }
    found
}

fn columns(kind: Kind) -> BTreeMap<&'static str, &'static str> {
    tables().remove(kind.name()).unwrap_or_else(|| panic!("schema.sql has no table {}", kind.name()))
}

#[test]
fn every_field_is_a_column() {
    for kind in Kind::ALL {
        let columns = columns(kind);
        for field in kind.fields() {
            let declared = columns.get(field.name);
            assert!(declared.is_some(), "{}.{} is no column of schema.sql", kind.name(), field.name);
        }
    }
}

#[test]
fn every_column_is_a_field_or_kept_by_the_program() {
    for kind in Kind::ALL {
        for column in columns(kind).into_keys() {
            let kept = KEPT.contains(&column) || (kind == Kind::Contribution && KEPT_OF_CONTRIBUTION.contains(&column));
            assert!(kept || kind.field(column).is_some(), "{}.{column} is no field of the tables", kind.name());
        }
        for column in KEPT {
            assert!(columns(kind).contains_key(column), "{} lacks the column {column}", kind.name());
        }
    }
}

#[test]
fn a_column_has_the_type_and_the_checks_its_field_needs() {
    for kind in Kind::ALL {
        let columns = columns(kind);
        for field in kind.fields() {
            let declared = columns[field.name];
            let wanted = match field.input {
                Input::Money(_) | Input::Usd | Input::Percent | Input::Count | Input::Year | Input::Ref(_) => "INTEGER",
                _ => "TEXT",
            };
            let named = format!("{}.{} is declared `{declared}`", kind.name(), field.name);
            assert!(declared.starts_with(wanted), "{named}, wanted {wanted}");
            assert_eq!(declared.contains("NOT NULL"), field.required, "{named}, required is {}", field.required);
            if let Input::Ref(target) = field.input {
                let points = format!("REFERENCES {}(id)", target.name());
                assert!(declared.contains(&points), "{named}, wanted {points}");
            }
            if let Input::Choice(words) = field.input {
                let listed = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ");
                assert!(declared.contains(&format!("IN ({listed})")), "{named}, wanted the choices {listed}");
            }
        }
    }
}

#[test]
fn every_field_that_promises_an_index_has_one() {
    for kind in Kind::ALL {
        for field in kind.fields().iter().filter(|field| field.indexed) {
            let opening = format!(" ON {} (", kind.name());
            let lines = SCHEMA.lines().filter(|line| line.starts_with("CREATE ") && line.contains(&opening));
            let begins = |line: &str| {
                let inside = line.split_once(&opening).map_or("", |(_, inside)| inside);
                let first = inside.split([',', ')', ' ']).next().unwrap_or_default();
                // Names are sorted as folded, which is kept from the name.
                first == field.name || (field.name == "name" && first == "folded")
            };
            let found: Vec<&str> = lines.filter(|line| begins(line)).collect();
            assert!(!found.is_empty(), "no index begins with {}.{}", kind.name(), field.name);
            if field.unique {
                let unique = found.iter().any(|line| line.starts_with("CREATE UNIQUE"));
                assert!(unique, "the index of {}.{} is not unique", kind.name(), field.name);
            }
        }
    }
}

#[test]
fn every_table_is_strict() {
    let tables = SCHEMA.matches("\nCREATE TABLE ").count();
    assert_eq!(SCHEMA.matches("\n) STRICT").count(), tables);
}
