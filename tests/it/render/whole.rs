//! The page as a whole: its head, the title once, the excerpt only where the text lacks it, and what the page has to
//! say.

use importai_reader::layout::{LineKind, error_page, lay_out};
use importai_reader::load;
use importai_reader::model::ProblemKind;

use super::{WIDTH, owned};
use crate::support::{Failures, Folder, page, text_of};

/// A file's text and the lines of its page.
type File = (&'static str, &'static [&'static str]);

const FRONT: &str = "date: 2024-03-05\nlink: https://www.example.org/a\nauthor: Jo Doe\n---\n";
const META: &str = "Jo Doe · example.org · 5 Mar 2024 · 1 min";

fn check(table: &[File]) {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (text, want) in table {
        let path = folder.write("a.md", text.replace("FRONT", FRONT));
        let document = page(&path, 76);
        let lines: Vec<String> = document.lines.iter().map(|line| line.text().trim_end().to_owned()).collect();
        wrong.compare(text, &*lines, &*owned(want));
    }
    wrong.report();
}

#[test]
fn the_title_is_shown_once() {
    check(&[
        ("---\ntitle: A title\nFRONT### A title\n\nThe text.", &["A title", META, "", "The text."]),
        ("---\ntitle: A title\nFRONT\n\n# A title #\nThe text.", &["A title", META, "", "The text."]),
        (
            "---\ntitle: \"Don’t: “stop”\"\nFRONT### Don&rsquo;t: \"stop\"\n\nThe text.",
            &["Don’t: “stop”", META, "", "The text."],
        ),
        (
            "---\ntitle: A title\nFRONT### Another title\n\nThe text.",
            &["A title", META, "", "Another title", "", "The text."],
        ),
        ("---\ntitle: A title\nFRONT### A\n\nThe text.", &["A title", META, "", "A", "", "The text."]),
        ("---\ntitle: A title\nFRONTA title\n\nThe text.", &["A title", META, "", "A title", "", "The text."]),
        ("---\ntitle: A title\nFRONT<h1>A title</h1>\n\n<p>The text.</p>", &["A title", META, "", "The text."]),
        ("---\ntitle: A title\nFRONTA title\n=======\n\nThe text.", &["A title", META, "", "The text."]),
        ("---\nFRONT### A title\n\nThe text.", &["A title", META, "", "The text."]),
        ("---\nFRONTA title\n\nThe text.", &["A title", META, "", "The text."]),
        ("---\ntitle: \"!!!\"\nFRONT### ???\n\nThe text.", &["!!!", META, "", "???", "", "The text."]),
    ]);
}

#[test]
fn the_title_of_an_html_file_is_shown_once() {
    let folder = Folder::new();
    for text in [
        "<html><head><title>A title</title></head><body><h1>A title</h1><p>The text.</p></body></html>",
        "<h1>A <em>title</em></h1>\n<p>The text.</p>",
        "---\ntitle: A title\n---\n<div><h2 class=\"x\">A title</h2><p>The text.</p></div>",
    ] {
        let page = text_of(&page(&folder.write("a.html", text), WIDTH));
        assert_eq!(page.matches("A title").count(), 1, "{text}: {page}");
        assert!(page.contains("The text."), "{text}: {page}");
    }
}

#[test]
fn the_excerpt_is_shown_only_if_the_text_lacks_it() {
    check(&[
        ("---\ntitle: T\nexcerpt: \"The text.\"\nFRONTThe text.", &["T", META, "", "The text."]),
        (
            "---\ntitle: T\nexcerpt: \"The text. And\nmore of it.\"\nFRONT### T\n\nThe text.\n\nAnd more of it.",
            &["T", META, "", "The text.", "", "And more of it."],
        ),
        ("---\ntitle: T\nexcerpt: \"It&rsquo;s &ldquo;so&rdquo;.\"\nFRONTIt’s “so”.", &["T", META, "", "It’s “so”."]),
        ("---\ntitle: T\nexcerpt: \"It’s &amp; so.\"\nFRONTIt&#8217;s & so.", &["T", META, "", "It’s & so."]),
        (
            "---\ntitle: T\nexcerpt: \"The text is\"\nFRONT**The** [text](https://a.example/) is here.",
            &["T", META, "", "The text[1] is here."],
        ),
        ("---\ntitle: T\nexcerpt: \"The text…\"\nFRONTThe text goes on.", &["T", META, "", "The text goes on."]),
        (
            "---\ntitle: T\nexcerpt: \"Quite another.\"\nFRONTThe text.",
            &["T", META, "", "Quite another.", "", "The text."],
        ),
        ("---\ntitle: T\ntext: \"Quite another.\"\nFRONT", &["T", META, "", "Quite another."]),
        ("---\ntitle: T\nexcerpt: \"T\"\nFRONTThe text.", &["T", META, "", "The text."]),
        ("---\ntitle: T\nexcerpt: undefined\nFRONTThe text.", &["T", META, "", "The text."]),
        ("---\ntitle: T\nexcerpt: \"\"\nFRONT", &["T", META, "", "This post has no text. Press o to open its source."]),
    ]);
}

#[test]
fn long_excerpts_are_found_in_the_text_however_they_are_folded() {
    let words: Vec<String> =
        (0..400).map(|n| format!("word{n}&rsquo;s,{}", if n % 9 == 0 { "\n" } else { " " })).collect();
    let text = words.concat();
    let folder = Folder::new();
    let path = folder
        .write("a.md", format!("---\ntitle: T\nexcerpt: \"{text}\"\n---\n### T\n\n{}", text.replace('\n', "\n\n")));
    assert_eq!(text_of(&page(&path, 76)).matches("word17’s").count(), 1);
}

#[test]
fn the_head_shows_the_known_fields() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (text, want) in [
        ("---\ntitle: T\ndate: 2024-03-05\n---\nThe text.", "5 Mar 2024 · 1 min"),
        ("---\ntitle: T\n---\nThe text.", "undated · 1 min"),
        ("---\ntitle: T\ndate: 2024-03-05\nauthor: Jo\n---\nThe text.", "Jo · 5 Mar 2024 · 1 min"),
        (
            "---\ntitle: T\ndate: 2024-03-05\ndomain: www.example.org\n---\nThe text.",
            "example.org · 5 Mar 2024 · 1 min",
        ),
    ] {
        let document = page(&folder.write("a.md", text), 76);
        wrong.compare(text, &*document.lines[1].text(), want);
        wrong.compare(text, &document.lines[0].kind, &LineKind::Title);
        wrong.compare(text, &document.lines[1].kind, &LineKind::Meta);
    }
    wrong.report();
}

#[test]
fn reading_time_counts_words_and_characters() {
    let folder = Folder::new();
    for (body, minutes) in [
        ("word ".repeat(2380), 10),
        ("字".repeat(2550), 10),
        ("<b class=\"x y z\">word</b> ".repeat(2380), 10),
        (String::new(), 1),
    ] {
        let document = page(&folder.write("a.md", format!("---\ntitle: T\ndate: 2024-03-05\n---\n{body}")), 76);
        assert_eq!(document.lines[1].text(), format!("5 Mar 2024 · {minutes} min"));
    }
}

#[test]
fn a_file_that_changed_says_so_and_one_that_is_gone_too() {
    let folder = Folder::new();
    let path = folder.write("a.md", "---\ntitle: T\n---\nThe text.");
    let source = load::open_file(&path).unwrap();
    let loaded = load::read_content(&source).unwrap().post;
    folder.write("a.md", "---\ntitle: Another\n---\nAnother text, and a longer one.");
    let now = load::read_content(&source).unwrap();
    let text = text_of(&lay_out(&now, &loaded, &crate::support::setting(76)));
    assert!(text.contains("changed after it was loaded") && text.contains("Another text"), "{text}");
    std::fs::remove_file(&path).unwrap();
    let fault = load::read_content(&source).unwrap_err();
    assert!(matches!(fault, ProblemKind::Unreadable(_)), "{fault:?}");
    let document = error_page(&loaded, &fault, 200);
    assert_eq!(document.lines[0].text(), "T");
    assert!(text_of(&document).contains(&*path.to_string_lossy()), "{}", text_of(&document));
    assert!(document.lines.iter().any(|line| line.kind == LineKind::Note));
}

#[test]
fn the_end_of_a_very_long_text_is_in_the_file() {
    let folder = Folder::new();
    let paragraph = "The same words again and again. ".repeat(100) + "\n\n";
    let path = folder.write("a.md", format!("---\ntitle: T\n---\n{}The end.", paragraph.repeat(400)));
    let document = page(&path, WIDTH);
    let text = text_of(&document);
    assert!(text.contains("1 MiB") && !text.contains("The end."));
    assert!(document.lines.len() > 20_000);
}
