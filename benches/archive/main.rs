//! What the screen waits for, measured: `cargo bench`. Archives are made up by the generator beside this.
//!
//! `-- generate FOLDER POSTS` only writes an archive, to try the reader on. `-- ratios POSTS` compares structuring
//! with loading, and searching with ripgrep, on an archive of so many posts. `-- table POSTS` compares the commands
//! with `ls` and ripgrep, `-- cold POSTS` after the files were dropped from memory.

#![allow(clippy::expect_used, clippy::must_use_candidate, clippy::missing_errors_doc, clippy::cast_possible_truncation)]

mod generator;
mod keys;
mod ratios;
mod table;
mod terminal;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, OnceLock};

use divan::{Bencher, black_box};
use importai_reader::app::Msg;
use importai_reader::app::{App, AppOptions};
use importai_reader::article::ReadOptions;
use importai_reader::config::keymap::Keymap;
use importai_reader::config::theme::Themes;
use importai_reader::layout::PageOptions;
use importai_reader::load::Roots;
use importai_reader::load::{self, Input};
use importai_reader::model::{Filter, Library, Marks, Sort, SortKey};
use importai_reader::search::{Job, JobRequest, backlinks};
use importai_reader::search::{MatchCache, Query, search};
use importai_reader::text::CleanText;
use importai_reader::{layout, ui};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Posts of the archive that is measured, unless said otherwise.
const POSTS: usize = 20_000;

/// The number that was said.
static WANTED_POSTS: OnceLock<usize> = OnceLock::new();

fn main() {
    let arguments: Vec<String> = std::env::args().filter(|argument| argument != "--bench").skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["generate", folder, posts] => {
            let posts = posts.parse().expect("a number of posts");
            generator::write_archive(Path::new(folder), posts, 1).expect("a folder that can be written");
        }
        ["ratios", posts] => {
            WANTED_POSTS.get_or_init(|| posts.parse().expect("a number of posts"));
            ratios::print(&ARCHIVE, &LIBRARY);
            remove_archive();
        }
        [what @ ("table" | "cold"), posts] => {
            WANTED_POSTS.get_or_init(|| posts.parse().expect("a number of posts"));
            table::print(&FOLDER, *what == "cold");
            remove_archive();
        }
        ["keys", posts] => {
            WANTED_POSTS.get_or_init(|| posts.parse().expect("a number of posts"));
            keys::print(&LIBRARY);
            remove_archive();
        }
        _ => {
            divan::main();
            remove_archive();
        }
    }
}

fn remove_archive() {
    std::fs::remove_dir_all(&*FOLDER).expect("to remove what was made");
}

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("importai-reader-bench-{}", std::process::id()));
    let posts = WANTED_POSTS.get().copied().unwrap_or(POSTS);
    generator::write_archive(&folder, posts, 1).expect("a temporary folder");
    folder
});

static ARCHIVE: LazyLock<Input> =
    LazyLock::new(|| Input::Folders(Roots::open(std::slice::from_ref(&*FOLDER)).expect("the archive")));

/// The archive, loaded, with its texts.
static LIBRARY: LazyLock<Arc<Library>> = LazyLock::new(|| {
    let mut library = loaded(&ARCHIVE);
    read_texts(&mut library);
    Arc::new(library)
});

fn loaded(archive: &Input) -> Library {
    let mut library = Library::default();
    load::load(archive, load::LoadOptions::default(), |batch| {
        library.add(batch.posts);
        ControlFlow::Continue(())
    });
    library
}

fn read_texts(library: &mut Library) {
    importai_reader::search::extract_all(&library.sources_without_text(), |texts, _| {
        library.add_texts(texts);
        ControlFlow::Continue(())
    });
}

#[divan::bench(sample_count = 9)]
fn read_the_same_bytes_on_one_thread() -> usize {
    let files = std::fs::read_dir(&*FOLDER).expect("the archive").flatten();
    files.map(|file| std::fs::read(file.path()).map_or(0, |bytes| bytes.len())).sum()
}

#[divan::bench(sample_count = 9)]
fn load_to_the_first_posts() -> usize {
    let mut posts = 0;
    load::load(&ARCHIVE, load::LoadOptions::default(), |batch| {
        posts = batch.posts.len();
        if posts == 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    posts
}

#[divan::bench(sample_count = 9)]
fn load_all() -> usize {
    loaded(&ARCHIVE).len()
}

#[divan::bench(sample_count = 5)]
fn read_all_texts() {
    let mut library = (**LIBRARY).clone();
    read_texts(&mut library);
    black_box(library);
}

#[divan::bench(args = [0, 1, 2, 3, 4], sample_count = 9)]
fn sort(bencher: Bencher<'_, '_>, key: usize) {
    let mut marks = Marks::default();
    marks.sync_with(LIBRARY.posts());
    let sort = Sort { key: SortKey::ALL[key], reversed: true };
    bencher.bench_local(|| LIBRARY.list(&marks, sort, Filter::All, None, None).len());
}

#[divan::bench(args = [76, 60])]
fn page_of_the_longest_post(bencher: Bencher<'_, '_>, width: u16) {
    let longest = LIBRARY.posts().iter().max_by_key(|post| post.stamp.bytes).expect("a post");
    let references = Arc::new(LIBRARY.series().finder());
    let read = ReadOptions { references, ..ReadOptions::default() };
    let setting = PageOptions { width, read, ..PageOptions::default() };
    bencher.bench_local(|| {
        let page = load::read_content(&longest.source).expect("its file");
        layout::lay_out(&page, &page.post, &setting).lines.len()
    });
}

#[divan::bench(sample_count = 9)]
fn backlinks_of_all_issues(bencher: Bencher<'_, '_>) {
    let references = LIBRARY.series().finder();
    bencher.bench_local(|| backlinks(&LIBRARY, &references).len());
}

/// A query of each kind.
const QUERIES: [&str; 13] = [
    "e",
    "re",
    "reward",
    "transformer",
    "reward model",
    "\"so far\"",
    "reward -model",
    "reward OR dataset",
    "title:reward",
    "story:robot",
    "year:2017..2019 is:unread",
    "/b[a-z]+mark/",
    "/[a-z]+ing model/",
];

#[divan::bench(args = QUERIES, sample_count = 20)]
fn query(bencher: Bencher<'_, '_>, text: &str) {
    let query = Query::parse(text).expect("a sound query");
    let mut marks = Marks::default();
    marks.sync_with(LIBRARY.posts());
    bencher.bench_local(|| {
        search(&LIBRARY, &marks, &query, &MatchCache::default(), || true).map(|found| found.hits.len())
    });
}

/// The last letter of a query, typed behind the others.
#[divan::bench(args = ["rew", "rewa", "reward", "reward mod", "reward mode"], sample_count = 20)]
fn typed(bencher: Bencher<'_, '_>, text: &str) {
    let parse = |text: &str| Query::parse(text).expect("a sound query");
    let (before, query, marks) = (parse(&text[..text.len() - 1]), parse(text), Marks::default());
    let before = search(&LIBRARY, &marks, &before, &MatchCache::default(), || true).expect("a result");
    bencher.bench_local(|| search(&LIBRARY, &marks, &query, &before.cache, || true).map(|found| found.hits.len()));
}

#[divan::bench(args = ["a", "rew mod", "weekly"], sample_count = 20)]
fn titles(bencher: Bencher<'_, '_>, letters: &str) {
    let ask = JobRequest::Titles(letters.to_owned());
    let question =
        Job { ticket: 1, request: ask, library: Arc::clone(&LIBRARY), marks: Marks::default(), cache: Arc::default() };
    bencher.bench_local(|| question.run(|| true));
}

/// A frame with the index only, and one with snippets of a search.
#[divan::bench(args = ["", "reward"])]
fn frame(bencher: Bencher<'_, '_>, text: &str) {
    let (keymap, themes) = (Keymap::load(None).0, Themes::load(None, "terminal", true).0);
    let name = CleanText::single_line("archive");
    let mut app = App::new(AppOptions { name, keymap, themes, size: (120, 36), ..AppOptions::default() });
    load::load(&ARCHIVE, load::LoadOptions::default(), |batch| {
        app.update(Msg::Loaded(batch));
        ControlFlow::Continue(())
    });
    importai_reader::search::extract_all(&LIBRARY.sources_without_text(), |texts, finished| {
        app.update(Msg::Texts { texts, finished });
        ControlFlow::Continue(())
    });
    for effect in type_query(&mut app, text) {
        if let importai_reader::app::Effect::Search(question) = effect {
            let result = question.run(|| true).expect("an result");
            app.update(Msg::SearchDone { ticket: question.ticket, result });
        }
    }
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).expect("a test backend");
    bencher.bench_local(|| {
        terminal.clear().expect("a test backend");
        terminal.draw(|frame| ui::view(&app, frame)).expect("a frame");
    });
}

/// Types a query; gives what is to be done about it.
fn type_query(app: &mut App, text: &str) -> Vec<importai_reader::app::Effect> {
    use crossterm::event::{KeyCode, KeyModifiers};
    let mut effects = Vec::new();
    let signs = if text.is_empty() { String::new() } else { format!("/{text}") };
    for sign in signs.chars() {
        effects = app.update(Msg::Key(crossterm::event::KeyEvent::new(KeyCode::Char(sign), KeyModifiers::NONE)));
    }
    effects
}
