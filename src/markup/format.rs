//! Whether a body is HTML or Markdown.

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
