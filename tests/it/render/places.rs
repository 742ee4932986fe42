//! Links within a text, and addresses relative to its page.

use super::page_of;
use crate::support::{Failures, Folder, page};
use importai_reader::layout::{Destination, Document};

/// The text of the line that each link leads to, or its address; `nowhere` for a place that the text lacks.
fn targets(page: &Document) -> Vec<String> {
    let target = |destination: &Destination| match destination {
        Destination::Web(address) => address.to_string(),
        Destination::Line(Some(line)) => page.lines[*line].text().trim().to_owned(),
        Destination::Line(None) => "nowhere".to_owned(),
        Destination::Post(_) | Destination::Story(..) => "a post".to_owned(),
    };
    page.links.iter().map(|link| target(&link.destination)).collect()
}

#[test]
fn links_within_a_text_lead_to_its_lines() {
    let mut wrong = Failures::default();
    for (name, body, want) in [
        ("a.md", "[a](#the-crane)\n\n## Quay\n\nB.\n\n## The *Crane*!\n\nC.", &["The Crane!"][..]),
        ("a.md", "[a](#links-1)\n\n## Links\n\nB.\n\n## Links\n\nC.\n\n### Links at the end", &["Links"]),
        ("a.md", "[a](#crane)\n\n## The lifting machine {#crane}\n\nB.", &["The lifting machine"]),
        ("a.md", "[a](#Gr%C3%BC%C3%9Fe)\n\n## Grüße\n\nB.", &["Grüße"]),
        ("a.md", "A[^b], c[^2].\n\n[^2]: Two.\n[^b]: First\n    note.", &["1. First note.", "2. Two."]),
        (
            "a.md",
            "- [a](#b)\n\n<a name=\"b\"></a>\n\nThere.\n\n> Quote <span id=c>x</span>\n\n[d](#c)",
            &["There.", "│ Quote x"],
        ),
        ("a.md", "[up](#top) and [gone](#nothing)", &["T", "nowhere"]),
        (
            "a.html",
            "<p>See<sup id=r1><a href='#n1'>1</a></sup>.</p><h2 id=x>Head<a href='#x'>#</a></h2>\
             <ol><li id=n1>The note. <a href='#r1'>↩</a></li></ol>",
            &["1. The note. ↩", "See1."],
        ),
        ("a.md", "[[#Quay]] and [[#Gone|this]]\n\n## Quay\n\nB.", &["Quay", "nowhere"]),
    ] {
        let page = page_of(name, body, 40);
        let got: Vec<String> =
            targets(&page).iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let want: Vec<String> = want.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        wrong.compare(body, &*got, &*want);
    }
    wrong.report();
}

#[test]
fn the_second_heading_with_a_name_is_another_place() {
    let page = page_of("a.md", "[a](#links-1)\n\n## Links\n\nB.\n\n## Links\n\nC.", 40);
    let headings: Vec<usize> = (0..page.lines.len()).filter(|&line| page.lines[line].text() == "Links").collect();
    assert_eq!(page.links[0].destination, Destination::Line(Some(headings[1])));
}

#[test]
fn a_place_in_a_table_is_the_table() {
    let page = page_of("a.html", "<p><a href='#c'>a</a></p><table><tr><td>x<td id=c>y<tr><td>z<td>w</table>", 40);
    let Destination::Line(Some(line)) = page.links[0].destination else { panic!("{:?}", page.links) };
    assert!(page.lines[line..line + 2].iter().any(|line| line.text().contains('x')), "{line}");
}

#[test]
fn relative_addresses_are_relative_to_the_page_of_the_post() {
    let mut wrong = Failures::default();
    for (name, link, body, want) in [
        ("a.md", "https://example.org/blog/a.html", "[b](b.html)", &["https://example.org/blog/b.html"][..]),
        (
            "a.md",
            "https://example.org/blog/a.html",
            "[b](/about/) ![c](../c.png)",
            &["https://example.org/about/", "https://example.org/c.png"],
        ),
        ("a.md", "https://example.org/blog/a/", "[b](?page=2)", &["https://example.org/blog/a/?page=2"]),
        ("a.md", "https://example.org/", "[b](//cdn.example.net/x.js)", &["https://cdn.example.net/x.js"]),
        ("a.md", "", "[b](//cdn.example.net/x.js) [c](b.html)", &["https://cdn.example.net/x.js", "b.html"]),
        ("a.md", "https://example.org/", "[b](www.example.net/x)", &["http://www.example.net/x"]),
        (
            "a.md",
            "https://example.org/",
            "[b](javascript:x) [c](mailto:jo@example.org)",
            &["javascript:x", "mailto:jo@example.org"],
        ),
        ("a.html", "https://example.org/", "<base href='/deep/x'><a href=y>a</a>", &["https://example.org/deep/y"]),
        ("a.html", "", "<base href='https://example.net/deep/x'><a href=y>a</a>", &["https://example.net/deep/y"]),
        ("a.md", "file:///etc/", "[b](passwd)", &["passwd"]),
        ("a.md", "javascript:x", "[b](y)", &["y"]),
    ] {
        let folder = Folder::new();
        let link = if link.is_empty() { String::new() } else { format!("link: {link}\n") };
        let page = page(&folder.write(name, format!("---\ntitle: T\ndate: 2024-01-01\n{link}---\n{body}")), 40);
        wrong.compare(body, &*targets(&page), &*super::owned(want));
    }
    wrong.report();
}

#[test]
fn a_saved_page_says_what_its_addresses_are_relative_to() {
    let folder = Folder::new();
    let html = |head: &str| {
        format!(
            "<!doctype html><html><head><title>Crane</title>{head}</head><body><article><h1>Crane</h1>\
             <p>It lifts, see <a href=\"more.html\">more</a>.</p></article></body></html>"
        )
    };
    for (head, want) in [
        ("<base href=\"https://example.org/docs/\">", "https://example.org/docs/more.html"),
        ("<link rel=canonical href=\"https://example.org/blog/crane\">", "https://example.org/blog/more.html"),
        ("<meta property=\"og:url\" content=\"https://example.org/news/crane\">", "https://example.org/news/more.html"),
    ] {
        let page = page(&folder.write("a.html", html(head)), 40);
        assert_eq!(targets(&page), [want], "{head}");
    }
}
