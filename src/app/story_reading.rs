//! The stories of the library: read once, for all lists and drawn screens that are made of them.

use std::sync::Arc;

use super::message::Effect;
use super::state::App;
use crate::insight::StoryData;
use crate::model::Library;
use crate::search::Ticket;

/// A request to read the stories of a library.
#[derive(Clone, Debug)]
pub struct StoriesRequest {
    /// The version of the library, returned with the answer.
    pub version: Ticket,
    library: Arc<Library>,
}

/// The answer to a [`StoriesRequest`].
#[derive(Clone, Debug)]
pub struct StoriesAnswer {
    version: Ticket,
    data: Arc<StoryData>,
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
    known: Option<Arc<StoryData>>,
    is_reading: bool,
}

impl App {
    /// The stories of the library. If they are not known, they are requested: once, whatever else asks for them until
    /// they are there.
    pub(super) fn stories(&mut self) -> Option<Arc<StoryData>> {
        if self.reads_texts() {
            return None;
        }
        if self.stories.known.is_none() && !std::mem::replace(&mut self.stories.is_reading, true) {
            let (version, library) = (self.library_version, Arc::clone(&self.library));
            self.effects.push(Effect::ReadStories(Box::new(StoriesRequest { version, library })));
        }
        self.stories.known.clone()
    }

    /// The stories, if they were asked for before.
    pub(super) fn known_stories(&self) -> Option<&StoryData> {
        self.stories.known.as_deref()
    }

    /// Receives the stories. Those of an earlier library are dropped.
    pub(super) fn on_stories(&mut self, answer: StoriesAnswer) {
        if answer.version != self.library_version {
            return self.free(Some(answer.data));
        }
        self.stories = Stories { known: Some(answer.data), is_reading: false };
        self.request_rows();
        self.request_trends();
    }

    /// The library is another one.
    pub(super) fn forget_stories(&mut self) {
        let stories = std::mem::take(&mut self.stories);
        self.free(stories.known);
    }

    /// Has data freed that nothing else uses.
    pub(super) fn free(&mut self, data: Option<Arc<StoryData>>) {
        self.effects.extend(data.filter(|data| Arc::strong_count(data) == 1).map(Effect::Free));
    }
}
