//! Which version of a file an entry was made from.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::model::{COARSEST_TIME, FileStamp};

/// Identifies a version of a file more strictly than [`FileStamp`] does: a file that was replaced by another one of the
/// same size and time has another inode, and the system sets the time of the last change of its metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileVersion {
    /// Time and size.
    pub stamp: FileStamp,
    /// The last change of the metadata, in seconds since 1970 and nanoseconds after that second.
    changed: (i64, i64),
    inode: u64,
}

impl FileVersion {
    /// The version of a file now.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        let changed = (metadata.ctime(), metadata.ctime_nsec());
        Self { stamp: FileStamp::of(metadata), changed, inode: metadata.ino() }
    }

    /// True if the file was left alone before a moment, so that any change since would have given it another time. A
    /// file that was read right after it was written may have been written again within the same tick of its clock.
    #[must_use]
    pub fn is_settled_before(&self, moment: SystemTime) -> bool {
        let limit = moment.checked_sub(COARSEST_TIME).and_then(|limit| limit.duration_since(UNIX_EPOCH).ok());
        let limit = limit.and_then(|limit| i64::try_from(limit.as_secs()).ok()).unwrap_or(i64::MIN);
        self.stamp.modified < limit && self.changed.0 < limit
    }
}
