//! Time for each key of a typed query: with the cache of the key before, and without.

use crate::ratios::{median, time};
use importai_reader::model::{Library, Marks};
use importai_reader::search::{MatchCache, Query, search};

/// What is typed, one letter after the other.
const TYPED: [&str; 4] = ["reward model", "transformer", "robot arm", "Weekly"];

/// Prints the medians for each key.
pub fn print(library: &Library) {
    let marks = Marks::default();
    for typed in TYPED {
        let mut cache = MatchCache::default();
        for end in 1..=typed.len() {
            let query = Query::parse(&typed[..end]).expect("a valid query");
            let run = |cache: &MatchCache| search(library, &marks, &query, cache, || true).expect("a result");
            let with_cache = median(|| time(|| run(&cache)));
            let without = median(|| time(|| run(&MatchCache::default())));
            let found = run(&cache);
            println!("{:14} {with_cache:9.2?} {without:9.2?} {:7} posts", &typed[..end], found.hits.len());
            cache = found.cache;
        }
    }
}
