//! Files in which something is missing: front matter, its end, a title, all of it.

use crate::support::{Failures, Folder, fault, load_one, read_content, summary};

/// A file's name and text, the summary of its post, and its body.
struct Lacking(&'static str, &'static str, &'static str, &'static str);

const NO_FRONT_MATTER: [Lacking; 12] = [
    Lacking("a.md", "Only a sentence.", "Only a sentence. | 1 NoFrontMatter, NoDate", ""),
    Lacking("a.md", "# A heading\n\nThe text.", "A heading | 1 NoFrontMatter, NoDate", "The text."),
    Lacking(
        "a.md",
        "Some words.\n\n### A heading ###\n\nThe text.",
        "Some words. | 1 NoFrontMatter, NoDate",
        "### A heading ###\n\nThe text.",
    ),
    Lacking(
        "a.md",
        "#hashtag is no heading\n\nThe text.",
        "#hashtag is no heading | 1 NoFrontMatter, NoDate",
        "The text.",
    ),
    Lacking("a.md", "\n\n*Strong* start\n\nThe text.", "Strong start | 1 NoFrontMatter, NoDate", "The text."),
    Lacking(
        "a.md",
        "Don&rsquo;t &amp; won&rsquo;t\n\nThe text.",
        "Don’t & won’t | 1 NoFrontMatter, NoDate",
        "The text.",
    ),
    Lacking("the-name.md", "###\n***\n", "the name | 1 NoFrontMatter, NoDate", "###\n***"),
    Lacking(
        "a.md",
        "---\n\nA rule, and then words.",
        "A rule, and then words. | 1 NoFrontMatter, NoDate",
        "---\n\nA rule, and then words.",
    ),
    Lacking("a.md", "title: A title\ndate: 2024-03-05\n", "A title | 2024-03-05 | ", ""),
    Lacking(
        "a.html",
        "<html><head><title>A &amp; B</title></head><body><p>The text.</p></body></html>",
        "A & B | NoDate",
        "<html><head><title>A &amp; B</title></head><body><p>The text.</p></body></html>",
    ),
    Lacking(
        "a.HTM",
        "<h1 class=\"x\">A <em>good</em> title</h1><p>The text.</p>",
        "A good title | NoDate",
        "<h1 class=\"x\">A <em>good</em> title</h1><p>The text.</p>",
    ),
    Lacking("a.html", "<p>The text.</p>", "The text. | NoDate", "<p>The text.</p>"),
];

const UNTERMINATED: [Lacking; 6] = [
    Lacking(
        "a.md",
        "---\ntitle: A title\ndate: 2024-03-05\n\nThe text.\n\nMore: of it.",
        "A title | 2024-03-05 | 1 Unterminated",
        "The text.\n\nMore: of it.",
    ),
    Lacking("a.md", "---\n\ntitle: \"A title\"\ndate: 2024-03-05\n", "A title | 2024-03-05 | 1 Unterminated", ""),
    Lacking(
        "a.md",
        "---\ntitle: A title\ndate: 2024-03-05\n\n### A title\n\nThe text.",
        "A title | 2024-03-05 | 1 Unterminated",
        "The text.",
    ),
    Lacking(
        "a.md",
        "---\ntitle: A title\ndate: 2024-03-05\n\nThe text.\ntitle: Not this\n",
        "A title | 2024-03-05 | 1 Unterminated",
        "The text.\ntitle: Not this",
    ),
    Lacking(
        "a.md",
        "---\ntitle: A \"good\" title\ndate: 2024-03-05\nexcerpt: \"A \"bad\" one.\"\n\nThe text.",
        "A \"good\" title | 2024-03-05 | 1 Unterminated, 4 UnescapedQuotes(\"excerpt\")",
        "The text.",
    ),
    Lacking("a.md", "---\ntitle: A title\ndate: 2024-03-05", "A title | 2024-03-05 | 1 Unterminated", ""),
];

const NO_TITLE: [Lacking; 7] = [
    Lacking("a.md", "---\ndate: 2024-03-05\n---\n### A heading\n\nThe text.", "A heading | 2024-03-05 | ", "The text."),
    Lacking(
        "a.md",
        "---\ntitle: \"\"\ndate: 2024-03-05\n---\nThe text of it.",
        "The text of it. | 2024-03-05 | NoTitle",
        "",
    ),
    Lacking(
        "a.md",
        "---\ntitle: undefined\ndate: 2024-03-05\n---\nThe text of it.",
        "The text of it. | 2024-03-05 | NoTitle",
        "",
    ),
    Lacking("the-name.md", "---\ntitle:\ndate: 2024-03-05\n---\n", "the name | 2024-03-05 | ", ""),
    Lacking("the-name.md", "---\n---\n", "the name | NoDate", ""),
    Lacking(
        "a.md",
        "---\ntitle: \"&#8203;\"\ndate: 2024-03-05\n---\nThe text of it.",
        "The text of it. | 2024-03-05 | NoTitle",
        "",
    ),
    Lacking(
        "a.md",
        "---\ndate: 2024-03-05\n---\none two three four five six seven eight nine ten eleven twelve thirteen",
        "one two three four five six seven eight nine ten eleven twelve… | 2024-03-05 | NoTitle",
        "one two three four five six seven eight nine ten eleven twelve thirteen",
    ),
];

const EMPTY: [Lacking; 4] = [
    Lacking("the-name.md", "", "the name | Empty, NoDate", ""),
    Lacking("2024-03-05-the-name.md", " \n\n\t\n", "the name | 2024-03-05 by name | Empty", ""),
    Lacking("the-name.md", "\u{feff}", "the name | Empty, NoDate", ""),
    Lacking("the-name.html", "\r\n", "the name | Empty, NoDate", ""),
];

#[test]
fn files_without_front_matter_have_title_and_date() {
    check(&NO_FRONT_MATTER);
}

#[test]
fn unterminated_front_matter() {
    check(&UNTERMINATED);
}

#[test]
fn posts_without_title_get_one() {
    check(&NO_TITLE);
}

#[test]
fn empty_files_are_posts() {
    check(&EMPTY);
}

/// Compares title, date (where it is not that of the file's last change) and faults, in any order of those without a
/// line.
fn check(table: &[Lacking]) {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for Lacking(name, text, want, body) in table {
        let path = folder.write(name, text);
        let post = load_one(&path);
        let summary = summary(&post);
        let mut parts: Vec<&str> = summary.split(" | ").take(2).filter(|part| !part.ends_with("by file")).collect();
        let mut faults: Vec<String> = post.problems.iter().map(fault).collect();
        faults.sort_by_key(|fault| (!fault.starts_with('1'), fault == "NoDate", fault.clone()));
        let faults = faults.join(", ");
        parts.push(&faults);
        wrong.compare(text, &*parts.join(" | "), *want);
        wrong.compare(text, read_content(&path).body.trim(), *body);
    }
    wrong.report();
}
