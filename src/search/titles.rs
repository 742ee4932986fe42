//! Posts found by a few letters of their titles.

use std::borrow::Cow;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::model::{Library, PostId};
use crate::text::folding::fold;

/// The maximum number of titles that are listed.
const MAX_TITLES: usize = 200;

/// The posts whose titles have these letters in order, best first; of equal ones the newer first.
#[must_use]
pub fn titles(library: &Library, letters: &str) -> Vec<PostId> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(&fold(letters), CaseMatching::Smart, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut found: Vec<(u32, PostId)> = library
        .present()
        .filter_map(|(id, post)| {
            let title = if post.title.is_ascii() { Cow::Borrowed(&*post.title) } else { Cow::Owned(fold(&post.title)) };
            Some((pattern.score(Utf32Str::new(&title, &mut buffer), &mut matcher)?, id))
        })
        .collect();
    let rank = |(score, id): &(u32, PostId)| {
        (std::cmp::Reverse(*score), std::cmp::Reverse(library.post(*id).map(|post| post.date.instant())))
    };
    if found.len() > MAX_TITLES {
        found.select_nth_unstable_by_key(MAX_TITLES, rank);
        found.truncate(MAX_TITLES);
    }
    found.sort_by_key(rank);
    found.into_iter().map(|(_, id)| id).collect()
}
