//! The corpora of the fuzz targets, as they are and mutated: what a fuzzer does, where there is none.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::harness::TARGETS;
use super::rng::Rng;
use super::{inputs, number};

/// Mutants of each target where nothing says for how long.
const MUTANTS: u32 = 300;

/// A mutant grows no longer than this; long files are what `tests/hostile` is for.
const MAX_BYTES: usize = 4_096;

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

#[test]
fn corpora_and_their_mutants() {
    let time =
        number("FUZZ_SECONDS").map(|seconds: u64| Duration::from_secs(seconds) / u32::try_from(TARGETS.len()).unwrap());
    let seed = number("PROPERTY_SEED").unwrap_or(super::SEED);
    for (name, target) in TARGETS {
        let tried = mutate(&corpus(name), target, time, &mut Rng::new(seed));
        eprintln!("{name}: {tried} mutants");
    }
}

/// Runs a target on a corpus and on mutants of it, for a time or so many; gives how many.
fn mutate(corpus: &[Vec<u8>], target: fn(&[u8]), time: Option<Duration>, rng: &mut Rng) -> u32 {
    for case in corpus {
        target(case);
    }
    let started = Instant::now();
    let mut tried = 0;
    while time.map_or(tried < MUTANTS, |time| started.elapsed() < time) {
        let mut case = rng.pick(corpus).clone();
        for _ in 0..=rng.below(6) {
            change(&mut case, corpus, rng);
        }
        let shown = String::from_utf8_lossy(&case).into_owned();
        let result = std::panic::catch_unwind(|| target(&case));
        assert!(result.is_ok(), "fails on {shown:?}, in bytes {case:?}");
        tried += 1;
    }
    tried
}

/// One change: a byte, a cut, a piece put in, a part doubled, the end of another case.
fn change(case: &mut Vec<u8>, corpus: &[Vec<u8>], rng: &mut Rng) {
    let at = rng.below(case.len() + 1);
    let end = at + rng.below(case.len() - at + 1);
    match rng.below(6) {
        0 => case.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << rng.below(8)),
        1 => drop(case.drain(at..end)),
        2 | 3 => {
            let pieces = [inputs::CONTROLS, inputs::FILES, inputs::STORIES, inputs::MARKUP];
            let pieces = *rng.pick(&pieces);
            let piece = *rng.pick(pieces);
            case.splice(at..at, piece.bytes());
        }
        4 => {
            let part = case[at..end].repeat(1 + rng.below(4));
            case.splice(at..at, part);
        }
        _ => {
            let other = rng.pick(corpus);
            case.truncate(at);
            case.extend(&other[rng.below(other.len() + 1)..]);
        }
    }
    case.truncate(MAX_BYTES);
}
