//! The list of stories.

use std::fs;

use importai_reader::app::{Focus, Msg, StoriesRequest, StoryRequest};
use importai_reader::load::{Batch, Progress};

use super::ISSUES;
use crate::screens::changes::selected;
use crate::screens::session::{POSTS, Session};

/// The names of the rows, from top to bottom.
pub fn rows(session: &Session) -> Vec<String> {
    let Some(list) = session.app.story_lists().top() else { return Vec::new() };
    let Some(data) = list.data() else { return Vec::new() };
    list.rows().iter().map(|row| row.name(data).to_string()).collect()
}

#[test]
fn posts_become_stories_and_posts_again() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("j j T");
    assert_eq!(
        rows(&session),
        [
            "Robots pack boxes faster than last year",
            "Lamps that listen to their room",
            "Arms for kitchens learn from films",
            "A census of maps counts what is missing",
            "Robots and boxes in one link",
            "端末で読む日本語の話",
        ]
    );
    let screen = session.screen();
    assert!(screen.contains("╭─ Stories ─") && screen.contains("6 stories in 4 posts"), "{screen}");
    assert!(screen.contains("1 Mar 2021 · #12 · Two arms, one box"), "{screen}");
    session.keys("Esc");
    assert_eq!(selected(&session), "Robots and boxes in one link");
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
    session.keys("T");
    assert!(session.shows(" 5/6 "), "the post that was selected is among the stories: {}", session.screen());
    session.keys("T");
    assert_eq!(selected(&session), "Robots and boxes in one link");
    session.keys("g Enter ] ] T");
    assert!(session.shows(" 2/6 ") && session.shows("2/2  Lamps that listen"), "{}", session.screen());
}

#[test]
fn the_reader_shows_the_selected_story() {
    let mut session = Session::with_posts(120, 16, &ISSUES);
    session.keys("T");
    assert!(session.shows("1/2  Robots pack boxes"), "{}", session.screen());
    session.keys("j");
    assert!(session.shows("2/2  Lamps that listen"), "{}", session.screen());
    session.keys("j j");
    assert!(session.shows("2/2  A census of maps"), "{}", session.screen());
    session.keys("Enter");
    assert_eq!(session.app.focus(), Focus::Reader);
    session.keys("g Ctrl-o Ctrl-o");
    assert_eq!(session.app.focus(), Focus::PostList);
    assert!(session.shows("2/2  A census of maps"), "{}", session.screen());
    session.keys("Enter q");
    assert!(session.shows("╭─ Stories ─"), "{}", session.screen());
}

#[test]
fn a_look_at_stories_leaves_the_reading_position_of_a_post() {
    let mut session = Session::with_posts(120, 12, &ISSUES);
    session.keys("Enter j j j q");
    let before = session.app.reader().position();
    session.keys("T j j Esc");
    assert_eq!(session.app.reader().position(), before);
    session.keys("j k");
    assert_eq!(session.app.reader().position(), before);
}

#[test]
fn a_query_holds_within_a_story() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("/").letters("robots lamp").keys("Enter T");
    assert!(session.shows("no single story matches robots lamp"), "{}", session.screen());
    assert!(session.shows("╭─ Posts: robots lamp"), "{}", session.screen());
    session.keys("Esc /").letters("robots").keys("Enter T");
    assert!(session.shows("Stories: robots"), "{}", session.screen());
    assert_eq!(rows(&session).len(), 3);
    assert!(session.shows("3 posts") && session.shows("by relevance, best first"), "{}", session.screen());
    session.keys("Esc");
    assert!(session.shows("Posts: robots"), "{}", session.screen());
}

#[test]
fn the_list_is_narrowed_as_it_is_typed() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("T j /").letters("rob");
    assert_eq!(rows(&session).len(), 3);
    assert!(session.shows("Stories / rob"), "{}", session.screen());
    session.keys("Esc");
    assert_eq!(rows(&session).len(), 6);
    assert!(session.shows("2/2  Lamps that listen"), "{}", session.screen());
    session.keys("/").letters("arms kitchens").keys("Enter");
    assert_eq!(rows(&session), ["Arms for kitchens learn from films"]);
    session.keys("/").letters("zeppelin").keys("Enter");
    assert!(session.shows("no story fits"), "{}", session.screen());
    session.keys("Esc");
    assert_eq!(rows(&session).len(), 6);
    session.keys("Esc");
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
    session.keys("T /").letters("date:").keys("Enter");
    assert!(session.shows("date"), "{}", session.screen());
}

#[test]
fn stories_of_one_day_are_in_the_order_of_their_posts() {
    let text = |nth: usize| format!("---\ntitle: Post {nth}\ndate: 2020-01-01\n---\n\nWords of {nth}.\n");
    let posts: Vec<(String, String)> = (0..9).map(|nth| (format!("{}.md", (nth * 7) % 9), text(nth))).collect();
    let posts: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut session = Session::with_posts(120, 36, &posts);
    let titles = |session: &Session| -> Vec<String> {
        let title = |id| session.app.library().post(id).map(|post| post.title.to_string());
        session.app.post_list().order().iter().filter_map(|id| title(*id)).collect()
    };
    let before = titles(&session);
    session.keys("T");
    assert_eq!(rows(&session), before);
    assert!(session.shows(" 1/9 "), "{}", session.screen());
}

#[test]
fn stories_are_sorted_and_keep_their_selection() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("T j S 1");
    assert_eq!(rows(&session)[0], "端末で読む日本語の話");
    assert!(session.shows("2/2  Lamps that listen"), "{}", session.screen());
    assert!(session.shows("by date, oldest first"), "{}", session.screen());
    session.keys("S 2");
    assert_eq!(rows(&session)[0], "A census of maps counts what is missing");
}

#[test]
fn marks_copies_and_exports_are_of_the_story() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    let file = session.folder().join("out.md");
    session.keys("T j s Y y o");
    assert!(
        session.copied[0].starts_with("“Lamps that listen to their room”, in [Field Notes 12"),
        "{:?}",
        session.copied
    );
    assert_eq!(session.copied[1], "https://lab.example.org/12");
    assert_eq!(session.opened, ["https://lab.example.org/12"]);
    assert!(session.shows("★"), "{}", session.screen());
    session.keys("/").letters("lamp").keys("Enter E").letters(file.to_str().unwrap()).keys("Enter");
    assert!(session.shows("wrote 1 story of 1 post"), "{}", session.screen());
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("Lamps that listen") && !text.contains("A warehouse"), "{text}");
}

#[test]
fn one_pane_shows_the_list_or_the_story() {
    let mut session = Session::with_posts(50, 15, &ISSUES);
    session.keys("T j");
    insta::assert_snapshot!("stories_50x15", session.screen());
    session.keys("Enter");
    assert!(session.shows("2/2  Lamps that listen"), "{}", session.screen());
    session.keys("q Esc");
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
    session.keys("T").draw_every_size();
}

#[test]
fn stories_that_are_not_read_yet_say_so_and_can_be_left() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.held_stories = Some(Vec::new());
    session.keys("T");
    assert!(session.shows("Reading stories…"), "{}", session.screen());
    session.keys("Esc");
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
    session.keys("T j j j / r o b Esc j / r o b");
    let held: Vec<StoriesRequest> = session.held_stories.take().unwrap();
    assert_eq!(held.len(), 1, "what is being read is not read twice");
    session.read_stories(&held[0]);
    assert_eq!(rows(&session).len(), 3);
    session.keys("Esc");
    assert_eq!(rows(&session).len(), 6);
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.held_lists = Some(Vec::new());
    session.keys("T j j");
    let held: Vec<StoryRequest> = session.held_lists.take().unwrap();
    session.list_stories(&held[0]);
    assert!(session.shows(" 3/6 "), "keys that were pressed meanwhile count: {}", session.screen());
}

#[test]
fn lists_and_trends_read_the_stories_once() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.held_stories = Some(Vec::new());
    session.keys("T V");
    assert!(session.shows("Reading stories…"), "{}", session.screen());
    session.keys("V & V");
    let held = session.held_stories.take().unwrap();
    assert_eq!(held.len(), 1);
    // What is answered late is read again.
    fs::remove_file(session.folder().join(ISSUES[3].0)).unwrap();
    session.held_stories = Some(Vec::new());
    session.files_changed().read_stories(&held[0]);
    assert!(session.shows("Reading stories…"), "{}", session.screen());
    let held = session.held_stories.take().unwrap();
    assert_eq!(held.len(), 1);
    session.read_stories(&held[0]);
    assert!(session.shows("Trends: "), "{}", session.screen());
    session.keys("V T T");
    assert_eq!(rows(&session).len(), 5);
}

#[test]
fn a_change_of_the_files_is_taken_in() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("T j j");
    let text = ISSUES[0].1.replace("Lamps that listen", "Lamps that sing").replace("A lamp turns", "Now a lamp turns");
    fs::write(session.folder().join(ISSUES[0].0), text).unwrap();
    session.files_changed();
    assert_eq!(rows(&session)[1], "Lamps that sing to their room");
    assert!(session.shows("1/2  Arms for kitchens"), "{}", session.screen());
    fs::remove_file(session.folder().join(ISSUES[1].0)).unwrap();
    session.files_changed();
    assert_eq!(rows(&session).len(), 4);
    session.keys("Esc");
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
}

#[test]
fn a_list_of_posts_without_stories_has_a_row_for_each() {
    let mut session = Session::new(120, 36);
    session.keys("T");
    assert_eq!(rows(&session).len(), POSTS.len());
    assert!(session.shows("7 posts"), "{}", session.screen());
    session.keys("u");
    assert!(session.shows("u works in the list of posts only"), "{}", session.screen());
    let mut session = Session::empty(120, 36);
    session.keys("T");
    assert!(session.shows("Reading stories…"), "{}", session.screen());
    session
        .send(Msg::Loaded(Batch { progress: Progress { finished: true, ..Progress::default() }, ..Batch::default() }));
    assert!(session.shows("no stories: there are no posts"), "{}", session.screen());
}

#[test]
fn the_mouse_selects_and_reads_a_story() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("T").click(10, 4);
    assert!(session.shows("2/2  Lamps that listen"), "{}", session.screen());
    session.click(10, 5);
    assert_eq!(session.app.focus(), Focus::Reader);
}

#[test]
fn a_post_that_a_link_leads_to_is_read_and_the_list_stays() {
    let mut session = Session::with_posts(120, 36, &ISSUES);
    session.keys("T Ctrl-p").letters("in one link").keys("Enter");
    assert_eq!(selected(&session), "Robots and boxes in one link");
    session.keys("Ctrl-o");
    assert!(session.shows("1/2  Robots pack boxes"), "{}", session.screen());
    assert!(session.shows("╭─ Stories ─"), "{}", session.screen());
}

#[test]
fn the_stories_of_a_single_file_are_listed_and_left() {
    let mut session = Session::single(120, 24, ISSUES[0]);
    session.keys("T");
    assert_eq!(rows(&session).len(), 2);
    session.keys("j Enter");
    assert!(session.shows("2/2  Lamps that listen"), "{}", session.screen());
    session.keys("q Esc");
    assert_eq!(session.app.focus(), Focus::Reader);
    assert!(!session.app.should_quit());
    session.keys("q");
    assert!(session.app.should_quit());
}

#[test]
fn lists_lie_one_over_the_other() {
    let mut session = Session::with_posts(120, 24, &ISSUES);
    session.keys("T C D");
    assert!(session.shows("╭─ Why this matters ─"), "{}", session.screen());
    session.keys("D");
    assert!(session.shows("╭─ Citations ─"), "{}", session.screen());
    session.keys("s");
    assert!(session.shows("this stands for several stories; Enter lists them"), "{}", session.screen());
    session.keys("C");
    assert!(session.shows("╭─ Stories ─"), "{}", session.screen());
    session.keys("C r");
    assert!(session.shows("this stands for several stories"), "{}", session.screen());
    session.keys("T");
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
}

#[test]
fn lists_that_are_covered_hold_no_earlier_stories() {
    let mut session = Session::with_posts(120, 24, &ISSUES);
    session.keys("T j j C j Enter");
    fs::remove_file(session.folder().join(ISSUES[3].0)).unwrap();
    session.files_changed();
    assert_eq!(session.freed, 1, "nothing else holds them");
    session.keys("Esc");
    assert!(session.shows("╭─ Citations ─") && session.shows(" 2/"), "{}", session.screen());
    session.keys("Esc");
    assert!(session.shows("╭─ Stories ─") && session.shows(" 3/5 "), "{}", session.screen());
}

#[test]
fn a_chart_below_a_list_holds_no_earlier_stories() {
    let mut session = Session::with_posts(120, 24, &ISSUES);
    session.keys(":").letters("trends robots").keys("Enter h h Enter");
    assert!(session.shows("no stories then"), "{}", session.screen());
    session.keys("g");
    session.keys("l l l l l l Enter");
    fs::remove_file(session.folder().join(ISSUES[2].0)).unwrap();
    let before = session.screen();
    session.files_changed();
    assert_eq!(session.freed, 1, "nothing else holds them: {before}");
    session.keys("Esc");
    assert!(session.shows("Trends: "), "{}", session.screen());
}

#[test]
fn so_many_lists_are_open_and_no_more() {
    let mut session = Session::with_posts(120, 24, &ISSUES);
    session.keys("T");
    for _ in 0..40 {
        session.keys("r");
    }
    assert!(session.shows("╭─ Related to "), "{}", session.screen());
    for _ in 0..15 {
        session.keys("Esc");
    }
    assert!(session.shows("╭─ Stories ─"), "{}", session.screen());
    session.keys("Esc");
    assert!(session.shows("╭─ Posts ─"), "{}", session.screen());
}

#[test]
fn messages_name_the_keys_that_the_user_has_set() {
    let mut session = Session::with_keys("read = [\"x\"]\ncommand-line = [\";\"]\n", &ISSUES);
    session.keys("C s");
    assert!(session.shows("this stands for several stories; x lists them"), "{}", session.screen());
    session.keys("Esc ;").letters("digest Read more").keys("Enter");
    assert!(session.shows("; ;digest takes another label: Why"), "{}", session.screen());
}

#[test]
fn a_search_or_a_problem_leaves_the_lists() {
    let mut session = Session::with_posts(120, 24, &ISSUES);
    session.keys("T j *");
    assert!(session.shows("Posts: \"Lamps that listen"), "{}", session.screen());
    session.keys("Esc T A");
    assert!(session.shows("4 unread posts"), "{}", session.screen());
    session.keys("n");
    assert!(session.shows("nothing was marked"), "{}", session.screen());
}
