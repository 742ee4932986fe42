//! Draws images, in terminals that can do so: decodes them on a thread, and puts them over the reader after a frame is
//! drawn. A part of the program only with the feature `images`.

use std::fmt;
use std::io::Cursor;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use image::{DynamicImage, ImageReader, Limits};
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use ratatui::widgets::Widget;
use ratatui_image::picker::{Picker, ProtocolType};
use ratatui_image::protocol::Protocol;
use ratatui_image::{FontSize, Image, Resize};

use super::Event;
use crate::app::{App, ImageRequest, ImageSupport, Mode};
use crate::load::read_image;
use crate::search::Ticket;
use crate::text::CleanText;

/// The size limit of an image, in pixels each way.
const MAX_PIXELS: u32 = 16_384;

/// The memory that decoding may take, in bytes.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;

/// Pixels of a cell, where the terminal does not say.
const USUAL_CELL: FontSize = FontSize::new(10, 20);

/// An image as the terminal gets it, with the ticket of its request, or why there is none.
pub(super) struct Decoded {
    ticket: Ticket,
    image: Result<Box<Protocol>, CleanText>,
}

impl fmt::Debug for Decoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoded").field("ticket", &self.ticket).finish_non_exhaustive()
    }
}

/// The handle of the thread, and the image that it made last.
pub(super) struct Images {
    requests: Option<Sender<ImageRequest>>,
    newest: Option<(Ticket, Box<Protocol>)>,
}

impl Images {
    /// Starts the thread, if the terminal draws images.
    pub(super) fn start(outbox: Sender<Event>) -> Self {
        let requests = protocol(|name| std::env::var(name).ok()).map(|protocol| {
            let picker = picker(protocol, cell_size());
            let (requests, received) = channel();
            thread::spawn(move || decode_all(&received, &picker, &outbox));
            requests
        });
        Self { requests, newest: None }
    }

    pub(super) fn support(&self) -> ImageSupport {
        if self.requests.is_some() { ImageSupport::Drawn } else { ImageSupport::NotInTerminal }
    }

    /// Requests an image.
    pub(super) fn request(&self, request: ImageRequest) {
        if let Some(requests) = &self.requests {
            // Fails only if the thread has panicked, which ends the program.
            let _ = requests.send(request);
        }
    }

    /// Keeps an image that is ready, and returns what the app is told.
    pub(super) fn receive(&mut self, decoded: Decoded) -> (Ticket, Result<(), CleanText>) {
        let Decoded { ticket, image } = decoded;
        (ticket, image.map(|image| self.newest = Some((ticket, image))))
    }

    /// Draws the image that the app shows.
    pub(super) fn draw(&self, app: &App, frame: &mut Buffer) {
        if let (Mode::Image(shown), Some((ticket, image)), Some(mut area)) =
            (app.mode(), &self.newest, app.image_area())
            && shown.ticket == *ticket
        {
            let size = image.size();
            area.x += area.width.saturating_sub(size.width) / 2;
            area.y += area.height.saturating_sub(size.height) / 2;
            (area.width, area.height) = (area.width.min(size.width), area.height.min(size.height));
            Image::new(image).render(area.intersection(frame.area), frame);
        }
    }
}

/// Decodes the images that are requested. Only the newest of several waiting requests is served.
fn decode_all(requests: &Receiver<ImageRequest>, picker: &Picker, outbox: &Sender<Event>) {
    while let Ok(mut request) = requests.recv() {
        while let Ok(newer) = requests.try_recv() {
            request = newer;
        }
        let image = prepare(&request, picker).map(Box::new).map_err(|reason| CleanText::single_line(&reason));
        if outbox.send(Event::Image(Decoded { ticket: request.ticket, image })).is_err() {
            return;
        }
    }
}

/// Reads and decodes an image, and makes of it what the terminal gets.
fn prepare(request: &ImageRequest, picker: &Picker) -> Result<Protocol, String> {
    let bytes = read_image(&request.post, &request.address).map_err(|error| error.to_string())?;
    let image = decode(&bytes)?;
    let (columns, rows) = request.size;
    picker.new_protocol(image, Size::new(columns, rows), Resize::Fit(None)).map_err(|error| error.to_string())
}

/// Decodes a PNG, JPEG, GIF or WebP, of an animation the first frame.
fn decode(bytes: &[u8]) -> Result<DynamicImage, String> {
    let failed = |what: &dyn std::fmt::Display| format!("the image cannot be shown: {what}");
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| failed(&error))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_PIXELS);
    limits.max_image_height = Some(MAX_PIXELS);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    reader.decode().map_err(|error| failed(&error))
}

/// How the terminal draws images, by its environment. It is not asked: one that does not answer would leave a thread
/// behind that takes keys away.
fn protocol(variable: impl Fn(&str) -> Option<String>) -> Option<ProtocolType> {
    let value = |name| variable(name).unwrap_or_default();
    let (term, program) = (value("TERM"), value("TERM_PROGRAM"));
    if !value("TMUX").is_empty() || !value("STY").is_empty() || program == "tmux" {
        return None;
    }
    match &*program {
        "ghostty" => return Some(ProtocolType::Kitty),
        "iTerm.app" | "WezTerm" | "mintty" => return Some(ProtocolType::Iterm2),
        _ => {}
    }
    if term.contains("kitty") || term.contains("ghostty") {
        return Some(ProtocolType::Kitty);
    }
    ["foot", "mlterm", "contour", "yaft"].iter().any(|kind| term.starts_with(kind)).then_some(ProtocolType::Sixel)
}

#[expect(deprecated, reason = "the other way asks the terminal")]
fn picker(protocol: ProtocolType, cell: FontSize) -> Picker {
    let mut picker = Picker::from_fontsize(cell);
    picker.set_protocol_type(protocol);
    picker
}

/// The pixels of a cell.
fn cell_size() -> FontSize {
    let Ok(window) = crossterm::terminal::window_size() else { return USUAL_CELL };
    match (window.width.checked_div(window.columns), window.height.checked_div(window.rows)) {
        (Some(width @ 1..), Some(height @ 1..)) => FontSize::new(width, height),
        _ => USUAL_CELL,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::fs;

    use image::{ImageFormat, RgbImage};
    use tempfile::TempDir;

    use super::*;

    fn of(environment: &[(&str, &str)]) -> Option<ProtocolType> {
        protocol(|name| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn terminals_are_known_by_their_environment() {
        assert_eq!(of(&[("TERM", "xterm-kitty")]), Some(ProtocolType::Kitty));
        assert_eq!(of(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")]), Some(ProtocolType::Iterm2));
        assert_eq!(of(&[("TERM", "foot")]), Some(ProtocolType::Sixel));
        assert_eq!(of(&[("TERM", "xterm-256color")]), None);
        assert_eq!(of(&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/tmux")]), None);
    }

    #[test]
    fn images_of_every_format_are_decoded_and_fit_their_area() {
        let folder = TempDir::new().unwrap();
        let post = folder.path().join("a.md");
        for (name, format) in [
            ("a.png", ImageFormat::Png),
            ("a.jpg", ImageFormat::Jpeg),
            ("a.gif", ImageFormat::Gif),
            ("a.webp", ImageFormat::WebP),
        ] {
            let image = DynamicImage::from(RgbImage::from_pixel(900, 300, image::Rgb([200, 30, 30])));
            image.save_with_format(folder.path().join(name), format).unwrap();
            for protocol in [ProtocolType::Kitty, ProtocolType::Iterm2, ProtocolType::Sixel] {
                let request = ImageRequest { ticket: 1, post: post.clone(), address: name.to_owned(), size: (40, 12) };
                let size = prepare(&request, &picker(protocol, USUAL_CELL)).unwrap().size();
                assert_eq!((size.width, size.height <= 12), (40, true), "{name}");
            }
        }
    }

    #[test]
    fn what_is_no_image_or_too_large_is_refused() {
        let folder = TempDir::new().unwrap();
        let post = folder.path().join("a.md");
        fs::write(folder.path().join("a.png"), "no image").unwrap();
        // A header that says 100,000 pixels each way.
        let mut huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\x86\xa0\0\x01\x86\xa0\x08\x02\0\0\0".to_vec();
        huge.extend([0; 64]);
        fs::write(folder.path().join("huge.png"), huge).unwrap();
        for address in ["a.png", "huge.png", "missing.png", "../a.png", "/etc/passwd"] {
            let request = ImageRequest { ticket: 1, post: post.clone(), address: address.to_owned(), size: (40, 12) };
            assert!(prepare(&request, &picker(ProtocolType::Kitty, USUAL_CELL)).is_err(), "{address}");
        }
    }
}
