//! `export`: what it writes in each format, what it refuses, and that what it writes can be read.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{User, path};
use crate::support::{Failures, Folder};

/// Posts with everything that a text may have.
fn posts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/cli/export_posts")
}

/// The files of the sample archive.
fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The fields of the stories of a file that do not depend on the file.
fn stories(user: &User, file: &Path) -> Vec<Value> {
    let out = user.run(&["stories", "--json", path(file)]).out;
    let wanted = ["title", "date", "author", "link", "domain", "headline", "dek", "fiction", "labels", "citations"];
    let story = |line: &str| {
        let story: Value = serde_json::from_str(line).unwrap();
        wanted.iter().map(|name| story[*name].clone()).collect()
    };
    out.lines().map(story).collect()
}

#[test]
fn markdown_that_is_read_again_gives_the_same_page() {
    let user = User::new();
    let copy = user.home.join("copy.md");
    let mut failures = Failures::default();
    let of_posts = files(&posts()).into_iter().filter(|file| !file.ends_with("links.md"));
    for file in files(&samples()).into_iter().chain(of_posts) {
        user.run(&["export", "", path(&file), "--to", path(&copy), "--force"]);
        let pages = [&file, &copy].map(|file| user.run(&["show", path(file)]).fine());
        failures.compare(&format!("page of {}", file.display()), &pages[1], &pages[0]);
        let [before, after] = [&file, &copy].map(|file| stories(&user, file));
        failures.compare(&format!("stories of {}", file.display()), &after, &before);
    }
    failures.report();
}

#[test]
fn a_folder_gets_a_file_for_each_post_and_only_new_ones() {
    let user = User::new();
    let folder = user.home.join("out");
    let long = "A&#27;[31m \"title\" ../../etc/passwd ".to_owned() + &"windy ".repeat(700);
    let archive = Folder::with(&[
        ("a.md", &format!("---\ntitle: '{long}'\ndate: 2024-01-02\n---\nWords.\n")),
        ("b.md", "---\ntitle: '風'\nlink: https://../..\n---\nWords.\n"),
        ("-c.md", "---\ntitle: '--help'\ndate: 2024-01-03\nlink: https://example.org/c\n---\nSee [a](a.md).\n"),
    ]);
    let to = format!("{}/", path(&folder));
    let export = |force: bool| {
        let args = ["export", "", path(archive.path()), "--to", &to, "--force"];
        user.run(&args[..args.len() - usize::from(!force)]).fine()
    };
    assert_eq!(export(false), format!("wrote 3 posts to {to}, a folder with a file for each\n"));
    let written = files(&folder);
    for file in &written {
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(name.len() < 160 && !name.starts_with(['-', '.']), "{name}");
        assert!(name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.'), "{name}");
    }
    assert!(written[2].to_str().unwrap().contains("undated-"), "{written:?}");
    let link = fs::read_to_string(&written[1]).unwrap();
    assert!(link.contains(&format!("[a]({})", written[0].file_name().unwrap().to_str().unwrap())), "{link}");
    fs::write(&written[0], "mine").unwrap();
    assert_eq!(
        export(false),
        format!("wrote 0 posts to {to}, a folder with a file for each; 3 files were there already, left alone\n")
    );
    assert_eq!(fs::read_to_string(&written[0]).unwrap(), "mine");
    assert_eq!(export(true), format!("wrote 3 posts to {to}, a folder with a file for each\n"));
    assert_ne!(fs::read_to_string(&written[0]).unwrap(), "mine");
    assert_eq!(files(&folder), written);
}

#[test]
fn a_file_is_replaced_only_with_force_and_never_written_in_part() {
    let user = User::new();
    let (posts, folder) = (posts(), Folder::new());
    for name in ["a.md", "a.html", "a.epub", "a.txt", "a.jsonl"] {
        let file = folder.write(name, "mine");
        let refused = user.run(&["export", "", path(&posts), "--to", path(&file)]);
        let expected =
            format!("importai-reader: {} exists; add --force to replace it, or choose another name\n", path(&file));
        assert_eq!((refused.code, refused.out.as_str(), refused.err), (Some(1), "", expected), "{name}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine", "{name}");
        let written = user.run(&["export", "", path(&posts), "--to", path(&file), "--force"]).fine();
        assert_eq!(written, format!("wrote 9 posts to {}\n", path(&file)));
        let first = fs::read(&file).unwrap();
        user.run(&["export", "", path(&posts), "--to", path(&file), "--force"]).fine();
        assert_eq!(fs::read(&file).unwrap(), first, "{name}: the same posts are the same bytes");
    }
    assert_eq!(files(folder.path()).len(), 5, "nothing unfinished is left");
    let missing = folder.join("missing/a.md");
    let failed = user.run(&["export", "", path(&posts), "--to", path(&missing)]);
    assert!(failed.code == Some(1) && failed.err.contains("cannot write"), "{failed:?}");
    let device = user.run(&["export", "", path(&posts), "--to", "/dev/null", "--format", "md", "--force"]);
    assert_eq!(device.err, "importai-reader: /dev/null is not a regular file\n");
}

#[test]
fn a_query_that_finds_nothing_and_a_name_that_says_nothing_are_errors() {
    let user = User::new();
    let posts = posts();
    let run = |args: &[&str]| user.run(&[&["export"], args, &[path(&posts)]].concat());
    let nothing = run(&["zeppelin", "--to", "a.md"]);
    assert_eq!(
        (nothing.code, &*nothing.err),
        (Some(1), "importai-reader: nothing to export: no post matches “zeppelin”\n")
    );
    let nothing = run(&["wind", "--stories", "--to", "a.md"]);
    assert_eq!(
        (nothing.code, &*nothing.err),
        (Some(1), "importai-reader: nothing to export: no story matches “wind”\n")
    );
    assert!(!user.home.join("work/a.md").exists());
    for (args, said) in [
        (&["wind", "--to", "a.doc"][..], "cannot tell the format from a.doc"),
        (&["wind", "--to", "-", "--format", "epub"], "a book is not printed"),
        (&["wind", "--to", "a/", "--format", "epub"], "is a folder"),
        (&["title:", "--to", "a.md"], "invalid query"),
        (&["wind"], "--to"),
    ] {
        let failed = run(args);
        assert!(failed.code == Some(2) && failed.err.contains(said), "{args:?}: {failed:?}");
    }
}

#[test]
fn stories_are_found_and_written_by_themselves() {
    let user = User::new();
    let posts = posts();
    let args = ["export", "waves", path(&posts), "--stories", "--to", "-", "--format"];
    let run = |format: &str| user.run(&[&args[..], &[format]].concat()).fine();
    for format in ["md", "html", "txt", "jsonl"] {
        let out = run(format);
        assert!(out.contains("A tide in code") && !out.contains("Why this matters"), "{format}: {out}");
        assert!(!out.contains("Welcome to the letter") && !out.contains("It stood there"), "{format}: {out}");
        assert!(!out.contains("arxiv.org"), "{format}: addresses of what is left out\n{out}");
    }
    let story: Value = serde_json::from_str(&run("jsonl")).unwrap();
    assert_eq!(story["headline"], "A tide in code?");
    assert_eq!(story["dek"], "Waves & <tags>");
    assert_eq!(story["citations"][0]["title"], "The tide, a title without address");
    assert!(story["text"].as_str().unwrap().contains("an item with a link\nanother"), "{story}");
    let both = user.run(&["export", "cranes waves", path(&posts), "--stories", "--to", "-"]);
    assert_eq!(both.code, Some(1), "no story has both words");
}

#[test]
fn every_story_that_is_exported_alone_is_read_again_as_one() {
    let user = User::new();
    let issue = "---\ntitle: Harbour Letter 9\ndate: 2021-03-05\n---\n\nWelcome.\n\n\
                 **First headline, with a teaser:**\n\n*…The teaser…*\n\n\
                 Pebbles are counted.\n\n***\n\n**A second one without a teaser:**\n\nShells are counted by hand.\n\n\
                 ***\n\n**And a third that asks?**\n\nFeathers are not counted.\n\n***\n\n**The lamp**\n\n\
                 Lanterns went out.\n\n*Things that inspired this story: fog.*\n";
    let file = user.home.write("issue.md", issue);
    let all = stories(&user, &file);
    let headlines: Vec<_> = all.iter().map(|story| story[5].as_str().unwrap_or_default().to_owned()).collect();
    assert_eq!(headlines.len(), 4, "{headlines:?}");
    let copy = user.home.join("copy.md");
    for (word, story) in ["pebbles", "shells", "feathers", "lanterns"].iter().zip(&all) {
        user.run(&["export", word, path(&file), "--stories", "--to", path(&copy), "--force"]).fine();
        let text = fs::read_to_string(&copy).unwrap();
        assert_eq!(stories(&user, &copy), std::slice::from_ref(story), "{word}\n{text}");
        let page = user.run(&["show", path(&copy)]).fine();
        assert!(!page.contains("……"), "{page}");
    }
}

#[test]
fn json_lines_have_the_fields_of_list_and_the_text() {
    let user = User::new();
    let posts = posts();
    let out = user.run(&["export", "", path(&posts), "--to", "-", "--format", "jsonl"]).fine();
    let list = user.run(&["list", "--json", path(&posts)]).fine();
    let parse = |out: &str| out.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>();
    let (mut exported, listed) = (parse(&out), parse(&list));
    assert!(exported.iter().all(|post| post["text"].is_string()));
    for post in &mut exported {
        post.as_object_mut().unwrap().remove("text");
    }
    assert!(exported.len() == listed.len() && listed.iter().all(|post| exported.contains(post)));
}

#[test]
fn a_page_of_html_loads_nothing_and_runs_nothing() {
    let user = User::new();
    let posts = posts();
    let html = user.run(&["export", "", path(&posts), "--to", "-", "--format", "html"]).fine();
    for wrong in ["<script", "<img", "javascript:", "file:", "data:", " src=", " onerror", "@import", "url("] {
        assert!(!html.contains(wrong), "{wrong}");
    }
    assert!(html.contains("default-src 'none'") && html.contains("prefers-color-scheme: dark"));
    assert!(html.contains("]]&gt; &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(html.contains("<a href=\"mailto:harbour@example.org\">the harbour</a>"));
    assert!(html.contains("<a href=\"#post-2\">the table</a>") && html.contains(">[image: A chart of the wind]</a>"));
    assert!(
        html.contains("lang=\"ja\"") && html.contains("lang=\"ar\" dir=\"rtl\"") && html.contains("<p dir=\"auto\">")
    );
    assert!(
        html.contains("href=\"https://example.org/a?b=%5B1%5D%7C%7B2%7D%5E%603%60#x%23y\""),
        "valid addresses only"
    );
    let opened = |name: &str| html.matches(&format!("<{name}>")).count() + html.matches(&format!("<{name} ")).count();
    for name in ["p", "li", "ol", "ul", "table", "a", "strong", "article", "section", "blockquote"] {
        assert_eq!(opened(name), html.matches(&format!("</{name}>")).count(), "{name}");
    }
}

/// Runs `epubcheck`, which is a Java archive on some systems. `None` if it is not installed.
fn epubcheck(book: &Path) -> Option<String> {
    let ran = Command::new("epubcheck").arg(book).output().ok().filter(|output| output.stdout.starts_with(b"Valid"));
    let archive = || Command::new("java").args(["-jar", "/usr/bin/epubcheck"]).arg(book).output().ok();
    let output = ran.or_else(archive).filter(|output| output.stdout.starts_with(b"Valid"))?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}

#[test]
fn books_are_valid() {
    let user = User::new();
    let book = user.home.join("book.epub");
    let hostile = format!(
        "---\ntitle: '{} ]]> <b'\ndate: -0001\nlink: 'http://[x'\n---\n# {}\n\nWords.\n",
        "x".repeat(4096),
        "y".repeat(400)
    );
    let extra = Folder::with(&[("hostile.md", &hostile)]);
    let (samples, posts) = (samples(), posts());
    for folders in [vec![path(&samples)], vec![path(&posts), path(extra.path())]] {
        let args = [&["export", ""], &folders[..], &["--to", path(&book), "--force"]].concat();
        user.run(&args).fine();
        assert_eq!(&fs::read(&book).unwrap()[30..58], b"mimetypeapplication/epub+zip", "stored first");
        let Some(report) = epubcheck(&book) else {
            std::io::stderr().write_all(b"skipped: books_are_valid: epubcheck is not installed\n").unwrap();
            return;
        };
        assert!(report.contains("0 fatals / 0 errors / 0 warnings"), "{report}");
    }
}
