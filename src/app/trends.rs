//! Trends: the share of the stories that some queries have, period by period, or the words that rise; and which period,
//! query or word is selected.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::story_request::StoryQuery;
use crate::config::keymap::ChartAction;
use crate::insight::{Counts, Period, PeriodLength, Rising, RisingTerm, StoryData, Trend, TrendPeriods, Trends};
use crate::model::Marks;
use crate::search::{Query, Ticket};

/// The most periods that are chosen by themselves, for a line or two, and for more lines: a chart of many periods is
/// restless.
const MAX_PERIODS: (usize, usize) = (48, 24);

/// What begins and ends a phrase, and a regular expression.
const QUOTES: [char; 3] = ['"', '“', '”'];
const SLASH: &[char] = &['/'];

/// Rows above the words that rise.
pub const RISING_ROWS: u16 = 2;

/// A request for trends.
#[derive(Clone, Debug)]
pub struct TrendsRequest {
    /// Returned with the answer.
    pub ticket: Ticket,
    /// The queries; without any, the words that rise are wanted.
    pub(super) queries: Vec<StoryQuery>,
    pub(super) length: Option<PeriodLength>,
    /// The stories.
    pub(super) data: Arc<StoryData>,
    pub(super) marks: Marks,
}

/// The answer to a [`TrendsRequest`].
#[derive(Clone, Debug)]
pub struct TrendsAnswer {
    pub(super) ticket: Ticket,
    pub(super) data: Arc<StoryData>,
    pub(super) found: TrendsFound,
}

/// What is shown.
#[derive(Clone, Debug)]
pub enum TrendsFound {
    /// The trends of the queries.
    Trends(Trends),
    /// The words that rise.
    Rising(Rising),
}

impl TrendsRequest {
    /// Counts stories. Returns `None` if `is_wanted` became false.
    #[must_use]
    pub fn run(&self, is_wanted: impl Fn() -> bool + Sync) -> Option<TrendsAnswer> {
        let data = Arc::clone(&self.data);
        let found = if self.queries.is_empty() {
            TrendsFound::Rising(data.rising(is_wanted)?)
        } else {
            let queries: Vec<Arc<Query>> = self.queries.iter().map(|query| Arc::clone(&query.query)).collect();
            let most = if queries.len() > 2 { MAX_PERIODS.1 } else { MAX_PERIODS.0 };
            let periods = self.length.map_or(TrendPeriods::AtMost(most), TrendPeriods::Of);
            TrendsFound::Trends(data.trends(&queries, periods, &self.marks, is_wanted)?)
        };
        Some(TrendsAnswer { ticket: self.ticket, data, found })
    }
}

/// The trends, while they are shown.
#[derive(Clone, Debug)]
pub struct TrendsChart {
    /// The ticket of the newest request.
    pub(super) ticket: Ticket,
    /// The version of the library that it was for.
    pub(super) version: Ticket,
    /// The queries; without any, the words that rise are shown.
    pub queries: Vec<StoryQuery>,
    /// The length of periods that the user chose.
    pub(super) length: Option<PeriodLength>,
    /// True if numbers are shown, false for shares.
    pub shows_counts: bool,
    /// The index of the selected query, or of the selected word.
    pub line: usize,
    /// The index of the selected period.
    pub cursor: usize,
    answer: Option<TrendsAnswer>,
    /// The period that was selected when the answer was forgotten.
    kept: Option<Period>,
}

impl TrendsChart {
    pub(super) fn new(queries: Vec<StoryQuery>) -> Self {
        Self {
            ticket: 0,
            version: 0,
            queries,
            length: None,
            shows_counts: false,
            line: 0,
            cursor: usize::MAX,
            answer: None,
            kept: None,
        }
    }

    /// Receives an answer, and returns what the one before was made of. The selected period stays where it is in time;
    /// at first, it is the last one.
    pub(super) fn receive(&mut self, answer: TrendsAnswer) -> Option<Arc<StoryData>> {
        if answer.ticket != self.ticket {
            return Some(answer.data);
        }
        let before = self.kept.take().or(self.period());
        let old = self.answer.replace(answer).map(|answer| answer.data);
        let Some(trends) = self.trends() else { return old };
        let last = trends.totals.len().saturating_sub(1);
        let same = before
            .zip(trends.first)
            .map(|(before, first)| Period::of_day(before.first_day(), first.length()).since(first));
        self.cursor = same.unwrap_or(last).min(last);
        old
    }

    /// Forgets the answer, but not which period is selected: the library is another one, and lists cover it.
    pub(super) fn forget(&mut self) -> Option<Arc<StoryData>> {
        self.kept = self.period().or(self.kept);
        self.answer.take().map(|answer| answer.data)
    }

    /// What it was made of, once it is closed.
    pub(super) fn into_data(self) -> Option<Arc<StoryData>> {
        self.answer.map(|answer| answer.data)
    }

    /// What has arrived; `None` until then.
    #[must_use]
    pub fn found(&self) -> Option<&TrendsFound> {
        self.answer.as_ref().map(|answer| &answer.found)
    }

    /// What it was made of.
    #[must_use]
    pub fn data(&self) -> Option<&StoryData> {
        self.answer.as_ref().map(|answer| &*answer.data)
    }

    /// The trends, if they are shown and have arrived.
    #[must_use]
    pub fn trends(&self) -> Option<&Trends> {
        match self.found() {
            Some(TrendsFound::Trends(trends)) => Some(trends),
            _ => None,
        }
    }

    /// The words that rise, if they are shown and have arrived.
    #[must_use]
    pub fn rising(&self) -> Option<&Rising> {
        match self.found() {
            Some(TrendsFound::Rising(rising)) => Some(rising),
            _ => None,
        }
    }

    /// The selected period.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        self.trends()?.period(self.cursor)
    }

    /// The selected word.
    #[must_use]
    pub fn word(&self) -> Option<&RisingTerm> {
        self.rising()?.terms.get(self.line)
    }

    /// What is drawn of a trend: a value for each period; `None` where the archive has no stories.
    #[must_use]
    pub fn values(&self, trends: &Trends, trend: &Trend) -> Vec<Option<f64>> {
        let value = |(counts, total): (&Counts, &Counts)| {
            let share = counts.share_of_stories(*total)?;
            Some(if self.shows_counts { f64::from(u32::try_from(counts.stories).unwrap_or(u32::MAX)) } else { share })
        };
        trend.counts.iter().zip(&trends.totals).map(value).collect()
    }

    /// The first word on the screen: the selected one is in the middle, as far as there are words on both sides.
    #[must_use]
    pub fn first_word(&self, inside: Rect) -> usize {
        let rows = usize::from(inside.height.saturating_sub(RISING_ROWS + 1));
        let count = self.rising().map_or(0, |rising| rising.terms.len());
        self.line.saturating_sub(rows / 2).min(count.saturating_sub(rows))
    }

    /// Moves the selection. `page` is the number of words on the screen.
    pub(super) fn step(&mut self, action: ChartAction, page: usize) {
        let lines = self.rising().map_or(self.queries.len(), |rising| rising.terms.len());
        let last = self.trends().map_or(0, |trends| trends.totals.len().saturating_sub(1));
        let is_list = self.rising().is_some();
        match action {
            ChartAction::Up => self.line = self.line.saturating_sub(1),
            ChartAction::Down => self.line += 1,
            ChartAction::PageUp => self.line = self.line.saturating_sub(page),
            ChartAction::PageDown => self.line += page,
            ChartAction::First if is_list => self.line = 0,
            ChartAction::Last if is_list => self.line = lines,
            ChartAction::Earlier => self.cursor = self.cursor.saturating_sub(1),
            ChartAction::Later => self.cursor = self.cursor.saturating_add(1),
            ChartAction::First => self.cursor = 0,
            ChartAction::Last => self.cursor = last,
            _ => {}
        }
        self.line = self.line.min(lines.saturating_sub(1));
        if self.trends().is_some() {
            self.cursor = self.cursor.min(last);
        }
    }

    /// The query for the stories of what is selected, as text; and how many there are.
    pub(super) fn selected(&self) -> Option<(String, usize)> {
        if let (Some(rising), Some(word)) = (self.rising(), self.word()) {
            let until = rising.until?.date_utc();
            let since = until.checked_sub(jiff::ToSpan::days(364)).ok()?;
            // Words of other letters have no ends that a regular expression knows.
            let is_ascii = word.term.bytes().all(|byte| byte.is_ascii_alphanumeric());
            let term = if is_ascii { format!("/\\b{}\\b/", word.term) } else { format!("\"{}\"", word.term) };
            return Some((format!("date:{since}..{until} fiction:no {term}"), word.rows.len()));
        }
        let trend = self.trends()?.trends.get(self.line)?;
        let query = &self.queries.get(self.line)?.text;
        // `OR` joins first, so that no brackets are needed; a phrase may lack its end.
        let text = format!("{} {query}", self.period()?.query());
        Some((text, trend.counts.get(self.cursor)?.stories))
    }
}

/// Parts of a text that commas divide, each with the byte at which it starts. A comma in a phrase or in a regular
/// expression divides nothing, even if that has no end yet.
pub(super) fn split_queries(text: &str) -> Vec<(usize, &str)> {
    let (mut parts, mut start) = (Vec::new(), 0);
    // What ends the phrase or expression that the character is in, and the character before.
    let (mut closing, mut before): (&[char], char) = (&[], ' ');
    for (at, c) in text.char_indices().chain([(text.len(), ',')]) {
        // In an expression, `\/` is a slash.
        let is_escaped = before == '\\' && closing == SLASH;
        before = if is_escaped { ' ' } else { c };
        let begins_term = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || ",(:-".contains(c));
        match c {
            _ if at < text.len() && closing.contains(&c) && !is_escaped => closing = &[],
            _ if at < text.len() && !closing.is_empty() => {}
            _ if QUOTES.contains(&c) => closing = &QUOTES,
            '/' if begins_term => closing = SLASH,
            ',' => {
                let part = &text[start..at];
                let blank = part.len() - part.trim_start().len();
                if !part.trim().is_empty() {
                    parts.push((start + blank, part.trim()));
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    parts
}

/// The queries as they are typed again.
pub(super) fn joined(queries: &[StoryQuery]) -> String {
    queries.iter().map(|query| query.text.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_divide_queries_but_not_phrases() {
        let parts = |text: &'static str| split_queries(text);
        assert_eq!(parts("a, b c ,d"), [(0, "a"), (3, "b c"), (8, "d")]);
        assert_eq!(parts("\"a, b\", c"), [(0, "\"a, b\""), (8, "c")]);
        assert_eq!(parts(" , ,"), []);
        assert_eq!(parts("\"open, c"), [(0, "\"open, c")]);
        assert_eq!(parts("\u{201c}a, b\u{201d}, c"), [(0, "\u{201c}a, b\u{201d}"), (12, "c")]);
        assert_eq!(parts("/a{1,3}/, title:/b{2,}/"), [(0, "/a{1,3}/"), (10, "title:/b{2,}/")]);
        assert_eq!(parts(r"/a\/,b/, c"), [(0, r"/a\/,b/"), (9, "c")]);
        assert_eq!(parts(r"/a\\/, b"), [(0, r"/a\\/"), (7, "b")]);
        assert_eq!(parts("and/or, b/c"), [(0, "and/or"), (8, "b/c")]);
        assert_eq!(parts("(/a,b/ OR c), -/d,e"), [(0, "(/a,b/ OR c)"), (14, "-/d,e")]);
    }
}
