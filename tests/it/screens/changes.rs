//! Files that change while the reader runs: the list and the page take them in, and everything else stays where it is.

use std::fs;
use std::path::Path;

use super::session::{POSTS, Session, batches};
use importai_reader::app::{Focus, Msg, messages};
use importai_reader::text::CleanText;

/// A post as the archives have them.
pub fn post(title: &str, date: &str, body: &str) -> String {
    let name = title.to_lowercase().replace(' ', "-");
    format!("---\ntitle: {title}\ndate: {date}\nlink: https://new.example.org/{name}\n---\n\n{body}\n")
}

/// The title of the selected post.
pub fn selected(session: &Session) -> String {
    let post = session.app.selected().and_then(|id| session.app.library().post(id));
    post.map(|post| post.title.to_string()).unwrap_or_default()
}

/// What the list has: path, title and date of each post, and the date by which results are ranked.
pub fn listed(session: &Session) -> Vec<String> {
    let line = |id| {
        let post = session.app.library().post(id)?;
        let rank = session.app.library().timestamp(id);
        Some(format!("{} {} {rank} {}", post.source.relative(), post.title, post.date.format_iso()))
    };
    session.app.post_list().order().iter().filter_map(|id| line(*id)).collect()
}

/// What a reader that is started now would list, and the problems that it would count.
pub fn fresh(folder: &Path) -> (Vec<String>, usize) {
    let mut session = Session::empty(120, 36);
    for batch in batches(folder) {
        session.send(Msg::Loaded(batch));
    }
    (listed(&session), session.app.library().with_problems())
}

#[track_caller]
pub fn assert_as_fresh(session: &Session) {
    assert_eq!((listed(session), session.app.library().with_problems()), fresh(session.folder()));
}

#[test]
fn new_changed_renamed_and_removed_files_are_taken_in() {
    let mut session = Session::new(120, 36);
    let folder = session.folder().to_owned();
    session.keys("j s");
    fs::write(folder.join("new.md"), post("Brand new", "2021-01-05", "Just written.")).unwrap();
    session.files_changed();
    assert!(session.shows("Brand new") && session.shows("1 new post") && session.shows("8 posts"));
    assert_eq!(selected(&session), "Short and plain");
    assert_as_fresh(&session);
    fs::write(folder.join("new.md"), post("Second thoughts", "2018-01-05", "Rewritten.")).unwrap();
    fs::rename(folder.join(POSTS[1].0), folder.join("moved.md")).unwrap();
    fs::remove_file(folder.join(POSTS[0].0)).unwrap();
    session.files_changed();
    assert!(session.shows("1 changed post, 1 renamed, 1 removed"), "{}", session.screen());
    assert!(session.shows("Second thoughts") && !session.shows("Brand new") && !session.shows("Field Notes"));
    assert_eq!(selected(&session), "Short and plain");
    assert!(session.app.marks().get(session.app.selected().unwrap()).starred, "a star stays on a renamed file");
    assert_as_fresh(&session);
    assert_eq!(session.app.marks().unread(), 7);
    session.keys("/").letters("rewritten").keys("Enter");
    assert!(session.shows("1 of 7 posts · 1 match"), "{}", session.screen());
    session.keys("Esc /").letters("brand").keys("Enter");
    assert!(session.shows("0 of 7 posts"), "the text before is not found any more: {}", session.screen());
}

#[test]
fn a_removed_post_leaves_the_selection_to_its_neighbour() {
    let mut session = Session::new(120, 36);
    let folder = session.folder().to_owned();
    session.keys("j j");
    for (name, _) in &POSTS[1..4] {
        fs::remove_file(folder.join(name)).unwrap();
    }
    session.files_changed();
    assert!(session.shows("3 removed posts") && session.shows("A file without front matter."));
    assert_eq!(selected(&session), "plain");
    session.keys("G");
    for (name, _) in [POSTS[4], POSTS[6]] {
        fs::remove_file(folder.join(name)).unwrap();
    }
    session.files_changed();
    assert_eq!(selected(&session), "Café & more");
    assert_as_fresh(&session);
    session.keys("Ctrl-o");
    assert!(session.shows(messages::NO_EARLIER_JUMP), "no jump leads to a removed post: {}", session.screen());
}

#[test]
fn the_row_of_the_selection_stays_on_the_screen() {
    let many: Vec<(String, String)> = (1..=60)
        .map(|day| {
            (
                format!("p{day:02}.md"),
                post(&format!("Post {day:02}"), &format!("2020-{:02}-{:02}", 1 + day / 28, 1 + day % 28), "Text."),
            )
        })
        .collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut session = Session::with_posts(120, 20, &many);
    let folder = session.folder().to_owned();
    session.keys("3 0 G");
    let row = |session: &mut Session| session.screen().lines().position(|line| line.contains("Post 31"));
    let before = row(&mut session);
    assert_eq!(selected(&session), "Post 31");
    for number in 0..9 {
        fs::write(folder.join(format!("q{number}.md")), post(&format!("Later {number}"), "2021-03-01", "Text."))
            .unwrap();
        fs::remove_file(folder.join(format!("p{:02}.md", 50 + number))).unwrap();
    }
    session.files_changed();
    assert_eq!((selected(&session), row(&mut session)), ("Post 31".to_owned(), before));
    assert_as_fresh(&session);
}

#[test]
fn the_open_page_keeps_its_place() {
    let mut session = Session::new(120, 12);
    let folder = session.folder().to_owned();
    session.keys("G Enter 8 j");
    let line = session.app.reader().top();
    let top = |session: &mut Session| {
        let screen = session.screen();
        screen.lines().find(|line| line.contains("Paragraph")).map(str::to_owned)
    };
    let before = top(&mut session);
    let (name, text) = POSTS[6];
    fs::write(folder.join(name), text.replace("Paragraph ten", "An eleventh one before it.\n\nParagraph ten")).unwrap();
    fs::write(folder.join("new.md"), post("Brand new", "2021-01-05", "Just written.")).unwrap();
    session.files_changed();
    assert_eq!((session.app.focus(), session.app.reader().top()), (Focus::Reader, line));
    assert_eq!(top(&mut session), before);
    assert!(!session.shows("changed after it was loaded"), "it is no news any more");
    session.keys("G");
    assert!(session.shows("An eleventh one before it."));
}

#[test]
fn a_removed_post_can_be_read_to_its_end() {
    let mut session = Session::new(120, 12);
    let folder = session.folder().to_owned();
    session.keys("G Enter");
    fs::remove_file(folder.join(POSTS[6].0)).unwrap();
    session.files_changed();
    assert!(session.shows(messages::OPEN_POST_REMOVED), "{}", session.screen());
    session.keys("G");
    assert!(session.shows("Paragraph ten is the end of it."));
    fs::write(folder.join("new.md"), post("Brand new", "2021-01-05", "Just written.")).unwrap();
    session.files_changed();
    assert!(session.shows("Paragraph ten is the end of it."), "{}", session.screen());
    session.keys("K");
    assert_eq!(selected(&session), "Café & more");
    assert_as_fresh(&session);
    session.keys("J");
    assert_eq!(selected(&session), "Café & more", "it is the last one now");
}

#[test]
fn a_search_is_kept_and_finds_what_is_new() {
    let mut session = Session::new(120, 36);
    let folder = session.folder().to_owned();
    session.keys("/").letters("text").keys("Enter");
    assert_eq!(selected(&session), "Café & more");
    session.held_questions = Some(Vec::new());
    fs::write(folder.join("new.md"), post("A text", "2021-01-05", "A text about text.")).unwrap();
    fs::remove_file(folder.join(POSTS[6].0)).unwrap();
    session.files_changed();
    assert!(session.shows("Café & more"), "the results stay until there are new ones: {}", session.screen());
    assert!(session.shows("posts so far"), "{}", session.screen());
    for question in session.held_questions.take().unwrap() {
        session.answer(&question);
    }
    assert!(session.shows("A text") && session.shows("Café & more"), "{}", session.screen());
    assert!(!session.shows("so far"), "{}", session.screen());
    assert_eq!(selected(&session), "Café & more");
    assert!(session.app.search().is_some());
    session.keys("Esc");
    assert_as_fresh(&session);
}

#[test]
fn a_result_of_the_library_before_is_not_listed() {
    let mut session = Session::new(120, 36);
    let folder = session.folder().to_owned();
    session.held_questions = Some(Vec::new());
    session.keys("/").letters("sentence").keys("Enter");
    fs::remove_file(folder.join(POSTS[1].0)).unwrap();
    session.files_changed();
    for question in session.held_questions.take().unwrap() {
        session.answer(&question);
    }
    assert!(session.shows("1 of 6 posts") && !session.shows("Short and plain"), "{}", session.screen());
}

#[test]
fn a_query_that_is_typed_goes_on_over_changed_files() {
    let mut session = Session::new(120, 36);
    let folder = session.folder().to_owned();
    session.keys("/").letters("sent");
    fs::write(folder.join(POSTS[1].0), POSTS[1].1.replace("sentence", "phrase")).unwrap();
    session.files_changed();
    session.letters("ence");
    assert!(session.shows("1 of 7 posts"), "{}", session.screen());
    session.keys("Esc");
    assert_as_fresh(&session);
}

#[test]
fn marks_stay_with_their_posts() {
    let mut session = Session::new(120, 36);
    let folder = session.folder().to_owned();
    // The fifth post has no link: its marks belong to its path.
    session.keys("5 G s m");
    assert_eq!(session.app.marks().unread(), 6);
    fs::rename(folder.join(POSTS[4].0), folder.join("2020-10-01-other-name.md")).unwrap();
    session.files_changed();
    assert!(session.shows("1 renamed post"), "{}", session.screen());
    let mark = session.app.marks().get(session.app.selected().unwrap());
    assert!(mark.starred && mark.read && session.app.marks().unread() == 6, "{mark:?}");
    assert_eq!(session.app.unsaved().len(), 0, "and they are saved under its new path");
    // A file that comes back is the post that it was.
    let text = fs::read(folder.join("2020-10-01-other-name.md")).unwrap();
    fs::remove_file(folder.join("2020-10-01-other-name.md")).unwrap();
    session.files_changed();
    assert_eq!((session.app.marks().unread(), session.app.library().len()), (6, 6));
    session.keys("U");
    fs::write(folder.join("2020-10-01-other-name.md"), text).unwrap();
    session.files_changed();
    assert_eq!((session.app.marks().unread(), session.app.library().len()), (7, 7), "undone while it was away");
    assert_as_fresh(&session);
}

#[test]
fn a_folder_that_vanishes_empties_nothing() {
    let mut session = Session::new(120, 36);
    let folder = session.folder().to_owned();
    session.keys("j s").files_changed();
    let aside = folder.with_extension("aside");
    fs::rename(&folder, &aside).unwrap();
    session.files_changed();
    assert!(session.shows("cannot open") && session.shows("the list stays as it was"), "{}", session.screen());
    assert_eq!((session.app.library().len(), selected(&session)), (7, "Short and plain".to_owned()));
    fs::rename(&aside, &folder).unwrap();
    session.keys("R").answer_rescans();
    assert!(session.shows(messages::NO_CHANGES) && session.shows("★"), "{}", session.screen());
    for (name, _) in &POSTS {
        fs::remove_file(folder.join(name)).unwrap();
    }
    session.files_changed();
    assert!(session.shows("no posts") && session.shows("7 removed posts"), "{}", session.screen());
    session.keys("j G Enter o s m n / x Enter Esc ! A");
    session.draw_every_size();
    for (name, text) in &POSTS {
        fs::write(folder.join(name), text).unwrap();
    }
    session.resize(120, 36).files_changed();
    assert!(session.shows("7 posts · 7 unread") && session.shows("★"), "{}", session.screen());
    assert_as_fresh(&session);
}

#[test]
fn r_says_what_it_finds() {
    let mut session = Session::new(120, 36);
    session.keys("R").answer_rescans();
    assert!(session.shows(messages::NO_CHANGES), "{}", session.screen());
    session.keys("j").files_changed();
    assert!(!session.shows(messages::NO_CHANGES), "nobody asked");
    fs::write(session.folder().join("new.md"), post("Brand new", "2021-01-05", "Just written.")).unwrap();
    session.keys("R");
    assert!(session.shows(messages::RESCANNING));
    session.answer_rescans();
    assert!(session.shows("1 new post"), "{}", session.screen());
}

#[test]
fn the_user_is_told_of_what_is_not_watched() {
    let mut session = Session::new(120, 36);
    session.send(Msg::NotWatched(CleanText::single_line("the system watches no more folders")));
    assert!(session.shows("may go unnoticed: the system watches no more folders (R looks for them)"));
}

#[test]
fn problems_are_those_that_the_files_have_now() {
    let mut session = Session::new(120, 36);
    let folder = session.folder().to_owned();
    session.keys("!");
    assert!(session.shows("2020-11-05-broken.md"), "{}", session.screen());
    fs::write(folder.join(POSTS[3].0), post("Mended", "2020-11-05", "Sound.")).unwrap();
    fs::write(folder.join("worse.md"), "---\ntitle: [\n").unwrap();
    session.files_changed();
    assert!(!session.shows("2020-11-05-broken.md") && session.shows("worse.md"), "{}", session.screen());
    session.keys("Esc");
    assert_as_fresh(&session);
}

#[test]
fn what_most_posts_lack_is_still_told_once() {
    let plain: Vec<(String, String)> =
        (0..12).map(|n| (format!("note {n}.md"), format!("Note {n} says this.\n"))).collect();
    let plain: Vec<(&str, &str)> = plain.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut session = Session::with_posts(120, 36, &plain);
    let folder = session.folder().to_owned();
    assert_eq!(session.app.library().with_problems(), fresh(&folder).1);
    fs::write(folder.join("note 12.md"), "Note 12 says this.\n").unwrap();
    fs::write(folder.join("note 3.md"), "Note 3 says something else.\n").unwrap();
    fs::remove_file(folder.join("note 4.md")).unwrap();
    session.files_changed();
    assert_as_fresh(&session);
    let told = |session: &mut Session| session.keys("!").screen().lines().filter(|line| line.contains("12 ")).count();
    assert!(told(&mut session) > 0, "12 posts as before: {}", session.screen());
}

#[test]
fn dates_of_neighbours_are_guessed_anew() {
    let issue = |number: u32, date: &str| format!("---\ntitle: 'Field Notes {number}: x'\n{date}---\n\nText.\n");
    let posts =
        [("a.md", issue(1, "date: 2020-01-01\n")), ("b.md", issue(2, "")), ("c.md", issue(3, "date: 2020-01-15\n"))];
    let posts: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (*name, &**text)).collect();
    let mut session = Session::with_posts(120, 36, &posts);
    let folder = session.folder().to_owned();
    assert!(listed(&session).iter().any(|line| line.ends_with("about 2020-01-08")), "{:?}", listed(&session));
    fs::write(folder.join("c.md"), issue(3, "date: 2020-01-29\n")).unwrap();
    session.files_changed();
    assert!(listed(&session).iter().any(|line| line.ends_with("about 2020-01-15")), "{:?}", listed(&session));
    fs::remove_file(folder.join("a.md")).unwrap();
    session.files_changed();
    assert_as_fresh(&session);
}

#[test]
fn references_lead_to_issues_that_arrive() {
    let issue = |number: u32, text: &str| {
        format!("---\ntitle: 'Field Notes {number}: x'\ndate: 2020-01-0{number}\n---\n\n{text}\n")
    };
    let posts = [("1.md", issue(1, "See Field Notes 3.")), ("2.md", issue(2, "Nothing."))];
    let posts: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (*name, &**text)).collect();
    let mut session = Session::with_posts(120, 36, &posts);
    let folder = session.folder().to_owned();
    session.keys("G");
    assert!(!session.shows("[1]"), "{}", session.screen());
    fs::write(folder.join("3.md"), issue(3, "The third.")).unwrap();
    session.files_changed();
    session.keys("Enter 1 Enter");
    assert!(selected(&session).contains("Field Notes 3") && session.shows("Referred to in"), "{}", session.screen());
}

#[test]
fn names_of_new_files_are_cleaned() {
    let mut session = Session::new(120, 36);
    let folder = session.folder().to_owned();
    fs::write(folder.join("\u{1b}]0;owned\u{7}\u{202e}.md"), "").unwrap();
    fs::write(folder.join("\u{1b}[2J.md"), "---\ntitle: \"\\e[31mred\"\n---\n\n\u{1b}[5mblink\n").unwrap();
    session.files_changed();
    session.keys("! Esc G Enter");
    let screen = session.screen();
    assert!(!screen.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{screen:?}");
    assert!(session.shows("9 posts"));
    assert_as_fresh(&session);
}
