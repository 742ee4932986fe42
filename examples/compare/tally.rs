//! The counts of a folder, and samples of what was counted.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::time::Duration;

use importai_reader::model::has_web_scheme;
use importai_reader::text::is_cjk;

use super::difference::{self, Fault};
use super::text::Text;

/// What is counted, in the order of the columns.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Lost,
    Added,
    Torn,
    Joined,
    Words,
    Links,
    Relative,
    Headings,
    Code,
    Marks,
    NotLaidOut,
}

/// The names of the kinds.
const KINDS: [&str; 11] = [
    "letters lost",
    "letters added",
    "torn",
    "joined",
    "words",
    "links lost",
    "relative links lost",
    "headings lost",
    "code lines lost",
    "raw marks",
    "letters not laid out",
];

/// Marks of Markdown and HTML that are no text.
const MARKS: [&str; 6] = ["**", "](", "[^", "{%", "<div", "&amp;"];

/// The counts of a folder.
#[derive(Debug, Default)]
pub struct Tally {
    files: usize,
    letters: usize,
    counts: [usize; KINDS.len()],
    samples: [Vec<String>; KINDS.len()],
    slowest: (Duration, String),
}

impl Tally {
    /// The head of the table.
    pub fn head() -> String {
        format!(
            "| folder | files | letters | {} | slowest, ms |\n|{}",
            KINDS.join(" | "),
            "---|".repeat(KINDS.len() + 4)
        )
    }

    /// The row of this folder.
    pub fn row(&self, name: &str) -> String {
        let counts: Vec<_> = self.counts.iter().map(ToString::to_string).collect();
        let (time, slowest) = &self.slowest;
        let millis = time.as_secs_f64() * 1000.0;
        format!("| {name} | {} | {} | {} | {millis:.0} ({slowest}) |", self.files, self.letters, counts.join(" | "))
    }

    /// Shows up to so many samples of each kind, from all parts of the folder.
    pub fn show_samples(&self, most: usize) {
        for (kind, samples) in KINDS.iter().zip(&self.samples) {
            let shown = samples.len().min(most);
            if shown > 0 {
                println!("\n## {kind}: {shown} of {}\n", samples.len());
            }
            (0..shown).for_each(|at| println!("{}", samples[at * samples.len() / shown]));
        }
    }

    /// Adds the counts of another folder.
    pub fn add(&mut self, other: Self) {
        self.files += other.files;
        self.letters += other.letters;
        self.counts.iter_mut().zip(other.counts).for_each(|(all, more)| *all += more);
        self.slowest = std::mem::take(&mut self.slowest).max(other.slowest);
    }

    /// Notes how long a page took.
    pub fn took(&mut self, name: &str, time: Duration) {
        if time > self.slowest.0 {
            self.slowest = (time, name.to_owned());
        }
    }

    fn note(&mut self, kind: Kind, count: usize, name: &str, sample: &str) {
        self.counts[kind as usize] += count;
        self.samples[kind as usize].push(format!("{name}: {sample}"));
    }
}

/// A file and its page.
pub struct File<'a> {
    pub name: &'a str,
    pub reference: Text,
    pub page: Text,
    /// The letters of the lines of the page.
    pub laid_out: String,
}

impl File<'_> {
    /// Counts what differs.
    pub fn count(&self, tally: &mut Tally) {
        tally.files += 1;
        tally.letters += self.reference.letters.len();
        self.count_letters(tally);
        self.count_links(tally);
        let (reference, page) = (&self.reference, &self.page);
        for heading in lacking(&reference.headings, &page.headings).into_iter().filter(|heading| !heading.is_empty()) {
            tally.note(Kind::Headings, 1, self.name, heading);
        }
        for line in lacking(&reference.code, &page.code).into_iter().filter(|line| !line.is_empty()) {
            tally.note(Kind::Code, 1, self.name, line);
        }
        for mark in MARKS {
            let excess = page.prose.matches(mark).count().saturating_sub(reference.prose.matches(mark).count());
            if excess > 0 {
                let places: Vec<_> = page.prose.match_indices(mark).map(|(at, _)| around(&page.prose, at)).collect();
                tally.note(Kind::Marks, excess, self.name, &format!("{mark} {}", places.join(" … ")));
            }
        }
        let letters: Vec<char> = page.letters.iter().map(|letter| letter.char).collect();
        let missing = lacking(&letters, &self.laid_out.chars().collect::<Vec<_>>());
        if !missing.is_empty() {
            tally.note(Kind::NotLaidOut, missing.len(), self.name, &missing.iter().copied().collect::<String>());
        }
    }

    fn count_letters(&self, tally: &mut Tally) {
        let (reference, page) = (&self.reference, &self.page);
        let hunks = difference::hunks(&reference.letters, &page.letters);
        for (lost, added) in &hunks {
            if !lost.is_empty() {
                tally.note(Kind::Lost, lost.len(), self.name, &reference.sample(lost.start, lost.end));
            }
            if !added.is_empty() {
                tally.note(Kind::Added, added.len(), self.name, &page.sample(added.start, added.end));
            }
        }
        for (at, of) in difference::pairs(reference, page, &hunks) {
            let (before, letter) = (reference.letters[at - 1], reference.letters[at]);
            let is_unspaced = is_cjk(before.char) && is_cjk(letter.char);
            let kind = match difference::fault(letter.gap, page.letters[of].gap, is_unspaced) {
                Some(Fault::Torn) => Kind::Torn,
                Some(Fault::Joined) => Kind::Joined,
                Some(Fault::Words) => Kind::Words,
                None => continue,
            };
            tally.note(kind, 1, self.name, &page.sample(of, of));
        }
    }

    fn count_links(&self, tally: &mut Tally) {
        let known: HashSet<&str> = self.page.links.iter().map(|link| link.trim()).collect();
        let mut seen = HashSet::new();
        for link in &self.reference.links {
            let link = link.trim();
            if link.is_empty() || known.contains(link) || !seen.insert(link) {
                continue;
            }
            let is_web = has_web_scheme(link) || link.starts_with("mailto:");
            // The page may say where a relative address leads to.
            let path = link.trim_start_matches(['.', '/']);
            if !is_web && !path.is_empty() && known.iter().any(|known| known.ends_with(path)) {
                continue;
            }
            tally.note(if is_web { Kind::Links } else { Kind::Relative }, 1, self.name, link);
        }
    }
}

/// What one list has more often than another.
fn lacking<'a, T: Eq + Hash>(wanted: &'a [T], found: &[T]) -> Vec<&'a T> {
    let mut left: HashMap<&T, usize> = HashMap::new();
    for one in found {
        *left.entry(one).or_default() += 1;
    }
    let is_lacking = |one: &&T| match left.get_mut(*one) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    wanted.iter().filter(is_lacking).collect()
}

/// What stands around a place in a text.
fn around(text: &str, at: usize) -> String {
    let before: Vec<char> = text[..at].chars().rev().take(30).collect();
    let after = text[at..].chars().take(40);
    before.into_iter().rev().chain(after).collect::<String>().replace('\n', "⏎")
}
