//! The links of a page: every address once, with its number, and the posts that the page refers to.

use std::collections::HashMap;
use std::sync::Arc;

use super::block::{Block, Inline, LinkTarget};
use crate::model::{PostId, ReferenceFinder, host};
use crate::text::CleanText;

/// Links kept of one post; the longest issues have about 60.
const MAX_LINKS: usize = 10_000;

/// Length limit of a label, in bytes.
const MAX_LABEL: usize = 200;

/// A link of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its address as the post has it; [`crate::model::WebUrl::parse`] decides whether it may be opened.
    pub address: CleanText,
    /// The text of the link, for lists.
    pub label: CleanText,
    /// The post of the library that it leads to, if it is a reference.
    pub post: Option<PostId>,
}

/// Addresses with their numbers, and posts.
#[derive(Clone, Debug, Default)]
pub struct LinkTable {
    /// In order of appearance.
    addresses: Vec<Address>,
    indices: HashMap<String, usize>,
    /// Posts referred to, in order of appearance.
    posts: Vec<PostId>,
    references: Arc<ReferenceFinder>,
    /// The post of the page: its own name is not a reference.
    own: Option<PostId>,
}

#[derive(Clone, Debug)]
struct Address {
    text: String,
    /// True for a link that searches for a source, added by this program.
    is_search: bool,
}

impl LinkTable {
    /// An empty table; `references` finds the names of other issues in the text, except that of `own`.
    #[must_use]
    pub fn new(references: Arc<ReferenceFinder>, own: Option<PostId>) -> Self {
        Self { references, own, ..Self::default() }
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
        self.addresses.push(Address { text: address.to_owned(), is_search: false });
        self.indices.insert(address.to_owned(), index);
        Some(index)
    }

    /// As [`LinkTable::intern`], for an address that searches for a source.
    pub fn intern_search(&mut self, address: &str) -> Option<usize> {
        let index = self.intern(address)?;
        self.addresses[index].is_search = true;
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

    /// True if names of other issues can be found in a text.
    pub(super) fn has_references(&self) -> bool {
        !self.references.is_empty()
    }

    /// Splits a text at its references to other posts: each piece with its link.
    pub(super) fn with_references<'a>(&mut self, text: &'a str) -> Vec<(&'a str, Option<LinkTarget>)> {
        let mut pieces = Vec::new();
        let mut done = 0;
        for reference in Arc::clone(&self.references).find(text) {
            if Some(reference.post) == self.own {
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

    /// The index of a link in [`LinkTable::to_list`]: addresses first, then posts.
    #[must_use]
    pub fn list_index(&self, target: LinkTarget) -> Option<usize> {
        match target {
            LinkTarget::Web(index) => Some(index),
            LinkTarget::Post(post) => {
                let index = self.posts.iter().position(|known| *known == post)?;
                Some(self.addresses.len() + index)
            }
        }
    }

    /// The links as a list: addresses, then posts, each with the text that it has in these blocks.
    pub fn to_list<'a>(&self, blocks: impl IntoIterator<Item = &'a Block>) -> Vec<Link> {
        let mut labels = vec![String::new(); self.addresses.len() + self.posts.len()];
        let mut add = |inline: &Inline| {
            if let Inline::Text(text, _, Some(target)) = inline
                && let Some(label) = self.list_index(*target).and_then(|index| labels.get_mut(index))
                && label.len() < MAX_LABEL
                && label != text.as_str()
            {
                label.push_str(text);
            }
        };
        blocks.into_iter().for_each(|block| block.visit_inlines(&mut add));
        let web = self.addresses.iter().zip(&labels).map(|(address, label)| Link {
            label: if address.is_search {
                CleanText::single_line(&format!("search for it at {}", host(&address.text).unwrap_or_default()))
            } else {
                CleanText::single_line(label)
            },
            address: CleanText::single_line(&address.text),
            post: None,
        });
        let posts = self.posts.iter().zip(&labels[self.addresses.len()..]).map(|(post, label)| Link {
            address: CleanText::default(),
            label: CleanText::single_line(label),
            post: Some(*post),
        });
        web.chain(posts).collect()
    }
}
