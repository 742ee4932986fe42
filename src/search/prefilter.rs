//! Which posts a query cannot match, from what is in their files: much sooner than their texts can be made. The same
//! from their texts, for texts that need not be kept.
//!
//! A text has letters of its file in the order of the file, but for what stands between them there: tags, addresses of
//! links, emphasis, and letters that are written otherwise (`&eacute;`). Where that may be, a post is not rejected.

use super::query::{Node, Query, Test};
use super::word_finder::WordFinder;
use crate::load::PostContent;
use crate::model::{Mark, Post, SearchText};

/// A test that every post passes which a query matches.
#[derive(Debug)]
pub struct Prefilter<'q> {
    root: Condition<'q>,
}

#[derive(Debug)]
enum Condition<'q> {
    All(Vec<Condition<'q>>),
    Any(Vec<Condition<'q>>),
    /// The text may have this word.
    Word(Box<WordFinder>),
    /// A test of the fields of a post that nothing changes later.
    Fields(&'q Test, bool),
    /// Nothing can be said before the text is there.
    Unknown,
}

impl<'q> Prefilter<'q> {
    /// The test for a query; `None` if it would reject nothing.
    #[must_use]
    pub fn new(query: &'q Query) -> Option<Self> {
        let root = condition(query.root.as_ref()?);
        (!matches!(root, Condition::Unknown)).then_some(Self { root })
    }

    /// False if the query cannot match a post.
    #[must_use]
    pub fn may_match(&self, content: &PostContent) -> bool {
        self.root.holds(&content.post, &|word| may_have(content, word))
    }

    /// False if the query cannot match a post with this text without accents and the like, given as its bytes. With
    /// them, and where the text is not known, the post may match.
    #[must_use]
    pub fn may_match_text(&self, post: &Post, plain: Option<&[u8]>) -> bool {
        self.root.holds(post, &|word| plain.is_none_or(|text| word.is_in(text)))
    }
}

fn condition(node: &Node) -> Condition<'_> {
    match node {
        Node::All(parts) => {
            let mut parts: Vec<_> = parts.iter().map(condition).collect();
            parts.retain(|part| !matches!(part, Condition::Unknown));
            if parts.is_empty() { Condition::Unknown } else { Condition::All(parts) }
        }
        Node::Any(parts) => {
            let parts: Vec<_> = parts.iter().map(condition).collect();
            let knows_all = parts.iter().all(|part| !matches!(part, Condition::Unknown));
            if knows_all { Condition::Any(parts) } else { Condition::Unknown }
        }
        Node::Term(term) => match &term.test {
            Test::Text(pattern) | Test::Headline(pattern) if !term.negated => pattern
                .longest_word()
                .and_then(WordFinder::new)
                .map_or(Condition::Unknown, |word| Condition::Word(Box::new(word))),
            // Dates and problems may change once all posts are there, and marks are not known yet.
            test @ (Test::Field { .. } | Test::Number { .. }) => Condition::Fields(test, term.negated),
            Test::Text(_) | Test::Headline(_) | Test::Label(_) | Test::Cites(_) | Test::Date(_) | Test::Filter(_) => {
                Condition::Unknown
            }
        },
    }
}

impl Condition<'_> {
    fn holds(&self, post: &Post, may_have: &dyn Fn(&WordFinder) -> bool) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(post, may_have)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(post, may_have)),
            Self::Word(word) => may_have(word),
            Self::Fields(test, negated) => of_fields(test, post) != *negated,
            Self::Unknown => true,
        }
    }
}

fn of_fields(test: &Test, post: &Post) -> bool {
    test.of_fields(post, Mark::default(), &SearchText::default()).unwrap_or(true)
}

/// Whether a word may be in one of the texts that the searchable text is made from.
fn may_have(content: &PostContent, word: &WordFinder) -> bool {
    let PostContent { post, body, excerpt, description, .. } = content;
    let more = excerpt.as_deref().into_iter().chain(description.as_deref());
    [&*post.title, body].into_iter().chain(more).any(|text| word.may_be_in(text))
}
