//! Small archives in the forms that fifteen programs write, and what is read of them.

mod astro;
mod buttondown;
mod eleventy;
mod ghost;
mod hugo_toml;
mod hugo_yaml;
mod jekyll;
mod medium;
mod obsidian;
mod pelican;
mod plain;
mod saved;
mod substack;
mod wordpress;
mod zola;

use std::path::Path;
use std::process::Command;

use importai_reader::article::{Article, Content, ReadOptions};
use importai_reader::markup::{Block, Inline};
use importai_reader::model;
use serde_json::Value;

use crate::support::{Failures, Folder, read_content};

/// The files of an archive.
pub struct Archive {
    pub name: &'static str,
    pub posts: &'static [Post],
    /// Files that are no posts, with their text.
    pub others: &'static [(&'static str, &'static str)],
}

/// A file, and what is read of it.
pub struct Post {
    pub path: &'static str,
    pub file: &'static str,
    /// Title, date, authors, link and tags, the last with `(draft)`.
    pub head: &'static str,
    /// The text, a line for each paragraph, as [`add`] writes it; below `===` what the service put around it.
    pub text: &'static [&'static str],
    /// The addresses of its links.
    pub links: &'static [&'static str],
}

const ARCHIVES: [Archive; 15] = [
    astro::ARCHIVE,
    buttondown::ARCHIVE,
    eleventy::ARCHIVE,
    ghost::ARCHIVE,
    hugo_toml::ARCHIVE,
    hugo_yaml::ARCHIVE,
    jekyll::ARCHIVE,
    medium::ARCHIVE,
    obsidian::ARCHIVE,
    pelican::ARCHIVE,
    plain::ARCHIVE,
    saved::ARCHIVE,
    substack::ARCHIVE,
    wordpress::ARCHIVE,
    zola::ARCHIVE,
];

impl Archive {
    fn write(&self) -> Folder {
        let folder = Folder::new();
        for post in self.posts {
            folder.write(post.path, post.file);
        }
        for (path, text) in self.others {
            folder.write(path, text);
        }
        folder
    }
}

/// Title, date, authors, link and tags of a post in one line.
fn head(post: &model::Post) -> String {
    let link = post.link.as_deref().unwrap_or("-");
    let draft = if post.is_draft { " (draft)" } else { "" };
    let tags = format!("{}{draft}", post.tags);
    let fields = [&*post.title, &post.date.format_iso(), &post.author, link, tags.trim()];
    fields.join(" | ").trim_end().to_owned()
}

/// Adds the lines of blocks: `## heading`, `- item`, `> quote`, a backtick in front of code, `| cell | cell`, `---`.
fn add(blocks: &[Block], mark: &str, lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Quote(blocks) => add(blocks, &format!("{mark}> "), lines),
            Block::List { start, items } => {
                for (number, item) in items.iter().enumerate() {
                    let sign =
                        start.map_or("- ".to_owned(), |start| format!("{}. ", start + i64::try_from(number).unwrap()));
                    add(item, &format!("{mark}{sign}"), lines);
                }
            }
            Block::Rule => lines.push("---".to_owned()),
            Block::Table(table) => {
                let cell = |cell: &Vec<Inline>| format!("| {}", text_of(&Block::Paragraph(cell.clone())).join(" "));
                lines.extend(table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")));
            }
            Block::Heading(level, _) => {
                lines.push(format!("{mark}{} {}", "#".repeat(usize::from(*level)), text_of(block).join(" ")));
            }
            Block::Code(_) => lines.extend(text_of(block).iter().map(|line| format!("{mark}` {line}"))),
            Block::Paragraph(_) | Block::Sources(_) => {
                lines.extend(text_of(block).iter().map(|line| format!("{mark}{}", line.trim())));
            }
        }
    }
}

fn text_of(block: &Block) -> Vec<String> {
    let mut lines = Vec::new();
    block.visit_text(&mut |line| lines.push(line.to_owned()));
    lines
}

/// The text of a file, and the addresses in it.
fn text_and_links(path: &Path) -> (Vec<String>, Vec<String>) {
    let content = read_content(path);
    let article = Article::read(&content, &ReadOptions::default());
    let mut lines: Vec<String> = article.description.iter().map(|text| format!("~ {text}")).collect();
    let Content::Post { blocks, .. } = &article.content else { panic!("{}: not a post", path.display()) };
    add(blocks, "", &mut lines);
    if !article.furniture.is_empty() {
        lines.push("===".to_owned());
        add(&article.furniture, "", &mut lines);
    }
    let links = article
        .links
        .to_list(article.blocks(), |_| None)
        .into_iter()
        .filter_map(|link| link.address().map(ToString::to_string));
    (lines, links.collect())
}

#[test]
fn archives_of_fifteen_programs_are_read() {
    let mut wrong = Failures::default();
    for archive in ARCHIVES {
        let folder = archive.write();
        let loaded = folder.load();
        let mut paths: Vec<&str> = archive.posts.iter().map(|post| post.path).collect();
        paths.sort_unstable();
        wrong.compare(archive.name, &loaded.relative().iter().map(String::as_str).collect(), &paths);
        for post in archive.posts {
            let what = format!("{}: {}", archive.name, post.path);
            let Some(found) = loaded.posts.iter().find(|found| found.source.relative() == post.path) else { continue };
            wrong.compare(&what, &*head(found), post.head);
            let (text, links) = text_and_links(&folder.join(post.path));
            wrong.compare(&what, &text.iter().map(String::as_str).collect::<Vec<_>>(), &post.text.to_vec());
            wrong.compare(&what, &links.iter().map(String::as_str).collect::<Vec<_>>(), &post.links.to_vec());
        }
    }
    wrong.report();
}

#[test]
fn archives_of_fifteen_programs_have_no_problems() {
    let mut wrong = Failures::default();
    for archive in ARCHIVES {
        let folder = archive.write();
        let mut program = Command::new(env!("CARGO_BIN_EXE_importai-reader"));
        let printed = program.args(["list", "--json"]).arg(folder.path()).output().unwrap();
        wrong.compare(archive.name, &*String::from_utf8_lossy(&printed.stderr), "");
        for line in String::from_utf8(printed.stdout).unwrap().lines() {
            let post: Value = serde_json::from_str(line).unwrap();
            let what = format!("{}: {}", archive.name, post["path"]);
            wrong.compare(&what, &post["problems"].to_string(), &"[]".to_owned());
        }
    }
    wrong.report();
}
