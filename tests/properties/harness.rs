//! What must hold of any bytes at all, one function for each part of the program. Property tests, the corpora and the
//! fuzz targets under `fuzz/` call the same functions; a new part is a new function here, an entry in [`TARGETS`] and
//! a file under `fuzz/fuzz_targets/`.

#![allow(clippy::unwrap_used, clippy::expect_used, dead_code, reason = "every caller uses its own part")]

#[path = "../support/clean.rs"]
mod clean;
#[path = "query.rs"]
pub mod query;

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use importai_reader::layout;
use importai_reader::layout::PageOptions;
use importai_reader::load::{self, PostContent};
use importai_reader::markup;
use importai_reader::model::ProblemKind;
use importai_reader::search::{self, Prefilter, Query};
use importai_reader::story::{self, Issue, Paragraph, ParagraphKind};
use importai_reader::text::{CleanText, folding};
use tempfile::TempDir;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A part of the program, and what checks it.
pub type Target = (&'static str, fn(&[u8]));

/// Every part, by the name of its corpus.
pub const TARGETS: [Target; 6] = [
    ("clean", clean),
    ("load", load),
    ("structure", structure),
    ("render", render),
    ("query", query::query),
    ("prefilter", prefilter),
];

/// Widths at which pages are set; the first byte of a case chooses one.
const WIDTHS: [u16; 7] = [0, 1, 20, 21, 40, 76, 200];

/// A narrower page is set at this width.
const MIN_WIDTH: usize = 20;

/// Characters of one cluster at most.
const MAX_CLUSTER: usize = 32;

/// Front matter in order, for cases that are about the text below it.
const FRONT: &str = "---\ntitle: A title\ndate: 2024-03-05\nlink: https://example.org/a\n---\n";

/// Text is clean, stays as it is when it is cleaned again, and has its letters.
pub fn clean(data: &[u8]) {
    let raw = String::from_utf8_lossy(data);
    for text in [
        CleanText::single_line(&raw),
        CleanText::sanitized(&raw),
        CleanText::code_line(&raw),
        CleanText::from_html_line(&raw),
    ] {
        assert_clean(&text);
        assert_eq!(CleanText::sanitized(&text), text, "cleaned twice");
    }
    let line = CleanText::single_line(&raw);
    assert_eq!(CleanText::single_line(&line), line, "cleaned twice");
    assert_eq!(letters(&line), letters(&raw), "letters of {raw:?}");
    assert_eq!(letters(&CleanText::code_line(&raw)), letters(&raw), "letters of {raw:?}");
}

/// Any file is a post: with a title, clean fields, faults that stand in it, and the letters of its text.
pub fn load(data: &[u8]) {
    let page = page_of(data);
    let post = &page.post;
    assert!(!post.title.is_empty(), "no title");
    let link = post.link.as_deref().unwrap_or_default();
    for field in [&*post.title, &post.author, &post.domain, link, &post.date.format_long(), &post.date.format_iso()] {
        assert_clean(field);
        assert!(!field.contains('\n'), "{field:?} has lines");
    }
    let lines = 1 + data.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    for problem in &*post.problems {
        assert_clean(&problem.kind.to_string());
        assert!(problem.line.is_none_or(|line| line as usize <= lines), "{problem:?} of {lines} lines");
    }
    let has_front_matter = !post.problems.iter().any(|problem| problem.kind == ProblemKind::NoFrontMatter);
    if let Ok(text) = std::str::from_utf8(data)
        && !text.contains('\0')
    {
        let (all, body) = (letters(text), letters(&page.body));
        let above = all.strip_suffix(&*body);
        assert!(above.is_some(), "another text: {:?}", page.body);
        // Without front matter only the title may be missing, where it is the first line.
        let title = text.trim_start_matches('\u{feff}').trim_start().split(['\n', '\r']).next().map(letters);
        assert!(has_front_matter || above == Some("") || above == title.as_deref(), "letters of {text:?}");
    }
}

/// Two stories: with them before it, any text is an issue.
pub const STORIES: &str = "One bird, a kestrel:\n…it hovers…\nText.\n\nAnother, an owl:\n…it hoots…\nText.\n\n";

/// The letters of an issue are those of its text, in order; as it stands and as the rest of an issue.
pub fn structure(data: &[u8]) {
    let body = String::from_utf8_lossy(data);
    structure_of(&body);
    structure_of(&format!("{STORIES}{body}"));
}

fn structure_of(body: &str) {
    for is_html in [false, true] {
        let (blocks, links) = markup::read_unfinished(body, is_html);
        let mut lines = String::new();
        for block in &blocks {
            block.visit_text(&mut |line| lines.push_str(line));
        }
        if let Some(issue) = story::read(blocks, &links) {
            check_issue(&issue, &lines);
        }
    }
}

/// An issue is clean and has the letters of its lines.
fn check_issue(issue: &Issue, lines: &str) {
    let mut text = String::new();
    paragraphs(&issue.preamble, &mut text);
    for story in &issue.stories {
        let dek = story.dek.as_deref().unwrap_or_default();
        assert_clean(&story.headline);
        assert_clean(dek);
        let kicker = story.kicker.as_deref().unwrap_or_default();
        assert_clean(kicker);
        text.extend([kicker, " ", &story.headline, " ", dek, " "]);
        paragraphs(&story.paragraphs, &mut text);
        for citation in story.citations() {
            assert_clean(&citation.title);
            assert_clean(citation.source.as_deref().unwrap_or_default());
        }
    }
    paragraphs(&issue.farewell, &mut text);
    assert_eq!(letters(&text), letters(lines), "letters of {lines:?}");
}

/// A page is clean, no wider than it may be, finds its places again, and has the letters of its text.
pub fn render(data: &[u8]) {
    let (choice, body) = data.split_first().unwrap_or((&0, &[]));
    let width = WIDTHS[usize::from(*choice) % WIDTHS.len()];
    let setting = PageOptions {
        width,
        open_key: "o".to_owned(),
        read: importai_reader::article::ReadOptions {
            search_url: "https://a.example/?q=%s".to_owned(),
            ..Default::default()
        },
        ..PageOptions::default()
    };
    let body = String::from_utf8_lossy(body);
    let mut page = page_of(format!("{FRONT}{body}").as_bytes());
    page.html = *choice >= 0x80;
    let document = layout::lay_out(&page, &page.post, &setting);
    let mut shown = String::new();
    for (row, line) in document.lines.iter().enumerate() {
        let text = line.text();
        assert!(text.width() <= usize::from(width).max(MIN_WIDTH), "{} columns at {width}: {text:?}", text.width());
        assert!(!text.contains('\n'), "{text:?}");
        assert_clean(&text);
        assert!(document.row_of(document.position_at(row)) < document.lines.len(), "row {row}");
        shown.extend([&text, "\n"]);
    }
    for link in &document.links {
        link.address().into_iter().for_each(|address| assert_clean(address));
        assert_clean(&link.label);
    }
    assert_clean(&document.plain_text().replace('\n', " "));
    // Other signs may be markup whose letters are not shown: tags, addresses, the language of code.
    if !body.contains(|c: char| "<>&[]`~|\\:\0\u{fffd}".contains(c)) {
        let wanted = letters(&body).replace(|c: char| c.is_numeric(), "");
        assert!(is_within(&wanted, &shown), "letters of {body:?} in {shown:?}");
    }
}

/// A search for any word of a text, or a part of one, finds its post also where texts are made only of what may match.
pub fn prefilter(data: &[u8]) {
    let mut page = page_of(data);
    for html in [false, true] {
        page.html = html;
        let text = search::extract(&page);
        for word in plain_words(text.as_str()) {
            for part in [&*word, &word[1..], &word[..word.len() - 1]] {
                let query = Query::phrase(part).unwrap();
                let plain = (!text.has_folded()).then(|| text.as_str().as_bytes());
                let keeps = |filter: Prefilter<'_>| filter.may_match(&page) && filter.may_match_text(&page.post, plain);
                assert!(
                    Prefilter::new(&query).is_none_or(keeps),
                    "{part:?} is in {:?}, made of {:?}",
                    text.as_str(),
                    page.body
                );
            }
        }
    }
}

/// The words of a text that have only ASCII letters and digits in a search, each once.
fn plain_words(text: &str) -> HashSet<String> {
    let folded = folding::fold(text).to_lowercase();
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() > 1);
    words.map(str::to_owned).collect()
}

/// A file with these bytes, as its page has it.
pub fn page_of(data: &[u8]) -> PostContent {
    thread_local! {
        static FOLDER: TempDir = TempDir::new().unwrap();
    }
    let path: PathBuf = FOLDER.with(|folder| folder.path().join("2024-03-05-a.md"));
    fs::write(&path, data).unwrap();
    load::read_content(&load::open_file(&path).unwrap()).unwrap()
}

fn paragraphs(paragraphs: &[Paragraph], text: &mut String) {
    for paragraph in paragraphs {
        text.push_str(paragraph.text.as_str());
        if let ParagraphKind::Block(block) = &paragraph.kind {
            block.visit_text(&mut |line| text.push_str(line));
        }
        text.push(' ');
    }
}

/// Letters and digits of scripts that are written without marks, which may be too many.
pub fn letters(text: &str) -> String {
    let counts = |c: &char| {
        matches!(c, '0'..='9' | 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{391}'..='\u{481}' | '\u{3041}'..='\u{3096}'
            | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
            && c.is_alphanumeric()
    };
    text.chars().filter(counts).collect()
}

/// Whether all characters of a text stand in another one, in order.
fn is_within(wanted: &str, text: &str) -> bool {
    let mut rest = text.chars();
    wanted.chars().all(|wanted| rest.any(|c| c == wanted))
}

/// Fails on what a terminal would obey, what turns text around, what nobody sees, and clusters without end.
pub fn assert_clean(text: &str) {
    let bad = clean::unclean(text, &[]);
    assert_eq!(bad, None, "in {text:?}");
    let longest = if text.is_ascii() {
        1
    } else {
        text.graphemes(true).map(|cluster| cluster.chars().count()).max().unwrap_or(0)
    };
    assert!(longest <= MAX_CLUSTER, "a cluster of {longest} characters in {text:?}");
}
