//! Which pane receives the keys.

/// The pane that receives the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The post list.
    #[default]
    PostList,
    /// The reader.
    Reader,
}
