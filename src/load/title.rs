//! Titles: derived from the text or the file's name if the front matter has none, and removed from the text if it
//! repeats them.

use std::cell::LazyCell;

use super::field_text::field_text;
use crate::markup::{self, Block, Format, LinkTable, furniture};
use crate::model::PostSource;
use crate::text::{CleanText, eq_alphanumeric, prefix};

/// Words of the text that are used as a title if there is nothing better.
const TITLE_WORDS: usize = 12;

/// Length limit of a derived title, in bytes.
const TITLE_BYTES: usize = 300;

/// The start of a text in which its title is looked for, in bytes.
const HEAD: usize = 8 * 1024;

/// Names of files that stand for their folder.
const FOLDER_PAGES: [&str; 3] = ["index", "_index", "readme"];

/// Where the title of a post is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TitleOrigin {
    /// The first words of the text.
    Words,
    /// A name that the post, its text or its file has.
    Name,
}

/// A title for a post without one: the heading that opens the text, or else the file's name if it is made of words, or
/// else the first words.
pub(super) fn derive(body: &str, html: bool, source: &PostSource) -> (CleanText, TitleOrigin) {
    let format = if html { Format::Html } else { Format::of(body, None) };
    let (head, rest) = body.split_at(prefix(body, HEAD).len());
    let blocks = LazyCell::new(|| {
        let (mut blocks, links) = markup::read(head, format, LinkTable::default());
        let _ = furniture::take(&mut blocks, &links);
        blocks
    });
    let heading = if format == Format::Html { html_title(body) } else { opening_heading(&blocks, rest) };
    if let Some(title) = heading {
        return (title, TitleOrigin::Name);
    }
    let name = file_name(source);
    if let Some(title) = name.as_deref().filter(|name| is_made_of_words(name)) {
        return (CleanText::single_line(title), TitleOrigin::Name);
    }
    if let Some(title) = first_words(&blocks) {
        return (title, TitleOrigin::Words);
    }
    let name = CleanText::single_line(&name.unwrap_or_default());
    (if name.is_empty() { CleanText::single_line("(no title)") } else { name }, TitleOrigin::Name)
}

/// The body without its first line, if that repeats the title: a heading always, plain text only if the title was made
/// of it. A line with a link stays, so that the link is not lost.
pub(super) fn without_title<'a>(body: &'a str, title: &CleanText, origin: TitleOrigin) -> &'a str {
    let trimmed = body.trim_start();
    let (line, rest) = trimmed.split_once('\n').unwrap_or((trimmed, ""));
    let plain = || (origin == TitleOrigin::Words && !line.starts_with('<')).then_some(line);
    let Some(text) = heading(line).map(|(_, text)| text).or_else(plain) else {
        return body;
    };
    let has_link = line.contains("](") || line.contains("<a ") || line.contains("://");
    if !has_link && eq_alphanumeric(&field_text(text), title) { rest } else { body }
}

/// The level and the text of a line that is a Markdown heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|&b| b == b'#').count();
    let text = line[level..].trim().trim_end_matches('#').trim_end();
    let is_heading = (1..=6).contains(&level) && line[level..].starts_with([' ', '\t']) && !text.is_empty();
    is_heading.then_some((level, text))
}

/// The heading that opens a text, which is `blocks` and then `rest`. One of several of its level is the name of a
/// section, unless it is of level 1.
fn opening_heading(blocks: &[Block], rest: &str) -> Option<CleanText> {
    let first @ Block::Heading(level, _) = blocks.first()? else { return None };
    let is_sibling = |block: &Block| matches!(block, Block::Heading(other, _) if other <= level);
    let has_later = || rest.lines().filter_map(heading).any(|(other, _)| other <= usize::from(*level));
    if *level > 1 && (blocks[1..].iter().any(is_sibling) || has_later()) {
        return None;
    }
    text_of(first)
}

/// The title that a page of HTML gives itself: its `title` element, or else its first heading.
fn html_title(body: &str) -> Option<CleanText> {
    html_element_text(body, "title").or_else(|| first_heading(body))
}

/// The first main heading of a page of HTML.
pub(super) fn first_heading(body: &str) -> Option<CleanText> {
    html_element_text(body, "h1")
}

/// The text of the first HTML element with a name.
fn html_element_text(body: &str, name: &str) -> Option<CleanText> {
    let lower = prefix(body, 64 * 1024).to_ascii_lowercase();
    let open = lower.find(&format!("<{name}"))?;
    let start = open + lower[open..].find('>')? + 1;
    let end = start + lower[start..].find(&format!("</{name}"))?;
    let (blocks, _) = markup::read(body.get(start..end)?, Format::Html, LinkTable::default());
    let mut lines = Vec::new();
    for block in &blocks {
        block.visit_text(&mut |line| lines.push(line.to_owned()));
    }
    let title = CleanText::single_line(prefix(&lines.join(" "), TITLE_BYTES));
    title.chars().any(char::is_alphanumeric).then_some(title)
}

/// The start of the first block that has words.
fn first_words(blocks: &[Block]) -> Option<CleanText> {
    let line = blocks.iter().find_map(text_of)?;
    let mut words = line.split_whitespace();
    let mut title = words.by_ref().take(TITLE_WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() || title.len() > TITLE_BYTES {
        title.truncate(prefix(&title, TITLE_BYTES).len());
        title.push('…');
    }
    Some(CleanText::single_line(&title))
}

/// The first line of a block that has letters or digits, shortened to the length of a title.
fn text_of(block: &Block) -> Option<CleanText> {
    let mut text = None;
    block.visit_text(&mut |line| {
        if text.is_none() && line.chars().any(char::is_alphanumeric) {
            text = Some(CleanText::single_line(prefix(line, TITLE_BYTES)));
        }
    });
    text
}

/// The name of a file in words, without a date at its start; that of its folder for `index.md` and the like. `None` if
/// there is nothing but a date.
fn file_name(source: &PostSource) -> Option<String> {
    let stem = source.path().file_stem()?.to_string_lossy();
    let is_folder_page = FOLDER_PAGES.contains(&&*stem.to_ascii_lowercase());
    let folder = source.path().parent().and_then(std::path::Path::file_name).filter(|_| is_folder_page);
    let name = folder.map_or(stem, std::ffi::OsStr::to_string_lossy);
    let name = without_date(&name);
    let name = if name.contains(' ') { name.to_owned() } else { name.replace(['-', '_'], " ") };
    Some(name).filter(|name| name.chars().any(char::is_alphanumeric))
}

/// True for the page of a section of a site: `_index.md` of Hugo and Zola.
pub(super) fn is_section(source: &PostSource) -> bool {
    source.path().file_stem().is_some_and(|stem| stem.as_encoded_bytes().starts_with(b"_index"))
}

/// A name without the date at its start, if something follows it.
fn without_date(name: &str) -> &str {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | ' ');
    let rest = name.trim_start_matches(is_part);
    let date = &name[..name.len() - rest.len()];
    if date.bytes().filter(u8::is_ascii_digit).count() >= 6 { rest } else { name }
}

/// True if a name was written by someone, and not made by a program, as `blog.xix.ai-2BOcthZ` was.
fn is_made_of_words(name: &str) -> bool {
    let is_word = |word: &str| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_ordinal = word.len() <= 4 && word.starts_with(|c: char| c.is_ascii_digit());
        letters.is_empty() || is_ordinal || letters.chars().all(|c| c.is_alphabetic() || "'’,!?&()".contains(c))
    };
    let mut words = name.split([' ', '-', '_']).filter(|word| !word.is_empty());
    let has_letters = name.chars().filter(|c| c.is_alphanumeric()).count() > 1;
    has_letters && words.all(is_word)
}
