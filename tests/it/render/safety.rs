//! No page lets through what a terminal would obey or what turns text around, however it is spelled.

use super::{Row, WIDTH, check, page_of};
use crate::support::{assert_safe, text_of};

/// Spelled raw and as entities of every form.
const EVIL: [&str; 16] = [
    "\u{1b}[31m",
    "&#27;[31m",
    "&#x1b;]0;x&#7;",
    "&#X1B;[2J",
    "\u{9b}31m",
    "&#155;31m",
    "&#x9b;31m",
    "\u{7}\u{8}\u{7f}",
    "&#0;&#8;&#127;",
    "\u{202e}abc",
    "&#8238;abc",
    "&#x202e;&#x2066;abc&#x2069;",
    "&rlm;&lrm;\u{61c}",
    "\u{2028}\u{2029}\u{85}",
    "\0",
    "\u{feff}\u{200b}\u{ad}\u{2060}",
];

/// Where it may stand.
const PLACES: [&str; 17] = [
    "EVIL",
    "# EVIL",
    "- EVIL",
    "> EVIL",
    "*EVIL* **EVIL** ~~EVIL~~",
    "`EVIL`",
    "```\nEVIL\n```",
    "```EVIL\nx\n```",
    "| EVIL | b |\n|--|--|\n| EVIL | c |",
    "[EVIL](https://a.example/EVIL)",
    "![EVIL](x)",
    "<https://a.example/|EVIL>",
    "https://a.example/EVIL",
    "<p>EVIL</p>",
    "<img alt=\"EVIL\"><a href=\"https://a.example/EVIL\">EVIL</a>",
    "<pre>EVIL</pre>",
    "a <EVIL> <fooEVIL bar=\"EVIL\"> b",
];

#[test]
fn pages_are_safe() {
    for place in PLACES {
        for evil in EVIL {
            let body = place.replace("EVIL", &format!("x{evil}y"));
            for name in ["a.md", "a.html"] {
                let document = page_of(name, &body, WIDTH);
                assert_safe(&text_of(&document), &body);
                assert_safe(&document.plain_text(), &body);
                for link in &document.links {
                    assert_safe(
                        &format!("{} {}", link.address().cloned().unwrap_or_default(), link.label)
                            .replace('\n', " \u{7}"),
                        &body,
                    );
                }
            }
        }
    }
}

#[test]
fn text_around_control_characters_is_kept() {
    let table: [Row; 6] = [
        ("a\u{1b}[31mb", &["a[31mb"]),
        ("a&#27;[31mb", &["a[31mb"]),
        ("a\u{202e}b\u{202c}c", &["abc"]),
        ("a\u{7}b\0c", &["abc"]),
        ("```\na\u{1b}[0mb\n```", &["a[0mb"]),
        ("👨\u{200d}👩\u{200d}👧 and e\u{301}", &["👨\u{200d}👩\u{200d}👧 and e\u{301}"]),
    ];
    check(&table);
}

#[test]
fn stacked_marks_are_cut() {
    let document = page_of("a.md", &format!("Za{}lgo", "\u{336}".repeat(10_000)), WIDTH);
    assert!(text_of(&document).chars().count() < 100);
}
