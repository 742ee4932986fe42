//! Fields with what a terminal would obey, spelled in every way.

use crate::support::{Failures, Folder, assert_safe, load_one, page, text_of};

/// A value of `title` as it stands after the colon, and what is shown.
const TITLES: [(&str, &str); 20] = [
    ("\"\\e[31mRed\\e[0m\"", "[31mRed[0m"),
    ("\"\\x1b[31mRed\"", "[31mRed"),
    ("\"\\u001b]0;Mine\\a\"", "]0;Mine"),
    ("\"\\x9b31mRed\"", "31mRed"),
    ("\"A\\0B\\bC\\x7fD\"", "ABCD"),
    ("\"Two\\nlines and\\ra third\"", "Two lines and a third"),
    ("\u{1b}[31mRed", "[31mRed"),
    ("A\u{9b}31mB", "A31mB"),
    ("&#27;[31mRed", "[31mRed"),
    ("Red &#x1b;[31m", "Red [31m"),
    ("A &#27 [31m", "A [31m"),
    ("&#0;A&#7;B&#8;C", "\u{fffd}ABC"),
    ("gnp.exe\u{202e}txt", "gnp.exetxt"),
    ("gnp.exe&#8238;txt&#x2066;a&#x2069;", "gnp.exetxta"),
    ("A &rlm;B&lrm; C", "A B C"),
    ("soft&shy;hy&#8203;phen", "softhyphen"),
    ("Don&rsquo;t &ldquo;stop&rdquo; &hellip; 1 &lt; 2 &ndash; 3&nbsp;&nbsp;4", "Don’t “stop” … 1 < 2 – 3 4"),
    ("AT&T, R&D & a < b <3", "AT&T, R&D & a < b <3"),
    ("AT&amp;T &quot;x&quot; &#39;y&#39; &apos;z&apos;", "AT&T \"x\" 'y' 'z'"),
    ("日本語の題名 &mdash; ｔｗｏ", "日本語の題名 — ｔｗｏ"),
];

#[test]
fn titles_are_decoded_and_safe() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (raw, want) in TITLES {
        let path = folder.write(super::NAME, format!("---\ntitle: {raw}\ndate: 2024-03-05\n---\nThe text.\n"));
        wrong.compare(raw, &*load_one(&path).title, want);
        assert_safe(&text_of(&page(&path, 40)), raw);
    }
    wrong.report();
}

#[test]
fn fields_and_messages_are_clean() {
    let folder = Folder::new();
    for (raw, key) in
        TITLES.iter().flat_map(|(raw, _)| ["title", "author", "link", "domain", "date", "name"].map(|key| (raw, key)))
    {
        let path = folder.write(super::NAME, format!("---\n{key}: {raw}\n---\nThe text.\n"));
        let post = load_one(&path);
        let link = post.link.as_deref().unwrap_or_default();
        let mut shown = [&*post.title, &*post.author, link, &*post.domain].join("\n");
        for problem in &post.problems {
            shown += &problem.kind.to_string();
        }
        assert_safe(&shown, key);
        assert_safe(&text_of(&page(&path, 40)), key);
    }
}

#[test]
fn titles_made_of_the_text_or_the_name_are_safe_too() {
    let folder = Folder::new();
    for (name, text) in [
        ("a.md", "# A \u{1b}[31mheading &#27;[0m\n\nThe text."),
        ("a.md", "First \u{202e}words &#8238;of it"),
        ("a.html", "<title>A\u{1b}[31m &#27;[0mtitle</title><p>The text.</p>"),
        ("a\u{1b}[31m\u{202e}b\nc.md", ""),
    ] {
        let path = folder.write(name, text);
        assert_safe(&load_one(&path).title, text);
        assert!(!load_one(&path).title.contains('\n'), "{text}");
        assert_safe(&text_of(&page(&path, 40)), text);
    }
}

#[test]
fn stacked_marks_are_cut() {
    let folder = Folder::new();
    let path = folder.write("a.md", format!("---\ntitle: Za{}lgo\n---\nThe text.\n", "\u{336}\u{301}".repeat(2_000)));
    assert!(load_one(&path).title.chars().count() < 20);
}
