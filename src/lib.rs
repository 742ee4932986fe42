//! tmp
pub mod archive;
pub mod load;
pub mod render;
