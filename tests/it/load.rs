//! Post files of every broken shape: what the index and the page get out of them.

mod bytes;
mod dates;
mod folders;
mod forms;
mod limits;
mod missing;
mod numbers;
mod pages;
mod quotes;
mod safety;
mod titles;
mod toml;
mod values;

use crate::support::{Failures, Folder, load_one, read_content, summary};

/// The name of a file in these tests, where its name is of no account.
const NAME: &str = "2024-03-09-example.org-1a2b3c.md";

/// A file's text and the summary of its post.
struct Row {
    what: &'static str,
    text: &'static str,
    want: &'static str,
}

const fn row(what: &'static str, text: &'static str, want: &'static str) -> Row {
    Row { what, text, want }
}

/// Checks the rows of a table. The body of every file in it is `The text.`
fn check(table: &[Row]) {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for Row { what, text, want } in table {
        let path = folder.write(NAME, text);
        let post = load_one(&path);
        let page = read_content(&path);
        wrong.compare(what, &*summary(&post), want);
        wrong.compare(what, page.body.trim(), "The text.");
        wrong.compare(&format!("{what}: the page's post"), &summary(&page.post), &summary(&post));
    }
    wrong.report();
}
