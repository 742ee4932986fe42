//! Files that are far too large, and values that are made to take for ever.

use std::fs::File;

use crate::support::{Folder, load_one, page, read_content, summary, text_of};

const MIB: u64 = 1024 * 1024;

const PLAIN: &str = "---\ntitle: A title\ndate: 2024-03-05\nlink: https://example.org/a\n---\nThe text.\n";

fn with_length(folder: &Folder, length: u64) -> std::path::PathBuf {
    let path = folder.write("a.md", PLAIN);
    File::options().write(true).open(&path).unwrap().set_len(length).unwrap();
    path
}

#[test]
fn a_file_over_16_mib_is_listed_with_its_front_matter() {
    let folder = Folder::new();
    let path = with_length(&folder, 16 * MIB + 1);
    let post = load_one(&path);
    assert_eq!(summary(&post), "A title | 2024-03-05 | https://example.org/a | example.org |  | TooLarge(16)");
    assert_eq!(post.length.total(), 0);
    assert!(!text_of(&page(&path, 76)).contains("The text."));
}

#[test]
fn a_file_of_16_mib_is_read() {
    let folder = Folder::new();
    let path = with_length(&folder, 16 * MIB);
    assert_eq!(
        summary(&load_one(&path)),
        "A title | 2024-03-05 | https://example.org/a | example.org |  | BodyTooLong(1)"
    );
}

#[test]
fn a_file_of_many_gigabytes_costs_no_more_than_its_beginning() {
    let folder = Folder::new();
    let path = with_length(&folder, 64 * 1024 * MIB);
    assert!(summary(&load_one(&path)).ends_with("TooLarge(16)"));
}

/// Front matter with an excerpt of so many bytes.
fn long_front_matter(bytes: usize) -> String {
    let line = "The same line over and over, which says nothing: at all.\n";
    let excerpt: String = line.chars().cycle().take(bytes).collect();
    format!("---\ntitle: A title\ndate: 2024-03-05\nexcerpt: \"{excerpt}\"\nauthor: Jo Doe\n---\nThe text.\n")
}

#[test]
fn front_matter_is_read_up_to_256_kib() {
    let folder = Folder::new();
    let path = folder.write("a.md", long_front_matter(250 * 1024));
    assert_eq!(summary(&load_one(&path)), "A title | 2024-03-05 | - |  | Jo Doe |");
    assert_eq!(read_content(&path).body.trim(), "The text.");
}

#[test]
fn longer_front_matter_is_reported_and_cut() {
    let folder = Folder::new();
    let path = folder.write("a.md", long_front_matter(300 * 1024));
    let post = load_one(&path);
    assert_eq!((&*post.title, &*post.date.format_iso()), ("A title", "2024-03-05"));
    let faults: Vec<String> = post.problems.iter().map(crate::support::fault).collect();
    assert!(faults.contains(&"1 FrontMatterTooLong(256)".to_owned()), "{faults:?}");
    assert!(text_of(&page(&path, 76)).contains("The text."), "the text is lost");
}

/// Nine levels, each naming the one before it ten times: a thousand million texts.
fn alias_bomb() -> String {
    let mut value = "[&a [lol,lol,lol,lol,lol,lol,lol,lol,lol,lol]".to_owned();
    for (level, before) in ('b'..='i').zip('a'..) {
        value.extend([",&".to_owned(), level.to_string(), format!(" [{}]", vec![format!("*{before}"); 10].join(","))]);
    }
    value + "]"
}

#[test]
fn aliases_are_not_expanded() {
    let folder = Folder::new();
    for key in ["author", "link", "date", "domain", "tags", "excerpt"] {
        let path = folder.write(super::NAME, format!("---\ntitle: A title\n{key}: {}\n---\nThe text.\n", alias_bomb()));
        assert_eq!(&*load_one(&path).title, "A title", "{key}");
        assert_eq!(read_content(&path).body.trim(), "The text.", "{key}");
    }
    let path = folder.write(super::NAME, format!("---\ntitle: {}\n---\nThe text.\n", alias_bomb()));
    assert!(load_one(&path).title.len() < 10_000);
}

#[test]
fn a_long_scalar_is_reported_once() {
    let folder = Folder::new();
    let author = format!("[&a \"{}\"{}]", "x".repeat(20_000), ", *a".repeat(5_000));
    let path = folder.write(super::NAME, format!("---\nauthor: {author}\ntitle: A title\n---\nThe text.\n"));
    let post = load_one(&path);
    assert_eq!(&*post.title, "A title");
    assert!(post.author.len() <= author.len());
}

#[test]
fn deeply_nested_values_are_text() {
    let folder = Folder::new();
    for value in
        ["[".repeat(60_000), "{a: ".repeat(15_000), "- ".repeat(30_000), "[".repeat(200_000), "? ".repeat(30_000)]
    {
        let path = folder.write(super::NAME, format!("---\nauthor: {value}\ntitle: A title\n---\nThe text.\n"));
        assert_eq!(&*load_one(&path).title, "A title", "{}", &value[..4]);
    }
}

#[test]
fn many_quotes_take_linear_time() {
    let folder = Folder::new();
    for value in
        ["\"a\" ".repeat(60_000), "\"\n".repeat(60_000), "\"a\nkey: \"b\n".repeat(20_000), "\\\"".repeat(100_000)]
    {
        let path = folder.write(super::NAME, format!("---\ntitle: A title\nexcerpt: \"{value}\n---\nThe text.\n"));
        assert_eq!(&*load_one(&path).title, "A title");
        read_content(&path);
    }
}

#[test]
fn long_titles_are_loaded() {
    let folder = Folder::new();
    let path =
        folder.write("a.md", format!("---\ntitle: {}\ndate: 2024-03-05\n---\nThe text.\n", "word ".repeat(40_000)));
    assert!(load_one(&path).title.starts_with("word word"));
    let path = folder.write("b.md", "word".repeat(1_000_000));
    assert!(load_one(&path).title.len() <= 310);
}
