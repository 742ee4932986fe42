//! Which lines of Markdown are within fenced code.

/// The marks that start fenced code.
const FENCES: [&str; 2] = ["```", "~~~"];

/// Follows the fences from line to line.
#[derive(Debug, Default)]
pub(super) struct Fences {
    open: Option<&'static str>,
}

impl Fences {
    /// True if a line is fenced code, or is a fence itself. Lines are passed in order.
    pub(super) fn covers(&mut self, line: &str) -> bool {
        let start = line.trim_start_matches(['>', ' ', '\t']);
        let fence = FENCES.into_iter().find(|fence| start.starts_with(fence));
        let is_fence = fence.is_some() && (self.open.is_none() || self.open == fence);
        if is_fence {
            self.open = if self.open.is_none() { fence } else { None };
        }
        is_fence || self.open.is_some()
    }
}
