//! What an archive says about itself. Everything here is made from one table of stories, in memory, and nothing of it
//! knows a terminal: the functions take the table and the library, and those that take long stop when a closure says
//! that their result is no longer wanted, as `search` does.
//!
//! - `story_row`: a row of the table: a story, or a post without stories.
//! - `story_table`: the table of a library, and which of its rows a query matches.
//! - `story_data`: the table, and what is made of it once it is asked for.
//! - `hit`: a place in a story, with a line that says why it is listed.
//! - `title_key`: which titles are the same.
//! - `digest`: the parts of stories that begin with a label.
//! - `period`: months, quarters and years; `trends`: the share of an archive that a query has in each.
//! - `calendar`: what each week has, and where posts are missing.
//! - `tokens`: the words of a text; `term_index`: which stories have which words.
//! - `names`: the names of people, organisations, models and the like.
//! - `spread`: work on many rows, on all cores.
//! - `rising`: the words whose share grew most.
//! - `related`: the stories that are most like one.
//! - `years`: how many posts are of each year.
//! - `repeats`: the posts that tell the same news; `sketch` and `word_weights`: what their texts have in
//!   common.
//! - `hashing`: quick hashes of words.
//! - `works`: the works that stories cite, each with all stories that cite it; `clusters`: which citations are one.

mod calendar;
mod clusters;
mod digest;
mod hashing;
mod hit;
mod names;
mod period;
mod postings;
mod related;
mod repeats;
mod rising;
mod sketch;
mod spread;
mod story_data;
mod story_row;
mod story_table;
mod term_index;
mod title_key;
mod tokens;
mod trends;
mod word_weights;
mod works;
mod years;

pub use calendar::{Calendar, Gap, OnThisDay, Week, WeekPosts, on_this_day};
pub use digest::{DigestPart, WHY, digest, labels};
pub use hit::StoryHit;
pub use names::{Aliases, Name, NameKind, NamePage, Names};
pub use period::{Period, PeriodLength};
pub use related::{Related, When, related};
pub use repeats::{RepeatGroup, repeats};
pub use rising::{Rising, RisingTerm, rising};
pub use story_data::StoryData;
pub use story_row::{CitationKind, CitedSource, LabelledPart, StoryRow};
pub use story_table::StoryTable;
pub use term_index::TermIndex;
pub use trends::{Counts, MAX_QUERIES, Trend, TrendPeriods, Trends, USUAL_PERIODS, trends};
pub use works::{Work, works};
pub use years::Years;
