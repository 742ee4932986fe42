//! The stories of the library: read once, for all lists and drawn screens that are made of them.

use std::sync::Arc;

use crate::insight::StoryData;
use crate::model::Library;
use crate::search::Ticket;

/// A request to read the stories of a library.
#[derive(Clone, Debug)]
pub struct StoriesRequest {
    /// The version of the library, returned with the answer.
    pub version: Ticket,
    pub(super) library: Arc<Library>,
}

/// The answer to a [`StoriesRequest`].
#[derive(Clone, Debug)]
pub struct StoriesAnswer {
    pub(super) version: Ticket,
    pub(super) data: Arc<StoryData>,
}

impl StoriesRequest {
    /// Reads the stories. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn run(&self, is_wanted: impl Fn() -> bool + Sync) -> Option<StoriesAnswer> {
        let data = Arc::new(StoryData::read(&self.library, is_wanted)?);
        Some(StoriesAnswer { version: self.version, data })
    }
}

/// The stories, once something has asked for them.
#[derive(Debug, Default)]
pub(super) struct Stories {
    pub(super) known: Option<Arc<StoryData>>,
    pub(super) is_reading: bool,
}
