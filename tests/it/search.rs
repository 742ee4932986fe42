//! Searching: every rule of the query language, its faults with their places, ranking, snippets, and the same results
//! as those of a slow and simple search over the pages.

mod ages;
mod brackets;
mod fields;
mod folding;
mod language;
mod naive;
mod real;
mod unfinished;

use std::collections::HashMap;
use std::ops::ControlFlow;

use crate::support::{Failures, Folder};
use importai_reader::load::Roots;
use importai_reader::load::{self, Input};
use importai_reader::model::{Library, Mark, Marks};
use importai_reader::search::{MatchCache, Query, Snippet, search};

/// Posts that can be searched.
struct Corpus {
    library: Library,
    marks: Marks,
}

impl Corpus {
    /// A folder, loaded with its texts.
    #[must_use]
    fn of(folder: &std::path::Path) -> Self {
        let mut library = Library::default();
        load::load(
            &Input::Folders(Roots::open(&[folder.to_owned()]).unwrap()),
            load::LoadOptions::default(),
            |batch| {
                library.add(batch.posts);
                ControlFlow::Continue(())
            },
        );
        importai_reader::search::extract_all(&library.sources_without_text(), |texts, _| {
            library.add_texts(texts);
            ControlFlow::Continue(())
        });
        let mut marks = Marks::default();
        marks.sync_with(library.posts());
        Self { library, marks }
    }

    /// Names of the files that a query holds for, without `.md`, best first.
    #[must_use]
    fn names(&self, query: &str) -> Vec<String> {
        self.names_of(&Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error:?}")))
    }

    /// The same for a parsed query.
    #[must_use]
    fn names_of(&self, query: &Query) -> Vec<String> {
        let found = search(&self.library, &self.marks, query, &MatchCache::default(), || true).unwrap();
        let name = |post| self.library.post(post).unwrap().source.relative().trim_end_matches(".md").to_owned();
        found.hits.iter().map(|hit| name(hit.post)).collect()
    }

    /// Compares the posts that each query finds with those it should, in the order of their names.
    fn compare(&self, rules: &[(&str, &str)]) {
        self.compare_parsed(rules, |query| Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error:?}")));
    }

    /// The same for queries that are parsed otherwise.
    fn compare_parsed(&self, rules: &[(&str, &str)], parse: impl Fn(&str) -> Query) {
        let mut wrong = Failures::default();
        for &(query, want) in rules {
            let mut found = self.names_of(&parse(query));
            found.sort();
            wrong.compare(query, found.join(" ").as_str(), want);
        }
        wrong.report();
    }

    /// The snippet of the first post that a query holds for.
    #[must_use]
    fn snippet(&self, query: &str, cells: usize) -> Snippet {
        let query = Query::parse(query).unwrap();
        let found = search(&self.library, &self.marks, &query, &MatchCache::default(), || true).unwrap();
        Snippet::of(self.library.text(found.hits[0].post), &query, cells)
    }
}

fn post(title: &str, date: &str, more: &str, body: &str) -> String {
    format!("---\ntitle: \"{title}\"\ndate: {date}\n{more}---\n\n{body}\n")
}

/// Five posts, one with stories.
fn archive() -> Corpus {
    let folder = Folder::new();
    folder.write("rooms.md", post("Rooms of light", "2019-03-04", "author: Ana Núñez\ndomain: lab.example.org\ncategory: vision\n", "A room that was never built. Don&rsquo;t ask &ndash; measure it: state&#8209;of&ndash;the-art.\n\nNa&iuml;ve caf&eacute;s know Zürich."));
    folder.write(
        "sorter.md",
        post(
            "The slow sorter",
            "2020-06-30",
            "link: https://wire.example.net/sorter\ncategory: C8KUCH2UU\n",
            "Sorters are slow. A sorter sorts rooms, room by room by room. READ ME.",
        ),
    );
    folder.write("issue.md", post("Field Notes 12: rooms, lamps", "2020-12-28", "author: Jo\n", "Welcome to these notes.\n\n**Rooms are cheap:**\n*…Walls of light…*\n\nThey built &lt;one&gt; for 5 dollars. Read more: A Long Look (arXiv).\n\n**Lamps glow:**\n*…Not for long…*\n\nA lamp is no sorter."));
    folder.write("japan.md", post("端末で読む", "2017-05-06", "", "日本語の文章は、単語の間に空白がない。"));
    folder.write("broken.md", "---\ntitle: \"The \"best\" of it\"\ndate: 2018-01-02\n---\n\nStill a lamp.\n");
    let mut searched = Corpus::of(folder.path());
    let mark = Mark { read: true, starred: true, ..Mark::default() };
    let stored = HashMap::from([("https://wire.example.net/sorter".to_owned(), mark)]);
    searched.marks.load(stored, searched.library.posts());
    searched
}
