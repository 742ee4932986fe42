//! What the screen waits for, measured: `cargo bench`. With `-- generate FOLDER POSTS` it only writes an archive to try
//! the reader on.

#![allow(clippy::expect_used, clippy::must_use_candidate, clippy::missing_errors_doc, clippy::cast_possible_truncation)]

mod generator;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use importai_reader::archive::{Filter, Library, Marks, Sort, SortKey};
use importai_reader::load::{self, Archive, Roots};
use importai_reader::render::{self, Setting};

const POSTS: usize = 20_000;

fn main() {
    let arguments: Vec<String> = std::env::args().filter(|argument| argument != "--bench").skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["generate", folder, posts] => {
            let posts = posts.parse().expect("a number of posts");
            generator::write_archive(Path::new(folder), posts, 1).expect("a folder that can be written");
        }
        _ => measure(),
    }
}

fn measure() {
    let folder = std::env::temp_dir().join(format!("importai-reader-bench-{}", std::process::id()));
    generator::write_archive(&folder, POSTS, 1).expect("a temporary folder");
    let roots = Roots::open(std::slice::from_ref(&folder)).expect("the archive");
    let archive = Archive::Folders(roots);
    println!("{POSTS} posts; median of 9 runs");
    let files: Vec<PathBuf> = std::fs::read_dir(&folder).expect("the archive").flatten().map(|e| e.path()).collect();
    report("read the same bytes, one thread", || {
        files.iter().map(|file| std::fs::read(file).map_or(0, |bytes| bytes.len())).sum::<usize>()
    });
    report("load, to the list of files", || until(&archive, |_, _| true));
    report("load, to the first posts", || until(&archive, |library, _| !library.is_empty()));
    report("load, to the last post", || until(&archive, |_, finished| finished));
    let mut library = Library::default();
    let mut marks = Marks::default();
    load::load(&archive, |batch| {
        library.add(batch.posts);
        ControlFlow::Continue(())
    });
    marks.extend(&library);
    for key in SortKey::ALL {
        report(&format!("sort by {}", key.name()), || {
            library.arrange(&marks, Sort { key, reversed: true }, Filter::All, None).len()
        });
    }
    let longest = library.posts().iter().max_by_key(|post| post.stamp.bytes).expect("a post");
    report("the longest post: file to page", || {
        let page = load::read_page(&longest.source).expect("its file");
        render::render(&page, &page.post, &Setting { width: 76, ..Setting::default() }).lines.len()
    });
    std::fs::remove_dir_all(&folder).expect("to remove what was made");
}

fn until(archive: &Archive, enough: impl Fn(&Library, bool) -> bool) -> usize {
    let mut library = Library::default();
    load::load(archive, |batch| {
        library.add(batch.posts);
        if enough(&library, batch.progress.finished) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    library.len()
}

fn report<T>(what: &str, mut run: impl FnMut() -> T) {
    let mut times: Vec<Duration> = (0..9)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("{what:34} {:9.3} ms", times[4].as_secs_f64() * 1e3);
}
