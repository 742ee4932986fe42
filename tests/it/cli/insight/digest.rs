//! `digest`: the labelled parts of stories, as text, Markdown and JSON.

use super::planted::{ISSUES, archive, date, headline, why};
use super::{User, nothing, objects, odd_archives, path};
use crate::support::{Failures, Folder};

#[test]
fn parts_are_those_that_were_planted() {
    let (user, archive) = (User::new(), archive());
    let parts = objects(&user.run(&["digest", "", path(archive.path()), "--json"]).fine());
    assert_eq!(parts.len(), ISSUES);
    let mut table = Failures::default();
    for (number, part) in (1..).zip(&parts) {
        table.compare("date", &part["date"].as_str().unwrap()[..10], &date(number));
        table.compare("headline", part["headline"].as_str().unwrap(), &headline(number, 1));
        table.compare("text", part["text"].as_str().unwrap(), &why(number));
        table.compare("label", part["label"].as_str().unwrap(), "Why this matters");
    }
    table.report();
}

#[test]
fn a_query_chooses_stories() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    let parts = objects(&user.run(&["digest", "lanterns year:2018", folder, "--json"]).fine());
    let dates: Vec<&str> = parts.iter().map(|part| &part["date"].as_str().unwrap()[..10]).collect();
    assert_eq!(dates, [3, 4, 9, 10].map(date));
    assert_eq!(nothing(&user.run(&["digest", "zeppelin", folder])), "no story matches “zeppelin”");
    let none = user.run(&["digest", folder, "--label", "What they did"]);
    let stories = ISSUES * 3 + ISSUES / 4 + 42;
    let want = format!("{stories} stories without “What they did”; labels are Why this matters ({ISSUES})");
    assert_eq!(nothing(&none), want);
}

#[test]
fn markdown_has_headlines_dates_and_links_back() {
    let (user, archive) = (User::new(), archive());
    let ended = user.run(&["digest", "lanterns date:2018-03", path(archive.path())]);
    assert_eq!((ended.code, &*ended.err), (Some(0), ""));
    let lines: Vec<&str> = ended.out.lines().collect();
    assert_eq!(lines[..4], ["# Why this matters: lanterns date:2018-03", "", "## Harbour 3 hears of matter 1", ""]);
    assert!(
        lines[4].starts_with("5 Mar 2018 · [Harbour Notes 3: ") && lines[4].ends_with("](https://notes.example.org/3)")
    );
    // Read as Markdown, a sign is what it was.
    assert_eq!(lines[5..], ["", "Reason 3 is that 1 \\* 1 boats need care."]);
}

#[test]
fn labels_come_in_many_forms() {
    let user = User::new();
    let issue = |label: &str| {
        format!(
            "---\ntitle: Notes 1\ndate: 2020-02-03\n---\n\n**Lamps are lit:**\n*…And stay so…*\n\nA lamp.\n\n{label}\n\n\
             **Read more:** [The Lamp Survey](https://lamps.example.org/survey).\n"
        )
    };
    let mut table = Failures::default();
    for (label, want) in [
        ("**Why this matters:** It is dark.", Some((None, "It is dark."))),
        ("**Why it matters:** It is dark.", Some((None, "It is dark."))),
        ("**Why this matters - day and night:** It is dark.", Some((Some("day and night"), "It is dark."))),
        ("**Why this matters:** It is dark.\n\nIt stays so.", Some((None, "It is dark.\nIt stays so."))),
        ("**Why this matters:** Dark:\n\n- at night\n- in caves", Some((None, "Dark:\nat night\nin caves"))),
        ("**Why this matters:** It is dark.\n\n**What they did:** They lit it.", Some((None, "It is dark."))),
        ("**What they did:** They lit it.", None),
    ] {
        let folder = Folder::with(&[("a.md", &issue(label))]);
        let ended = user.run(&["digest", "", path(folder.path()), "--json"]);
        let part = objects(&ended.out).pop();
        let got = part.as_ref().map(|part| (part["tail"].as_str(), part["text"].as_str().unwrap()));
        table.compare(label, &got, &want);
    }
    table.report();
}

#[test]
fn plain_text_is_as_wide_as_a_page() {
    let (user, archive) = (User::new(), archive());
    let out = user.run(&["digest", "lanterns date:2018-03", path(archive.path()), "--format", "txt"]).fine();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[..3], ["Why this matters: lanterns date:2018-03", "", "2018-03-05 Harbour 3 hears of matter 1"]);
    assert_eq!(lines.last(), Some(&"Reason 3 is that 1 * 1 boats need care."));
    assert!(lines.iter().all(|line| line.chars().count() <= 76), "{out}");
}

#[test]
fn archives_of_any_shape_have_a_digest() {
    let user = User::new();
    let mut table = Failures::default();
    for (name, folder) in odd_archives() {
        let ended = user.run(&["digest", "", path(folder.path()), "--json"]);
        let want = match name {
            "one post" | "no dates" => 1,
            "one day" => 2,
            _ => 0,
        };
        table.compare(name, &ended.out.lines().count(), &want);
        table.compare(name, &ended.code, &Some(i32::from(want == 0)));
    }
    table.report();
}
