//! The links of a text, and the places in it that they lead to.

use super::super::block::{Inline, LinkTarget};
use super::Builder;
use crate::text::CleanText;

impl Builder {
    /// Starts a link. An empty address is no link, and neither is one within an issue.
    pub(in crate::markup) fn open_link(&mut self, address: &str) {
        self.before_link = self.inlines.len();
        self.link = self.target(address);
    }

    /// Starts a link of a wiki.
    pub(in crate::markup) fn open_wiki_link(&mut self, name: &str) {
        self.before_link = self.inlines.len();
        self.link = self.links.resolve_name(name);
    }

    /// Ends a link. Where its text in a heading is a sign only, it leads to the heading itself.
    pub(in crate::markup) fn close_link(&mut self) {
        let text = self.inlines.get(self.before_link..).unwrap_or_default();
        let is_sign = |inline: &Inline| matches!(inline, Inline::Text(text, ..) if matches!(text.trim(), "#" | "¶"));
        let is_blank = |inline: &Inline| match inline {
            Inline::Text(text, ..) => text.trim().is_empty(),
            Inline::Place(_) => true,
            Inline::Break | Inline::Search(_) => false,
        };
        if self.heading.is_some() && text.iter().any(is_sign) && text.iter().all(|one| is_sign(one) || is_blank(one)) {
            if let Some(LinkTarget::Place(place)) = self.link {
                self.links.places.unlink(place);
            }
            let sign = self.inlines.split_off(self.before_link);
            self.inlines.extend(sign.into_iter().filter(|inline| matches!(inline, Inline::Place(_))));
        }
        self.link = None;
    }

    /// Adds an image as text. It leads to its address, but for one within a link.
    pub(in crate::markup) fn image(&mut self, alt: &str, address: &str) {
        let alt = CleanText::single_line(alt);
        let text = if alt.is_empty() { "[image]".to_owned() } else { format!("[image: {alt}]") };
        if let Some(target) = self.named_link(&text, address) {
            self.links.note_image(target, address);
        }
    }

    /// Adds what is shown elsewhere as a link, with the host that it is from.
    pub(in crate::markup) fn embedded(&mut self, kind: &str, address: &str) {
        let host = host_of(address);
        let text = if host.is_empty() { format!("[{kind}]") } else { format!("[{kind}: {host}]") };
        let _ = self.named_link(&text, address);
    }

    /// Adds a text as a link, and returns where it leads. Within a link it is only text.
    fn named_link(&mut self, text: &str, address: &str) -> Option<LinkTarget> {
        let around = self.link;
        if around.is_none() && !self.in_code() && is_page_address(address) {
            self.link = self.target(address);
        }
        self.text(text);
        let target = self.link.filter(|_| around.is_none());
        self.link = around;
        target
    }

    /// What an address leads to. Links within an issue lead nowhere.
    fn target(&mut self, address: &str) -> Option<LinkTarget> {
        let address = address.trim();
        match address.as_bytes().first() {
            None | Some(b'#') if self.raw => None,
            _ if self.raw => self.links.intern(address).map(LinkTarget::Web),
            _ => self.links.resolve(address),
        }
    }

    /// Makes a heading a place that its name leads to.
    pub(in crate::markup) fn mark_heading(&mut self, inlines: &mut Vec<Inline>) {
        if !self.raw {
            let text = inlines.iter().filter_map(|inline| match inline {
                Inline::Text(text, ..) => Some(text.as_str()),
                Inline::Break | Inline::Place(_) | Inline::Search(_) => None,
            });
            let place = self.links.places.mark_heading(&text.collect::<String>());
            if let Some(place) = place {
                inlines.insert(0, Inline::Place(place));
            }
        }
    }

    /// Adds a place that links lead to by its name.
    pub(in crate::markup) fn place(&mut self, name: &str) {
        if !self.raw {
            let index = self.links.places.index(name);
            self.place_at(index);
        }
    }

    /// Adds the place of a footnote.
    pub(in crate::markup) fn footnote(&mut self, name: &str) {
        let index = self.links.places.footnote(name);
        self.place_at(index);
    }

    fn place_at(&mut self, index: Option<usize>) {
        let place = index.and_then(|index| self.links.places.mark(index));
        self.inlines.extend(place.map(Inline::Place));
    }

    /// Adds the number of a footnote, which leads to it.
    pub(in crate::markup) fn footnote_reference(&mut self, name: &str, number: &str) {
        let around = self.link;
        if around.is_none() {
            self.link = self.links.refer_to_footnote(name);
        }
        self.text(number);
        self.link = around;
    }

    /// Sets the page that relative addresses are relative to.
    pub(in crate::markup) fn set_page(&mut self, address: &str) {
        self.links.set_page(address);
    }
}

/// True for an address of the web or one relative to the page; not for `data:`, which is no address.
pub(in crate::markup) fn is_page_address(address: &str) -> bool {
    let address = address.trim();
    let scheme = address.split(['/', '?', '#']).next().and_then(|start| start.split_once(':'));
    let is_web = |scheme: &str| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    !address.is_empty() && !address.starts_with('#') && scheme.is_none_or(|(scheme, _)| is_web(scheme))
}

/// The host of an address, as it is written; empty if it is relative.
fn host_of(address: &str) -> &str {
    let address = address.trim();
    let rest = address.strip_prefix("//").or_else(|| address.split_once("://").map(|(_, rest)| rest));
    let authority = rest.unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}
