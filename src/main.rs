//! The program: gathers what it knows of its surroundings and hands over to the command line or the screens.

use std::ffi::CStr;
use std::process::ExitCode;
use std::sync::Arc;

use pledgebook::access::{Asker, Imports};
use pledgebook::cli::{self, Screens, Start, World};
use pledgebook::domain::day::Day;
use pledgebook::domain::export::Format;
use pledgebook::domain::say::Say;
use pledgebook::locale::Locale;
use pledgebook::screens::Here;
use pledgebook::session::{self, Ended, Session};
use pledgebook::store::Opened;
use pledgebook::term::{ColorMode, Setup, say_after_panic};
use pledgebook::theme::Theme;
use pledgebook::worker::Places;

fn main() -> ExitCode {
    let world = world();
    match cli::run(&world) {
        Start::Done(code) => code,
        Start::Screens(asked) => screens(&world, &asked),
    }
}

/// Opens the screens on the file that is meant, in the language asked for, kept or of the environment.
fn screens(world: &World, asked: &Screens) -> ExitCode {
    let opened = asked.place.open(world);
    let english = || Locale::load("en").expect("English ships with the program");
    let chosen = Locale::load(asked.lang).unwrap_or_else(english);
    let (mut store, how) = match opened {
        Ok(opened) => opened,
        Err(error) => return failed(&chosen, &error.say()),
    };
    if let Some(account) = &asked.account
        && let Err(error) = store.sit(&account.name, &account.address)
    {
        return failed(&chosen, &error.say());
    }
    let user = asked.account.as_ref().map_or(&world.user, |account| &account.name);
    let kept = |name| store.preference(user, name).ok().flatten();
    let locale = kept("language").filter(|_| !asked.lang_asked).and_then(|code| Locale::load(&code)).unwrap_or(chosen);
    let term = std::env::var("TERM").unwrap_or_default();
    let mut theme = if says_utf8(world.lang.as_deref()) { Theme::default() } else { Theme::ascii() };
    theme.highlight = kept("highlight").is_some_and(|value| value == "yes");
    if asked.lean == Some(true) {
        theme = theme.for_slow_line();
    }
    let export = Format::remembered(&kept("export").unwrap_or_default());
    let asker = Asker { who: user.clone(), lang: locale.code(), today: world.today, as_of: asked.as_of };
    let here = Here {
        locale: locale.clone(),
        theme,
        asker,
        width: 80,
        height: 24,
        read_only: store.read_only(),
        beside: Vec::new(),
        export,
    };
    let colors = ColorMode::of(
        &term,
        &std::env::var("COLORTERM").unwrap_or_default(),
        std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
    );
    say_after_panic(locale.text("term-draft-kept"));
    let folder = world.data_folder.clone().unwrap_or_else(std::env::temp_dir);
    let first = match how {
        Opened::Found => None,
        Opened::Migrated { from, backup } => {
            Some(Say::new("cli-migrated").with("from", from).with("backup", backup.display()))
        }
    };
    store.enter(user, asked.account.as_ref().map_or("", |account| &account.address));
    let session = Session {
        store,
        here,
        places: asked.account.as_ref().map_or_else(
            || Places { exports: folder.join("exports"), imports: Imports::Anywhere },
            |account| account.places.clone(),
        ),
        may_stop: asked.account.is_none(),
        terminal: Setup { term: &term, colors, synchronized: true },
        today: &today,
        first,
        timed: asked.lean.is_none() && std::env::var_os("SSH_CONNECTION").is_some(),
    };
    match session::run(session) {
        Ok(Ended::Idle(limit)) => {
            println!("{}", locale.with("term-idle", &[("seconds", &limit.as_secs().to_string())]));
            ExitCode::SUCCESS
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => failed(&locale, &error.say()),
    }
}

fn failed(locale: &Locale, say: &Say) -> ExitCode {
    eprintln!("pledgebook: {}", locale.say(say));
    ExitCode::from(2)
}

/// Whether the terminal's language says that it shows more than ASCII; nothing said counts as yes.
fn says_utf8(lang: Option<&str>) -> bool {
    lang.is_none_or(|lang| lang.to_lowercase().replace('-', "").contains("utf8"))
}

/// Today where the person sits.
fn today() -> Day {
    let now = jiff::Zoned::now().date();
    Day::new(now.year(), now.month(), now.day()).expect("today is in the calendar")
}

/// The only place that asks the clock, the environment and the user's id.
fn world() -> World {
    let folders = directories::ProjectDirs::from("", "", "pledgebook");
    World {
        args: std::env::args_os().skip(1).collect(),
        clock: Arc::new(|| jiff::Timestamp::now().as_millisecond()),
        today: today(),
        user: user(),
        uid: uid(),
        ssh_connection: std::env::var("SSH_CONNECTION").ok(),
        ssh_command: std::env::var_os("SSH_ORIGINAL_COMMAND").map(|text| text.to_string_lossy().into_owned()),
        data_folder: folders.as_ref().map(|folders| folders.data_dir().to_owned()),
        cache_folder: folders.as_ref().map(|folders| folders.cache_dir().to_owned()),
        lang: ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty()),
    }
}

/// The name of the user by user id, which the environment cannot change; the number where the system has no name.
fn user() -> String {
    let uid = uid();
    // SAFETY: no other thread runs yet that could call getpwuid; the entry is copied before anything else can.
    let name = unsafe {
        let entry = libc::getpwuid(uid);
        if entry.is_null() { None } else { Some(CStr::from_ptr((*entry).pw_name).to_string_lossy().into_owned()) }
    };
    name.unwrap_or_else(|| uid.to_string())
}

fn uid() -> u32 {
    // SAFETY: geteuid cannot fail.
    unsafe { libc::geteuid() }
}
