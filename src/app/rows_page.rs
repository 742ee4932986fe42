//! Pages that are made of the rows of a list of stories.

use std::collections::HashMap;
use std::sync::Arc;

use super::list_row::StoryListRow;
use super::messages;
use crate::insight::{DigestPart, StoryData, StoryHit, StoryRow, digest};
use crate::layout::{Document, lay_out_digest, lay_out_name, lay_out_work};
use crate::model::PostId;
use crate::text::CleanText;

/// The most parts of a digest: more would be read by nobody.
pub(super) const MAX_PARTS: usize = 500;

/// A page of rows.
#[derive(Clone, Debug)]
pub struct RowsPage {
    /// What the rows are of.
    pub(super) data: Arc<StoryData>,
    pub(super) of: RowsPageOf,
}

/// What a page of rows shows.
#[derive(Clone, Debug)]
pub(super) enum RowsPageOf {
    /// The work of that index, with the stories that cite it.
    Work(usize),
    /// The name of that index, with the stories that have it.
    Name(usize),
    /// The parts with a label of all rows, under a title.
    Digest { title: CleanText, label: CleanText, rows: Arc<[StoryListRow]> },
}

impl RowsPage {
    /// Lays out the page.
    #[must_use]
    pub fn lay_out(&self, width: u16) -> Document {
        let stories = (self.data.table(), self.data.library());
        match &self.of {
            RowsPageOf::Work(index) => match self.data.known_works().get(*index) {
                Some(work) => lay_out_work(work, stories, width),
                None => Document::default(),
            },
            RowsPageOf::Name(index) => match self.data.known_names() {
                Some(names) => lay_out_name(names, *index, stories, width),
                None => Document::default(),
            },
            RowsPageOf::Digest { title, label, rows } => {
                let parts = self.parts(label, &rows[..rows.len().min(MAX_PARTS)]);
                let note = (rows.len() > MAX_PARTS).then(|| messages::first_parts(MAX_PARTS, rows.len()));
                let all: Vec<&StoryHit> = rows.iter().filter_map(StoryListRow::story).collect();
                lay_out_digest(title, note.as_deref(), (&parts, &all), stories, width)
            }
        }
    }

    /// The parts of some rows, in their order.
    pub(super) fn parts(&self, label: &str, rows: &[StoryListRow]) -> Vec<DigestPart> {
        let hits: Vec<_> = rows.iter().filter_map(StoryListRow::story).collect();
        let mut of_hits: Vec<&StoryRow> = hits.iter().filter_map(|hit| self.data.table().row(hit)).collect();
        of_hits.sort_by_key(|row| (row.post, row.story));
        of_hits.dedup_by_key(|row| (row.post, row.story));
        let parts = digest(of_hits, label, self.data.library());
        let key = |part: DigestPart| ((part.hit.post, part.hit.position), part);
        let mut parts: HashMap<(PostId, usize), DigestPart> = parts.into_iter().map(key).collect();
        hits.iter().filter_map(|hit| parts.remove(&(hit.post, hit.position))).collect()
    }
}
