//! What is known of names before any text is read: their kinds and spellings, and words that are no names.

use std::collections::{HashMap, HashSet};

use super::runs::push_key;

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A person.
    Person,
    /// A company, university, laboratory, office and so on.
    Organisation,
    /// A model.
    Model,
    /// A data set or benchmark.
    Dataset,
    /// A program, device or service.
    Product,
    /// A country, town and so on.
    Place,
}

impl NameKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Person, Self::Organisation, Self::Model, Self::Dataset, Self::Product, Self::Place];

    /// What it is called in output and in `aliases.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Model => "model",
            Self::Dataset => "dataset",
            Self::Product => "product",
            Self::Place => "place",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Names that are known, and words that look like names and are none.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    /// Each spelling with the name that it stands for. A name is a spelling of itself.
    spellings: HashMap<String, String>,
    /// The spellings in lower case.
    keys: HashMap<String, NameKind>,
    kinds: HashMap<String, NameKind>,
    /// In lower case.
    left_out: HashSet<String>,
    given_names: HashSet<String>,
    /// Names that are also usual words.
    usual: HashSet<String>,
}

impl Aliases {
    /// Adds a name of a kind with its other spellings. What was known of these is forgotten.
    pub fn add(&mut self, kind: NameKind, name: &str, spellings: &[String]) {
        for spelling in spellings.iter().map(String::as_str).chain([name]) {
            self.left_out.remove(&key(spelling));
            self.keys.insert(key(spelling), kind);
            self.spellings.insert(spelling.to_owned(), name.to_owned());
        }
        self.kinds.insert(name.to_owned(), kind);
    }

    /// Adds words that are no names.
    pub fn leave_out(&mut self, words: &[String]) {
        for word in words {
            self.spellings.retain(|_, name| name != word);
            self.spellings.remove(word);
            self.keys.remove(&key(word));
            self.left_out.insert(key(word));
        }
    }

    /// Notes names that are also usual words, such as `Apple`: at the start of a sentence they do not count.
    pub fn add_usual(&mut self, names: &[String]) {
        self.usual.extend(names.iter().cloned());
    }

    /// Adds given names, which people's names begin with.
    pub fn add_given_names(&mut self, names: &[String]) {
        self.given_names.extend(names.iter().map(|name| key(name)));
    }

    /// The known spellings, each with the name that it stands for.
    pub(super) fn spellings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.spellings.iter().map(|(spelling, name)| (&**spelling, &**name))
    }

    /// True for a known spelling in lower case.
    pub(super) fn is_spelling(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// True for a known place or model in lower case.
    pub(super) fn is_of_place_or_model(&self, key: &str) -> bool {
        matches!(self.keys.get(key), Some(NameKind::Place | NameKind::Model))
    }

    pub(super) fn is_usual(&self, name: &str) -> bool {
        self.usual.contains(name)
    }

    pub(super) fn kind(&self, name: &str) -> Option<NameKind> {
        self.kinds.get(name).copied()
    }

    /// True for a word or phrase in lower case that is no name.
    pub(super) fn is_left_out(&self, key: &str) -> bool {
        self.left_out.contains(key)
    }

    /// True for a given name in lower case.
    pub(super) fn is_given_name(&self, key: &str) -> bool {
        self.given_names.contains(key)
    }
}

fn key(text: &str) -> String {
    let mut key = String::new();
    push_key(text, &mut key);
    key
}
