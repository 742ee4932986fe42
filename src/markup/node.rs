//! The tags of Markdown and HTML: containers of blocks, and styles of text.

use super::block::Block;

/// Kinds of tags that contain blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Quote,
    List(Option<i64>),
    Item,
    Table,
    Row,
    Cell,
}

impl Container {
    /// Levels of nesting that it adds to the page; whatever is in a list is in an item of it.
    pub(super) fn depth(self) -> usize {
        match self {
            Self::Quote => 1,
            Self::List(_) => 2,
            Self::Item | Self::Table | Self::Row | Self::Cell => 0,
        }
    }

    /// Whether both are of one kind, whatever a list starts with.
    pub(super) fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// Kinds of tags that change the style of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Strong,
    Italic,
    Struck,
    Code,
}

/// The content of an open container.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Block(Block),
    Item(Vec<Block>),
    Row(Vec<Cell>),
    Cell(Cell),
}

/// The blocks of a table's cell.
pub(super) type Cell = Vec<Block>;

/// The blocks of some nodes, in order.
pub(super) fn into_blocks(nodes: Vec<Node>) -> Vec<Block> {
    nodes
        .into_iter()
        .flat_map(|node| match node {
            Node::Block(block) => vec![block],
            Node::Item(blocks) | Node::Cell(blocks) => blocks,
            Node::Row(cells) => cells.into_iter().flatten().collect(),
        })
        .collect()
}

pub(super) fn into_cells(nodes: Vec<Node>) -> Vec<Cell> {
    nodes
        .into_iter()
        .flat_map(|node| match node {
            Node::Cell(cell) => vec![cell],
            Node::Row(cells) => cells,
            other => vec![into_blocks(vec![other])],
        })
        .collect()
}
