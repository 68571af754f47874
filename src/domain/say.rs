//! What the program has to say to a person, as a message key with arguments, so that every language can say it.
//! It refuses to hold finished sentences: those live in the message files of `locale`.

use std::fmt;

/// A message to be said in the reader's language: the key of a message file and its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Say {
    pub key: &'static str,
    pub args: Vec<(&'static str, String)>,
}

impl Say {
    /// A message without arguments.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// The same message with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Say {
    /// The raw form, for logs and panics only; people are spoken to through `locale`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Say {}

/// Something wrong with a record: the field it stands beside (none: the whole record) and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub field: Option<&'static str>,
    pub say: Say,
}

impl Problem {
    /// A problem beside one field.
    #[must_use]
    pub const fn at(field: &'static str, say: Say) -> Self {
        Self { field: Some(field), say }
    }

    /// A problem of the whole record.
    #[must_use]
    pub const fn whole(say: Say) -> Self {
        Self { field: None, say }
    }
}
