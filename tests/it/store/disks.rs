//! Disks that are full, and folders that cannot be written.
//!
//! A small disk of its own is mounted where the tests run as root and may do so; elsewhere those tests say that they
//! are skipped, and the limit on the size of a file stands in for the full disk.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use importai_reader::store::{MarkQueue, Store, back_up};
use tempfile::TempDir;

use super::{
    Saver, assert_same, check, file, files, folder, is_told_well, name, names, notice, open, save, skip, star, stars,
};

/// A small disk in memory.
struct Disk(TempDir);

impl Disk {
    /// None where it cannot be mounted.
    fn mount(kilobytes: usize) -> Option<Self> {
        let folder = folder();
        let size = format!("size={kilobytes}k");
        if run(Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path())) {
            return Some(Self(folder));
        }
        skip("no disk can be mounted here");
        None
    }

    /// The folder of the marks on it.
    fn marks(&self) -> std::path::PathBuf {
        self.0.path().join("marks")
    }

    fn make_read_only(&self) {
        assert!(run(Command::new("mount").args(["-o", "remount,ro"]).arg(self.0.path())));
    }

    /// Writes a file until there is no room for more.
    fn fill(&self) {
        let filler = self.0.path().join("filler");
        for size in [4096, 512, 64, 1] {
            let more = vec![b'x'; size];
            let mut file = fs::File::options().create(true).append(true).open(&filler).unwrap();
            while std::io::Write::write_all(&mut file, &more).is_ok() {}
        }
    }

    fn make_room(&self) {
        fs::remove_file(self.0.path().join("filler")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        run(Command::new("umount").arg("--lazy").arg(self.0.path()));
    }
}

fn run(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Saves until it is refused, and gives what was acknowledged.
fn save_until_full(store: &mut Store, folder: &Path, prefix: &str) -> BTreeSet<String> {
    let mut acknowledged = BTreeSet::new();
    for nth in 0.. {
        let name = name(prefix, nth);
        match store.save(&[star(&name)]) {
            Ok(_) => acknowledged.insert(name),
            Err(error) => {
                assert!(is_told_well(&error, folder), "{error}");
                assert!(error.to_string().ends_with("full"), "{error}");
                assert!(error.status_line().starts_with("marks are not kept: cannot write to "), "{error}");
                break;
            }
        };
    }
    acknowledged
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let Some(disk) = Disk::mount(600) else { return };
    let marks = disk.marks();
    let (mut store, _) = open(&marks);
    let mut acknowledged = save_until_full(&mut store, &marks, "first");
    assert!(acknowledged.len() > 20, "{}", acknowledged.len());
    disk.fill();
    assert!(store.save(&[star(&name("full", 0))]).is_err());
    assert!(back_up(&marks).is_err());
    disk.make_room();
    acknowledged.extend(store.save(&[star(&name("room", 0))]).is_ok().then(|| name("room", 0)));
    drop(store);
    disk.fill();
    let (_, opened) = Store::open(&marks);
    acknowledged.retain(|name| !opened.marks.contains_key(name));
    assert!(acknowledged.is_empty(), "lost {acknowledged:?}");
    disk.make_room();
    check(&file(&marks));
}

#[test]
fn what_a_full_disk_refused_waits_for_room() {
    let Some(disk) = Disk::mount(4000) else { return };
    let marks = disk.marks();
    let (mut queue, _, opened) = MarkQueue::open(Some(marks.clone()));
    opened.unwrap();
    disk.fill();
    let mut wanted = BTreeSet::new();
    // The log has some room of its own.
    while queue.write().is_ok() {
        wanted.insert(name("filling", wanted.len()));
        queue.add(star(wanted.last().unwrap()));
    }
    wanted.insert(name("later", 0));
    queue.add(star(&name("later", 0)));
    assert!(queue.write().unwrap_err().status_line().ends_with("full"));
    disk.make_room();
    assert_eq!(queue.write().unwrap().count, 2);
    drop(queue);
    assert_same(&open(&marks).1, &wanted, "what was saved");
}

#[test]
fn a_disk_that_is_full_at_the_start_is_tried_again() {
    let Some(disk) = Disk::mount(600) else { return };
    let marks = disk.marks();
    fs::create_dir(&marks).unwrap();
    disk.fill();
    let (mut queue, _, opened) = MarkQueue::open(Some(marks.clone()));
    assert!(opened.unwrap_err().status_line().starts_with("marks are not kept: cannot open "));
    queue.add(star(&name("early", 0)));
    assert!(queue.write().is_err());
    assert_eq!(files(&marks, ""), Vec::<std::path::PathBuf>::new(), "nothing is left behind");
    disk.make_room();
    let written = queue.write().unwrap();
    assert_eq!((written.count, written.opened.unwrap().marks.len()), (1, 0));
    assert!(queue.is_settled());
    drop(queue);
    assert_same(&open(&marks).1, &names("early", 1), "what was saved");
}

#[test]
fn a_program_killed_on_a_full_disk_loses_nothing() {
    let Some(disk) = Disk::mount(600) else { return };
    let marks = disk.marks();
    let mut saver = Saver::start(&marks, "killed", None);
    let mut acknowledged = saver.wait_for(10);
    saver.kill();
    acknowledged.extend(saver.end().0);
    disk.fill();
    let (_, opened) = Store::open(&marks);
    assert!(stars(&opened).is_superset(&acknowledged), "{} of {}", opened.marks.len(), acknowledged.len());
    disk.make_room();
    assert!(open(&marks).1.is_superset(&acknowledged));
}

#[test]
fn a_full_disk_shows_the_marks_of_before() {
    let Some(disk) = Disk::mount(4000) else { return };
    let marks = disk.marks();
    save(&marks, &names("before", 200));
    disk.fill();
    let (store, opened) = Store::open(&marks);
    assert_same(&stars(&opened), &names("before", 200), "what was saved");
    let refused = match store {
        Ok(mut store) => store.save(&[star(&name("full", 0))]).unwrap_err(),
        Err(error) => error,
    };
    assert!(refused.to_string().contains(file(&marks).to_str().unwrap()), "{refused}");
    disk.make_room();
    assert_same(&open(&marks).1, &names("before", 200), "what was saved");
}

#[test]
fn a_limit_on_the_size_of_files_loses_nothing_that_was_acknowledged() {
    // In blocks of 512 bytes; the index of the log takes 64 of them.
    for blocks in [70, 100, 200, 600] {
        let folder = folder();
        save(folder.path(), &names("before", 20));
        let mut limited = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        limited.args(["-c", &script]).arg(std::env::current_exe().unwrap());
        let (mut acknowledged, _) = Saver::run(limited, folder.path(), "limited", None).end();
        assert!(!acknowledged.is_empty(), "nothing to lose below {blocks} blocks");
        acknowledged.extend(names("before", 20));
        assert!(open(folder.path()).1.is_superset(&acknowledged), "{blocks} blocks");
        check(&file(folder.path()));
    }
}

/// The marks of a folder that cannot be written are shown, and it is said that none are kept.
#[track_caller]
fn is_shown_but_not_kept(marks: &Path, wanted: &BTreeSet<String>) {
    let (store, opened) = Store::open(marks);
    assert_same(&stars(&opened), wanted, "what was saved");
    assert_eq!(notice(&opened), "");
    let refused = match store {
        Ok(mut store) => store.save(&[star("https://example.org/refused")]).unwrap_err(),
        Err(error) => error,
    };
    let said = refused.status_line();
    assert!(said.starts_with("marks are not kept: cannot ") && said.contains(marks.to_str().unwrap()), "{said}");
}

#[test]
fn a_read_only_disk_shows_its_marks() {
    let Some(disk) = Disk::mount(2000) else { return };
    let marks = disk.marks();
    save(&marks, &names("kept", 100));
    disk.make_read_only();
    is_shown_but_not_kept(&marks, &names("kept", 100));
    assert!(back_up(&marks).is_err());
}

#[test]
fn a_read_only_disk_shows_the_marks_of_a_program_that_was_killed() {
    let Some(disk) = Disk::mount(2000) else { return };
    let marks = disk.marks();
    let mut saver = Saver::start(&marks, "kept", Some(50));
    let acknowledged = saver.wait_for(50);
    saver.kill();
    saver.end();
    disk.make_read_only();
    is_shown_but_not_kept(&marks, &acknowledged);
}

#[test]
fn a_log_without_its_index_is_read_where_none_can_be_made() {
    for read_only in [true, false] {
        let Some(disk) = Disk::mount(2000) else { return };
        let marks = disk.marks();
        let mut saver = Saver::start(&marks, "kept", None);
        let mut acknowledged = saver.wait_for(20);
        saver.kill();
        acknowledged.extend(saver.end().0);
        // As it is left by a kill while the file is closed, or by copying two of the three files.
        fs::remove_file(marks.join("marks.db-shm")).unwrap();
        if read_only {
            disk.make_read_only();
        } else {
            disk.fill();
        }
        let (store, opened) = Store::open(&marks);
        assert!(store.is_err());
        assert!(
            stars(&opened).is_superset(&acknowledged),
            "{} of {}, {read_only}",
            opened.marks.len(),
            acknowledged.len()
        );
    }
}

#[test]
fn a_damaged_file_on_a_read_only_disk_is_answered_with_the_backup() {
    let Some(disk) = Disk::mount(2000) else { return };
    let marks = disk.marks();
    save(&marks, &names("kept", 100));
    back_up(&marks).unwrap().unwrap();
    fs::write(file(&marks), "These were marks once. ".repeat(1000)).unwrap();
    disk.make_read_only();
    is_shown_but_not_kept(&marks, &names("kept", 100));
}

#[test]
fn folders_and_files_without_permission_show_their_marks() {
    for (of_file, of_folder) in [(0o444, 0o555), (0o444, 0o755), (0o644, 0o555)] {
        let folder = folder();
        save(folder.path(), &names("kept", 100));
        let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        allow(&file(folder.path()), of_file);
        allow(folder.path(), of_folder);
        if fs::File::options().append(true).open(file(folder.path())).is_ok() && of_file == 0o444 {
            skip("permissions are nothing to root");
            return;
        }
        is_shown_but_not_kept(folder.path(), &names("kept", 100));
        allow(folder.path(), 0o755);
    }
}
