//! Posts that the loader reads: pages of Medium, and Markdown with front matter as of Buttondown.

use std::path::Path;

use jiff::Timestamp;

use super::error::ImportError;
use super::input::text_of;
use super::intake::Intake;
use super::table::{clean_tags, split_tags};
use crate::fetch::item::{Item, Part, clean_date, hash};
use crate::load::{PostContent, read_content};
use crate::model::{PostDate, PostSource};

/// Imports a post. `name` is that of its file.
pub(super) fn import(intake: &mut Intake<'_>, name: &str, bytes: &[u8], is_page: bool) -> Result<(), ImportError> {
    let text = text_of(bytes);
    let source = PostSource::Stdin { text: text.as_bytes().into(), read_at: 0 };
    let content = read_content(&source).map_err(|_| ImportError::Unfit("it cannot be read as a post"))?;
    let program = if is_page { "medium" } else { "import" };
    let mut item = item(intake, program, content);
    // The id is part of the file's name, or in the front matter.
    let stem = name.rsplit('/').next().unwrap_or(name).rsplit_once('.').map_or(name, |(stem, _)| stem);
    if is_page {
        let number = stem.rsplit(['-', '_']).next().unwrap_or(stem);
        item.id = format!("medium:{}", number.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>());
        item.is_draft |= stem.starts_with("draft_") || !text.contains("dt-published");
    } else {
        let extension = Path::new(name).extension().unwrap_or_default();
        item.is_markdown = !["html", "htm"].iter().any(|known| extension.eq_ignore_ascii_case(known));
        item.date = item.date.or_else(|| clean_date(PostDate::from_path(name)?.instant().as_second()));
        let front = text.get(3..).and_then(|rest| rest.split("\n---").next()).unwrap_or_default();
        if front.lines().any(|line| matches!(line.trim(), "email_type: premium" | "email_type: private")) {
            item.part = Part::Subscribers;
        }
        if let Some(id) = front.lines().find_map(|line| line.strip_prefix("id:")) {
            item.id = Item::new(program, intake.base(), id.trim().trim_matches(['"', '\'']), "", "").id;
        } else if item.link.is_none() {
            item.id = format!("file:{}", hash(stem.as_bytes()));
        }
    }
    Ok(intake.take(&item)?)
}

fn item(intake: &Intake<'_>, program: &'static str, content: PostContent) -> Item {
    let post = content.post;
    let mut item = Item::new(program, intake.base(), "", post.link.as_deref().unwrap_or_default(), &post.title);
    let instant: Timestamp = post.date.instant();
    item.date = if post.date.is_guess() { None } else { clean_date(instant.as_second()) };
    item.author = post.author;
    item.tags = clean_tags(split_tags(&post.tags));
    item.description = content.description.unwrap_or_default();
    item.html = content.body;
    item.is_draft = post.is_draft;
    item
}
