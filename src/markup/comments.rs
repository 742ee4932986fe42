//! Takes comments from Markdown before it is parsed, wherever they begin and end. Fenced code is not changed.

use std::borrow::Cow;

use super::fences::Fences;

/// What comments are between: those of HTML, Liquid and Hugo.
const COMMENTS: [(&str, &str); 5] = [
    ("<!--", "-->"),
    ("{% comment %}", "{% endcomment %}"),
    ("{%- comment -%}", "{%- endcomment -%}"),
    ("{{< comment >}}", "{{< /comment >}}"),
    ("{{% comment %}}", "{{% /comment %}}"),
];

/// A text without comments. An unclosed one stays.
pub(super) fn without_comments(markdown: &str) -> Cow<'_, str> {
    let mut kinds: Vec<_> = COMMENTS.into_iter().filter(|(open, _)| markdown.contains(open)).collect();
    if kinds.is_empty() {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len());
    let mut fences = Fences::default();
    let (mut at, mut line_end) = (0, 0);
    while at < markdown.len() {
        if at >= line_end {
            line_end = memchr::memchr(b'\n', &markdown.as_bytes()[at..]).map_or(markdown.len(), |end| at + end + 1);
            if fences.covers(&markdown[at..line_end]) {
                out.push_str(&markdown[at..line_end]);
                at = line_end;
                continue;
            }
        }
        let line = &markdown[at..line_end];
        let first =
            kinds.iter().enumerate().filter_map(|(kind, (open, _))| Some((find_outside_code(line, open)?, kind)));
        let Some((start, kind)) = first.min() else {
            out.push_str(line);
            at = line_end;
            continue;
        };
        out.push_str(&line[..start]);
        at += start;
        let close = kinds[kind].1;
        match markdown[at..].find(close) {
            Some(len) => at += len + close.len(),
            // None that follows is closed.
            None => drop(kinds.remove(kind)),
        }
    }
    Cow::Owned(out)
}

/// The first place of a string in a line that is not within code.
fn find_outside_code(line: &str, wanted: &str) -> Option<usize> {
    let found = line.find(wanted)?;
    let ticks = line[..found].matches('`').count();
    if ticks.is_multiple_of(2) || !line[found..].contains('`') { Some(found) } else { None }
}

/// A text without the comments of MDX.
pub(super) fn without_jsx_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{/*") {
        let Some((_, tail)) = after.split_once("*/}") else { break };
        kept.push_str(before);
        rest = tail;
    }
    kept + rest
}
