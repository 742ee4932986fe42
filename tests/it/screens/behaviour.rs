//! What keys and mouse do, seen on the screen.

use super::session::{POSTS, Session, batches};
use crossterm::event::MouseEventKind;
use importai_reader::app::{Msg, messages};
use importai_reader::load::Batch;
use importai_reader::model::Filter;
use importai_reader::text::CleanText;

#[test]
fn the_page_follows_the_selection() {
    let mut session = Session::new(120, 36);
    assert!(session.shows("A room that was never built"));
    session.keys("j");
    assert!(session.shows("One sentence only."));
    session.keys("G");
    assert!(session.shows("Paragraph one"));
    session.keys("g");
    assert!(session.shows("A room that was never built"));
}

#[test]
fn held_keys_lay_out_only_the_newest_page() {
    let mut session = Session::new(120, 36);
    session.held_back = Some(Vec::new());
    session.keys("j j j j j");
    let requests = session.held_back.take().unwrap();
    assert_eq!(requests.len(), 5);
    let before = session.screen();
    session.set_page(&requests[2]);
    assert_eq!(session.screen(), before, "a late page is not shown");
    session.set_page(&requests[4]);
    assert!(session.shows("Old text."));
}

#[test]
fn the_selection_stays_on_its_post_while_others_arrive() {
    let mut session = Session::with_posts(120, 36, &POSTS[2..]);
    session.keys("j");
    let selected = session.app.selected();
    std::fs::remove_file(session.folder().join(POSTS[3].0)).unwrap();
    for (name, text) in &POSTS[..2] {
        std::fs::write(session.folder().join(name), text).unwrap();
    }
    for batch in batches(session.folder()) {
        session.send(Msg::Loaded(batch));
    }
    assert_eq!(session.app.selected(), selected);
    assert!(session.shows("Still readable."));
}

#[test]
fn the_first_post_is_selected_until_a_key_chooses_another() {
    let mut session = Session::with_posts(120, 36, &POSTS[2..]);
    assert!(session.shows("日本語の文章は"));
    for (name, text) in &POSTS[..2] {
        std::fs::write(session.folder().join(name), text).unwrap();
    }
    for batch in batches(session.folder()) {
        session.send(Msg::Loaded(batch));
    }
    assert!(session.shows("A room that was never built"));
}

#[test]
fn a_post_is_read_when_its_end_was_seen_in_the_text() {
    let mut session = Session::new(120, 20);
    assert!(session.shows("7 unread"));
    session.keys("j j j k k k");
    assert!(session.shows("7 unread"), "moving through the index marks nothing");
    session.keys("G Enter");
    assert!(session.shows("7 unread"), "the end of the long post is not on the screen");
    session.keys("G");
    assert!(session.shows("6 unread"));
    session.keys("m");
    assert!(session.shows("7 unread"), "marked unread by hand, and it stays so");
    session.keys("k j");
    assert!(session.shows("7 unread"));
    session.keys("Esc g j o");
    assert!(session.shows("6 unread"), "its source was opened");
    assert_eq!(session.opened, ["https://wire.example.net/short"]);
}

#[test]
fn the_reading_position_survives_sizes_and_posts() {
    let mut session = Session::new(120, 16);
    session.keys("G Enter");
    while !session.screen().lines().nth(2).unwrap().contains("Paragraph four") {
        session.keys("j");
    }
    session.resize(60, 12);
    assert!(session.screen().lines().nth(2).unwrap().contains("Paragraph four"), "{}", session.screen());
    session.resize(200, 16);
    assert!(session.screen().lines().nth(2).unwrap().contains("Paragraph four"), "{}", session.screen());
    session.keys("K J");
    assert!(session.screen().lines().nth(2).unwrap().contains("Paragraph four"), "{}", session.screen());
}

#[test]
fn scrolling_by_line_half_page_page_and_to_both_ends() {
    let mut session = Session::new(60, 14);
    session.keys("G Enter");
    let top = |session: &mut Session| session.app.reader().top();
    for (keys, want) in
        [("j", 1), ("k", 0), ("Ctrl-d", 5), ("Ctrl-u", 0), ("Space", 9), ("b", 0), ("Down Down", 2), ("g", 0)]
    {
        assert_eq!(top(session.keys(keys)), want, "{keys}");
    }
    session.keys("G");
    assert!(session.shows("Paragraph ten is the end of it.") && session.shows("100%"));
}

#[test]
fn filters_and_stars() {
    let mut session = Session::new(120, 36);
    session.keys("j s j j s m g u");
    assert!(session.shows("unread: 6") && !session.shows("The \"best\" of it "), "{}", session.screen());
    session.keys("u");
    let screen = session.screen();
    assert_eq!(session.app.post_list().order().len(), 2, "{screen}");
    assert!(screen.contains("★") && screen.contains("Starred") && !screen.contains("Café"));
    session.keys("u");
    assert!(session.shows("all posts: 7"));
}

#[test]
fn sorting_by_each_key_and_both_ways() {
    let mut session = Session::new(90, 30);
    let mut titles = |keys: &str| {
        session.keys(keys);
        let app = &session.app;
        app.post_list().order().iter().map(|&id| app.library().post(id).unwrap().title.to_string()).collect::<Vec<_>>()
    };
    let by_date = titles("S 1");
    assert_eq!(by_date[0], "A long one", "sorted by date already, so the other way round");
    assert_eq!(titles("S 1")[0], "Field Notes 229: Synthetic rooms; how to test a sorter");
    assert_eq!(titles("S j Enter")[..2], ["A long one", "Café & more"]);
    assert_eq!(titles("S 3")[0], "端末で読む日本語の長い題名はどこで切られるのか");
    assert_eq!(titles("S 4")[..2], ["Café & more", "Field Notes 229: Synthetic rooms; how to test a sorter"]);
    assert_eq!(titles("S 5").len(), 7);
    assert!(session.keys("S 3").shows("wire.example.net"), "sites are headings");
}

#[test]
fn an_order_is_named_by_what_comes_first() {
    let mut session = Session::new(120, 30);
    assert!(session.shows("by date · all posts"), "{}", session.screen());
    for (keys, order) in [("1", "oldest first"), ("2 S 2", "Z to A"), ("5 S 5", "longest first")] {
        session.keys("S").keys(keys);
        assert!(session.shows(&format!(", {order} · all posts")), "{}", session.screen());
        session.keys("S");
        assert!(session.shows(&format!("{order} (current; again reverses)")), "{}", session.screen());
        session.keys("Esc");
    }
}

#[test]
fn next_and_previous_unread() {
    let mut session = Session::new(120, 36);
    session.keys("j m j m g n");
    assert!(session.shows("Still readable."), "{}", session.screen());
    session.keys("N");
    assert!(session.shows("A room that was never built"));
    session.keys("G N n n");
    assert!(session.shows(messages::WRAPPED_TO_TOP));
    for _ in 0..7 {
        if session.app.selected().is_some_and(|post| !session.app.marks().get(post).read) {
            session.keys("m");
        }
        session.keys("n");
    }
    assert!(session.keys("n").shows(messages::NO_UNREAD));
}

#[test]
fn links_by_number_list_and_source() {
    let mut session = Session::new(120, 36);
    session.keys("Enter 2 Enter o O j j Enter q");
    assert_eq!(
        session.opened,
        ["https://code.example.org/rooms", "https://lab.example.org/229", "https://code.example.org/rooms"]
    );
    assert!(session.keys("Enter 9 Enter").shows(&messages::no_such_link(9, 3)));
    session.keys("q");
    assert!(session.keys("j j j o").shows("only http, https and mailto links are opened"));
    assert!(session.shows("javascript:alert(1)"));
    session.keys("j o");
    assert!(session.shows(messages::NO_LINK));
    assert_eq!(session.opened.len(), 3);
    session.keys("g y");
    assert_eq!(session.copied, ["https://lab.example.org/229"]);
}

#[test]
fn numbers_with_two_digits_wait_for_the_second() {
    let links = (1..=12).map(|n| format!("[link {n}](https://example.org/{n})")).collect::<Vec<_>>().join(" ");
    let text = format!("---\ntitle: Many\ndate: 2020-01-01\n---\n\n{links}\n");
    let mut session = Session::with_posts(120, 36, &[("many.md", &text)]);
    assert!(session.keys("Enter 1").shows("open link 1"));
    session.keys("2 Enter 1 Enter 3 1 Backspace Esc 1 j");
    assert_eq!(session.opened, ["https://example.org/12", "https://example.org/1"]);
    session.keys("O 3 O 1 2");
    assert_eq!(session.opened[2..], ["https://example.org/3", "https://example.org/12"], "in the list none waits");
}

#[test]
fn problems_lead_to_their_posts() {
    let mut session = Session::new(120, 36);
    assert!(session.shows("2 problems (!)"));
    session.keys("!");
    assert!(session.shows("line 2: unescaped quotes in `title`"), "{}", session.screen());
    assert!(session.shows("no front matter"));
    session.keys("j Enter");
    assert!(!session.shows("no front matter"), "the list of problems is closed");
    assert!(session.shows("It has two sentences."), "{}", session.screen());
}

#[test]
fn the_mouse_selects_scrolls_and_opens() {
    let mut session = Session::new(140, 20);
    assert!(!session.shows("One sentence only."));
    let row = session.screen().lines().position(|line| line.contains("Short and plain")).unwrap();
    session.click(10, u16::try_from(row).unwrap());
    assert!(session.shows("One sentence only."), "{}", session.screen());
    let row = session.screen().lines().position(|line| line.contains("A long one")).unwrap();
    session.click(10, u16::try_from(row).unwrap());
    assert!(session.shows("Paragraph one"));
    session.mouse(MouseEventKind::ScrollDown, 100, 10);
    assert_eq!(session.app.reader().top(), 3);
    session.mouse(MouseEventKind::ScrollUp, 100, 10);
    assert_eq!(session.app.reader().top(), 0);
    session.keys("g");
    let screen = session.screen();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains("the data")).unwrap();
    let column = unicode_width::UnicodeWidthStr::width(&line[..line.find("the data").unwrap()]);
    session.click(u16::try_from(column + 2).unwrap(), u16::try_from(row).unwrap());
    assert_eq!(session.opened, ["https://data.example.org/rooms"]);
}

/// Clicks the place where some words are on the screen.
fn click_on(session: &mut Session, words: &str) {
    let screen = session.screen();
    let (row, line) = screen
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains(words))
        .unwrap_or_else(|| panic!("{words}\n{screen}"));
    let column = unicode_width::UnicodeWidthStr::width(&line[..line.find(words).unwrap()]);
    session.click(u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
}

#[test]
fn the_names_of_keys_can_be_clicked() {
    let mut session = Session::new(120, 36);
    click_on(&mut session, "help");
    assert!(session.shows(" Keys "), "{}", session.screen());
    click_on(&mut session, "close");
    assert!(!session.shows(" Keys "), "{}", session.screen());
    click_on(&mut session, "2 problems");
    assert!(session.shows(" Problems "), "{}", session.screen());
    session.keys("Esc");
    click_on(&mut session, "open source");
    assert_eq!(session.opened, ["https://lab.example.org/229"]);
    session.keys("j");
    click_on(&mut session, "/ search");
    session.letters("paragraph");
    click_on(&mut session, "show results");
    assert!(session.shows("2 of 7 posts"), "{}", session.screen());
    click_on(&mut session, "Esc clear");
    assert!(session.shows("7 posts · "), "{}", session.screen());
    session.keys("A");
    click_on(&mut session, "mark  any other");
    assert!(session.shows("· 0 unread"), "{}", session.screen());
    session.keys("g Enter 2");
    click_on(&mut session, "Enter open link 2");
    assert_eq!(session.opened.last().map(String::as_str), Some("https://code.example.org/rooms"));
}

#[test]
fn the_title_bar_types_nothing_into_a_prompt() {
    let mut session = Session::new(80, 24);
    session.keys("|").letters("ls");
    click_on(&mut session, "? help");
    assert!(session.shows("\n | ls\n"), "{}", session.screen());
}

#[test]
fn keys_focus_panes_and_go_back() {
    let mut session = Session::new(80, 24);
    assert!(!session.shows("A room that was never built"), "one pane at a time");
    assert!(session.keys("Enter").shows("A room that was never built"));
    assert!(session.keys("Esc").shows("A long one"));
    assert!(session.keys("Tab").shows("A room that was never built"));
    assert!(session.keys("Tab").shows("A long one"));
    session.keys("? q");
    assert!(!session.app.should_quit(), "q closes the help");
    session.keys("q");
    assert!(session.app.should_quit());
}

#[test]
fn an_empty_list_says_why() {
    let mut session = Session::new(80, 24);
    assert!(session.keys("u u").shows(&messages::none_pass(Filter::Starred, "u")));
    session.keys("Enter j k o s m n y O 1");
    assert!(
        session.opened.is_empty() && session.copied.is_empty() && !session.app.should_quit(),
        "there is nothing to act on"
    );
    assert!(session.app.post_list().order().is_empty());
    assert!(Session::empty(80, 24).shows(messages::LOADING));
}

#[test]
fn that_marks_are_not_kept_outranks_other_failures() {
    let mut session = Session::new(120, 36);
    let failed = |text: &str| Msg::Saved { count: 0, result: Err(CleanText::single_line(text)) };
    let backup = || Msg::Notify { text: CleanText::single_line("the marks were not backed up"), is_error: true };
    session.send(backup());
    assert!(session.shows("the marks were not backed up"));
    session.send(failed("marks are not kept: the disk is full"));
    session.send(backup());
    assert!(session.shows("marks are not kept") && !session.shows("not backed up"));
    // Further attempts that fail say nothing new, and so do not hide what was said since.
    session.keys("z");
    session.send(backup());
    session.send(failed("marks are not kept: the disk is full"));
    assert!(session.shows("the marks were not backed up"));
}

#[test]
fn a_post_that_could_not_be_read_is_not_marked_as_read() {
    let mut session = Session::new(120, 36);
    assert!(session.shows("7 unread"));
    let path = session.folder().join(POSTS[1].0);
    std::fs::remove_file(&path).unwrap();
    session.keys("j Enter G");
    assert!(session.shows("No such file") && session.shows("7 unread"), "{}", session.screen());
    // With the file back, its text is shown, and then it is read.
    std::fs::write(&path, POSTS[1].1).unwrap();
    session.keys("Esc k j");
    assert!(session.shows("One sentence only.") && session.shows("7 unread"));
    assert!(session.keys("Enter").shows("6 unread"));
}

#[test]
fn a_source_that_could_not_be_opened_marks_nothing_as_read() {
    let mut session = Session::new(120, 36);
    session.browser_fails = true;
    assert!(session.keys("o").shows("no browser") && session.shows("7 unread"), "{}", session.screen());
    session.browser_fails = false;
    assert!(session.keys("o").shows("opening https://lab.example.org/229") && session.shows("6 unread"));
}

/// A post with a link that asks before it opens.
const MISLEADING: (&str, &str) = ("2019-01-01-b.md", "# Last\n\n[bank.example.com](https://evil.example.net/x)");

#[test]
fn ctrl_z_suspends_whatever_is_open() {
    for keys in ["", "/", "/ r", "?", "t", "Ctrl-p", "S", "O", "f", "Enter f", "Enter G 1", "Enter /", "j Enter 1"] {
        let mut session = Session::with_posts(80, 24, &[POSTS[0], MISLEADING]);
        session.keys(keys);
        let before = session.screen();
        session.keys("Ctrl-z");
        assert_eq!((session.suspended, session.screen() == before), (1, true), "after {keys}");
    }
}

/// Threads read the files, and so they arrive in another order at every start.
#[test]
fn problems_are_in_the_order_of_the_list() {
    let posts = [("a.md", "2020-01-03"), ("b.md", "2020-01-01"), ("c.md", "2020-01-02")]
        .map(|(name, date)| (name, format!("---\ntitle: \"A \"post\" of it\"\ndate: {date}\n---\n\nText.\n")));
    let posts = posts.each_ref().map(|(name, text)| (*name, text.as_str()));
    let folder = Session::with_posts(80, 24, &posts);
    let batches = batches(folder.folder());
    let whole: Vec<_> = batches.iter().flat_map(|batch| &batch.posts).cloned().collect();
    for turn in 0..whole.len() {
        let mut posts = whole.clone();
        posts.rotate_left(turn);
        let mut session = Session::empty(80, 24);
        let progress = batches.last().expect("a batch").progress;
        session.send(Msg::Loaded(Batch { posts, progress, ..Batch::default() }));
        session.keys("!");
        let screen = session.screen();
        let at = |name: &str| screen.find(name).unwrap_or_else(|| panic!("{name}\n{screen}"));
        assert!(at(" a.md") < at(" c.md") && at(" c.md") < at(" b.md"), "{screen}");
    }
}
