//! The drawn screen that is open.

use super::timeline::Timeline;
use super::trends::TrendsChart;

/// A drawn screen.
#[derive(Clone, Debug)]
pub enum Chart {
    /// The archive as a calendar.
    Timeline(Timeline),
    /// The share of queries over time, or the words that rise.
    Trends(Box<TrendsChart>),
}
