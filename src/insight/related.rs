//! The stories that are most like one, with the words that they share.
//!
//! The words that tell a story from others (by tf-idf) are looked up in all other stories, and these are ranked by
//! Okapi BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond").

use std::cmp::Ordering;
use std::collections::HashMap;

use super::hit::StoryHit;
use super::postings::{Posting, Postings};
use super::story_table::StoryTable;
use super::term_index::{TermIndex, text_of};
use super::tokens::{for_each_word, is_stop_word};
use crate::model::Library;

/// Words by which a story is compared with others.
const MAX_TERMS: usize = 25;

/// Words that two stories must share.
const MIN_SHARED: usize = 2;

/// Shared words that are named.
const MAX_NAMED: usize = 6;

/// A word of the headline counts as so many in the text.
const HEADLINE_WEIGHT: f64 = 3.0;

/// A word that this share of all stories has, and at least so many, says nothing about what a story is about.
const MAX_SHARE: f64 = 0.1;
const MIN_COMMON: usize = 10;

/// How soon a word that is repeated counts no more, and how much longer stories lose: less than is usual, since a post
/// of two lines would be the most like everything.
const K1: f64 = 1.2;
const B: f64 = 0.3;

/// When a story came out, seen from the one that it is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Before it.
    Older,
    /// After it.
    Newer,
    /// One of them has no date.
    Undated,
}

/// A story that is like another.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The story. The words that are shared say why it is listed.
    pub hit: StoryHit,
    /// When it came out.
    pub when: When,
    /// The words that are shared, those that weigh most first.
    pub terms: Vec<String>,
    /// How alike they are, for the order only.
    pub score: f64,
}

/// What another row shares with the subject.
#[derive(Default)]
struct Shared {
    score: f64,
    /// Each word by its number, with what it weighs.
    terms: Vec<(usize, f64)>,
}

/// The stories most like some rows of one post, best first: those of a story, or of a whole issue. Stories of the same
/// post are left out.
#[must_use]
pub fn related(index: &TermIndex, table: &StoryTable, library: &Library, subject: &[usize]) -> Vec<Related> {
    let Some(post) = subject.first().and_then(|&row| table.rows().get(row)).map(|row| row.post) else {
        return Vec::new();
    };
    let terms = terms_of(index, table, library, subject);
    let mut found: HashMap<usize, Shared> = HashMap::new();
    for (number, (_, rows)) in terms.iter().enumerate() {
        let idf = idf(index, rows.len());
        for posting in rows.iter() {
            let row = posting.row as usize;
            if table.rows().get(row).is_none_or(|row| row.post == post) {
                continue;
            }
            let weight = idf * saturation(index, posting);
            let shared = found.entry(row).or_default();
            shared.score += weight;
            shared.terms.push((number, weight));
        }
    }
    found.retain(|_, shared| shared.terms.len() >= MIN_SHARED);
    let mut found: Vec<(usize, Shared)> = found.into_iter().collect();
    found.sort_by(|(a, x), (b, y)| y.score.total_cmp(&x.score).then(a.cmp(b)));
    let date = library.timestamp(post);
    let related = |(row, mut shared): (usize, Shared)| {
        let row = table.rows().get(row)?;
        shared.terms.sort_by(|(_, x), (_, y)| y.total_cmp(x));
        let words: Vec<String> =
            shared.terms.iter().take(MAX_NAMED).map(|(number, _)| terms[*number].0.clone()).collect();
        let when = match library.timestamp(row.post) {
            other if other == i64::MIN || date == i64::MIN => When::Undated,
            other if other.cmp(&date) == Ordering::Greater => When::Newer,
            _ => When::Older,
        };
        let hit = StoryHit::new(row, row.text.start, &words.join(" · "));
        Some(Related { hit, when, terms: words, score: shared.score })
    };
    found.into_iter().filter_map(related).collect()
}

/// The words that tell some rows from others, with the rows that have them.
fn terms_of<'a>(
    index: &'a TermIndex,
    table: &StoryTable,
    library: &Library,
    subject: &[usize],
) -> Vec<(String, &'a Postings)> {
    let mut counts: HashMap<String, f64> = HashMap::new();
    for row in subject.iter().filter_map(|&row| table.rows().get(row)) {
        let text = text_of(row, library);
        let head = text.find('\n').unwrap_or(text.len());
        for (part, weight) in [(&text[..head], HEADLINE_WEIGHT), (&text[head..], 1.0)] {
            for_each_word(part, |word| *counts.entry(word.to_owned()).or_default() += weight);
        }
    }
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share")]
    let most = ((index.len() as f64 * MAX_SHARE) as usize).max(MIN_COMMON);
    let weighed = |(word, count): (String, f64)| {
        let rows = index.rows_with(&word)?;
        let tells = (2..=most).contains(&rows.len()) && !is_stop_word(&word);
        tells.then(|| ((1.0 + count.ln()) * idf(index, rows.len()), word, rows))
    };
    let mut terms: Vec<(f64, String, &Postings)> = counts.into_iter().filter_map(weighed).collect();
    terms.sort_by(|(x, a, _), (y, b, _)| y.total_cmp(x).then_with(|| a.cmp(b)));
    terms.truncate(MAX_TERMS);
    terms.into_iter().map(|(_, word, rows)| (word, rows)).collect()
}

/// How much a word says that so many rows have.
#[expect(clippy::cast_precision_loss, reason = "numbers of stories")]
fn idf(index: &TermIndex, rows: usize) -> f64 {
    let (all, rows) = (index.len() as f64, rows as f64);
    (1.0 + (all - rows + 0.5) / (rows + 0.5)).ln()
}

/// How much a word counts in a row: more if it is repeated, less if the row is long.
fn saturation(index: &TermIndex, posting: Posting) -> f64 {
    let count = f64::from(posting.count);
    let length = f64::from(index.length(posting.row as usize)) / index.mean_length();
    count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length))
}
