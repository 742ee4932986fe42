//! What identifies a story in its post: its marks belong to that.

use super::reading_position::SectionKey;
use crate::text::CleanText;

/// Between the identity of a post and the key of a story. No link has it.
const SEPARATOR: char = '\n';

/// Identifies a story in its post: by the letters of its headline, wherever it stands, and if several stories have the
/// same, by its number among those.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoryKey {
    /// A hash of the headline's letters.
    headline: u32,
    /// How many stories before it have the same.
    before: usize,
}

impl StoryKey {
    /// The key of a story with a headline, behind stories with these.
    #[must_use]
    pub fn new<'a>(headline: &CleanText, before: impl Iterator<Item = &'a CleanText>) -> Self {
        let hash = |headline: &CleanText| SectionKey::new(0, headline).heading;
        let own = hash(headline);
        Self { headline: own, before: before.filter(|before| hash(before) == own).count() }
    }

    /// The identity of the story's marks, in a post with this identity.
    #[must_use]
    pub fn identity(self, post: &str) -> String {
        format!("{post}{SEPARATOR}{:08x}.{}", self.headline, self.before)
    }
}

/// The identity of a post, and the key of a story in it, if the marks of that identity are those of a story.
#[must_use]
pub fn split_identity(identity: &str) -> (&str, Option<&str>) {
    match identity.rsplit_once(SEPARATOR) {
        Some((post, key)) if is_key(key) => (post, Some(key)),
        _ => (identity, None),
    }
}

/// The identity of the marks of a story, by its key as [`split_identity`] returns it; `None` if it is no key.
#[must_use]
pub fn story_identity(post: &str, key: &str) -> Option<String> {
    is_key(key).then(|| format!("{post}{SEPARATOR}{key}"))
}

fn is_key(key: &str) -> bool {
    key.split_once('.').is_some_and(|(headline, before)| {
        headline.len() == 8
            && headline.bytes().all(|byte| byte.is_ascii_hexdigit())
            && (1..=9).contains(&before.len())
            && before.bytes().all(|byte| byte.is_ascii_digit())
    })
}
