//! The tags of Markdown and HTML: containers of blocks, and styles of text.

use super::block::{Align, Block};

/// Kinds of tags that contain blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Quote,
    List(Option<i64>),
    Item,
    Table,
    Row,
    Cell(CellForm),
}

/// What the tag of a cell of a table says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellForm {
    /// How many columns it takes.
    pub(super) columns: u16,
    /// How many rows it takes.
    pub(super) rows: u16,
    pub(super) align: Align,
    pub(super) is_head: bool,
}

impl CellForm {
    pub(super) const PLAIN: Self = Self { columns: 1, rows: 1, align: Align::Left, is_head: false };
}

impl Container {
    /// Levels of nesting that it adds to the page; whatever is in a list is in an item of it.
    pub(super) fn depth(self) -> usize {
        match self {
            Self::Quote => 1,
            Self::List(_) => 2,
            Self::Item | Self::Table | Self::Row | Self::Cell(_) => 0,
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

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    pub(super) blocks: Vec<Block>,
    pub(super) form: CellForm,
}

impl From<Vec<Block>> for Cell {
    fn from(blocks: Vec<Block>) -> Self {
        Self { blocks, form: CellForm::PLAIN }
    }
}

/// The blocks of some nodes, in order.
pub(super) fn into_blocks(nodes: Vec<Node>) -> Vec<Block> {
    nodes
        .into_iter()
        .flat_map(|node| match node {
            Node::Block(block) => vec![block],
            Node::Item(blocks) | Node::Cell(Cell { blocks, .. }) => blocks,
            Node::Row(cells) => cells.into_iter().flat_map(|cell| cell.blocks).collect(),
        })
        .collect()
}

pub(super) fn into_cells(nodes: Vec<Node>) -> Vec<Cell> {
    nodes
        .into_iter()
        .flat_map(|node| match node {
            Node::Cell(cell) => vec![cell],
            Node::Row(cells) => cells,
            other => vec![into_blocks(vec![other]).into()],
        })
        .collect()
}

/// Columns of the widest table that is shown as one.
pub(super) const MAX_COLUMNS: usize = 24;

/// The rows of a table with each cell in its column: where one spans several columns or rows, the others are empty. A
/// column in which no cell begins is dropped. Rows that do not fit into columns stay as they are.
pub(super) fn in_place(rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    // For each column, how many more rows the cell above takes.
    let mut taken = [0; MAX_COLUMNS];
    let mut has_cells = [false; MAX_COLUMNS];
    let mut grid = Vec::new();
    for row in &rows {
        let mut places = Vec::new();
        let mut column = 0;
        for cell in row {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let Some(has_cell) = has_cells.get_mut(column) else { return rows };
            *has_cell = true;
            places.push(column);
            let end = (column + usize::from(cell.form.columns)).min(MAX_COLUMNS);
            taken[column..end].fill(cell.form.rows);
            column += usize::from(cell.form.columns);
        }
        for rows in &mut taken {
            *rows = u16::saturating_sub(*rows, 1);
        }
        grid.push((places, column));
    }
    let columns: Vec<usize> = (0..MAX_COLUMNS).filter(|column| has_cells[*column]).collect();
    let in_row = |(row, (places, end)): (Vec<Cell>, (Vec<usize>, usize))| {
        let mut cells = places.into_iter().zip(row).peekable();
        let cell = |column: &usize| match cells.next_if(|(place, _)| place == column) {
            Some((_, cell)) => cell,
            None => Vec::new().into(),
        };
        columns.iter().take_while(|column| **column < end).map(cell).collect()
    };
    rows.into_iter().zip(grid).map(in_row).collect()
}
