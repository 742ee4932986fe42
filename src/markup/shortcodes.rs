//! Tags within a text that other programs would replace: inline shortcodes of Hugo, control tags and comments of
//! Liquid and Nunjucks, attributes of kramdown, shortcodes of WordPress, containers of Markdown, imports of MDX.

use std::borrow::Cow;

use super::fences::Fences;
use crate::text::prefix;

/// Tags of Liquid and Nunjucks that decide what is shown; the words between them are text.
const CONTROL: [&str; 14] = [
    "if",
    "elsif",
    "elseif",
    "else",
    "endif",
    "unless",
    "endunless",
    "for",
    "endfor",
    "set",
    "assign",
    "capture",
    "endcapture",
    "end",
];

/// Containers with a name that readers know.
const CONTAINERS: [&str; 12] = [
    "note",
    "tip",
    "info",
    "warning",
    "caution",
    "danger",
    "important",
    "success",
    "question",
    "example",
    "quote",
    "details",
];

/// Shortcodes of WordPress that have text or nothing in them.
const WORDPRESS: [&str; 5] = ["caption", "wp_caption", "gallery", "playlist", "embed"];

/// The longest tag within a text, in bytes. Looking further from each of many brackets would take quadratic time.
const MAX_TAG: usize = 1000;

/// A text without the blocks that are not for readers: comments of Liquid, Nunjucks and Obsidian, and the imports and
/// exports that open a text in MDX. Fenced code is not changed. A comment that is not closed stays.
pub(super) fn without_comment_blocks(markdown: &str) -> Cow<'_, str> {
    let is_module = |line: &str| line.starts_with("import ") || line.starts_with("export ");
    let has_any = markdown.contains("{#") || markdown.contains("comment") || markdown.contains("%%");
    if !has_any && !is_module(markdown.trim_start()) {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len());
    let mut fences = Fences::default();
    let (mut at, mut is_top) = (0, true);
    let mut unclosed = Vec::new();
    while at < markdown.len() {
        let rest = &markdown[at..];
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        let is_code = fences.covers(line);
        let module = Some(rest).filter(|_| is_top && is_module(line)).and_then(module_len);
        let close = comment_end(line.trim()).filter(|close| !is_code && !unclosed.contains(close));
        let comment = close.and_then(|close| comment_len(rest, close));
        if comment.is_none() {
            unclosed.extend(close);
        }
        if let Some(len) = module.or(comment) {
            at += len;
            continue;
        }
        is_top &= line.trim().is_empty();
        out.push_str(line);
        at += line.len();
    }
    Cow::Owned(out)
}

/// What ends the comment that a line begins; `None` if it begins none.
fn comment_end(line: &str) -> Option<&'static str> {
    if line == "%%" {
        return Some("\n%%");
    }
    if line.starts_with("{#") && !line[2..].trim_end_matches("#}").contains('}') {
        return Some("#}");
    }
    (liquid_name(line) == Some("comment")).then_some("endcomment")
}

/// The length of the comment at the start of a text.
fn comment_len(text: &str, close: &str) -> Option<usize> {
    let end = text.find(close)? + close.len();
    let rest = prefix(&text[end..], MAX_TAG);
    Some(if close == "endcomment" { end + rest.find("%}").map_or(0, |len| len + 2) } else { end })
}

/// The length of an import or export of MDX, with its line end.
fn module_len(text: &str) -> Option<usize> {
    let paragraph = &text[..text.find("\n\n").map_or(text.len(), |len| len + 1)];
    if text.starts_with("export ") {
        let is_code =
            ["const ", "let ", "default ", "function "].iter().any(|word| text["export ".len()..].starts_with(word));
        return is_code.then_some(paragraph.len());
    }
    let mut len = 0;
    for line in paragraph.split_inclusive('\n') {
        len += line.len();
        let code = line.trim_end().trim_end_matches(';');
        if code.ends_with(['\'', '"']) {
            let names_file = |line: &str| line.contains("from '") || line.contains("from \"");
            return (names_file(code) || code.starts_with("import '") || code.starts_with("import \"")).then_some(len);
        }
    }
    None
}

/// The name of the tag of Liquid that a text starts with.
pub(super) fn liquid_name(text: &str) -> Option<&str> {
    text.strip_prefix("{%")?.trim_start_matches('-').split_whitespace().next()
}

/// A line that opens or closes a container, `:::note[Title]`, as a strong line or nothing.
pub(super) fn container(line: &str) -> Option<String> {
    let name = line.trim().strip_prefix(":::").filter(|_| !line.starts_with("    "))?;
    let name = name.trim_start_matches(':').trim();
    let (kind, rest) = name.split_at(name.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(name.len()));
    let title = rest.split('{').next().unwrap_or_default().trim();
    let title = title.strip_prefix('[').and_then(|title| title.strip_suffix(']')).unwrap_or(title);
    let is_known = CONTAINERS.contains(&&*kind.to_lowercase());
    let kind = kind[..usize::from(is_known && !kind.is_empty())].to_uppercase()
        + kind.get(1..).filter(|_| is_known).unwrap_or_default();
    let parts: Vec<&str> = [&*kind, title].into_iter().filter(|part| !part.is_empty()).collect();
    Some(if parts.is_empty() { String::new() } else { format!("\n**{}**\n", parts.join(": ")) })
}

/// True for a line that is the start or end tag of a component, such as `<Note>`.
pub(super) fn is_component(line: &str) -> bool {
    let Some(name) = line.strip_prefix('<').map(|tag| tag.trim_start_matches('/')) else { return false };
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains(char::is_lowercase);
    is_name && line.find('>') == Some(line.len() - 1) && !line.ends_with("/>")
}

/// A line without the identifier that Obsidian has at its end: ` ^tides`.
pub(super) fn without_block_id(line: &str) -> &str {
    let is_id = |id: &str| id.len() > 2 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    match line.trim_end().rsplit_once(" ^") {
        Some((text, id)) if is_id(id) && !text.contains(['$', '|']) => text,
        _ => line,
    }
}

/// A text without the tags within it. Those of a text with `{% raw %}` stay.
pub(super) fn without_inline(text: &str) -> Cow<'_, str> {
    let has_tag = ["{{<", "{{%", "{%", "{:"].iter().any(|open| text.contains(open));
    if !has_tag || text.contains(" raw ") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (len, kept) = tag(prefix(rest, MAX_TAG), &out).unwrap_or((1, "{".into()));
        out.push_str(&kept);
        rest = &rest[len..];
    }
    Cow::Owned(out + rest)
}

/// The length of the tag that a text starts with, and the words in it; `before` is what is in front of it. One in an
/// address stays.
fn tag<'a>(text: &'a str, before: &str) -> Option<(usize, Cow<'a, str>)> {
    if before.ends_with('<') {
        return None;
    }
    for (open, close) in [("{{<", ">}}"), ("{{%", "%}}")] {
        if let Some(inner) = text.strip_prefix(open) {
            let len = inner.find(close)?;
            let end = open.len() + len + close.len();
            let is_start = before.is_empty() && text[end..].starts_with(' ');
            return Some((end, words(&inner[..len], is_start)));
        }
    }
    if let Some(name) = liquid_name(text) {
        let len = text.find("%}")? + 2;
        return (CONTROL.contains(&name) || is_call(text, name, len)).then_some((len, "".into()));
    }
    let is_attribute = text.starts_with("{:") && before.ends_with([')', ']', '*', '_']);
    text.find('}').filter(|_| is_attribute).map(|end| (end + 1, "".into()))
}

/// The words in a tag of Hugo: its first argument, if that is quoted; in front of a text, the name of what it defines.
fn words(inner: &str, is_start: bool) -> Cow<'_, str> {
    let mut quoted = inner.split('"');
    let word = quoted.next().filter(|name| !name.ends_with('=')).and_then(|_| quoted.next());
    let named = || inner.split_once(" name=\"").and_then(|(_, name)| name.split('"').next()).filter(|_| is_start);
    match (word, named()) {
        (Some(word), _) => word.into(),
        (None, Some(name)) => format!("**{name}:**").into(),
        (None, None) => "".into(),
    }
}

/// True for a tag of Liquid or Nunjucks that a site has made: it ends another one or is ended, or its arguments are
/// quoted, as in `{% callout "info" %}`.
fn is_call(text: &str, name: &str, len: usize) -> bool {
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let has_end = || ["{% end", "{%- end"].iter().any(|end| text[len..].contains(&format!("{end}{name}")));
    let arguments = &text[..len];
    let is_quoted = || ['"', '\''].iter().any(|&quote| arguments.matches(quote).count() > 1);
    is_name && name != "raw" && name != "endraw" && (name.starts_with("end") || is_quoted() || has_end())
}

/// A text without the shortcodes of WordPress; what is between two of them stays.
pub(super) fn without_wordpress(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices('[') {
        let Some(len) = wordpress_len(prefix(&text[at..], MAX_TAG)).filter(|_| at >= copied) else { continue };
        let before = &text[copied..at];
        out.push_str(before.strip_suffix('\\').unwrap_or(before));
        copied = at + len;
    }
    if copied == 0 { Cow::Borrowed(text) } else { Cow::Owned(out + &text[copied..]) }
}

/// The length of the shortcode of WordPress that a text starts with: `[caption id="7"]`, `[/caption]`, `[embed\]`.
fn wordpress_len(text: &str) -> Option<usize> {
    let inner = text[1..].trim_start_matches('/');
    let name = WORDPRESS.iter().find(|name| inner.starts_with(**name))?;
    let end = text.find(']')?;
    let rest = text[text.len() - inner.len() + name.len()..end].trim_end_matches('\\');
    // `[playlist]` without a list may be words.
    let is_bare = rest.is_empty() && (*name != "playlist" || text.starts_with("[/"));
    (is_bare || (rest.starts_with(' ') && rest.contains("=\""))).then_some(end + 1)
}
