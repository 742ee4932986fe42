//! Mailboxes in mbox format, read message by message: they may be larger than the memory.

use std::io::{BufRead, Read};

use super::error::ImportError;
use super::intake::Intake;
use super::mail;
use crate::text::CleanText;

/// The size limit of a message, in bytes. Servers take up to 50 MB.
const MAX_MESSAGE: usize = 64 * 1024 * 1024;

/// Bytes of a line that are read at a time.
const MAX_LINE: u64 = 64 * 1024;

/// Imports all messages.
pub(super) fn import(intake: &mut Intake<'_>, mut reader: Box<dyn BufRead + '_>) -> Result<(), ImportError> {
    let mut messages = Messages { number: 0, message: Vec::new(), is_open: false, is_too_large: false };
    let mut line = Vec::new();
    // True at the start of a line, and after a blank one.
    let (mut starts, mut after_blank) = (true, true);
    loop {
        line.clear();
        if (&mut reader).take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return messages.end(intake);
        }
        if starts && after_blank && separates(&line) {
            messages.end(intake)?;
            messages.number += 1;
            messages.is_open = true;
        } else if messages.is_open {
            messages.add(if starts { unquoted(&line) } else { &line });
        }
        after_blank = starts && line.trim_ascii().is_empty();
        starts = line.ends_with(b"\n");
    }
}

/// The message that is read.
struct Messages {
    /// Counted from 1.
    number: usize,
    message: Vec<u8>,
    is_open: bool,
    is_too_large: bool,
}

impl Messages {
    fn add(&mut self, line: &[u8]) {
        if self.message.len() + line.len() > MAX_MESSAGE {
            self.is_too_large = true;
        } else {
            self.message.extend_from_slice(line);
        }
    }

    fn end(&mut self, intake: &mut Intake<'_>) -> Result<(), ImportError> {
        if !self.is_open {
            return Ok(());
        }
        let name = CleanText::single_line(&format!("message {}", self.number));
        let result = if self.is_too_large {
            Err(ImportError::Unfit("it is larger than 64 MB"))
        } else {
            mail::import(intake, &self.message)
        };
        self.message.clear();
        self.is_too_large = false;
        self.is_open = false;
        match result {
            Err(error @ ImportError::Store(_)) => return Err(error),
            Err(error) => intake.refuse(&name, &error),
            Ok(()) => {}
        }
        Ok(())
    }
}

/// True for the line in front of a message: `From name@example.org Mon Jan  4 10:20:30 2021`. A sentence may begin with
/// the word, too.
fn separates(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let words: Vec<&[u8]> = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    let is_time = |word: &&[u8]| word.len() >= 4 && word.contains(&b':') && word[0].is_ascii_digit();
    let is_year = |word: &&[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    words.iter().any(is_time) && words.iter().any(is_year)
}

/// A line without the `>` that keeps it from being taken for the start of a message.
fn unquoted(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    if quotes > 0 && line[quotes..].starts_with(b"From ") { &line[1..] } else { line }
}
