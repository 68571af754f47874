//! Where the bytes of somebody else's table are: a file, or what was pasted or piped in. They can be read more than once,
//! and a file that changes meanwhile is noticed.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::say::Say;

/// Bytes that can be read from their beginning again and again.
#[derive(Clone, Debug)]
pub enum Origin {
    File(PathBuf),
    /// What was pasted or piped in.
    Held(Arc<[u8]>),
}

/// Bytes to read and to move about in.
pub trait Bytes: Read + Seek + Send {}
impl<T: Read + Seek + Send> Bytes for T {}

/// Most bytes taken from a pipe: more belongs in a file.
const MOST_HELD: u64 = 256 << 20;

/// What tells one state of a file from another: its length, and when and as what it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp([i128; 4]);

impl Origin {
    /// Takes everything a pipe gives.
    ///
    /// # Errors
    /// When it cannot be read, or is more than is held in memory.
    pub fn of_pipe(pipe: impl Read) -> Result<Self, Say> {
        let mut bytes = Vec::new();
        let read = pipe.take(MOST_HELD + 1).read_to_end(&mut bytes);
        read.map_err(|error| Say::new("import-unreadable").with("path", "-").with("error", error))?;
        if bytes.len() as u64 > MOST_HELD {
            return Err(Say::new("import-pipe-too-large").with("most", MOST_HELD >> 20));
        }
        Ok(Self::Held(bytes.into()))
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            Self::Held(_) => "-".to_owned(),
        }
    }

    /// Opens it at its beginning.
    ///
    /// # Errors
    /// When it is a folder, something that is not read twice, or cannot be read.
    pub fn open(&self) -> Result<Box<dyn Bytes>, Say> {
        match self {
            Self::Held(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Self::File(path) => open_file(path).map(|file| Box::new(file) as Box<dyn Bytes>),
        }
    }

    /// How many bytes it has.
    ///
    /// # Errors
    /// When it cannot be looked at.
    pub fn length(&self) -> Result<u64, Say> {
        match self {
            Self::Held(bytes) => Ok(bytes.len() as u64),
            Self::File(path) => Ok(std::fs::metadata(path).map_err(|error| unreadable(self, &error))?.len()),
        }
    }

    /// Whether it begins as XML does, whatever its characters are written in.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_xml(&self) -> Result<bool, Say> {
        let mut head = [0; 64];
        let held = self.head(&mut head)?;
        let text = head[..held].iter().filter(|byte| byte.is_ascii_graphic());
        let text: Vec<u8> = text.copied().collect();
        Ok([&b"<?xml"[..], b"<!--", b"<iati-"].iter().any(|begins| text.starts_with(begins)))
    }

    /// Its first bytes, as many as fit; how many there are.
    pub(in crate::exchange) fn head(&self, head: &mut [u8]) -> Result<usize, Say> {
        let mut bytes = self.open()?;
        let mut held = 0;
        while held < head.len() {
            match bytes.read(&mut head[held..]).map_err(|error| unreadable(self, &error))? {
                0 => break,
                more => held += more,
            }
        }
        Ok(held)
    }

    /// Its state now; none for what is held.
    ///
    /// # Errors
    /// When it cannot be looked at.
    pub fn stamp(&self) -> Result<Option<Stamp>, Say> {
        let Self::File(path) = self else { return Ok(None) };
        let seen = std::fs::metadata(path).map_err(|error| unreadable(self, &error))?;
        let numbers =
            [i128::from(seen.len()), i128::from(seen.mtime()), i128::from(seen.mtime_nsec()), i128::from(seen.ino())];
        Ok(Some(Stamp(numbers)))
    }

    /// Refuses a file that is no longer as it was.
    ///
    /// # Errors
    /// When it changed since.
    pub fn check_unchanged(&self, stamp: Option<Stamp>) -> Result<(), Say> {
        if self.stamp()? == stamp { Ok(()) } else { Err(Say::new("import-file-changed").with("path", self.name())) }
    }
}

fn open_file(path: &Path) -> Result<File, Say> {
    let origin = Origin::File(path.to_owned());
    let kind = std::fs::metadata(path).map_err(|error| unreadable(&origin, &error))?.file_type();
    if kind.is_dir() {
        return Err(Say::new("import-folder").with("path", path.display()));
    }
    if !kind.is_file() {
        return Err(Say::new("import-no-file").with("path", path.display()));
    }
    File::open(path).map_err(|error| unreadable(&origin, &error))
}

/// The refusal of bytes that cannot be read.
pub(in crate::exchange) fn unreadable(origin: &Origin, error: &io::Error) -> Say {
    let path = match origin {
        Origin::File(path) => path.display().to_string(),
        Origin::Held(_) => origin.name(),
    };
    Say::new("import-unreadable").with("path", path).with("error", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changes_is_noticed_and_what_is_held_cannot() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("in.csv");
        std::fs::write(&path, "a,b\n1,2\n").unwrap();
        let origin = Origin::File(path.clone());
        let stamp = origin.stamp().unwrap();
        origin.check_unchanged(stamp).unwrap();
        std::fs::write(&path, "a,b\n1,2\n3,4\n").unwrap();
        assert_eq!(origin.check_unchanged(stamp).unwrap_err().key, "import-file-changed");
        let held = Origin::Held(b"a".as_slice().into());
        held.check_unchanged(held.stamp().unwrap()).unwrap();
        assert_eq!(Origin::File(folder.path().to_owned()).open().err().unwrap().key, "import-folder");
        let null = Origin::File("/dev/null".into());
        assert_eq!(null.open().err().unwrap().key, "import-no-file");
    }
}
