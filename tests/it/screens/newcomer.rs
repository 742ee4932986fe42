//! What people stumble over who have not read the README.

use super::session::Session;
use importai_reader::app::Focus;

/// Posts with dates, one that has none between two of its series, and one that has none at all.
fn dated(columns: u16, rows: u16) -> Session {
    let post = |title: &str, date: &str| format!("---\ntitle: {title}\n{date}---\n\nSome words on tides.\n");
    let posts = [
        ("a.md", post("Tide Notes 3: sand", "date: 2017-03-19\n")),
        ("b.md", post("Tide Notes 2: wind", "")),
        ("c.md", post("Tide Notes 1: rain", "date: 2017-03-05\n")),
        ("d.md", post("A stray page", "")),
    ];
    Session::with_posts(columns, rows, &posts.each_ref().map(|(name, text)| (*name, text.as_str())))
}

#[test]
fn dates_that_are_guessed_say_so_in_words() {
    let mut session = dated(120, 20);
    session.keys("j");
    let screen = session.screen();
    assert!(screen.matches("about 12 Mar 2017").count() == 2, "in the list and in the text\n{screen}");
    session.keys("G");
    assert!(session.shows("A stray page") && session.screen().matches("undated").count() == 2, "{}", session.screen());
    for (columns, rows) in [(120, 20), (80, 24), (60, 7)] {
        for keys in ["", "S 2", "Ctrl-p t", "/ t i d e Enter", "j Enter", "G Enter"] {
            let mut session = dated(columns, rows);
            assert!(!session.keys(keys).screen().replace("~/", "").contains('~'), "{keys}\n{}", session.screen());
        }
    }
}

#[test]
fn a_name_that_may_mean_several_actions_runs_none() {
    let mut session = Session::new(100, 30);
    session.keys(":").letters("w").keys("Enter");
    assert!(session.shows("Command: w") && session.shows("widen-list"), "the candidates stay\n{}", session.screen());
    assert!(session.shows("w may be "), "{}", session.screen());
    session.keys("Down Enter");
    assert!(session.app.mode().overlay().is_none(), "a line that was selected runs\n{}", session.screen());
    let mut session = Session::new(100, 30);
    session.keys(":").letters("half-page").keys("Enter");
    assert!(session.shows("half-page may be half-page-down, half-page-up"), "{}", session.screen());
    // The only name that begins so, and a whole name that is the beginning of another.
    session.keys("Esc :").letters("sta").keys("Enter");
    assert!(session.shows("★"), "{}", session.screen());
    session.keys("Enter :").letters("up").keys("Enter");
    assert!(session.app.mode().overlay().is_none(), "{}", session.screen());
}

#[test]
fn results_without_words_are_sorted_by_date() {
    let mut session = Session::new(80, 24);
    session.keys("/").letters("is:unread").keys("Enter");
    assert!(session.shows("by date") && !session.shows("by relevance"), "{}", session.screen());
    let titles: Vec<String> = session
        .app
        .post_list()
        .order()
        .iter()
        .filter_map(|id| session.app.library().post(*id))
        .map(|post| post.date.format_iso())
        .collect();
    assert!(titles.is_sorted_by(|a, b| a >= b), "{titles:?}");
    session.keys("/").letters("sentence is:unread").keys("Enter");
    assert!(session.shows("by relevance"), "words have a relevance\n{}", session.screen());
    session.keys("S");
    assert!(session.shows("relevance"), "{}", session.screen());
    session.keys("4 /").letters("text").keys("Enter");
    assert!(session.shows("by domain"), "an order that was chosen stays\n{}", session.screen());
}

#[test]
fn q_is_in_the_footer() {
    for (columns, rows) in [(80, 24), (60, 20), (120, 36)] {
        let mut session = Session::new(columns, rows);
        assert!(session.shows("q quit"), "{}", session.screen());
        session.keys("Enter");
        assert!(session.shows("q back"), "{}", session.screen());
    }
}

#[test]
fn a_new_search_begins_empty_with_the_old_one_a_key_away() {
    let mut session = Session::new(80, 24);
    session.keys("/").letters("paragraph").keys("Enter /");
    assert!(session.shows("\n /\n") && session.shows("Posts: paragraph"), "{}", session.screen());
    session.letters("sentence");
    assert!(session.shows("\n / sentence\n") && session.shows("Posts: sentence"), "{}", session.screen());
    session.keys("Esc");
    assert!(session.shows("Posts: paragraph"), "{}", session.screen());
    session.keys("/ Enter");
    assert!(session.shows("Posts: paragraph"), "nothing typed, nothing changed\n{}", session.screen());
    session.keys("/ Up");
    assert!(session.shows("\n / paragraph\n"), "{}", session.screen());
}

#[test]
fn a_link_that_is_typed_says_where_it_leads() {
    let mut session = Session::new(80, 24);
    session.keys("Enter 1");
    assert!(session.shows("Enter open link 1, data.example.org"), "{}", session.screen());
    session.keys("Backspace 9");
    assert!(session.shows("Enter open link 9 "), "{}", session.screen());
}

#[test]
fn labels_leave_the_numbers_of_links_readable() {
    let links = (1..40).map(|n| format!("x [a](https://a.example.org/{n})")).collect::<Vec<_>>().join(" ");
    let mut session = Session::with_posts(80, 24, &[("a.md", &format!("---\ntitle: Many\n---\n\n{links}\n"))]);
    session.keys("Enter f");
    for number in [1, 9, 10, 39] {
        assert!(session.shows(&format!("[{number}]")), "{number}\n{}", session.screen());
    }
}

#[test]
fn a_question_has_no_blank_lines() {
    let mut session = Session::new(80, 24);
    session.keys("A");
    let screen = session.screen();
    let lines: Vec<&str> = screen.lines().skip_while(|line| !line.contains("Mark all listed")).take(3).collect();
    assert!(lines[1].contains("7 unread posts") && lines[2].contains('╰'), "{screen}");
}

#[test]
fn matches_are_marked_in_titles() {
    let mut session = Session::new(120, 20);
    session.keys("/").letters("short OR long").keys("Enter");
    let matched = session.app.themes().current().matched.bg;
    let (found, rest) = (session.style_of("long one").bg, session.style_of("A long").bg);
    assert!(matched.is_some() && found == matched && rest != matched, "{}", session.screen());
}

#[test]
fn names_of_searches_have_no_history() {
    let mut session = Session::new(80, 24);
    session.keys("/").letters("sentence").keys("Enter , Up");
    assert!(session.shows("\n name of this search:\n"), "{}", session.screen());
}

#[test]
fn a_saved_search_is_deleted_after_a_question() {
    let mut session = Session::new(80, 24);
    session.keys("/").letters("sentence").keys("Enter ,").letters("Short").keys("Enter ' G");
    assert!(session.shows("d delete") && session.shows("Short"), "{}", session.screen());
    session.keys("d");
    assert!(session.shows("Delete this search?") && session.shows("y delete"), "{}", session.screen());
    session.keys("n");
    assert!(session.shows("Short"), "{}", session.screen());
    session.keys("Esc ' G d y");
    assert!(session.shows("deleted Short"), "{}", session.screen());
    session.keys("Esc '");
    assert!(!session.shows("Short  "), "{}", session.screen());
}

#[test]
fn a_copied_passage_has_the_lines_of_its_paragraphs() {
    let mut session = Session::new(60, 30);
    session.keys("G Enter v } } o } o");
    session.keys("y");
    let text = session.copied.pop().unwrap_or_default();
    assert!(
        text.contains("Paragraph one is here to be read first, and it has some words to fill its lines with."),
        "{text}"
    );
    let mut session = Session::new(60, 30);
    session.keys("3 G Enter v G Y");
    let text = session.copied.pop().unwrap_or_default();
    assert!(text.contains("> 日本語の文章は、単語の間に空白がない。それでも行は正しく折り返されるはずだ。"), "{text}");
}

#[test]
fn the_list_is_not_shown_beside_a_single_file() {
    let mut session = Session::single(120, 20, ("a.md", "---\ntitle: Alone\n---\n\nSome words.\n"));
    assert!(!session.shows("Posts") && session.shows("Some words."), "{}", session.screen());
    assert_eq!(session.app.focus(), Focus::Reader);
    session.keys("Esc");
    assert!(session.shows("Some words.") && !session.app.should_quit(), "{}", session.screen());
    assert!(session.shows("q quit"), "{}", session.screen());
    session.keys("q");
    assert!(session.app.should_quit());
}
