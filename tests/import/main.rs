//! Importing the files of other programs: arguments in, posts and lines out.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod commands;
mod kills;
mod links;
mod mail;
mod services;
#[path = "../support/mod.rs"]
mod support;
mod tables;
mod zips;

use std::io::{Cursor, Write};
use std::path::Path;

use importai_reader::model::Post;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use support::Loaded;
use support::user::User;

impl User {
    /// Imports files into `posts`.
    fn import(&self, args: &[&str]) -> (Option<i32>, String, String) {
        self.run(&[&["import", "--into", "posts"], args].concat())
    }

    /// Imports files that nothing is wrong with, and again, which writes nothing.
    fn import_all(&self, args: &[&str]) -> String {
        let (code, out, err) = self.import(args);
        assert_eq!((code, &*err), (Some(0), ""), "{out}");
        let before = snapshot(&self.home.join("posts"));
        let (code, again, err) = self.import(args);
        assert_eq!((code, &*err), (Some(0), ""));
        assert!(again.lines().all(|line| line.contains(": nothing new")), "{again}");
        assert_eq!(snapshot(&self.home.join("posts")), before);
        out
    }

    fn load(&self) -> Loaded {
        support::load_paths(&[self.home.join("posts")]).unwrap()
    }

    /// The post with a title.
    fn post(&self, title: &str) -> Post {
        let loaded = self.load();
        let found = loaded.posts.iter().find(|post| &*post.title == title);
        found.unwrap_or_else(|| panic!("no {title:?} among {:?}", loaded.titles())).clone()
    }

    /// What `show` prints of a post, without white space at the ends of lines.
    fn show(&self, title: &str) -> String {
        let path = self.post(title).source.path().to_owned();
        let (code, out, err) = self.run(&["show", path.to_str().unwrap()]);
        assert_eq!((code, &*err), (Some(0), ""));
        out
    }

    /// The bytes of the file of a post.
    fn file(&self, title: &str) -> String {
        std::fs::read_to_string(self.post(title).source.path()).unwrap()
    }

    /// What `list --json` prints: date, title, author, link, domain of each post, newest first.
    fn list(&self) -> Vec<String> {
        let (code, out, err) = self.run(&["list", "--json", "posts"]);
        assert_eq!((code, &*err), (Some(0), ""));
        let line = |line: &str| {
            let post: Value = serde_json::from_str(line).unwrap();
            assert_eq!(post["problems"], serde_json::json!([]), "{line}");
            let text = |name: &str| post[name].as_str().unwrap_or("-").to_owned();
            [text("date"), text("title"), text("author"), text("link"), text("domain")].join(" | ")
        };
        out.lines().map(line).collect()
    }
}

/// The names, texts and times of change of all files in a folder.
fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>, std::time::SystemTime)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let one = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read(&path).unwrap(), std::fs::metadata(&path).unwrap().modified().unwrap())
    };
    let mut files: Vec<_> = entries.map(|entry| one(entry.unwrap().path())).collect();
    files.sort();
    files
}

/// The names of the posts in a folder, which may change meanwhile.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}

/// A zip with these entries.
fn zip<B: AsRef<[u8]>>(entries: &[(&str, B)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes.as_ref()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
