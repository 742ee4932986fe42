//! Reading with limits: no file, whatever it says about itself, fills the memory.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fs::OFlags;

use super::error::{ImportError, OverLimit};

/// The start of a file that says what it is, in bytes.
const HEAD: u64 = 16 * 1024;

/// The size limit of a file that is read whole, in bytes. The largest export known has 100 MB.
pub(super) const MAX_WHOLE: u64 = 256 * 1024 * 1024;

/// A file with its first bytes, which are read again with the rest.
pub(super) struct Input<'a> {
    pub(super) head: Vec<u8>,
    pub(super) reader: Box<dyn BufRead + 'a>,
}

impl<'a> Input<'a> {
    pub(super) fn new(mut reader: impl Read + 'a) -> io::Result<Self> {
        let mut head = Vec::new();
        (&mut reader).take(HEAD).read_to_end(&mut head)?;
        let all = Cursor::new(head.clone()).chain(reader);
        Ok(Self { head, reader: Box::new(BufReader::with_capacity(64 * 1024, all)) })
    }

    /// All bytes, within the limit.
    pub(super) fn whole(self) -> Result<Vec<u8>, ImportError> {
        let mut bytes = Vec::new();
        self.limited().read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// A reader that fails after [`MAX_WHOLE`] bytes.
    pub(super) fn limited(self) -> impl Read + 'a {
        Limited { inner: self.reader, left: MAX_WHOLE }
    }
}

/// Opens a file. Pipes and devices are not read.
pub(super) fn open(path: &Path) -> Result<File, ImportError> {
    #[expect(clippy::cast_possible_wrap, reason = "an open flag")]
    let nonblocking = OFlags::NONBLOCK.bits() as i32;
    let file = OpenOptions::new().read(true).custom_flags(nonblocking).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(ImportError::NotAFile) }
}

/// A reader that fails after [`MAX_WHOLE`] bytes.
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // One byte more tells that there is more.
        let wanted = usize::try_from(self.left.saturating_add(1)).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.inner.read(&mut buffer[..wanted])?;
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other(OverLimit(MAX_WHOLE))),
        }
        Ok(count)
    }
}

/// A text in UTF-8, whatever it was: UTF-16 by its byte order mark, else what is not UTF-8 as Windows-1252.
pub(super) fn text_of(bytes: &[u8]) -> String {
    let (text, _, is_wrong) = encoding_rs::UTF_8.decode(bytes);
    if is_wrong { encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned() } else { text.into_owned() }
}
