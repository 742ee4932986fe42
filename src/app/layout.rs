//! Where everything is on the screen. Drawing and the mouse use the same rectangles.

use ratatui::layout::Rect;

use super::focus::Focus;
use crate::layout::TEXT_WIDTH;

/// On narrower screens only one pane is visible at a time.
const MIN_COLUMNS_TWO_PANES: u16 = 90;

/// On narrower screens there is no outline beside the text.
const MIN_COLUMNS_OUTLINE: u16 = 150;

/// Columns of a pane that are not text: two borders and a space inside each.
const PANE_CHROME: u16 = 4;

/// Width of the post list beside the text.
const MIN_POST_LIST: u16 = 30;
const MAX_POST_LIST: u16 = 84;

/// Largest width of the outline.
const MAX_OUTLINE: u16 = 48;

/// The areas of the screen. `None` for what has no room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The bar at the top.
    pub title: Option<Rect>,
    /// The post list, with its border.
    pub post_list: Option<Rect>,
    /// The reader, with its border.
    pub reader: Option<Rect>,
    /// The outline of the post, with its border.
    pub outline: Option<Rect>,
    /// The line for typing a query.
    pub prompt: Option<Rect>,
    /// The line at the bottom.
    pub footer: Option<Rect>,
    /// Everything between the title bar and the prompt or footer.
    pub body: Rect,
}

impl Layout {
    /// Divides a screen of `width` columns and `height` rows. If a post has no outline, the reader
    /// gets its columns, and the post list keeps its width.
    #[must_use]
    pub fn of((width, height): (u16, u16), focus: Focus, has_outline: bool, has_prompt: bool) -> Self {
        let title_rows = u16::from(height >= 4);
        let footer_rows = u16::from(height >= 3);
        let prompt_rows = u16::from(has_prompt && height > title_rows + footer_rows);
        let line = |y| Rect { x: 0, y, width, height: 1 };
        let body =
            Rect { x: 0, y: title_rows, width, height: height.saturating_sub(title_rows + prompt_rows + footer_rows) };
        let mut outline = None;
        let (post_list, reader) = if width < MIN_COLUMNS_TWO_PANES {
            match focus {
                Focus::PostList => (Some(body), None),
                Focus::Reader => (None, Some(body)),
            }
        } else {
            let free = width.saturating_sub(TEXT_WIDTH + PANE_CHROME + 2);
            let with_outline = width >= MIN_COLUMNS_OUTLINE;
            let list_width = if with_outline { free * 11 / 20 } else { free }.clamp(MIN_POST_LIST, MAX_POST_LIST);
            let outline_width = if with_outline && has_outline { (free - list_width).min(MAX_OUTLINE) } else { 0 };
            let reader = Rect { x: list_width, width: width - list_width - outline_width, ..body };
            let outline_area = Rect { x: reader.x + reader.width, width: outline_width, ..body };
            outline = (outline_width > 0).then_some(outline_area);
            (Some(Rect { width: list_width, ..body }), Some(reader))
        };
        Self {
            title: (title_rows > 0).then(|| line(0)),
            post_list,
            reader,
            outline,
            prompt: (prompt_rows > 0).then(|| line(height - 1 - footer_rows)),
            footer: (footer_rows > 0).then(|| line(height - 1)),
            body,
        }
    }
}

/// Whether a pane is large enough for a border.
#[must_use]
pub fn has_border(pane: Rect) -> bool {
    pane.width >= 24 && pane.height >= 5
}

/// A pane without its border.
#[must_use]
pub fn inner(pane: Rect) -> Rect {
    if !has_border(pane) {
        return pane;
    }
    Rect { x: pane.x + 1, y: pane.y + 1, width: pane.width - 2, height: pane.height - 2 }
}

/// The column of text in the reader: at most [`TEXT_WIDTH`] cells, centred, with a space on each side.
#[must_use]
pub fn text_area(pane: Rect) -> Rect {
    let inner = inner(pane);
    let room = inner.width.saturating_sub(if inner.width > 24 { 2 } else { 0 });
    let width = room.min(TEXT_WIDTH);
    Rect { x: inner.x + (inner.width - width) / 2, width, ..inner }
}
