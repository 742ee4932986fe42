//! How a body is written: HTML, Markdown, or text whose tags were stripped. Decided once for a file.

use std::ops::Range;

use crate::text::opening_len;

/// Elements at the start of the HTML of feeds and pages.
const HTML_STARTS: [&str; 15] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "table",
    "ul",
    "ol",
    "blockquote",
    "article",
    "section",
    "figure",
    "html",
    "!doctype",
    "body",
];

/// The width of hand-wrapped lines, in characters. Longer and shorter lines were broken for another reason.
const WRAPPED_LINE: Range<usize> = 45..101;

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// HTML.
    Html,
    /// Markdown as `CommonMark` defines it: a single line break is a space.
    Markdown,
    /// Markdown whose paragraphs are single lines, because its tags were stripped.
    Stripped,
}

impl Format {
    /// The format of a body. `excerpt` is the excerpt of the front matter: where tags were stripped, it repeats the
    /// body.
    #[must_use]
    pub fn of(body: &str, excerpt: Option<&str>) -> Self {
        if is_html(body) {
            Self::Html
        } else if excerpt.is_some_and(|excerpt| repeats(excerpt, body)) || has_lines_only(body) {
            Self::Stripped
        } else {
            Self::Markdown
        }
    }
}

/// True if an excerpt has the words of the whole body, but perhaps for its end.
fn repeats(excerpt: &str, body: &str) -> bool {
    excerpt.len() * 10 > body.trim().len() * 9 && opening_len(excerpt.trim(), body) * 10 > body.trim().len() * 9
}

/// True for several lines without a blank line between them that are not a hand-wrapped paragraph. Where links are
/// written in Markdown, no tags were stripped.
fn has_lines_only(body: &str) -> bool {
    body.trim().contains('\n') && !has_blank_line(body) && !is_wrapped(body) && !body.contains("](")
}

/// True if paragraphs are separated by a blank line.
fn has_blank_line(body: &str) -> bool {
    body.trim().lines().any(|line| line.trim().is_empty())
}

/// True if the lines of a paragraph are hand-wrapped: none is longer than such lines are, and they fill some width or
/// one of them breaks off within a sentence. An address cannot be broken, so that a line with one may be longer.
fn is_wrapped(paragraph: &str) -> bool {
    let lines: Vec<&str> = paragraph.trim().lines().map(str::trim).collect();
    let longest = lines.iter().filter(|line| !line.contains("://")).map(|line| chars(line)).max().unwrap_or(0);
    let is_broken = || lines.windows(2).any(|pair| goes_on(pair[0], pair[1]));
    longest < WRAPPED_LINE.end && (fill_a_width(&lines, longest) || is_broken())
}

/// True if lines could have been filled up to a width: none is longer, and none had room for the first word of the
/// next. Two lines must not end a sentence each, since two short paragraphs look the same.
fn fill_a_width(lines: &[&str], longest: usize) -> bool {
    let breaks = || lines.windows(2).map(|pair| (pair[0], pair[1]));
    let first_word = |line: &str| line.split_whitespace().next().map_or(0, chars);
    let width =
        breaks().map(|(line, next)| chars(line) + first_word(next)).min().unwrap_or(0).min(WRAPPED_LINE.end - 1);
    let within_sentence = |(line, _): (&str, &str)| !line.ends_with(['.', '!', '?', ':', '…', '”', '"', ')', '*', '_']);
    width >= WRAPPED_LINE.start && longest <= width && (lines.len() > 2 || breaks().any(within_sentence))
}

/// True if a sentence goes on from a line that is as long as hand-wrapped ones to the next.
fn goes_on(line: &str, next: &str) -> bool {
    WRAPPED_LINE.contains(&chars(line)) && line.ends_with(char::is_alphanumeric) && next.starts_with(char::is_lowercase)
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Whether a body is HTML from its first character on, as in feeds. In Markdown with tags around it, some paragraph
/// begins with something other than a tag.
#[must_use]
pub fn is_html(body: &str) -> bool {
    let start = body.trim_start();
    let name = start.strip_prefix('<').unwrap_or_default();
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric() && c != '!').unwrap_or(name.len())];
    HTML_STARTS.iter().any(|known| name.eq_ignore_ascii_case(known))
        && start.split("\n\n").all(|part| part.trim_start().is_empty() || part.trim_start().starts_with('<'))
}
