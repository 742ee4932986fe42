//! The keys that are useful now, for the footer.

use crate::app::overlay::{Overlay, OverlayKind};
use crate::app::{App, Chart, Focus, ListSource};
use crate::config::key::Key;
use crate::config::keymap::{Action, ChartAction, ListAction};
use crate::model::Filter;

/// The keys that are useful now, and what they do.
pub(super) fn hints(app: &App) -> Vec<(Option<Key>, &'static str)> {
    if let Some(list) = app.mode().overlay() {
        let hints = list_hints(list).iter().map(|(action, what)| (app.keymap().first_key(*action), *what));
        let filters = list.kind.is_static() && list.kind != OverlayKind::Problem && !list.is_filtering;
        return hints.chain(filters.then(|| (app.keymap().first_key(Action::Search), "filter"))).collect();
    }
    if let Some(chart) = app.chart() {
        return chart_hints(chart).iter().map(|(action, what)| (app.keymap().first_key(*action), *what)).collect();
    }
    let sections = app.reader().current().map_or(&[][..], |document| &document.sections);
    let next_section = sections.get(app.reader().section().map_or(0, |current| current + 1));
    let advances = app.advances_to_unread() && !app.keymap().key(Action::Advance).is_empty();
    let of_row = app.group_hint().map(|what| (Action::Unfold, what));
    let hints = of_row.iter().chain(pane_hints(app)).filter_map(|&(action, what)| match action {
        Action::NextStory => {
            next_section.map(|section| (action, if section.kind.is_story() { what } else { "next heading" }))
        }
        Action::Advance if advances => Some((action, "next unread")),
        // The key in front does the same.
        Action::NextUnread if advances && app.focus() == Focus::Reader && !app.is_searching() => None,
        Action::Back if app.focus() == Focus::Reader && app.page_query().is_none() => None,
        Action::Leave if app.focus() == Focus::Reader && app.is_single_post() => Some((action, "quit")),
        _ => Some((action, what)),
    });
    hints.map(|(action, what)| (app.keymap().first_key(action), what)).collect()
}

/// The useful keys of a list, most useful first.
fn list_hints(list: &Overlay) -> &'static [(ListAction, &'static str)] {
    match list.kind {
        _ if list.is_filtering => &[(ListAction::Close, "show all"), (ListAction::Choose, "end typing")],
        OverlayKind::Help | OverlayKind::Syntax | OverlayKind::Problem => {
            &[(ListAction::Close, "close"), (ListAction::Down, "down"), (ListAction::Up, "up")]
        }
        OverlayKind::Problems => &[(ListAction::Choose, "go to the post, or say more"), (ListAction::Close, "close")],
        OverlayKind::Links => {
            &[(ListAction::Choose, "open"), (ListAction::CopyLink, "copy"), (ListAction::Close, "close")]
        }
        OverlayKind::Outline => &[(ListAction::Choose, "go there; type to filter"), (ListAction::Close, "close")],
        OverlayKind::Sort => &[(ListAction::Choose, "sort"), (ListAction::Close, "close")],
        OverlayKind::Titles => &[(ListAction::Choose, "go to the post; type to filter"), (ListAction::Close, "close")],
        OverlayKind::OnThisDay => &[(ListAction::Choose, "go to the post"), (ListAction::Close, "close")],
        OverlayKind::Commands => &[(ListAction::Choose, "run; type to filter"), (ListAction::Close, "close")],
        OverlayKind::Searches => {
            &[(ListAction::Choose, "search"), (ListAction::Delete, "delete"), (ListAction::Close, "close")]
        }
    }
}

/// The useful keys of a drawn screen, most useful first.
fn chart_hints(chart: &Chart) -> &'static [(ChartAction, &'static str)] {
    match chart {
        Chart::Trends(trends) if trends.queries.is_empty() && trends.word().is_none() => {
            &[(ChartAction::Ask, "compare queries"), (ChartAction::Close, "close")]
        }
        Chart::Trends(trends) if trends.queries.is_empty() => &[
            (ChartAction::Open, "list its stories"),
            (ChartAction::Close, "close"),
            (ChartAction::Down, "next word"),
            (ChartAction::Ask, "compare queries"),
        ],
        Chart::Trends(trends) if trends.trends().is_none() => {
            &[(ChartAction::Close, "close"), (ChartAction::Ask, "other queries")]
        }
        Chart::Trends(_) => &[
            (ChartAction::Open, "its stories"),
            (ChartAction::Close, "close"),
            (ChartAction::Earlier, "earlier"),
            (ChartAction::Later, "later"),
            (ChartAction::Ask, "queries"),
            (ChartAction::Measure, "numbers"),
            (ChartAction::Shorter, "shorter periods"),
            (ChartAction::Longer, "longer"),
            (ChartAction::Down, "next query"),
        ],
        Chart::Timeline(timeline) if timeline.calendar().is_none() => &[(ChartAction::Close, "close")],
        Chart::Timeline(_) => &[
            (ChartAction::Open, "go there"),
            (ChartAction::Close, "close"),
            (ChartAction::Earlier, "week before"),
            (ChartAction::Measure, "unread, starred"),
            (ChartAction::OnThisDay, "on this day"),
            (ChartAction::Up, "year before"),
            (ChartAction::Last, "last week"),
        ],
    }
}

/// The useful keys of a list of stories, most useful first.
fn story_hints(app: &App) -> &'static [(Action, &'static str)] {
    if app.story_lists().awaits_rows() {
        return &[(Action::Back, "back"), (Action::Search, "narrow")];
    }
    if app.story_lists().top().is_some_and(|list| list.rows().is_empty() && list.narrowing.is_some()) {
        return &[(Action::Back, "show all"), (Action::Search, "narrow")];
    }
    if app.story_lists().top().is_some_and(|list| matches!(list.source, ListSource::Names(_))) {
        return &[
            (Action::Read, "stories with this name"),
            (Action::Back, "back"),
            (Action::Search, "narrow"),
            (Action::Sort, "sort"),
            (Action::SwitchPane, "read about it"),
            (Action::CopyLink, "copy"),
            (Action::Export, "export"),
        ];
    }
    if app.story_lists().top().is_some_and(|list| list.source.is_of_groups()) {
        return &[
            (Action::Read, "stories that cite it"),
            (Action::Back, "back"),
            (Action::Search, "narrow"),
            (Action::Sort, "sort"),
            (Action::OpenSource, "open"),
            (Action::CopyCitation, "copy"),
            (Action::Export, "export"),
        ];
    }
    if app.story_lists().top().is_some_and(|list| list.narrowing.is_some()) {
        return &[
            (Action::Read, "read"),
            (Action::Back, "show all"),
            (Action::Search, "narrow"),
            (Action::NextUnread, "next match"),
            (Action::Sort, "sort"),
            (Action::OpenSource, "open source"),
        ];
    }
    &[
        (Action::Read, "read"),
        (Action::Back, "back"),
        (Action::Search, "narrow"),
        (Action::Sort, "sort"),
        (Action::OpenSource, "open source"),
        (Action::Star, "star"),
        (Action::Export, "export"),
    ]
}

/// The useful keys of the focused pane, most useful first.
fn pane_hints(app: &App) -> &'static [(Action, &'static str)] {
    if app.story_lists().are_open() && app.focus() == Focus::PostList {
        return story_hints(app);
    }
    if app.search().is_some() && app.focus() == Focus::PostList {
        return &[
            (Action::Read, "read"),
            (Action::NextUnread, "next match"),
            (Action::Back, "clear"),
            (Action::Search, "new search"),
            (Action::Sort, "sort"),
            (Action::OpenSource, "open source"),
        ];
    }
    if app.focus() == Focus::Reader && (app.search().is_some() || app.page_query().is_some()) {
        return &[
            (Action::Leave, "back"),
            (Action::Back, "end the search"),
            (Action::NextUnread, "next match"),
            (Action::PreviousUnread, "previous match"),
            (Action::OpenSource, "open source"),
            (Action::HintLinks, "follow a link"),
        ];
    }
    if app.focus() == Focus::PostList && app.post_list().filter != Filter::All {
        return &[
            (Action::Read, "read"),
            (Action::Back, "all posts"),
            (Action::Filter, "filter"),
            (Action::Search, "search"),
            (Action::Leave, "quit"),
            (Action::Star, "star"),
            (Action::NextUnread, "next unread"),
            (Action::Sort, "sort"),
        ];
    }
    match app.focus() {
        Focus::PostList => &[
            (Action::Read, "read"),
            (Action::OpenSource, "open source"),
            (Action::Search, "search"),
            (Action::Leave, "quit"),
            (Action::Star, "star"),
            (Action::NextUnread, "next unread"),
            (Action::Filter, "filter"),
            (Action::Sort, "sort"),
        ],
        Focus::Reader => &[
            (Action::Leave, "back"),
            (Action::Advance, "page down"),
            (Action::OpenSource, "open source"),
            (Action::NextStory, "next story"),
            (Action::HintLinks, "follow a link"),
            (Action::NextUnread, "next unread"),
            (Action::Star, "star"),
            (Action::CopyLink, "copy link"),
        ],
    }
}
