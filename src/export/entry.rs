//! One post of a volume, read from its file.

use std::collections::HashSet;

use super::language;
use crate::article::{Article, Content, ReadOptions};
use crate::load::PostContent;
use crate::markup::{Block, Inline};
use crate::model::{Post, PostDate};
use crate::story::Story;

/// A post, or some of its stories.
pub(super) struct Entry<'a> {
    /// Its number in the volume, from 0.
    pub(super) number: usize,
    /// The post as its file says.
    pub(super) post: &'a Post,
    /// Its date.
    pub(super) date: PostDate,
    pub(super) article: Article<'a>,
    /// The places that are in the text.
    places: HashSet<usize>,
}

impl<'a> Entry<'a> {
    /// Reads a post. `loaded` is the post as the library has it; `stories` are those that are wanted, all if `None`.
    pub(super) fn read(
        number: usize,
        content: &'a PostContent,
        loaded: &Post,
        stories: Option<&[usize]>,
        options: &ReadOptions,
    ) -> Self {
        let mut article = Article::read(content, options);
        if let Some(wanted) = stories {
            keep_stories(&mut article, wanted);
        }
        let mut places = HashSet::new();
        for block in article.blocks() {
            block.visit_inlines(&mut |inline| {
                if let Inline::Place(place) = inline {
                    places.insert(*place);
                }
            });
        }
        // A file without a date may have one in its library.
        let date = if content.post.date.is_of_file() { loaded.date } else { content.post.date };
        Self { number, post: &content.post, date, article, places }
    }

    /// True if the text has a place that links lead to.
    pub(super) fn has_place(&self, place: usize) -> bool {
        self.places.contains(&place)
    }

    /// The name of a place, which no other place of the volume has.
    pub(super) fn place_id(&self, place: usize) -> String {
        format!("place-{}-{}", self.number + 1, place + 1)
    }

    /// The name of a story as a place.
    pub(super) fn story_id(&self, story: usize) -> String {
        format!("post-{}-story-{}", self.number + 1, story + 1)
    }

    /// Its stories with their texts; none unless it is an issue.
    pub(super) fn stories(&self) -> &[(Story, Vec<Block>)] {
        match &self.article.content {
            Content::Issue(issue) => &issue.stories,
            Content::Verbatim(_) | Content::Post { .. } => &[],
        }
    }

    /// The language that its text is probably in.
    pub(super) fn language(&self) -> Option<&'static str> {
        let mut guess = language::Guess::default();
        guess.add(&self.post.title);
        self.article.stories().for_each(|story| guess.add(&story.headline));
        self.article.blocks().for_each(|block| block.visit_text(&mut |line| guess.add(line)));
        guess.language()
    }

    /// The words under its title: author, site and date, as far as they are known.
    pub(super) fn byline(&self) -> Vec<String> {
        let date = if self.date.is_of_file() { String::new() } else { self.date.format_long() };
        let parts = [self.post.author.to_string(), self.post.domain.to_string(), date];
        parts.into_iter().filter(|part| !part.is_empty()).collect()
    }
}

/// Drops everything but some stories.
fn keep_stories(article: &mut Article<'_>, wanted: &[usize]) {
    article.description = None;
    article.furniture.clear();
    if let Content::Issue(issue) = &mut article.content {
        let mut number = 0..;
        issue.stories.retain(|_| number.next().is_some_and(|number| wanted.contains(&number)));
        issue.preamble.clear();
        issue.farewell.clear();
    }
}
