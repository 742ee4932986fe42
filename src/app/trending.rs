//! Opening trends, the prompt for their queries, and the stories of a period.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::chart::Chart;
use super::layout;
use super::message::Effect;
use super::messages;
use super::mode::Mode;
use super::prompt::{Prompt, Purpose};
use super::state::App;
use super::story_request::{ListSource, StoryQuery};
use super::trends::{RISING_ROWS, TrendsAnswer, TrendsChart, TrendsRequest, joined, split_queries};
use super::trends_layout::TrendsLayout;
use crate::config::keymap::ChartAction;
use crate::insight::{MAX_QUERIES, Period, PeriodLength};
use crate::model::Marks;
use crate::search::{Query, QueryError};

/// What is typed in the command line in front of queries.
pub(super) const COMMAND: &str = "trends ";

impl App {
    /// Opens the trends of the query of the search, or the words that rise; or closes them.
    pub(super) fn toggle_trends(&mut self) {
        if matches!(self.chart, Some(Chart::Trends(_))) {
            return self.close_chart();
        }
        if self.library.is_empty() {
            return self.notify(messages::NO_POSTS);
        }
        if self.chart_under_lists.as_ref().is_some_and(|(under, _)| *under == self.story_lists.count()) {
            self.close_story_list();
            return self.return_to_chart();
        }
        let of_list = self.story_lists.top().and_then(|list| list.own_query().cloned());
        let of_search = || self.search.as_ref().map(|search| StoryQuery::new(&search.text, Arc::clone(&search.query)));
        let query = if self.story_lists.are_open() { of_list } else { of_search() };
        self.open_trends(query.into_iter().collect());
    }

    fn open_trends(&mut self, queries: Vec<StoryQuery>) {
        self.keep_position();
        let mut trends = TrendsChart::new(queries);
        // The same screen with other queries keeps its periods.
        if let Some(Chart::Trends(before)) = &self.chart {
            (trends.length, trends.shows_counts) = (before.length, before.shows_counts);
        }
        self.close_chart();
        self.chart = Some(Chart::Trends(Box::new(trends)));
        self.refresh_chart();
    }

    /// Requests what the trends show: now, or once all texts are there.
    pub(super) fn request_trends(&mut self) {
        if !matches!(self.chart, Some(Chart::Trends(_))) {
            return;
        }
        let data = self.stories();
        let Some(Chart::Trends(trends)) = &mut self.chart else { return };
        (trends.ticket, trends.version) = (self.chart_ticket, self.library_version);
        let Some(data) = data else { return };
        let asks_marks = trends.queries.iter().any(|query| query.query.asks_marks());
        self.effects.push(Effect::ReadTrends(Box::new(TrendsRequest {
            ticket: trends.ticket,
            queries: trends.queries.clone(),
            length: trends.length,
            data,
            marks: if asks_marks { self.marks.without_unloaded() } else { Marks::default() },
        })));
    }

    pub(super) fn on_trends(&mut self, answer: TrendsAnswer) {
        let Some(Chart::Trends(trends)) = &mut self.chart else { return self.free(Some(answer.data)) };
        let old = trends.receive(answer);
        self.free(old);
    }

    /// An action of the keys in trends.
    pub(super) fn on_trends_action(&mut self, action: ChartAction) {
        let page = usize::from(layout::inner(self.chart_area()).height).saturating_sub(1).max(1);
        let Some(Chart::Trends(trends)) = &mut self.chart else { return };
        match action {
            ChartAction::Ask => self.ask_for_queries(),
            ChartAction::Open => self.list_period(),
            ChartAction::Measure => trends.shows_counts = !trends.shows_counts,
            ChartAction::Shorter => self.change_period(PeriodLength::shorter),
            ChartAction::Longer => self.change_period(PeriodLength::longer),
            action => trends.step(action, page),
        }
    }

    fn change_period(&mut self, change: fn(PeriodLength) -> PeriodLength) {
        let Some(Chart::Trends(trends)) = &mut self.chart else { return };
        let Some(now) = trends.trends().and_then(|found| found.first).map(Period::length) else { return };
        let length = change(now);
        if length == now {
            return self.notify(&messages::no_other_length(now.name()));
        }
        trends.length = Some(length);
        self.refresh_chart();
    }

    /// Asks for the queries to compare, beginning with those that are shown.
    fn ask_for_queries(&mut self) {
        let Some(Chart::Trends(trends)) = &self.chart else { return };
        let mut prompt = Prompt::new(Purpose::Trends);
        if !trends.queries.is_empty() {
            prompt.input = format!("{}, ", joined(&trends.queries)).into();
        }
        self.mode = Mode::Prompt(prompt);
    }

    /// Enter in the prompt for queries. An invalid one stays to be corrected.
    pub(super) fn accept_trends(&mut self) {
        let Some(text) = self.mode.prompt().map(|prompt| prompt.text().to_owned()) else { return };
        match read_queries(&text) {
            Ok(queries) => {
                self.mode = Mode::Normal;
                self.histories.add(Purpose::Trends, &text);
                self.show_trends(queries);
            }
            Err(error) => self.mode.prompt_mut().into_iter().for_each(|prompt| prompt.error = Some(error.clone())),
        }
    }

    /// Shows the trends of queries that were typed in the command line.
    pub(super) fn compare(&mut self, text: &str) {
        match read_queries(text) {
            Ok(_) if self.library.is_empty() => self.notify(messages::NO_POSTS),
            Ok(queries) => {
                self.histories.add(Purpose::Trends, text);
                self.show_trends(queries);
            }
            Err(error) => self.notify_error(&format!("cannot search for {text}: {error}")),
        }
    }

    fn show_trends(&mut self, mut queries: Vec<StoryQuery>) {
        let left = queries.len().saturating_sub(MAX_QUERIES);
        queries.truncate(MAX_QUERIES);
        self.open_trends(queries);
        if left > 0 {
            self.notify(&messages::too_many_queries(MAX_QUERIES));
        }
    }

    /// Lists the stories of the selected period or word. Closing that list leads back here.
    fn list_period(&mut self) {
        let Some(Chart::Trends(trends)) = &self.chart else { return };
        let Some((text, count)) = trends.selected() else { return };
        match Query::parse(&text) {
            Ok(query) if count > 0 => {
                let chart = self.chart.take();
                self.open_story_list(ListSource::Stories(Some(StoryQuery::new(&text, Arc::new(query)))));
                self.chart_under_lists = chart.map(|chart| (self.story_lists.count(), chart));
            }
            Ok(_) => self.notify(messages::NO_STORIES_THEN),
            Err(error) => self.notify_error(&format!("cannot search for {text}: {error}")),
        }
    }

    /// Where the chart of trends is drawn in a pane; `None` if there is none.
    #[must_use]
    pub fn trends_layout(&self, pane: Rect) -> Option<TrendsLayout> {
        let Some(Chart::Trends(chart)) = &self.chart else { return None };
        TrendsLayout::new(chart, chart.trends()?, pane)
    }

    /// A click on a period selects it, and lists its stories if it is selected.
    pub(super) fn click_trends(&mut self, column: u16, row: u16) {
        let pane = self.chart_area();
        let layout = self.trends_layout(pane);
        let Some(Chart::Trends(trends)) = &mut self.chart else { return };
        let inside = layout::inner(pane);
        let (again, chosen) = match layout {
            Some(layout) => match layout.period_at(column, row) {
                Some(period) => (std::mem::replace(&mut trends.cursor, period) == period, true),
                None => (false, false),
            },
            None => {
                let line =
                    row.checked_sub(inside.y + RISING_ROWS).map(|row| trends.first_word(inside) + usize::from(row));
                let line = line.filter(|line| trends.rising().is_some_and(|rising| *line < rising.terms.len()));
                match line {
                    Some(line) => (std::mem::replace(&mut trends.line, line) == line, true),
                    None => (false, false),
                }
            }
        };
        if chosen && again {
            self.list_period();
        }
    }

    /// After a list was closed: shows the screen again that it was opened from.
    pub(super) fn return_to_chart(&mut self) {
        let count = self.story_lists.count();
        let Some((_, chart)) = self.chart_under_lists.take_if(|(under, _)| *under > count) else { return };
        self.chart = Some(chart);
        let is_old = matches!(&self.chart, Some(Chart::Trends(trends)) if trends.version != self.library_version);
        if is_old {
            self.refresh_chart();
        }
    }
}

/// Queries with commas between them. The error has its place in the whole text.
fn read_queries(text: &str) -> Result<Vec<StoryQuery>, QueryError> {
    let mut queries = Vec::new();
    for (at, part) in split_queries(text) {
        let query = Query::parse(part).map_err(|mut error| {
            error.offset += at;
            error
        })?;
        queries.push(StoryQuery::new(part, Arc::new(query)));
    }
    Ok(queries)
}
