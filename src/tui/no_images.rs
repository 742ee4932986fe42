//! In the place of `images` in a program that was built without that feature: draws none.

use std::sync::mpsc::Sender;

use ratatui::buffer::Buffer;

use super::Event;
use crate::app::{App, ImageRequest, ImageSupport};

/// No images.
pub(super) struct Images;

impl Images {
    pub(super) fn start(_: Sender<Event>) -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "as in `images`")]
    pub(super) fn support(&self) -> ImageSupport {
        ImageSupport::NotBuilt
    }

    #[expect(clippy::unused_self, reason = "as in `images`")]
    pub(super) fn request(&self, _: ImageRequest) {}

    #[expect(clippy::unused_self, reason = "as in `images`")]
    pub(super) fn draw(&self, _: &App, _: &mut Buffer) {}
}
