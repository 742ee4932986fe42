//! Where reading stopped: a story and a place in its text, so that it is found again at another width, after the stories
//! before it were edited, and after a restart.

use crate::text::CleanText;

/// A place in a page's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The story; none before the first one and in posts without stories.
    pub story: Option<StoryKey>,
    /// Letters and digits above the screen, counted from the story's headline or else from the top of the page.
    pub offset: u32,
}

/// What a story is found by: its headline, and its number where the headline was edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoryKey {
    /// Its number, counted from 1.
    pub number: u16,
    /// A hash of the headline's letters.
    pub headline: u32,
}

impl StoryKey {
    /// The key of a story by its place, counted from 0, and its headline. The hash is FNV-1a (RFC 9923), the same in every
    /// version of the program.
    #[must_use]
    pub fn new(place: usize, headline: &CleanText) -> Self {
        let letters = headline.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        let hash = letters.fold(0x811c_9dc5_u32, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193));
        Self { number: u16::try_from(place + 1).unwrap_or(u16::MAX), headline: hash }
    }

    /// The key as one number, for keeping.
    #[must_use]
    pub fn to_i64(self) -> i64 {
        i64::from(self.number) << 32 | i64::from(self.headline)
    }

    /// The key out of what [`StoryKey::to_i64`] made; none out of 0 and what is no key.
    #[must_use]
    pub fn from_i64(packed: i64) -> Option<Self> {
        let number = u16::try_from(packed >> 32).ok().filter(|&number| number > 0)?;
        Some(Self { number, headline: u32::try_from(packed & 0xffff_ffff).ok()? })
    }
}
