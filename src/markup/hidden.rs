//! Elements that are not shown, and where they end.

use super::elements::{HIDDEN, ends_at, has_optional_end, is_enclosing, is_inline};

/// An open element that is not shown.
#[derive(Debug)]
pub(super) struct Hidden {
    name: String,
    /// Elements of its name that are open, itself included.
    same: usize,
    /// Other elements that are open in it.
    inner: usize,
}

/// Where a hidden element ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Not at this tag.
    Later,
    /// With this tag.
    Here,
    /// Before this tag, which is one of the page.
    Before,
}

impl Hidden {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), same: 1, inner: 0 }
    }

    /// Whether it ends at a start tag.
    pub(super) fn open(&mut self, name: &str) -> End {
        if self.inner == 0 && ends_at(&self.name, name) {
            return End::Before;
        }
        if name == self.name {
            self.same += usize::from(!has_optional_end(name));
        } else if self.counts(name) {
            self.inner += 1;
        }
        End::Later
    }

    /// Whether it ends at an end tag. One that was never closed ends with the element around it.
    pub(super) fn close(&mut self, name: &str) -> End {
        if name == self.name {
            self.same = self.same.saturating_sub(usize::from(self.inner == 0 || !has_optional_end(name)));
            return if self.same == 0 { End::Here } else { End::Later };
        }
        let ends_row = name == "tr" && matches!(&*self.name, "td" | "th");
        if HIDDEN.contains(&&*self.name) || !(self.counts(name) || ends_row) {
            return End::Later;
        }
        if self.inner == 0 {
            return End::Before;
        }
        self.inner -= usize::from(!ends_row);
        End::Later
    }

    fn counts(&self, name: &str) -> bool {
        is_enclosing(name) || (name == "p" && is_inline(&self.name))
    }
}

/// Whether the attributes of an element hide it, as those of the preheader of a mail do. The value of `hidden` may ask
/// to be found by a search.
pub(crate) fn is_hidden<'a>(attribute: impl Fn(&str) -> Option<&'a str>) -> bool {
    if attribute("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found")) {
        return true;
    }
    let Some(style) = attribute("style") else { return false };
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let has = |declaration: &str| style.split(';').any(|one| one.trim_end_matches("!important") == declaration);
    let no_height = ["max-height:0", "max-height:0px"].into_iter().any(has);
    has("display:none") || has("mso-hide:all") || (no_height && has("overflow:hidden"))
}
