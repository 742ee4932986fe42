//! Stories that are read and starred by themselves.

use importai_reader::app::Msg;

use super::ISSUES;
use crate::screens::session::Session;

const ROBOTS: &str = "Robots pack boxes faster than last year";
const LAMPS: &str = "Lamps that listen to their room";

/// The signs in front of a story.
fn signs(session: &mut Session, headline: &str) -> String {
    let screen = session.screen();
    let mut list = screen.lines().filter_map(|line| line.strip_prefix('│')?.split('│').next());
    let line = list.find(|line| line.contains(headline)).unwrap_or_else(|| panic!("{headline}\n{screen}"));
    line.chars().take(2).collect::<String>().trim().to_owned()
}

#[test]
fn a_story_is_starred_by_itself() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("T s");
    assert_eq!((signs(&mut session, ROBOTS), signs(&mut session, LAMPS)), ("●★".to_owned(), "●".to_owned()));
    // The post has no star.
    session.keys("Esc");
    assert!(!session.shows("★"), "{}", session.screen());
    session.keys("s T");
    assert_eq!(signs(&mut session, LAMPS), "●", "that of the post is not the story's");
    session.keys("s");
    assert_eq!(signs(&mut session, ROBOTS), "●");
    session.keys("U");
    assert_eq!(signs(&mut session, ROBOTS), "●★");
    assert!(session.shows(ROBOTS) && session.shows("starred"), "{}", session.screen());
}

#[test]
fn a_story_that_was_opened_is_read() {
    let mut session = Session::with_posts(120, 12, &ISSUES);
    session.keys("T j");
    assert_eq!(signs(&mut session, LAMPS), "●", "a look is no reading");
    session.keys("Enter q");
    assert_eq!((signs(&mut session, ROBOTS), signs(&mut session, LAMPS)), ("●".to_owned(), String::new()));
    // The next unread one is no longer that.
    session.keys("g n");
    assert!(session.shows(" 3/6 "), "{}", session.screen());
    session.keys("k m");
    assert_eq!(signs(&mut session, LAMPS), "●");
    session.keys("m U");
    assert_eq!(signs(&mut session, LAMPS), "●");
    assert!(session.keys("Esc").shows("4 unread"), "{}", session.screen());
}

#[test]
fn the_end_of_the_text_says_nothing_of_the_other_stories() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("T j Enter G q");
    assert_eq!((signs(&mut session, ROBOTS), signs(&mut session, LAMPS)), ("●".to_owned(), String::new()));
    // Nor later, from the list of posts, before the end is reached there.
    session.keys("Esc");
    assert!(session.shows("4 unread"), "{}", session.screen());
    session.keys("g Enter G q");
    assert!(session.shows("3 unread"), "{}", session.screen());
    // A post without stories is read as a whole.
    session.keys("T G Enter G q Esc");
    assert!(session.shows("2 unread"), "{}", session.screen());
}

#[test]
fn the_stories_of_a_post_that_is_read_are_read() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("m T");
    assert_eq!((signs(&mut session, ROBOTS), signs(&mut session, LAMPS)), (String::new(), String::new()));
    session.keys("m");
    assert!(session.shows("the whole post is read; m in the list of posts changes that"), "{}", session.screen());
    session.keys("Esc m T");
    assert_eq!(signs(&mut session, ROBOTS), "●");
    // The marks of a post without stories are its own.
    session.keys("5 G s m Esc G k");
    assert!(session.shows("★ Robots and boxes"), "{}", session.screen());
}

#[test]
fn marks_of_stories_survive_a_restart_and_an_edit() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("T j s m");
    let stored = session.stored_marks();
    let (name, text) = ISSUES.iter().find(|(_, text)| text.contains(LAMPS)).expect("a post");
    // Its headline is set otherwise, and the story before it is called otherwise.
    let edited = text.replace(LAMPS, "Lamps, that listen to THEIR room").replace(ROBOTS, "Robots pack more boxes");
    let mut posts: Vec<(&str, &str)> = ISSUES.to_vec();
    posts.iter_mut().filter(|(post, _)| post == name).for_each(|(_, text)| *text = &edited);
    let mut again = Session::with_posts(120, 36, &posts);
    again.send(Msg::Marks { stored, notice: None });
    again.keys("T");
    assert_eq!(signs(&mut again, "Lamps, that listen"), "★", "{}", again.screen());
    assert_eq!(signs(&mut again, "Robots pack more"), "●");
}

#[test]
fn a_query_in_a_list_of_stories_asks_for_their_marks() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("j s T g j s m /").letters("is:starred").keys("Enter");
    let found = super::stories::rows(&session);
    assert_eq!(found, [LAMPS, "Arms for kitchens learn from films", "A census of maps counts what is missing"]);
    session.keys("Esc /").letters("is:unread").keys("Enter");
    assert!(!super::stories::rows(&session).contains(&LAMPS.to_owned()), "{}", session.screen());
    session.keys("Esc Esc /").letters("is:starred").keys("Enter");
    assert!(session.shows("1 of 4 posts"), "{}", session.screen());
}

#[test]
fn marks_of_stories_follow_a_file_that_is_renamed() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.files_changed().keys("T j s Esc");
    let (name, _) = ISSUES.iter().find(|(_, text)| text.contains(LAMPS)).expect("a post");
    std::fs::rename(session.folder().join(name), session.folder().join("renamed.md")).unwrap();
    session.files_changed().keys("T");
    assert_eq!(signs(&mut session, LAMPS), "●★", "{}", session.screen());
}

#[test]
fn stories_with_one_headline_have_marks_of_their_own() {
    let issue = "---\ntitle: Harbour Notes 1\ndate: 2020-01-01\n---\n\n\
        **The lamp is lit:**\n*…A keeper tells why…*\nThe first lamp is lit at dusk, as ever.\n\n\
        **The lamp is lit:**\n*…Another keeper tells why…*\nThe second lamp is lit at dawn.\n";
    let mut session = Session::with_posts(80, 24, &[("a.md", issue)]);
    session.keys("T j s");
    let screen = session.screen();
    let rows: Vec<&str> = screen.lines().filter(|line| line.contains("The lamp is lit")).collect();
    assert!(rows.len() == 2 && !rows[0].contains('★') && rows[1].contains('★'), "{screen}");
}
