//! `export iati --out FOLDER`: the activity file and the organisation file of what may be published, held against the
//! standard as soon as they are written.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::super::{Answer, Outcome, Session, Stop};
use crate::domain::iati::Entry;
use crate::domain::say::Say;
use crate::exchange::iati::check::{Grade, Standard};
use crate::exchange::iati::write::{Kind, Out};
use crate::locale::Locale;
use crate::store::Published;

/// Where the two files go; the organisation file only beside the other in a folder.
struct Paths {
    activities: PathBuf,
    organisation: Option<PathBuf>,
}

/// Writes what is published as of today or the day asked for.
pub(in crate::cli) fn export(session: &mut Session, out: Option<&PathBuf>) -> Answer {
    let out = out.ok_or_else(|| Say::new("iati-export-where"))?;
    let paths = paths(out)?;
    let place = session.place()?;
    let store = session.open(&place)?;
    if place.demo {
        session.as_of = session.as_of.or_else(|| Some(super::super::place::last_demo_day()));
    }
    let asker = session.asker();
    let generated = format!("{}T00:00:00Z", asker.day());
    let languages = ["en", "zh"].map(|code| Locale::load(code).expect("the languages of the file ship"));
    let words = move |code: &'static str, say: &Say| languages[usize::from(code == "zh")].say(say);
    let mut activities = begin(&paths.activities, Kind::Activities, &generated)?;
    let mut organisation = match &paths.organisation {
        Some(path) => Some(begin(path, Kind::Organisations, &generated)?),
        None => None,
    };
    let done = store.publish(&asker, &words, &mut |entry| match entry {
        Entry::Activity(activity) => activities.out.activity(&activity),
        Entry::Institution(own) => organisation.as_mut().map_or(Ok(()), |file| file.out.institution(&own)),
    })?;
    activities.finish(&paths.activities)?;
    if let (Some(file), Some(path)) = (organisation, &paths.organisation) {
        file.finish(path)?;
    }
    let standard = super::standard(session, &store)?;
    report(session, &standard, &paths, &done)
}

/// A file ends in `.xml`; anything else is a folder.
fn paths(out: &Path) -> Result<Paths, Stop> {
    if out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xml")) && !out.is_dir() {
        return Ok(Paths { activities: out.to_owned(), organisation: None });
    }
    fs::create_dir_all(out).map_err(|error| cannot(out, &error))?;
    Ok(Paths { activities: out.join("activities.xml"), organisation: Some(out.join("organisation.xml")) })
}

fn cannot(path: &Path, error: &io::Error) -> Say {
    Say::new("cli-cannot-write").with("path", path.display()).with("error", error)
}

/// A file that takes the place of an older one only when it is whole.
struct Growing {
    out: Out<BufWriter<tempfile::NamedTempFile<File>>>,
}

fn begin(path: &Path, kind: Kind, generated: &str) -> Result<Growing, Stop> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::Builder::new().prefix(".iati-").tempfile_in(folder);
    let file = BufWriter::new(file.map_err(|error| cannot(path, &error))?);
    Ok(Growing { out: Out::new(file, kind, generated).map_err(|error| cannot(path, &error))? })
}

impl Growing {
    fn finish(self, path: &Path) -> Result<(), Stop> {
        let whole = || -> io::Result<()> {
            let mut file = self.out.finish()?;
            file.flush()?;
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            readable(file.as_file())?;
            file.persist(path).map_err(|error| error.error)?;
            Ok(())
        };
        whole().map_err(|error| cannot(path, &error).into())
    }
}

/// What is published is for everybody, unlike files that are only passing.
fn readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

fn report(session: &mut Session, standard: &Standard, paths: &Paths, done: &Published) -> Answer {
    let day = session.asker().day();
    let mut counts = [0_usize; 3];
    for path in [Some(&paths.activities), paths.organisation.as_ref()].into_iter().flatten() {
        standard.check(path, day, &mut |finding| {
            let at = Grade::ALL.iter().position(|grade| *grade == finding.grade).unwrap_or(0);
            counts[at] += 1;
            true
        })?;
    }
    let outcome = if counts[0] + counts[1] == 0 { Outcome::Done } else { Outcome::Problems };
    let [critical, errors, warnings] = counts;
    if session.out.json {
        session.out.json(&json!({
            "activities_file": paths.activities.display().to_string(),
            "organisation_file": paths.organisation.as_ref().map(|path| path.display().to_string()),
            "activities": done.activities, "transactions": done.transactions, "kept_back": done.kept_back,
            "critical": critical, "errors": errors, "warnings": warnings,
        }))?;
        return Ok(outcome);
    }
    let shown = paths.activities.display().to_string();
    let (activities, transactions) = (done.activities.to_string(), done.transactions.to_string());
    let counted = [("activities", activities.as_str()), ("transactions", &transactions), ("path", &shown)];
    let words = session.locale.with("iati-published", &counted);
    session.out.line(&words)?;
    if let Some(path) = &paths.organisation {
        let shown = path.display().to_string();
        let words = session.locale.with("iati-published-organisation", &[("path", &shown)]);
        session.out.line(&words)?;
    }
    for (key, why) in [
        ("iati-kept-confidential", "confidential"),
        ("iati-kept-embargo", "embargo"),
        ("iati-kept-agreement", "agreement"),
    ] {
        if let Some(count) = done.kept_back.get(why) {
            let words = session.locale.with(key, &[("count", &count.to_string())]);
            session.out.line(&words)?;
        }
    }
    let words = if counts == [0; 3] {
        session.locale.text("iati-sound")
    } else {
        let counts = counts.map(|count| count.to_string());
        let counted = [("critical", counts[0].as_str()), ("errors", &counts[1]), ("warnings", &counts[2])];
        session.locale.with("iati-found", &counted)
    };
    session.out.line(&words)?;
    Ok(outcome)
}
