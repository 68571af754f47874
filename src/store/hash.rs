//! The SHA-256 of a local file, so that "which version was sent" has an answer.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

/// The hash of a file in lower-case hexadecimal, read in pieces whatever its size.
///
/// # Errors
/// When the file cannot be read.
pub fn sha256(path: &Path) -> io::Result<String> {
    sha256_while(path, || Ok(()))
}

/// The same, asking after each piece whether to go on.
pub(super) fn sha256_while<E: From<io::Error>>(
    path: &Path,
    mut go_on: impl FnMut() -> Result<(), E>,
) -> Result<String, E> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
        go_on()?;
    }
    Ok(hash.finalize().iter().fold(String::with_capacity(64), |text, byte| text + &format!("{byte:02x}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-2, appendix B.1: the hash of "abc".
    #[test]
    fn a_file_has_the_hash_of_the_standard() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("abc");
        std::fs::write(&path, "abc").unwrap();
        let wanted = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(&path).unwrap(), wanted);
        assert!(sha256(&folder.path().join("none")).is_err());
    }
}
