//! Blocks and inlines: what Markdown and HTML are read into, and what pages are laid out from.

use crate::model::PostId;
use crate::text::CleanText;

/// Emphasis of a run of text; several may apply at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent attributes of type")]
pub struct Emphasis {
    /// Strong.
    pub strong: bool,
    /// Emphasised.
    pub italic: bool,
    /// Struck out.
    pub struck: bool,
    /// Code.
    pub code: bool,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To an address, by its index in the link table.
    Web(usize),
    /// To a post of the library.
    Post(PostId),
    /// To a place in the same text, by its index.
    Place(usize),
}

/// Text within a block.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// A run of text of one style, with the link that it belongs to.
    Text(CleanText, Emphasis, Option<LinkTarget>),
    /// A line break.
    Break,
    /// A place in the text that links lead to, by its index; nothing is shown.
    Place(usize),
    /// A link added by this program, which searches for a source without an address; by its index in the link table.
    Search(usize),
}

/// A table: rows of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its rows; a row may have fewer cells than there are columns.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// Whether the first row names the columns.
    pub has_head: bool,
    /// On which side the cells of each column stand.
    pub columns: Vec<Align>,
}

/// A block of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// The language as the post names it, such as `rust`; empty if it does not.
    pub language: String,
    /// The lines.
    pub lines: Vec<CleanText>,
}

/// On which side of its column the text of a cell stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// On the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// On the right.
    Right,
}

/// A block of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A paragraph of an issue that names sources.
    Sources(Vec<Inline>),
    /// Lines of code.
    Code(Code),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list; numbered from `start` if that is `Some`.
    List {
        /// The first number.
        start: Option<i64>,
        /// The blocks of each item.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table(Table),
    /// A divider.
    Rule,
}

impl Inline {
    /// Number of characters; a line break counts as one, a place or a search link as none.
    #[must_use]
    pub fn chars(&self) -> usize {
        match self {
            Self::Text(text, ..) => text.chars().count(),
            Self::Break => 1,
            Self::Place(_) | Self::Search(_) => 0,
        }
    }
}

impl Block {
    /// Calls `visit` for each inline in the block, in reading order. Code has none.
    pub fn visit_inlines(&self, visit: &mut dyn FnMut(&Inline)) {
        match self {
            Self::Heading(_, inlines) | Self::Paragraph(inlines) | Self::Sources(inlines) => {
                inlines.iter().for_each(visit);
            }
            Self::Table(table) => table.rows.iter().flatten().flatten().for_each(visit),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.visit_inlines(visit)),
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.visit_inlines(visit)),
            Self::Code(_) | Self::Rule => {}
        }
    }

    /// Calls `visit` for each line of text in the block, in reading order; code too.
    pub fn visit_text(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::Heading(_, inlines) | Self::Paragraph(inlines) | Self::Sources(inlines) => {
                visit_lines(inlines, visit);
            }
            Self::Code(code) => code.lines.iter().for_each(|line| visit(line)),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.visit_text(visit)),
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.visit_text(visit)),
            Self::Table(table) => table.rows.iter().flatten().for_each(|cell| visit_lines(cell, visit)),
            Self::Rule => {}
        }
    }
}

fn visit_lines(inlines: &[Inline], visit: &mut dyn FnMut(&str)) {
    for line in inlines.split(|inline| *inline == Inline::Break) {
        let texts = line.iter().filter_map(|inline| match inline {
            Inline::Text(text, ..) => Some(text.as_str()),
            Inline::Break | Inline::Place(_) | Inline::Search(_) => None,
        });
        visit(&texts.collect::<String>());
    }
}

/// The letters and digits of some blocks, code excepted: by these, texts are compared.
#[must_use]
pub fn letters(blocks: &[Block]) -> String {
    let mut letters = String::new();
    for block in blocks {
        block.visit_inlines(&mut |inline| {
            if let Inline::Text(text, ..) = inline {
                letters.extend(text.chars().filter(|c| c.is_alphanumeric()));
            }
        });
    }
    letters
}
