//! The table of all stories of a library, and the search in it.

use std::ops::ControlFlow;

use super::hit::StoryHit;
use super::story_row::StoryRow;
use crate::load;
use crate::model::{Library, Mark, Marks, PostId, PostSource, SearchText, StoryKey};
use crate::search::query::Pattern;
use crate::search::{Query, StorySearch, Zone};

/// A row for each story of a library, and one for each post without stories, in the order of the posts.
#[derive(Clone, Debug, Default)]
pub struct StoryTable {
    rows: Vec<StoryRow>,
}

impl StoryTable {
    /// Reads posts again, on several threads, and makes their rows and searchable texts: the ranges of the rows are
    /// those of these texts. Files that can no longer be read are left out. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn read(
        posts: &[(PostId, PostSource)],
        is_wanted: impl Fn() -> bool + Sync,
    ) -> Option<(Self, Vec<(PostId, SearchText)>)> {
        Self::read_texts(posts, |_, _| true, is_wanted)
    }

    /// As [`StoryTable::read`], for all posts of a library whose texts are loaded. Only those texts are returned that
    /// are not the library's: all others would need memory twice.
    #[must_use]
    pub fn read_library(
        library: &Library,
        is_wanted: impl Fn() -> bool + Sync,
    ) -> Option<(Self, Vec<(PostId, SearchText)>)> {
        let posts: Vec<_> = library.present().map(|(id, post)| (id, post.source.clone())).collect();
        Self::read_texts(&posts, |post, text| library.text(post).as_str() != text.as_str(), is_wanted)
    }

    fn read_texts(
        posts: &[(PostId, PostSource)],
        keeps: impl Fn(PostId, &SearchText) -> bool + Sync,
        is_wanted: impl Fn() -> bool + Sync,
    ) -> Option<(Self, Vec<(PostId, SearchText)>)> {
        let (mut rows, mut texts) = (Vec::new(), Vec::new());
        // The id of the post is only known outside.
        let make = |content: &load::PostContent| StoryRow::read(PostId(0), content);
        let pack = |posts| pack(posts, &keeps);
        load::reread_all(posts, make, pack, |batch, _| {
            for (post, (text, of_post)) in batch {
                rows.extend(of_post.into_iter().map(|row| StoryRow { post, ..row }));
                if !text.is_empty() {
                    texts.push((post, text));
                }
            }
            if is_wanted() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        rows.sort_by_key(|row| (row.post, row.story));
        is_wanted().then_some((Self { rows }, texts))
    }

    /// The row that a hit is in.
    #[must_use]
    pub fn row(&self, hit: &StoryHit) -> Option<&StoryRow> {
        let key = |row: &StoryRow| (row.post, row.story);
        let at = self.rows.binary_search_by_key(&(hit.post, hit.story), key).ok()?;
        self.rows.get(at)
    }

    /// What identifies a story in its post; `None` for a post without stories.
    #[must_use]
    pub fn story_key(&self, row: &StoryRow) -> Option<StoryKey> {
        let number = row.story?;
        let first = self.rows.partition_point(|other| other.post < row.post);
        let before = self.rows[first..].iter().take(number).map(|row| &row.headline);
        Some(StoryKey::new(&row.headline, before))
    }

    /// The marks of a row: the star of the story itself, and whether it or its post was read. Those of a post without
    /// stories are the post's.
    #[must_use]
    pub fn mark(&self, row: &StoryRow, library: &Library, marks: &Marks) -> Mark {
        let of_post = marks.get(row.post);
        if row.story.is_some() && !marks.has_stories() {
            return Mark { starred: false, ..of_post };
        }
        match self.story_key(row).zip(library.post(row.post)) {
            Some((key, post)) => {
                let own = marks.of_story(post, key);
                Mark { read: own.read || of_post.read, ..own }
            }
            None => of_post,
        }
    }

    /// A search in the rows, which must be those of the library.
    #[must_use]
    pub fn search(&self, library: &Library, marks: &Marks) -> StorySearch {
        let text = |row: &StoryRow| {
            let text = library.text(row.post);
            if row.story.is_some() { text.part(row.text.clone()) } else { text.clone() }
        };
        // Those of the post too: what is said of that is said of its stories.
        let mark = |row: &StoryRow| {
            let (own, of_post) = (self.mark(row, library, marks), marks.get(row.post));
            Mark { starred: own.starred || of_post.starred, ..own }
        };
        StorySearch::new(self.rows.iter().map(|row| (row.post, text(row), mark(row))), library)
    }

    /// The first place in a row at which a query matches; the start of the row if it has no words.
    #[must_use]
    pub fn hit(&self, index: usize, search: &StorySearch, query: &Query) -> Option<StoryHit> {
        let row = self.rows.get(index)?;
        let text = search.text(index);
        let find = |(zone, pattern): (Zone, &Pattern)| {
            let found = pattern.find(text.as_str(), 0, text.folded_ranges())?;
            (zone == Zone::Text || found.start < text.title_len()).then_some(found)
        };
        let first = query.patterns().filter_map(find).min_by_key(|found| found.start).unwrap_or_default();
        Some(StoryHit::around(row, text.as_str(), first))
    }

    /// The rows, by post and then in the order of the stories.
    #[must_use]
    pub fn rows(&self) -> &[StoryRow] {
        &self.rows
    }
}

type OfPost = (PostId, (SearchText, Vec<StoryRow>));

/// Packs the texts of neighbouring posts into one buffer, without those that are not kept.
fn pack(posts: Vec<OfPost>, keeps: &impl Fn(PostId, &SearchText) -> bool) -> Vec<OfPost> {
    let kept = |post, text| if keeps(post, &text) { text } else { SearchText::default() };
    let texts = posts.into_iter().map(|(post, (text, rows))| ((post, kept(post, text)), rows));
    let (texts, rows): (Vec<_>, Vec<_>) = texts.unzip();
    SearchText::pack(texts).into_iter().zip(rows).map(|((post, text), rows)| (post, (text, rows))).collect()
}
