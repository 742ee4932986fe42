//! Reads a folder of newsletter and link posts in the terminal: every post in an index, each one set as a page worth
//! reading, every source one key away.
//!
//! ```text
//!  Import AI Reader   ~/posts   52 posts · 12 unread · 2 with problems (!)            ? help   ui::title
//! ╭─ Posts ──────────────── 3/52 ─╮╭───────────────────────────────────────────────── 34% ─╮
//! │December 2020                  ││ Import AI 229: Apple builds a Hypersim dataset; ways  │  ui::page
//! │●  28 Import AI 229: Apple bu… ││ to attack ML; Google censors its research             │  ← render
//! │ ★ 21 Import AI 228: Alibaba…  ││ Jack Clark · jack-clark.net · 28 Dec 2020 · 8 min     │
//! │   07 Import AI 226: AlphaFol… ││                                                       │
//! │October 2020                   ││ Apple has built Hypersim, a dataset of synthetic      │
//! │●  19 Import AI 219: Climate…  ││ scenes with per-pixel labels [1]. …                   │
//! │                               ││ …continues at jack-clark.net (press o)                │
//! ╰───────────────────────────────╯╰───────────────────────────────────────────────────────╯
//!   ui::index ← app::index ← model::library ← load          ui::overlay: help, links, problems, sort
//!  / robots is:unread                         ui::prompt ← app::prompt, app::search ← model::query, archive::search
//!  Enter read  o open source  s star  n next unread                    by date · all posts      ui::footer
//! ```
//!
//! What happens where, in the order in which imports may point (each module uses only those above it; a test checks it):
//!
//! - [`archive`]: the domain. Posts, the library and its orders, stories, queries and searching, marks, dates, links, and
//!   `CleanText`, the text that is safe to show. No files, no terminal.
//! - [`load`]: folders to posts. Walking, decoding, front matter and its repair, titles and dates found elsewhere; on
//!   several threads, newest first.
//! - [`render`]: a post's text to a page, and to the text that is searched. Markdown and HTML to blocks, blocks to styled
//!   lines at a width.
//! - [`store`]: marks on disk, their backups, and what is done when the file is damaged.
//! - [`config`], [`keymap`], [`theme`]: shipped defaults from `assets/`, the user's files laid over them (`settings`).
//! - [`app`]: the state, and `App::update`, which alone changes it. A key comes in as a message; what is to be done about
//!   it goes out as effects.
//! - [`ui`]: draws the state.
//! - [`tui`]: the terminal and the threads: the loop, input, signals, workers, browser, clipboard.
//! - [`cli`]: the command line, one file a command: `list`, `stories`, `show`, `doctor`.

pub mod app;
pub mod article;
pub mod cli;
pub mod config;
pub mod layout;
pub mod load;
pub mod markup;
pub mod model;
pub mod search;
pub mod store;
pub mod story;
pub mod text;
pub mod tui;
pub mod ui;
