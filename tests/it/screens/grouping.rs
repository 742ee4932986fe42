//! Posts that tell the same news as one row of the list.

use super::session::Session;

const NEWS: &str = "The harbour board said on Tuesday that a new lamp with a lens of glass from the north will be lit on \
    the outer pier before the winter storms begin, and that the old keeper and her crew will move to the island.";

const OTHER: &str = "Seven ferries collided slowly in thick fog near the reef while their captains argued by radio over \
    who had the right of way, and nobody was hurt, though a crate of oranges was lost to the waves.";

fn post(title: &str, date: &str, site: &str, text: &str) -> String {
    format!("---\ntitle: \"{title}\"\ndate: {date}\nlink: https://{site}/{date}\ndomain: {site}\n---\n\n{text}\n")
}

/// Three posts with one piece of news, two with another, and two that are alone.
fn posts() -> Vec<(&'static str, String)> {
    vec![
        ("a.md", post("New lamp on the outer pier before winter", "2020-03-01", "a.example.org", NEWS)),
        ("b.md", post("Lamp for the outer pier", "2020-03-03", "b.example.net", NEWS)),
        ("c.md", post("A lamp on the outer pier before winter", "2020-03-05", "c.example.com", NEWS)),
        ("d.md", post("Bread prices in spring", "2020-03-04", "a.example.org", "Bread is dear again.")),
        ("e.md", post("Seven ferries collide in the fog", "2020-02-03", "a.example.org", OTHER)),
        ("f.md", post("Ferries collide in the fog: seven", "2020-02-04", "b.example.net", OTHER)),
        ("g.md", post("The museum opens", "2020-01-04", "a.example.org", "It has three rooms.")),
    ]
}

fn with(columns: u16, rows: u16, posts: &[(&str, String)]) -> Session {
    let posts: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Session::with_posts(columns, rows, &posts)
}

fn session() -> Session {
    with(80, 24, &posts())
}

/// The rows of the list, from the sign of an unread post on, without dates and sites.
fn rows(session: &mut Session) -> Vec<String> {
    let screen = session.screen();
    let rows = screen.lines().filter(|line| line.starts_with('│')).map(|line| line.trim_matches(['│', ' ']));
    let title = |row: &str| match row.split_once(" 2020") {
        Some((start, rest)) => {
            let sign = start.chars().next().filter(|c| !c.is_ascii()).unwrap_or(' ');
            let title = rest.split("  ").map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
            format!("{sign} {title}")
        }
        None => row.to_owned(),
    };
    rows.filter(|row| !row.is_empty()).map(title).collect()
}

fn place(session: &mut Session) -> String {
    let screen = session.screen();
    let border = screen.lines().nth(1).unwrap_or_default();
    border.split_whitespace().find(|word| word.contains('/')).unwrap_or_default().to_owned()
}

#[test]
fn posts_that_tell_the_same_news_are_one_row() {
    let mut session = session();
    assert_eq!(place(&mut session), "1/7");
    session.keys("=");
    assert!(session.shows("2 pieces of news"), "{}", session.screen());
    let grouped = [
        "● A lamp on the outer pier before winter +2",
        "● Bread prices in spring",
        "● Ferries collide in the fog: seven +1",
        "● The museum opens",
    ];
    assert_eq!(rows(&mut session), grouped);
    assert_eq!(place(&mut session), "1/4");
    assert!(session.keys("j k").shows("by date · all posts · grouped"), "{}", session.screen());
    session.keys("=");
    assert_eq!(rows(&mut session).len(), 7);
    assert!(session.shows("every post has a row of its own"));
    assert!(!session.keys("j").shows("grouped"));
}

#[test]
fn a_row_is_opened_and_closed() {
    let mut session = session();
    session.keys("= .");
    assert_eq!(
        rows(&mut session),
        [
            "● A lamp on the outer pier before winter",
            "● └ Lamp for the outer pier",
            "● └ New lamp on the outer pier before winter",
            "● Bread prices in spring",
            "● Ferries collide in the fog: seven +1",
            "● The museum opens",
        ]
    );
    assert!(session.shows(". close the row") && place(&mut session) == "1/6", "{}", session.screen());
    // From one of the others too: the row that stays is selected.
    session.keys("j j .");
    assert_eq!((rows(&mut session).len(), place(&mut session)), (4, "1/4".to_owned()));
    assert!(session.shows(". show the others"), "{}", session.screen());
    // The selection stays on its post where a row above it is opened.
    session.keys("G");
    let museum = session.app.selected();
    session.keys("k . j j");
    assert_eq!((session.app.selected(), place(&mut session)), (museum, "5/5".to_owned()));
    assert!(session.keys(".").shows("no other listed post tells this news"));
}

#[test]
fn the_others_say_why_they_are_in_the_row() {
    let mut session = with(120, 30, &posts());
    session.keys("= .");
    assert!(session.shows("└ Lamp for the outer pier"), "{}", session.screen());
    assert!(session.shows("3 Mar 2020 · 100 % of the text · b.example"), "{}", session.screen());
    assert!(session.shows("first · a.example.org"), "{}", session.screen());
}

#[test]
fn marks_are_those_of_the_shown_post_and_no_unread_one_is_hidden() {
    let mut session = session();
    session.keys("= m");
    assert_eq!(rows(&mut session)[0], "○ A lamp on the outer pier before winter +2");
    // The next unread post is one of the others.
    session.keys("n");
    assert_eq!(rows(&mut session)[1], "● └ Lamp for the outer pier");
    assert_eq!(place(&mut session), "2/6");
    session.keys("m n m . k");
    assert_eq!(rows(&mut session)[0], "  A lamp on the outer pier before winter +2");
    session.keys("s");
    assert!(session.shows("★"), "{}", session.screen());
    let marks = session.app.marks();
    let starred = session.app.post_list().listed().iter().filter(|post| marks.get(**post).starred).count();
    assert_eq!(starred, 1);
    // All listed posts are those in the rows too.
    session.keys("A");
    assert!(session.shows("4 unread posts"), "{}", session.screen());
    session.keys("y u");
    assert!(!session.shows("+"), "{}", session.screen());
}

#[test]
fn the_way_back_from_the_next_unread_post_leads_to_the_row() {
    let mut session = session();
    let first = session.keys("= m").app.selected();
    session.keys("n");
    assert_ne!(session.app.selected(), first);
    assert_eq!(session.keys("Ctrl-o").app.selected(), first);
    // Backwards, the others come last of their row.
    let mut session = self::session();
    session.keys("= A y j m k N");
    assert!(session.app.selected().is_some());
}

#[test]
fn filters_orders_and_searches_group_what_they_list() {
    let mut session = session();
    session.keys("= m u");
    // Only two of them are unread.
    assert_eq!(rows(&mut session)[0], "● Bread prices in spring");
    assert!(rows(&mut session).contains(&"● Lamp for the outer pier +1".to_owned()), "{}", session.screen());
    assert!(session.shows("unread: 6"), "{}", session.screen());
    session.keys("Esc G S 1 g");
    assert!(rows(&mut session).contains(&"● Seven ferries collide in the fog +1".to_owned()), "{}", session.screen());
    session.keys("S 1 /").letters("domain:b.example.net").keys("Enter");
    assert!(!session.shows("+"), "{}", session.screen());
    session.keys("/").letters("lamp").keys("Enter");
    assert!(session.shows("+2") && place(&mut session) == "1/1", "{}", session.screen());
    session.keys("Esc");
    assert_eq!(rows(&mut session).len(), 4, "{}", session.screen());
    session.keys("/").letters("lamp").keys("Esc");
    assert_eq!(rows(&mut session).len(), 4, "{}", session.screen());
}

#[test]
fn a_jump_to_a_post_opens_its_row() {
    let mut session = session();
    session.keys("= : ").letters("2020-03-01").keys("Enter");
    assert_eq!(rows(&mut session)[2], "● └ New lamp on the outer pier before winter");
    assert_eq!(place(&mut session), "3/6");
    // A number goes to a row.
    session.keys("4 G");
    assert_eq!(place(&mut session), "4/6");
    session.keys("Ctrl-p").letters("seven ferries").keys("Down Enter Esc");
    assert_eq!(place(&mut session), "6/7", "{}", session.screen());
}

#[test]
fn a_selected_post_keeps_its_row() {
    let mut session = session();
    session.keys("G k k k k k");
    let second = session.app.selected();
    assert_eq!(place(&mut session), "2/7");
    session.keys("j =");
    let third = session.app.selected();
    assert_ne!(second, third);
    assert_eq!(rows(&mut session)[1], "● └ Lamp for the outer pier", "{}", session.screen());
    assert_eq!(place(&mut session), "2/6");
}

#[test]
fn changed_files_change_the_rows() {
    let mut session = session();
    session.files_changed().keys("= j k");
    let gone = session.folder().join("c.md");
    std::fs::remove_file(gone).unwrap();
    session.files_changed();
    // The next one of the same news has the row.
    assert_eq!(rows(&mut session)[1], "● Lamp for the outer pier +1", "{}", session.screen());
    assert_eq!(place(&mut session), "2/4");
    std::fs::write(session.folder().join("h.md"), post("Lamp, outer pier, winter", "2020-03-06", "h.example", NEWS))
        .unwrap();
    session.files_changed();
    // What is selected stays, though another post is the first one now.
    assert_eq!(rows(&mut session)[..2], ["● Lamp, outer pier, winter", "● └ Lamp for the outer pier"]);
    assert_eq!(place(&mut session), "2/6");
    for name in ["h.md", "b.md"] {
        std::fs::remove_file(session.folder().join(name)).unwrap();
    }
    session.files_changed();
    assert!(rows(&mut session).contains(&"● New lamp on the outer pier before winter".to_owned()));
}

#[test]
fn groups_of_an_earlier_library_are_dropped() {
    let mut session = session();
    session.files_changed();
    session.held_repeats = Some(Vec::new());
    session.keys("=");
    assert!(session.shows("looking for posts that tell the same news…"), "{}", session.screen());
    assert!(session.keys("j").shows("grouping…"), "{}", session.screen());
    assert!(session.keys(".").shows("looking for posts that tell the same news…"), "{}", session.screen());
    std::fs::remove_file(session.folder().join("c.md")).unwrap();
    session.files_changed();
    let held = session.held_repeats.take().unwrap();
    assert_eq!(held.len(), 2, "one for each library");
    session.find_repeats(&held[0]);
    assert!(!session.shows("+"), "{}", session.screen());
    session.find_repeats(&held[1]);
    assert!(session.shows("+1"), "{}", session.screen());
}

#[test]
fn nobody_looks_for_them_before_they_are_wanted() {
    let mut session = session();
    session.held_repeats = Some(Vec::new());
    session.files_changed().keys("j k / l a m p Enter Esc u u u");
    assert!(session.held_repeats.as_ref().unwrap().is_empty());
    assert!(session.keys(".").shows("= puts those that tell the same news in one row"), "{}", session.screen());
    // Turned off while they are being looked for.
    session.keys("= =");
    let held = session.held_repeats.take().unwrap();
    session.find_repeats(&held[0]);
    assert_eq!(rows(&mut session).len(), 7);
    // They are known now.
    session.held_repeats = Some(Vec::new());
    session.keys("=");
    assert_eq!((rows(&mut session).len(), session.held_repeats.take().unwrap().len()), (4, 0));
}

#[test]
fn the_configuration_groups_from_the_start() {
    let posts = posts();
    let posts: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut session = Session::grouped(80, 24, &posts);
    assert_eq!(rows(&mut session).len(), 4, "{}", session.screen());
    assert!(session.shows("grouped") && !session.shows("pieces of news"), "{}", session.screen());
}

#[test]
fn an_archive_without_repeats_says_so() {
    let mut session = with(80, 24, &posts()[3..5]);
    assert!(session.keys("=").shows("no two listed posts tell the same news"), "{}", session.screen());
    assert!(session.keys("=").shows("every post has a row of its own"));
    let mut empty = Session::empty(80, 24);
    empty.keys("= . = .");
    empty.draw_every_size();
}

#[test]
fn the_number_is_seen_at_every_width_and_beside_any_title() {
    let wide = "港の外の桟橋に新しい灯台の明かりが冬の嵐の前に灯る予定である";
    let hostile = "Lamp \u{202e}\u{1b}[31m on the outer pier \u{200b}of the long and winding harbour wall";
    let linked = |title: &str, day: &str, link: &str| {
        format!("---\ntitle: \"{title}\"\ndate: {day}\nlink: https://{link}\n---\n\n{NEWS}\n")
    };
    let posts = [
        ("a.md", linked(wide, "2020-03-01", "a.example/1")),
        ("b.md", linked(wide, "2020-03-02", "a.example/1")),
        ("c.md", linked(hostile, "2020-04-03", "a.example/2")),
        ("d.md", linked(hostile, "2020-04-04", "a.example/2")),
    ];
    let mut session = with(80, 24, &posts);
    session.keys("=");
    for columns in [24, 30, 45, 60, 89, 90, 120, 200] {
        let screen = session.resize(columns, 20).screen();
        let rows = screen.lines().filter(|line| line.contains("+1")).count();
        assert!(rows == 2 && !screen.contains(['\u{202e}', '\u{1b}']), "{columns}\n{screen}");
    }
    session.draw_every_size();
    session.resize(80, 24).keys(".");
    session.draw_every_size();
}

#[test]
fn a_click_selects_what_it_points_at() {
    let mut session = session();
    session.keys("= .").click(20, 4);
    assert_eq!(place(&mut session), "3/6", "{}", session.screen());
    session.click(20, 5);
    assert_eq!(place(&mut session), "4/6");
    session.click(20, 5);
    assert!(session.shows("Bread is dear again"), "{}", session.screen());
}

#[test]
fn months_stay_where_they_are_when_a_row_is_opened() {
    let mut many: Vec<(String, String)> = (0..40)
        .map(|day| {
            let date = format!("2020-{:02}-{:02}", 1 + day / 10, 1 + day % 10 * 2);
            (format!("{day}.md"), post(&format!("Word {day}"), &date, "m.example", &format!("Text {day}.")))
        })
        .collect();
    many.push(("x.md".to_owned(), post("Lamp on the outer pier at night", "2020-02-27", "x.example", NEWS)));
    many.push(("y.md".to_owned(), post("The lamp on the outer pier at night", "2020-03-02", "y.example", NEWS)));
    let posts: Vec<(&str, String)> = many.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let mut session = with(80, 60, &posts);
    session.keys("= Ctrl-p").letters("the lamp on").keys("Enter Esc");
    let headings =
        |screen: &str| screen.lines().filter(|line| line.starts_with('│') && line.contains("y 2020 ")).count();
    let before = session.screen();
    session.keys(".");
    let after = session.screen();
    assert_eq!(headings(&before), headings(&after), "{after}");
    let lines: Vec<&str> = after.lines().collect();
    let at = lines.iter().position(|line| line.contains("The lamp on")).unwrap();
    assert!(lines[at].contains(" 02 ") && lines[at + 1].contains("27 Feb 2020 └ Lamp on"), "{after}");
    // The next heading is that of the next month.
    session.keys("}");
    assert!(
        session
            .app
            .selected()
            .is_some_and(|post| session.app.library().post(post).unwrap().date.month() == "February 2020")
    );
}

#[test]
fn it_is_for_the_list_of_posts_only() {
    let mut session = session();
    assert!(session.keys("T =").shows("= works in the list of posts only"), "{}", session.screen());
    assert!(session.keys(".").shows(". works in the list of posts only"), "{}", session.screen());
    session.keys("T : ").letters("grouping").keys("Enter");
    assert_eq!(rows(&mut session).len(), 4, "{}", session.screen());
}

#[test]
fn exports_have_the_posts_in_the_rows_too() {
    let mut session = session();
    let file = session.folder().join("all.jsonl");
    session.keys("= :").letters(&format!("export {}", file.display()));
    assert!(session.shows("7 posts"), "{}", session.screen());
    session.keys("Enter");
    assert_eq!(std::fs::read_to_string(file).unwrap().lines().count(), 7);
}
