//! Substack's export: `posts.csv` lists the posts, whose texts are in `posts`, as zip or folder.

use std::collections::{HashMap, HashSet};

use super::error::ImportError;
use super::files::Files;
use super::input::text_of;
use super::intake::Intake;
use super::table::{self, escaped};
use crate::fetch::date;
use crate::fetch::item::{Item, Part, clean_title};
use crate::text::CleanText;

/// A post without its text.
struct Listed {
    id: String,
    item: Item,
    podcast: String,
}

/// Imports the posts of the list that is the file `at`. Returns the files of their texts.
pub(super) fn import(
    intake: &mut Intake<'_>,
    files: &mut Files,
    at: usize,
    refused: &HashSet<String>,
) -> Result<HashSet<usize>, ImportError> {
    let folder = files.names[at].rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let by_name: HashMap<String, usize> = files.names.iter().cloned().zip(0..).collect();
    let mut posts = Vec::new();
    let read = table::rows(files.open(at)?, |row| {
        posts.push(listed(intake, row));
        Ok(())
    });
    let mut used = HashSet::new();
    for Listed { id, mut item, podcast } in posts {
        let name = format!("{folder}posts/{id}.html");
        match by_name.get(&name) {
            Some(&text) => {
                used.insert(text);
                match files.open(text).and_then(super::input::Input::whole) {
                    Ok(bytes) => item.html = text_of(&bytes),
                    Err(error) => {
                        intake.refuse(&files.clean_name(text), &error);
                        continue;
                    }
                }
            }
            // It was reported by then.
            None if refused.contains(&name) => continue,
            None if item.is_draft => {}
            None if podcast.is_empty() => {
                intake
                    .refuse(&CleanText::single_line(&name), &ImportError::Unfit("it is listed, but not in the export"));
                continue;
            }
            None => {}
        }
        if !podcast.is_empty() {
            item.html = format!("{}\n<p><a href=\"{}\">Listen to the recording</a></p>", item.html, escaped(&podcast));
        }
        intake.take(&item)?;
    }
    read.map(|()| used)
}

fn listed(intake: &Intake<'_>, row: &table::Row<'_>) -> Listed {
    let id = row.get(&["post_id"]);
    let (number, slug) = id.split_once('.').unwrap_or((&id, ""));
    // Only the owner knows where the newsletter comes out.
    let link = intake.site().filter(|_| !slug.is_empty()).map(|_| format!("p/{slug}")).unwrap_or_default();
    let mut item = Item::new("substack", intake.base(), &format!("substack:{number}"), &link, &row.get(&["title"]));
    item.description = clean_title(&row.get(&["subtitle"]));
    item.date = date(&row.get(&["post_date", "email_sent_at"]));
    item.is_draft = row.get(&["is_published"]).eq_ignore_ascii_case("false");
    if !matches!(&*row.get(&["audience"]), "" | "everyone") {
        item.part = Part::Subscribers;
    }
    if item.title.is_empty() {
        item.title = clean_title(&slug.replace('-', " "));
    }
    let podcast = row.get(&["podcast_url"]);
    Listed { id, item, podcast: if crate::model::has_web_scheme(&podcast) { podcast } else { String::new() } }
}
