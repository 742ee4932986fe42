//! The elements of HTML, by what they do to a page.

use super::node::Style;

/// Elements whose text is not shown.
pub(crate) const HIDDEN: [&str; 8] = ["script", "style", "head", "title", "template", "noscript", "svg", "iframe"];

/// Elements in which `<` is text, as the tokenizer is told when one opens.
pub(super) const RAW: [&str; 5] = ["script", "style", "title", "noscript", "iframe"];

/// Elements that start and end a paragraph and have no other effect.
pub(super) const BLOCKS: [&str; 36] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "figure",
    "figcaption",
    "address",
    "center",
    "form",
    "fieldset",
    "legend",
    "details",
    "summary",
    "dl",
    "dt",
    "dd",
    "body",
    "html",
    "caption",
    "hgroup",
    "optgroup",
    "option",
    "select",
    "button",
    "dialog",
    "search",
    "video",
    "audio",
    "frameset",
    "noframes",
    "marquee",
];

/// Elements within a line that have no effect.
pub(super) const INLINES: [&str; 78] = [
    "span",
    "u",
    "ins",
    "mark",
    "small",
    "big",
    "font",
    "sub",
    "sup",
    "abbr",
    "acronym",
    "q",
    "time",
    "label",
    "wbr",
    "bdi",
    "bdo",
    "data",
    "ruby",
    "rt",
    "rp",
    "rb",
    "rtc",
    "thead",
    "tbody",
    "tfoot",
    "col",
    "colgroup",
    "meta",
    "link",
    "base",
    "input",
    "source",
    "picture",
    "nobr",
    "embed",
    "object",
    "canvas",
    "meter",
    "progress",
    "output",
    "map",
    "area",
    "param",
    "track",
    "slot",
    "datalist",
    "applet",
    "frame",
    "basefont",
    "bgsound",
    "blink",
    "keygen",
    "menuitem",
    "spacer",
    "portal",
    "math",
    "mrow",
    "mi",
    "mo",
    "mn",
    "ms",
    "mtext",
    "mspace",
    "mstyle",
    "msup",
    "msub",
    "msubsup",
    "mfrac",
    "msqrt",
    "mroot",
    "mover",
    "munder",
    "mtable",
    "mtr",
    "mtd",
    "semantics",
    "annotation",
];

/// Elements without an end tag.
pub(super) const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "track"];

/// Elements that the reader of HTML handles one by one.
const OTHERS: [&str; 17] = [
    "a",
    "img",
    "br",
    "hr",
    "pre",
    "textarea",
    "listing",
    "blockquote",
    "ul",
    "menu",
    "dir",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
];

/// True for an element of HTML, in any case; `int` is none.
pub(super) fn is_element(name: &str) -> bool {
    let name = &*name.to_ascii_lowercase();
    HIDDEN.contains(&name)
        || BLOCKS.contains(&name)
        || INLINES.contains(&name)
        || OTHERS.contains(&name)
        || style(name).is_some()
        || heading(name).is_some()
}

/// True for an element within a line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINES.contains(&name) || style(name).is_some() || matches!(name, "a" | "img" | "iframe")
}

/// True for an element that encloses others, and that a tag of another one cannot end.
pub(super) fn is_enclosing(name: &str) -> bool {
    (BLOCKS.contains(&name) && !has_optional_end(name))
        || matches!(name, "ul" | "ol" | "menu" | "dir" | "table" | "blockquote" | "pre")
}

/// True for an element whose end tag is often left out.
pub(super) fn has_optional_end(name: &str) -> bool {
    matches!(name, "p" | "li" | "td" | "th" | "tr" | "dt" | "dd" | "option" | "head")
}

/// True if an open element whose end tag is left out ends where another one starts.
pub(super) fn ends_at(open: &str, next: &str) -> bool {
    match open {
        "p" | "head" => {
            BLOCKS.contains(&next) || is_enclosing(next) || heading(next).is_some() || matches!(next, "li" | "hr")
        }
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "tfoot"),
        "tr" => matches!(next, "tr" | "tbody" | "tfoot"),
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        _ => has_optional_end(open) && next == open,
    }
}

pub(super) fn style(name: &str) -> Option<Style> {
    Some(match name {
        "b" | "strong" => Style::Strong,
        "i" | "em" | "cite" | "dfn" | "var" => Style::Italic,
        "s" | "strike" | "del" => Style::Struck,
        "code" | "kbd" | "samp" | "tt" => Style::Code,
        _ => return None,
    })
}

pub(super) fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}
