//! What other programs add to Markdown, taken from a source by rules of the comparison's own: see `main.rs`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::html::regex;

macro_rules! patterns {
    ($($name:ident = $pattern:expr;)*) => { $(static $name: LazyLock<Regex> = LazyLock::new(|| regex($pattern));)* };
}

patterns! {
    FRAME = r"(?s)\A\s*(?:---[ \t]*\n.*?\n---|\+\+\+[ \t]*\n.*?\n\+\+\+)[ \t]*(?:\n|\z)";
    HEADER = r"\A(?:[A-Za-z][\w -]{0,39}:(?: .*|\t.*)?\n(?:[ \t]+\S.*\n)*)+(?:[ \t]*\n|\z)";
    FENCE = r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(`{3,}|~{3,})(.*)$";
    TEMPLATE = r"^\s*(?:(?:\{%(?:[^%]|%[^}])*%\}|\{\{(?:[^}]|\}[^}])*\}\}+|\{[:/][^}]*\})\s*)+$";
    CONTENTS = r"^\s*\[{1,2}(?:TOC|toc)\]{1,2}\s*$";
    HIGHLIGHT = r"^\s*(?:\{%-?\s*endraw\s*-?%\}\s*)?\{%-?\s*(end)?highlight\b.*%\}\s*$";
    RAW = r"\{%-?\s*(?:end)?raw\s*-?%\}|\{/\*.*?\*/\}|%%.*?%%";
    CALLOUT = r"^([\s>]*>)\s*\[!([\w -]+)(?:\|[^\]]*)?\][-+]?[ \t]*(.*)$";
    HEADING_ID = r"^(#.*?)\s*\{[#/.:][^{}]*\}\s*$";
    TEMPLATE_LINK = r"(!?)\[([^\[\]]*)\]\([^()]*?(?:\{\{|\{%)[^()]*\)";
    MARKED = r"==(\S|\S[^=]*\S)==";
    FIGURE = r#"(?:src|caption|alt)="([^"]*)""#;
    // A label in brackets, which is no link to a page of one's own.
    BRACKETS = r"\[\[([^\[\]]*)\]\]\(";
    EMBED = r"!\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]";
    SIZE = r"^\d+(x\d+)?$";
    QUOTED_TEMPLATE = r#""\{\{[^{}]*\}\}[^"]*""#;
    IMAGE = r#"^\s*\{%\s*(?:image|img)\s+"([^"]*)"(?:,?\s+"([^"]*)")?.*%\}(?:\{\..*\})?\s*$"#;
    CONTAINER = r"^:::+\s*(\w[\w-]*)?(?:\[(.*)\]|\s+([^{].*))?\s*(?:\{.*\})?\s*$";
    PARAM = r"\{\{%\s*param [^%]*%\}\}";
    // An image that is none, for the quotation marks in its title, as the label of a link.
    BAD_IMAGE = r#"\[!\[[^\[\]]*\]\([^()\s]*\s+"[^"()\n]*"[^"()\n]*"[^()\n]*\)\]\("#;
    // A tag within a text.
    TAG = r"\{%-?\s*(\w+)\b([^%]*?)-?%\}";
    // A tag of Hugo within a text, with a first quoted argument or a name.
    HUGO = r#"(^\s*)?\{\{[<%]\s*/?[\w./-]+(?:\s+"([^"]*)")?(?:(?:[^"%>]|"[^"]*")*?\sname="([^"]*)")?(?:[^"%>]|"[^"]*"|[%>][^}])*[%>]\}\}( )?"#;
    // Where the site is, and a path on it.
    SITE = r"\{\{\s*(?:site|config)\.(?:github\.)?(?:base_?)?url\s*\}\}";
    PATH = r#"\{\{\s*["']([^"'{}]*)["']\s*\|\s*(?:relative_url|absolute_url|url)\s*\}\}"#;
    END = r"\s*(?:\{[.#][\w .#-]*\}|\s\^[A-Za-z0-9-]{3,})\s*$";
    SHORTCODE = r"\{\{[<%]\s*(figure|youtube|vimeo)\s+(.*?)\s*[%>]\}\}";
}

/// The body of a file as plain CommonMark.
pub fn plain(source: &str) -> String {
    let source = source.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let body = FRAME.replace(&source, "");
    let body = if body.len() == source.len() { HEADER.replace(&source, "") } else { body };
    let body = BAD_IMAGE.replace_all(&body, |image: &Captures<'_>| image[0].replace("://", "\\://"));
    let mut out = String::with_capacity(body.len());
    let mut fence: Option<(char, usize)> = None;
    let mut in_highlight = false;
    let mut in_comment = None;
    let mut rest = &*body;
    for line in body.lines() {
        rest = rest.get(line.len() + 1..).unwrap_or_default();
        if fence.is_none()
            && let Some(end) = HIGHLIGHT.captures(line)
        {
            in_highlight = end.get(1).is_none();
            out.push_str(if in_highlight { "\n~~~~~~~~~~~~\n" } else { "~~~~~~~~~~~~\n\n" });
            continue;
        }
        let is_code = in_highlight || (in_comment.is_none() && is_fenced(line, &mut fence));
        // What is put out would be text, where an empty line ends the element around it.
        let in_html = || out.rsplit("\n\n").next().is_some_and(|block| block.trim_start().starts_with('<'));
        if !is_code
            && in_comment.is_none()
            && line.trim().starts_with("{{")
            && TEMPLATE.is_match(line)
            && prose(line).is_empty()
            && in_html()
        {
            continue;
        }
        let is_image = !is_code && IMAGE.is_match(line);
        let is_lazy = !is_code && line.starts_with("<img ");
        let indent = lazy_indent(&out).filter(|_| is_lazy).unwrap_or_default();
        out.push_str(&indent);
        let line = if is_code { line.to_owned() } else { prose(&without_comments(line, rest, &mut in_comment)) };
        out.push_str(&line);
        // A paragraph of its own, unless it is within an element.
        if is_image && !out.rsplit("\n\n").next().is_some_and(|block| block.trim_start().starts_with("<fig")) {
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// The indentation of the paragraph of an item that a text ends in, which a tag at the start of the next line goes on
/// with: `comrak` begins a block of HTML there, unlike CommonMark.
fn lazy_indent(before: &str) -> Option<String> {
    let last = before.strip_suffix('\n')?.rsplit('\n').next()?;
    let text = last.trim_start();
    let is_item = ["* ", "- ", "+ "].iter().any(|bullet| text.starts_with(bullet));
    let indent = last.len() - text.len() + if is_item { 2 } else { 0 };
    ((1..8).contains(&indent) && !text.is_empty() && !text.starts_with('<')).then(|| " ".repeat(indent))
}

/// Whether a line is fenced code, or opens or closes it.
fn is_fenced(line: &str, fence: &mut Option<(char, usize)>) -> bool {
    let found = FENCE.captures(line).map(|found| (found[1].to_owned(), found[2].trim().to_owned()));
    match (&*fence, found) {
        (Some((sign, len)), Some((marks, rest))) => {
            if marks.starts_with(*sign) && marks.len() >= *len && rest.is_empty() {
                *fence = None;
            }
            true
        }
        (None, Some((marks, rest))) if !(marks.starts_with('`') && rest.contains('`')) => {
            *fence = marks.chars().next().map(|sign| (sign, marks.len()));
            true
        }
        (open, _) => open.is_some(),
    }
}

/// What comments are between.
const COMMENTS: [(&str, &str); 5] = [
    ("{# ", "#}"),
    ("<!--", "-->"),
    ("{% comment %}", "{% endcomment %}"),
    ("{{< comment >}}", "{{< /comment >}}"),
    ("{{% comment %}}", "{{% /comment %}}"),
];

/// A line without comments, which may end in what follows, by the mark in `until`. Unclosed ones stay.
fn without_comments(line: &str, after: &str, until: &mut Option<&'static str>) -> String {
    let mut out = String::new();
    let mut rest = line;
    loop {
        if let Some(end) = *until {
            let Some((_, after)) = rest.split_once(end) else { return out };
            (rest, *until) = (after, None);
        }
        let is_open = |(open, close): &(&str, &str)| {
            let (before, tail) = rest.split_once(open)?;
            let ticks = out.matches('`').count() + before.matches('`').count();
            let is_code = ticks % 2 == 1 && tail.contains('`');
            (!is_code && (tail.contains(close) || after.contains(close))).then_some(before.len())
        };
        let first = COMMENTS.iter().filter_map(|kind| Some((is_open(kind)?, kind))).min_by_key(|(at, _)| *at);
        let Some((at, (open, close))) = first else {
            out.push_str(rest);
            return out;
        };
        out.push_str(&rest[..at]);
        rest = &rest[at + open.len()..];
        *until = Some(close);
    }
}

fn prose(line: &str) -> String {
    if let Some(code) = SHORTCODE.captures(line).filter(|_| TEMPLATE.is_match(line)) {
        return shortcode(&code);
    }
    if let Some(image) = IMAGE.captures(line) {
        let alt = image.get(2).map(|alt| alt.as_str()).unwrap_or_default();
        return format!("<img src=\"{}\" alt=\"{alt}\">", &image[1]);
    }
    if let Some(container) = CONTAINER.captures(line) {
        return container_title(&container);
    }
    if TEMPLATE.is_match(line) || CONTENTS.is_match(line) {
        return String::new();
    }
    if let Some(callout) = CALLOUT.captures(line) {
        let (first, rest) = callout[2].split_at(1);
        let kind = first.to_uppercase() + &rest.to_lowercase();
        return format!("{} **{kind} {}**\n{}", &callout[1], &callout[3], &callout[1]);
    }
    let line = HEADING_ID.replace(line, "$1");
    let line = if line.contains('|') { line } else { END.replace(&line, "").into_owned().into() };
    let is_raw = RAW.is_match(&line);
    let mut out = String::new();
    for (at, part) in line.split('`').enumerate() {
        if at > 0 {
            out.push('`');
        }
        if at % 2 == 1 {
            out.push_str(part);
            continue;
        }
        let part = RAW.replace_all(part, "");
        let is_address = part.trim_start().starts_with("<{{");
        let part = if is_address { part } else { PARAM.replace_all(&part, "") };
        let part = if is_address { part } else { HUGO.replace_all(&part, |tag: &Captures<'_>| hugo(tag)) };
        let part = if is_raw { part } else { without_tags(&part).into() };
        let part = SITE.replace_all(&part, "");
        let part = PATH.replace_all(&part, "$1");
        let part = EMBED.replace_all(&part, |embed: &Captures<'_>| {
            if !embed[1].contains('.') {
                return embed.get(2).map_or(&embed[1], |label| label.as_str()).to_owned();
            }
            let label = embed.get(2).map(|label| label.as_str()).filter(|label| !SIZE.is_match(label));
            format!("\\[image: {}\\]", label.unwrap_or(&embed[1]))
        });
        let part = BRACKETS.replace_all(&part, "[\\[$1\\]](");
        let part = QUOTED_TEMPLATE.replace_all(&part, "\"{{}}\"");
        let part = TEMPLATE_LINK.replace_all(&part, |link: &Captures<'_>| match &link[1] {
            "" => link[2].to_owned(),
            _ => format!("\\[image: {}\\]", &link[2]),
        });
        out.push_str(&MARKED.replace_all(&part, "$1"));
    }
    out
}

/// Tags of Liquid and Nunjucks that decide what is shown.
const CONTROL: [&str; 11] =
    ["if", "elsif", "elseif", "else", "unless", "for", "set", "assign", "capture", "end", "endif"];

/// A text without the tags of Liquid and Nunjucks that decide what is shown, end another one or are ended, or have
/// quoted arguments.
fn without_tags(text: &str) -> String {
    let is_used = |name: &str, arguments: &str| {
        CONTROL.contains(&name)
            || name.starts_with("end")
            || arguments.matches(['"', '\'']).count() > 1
            || text.contains(&format!("{{% end{name}"))
    };
    TAG.replace_all(text, |tag: &Captures<'_>| if is_used(&tag[1], &tag[2]) { "" } else { &tag[0] }.to_owned()).into()
}

/// What a tag of Hugo within a text leaves: its first argument, or in front of the text its name.
fn hugo(tag: &Captures<'_>) -> String {
    let group = |at| tag.get(at).map(|found| found.as_str());
    if group(0).is_some_and(|tag| tag.contains("<{{") || tag.contains("/*")) {
        return tag[0].to_owned();
    }
    let name = group(3).filter(|_| group(1).is_some() && group(4).is_some());
    let name = name.map(|name| format!("**{name}:**"));
    group(2).map(ToOwned::to_owned).or(name).unwrap_or_default() + group(4).unwrap_or_default()
}

/// The kinds of container that a reader knows by name.
const KNOWN_CONTAINERS: [&str; 12] = [
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

/// The first line of a container, `:::note[Title]`: its kind, if that is a word for readers, and its title.
fn container_title(container: &Captures<'_>) -> String {
    let part = |at| container.get(at).map(|part| part.as_str().trim().to_owned());
    let kind = part(1).filter(|kind| KNOWN_CONTAINERS.contains(&&*kind.to_lowercase()));
    let kind = kind.map(|kind| kind[..1].to_uppercase() + &kind[1..]);
    let parts: Vec<String> = [kind, part(2).or_else(|| part(3))].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("\n**{}**\n", parts.join(": ")) }
}

/// A picture or a film of Hugo.
fn shortcode(code: &Captures<'_>) -> String {
    let arguments = &code[2];
    let value = |name: &str| {
        let found = FIGURE.captures_iter(arguments).find(|found| found[0].starts_with(name))?;
        Some(found[1].to_owned())
    };
    let id = arguments.trim_start_matches("id=").trim_matches('"');
    match &code[1] {
        "figure" => {
            let caption = value("caption").or_else(|| value("alt")).unwrap_or_default();
            format!("![{caption}](<{}>)", value("src").unwrap_or_default())
        }
        "youtube" => format!("[video www.youtube.com](https://www.youtube.com/watch?v={id})"),
        _ => format!("[video vimeo.com](https://vimeo.com/{id})"),
    }
}
