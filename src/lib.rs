//! tmp
pub mod app;
pub mod archive;
pub mod cli;
pub mod config;
pub mod keymap;
pub mod load;
pub mod render;
mod settings;
pub mod store;
pub mod theme;
pub mod tui;
pub mod ui;
