//! What the threads of the program answer, given at once.

use std::ops::ControlFlow;
use std::sync::Arc;

use importai_reader::app::{Effect, Msg, RepeatsRequest, StoriesRequest, StoryRequest};
use importai_reader::model::{PostId, PostSource};
use importai_reader::search::Job;

use super::Session;

impl Session {
    pub(super) fn read_texts(&mut self, posts: &[(PostId, PostSource)]) {
        let mut batches = Vec::new();
        importai_reader::search::extract_all(posts, |texts, finished| {
            batches.push((texts, finished));
            ControlFlow::Continue(())
        });
        for (texts, finished) in batches {
            self.send(Msg::Texts { texts, finished });
        }
    }

    /// Answers a request of a list of stories or a drawn screen.
    pub(super) fn answer_insight(&mut self, effect: Effect) {
        match effect {
            Effect::ReadStories(request) => match &mut self.held_stories {
                Some(held) => held.push(*request),
                None => self.read_stories(&request),
            },
            Effect::ListStories(request) => match &mut self.held_lists {
                Some(held) => held.push(*request),
                None => self.list_stories(&request),
            },
            Effect::FindRepeats(request) => match &mut self.held_repeats {
                Some(held) => held.push(request),
                None => self.find_repeats(&request),
            },
            effect => {
                let answer = super::super::timeline::answer(effect, self.data.path());
                self.send(answer);
            }
        }
    }

    /// Answers a question to the thread that searches.
    pub fn answer(&mut self, question: &Job) {
        let result = question.run(|| true).expect("an result that is wanted");
        self.send(Msg::SearchDone { ticket: question.ticket, result });
    }

    /// Answers a request to read all stories.
    pub fn read_stories(&mut self, request: &StoriesRequest) {
        let answer = request.run(|| true).expect("stories that are wanted");
        self.send(Msg::Stories(answer));
    }

    /// Answers a request for a list of stories.
    pub fn list_stories(&mut self, request: &StoryRequest) {
        let answer = request.run(|| true).expect("rows that are wanted");
        self.send(Msg::StoryRows(answer));
    }

    /// Answers a request for posts that tell the same news.
    pub fn find_repeats(&mut self, request: &RepeatsRequest) {
        let groups = request.run(|| true).expect("groups that are wanted");
        self.send(Msg::Repeats(request.ticket, Arc::new(groups)));
    }
}
