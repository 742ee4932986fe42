//! What the screen waits for, measured: `cargo bench`. With `-- generate FOLDER POSTS` it only writes an archive to try
//! the reader on.

#![allow(clippy::expect_used, clippy::must_use_candidate, clippy::missing_errors_doc, clippy::cast_possible_truncation)]

mod generator;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use importai_reader::archive::{Filter, Library, Marks, Sort, SortKey};
use importai_reader::load::{self, Archive, PageText, Roots};
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
    structure_beside_loading(&archive, &library);
    let longest = library.posts().iter().max_by_key(|post| post.stamp.bytes).expect("a post");
    let references = Arc::new(library.series().references());
    for width in [76, 60] {
        let setting = Setting { width, references: Arc::clone(&references), ..Setting::default() };
        report(&format!("the longest post: file to page at {width}"), || {
            let page = load::read_page(&longest.source).expect("its file");
            render::render(&page, &page.post, &setting).lines.len()
        });
    }
    let issues: Vec<_> = references.posts().filter_map(|id| Some((id, library.post(id)?.source.clone()))).collect();
    report(&format!("backlinks of {} issues", issues.len()), || load::backlinks(&issues, &references).len());
    std::fs::remove_dir_all(&folder).expect("to remove what was made");
}

/// The processor's time for structuring every post as stories, beside that for loading them all.
fn structure_beside_loading(archive: &Archive, library: &Library) {
    let pages: Vec<PageText> = library.posts().iter().filter_map(|post| load::read_page(&post.source).ok()).collect();
    let mut ratios = Vec::new();
    for _ in 0..5 {
        let loading = processor_time(|| until(archive, |_, finished| finished));
        let structuring = processor_time(|| pages.iter().map(|page| render::stories(page).stories.len()).sum());
        ratios.push((structuring.as_secs_f64() / loading.as_secs_f64(), loading, structuring));
    }
    ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, loading, structuring) = ratios[2];
    println!("load, processor time                   {:9.3} ms", loading.as_secs_f64() * 1e3);
    println!(
        "structure, processor time              {:9.3} ms, {ratio:.2} of loading",
        structuring.as_secs_f64() * 1e3
    );
}

/// Time of all processors that a piece of work takes, this program's own.
fn processor_time(run: impl FnOnce() -> usize) -> Duration {
    let now = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
    };
    let start = now();
    std::hint::black_box(run());
    now().saturating_sub(start)
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
    println!("{what:38} {:9.3} ms", times[4].as_secs_f64() * 1e3);
}
