//! What tags are, whether they are Markdown's or HTML's: holders of blocks, and styles of text.

/// Kinds of tags that hold blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    Quote,
    List(Option<i64>),
    Item,
    Table,
    Row,
    Cell,
}

impl Container {
    /// Elements deep that it makes; what stands in a list is an item of it, whether that was opened or not.
    pub(crate) fn elements(self) -> usize {
        match self {
            Self::Quote => 1,
            Self::List(_) => 2,
            Self::Item | Self::Table | Self::Row | Self::Cell => 0,
        }
    }
}

/// Kinds of tags that change the style of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Strong,
    Italic,
    Struck,
    Code,
}
