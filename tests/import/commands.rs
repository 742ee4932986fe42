//! The command: what it says, and what it does to the folder.

use std::fs;

use importai_reader::fetch::{Folder as Target, STATE_FILE};
use serde_json::Value;

use crate::{User, names, snapshot, zip};

fn posts(count: usize) -> Vec<(String, String)> {
    let post = |number: usize| {
        let text = format!(
            "---\ntitle: Post {number}\ndate: 2021-03-{:02}\nid: p{number}\n---\nWords of {number}.\n",
            number % 28 + 1
        );
        (format!("posts/{number}.md"), text)
    };
    (1..=count).map(post).collect()
}

fn zip_of(count: usize) -> Vec<u8> {
    let posts = posts(count);
    zip(&posts.iter().map(|(name, text)| (name.as_str(), text)).collect::<Vec<_>>())
}

#[test]
fn a_thousand_posts_and_twice_nothing() {
    let user = User::new();
    user.home.write("e.zip", zip_of(1000));
    assert_eq!(user.import(&["e.zip"]), (Some(0), "e.zip: 1000 new posts\n".to_owned(), String::new()));
    let before = snapshot(&user.home.join("posts"));
    assert_eq!(before.len(), 1001);
    assert_eq!(
        user.import(&["e.zip"]),
        (Some(0), "e.zip: nothing new, 1000 there already\n".to_owned(), String::new())
    );
    assert_eq!(snapshot(&user.home.join("posts")), before);
}

#[test]
fn files_that_cannot_be_imported_do_not_stop_the_others() {
    let user = User::new();
    user.home.write("e.zip", zip_of(2));
    user.home.write("empty", "");
    user.home.write("blank", " \n\t\n");
    user.home.write("photo", b"\x89PNG\r\n\x1a\n....");
    user.home.write("words", "Some words.\nAnd more.\n");
    user.home.write("page", "<!doctype html><html><body><p>x</p></body></html>");
    user.home.write("x.tar.gz", b"\x1f\x8b\x08");
    user.home.write("nothing.json", "{\"a\": 1}");
    user.home.write("torn.json", "{\"db\": [");
    user.home.folder("hollow");
    user.home.write("photos/a.png", b"\x89PNG....");
    let files = [
        "missing",
        "empty",
        "blank",
        "photo",
        "words",
        "page",
        "https://example.org/a",
        "x.tar.gz",
        "nothing.json",
        "torn.json",
        "hollow",
        "photos",
        "e.zip",
    ];
    let (code, out, err) = user.import(&files);
    assert_eq!((code, &*out), (Some(1), "e.zip: 2 new posts\n"), "{err}");
    let lines: Vec<&str> = err.lines().collect();
    for (line, want) in lines.iter().zip([
        "missing: there is no such file or folder; check the name",
        "empty: the file is empty; export it again",
        "blank: the file is empty; export it again",
        "photo: it looks like an image; import accepts an export of Substack, ",
        "words: it is Markdown or plain text, which needs no import: copy it into the folder of posts",
        "page: it is a web page, which needs no import: copy it into the folder of posts",
        "https://example.org/a: it is an address; `importai-reader fetch` reads those",
        "x.tar.gz: it looks like a gzip file, which has to be unpacked first; import accepts ",
        "nothing.json: it looks like JSON without posts; import accepts ",
        "torn.json: the JSON is damaged: EOF while parsing",
        "hollow: there is nothing in it",
        "photos: none of its 1 files can be imported; import accepts ",
    ]) {
        assert!(line.starts_with(&format!("importai-reader: {want}")), "{want}: {line}");
    }
    assert_eq!(lines.len(), 12);
}

#[test]
fn pipes_and_devices_are_not_read() {
    let user = User::new();
    let (code, out, err) = user.import(&["/dev/zero"]);
    assert_eq!((code, &*out), (Some(1), ""));
    assert_eq!(err, "importai-reader: /dev/zero: it is neither a file nor a folder\n");
}

#[test]
fn a_folder_of_mixed_things() {
    let user = User::new();
    user.home.write("mixed/deep/er/e.zip", zip_of(2));
    user.home.write(
        "mixed/mail",
        "From: a@b.example\nSubject: By mail\nDate: Fri, 5 Mar 2021 10:00:00 GMT\nTo: x\n\nHello.\n",
    );
    user.home.write("mixed/links", "title,url,time_added\nLinked,https://l.example/,1600000000\n");
    user.home.write("mixed/photo.jpg", b"\xff\xd8\xff");
    user.home.write("mixed/notes.txt", "Some words.\n");
    user.home.write("mixed/.hidden", "title,url\nNot me,https://h.example/\n");
    user.home.write("mixed/torn.json", "{\"db\": [");
    user.home.link("mixed/link", "/etc/passwd");
    user.home.link("mixed/loop", user.home.join("mixed"));
    let (code, out, err) = user.import(&["mixed"]);
    assert_eq!((code, &*out), (Some(1), "mixed: 4 new posts, 1 refused, 2 other files ignored\n"), "{err}");
    assert!(err.starts_with("importai-reader: mixed: torn.json: the JSON is damaged: "), "{err}");
    assert_eq!(user.load().titles().len(), 4);
    user.post("By mail");
    user.post("Linked");
}

#[test]
fn a_file_that_the_user_changed_or_moved_is_left_alone() {
    let user = User::new();
    user.home.write("e.zip", zip_of(3));
    user.import(&["e.zip"]);
    let folder = user.home.join("posts");
    let (first, second) = (folder.join(&names(&folder)[0]), folder.join(&names(&folder)[1]));
    fs::write(&first, fs::read_to_string(&first).unwrap() + "My note.\n").unwrap();
    fs::create_dir(folder.join("read")).unwrap();
    fs::rename(&second, folder.join("read/other name.md")).unwrap();
    assert_eq!(user.import(&["e.zip"]).1, "e.zip: nothing new, 3 there already\n");
    assert!(fs::read_to_string(&first).unwrap().ends_with("My note.\n"));
    // Without its memory, too.
    fs::remove_file(folder.join(STATE_FILE)).unwrap();
    assert_eq!(user.import(&["e.zip"]).1, "e.zip: nothing new, 3 there already\n");
    assert!(!second.exists());
    // A file of the same name, that is another post.
    fs::remove_file(&first).unwrap();
    fs::write(&first, "Mine.\n").unwrap();
    assert_eq!(user.import(&["e.zip"]).1, "e.zip: 1 new post, 2 there already\n");
    assert_eq!(fs::read_to_string(&first).unwrap(), "Mine.\n");
}

#[test]
fn a_dry_run_writes_nothing() {
    let user = User::new();
    user.home.write("e.zip", zip_of(2));
    let (code, out, err) = user.import(&["e.zip", "--dry-run"]);
    assert_eq!((code, &*err), (Some(0), ""));
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("new\tposts/2021-03-02-post-1-") && lines[0].ends_with("\tPost 1"), "{out}");
    assert_eq!(lines[2], "e.zip: 2 new posts; nothing written");
    assert!(!user.home.join("posts").exists());
}

#[test]
fn json_has_a_line_for_each_post_and_each_refusal() {
    let user = User::new();
    user.home.write("t.csv", "title,url,time_added\nA,https://a.example/,1600000000\nB,none,1\n");
    user.home.write("none", "Words.\n");
    let (code, out, _) = user.import(&["t.csv", "none", "--json"]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let outcomes: Vec<&str> = lines.iter().map(|line| line["outcome"].as_str().unwrap()).collect();
    assert_eq!((code, outcomes), (Some(1), vec!["new", "refused", "failed"]));
    assert_eq!((&lines[0]["title"], &lines[0]["source"]), (&"A".into(), &"t.csv".into()));
    assert!(user.home.join(lines[0]["path"].as_str().unwrap()).is_file());
}

#[test]
fn wrong_arguments() {
    let user = User::new();
    user.home.write("e.zip", zip_of(1));
    for (args, want) in [
        (&["import", "e.zip"][..], "no folder to import into: add --into DIR"),
        (&["import", "e.zip", "--into", "p", "--site", "not a site"], "--site: “not a site” is no web address"),
        (&["import", "--into", "p"], "<FILE>..."),
    ] {
        let (code, out, err) = user.run(args);
        assert_eq!((code, &*out), (Some(2), ""));
        assert!(err.contains(want), "{want}: {err}");
    }
    user.home.write("config/importai-reader/config.toml", "folder = \"~/mine\"\n");
    assert_eq!(user.run(&["import", "e.zip"]).1, "e.zip: 1 new post\n");
    assert_eq!(names(&user.home.join("mine")).len(), 1);
}

#[test]
fn a_folder_that_is_written_by_another_process_is_an_error() {
    let user = User::new();
    user.home.write("e.zip", zip_of(1));
    let held = Target::open(&user.home.join("posts"), false).unwrap();
    let (code, _, err) = user.import(&["e.zip"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("another fetch or import into posts is running; wait for its end"), "{err}");
    drop(held);
    assert_eq!(user.import(&["e.zip"]).0, Some(0));
}

#[test]
fn escape_sequences_reach_no_terminal() {
    let user = User::new();
    user.home.write("t.csv", "title,url\n\u{1b}[31mred\u{7},https://a.example/\u{1b}x\nx,none\n");
    user.home.write("a\u{1b}[2Jb", "Words.\n");
    let (_, out, err) = user.import(&["t.csv", "a\u{1b}[2Jb", "--dry-run"]);
    assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'), "{out:?} {err:?}");
}
