//! Headings, lists, quotes, code, tables and rules of Markdown.

use importai_reader::layout::{LineKind, SpanRole};

use super::{WIDTH, check, page_of};

/// A rule, as wide as the page.
const RULE: &str = "────────────────────────────────────────";

#[test]
fn headings() {
    check(&[
        ("# One\n\nText.", &["One", "", "Text."]),
        ("Text.\n\n## Two ##\n\nText.", &["Text.", "", "Two", "", "Text."]),
        ("One\n===\n\nTwo\n---\n\nText.", &["One", "", "Two", "", "Text."]),
        ("#### A *strong* heading with `code`", &["A strong heading with code"]),
        (
            "# A heading that is much longer than one line of the page",
            &["A heading that is much longer than one", "line of the page"],
        ),
        ("#hashtag is text", &["#hashtag is text"]),
        ("Text\n# One\nText", &["Text", "", "One", "", "Text"]),
        ("#\n\nText.", &["Text."]),
    ]);
}

#[test]
fn headings_have_their_level() {
    for level in 1..=6u8 {
        let body = format!("{} A heading of\\\ntwo lines\n\nText.", "#".repeat(level.into()));
        let document = page_of("a.md", &body, WIDTH);
        let kinds: Vec<LineKind> = document.lines.iter().map(|line| line.kind).collect();
        assert!(kinds.contains(&LineKind::Heading(level)), "{level}: {kinds:?}");
        assert!(
            !kinds.iter().any(|kind| matches!(kind, LineKind::Heading(other) if *other != level)),
            "{level}: {kinds:?}"
        );
    }
}

#[test]
fn lists() {
    check(&[
        ("- one\n- two", &["• one", "• two"]),
        ("* one\n\n* two", &["• one", "• two"]),
        ("- one\n  - two\n    - three\n- four", &["• one", "  • two", "    • three", "• four"]),
        ("1. one\n2. two", &["1. one", "2. two"]),
        ("7. seven\n8. eight", &["7. seven", "8. eight"]),
        ("9. nine\n10. ten", &["9.  nine", "10. ten"]),
        ("0. none\n1. one", &["0. none", "1. one"]),
        ("1) one\n2) two", &["1. one", "2. two"]),
        ("1. one\n   - two\n     1. three\n2. four", &["1. one", "   • two", "     1. three", "2. four"]),
        ("- [x] done\n- [ ] open", &["• [x] done", "• [ ] open"]),
        (
            "- an item that is much longer than one line of it",
            &["• an item that is much longer than one", "  line of it"],
        ),
        ("Text:\n- one\n- two\n\nText.", &["Text:", "", "• one", "• two", "", "Text."]),
        ("- one\n\n  more of one\n- two", &["• one", "", "  more of one", "• two"]),
        ("- one\n\n      code\n- two", &["• one", "", "  code", "• two"]),
        ("- > quote\n- two", &["• │ quote", "• two"]),
    ]);
}

#[test]
fn quotes() {
    check(&[
        ("> quote", &["│ quote"]),
        ("Text.\n\n> one\n>\n> two\n\nText.", &["Text.", "", "│ one", "│", "│ two", "", "Text."]),
        ("> one\n>> two", &["│ one", "│", "│ │ two"]),
        (
            "> a quote that is much longer than one line of it",
            &["│ a quote that is much longer than one", "│ line of it"],
        ),
        ("> - one\n> - two", &["│ • one", "│ • two"]),
        ("> # Heading\n> text", &["│ Heading", "│", "│ text"]),
        (">", &["This post has no text. Press o to open", "its source."]),
    ]);
}

#[test]
fn code() {
    check(&[
        ("```\nfn x() {\n    y();\n}\n```", &["fn x() {", "    y();", "}"]),
        ("```rust\nlet a = \"&amp; <b>\";\n```", &["let a = \"&amp; <b>\";"]),
        ("```\n\tone\ta\n\t\ttwo\n```", &["        one     a", "                two"]),
        ("```\nname\tvalue\nlonger\tvalue\n```", &["name    value", "longer  value"]),
        ("~~~\n# no heading\n\n- no list\n~~~", &["# no heading", "", "- no list"]),
        (
            "Text.\n\n    x = 1\n    if x:\n        y = 2\n\nText.",
            &["Text.", "", "x = 1", "if x:", "    y = 2", "", "Text."],
        ),
        ("```\nhttps://a.example/ *x* ########\n```", &["https://a.example/ *x* ########"]),
        ("```\n\n```\nText.", &["Text."]),
        ("```\nnever closed", &["never closed"]),
    ]);
}

#[test]
fn code_is_marked_and_keeps_its_blanks() {
    let document = page_of("a.md", "```\nif x:\n    y  =  1\n```", WIDTH);
    let lines: Vec<_> = document.lines.iter().filter(|line| line.kind == LineKind::Code).collect();
    assert_eq!(
        lines.iter().map(|line| line.text().trim_end().to_owned()).collect::<Vec<_>>(),
        ["if x:", "    y  =  1"]
    );
    assert!(lines.iter().flat_map(|line| &line.spans).all(|span| span.emphasis.code || span.text.trim().is_empty()));
}

#[test]
fn prose_that_is_only_indented_is_no_code() {
    let long = "word ".repeat(60);
    let lines = super::body_lines(&page_of("a.md", &format!("Text.\n\n    {long}\n\nText."), WIDTH));
    assert_eq!(lines[2], "word word word word word word word word");
    assert!(lines.len() > 9, "{lines:?}");
}

#[test]
fn long_lines_of_code_go_on_below_their_start() {
    let body = "```\n    let level = gauge.read_every_hour(&harbour, &office);\nshort\n\n".to_owned()
        + &format!("{}deep_in_the_code(&a, &b);\n```", " ".repeat(30));
    let document = page_of("a.md", &body, WIDTH);
    assert_eq!(
        super::body_lines(&document),
        [
            "    let level = gauge.read_every_hour(&h",
            "    ↳ arbour, &office);",
            "short",
            "",
            "                              deep_in_th",
            "          ↳ e_code(&a, &b);",
        ]
    );
    let marks = document.lines.iter().flat_map(|line| &line.spans).filter(|span| span.text.contains('↳'));
    assert_eq!(marks.map(|span| span.role).collect::<Vec<_>>(), [SpanRole::Decoration; 2]);
    let wide = page_of("a.md", &body, 76);
    assert_eq!(wide.lines.last().map(|line| line.offset), Some(document.lines[document.lines.len() - 2].offset));
}

#[test]
fn tables() {
    check(&[
        (
            "| A | B |\n|---|---|\n| one | two |\n| x | y |",
            &["───┬───", "A  │B", "───┼───", "one│two", "───┼───", "x  │y", "───┴───"],
        ),
        ("|A|\n|-|\n|one|\n|two|", &["A", "", "one", "", "two"]),
        ("A | B | C\n--|--|--\n1 | *2* | `3`", &["─┬─┬─", "A│B│C", "─┼─┼─", "1│2│3", "─┴─┴─"]),
        ("| A | B |\n|---|---|\n| one |", &["───┬─", "A  │B", "───┼─", "one│", "───┴─"]),
        ("Costs | one | way or | another", &["Costs | one | way or | another"]),
    ]);
}

#[test]
fn rules_and_runs_of_number_signs() {
    check(&[
        ("a\n\n---\n\nb", &["a", "", RULE, "", "b"]),
        ("a\n\n***\n\nb", &["a", "", RULE, "", "b"]),
        ("a\n\n* * *\n\nb", &["a", "", RULE, "", "b"]),
        ("a\n\n*****\n\nb", &["a", "", RULE, "", "b"]),
        ("a\n\n\\*\\*\\*\n\nb", &["a", "", RULE, "", "b"]),
        ("a\n\n_____\n\nb", &["a", "", RULE, "", "b"]),
        ("a\n\n–––––\n\nb", &["a", "", RULE, "", "b"]),
        ("a\n\n####\n\nb", &["a", "", RULE, "", "b"]),
        ("a\n\n#######\n\nb", &["a", "", RULE, "", "b"]),
        ("a\n###################################################\nb", &["a", "", RULE, "", "b"]),
        ("(Here).###########################\nb", &["(Here).", "", RULE, "", "b"]),
        ("a\n\n########################The next one:", &["a", "", RULE, "", "The next one:"]),
        ("a.##########b", &["a.", "", RULE, "", "b"]),
        ("a\n\n#######\n\n---\n\n####\n\nb", &["a", "", RULE, "", "b"]),
        ("- a\n\n##########\n\nb", &["• a", "", RULE, "", "b"]),
        ("**a##########b**", &["a", "", RULE, "", "b"]),
        ("C# and F#, ## and ###", &["C# and F#, ## and ###"]),
        ("##########\n\na", &["a"]),
        ("a\n\n##########", &["a", "", RULE]),
    ]);
}
