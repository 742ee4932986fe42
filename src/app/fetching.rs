//! Fetching the feeds while the reader runs: when it begins, and what its messages do to the state.

use std::mem;

use super::feeds::{FailedFeed, FetchNews, FetchProgress};
use super::message::Effect;
use super::messages;
use super::state::App;
use crate::config::keymap::Action;
use crate::text::CleanText;

impl App {
    /// Fetches the feeds, unless they are being fetched. False if there are none.
    pub(super) fn fetch_feeds(&mut self) -> bool {
        if !self.feeds.is_configured {
            return false;
        }
        self.feeds.is_asked = true;
        if self.feeds.progress.is_some() {
            self.notify(messages::ALREADY_FETCHING);
        } else {
            self.feeds.progress = Some(FetchProgress::default());
            self.effects.push(Effect::FetchFeeds);
        }
        true
    }

    pub(super) fn on_fetch(&mut self, news: FetchNews) {
        match news {
            FetchNews::Running(progress) => self.feeds.progress = Some(progress),
            FetchNews::Source { name, address, errors } => {
                self.feeds.failed.retain(|failed| failed.name != name);
                let failed = |error| FailedFeed { name: name.clone(), address: address.clone(), error };
                self.feeds.failed.extend(errors.into_iter().map(failed));
                self.relist_problems();
            }
            FetchNews::Done(new) => {
                self.feeds.progress = None;
                self.feeds.result = Some(new);
                // The list has all of the posts when the user is told.
                self.rescan();
            }
            FetchNews::Refused(reason) => {
                self.feeds.progress = None;
                self.feeds.is_asked = false;
                self.on_notify(reason, true);
            }
        }
    }

    /// Tells what was fetched, once the list has it. False if there is nothing to tell.
    pub(super) fn notify_fetched(&mut self) -> bool {
        let Some(new) = self.feeds.result.take() else { return false };
        let is_asked = mem::take(&mut self.feeds.is_asked);
        if !is_asked && (new == 0 || !self.is_footer_free()) {
            return false;
        }
        let text = messages::fetched(new, self.feeds.failed.len(), &self.keymap.key(Action::Problems));
        self.on_notify(CleanText::single_line(&text), new == 0 && !self.feeds.failed.is_empty());
        true
    }
}
