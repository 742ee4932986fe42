//! The table of all stories of a library, and the search in it.

use std::ops::ControlFlow;

use super::hit::StoryHit;
use super::story_row::StoryRow;
use crate::load;
use crate::model::{Library, Marks, PostId, PostSource, SearchText};
use crate::search::query::Pattern;
use crate::search::{MatchCache, Query, Zone, search};

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
        let (mut rows, mut texts) = (Vec::new(), Vec::with_capacity(posts.len()));
        // The id of the post is only known outside.
        let make = |content: &load::PostContent| StoryRow::read(PostId(0), content);
        load::reread_all(posts, make, pack, |batch, _| {
            for (post, (text, of_post)) in batch {
                rows.extend(of_post.into_iter().map(|row| StoryRow { post, ..row }));
                texts.push((post, text));
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

    /// The rows, by post and then in the order of the stories.
    #[must_use]
    pub fn rows(&self) -> &[StoryRow] {
        &self.rows
    }
}

type OfPost = (PostId, (SearchText, Vec<StoryRow>));

/// Packs the texts of neighbouring posts into one buffer.
fn pack(posts: Vec<OfPost>) -> Vec<OfPost> {
    let (texts, rows): (Vec<_>, Vec<_>) = posts.into_iter().map(|(post, (text, rows))| ((post, text), rows)).unzip();
    SearchText::pack(texts).into_iter().zip(rows).map(|((post, text), rows)| (post, (text, rows))).collect()
}

/// The stories as if each was a post, to search them one by one: all words of a query must be in one story. Fields such
/// as `author:` and `is:unread` are those of its post. The texts are those of the library, not copies.
#[derive(Debug)]
pub struct StorySearch {
    stories: Library,
    marks: Marks,
}

impl StorySearch {
    /// A search in a table, whose rows must be those of the library.
    #[must_use]
    pub fn new(table: &StoryTable, library: &Library, marks: &Marks) -> Self {
        let posts = table.rows.iter().filter_map(|row| library.post(row.post).cloned());
        let mut stories = Library::default();
        stories.add(posts.collect());
        let text = |(index, row): (usize, &StoryRow)| {
            let text = library.text(row.post);
            let text = if row.story.is_some() { text.part(row.text.clone()) } else { text.clone() };
            (PostId(u32::try_from(index).unwrap_or(u32::MAX)), text)
        };
        stories.add_texts(table.rows.iter().enumerate().map(text).collect());
        let stored = library.present().map(|(id, post)| (post.identity().to_owned(), marks.get(id)));
        let mut of_stories = Marks::default();
        of_stories.load(stored.collect(), stories.posts());
        Self { stories, marks: of_stories }
    }

    /// The rows that a query matches, by their index, in the order of the table. Returns `None` if `is_wanted` became
    /// false.
    #[must_use]
    pub fn find(&self, query: &Query, is_wanted: impl Fn() -> bool + Sync) -> Option<Vec<usize>> {
        let results = search(&self.stories, &self.marks, query, &MatchCache::default(), is_wanted)?;
        let mut rows: Vec<usize> = results.hits.iter().map(|hit| hit.post.index()).collect();
        rows.sort_unstable();
        Some(rows)
    }

    /// The first place in a row at which a query matches; the start of the row if it has no words.
    #[must_use]
    pub fn hit(&self, index: usize, table: &StoryTable, query: &Query) -> Option<StoryHit> {
        let row = table.rows.get(index)?;
        let text = self.stories.text(PostId(u32::try_from(index).ok()?));
        let find = |(zone, pattern): (Zone, &Pattern)| {
            let found = pattern.find(text.as_str(), 0, text.folded_ranges())?;
            (zone == Zone::Text || found.start < text.title_len()).then_some(found)
        };
        let first = query.patterns().filter_map(find).min_by_key(|found| found.start).unwrap_or_default();
        Some(StoryHit::around(row, text.as_str(), first))
    }
}
