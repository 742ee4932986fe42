//! What html2text gets to see, whatever a file holds.

use super::{HtmlWriter, MIN_WIDTH};
use crate::markup::{self, Block, LinkTable};

/// Every element that may be written, with the attributes it may have.
const ALLOWED: [(&str, &[&str]); 19] = [
    ("p", &[]),
    ("b", &[]),
    ("em", &[]),
    ("s", &[]),
    ("code", &[]),
    ("a", &["href"]),
    ("br", &[]),
    ("pre", &[]),
    ("blockquote", &[]),
    ("ul", &[]),
    ("ol", &["start"]),
    ("li", &[]),
    ("table", &[]),
    ("tr", &[]),
    ("th", &[]),
    ("td", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("img", &["src", "alt"]),
];

/// Elements deep at most.
const MAX_DEPTH: usize = 16;

fn blocks(text: &str, is_html: bool) -> (Vec<Block>, LinkTable) {
    markup::read(text, is_html, LinkTable::default())
}

/// Checks one block's HTML, tag by tag, for a narrow page and a wide one.
fn check(block: &Block, links: &LinkTable, source: &str) {
    for columns in [MIN_WIDTH, 76] {
        let mut writer = HtmlWriter { html: String::new(), links };
        writer.block(block, columns);
        check_html(&writer.html, source);
    }
}

fn check_html(written: &str, source: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in written.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{written}\nof {source}");
            continue;
        }
        let mut words = tag.split(' ');
        let name = words.next().unwrap_or_default();
        let allowed = ALLOWED.iter().find(|(allowed, _)| *allowed == name);
        let attributes = allowed.map(|(_, attributes)| *attributes).unwrap_or_default();
        let sound = words.all(|word| word.split_once('=').is_some_and(|(name, _)| attributes.contains(&name)));
        assert!(allowed.is_some() && sound, "<{tag}> in {written}\nof {source}");
        assert!(name != "table" || open.is_empty(), "a table within {open:?}\nof {source}");
        let cell = open.iter().any(|open| matches!(*open, "td" | "th"));
        assert!(!cell || matches!(name, "a" | "b" | "em" | "s" | "code" | "br"), "<{name}> in a cell\nof {source}");
        if name != "br" {
            open.push(name);
        }
        assert!(open.len() <= MAX_DEPTH, "{open:?}\nof {source}");
    }
    assert!(open.is_empty() && !written.contains('\t'), "{written}\nof {source}");
}

const PIECES: [&str; 40] = [
    "<table>",
    "</table>",
    "<tr>",
    "<td colspan=3>",
    "<td rowspan=0>",
    "<th>",
    "<ul>",
    "</ul>",
    "<ol start=7>",
    "<li>",
    "</li>",
    "<pre>",
    "</pre>",
    "<code>",
    "<blockquote>",
    "</blockquote>",
    "<p style=x>",
    "<br>",
    "<hr>",
    "<h2 onclick=x>",
    "</h2>",
    "<a href='x\" y=\"z'>",
    "</a>",
    "<b>",
    "</b>",
    "<i>",
    "<s>",
    "<img alt=x src=y>",
    "\t",
    "\n\n",
    "word ",
    "> ",
    "- ",
    "1. ",
    "**",
    "_",
    "<script>x</script>",
    "`a`",
    "| a | b |\n|--|--|\n",
    "    ",
];

#[test]
fn html2text_sees_only_what_this_program_writes() {
    let mut state: u32 = 1;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        PIECES[(state >> 16) as usize % PIECES.len()]
    };
    for length in 0..1_500 {
        let source: String = (0..length % 150).map(|_| next()).collect();
        for is_html in [true, false] {
            let (blocks, links) = blocks(&source, is_html);
            for block in &blocks {
                check(block, &links, &source);
            }
        }
    }
}

#[test]
fn depth_is_limited() {
    for nest in ["<blockquote>", "<ul><li>", "<ol><li><blockquote>", "<table><tr><td>", "> ", "- ", "> - "] {
        let source = format!("{}<a href=x><b><i><s><code>word", nest.repeat(100));
        for is_html in [true, false] {
            let (blocks, links) = blocks(&source, is_html);
            for block in &blocks {
                check(block, &links, &source);
            }
        }
    }
}
