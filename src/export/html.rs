//! One page of HTML that needs nothing else: no script, no image, no font, nothing from the web.

use std::fmt::Write;

use super::entry::Entry;
use super::fragment;
use super::volume::Volume;
use super::xml::escape;
use crate::story::Story;

/// The style sheet.
const STYLE: &str = include_str!("../../assets/export/page.css");

/// What a browser may load for the page: nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A page as it grows.
#[derive(Default)]
pub(super) struct Page {
    contents: String,
    articles: String,
    posts: usize,
    language: Option<&'static str>,
}

impl Page {
    /// Adds a post. In a volume of one post its title is that of the page.
    pub(super) fn add(&mut self, volume: &Volume, entry: &Entry<'_>) {
        let level = if volume.selections.len() == 1 { 1 } else { 2 };
        let language = entry.language();
        self.language = self.language.or(language);
        self.posts += 1;
        self.list(entry);
        let language = language.map(super::language::attributes).unwrap_or_default();
        let fragment = fragment::of(volume, entry, level);
        // Writing to a string does not fail.
        let _ = write!(self.articles, "<article id=\"post-{}\"{language}>\n{fragment}</article>\n", entry.number + 1);
    }

    /// Adds a post to the table of contents, with its stories.
    fn list(&mut self, entry: &Entry<'_>) {
        let title = escape(&entry.post.title);
        let date = if entry.date.is_of_file() {
            String::new()
        } else {
            format!(" <time>{}</time>", escape(&entry.date.format_long()))
        };
        let _ = write!(self.contents, "<li><a href=\"#post-{}\"><bdi>{title}</bdi></a>{date}", entry.number + 1);
        if !entry.stories().is_empty() {
            self.contents.push_str("\n<ol class=\"stories\">\n");
            for (number, (story, _)) in entry.stories().iter().enumerate() {
                let (id, name) = (entry.story_id(number), escape(&Story::name(story)));
                let _ = writeln!(self.contents, "<li><a href=\"#{id}\"><bdi>{name}</bdi></a></li>");
            }
            self.contents.push_str("</ol>\n");
        }
        self.contents.push_str("</li>\n");
    }

    /// The whole page.
    pub(super) fn finish(self, volume: &Volume) -> String {
        let title = escape(&volume.title);
        let is_one = volume.selections.len() == 1;
        let language = self.language.map(|language| format!(" lang=\"{language}\"")).unwrap_or_default();
        let (header, class) = if is_one {
            (String::new(), " class=\"one\"")
        } else {
            let count = if self.posts == 1 { "1 post".to_owned() } else { format!("{} posts", self.posts) };
            let header = format!(
                "<header>\n<h1 dir=\"auto\">{title}</h1>\n<p class=\"count\">{count}</p>\n</header>\n\
                 <nav aria-label=\"Contents\">\n<ol>\n{}</ol>\n</nav>\n",
                self.contents
            );
            (header, "")
        };
        format!(
            "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"importai-reader\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{header}<main{class}>\n{}</main>\n\
             </body>\n</html>\n",
            self.articles
        )
    }
}
