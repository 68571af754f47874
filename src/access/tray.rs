//! Which files a session may read: any that the person themself can, or, for an account of a shared file, those that lie
//! in its in-tray. It refuses paths, links, hidden names and everything that is no plain file.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::domain::say::Say;

/// The place imports are read from. Every import asks here before it opens a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imports {
    /// Alone with a file of one's own: any path.
    Anywhere,
    /// An account of a shared file: only names in this folder.
    Tray(PathBuf),
}

/// A file that may be read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub name: String,
    pub bytes: u64,
}

impl Imports {
    /// The path of a file that was asked for, when it may be read.
    ///
    /// # Errors
    /// Says that files are read from the in-tray by their name, and what lies there, or why this one is not read.
    pub fn find(&self, asked: &Path) -> Result<PathBuf, Say> {
        let Self::Tray(folder) = self else { return Ok(asked.to_owned()) };
        let refused = |key: &'static str| Say::new(key).with("name", asked.display()).with("known", self.known());
        let name = plain_name(asked).ok_or_else(|| refused("tray-name"))?;
        if !fs::symlink_metadata(folder).is_ok_and(|folder| folder.is_dir()) {
            return Err(refused("tray-no-file"));
        }
        let path = folder.join(name);
        match fs::symlink_metadata(&path) {
            Ok(found) if is_plain(&found) => Ok(path),
            Ok(_) => Err(refused("tray-no-plain-file")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(refused("tray-no-file")),
            Err(error) => Err(Say::new("import-unreadable").with("path", name).with("error", error)),
        }
    }

    /// What lies in the in-tray, by name; nothing where any path may be read.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn waiting(&self) -> io::Result<Vec<Waiting>> {
        let Self::Tray(folder) = self else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let (name, about) = (entry.file_name(), entry.metadata()?);
            if let Some(name) = plain_name(Path::new(&name)).filter(|_| is_plain(&about)) {
                found.push(Waiting { name: name.to_owned(), bytes: about.len() });
            }
        }
        found.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(found)
    }

    fn known(&self) -> String {
        let names: Vec<String> = self.waiting().unwrap_or_default().into_iter().map(|file| file.name).collect();
        if names.is_empty() { "-".to_owned() } else { names.join(", ") }
    }
}

/// A file itself, no link to one, no folder, pipe or device.
fn is_plain(found: &Metadata) -> bool {
    found.file_type().is_file()
}

/// The path as one name in one folder; none where it leads anywhere else or is hidden.
fn plain_name(asked: &Path) -> Option<&str> {
    let text = asked.to_str()?;
    let mut parts = asked.components();
    let (Some(Component::Normal(name)), None) = (parts.next(), parts.next()) else { return None };
    // `a/` and `./a` are one name to the components, and a path to whoever typed them.
    let plain = name == asked.as_os_str() && !text.starts_with('.') && !text.chars().any(char::is_control);
    plain.then_some(text)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn tray() -> (tempfile::TempDir, Imports) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("secret.csv"), "name\nAtlantis\n").unwrap();
        let tray = folder.path().join("in");
        fs::create_dir(&tray).unwrap();
        fs::write(tray.join("gifts.csv"), "name\nLemuria\n").unwrap();
        fs::write(tray.join(".hidden.csv"), "").unwrap();
        fs::create_dir(tray.join("folder.csv")).unwrap();
        symlink("../secret.csv", tray.join("link.csv")).unwrap();
        (folder, Imports::Tray(tray))
    }

    #[test]
    fn only_plain_files_in_the_tray_are_read() {
        let (folder, imports) = tray();
        let path = imports.find(Path::new("gifts.csv")).unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), "name\nLemuria\n");
        let secret = folder.path().join("secret.csv");
        let ways_out = [
            "../secret.csv",
            secret.to_str().unwrap(),
            "in/../../secret.csv",
            "./gifts.csv",
            "gifts.csv/",
            "..",
            "/",
            "",
        ];
        for asked in ways_out.iter().chain(&["link.csv", "folder.csv", ".hidden.csv", "none.csv", "a\u{1b}[2J"]) {
            let said = imports.find(Path::new(asked)).unwrap_err();
            assert!(said.key.starts_with("tray-"), "{asked}: {said:?}");
            assert!(said.args.iter().any(|(name, text)| *name == "known" && text == "gifts.csv"), "{asked}: {said:?}");
        }
        assert_eq!(imports.waiting().unwrap(), [Waiting { name: "gifts.csv".to_owned(), bytes: 13 }]);
    }

    #[test]
    fn a_tray_that_is_a_link_is_none() {
        let (folder, _) = tray();
        let link = folder.path().join("elsewhere");
        symlink(folder.path(), &link).unwrap();
        let said = Imports::Tray(link).find(Path::new("secret.csv")).unwrap_err();
        assert_eq!(said.key, "tray-no-file");
    }

    #[test]
    fn alone_any_path_is_meant() {
        assert_eq!(Imports::Anywhere.find(Path::new("../a.csv")), Ok(PathBuf::from("../a.csv")));
        assert_eq!(Imports::Anywhere.waiting().unwrap(), []);
    }
}
