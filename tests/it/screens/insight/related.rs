//! The stories that are most like one.

use super::ISSUES;
use super::stories::rows;
use crate::screens::session::Session;

#[test]
fn related_stories_are_listed_with_the_words_that_they_share() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("Enter ] r");
    assert_eq!(rows(&session)[..2], ["Arms for kitchens learn from films", "Robots and boxes in one link"]);
    let screen = session.screen();
    assert!(screen.contains("Related to Robots pack boxes") && screen.contains(" · boxes"), "{screen}");
    session.keys("j r");
    assert!(session.shows("Related to Robots and boxes in one"), "{}", session.screen());
    assert_eq!(rows(&session)[0], "Robots pack boxes faster than last year");
    session.keys("Esc Esc");
    assert!(session.shows("1/2  Robots pack boxes"), "{}", session.screen());
}

#[test]
fn a_story_like_no_other_says_so() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("G r");
    assert!(session.shows("no story shares enough unusual words"), "{}", session.screen());
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
}
