//! The footnotes of a text: numbered in the order in which the text refers to them, and listed at its end.

use std::collections::HashMap;

use super::block::Block;
use super::builder::{Builder, SetAside};

/// The footnotes read so far.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// The index of each name, in the order of the references.
    indices: HashMap<String, usize>,
    /// The text of each footnote; empty until it is read.
    notes: Vec<Vec<Block>>,
    /// The footnote that is being read, and what was built before it.
    open: Option<(usize, SetAside)>,
}

impl Footnotes {
    /// The number of a footnote as superscript digits: `²`.
    pub(super) fn number(&mut self, name: &str) -> String {
        let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        let number = (self.index(name) + 1).to_string();
        number.bytes().map(|digit| digits[usize::from(digit - b'0')]).collect()
    }

    fn index(&mut self, name: &str) -> usize {
        let next = self.notes.len();
        let index = *self.indices.entry(name.to_lowercase()).or_insert(next);
        if index == next {
            self.notes.push(Vec::new());
        }
        index
    }

    /// Starts the text of a footnote.
    pub(super) fn open(&mut self, name: &str, builder: &mut Builder) {
        self.close(builder);
        self.open = Some((self.index(name), builder.set_aside()));
        builder.footnote(name);
    }

    /// Ends the text of a footnote.
    pub(super) fn close(&mut self, builder: &mut Builder) {
        if let Some((index, aside)) = self.open.take() {
            self.notes[index].extend(builder.resume(aside));
        }
    }

    /// Lists the footnotes at the end of the text.
    pub(super) fn write(mut self, builder: &mut Builder) {
        self.close(builder);
        if self.notes.iter().any(|note| !note.is_empty()) {
            builder.rule();
            builder.add(Block::List { start: Some(1), items: self.notes });
        }
    }
}
