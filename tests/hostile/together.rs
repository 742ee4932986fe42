//! All hostile posts as one folder, among good ones.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;

use super::alone::complaint_of_faults;
use super::generator::{self, Hostile};
use super::process::run;
use super::support::{Failures, Folder};

/// Good posts around the hostile ones.
const GOOD: usize = 2_000;

/// What a good post's file holds, and its line of the list but for the path.
fn good(number: usize) -> (String, Value) {
    let (year, month, day) = (2010 + number / 200, 1 + number % 12, 1 + number % 28);
    let title = format!("Good post {number} & “its” title");
    let link = format!("https://www.site{}.example/{number}", number % 50);
    let text = format!(
        "---\nlayout: post\ntitle: \"Good post {number} &amp; “its” title\"\ndate: {year}-{month:02}-{day:02} 08:24:06\n\
         link: {link}\nauthor: Jo Doe\n---\n\n### {title}\n\nFour words of text.\n"
    );
    let line = serde_json::json!({
        "title": title,
        "date": format!("{year}-{month:02}-{day:02}T08:24:06Z"),
        "date_from": "front_matter",
        "date_guessed": false,
        "link": link,
        "domain": format!("site{}.example", number % 50),
        "author": "Jo Doe",
        "words": 4,
        "problems": [],
    });
    (text, line)
}

fn relative<'a>(root: &Path, post: &'a Value) -> &'a str {
    let path = post["path"].as_str().unwrap();
    path.strip_prefix(root.to_str().unwrap()).unwrap().trim_start_matches('/')
}

#[test]
fn bad_posts_affect_no_good_one() {
    let folder = Folder::new();
    let mut hostile: HashMap<String, Hostile> = HashMap::new();
    for file in generator::kinds().into_iter().flat_map(generator::files) {
        folder.write(Path::new("bad").join(&file.name), &file.bytes);
        let name = Path::new("bad").join(&file.name).to_string_lossy().into_owned();
        assert!(hostile.insert(name, Hostile { bytes: Vec::new(), ..file }).is_none(), "two files of one name");
    }
    for number in 0..GOOD {
        folder.write(format!("good/{number}.md"), good(number).0);
    }
    let ended = run(["list".as_ref(), "--json".as_ref(), folder.path().as_os_str()]);
    assert_eq!(ended.complaint(0), None);
    let root = folder.path().canonicalize().unwrap();
    let mut wrong = Failures::default();
    let mut good_ones = 0;
    for post in ended.posts() {
        let name = relative(&root, &post);
        if let Some(number) = name.strip_prefix("good/").and_then(|name| name.strip_suffix(".md")) {
            let (mut line, want) = (post.clone(), good(number.parse().unwrap()).1);
            line.as_object_mut().unwrap().remove("path");
            wrong.compare(name, &line, &want);
            good_ones += 1;
            continue;
        }
        let Some(file) = hostile.remove(name) else { panic!("{name:?} is listed twice, or never was written") };
        let complaint = complaint_of_faults(&post["problems"], file.want.faults);
        wrong.unless(complaint.is_none(), || format!("{name}: {complaint:?}"));
    }
    wrong.compare("good posts", &good_ones, &GOOD);
    wrong.compare("hostile posts that are not listed", &hostile.keys().collect::<Vec<_>>(), &Vec::new());
    wrong.report();
}
