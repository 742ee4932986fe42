//! Short fields as text: without tags, entities and Markdown.

use std::borrow::Cow;

use crate::text::{CleanText, prefix};

/// Elements that are dropped from a field, with their text kept. Other tags are text: `<antirez>` is a name.
const TAGS: [&str; 24] = [
    "a", "abbr", "b", "big", "br", "cite", "code", "del", "div", "em", "font", "i", "img", "mark", "p", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "u",
];

/// Elements that end a line.
const BREAKS: [&str; 3] = ["br", "div", "p"];

/// Length limit of a tag or link, in bytes. Without one, a row of opening brackets would take quadratic time.
const MAX_MARKUP: usize = 2048;

/// A field as one line of text. Links become their text, and marks of code and strong text are dropped.
#[must_use]
pub fn field_text(raw: &str) -> CleanText {
    let untagged = without_tags(raw);
    // Feeds encode titles that were encoded already: `&amp;#8217;`.
    let decoded = if untagged.contains('&') {
        Cow::Owned(htmlize::unescape(&*htmlize::unescape(&*untagged)).into_owned())
    } else {
        untagged
    };
    CleanText::single_line(&without_markdown(&decoded))
}

/// A text without the tags of known elements.
fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let len = match prefix(rest, MAX_MARKUP).find('>') {
            Some(close) if is_tag(&rest[1..close]) => {
                if BREAKS.contains(&tag_name(&rest[1..close]).as_str()) {
                    out.push(' ');
                }
                close + 1
            }
            _ => {
                out.push('<');
                1
            }
        };
        rest = &rest[len..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// True for what is between the brackets of a tag with a known name.
fn is_tag(inner: &str) -> bool {
    TAGS.contains(&tag_name(inner).as_str())
}

fn tag_name(inner: &str) -> String {
    let name = inner.trim_start_matches('/');
    name.chars().take_while(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// A text without the Markdown of links, images, code and strong text, and without the brackets of Obsidian's links.
fn without_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains(['[', '`']) && !text.contains("**") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['[', '!', '`', '*']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let near = prefix(rest, MAX_MARKUP);
        let found = link(near).or_else(|| pair(near, "`")).or_else(|| pair(near, "**"));
        if let Some((inner, len)) = found {
            out.push_str(inner);
            rest = &rest[len..];
        } else {
            let first = rest.chars().next().map_or(0, char::len_utf8);
            out.push_str(&rest[..first]);
            rest = &rest[first..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The text of `[text](address)`, `![text](address)`, `[[page]]` or `[[page|text]]`, and the length of it all.
fn link(text: &str) -> Option<(&str, usize)> {
    let image = usize::from(text.starts_with('!'));
    let inner = text[image..].strip_prefix('[')?;
    if let Some(page) = inner.strip_prefix('[') {
        let end = page.find("]]")?;
        let name = page[..end].rsplit('|').next().unwrap_or_default();
        return Some((name, image + end + "[[]]".len()));
    }
    let end = inner.find("](")?;
    let close = end + inner[end..].find(')')?;
    (!inner[..end].contains('[')).then_some((&inner[..end], image + 1 + close + 1))
}

/// The text between two marks, and the length of it all.
fn pair<'a>(text: &'a str, mark: &str) -> Option<(&'a str, usize)> {
    let inner = text.strip_prefix(mark)?;
    let end = inner.find(mark).filter(|&end| end > 0)?;
    Some((&inner[..end], end + 2 * mark.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_no_markup() {
        for (raw, want) in [
            ("The <em>new</em> thing &amp;amp; AT&amp;T &amp;#8217;s", "The new thing & AT&T ’s"),
            ("Weekly<br>robots<br/>and <b class=\"x\">arms</b>", "Weekly robots and arms"),
            ("a note of <antirez> on a < b", "a note of <antirez> on a < b"),
            ("the &lt;b&gt; tag", "the <b> tag"),
            ("[GHC 8.0.1](https://example.org/a_(b)) is out", "GHC 8.0.1) is out"),
            ("![[Albums.base]] and [[Views#Filters|filters]]", "Albums.base and filters"),
            ("`code`, **strong** and 2 * 3", "code, strong and 2 * 3"),
            ("[D] a question", "[D] a question"),
            ("snake_case and __init__", "snake_case and __init__"),
        ] {
            assert_eq!(field_text(raw).as_str(), want, "{raw}");
        }
    }
}
