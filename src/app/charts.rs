//! The drawn screens, which take the place of the panes: what opens and closes them, and their keys.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::calendar_grid::CalendarGrid;
use super::chart::Chart;
use super::focus::Focus;
use super::layout;
use super::message::Effect;
use super::messages;
use super::overlay::{Item, Overlay, OverlayKind};
use super::state::App;
use super::timeline::{Timeline, TimelineAnswer, TimelineRequest};
use crate::config::key::Key;
use crate::config::keymap::{Action, ChartAction};
use crate::insight::Week;
use crate::model::{PostDate, PostId};

impl App {
    /// The drawn screen in the place of the panes, if one is open.
    #[must_use]
    pub fn chart(&self) -> Option<&Chart> {
        self.chart.as_ref()
    }

    /// Runs an action. Those of the panes are not run behind a drawn screen.
    pub(super) fn perform(&mut self, action: Action) {
        match action {
            Action::Trends => self.toggle_trends(),
            Action::Timeline => self.toggle_timeline(),
            action => {
                if !keeps_chart(action) {
                    self.close_chart();
                }
                self.perform_in_panes(action);
            }
        }
    }

    /// Opens the timeline, or closes it.
    fn toggle_timeline(&mut self) {
        if matches!(self.chart, Some(Chart::Timeline(_))) {
            return self.close_chart();
        }
        if self.library.is_empty() {
            return self.notify(messages::NO_POSTS);
        }
        let date = self.selected().and_then(|post| self.library.post(post)).map(|post| post.date);
        let day = date.filter(|date| !date.is_of_file()).as_ref().map(PostDate::date_utc);
        self.keep_position();
        self.chart = Some(Chart::Timeline(Timeline::new(0, day)));
        self.refresh_chart();
    }

    /// Back to the panes.
    pub(super) fn close_chart(&mut self) {
        if let Some(Chart::Trends(trends)) = self.chart.take() {
            let data = trends.into_data();
            self.free(data);
        }
    }

    /// Requests what the open screen shows: at first, and when posts or marks have changed.
    pub(super) fn refresh_chart(&mut self) {
        let Some(chart) = &mut self.chart else { return };
        self.chart_ticket += 1;
        match chart {
            Chart::Trends(_) => self.request_trends(),
            Chart::Timeline(timeline) => {
                timeline.ticket = self.chart_ticket;
                let (library, marks) = (self.library.clone(), self.marks.without_unloaded());
                let request = TimelineRequest { ticket: self.chart_ticket, library, marks };
                self.effects.push(Effect::ReadTimeline(Box::new(request)));
            }
        }
    }

    pub(super) fn on_timeline(&mut self, answer: TimelineAnswer) {
        if let Some(Chart::Timeline(timeline)) = &mut self.chart {
            timeline.receive(answer);
        }
    }

    /// Where the open screen is drawn.
    #[must_use]
    pub fn chart_area(&self) -> Rect {
        self.layout().body
    }

    pub(super) fn on_chart_key(&mut self, event: &KeyEvent) {
        let key = Key::of(event);
        if let Some(action) = self.keymap.action::<ChartAction>(key) {
            return self.on_chart_action(action);
        }
        match self.keymap.action::<Action>(key) {
            Some(action) if keeps_chart(action) => self.perform(action),
            Some(Action::Leave | Action::Back) => self.close_chart(),
            _ => self.on_unknown_key(key),
        }
    }

    fn on_chart_action(&mut self, action: ChartAction) {
        if action == ChartAction::Close {
            return self.close_chart();
        }
        let width = usize::from(layout::inner(self.chart_area()).width);
        match &mut self.chart {
            Some(Chart::Timeline(timeline)) => {
                let grid = CalendarGrid::new(width);
                match action {
                    ChartAction::Measure => timeline.next_measure(),
                    ChartAction::OnThisDay => self.list_on_this_day(),
                    ChartAction::Open => {
                        let posts = timeline.selected_posts(grid);
                        self.go_to_one_of(&posts);
                    }
                    action => timeline.step(action, grid),
                }
            }
            Some(Chart::Trends(_)) => self.on_trends_action(action),
            None => {}
        }
    }

    /// Selects the first of some posts that is listed, or else the first one anywhere.
    fn go_to_one_of(&mut self, posts: &[PostId]) {
        let listed = self.post_list.listed().iter().find(|post| posts.contains(post));
        match listed.or(posts.first()).copied() {
            Some(post) => {
                self.push_jump();
                if !self.is_single_post() {
                    self.focus = Focus::PostList;
                }
                self.select_anywhere(post);
            }
            None => self.notify(messages::NO_POST_THEN),
        }
    }

    /// Lists the posts of this day in all years.
    fn list_on_this_day(&mut self) {
        let Some(Chart::Timeline(timeline)) = &self.chart else { return };
        let Some((today, found)) = timeline.on_this_day() else { return };
        if found.is_empty() {
            let text = messages::nothing_on_this_day(&today.strftime("%-d %B").to_string());
            return self.notify(&text);
        }
        let (mut items, mut posts, mut year) = (Vec::new(), Vec::new(), None);
        for on in found {
            let Some(post) = self.library.post(on.post) else { continue };
            if year.replace(on.year) != Some(on.year) {
                items.push(Item::Heading(messages::years_ago(on.year, today.year())));
            }
            items.push(Item::Entry(post.date.date_utc().strftime("%-d %b").to_string(), post.title.clone()));
            posts.push(on.post);
        }
        let mut overlay = Overlay::new(OverlayKind::OnThisDay, items);
        overlay.posts = posts;
        self.mode.open_list(overlay);
    }

    /// A click in the open screen selects; a click on what is selected opens it.
    pub(super) fn click_chart(&mut self, column: u16, row: u16) {
        let pane = self.chart_area();
        let Some(Chart::Timeline(timeline)) = &mut self.chart else { return self.click_trends(column, row) };
        let Some(layout) = timeline.layout(pane) else { return };
        let Some(week) = layout.week_at(column, row) else { return };
        let (grid, before) = (layout.grid, timeline.cursor());
        timeline.select(week);
        let cell = |week: Week| (week.year(), grid.cell_of(week));
        if cell(timeline.cursor()) == cell(before) {
            self.on_chart_action(ChartAction::Open);
        }
    }

    /// The wheel moves through the years of the timeline, and through the queries and words of trends.
    pub(super) fn scroll_chart(&mut self, down: bool) {
        self.on_chart_action(if down { ChartAction::Down } else { ChartAction::Up });
    }
}

/// Actions that leave the open screen where it is.
fn keeps_chart(action: Action) -> bool {
    matches!(
        action,
        Action::Help
            | Action::CommandLine
            | Action::Problems
            | Action::Titles
            | Action::Searches
            | Action::Reload
            | Action::Redraw
            | Action::Suspend
            | Action::Quit
            | Action::Timeline
            | Action::Trends
    )
}
