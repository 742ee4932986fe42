//! Properties: what must hold of any bytes, tried on many of them.
//!
//! `PROPERTY_CASES` says how many cases a part gets, `PROPERTY_SEED` which; without one they are the same in every
//! run, so that no change fails for another's fault. `FUZZ_SECONDS` says for how long the corpora under `fuzz/` are
//! mutated.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod corpora;
mod harness;
mod inputs;
#[path = "../support/rng.rs"]
mod rng;
mod words;

use proptest::prelude::{Strategy, prop};
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// Cases of each part where nothing says otherwise: a second or two for all.
const CASES: u32 = 1_000;

/// The seed where nothing says otherwise.
const SEED: u64 = 5;

fn number<T: std::str::FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok().map(|text| text.parse().ok().unwrap_or_else(|| panic!("{variable} is no number")))
}

/// Tries a part on many cases; a failing one is made as small as it gets before it is shown.
fn check(cases: impl Strategy<Value = Vec<u8>>, part: fn(&[u8])) {
    let config = Config {
        cases: number("PROPERTY_CASES").unwrap_or(CASES),
        rng_seed: RngSeed::Fixed(number("PROPERTY_SEED").unwrap_or(SEED)),
        failure_persistence: None,
        ..Config::default()
    };
    let result = TestRunner::new(config).run(&cases, |case| {
        part(&case);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn clean_text() {
    check(inputs::cases(inputs::CONTROLS), |case| harness::clean(&case[1..]));
}

#[test]
fn load() {
    check(inputs::cases(inputs::FILES), |case| harness::load(&case[1..]));
}

#[test]
fn structure() {
    check(inputs::cases(inputs::STORIES), |case| harness::structure(&case[1..]));
}

#[test]
fn render() {
    check(inputs::cases(inputs::MARKUP), harness::render);
}

#[test]
fn query() {
    check(inputs::cases(inputs::QUERIES), |case| harness::query::query(&case[1..]));
}

#[test]
fn prefilter() {
    check(inputs::cases(inputs::TORN_WORDS), |case| harness::prefilter(&case[1..]));
    check(inputs::cases(inputs::MARKUP), |case| harness::prefilter(&case[1..]));
}

#[test]
fn render_issues() {
    check(inputs::cases(inputs::STORIES), harness::render);
}

#[test]
fn no_word_and_no_address_of_a_post_is_lost() {
    check(prop::collection::vec(prop::num::u8::ANY, 0..16), words::of_a_post);
}

#[test]
fn no_word_and_no_address_of_an_issue_is_lost() {
    check(prop::collection::vec(prop::num::u8::ANY, 0..16), words::of_an_issue);
}
