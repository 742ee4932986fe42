//! Where reading stopped: a story and an offset in its text. It can be found again at another width, after earlier
//! stories were edited, and after a restart.

use crate::text::CleanText;

/// A position in the text of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The story. `None` in front of the first story, and in posts without stories.
    pub story: Option<StoryKey>,
    /// Letters and digits above the screen, counted from the headline of the story, or else from the top of the page.
    pub offset: u32,
}

/// Identifies a story: by its headline, or by its number if the headline was edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoryKey {
    /// Its number, counted from 1.
    pub number: u16,
    /// A hash of the headline's letters.
    pub headline: u32,
}

impl StoryKey {
    /// The key of the story with an index and a headline. The hash is FNV-1a (RFC 9923), the same in every
    /// version of the program.
    #[must_use]
    pub fn new(index: usize, headline: &CleanText) -> Self {
        let letters = headline.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        let hash = letters.fold(0x811c_9dc5_u32, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193));
        Self { number: u16::try_from(index + 1).unwrap_or(u16::MAX), headline: hash }
    }

    /// The key as one number, for storage.
    #[must_use]
    pub fn to_i64(self) -> i64 {
        i64::from(self.number) << 32 | i64::from(self.headline)
    }

    /// Inverse of [`StoryKey::to_i64`]. `None` for 0 and for invalid values.
    #[must_use]
    pub fn from_i64(packed: i64) -> Option<Self> {
        let number = u16::try_from(packed >> 32).ok().filter(|&number| number > 0)?;
        Some(Self { number, headline: u32::try_from(packed & 0xffff_ffff).ok()? })
    }
}
