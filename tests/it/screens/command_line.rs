//! The command line: actions by name, themes, numbers and dates to go to.

use super::session::Session;
use importai_reader::app::{Focus, messages};

/// Issues of a series, and posts of several months.
fn session(columns: u16, rows: u16) -> Session {
    let post = |title: &str, date: &str| format!("---\ntitle: {title}\ndate: {date}\n---\n\nSome words.\n");
    let posts = [
        ("a.md", post("Tide Notes 229: sand", "2018-03-20")),
        ("b.md", post("Tide Notes 228: wind", "2018-03-05")),
        ("c.md", post("Another thing", "2017-12-01")),
        ("d.md", post("Tide Notes 7: rain", "2016-01-01")),
    ];
    Session::with_posts(columns, rows, &posts.each_ref().map(|(name, text)| (*name, text.as_str())))
}

fn selected(session: &Session) -> String {
    let post = session.app.selected().and_then(|post| session.app.library().post(post));
    post.map(|post| post.title.to_string()).unwrap_or_default()
}

#[test]
fn actions_are_run_by_their_names() {
    let mut session = Session::new(100, 30);
    session.keys(":");
    assert!(session.shows(" Command: ▏") && session.shows("half-page-down"), "{}", session.screen());
    session.letters("star");
    assert!(!session.shows("half-page-down"), "{}", session.screen());
    assert!(session.keys("Enter").shows("★"), "{}", session.screen());
    // Words of the explanation find an action too, and its keys are shown.
    session.keys(":").letters("narrower");
    assert!(session.shows("narrow-list") && session.shows("(<)"), "{}", session.screen());
    session.keys("Esc :").letters("q");
    assert!(session.keys("Enter").app.should_quit(), "the names that begin so come first");
}

#[test]
fn names_are_completed() {
    let mut session = Session::new(100, 30);
    session.keys(":").letters("mark").keys("Tab");
    assert!(session.shows(" Command: mark-all-read▏"), "{}", session.screen());
    session.keys("Enter");
    assert!(session.shows(messages::MARK_ALL_READ), "{}", session.screen());
}

#[test]
fn numbers_lead_to_issues_and_places() {
    let mut session = session(100, 30);
    session.keys("j j :").letters("229");
    assert!(session.shows("Go to Tide Notes 229: sand, 20 Mar 2018"), "{}", session.screen());
    assert!(!session.shows("Go to post 229"), "there are no more than four\n{}", session.screen());
    session.keys("Enter");
    assert_eq!(selected(&session), "Tide Notes 229: sand");
    session.keys("Ctrl-o");
    assert_eq!(selected(&session), "Another thing", "it was a jump");
    session.keys(":").letters("4").keys("Enter");
    assert_eq!(selected(&session), "Tide Notes 7: rain", "the fourth of the list");
    // As the list writes them: 4 is no issue then, but 7 is.
    for typed in ["#7", "issue 7"] {
        session.keys("g :").letters(typed).keys("Enter");
        assert_eq!(selected(&session), "Tide Notes 7: rain", "{typed}");
    }
    // Hidden posts are shown.
    session.keys("/").letters("another").keys("Enter :").letters("7").keys("Enter");
    assert_eq!(selected(&session), "Tide Notes 7: rain");
}

#[test]
fn dates_lead_to_the_posts_of_that_time() {
    let mut session = session(100, 30);
    for (typed, title) in [
        ("2018-03", "Tide Notes 229: sand"),
        ("2018-03-05", "Tide Notes 228: wind"),
        ("2017", "Another thing"),
        ("2016-02", "Tide Notes 7: rain"),
        ("2030", "Tide Notes 229: sand"),
    ] {
        session.keys(":").letters(typed);
        assert_eq!(session.shows("Nothing of that time"), ["2016-02", "2030"].contains(&typed), "{}", session.screen());
        session.keys("Enter");
        assert_eq!(selected(&session), title, "{typed}");
        assert_eq!(session.app.focus(), Focus::PostList);
    }
}

#[test]
fn themes_are_previewed_and_chosen() {
    let mut session = Session::new(100, 30);
    session.keys(":").letters("theme");
    assert_eq!(session.app.themes().name(), "terminal");
    session.keys("Down");
    assert_eq!(session.app.themes().name(), "paper");
    session.keys("Down");
    assert_eq!(session.app.themes().name(), "night");
    session.keys("Esc");
    assert_eq!(session.app.themes().name(), "terminal", "a preview changes nothing");
    session.keys(":").letters("theme pa").keys("Enter");
    assert_eq!(session.app.themes().name(), "paper");
    assert!(session.shows(&messages::theme_chosen("paper")), "{}", session.screen());
    assert_eq!(session.kept_theme, Some("paper"), "only what was chosen");
    session.keys(":").letters("night").keys("Backspace Backspace Backspace Backspace Backspace Backspace");
    assert!(session.app.themes().name() == "paper" && !session.shows(" Command"), "{}", session.screen());
}

#[test]
fn what_means_nothing_says_so() {
    let mut session = Session::new(100, 30);
    session.keys(":").letters("xyzzy").keys("Enter");
    assert!(session.shows(&messages::no_such_command("xyzzy")), "{}", session.screen());
    for keys in [":", ": 2 0", ": t h e m e Down", ": x y z"] {
        Session::new(80, 24).keys(keys).draw_every_size();
    }
}
