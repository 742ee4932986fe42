//! Where everything is on the screen. Drawing and the mouse use the same rectangles.

use ratatui::layout::Rect;

use super::focus::Focus;
use crate::layout::TEXT_WIDTH;

/// On narrower screens only one pane is visible at a time.
pub(super) const MIN_COLUMNS_TWO_PANES: u16 = 90;

/// Columns of a pane that are not text: two borders and a space inside each.
const PANE_CHROME: u16 = 4;

/// The width of a reader with room for the widest text, in columns.
const WHOLE_READER: u16 = TEXT_WIDTH + PANE_CHROME + 2;

/// Width of the post list beside the text: titles have 45 cells.
const POST_LIST: u16 = 51;

/// Screens with more columns than this give half of those to the post list, up to its largest width.
const WIDE_SCREEN: u16 = 160;
const MAX_POST_LIST: u16 = 84;

/// Smallest widths of the two panes when the user moves the border between them.
const MIN_POST_LIST: u16 = 24;
const MIN_READER: u16 = 30;

/// Smallest and largest width of the outline. It takes columns that the text leaves, and none of those of the text.
const MIN_OUTLINE: u16 = 24;
const MAX_OUTLINE: u16 = 48;

/// The most rows of the footer: a long message is wrapped.
pub(super) const MAX_FOOTER_ROWS: u16 = 3;

/// What decides where the panes are, besides the size of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The pane that receives the keys.
    pub focus: Focus,
    /// True if that pane has the whole screen.
    pub is_zoomed: bool,
    /// The width of the post list that the user has chosen.
    pub list_width: Option<u16>,
    /// True if a query is typed.
    pub has_prompt: bool,
}

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
    /// The line at the bottom, or the lines of a long message.
    pub footer: Option<Rect>,
    /// Everything between the title bar and the prompt or footer.
    pub body: Rect,
}

impl Layout {
    /// Divides a screen of `width` columns and `height` rows. The outline keeps its columns whether the post has
    /// sections or not, so that the text does not move from one post to the next.
    #[must_use]
    pub fn of((width, height): (u16, u16), arrangement: Arrangement) -> Self {
        let title_rows = u16::from(height >= 4);
        let footer_rows = u16::from(height >= 3);
        let prompt_rows = u16::from(arrangement.has_prompt && height > title_rows + footer_rows);
        let line = |y| Rect { x: 0, y, width, height: 1 };
        let body =
            Rect { x: 0, y: title_rows, width, height: height.saturating_sub(title_rows + prompt_rows + footer_rows) };
        let mut outline = None;
        let (post_list, reader) = if width < MIN_COLUMNS_TWO_PANES || arrangement.is_zoomed {
            match arrangement.focus {
                Focus::PostList => (Some(body), None),
                Focus::Reader => (None, Some(body)),
            }
        } else {
            let list_width = list_width(width, arrangement.list_width);
            let outline_width = match (width - list_width).saturating_sub(WHOLE_READER) {
                MIN_OUTLINE.. => (width - list_width - WHOLE_READER).min(MAX_OUTLINE),
                _ => 0,
            };
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

    /// Gives the footer more rows. They cover the last ones of the panes, so that nothing moves but the prompt.
    pub(super) fn with_footer_rows(mut self, rows: u16) -> Self {
        let more = rows.saturating_sub(1).min(self.body.height.saturating_sub(1));
        if let Some(footer) = &mut self.footer {
            (footer.y, footer.height) = (footer.y - more, footer.height + more);
        }
        if let Some(prompt) = &mut self.prompt {
            prompt.y -= more;
        }
        self
    }
}

/// The width of the post list beside the text on a screen of `width` columns: what the user has chosen, as far as it
/// leaves room for the text.
pub(super) fn list_width(width: u16, chosen: Option<u16>) -> u16 {
    let usual = (POST_LIST + width.saturating_sub(WIDE_SCREEN) / 2).min(MAX_POST_LIST);
    chosen.unwrap_or(usual).clamp(MIN_POST_LIST, width.saturating_sub(MIN_READER).max(MIN_POST_LIST))
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
