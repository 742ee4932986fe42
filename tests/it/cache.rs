//! The cache of an archive: a start with it gives what one without it gives, whatever happened to the files or to the
//! cache in the meantime.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use importai_reader::cache::{CachePlace, CacheReader, CacheWriter, FileVersion};
use importai_reader::load::{self, Input, LoadOptions, Roots, Texts};
use importai_reader::model::{Library, SearchTextBuilder};
use importai_reader::search::extract_all;

use crate::support::rng::Rng;
use crate::support::{Folder, MODIFIED, summary};

/// More posts than are read before the cache is looked at.
const POSTS: usize = 300;

/// An archive with a cache of its own.
struct Archive {
    posts: Folder,
    cache: Folder,
}

/// What a start gave.
struct Start {
    /// Each post with its fields, problems and text, in the order of their paths; then what is no post.
    told: Vec<String>,
    /// The number of texts that came out of the cache.
    cached: usize,
}

impl Archive {
    fn new() -> Self {
        let archive = Self { posts: Folder::new(), cache: Folder::new() };
        (0..POSTS).for_each(|nth| drop(archive.write(nth, nth)));
        archive
    }

    /// Writes a post of one of several kinds.
    fn write(&self, nth: usize, kind: usize) -> PathBuf {
        let text = match kind % 6 {
            0 => format!("---\ntitle: Letter {nth:04}\ndate: 2020-01-02\ntags: [a, b]\n---\nThe text of {kind:04}.\n"),
            1 => format!(
                "---\ntitle: \"A \"bad\" one {nth:04}\"\ndate: soon\n---\nZürich, naïve coöperation {kind:04}.\n"
            ),
            2 => format!("No front matter {nth:04}, a text of {kind:04}.\n"),
            3 => format!("---\ntitle: Weekly {nth}\n---\nUndated issue {kind:04} with distri- buted words.\n"),
            4 => format!(
                "---\ntitle: Weekly {nth}\ndate: 2021-03-{:02}\n---\n**A first headline {kind:04}:**\n*…Its dek…*\nText of \
                 it.\n\n   **Why this matters:** it does.\n   **Read more:** A paper (Arxiv).\n\n####################\n\n\
                 **Another headline:**\n*…And its dek…*\nMore.\n",
                nth % 28 + 1
            ),
            _ => format!(
                "---\ntitle: 表題 {nth:04}\nlink: https://a.example/{kind}\ndraft: true\n---\n本文です {kind:04}。\n"
            ),
        };
        self.posts.write(format!("{:02}/{nth:04}.md", nth % 7), text)
    }

    fn place(&self) -> CachePlace {
        load::cache_place(self.cache.path(), &self.input()).unwrap()
    }

    fn input(&self) -> Input {
        Input::Folders(Roots::open(&[self.posts.path().to_owned()]).unwrap())
    }

    /// Starts as the program does: loads, reads the texts that are not cached, and writes the cache if it is stale.
    fn start(&self) -> Start {
        let place = self.place();
        let (library, cached, is_stale) = load_with(&self.input(), Some(&place));
        if is_stale {
            // As if the files had been left alone for a while.
            let since = SystemTime::now() + Duration::from_secs(60);
            load::write_cache(&place, &library, since).unwrap();
        }
        Start { told: tell(&library), cached }
    }

    /// What a start without a cache gives.
    fn told_by_files(&self) -> Vec<String> {
        tell(&load_with(&self.input(), None).0)
    }
}

fn load_with(input: &Input, cache: Option<&CachePlace>) -> (Library, usize, bool) {
    let mut library = Library::default();
    let mut is_stale = false;
    load::load(input, LoadOptions { first: load::FIRST_SCREEN, cache, texts: Texts::Cached }, |batch| {
        library.skipped.extend(batch.skipped);
        library.add_with_texts(batch.posts, batch.texts);
        is_stale = batch.progress.is_cache_stale;
        ControlFlow::Continue(())
    });
    let missing = library.sources_without_text();
    let cached = library.len() - missing.len();
    extract_all(&missing, |texts, _| {
        library.add_texts(texts);
        ControlFlow::Continue(())
    });
    (library, cached, is_stale)
}

fn tell(library: &Library) -> Vec<String> {
    let mut told: Vec<String> = library
        .present()
        .map(|(id, post)| {
            let text = library.text(id);
            let headlines: Vec<_> = text.headlines().collect();
            format!(
                "{} | {} | {:?} {:?} {} {} {} | {:?} {headlines:?} {:?} {}",
                post.source.relative(),
                summary(post),
                post.length,
                post.stamp,
                post.tags,
                post.is_draft,
                post.common_problems,
                text.as_str(),
                text.folded_ranges(),
                text.title_len(),
            )
        })
        .collect();
    told.sort();
    told.extend(library.skipped.iter().map(|(path, problem)| format!("{path}: {}", problem.kind)));
    told
}

#[test]
fn a_second_start_takes_what_has_not_changed_from_the_cache() {
    let archive = Archive::new();
    let first = archive.start();
    assert_eq!(first.cached, 0);
    let second = archive.start();
    assert_eq!(second.told, first.told);
    assert!(second.cached > POSTS / 2, "{} of {POSTS} cached", second.cached);
    assert_eq!(second.told, archive.told_by_files());
}

/// Between two starts files are added, removed, renamed, replaced, and written again with the same size and time.
#[test]
fn starts_with_and_without_a_cache_are_equal_after_any_edits() {
    let mut rng = Rng::new(11);
    let archive = Archive::new();
    for round in 0..30 {
        let start = archive.start();
        assert_eq!(start.told, archive.told_by_files(), "round {round}");
        // The clock of a file system moves in steps of some milliseconds.
        std::thread::sleep(Duration::from_millis(20));
        for _ in 0..rng.below(12) {
            let nth = rng.below(POSTS + 20);
            let path = archive.posts.join(format!("{:02}/{nth:04}.md", nth % 7));
            match rng.below(6) {
                0 => drop(fs::remove_file(&path)),
                // The same size and the same time, with another text.
                1 => drop(archive.write(nth, nth + 6 * (1 + rng.below(9)))),
                2 => drop(archive.write(nth, rng.below(1000))),
                3 => {
                    let other = archive.write(POSTS + 50, nth + 6);
                    drop(fs::rename(other, &path));
                }
                4 => drop(fs::rename(&path, archive.posts.join(format!("moved-{nth}.md")))),
                _ => {
                    let time = UNIX_EPOCH + Duration::from_secs(MODIFIED + rng.below(1000) as u64);
                    let file = fs::File::options().write(true).open(&path);
                    drop(file.and_then(|file| file.set_modified(time)));
                }
            }
        }
    }
}

#[test]
fn damaged_caches_are_not_used() {
    let archive = Archive::new();
    let told = archive.start().told;
    let file = archive.place().info().file;
    let whole = fs::read(&file).unwrap();
    let mut rng = Rng::new(5);
    for _ in 0..200 {
        let mut bytes = whole.clone();
        match rng.below(3) {
            0 => bytes.truncate(rng.below(whole.len())),
            1 => bytes[rng.below(whole.len())] ^= 1 << rng.below(8),
            _ => {
                let at = rng.below(whole.len());
                bytes[at..].fill(0);
            }
        }
        fs::write(&file, bytes).unwrap();
        let (library, ..) = load_with(&archive.input(), Some(&archive.place()));
        assert_eq!(tell(&library), told);
    }
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    archive.start();
    assert!(archive.start().cached > POSTS / 2, "the cache is made anew");
}

/// As `search` loads them.
#[test]
fn texts_that_are_made_while_loading_are_those_that_are_made_later() {
    let archive = Archive::new();
    archive.posts.write("not-utf8.md", b"---\ntitle: Torn\n---\n\xff\xfe text");
    let told = archive.start().told;
    for cache in [None, Some(archive.place())] {
        let mut library = Library::default();
        let texts = Texts::All(&importai_reader::search::extract);
        load::load(
            &archive.input(),
            LoadOptions { first: load::FIRST_SCREEN, cache: cache.as_ref(), texts },
            |batch| {
                library.skipped.extend(batch.skipped);
                library.add_with_texts(batch.posts, batch.texts);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(tell(&library), told);
    }
}

/// A cache that somebody made, with the right checksums.
#[test]
fn hostile_texts_of_a_cache_are_not_shown() {
    let archive = Archive::new();
    let told = archive.start().told;
    let (library, ..) = load_with(&archive.input(), None);
    for hostile in ["\u{1b}]0;owned\u{7}", "a\u{202e}b", "a\u{9b}31mb", "\u{0}", "a\u{200b}b"] {
        let place = archive.place();
        let mut writer = CacheWriter::create(&place).unwrap();
        for (_, post) in library.present() {
            let mut text = SearchTextBuilder::new(&post.title);
            text.line(hostile);
            let version = FileVersion::of(&fs::metadata(post.source.path()).unwrap());
            writer.add(version, post, &text.finish()).unwrap();
        }
        writer.finish().unwrap();
        let (library, cached, _) = load_with(&archive.input(), Some(&place));
        assert_eq!(cached, 0, "{hostile:?}");
        assert_eq!(tell(&library), told, "{hostile:?}");
    }
}

#[test]
fn a_cache_is_used_for_its_own_archive_only() {
    let (one, other) = (Archive::new(), Archive::new());
    one.start();
    fs::copy(one.place().info().file, other.place().info().file).unwrap();
    let start = other.start();
    assert_eq!((start.cached, start.told), (0, other.told_by_files()));
}

#[test]
fn an_archive_that_was_moved_is_read_anew() {
    let archive = Archive::new();
    archive.start();
    let moved = archive.cache.join("moved");
    fs::rename(archive.posts.path(), &moved).unwrap();
    let input = Input::Folders(Roots::open(std::slice::from_ref(&moved)).unwrap());
    let place = load::cache_place(archive.cache.path(), &input).unwrap();
    let (library, cached, is_stale) = load_with(&input, Some(&place));
    assert_eq!((cached, is_stale, library.len()), (0, true, POSTS));
    fs::rename(&moved, archive.posts.path()).unwrap();
}

#[test]
fn files_that_were_just_written_are_not_cached() {
    let archive = Archive::new();
    let place = archive.place();
    let (library, ..) = load_with(&archive.input(), None);
    load::write_cache(&place, &library, SystemTime::now()).unwrap();
    assert_eq!(load_with(&archive.input(), Some(&place)).1, 0);
}

/// A page of a Substack export takes its title from the list beside its folder.
#[test]
fn pages_with_a_list_beside_them_are_not_cached() {
    let archive = Archive::new();
    for nth in 0..POSTS {
        archive.posts.write(format!("posts/{nth}.page.html"), "<p>A text</p>");
    }
    let list = |title: &str| {
        let mut lines = vec!["post_id,post_date,is_published,title".to_owned()];
        lines.extend((0..POSTS).map(|nth| format!("{nth}.page,2020-01-02,true,{title} {nth}")));
        archive.posts.write("posts.csv", lines.join("\n") + "\n");
    };
    for title in ["First", "Second"] {
        list(title);
        archive.start();
        let start = archive.start();
        assert_eq!(start.told, archive.told_by_files());
        assert!(start.told.iter().any(|post| post.contains(&format!("{title} 7"))), "{title}");
    }
}

#[test]
fn a_cache_that_cannot_be_written_does_no_harm() {
    let archive = Archive::new();
    let (library, ..) = load_with(&archive.input(), None);
    let file = archive.cache.write("a file", "");
    let nowhere = load::cache_place(&file, &archive.input()).unwrap();
    assert!(load::write_cache(&nowhere, &library, SystemTime::now()).is_err());
    assert!(CacheReader::open(&nowhere).is_none());
    assert_eq!(tell(&load_with(&archive.input(), Some(&nowhere)).0), tell(&library));
}

#[test]
fn a_writer_that_is_stopped_leaves_the_old_cache() {
    let archive = Archive::new();
    let told = archive.start().told;
    let (place, before) = (archive.place(), fs::read(archive.place().info().file).unwrap());
    drop(CacheWriter::create(&place).unwrap());
    assert_eq!(fs::read(place.info().file).unwrap(), before);
    assert_eq!(files_of(archive.cache.path()), 1, "no temporary file is left");
    // One of a program that was killed is removed by a later one.
    let left = place.info().file.with_extension("cache.1");
    fs::write(&left, "half").unwrap();
    fs::File::options().write(true).open(&left).unwrap().set_modified(UNIX_EPOCH).unwrap();
    drop(CacheWriter::create(&place).unwrap());
    assert_eq!(files_of(archive.cache.path()), 1);
    assert_eq!(archive.start().told, told);
}

fn files_of(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}
