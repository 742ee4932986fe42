//! Tables in CSV: links of Pocket, Instapaper, Readwise Reader and others, and emails of Buttondown.

use std::borrow::Cow;
use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::error::ImportError;
use super::input::{Input, text_of};
use super::intake::Intake;
use crate::fetch::date;
use crate::fetch::item::{Item, Part, clean_title};
use crate::text::{CleanText, prefix};

/// Names of columns, in lower case, by what is in them. The first that is there counts.
const LINK: [&str; 7] = ["url", "link", "href", "given_url", "resolved_url", "source url", "source_url"];
const TITLE: [&str; 6] = ["title", "name", "given_title", "resolved_title", "subject", "document title"];
const SAVED: [&str; 9] = [
    "time_added",
    "timestamp",
    "saved date",
    "saved_date",
    "date added",
    "date_added",
    "created",
    "created_at",
    "date",
];
const TAGS: [&str; 4] = ["tags", "document tags", "tag", "labels"];
const AUTHOR: [&str; 3] = ["author", "authors", "byline"];
const EXCERPT: [&str; 5] = ["selection", "excerpt", "description", "summary", "subtitle"];
const BODY: [&str; 5] = ["body", "content", "html", "markdown", "text"];
const PUBLISHED: [&str; 6] = ["publish_date", "published_at", "post_date", "date", "creation_date", "created_at"];
const ADDRESS: [&str; 4] = ["absolute_url", "canonical_url", "url", "link"];

/// Folders of Instapaper that say nothing about a link.
const PLAIN_FOLDERS: [&str; 3] = ["unread", "archive", "starred"];

/// What a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    /// `posts.csv` of Substack, which has no texts.
    Substack,
    /// Posts with their texts.
    Posts,
    /// Links, by the name of the program.
    Links(&'static str),
    /// Highlights of Readwise, without the addresses of what they are from.
    Highlights,
}

/// What a table has, by its first line. `None` if that names no columns that are known.
pub(super) fn of_header(head: &str) -> Option<Table> {
    let line = head.trim_start_matches('\u{feff}').lines().next()?;
    let names = Columns::of(ReaderBuilder::new().delimiter(delimiter(line)).from_reader(line.as_bytes())).ok()?;
    let has = |name: &str| names.find(&[name]).is_some();
    let has_link = names.find(&LINK).is_some();
    if has("post_id") && has("post_date") && has("is_published") {
        return Some(Table::Substack);
    }
    if has("highlight") && (has("book title") || has("location")) {
        return Some(Table::Highlights);
    }
    if names.find(&TITLE).is_some() && names.find(&BODY).is_some() && names.find(&PUBLISHED).is_some() {
        return Some(Table::Posts);
    }
    if !has_link || [&TITLE[..], &SAVED, &TAGS].iter().all(|names_of| names.find(names_of).is_none()) {
        return None;
    }
    Some(Table::Links(match () {
        () if has("time_added") => "pocket",
        () if has("selection") && has("timestamp") => "instapaper",
        () if has("document tags") || has("saved date") => "readwise",
        () => "links",
    }))
}

/// The character that most of a line's values are separated by.
fn delimiter(line: &str) -> u8 {
    let count = |delimiter: &u8| line.bytes().filter(|byte| byte == delimiter).count();
    // Of several, the last is the greatest.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// The names of the columns, in lower case.
struct Columns(Vec<String>);

impl Columns {
    fn of<R: Read>(mut reader: Reader<R>) -> Result<Self, csv::Error> {
        let names = reader.byte_headers()?;
        Ok(Self(names.iter().map(|name| text_of(name).trim().to_ascii_lowercase()).collect()))
    }

    fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.0.iter().position(|found| found == name))
    }
}

/// A record of a table.
pub(super) struct Row<'a> {
    columns: &'a Columns,
    record: &'a ByteRecord,
}

impl Row<'_> {
    /// The first value in the columns of some names that is not empty, or `""`.
    pub(super) fn get(&self, names: &[&str]) -> String {
        let at = |name: &&str| self.columns.0.iter().position(|found| found == name);
        let values = names.iter().filter_map(at).filter_map(|at| self.record.get(at));
        values.map(text_of).map(|value| value.trim().to_owned()).find(|value| !value.is_empty()).unwrap_or_default()
    }

    /// Its line in the file.
    pub(super) fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }
}

/// Calls a function for each record of a table.
pub(super) fn rows(
    input: Input<'_>,
    mut each: impl FnMut(&Row<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let is_utf16 = matches!(input.head.as_slice(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let line = text_of(&input.head).lines().next().map_or(b',', delimiter);
    let reader: Box<dyn Read + '_> = if is_utf16 {
        Box::new(std::io::Cursor::new(text_of(&input.whole()?).into_bytes()))
    } else {
        Box::new(input.limited())
    };
    let mut reader = ReaderBuilder::new().delimiter(line).flexible(true).has_headers(true).from_reader(reader);
    let names = reader.byte_headers().map_err(fault)?;
    let names = names.iter().map(|name| text_of(name).trim_start_matches('\u{feff}').trim().to_ascii_lowercase());
    let columns = Columns(names.collect());
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(fault)? {
        each(&Row { columns: &columns, record: &record })?;
    }
    Ok(())
}

fn fault(error: csv::Error) -> ImportError {
    let text = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        _ => ImportError::damaged("the table", &text),
    }
}

/// Imports a table of links as posts without a text.
pub(super) fn links(intake: &mut Intake<'_>, program: &'static str, input: Input<'_>) -> Result<(), ImportError> {
    rows(input, |row| {
        let tags = row.get(&TAGS);
        let folder = Some(row.get(&["folder"])).filter(|name| !PLAIN_FOLDERS.contains(&&*name.to_ascii_lowercase()));
        let link = Link {
            address: &row.get(&LINK),
            title: &row.get(&TITLE),
            saved: &row.get(&SAVED),
            tags: split_tags(&tags).chain(folder.iter().map(String::as_str)).collect(),
        };
        let Some(mut item) = link.item(program, intake) else {
            let name = CleanText::single_line(&format!("line {}", row.line()));
            intake.refuse(&name, &ImportError::Unfit("it has no web address"));
            return Ok(());
        };
        item.author = clean_title(&row.get(&AUTHOR));
        item.description = clean_title(&row.get(&EXCERPT));
        Ok(intake.take(&item)?)
    })
}

/// A link as a list of links has it.
pub(super) struct Link<'a> {
    pub(super) address: &'a str,
    pub(super) title: &'a str,
    pub(super) saved: &'a str,
    pub(super) tags: Vec<&'a str>,
}

impl Link<'_> {
    /// The link as a post. `None` without a web address.
    pub(super) fn item(&self, program: &'static str, intake: &Intake<'_>) -> Option<Item> {
        let mut item = Item::new(program, intake.base(), "", self.address, self.title);
        let link = item.link.as_ref()?;
        // Programs that know no title give the address.
        if item.title.is_empty() || self.title.trim() == self.address.trim() {
            let text = link.as_str().split_once("://").map_or(link.as_str(), |(_, rest)| rest);
            item.title = clean_title(text.trim_start_matches("www.").trim_end_matches('/'));
        }
        // Some write microseconds.
        let is_micros = self.saved.len() == 16 && self.saved.bytes().all(|b| b.is_ascii_digit());
        item.date = date(if is_micros { prefix(self.saved, 13) } else { self.saved });
        item.tags = clean_tags(self.tags.iter().copied());
        Some(item)
    }
}

/// Tags that are separated by commas, as a list in brackets has them too, or by bars.
pub(super) fn split_tags(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_start_matches('[').trim_end_matches(']');
    text.split([',', '|', ';']).map(|tag| tag.trim().trim_matches(['"', '\'']))
}

/// Tags without those that are empty or were there.
pub(super) fn clean_tags<'a>(tags: impl Iterator<Item = &'a str>) -> Vec<CleanText> {
    let mut clean: Vec<CleanText> = Vec::new();
    for tag in tags.map(clean_title).filter(|tag| !tag.is_empty()) {
        if !clean.contains(&tag) {
            clean.push(tag);
        }
    }
    clean
}

/// Imports a table of posts with their texts, as Buttondown's.
pub(super) fn posts(intake: &mut Intake<'_>, input: Input<'_>) -> Result<(), ImportError> {
    rows(input, |row| {
        let (id, slug) = (row.get(&["id", "post_id", "uuid"]), row.get(&["slug"]));
        let address = match (row.get(&ADDRESS), intake.site()) {
            (address, Some(_)) if address.is_empty() && !slug.is_empty() => format!("archive/{slug}/"),
            (address, _) => address,
        };
        let mut item = Item::new("buttondown", intake.base(), &id, &address, &row.get(&TITLE));
        item.date = date(&row.get(&PUBLISHED));
        item.author = clean_title(&row.get(&AUTHOR));
        item.description = clean_title(&row.get(&EXCERPT));
        item.tags = clean_tags(split_tags(&row.get(&TAGS)));
        item.html = row.get(&BODY);
        // The loader tells HTML from Markdown in a file that may have either.
        item.is_markdown = true;
        item.is_draft = matches!(&*row.get(&["status"]), "draft" | "scheduled" | "about_to_send");
        if matches!(&*row.get(&["email_type", "audience"]), "premium" | "private" | "only_paid") {
            item.part = Part::Subscribers;
        }
        if item.title.is_empty() && item.html.is_empty() {
            let name = CleanText::single_line(&format!("line {}", row.line()));
            intake.refuse(&name, &ImportError::Unfit("it has neither title nor text"));
            return Ok(());
        }
        Ok(intake.take(&item)?)
    })
}

/// A text as HTML shows it.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    htmlize::escape_all_quotes(text)
}
