//! The parts of stories that begin with a label, such as "Why this matters", one after the other.

use std::collections::HashMap;

use super::hit::StoryHit;
use super::story_row::{LabelledPart, StoryRow};
use super::story_table::StoryTable;
use crate::model::{Library, PostId};
use crate::text::CleanText;
use crate::text::folding::fold;

/// The label that a digest is made of unless another one is asked for.
pub const WHY: &str = "Why this matters";

/// A labelled part of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestPart {
    /// The story, and where the part is. The label says why it is listed.
    pub hit: StoryHit,
    /// What the label says besides: `open versus closed models` of `Why this matters - open versus closed models`.
    pub tail: Option<CleanText>,
    /// Its paragraphs, without the label.
    pub paragraphs: Vec<CleanText>,
}

/// The parts of some rows that have a label, or one that begins so, oldest first and then those without a date.
#[must_use]
pub fn digest<'a>(rows: impl IntoIterator<Item = &'a StoryRow>, label: &str, library: &Library) -> Vec<DigestPart> {
    let wanted = label_key(label);
    let of_row = |row: &'a StoryRow| {
        let text = library.text(row.post).as_str();
        let parts = row.parts.iter().filter_map(|part| digest_part(row, part, &wanted, text));
        parts.collect::<Vec<_>>()
    };
    let mut parts: Vec<DigestPart> = rows.into_iter().flat_map(of_row).collect();
    let date = |post: PostId| (library.timestamp(post) == i64::MIN, library.timestamp(post));
    parts.sort_by_key(|part| (date(part.hit.post), part.hit.post, part.hit.position));
    parts
}

/// The labels in a table, fiction left out, without what follows a dash or colon in them, most frequent first.
#[must_use]
pub fn labels(table: &StoryTable) -> Vec<(CleanText, usize)> {
    let mut counts: HashMap<String, (CleanText, usize)> = HashMap::new();
    for part in table.rows().iter().filter(|row| !row.is_fiction).flat_map(|row| &row.parts) {
        let (name, _) = split_label(&part.label, usize::MAX);
        let name = CleanText::single_line(name);
        counts.entry(label_key(&name)).or_insert((name, 0)).1 += 1;
    }
    let mut counts: Vec<(CleanText, usize)> = counts.into_values().collect();
    counts.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
    counts
}

fn digest_part(row: &StoryRow, part: &LabelledPart, wanted: &str, text: &str) -> Option<DigestPart> {
    let rest = label_key(&part.label);
    let rest = rest.strip_prefix(wanted)?;
    if wanted.is_empty() || rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let words = wanted.split(' ').count();
    let (_, tail) = split_label(&part.label, words);
    let text = text.get(part.text.clone())?;
    let text = text.strip_prefix(&*part.label).unwrap_or(text).trim_start_matches([':', ' ', '.']);
    let paragraphs: Vec<CleanText> = text.lines().map(CleanText::single_line).filter(|line| !line.is_empty()).collect();
    let tail = CleanText::single_line(tail);
    (!paragraphs.is_empty()).then(|| DigestPart {
        hit: StoryHit::new(row, part.text.start, &part.label),
        tail: (!tail.is_empty()).then_some(tail),
        paragraphs,
    })
}

/// What parts the name of a label from what follows it.
const DASHES: [&str; 6] = [" - ", " – ", " — ", ": ", "–", "—"];

/// Splits a label at its first dash or colon; without one, after so many words.
fn split_label(label: &str, words: usize) -> (&str, &str) {
    let dash = DASHES.iter().filter_map(|dash| label.find(dash).map(|at| (at, dash.len()))).min();
    if let Some((at, len)) = dash {
        return (&label[..at], label[at + len..].trim());
    }
    let mut ends = label.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
    let end = words.checked_sub(1).and_then(|nth| ends.nth(nth)).unwrap_or(label.len());
    (&label[..end], label[end..].trim().trim_start_matches(['-', '–', ',']).trim())
}

/// A label in the form in which `Why this matters:` and `WHY IT MATTERS` are equal.
fn label_key(label: &str) -> String {
    let folded = fold(label).to_lowercase();
    let words = folded.split_whitespace().map(|word| word.trim_end_matches(':')).filter(|word| !word.is_empty());
    // What matters is this, that or it.
    words.map(|word| if matches!(word, "it" | "that") { "this" } else { word }).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_a_name_and_a_tail() {
        for (label, want) in [
            ("Why this matters", ("Why this matters", "")),
            ("Why this matters - open versus closed", ("Why this matters", "open versus closed")),
            ("Why this matters – lamps", ("Why this matters", "lamps")),
            ("Why this matters: lamps", ("Why this matters", "lamps")),
            ("Why this matters, and to whom", ("Why this matters,", "and to whom")),
        ] {
            assert_eq!(split_label(label, 3), want, "{label}");
        }
        assert_eq!(label_key("WHY  it matters:"), label_key("Why this matters"));
    }
}
