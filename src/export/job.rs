//! An export: reads the chosen posts one by one and writes them in a format. It runs on any thread.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use thiserror::Error;
use zip::result::ZipError;

use super::destination::{Destination, DestinationError, NewFile, system};
use super::entry::Entry;
use super::epub::{self, Book};
use super::format::Format;
use super::html::Page;
use super::volume::{Layout, Selection, Volume};
use super::{file_name, json_lines, markdown, text};
use crate::article::ReadOptions;
use crate::load::{self, PostContent};
use crate::model::{Library, Post};
use crate::text::CleanText;

/// What is exported, and how.
#[derive(Clone, Debug)]
pub struct ExportJob {
    /// The library.
    pub library: Arc<Library>,
    /// The posts, in any order: they are exported oldest first.
    pub selections: Vec<Selection>,
    /// The title of a page or book of several posts.
    pub title: CleanText,
    /// The format.
    pub format: Format,
}

/// What was exported.
#[derive(Debug, Default)]
pub struct Exported {
    /// How many posts were written.
    pub posts: usize,
    /// How many stories these are, if stories were chosen.
    pub stories: Option<usize>,
    /// How many posts had a file in the folder already, which was left alone.
    pub kept: usize,
    /// True if the posts went to a folder, each to its own file.
    pub in_folder: bool,
    /// Posts that could not be read: path and reason.
    pub unread: Vec<CleanText>,
}

/// Why nothing was exported.
#[derive(Debug, Error)]
pub enum ExportError {
    /// Nothing can be written there.
    #[error(transparent)]
    Destination(#[from] DestinationError),
    /// A failed write.
    #[error(transparent)]
    Write(#[from] io::Error),
    /// The book cannot be packed.
    #[error(transparent)]
    Book(#[from] ZipError),
    /// No post can be read.
    #[error("no post could be read: {0}")]
    NothingRead(CleanText),
}

impl Exported {
    /// What was written, in a sentence.
    #[must_use]
    pub fn summary(&self, to: &str) -> CleanText {
        let count = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let posts = count(self.posts, "post", "posts");
        let what = match self.stories {
            Some(stories) => format!("{} of {posts}", count(stories, "story", "stories")),
            None => posts,
        };
        let kept = match self.kept {
            0 => String::new(),
            kept => format!("; {} there already, left alone", count(kept, "file was", "files were")),
        };
        let folder = if self.in_folder { ", a folder with a file for each" } else { "" };
        CleanText::single_line(&format!("wrote {what} to {to}{folder}{kept}"))
    }
}

impl ExportJob {
    /// The title of a page or book with what a query found.
    #[must_use]
    pub fn title_of(query: &str, stories: bool) -> CleanText {
        let (all, some) = if stories { ("All stories", "Stories") } else { ("All posts", "Posts") };
        let query = CleanText::single_line(query);
        if query.is_empty() { CleanText::single_line(all) } else { CleanText::single_line(&format!("{some}: {query}")) }
    }

    /// Exports to a file or folder. `replaces` is true if files that exist may be replaced.
    ///
    /// # Errors
    /// No post can be read, or what is written there already is not to be replaced, or writing failed. A file is then
    /// as it was; a folder keeps the files that were finished.
    pub fn run(&self, destination: &Destination, replaces: bool) -> Result<Exported, ExportError> {
        match destination {
            Destination::File(path) if self.format == Format::Epub => self.write_book(path, replaces),
            Destination::File(path) => {
                let (file, mut out) = NewFile::begin(path, replaces)?;
                let exported = self.print(&mut out).map_err(|error| named(error, path))?;
                file.keep(out)?;
                Ok(exported)
            }
            Destination::Folder(folder) => self.write_folder(folder, replaces),
        }
    }

    /// Writes a format of text: everything to one place.
    ///
    /// # Errors
    /// No post can be read, or writing failed.
    pub fn print(&self, out: &mut dyn Write) -> Result<Exported, ExportError> {
        let layout = if self.format == Format::Html { Layout::OneFile } else { Layout::Apart };
        let volume = self.volume(layout);
        let mut page = Page::default();
        let is_one = volume.selections.len() == 1;
        let mut is_first = true;
        let exported = self.each(&volume, |entry, content, loaded, stories| {
            match self.format {
                Format::Html => page.add(&volume, &entry),
                Format::Markdown if is_one => out.write_all(markdown::of(&volume, &entry).as_bytes())?,
                Format::Markdown => {
                    if is_first {
                        out.write_all(markdown::head(&volume).trim_end().as_bytes())?;
                        out.write_all(b"\n")?;
                    }
                    out.write_all(markdown::part(&volume, &entry).as_bytes())?;
                }
                Format::Text => {
                    if !is_first {
                        out.write_all(text::separator().as_bytes())?;
                    }
                    out.write_all(text::of(entry, content, loaded).as_bytes())?;
                }
                Format::JsonLines => json_lines::write(&entry, loaded, stories.is_some(), out)?,
                // Not text: `run` writes it.
                Format::Epub => {}
            }
            is_first = false;
            Ok(true)
        })?;
        if self.format == Format::Html {
            out.write_all(page.finish(&volume).as_bytes())?;
        }
        Ok(exported)
    }

    fn write_book(&self, path: &Path, replaces: bool) -> Result<Exported, ExportError> {
        let names = (0..self.selections.len()).map(epub::chapter_name).collect();
        let volume = self.volume(Layout::Files(names));
        let (file, out) = NewFile::begin(path, replaces)?;
        let mut book = Book::new(out)?;
        let exported = self.each(&volume, |entry, _, _, _| {
            book.add(&volume, &entry)?;
            Ok(true)
        })?;
        file.keep(book.finish(&volume)?)?;
        Ok(exported)
    }

    /// Writes a file for each post.
    fn write_folder(&self, folder: &Path, replaces: bool) -> Result<Exported, ExportError> {
        let mut volume = self.volume(Layout::Apart);
        let name = |selection: &Selection| {
            let post = self.library.post(selection.post)?;
            Some(file_name::of(post, post.date, selection.stories.as_deref(), self.format.extension()))
        };
        let names: Vec<String> = volume.selections.iter().map(|one| name(one).unwrap_or_default()).collect();
        volume.layout = Layout::Files(names.clone());
        fs::create_dir_all(folder).map_err(system(folder))?;
        let mut kept = 0;
        let exported = self.each(&volume, |entry, content, loaded, _| {
            let Some(name) = names.get(entry.number).filter(|name| !name.is_empty()) else { return Ok(false) };
            let path = folder.join(name);
            if !replaces && path.symlink_metadata().is_ok() {
                kept += 1;
                return Ok(false);
            }
            let text = match self.format {
                Format::Html => {
                    let mut page = Page::default();
                    let title = entry.post.title.clone();
                    let one = vec![volume.selections[entry.number].clone()];
                    let single = Volume::new(title, one, Arc::clone(&volume.library), Layout::Apart);
                    page.add(&single, &entry);
                    page.finish(&single)
                }
                Format::Text => text::of(entry, content, loaded),
                _ => markdown::of(&volume, &entry),
            };
            let (file, mut out) = NewFile::begin(&path, replaces)?;
            out.write_all(text.as_bytes()).map_err(system(&path))?;
            file.keep(out)?;
            Ok(true)
        })?;
        Ok(Exported { kept, in_folder: true, ..exported })
    }

    /// The chosen posts, oldest first.
    fn volume(&self, layout: Layout) -> Volume {
        let mut selections = self.selections.clone();
        selections.sort_by_key(|one| (self.library.timestamp(one.post), one.post));
        let title = match &*selections {
            [one] => self.library.post(one.post).map_or_else(|| self.title.clone(), |post| post.title.clone()),
            _ => self.title.clone(),
        };
        Volume::new(title, selections, Arc::clone(&self.library), layout)
    }

    /// Reads each post. `write` says whether it has written it.
    fn each(
        &self,
        volume: &Volume,
        mut write: impl FnMut(Entry<'_>, &PostContent, &Post, Option<&[usize]>) -> Result<bool, ExportError>,
    ) -> Result<Exported, ExportError> {
        let paths = Arc::new(self.library.paths());
        let mut exported = Exported::default();
        let mut read = 0;
        for (number, selection) in volume.selections.iter().enumerate() {
            let Some(loaded) = self.library.post(selection.post) else { continue };
            let content = match load::read_content(&loaded.source) {
                Ok(content) => content,
                Err(problem) => {
                    let path = loaded.source.path().to_string_lossy();
                    exported.unread.push(CleanText::single_line(&format!("{path}: {problem}")));
                    continue;
                }
            };
            read += 1;
            let options =
                ReadOptions { post: Some(selection.post), paths: Arc::clone(&paths), ..ReadOptions::default() };
            let stories = selection.stories.as_deref();
            let entry = Entry::read(number, &content, loaded, stories, &options);
            let count = entry.stories().len();
            if write(entry, &content, loaded, stories)? {
                exported.posts += 1;
                if stories.is_some() {
                    *exported.stories.get_or_insert_default() += count;
                }
            }
        }
        match exported.unread.first() {
            Some(first) if read == 0 => Err(ExportError::NothingRead(first.clone())),
            _ => Ok(exported),
        }
    }
}

/// A failed write, with the name of the file.
fn named(error: ExportError, path: &Path) -> ExportError {
    match error {
        ExportError::Write(reason) => system(path)(reason).into(),
        other => other,
    }
}
