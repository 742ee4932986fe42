//! An image to show: the request for it, and what is known of it while it is shown.

use std::path::PathBuf;

use crate::search::Ticket;
use crate::text::CleanText;

/// Whether images can be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImageSupport {
    /// The program was built without it.
    #[default]
    NotBuilt,
    /// The terminal cannot draw them.
    NotInTerminal,
    /// They are drawn.
    Drawn,
}

/// The image that is shown.
#[derive(Clone, Debug)]
pub struct ImageView {
    /// The ticket of the request for it.
    pub ticket: Ticket,
    /// What its link says.
    pub label: CleanText,
    /// The index of its link on the page.
    pub(super) link: usize,
    /// False while it is decoded.
    pub is_ready: bool,
}

/// A request for an image.
#[derive(Clone, Debug)]
pub struct ImageRequest {
    /// Returned with the image.
    pub ticket: Ticket,
    /// The file of the post.
    pub post: PathBuf,
    /// The address of the image as it is written in the post.
    pub address: String,
    /// Columns and rows that it may have.
    pub size: (u16, u16),
}
