//! The state of the program. [`App::update`] handles a message and returns effects; it uses no terminal and no files.
//!
//! The parts of the state, each independent of the whole:
//! - `chart`: the drawn screen that is open.
//! - `calendar_grid`: where the weeks of the timeline are.
//! - `trends`: the share of queries over time: request, answer and selection.
//! - `trends_layout`: where the parts of a chart are.
//! - `timeline`: the archive as a calendar: request, answer and selection.
//! - `feeds`: the feeds of the configuration: how far a fetch is, and what failed.
//! - `focus`: which pane receives the keys.
//! - `jump_list`: positions to go back and forward to.
//! - `layout`: the areas of the screen.
//! - `matches`: matches on a page, and how they are found.
//! - `rescan`: a rescan of the files: request and answer.
//! - `export_request`: an export: request and answer.
//! - `message`: messages and effects.
//! - `mode`: what the keys are for: normal, prompt, list, link labels, confirmation, number.
//! - `overlay`, `overlay_lines`: a list over the panes, and its lines on the screen.
//! - `post_list`: the post list; `headings`: its months, sites or authors; `folds`: its rows that stand for several
//!   posts.
//! - `repeat_groups`: the posts that tell the same news: request and answer.
//! - `prompt`: the line for typing a query.
//! - `reader`: the page that is shown.
//! - `search_state`: the search in the library.
//! - `undo_history`: changes of marks that can be undone.
//! - `unsaved`: changes to marks that are not on disk yet.
//! - `story_reading`: the stories of the library, read once for all that are made of them.
//! - `story_list`: a list of stories in the place of the post list; `story_lists`: those that are open.
//! - `list_scroll`: which of its rows are on the screen.
//! - `story_request`: what such a list is made of: request and answer; `list_row`: its rows.
//! - `rows_page`: a page that is made of the rows of such a list.
//! - `state`: [`App`], made of all these.
//!
//! What changes the state:
//! - `update`: messages.
//! - `input`, `mouse`: keys, pasted text and the mouse.
//! - `commands`: actions.
//! - `charts`: the drawn screens in the place of the panes: opening, closing and keys.
//! - `command_line`: actions, themes and places by what is typed.
//! - `changes`: files that change while the reader runs.
//! - `trending`: opening trends, their prompt, and the stories of a period.
//! - `fetching`: the feeds that are fetched while the reader runs.
//! - `moving`: moving in a pane.
//! - `number`: counts, and numbers of posts, lines and links.
//! - `image_request`: an image to show.
//! - `image_view`: an image of the page: which one, and when it is closed.
//! - `selection`: lines of the text to copy.
//! - `export`: the listed posts to a file.
//! - `sharing`: citations, the page for a command, the file for an editor.
//! - `grouping`: posts that tell the same news as one row.
//! - `marking`: stars and read marks, and undoing them.
//! - `story_marks`: those of stories by themselves.
//! - `insight`: the lists of stories: opening them, and what they show; `questions`: which list answers what.
//! - `library_search`, `page_search`: searching all posts, and one post.
//! - `link_hints`: labels on the visible links, and choosing one.
//! - `link_labels`: the texts of a link on the page.
//! - `screen_links`: where links are on the screen.
//! - `lists`: the lines of the lists.
//! - `explanation`: the lines of a problem without a post.
//! - `messages`, with `background_messages`, `chart_messages`, `command_messages`, `repeat_messages` and
//!   `story_messages`: the sentences that users see.
//! - `navigation`: jumps.
//! - `panes`: which panes are visible, and how wide they are.
//! - `outline`: the sections of the page: from one to the next, and all of them next to the text.
//! - `picker`: posts by title, and saved searches.
//! - `saving`: what is said about marks that are not on disk.

mod background_messages;
mod calendar_grid;
mod changes;
mod chart;
mod chart_messages;
mod charts;
mod command_line;
mod command_messages;
mod commands;
mod explanation;
mod export;
mod export_request;
mod feeds;
mod fetching;
mod focus;
mod folds;
mod grouping;
mod headings;
mod image_request;
mod image_view;
mod input;
mod insight;
mod jump_list;
pub mod layout;
pub mod library_search;
mod link_hints;
mod link_labels;
mod list_row;
mod list_scroll;
mod lists;
mod marking;
mod matches;
mod message;
pub mod messages;
mod mode;
mod mouse;
mod moving;
mod navigation;
mod number;
mod outline;
pub mod overlay;
mod overlay_lines;
mod page_search;
mod panes;
mod picker;
mod post_list;
pub mod prompt;
mod questions;
mod reader;
mod repeat_groups;
mod repeat_messages;
mod rescan;
mod rows_page;
mod saving;
mod screen_links;
mod search_state;
mod selection;
mod sharing;
mod state;
mod story_list;
mod story_lists;
mod story_marks;
mod story_messages;
mod story_reading;
mod story_request;
mod timeline;
mod trending;
mod trends;
mod trends_layout;
mod undo_history;
mod unsaved;
mod update;

pub use calendar_grid::{CalendarGrid, TOTAL_WIDTH, WeekMeasure, YEAR_WIDTH};
pub use chart::Chart;
pub use export_request::{ExportOutcome, ExportRequest};
pub use feeds::{FetchNews, FetchProgress};
pub use focus::Focus;
pub use folds::Folds;
pub use image_request::{ImageRequest, ImageSupport, ImageView};
pub use jump_list::{JumpList, JumpTarget};
pub use list_row::{Place, StoryGroup, StoryListRow};
pub use matches::{MatchSegment, Matches, PageQuery};
pub use message::{Effect, Msg, PageContent, PageRequest};
pub use mode::{LineSelection, LinkHints, Mode, Number, PendingOpen, Question};
pub use outline::OutlineRow;
pub use overlay::Overlay;
pub use overlay_lines::OverlayLine;
pub use post_list::{ListRow, PostList};
pub use prompt::Prompt;
pub use reader::{PageId, ReaderPane};
pub use repeat_groups::{RepeatGroups, RepeatsRequest};
pub use rescan::{LibraryUpdate, RescanRequest};
pub use rows_page::RowsPage;
pub use screen_links::ScreenLink;
pub use search_state::Search;
pub use state::{App, AppOptions, Status, StatusKind};
pub use story_list::StoryList;
pub use story_lists::StoryLists;
pub use story_reading::{StoriesAnswer, StoriesRequest};
pub use story_request::{CitedWork, ListSource, StoryAnswer, StoryQuery, StoryRequest};
pub use timeline::{Timeline, TimelineAnswer, TimelineLayout, TimelineRequest};
pub use trends::{RISING_ROWS, TrendsAnswer, TrendsChart, TrendsFound, TrendsRequest};
pub use trends_layout::TrendsLayout;
