//! Titles: derived from the text if the front matter has none, and removed from the text if it repeats them.

use crate::model::PostSource;
use crate::text::{CleanText, eq_alphanumeric, prefix};

/// Words of the text that are used as a title if there is no heading.
const TITLE_WORDS: usize = 12;

/// Length limit of a derived title, in bytes.
const TITLE_BYTES: usize = 300;

/// Whether the title was derived from the body (which then repeats it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TitleOrigin {
    /// From the front matter or the file name.
    FrontMatter,
    /// From the body.
    Body,
}

/// A title for a post without one: the first heading, or else the first words, or else the file name.
pub(super) fn derive(body: &str, html: bool, source: &PostSource) -> (CleanText, TitleOrigin) {
    let from_text = if html || body.trim_start().starts_with('<') {
        html_element_text(body, "title").or_else(|| html_element_text(body, "h1")).or_else(|| first_words(body))
    } else {
        heading(body).or_else(|| first_words(body))
    };
    match from_text.filter(|title| !title.is_empty()) {
        Some(title) => (title, TitleOrigin::Body),
        None => {
            let stem = source.path().file_stem().unwrap_or_default().to_string_lossy();
            let name = CleanText::single_line(&stem);
            (if name.is_empty() { CleanText::single_line("(no title)") } else { name }, TitleOrigin::FrontMatter)
        }
    }
}

/// The body without its first line, if that repeats the title: a heading always, plain text only if the title was
/// derived from it.
pub(super) fn without_title<'a>(body: &'a str, title: &CleanText, derived: TitleOrigin) -> &'a str {
    let trimmed = body.trim_start();
    let (line, rest) = trimmed.split_once('\n').unwrap_or((trimmed, ""));
    let heading = heading_text(line);
    let Some(text) = heading.or((derived == TitleOrigin::Body).then_some(line)) else { return body };
    if eq_alphanumeric(&CleanText::from_html_line(text), title) { rest } else { body }
}

fn heading(body: &str) -> Option<CleanText> {
    body.lines().find_map(heading_text).map(title_text)
}

/// The text of a Markdown heading.
fn heading_text(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let text = text.trim().trim_end_matches('#').trim_end();
    ((1..=6).contains(&level) && line[level..].starts_with([' ', '\t']) && !text.is_empty()).then_some(text)
}

/// The text of the first HTML element with a name.
fn html_element_text(body: &str, name: &str) -> Option<CleanText> {
    let lower = prefix(body, 64 * 1024).to_ascii_lowercase();
    let open = lower.find(&format!("<{name}"))?;
    let start = open + lower[open..].find('>')? + 1;
    let end = start + lower[start..].find(&format!("</{name}"))?;
    Some(title_text(&without_tags(body.get(start..end)?)))
}

fn first_words(body: &str) -> Option<CleanText> {
    let start = without_tags(prefix(body, 4096));
    let line = start.lines().map(str::trim).find(|line| line.chars().any(char::is_alphanumeric))?;
    let line = line.trim_start_matches(['#', '_', '>', '-', '=', ' ']).replace(['*', '`'], "");
    let mut words = line.split_whitespace();
    let mut title = words.by_ref().take(TITLE_WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() || title.len() > TITLE_BYTES {
        title.truncate(prefix(&title, TITLE_BYTES).len());
        title.push('…');
    }
    Some(title_text(&title))
}

fn title_text(text: &str) -> CleanText {
    CleanText::from_html_line(prefix(text, TITLE_BYTES + '…'.len_utf8()))
}

/// A text without tags.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else { break };
        rest = &rest[open + close + 1..];
    }
    if !rest.contains('<') {
        out.push_str(rest);
    }
    out
}
