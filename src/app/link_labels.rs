//! The texts of a link on the page.

use crate::layout::{Line, SpanRole};

/// The text of each place where a link is on some lines of a page, with `\n` where a line ends.
pub(super) fn labels<'a>(lines: impl IntoIterator<Item = &'a Line>, link: usize) -> Vec<String> {
    let mut labels = Vec::new();
    let mut label = String::new();
    let end = |label: &mut String, labels: &mut Vec<String>| {
        let text = std::mem::take(label);
        if !text.trim().is_empty() {
            labels.push(text.trim().to_owned());
        }
    };
    for line in lines {
        for span in &line.spans {
            match span.role {
                SpanRole::Text if span.link == Some(link) => label.push_str(&span.text),
                // A space between two words of the label.
                SpanRole::Text if span.text.trim().is_empty() => label.push(' '),
                SpanRole::Text | SpanRole::LinkNumber => end(&mut label, &mut labels),
                SpanRole::Decoration | SpanRole::SearchLink | SpanRole::Place(_) | SpanRole::Wrap(_) => {}
            }
        }
        if line.spans.is_empty() {
            end(&mut label, &mut labels);
        } else {
            label.push('\n');
        }
    }
    end(&mut label, &mut labels);
    labels
}
