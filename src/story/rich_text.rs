//! A text with the style of each of its parts: what story recovery works on.

use std::ops::Range;

use crate::markup::{Emphasis, Inline, LinkTarget};
use crate::text::CleanText;

/// A line or a paragraph: its text, and the styles and links of its runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RichText {
    text: String,
    runs: Vec<Run>,
}

/// A run of one style, from the end of the run before it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run {
    /// Byte of the text at which it ends.
    end: usize,
    style: Style,
}

/// The style of a run, and the link that it belongs to.
pub(super) type Style = (Emphasis, Option<LinkTarget>);

/// The style of text that is only bold.
const BOLD: Emphasis = Emphasis { strong: true, italic: false, struck: false, code: false };

impl RichText {
    /// The text of some inlines; a line break is a `\n`.
    pub(super) fn of(inlines: &[Inline]) -> Self {
        let mut rich = Self::default();
        for inline in inlines {
            match inline {
                Inline::Text(text, emphasis, link) => rich.push(text, (*emphasis, *link)),
                Inline::Break => rich.push("\n", Style::default()),
                Inline::Place(_) | Inline::Search(_) => {}
            }
        }
        rich
    }

    /// The same as inlines.
    #[must_use]
    pub fn to_inlines(&self) -> Vec<Inline> {
        let mut inlines = Vec::with_capacity(self.runs.len());
        for (range, (emphasis, link)) in self.runs() {
            for (at, text) in self.text[range].split('\n').enumerate() {
                if at > 0 {
                    inlines.push(Inline::Break);
                }
                if !text.is_empty() {
                    inlines.push(Inline::Text(CleanText::sanitized_with_nbsp(text), emphasis, link));
                }
            }
        }
        inlines
    }

    /// The text without its styles.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn push(&mut self, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let end = self.text.len();
        match self.runs.last_mut() {
            Some(last) if last.style == style => last.end = end,
            _ => self.runs.push(Run { end, style }),
        }
    }

    /// Adds text without style.
    pub(super) fn push_plain(&mut self, text: &str) {
        self.push(text, Style::default());
    }

    /// Adds bold text.
    pub(super) fn push_bold(&mut self, text: &str) {
        self.push(text, (BOLD, None));
    }

    /// The same in bold.
    pub(super) fn strong(mut self) -> Self {
        for run in &mut self.runs {
            run.style.0.strong = true;
        }
        self
    }

    /// Adds another text.
    pub(super) fn append(&mut self, other: &Self) {
        for (range, style) in other.runs() {
            self.push(&other.text[range], style);
        }
    }

    /// The part of it in a range of bytes.
    pub(super) fn slice(&self, part: Range<usize>) -> Self {
        let mut rich = Self::default();
        for (range, style) in self.runs_in(&part) {
            rich.push(&self.text[range.start.max(part.start)..range.end.min(part.end)], style);
        }
        rich
    }

    /// The part of it from a byte on, without white space at its ends.
    pub(super) fn slice_from(&self, start: usize) -> Self {
        let text = self.text[start..].trim();
        let start = self.text.len() - self.text[start..].trim_start().len();
        self.slice(start..start + text.len())
    }

    /// Splits it into its lines, trimmed; empty ones are left out.
    pub(super) fn lines(&self) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.split('\n') {
            let rich = self.slice(start..start + line.len()).slice_from(0);
            start += line.len() + 1;
            if !rich.is_empty() {
                lines.push(rich);
            }
        }
        lines
    }

    fn runs(&self) -> impl Iterator<Item = (Range<usize>, Style)> {
        let mut start = 0;
        self.runs.iter().map(move |run| (std::mem::replace(&mut start, run.end)..run.end, run.style))
    }

    /// Whether all of it is bold, but for blanks between bold words of two styles.
    pub(super) fn is_bold(&self) -> bool {
        self.strong_start() == Some(self.text.len())
    }

    /// Whether any of it is bold.
    pub(super) fn has_bold(&self) -> bool {
        self.runs.iter().any(|run| run.style.0.strong)
    }

    /// Bytes of the bold text that it begins with, in italics or not, with the blanks between its words; `None` if it
    /// begins with none.
    pub(super) fn strong_start(&self) -> Option<usize> {
        let is_blank = |range: &Range<usize>| self.text[range.clone()].trim().is_empty();
        let bold = self.runs().take_while(|(range, style)| style.0.strong || (range.start > 0 && is_blank(range)));
        bold.filter(|(_, style)| style.0.strong).last().map(|(range, _)| range.end)
    }

    /// The style and link that it begins with.
    pub(super) fn start_style(&self) -> Style {
        self.runs.first().map_or(Style::default(), |run| run.style)
    }

    /// The style and link that it ends with.
    pub(super) fn end_style(&self) -> Style {
        self.runs.last().map_or(Style::default(), |run| run.style)
    }

    /// Whether a range of bytes is all of one style, and no link.
    pub(super) fn is_uniform(&self, part: &Range<usize>) -> bool {
        let mut styles = self.runs_in(part).map(|(_, style)| style);
        let first = styles.next();
        first.is_none_or(|first| first.1.is_none() && styles.all(|style| style == first))
    }

    /// The end of the run that a byte is in.
    pub(super) fn uniform_end(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|run| run.end <= at);
        self.runs.get(run).map_or(self.text.len(), |run| run.end)
    }

    /// Whether it begins without any style.
    pub(super) fn starts_plain(&self) -> bool {
        self.start_style() == Style::default()
    }

    /// Whether a range of bytes has a link or code in it, which no headline has.
    pub(super) fn has_markup(&self, part: &Range<usize>) -> bool {
        let is_markup = |(range, (emphasis, link)): (Range<usize>, Style)| {
            emphasis.code || (link.is_some() && !is_address(&self.text[range]))
        };
        self.runs_in(part).any(is_markup)
    }

    /// Its links, neighbours of one target joined, with the blanks between them: the bytes of each label, and the
    /// target. An address that is its own label is not among them; it counts as text.
    pub(super) fn links(&self) -> impl Iterator<Item = (Range<usize>, LinkTarget)> {
        let mut links: Vec<(Range<usize>, LinkTarget)> = Vec::new();
        for (range, (_, link)) in self.runs() {
            let Some(target) = link.filter(|_| !is_address(&self.text[range.clone()])) else { continue };
            match links.last_mut() {
                Some((last, to)) if *to == target && self.text[last.end..range.start].trim().is_empty() => {
                    last.end = range.end;
                }
                _ => links.push((range, target)),
            }
        }
        links.into_iter()
    }

    /// The runs that a range of bytes is in. A long text is looked at in many places, so they are not counted from its
    /// start.
    fn runs_in(&self, part: &Range<usize>) -> impl Iterator<Item = (Range<usize>, Style)> {
        let (from, end) = (part.start, part.end);
        let first = self.runs.partition_point(|run| run.end <= from);
        let mut start = if first == 0 { 0 } else { self.runs[first - 1].end };
        let runs = self.runs[first..].iter();
        let runs = runs.map(move |run| (std::mem::replace(&mut start, run.end)..run.end, run.style));
        runs.take_while(move |(range, _)| range.start < end)
    }
}

/// Whether a text is a web address.
pub(super) fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}
