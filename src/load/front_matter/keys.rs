//! The keys that front matter may have, and the field of a post that each one fills.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A field of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::load) enum Field {
    Title,
    Date,
    /// When the file was made: where a page was clipped, later than it was published.
    Created,
    /// When the text was last changed: a date for a post that has no other.
    Updated,
    /// Either a date, or `false` for a draft.
    Published,
    Draft,
    Status,
    Link,
    /// Where the text is from: an address, or the name of a feed.
    Source,
    /// The path of the page on its site, which may begin with a date.
    PagePath,
    Domain,
    Author,
    Description,
    /// The text of the post, or its beginning.
    Excerpt,
    Category,
    Categories,
    Tags,
    /// What its source knows the post by.
    Id,
    /// A key without a field. It shows that a block is front matter.
    None,
}

/// A key of front matter.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) field: Field,
    /// True if a line that starts with it ends a broken quoted value, even within running text.
    pub(super) ends_value: bool,
}

const fn key(name: &'static str, field: Field) -> Key {
    Key { name, field, ends_value: false }
}

const fn ending(name: &'static str, field: Field) -> Key {
    Key { name, field, ends_value: true }
}

/// All known keys. Of several keys of one field, the first with a value counts.
///
/// They are those of the documentation of Jekyll, Hugo, Zola, Pelican, Eleventy, Astro, Obsidian, Substack, Ghost and
/// Buttondown, and of the archives of Import AI.
pub(super) static KEYS: [Key; 103] = [
    ending("title", Field::Title),
    key("headline", Field::Title),
    key("subject", Field::Title),
    ending("date", Field::Date),
    key("published_at", Field::Date),
    key("publish_date", Field::Date),
    key("date_published", Field::Date),
    key("published_date", Field::Date),
    key("pub_date", Field::Date),
    key("pub_datetime", Field::Date),
    key("post_date", Field::Date),
    key("source_date", Field::Date),
    key("created", Field::Created),
    key("created_at", Field::Created),
    key("date_created", Field::Created),
    key("lastmod", Field::Updated),
    key("updated", Field::Updated),
    key("updated_at", Field::Updated),
    key("updated_date", Field::Updated),
    key("date_updated", Field::Updated),
    key("modified", Field::Updated),
    key("last_updated", Field::Updated),
    key("published", Field::Published),
    key("draft", Field::Draft),
    key("is_draft", Field::Draft),
    key("status", Field::Status),
    ending("link", Field::Link),
    ending("url", Field::Link),
    ending("source_url", Field::Link),
    key("canonical_url", Field::Link),
    key("canonical", Field::Link),
    key("external_url", Field::Link),
    key("external_link", Field::Link),
    key("original_url", Field::Link),
    key("original_link", Field::Link),
    key("origlink", Field::Link),
    key("post_url", Field::Link),
    ending("source", Field::Source),
    key("path", Field::PagePath),
    ending("permalink", Field::PagePath),
    key("slug", Field::PagePath),
    ending("domain", Field::Domain),
    ending("author", Field::Author),
    key("authors", Field::Author),
    key("byline", Field::Author),
    key("creator", Field::Author),
    ending("name", Field::Author),
    key("subtitle", Field::Description),
    key("description", Field::Description),
    key("dek", Field::Description),
    key("summary", Field::Description),
    ending("excerpt", Field::Excerpt),
    ending("text", Field::Excerpt),
    ending("category", Field::Category),
    ending("categories", Field::Categories),
    ending("tags", Field::Tags),
    key("tag", Field::Tags),
    key("keywords", Field::Tags),
    key("topics", Field::Tags),
    ending("layout", Field::None),
    ending("image", Field::None),
    ending("img", Field::None),
    ending("icon", Field::None),
    key("aliases", Field::None),
    key("alias", Field::None),
    key("cover", Field::None),
    key("cssclass", Field::None),
    key("cssclasses", Field::None),
    key("comments", Field::None),
    key("content_type", Field::None),
    key("eleventy_computed", Field::None),
    key("eleventy_exclude_from_collections", Field::None),
    key("eleventy_navigation", Field::None),
    key("email", Field::None),
    key("extra", Field::None),
    key("featured", Field::None),
    key("guid", Field::Id),
    key("id", Field::Id),
    key("images", Field::None),
    key("lang", Field::None),
    key("language", Field::None),
    key("license", Field::None),
    key("markup", Field::None),
    key("menu", Field::None),
    key("outputs", Field::None),
    key("parent", Field::None),
    key("pagination", Field::None),
    key("params", Field::None),
    key("post_id", Field::None),
    key("publish", Field::None),
    key("rating", Field::None),
    key("redirect_from", Field::None),
    key("series", Field::None),
    key("sort", Field::None),
    key("team", Field::None),
    key("template", Field::None),
    key("thumbnail", Field::None),
    key("toc", Field::None),
    key("type", Field::None),
    key("uuid", Field::None),
    key("version", Field::None),
    key("weight", Field::None),
    key("taxonomies", Field::None),
];

/// The index of each key by its name and by its letters.
static INDICES: LazyLock<HashMap<Cow<'static, str>, usize>> = LazyLock::new(|| {
    let names = |(index, key): (usize, &Key)| [(Cow::Borrowed(key.name), index), (letters(key.name), index)];
    KEYS.iter().enumerate().flat_map(names).collect()
});

/// The index in [`KEYS`] of a key as written in a file: in any case, with or without `-` and `_` between its words.
pub(super) fn find(written: &str) -> Option<usize> {
    INDICES.get(written).or_else(|| INDICES.get(&letters(written))).copied()
}

/// The letters of a key in lower case.
fn letters(key: &str) -> Cow<'_, str> {
    if key.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(key);
    }
    Cow::Owned(key.chars().filter(|c| !matches!(c, '-' | '_')).map(|c| c.to_ascii_lowercase()).collect())
}

/// True if a line with this key ends a broken quoted value within running text: only as keys are usually written.
pub(super) fn ends_value(written: &str) -> bool {
    written.bytes().all(|b| !b.is_ascii_uppercase()) && find(written).is_some_and(|index| KEYS[index].ends_value)
}
