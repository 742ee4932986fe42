//! Posts that tell the same news: the same link, nearly the same title within days, nearly the same text, or a title
//! and first words that share the rare words of the archive.
//!
//! A post is compared with the first of each group only, and at most so many days after it, so that groups do not grow
//! from one news to the next.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::hashing::{QuickState, combine, hash_bytes};
use super::hit::StoryHit;
use super::sketch::{MIN_RUNS, Sketch, ratio, upper};
use super::spread::spread;
use super::tokens::{for_each_word, is_stop_word};
use super::word_weights::{WordWeights, common};
use crate::model::{Library, PostId, WorkId, issue_of};
use crate::text::{CleanText, prefix};

/// The most seconds between the first post of a group and another, and those for titles that are only alike.
const MAX_AGE: i64 = 14 * DAY;
const MAX_TITLE_AGE: i64 = 7 * DAY;
const DAY: i64 = 24 * 60 * 60;

/// The share of runs that two texts of one news have in common, and two of one site, which often share a frame.
const ALIKE: f64 = 0.4;
const ALIKE_AT_SITE: f64 = 0.8;

/// The share that two texts of one site have whose titles are equal.
const ALIKE_WITH_TITLE: f64 = 0.1;

/// Words that titles share at least, and which share of all their words that is.
const MIN_TITLE_WORDS: usize = 3;
const TITLE_ALIKE: f64 = 0.5;

/// How alike titles are at least whose words weigh by how rare they are, and what the words that they share weigh:
/// `Senior Engineer (Remote)` says nothing where every week has five.
const TITLE_COSINE: f64 = 0.6;
const MIN_TITLE_WEIGHT: f64 = 17.0;

/// How alike two beginnings are, counted twice, with their titles; and how alike the beginnings are at least, how many
/// words the titles share, and the words of a text that are its beginning, without stop words.
const LEAD_ALIKE: f64 = 1.2;
const MIN_LEAD_COSINE: f64 = 0.3;
const MIN_LEAD_TITLE: usize = 2;
const LEAD: usize = 40;

/// The bytes in which they are.
const MAX_LEAD: usize = 1_000;

/// The rarest words of a post by which others are found, and how many of them two posts share.
const RAREST: usize = 8;
const MIN_RAREST: usize = 2;

/// The same for two texts of which one is a copy, unless they have so many runs.
const TITLE_OF_COPY: f64 = 0.25;
const LONG_RUNS: usize = 60;

/// Posts that tell the same news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatGroup {
    /// The posts, oldest first, each with why it is one of them. None of them has a story.
    pub posts: Vec<StoryHit>,
}

/// What a post is compared by: hashes, for there are many posts.
struct Subject {
    post: PostId,
    date: i64,
    link: Option<u64>,
    /// The words of its title that are no stop words, sorted, and its numbers.
    title: Box<[u32]>,
    numbers: Box<[u32]>,
    /// All letters of its title.
    letters: u64,
    /// The words of its title and the first of its text, sorted.
    lead: Box<[u32]>,
    text: Sketch,
}

/// Why two posts are one news.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reason {
    Link,
    Title,
    /// Title and beginning.
    Lead,
    /// The share of the text that is the same.
    Text(f64),
}

/// The groups of posts that tell the same news, newest first. Posts without a date are in none. Returns `None` if
/// `is_wanted` became false.
#[must_use]
pub fn repeats(library: &Library, is_wanted: impl Fn() -> bool + Sync) -> Option<Vec<RepeatGroup>> {
    let mut posts: Vec<PostId> = library.present().map(|(id, _)| id).collect();
    posts.retain(|id| library.timestamp(*id) != i64::MIN);
    // Ids are in the order of loading, which differs from run to run.
    let path = |id: &PostId| library.post(*id).map(|post| post.source.relative());
    posts.sort_by(|a, b| library.timestamp(*a).cmp(&library.timestamp(*b)).then_with(|| path(a).cmp(&path(b))));
    let parts = spread(posts.len(), |range| {
        let wanted = posts[range].iter().take_while(|_| is_wanted());
        wanted.filter_map(|id| Subject::of(*id, library)).collect::<Vec<_>>()
    });
    let subjects: Vec<Subject> = parts.into_iter().flatten().collect();
    let mut weights = WordWeights::default();
    for subject in &subjects {
        weights.add(&subject.lead);
    }
    let mut finder = Finder::default();
    let mut groups: Vec<Vec<(usize, Option<Reason>)>> = Vec::new();
    for (at, subject) in subjects.iter().enumerate() {
        if !is_wanted() {
            return None;
        }
        let first = |group: usize| &subjects[groups[group][0].0];
        let same = |group: &usize| Some((*group, first(*group).reason(subject, &weights, library)?));
        let rarest = weights.rarest(&subject.lead, RAREST);
        match finder.near(subject, &rarest).iter().rev().find_map(same) {
            Some((group, reason)) => groups[group].push((at, Some(reason))),
            None => {
                finder.add(subject, &rarest);
                groups.push(vec![(at, None)]);
            }
        }
    }
    let hit = |(at, reason): &(usize, Option<Reason>)| StoryHit {
        post: subjects[*at].post,
        story: None,
        position: 0,
        why: why(*reason),
    };
    let groups = groups.iter().filter(|group| group.len() > 1).rev();
    Some(groups.map(|group| RepeatGroup { posts: group.iter().map(hit).collect() }).collect())
}

fn why(reason: Option<Reason>) -> CleanText {
    let why = match reason {
        None => "first".to_owned(),
        Some(Reason::Link) => "same link".to_owned(),
        Some(Reason::Title) => "same title".to_owned(),
        Some(Reason::Lead) => "title and beginning alike".to_owned(),
        Some(Reason::Text(share)) => format!("{:.0} % of the text", share * 100.0),
    };
    CleanText::single_line(&why)
}

impl Subject {
    fn of(post: PostId, library: &Library) -> Option<Self> {
        let fields = library.post(post)?;
        let title = words_of(&fields.title, usize::MAX);
        let text = library.text(post);
        let body = text.as_str().get(text.title_len()..).unwrap_or_default();
        let mut lead = words_of(prefix(body, MAX_LEAD), LEAD);
        lead.extend_from_slice(&title);
        let numbers = fields.title.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
        let letters = fields.title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        Some(Self {
            post,
            date: library.timestamp(post),
            link: fields.link_identity().and_then(WorkId::of_address).map(|link| hash(&link)),
            title: set(title),
            numbers: set(numbers.map(word_hash).collect()),
            letters: letters.fold(0, |hash, letter| combine(hash, u64::from(letter) + 1)),
            lead: set(lead),
            text: Sketch::of(body),
        })
    }

    /// Why a later post is the same news as this one, if it is.
    fn reason(&self, later: &Self, weights: &WordWeights, library: &Library) -> Option<Reason> {
        let age = later.date - self.date;
        let (one, other) = (library.post(self.post)?, library.post(later.post)?);
        let is_same_link = self.link.is_some() && self.link == later.link;
        let of_series = issue_of(&one.title).zip(issue_of(&other.title));
        let is_next = of_series.is_some_and(|((_, one), (_, other))| one != other);
        if age > MAX_AGE || is_next {
            return None;
        }
        if is_same_link {
            return Some(Reason::Link);
        }
        // `Part 1` and `Part 2`, or two versions.
        let has_numbers = !self.numbers.is_empty() && !later.numbers.is_empty();
        if has_numbers && self.numbers != later.numbers {
            return None;
        }
        let alike = self.text.share(&later.text);
        let is_one_site = !one.domain.is_empty() && one.domain == other.domain;
        let shared = common(&self.title, &later.title).count();
        let titles = ratio(shared, self.title.len() + later.title.len() - shared);
        let is_equal = self.letters == later.letters && shared >= MIN_TITLE_WORDS;
        let cosine = || weights.cosine(&self.title, &later.title);
        let is_recent = age <= MAX_TITLE_AGE && !is_one_site;
        let is_near = is_recent && shared > MIN_TITLE_WORDS && titles >= TITLE_ALIKE && cosine() >= TITLE_COSINE;
        let runs = self.text.runs.min(later.text.runs);
        let has_text = runs >= MIN_RUNS;
        // At one site, an equal title may be that of a column.
        let fits = !is_one_site || (has_text && alike >= ALIKE_WITH_TITLE);
        let says = || weights.shared(&self.title, &later.title) >= MIN_TITLE_WEIGHT;
        if ((is_equal && fits) || is_near) && says() {
            return Some(Reason::Title);
        }
        // What a site has under each of its posts is no news; a long text says enough under another title.
        let is_long = runs >= LONG_RUNS;
        let is_copy = if is_one_site {
            alike >= ALIKE_AT_SITE && titles >= TITLE_OF_COPY
        } else {
            alike >= ALIKE && (is_long || titles >= TITLE_OF_COPY)
        };
        if has_text && is_copy {
            return Some(Reason::Text(alike));
        }
        let leads = || Some(weights.cosine(&self.lead, &later.lead)).filter(|leads| *leads >= MIN_LEAD_COSINE);
        let is_told = || leads().is_some_and(|leads| 2.0 * leads + cosine() >= LEAD_ALIKE);
        (has_text && is_recent && shared >= MIN_LEAD_TITLE && is_told()).then_some(Reason::Lead)
    }
}

/// Groups by what may be the same in another post.
#[derive(Default)]
struct Finder {
    links: Chains,
    words_of_titles: Chains,
    bands: Chains,
    rare_words: Chains,
    /// The date of the first post of each group.
    dates: Vec<i64>,
}

/// The newest groups of a word that are looked at.
const MAX_OF_WORD: usize = 200;

impl Finder {
    fn add(&mut self, first: &Subject, rarest: &[u32]) {
        let group = self.dates.len();
        self.dates.push(first.date);
        first.link.iter().for_each(|link| self.links.push(upper(*link), group));
        first.title.iter().for_each(|word| self.words_of_titles.push(*word, group));
        first.text.bands.iter().for_each(|band| self.bands.push(*band, group));
        for word in rarest {
            self.rare_words.push(*word, group);
        }
    }

    /// The groups that may have the same news, in order.
    fn near(&self, subject: &Subject, rarest: &[u32]) -> BTreeSet<usize> {
        let is_recent = |group: &usize| subject.date - self.dates[*group] <= MAX_AGE;
        let of_titles = shared(&self.words_of_titles, &subject.title, MIN_TITLE_WORDS, is_recent);
        let of_words = shared(&self.rare_words, rarest, MIN_RAREST, is_recent);
        let of_links = subject.link.iter().flat_map(|link| self.links.of(upper(*link)).take_while(is_recent));
        let bands = subject.text.bands.iter();
        let of_bands = bands.flat_map(|band| self.bands.of(*band).take_while(is_recent).take(MAX_OF_WORD));
        of_titles.chain(of_words).chain(of_links).chain(of_bands).collect()
    }
}

/// The groups that share so many of some words.
fn shared(
    chains: &Chains,
    words: &[u32],
    least: usize,
    is_recent: impl Fn(&usize) -> bool,
) -> impl Iterator<Item = usize> {
    let mut counts: HashMap<usize, usize, QuickState> = HashMap::default();
    for word in words {
        for group in chains.of(*word).take_while(&is_recent).take(MAX_OF_WORD) {
            *counts.entry(group).or_default() += 1;
        }
    }
    counts.into_iter().filter(move |(_, count)| *count >= least).map(|(group, _)| group)
}

/// The groups of each key, newest first: one list for all, in which each entry has the number of the one before it.
#[derive(Default)]
struct Chains {
    newest: HashMap<u32, u32, QuickState>,
    entries: Vec<(u32, u32)>,
}

impl Chains {
    fn push(&mut self, key: u32, group: usize) {
        let number = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
        let before = self.newest.insert(key, number(self.entries.len())).unwrap_or(u32::MAX);
        self.entries.push((number(group), before));
    }

    fn of(&self, key: u32) -> impl Iterator<Item = usize> {
        let entry = |at: u32| self.entries.get(at as usize).copied();
        let newest = self.newest.get(&key).and_then(|at| entry(*at));
        std::iter::successors(newest, move |(_, before)| entry(*before)).map(|(group, _)| group as usize)
    }
}

/// The first words of a text that are no stop words.
fn words_of(text: &str, most: usize) -> Vec<u32> {
    let mut words = Vec::new();
    for_each_word(text, |word| {
        if words.len() < most && !is_stop_word(word) {
            words.push(word_hash(word));
        }
    });
    words
}

fn word_hash(word: &str) -> u32 {
    upper(hash_bytes(0, word.as_bytes()))
}

/// Some hashes, sorted and each once.
fn set(mut hashes: Vec<u32>) -> Box<[u32]> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes.into()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
