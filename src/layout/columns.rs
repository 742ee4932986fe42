//! How wide the columns of a table are.

use super::runs::{Style, broken};
use crate::markup::{LinkTable, Table};
use crate::text::cells;
use crate::text::line_break::{Run, widest_word};

/// html2text makes a column with a link no narrower.
const MIN_LINK: usize = 5;

/// A word that takes more cells, and more than a third of the page, is broken if there is no room for it: usually an
/// address.
const LONG_WORD: usize = 16;

/// The widths of the columns of a table, in cells. A column is narrower than its longest line only if there is not
/// room for all, and narrower than its longest word only if that is very long. `None` if the table is too wide.
pub(super) fn widths(table: &Table, width: usize, links: &LinkTable) -> Option<Vec<usize>> {
    let room = width.checked_sub(table.columns.len().saturating_sub(1))?;
    let mut words = vec![1; table.columns.len()];
    let mut lines = words.clone();
    for row in &table.rows {
        for ((cell, word), longest) in row.iter().zip(&mut words).zip(&mut lines) {
            for line in broken(Vec::new(), cell, usize::MAX, links) {
                *word = widest_word(line.iter().map(|(text, _)| text.as_str())).max(least(&line)).max(*word);
                *longest = width_of(&line).max(*word).max(*longest);
            }
        }
    }
    let parts = words.iter().map(|&word| word.min(LONG_WORD.max(width / 3))).collect();
    let (least, most) = [(&words, &lines), (&parts, &words)]
        .into_iter()
        .find(|(least, _): &(&Vec<usize>, _)| least.iter().sum::<usize>() <= room)?;
    Some(shared(least, most, room))
}

/// The width that a column needs for a line of one of its cells, however short that is.
pub(super) fn least(line: &[Run<Style>]) -> usize {
    if line.iter().any(|(_, style)| style.link.is_some()) { MIN_LINK } else { 1 }
}

/// The width of a line.
pub(super) fn width_of(line: &[Run<Style>]) -> usize {
    line.iter().map(|(text, _)| cells(text)).sum()
}

/// Shares room among columns: each gets what it needs at most, up to a width that is the same for all.
fn shared(least: &[usize], most: &[usize], room: usize) -> Vec<usize> {
    let up_to = |width: usize| least.iter().zip(most).map(move |(&least, &most)| most.min(width).max(least));
    let widest = most.iter().copied().max().unwrap_or_default();
    let width = (0..widest).find(|width| up_to(width + 1).sum::<usize>() > room).unwrap_or(widest);
    let mut widths: Vec<usize> = up_to(width).collect();
    let left = room.saturating_sub(widths.iter().sum());
    let short = widths.iter_mut().zip(most).filter(|(width, most)| **width < **most);
    short.take(left).for_each(|(width, _)| *width += 1);
    widths
}
