//! The message files of every language, built into the program. A new area is one line in `areas!` and one file in each
//! language's folder; a new language is one line in `LANGUAGES`, its folder, and a line in `style.rs`.
//! It refuses to read the disk: the words of a release are the words it was built with.

/// The Fluent source of every file of one language, in the order of the list below.
macro_rules! areas {
    ($folder:literal) => {
        areas! { $folder:
            values,
            term,
            fields,
            keys,
            screens,
            funding,
            duties,
            errors,
            cli,
            figures,
            history,
            import,
            iati,
            help,
            charts,
            brief,
            backup,
            export,
            merge,
        }
    };
    ($folder:literal: $($area:ident,)+) => {
        &[$(include_str!(concat!($folder, "/", stringify!($area), ".ftl"))),+]
    };
}

/// Every language the program speaks: its code and its files. English is first: it is what the others fall back to.
pub(super) const LANGUAGES: &[(&str, &[&str])] = &[("en", areas!("en")), ("zh", areas!("zh"))];

/// The code of a language as the table above spells it, and its files; none when the program does not speak it.
pub(super) fn language(code: &str) -> Option<(&'static str, &'static [&'static str])> {
    LANGUAGES.iter().copied().find(|(known, _)| *known == code)
}
