//! The entries of a zip that are safe to read. Nothing is unpacked to the disk, so that a name or a link in it leads
//! nowhere; those that would lead somewhere are refused all the same, for such a zip was made to do harm.

use std::fs::File;
use std::io::{BufReader, Read};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::error::ImportError;
use crate::text::{CleanText, prefix};

/// Size limits of what is unpacked, in bytes: of an entry, and of all of them.
const MAX_ENTRY: u64 = 256 * 1024 * 1024;
const MAX_TOTAL: u64 = 4 * 1024 * 1024 * 1024;

/// How many times larger an entry may become. Text becomes ten times larger, and tables up to a hundred times.
const MAX_RATIO: u64 = 200;

/// Entries below this size are no bombs, in bytes.
const SMALL: u64 = 1024 * 1024;

/// Entries that are listed.
const MAX_ENTRIES: usize = 1_000_000;

/// The length limit of a name in a message, in bytes.
const MAX_NAME: usize = 200;

const LARGE: &str = "it unpacks to more than 256 MB; unpack the zip and import the file itself";

const UNUSUAL: &str = "it is compressed in an unusual way; unpack the zip and import the folder";

/// The kind of file in a Unix mode, and the two kinds that are no links or devices.
const TYPE: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const DIRECTORY: u32 = 0o040_000;

/// A zip.
pub(super) struct ZipFile {
    archive: ZipArchive<BufReader<File>>,
    /// The index of each entry that may be read.
    entries: Vec<usize>,
}

/// An entry that is refused, and why.
pub(super) type Refused = (CleanText, ImportError);

impl ZipFile {
    /// Opens a zip. Returns the names of entries that may be read, and those that are refused.
    pub(super) fn open(file: File) -> Result<(Self, Vec<String>, Vec<Refused>), ImportError> {
        let archive = ZipArchive::new(BufReader::new(file)).map_err(|error| fault(&error))?;
        let mut zip = Self { archive, entries: Vec::new() };
        let (mut names, mut refused, mut total) = (Vec::new(), Vec::new(), 0_u64);
        if zip.archive.len() > MAX_ENTRIES {
            return Err(ImportError::Unfit("it has more than a million entries"));
        }
        for at in 0..zip.archive.len() {
            let Ok(entry) = zip.archive.by_index_data(at) else { continue };
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            let name = entry.name().map_or(name, std::borrow::Cow::into_owned);
            let mode = (entry.external_attributes() >> 16) & TYPE;
            let size = entry.size();
            let unfit = unfit_name(&name).or_else(|| {
                let is_plain = matches!(mode, 0 | REGULAR | DIRECTORY) && !entry.is_symlink();
                (!is_plain).then_some("it is a link or a device")
            });
            let unfit =
                unfit.or_else(|| entry.encrypted().then_some("it is encrypted; unpack the zip with its password"));
            let is_usual = matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
            let unfit = unfit.or((!is_usual).then_some(UNUSUAL));
            let is_folder = entry.is_dir() || mode == DIRECTORY;
            let is_bomb = size > SMALL && size / MAX_RATIO > entry.compressed_size();
            let unfit = unfit.or(is_bomb.then_some("it unpacks to more than 200 times its size"));
            total = total.saturating_add(if unfit.is_none() { size } else { 0 });
            let error = match unfit {
                Some(why) => ImportError::Unfit(why),
                None if is_folder => continue,
                None if size > MAX_ENTRY => ImportError::Unfit(LARGE),
                None if total > MAX_TOTAL => ImportError::Unfit("with it, the zip unpacks to more than 4 GB"),
                None => {
                    zip.entries.push(at);
                    names.push(name);
                    continue;
                }
            };
            refused.push((CleanText::single_line(prefix(&name, MAX_NAME)), error));
        }
        Ok((zip, names, refused))
    }

    /// Opens the entry of a name, by its index in the names. Reading fails after the size that the zip says.
    pub(super) fn read(&mut self, at: usize) -> Result<impl Read + '_, ImportError> {
        let index = *self.entries.get(at).ok_or(ImportError::Missing)?;
        self.archive.by_index(index).map_err(|error| fault(&error))
    }
}

/// What is wrong with a name.
fn unfit_name(name: &str) -> Option<&'static str> {
    let bytes = name.as_bytes();
    let has_drive = bytes.get(1) == Some(&b':') && bytes[0].is_ascii_alphabetic();
    if name.starts_with('/') || has_drive {
        return Some("its name begins at the root of a disk");
    }
    if name.contains('\\') {
        return Some("its name has a backslash");
    }
    if name.split('/').any(|part| part == "..") {
        return Some("its name leads out of the zip");
    }
    if name.is_empty() || name.contains(char::is_control) {
        return Some("its name is none");
    }
    None
}

fn fault(error: &ZipError) -> ImportError {
    match error {
        ZipError::UnsupportedArchive(_) => ImportError::Unfit(UNUSUAL),
        error => ImportError::damaged("the zip", error),
    }
}
