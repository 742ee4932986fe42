//! An image of the page, shown over the reader: which one, and when it is closed. Decoding and drawing are the work of
//! the terminal's side.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::image_request::{ImageRequest, ImageSupport, ImageView};
use super::layout;
use super::message::Effect;
use super::messages;
use super::mode::Mode;
use super::state::App;
use crate::config::key::Key;
use crate::config::keymap::Action;
use crate::model::PostSource;
use crate::search::Ticket;
use crate::text::CleanText;

impl App {
    /// Shows an image: the first one from the top of the screen on, or the one after `shown`.
    pub(super) fn show_image(&mut self, shown: Option<usize>) {
        match self.image_support {
            ImageSupport::NotBuilt => return self.notify(messages::NO_IMAGES_BUILT),
            ImageSupport::NotInTerminal => return self.notify(messages::NO_IMAGES_IN_TERMINAL),
            ImageSupport::Drawn => {}
        }
        let images = self.images();
        let top = self.reader.top();
        let next = match shown {
            Some(shown) => images.iter().position(|(_, link, _)| *link == shown).map(|at| at + 1),
            None => images.iter().position(|(line, ..)| *line >= top),
        };
        let chosen = next.and_then(|at| images.get(at)).or_else(|| images.first());
        let source = self.selected().and_then(|post| self.library.post(post)).map(|post| &post.source);
        let (Some((_, link, address)), Some(PostSource::File(path))) = (chosen.cloned(), source) else {
            return self.notify(messages::NO_IMAGES);
        };
        let Some(area) = self.image_area() else { return };
        self.image_ticket += 1;
        let label = self.reader.current().map(|page| page.links[link].label.clone()).unwrap_or_default();
        let (ticket, size) = (self.image_ticket, (area.width, area.height));
        self.effects.push(Effect::ShowImage(ImageRequest { ticket, post: path.whole().to_owned(), address, size }));
        self.mode = Mode::Image(ImageView { ticket, label, link, is_ready: false });
    }

    /// Line, link and address of each image of the page, in order.
    fn images(&self) -> Vec<(usize, usize, String)> {
        let Some(page) = self.reader.current() else { return Vec::new() };
        let mut found: Vec<(usize, usize, String)> = Vec::new();
        for (number, line) in page.lines.iter().enumerate() {
            for link in line.spans.iter().filter_map(|span| span.link) {
                let is_new = !found.iter().any(|(_, known, _)| *known == link);
                if let Some(address) = page.links.get(link).and_then(|link| link.image.clone()).filter(|_| is_new) {
                    found.push((number, link, address));
                }
            }
        }
        found
    }

    /// The key for images shows the next one, any other closes the image.
    pub(super) fn on_image_key(&mut self, event: &KeyEvent) {
        let Mode::Image(shown) = std::mem::take(&mut self.mode) else { return };
        // What the terminal has drawn over the cells goes away with them.
        self.effects.push(Effect::Clear);
        match self.keymap.action(Key::of(event)) {
            Some(Action::ShowImage) => self.show_image(Some(shown.link)),
            Some(action @ (Action::Quit | Action::Suspend)) => self.perform(action),
            _ => {}
        }
    }

    /// An image was decoded, or could not be.
    pub(super) fn on_image_ready(&mut self, ticket: Ticket, result: Result<(), CleanText>) {
        let Mode::Image(shown) = &mut self.mode else { return };
        match result {
            _ if shown.ticket != ticket => {}
            Ok(()) => shown.is_ready = true,
            Err(reason) => {
                self.mode = Mode::Normal;
                self.notify_error(&reason);
            }
        }
    }

    /// Where an image may be: the reader without its border.
    #[must_use]
    pub fn image_area(&self) -> Option<Rect> {
        self.layout().reader.map(layout::inner).filter(|area| area.width > 0 && area.height > 0)
    }
}
