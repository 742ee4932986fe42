//! One file to one post: reads and decodes it, finds its fields, and derives what is missing.

use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::MutexGuard;

use rustix::fs::OFlags;

use super::decode::{decode, unix_lines};
use super::field_text::field_text;
use super::front_matter::{Field, FrontMatter};
use super::limits::{self, HEAD_OF_LARGE_FILE, MAX_BODY, MAX_FILE};
use super::memory_gate;
use super::page_meta::PageMeta;
use super::post_name::has_extension;
use super::stdin;
use super::substack;
use super::title::{self, TitleOrigin};
use super::word_count::measure;
use crate::model::{FileStamp, Post, PostDate, PostSource, Problem, ProblemKind, WordCount, has_web_scheme};
use crate::text::{CleanText, prefix};

/// The bytes of a file.
pub(super) struct FileBytes {
    bytes: Vec<u8>,
    stamp: FileStamp,
    too_large: bool,
    /// Kept while the bytes are.
    _guard: Option<MutexGuard<'static, ()>>,
}

/// The content of a file: the post, and the text of its page.
pub(super) struct Parsed {
    pub(super) post: Post,
    /// The body, without a repetition of the title.
    pub(super) body: String,
    /// The excerpt of the front matter.
    pub(super) excerpt: Option<String>,
    /// The description of the front matter.
    pub(super) description: Option<CleanText>,
    /// The web page that relative addresses are relative to, as a saved page says.
    pub(super) base: Option<String>,
}

/// A post with what else identifies it.
#[derive(Debug)]
pub struct KnownPost {
    /// The post.
    pub post: Post,
    /// What its source knows it by.
    pub id: Option<String>,
    /// All addresses that its front matter gives to it.
    pub links: Vec<String>,
}

/// Reads the bytes of a post. Pipes and devices are not read.
pub(super) fn read(source: &PostSource) -> Result<FileBytes, ProblemKind> {
    match source {
        PostSource::Sample { text, .. } => Ok(FileBytes {
            bytes: text.as_bytes().to_vec(),
            stamp: FileStamp::default(),
            too_large: false,
            _guard: None,
        }),
        PostSource::Stdin { text, read_at } => Ok(piped(text, *read_at)),
        PostSource::File(path) => read_file(path.whole()).map_err(|error| {
            if error.kind() == io::ErrorKind::InvalidInput {
                return ProblemKind::NotAFile;
            }
            ProblemKind::Unreadable(CleanText::single_line(&error.to_string()))
        })?,
    }
}

/// The bytes from standard input, with the limits of a file.
fn piped(text: &[u8], read_at: i64) -> FileBytes {
    let too_large = text.len() as u64 > MAX_FILE;
    let limit = if too_large { HEAD_OF_LARGE_FILE } else { MAX_FILE };
    let shown = &text[..text.len().min(usize::try_from(limit).unwrap_or(usize::MAX))];
    let stamp = FileStamp { modified: read_at, nanoseconds: 0, bytes: text.len() as u64 };
    FileBytes { bytes: shown.to_vec(), stamp, too_large, _guard: None }
}

fn read_file(path: &Path) -> io::Result<Result<FileBytes, ProblemKind>> {
    #[expect(clippy::cast_possible_wrap, reason = "an open flag")]
    let nonblocking = OFlags::NONBLOCK.bits() as i32;
    let file: File = OpenOptions::new().read(true).custom_flags(nonblocking).open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Ok(Err(ProblemKind::NotAFile));
    }
    let too_large = metadata.len() > MAX_FILE;
    let limit = if too_large { HEAD_OF_LARGE_FILE } else { MAX_FILE };
    let expected = metadata.len().min(limit);
    let guard = memory_gate::enter(usize::try_from(expected).unwrap_or(usize::MAX));
    let bytes = read_bytes(file, expected, limit)?;
    Ok(Ok(FileBytes { bytes, stamp: FileStamp::of(&metadata), too_large, _guard: guard }))
}

/// Reads a file up to a limit. A file of the `expected` length takes one system call.
fn read_bytes(mut file: File, expected: u64, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(expected).unwrap_or_default()];
    let mut filled = 0;
    while filled < bytes.len() {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    // Files in /proc have a length of 0.
    if expected == 0 {
        file.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Reads the short fields of a post. Problems are recorded in the post.
pub(super) fn post(source: PostSource) -> Post {
    match read(&source) {
        Ok(file) => with_text(&file, |text, fault| {
            let mut head = Head::read(&source, &file, text);
            let (mut post, title_origin) = parse_post(source, &file, text, &mut head, fault);
            post.length = head.length(text, &post.title, title_origin);
            post
        }),
        Err(fault) => unreadable(source, fault),
    }
}

/// Reads what identifies a post. `None` if the file cannot be read.
pub(super) fn known(source: PostSource) -> Option<KnownPost> {
    let file = read(&source).ok()?;
    Some(with_text(&file, |text, fault| {
        let mut head = Head::read(&source, &file, text);
        let id = head.front.get(Field::Id).map(Cow::into_owned);
        let links = head.front.each(Field::Link).into_iter().map(|(_, link)| link.into_owned()).collect();
        let (post, _) = parse_post(source, &file, text, &mut head, fault);
        KnownPost { post, id, links }
    }))
}

/// Reads a post and its text again. Its words are counted only if `counts_words`: that takes longer than all its other
/// fields.
pub(super) fn page(source: PostSource, counts_words: bool) -> Result<Parsed, ProblemKind> {
    let file = read(&source)?;
    Ok(with_text(&file, |text, fault| {
        let mut head = Head::read(&source, &file, text);
        let (mut post, title_origin) = parse_post(source, &file, text, &mut head, fault);
        if counts_words {
            post.length = head.length(text, &post.title, title_origin);
        }
        let body = head.body(text);
        let Head { mut front, page, .. } = head;
        // A little more than is shown is kept, so that the page can say that there is more.
        let body = prefix(title::without_title(body, &post.title, title_origin), MAX_BODY + 4).to_owned();
        let excerpt = front.get(Field::Excerpt).map(Cow::into_owned);
        let base = page.base().map(str::to_owned);
        let description = front.get(Field::Description).or(page.description).map(|text| field_text(&text));
        Parsed { post, body, excerpt, description: description.filter(|text| !text.is_empty()), base }
    }))
}

/// What a file says about its post, apart from the text.
struct Head<'a> {
    front: FrontMatter<'a>,
    /// True if the text of the file is not read.
    too_large: bool,
    /// What a saved page says about itself, or a list beside it; nothing for any other file.
    page: PageMeta<'a>,
}

impl<'a> Head<'a> {
    fn read(source: &PostSource, file: &FileBytes, text: &'a str) -> Self {
        let front = FrontMatter::read(text);
        let is_page = is_html(source) && front.body == 0 && !file.too_large;
        let page = if is_page { PageMeta::read(text) } else { PageMeta::default() };
        let page = if is_page { substack::read(source).unwrap_or(page) } else { page };
        Self { front, page, too_large: file.too_large }
    }

    /// The text of the post, with a repetition of the title.
    fn body(&self, text: &'a str) -> &'a str {
        if self.too_large { "" } else { self.page.body(&text[self.front.body..]) }
    }

    /// The length of the text, or else of the excerpt.
    fn length(&mut self, text: &'a str, title: &CleanText, title_origin: TitleOrigin) -> WordCount {
        match measure(title::without_title(self.body(text), title, title_origin)) {
            WordCount { words: 0, cjk: 0 } => {
                self.front.get(Field::Excerpt).map_or(WordCount::default(), |excerpt| measure(&excerpt))
            }
            length => length,
        }
    }
}

fn with_text<T>(file: &FileBytes, then: impl FnOnce(&str, Option<Problem>) -> T) -> T {
    let (text, fault) = decode(&file.bytes);
    then(&unix_lines(text), fault)
}

/// The fields of a post, but for its length.
fn parse_post(
    source: PostSource,
    file: &FileBytes,
    text: &str,
    head: &mut Head<'_>,
    fault: Option<Problem>,
) -> (Post, TitleOrigin) {
    let body = head.body(text);
    let Head { front, page, .. } = head;
    let html = is_html(&source);
    if text.trim().is_empty() {
        front.problems = vec![Problem::whole_file(ProblemKind::Empty)];
    } else if html {
        // HTML files have their title in the text and need no front matter.
        front.problems.retain(|problem| problem.kind != ProblemKind::NoFrontMatter);
    }
    front.problems.extend(fault);
    if file.too_large {
        front.problems.push(Problem::whole_file(ProblemKind::TooLarge(MAX_FILE / (1024 * 1024))));
    }
    front.problems.extend(limits::problems(body).map(Problem::whole_file));
    let (title, title_origin) = match front.get(Field::Title).map(|title| field_text(&title)) {
        Some(title) if !title.is_empty() => (title, TitleOrigin::Name),
        _ => match page.title(|| title::first_heading(body)) {
            Some(title) => (title, TitleOrigin::Name),
            None => title::derive(body, html, &source),
        },
    };
    if front.body > 0 && title_origin == TitleOrigin::Words {
        front.problems.push(Problem::whole_file(ProblemKind::NoTitle));
    }
    let is_draft = is_draft(front, page, &source);
    let date = date(front, page, &source).unwrap_or_else(|| PostDate::modified(file.stamp.modified));
    // A draft has no date yet, and the page of a section needs none.
    if date.is_guess() && !is_draft && !title::is_section(&source) {
        front.problems.push(Problem::whole_file(ProblemKind::NoDate));
    }
    let link = link(front).or_else(|| page.link()).map(|link| decoded_link(&link));
    let domain = front.get(Field::Domain);
    let author = author(front, page);
    let category = front.get(Field::Category).or_else(|| front.get(Field::Categories));
    let category = category.or_else(|| page.category.clone()).map(|category| field_text(&category));
    let tags = tags(front, page);
    let mut problems = std::mem::take(&mut front.problems);
    problems.sort_by_key(|problem| problem.line);
    problems.dedup();
    let post = Post {
        title,
        date,
        domain: Post::display_domain(domain.as_deref(), link.as_deref()),
        link,
        author,
        category: category.unwrap_or_default(),
        tags,
        is_draft,
        length: WordCount::default(),
        stamp: file.stamp,
        common_problems: 0,
        problems: problems.into_boxed_slice(),
        source,
    };
    (post, title_origin)
}

/// An address in which `&amp;` is decoded, but no other entity: `&copy=2` is part of an address.
fn decoded_link(link: &str) -> CleanText {
    if link.contains('&') { CleanText::single_line(&link.replace("&amp;", "&")) } else { CleanText::single_line(link) }
}

/// The first address of the post; or else the first of its links, whatever it is.
fn link<'a>(front: &mut FrontMatter<'a>) -> Option<Cow<'a, str>> {
    let mut links = front.each(Field::Link);
    let source = front.get(Field::Source).filter(|source| has_web_scheme(source));
    let at = links.iter().position(|(_, link)| has_web_scheme(link));
    match (at, source) {
        (None, Some(source)) => Some(source),
        (None, None) if links.is_empty() => None,
        (at, _) => Some(links.swap_remove(at.unwrap_or(0)).1),
    }
}

/// The authors of a post. Pelican parts them by semicolons, which also end entities.
fn author(front: &mut FrontMatter<'_>, page: &PageMeta<'_>) -> CleanText {
    let author = front.get(Field::Author).or_else(|| page.author.clone()).unwrap_or_default();
    if author.contains('&') || !author.contains(';') {
        field_text(&author)
    } else {
        field_text(&author.replace("; ", ", "))
    }
}

/// The categories and tags of a post, separated by commas.
fn tags(front: &mut FrontMatter<'_>, page: &PageMeta<'_>) -> CleanText {
    let values = [front.get(Field::Categories), front.get(Field::Tags), page.tags.clone()];
    let values: Vec<_> = values.into_iter().flatten().map(|value| field_text(&value).to_string()).collect();
    CleanText::sanitized(&values.join(", "))
}

/// Whether a post says that it is not published, or its place does: `_drafts` of Jekyll, `draft_…` of Medium.
fn is_draft(front: &mut FrontMatter<'_>, page: &PageMeta<'_>, source: &PostSource) -> bool {
    let mut folders = source.path().parent().into_iter().flat_map(Path::components);
    if page.is_draft
        || (is_html(source) && source.file_name().starts_with("draft_"))
        || folders.any(|name| name.as_os_str() == "_drafts")
    {
        return true;
    }
    let mut says = |field, word: &str| front.get(field).is_some_and(|value| value.eq_ignore_ascii_case(word));
    says(Field::Draft, "true") || says(Field::Published, "false") || says(Field::Status, "draft")
}

/// The first date of the front matter that can be parsed, or else that of a saved page, or else that of the path, or
/// else that of the last change.
fn date(front: &mut FrontMatter<'_>, page: &PageMeta<'_>, source: &PostSource) -> Option<PostDate> {
    let mut dates = front.each(Field::Date);
    dates.extend(front.each(Field::Published));
    dates.extend(front.each(Field::Created));
    dates.retain(|(_, value)| !NO_DATES.iter().any(|word| value.eq_ignore_ascii_case(word)));
    let mut day_only = None;
    for (_, text) in &dates {
        match PostDate::parse(text) {
            Some((date, true)) => return Some(date),
            Some((date, false)) => day_only = day_only.or(Some(date)),
            None => {}
        }
    }
    if let Some((at, text)) = dates.first() {
        let text = CleanText::single_line(prefix(text, 40));
        let kind = if day_only.is_some() { ProblemKind::OnlyDay(text) } else { ProblemKind::BadDate(text) };
        front.problems.push(Problem::at(front.line_of(*at), kind));
    }
    let parsed = |text: Cow<'_, str>| PostDate::parse(&text).map(|(date, _)| date);
    let of_page = || page.date.clone().and_then(parsed);
    let of_path = || PostDate::from_path(source.relative());
    let date = day_only.or_else(of_page).or_else(of_path).or_else(|| front_path_date(front));
    date.or_else(|| front.get(Field::Updated).and_then(parsed))
}

/// Values of dates that are none: flags, and what Eleventy takes from the file or its history.
const NO_DATES: [&str; 6] = ["true", "false", "last modified", "created", "git last modified", "git created"];

/// The date at the start of the page's path on its site: `2015/05/15/title`.
fn front_path_date(front: &mut FrontMatter<'_>) -> Option<PostDate> {
    let path = front.get(Field::PagePath)?;
    PostDate::from_path(path.trim_matches('/'))
}

/// A post for a file that cannot be read, so that it is not missing from the list.
pub(super) fn unreadable(source: PostSource, kind: ProblemKind) -> Post {
    let name = source.file_name();
    Post {
        date: PostDate::from_path(&name).unwrap_or_else(|| PostDate::modified(0)),
        title: if name.is_empty() { CleanText::single_line("(no name)") } else { name },
        link: None,
        domain: CleanText::default(),
        author: CleanText::default(),
        category: CleanText::default(),
        tags: CleanText::default(),
        is_draft: false,
        length: WordCount::default(),
        stamp: FileStamp::default(),
        common_problems: 0,
        problems: Box::new([Problem::whole_file(kind)]),
        source,
    }
}

/// True if a file is HTML by its name, or standard input by how it starts.
pub(super) fn is_html(source: &PostSource) -> bool {
    if let PostSource::Stdin { text, .. } = source {
        return stdin::is_html(text);
    }
    has_extension(source.path(), "html") || has_extension(source.path(), "htm")
}
