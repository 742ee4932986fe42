//! Hostile posts, made of a seed: every kind has a name, a reason, and as many variants as it takes.
//!
//! Every file holds the word [`WORD`] where its defined result shows it, so that a test can see that nothing was lost.

mod bytes;
mod controls;
mod dates;
mod front;
mod markup;
mod names;
mod nesting;
mod real;
mod size;
mod stories;

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use super::support::rng::Rng;

/// Stands in every hostile file, and must stand on its page unless the kind says otherwise.
pub const WORD: &str = "kestrel";

/// The seed of every run: the same files each time.
pub const SEED: u64 = 0x5eed_0005;

/// A kind of hostile file.
pub struct Kind {
    /// What it is called.
    pub name: &'static str,
    /// Why it is dangerous.
    pub why: &'static str,
    /// How many different files of it are made.
    pub count: usize,
    make: fn(&mut Rng, usize) -> Made,
}

/// What a kind makes.
pub struct Made {
    /// Before the number in the file's name.
    stem: Vec<u8>,
    extension: &'static str,
    bytes: Vec<u8>,
    want: Want,
}

/// The defined result of a file.
#[derive(Clone, Copy, Debug)]
pub struct Want {
    /// Whether the word is shown on the page.
    pub word: bool,
    /// The faults that are listed.
    pub faults: Faults,
}

/// Faults that are listed for a file.
#[derive(Clone, Copy, Debug)]
pub enum Faults {
    /// None at all.
    None,
    /// Some, with these words in the first of them.
    Told(&'static str),
    /// Whatever a random file deserves.
    Any,
}

/// A hostile file.
pub struct Hostile {
    /// Its name.
    pub name: OsString,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What must come of it.
    pub want: Want,
}

/// All kinds.
pub fn kinds() -> Vec<&'static Kind> {
    let parts: [&'static [Kind]; 10] = [
        &controls::KINDS,
        &front::KINDS,
        &dates::KINDS,
        &markup::KINDS,
        &nesting::KINDS,
        &size::KINDS,
        &bytes::KINDS,
        &names::KINDS,
        &stories::KINDS,
        &real::KINDS,
    ];
    parts.into_iter().flatten().collect()
}

/// The files of a kind.
pub fn files(kind: &'static Kind) -> impl Iterator<Item = Hostile> {
    let mut rng =
        Rng::new(SEED ^ kind.name.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte))));
    (0..kind.count).map(move |variant| {
        let made = (kind.make)(&mut rng, variant);
        let mut name = format!("2024-03-09-{}-{variant:02}", kind.name.replace(' ', "-")).into_bytes();
        name.extend(made.stem);
        name.extend_from_slice(made.extension.as_bytes());
        Hostile { name: OsString::from_vec(name), bytes: made.bytes, want: made.want }
    })
}

/// A front matter in order, for files whose bodies are what is wrong with them.
pub const FRONT: &str =
    "---\ntitle: \"A hostile post\"\ndate: 2024-03-05 10:00:00\nlink: https://example.org/a\nauthor: Jo Doe\n---\n\n";

impl Made {
    /// A file with these bytes, whose word is shown and which has no fault.
    fn new(bytes: impl Into<Vec<u8>>) -> Self {
        let want = Want { word: true, faults: Faults::None };
        Self { stem: Vec::new(), extension: ".md", bytes: bytes.into(), want }
    }

    /// A file with this body below front matter that is in order. The word stands in it or is added behind it.
    fn body(body: &str) -> Self {
        let word = if body.contains(WORD) { "" } else { "\n\nThe kestrel hovers.\n" };
        let made = Self::new(format!("{FRONT}{body}{word}"));
        if marks(body) > MAX_MARKS { made.told("shown as plain text") } else { made }
    }

    /// A file with these lines of front matter and a body with the word.
    fn front(lines: &str) -> Self {
        Self::new(format!("---\n{lines}\n---\n\nThe kestrel hovers.\n"))
    }

    /// As HTML: its name ends in `.html`.
    fn html(mut self) -> Self {
        self.extension = ".html";
        self
    }

    /// With a fault whose text has these words.
    fn told(mut self, fault: &'static str) -> Self {
        self.want.faults = Faults::Told(fault);
        self
    }

    /// With faults or without.
    fn any_fault(mut self) -> Self {
        self.want.faults = Faults::Any;
        self
    }

    /// The word is not shown: it stands where nothing is read.
    fn wordless(mut self) -> Self {
        self.want.word = false;
        self
    }

    /// With this in its name.
    fn named(mut self, stem: &[u8]) -> Self {
        self.stem = stem.to_vec();
        self
    }
}

/// A text with more marks than this is shown as it stands.
const MAX_MARKS: usize = 80_000;

/// Line ends and what means something in Markdown and HTML.
fn marks(text: &str) -> usize {
    text.bytes().filter(|byte| b"\n*_`<&[|~:".contains(byte)).count()
}

/// The pieces for all numbers below `count`.
#[must_use]
fn numbered(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}
