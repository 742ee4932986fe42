//! The sentences that users see in the footer and the panes, so that wording is changed in one place.

pub use super::background_messages::{
    ALREADY_FETCHING, NOT_REPLACED, NOTHING_TO_EXPORT, REPLACE_FILE, export_lacks, export_listed, exporting,
    fetch_again, fetched, fetching, file_exists, not_exported, rows_written,
};
pub use super::chart_messages::{
    NO_DATED_STORIES, NO_DATES, NO_POST_THEN, NO_READING, NO_STORIES_THEN, NO_STORY_MATCHES, NOTHING_BEFORE,
    NOTHING_RISES, OTHER_YEARS, READING_POSTS, RISING, gaps, how_to_compare, in_gap, more_posts, no_other_length,
    nothing_on_this_day, period_in_numbers, period_in_words, rising_in, rising_in_short, too_many_queries,
    undated_stories, without_date, years_ago,
};
pub use super::command_messages::{
    USE_THEME, ambiguous_command, go_to, go_to_nearest, go_to_place, no_such_command, no_such_place, show_trends,
    theme_chosen, theme_not_kept,
};
pub use super::repeat_messages::{
    FINDING_REPEATS, GROUPED, GROUPING, NO_REPEAT, UNGROUPED, group_first, grouped, same_news,
};
pub use super::story_messages::{
    EXPORT_DIGEST, EXPORT_NAMES, EXPORT_WORKS, NO_ADDRESS, READING_STORIES, digest_of, first_parts, list_counts,
    list_order, list_title, no_single_story, not_in_stories, nothing_fits, nothing_to_list, post_of_story_is_read,
    row_of,
};
use crate::load::ChangeCounts;
use crate::model::{Filter, LinkWarning, MarkField, SortKey};
use crate::text::{pluralize, thousands};

/// `]` and `t` in a post without sections.
pub const NO_SECTIONS: &str = "this post has no headings";
/// The outline of a post without sections.
pub const NO_HEADINGS: &str = "no headings";
/// `]` in the last story.
pub const LAST_STORY: &str = "this is the last story";
/// `]` below the last heading.
pub const LAST_HEADING: &str = "this is the last heading";
/// A search in a post, or a walk through unread posts, went past the last one.
pub const WRAPPED_TO_TOP: &str = "wrapped to the top";
/// The same backwards.
pub const WRAPPED_TO_END: &str = "wrapped to the end";
/// Every listed post is read.
pub const NO_UNREAD: &str = "no other unread post in this list";
/// `!` without problems.
pub const NO_PROBLEMS: &str = "no problems in any file";
/// The selected post has no URL.
pub const NO_LINK: &str = "this post has no link";
/// The post of a reference has no URL.
pub const NO_LINK_IN_REFERENCE: &str = "that post has no link";
/// A link leads to a heading, footnote or other place that the text lacks.
pub const NO_SUCH_PLACE: &str = "this link leads to a place that the text does not have";
/// A link within the text was to be copied.
pub const NO_ADDRESS_OF_PLACE: &str = "this link leads to a place in this text, and has no address";
/// No text is visible, and so no link.
pub const NO_VISIBLE_LINK: &str = "no links on the screen";
/// No link is visible, and none is further down.
pub const NO_LINK_BELOW: &str = "no links on the screen or below it";
/// No link is on the page.
pub const NO_LINKS: &str = "this post has no links in its text";
/// `A` where every listed post is read.
pub const NO_UNREAD_LISTED: &str = "all posts in this list are read";
/// The question of `A` was answered with no.
pub const NOT_MARKED: &str = "nothing was marked";
/// `U` without a change.
pub const NOTHING_TO_UNDO: &str = "nothing to undo";
/// The title of the question of `A`.
pub const MARK_ALL_READ: &str = "Mark all listed posts as read?";
/// A link was not confirmed.
pub const NOT_OPENED: &str = "not opened";
/// A mail without an address.
pub const NO_RECIPIENT: &str = "to nobody yet";
/// Neither a query nor a title.
pub const NOTHING_TO_SEARCH: &str = "nothing to search for";
/// The search in the post has no result.
pub const NO_MATCH_IN_POST: &str = "no match in this post";
/// `N` on the first match.
pub const FIRST_MATCH: &str = "this is the first match";
/// `n` on the last match.
pub const LAST_MATCH: &str = "this is the last match";
/// No jump to go back to.
pub const NO_EARLIER_JUMP: &str = "no earlier position";
/// No jump to go forward to.
pub const NO_LATER_JUMP: &str = "no later position";
/// The user has named no searches.
pub const NO_SAVED_SEARCHES: &str = "no saved searches";
/// What a saved search looks like in the file.
pub const SAVED_SEARCH_EXAMPLE: [&str; 2] = ["[searches]", "\"New on robots\" = \"robots is:unread\""];
/// The heading of an error in the settings.
pub const IN_SETTINGS: &str = "In the settings";

/// What to do about an error in the settings; `config_file` is one of their files.
#[must_use]
pub fn fix_settings(config_file: &str) -> String {
    format!("Correct or remove that line; until then the default is used. The files are beside {config_file}.")
}

/// What to do about a file that is not listed; `key` looks again.
#[must_use]
pub fn read_again(key: &str) -> String {
    format!("It is left out of the list. {key} looks for changed files.")
}

/// Nothing in a list passes its filter.
pub const NOTHING_IN_LIST: &str = "nothing found";
/// While labels are on the links.
pub const TYPE_A_LABEL: &str = "type the label of a link; Esc cancels";
/// The reader without a post.
pub const NOTHING_SELECTED: &str = "nothing selected";
/// The post list while the first posts are loaded.
pub const LOADING: &str = "reading the folder…";
/// The post list of an empty folder.
pub const NO_POSTS: &str = "no posts";
/// In the sort menu, after the current order.
pub const CURRENT_ORDER: &str = " (current; again reverses)";

/// `R` until the files were scanned.
pub const RESCANNING: &str = "looking for changes…";
/// `R` where every file is as it was.
pub const NO_CHANGES: &str = "nothing changed";
/// The file of the post that is read was removed.
pub const OPEN_POST_REMOVED: &str = "the file of this post was removed; its text stays until you leave it";
/// A link or list leads to a post whose file was removed.
pub const POST_REMOVED: &str = "the file of that post was removed";

/// What is different in the files; `None` if nothing is.
#[must_use]
pub fn changes(counts: ChangeCounts) -> Option<String> {
    let ChangeCounts { new, changed, renamed, removed } = counts;
    let kinds = [(new, "new"), (changed, "changed"), (renamed, "renamed"), (removed, "removed")];
    let mut parts = kinds.into_iter().filter(|(count, _)| *count > 0);
    let first =
        parts.next().map(|(count, kind)| pluralize(count, &format!("{kind} post"), &format!("{kind} posts")))?;
    let others = parts.map(|(count, kind)| format!("{} {kind}", thousands(count)));
    Some([first].into_iter().chain(others).collect::<Vec<_>>().join(", "))
}

/// Changes of the files may go unnoticed; `key` looks for them.
#[must_use]
pub fn not_watched(reason: &str, key: &str) -> String {
    format!("changes of files may go unnoticed: {reason} ({key} looks for them)")
}

/// Issues of a series are missing; `key` searches for the first.
#[must_use]
pub fn missing_issues(which: &str, key: &str, query: &str) -> String {
    format!("{which} ({key} searches for {query})")
}

/// The folder cannot be scanned.
#[must_use]
pub fn list_stays(error: &str) -> String {
    format!("{error}; the list stays as it was")
}

/// How a search is saved, in front of an example; `key` saves the current one.
#[must_use]
pub fn how_to_save_a_search(key: &str, config_file: &str) -> String {
    format!("{key} saves the current search. Or write one into {config_file}:")
}

/// No link has the label that was typed.
#[must_use]
pub fn no_such_label(typed: &str) -> String {
    format!("no link has the label {typed}")
}

/// Why no link has that number.
#[must_use]
pub fn no_such_link(number: usize, links: usize) -> String {
    match links {
        0 => format!("no link {number}: this page has no links"),
        _ => format!("no link {number}: links go from 1 to {links}"),
    }
}

/// Why no line of a list has that number.
#[must_use]
pub fn no_such_line(number: usize, lines: usize) -> String {
    format!("no line {number}: lines go from 1 to {lines}")
}

/// A key without an action; `help` is the key for help.
#[must_use]
pub fn unknown_key(key: &str, help: &str) -> String {
    format!("{key} does nothing here ({help} lists the keys)")
}

/// A key of the post list was pressed in the text.
#[must_use]
pub fn only_in_list(key: &str) -> String {
    format!("{key} works in the post list only")
}

/// What `A` is about to mark.
#[must_use]
pub fn unread_posts(count: usize) -> String {
    pluralize(count, "unread post", "unread posts")
}

/// All listed posts were marked; `undo` is the key that takes it back.
#[must_use]
pub fn marked_read(count: usize, undo: &str) -> String {
    format!("marked {count} as read ({undo} undoes it)")
}

/// The star or read mark of a post is as it was before.
#[must_use]
pub fn undone(field: MarkField, title: &str) -> String {
    let now = match field {
        MarkField::Read(true) => "read",
        MarkField::Read(false) => "unread",
        MarkField::Starred(true) => "starred",
        MarkField::Starred(false) => "without a star",
        MarkField::Position(_) => "where it was",
    };
    format!("{now} again: {title}")
}

/// The marks of several posts are as they were before.
#[must_use]
pub fn undone_all(count: usize) -> String {
    format!("marks of {count} posts are as before")
}

/// `v` where there is no text on the screen.
pub const NO_VISIBLE_TEXT: &str = "no text on the screen";
/// A command cannot get the page, because it is not there yet or could not be read.
pub const NO_PAGE: &str = "there is no page to pass on";
/// What was pasted into the line for a command.
pub const TOO_LONG: &str = "too long for a command";
/// `i` in a program that was built without images.
pub const NO_IMAGES_BUILT: &str = "this program was built without images; the README says how to build it with them";
/// `i` in a terminal without images.
pub const NO_IMAGES_IN_TERMINAL: &str = "this terminal is not known to draw images";
/// `i` in a post without images beside it.
pub const NO_IMAGES: &str = "this post has no images in its folder";
/// While an image is decoded.
pub const DECODING: &str = "reading the image…";
/// `e` for a sample post or standard input.
pub const NO_FILE: &str = "this post is not in a file";

/// `,` without a search; `search` is the key for one.
#[must_use]
pub fn no_search_to_save(search: &str) -> String {
    format!("no search to save; press {search} to search first")
}

/// A search was saved; `list` is the key that lists them.
#[must_use]
pub fn search_saved(name: &str, list: &str) -> String {
    format!("saved as {name} ({list} lists the saved searches)")
}

/// How many lines are selected.
#[must_use]
pub fn selected_lines(count: usize) -> String {
    pluralize(count, "line selected", "lines selected")
}

/// The window has no room for two panes.
#[must_use]
pub fn too_narrow(columns: u16) -> String {
    format!("this window shows one pane at a time; two need {columns} columns")
}

/// A link is being opened.
#[must_use]
pub fn opening(url: &str) -> String {
    format!("opening {url}")
}

/// The current match on the page, counted from 1.
#[must_use]
pub fn match_of(number: usize, count: usize) -> String {
    format!("match {number} of {count}")
}

/// The current post of a search result, counted from 1.
#[must_use]
pub fn post_of(number: usize, count: usize) -> String {
    format!("post {number} of {count}")
}

/// How many posts a filter shows.
#[must_use]
pub fn filtered(filter: Filter, posts: usize) -> String {
    format!("{}: {posts}", filter.name())
}

/// The post list where a filter hides every post; `key` changes the filter.
#[must_use]
pub fn none_pass(filter: Filter, key: &str) -> String {
    format!("no {} posts ({key} shows others)", filter.name())
}

/// The post list of a search without a result.
#[must_use]
pub fn nothing_found(filter: Filter) -> String {
    match filter {
        Filter::All => "nothing found".to_owned(),
        filter => format!("nothing found among {} posts", filter.name()),
    }
}

/// What Enter does while the number of a link is typed; `target` is where that leads.
#[must_use]
pub fn open_link(digits: &str, target: Option<&str>) -> String {
    target.map_or_else(|| format!("open link {digits}"), |target| format!("open link {digits}, {target}"))
}

/// What Enter does while the number of a line is typed.
#[must_use]
pub fn choose_line(digits: &str) -> String {
    format!("choose line {digits}")
}

/// What Enter does while a number is typed in the list.
#[must_use]
pub fn go_to_post(digits: &str) -> String {
    format!("go to post {digits}")
}

/// The question of `d` in the list of saved searches.
pub const DELETE_SEARCH: &str = "Delete this search?";
/// It was answered with no.
pub const NOT_DELETED: &str = "nothing was deleted";

/// A saved search was deleted.
#[must_use]
pub fn search_deleted(name: &str) -> String {
    format!("deleted {name}")
}

/// A search cannot have the name of a setting: a line below the searches that begins so is a mistake.
#[must_use]
pub fn name_of_setting(name: &str) -> String {
    format!("{name} is the name of a setting; choose another one")
}

/// The footer of an image, behind the key for the next one.
pub const OTHER_KEYS_CLOSE: &str = "any other key close";
/// The footer of a question, behind the key for yes.
pub const OTHER_KEYS_CANCEL: &str = "any other key cancel";

/// The question whether to open a link: the title of its box, in front of where the link leads.
#[must_use]
pub fn question(warning: &LinkWarning) -> &'static str {
    if matches!(warning, LinkWarning::Mail(_)) { "Write a mail?" } else { "Open this link? It leads to" }
}

/// Why the user is asked; `None` if that is clear.
#[must_use]
pub fn doubt(warning: &LinkWarning) -> Option<String> {
    match warning {
        LinkWarning::Mail(_) => None,
        LinkWarning::Credentials(_) => Some("The address has a user name or password.".to_owned()),
        LinkWarning::OtherLetters(_) => Some("The host has unusual letters.".to_owned()),
        LinkWarning::OtherHost { said, .. } => Some(format!("The text says {said}.")),
    }
}

/// Beside the first addresses of a mail.
#[must_use]
pub fn more_addresses(count: usize) -> String {
    format!("and {count} more")
}

/// What an order puts first.
#[must_use]
pub fn order(key: SortKey, reversed: bool) -> &'static str {
    match (key, reversed) {
        (SortKey::Relevance, false) => "best first",
        (SortKey::Relevance, true) => "best last",
        (SortKey::Date, false) => "newest first",
        (SortKey::Date, true) => "oldest first",
        (SortKey::ReadingTime, false) => "shortest first",
        (SortKey::ReadingTime, true) => "longest first",
        (_, false) => "A to Z",
        (_, true) => "Z to A",
    }
}

/// How the post list is sorted and filtered.
#[must_use]
pub fn sorted_by(key: SortKey, reversed: bool, filter: Filter, grouping: Option<&str>) -> String {
    let order = if reversed { format!(", {}", order(key, true)) } else { String::new() };
    let grouping = grouping.map(|grouping| format!(" · {grouping}")).unwrap_or_default();
    format!("by {}{order} · {}{grouping}", key.name(), filter.name())
}
