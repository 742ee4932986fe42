//! Tables: which are tables of data, and which only lay out a page or a mail.

use super::block::{Align, Block, Inline, Table};
use super::node::{Cell, MAX_COLUMNS, Node, in_place, into_cells};

/// A cell with more characters than this is part of a layout table, as in mails.
const MAX_CELL: usize = 200;

/// The blocks of a table. One of short cells is a table, unless it is within another block. Any other lays out a page:
/// the blocks of its cells follow in order.
pub(super) fn blocks(nodes: Vec<Node>, is_outermost: bool) -> Vec<Block> {
    let row = |node| match node {
        Node::Row(cells) => cells,
        other => into_cells(vec![other]),
    };
    let mut rows: Vec<Vec<Cell>> = nodes.into_iter().map(row).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut blocks = Vec::new();
    // A caption is a row of one cell.
    if columns > 1 && rows.first().is_some_and(|row| row.len() == 1) {
        blocks.extend(rows.remove(0).into_iter().flat_map(|cell| cell.blocks));
    }
    if is_outermost && (2..=MAX_COLUMNS).contains(&columns) && rows.iter().flatten().all(is_short) {
        let inlines = |blocks: Vec<Block>| match blocks.into_iter().next() {
            Some(Block::Paragraph(inlines) | Block::Heading(_, inlines)) => inlines,
            _ => Vec::new(),
        };
        let rows = in_place(rows);
        let has_head = rows[0].iter().all(|cell| cell.form.is_head || cell.blocks.is_empty());
        let align = |column| {
            // The head may be centred by itself.
            let last: Option<&Cell> = rows.iter().rev().find_map(|row| row.get(column));
            last.map_or(Align::Left, |cell| cell.form.align)
        };
        let columns = (0..rows.iter().map(Vec::len).max().unwrap_or_default()).map(align).collect();
        let rows = rows.into_iter().map(|row| row.into_iter().map(|cell| inlines(cell.blocks)).collect()).collect();
        blocks.push(Block::Table(Table { rows, has_head, columns }));
    } else {
        blocks.extend(rows.into_iter().flatten().flat_map(|cell| cell.blocks));
    }
    blocks
}

fn is_short(cell: &Cell) -> bool {
    match cell.blocks.as_slice() {
        [] => true,
        [Block::Paragraph(inlines) | Block::Heading(_, inlines)] => {
            inlines.iter().map(Inline::chars).sum::<usize>() <= MAX_CELL
        }
        _ => false,
    }
}
