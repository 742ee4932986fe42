//! The drawn screen that is open.

use super::timeline::Timeline;

/// A drawn screen.
#[derive(Clone, Debug)]
pub enum Chart {
    /// The archive as a calendar.
    Timeline(Timeline),
}
