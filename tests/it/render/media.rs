//! Pictures, films and sounds: a page has none, but it leads to each.

use super::{WIDTH, check, page_of, styled_lines};
use crate::support::Failures;
use importai_reader::text::CleanText;

/// A body in a file of that name, its lines, and the addresses of its links.
type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const TABLE: [Row; 19] = [
    (
        "a.html",
        "<iframe src=\"https://www.y.org/embed/a\"></iframe>",
        &["{[video: www.y.org]}"],
        &["https://www.y.org/embed/a"],
    ),
    ("a.html", "<p>See<iframe src='//y.org/a'>x</iframe>now</p>", &["See {[video: y.org]} now"], &["https://y.org/a"]),
    (
        "a.html",
        "<p>a</p><iframe src=https://y.org/a /><p>b</p>",
        &["a", "", "{[video: y.org]}", "", "b"],
        &["https://y.org/a"],
    ),
    ("a.html", "<iframe src='about:blank'></iframe><iframe srcdoc='<p>x'></iframe><p>b</p>", &["b"], &[]),
    (
        "a.html",
        "<video controls><source src=\"https://e.org/v.webm\"><source src=\"https://e.org/v.mp4\">No video?</video>",
        &["{[video: e.org]}", "", "No video?"],
        &["https://e.org/v.webm"],
    ),
    (
        "a.html",
        "<video src=v.mp4><source src=w.mp4></video><p>b</p>",
        &["{[video]}", "", "b"],
        &["https://www.example.org/v.mp4"],
    ),
    (
        "a.html",
        "<p>a<audio src='https://e.org/a.mp3'></audio>b</p>",
        &["a", "", "{[audio: e.org]}", "", "b"],
        &["https://e.org/a.mp3"],
    ),
    ("a.html", "<p>a <embed src='https://e.org/e'> b</p>", &["a {[video: e.org]} b"], &["https://e.org/e"]),
    (
        "a.html",
        "<p><object data='https://e.org/o'><embed src='https://e.org/o'>text</object></p>",
        &["{[video: e.org]} text"],
        &["https://e.org/o"],
    ),
    (
        "a.html",
        "<object><param name=movie value=x><embed src='https://e.org/o'></object>",
        &["{[video: e.org]}"],
        &["https://e.org/o"],
    ),
    (
        "a.html",
        "<picture><source srcset=b.webp><img src=b.png alt='A map'></picture>",
        &["{[image: A map]}"],
        &["https://www.example.org/b.png"],
    ),
    (
        "a.html",
        "<img src='data:image/gif;base64,R0' data-src='https://e.org/b.png'>",
        &["{[image]}"],
        &["https://e.org/b.png"],
    ),
    ("a.html", "<img src='data:image/gif;base64,R0' alt=dot>", &["[image: dot]"], &[]),
    ("a.html", "<a href='https://e.org/page'><img src=b.png alt=b></a>", &["{[image: b]}"], &["https://e.org/page"]),
    ("a.md", "A ![chart](https://e.org/chart.png) here", &["A {[image: chart]} here"], &["https://e.org/chart.png"]),
    ("a.md", "[![alt](https://e.org/b.png)](https://e.org/page)", &["{[image: alt]}"], &["https://e.org/page"]),
    ("a.md", "![](javascript:x)", &["[image]"], &[]),
    (
        "a.md",
        "Watch:\n\n<video controls><source src=\"https://e.org/v.mp4\"></video>\n\nEnd.",
        &["Watch:", "", "{[video: e.org]}", "", "End."],
        &["https://e.org/v.mp4"],
    ),
    ("a.md", "See <iframe src=\"https://y.org/a\">x</iframe> now", &["See {[video: y.org]} now"], &["https://y.org/a"]),
];

#[test]
fn media_are_links() {
    let mut wrong = Failures::default();
    for (name, body, lines, addresses) in TABLE {
        let page = page_of(name, body, WIDTH);
        wrong.compare(body, &*without_numbers(&styled_lines(&page)), &*super::owned(lines));
        let got: Vec<&str> = page.links.iter().filter_map(|link| link.address()).map(CleanText::as_str).collect();
        let got: Vec<&str> = got.into_iter().filter(|address| *address != "https://www.example.org/a").collect();
        wrong.compare(body, &*got, addresses);
    }
    wrong.report();
}

/// Lines without the numbers of their links.
fn without_numbers(lines: &[String]) -> Vec<String> {
    lines
        .iter()
        .map(|line| (1..4).fold(line.clone(), |line, number| line.replace(&format!("[{number}]"), "")))
        .collect()
}

#[test]
fn media_in_code_are_code() {
    check(&[("`![a](b.png)`", &["![a](b.png)"]), ("```\n<img src=b.png>\n```", &["<img src=b.png>"])]);
}
