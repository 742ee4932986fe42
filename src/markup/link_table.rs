//! The links of a page: every address once, with its number, the posts that the page refers to, and places in it.

use std::collections::HashMap;
use std::sync::Arc;

use super::block::{Block, Inline, LinkTarget};
use super::places::Places;
use super::template_links;
use crate::model::{PostId, PostPaths, ReferenceFinder, SectionKey, decoded, has_scheme, host, join};
use crate::text::CleanText;

/// Links kept of one post; the longest issues have about 60.
const MAX_LINKS: usize = 10_000;

/// Length limit of a label, in bytes.
const MAX_LABEL: usize = 200;

/// A link of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The text of the link, for lists.
    pub label: CleanText,
    /// Where it leads.
    pub destination: Destination,
    /// If it leads to an image: its address as it is written, if that is relative and may be of a file beside the post.
    pub image: Option<String>,
}

/// Where a link of a page leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To an address; [`crate::model::WebUrl::parse`] decides whether it may be opened.
    Web(CleanText),
    /// To a post of the library.
    Post(PostId),
    /// To a section of a post of the library, or to its start.
    Story(PostId, Option<SectionKey>),
    /// To a line of the page; `None` if the text lacks the place.
    Line(Option<usize>),
}

impl Link {
    /// Its address, if it leads to one.
    #[must_use]
    pub fn address(&self) -> Option<&CleanText> {
        match &self.destination {
            Destination::Web(address) => Some(address),
            Destination::Post(_) | Destination::Story(..) | Destination::Line(_) => None,
        }
    }
}

/// What the links of a post are read with.
#[derive(Clone, Debug, Default)]
pub struct LinkContext {
    /// The post, if it is in a library: its own name is not a reference.
    pub post: Option<PostId>,
    /// Its path, relative to the folder that was opened.
    pub path: String,
    /// The web page that relative addresses are relative to; empty if there is none.
    pub page: String,
    /// Finds references to the library's issues.
    pub references: Arc<ReferenceFinder>,
    /// Finds the posts that relative addresses lead to.
    pub paths: Arc<PostPaths>,
}

/// Addresses with their numbers, posts, and places.
#[derive(Clone, Debug, Default)]
pub struct LinkTable {
    /// In order of appearance.
    addresses: Vec<Address>,
    indices: HashMap<String, usize>,
    /// Posts referred to, in order of appearance.
    posts: Vec<PostId>,
    pub(super) places: Places,
    /// Relative addresses of images as they are written, by the index of the address.
    images: HashMap<usize, String>,
    /// Whether a relative address or a link of a wiki was met, which may lead to a post.
    has_local: bool,
    context: LinkContext,
}

#[derive(Clone, Debug)]
struct Address {
    text: String,
    /// What it searches for, if it is a link that this program has added to find a source.
    search: Option<String>,
}

impl LinkTable {
    /// An empty table.
    #[must_use]
    pub fn new(context: LinkContext) -> Self {
        Self { context, ..Self::default() }
    }

    /// What an address in a text leads to. A relative one leads to a post, if there is one at its path, or else to an
    /// address relative to the page of the post.
    pub(super) fn resolve(&mut self, address: &str) -> Option<LinkTarget> {
        let address = address.trim();
        if address.is_empty() {
            return None;
        }
        if let Some(place) = address.strip_prefix('#') {
            return self.refer_to_place(place);
        }
        if has_scheme(address) {
            return self.intern(address).map(LinkTarget::Web);
        }
        if address.starts_with("www.") {
            return self.intern(&format!("http://{address}")).map(LinkTarget::Web);
        }
        let address = &*template_links::known_address(address)?;
        self.has_local = true;
        let on_page = join(&self.context.page, address);
        let post = self.context.paths.by_address(&self.context.path, address);
        let post = post.or_else(|| on_page.as_deref().and_then(|address| self.context.paths.by_link(address)));
        if let Some(target) = post.and_then(|post| self.refer_to_part(post, address)) {
            return Some(target);
        }
        let cdn = || address.starts_with("//").then(|| format!("https:{address}"));
        let written = address;
        let address = on_page.or_else(cdn);
        self.intern(address.as_deref().unwrap_or(written)).map(LinkTarget::Web)
    }

    /// What a link of a wiki leads to, `Name#Heading`: a post, or a place in this one.
    pub(super) fn resolve_name(&mut self, name: &str) -> Option<LinkTarget> {
        let (post, place) = name.split_once('#').unwrap_or((name, ""));
        if post.trim().is_empty() {
            return self.refer_to_place(place);
        }
        self.has_local = true;
        let post = self.context.paths.by_name(&self.context.path, post)?;
        self.refer_to_part(post, name)
    }

    /// The link to a post. One to this post leads to a place in it, if the address names one.
    fn refer_to_part(&mut self, post: PostId, address: &str) -> Option<LinkTarget> {
        if Some(post) == self.context.post {
            let (_, place) = address.split_once('#')?;
            return self.refer_to_place(place);
        }
        Some(self.refer_to(post))
    }

    /// The link to a place in the text.
    fn refer_to_place(&mut self, name: &str) -> Option<LinkTarget> {
        let place = self.places.index(&decoded(name))?;
        Some(self.refer_to_index(place))
    }

    /// The link to a footnote.
    pub(super) fn refer_to_footnote(&mut self, name: &str) -> Option<LinkTarget> {
        let place = self.places.footnote(name)?;
        Some(self.refer_to_index(place))
    }

    fn refer_to_index(&mut self, place: usize) -> LinkTarget {
        self.places.link(place);
        LinkTarget::Place(place)
    }

    /// Sets the page that relative addresses are relative to, as a text says itself.
    pub(super) fn set_page(&mut self, address: &str) {
        let absolute = join(&self.context.page, address);
        self.context.page = absolute.unwrap_or_else(|| address.to_owned());
    }

    /// The index of an address, which is added if it is new. `None` beyond 10,000 addresses.
    pub fn intern(&mut self, address: &str) -> Option<usize> {
        if let Some(known) = self.indices.get(address) {
            return Some(*known);
        }
        let index = self.addresses.len();
        if index >= MAX_LINKS {
            return None;
        }
        self.addresses.push(Address { text: address.to_owned(), search: None });
        self.indices.insert(address.to_owned(), index);
        Some(index)
    }

    /// Notes that a link leads to an image.
    pub(super) fn note_image(&mut self, target: LinkTarget, written: &str) {
        let written = written.trim();
        if let LinkTarget::Web(index) = target
            && !has_scheme(written)
            && !written.starts_with("//")
        {
            self.images.insert(index, written.to_owned());
        }
    }

    /// As [`LinkTable::intern`], for an address that searches for a source of that title.
    pub fn intern_search(&mut self, address: &str, title: &str) -> Option<usize> {
        let index = self.intern(address)?;
        self.addresses[index].search = Some(title.to_owned());
        Some(index)
    }

    /// The address with that index.
    #[must_use]
    pub fn address(&self, index: usize) -> Option<&str> {
        self.addresses.get(index).map(|address| address.text.as_str())
    }

    /// The link to a post, which is added if it is new.
    pub fn refer_to(&mut self, post: PostId) -> LinkTarget {
        if !self.posts.contains(&post) {
            self.posts.push(post);
        }
        LinkTarget::Post(post)
    }

    /// The name by which links lead to a place: its letters and digits, and for a footnote its name after a `^`.
    #[must_use]
    pub fn place_name(&self, place: usize) -> Option<&str> {
        self.places.name(place)
    }

    /// True if names of other issues can be found in a text.
    pub(super) fn has_references(&self) -> bool {
        !self.context.references.is_empty()
    }

    /// Splits a text at its references to other posts: each piece with its link.
    pub(super) fn with_references<'a>(&mut self, text: &'a str) -> Vec<(&'a str, Option<LinkTarget>)> {
        let mut pieces = Vec::new();
        let mut done = 0;
        for reference in Arc::clone(&self.context.references).find(text) {
            if Some(reference.post) == self.context.post {
                continue;
            }
            pieces.push((&text[done..reference.range.start], None));
            done = reference.range.end;
            pieces.push((&text[reference.range], Some(self.refer_to(reference.post))));
        }
        pieces.push((&text[done..], None));
        pieces.retain(|(text, _)| !text.is_empty());
        pieces
    }

    /// True if an address may lead to a post of the library.
    #[must_use]
    pub fn has_local(&self) -> bool {
        self.has_local
    }

    /// The index of a link in [`LinkTable::to_list`]: addresses first, then posts, then places.
    #[must_use]
    pub fn list_index(&self, target: LinkTarget) -> Option<usize> {
        match target {
            LinkTarget::Web(index) => Some(index),
            LinkTarget::Post(post) => {
                let index = self.posts.iter().position(|known| *known == post)?;
                Some(self.addresses.len() + index)
            }
            LinkTarget::Place(place) => Some(self.addresses.len() + self.posts.len() + self.places.nth_linked(place)?),
        }
    }

    /// The links as a list: addresses, then posts, then places, each with the text that it has in these blocks.
    /// `line_of` gives the line of a place on the page.
    pub fn to_list<'a>(
        &self,
        blocks: impl IntoIterator<Item = &'a Block>,
        line_of: impl Fn(usize) -> Option<usize>,
    ) -> Vec<Link> {
        let count = self.addresses.len() + self.posts.len() + self.places.linked().len();
        let mut labels = vec![String::new(); count];
        // The link that goes on: of another one to the same place, the words are not added.
        let mut open = None;
        let mut add = |inline: &Inline| {
            let target = match inline {
                Inline::Text(_, _, target) => *target,
                Inline::Break => return,
                Inline::Place(_) | Inline::Search(_) => None,
            };
            let index = target.and_then(|target| self.list_index(target));
            if let Inline::Text(text, ..) = inline
                && let Some(label) = index.and_then(|index| labels.get_mut(index))
                && (open == index || label.is_empty())
                && label.len() < MAX_LABEL
                && label != text.as_str()
            {
                label.push_str(text);
            }
            open = index;
        };
        blocks.into_iter().for_each(|block| block.visit_inlines(&mut add));
        for (address, label) in self.addresses.iter().zip(&mut labels) {
            if let Some(title) = &address.search {
                *label = format!("{title} — search {}", host(&address.text).unwrap_or_default());
            }
        }
        let web = self.addresses.iter().map(|address| Destination::Web(CleanText::single_line(&address.text)));
        let posts = self.posts.iter().map(|post| Destination::Post(*post));
        let lines = self
            .places
            .linked()
            .iter()
            .map(|place| Destination::Line(line_of(*place).or(self.places.is_top(*place).then_some(0))));
        let link = |(index, (destination, label)): (usize, (Destination, String))| Link {
            label: CleanText::single_line(&label),
            destination,
            image: self.images.get(&index).cloned(),
        };
        web.chain(posts).chain(lines).zip(labels).enumerate().map(link).collect()
    }
}
