//! The tree of a query: terms, joined by `AND` and `OR`. Negations are moved down to the terms, so that evaluating it,
//! and finding what to highlight, need not know of brackets.

use super::Term;

/// A term, or several parts of a query.
#[derive(Debug)]
pub(in crate::search) enum Node {
    /// Every part has to match. There are two or more.
    All(Vec<Node>),
    /// At least one part has to match. There are two or more.
    Any(Vec<Node>),
    Term(Term),
}

impl Node {
    /// The node that matches where all parts do; `None` without parts.
    pub(super) fn all(mut parts: Vec<Self>) -> Option<Self> {
        if parts.len() > 1 { Some(Self::All(parts)) } else { parts.pop() }
    }

    /// The node that matches where this one or the other does.
    pub(super) fn or(self, other: Self) -> Self {
        match self {
            Self::Any(mut parts) => {
                parts.push(other);
                Self::Any(parts)
            }
            one => Self::Any(vec![one, other]),
        }
    }

    /// The node that matches where this one does not.
    pub(super) fn negated(self) -> Self {
        let each = |parts: Vec<Self>| parts.into_iter().map(Self::negated).collect();
        match self {
            Self::All(parts) => Self::Any(each(parts)),
            Self::Any(parts) => Self::All(each(parts)),
            Self::Term(term) => Self::Term(Term { negated: !term.negated, ..term }),
        }
    }

    /// True if it searches the texts of posts.
    pub(in crate::search) fn needs_text(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::needs_text),
            Self::Term(term) => term.test.needs_text(),
        }
    }

    /// Adds its terms, in the order in which they were typed.
    pub(super) fn add_terms<'a>(&'a self, terms: &mut Vec<&'a Term>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.add_terms(terms)),
            Self::Term(term) => terms.push(term),
        }
    }
}
