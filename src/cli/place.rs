//! Which file is meant: the one named, the default in the user's data folder, or a throw-away copy of the demo. The
//! screens and every sub-command ask here. It refuses to read anything of it.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::World;
use crate::domain::day::Day;
use crate::domain::say::Say;
use crate::reference;
use crate::store::{Opened, SCHEMA_VERSION, Store, StoreError};

/// The default file's name in the data folder.
const DEFAULT: &str = "pledgebook.db";

/// A file to work on.
pub struct Place {
    pub path: PathBuf,
    /// Whether it is a throw-away copy of the demo.
    pub demo: bool,
    /// Whether it may be made when it is not there yet.
    may_make: bool,
    /// Removes the copy when the place is dropped.
    _throw_away: Option<TempDir>,
}

/// The day the demo's figures end: screens on the demo open as of it.
///
/// # Panics
/// Never: the day is in the calendar.
#[must_use]
pub fn last_demo_day() -> Day {
    Day::new(2020, 12, 31).expect("a day of the calendar")
}

impl Place {
    /// Finds the file the person means.
    ///
    /// # Errors
    /// When there is no home to keep the default in, or the copy of the demo cannot be made.
    pub fn find(world: &World, named: Option<&Path>, demo: bool) -> Result<Self, StoreError> {
        if demo {
            return demo_copy(world);
        }
        if let Some(path) = named {
            return Ok(Self { path: path.to_owned(), demo: false, may_make: false, _throw_away: None });
        }
        let folder = world.data_folder.as_ref().ok_or_else(|| Say::new("cli-no-home"))?;
        Ok(Self { path: folder.join(DEFAULT), demo: false, may_make: true, _throw_away: None })
    }

    /// Opens the file; the default is made on first use, with the reference data.
    ///
    /// # Errors
    /// As `Store::open` and `Store::create`.
    pub fn open(&self, world: &World) -> Result<(Store, Opened), StoreError> {
        if self.may_make && !self.path.exists() {
            match Store::create(&self.path, world.clock.clone()) {
                Ok(store) => return Ok((store, Opened::Found)),
                // Somebody else made it in the same moment.
                Err(_) if self.path.exists() => {}
                Err(error) => return Err(error),
            }
        }
        let opened = Store::open(&self.path, world.clock.clone())?;
        // A shared file is its owner's; everybody else comes by an account of it.
        if opened.0.is_shared()? && fs::metadata(&self.path)?.uid() != world.uid {
            return Err(Say::new("right-shared").with("path", self.path.display()).into());
        }
        Ok(opened)
    }
}

/// Copies the template, which is built once for each release and user.
fn demo_copy(world: &World) -> Result<Place, StoreError> {
    let folder = tempfile::Builder::new().prefix("pledgebook-demo-").tempdir()?;
    let path = folder.path().join("demo.db");
    let copied = template(world).is_some_and(|template| fs::copy(template, &path).is_ok());
    if !copied {
        build(world, &path)?;
    }
    Ok(Place { path, demo: true, may_make: false, _throw_away: Some(folder) })
}

/// The template in the cache folder, built when it is not there; none where it cannot be kept.
fn template(world: &World) -> Option<PathBuf> {
    let folder = world.cache_folder.as_ref()?;
    let name = format!("demo-{}-{SCHEMA_VERSION}-{:016x}.db", env!("CARGO_PKG_VERSION"), shipped(&world.user));
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    fs::create_dir_all(folder).ok()?;
    // Built beside and renamed, so that another start never copies half a template.
    let growing = tempfile::Builder::new().prefix(".demo-").tempdir_in(folder).ok()?;
    let built = growing.path().join("demo.db");
    build(world, &built).ok()?;
    fs::rename(built, &path).ok()?;
    Some(path)
}

fn build(world: &World, path: &Path) -> Result<(), StoreError> {
    let mut store = Store::create(path, world.clock.clone())?;
    store.fill_demo(&world.user)
}

/// Stands for everything the template is made of but the program's code: the shipped files and the person.
fn shipped(user: &str) -> u64 {
    let sheets = [&reference::DEMO_GOVERNMENT_CONTRIBUTIONS, &reference::DEMO_OTHER_CONTRIBUTIONS];
    let texts = reference::ALL.iter().copied().chain(sheets).map(|sheet| sheet.csv).chain([user]);
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for text in texts {
        for piece in text.as_bytes().chunks(8) {
            let mut word = [0; 8];
            word[..piece.len()].copy_from_slice(piece);
            hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
        }
    }
    hash
}
