//! The forms of front matter: other keys, other cases, JSON, header lines, and what is no front matter.

use importai_reader::layout::Line;

use crate::support::{Failures, Folder, body_lines, load_one, page, summary};

/// A file's text, and the summary of its post.
const FORMS: [(&str, &str); 23] = [
    ("---\nTitle: A title\nDate: 2024-03-05\nAUTHOR: Ada\n---\nThe text.", "A title | 2024-03-05 | - |  | Ada |"),
    ("---\n\"title\": \"A title\"\n'date': 2024-03-05\n---\nThe text.", "A title | 2024-03-05 | - |  |  |"),
    ("---\n  title: A title\n  date: 2024-03-05\n  tags:\n    - a\n---\nThe text.", "A title | 2024-03-05 | - |  |  |"),
    ("---\ntitle: ! 'Letter #4'\ndate: 2024-03-05\n---\nThe text.", "Letter #4 | 2024-03-05 | - |  |  |"),
    ("---\ntitle: !!str A title\ndate: 2024-03-05\n---\nThe text.", "A title | 2024-03-05 | - |  |  |"),
    (
        "---\ntitle: A title\ndate: 2024-03-05\nauthor: >-\n  [Ada Harbour](https://example.org/ada) (Quay), [Ben\n  \
         Quay](https://example.org/ben) (Office)\n---\nThe text.",
        "A title | 2024-03-05 | - |  | Ada Harbour (Quay), Ben Quay (Office) |",
    ),
    ("---\ntitle: |\n  A title\n  in two\ndate: 2024-03-05\n---\nThe text.", "A title in two | 2024-03-05 | - |  |  |"),
    (
        "---\ntitle: \"Robots \\ud83e\\udd16 and caf\\u00e9s\"\ndate: 2024-03-05\n---\nThe text.",
        "Robots 🤖 and cafés | 2024-03-05 | - |  |  |",
    ),
    (
        "---\ntitle: \"It\\'s \\u2014 a\\/b\"\nauthor: \"Zo\\u00eb \\ud83d\\ude00\"\ndate: 2024-03-05\n---\nThe text.",
        "It's — a/b | 2024-03-05 | - |  | Zoë 😀 |",
    ),
    (
        "---\ntitle: \"C:\\dir \\ud83e alone\"\ndate: 2024-03-05\n---\nThe text.",
        "C:\\dir \\ud83e alone | 2024-03-05 | - |  |  | 2 InvalidYaml(\"title\")",
    ),
    (
        "---\ntitle: A title\ndate: 2024-03-05\nauthors: [Ann, Bob]\n---\nThe text.",
        "A title | 2024-03-05 | - |  | Ann, Bob |",
    ),
    (
        "---\ntitle: A title\ndate: 2024-03-05\nauthors:\n  - name: Ann B\n    email: a@example.org\n  - name: Bob\n---\nThe text.",
        "A title | 2024-03-05 | - |  | Ann B, Bob |",
    ),
    (
        "---\ntitle: A title\ndate: 2024-03-05\nauthor: {name: Ann B}\n---\nThe text.",
        "A title | 2024-03-05 | - |  | Ann B |",
    ),
    (
        "---\ntitle: A title\npublished: 2024-03-05\nauthor: [\"[[Ada Harbour]]\", \"[[people/Ben|Ben Quay]]\"]\n---\nThe text.",
        "A title | 2024-03-05 | - |  | Ada Harbour, Ben Quay |",
    ),
    (
        "---\ntitle: A title\npubDate: 2024-03-05\ncanonical_url: https://www.example.org/a\n---\nThe text.",
        "A title | 2024-03-05 | https://www.example.org/a | example.org |  |",
    ),
    (
        "---\ntitle: A title\ndate: \"\"\ncreated: 2024-03-05\nurl: /letters/a/\nexternal_url: https://example.org/a\n---\nThe text.",
        "A title | 2024-03-05 | https://example.org/a | example.org |  |",
    ),
    (
        "---\ntitle: A title\npublished_at: soon\nsource_date: 2024-03-05\nsource: https://example.org/a\n---\nThe text.",
        "A title | 2024-03-05 | https://example.org/a | example.org |  |",
    ),
    ("---\n{title: A title, date: 2024-03-05, tags: [a, b]}\n---\nThe text.", "A title | 2024-03-05 | - |  |  |"),
    (
        "{\n  \"title\": \"A title\",\n  \"date\": \"2024-03-05\",\n  \"author\": {\"name\": \"Ada\"}\n}\n\nThe text.",
        "A title | 2024-03-05 | - |  | Ada |",
    ),
    (
        "Title: A title\nNumber: 12\nDate: 2024-03-05 08:00\nAuthor: Ada Harbour\nTags: tides, cranes\n\nThe text.",
        "A title | 2024-03-05 | - |  | Ada Harbour |",
    ),
    ("Title: A long\n    title\nDate: 2024-03-05\n\nThe text.", "A long title | 2024-03-05 | - |  |  |"),
    ("---toml\ntitle = \"A title\"\ndate = 2024-03-05\n---\nThe text.", "A title | 2024-03-05 | - |  |  |"),
    (
        "+++\ntitle = \"A title\"\npath = \"2024/03/05/a\"\n[extra]\nauthors = [\"Ada\"]\n+++\nThe text.",
        "A title | 2024-03-05 by name | - |  | Ada |",
    ),
];

#[test]
fn front_matter_of_every_form_is_read() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (text, want) in FORMS {
        let path = folder.write("a.md", text);
        wrong.compare(text, &*summary(&load_one(&path)), want);
        wrong.compare(text, &body_lines(&page(&path, 76)), &vec!["The text.".to_owned()]);
    }
    wrong.report();
}

#[test]
fn text_that_only_looks_like_front_matter_stays() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (text, kept) in [
        ("---\n\nThe first words stand between two rules.\n\n---\n\nThe rest.", "The first words stand"),
        (
            "---\n\nNote: this post was moved.\n\nThe second paragraph.\n\n---\n\nThe rest.",
            "Note: this post was moved.",
        ),
        ("---\nNote: bring boots.\n---\n\nThe rest.", "Note: bring boots."),
        ("---\nnote: bring boots,\n\nand a coat.\n---\n\nThe rest.", "note: bring boots,"),
        ("---\n\nA paragraph.\n\nSource: https://example.org\n\n---\n\nThe rest.", "A paragraph."),
        ("+++\n\nWords between plus signs\n", "Words between"),
        ("{\n  \"colour\": \"blue\"\n}\n\nThe rest.", "\"colour\""),
        ("{ \"title\": \"broken\n\nThe rest.", "\"title\""),
        ("Note: a label\nand a line.\n\nThe rest.", "Note: a label and a line."),
        ("Warning: a label\n\nThe rest.", "Warning: a label"),
    ] {
        let path = folder.write("notes-on-rules.md", text);
        let text_of_page = page(&path, 76).plain_text();
        wrong.compare(text, &text_of_page.contains(kept), &true);
    }
    wrong.report();
}

/// Keys that no blog knows are front matter where only a program would write them.
#[test]
fn blocks_of_unknown_keys_are_front_matter() {
    let folder = Folder::new();
    for head in ["_comment: Do not remove.", "formerly: /quay/\nskip_index: true\nreviewers:\n  - Ada"] {
        let path = folder.write("quay.md", format!("---\n{head}\n---\n\nThe text."));
        assert_eq!(body_lines(&page(&path, 76)), ["The text."], "{head}");
    }
}

#[test]
fn a_description_is_shown_under_the_title_unless_the_text_repeats_it() {
    let folder = Folder::new();
    let head = |text: &str| {
        let path = folder.write("a.md", format!("---\ntitle: A title\ndate: 2024-03-05\n{text}"));
        page(&path, 76).lines.iter().take(4).map(Line::text).collect::<Vec<_>>()
    };
    assert_eq!(
        head("description: On *tides*.\ntags: [sea, quay]\ndraft: true\n---\nThe text."),
        ["A title", "On *tides*.", "5 Mar 2024 · 1 min · draft · sea, quay", "",]
    );
    assert_eq!(head("subtitle: a Title\n---\nThe text.")[1], "5 Mar 2024 · 1 min");
    assert_eq!(head("summary: The text of it\n---\nThe *text* of it, and more.")[1], "5 Mar 2024 · 1 min");
}

#[test]
fn tags_and_drafts_are_found_in_every_form() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (lines, tags, is_draft) in [
        ("tags: [tides, cranes]", "tides, cranes", false),
        ("tags:\n  - tides\n  - cranes", "tides, cranes", false),
        ("categories: letters\ntags: tides cranes", "letters, tides cranes", false),
        ("keywords: tides\ndraft: true", "tides", true),
        ("published: false", "", true),
        ("status: draft", "", true),
        ("draft: false\npublished: true", "", false),
    ] {
        let path = folder.write("a.md", format!("---\ntitle: A title\ndate: 2024-03-05\n{lines}\n---\nThe text."));
        let post = load_one(&path);
        wrong.compare(lines, &(post.tags.to_string(), post.is_draft), &(tags.to_owned(), is_draft));
    }
    wrong.report();
}
