//! Runs of text of one style: what lines are made of.

use super::document::{Span, SpanRole, Token, Wrap};
use crate::markup::{Emphasis, Inline, LinkTable, LinkTarget};
use crate::text::CleanText;
use crate::text::line_break::{Run, break_runs};

/// Narrower panes are laid out at this width and clipped.
pub(super) const MIN_WIDTH: usize = 20;

/// The style of a run of text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub(super) emphasis: Emphasis,
    /// The index of the link in the list of links.
    pub(super) link: Option<usize>,
    pub(super) role: SpanRole,
    /// What it is in a block of code.
    pub(super) token: Option<Token>,
}

impl Style {
    /// What the reader adds in front of a line.
    pub(super) const DECORATION: Self = Self {
        emphasis: Emphasis { strong: false, italic: false, struck: false, code: false },
        link: None,
        role: SpanRole::Decoration,
        token: None,
    };
}

/// The runs of text of some inlines, with the number of each link after it and without line breaks.
pub(super) fn runs<'a>(inlines: &'a [Inline], links: &'a LinkTable) -> impl Iterator<Item = (String, Style)> + 'a {
    inlines
        .iter()
        .enumerate()
        .flat_map(move |(nth, inline)| match inline {
            Inline::Break | Inline::Place(_) => [None, None],
            Inline::Search(index) => {
                let style = Style { link: Some(*index), role: SpanRole::SearchLink, ..Style::default() };
                [Some((format!("[search {}]", index + 1), style)), None]
            }
            Inline::Text(text, emphasis, target) => {
                let link = target.and_then(|target| links.list_index(target));
                let run = (text.to_string(), Style { emphasis: *emphasis, link, ..Style::default() });
                let continues = matches!(inlines.get(nth + 1), Some(Inline::Text(_, _, next)) if next == target);
                let is_numbered = !continues && matches!(target, Some(LinkTarget::Web(_)));
                let number = link.filter(|_| is_numbered).map(|link| {
                    let style = Style { link: Some(link), role: SpanRole::LinkNumber, ..Style::default() };
                    let space = if ends_like_address(text) { " " } else { "" };
                    (format!("{space}[{}]", link + 1), style)
                });
                [Some(run), number]
            }
        })
        .flatten()
}

/// True if a number right after the last word would read as part of it, as in `example.org/a?y=2[3]`.
fn ends_like_address(text: &str) -> bool {
    let word = text.split_whitespace().next_back().unwrap_or_default();
    let has_dot = || word.split('.').skip(1).any(|part| part.starts_with(char::is_alphanumeric));
    !word.ends_with(']') && (word.contains(['/', '@']) || has_dot())
}

/// Inlines as lines of a width, with some runs in front of the first.
pub(super) fn broken(
    mut start: Vec<Run<Style>>,
    inlines: &[Inline],
    width: usize,
    links: &LinkTable,
) -> Vec<Vec<Run<Style>>> {
    let mut lines = Vec::new();
    let mut parts = inlines.split(|inline| *inline == Inline::Break).peekable();
    while let Some(part) = parts.next() {
        let runs: Vec<_> = start.drain(..).chain(runs(part, links)).collect();
        let mut broken = break_runs(runs.iter().map(|(text, style)| (text.as_str(), *style)), width);
        note_wraps(&runs, &mut broken);
        if broken.is_empty() && parts.peek().is_some() {
            lines.push(Vec::new());
        }
        lines.extend(broken);
    }
    lines
}

/// Says in each line but the first where the line above was broken.
fn note_wraps(runs: &[Run<Style>], lines: &mut [Vec<Run<Style>>]) {
    let mut rest = runs.iter().flat_map(|(text, _)| text.chars()).peekable();
    let is_space = |c: &char| c.is_whitespace() && *c != '\u{a0}';
    for (nth, line) in lines.iter_mut().enumerate() {
        let mut was_space = false;
        while rest.next_if(is_space).is_some() {
            was_space = true;
        }
        for c in line.iter().flat_map(|(text, _)| text.chars()).filter(|c| !is_space(c)) {
            while rest.next().is_some_and(|other| other != c) {}
        }
        if nth > 0 {
            let wrap = if was_space { Wrap::AtSpace } else { Wrap::WithinWord };
            line.push((String::new(), Style { role: SpanRole::Wrap(wrap), ..Style::default() }));
        }
    }
}

/// A run as a span.
pub(super) fn span(text: &str, style: Style) -> Span {
    let Style { emphasis, link, role, token } = style;
    Span { text: CleanText::sanitized(text), emphasis, link, role, token }
}
