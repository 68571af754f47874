//! The table of sub-commands: name, words, arguments, what runs. Parser, help, completions and manual are made from it, in
//! the reader's language. It refuses to do anything but understand.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::{
    Answer, Session, account, add, backup, brief, capture, chart, check, codelist, completions, documents, explain,
    export, figures, handover, help, history, import,
};
use super::{init, list, man, merge, rates, reports, restore, results, rm, set, show, status, undo, whatif, work};
use crate::locale::Locale;

/// One sub-command.
pub struct Verb {
    pub name: &'static str,
    /// Message key of what it does.
    pub about: &'static str,
    pub arguments: fn(Command, &Locale) -> Command,
    pub run: fn(&mut Session, &ArgMatches) -> Answer,
}

/// Every sub-command, in the order of the help.
pub const VERBS: &[Verb] = &[
    Verb { name: "init", about: "cli-about-init", arguments: init::arguments, run: init::run },
    Verb { name: "list", about: "cli-about-list", arguments: list::arguments, run: list::run },
    Verb { name: "show", about: "cli-about-show", arguments: show::arguments, run: show::run },
    Verb { name: "add", about: "cli-about-add", arguments: add::arguments, run: add::run },
    Verb { name: "set", about: "cli-about-set", arguments: set::arguments, run: set::run },
    Verb { name: "rm", about: "cli-about-rm", arguments: rm::arguments, run: rm::run },
    Verb { name: "undo", about: "cli-about-undo", arguments: undo::arguments, run: undo::run },
    Verb { name: "redo", about: "cli-about-redo", arguments: |command, _| command, run: undo::redo },
    Verb { name: "history", about: "cli-about-history", arguments: history::arguments, run: history::run },
    Verb { name: "status", about: "cli-about-status", arguments: status::arguments, run: status::run },
    Verb { name: "chart", about: "cli-about-chart", arguments: chart::arguments, run: chart::run },
    Verb { name: "whatif", about: "cli-about-whatif", arguments: whatif::arguments, run: whatif::run },
    Verb { name: "results", about: "cli-about-results", arguments: |command, _| command, run: results::run },
    Verb { name: "figures", about: "cli-about-figures", arguments: |command, _| command, run: figures::run },
    Verb { name: "explain", about: "cli-about-explain", arguments: explain::arguments, run: explain::run },
    Verb { name: "import", about: "cli-about-import", arguments: import::arguments, run: import::run },
    Verb { name: "rates", about: "cli-about-rates", arguments: rates::arguments, run: rates::run },
    Verb { name: "export", about: "cli-about-export", arguments: export::arguments, run: export::run },
    Verb { name: "documents", about: "cli-about-documents", arguments: documents::arguments, run: documents::run },
    Verb { name: "work", about: "cli-about-work", arguments: work::arguments, run: work::run },
    Verb { name: "reports", about: "cli-about-reports", arguments: reports::arguments, run: reports::run },
    Verb { name: "capture", about: "cli-about-capture", arguments: capture::arguments, run: capture::run },
    Verb { name: "handover", about: "cli-about-handover", arguments: handover::arguments, run: handover::run },
    Verb { name: "engage", about: "cli-about-engage", arguments: handover::engage_arguments, run: handover::engage },
    Verb {
        name: "duplicates",
        about: "cli-about-duplicates",
        arguments: merge::duplicates_arguments,
        run: merge::duplicates,
    },
    Verb { name: "merge", about: "cli-about-merge", arguments: merge::arguments, run: merge::run },
    Verb { name: "brief", about: "cli-about-brief", arguments: brief::arguments, run: brief::run },
    Verb { name: "account", about: "cli-about-account", arguments: account::arguments, run: account::run },
    Verb { name: "session", about: "cli-about-session", arguments: account::session_arguments, run: account::session },
    Verb { name: "backup", about: "cli-about-backup", arguments: backup::arguments, run: backup::run },
    Verb { name: "restore", about: "cli-about-restore", arguments: restore::arguments, run: restore::run },
    Verb { name: "codelist", about: "cli-about-codelist", arguments: codelist::arguments, run: codelist::run },
    Verb { name: "check", about: "cli-about-check", arguments: check::arguments, run: check::run },
    Verb {
        name: "completions",
        about: "cli-about-completions",
        arguments: completions::arguments,
        run: completions::run,
    },
    Verb { name: "man", about: "cli-about-man", arguments: |command, _| command, run: man::run },
    Verb { name: "help", about: "cli-about-help", arguments: help::arguments, run: help::run },
];

/// An argument that must stand there.
pub fn wanted(locale: &Locale, name: &'static str, shown: &'static str, help: &str) -> Arg {
    Arg::new(name).value_name(shown).required(true).help(locale.text(help))
}

/// An argument that may stand there.
pub fn optional(locale: &Locale, name: &'static str, shown: &'static str, help: &str) -> Arg {
    Arg::new(name).value_name(shown).help(locale.text(help))
}

/// An option with a value.
pub fn option(locale: &Locale, name: &'static str, shown: &'static str, help: &str) -> Arg {
    optional(locale, name, shown, help).long(name)
}

/// An option without a value.
pub fn flag(locale: &Locale, name: &'static str, help: &str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(locale.text(help))
}

/// The language asked for, before anything else is understood: refusals are said in it too.
pub fn language(args: &[OsString]) -> Option<String> {
    let words: Vec<&str> = args.iter().filter_map(|word| word.to_str()).collect();
    words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--lang") {
        Some("") => words.get(at + 1).map(|code| (*code).to_owned()),
        Some(rest) => rest.strip_prefix('=').map(ToOwned::to_owned),
        None => None,
    })
}

/// The whole command line in a language.
pub fn command(locale: &Locale) -> Command {
    let mut command = Command::new("pledgebook")
        .version(env!("CARGO_PKG_VERSION"))
        .about(locale.text("cli-about"))
        .after_help(locale.text("cli-after-help"))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .help_template(template(locale))
        .subcommand_help_heading(locale.text("cli-heading-commands"))
        .next_help_heading(locale.text("cli-heading-options"));
    for argument in everywhere(locale) {
        command = command.arg(argument);
    }
    command = command.arg(flag(locale, "version", "cli-arg-version").action(ArgAction::Version).short('V'));
    command = command.arg(lean(locale));
    for verb in VERBS {
        let plain = Command::new(verb.name)
            .about(locale.text(verb.about))
            .help_template(template(locale))
            .next_help_heading(locale.text("cli-heading-arguments"));
        command = command.subcommand((verb.arguments)(plain, locale).disable_help_flag(true));
    }
    command
}

/// Whether the screens are to be drawn for a slow line.
fn lean(locale: &Locale) -> Arg {
    let words = ["yes", "no", "auto"];
    let arg = option(locale, "lean", "WHEN", "cli-arg-lean").value_parser(words).default_value("auto");
    arg.num_args(0..=1).require_equals(true).default_missing_value("yes").hide_possible_values(true)
}

fn template(locale: &Locale) -> String {
    format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}\n", locale.text("cli-usage"))
}

/// Options that work with every sub-command.
fn everywhere(locale: &Locale) -> [Arg; 6] {
    [
        option(locale, "db", "FILE", "cli-arg-db").value_parser(value_parser!(PathBuf)).global(true),
        flag(locale, "demo", "cli-arg-demo").conflicts_with("db").global(true),
        option(locale, "as-of", "DAY", "cli-arg-as-of").allow_hyphen_values(true).global(true),
        option(locale, "lang", "CODE", "cli-arg-lang").global(true),
        flag(locale, "json", "cli-arg-json").global(true),
        flag(locale, "help", "cli-arg-help").short('h').action(ArgAction::Help).global(true),
    ]
}

/// Says what is wrong with the arguments, or gives the help or the version that was asked for.
pub fn refused(locale: &Locale, error: &clap::Error) -> ExitCode {
    use std::io::Write;
    if !error.use_stderr() {
        // A reader that went away has had enough; nothing is lost by it.
        let _closed = write!(std::io::stdout(), "{}", error.render());
        return ExitCode::SUCCESS;
    }
    let said = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let what = said(ContextKind::InvalidArg);
    let words = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            locale.with("cli-no-command", &[("name", &said(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::UnknownArgument => locale.with("cli-unknown-argument", &[("name", &what)]),
        ErrorKind::MissingRequiredArgument => locale.with("cli-missing-argument", &[("name", &what)]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = said(ContextKind::InvalidValue);
            let known = said(ContextKind::ValidValue);
            locale.with("cli-wrong-value", &[("name", &what), ("value", &value), ("known", &known)])
        }
        ErrorKind::ArgumentConflict => {
            locale.with("cli-conflict", &[("name", &what), ("other", &said(ContextKind::PriorArg))])
        }
        _ => error.render().to_string(),
    };
    eprintln!("pledgebook: {}\n{}", words.trim_end(), locale.text("cli-see-help"));
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_makes_a_sound_command_line_in_every_language() {
        for code in crate::locale::codes() {
            command(&Locale::load(code).unwrap()).debug_assert();
        }
    }

    #[test]
    fn the_language_is_found_before_the_rest_is_understood() {
        let found = |words: &[&str]| language(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(found(&["list", "--lang", "zh"]).as_deref(), Some("zh"));
        assert_eq!(found(&["--lang=zh", "nonsense"]).as_deref(), Some("zh"));
        assert_eq!(found(&["list"]), None);
    }
}
