//! Where everything is on the screen, for drawing and for the mouse alike.

use super::Focus;
use crate::layout::TEXT_WIDTH;

/// With fewer columns one pane shows at a time.
pub const TWO_PANES: u16 = 90;

/// Columns of a pane that are not text: two borders, and a blank inside each.
const AROUND_TEXT: u16 = 4;

/// The index has at least so many columns beside the text.
const MIN_INDEX: u16 = 30;

/// The index has at most so many columns beside the text.
const MAX_INDEX: u16 = 84;

/// With so many columns the outline of an issue stands beside its text.
pub const THREE_PANES: u16 = 150;

/// The outline has at most so many columns.
const MAX_OUTLINE: u16 = 48;

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Leftmost column.
    pub x: u16,
    /// Topmost row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether a cell is in it.
    #[must_use]
    pub fn contains(&self, column: u16, row: u16) -> bool {
        (self.x..self.x + self.width).contains(&column) && (self.y..self.y + self.height).contains(&row)
    }
}

/// The parts of the screen; what does not fit is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The bar at the top.
    pub title: Option<Area>,
    /// The list of posts, with its border.
    pub index: Option<Area>,
    /// The text, with its border.
    pub page: Option<Area>,
    /// The stories of the post, with their border.
    pub outline: Option<Area>,
    /// The line that a query is typed into.
    pub prompt: Option<Area>,
    /// The line at the bottom.
    pub footer: Option<Area>,
    /// Everything between title and footer.
    pub body: Area,
}

impl Layout {
    /// The layout of a screen of so many columns and rows. A post without stories needs no outline; its text gets the room,
    /// and the index stays as it is.
    #[must_use]
    pub fn of((width, height): (u16, u16), focus: Focus, has_stories: bool, has_prompt: bool) -> Self {
        let title_rows = u16::from(height >= 4);
        let footer_rows = u16::from(height >= 3);
        let prompt_rows = u16::from(has_prompt && height > title_rows + footer_rows);
        let line = |y| Area { x: 0, y, width, height: 1 };
        let body =
            Area { x: 0, y: title_rows, width, height: height.saturating_sub(title_rows + prompt_rows + footer_rows) };
        let mut outline = None;
        let (index, page) = if width < TWO_PANES {
            match focus {
                Focus::Index => (Some(body), None),
                Focus::Page => (None, Some(body)),
            }
        } else {
            let wanted = TEXT_WIDTH + AROUND_TEXT + 2;
            let free = width.saturating_sub(wanted);
            let with_outline = width >= THREE_PANES;
            let index_width = if with_outline { free * 11 / 20 } else { free }.clamp(MIN_INDEX, MAX_INDEX);
            let outline_width = if with_outline && has_stories { (free - index_width).min(MAX_OUTLINE) } else { 0 };
            let page = Area { x: index_width, width: width - index_width - outline_width, ..body };
            let outline_area = Area { x: page.x + page.width, width: outline_width, ..body };
            outline = (outline_width > 0).then_some(outline_area);
            (Some(Area { width: index_width, ..body }), Some(page))
        };
        Self {
            title: (title_rows > 0).then(|| line(0)),
            index,
            page,
            outline,
            prompt: (prompt_rows > 0).then(|| line(height - 1 - footer_rows)),
            footer: (footer_rows > 0).then(|| line(height - 1)),
            body,
        }
    }
}

/// Whether a pane has room for a border.
#[must_use]
pub fn has_border(pane: Area) -> bool {
    pane.width >= 24 && pane.height >= 5
}

/// A pane without its border.
#[must_use]
pub fn inner(pane: Area) -> Area {
    if !has_border(pane) {
        return pane;
    }
    Area { x: pane.x + 1, y: pane.y + 1, width: pane.width - 2, height: pane.height - 2 }
}

/// The column of text in a page's pane: at most [`TEXT_WIDTH`] cells, centred, with a blank at each side.
#[must_use]
pub fn text_area(pane: Area) -> Area {
    let inner = inner(pane);
    let room = inner.width.saturating_sub(if inner.width > 24 { 2 } else { 0 });
    let width = room.min(TEXT_WIDTH);
    Area { x: inner.x + (inner.width - width) / 2, width, ..inner }
}
