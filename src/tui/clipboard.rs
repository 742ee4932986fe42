//! Copying: to the system's clipboard, or through the terminal (OSC 52), which reaches the right machine over SSH.

use std::io;

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

use crate::text::CleanText;

/// The system's clipboard, kept open: on X11 what was copied is there only as long as its owner is.
#[derive(Default)]
pub(super) struct Clipboard {
    system: Option<arboard::Clipboard>,
}

impl Clipboard {
    /// Copies a text; gives what to say of it.
    pub(super) fn copy(&mut self, text: &CleanText) -> io::Result<CleanText> {
        if !over_ssh() && self.copy_to_system(text).is_some() {
            return Ok(CleanText::single_line(&format!("copied {text}")));
        }
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text.as_str()))?;
        Ok(CleanText::single_line(&format!("copied {text} (by way of the terminal)")))
    }

    fn copy_to_system(&mut self, text: &CleanText) -> Option<()> {
        if self.system.is_none() {
            self.system = arboard::Clipboard::new().ok();
        }
        self.system.as_mut()?.set_text(text.as_str()).ok()
    }
}

/// Whether text is copied to the system's clipboard, and not through the terminal.
#[must_use]
pub fn has_clipboard() -> bool {
    !over_ssh() && arboard::Clipboard::new().is_ok()
}

fn over_ssh() -> bool {
    ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| std::env::var_os(name).is_some())
}
