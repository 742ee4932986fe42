//! Which posts the links between posts lead to: paths of files, paths of pages made from them, names in wikis, and the
//! posts' own links.

use std::hash::{BuildHasher, RandomState};

use super::post::{Post, PostId};
use super::web_url::decoded;

/// Names of files that stand for their folder.
const INDEX: [&str; 3] = ["index", "_index", "readme"];

/// Extensions of posts and of the pages made from them.
const EXTENSIONS: [&str; 9] = ["md", "markdown", "mdown", "mkd", "mdx", "txt", "html", "htm", "xhtml"];

/// Folders in a path, of which the last ones are used to find it.
const MAX_FOLDERS: usize = 8;

/// Finds posts by what leads to them.
#[derive(Debug, Default)]
pub struct PostPaths {
    hasher: RandomState,
    /// Hashes of keys, sorted, each with its post. Keys themselves would take several megabytes for 20,000 posts.
    keys: Vec<(u64, PostId)>,
}

/// By what a post can be found.
#[derive(Clone, Copy, Hash)]
enum Key<'a> {
    /// Its path from the folder that was opened.
    Path(&'a str),
    /// The end of that path.
    End(&'a str),
    /// Its title.
    Title(&'a str),
    /// Its own link, without scheme and `www.`.
    Link(&'a str),
}

impl PostPaths {
    /// Takes all posts of a library.
    #[must_use]
    pub fn new<'a>(posts: impl Iterator<Item = (PostId, &'a Post)>) -> Self {
        let mut paths = Self::default();
        for (id, post) in posts {
            paths.add(id, post);
        }
        paths.keys.sort_unstable();
        paths.keys.dedup();
        paths.keys.shrink_to_fit();
        paths
    }

    fn add(&mut self, id: PostId, post: &Post) {
        let path = normal_path(post.source.relative());
        self.add_path(id, &path);
        let (folder, name) = path.rsplit_once('/').map_or(("", &*path), |(folder, name)| (folder, name));
        if let Some((date, rest)) = split_date(name) {
            let slash = if folder.is_empty() { "" } else { "/" };
            self.add_path(id, &format!("{folder}{slash}{rest}"));
            self.push(Key::End(&format!("{}/{rest}", date.replace('-', "/"))), id);
        }
        self.push(Key::Title(&post.title.to_lowercase()), id);
        if let Some(link) = post.link.as_deref().and_then(normal_link) {
            self.push(Key::Link(&link), id);
        }
    }

    fn add_path(&mut self, id: PostId, path: &str) {
        self.push(Key::Path(path), id);
        self.push(Key::End(path), id);
        for (at, _) in path.rmatch_indices('/').take(MAX_FOLDERS) {
            self.push(Key::End(&path[at + 1..]), id);
        }
    }

    fn push(&mut self, key: Key, id: PostId) {
        self.keys.push((self.hasher.hash_one(key), id));
    }

    /// The posts with a key.
    fn find(&self, key: Key) -> impl Iterator<Item = PostId> {
        let hash = self.hasher.hash_one(key);
        let from = self.keys.partition_point(|(known, _)| *known < hash);
        self.keys[from..].iter().take_while(move |(known, _)| *known == hash).map(|(_, post)| *post)
    }

    /// The one post with a key; `None` if there are several.
    fn find_one(&self, key: Key) -> Option<PostId> {
        let mut found = self.find(key);
        found.next().filter(|_| found.next().is_none())
    }

    /// The post at a relative address in the post at `from`, a path relative to the folder that was opened. Addresses
    /// are relative to the file, or to the page that programs such as Hugo make of it: a folder of its name. Those
    /// with a slash in front may begin in any folder.
    #[must_use]
    pub fn by_address(&self, from: &str, address: &str) -> Option<PostId> {
        let path = address.split(['?', '#']).next().filter(|path| !path.trim_matches(['/', '.']).is_empty())?;
        if let Some(path) = path.strip_prefix("@/").or_else(|| path.strip_prefix('/')) {
            let path = normal_path(path);
            return self.find(Key::Path(&path)).next().or_else(|| self.find_one(Key::End(&path)));
        }
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let page = normal_path(from);
        [folder, &*page].into_iter().find_map(|folder| {
            let path = normal_path(&format!("{folder}/{path}"));
            self.find(Key::Path(&path)).next()
        })
    }

    /// The post that has a web address as its own link. A query may name a page, or only say where a reader came from.
    #[must_use]
    pub fn by_link(&self, address: &str) -> Option<PostId> {
        let link = normal_link(address)?;
        let page = link.split('?').next().unwrap_or_default();
        self.find_one(Key::Link(&link)).or_else(|| self.find_one(Key::Link(page)))
    }

    /// The post that a wiki link in the post at `from` names: by a path, the end of one, or its title.
    #[must_use]
    pub fn by_name(&self, from: &str, name: &str) -> Option<PostId> {
        let path = normal_path(name);
        let beside = || self.by_address(from, name);
        let anywhere = || self.find(Key::End(&path)).next();
        beside().or_else(anywhere).or_else(|| self.find(Key::Title(&name.trim().to_lowercase())).next())
    }
}

/// A path in small letters, without `.` and `..`, the extension of a post, and the name of an index.
fn normal_path(path: &str) -> String {
    let path = if path.contains('%') { decoded(path).to_lowercase() } else { path.to_lowercase() };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part.trim() {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    if let Some(last) = parts.last_mut()
        && let Some((name, extension)) = last.rsplit_once('.')
        && EXTENSIONS.contains(&extension)
    {
        *last = name;
    }
    if parts.len() > 1 && parts.last().is_some_and(|last| INDEX.contains(last)) {
        parts.pop();
    }
    parts.join("/")
}

/// The date and the rest of a name such as `2020-12-28-title`.
fn split_date(name: &str) -> Option<(&str, &str)> {
    let (date, rest) = (name.get(..10)?, name.get(10..)?.strip_prefix(['-', '_'])?);
    let is_date = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    (is_date && !rest.is_empty()).then_some((date, rest))
}

/// A web address without scheme, `www.`, `#place` and the endings of a page.
fn normal_link(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let rest = rest.split('#').next()?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = normal_path(path);
    let path = path.strip_prefix("www.").unwrap_or(&path);
    Some(if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") })
}
