//! The words whose share of stories grew most in the last year of an archive, against the years before.
//!
//! They are ranked by the log-likelihood ratio G² of Dunning 1993 ("Accurate Methods for the Statistics of Surprise and
//! Coincidence"), which is fair to rare words.

use super::postings::Postings;
use super::story_row::StoryRow;
use super::story_table::StoryTable;
use super::term_index::TermIndex;
use super::tokens::is_stop_word;
use crate::model::{Library, PostDate, PostId};

/// Stories of the last year that a word must be in.
const MIN_STORIES: usize = 5;

/// The least G² that is no chance: one in a thousand, by the χ² distribution.
const MIN_G2: f64 = 10.83;

/// A word that more than this share of the earlier stories have is one that says nothing in this archive.
const MAX_SHARE_BEFORE: f64 = 0.1;

/// The last year, in seconds.
const YEAR: i64 = 365 * 24 * 60 * 60;

/// The words that rise, and what they were counted in.
#[derive(Clone, Debug, Default)]
pub struct Rising {
    /// Stories of the last year.
    pub recent: usize,
    /// Stories before that.
    pub before: usize,
    /// Stories without a date, which do not count.
    pub undated: usize,
    /// The date of the newest post, with which the last year ends.
    pub until: Option<PostDate>,
    /// The words, those that rise most first.
    pub terms: Vec<RisingTerm>,
}

/// A word that rises.
#[derive(Clone, Debug, PartialEq)]
pub struct RisingTerm {
    /// The word.
    pub term: String,
    /// The log-likelihood ratio.
    pub g2: f64,
    /// Stories before the last year that have it.
    pub before: usize,
    /// The rows of the last year that have it.
    pub rows: Vec<usize>,
}

/// When a row is from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Age {
    Recent,
    Before,
    Undated,
    /// Fiction, which follows no trend.
    Left,
}

impl Rising {
    /// The share of the stories of the last year that have a word, and of those before.
    #[must_use]
    pub fn shares(&self, term: &RisingTerm) -> (f64, f64) {
        (share(term.rows.len(), self.recent), share(term.before, self.before))
    }
}

/// The words that rise. Fiction does not count.
#[must_use]
pub fn rising(index: &TermIndex, table: &StoryTable, library: &Library) -> Rising {
    let date = |post: PostId| library.post(post).map(|post| post.date).filter(|date| !date.is_of_file());
    let until = table.rows().iter().filter_map(|row| date(row.post)).max_by_key(PostDate::instant);
    let newest = until.map_or(i64::MIN, |date| date.instant().as_second());
    let age = |row: &StoryRow| match library.timestamp(row.post) {
        _ if row.is_fiction => Age::Left,
        i64::MIN => Age::Undated,
        date if newest - date < YEAR => Age::Recent,
        _ => Age::Before,
    };
    let ages: Vec<Age> = table.rows().iter().map(age).collect();
    let count = |wanted: Age| ages.iter().filter(|age| **age == wanted).count();
    let (recent, before, undated) = (count(Age::Recent), count(Age::Before), count(Age::Undated));
    let ages: &[Age] = &ages;
    let term = |(word, rows): (&str, &Postings)| {
        let of = |wanted: Age| {
            rows.iter().map(|posting| posting.row as usize).filter(move |&row| ages.get(row) == Some(&wanted))
        };
        let old = of(Age::Before).count();
        let new: Vec<usize> = of(Age::Recent).collect();
        let is_common = share(old, before) > MAX_SHARE_BEFORE;
        let grew = share(new.len(), recent) > share(old, before);
        if new.len() < MIN_STORIES || is_common || !grew || is_stop_word(word) {
            return None;
        }
        let g2 = log_likelihood(new.len(), recent, old, before);
        (g2 >= MIN_G2).then(|| RisingTerm { term: word.to_owned(), g2, before: old, rows: new })
    };
    // Nothing rises without years before.
    let words = index.words().filter(|_| before > 0);
    let mut terms: Vec<RisingTerm> = words.filter_map(term).collect();
    terms.sort_by(|a, b| b.g2.total_cmp(&a.g2).then_with(|| a.term.cmp(&b.term)));
    Rising { recent, before, undated, until, terms }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of stories")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// G² of the table of stories with and without a word, in two groups of stories.
#[expect(clippy::cast_precision_loss, reason = "numbers of stories")]
fn log_likelihood(new: usize, recent: usize, old: usize, before: usize) -> f64 {
    let all = (recent + before) as f64;
    let with = (new + old) as f64;
    let cell = |observed: usize, group: usize, having: f64| {
        let expected = group as f64 * having / all;
        if observed == 0 || expected <= 0.0 { 0.0 } else { observed as f64 * (observed as f64 / expected).ln() }
    };
    let having = cell(new, recent, with) + cell(old, before, with);
    let lacking = cell(recent - new, recent, all - with) + cell(before - old, before, all - with);
    2.0 * (having + lacking)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_that_of_the_literature() {
        // Of 100 and 900 stories: the same share, and one that is ten times as large.
        assert!(log_likelihood(10, 100, 90, 900).abs() < 1e-9);
        let grown = log_likelihood(10, 100, 9, 900);
        // 2 (10 ln 10/1.9 + 9 ln 9/17.1 + 90 ln 90/98.1 + 891 ln 891/882.9).
        assert!((grown - 22.423).abs() < 0.001, "{grown}");
        assert!(log_likelihood(5, 100, 0, 900) > MIN_G2);
    }
}
