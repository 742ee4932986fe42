//! Bookmarks as browsers export them, and Pocket's list of links in HTML.

use super::error::ImportError;
use super::input::{Input, text_of};
use super::intake::Intake;
use super::table::{Link, split_tags};
use crate::load::field_text;
use crate::markup::Tags;
use crate::text::{CleanText, prefix};

/// Bytes of a title that are read.
const MAX_TITLE: usize = 2000;

/// Folders of browsers that say nothing about a link.
const PLAIN_FOLDERS: [&str; 9] = [
    "bookmarks",
    "bookmarks bar",
    "bookmarks menu",
    "bookmarks toolbar",
    "other bookmarks",
    "mobile bookmarks",
    "favorites",
    "favourites",
    "lesezeichen",
];

/// Imports the links as posts without a text, with the names of their folders as tags.
pub(super) fn import(intake: &mut Intake<'_>, input: Input<'_>) -> Result<(), ImportError> {
    let html = text_of(&input.whole()?);
    let is_pocket = !html.get(..200).unwrap_or(&html).to_ascii_lowercase().contains("netscape");
    let program = if is_pocket { "pocket" } else { "bookmarks" };
    // The names of the folders that are open. A heading names the list that follows it.
    let (mut folders, mut heading): (Vec<CleanText>, _) = (Vec::new(), None);
    for tag in Tags::new(&html) {
        let is = |name: &str| tag.name.eq_ignore_ascii_case(name);
        let text = || prefix(&html[tag.range.end..], MAX_TITLE).split("</").next().map(field_text).unwrap_or_default();
        if is("h3") && !tag.closes {
            heading = Some(text());
        } else if is("dl") && !tag.closes {
            folders.push(heading.take().unwrap_or_default());
        } else if is("dl") {
            folders.pop();
        }
        if !is("a") || tag.closes {
            continue;
        }
        let attribute = |name: &str| {
            let value = tag.attribute(&html, name).unwrap_or_default();
            htmlize::unescape_attribute(value).into_owned()
        };
        let address = attribute("href");
        // The bookmarks of a browser also hold its own searches and scripts.
        if ["place:", "javascript:", "data:", "chrome:", "about:", "file:"]
            .iter()
            .any(|scheme| address.starts_with(scheme))
        {
            intake.counts.others += 1;
            continue;
        }
        let (title, tags) = (text(), attribute("tags"));
        let of_folders = folders.iter().map(CleanText::as_str).filter(|name| !is_plain(name));
        let saved = [attribute("add_date"), attribute("time_added")].concat();
        let link = Link {
            address: &address,
            title: &title,
            saved: &saved,
            tags: split_tags(&tags).chain(of_folders).collect(),
        };
        match link.item(program, intake) {
            Some(item) => intake.take(&item)?,
            None => {
                let name = if title.is_empty() { CleanText::single_line("a link without a title") } else { title };
                intake.refuse(&name, &ImportError::Unfit("it has no web address"));
            }
        }
    }
    Ok(())
}

fn is_plain(folder: &str) -> bool {
    PLAIN_FOLDERS.iter().any(|name| folder.eq_ignore_ascii_case(name))
}
