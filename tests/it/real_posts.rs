//! The posts in `../shared/posts`: each has its own title, date and link, and its page shows nothing but its text.
//! What is expected comes from the files, by rules of this module.
//!
//! The folder is not part of the repository. These tests are ignored, so that a run without it reports them as such;
//! `cargo test --test it -- --ignored real` runs them, and `.ci/run` does so where the folder is there.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Failures, Loaded, assert_safe, letters, load_paths, page, text_of};
use importai_reader::model::{DateOrigin, Post, ProblemKind};

/// The folder of real posts; the test fails where it is missing.
pub fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/posts");
    assert!(folder.is_dir(), "{} is missing", folder.display());
    folder
}

fn load(folder: &Path) -> Loaded {
    load_paths(&[folder.to_owned()]).unwrap()
}

fn name(post: &Post) -> String {
    post.source.path().file_name().unwrap().to_str().unwrap().to_owned()
}

fn text(folder: &Path, post: &Post) -> String {
    fs::read_to_string(folder.join(name(post))).unwrap()
}

/// The entities of these files, and no others.
fn decoded(text: &str) -> String {
    let entities = [
        ("&nbsp;", " "),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&rdquo;", "”"),
        ("&ldquo;", "“"),
        ("&hellip;", "…"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    let decoded = entities.iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign));
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value of the front matter without blanks and quotes around it, with the indented lines that follow.
fn value(text: &str, key: &str) -> Option<String> {
    let front = text.strip_prefix("---")?.split_once("\n---")?.0;
    let mut lines = front.lines().skip_while(|line| !line.starts_with(&format!("{key}:")));
    let first = lines.next()?.split_once(':')?.1;
    let more = lines.take_while(|line| line.starts_with(' ')).map(str::trim);
    let value = std::iter::once(first.trim()).chain(more).collect::<Vec<_>>().join(" ");
    Some(value.trim_matches(['"', '\'']).to_owned()).filter(|value| !value.is_empty())
}

/// The title as the heading over the text has it, else as the front matter has it, else as the file's name after its
/// date.
fn expected_title(file: &str, text: &str) -> String {
    let heading = text.lines().find_map(|line| line.strip_prefix("### ")).map(str::to_owned);
    let name = || file["2016-04-01-".len()..].trim_end_matches(".md").replace('-', " ");
    decoded(&heading.or_else(|| value(text, "title")).unwrap_or_else(name))
}

#[test]
#[ignore = "needs ../shared/posts"]
fn every_file_is_listed_once_under_its_title() {
    let folder = folder();
    let loaded = load(&folder);
    let mut files: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    assert!(!files.is_empty());
    assert_eq!(loaded.relative(), files);
    assert!(loaded.skipped.is_empty(), "{:?}", loaded.skipped);
    let mut wrong = Failures::default();
    for post in &loaded.posts {
        wrong.compare(&name(post), &*post.title, &*expected_title(&name(post), &text(&folder, post)));
    }
    wrong.report();
}

#[test]
#[ignore = "needs ../shared/posts"]
fn dates_are_those_of_the_front_matter_or_else_of_the_name() {
    let folder = folder();
    let mut wrong = Failures::default();
    for post in load(&folder).posts {
        let (file, text) = (name(&post), text(&folder, &post));
        match value(&text, "date") {
            Some(date) => {
                wrong.compare(&file, &post.date.origin, &DateOrigin::FrontMatter);
                // None of them is so near to midnight that its zone changes the day.
                wrong.compare(&file, &*post.date.format_iso(), date.get(..10).unwrap());
                if let Some(time) = date.get(11..19).filter(|_| !date.contains(" -")) {
                    wrong.compare(&file, post.date.instant().to_string().get(11..19).unwrap(), time);
                }
            }
            None if file.starts_with("20") => {
                wrong.compare(&file, &post.date.origin, &DateOrigin::FileName);
                wrong.compare(&file, &*post.date.format_iso(), &file[..10]);
            }
            None => wrong.compare(&file, &post.date.origin, &DateOrigin::Modified),
        }
    }
    wrong.report();
}

#[test]
#[ignore = "needs ../shared/posts"]
fn links_domains_and_authors_are_those_of_the_front_matter() {
    let folder = folder();
    let mut wrong = Failures::default();
    for post in load(&folder).posts {
        let (file, text) = (name(&post), text(&folder, &post));
        let link = value(&text, "link").or_else(|| value(&text, "url")).or_else(|| value(&text, "source_url"));
        wrong.compare(&file, &post.link.as_deref(), &link.as_deref());
        let author = value(&text, "author").or_else(|| value(&text, "name")).unwrap_or_default();
        wrong.compare(&file, &*post.author, &*decoded(&author));
        let host = link.as_deref().map(|link| link.split('/').nth(2).unwrap().to_owned()).unwrap_or_default();
        let domain = value(&text, "domain").unwrap_or(host);
        wrong.compare(&file, &*post.domain, domain.trim_start_matches("www."));
    }
    wrong.report();
}

#[test]
#[ignore = "needs ../shared/posts"]
fn the_newest_stand_first() {
    let folder = folder();
    let posts = load(&folder).posts;
    let dates: Vec<_> = posts.iter().map(|post| (!post.date.is_of_file(), post.date.instant())).collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "those without a date are last: {dates:?}");
    let of_one_day: Vec<String> = posts.iter().map(name).filter(|name| name.starts_with("2017-10-30")).collect();
    assert!(of_one_day.is_sorted(), "{of_one_day:?}");
}

#[test]
#[ignore = "needs ../shared/posts"]
fn problems_are_reported_of_broken_files_only() {
    let folder = folder();
    for post in load(&folder).posts {
        let (file, text) = (name(&post), text(&folder, &post));
        let has = |kind: &ProblemKind| post.problems.iter().any(|problem| problem.kind == *kind);
        let front_matter = text.starts_with("---");
        assert_eq!(has(&ProblemKind::NoFrontMatter), !front_matter, "{file}");
        assert_eq!(has(&ProblemKind::NoDate), front_matter && value(&text, "date").is_none(), "{file}");
        for problem in &post.problems {
            if let ProblemKind::UnescapedQuotes(key) = &problem.kind {
                let at = text.lines().position(|line| line.starts_with(&format!("{key}:"))).unwrap() + 1;
                assert_eq!(problem.line, u32::try_from(at).ok(), "{file}");
            }
        }
    }
}

/// The first `&name;` or `&#1;` in a text.
fn entity(text: &str) -> Option<&str> {
    text.match_indices('&').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
        (end > 0 && rest[end..].starts_with(';')).then(|| &text[at..at + end + 2])
    })
}

#[test]
#[ignore = "needs ../shared/posts"]
fn no_page_has_markup_entities_or_control_characters() {
    let folder = folder();
    for post in load(&folder).posts {
        let file = name(&post);
        assert_eq!(entity(&post.title), None, "{file}");
        for width in [20, 40, 76] {
            let document = page(&folder.join(&file), width);
            let text = text_of(&document);
            assert_eq!(entity(&text), None, "{file}");
            assert!(!text.contains("###"), "{file}");
            assert_safe(&text, &file);
            assert_safe(&post.title, &file);
            assert!(
                !document.links.iter().any(|link| link.label.contains("###") || entity(&link.label).is_some()),
                "{file}"
            );
        }
    }
}

#[test]
#[ignore = "needs ../shared/posts"]
fn no_text_shows_twice() {
    let folder = folder();
    for post in load(&folder).posts {
        let file = name(&post);
        let document = page(&folder.join(&file), 10_000);
        let mut seen = HashSet::new();
        for line in document.lines.iter().map(|line| letters(&line.text())).filter(|line| line.chars().count() >= 40) {
            assert!(seen.insert(line.clone()), "{file}: {line}");
        }
        let text = text(&folder, &post);
        let body = text.split_once("\n### ").and_then(|(_, rest)| rest.split_once('\n')).map_or("", |(_, body)| body);
        let title = letters(&post.title);
        let in_body = body.lines().filter(|line| letters(&decoded(line)) == title).count();
        let on_page = document.lines.iter().filter(|line| letters(&line.text()) == title).count();
        assert_eq!(on_page, 1 + in_body, "{file}: the title stands again");
    }
}

#[test]
#[ignore = "needs ../shared/posts"]
fn no_letter_of_a_text_is_lost() {
    let folder = folder();
    for post in load(&folder).posts {
        let file = name(&post);
        let text = text(&folder, &post);
        let Some(body) = text.split("\n### ").nth(1).and_then(|rest| rest.split_once('\n')).map(|(_, body)| body)
        else {
            continue;
        };
        let document = page(&folder.join(&file), 10_000);
        // Numbers of links and what searches for a source are the reader's own.
        let own = document.lines.iter().flat_map(|line| &line.spans).filter(|span| span.is_text());
        let page = letters(&own.map(|span| span.text.as_str()).collect::<String>());
        for paragraph in decoded_lines(body) {
            let wanted = letters(&paragraph);
            assert!(page.contains(&wanted), "{file}: {paragraph}");
        }
    }
}

/// Lines of a body without tags, links, addresses and whatever else is read as something other than text.
fn decoded_lines(body: &str) -> Vec<String> {
    let plain =
        |line: &&str| !line.contains(['<', '[', '`', '\\', '|']) && !line.contains("://") && !line.contains("www.");
    body.lines().filter(plain).map(decoded).collect()
}

#[test]
#[ignore = "needs ../shared/posts"]
fn pages_of_every_width_have_the_same_letters_and_fit() {
    use unicode_width::UnicodeWidthStr;
    let folder = folder();
    for post in load(&folder).posts {
        let file = name(&post);
        let want = letters(&text_of(&page(&folder.join(&file), 200)));
        for width in [20, 40, 76] {
            let document = page(&folder.join(&file), width);
            assert_eq!(letters(&text_of(&document)), want, "{file} at {width}");
            assert!(document.lines.iter().all(|line| line.text().width() <= usize::from(width)), "{file} at {width}");
        }
    }
}
