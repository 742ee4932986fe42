//! The export of a Substack newsletter: `posts.csv` lists the title and date of each page in `posts`, which has only
//! the text.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use memchr::memmem;

use super::page_meta::PageMeta;
use crate::model::PostSource;

/// Size limit of the list, in bytes. It takes about 200 for a post.
const MAX_LIST: u64 = 4 * 1024 * 1024;

/// True if a list says more about the pages of a folder than they do themselves.
pub(super) fn has_list(folder: &Path) -> bool {
    folder.parent().is_some_and(|above| above.join("posts.csv").is_file())
}

/// What the list says about a page. It is read for each page: looking for its line takes less than a millisecond.
pub(super) fn read(source: &PostSource) -> Option<PageMeta<'static>> {
    let path = source.path();
    let id = path.file_stem()?.to_str()?;
    if !id.starts_with(|c: char| c.is_ascii_digit()) || !id.contains('.') {
        return None;
    }
    let list = path.parent().and_then(Path::parent)?.join("posts.csv");
    if !fs::metadata(&list).is_ok_and(|file| file.is_file() && file.len() <= MAX_LIST) {
        return None;
    }
    let list = fs::read_to_string(list).ok()?;
    let names = record(&list);
    let line = memmem::find(list.as_bytes(), format!("\n{id},").as_bytes())? + 1;
    let values = record(&list[line..]);
    let field = |name: &str| -> Option<Cow<'static, str>> {
        let value = names.iter().position(|found| found == name).and_then(|at| values.get(at))?;
        Some(value).filter(|value| !value.is_empty()).map(|value| Cow::Owned(value.clone()))
    };
    let is_draft = field("is_published").is_some_and(|value| value == "false");
    Some(PageMeta::listed(field("title"), field("subtitle"), field("post_date"), is_draft))
}

/// The values of the first record of a text. One in quotes may have commas, line ends and doubled quotes in it.
fn record(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut is_quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(value) = values.last_mut() else { break };
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => value.extend(chars.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => values.push(String::new()),
            '\n' if !is_quoted => break,
            '\r' if !is_quoted => {}
            _ => value.push(c),
        }
    }
    values
}
