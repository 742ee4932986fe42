//! Text with its styles and links as Markdown.

use std::fmt::Write;

use super::escape::{self, Place};
use crate::export::entry::Entry;
use crate::export::volume::Volume;
use crate::markup::{Emphasis, Inline, LinkTarget};

/// Where a text is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    /// True if it must be one line: in a heading or a cell.
    pub(super) is_line: bool,
    /// True in a cell of a table.
    pub(super) in_table: bool,
    /// True if headings are places by their own text, as in an ordinary post.
    pub(super) is_heading: bool,
}

/// The lines of a text. Its first characters are not taken for marks of a block.
pub(super) fn of(volume: &Volume, entry: &Entry<'_>, inlines: &[Inline], setting: Setting) -> String {
    let mut lines = vec![String::new()];
    let mut rest = inlines;
    while let Some((first, others)) = rest.split_first() {
        let Some(line) = lines.last_mut() else { break };
        rest = others;
        match first {
            Inline::Break if setting.is_line => line.push_str("<br>"),
            Inline::Break => lines.push(String::new()),
            Inline::Search(_) => {}
            Inline::Place(place) => {
                let name = entry.article.links.place_name(*place).unwrap_or_default();
                // The text of a heading names it, and the definition of a footnote does.
                if !(setting.is_heading || name.starts_with('^') || name.is_empty()) {
                    let _ = write!(line, "<a id=\"{name}\"></a>");
                }
            }
            Inline::Text(text, emphasis, None) => {
                let before_link = matches!(rest.first(), Some(Inline::Text(_, _, Some(_))));
                run(line, text, *emphasis, rest, Place { before_link, in_table: setting.in_table, ..Place::default() });
            }
            Inline::Text(_, _, Some(target)) => {
                let is_same = |inline: &&Inline| matches!(inline, Inline::Text(_, _, Some(other)) if other == target);
                let end = rest.iter().take_while(is_same).count();
                let label = &inlines[inlines.len() - rest.len() - 1..inlines.len() - rest.len() + end];
                rest = &rest[end..];
                link(line, volume, entry, *target, label, setting);
            }
        }
    }
    let lines: Vec<String> = lines.iter().map(|line| escape::line_start(line.trim())).collect();
    lines.join("  \n")
}

/// A link with its text.
fn link(out: &mut String, volume: &Volume, entry: &Entry<'_>, target: LinkTarget, label: &[Inline], setting: Setting) {
    let texts =
        label.iter().filter_map(|inline| if let Inline::Text(text, ..) = inline { Some(&**text) } else { None });
    let plain: String = texts.collect();
    let address = address(volume, entry, target);
    if let (LinkTarget::Place(place), Some(_)) = (target, &address)
        && let Some(note) = entry.article.links.place_name(place).and_then(|name| name.strip_prefix('^'))
    {
        let _ = write!(out, "[^{}]", note_name(note));
        return;
    }
    let image = plain.strip_prefix("[image").and_then(|rest| rest.strip_suffix(']'));
    let alt = image.and_then(|rest| if rest.is_empty() { Some("") } else { rest.strip_prefix(": ") });
    if let (Some(alt), Some(address)) = (alt, &address) {
        let alt = escape::text(alt, Place { in_link: true, in_table: setting.in_table, ..Place::default() });
        let _ = write!(out, "![{alt}]({address})");
        return;
    }
    if address.is_some() {
        out.push('[');
    }
    let place = Place { in_link: address.is_some(), in_table: setting.in_table, ..Place::default() };
    let mut rest = label;
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        if let Inline::Text(text, emphasis, _) = first {
            run(out, text, *emphasis, rest, place);
        }
    }
    if let Some(address) = address {
        let _ = write!(out, "]({address})");
    }
}

/// What is between the round brackets of a link.
fn address(volume: &Volume, entry: &Entry<'_>, target: LinkTarget) -> Option<String> {
    match target {
        LinkTarget::Place(place) if !entry.has_place(place) => None,
        LinkTarget::Place(place) => entry.article.links.place_name(place).map(|name| format!("#{name}")),
        LinkTarget::Web(index) => {
            let raw = entry.article.links.address(index)?;
            crate::model::WebUrl::parse(raw).ok()?;
            let is_odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\`*".contains(c);
            let address = if raw.contains(is_odd) { volume.address(entry, target)? } else { raw.to_owned() };
            Some(escape::destination(&address))
        }
        LinkTarget::Post(_) => volume.address(entry, target).map(|address| escape::destination(&address)),
    }
}

/// The name of a footnote, without characters that would end it.
pub(super) fn note_name(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect()
}

/// A run of one style. Blanks at its ends are outside of the style.
fn run(out: &mut String, text: &str, emphasis: Emphasis, rest: &[Inline], place: Place) {
    let words = text.trim_matches([' ', '\u{a0}']);
    let start = text.len() - text.trim_start_matches([' ', '\u{a0}']).len();
    if words.is_empty() {
        return out.push_str(text);
    }
    let (before, after) = (&text[..start], &text[start + words.len()..]);
    out.push_str(before);
    let next = after.chars().next().or_else(|| rest.iter().find_map(first_char));
    let inner = if emphasis.code {
        code(words, place.in_table)
    } else {
        let place =
            Place { before_link: place.before_link && after.is_empty(), after: out.chars().next_back(), ..place };
        escape::text(words, place)
    };
    let Emphasis { strong, italic, struck, .. } = emphasis;
    let previous = out.chars().next_back();
    let is_free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([“\"".contains(c));
    let is_after = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ".,;:!?)]”\"".contains(c));
    let marks = if is_free(previous) && is_after(next) && !inner.contains("**") {
        [(struck, "~~", "~~"), (strong, "**", "**"), (italic, "*", "*")]
    } else {
        // Marks work only next to certain characters.
        [(struck, "<del>", "</del>"), (strong, "<b>", "</b>"), (italic, "<i>", "</i>")]
    };
    let marks = || marks.into_iter().filter(|(is_on, ..)| *is_on);
    marks().for_each(|(_, open, _)| out.push_str(open));
    out.push_str(&inner);
    marks().rev().for_each(|(.., close)| out.push_str(close));
    out.push_str(after);
}

/// The first character of a text.
fn first_char(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text, _, Some(_)) if !text.is_empty() => Some('['),
        Inline::Text(text, emphasis, None) => {
            let is_plain = *emphasis == Emphasis::default();
            text.chars().next().map(|c| if is_plain || c.is_whitespace() { c } else { 'x' })
        }
        Inline::Break => Some('\n'),
        Inline::Text(..) | Inline::Place(_) | Inline::Search(_) => None,
    }
}

/// A span of code, between more backticks than are in it.
fn code(text: &str, in_table: bool) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let ticks = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let text = if in_table { text.replace('|', "\\|") } else { text.to_owned() };
    format!("{ticks}{space}{text}{space}{ticks}")
}
