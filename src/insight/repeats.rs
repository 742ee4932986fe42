//! Posts that tell the same news: the same link, nearly the same title within days, or nearly the same text.
//!
//! A post is compared with the first of each group only, and at most so many days after it, so that groups do not grow
//! from one news to the next. Texts are compared by their runs of three words; those that may be alike are found by
//! MinHash (Broder 1997, "On the resemblance and containment of documents").

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::hit::StoryHit;
use super::spread::spread;
use super::tokens::{for_each_word, is_stop_word};
use crate::model::{Library, PostId, WorkId, issue_of};
use crate::text::CleanText;

/// The most seconds between the first post of a group and another, and those for titles that are only alike.
const MAX_AGE: i64 = 14 * DAY;
const MAX_TITLE_AGE: i64 = 7 * DAY;
const DAY: i64 = 24 * 60 * 60;

/// The words of a run, and the runs that a text must have to be compared.
const RUN: usize = 3;
const MIN_RUNS: usize = 12;

/// The share of runs that two texts of one news have in common, and two of one site, which often share a frame.
const ALIKE: f64 = 0.4;
const ALIKE_AT_SITE: f64 = 0.7;

/// The share that two texts of one site have whose titles are equal.
const ALIKE_WITH_TITLE: f64 = 0.1;

/// Words that titles share at least, and which share of all their words that is.
const MIN_TITLE_WORDS: usize = 3;
const TITLE_ALIKE: f64 = 0.5;

/// The same for two texts of which one is a copy, unless they have so many runs.
const TITLE_OF_COPY: f64 = 0.25;
const LONG_RUNS: usize = 60;

/// Hash values of a text, in groups of which one must be equal.
const BANDS: usize = 16;
const ROWS: usize = 2;

/// Posts that tell the same news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatGroup {
    /// The posts, oldest first, each with why it is one of them. None of them has a story.
    pub posts: Vec<StoryHit>,
}

/// What a post is compared by.
struct Subject {
    post: PostId,
    date: i64,
    link: Option<WorkId>,
    /// The words of its title that are no stop words, and its numbers.
    title: BTreeSet<String>,
    numbers: BTreeSet<String>,
    /// All letters of its title.
    letters: String,
    /// The hashes of the runs of its text, sorted.
    runs: Vec<u32>,
    bands: Vec<u64>,
}

/// Why two posts are one news.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reason {
    Link,
    Title,
    /// The share of the text that is the same.
    Text(f64),
}

/// The groups of posts that tell the same news, newest first. Posts without a date are in none. Returns `None` if
/// `is_wanted` became false.
#[must_use]
pub fn repeats(library: &Library, is_wanted: impl Fn() -> bool + Sync) -> Option<Vec<RepeatGroup>> {
    let mut posts: Vec<PostId> = library.present().map(|(id, _)| id).collect();
    posts.retain(|id| library.timestamp(*id) != i64::MIN);
    posts.sort_by_key(|id| (library.timestamp(*id), *id));
    let parts = spread(posts.len(), |range| {
        let wanted = posts[range].iter().take_while(|_| is_wanted());
        wanted.filter_map(|id| Subject::of(*id, library)).collect::<Vec<_>>()
    });
    let subjects: Vec<Subject> = parts.into_iter().flatten().collect();
    let mut finder = Finder::default();
    let mut groups: Vec<Vec<(usize, Option<Reason>)>> = Vec::new();
    for (at, subject) in subjects.iter().enumerate() {
        if !is_wanted() {
            return None;
        }
        let first = |group: usize| &subjects[groups[group][0].0];
        let same = |group: &usize| Some((*group, first(*group).reason(subject, library)?));
        match finder.near(subject).iter().rev().find_map(same) {
            Some((group, reason)) => groups[group].push((at, Some(reason))),
            None => {
                finder.add(subject, groups.len());
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
        Some(Reason::Text(share)) => format!("{:.0} % of the text", share * 100.0),
    };
    CleanText::single_line(&why)
}

impl Subject {
    fn of(post: PostId, library: &Library) -> Option<Self> {
        let fields = library.post(post)?;
        let (mut title, mut words) = (BTreeSet::new(), Vec::new());
        for_each_word(&fields.title, |word| {
            if !is_stop_word(word) {
                title.insert(word.to_owned());
            }
        });
        let text = library.text(post);
        let body = text.as_str().get(text.title_len()..).unwrap_or_default();
        for_each_word(body, |word| words.push(hash(word)));
        let mut runs: Vec<u32> = words.windows(RUN).map(|run| narrow(hash(run))).collect();
        runs.sort_unstable();
        runs.dedup();
        let numbers = fields.title.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
        let letters = fields.title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Some(Self {
            post,
            date: library.timestamp(post),
            link: fields.link_identity().and_then(WorkId::of_address),
            numbers: numbers.map(str::to_owned).collect(),
            title,
            letters,
            bands: if runs.len() >= MIN_RUNS { bands(&runs) } else { Vec::new() },
            runs,
        })
    }

    /// Why a later post is the same news as this one, if it is.
    fn reason(&self, later: &Self, library: &Library) -> Option<Reason> {
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
        let alike = share(&self.runs, &later.runs);
        let is_one_site = !one.domain.is_empty() && one.domain == other.domain;
        let shared = self.title.intersection(&later.title).count();
        let all = self.title.union(&later.title).count();
        let titles = ratio(shared, all);
        let is_equal = self.letters == later.letters && shared >= MIN_TITLE_WORDS;
        let is_near = age <= MAX_TITLE_AGE && shared > MIN_TITLE_WORDS && titles >= TITLE_ALIKE;
        let has_text = self.runs.len().min(later.runs.len()) >= MIN_RUNS;
        // At one site, an equal title may be that of a column.
        let fits = !is_one_site || (has_text && alike >= ALIKE_WITH_TITLE);
        if (is_equal && fits) || (is_near && !is_one_site) {
            return Some(Reason::Title);
        }
        // What a site has under each of its posts is no news; a long text says enough under another title.
        let is_long = self.runs.len().min(later.runs.len()) >= LONG_RUNS;
        let is_copy = if is_one_site {
            alike >= ALIKE_AT_SITE && titles >= TITLE_OF_COPY
        } else {
            alike >= ALIKE && (is_long || titles >= TITLE_OF_COPY)
        };
        (has_text && is_copy).then_some(Reason::Text(alike))
    }
}

/// Groups by what may be the same in another post.
#[derive(Default)]
struct Finder<'a> {
    links: HashMap<&'a WorkId, Vec<usize>>,
    words_of_titles: HashMap<&'a str, Vec<usize>>,
    bands: HashMap<u64, Vec<usize>>,
}

/// The newest groups of a word that are looked at.
const MAX_OF_WORD: usize = 200;

impl<'a> Finder<'a> {
    fn add(&mut self, first: &'a Subject, group: usize) {
        if let Some(link) = &first.link {
            self.links.entry(link).or_default().push(group);
        }
        first.title.iter().for_each(|word| self.words_of_titles.entry(word).or_default().push(group));
        first.bands.iter().for_each(|band| self.bands.entry(*band).or_default().push(group));
    }

    /// The groups that may have the same news, in order.
    fn near(&self, subject: &Subject) -> BTreeSet<usize> {
        let mut near = BTreeSet::new();
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for groups in subject.title.iter().filter_map(|word| self.words_of_titles.get(&**word)) {
            for group in groups.iter().rev().take(MAX_OF_WORD) {
                *shared.entry(*group).or_default() += 1;
            }
        }
        near.extend(shared.into_iter().filter(|(_, words)| *words >= MIN_TITLE_WORDS).map(|(group, _)| group));
        near.extend(subject.link.iter().filter_map(|link| self.links.get(link)).flatten());
        near.extend(subject.bands.iter().filter_map(|band| self.bands.get(band)).flatten());
        near
    }
}

/// The share of all runs of two texts that both have.
fn share(one: &[u32], other: &[u32]) -> f64 {
    let shared = one.iter().filter(|run| other.binary_search(run).is_ok()).count();
    ratio(shared, one.len() + other.len() - shared)
}

#[expect(clippy::cast_precision_loss, reason = "numbers of words")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// For each band its smallest hash values, as one number.
fn bands(runs: &[u32]) -> Vec<u64> {
    let smallest = |seed: usize| runs.iter().map(|run| hash((seed, run))).min().unwrap_or_default();
    let band = |band: usize| hash((band, (0..ROWS).map(|row| smallest(band * ROWS + row)).collect::<Vec<u64>>()));
    (0..BANDS).map(band).collect()
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The upper half of a hash.
fn narrow(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(u32::MAX)
}
