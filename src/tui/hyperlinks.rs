//! Hyperlinks: makes the links of the page links of the terminal, with the sequence OSC 8.
//!
//! The only place of this program that writes escape sequences into cells. Each cell opens and closes its link, so that
//! a frame in which only some of them are drawn leaves none open. The parts of a link have the same `id`, by which the
//! terminal knows that they are one.

use std::fmt::Write as _;
use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;

use crate::app::{App, ScreenLink};
use crate::config::Hyperlinks;
use crate::ui;

/// A longer address makes no hyperlink: terminals ignore those of more than 2,083 bytes, and each cell has a copy.
const MAX_ADDRESS: usize = 1000;

/// Terminals that show unknown sequences as text, by the beginning of `$TERM`.
const WITHOUT: [&str; 5] = ["dumb", "linux", "cons", "eterm", "vt"];

/// Whether to write hyperlinks into a terminal of this kind, the value of `$TERM`.
pub(super) fn are_on(setting: Hyperlinks, term: &str) -> bool {
    match setting {
        Hyperlinks::On => true,
        Hyperlinks::Off => false,
        Hyperlinks::Auto => !term.is_empty() && !WITHOUT.iter().any(|kind| term.starts_with(kind)),
    }
}

/// Makes hyperlinks of the links in a frame, unless a list or question covers them.
pub(super) fn write(app: &App, frame: &mut Buffer) {
    write_links(&app.screen_links(), ui::covered_area(app, frame.area), frame);
    write_links(&app.listed_links(), None, frame);
}

fn write_links(links: &[ScreenLink], covered: Option<Rect>, frame: &mut Buffer) {
    for link in links.iter().filter(|link| link.url.as_str().len() <= MAX_ADDRESS) {
        let start = format!("\x1b]8;id={};{}\x1b\\", link.number, encoded(link.url.as_str()));
        let mut rest = 0;
        for place in link.area.intersection(frame.area).positions() {
            // The second cell of a wide character is not drawn.
            if rest > 0 || covered.is_some_and(|area| area.contains(place)) {
                rest = u16::saturating_sub(rest, 1);
                continue;
            }
            let cell = &mut frame[place];
            let width = cell.cell_width().max(1);
            rest = width - 1;
            let linked = format!("{start}{}\x1b]8;;\x1b\\", cell.symbol());
            cell.set_symbol(&linked);
            cell.set_diff_option(NonZeroU16::new(width).map_or(CellDiffOption::None, CellDiffOption::ForcedWidth));
        }
    }
}

/// An address with everything but visible ASCII percent-encoded: nothing in it can end the sequence.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_without_hyperlinks_get_none() {
        for term in ["", "dumb", "linux", "linux-16color", "cons25", "eterm-color", "vt100"] {
            assert!(!are_on(Hyperlinks::Auto, term), "{term}");
            assert!(are_on(Hyperlinks::On, term), "{term}");
        }
        for term in ["xterm-256color", "tmux-256color", "screen", "foot", "alacritty"] {
            assert!(are_on(Hyperlinks::Auto, term), "{term}");
            assert!(!are_on(Hyperlinks::Off, term), "{term}");
        }
    }

    #[test]
    fn nothing_in_an_address_ends_the_sequence() {
        assert_eq!(encoded("https://a.org/x?y=1;z#é\x1b\\ \u{9c}"), "https://a.org/x?y=1;z#%C3%A9%1B\\%20%C2%9C");
    }
}
