//! Saved pages: whole files of HTML, whose heads say what a front matter would.

use crate::support::{Failures, Folder, body_lines, load_one, page};

/// A page with this in its head and its body.
fn html(head: &str, body: &str) -> String {
    format!("<!DOCTYPE html>\n<html lang=en><head>{head}</head><body>{body}</body></html>\n")
}

/// What is checked, head, body, and the post: its title, date, link and author.
type Row = (&'static str, &'static str, &'static str, [&'static str; 4]);

const TABLE: [Row; 6] = [
    (
        "all fields",
        "<title>Tides | Log</title><meta name=author content='Ada H'><meta property='og:title' content='Tides &amp; \
         more'><meta property='og:url' content='https://e.org/t/'><meta property='article:published_time' \
         content='2023-06-23T10:00:00+00:00'>",
        "<h1>Site</h1><p>Text.</p>",
        ["Tides & more", "2023-06-23", "https://e.org/t/", "Ada H"],
    ),
    ("a heading", "<title>Tides | Log</title>", "<h1>The tides</h1>", ["The tides", "2024-03-09", "", ""]),
    ("the heading of the text", "", "<h1>Site</h1><main><h1>Tides</h1>Text.</main>", ["Tides", "2024-03-09", "", ""]),
    ("a window title", "<title>Tides | Log</title>", "<p>Text.</p>", ["Tides", "2024-03-09", "", ""]),
    (
        "a canonical address",
        "<title>T</title><link href=https://e.org/a rel=canonical>",
        "Text.",
        ["T", "2024-03-09", "https://e.org/a", ""],
    ),
    ("a bad date", "<meta property=article:published_time content=soon>", "<h1>T</h1>", ["T", "2024-03-09", "", ""]),
];

#[test]
fn heads_fill_fields() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (what, head, body, want) in TABLE {
        let post = load_one(&folder.write("2024-03-09-a.html", html(head, body)));
        let link = post.link.as_deref().unwrap_or_default();
        let got = [post.title.as_str(), &post.date.format_iso(), link, post.author.as_str()].map(str::to_owned);
        wrong.compare(what, &got, &want.map(str::to_owned));
    }
    wrong.report();
}

#[test]
fn front_matter_wins() {
    let folder = Folder::new();
    let text = html("<meta name=author content=Bob><meta property=og:title content=U>", "<p>Text.</p>");
    let post = load_one(&folder.write("a.html", format!("---\ntitle: T\nauthor: Ann\n---\n{text}")));
    assert_eq!((post.title.as_str(), post.author.as_str()), ("T", "Ann"));
}

#[test]
fn the_text_of_a_page_is_shown() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    let long = "<p>The new tables of the harbour are out.</p>";
    let body = |body: &str| body_lines(&page(&folder.write("a.html", html("<title>T</title>", body)), 60));
    let text = ["The new tables of the harbour are out.".to_owned()];
    for around in [
        format!("<nav>Posts and tags</nav><article>{long}</article><footer>Log</footer>"),
        format!("<main>{long}</main><div>Share</div>"),
        format!("<main><article>{long}</article><div>Share</div></main>"),
        format!("<style>a {{ b: c; d: e; f: g; h: i; j: k; l: m; n: o }}</style><main>{long}</main>"),
    ] {
        wrong.compare(&around, &*body(&around), &text[..]);
    }
    for all in [
        format!("<article>{long}</article><article>Two</article>"),
        format!("<article>Two</article>{long}"),
        format!("{long}<article>Two"),
    ] {
        wrong.compare(&all, &body(&all).len(), &3);
    }
    wrong.report();
}

#[test]
fn anchors_of_headings_are_dropped() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (body, want) in [
        ("<h2>Where<a href=#where>#</a></h2>", "Where"),
        ("<h2><a href=https://e.org/#where> ¶ </a>Where</h2>", "Where"),
        ("<h2>C<a href=https://e.org/>#x</a></h2>", "C#x"),
        ("<p>Key <a href=#k>#</a></p>", "Key #"),
    ] {
        let lines = body_lines(&page(&folder.write("a.html", html("<title>T</title>", body)), 60));
        wrong.unless(lines[0].starts_with(want) && !lines[0].ends_with("##"), || format!("{body}: {lines:?}"));
        wrong.unless(want != "Where" || lines[0] == want, || format!("{body}: {lines:?}"));
    }
    wrong.report();
}
