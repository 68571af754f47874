//! What may be published by the IATI standard, as its two files, for screens and commands alike: written beside and put in
//! place when whole, then held against the standard. It refuses to choose what leaves: that is the store's.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::access::Asker;
use crate::domain::iati::{Entry, ListedCode};
use crate::domain::say::Say;
use crate::exchange::iati::check::{Grade, Standard};
use crate::exchange::iati::write::{Kind, Out};
use crate::locale::Locale;
use crate::store::{PublishedCounts, Store, StoreError};

/// What was written, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Publication {
    pub activities: PathBuf,
    /// The organisation file; none where only the activities were asked for.
    pub organisation: Option<PathBuf>,
    pub done: PublishedCounts,
    /// Findings by grade, the worst first.
    pub findings: [usize; 3],
}

impl Publication {
    /// Whether nothing critical and no error was found.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.findings[0] + self.findings[1] == 0
    }
}

/// The standard with the code lists as this file has them.
///
/// # Errors
/// When the file cannot be read.
pub fn standard(store: &Store, asker: &Asker) -> Result<Standard, StoreError> {
    let mut standard = Standard::shipped();
    for ListedCode { list, code } in store.listed_codes(asker)? {
        standard.codes.put(&list, code);
    }
    Ok(standard)
}

/// Writes what may be published as of the asker's day: two files into a folder, or the activities into a file that ends in
/// `.xml`.
///
/// # Errors
/// When a right is missing, a setting does not read, or the files cannot be written.
pub fn publish(store: &Store, asker: &Asker, out: &Path) -> Result<Publication, StoreError> {
    let (activities, organisation) = paths(out)?;
    let generated = format!("{}T00:00:00Z", asker.day());
    let languages = ["en", "zh"].map(|code| Locale::load(code).expect("the languages of the file ship"));
    let words = move |code: &'static str, say: &Say| languages[usize::from(code == "zh")].say(say);
    let mut file = Growing::new(&activities, Kind::Activities, &generated)?;
    let mut own = organisation.as_ref().map(|path| Growing::new(path, Kind::Organisations, &generated)).transpose()?;
    let done = store.publish(asker, &words, &mut |entry| match entry {
        Entry::Activity(activity) => file.out.activity(&activity),
        Entry::Institution(institution) => own.as_mut().map_or(Ok(()), |own| own.out.institution(&institution)),
    })?;
    file.finish(&activities)?;
    if let (Some(own), Some(path)) = (own, &organisation) {
        own.finish(path)?;
    }
    let standard = standard(store, asker)?;
    let mut findings = [0; 3];
    for path in [Some(&activities), organisation.as_ref()].into_iter().flatten() {
        standard.check(path, asker.day(), &mut |finding| {
            findings[Grade::ALL.iter().position(|grade| *grade == finding.grade).unwrap_or(0)] += 1;
            true
        })?;
    }
    Ok(Publication { activities, organisation, done, findings })
}

/// A file ends in `.xml`; anything else is a folder.
fn paths(out: &Path) -> Result<(PathBuf, Option<PathBuf>), Say> {
    if out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xml")) && !out.is_dir() {
        return Ok((out.to_owned(), None));
    }
    fs::create_dir_all(out).map_err(|error| cannot(out, &error))?;
    Ok((out.join("activities.xml"), Some(out.join("organisation.xml"))))
}

fn cannot(path: &Path, error: &io::Error) -> Say {
    Say::new("cli-cannot-write").with("path", path.display()).with("error", error)
}

/// A file that takes the place of an older one only when it is whole.
struct Growing {
    out: Out<BufWriter<tempfile::NamedTempFile<File>>>,
}

impl Growing {
    fn new(path: &Path, kind: Kind, generated: &str) -> Result<Self, Say> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new().prefix(".iati-").tempfile_in(folder);
        let file = BufWriter::new(file.map_err(|error| cannot(path, &error))?);
        Ok(Self { out: Out::new(file, kind, generated).map_err(|error| cannot(path, &error))? })
    }

    fn finish(self, path: &Path) -> Result<(), Say> {
        let whole = || -> io::Result<()> {
            let mut file = self.out.finish()?;
            file.flush()?;
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            readable(file.as_file())?;
            file.persist(path).map_err(|error| error.error)?;
            Ok(())
        };
        whole().map_err(|error| cannot(path, &error))
    }
}

/// What is published is for everybody, unlike files that are only passing.
fn readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}
