//! Ghost's export: JSON with all tables of its database.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::error::ImportError;
use super::intake::Intake;
use super::mail_html::paragraphs;
use super::table::clean_tags;
use crate::fetch::date;
use crate::fetch::item::{Item, Part, clean_title};
use crate::text::CleanText;

/// What stands for the address of the site in texts.
const SITE: &str = "__GHOST_URL__";

#[derive(Deserialize)]
struct Export {
    #[serde(default)]
    db: Vec<Database>,
    #[serde(default)]
    data: Option<Tables>,
}

#[derive(Deserialize)]
struct Database {
    data: Tables,
}

/// The tables. Ids are numbers in old exports.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Tables {
    posts: Vec<Post>,
    users: Vec<Named>,
    tags: Vec<Named>,
    posts_authors: Vec<Pair>,
    posts_tags: Vec<Pair>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Post {
    id: Value,
    uuid: Value,
    title: Value,
    slug: Value,
    html: Value,
    plaintext: Value,
    status: Value,
    visibility: Value,
    r#type: Value,
    page: Value,
    published_at: Value,
    created_at: Value,
    canonical_url: Value,
    custom_excerpt: Value,
    author_id: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    id: Value,
    name: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Pair {
    post_id: Value,
    author_id: Value,
    tag_id: Value,
    sort_order: Value,
}

/// A value as text. Flags are 1 and 0 in some exports.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "1".to_owned(),
        _ => String::new(),
    }
}

/// Imports the posts of an export.
pub(super) fn import(intake: &mut Intake<'_>, json: &[u8]) -> Result<(), ImportError> {
    let export: Export = match serde_json::from_slice(json) {
        Ok(export) => export,
        Err(error) if error.is_data() => return Err(ImportError::Unknown("JSON of another program")),
        Err(error) => return Err(ImportError::damaged("the JSON", &error)),
    };
    let tables: Vec<Tables> = export.db.into_iter().map(|database| database.data).chain(export.data).collect();
    if tables.iter().all(|tables| tables.posts.is_empty()) {
        return Err(ImportError::Unknown("JSON without posts"));
    }
    for tables in &tables {
        let authors = names(&tables.users, &tables.posts_authors, |pair| &pair.author_id);
        let tags = names(&tables.tags, &tables.posts_tags, |pair| &pair.tag_id);
        let users: HashMap<String, String> =
            tables.users.iter().map(|user| (text(&user.id), text(&user.name))).collect();
        for post in &tables.posts {
            if text(&post.r#type) == "page" || text(&post.page) == "1" {
                intake.counts.others += 1;
                continue;
            }
            let Some(mut item) = item(intake, post) else { continue };
            let id = text(&post.id);
            let names = authors.get(&id).cloned().or_else(|| Some(vec![users.get(&text(&post.author_id))?.clone()]));
            item.author = clean_title(&names.unwrap_or_default().join(", "));
            // Tags that begin so are not shown on the site.
            let shown = tags.get(&id).into_iter().flatten().filter(|tag| !tag.starts_with('#'));
            item.tags = clean_tags(shown.map(String::as_str));
            intake.take(&item)?;
        }
    }
    Ok(())
}

/// The names that each post is joined with, in their order.
fn names(named: &[Named], pairs: &[Pair], id: impl Fn(&Pair) -> &Value) -> HashMap<String, Vec<String>> {
    let by_id: HashMap<String, String> = named.iter().map(|one| (text(&one.id), text(&one.name))).collect();
    let mut pairs: Vec<&Pair> = pairs.iter().collect();
    pairs.sort_by_key(|pair| pair.sort_order.as_i64().unwrap_or_default());
    let mut names: HashMap<String, Vec<String>> = HashMap::new();
    for pair in pairs {
        if let Some(name) = by_id.get(&text(id(pair))) {
            names.entry(text(&pair.post_id)).or_default().push(name.clone());
        }
    }
    names
}

fn item(intake: &mut Intake<'_>, post: &Post) -> Option<Item> {
    let (id, uuid, slug) = (text(&post.id), text(&post.uuid), text(&post.slug));
    // The numbers of old exports are those of any site.
    let id = if id.len() < 24 && !uuid.is_empty() { uuid } else { id };
    let canonical = text(&post.canonical_url);
    let link = if canonical.is_empty() { intake.site().map(|_| format!("{slug}/")) } else { Some(canonical) };
    let link = link.filter(|link| link != "/").unwrap_or_default();
    let mut item = Item::new("ghost", intake.base(), &id, &link, &text(&post.title));
    let published = text(&post.published_at);
    item.date = date(if published.is_empty() { text(&post.created_at) } else { published }.as_str());
    item.description = clean_title(&text(&post.custom_excerpt));
    item.html = text(&post.html);
    let plain = text(&post.plaintext);
    if item.html.is_empty() && !plain.is_empty() {
        item.html = paragraphs(&plain);
    }
    if let Some(site) = intake.site() {
        item.html = item.html.replace(SITE, site.as_str().trim_end_matches('/'));
    }
    item.is_draft = matches!(&*text(&post.status), "draft" | "scheduled");
    if !matches!(&*text(&post.visibility), "" | "public") {
        item.part = Part::Subscribers;
    }
    if item.title.is_empty() && item.html.is_empty() {
        intake.refuse(&CleanText::single_line(&slug), &ImportError::Unfit("it has neither title nor text"));
        return None;
    }
    Some(item)
}
