//! Which lines of Markdown are within fenced code, and in which language that is.

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

/// The language that the text after a fence names: `rust` of `rust,ignore` and of `{.rust}`. Empty if it names none.
pub(super) fn language(info: &str) -> String {
    let start = info.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '.'));
    let end = start.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '=' | '{' | '}'));
    start[..end.unwrap_or(start.len())].to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_first_word() {
        for (info, want) in [
            ("", ""),
            ("Rust", "rust"),
            ("rust,ignore", "rust"),
            ("{.python .numberLines}", "python"),
            ("{r}", "r"),
            ("c++ title=\"x\"", "c++"),
            ("js{1,3}", "js"),
            ("sh:deploy.sh", "sh"),
        ] {
            assert_eq!(language(info), want, "{info}");
        }
    }
}
