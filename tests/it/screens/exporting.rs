//! Exporting the listed posts from the reader.

use std::fs;

use super::session::Session;
use crate::support::Folder;

#[test]
fn the_listed_posts_are_exported_and_a_file_is_replaced_only_after_a_question() {
    let folder = Folder::new();
    let file = folder.join("a.md");
    let name = file.to_str().unwrap();
    let mut session = Session::new(120, 30);
    session.keys("/").letters("paragraph").keys("Enter");
    let listed = session.app.post_list().order().len();
    session.keys("E").letters(name).keys("Enter");
    let count = if listed == 1 { "1 post".to_owned() } else { format!("{listed} posts") };
    assert!(session.shows(&format!("wrote {count} to")), "{}", session.screen());
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("---\ntitle: '"), "{text}");
    fs::write(&file, "mine").unwrap();
    session.keys(":").letters(&format!("export {name}")).keys("Enter");
    assert!(session.shows("Replace this file?"), "{}", session.screen());
    session.keys("n");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    session.keys("E").letters(name).keys("Enter y");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn what_cannot_be_exported_says_why() {
    let mut session = Session::new(120, 30);
    session.keys("E").letters("/tmp/a.doc").keys("Enter");
    assert!(session.shows("cannot tell the format"), "{}", session.screen());
    session.keys("E Enter");
    session.keys("/").letters("zeppelinzeppelin").keys("Enter E");
    assert!(session.shows("no posts are listed"), "{}", session.screen());
}
