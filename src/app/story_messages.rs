//! The sentences of the lists of stories.

use super::story_request::ListSource;
use crate::model::SortKey;
use crate::text::{pluralize, thousands};

/// While the stories are being read.
pub const READING_STORIES: &str = "Reading stories…";

/// What Enter does in the prompt for a file, in a list of works.
pub const EXPORT_WORKS: &str = "export the works to this file: .bib .json .md";

/// The same, in a list of names.
pub const EXPORT_NAMES: &str = "export the names to this file: .md .tsv";

/// The same, in a digest.
pub const EXPORT_DIGEST: &str = "export the page to this file: .md .txt";

/// A work without an address was to be opened, or a name.
pub const NO_ADDRESS: &str = "no address of this is known";

/// A story was to be marked as unread, but it is read with its post; `key` marks.
#[must_use]
pub fn post_of_story_is_read(key: &str) -> String {
    format!("the whole post is read; {key} in the list of posts changes that")
}

/// No row is left.
#[must_use]
pub fn nothing_fits(source: &ListSource) -> &'static str {
    match source {
        ListSource::Works(_) => "no work fits",
        ListSource::Names(_) => "no name fits",
        _ => "no story fits",
    }
}

/// A key that is for a story was pressed on a work or a name; `key` lists the stories.
#[must_use]
pub fn no_single_story(key: &str) -> String {
    format!("this stands for several stories; {key} lists them")
}

/// What a list is called.
#[must_use]
pub fn list_title(source: &ListSource) -> String {
    match source {
        ListSource::Stories(None) => "Stories".to_owned(),
        ListSource::Stories(Some(query)) => format!("Stories: {}", query.text),
        ListSource::Works(None) => "Citations".to_owned(),
        ListSource::Works(Some(_)) => "Cited here".to_owned(),
        ListSource::Citing(work) => format!("Citing {}", work.name),
        ListSource::Names(None) => "Names".to_owned(),
        ListSource::Names(Some(_)) => "Named here".to_owned(),
        ListSource::Naming(name) => format!("With {}", name.text),
        ListSource::Related { name, .. } => format!("Related to {name}"),
        ListSource::Digest { label, query: None, .. } => label.to_string(),
        ListSource::Digest { label, query: Some(query), .. } => format!("{label}: {}", query.text),
    }
}

/// Why a list has no rows, and what to do; `labels` are those that there are, and `key` opens the command line.
#[must_use]
pub fn nothing_to_list(source: &ListSource, labels: &str, key: &str) -> String {
    match source {
        ListSource::Stories(None) => "no stories: there are no posts".to_owned(),
        ListSource::Stories(Some(query)) => {
            format!("no single story matches {}", query.text)
        }
        ListSource::Works(None) => "nothing is cited: no post has a link or names a source".to_owned(),
        ListSource::Works(Some((_, Some(_)))) => "this story cites nothing".to_owned(),
        ListSource::Works(Some((_, None))) => "this post cites nothing".to_owned(),
        ListSource::Citing(_) => "no story cites this any more".to_owned(),
        ListSource::Names(None) => "no name is in three stories or more".to_owned(),
        ListSource::Names(Some(_)) => "this text has no name that is in three stories or more".to_owned(),
        ListSource::Naming(_) => "no story has this name any more".to_owned(),
        ListSource::Related { .. } => "no story shares enough unusual words with this one".to_owned(),
        ListSource::Digest { label, query, .. } => {
            let of = query.as_ref().map(|query| format!(" that matches {}", query.text)).unwrap_or_default();
            let others = match labels {
                "" => "no story has labels".to_owned(),
                labels => format!("{key}digest takes another label: {labels}"),
            };
            format!("no story{of} has “{label}”; {others}")
        }
    }
}

/// A digest of a label, in the command line.
#[must_use]
pub fn digest_of(label: &str) -> String {
    format!("Put “{label}” of all listed stories on one page")
}

/// A digest has more parts than its page.
#[must_use]
pub fn first_parts(shown: usize, all: usize) -> String {
    format!("The first {shown} of {}. Narrow the list to see others.", thousands(all))
}

/// How many stories are listed, and of how many posts: `41 stories in 33 posts`. How many works, in a list of these.
#[must_use]
pub fn list_counts(source: &ListSource, (stories, posts): (usize, usize)) -> String {
    match source {
        ListSource::Works(_) => return pluralize(stories, "work", "works"),
        ListSource::Names(_) => return pluralize(stories, "name", "names"),
        _ => {}
    }
    let of = pluralize(posts, "post", "posts");
    if stories == posts { of } else { format!("{} in {of}", pluralize(stories, "story", "stories")) }
}

/// A key of the post list was pressed in a list of stories.
#[must_use]
pub fn not_in_stories(key: &str) -> String {
    format!("{key} works in the list of posts only")
}

/// The row of a list, of so many.
#[must_use]
pub fn row_of(number: usize, count: usize) -> String {
    format!("{} of {}", thousands(number), thousands(count))
}

/// What a list is sorted by, and what that puts first.
#[must_use]
pub fn list_order(source: &ListSource, key: SortKey, reversed: bool) -> (&'static str, &'static str) {
    match (source, key) {
        (ListSource::Works(_), SortKey::Relevance) => {
            ("citations", if reversed { "fewest first" } else { "most first" })
        }
        (ListSource::Names(_), SortKey::Relevance) => ("stories", if reversed { "fewest first" } else { "most first" }),
        (_, SortKey::Relevance) => ("relevance", if reversed { "best last" } else { "best first" }),
        (ListSource::Works(_), SortKey::Date) => {
            ("date", if reversed { "first cited first" } else { "last cited first" })
        }
        (ListSource::Names(_), SortKey::Date) => {
            ("date", if reversed { "first named first" } else { "last named first" })
        }
        (_, SortKey::Date) => ("date", if reversed { "oldest first" } else { "newest first" }),
        (_, SortKey::ReadingTime) => ("length", if reversed { "longest first" } else { "shortest first" }),
        (ListSource::Names(_), _) => ("name", if reversed { "Z to A" } else { "A to Z" }),
        (ListSource::Works(_), _) => ("title", if reversed { "Z to A" } else { "A to Z" }),
        (_, _) => ("headline", if reversed { "Z to A" } else { "A to Z" }),
    }
}
