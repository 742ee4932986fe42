//! Dates of issues that have none: guessed from the issues before and after them.

use std::ops::ControlFlow;
use std::path::PathBuf;

use importai_reader::layout;
use importai_reader::load::{self, Input, Roots};
use importai_reader::model::{Library, Post};

use crate::support::{Failures, Folder, load_paths, setting, summary, text_of};

/// Writes issues of a series, each with its number and the date of its front matter, if it has one.
fn folder(issues: &[(u32, &str)]) -> Folder {
    let folder = Folder::new();
    for (number, date) in issues {
        let date = if date.is_empty() { String::new() } else { format!("date: {date}\n") };
        folder.write(
            format!("tides-{number}.md"),
            format!("---\ntitle: \"Tide Notes {number}: water\"\n{date}---\nText."),
        );
    }
    folder
}

/// The dates of the posts of a folder, newest first and undated last, each after its number.
fn dates(folder: &Folder) -> Vec<String> {
    let line = |post: &Post| {
        format!("{} {}", post.title.replace("Tide Notes ", "").replace(": water", ""), post.date.format_iso())
    };
    folder.load().posts.iter().map(line).collect()
}

#[test]
fn an_issue_without_a_date_is_between_its_neighbours() {
    let mut wrong = Failures::default();
    for (issues, want) in [
        (
            &[(1, "2017-03-05"), (2, ""), (3, "2017-03-19")][..],
            &["3 2017-03-19", "2 about 2017-03-12", "1 2017-03-05"][..],
        ),
        (
            &[(1, "2017-03-01"), (2, ""), (3, ""), (5, "2017-03-09")],
            &["5 2017-03-09", "3 about 2017-03-05", "2 about 2017-03-03", "1 2017-03-01"],
        ),
        (&[(1, "2017-03-05"), (2, ""), (3, "2017-03-05")], &["1 2017-03-05", "2 about 2017-03-05", "3 2017-03-05"]),
        (&[(1, "2017-03-05"), (2, "")], &["1 2017-03-05", "2 undated"]),
        (&[(1, ""), (2, "2017-03-05")], &["2 2017-03-05", "1 undated"]),
        (&[(1, "2017-03-05"), (30, ""), (60, "2018-03-05")], &["60 2018-03-05", "1 2017-03-05", "30 undated"]),
        (&[(1, "2018-03-05"), (2, ""), (3, "2017-03-19")], &["1 2018-03-05", "3 2017-03-19", "2 undated"]),
        (&[(1, "2017-03-05"), (2, "2019-01-01"), (3, "2017-03-19")], &["2 2019-01-01", "3 2017-03-19", "1 2017-03-05"]),
    ] {
        wrong.compare(
            &format!("{issues:?}"),
            &*dates(&folder(issues)),
            &*want.iter().map(|&d| d.to_owned()).collect::<Vec<_>>(),
        );
    }
    wrong.report();
}

#[test]
fn a_guess_from_neighbours_is_a_problem() {
    let folder = folder(&[(1, "2017-03-05"), (2, ""), (3, "2017-03-19")]);
    let loaded = folder.load();
    let guessed = &loaded.posts[1];
    assert_eq!(summary(guessed), "Tide Notes 2: water | about 2017-03-12 by number | - |  |  | DateOfNeighbours");
    assert_eq!(guessed.problems[0].kind.to_string(), "no date; guessed from the numbers of its neighbours");
    let content = load::read_content(&guessed.source).unwrap();
    let page = text_of(&layout::lay_out(&content, guessed, &setting(60)));
    assert!(page.contains("about 12 Mar 2017"), "{page}");
}

#[test]
fn a_guess_comes_in_whatever_order_posts_are_loaded() {
    let folder = folder(&[(1, "2017-03-05"), (2, ""), (3, "2017-03-19")]);
    let paths: Vec<PathBuf> = [3, 2, 1].map(|number| folder.join(format!("tides-{number}.md"))).into();
    let mut library = Library::default();
    for path in &paths {
        let input = Input::Folders(Roots::open(std::slice::from_ref(path)).unwrap());
        load::load(&input, load::LoadOptions::default(), |batch| {
            library.add(batch.posts);
            ControlFlow::Continue(())
        });
    }
    let dates: Vec<String> = library.posts().iter().map(|post| post.date.format_iso()).collect();
    assert_eq!(dates, ["2017-03-19", "about 2017-03-12", "2017-03-05"]);
    let alone = load_paths(&paths[1..2]).unwrap();
    assert_eq!(alone.posts[0].date.format_iso(), "undated");
}
