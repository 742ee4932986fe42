//! Files that change on the disk while the program runs.

use std::fs;

use crate::support::keys::{ENTER, ESC};
use crate::support::posts::{TITLES, post};
use crate::support::{Reader, Setup, selected, shows};
use portable_pty::CommandBuilder;

/// A program that has read its posts and watches them: it has seen a first file come and go.
fn watching(setup: &Setup) -> Reader {
    let reader = setup.start();
    reader.wait_until_loaded();
    let path = setup.posts().join("first.md");
    // The program tells of nothing when it begins to watch. What changes before that it sees then.
    fs::write(&path, post("The very first", "2024-06-01", "https://new.example.org/0", "Here.")).unwrap();
    reader.wait_for_text("The very first");
    fs::remove_file(&path).unwrap();
    reader.wait_for("the first file gone again", |screen| !shows(screen, "The very first"));
    reader
}

#[test]
fn takes_in_new_changed_renamed_and_removed_files() {
    let setup = Setup::new();
    let mut reader = watching(&setup);
    let folder = setup.posts();
    reader.type_keys("js");
    reader.wait_for("a saved star", |screen| selected(screen).contains('★'));
    // A new folder is watched too.
    fs::create_dir(folder.join("below")).unwrap();
    let below = folder.join("below/new.md");
    fs::write(&below, post("Smoke signals", "2024-05-10", "https://new.example.org/1", "A puff.")).unwrap();
    reader.wait_for_text("Smoke signals");
    fs::write(&below, post("Mirror signals", "2024-05-10", "https://new.example.org/1", "A flash.")).unwrap();
    reader.wait_for("the new title", |screen| shows(screen, "Mirror signals") && !shows(screen, "Smoke signals"));
    fs::rename(folder.join("b.md"), folder.join("below/b.md")).unwrap();
    reader.wait_for_text("1 renamed post");
    reader.wait_for("the same post selected", |screen| {
        selected(screen).contains(TITLES[1]) && selected(screen).contains('★')
    });
    fs::remove_file(folder.join("below/b.md")).unwrap();
    reader
        .wait_for("its neighbour selected", |screen| selected(screen).contains(TITLES[2]) && !shows(screen, TITLES[1]));
    fs::rename(folder.join("below"), folder.join("elsewhere")).unwrap();
    fs::write(folder.join("elsewhere/late.md"), post("Late", "2024-05-11", "https://new.example.org/2", "Late."))
        .unwrap();
    reader.wait_for_text("Late");
    reader.wait_for_text("6 posts");
    fs::remove_dir_all(folder.join("elsewhere")).unwrap();
    reader.wait_for_text("4 posts");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_search_and_the_open_page_go_on() {
    let setup = Setup::new();
    let mut reader = watching(&setup);
    let folder = setup.posts();
    reader.type_keys("/stairs");
    reader.type_keys(ENTER);
    reader.wait_for_text("1 of 5 posts");
    let stairs = "These stairs are new.";
    fs::write(folder.join("new.md"), post("More steps", "2024-06-01", "https://new.example.org/1", stairs)).unwrap();
    reader.wait_for_text("2 of 6 posts");
    reader.type_keys(ESC);
    reader.wait_for("no search", |screen| !shows(screen, "2 of 6 posts"));
    reader.type_keys("g");
    reader.wait_for("the new post selected", |screen| selected(screen).contains("More steps"));
    reader.type_keys(ENTER);
    reader.wait_for_text(stairs);
    fs::write(folder.join("new.md"), post("More steps", "2024-06-01", "https://new.example.org/1", "Swept.")).unwrap();
    reader.wait_for_text("Swept.");
    fs::remove_file(folder.join("new.md")).unwrap();
    reader.wait_for_text("was removed; its text stays");
    reader.wait_for_text("Swept.");
    reader.type_keys("J");
    reader.wait_for("the next post", |screen| !shows(screen, "More steps"));
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn looks_again_at_a_key() {
    let setup = Setup::new();
    let mut reader = watching(&setup);
    reader.type_keys("R");
    reader.wait_for_text("nothing changed");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_folder_that_is_moved_away_and_back_loses_nothing() {
    let setup = Setup::new();
    let mut reader = watching(&setup);
    reader.type_keys("s");
    reader.wait_for("a saved star", |screen| selected(screen).contains('★'));
    fs::rename(setup.posts(), setup.path("home/aside")).unwrap();
    reader.wait_for_text("the list stays as it was");
    fs::rename(setup.path("home/aside"), setup.posts()).unwrap();
    fs::write(setup.posts().join("new.md"), post("Back", "2024-06-02", "https://new.example.org/2", "Back.")).unwrap();
    reader.wait_for_text("Back");
    reader.wait_for("the star", |screen| selected(screen).contains('★') && selected(screen).contains(TITLES[0]));
    fs::remove_dir_all(setup.posts()).unwrap();
    reader.wait_for_text("the list stays as it was");
    fs::create_dir(setup.posts()).unwrap();
    reader.wait_for_text("no posts");
    reader.type_keys("jG");
    fs::write(setup.posts().join("a.md"), post("Again", "2024-06-02", "https://new.example.org/2", "Again.")).unwrap();
    reader.wait_for_text("Again");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_single_file_is_watched() {
    let setup = Setup::new();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_importai-reader"));
    command.arg(setup.posts().join("c.md"));
    let mut reader = setup.run(command);
    reader.wait_for_text("They came at nine.");
    // As editors do: a new file is put in the place of the old one.
    let other = setup.path("c.md.new");
    let text = post(TITLES[2], "2024-04-20", "https://birds.example.org/swifts", "They came at ten.");
    fs::write(&other, text).unwrap();
    fs::rename(other, setup.posts().join("c.md")).unwrap();
    reader.wait_for_text("They came at ten.");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn names_and_texts_that_arrive_are_cleaned() {
    let setup = Setup::new();
    let mut reader = watching(&setup);
    let text =
        "---\ntitle: \"Tinted \\e]0;owned\\a\"\ndate: 2024-07-01\n---\n\n\u{1b}[5mblink \u{1b}]52;c;b3duZWQ=\u{7}\n";
    fs::write(setup.posts().join("\u{1b}]0;owned\u{7}.md"), text).unwrap();
    reader.wait_for_text("Tinted");
    reader.type_keys("g");
    reader.wait_for_text("blink");
    let sent = String::from_utf8_lossy(&reader.bytes()).into_owned();
    for bad in ["\u{1b}]0;", "\u{1b}]52", "\u{1b}[5m"] {
        assert!(!sent.contains(bad), "{bad:?}");
    }
    reader.type_keys("Q");
    reader.ends_with(0);
}
