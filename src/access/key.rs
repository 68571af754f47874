//! A public key as OpenSSH writes it, one line. It refuses options, line breaks and everything that is not a key: such a
//! line would stand in `authorized_keys`.

use sha2::{Digest, Sha256};

/// The kinds of key a line may have; old DSA keys are refused by OpenSSH itself.
const TYPES: [&str; 7] = [
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
];
/// The standard alphabet of base64.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A public key that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    kind: &'static str,
    /// Base64, as it stood.
    body: String,
    bytes: Vec<u8>,
    pub comment: String,
}

impl PublicKey {
    /// Reads one line: type, base64, and a comment that may be missing; none for anything else.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let line = line.trim();
        if line.chars().any(char::is_control) {
            return None;
        }
        let mut words = line.splitn(3, ' ');
        let (first, body) = (words.next()?, words.next()?);
        let kind = TYPES.into_iter().find(|known| *known == first)?;
        let bytes = decode(body)?;
        // The bytes open with the type once more, behind its length: a key under a wrong name is none.
        let named = bytes.get(4..4 + kind.len())?;
        let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
        if named != kind.as_bytes() || usize::try_from(length).ok()? != kind.len() || bytes.len() < kind.len() + 36 {
            return None;
        }
        let comment = words.next().unwrap_or_default().trim().to_owned();
        Some(Self { kind, body: body.to_owned(), bytes, comment })
    }

    /// Type and base64, without the comment.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {}", self.kind, self.body)
    }

    /// The fingerprint as `ssh-keygen -l` prints it: `SHA256:` and base64 without padding.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        format!("SHA256:{}", encode(&Sha256::digest(&self.bytes)))
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let body = text.trim_end_matches('=');
    if body.is_empty() || text.len() - body.len() > 2 || !text.len().is_multiple_of(4) {
        return None;
    }
    let mut bytes = Vec::with_capacity(body.len());
    let (mut held, mut bits) = (0_u32, 0);
    for letter in body.bytes() {
        let six = ALPHABET.iter().position(|known| *known == letter)?;
        held = (held << 6) | u32::try_from(six).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let held = three.iter().fold(0_u32, |held, byte| (held << 8) | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            let six = (held >> (18 - 6 * place)) & 0x3F;
            text.push(char::from(ALPHABET[usize::try_from(six).expect("six bits")]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl github.com host key";

    /// GitHub's published host key and its published fingerprint.
    #[test]
    fn a_key_has_the_fingerprint_that_ssh_keygen_prints() {
        let key = PublicKey::read(LINE).unwrap();
        assert_eq!(key.fingerprint(), "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
        assert_eq!(key.comment, "github.com host key");
        assert!(LINE.starts_with(&key.line()));
    }

    #[test]
    fn a_line_that_is_more_or_less_than_a_key_is_refused() {
        let body = LINE.split(' ').nth(1).unwrap();
        for line in [
            String::new(),
            "ssh-ed25519".to_owned(),
            format!("command=\"sh\" {LINE}"),
            format!("ssh-rsa {body}"),
            format!("ssh-ed25519 {body}\nssh-ed25519 {body}"),
            format!("ssh-ed25519 {}", &body[..40]),
            format!("ssh-ed25519 {body}!"),
            "-----BEGIN OPENSSH PRIVATE KEY-----".to_owned(),
        ] {
            assert_eq!(PublicKey::read(&line), None, "{line:?}");
        }
    }

    #[test]
    fn base_64_of_every_length_comes_back() {
        for length in 1..40_u8 {
            let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(37)).collect();
            let mut text = encode(&bytes);
            while !text.len().is_multiple_of(4) {
                text.push('=');
            }
            assert_eq!(decode(&text), Some(bytes));
        }
    }
}
