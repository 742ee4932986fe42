//! The links of a page: every address once, with the number that stands behind it, and the posts that it refers to.

use std::collections::HashMap;
use std::sync::Arc;

use crate::layout::Link;
use crate::model::{PostId, ReferenceFinder, host};
use crate::text::CleanText;

/// Links kept of one post; the longest issues have about 60.
const MAX_LINKS: usize = 10_000;

/// ReferenceFinder are counted from here while a page is set, so that they change no link's number.
pub(crate) const FIRST_REFERENCE: usize = MAX_LINKS;

/// Stands under a link that searches for a source whose address was lost.
pub(crate) const SEARCH: &str = "⌕";

/// Bytes of the longest text under which a link is listed.
const MAX_LABEL: usize = 200;

/// Addresses with their numbers, and posts.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// In order of appearance.
    addresses: Vec<String>,
    numbers: HashMap<String, usize>,
    /// Posts referred to, in order of appearance.
    posts: Vec<PostId>,
    references: Arc<ReferenceFinder>,
    /// The post of the page, to which its own name is no reference.
    own: Option<PostId>,
}

impl Links {
    /// No links yet; references are found in the text.
    pub(crate) fn new(references: Arc<ReferenceFinder>, own: Option<PostId>) -> Self {
        Self { references, own, ..Self::default() }
    }

    /// The number of an address, counted from 0; each address has one.
    pub(crate) fn number(&mut self, address: &str) -> Option<usize> {
        if let Some(known) = self.numbers.get(address) {
            return Some(*known);
        }
        let number = self.addresses.len();
        if number >= MAX_LINKS {
            return None;
        }
        self.addresses.push(address.to_owned());
        self.numbers.insert(address.to_owned(), number);
        Some(number)
    }

    /// The link to a post, counted from [`FIRST_REFERENCE`].
    pub(crate) fn reference(&mut self, post: PostId) -> usize {
        let known = self.posts.iter().position(|&known| known == post);
        FIRST_REFERENCE
            + known.unwrap_or_else(|| {
                self.posts.push(post);
                self.posts.len() - 1
            })
    }

    /// Parts a text at its references to other posts: each piece with the link that it is.
    pub(crate) fn with_references<'a>(&mut self, text: &'a str) -> Vec<(&'a str, Option<usize>)> {
        let mut pieces = Vec::new();
        let mut done = 0;
        for reference in Arc::clone(&self.references).find(text) {
            if Some(reference.post) == self.own {
                continue;
            }
            pieces.push((&text[done..reference.range.start], None));
            done = reference.range.end;
            pieces.push((&text[reference.range], Some(self.reference(reference.post))));
        }
        pieces.push((&text[done..], None));
        pieces.retain(|(text, _)| !text.is_empty());
        pieces
    }

    /// Where a link of a block stands in the list that [`Links::finish`] gives.
    pub(crate) fn place(&self, link: usize) -> usize {
        link.checked_sub(FIRST_REFERENCE).map_or(link, |reference| self.addresses.len() + reference)
    }

    /// The list: addresses, then references. `texts` calls its argument with each link and a text that it stands under.
    pub(crate) fn finish(self, texts: impl FnOnce(&mut dyn FnMut(usize, &str))) -> Vec<Link> {
        let mut labels = vec![String::new(); self.addresses.len() + self.posts.len()];
        texts(&mut |link, text| {
            let label = labels.get_mut(self.place(link));
            if let Some(label) = label.filter(|label| label.len() < MAX_LABEL && **label != text) {
                label.push_str(text);
            }
        });
        let (addresses, posts) = (self.addresses.into_iter().map(Some), self.posts.into_iter().map(Some));
        let targets = addresses.zip(std::iter::repeat(None)).chain(std::iter::repeat(None).zip(posts));
        let link = |((address, post), label): ((Option<String>, Option<PostId>), String)| {
            let address = CleanText::line(&address.unwrap_or_default());
            let label = match label.as_str() {
                SEARCH => format!("search for it at {}", host(&address).unwrap_or_default()),
                _ => label,
            };
            Link { label: CleanText::line(&label), address, post }
        };
        targets.zip(labels).map(link).collect()
    }
}
