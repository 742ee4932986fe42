//! Where reading stopped: a section and an offset in its text. It can be found again at another width, after earlier
//! sections were edited, and after a restart.

use crate::text::CleanText;

/// A position in the text of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The section: a story, or a part with a heading. `None` in front of the first one, and in posts without.
    pub section: Option<SectionKey>,
    /// Letters and digits above the screen, counted from the heading of the section, or else from the top of the page.
    pub offset: u32,
}

/// Identifies a section: by its heading, or by its number if the heading was edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionKey {
    /// Its number, counted from 1.
    pub number: u16,
    /// A hash of the heading's letters.
    pub heading: u32,
}

impl SectionKey {
    /// The key of the section with an index and a heading. The hash is FNV-1a (RFC 9923), the same in every
    /// version of the program.
    #[must_use]
    pub fn new(index: usize, heading: &CleanText) -> Self {
        let letters = heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        let hash = letters.fold(0x811c_9dc5_u32, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193));
        Self { number: u16::try_from(index + 1).unwrap_or(u16::MAX), heading: hash }
    }

    /// The key as one number, for storage.
    #[must_use]
    pub fn to_i64(self) -> i64 {
        i64::from(self.number) << 32 | i64::from(self.heading)
    }

    /// Inverse of [`SectionKey::to_i64`]. `None` for 0 and for invalid values.
    #[must_use]
    pub fn from_i64(packed: i64) -> Option<Self> {
        let number = u16::try_from(packed >> 32).ok().filter(|&number| number > 0)?;
        Some(Self { number, heading: u32::try_from(packed & 0xffff_ffff).ok()? })
    }
}
