//! The names of people, organisations, models, data sets and the like in an archive, found by their capitals and by how
//! often they recur.
//!
//! - `aliases`: the kinds of names; names, spellings and usual words that are known before.
//! - `lines`: the lines in which names are looked for; `words`: the words of a line; `runs`: those that may be a name.
//! - `candidates`: what may be a name, and what is one.
//! - `dictionary`: names, to be looked up in a line.
//! - `kind`: what a name is the name of.
//! - `page`: the stories of one name, its trend, and the names beside it.

mod aliases;
mod candidates;
mod dictionary;
mod kind;
mod lines;
mod page;
mod runs;
mod words;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub use aliases::{Aliases, NameKind};
pub use page::NamePage;

use super::hashing::QuickState;
use super::spread::spread;
use super::story_table::StoryTable;
use super::years::Years;
use crate::model::{Library, PostDate, PostId};
use crate::text::{CleanText, pluralize};
use candidates::{MIN_STORIES, accept, candidates};
use dictionary::Dictionary;
use kind::kind_of;
use lines::Lines;

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name as most stories write it.
    pub name: CleanText,
    /// Its other spellings, those that most stories have first.
    pub spellings: Vec<CleanText>,
    /// What it is the name of, if that is known or its shape says so.
    pub kind: Option<NameKind>,
    /// The rows that have it, in order.
    pub rows: Box<[u32]>,
    /// For each of them, where it is first.
    places: Box<[Place]>,
}

/// Where a row has a name, in bytes of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    start: u32,
    len: u16,
}

/// The names of an archive.
#[derive(Clone, Debug, Default)]
pub struct Names {
    all: Vec<Name>,
    /// The names of each row, by index.
    by_row: HashMap<u32, Vec<u32>>,
}

/// What is found of a name while the stories are read.
#[derive(Default)]
struct Found {
    rows: Vec<u32>,
    places: Vec<Place>,
    spellings: BTreeMap<String, usize>,
}

impl Name {
    /// What it is, how many stories have it, and when: ` (person), in 3 stories, 2017–2020`.
    #[must_use]
    pub fn summary(&self, table: &StoryTable, library: &Library) -> String {
        let posts = self.rows.iter().filter_map(|&row| table.rows().get(row as usize)).map(|row| row.post);
        let years = Years::of(posts, library).map(|years| format!(", {years}")).unwrap_or_default();
        let kind = self.kind.map(|kind| format!(" ({})", NameKind::name(kind))).unwrap_or_default();
        format!("{kind}, in {}{years}", pluralize(self.rows.len(), "story", "stories"))
    }

    /// The dates of the first and the last story; `None` if none has a date.
    #[must_use]
    pub fn days(&self, table: &StoryTable, library: &Library) -> (Option<PostDate>, Option<PostDate>) {
        let rows = self.rows.iter().filter_map(|&row| table.rows().get(row as usize));
        let dates = rows.filter_map(|row| library.post(row.post)).map(|post| post.date);
        let dates = || dates.clone().filter(|date| !date.is_of_file());
        (dates().min_by_key(PostDate::instant), dates().max_by_key(PostDate::instant))
    }
}

impl Names {
    /// The names that at least three stories have, or posts of three days, those that most stories have first. Fiction
    /// does not count. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn new(
        table: &StoryTable,
        library: &Library,
        aliases: &Aliases,
        is_wanted: impl Fn() -> bool + Sync,
    ) -> Option<Self> {
        let lines = Lines::new(table, library);
        let found = candidates(&lines, aliases, &is_wanted);
        let accepted = accept(&found, &lines, aliases, &is_wanted);
        drop(found);
        let (dictionary, canonical) = dictionary(&accepted, aliases);
        let mentions = mentions(&dictionary, canonical.len(), &lines, &is_wanted);
        if !is_wanted() {
            return None;
        }
        let found = mentions.into_iter().zip(canonical);
        let found = found.filter(|(found, _)| stories(&found.rows, table, library) >= MIN_STORIES as usize);
        let names = found.map(|(found, canonical)| name(found, canonical.as_deref(), aliases));
        Some(Self::of(names.collect()))
    }

    /// The names, those that most stories have first.
    #[must_use]
    pub fn all(&self) -> &[Name] {
        &self.all
    }

    /// The names in some rows only, those that most of these have first.
    #[must_use]
    pub fn among(self, rows: &HashSet<usize>) -> Self {
        let kept = |name: Name| {
            let places = name.rows.iter().copied().zip(name.places.iter().copied());
            let (rows, places): (Vec<u32>, Vec<Place>) =
                places.filter(|(row, _)| rows.contains(&(*row as usize))).unzip();
            (!rows.is_empty()).then(|| Name { rows: rows.into(), places: places.into(), ..name })
        };
        Self::of(self.all.into_iter().filter_map(kept).collect())
    }

    /// Some names, numbered by how many rows they have.
    fn of(mut all: Vec<Name>) -> Self {
        all.sort_by(|a, b| b.rows.len().cmp(&a.rows.len()).then_with(|| a.name.cmp(&b.name)));
        let mut by_row: HashMap<u32, Vec<u32>> = HashMap::new();
        for (at, name) in all.iter().enumerate() {
            for row in &name.rows {
                by_row.entry(*row).or_default().push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        Self { all, by_row }
    }

    /// The index of a name that is written so, or so in another case.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        let is_same =
            |name: &Name, same: &dyn Fn(&str) -> bool| same(&name.name) || name.spellings.iter().any(|s| same(s));
        let exact = |other: &str| other == text;
        let wanted = text.to_lowercase();
        let folded = |other: &str| other.to_lowercase() == wanted;
        let position = |same: &dyn Fn(&str) -> bool| self.all.iter().position(|name| is_same(name, same));
        position(&exact).or_else(|| position(&folded))
    }

    /// The names beside one, with the number of stories that have both, most first.
    #[must_use]
    pub fn beside(&self, index: usize) -> Vec<(usize, usize)> {
        let Some(name) = self.all.get(index) else { return Vec::new() };
        let mut counts: HashMap<usize, usize, QuickState> = HashMap::default();
        for other in name.rows.iter().filter_map(|row| self.by_row.get(row)).flatten() {
            *counts.entry(*other as usize).or_default() += 1;
        }
        let mut beside: Vec<(usize, usize)> =
            counts.into_iter().filter(|&(other, count)| other != index && count > 1).collect();
        beside.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
        beside
    }
}

/// Accepted names and known ones by their words, and the canonical names of the latter by id.
fn dictionary(accepted: &[(String, bool)], aliases: &Aliases) -> (Dictionary, Vec<Option<String>>) {
    let mut dictionary = Dictionary::default();
    let mut canonical: Vec<Option<String>> = Vec::new();
    let mut ids: HashMap<&str, usize> = HashMap::new();
    let mut known: Vec<(&str, &str)> = aliases.spellings().collect();
    known.sort_unstable();
    for (spelling, name) in known {
        let id = *ids.entry(name).or_insert_with(|| {
            canonical.push(Some(name.to_owned()));
            canonical.len() - 1
        });
        dictionary.add_known(spelling, id, aliases.is_usual(spelling));
    }
    for (key, is_usual) in accepted {
        if !dictionary.has(key) {
            dictionary.add(key, canonical.len(), *is_usual);
            canonical.push(None);
        }
    }
    (dictionary, canonical)
}

/// What the stories have of each name.
fn mentions(
    dictionary: &Dictionary,
    count: usize,
    lines: &Lines<'_>,
    is_wanted: &(impl Fn() -> bool + Sync),
) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    all.resize_with(count, Found::default);
    let parts = spread(lines.rows(), |range| {
        let mut found: HashMap<usize, Found, QuickState> = HashMap::default();
        lines.for_each(range, false, is_wanted, |row, at, line, words| {
            dictionary.for_each(line, words, |mention| {
                let row = u32::try_from(row).unwrap_or(u32::MAX);
                let found = found.entry(mention.id).or_default();
                if found.rows.last() != Some(&row) {
                    let start = u32::try_from(at + mention.start).unwrap_or(u32::MAX);
                    let len = u16::try_from(mention.end - mention.start).unwrap_or_default();
                    found.rows.push(row);
                    found.places.push(Place { start, len });
                }
                let spelling = line.get(mention.start..mention.end).unwrap_or_default();
                match found.spellings.get_mut(spelling) {
                    Some(count) => *count += 1,
                    None => _ = found.spellings.insert(spelling.to_owned(), 1),
                }
            });
        });
        found
    });
    for (id, found) in parts.into_iter().flatten() {
        all[id].rows.extend(found.rows);
        all[id].places.extend(found.places);
        for (spelling, count) in found.spellings {
            *all[id].spellings.entry(spelling).or_default() += count;
        }
    }
    all
}

/// How many stories some rows are, posts without stories of one day counted once.
fn stories(rows: &[u32], table: &StoryTable, library: &Library) -> usize {
    let rows = rows.iter().filter_map(|&row| table.rows().get(row as usize));
    let (stories, posts): (Vec<_>, Vec<_>) = rows.partition(|row| row.story.is_some());
    let day = |post: PostId| library.post(post).map(|post| post.date.date_utc());
    stories.len() + posts.into_iter().map(|row| day(row.post)).collect::<BTreeSet<_>>().len()
}

fn name(found: Found, canonical: Option<&str>, aliases: &Aliases) -> Name {
    let mut spellings: Vec<(String, usize)> = found.spellings.into_iter().collect();
    // Not in capitals, if that is as usual.
    spellings.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| b.cmp(a)));
    let mut spellings: Vec<CleanText> =
        spellings.into_iter().map(|(spelling, _)| CleanText::single_line(&spelling)).collect();
    let name = canonical.map_or_else(|| spellings.first().cloned().unwrap_or_default(), CleanText::single_line);
    spellings.retain(|spelling| *spelling != name);
    let kind = aliases.kind(&name).or_else(|| kind_of(&name, &name.to_lowercase(), aliases));
    Name { name, spellings, kind, rows: found.rows.into(), places: found.places.into() }
}
