//! Ratios: one piece of work beside another of the same run, since machines are shared and noisy.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use importai_reader::article::{Article, ReadOptions};
use importai_reader::load::{self, Input, PostContent};
use importai_reader::model::{Library, Marks};
use importai_reader::search::{MatchCache, Query, search};

const RUNS: usize = 20;

/// Queries, and what ripgrep is asked for: its `-l` stops at a file's first match, and knows of no second word.
const SEARCHES: [(&str, &str); 6] = [
    ("reward", "reward"),
    ("transformer", "transformer"),
    ("\"so far\"", "so far"),
    ("reward model", "reward"),
    ("/b[a-z]+mark/", "b[a-z]+mark"),
    ("/[a-z]+ing model/", "[a-z]+ing model"),
];

/// Prints them all.
pub fn print(archive: &Input, library: &Library) {
    structure_beside_loading(archive, library);
    let Some(folder) = library.posts().first().and_then(|post| post.source.path().parent()) else { return };
    for (query, pattern) in SEARCHES {
        search_beside_ripgrep(library, folder, query, pattern);
    }
}

/// The processor's time for reading every post as an article, beside that for loading them all.
fn structure_beside_loading(archive: &Input, library: &Library) {
    let pages: Vec<PostContent> =
        library.posts().iter().filter_map(|post| load::read_content(&post.source).ok()).collect();
    let loading = median(|| processor_time(|| super::loaded(archive).len()));
    let structuring = median(|| {
        processor_time(|| {
            pages.iter().map(|page| Article::read(page, &ReadOptions::default()).blocks().count()).sum::<usize>()
        })
    });
    let ratio = structuring.as_secs_f64() / loading.as_secs_f64();
    println!("processor time: loading {loading:.2?}, structuring {structuring:.2?}: {ratio:.2} of it");
}

/// A search, beside `rg -il`, which also reads the files.
fn search_beside_ripgrep(library: &Library, folder: &Path, text: &str, pattern: &str) {
    let query = Query::parse(text).expect("a sound query");
    let marks = Marks::default();
    let searching = median(|| {
        time(|| search(library, &marks, &query, &MatchCache::default(), || true).map(|found| found.hits.len()))
    });
    let ripgrep = || Command::new("rg").args(["-il", pattern]).arg(folder).stdout(Stdio::null()).status();
    if ripgrep().is_err() {
        println!("{text}: {searching:.2?}; rg is not installed");
        return;
    }
    let with_ripgrep = median(|| time(ripgrep));
    let ratio = searching.as_secs_f64() / with_ripgrep.as_secs_f64();
    println!("{text}: {searching:.2?}, rg -il {with_ripgrep:.2?}: {ratio:.2} of it");
}

/// The median time of some runs.
pub fn median(run: impl FnMut() -> Duration) -> Duration {
    median_of(RUNS, run)
}

/// The median time of so many runs.
pub fn median_of(runs: usize, mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..runs).map(|_| run()).collect();
    times.sort();
    times[runs / 2]
}

/// The time that a piece of work takes.
pub fn time<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(run());
    start.elapsed()
}

/// Time of all processors that a piece of work takes, this program's own.
fn processor_time<T>(run: impl FnOnce() -> T) -> Duration {
    let now = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
    };
    let start = now();
    std::hint::black_box(run());
    now().saturating_sub(start)
}
