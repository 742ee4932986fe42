//! Copies text to the system clipboard, or through the terminal (OSC 52), which also works over SSH.

use std::io;

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

use crate::text::{CleanText, pluralize};

/// The system clipboard. It stays open because on X11 the copied text is lost when its owner goes away.
#[derive(Default)]
pub(super) struct Clipboard {
    system: Option<arboard::Clipboard>,
}

impl Clipboard {
    /// Copies lines of text, for which so many lines of the page were selected, and returns the message to show.
    pub(super) fn copy(&mut self, lines: &[CleanText], selected: Option<usize>) -> io::Result<CleanText> {
        let text = lines.iter().map(CleanText::as_str).collect::<Vec<_>>().join("\n");
        let what = match (selected, lines) {
            (None | Some(1), [] | [_]) => text.clone(),
            (selected, _) => pluralize(selected.unwrap_or(lines.len()), "line", "lines"),
        };
        if !over_ssh() && self.copy_to_system(&text).is_some() {
            return Ok(CleanText::single_line(&format!("copied {what}")));
        }
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?;
        Ok(CleanText::single_line(&format!("sent to the terminal's clipboard: {what}")))
    }

    fn copy_to_system(&mut self, text: &str) -> Option<()> {
        if self.system.is_none() {
            self.system = arboard::Clipboard::new().ok();
        }
        self.system.as_mut()?.set_text(text).ok()
    }
}

/// True if text is copied to the system clipboard, false if through the terminal.
#[must_use]
pub fn has_clipboard() -> bool {
    !over_ssh() && arboard::Clipboard::new().is_ok()
}

fn over_ssh() -> bool {
    ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| std::env::var_os(name).is_some())
}
