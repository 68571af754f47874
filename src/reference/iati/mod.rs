//! What ships of the IATI standard: schemas, code lists, which list holds where, and rules. `../README.md` gives sources
//! and licences. It refuses to read any of it.

/// The schema of activity files, version 2.03.
pub const ACTIVITIES_SCHEMA: &str = include_str!("iati-activities-schema.xsd");
/// The schema of organisation files, version 2.03.
pub const ORGANISATIONS_SCHEMA: &str = include_str!("iati-organisations-schema.xsd");
/// What both schemas share.
pub const COMMON_SCHEMA: &str = include_str!("iati-common.xsd");
/// Which code list holds at which place.
pub const MAPPING: &str = include_str!("mapping.xml");
/// The rules of the standard beyond its schema.
pub const RULES: &str = include_str!("standard.json");
/// Every code list: list, code, English name, category, the day a code was withdrawn.
pub const CODES: &str = include_str!("codes.csv");
