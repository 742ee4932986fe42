//! Code between tags of Liquid or Hugo, `{% highlight ruby %}`, as fenced code. This comes before all other rewriting,
//! so that nothing in such code is taken for a comment or a tag.

use std::borrow::Cow;

use super::fences::Fences;
use super::shortcodes::liquid_name;

/// A text with fences in the place of those tags. Within fenced code they are text.
pub(super) fn as_fences(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains("highlight") {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len() + 64);
    let mut fences = Fences::default();
    let mut is_open = false;
    let last_close = ["endhighlight", "/highlight"].iter().filter_map(|close| markdown.rfind(close)).max();
    let mut at = 0;
    for line in markdown.split_inclusive('\n') {
        let is_fenced = !is_open && fences.covers(line);
        // What is never closed is no code.
        let may_open = last_close > Some(at);
        at += line.len();
        match tag(line.trim()).filter(|&opens| !is_fenced && opens != is_open && (may_open || !opens)) {
            Some(opens) => {
                out.push_str(if opens { "\n~~~~~~~~\n" } else { "~~~~~~~~\n\n" });
                is_open = opens;
            }
            None => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// Whether a line opens such code, or closes it; `None` for any other line.
fn tag(line: &str) -> Option<bool> {
    // The code may be between tags of its own, which keep it from being read.
    let raw_end = ["{% endraw %}", "{%- endraw -%}"].iter().find_map(|end| line.strip_prefix(end));
    let line = raw_end.map_or(line, str::trim_start);
    let shortcode = || line.strip_prefix("{{<").and_then(|inner| inner.split_whitespace().next());
    match liquid_name(line).or_else(shortcode)? {
        "highlight" => (line.ends_with('}') && !line.contains("/highlight")).then_some(true),
        "endhighlight" | "/highlight" => Some(false),
        _ => None,
    }
}
