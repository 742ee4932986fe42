//! The posts that are exported together, and what the links between them lead to.

use std::collections::HashMap;
use std::sync::Arc;

use super::xml;
use crate::markup::LinkTarget;
use crate::model::{Library, PostId};
use crate::text::CleanText;

use super::entry::Entry;

/// A post that is exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The post.
    pub post: PostId,
    /// Those of its stories that are exported, counted from 0; `None` for the whole post.
    pub stories: Option<Vec<usize>>,
}

/// What a link to a post of the volume leads to.
#[derive(Clone, Debug)]
pub(super) enum Layout {
    /// Nothing in the file: such links lead to the web page of the post.
    Apart,
    /// A part of the same file.
    OneFile,
    /// Files of their own: the name of each post's file, by its number.
    Files(Vec<String>),
}

/// The posts that are exported together.
pub(super) struct Volume {
    /// Its title.
    pub(super) title: CleanText,
    /// The posts, in order.
    pub(super) selections: Vec<Selection>,
    /// The library that they are in.
    pub(super) library: Arc<Library>,
    pub(super) layout: Layout,
    /// The number of each post in the volume, from 0.
    numbers: HashMap<PostId, usize>,
}

impl Volume {
    /// A volume of some posts of a library.
    pub(super) fn new(title: CleanText, selections: Vec<Selection>, library: Arc<Library>, layout: Layout) -> Self {
        let numbers = selections.iter().enumerate().map(|(number, selection)| (selection.post, number)).collect();
        Self { title, selections, library, layout, numbers }
    }

    /// The address of a link in a post; `None` if it may not be followed, or leads nowhere.
    pub(super) fn address(&self, entry: &Entry<'_>, target: LinkTarget) -> Option<String> {
        match target {
            LinkTarget::Web(index) => xml::web_address(entry.article.links.address(index)?),
            LinkTarget::Place(place) => entry.has_place(place).then(|| format!("#{}", entry.place_id(place))),
            LinkTarget::Post(post) => {
                let within = self.numbers.get(&post).and_then(|number| match &self.layout {
                    Layout::Apart => None,
                    Layout::OneFile => Some(format!("#post-{}", number + 1)),
                    Layout::Files(names) => names.get(*number).cloned(),
                });
                within.or_else(|| xml::web_address(self.library.post(post)?.link.as_deref()?))
            }
        }
    }
}
