//! The HTML of a mail without what is not for readers: styles, pixels that report when it is opened, and the hidden
//! text that mail programs show next to the subject.

use crate::load::field_text;
use crate::markup::{SourceTag, Tags, is_hidden};
use crate::text::prefix;

/// Elements that are dropped with what is in them.
const DROPPED: [&str; 5] = ["style", "script", "title", "noscript", "template"];

/// Elements without content.
const VOID: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

/// Bytes of a link's text that are read.
const MAX_LINK_TEXT: usize = 500;

/// Elements that never end, after which no other one is dropped. Each of them takes a look at the rest of the mail.
const MAX_ENDLESS: usize = 20;

/// Parts of the addresses of images that report when a mail is opened.
const PIXELS: [&str; 9] = [
    "/track/open",
    "/wf/open",
    "/open.gif",
    "/o.gif",
    "/pixel.gif",
    "/open?",
    "/trk/",
    "eotrx.substackcdn.com",
    "/beacon",
];

/// Words of a link to a mail's page on the web, in lower case.
const WEB_VERSION: [&str; 7] =
    ["in your browser", "in browser", "view online", "read online", "view on web", "web version", "im browser"];

/// The part of a mail that is for readers.
pub(super) fn clean(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let (mut from, mut end, mut endless) = (0, html.len(), 0);
    let mut dropped: Option<Dropped> = None;
    for tag in Tags::new(html) {
        let is = |name: &str| tag.name.eq_ignore_ascii_case(name);
        if let Some(open) = &mut dropped {
            if open.ends(&tag) {
                from = tag.range.end;
                dropped = None;
            }
            continue;
        }
        if is("body") && !tag.closes {
            // What is in the head is not shown.
            out.clear();
            from = tag.range.end;
        } else if is("body") {
            end = tag.range.start;
            break;
        } else if !tag.closes && is("img") && (is_pixel(&tag, html) || is_hidden(|name| tag.attribute(html, name))) {
            out.push_str(&html[from..tag.range.start]);
            from = tag.range.end;
        } else if endless < MAX_ENDLESS && !tag.closes && !VOID.iter().any(|name| is(name)) && is_dropped(&tag, html) {
            // One that never ends is kept: with it, all of the mail would go.
            let found = Dropped::new(&tag);
            if found.has_end(html, tag.range.end) {
                out.push_str(&html[from..tag.range.start]);
                from = tag.range.end;
                dropped = Some(found);
            } else {
                endless += 1;
            }
        }
    }
    if dropped.is_none() {
        out.push_str(html.get(from..end.max(from)).unwrap_or_default());
    }
    without_comments(&out)
}

/// An element that is dropped.
struct Dropped {
    name: String,
    depth: usize,
}

impl Dropped {
    fn new(tag: &SourceTag<'_>) -> Self {
        Self { name: tag.name.to_ascii_lowercase(), depth: 1 }
    }

    /// True at the tag that ends it.
    fn ends(&mut self, tag: &SourceTag<'_>) -> bool {
        if tag.name.eq_ignore_ascii_case(&self.name) {
            if tag.closes {
                self.depth -= 1;
            } else if !tag.closes_itself || !is_unknown(&self.name) {
                self.depth += 1;
            }
        }
        self.depth == 0
    }

    fn has_end(&self, html: &str, from: usize) -> bool {
        let mut probe = Self { name: self.name.clone(), depth: 1 };
        Tags::new(&html[from..]).any(|tag| probe.ends(&tag))
    }
}

/// True for elements that can close themselves, as those of Office do.
fn is_unknown(name: &str) -> bool {
    name.contains(':')
}

fn is_dropped(tag: &SourceTag<'_>, html: &str) -> bool {
    let attribute = |name: &str| tag.attribute(html, name).unwrap_or_default();
    let names = format!("{} {}", attribute("class"), attribute("id")).to_ascii_lowercase();
    let is_named = names.split_ascii_whitespace().any(|name| matches!(name, "preheader" | "preview" | "preview-text"));
    let style = attribute("style").to_ascii_lowercase().replace(char::is_whitespace, "");
    let has_no_size = ["font-size:0", "font-size:1px", "line-height:0"].iter().any(|size| style.contains(size));
    let is_unseen = style.contains("opacity:0;") || style.ends_with("opacity:0") || style.contains("visibility:hidden");
    DROPPED.iter().any(|name| tag.name.eq_ignore_ascii_case(name))
        || is_hidden(|name| tag.attribute(html, name))
        || is_named
        || (has_no_size && is_unseen)
}

/// True for an image that nobody sees.
fn is_pixel(tag: &SourceTag<'_>, html: &str) -> bool {
    let attribute = |name: &str| tag.attribute(html, name).unwrap_or_default();
    let style = attribute("style").to_ascii_lowercase().replace(char::is_whitespace, "");
    let is_small = |name: &str| {
        let in_style = [0, 1].iter().any(|size| style.split(';').any(|one| one == format!("{name}:{size}px")));
        matches!(attribute(name).trim().trim_end_matches("px"), "0" | "1") || in_style
    };
    let source = attribute("src").to_ascii_lowercase();
    (is_small("width") && is_small("height")) || PIXELS.iter().any(|part| source.contains(part))
}

fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        let Some(end) = rest[start..].find("-->") else { break };
        out.push_str(&rest[..start]);
        rest = &rest[start + end + 3..];
    }
    out + rest
}

/// Plain text as HTML, with its paragraphs.
pub(super) fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.fold(String::new(), |html, part| {
        html + "<p>" + &htmlize::escape_all_quotes(part).replace('\n', "<br>\n") + "</p>\n"
    })
}

/// The address of a mail's page on the web.
pub(super) fn web_version(html: &str) -> Option<String> {
    Tags::new(html).filter(|tag| tag.name.eq_ignore_ascii_case("a") && !tag.closes).find_map(|tag| {
        let text = field_text(prefix(&html[tag.range.end..], MAX_LINK_TEXT).split("</a").next()?).to_lowercase();
        let is_web_version = WEB_VERSION.iter().any(|words| text.contains(words));
        let href = tag.attribute(html, "href").filter(|_| is_web_version)?;
        Some(htmlize::unescape_attribute(href).into_owned())
    })
}
