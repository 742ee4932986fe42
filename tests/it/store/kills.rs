//! Killed at any moment. `STORE_KILLS=1000 cargo test --test store kills` kills more often than the usual run.

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use importai_reader::store::Store;
use importai_reader::store::back_up;

use crate::support::rng::Rng;

use super::{Saver, assert_same, check, file, files, folder, names, notice, open, save, stars};

/// How often, unless the variable says otherwise.
const ROUNDS: usize = 200;
const ROUNDS_VARIABLE: &str = "STORE_KILLS";

fn rounds() -> usize {
    std::env::var(ROUNDS_VARIABLE).map_or(ROUNDS, |rounds| rounds.parse().unwrap())
}

fn seed() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros()).unwrap()
}

#[test]
fn nothing_acknowledged_is_lost_by_a_kill() {
    let (rounds, seed) = (rounds(), seed());
    eprintln!("{rounds} kills, seed {seed}");
    let mut random = Rng::new(seed);
    let mut folder = folder();
    let (mut acknowledged, mut total, mut killed) = (BTreeSet::new(), 0, 0);
    for round in 0..rounds {
        if round % 25 == 0 {
            // The first moments of a store are as dangerous as the later ones.
            folder = super::folder();
            acknowledged = BTreeSet::new();
        }
        let count = 1 + usize::from(round % 3 == 0);
        let prefix = |nth| format!("round-{round}-{nth}");
        let mut savers: Vec<Saver> = (0..count).map(|nth| Saver::start(folder.path(), &prefix(nth), None)).collect();
        // The moment itself is what is waited for: from before the file is opened to after some hundred marks.
        let limit = if round % 10 == 0 { 300_000 } else { 40_000 };
        std::thread::park_timeout(Duration::from_micros(random.next() % limit));
        savers.iter_mut().for_each(Saver::kill);
        for saver in savers {
            let (names, ended) = saver.end();
            assert!(!ended, "ended before the kill");
            killed += 1;
            total += names.len();
            acknowledged.extend(names);
        }
        let kept = if round % 5 == 0 || !file(folder.path()).exists() {
            open(folder.path()).1
        } else {
            check(&file(folder.path()))
        };
        let lost: Vec<_> = acknowledged.difference(&kept).collect();
        assert!(lost.is_empty(), "round {round}, seed {seed}: lost {lost:?}");
        check(&file(folder.path()));
        for backup in files(&folder.path().join("backups"), "marks-") {
            check(&backup);
            // So that the next program makes one as well.
            fs::remove_file(backup).unwrap();
        }
    }
    eprintln!("{killed} programs killed, {total} marks acknowledged, none lost");
    assert!(rounds < 50 || total > rounds, "the kills came before there was anything to lose: {total} marks");
}

#[test]
fn a_kill_while_the_store_is_repaired_loses_nothing() {
    let (mut random, mut mended) = (Rng::new(seed()), 0);
    let kept = names("kept", 300);
    for round in 0..rounds() / 4 {
        let folder = folder();
        save(folder.path(), &kept);
        back_up(folder.path()).unwrap().unwrap();
        fs::write(file(folder.path()), "These were marks once. ".repeat(3000)).unwrap();
        let mut saver = Saver::start(folder.path(), "after", None);
        std::thread::park_timeout(Duration::from_micros(random.next() % 8_000));
        saver.kill();
        let (mut wanted, _) = saver.end();
        mended += usize::from(!files(folder.path(), "marks-corrupt-").is_empty());
        wanted.extend(kept.iter().cloned());
        let (store, opened) = Store::open(folder.path());
        assert!(store.is_ok() && stars(&opened).is_superset(&wanted), "round {round}: {:?}", opened.notice);
        drop(store);
        check(&file(folder.path()));
        assert!(!files(folder.path(), "marks-corrupt-").is_empty(), "what was damaged is kept");
    }
    eprintln!("{} programs killed, {mended} of them once the file was set aside", rounds() / 4);
}

#[test]
fn a_kill_between_setting_aside_and_restoring_loses_nothing() {
    let folder = folder();
    let kept = names("kept", 50);
    save(folder.path(), &kept);
    back_up(folder.path()).unwrap().unwrap();
    // What a program leaves that was killed just then: the damaged file renamed, and half of a copy.
    fs::rename(file(folder.path()), folder.path().join("marks-corrupt-20240503-101112.db")).unwrap();
    fs::write(folder.path().join("marks-restored.db"), "SQLite format 3").unwrap();
    let (store, opened) = Store::open(folder.path());
    assert!(store.is_ok());
    assert_same(&stars(&opened), &kept, "what was saved");
    assert!(notice(&opened).contains("backup of 20"), "{:?}", opened.notice);
    drop(store);
    assert_same(&check(&file(folder.path())), &kept, "what was saved");
    assert!(folder.path().join("marks-corrupt-20240503-101112.db").exists(), "what was set aside stays");
    assert!(!folder.path().join("marks-restored.db").exists());
}
