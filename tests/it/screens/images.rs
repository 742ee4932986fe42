//! Images of a post: which one is asked for, and what is said where there is none.

use std::fs;

use importai_reader::app::{Msg, messages};
use importai_reader::load::read_image;
use importai_reader::text::CleanText;
use tempfile::TempDir;

use super::session::Session;

const POST: (&str, &str) = (
    "a.md",
    "---\ntitle: Pictures\nlink: https://example.org/a\n---\n\nStart.\n\n![One](pics/one.png)\n\n\
     ![Far](https://example.org/far.png)\n\n![Two](./two%20x.jpg?size=2)\n",
);

#[test]
fn i_shows_one_image_after_the_other_and_any_other_key_closes_it() {
    let mut session = Session::with_images(100, 24, &[POST]);
    session.keys("Enter i");
    let first = session.images[0].clone();
    assert_eq!((&*first.address, &first.post), ("pics/one.png", &session.folder().join("a.md")));
    assert!(first.size.0 > 30 && first.size.1 > 10, "{:?}", first.size);
    assert!(session.shows("[image: One]") && session.shows(messages::DECODING), "{}", session.screen());
    assert!(!session.shows("Start."), "{}", session.screen());
    session.send(Msg::ImageReady { ticket: first.ticket, result: Ok(()) });
    assert!(!session.shows(messages::DECODING) && session.shows("i next image"), "{}", session.screen());
    session.keys("i");
    assert_eq!(session.images[1].address, "./two%20x.jpg?size=2", "that on the web is left out");
    session.keys("i");
    assert_eq!(session.images[2].address, "pics/one.png", "after the last the first");
    session.keys("j");
    assert!(session.shows("Start.") && !session.shows("next image"), "{}", session.screen());
    session.keys("i").draw_every_size();
}

#[test]
fn an_image_that_cannot_be_shown_says_why() {
    let mut session = Session::with_images(100, 24, &[POST]);
    session.keys("i");
    let ticket = session.images[0].ticket;
    session.send(Msg::ImageReady { ticket, result: Err(CleanText::single_line("it is broken")) });
    assert!(session.shows("it is broken") && session.shows("Start."), "{}", session.screen());
    // A late answer changes nothing.
    session.keys("i");
    session.send(Msg::ImageReady { ticket, result: Err(CleanText::single_line("too late")) });
    assert!(!session.shows("too late") && session.shows("[image: One]"), "{}", session.screen());
}

#[test]
fn without_images_i_says_why() {
    let text = "---\ntitle: Plain\n---\n\nText. ![Far](https://example.org/far.png)\n";
    assert!(Session::with_images(100, 24, &[("a.md", text)]).keys("Enter i").shows(messages::NO_IMAGES));
    assert!(Session::with_posts(120, 24, &[POST]).keys("Enter i").shows(messages::NO_IMAGES_BUILT));
}

#[test]
fn only_files_in_the_folder_of_the_post_are_read() {
    let outside = TempDir::new().unwrap();
    let (secret, folder) = (outside.path().join("secret.png"), outside.path().join("posts"));
    fs::create_dir_all(folder.join("pics/deep.png")).unwrap();
    fs::write(&secret, "secret").unwrap();
    fs::write(folder.join("pics/a b.png"), "image").unwrap();
    std::os::unix::fs::symlink(&secret, folder.join("link.png")).unwrap();
    let post = folder.join("a.md");
    for address in ["pics/a%20b.png", "./pics/a b.png?x=1#y"] {
        assert_eq!(read_image(&post, address).unwrap(), b"image", "{address}");
    }
    let absolute = secret.to_str().unwrap();
    for address in ["../secret.png", "pics/../../secret.png", "%2e%2e/secret.png", "link.png", absolute, "", "pics"] {
        assert!(read_image(&post, address).is_err(), "{address}");
    }
    for address in ["pics/deep.png", "missing.png", "a\0b.png"] {
        assert!(read_image(&post, address).is_err(), "{address}");
    }
}
