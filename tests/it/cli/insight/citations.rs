//! `citations`: what is one work and what is not, and its formats.

use serde_json::Value;

use super::planted::{LINK_POSTS, MISSPELT, OTHERS, PAPER, PAPER_CITED, archive, date};
use super::{User, bibtex, nothing, objects, odd_archives, path};
use crate::support::{Failures, Folder, assert_safe};

/// Title, address and number of stories of works.
fn rows(works: &[Value]) -> Vec<(String, String, u64)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    works.iter().map(|work| (text(&work["work"]), text(&work["url"]), work["cited"].as_u64().unwrap())).collect()
}

#[test]
fn works_are_those_that_were_planted() {
    let (user, archive) = (User::new(), archive());
    let works = objects(&user.run(&["citations", "", path(archive.path()), "--json"]).fine());
    let planted: Vec<(String, String, u64)> =
        rows(&works).into_iter().filter(|(_, url, _)| !url.contains("wire.example.net")).collect();
    let row = |title: &str, url: &str, cited| (title.to_owned(), url.to_owned(), cited);
    assert_eq!(
        planted,
        [
            row(PAPER, "https://arxiv.org/abs/1706.01234", 6),
            row(OTHERS[4].0, "http://atlas.example.org/buoys", 3),
            row(OTHERS[3].0, "", 2),
            row(OTHERS[0].0, OTHERS[0].1, 2),
            row(OTHERS[6].0, "https://doi.org/10.1234/ropes.5", 2),
            row(OTHERS[1].0, OTHERS[1].1, 1),
            row(OTHERS[2].0, OTHERS[2].1, 1),
        ]
    );
    assert_eq!(works.len(), planted.len() + LINK_POSTS - 1, "each other link post is a work");
    let stories = works[0]["stories"].as_array().unwrap();
    let dates: Vec<&str> = stories.iter().map(|story| &story["date"].as_str().unwrap()[..10]).collect();
    let mut issues: Vec<usize> = PAPER_CITED.iter().map(|(issue, _)| *issue).chain([8]).collect();
    issues.sort_unstable();
    assert_eq!(dates, issues.into_iter().map(date).collect::<Vec<_>>(), "oldest first");
    assert_eq!((&stories[0]["story"], &stories[0]["headline"]), (&1.into(), &"Harbour 3 hears of matter 1".into()));
    assert!(stories[0]["why"].as_str().unwrap().contains(PAPER), "{}", stories[0]);
    assert_eq!(stories[1]["title"], "Wire item 8");
    let misspelt = works.iter().find(|work| work["doi"] == "10.1234/ropes.5").unwrap();
    assert_eq!(&misspelt["stories"][1]["date"].as_str().unwrap()[..10], date(MISSPELT.1));
    assert!(!works.iter().any(|work| work.to_string().contains("tales.example.org")), "fiction cites nothing");
}

#[test]
fn a_query_chooses_stories_and_min_works() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    // The story has only the title; the address is from another one.
    let works = objects(&user.run(&["citations", "lanterns date:2019-03", folder, "--json"]).fine());
    assert_eq!(rows(&works), [(PAPER.to_owned(), "https://arxiv.org/abs/1706.01234".to_owned(), 1)]);
    let works = objects(&user.run(&["citations", folder, "--json", "--min", "3"]).fine());
    assert_eq!(rows(&works).iter().map(|(.., cited)| *cited).collect::<Vec<_>>(), [6, 3]);
    assert_eq!(nothing(&user.run(&["citations", "zeppelin", folder])), "no story matches “zeppelin”");
    let none = user.run(&["citations", "gyroscope date:2021-04", folder]);
    assert_eq!(nothing(&none), "1 story that matches “gyroscope date:2021-04” cites nothing");
    assert_eq!(nothing(&user.run(&["citations", folder, "--min", "7"])), "no work is cited by 7 stories");
    assert_eq!(user.run(&["citations", "year:20", folder]).code, Some(2));
}

#[test]
fn the_words_of_a_link_are_those_of_its_first_place() {
    let (user, folder) = (User::new(), Folder::new());
    let text = "Read [the *long* report](https://example.org/report) on [kites](https://example.org/kites). It is\n\
                [here too](https://example.org/report), and [here](https://example.org/report).\n";
    folder.write("one.md", format!("---\ntitle: A post\ndate: 2020-01-02\n---\n{text}"));
    let works = objects(&user.run(&["citations", path(folder.path()), "--json"]).fine());
    let titles: Vec<String> = rows(&works).into_iter().map(|(title, ..)| title).collect();
    assert_eq!(titles, ["kites", "the long report"]);
}

#[test]
fn text_has_a_work_and_its_stories() {
    let (user, archive) = (User::new(), archive());
    let out = user.run(&["citations", "buoy", path(archive.path()), "--min", "3"]).fine();
    let lines: Vec<&str> = out.lines().collect();
    let at = lines.iter().position(|line| line.starts_with("3\tThe Buoy Atlas")).unwrap();
    assert_eq!(lines[at], "3\tThe Buoy Atlas of the Outer Coast\thttp://atlas.example.org/buoys");
    assert!(lines[at + 1].starts_with("\t2018-06-05\tHarbour 6 hears of matter 1\tHarbour Notes 6: "), "{out}");
}

#[test]
fn bibtex_is_sound() {
    let (user, archive) = (User::new(), archive());
    let out = user.run(&["citations", "", path(archive.path()), "--bibtex"]).fine();
    let entries = bibtex::read(&out);
    assert_eq!(entries.len(), 7 + LINK_POSTS - 1);
    let entry = &entries[0];
    assert_eq!((&*entry.kind, &*entry.key), ("misc", "lanterns-1706.01234"));
    let field = |name: &str| entry.fields.get(name).map(|value| bibtex::plain(value));
    assert_eq!(field("title").as_deref(), Some(PAPER));
    assert_eq!(field("eprint").as_deref(), Some("1706.01234"));
    assert_eq!(field("year").as_deref(), Some("2017"));
    assert!(field("note").unwrap().starts_with("Cited in Harbour Notes 3: "), "{out}");
    assert_eq!(field("author"), None);
    let ropes = entries.iter().find(|entry| entry.key == "photogrammetry-10.1234ropes.5").unwrap();
    assert_eq!(bibtex::plain(&ropes.fields["title"]), OTHERS[6].0);
    assert_eq!(ropes.fields["doi"], "10.1234/ropes.5");
    let keys: Vec<&str> = entries.iter().map(|entry| &*entry.key).filter(|key| key.starts_with("survey")).collect();
    assert_eq!(keys, ["survey-1801.00001", "survey-1901.00001"]);
}

#[test]
fn csl_json_is_sound() {
    let (user, archive) = (User::new(), archive());
    let out = user.run(&["citations", "", path(archive.path()), "--csl-json"]).fine();
    let items: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert_eq!(items.len(), 7 + LINK_POSTS - 1);
    let wanted = serde_json::json!({
        "id": "lanterns-1706.01234", "type": "article", "title": PAPER, "publisher": "arXiv",
        "number": "arXiv:1706.01234", "URL": "https://arxiv.org/abs/1706.01234",
        "issued": {"date-parts": [[2017, 6]]}, "note": items[0]["note"],
    });
    assert_eq!(items[0], wanted);
    let kinds = ["article", "document", "webpage"];
    let mut table = Failures::default();
    for item in &items {
        table.unless(kinds.contains(&item["type"].as_str().unwrap()), || item.to_string());
        table.unless(items.iter().filter(|other| other["id"] == item["id"]).count() == 1, || item["id"].to_string());
    }
    table.report();
}

#[test]
fn what_a_hostile_title_has_stays_text() {
    let user = User::new();
    let posts = Folder::with(&[(
        "a.md",
        "---\ntitle: \"A \\\\ ~^$#_% {brace &#27;[31m of \\\"quotes\\\"\"\ndate: 2020-01-02\n\
         link: \"https://a.example.org/{x}\\\\y%zz|z\"\n---\n\nText.\n",
    )]);
    posts.write("b.md", "---\ntitle: B\nlink: https://doi.org/10.1234/%1b[31m%E2%80%AE{x\n---\n\nText.\n");
    posts.write("c.md", "---\ntitle: C\nlink: https://doi.org/10.1234/a{b}c%d\n---\n\nText.\n");
    let out = user.run(&["citations", "", path(posts.path()), "--bibtex"]).fine();
    assert_safe(&out, "BibTeX");
    assert_eq!(bibtex::read(&out).len(), 3, "{out}");
    assert_safe(&user.run(&["citations", "", path(posts.path())]).fine().replace('\t', " "), "text");
    for format in ["--json", "--csl-json"] {
        let out = user.run(&["citations", "", path(posts.path()), format]).fine();
        assert_safe(&out, format);
        let read = serde_json::Deserializer::from_str(&out).into_iter::<Value>();
        assert!(read.collect::<Result<Vec<_>, _>>().is_ok(), "{out}");
    }
}

#[test]
fn links_that_lead_to_no_work_are_left_out() {
    let user = User::new();
    let links = [
        "https://notes.example.org/2",
        "https://www.example.net/",
        "https://twitter.com/jo",
        "https://github.com/lamps?tab=repositories",
        "https://twitter.com/intent/tweet?text=x",
        "https://img.example.net/lamp.png",
        "mailto:jo@example.net",
        "https://github.com/lamps",
    ];
    let works = ["https://github.com/lamps/wick", "https://twitter.com/jo/status/12", "https://example.net/a#b"];
    let mut text = String::from("---\ntitle: A\ndate: 2020-01-02\ndomain: notes.example.org\n---\n\n");
    for link in links.iter().chain(&works) {
        text.push_str("Look [there](");
        text.push_str(link);
        text.push_str(").\n\n");
    }
    let folder = Folder::with(&[("a.md", &text)]);
    let found = objects(&user.run(&["citations", "", path(folder.path()), "--json"]).fine());
    let mut urls: Vec<&str> = found.iter().map(|work| work["url"].as_str().unwrap()).collect();
    urls.sort_unstable();
    assert_eq!(urls, ["https://example.net/a#b", works[0], "https://github.com/lamps?tab=repositories", works[1]]);
}

#[test]
fn archives_of_any_shape_have_their_works() {
    let user = User::new();
    let mut table = Failures::default();
    for (name, folder) in odd_archives() {
        let ended = user.run(&["citations", "", path(folder.path()), "--json"]);
        let works = ended.out.lines().count();
        // Both posts of a day or in Japanese cite or are the same page.
        let want = usize::from(name != "no texts");
        table.compare(name, &works, &want);
        table.compare(name, &ended.code, &Some(i32::from(want == 0)));
    }
    table.report();
}
