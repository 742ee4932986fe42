//! Bodies of every kind as pages: what stands in each line, at every width, and whatever the body was made to do.

mod blocks;
mod components;
mod dialects;
mod furniture;
mod hidden;
mod html;
mod inlines;
mod media;
mod paragraphs;
mod places;
mod safety;
mod tables;
mod traps;
mod whole;
mod widths;

use crate::support::{Failures, Folder, body_lines, page};
use importai_reader::layout::Document;

/// The width of the tables, in cells.
const WIDTH: u16 = 40;

/// A body and the lines of its page below the head.
type Row = (&'static str, &'static [&'static str]);

/// The front matter of every page here: with a link, so that a text that breaks off says where it goes on.
const HEAD: &str = "---\ntitle: T\ndate: 2024-03-05\nlink: https://www.example.org/a\n---\n";

/// The page of a body, in a file of that name.
fn page_of(name: &str, body: &str, width: u16) -> Document {
    let folder = Folder::new();
    page(&folder.write(name, format!("{HEAD}{body}")), width)
}

/// Checks the rows of a table of Markdown bodies.
fn check(table: &[Row]) {
    check_in("a.md", table);
}

/// Checks the rows of a table of bodies in a file of that name.
fn check_in(name: &str, table: &[Row]) {
    let mut wrong = Failures::default();
    for (body, want) in table {
        wrong.compare(body, &*body_lines(&page_of(name, body, WIDTH)), &*owned(want));
    }
    wrong.report();
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

/// The lines below the head with their styles: `*strong*`, `_italic_`, `~struck~`, `=code=`, `{link}`.
fn styled_lines(document: &Document) -> Vec<String> {
    let styled = |line: &importai_reader::layout::Line| {
        line.spans
            .iter()
            .map(|span| {
                let mut text = span.text.to_string();
                for (on, sign) in [
                    (span.emphasis.code, "="),
                    (span.emphasis.struck, "~"),
                    (span.emphasis.italic, "_"),
                    (span.emphasis.strong, "*"),
                ] {
                    if on {
                        text = format!("{sign}{text}{sign}");
                    }
                }
                if span.link.is_some() && span.is_text() { format!("{{{text}}}") } else { text }
            })
            .collect::<String>()
            .trim_end()
            .to_owned()
    };
    let skip = document.lines.len() - body_lines_from(document);
    let mut lines: Vec<String> = document.lines.iter().skip(skip).map(styled).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// How many lines stand below the head.
fn body_lines_from(document: &Document) -> usize {
    use importai_reader::layout::LineKind::{Meta, Title};
    document.lines.iter().skip_while(|line| matches!(line.kind, Title | Meta)).count() - 1
}
