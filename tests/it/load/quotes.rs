//! Quoted values with quotes inside them that nobody escaped.

use std::path::Path;

use crate::support::{Failures, Folder, faults, load_one, read_content};

/// A file in the shape of the largest archive, with a title and an excerpt as they stand after their colons.
fn file(title: &str, excerpt: &str) -> String {
    format!(
        "---\n\nlayout: post\ntitle: {title}\ndate: 2024-03-05 08:24:06\nlink: https://www.example.org/a\n\
         domain: www.example.org\nauthor: \"Jo Doe\"\nicon: \nexcerpt: {excerpt}\n\n---\n\n### The heading\n\nThe text.\n"
    )
}

/// A title or an excerpt as it stands in the file, what it is read as, and the fault that is told.
struct Quoted(&'static str, &'static str, &'static str);

const TITLES: [Quoted; 22] = [
    Quoted(r#""A plain title""#, "A plain title", ""),
    Quoted(r#""The "big" one""#, r#"The "big" one"#, r#"4 UnescapedQuotes("title")"#),
    Quoted(r#""He said "no"""#, r#"He said "no""#, r#"4 UnescapedQuotes("title")"#),
    Quoted(r#"""Open" is a word""#, r#""Open" is a word"#, r#"4 UnescapedQuotes("title")"#),
    Quoted(r#"""Both"""#, r#""Both""#, r#"4 UnescapedQuotes("title")"#),
    Quoted(r#""A 5" screen""#, r#"A 5" screen"#, r#"4 UnescapedQuotes("title")"#),
    Quoted(r#""Never closed"#, "Never closed", r#"4 UnescapedQuotes("title")"#),
    Quoted(r#""Deep" is no word for it"#, r#""Deep" is no word for it"#, r#"4 UnescapedQuotes("title")"#),
    Quoted(r#""She wrote \"yes\" there""#, r#"She wrote "yes" there"#, ""),
    Quoted(r#""Both \"kinds\" of "quotes"""#, r#"Both "kinds" of "quotes""#, r#"4 UnescapedQuotes("title")"#),
    Quoted(r#""A title" # and a comment"#, "A title", ""),
    Quoted("\"Over two\n  lines\"", "Over two lines", ""),
    Quoted("\"Over two\nlines\"", "Over two lines", ""),
    Quoted("\"A \"bad\" one over\n  two lines\"", "A \"bad\" one over two lines", r#"4 UnescapedQuotes("title")"#),
    Quoted("'Single quotes'", "Single quotes", ""),
    Quoted("'It''s here'", "It's here", ""),
    Quoted("'It's here'", "It's here", r#"4 UnescapedQuotes("title")"#),
    Quoted("'It's theirs''", "It's theirs'", r#"4 UnescapedQuotes("title")"#),
    Quoted("'A \"double\" inside'", "A \"double\" inside", ""),
    Quoted("'Over two\n  lines: and a colon'", "Over two lines: and a colon", ""),
    Quoted("'Over two\n\n  paragraphs'", "Over two paragraphs", ""),
    Quoted("'Over three\n  lines of 2024\n  #74'", "Over three lines of 2024 #74", ""),
];

#[test]
fn titles_in_quotes() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for Quoted(raw, title, want) in TITLES {
        let path = folder.write("a.md", file(raw, "\"Short.\""));
        let post = load_one(&path);
        wrong.compare(raw, &*post.title, title);
        wrong.compare(raw, &*faults(&post), want);
        wrong.compare(raw, &read_content(&path).excerpt, &Some("Short.".to_owned()));
        compare_others(&path, raw, &mut wrong);
    }
    wrong.report();
}

const BROKEN: &str = "10 UnescapedQuotes(\"excerpt\")";

const EXCERPTS: [Quoted; 21] = [
    Quoted(r#""One line.""#, "One line.", ""),
    Quoted(r#""She wrote "yes" twice.""#, r#"She wrote "yes" twice."#, BROKEN),
    Quoted(r#""They call it "drift"""#, r#"They call it "drift""#, BROKEN),
    Quoted(r#"""Drift", they call it.""#, r#""Drift", they call it."#, BROKEN),
    Quoted(r#""She wrote \"yes\" twice.""#, r#"She wrote "yes" twice."#, ""),
    Quoted("\"One.\n\n\n\nTwo,\nthree.\"", "One.\n\n\nTwo, three.", ""),
    // Lines that look like keys nobody knows.
    Quoted(
        "\"One.\n\nWhy this matters: it does.\nPaper: on arXiv.\n\"",
        "One.\nWhy this matters: it does. Paper: on arXiv.",
        "",
    ),
    Quoted(
        "\"One \"odd\" thing.\n\nWhy this matters: it does.\nPaper: on \"arXiv\".\nEnd.\"",
        "One \"odd\" thing.\nWhy this matters: it does. Paper: on \"arXiv\". End.",
        BROKEN,
    ),
    Quoted("\"One \"odd\"\nPaper: \"two\"\"", "One \"odd\" Paper: \"two\"", BROKEN),
    // Lines that look like the keys of a post.
    Quoted("\"One.\ntitle: Not this\ndate: 1999-01-01\nEnd.\"", "One. title: Not this date: 1999-01-01 End.", ""),
    Quoted("\"One.\nlink: \\\"https://wrong.example\\\"\nEnd.\"", "One. link: \"https://wrong.example\" End.", ""),
    Quoted(
        "\"One.\nlink: https://wrong.example/\ndomain: wrong.example\"",
        "One. link: https://wrong.example/ domain: wrong.example",
        "",
    ),
    Quoted("\"One \"odd\" thing.\nauthor: Not this\nEnd.\"", "One \"odd\" thing. author: Not this End.", BROKEN),
    Quoted(
        "\"One \"odd\" thing.\ntitle: Not\ndate: 1999-01-01\nEnd.\"",
        "One \"odd\" thing. title: Not date: 1999-01-01 End.",
        BROKEN,
    ),
    // Lines of signs.
    Quoted("\"One.\n---\nTwo.\"", "One. --- Two.", ""),
    Quoted("\"One.\n\n---\n\nTwo.\"", "One.\n---\nTwo.", ""),
    Quoted("\"One \"odd\" thing.\n---\nTwo.\"", "One \"odd\" thing. --- Two.", BROKEN),
    Quoted(
        "\"One.\n###################################################\nTwo.\"",
        "One. ################################################### Two.",
        "",
    ),
    // A quote at the end of a line that is not the end.
    Quoted("\"A screen of 5\"\nis small.\"", "A screen of 5\" is small.", BROKEN),
    Quoted("\"A screen of\n5\"\nis small.\"", "A screen of 5\" is small.", BROKEN),
    Quoted("\"Never closed.", "Never closed.", BROKEN),
];

#[test]
fn excerpts_in_quotes() {
    check_excerpts("excerpt");
}

#[test]
fn texts_in_quotes() {
    check_excerpts("text");
}

fn check_excerpts(key: &str) {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for Quoted(raw, excerpt, broken) in EXCERPTS {
        let text = file("\"A title\"", raw).replace("\nexcerpt: ", &format!("\n{key}: "));
        let path = folder.write("a.md", text);
        let want = broken.replace("excerpt", key);
        wrong.compare(raw, &*load_one(&path).title, "A title");
        wrong.compare(raw, &read_content(&path).excerpt, &Some(excerpt.to_owned()));
        wrong.compare(raw, &faults(&load_one(&path)), &want);
        compare_others(&path, raw, &mut wrong);
    }
    wrong.report();
}

/// What stands beside a broken value comes to no harm.
fn compare_others(path: &Path, raw: &str, wrong: &mut Failures) {
    let post = load_one(path);
    wrong.compare(raw, &*post.date.instant().to_string(), "2024-03-05T08:24:06Z");
    wrong.compare(raw, post.link.as_deref().unwrap_or_default(), "https://www.example.org/a");
    wrong.compare(raw, &*post.domain, "example.org");
    wrong.compare(raw, &*post.author, "Jo Doe");
    wrong.compare(raw, read_content(path).body.trim(), "### The heading\n\nThe text.");
}

/// What may stand between a broken excerpt and the text.
const AFTER: [(&str, &str); 5] = [
    ("category: C8KUCH2UU\n", "The text."),
    ("image: \nauthor: \"Al Poe\"\n", "The text."),
    ("feed: https://feeds.example/x\n", "The text."),
    ("feed: https://feeds.example/x\n", "She said \"so\"\n\n---\n\nMore of the text."),
    ("", "She said \"so\"\n\n---\n\nMore of the text.\n\ntitle: \"not this\""),
];

#[test]
fn a_broken_excerpt_ends_before_the_next_key() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (after, body) in AFTER {
        let text = format!("---\nexcerpt: \"One \"odd\" thing.\nEnd.\"\n{after}title: A title\n---\n{body}");
        let last = format!("---\ntitle: A title\nexcerpt: \"One \"odd\" thing.\nEnd.\"\n{after}---\n{body}");
        for text in [text, last] {
            let page = read_content(&folder.write(super::NAME, &text));
            wrong.compare(&text, &*page.post.title, "A title");
            wrong.compare(&text, &*page.excerpt.unwrap_or_default(), "One \"odd\" thing. End.");
            wrong.compare(&text, &*page.body, body);
        }
    }
    wrong.report();
}

/// Broken values of the other fields; each in the place of a good one.
const OTHERS: [(&str, &str, &str, &str); 5] = [
    ("author: \"Jo Doe\"", "author: \"Jo \"J\" Doe\"", "Jo \"J\" Doe", "8 UnescapedQuotes(\"author\")"),
    ("author: \"Jo Doe\"", "name: \"Jo \"J\" Doe\"", "Jo \"J\" Doe", "8 UnescapedQuotes(\"name\")"),
    ("icon: ", "image: \"a \"b\" c\"", "Jo Doe", ""),
    ("layout: post", "layout: \"po\"st", "Jo Doe", ""),
    ("domain: www.example.org", "domain: \"www.\"example\".org\"", "Jo Doe", "7 UnescapedQuotes(\"domain\")"),
];

#[test]
fn other_values_in_quotes() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (good, bad, author, want) in OTHERS {
        let path = folder.write("a.md", file("\"A title\"", "\"Short.\"").replace(good, bad));
        let post = load_one(&path);
        wrong.compare(bad, &*post.title, "A title");
        wrong.compare(bad, &*post.author, author);
        wrong.compare(bad, &*post.date.format_iso(), "2024-03-05");
        wrong.compare(bad, &*faults(&post), want);
        wrong.compare(bad, &read_content(&path).excerpt, &Some("Short.".to_owned()));
    }
    wrong.report();
}
