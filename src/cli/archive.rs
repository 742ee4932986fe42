//! The archive for the commands that ask it something: posts, texts, stories, and which stories a query matches.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::archive_args::ArchiveArgs;
use super::open::cache_place;
use super::search::{InvalidQuery, marks};
use super::{complain, config, input};
use crate::insight::{StoryRow, StoryTable};
use crate::load::{self, Input, LoadOptions};
use crate::model::{Library, Marks};
use crate::search::{Query, StorySearch};
use crate::text::{CleanText, pluralize};

/// An archive with its stories.
pub(super) struct Archive {
    pub(super) library: Library,
    pub(super) table: StoryTable,
    /// True for the built-in samples.
    is_sample: bool,
}

impl Archive {
    /// Loads all posts with their texts and stories.
    pub(super) fn open(paths: &[PathBuf]) -> anyhow::Result<Self> {
        let config = config();
        let (input, _) = input(paths, &config)?;
        let cache = cache_place(&config, &input);
        let mut library = Library::default();
        load::load(&input, LoadOptions { cache: cache.as_ref(), ..LoadOptions::default() }, |batch| {
            library.add(batch.posts);
            ControlFlow::Continue(())
        });
        let (table, texts) = StoryTable::read(&library.sources_without_text(), || true).unwrap_or_default();
        library.add_texts(texts);
        Ok(Self { library, table, is_sample: matches!(input, Input::Sample) })
    }

    /// A search in the stories. Marks are only read if one of the queries asks for them.
    pub(super) fn search(&self, queries: &[Query]) -> anyhow::Result<StorySearch> {
        let asks_marks = queries.iter().any(Query::asks_marks);
        let marks = if asks_marks { marks(&self.library)? } else { Marks::default() };
        Ok(self.table.search(&self.library, &marks))
    }

    /// The rows that a query matches, by their index; all of them for an empty one.
    pub(super) fn find(&self, query: Query) -> anyhow::Result<Vec<usize>> {
        if query.is_empty() {
            return Ok((0..self.table.rows().len()).collect());
        }
        let queries = [query];
        Ok(self.search(&queries)?.find(&queries[0], || true).unwrap_or_default())
    }

    /// The rows at some indexes.
    pub(super) fn rows<'a>(&'a self, indexes: &'a [usize]) -> impl Iterator<Item = &'a StoryRow> {
        indexes.iter().filter_map(|&index| self.table.rows().get(index))
    }

    /// Says on standard error why there is no output.
    pub(super) fn complain_of_nothing(&self, why: &str) {
        let advice =
            if self.is_sample { " in the built-in samples; name a folder, or set folder in config.toml" } else { "" };
        complain(&format_args!("{why}{advice}"));
    }
}

/// The query and the paths of a command that can do without a query: a first argument that is there as a file or folder
/// and is written as one, with a `/`, is a path.
pub(super) fn query_and_paths(args: &ArchiveArgs) -> (&str, Vec<PathBuf>) {
    let query = args.query.as_deref().unwrap_or_default();
    if is_path(query) {
        return ("", std::iter::once(PathBuf::from(query)).chain(args.paths.iter().cloned()).collect());
    }
    (query, args.paths.clone())
}

/// True if an argument is written as a path and leads to something, or is `-`.
pub(super) fn is_path(argument: &str) -> bool {
    let is_written_so = argument.contains('/') || matches!(argument, "." | "..");
    argument == "-" || (is_written_so && Path::new(argument).exists())
}

/// Parses a query.
pub(super) fn parse(text: &str) -> Result<Query, InvalidQuery> {
    Query::parse(text).map_err(|error| InvalidQuery::new(text, &error))
}

/// `no story matches “x”`, or `3 stories match “x”`, for messages.
pub(super) fn matching(stories: usize, query: &str) -> String {
    let query = CleanText::single_line(query);
    match (stories, query.is_empty()) {
        (0, _) => format!("no story matches “{query}”"),
        (count, true) => pluralize(count, "story", "stories"),
        (count, false) => format!("{} “{query}”", pluralize(count, "story that matches", "stories that match")),
    }
}
