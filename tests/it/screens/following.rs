//! References between issues followed and come back from, backlinks, letters on links, and the outline.

use super::session::Session;
use importai_reader::app::messages;
use importai_reader::text::CleanText;

/// Three issues of a series; the newest refers to both others and to one that the archive lacks.
fn posts() -> Vec<(&'static str, String)> {
    let filler =
        "A line of its own that only fills the page, so that there is something to scroll through.\n\n".repeat(30);
    let issue = |number: u32, second: &str| {
        format!(
            "---\ntitle: \"Field Notes {number}: rooms\"\ndate: 2020-12-{number:02}\nlink: https://lab.example.org/{number}\n---\n\n\
             **Rooms are cheap:**\n*…Walls of light…*\n\n{filler}Read more: A Long Look at Rooms (arXiv).\n\n\
             **Sorters are slow:**\n*…And they know it…*\n\n{second}\n\n{filler}"
        )
    };
    vec![
        ("c.md", issue(12, "As said before (Field Notes 9, 3, 77), and in arXiv:1706.03762 too.")),
        ("b.md", issue(9, "Nothing refers to anything (Field Notes #3).")),
        ("a.md", issue(3, "This one stands at the beginning.")),
    ]
}

fn session(columns: u16, rows: u16) -> Session {
    let posts = posts();
    let posts: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Session::with_posts(columns, rows, &posts)
}

fn lines(session: &mut Session) -> Vec<String> {
    session.screen().lines().map(str::to_owned).collect()
}

#[test]
fn a_reference_is_followed_and_come_back_from_to_the_very_line() {
    for size in [(60, 20), (100, 30), (160, 40)] {
        let mut session = session(size.0, size.1);
        session.keys("Enter ] ] k");
        let before = lines(&mut session);
        // The first letter goes to the first reference on the screen.
        session.keys("Enter f");
        assert!(session.shows("Field Notes 9: rooms"), "{size:?}");
        assert!(!session.shows("2/2  Sorters"), "{size:?}: it begins at its top");
        session.keys("Space Ctrl-o");
        assert_eq!(lines(&mut session)[1..size.1 as usize - 1], before[1..size.1 as usize - 1], "{size:?}");
        session.keys("Tab");
        assert!(session.shows("A line of its own"), "{size:?}");
        assert_eq!(
            session.app.selected().map(|id| session.app.library().post(id).unwrap().title.to_string()).as_deref(),
            Some("Field Notes 9: rooms")
        );
        session.keys("Backspace");
        assert_eq!(lines(&mut session)[1..size.1 as usize - 1], before[1..size.1 as usize - 1], "{size:?}");
    }
}

#[test]
fn only_issues_that_are_there_are_links() {
    let mut session = session(100, 30);
    session.keys("Enter ] ]");
    let document = session.app.reader().current().unwrap();
    let targets: Vec<&str> =
        document.links.iter().filter(|link| link.address().is_none()).map(|link| link.label.as_str()).collect();
    assert_eq!(targets, ["Field Notes 9", "3"]);
    let addresses: Vec<&str> = document.links.iter().filter_map(|link| link.address()).map(CleanText::as_str).collect();
    assert_eq!(
        addresses,
        ["https://arxiv.org/search/?searchtype=title&query=A+Long+Look+at+Rooms", "https://arxiv.org/abs/1706.03762"]
    );
}

#[test]
fn an_issue_ends_with_those_that_refer_to_it() {
    let mut session = session(100, 30);
    session.keys("G Enter G");
    let text = session.screen();
    let at = text.find("Referred to in").expect("backlinks");
    let (newer, older) = (text[at..].find("← Field Notes 12"), text[at..].find("← Field Notes 9"));
    assert!(newer.is_some() && newer < older, "{text}");
    session.keys("Enter f");
    assert!(session.shows("Field Notes 12: rooms"));
}

#[test]
fn letters_open_links_and_copy_them() {
    let mut session = session(100, 30);
    session.keys("Enter ] ] f");
    assert!(session.shows(messages::TYPE_A_LABEL));
    session.keys("d");
    assert_eq!(session.opened, ["https://arxiv.org/abs/1706.03762"]);
    session.keys("F d F f f Esc j");
    assert_eq!(session.copied[..2], ["https://arxiv.org/abs/1706.03762", "https://lab.example.org/9"]);
}

#[test]
fn misleading_links_ask_before_they_open() {
    let text = "---\ntitle: Links\ndate: 2020-12-12\nlink: https://a.example.org\n---\n\n\
        One [www.bank.example.com](https://evil.example.net/x), [two](mailto:jo@example.org), \
        [three](https://user:pw@evil.example.net/), [four](https://a.example.org/4), [five](javascript:alert(1)).";
    let mut session = Session::with_posts(120, 24, &[("a.md", text)]);
    session.keys("Enter 1 Enter");
    assert!(session.shows("The text says bank.example.com."), "{}", session.screen());
    assert!(session.shows("Open this link? It leads to") && session.shows("│ evil.example.net"));
    session.keys("n");
    assert!(session.opened.is_empty() && session.shows(messages::NOT_OPENED));
    session.keys("1 Enter y");
    assert_eq!(session.opened, ["https://evil.example.net/x"]);
    session.keys("2 Enter");
    assert!(session.shows("Write a mail?") && session.shows("to: jo@example.org"));
    // Enter, which a hand may press twice, is no yes.
    session.keys("Enter 2 Enter");
    assert!(session.opened.len() == 1 && session.shows("Write a mail?"), "{}", session.screen());
    session.keys("y 3 Enter");
    assert!(session.shows("│ evil.example.net"));
    session.keys("Esc 4 Enter 5 Enter");
    assert!(session.shows("only http, https and mailto links are opened, not “javascript:alert(1)”"));
    assert_eq!(session.opened[1..], ["mailto:jo@example.org", "https://a.example.org/4"]);
}

#[test]
fn the_outline_narrows_as_one_types() {
    let mut session = session(100, 30);
    session.keys("Enter t s l o w");
    let screen = session.screen();
    assert!(screen.contains("Outline: slow") && screen.contains("2  Sorters are slow"), "{screen}");
    assert!(!session.shows("1  Rooms are cheap"));
    session.keys("Enter");
    assert!(session.shows("2/2  Sorters are slow"));
    session.keys("Ctrl-o");
    assert!(!session.shows("2/2  Sorters are slow"));
}

#[test]
fn the_outline_is_next_to_the_text_on_wide_screens() {
    let mut session = session(160, 40);
    let text = session.screen();
    let (row, line) = text.lines().enumerate().find(|(_, line)| line.contains("2  Sorters")).expect("an outline");
    let column = line.chars().count() - 20;
    session.click(u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
    assert!(session.shows("2/2  Sorters are slow"));
    let mut narrow = self::session(149, 40);
    assert!(!narrow.keys("Enter").shows(" Outline "));
}

#[test]
fn an_issue_leads_to_those_before_and_after_it() {
    let post = |number: u32| {
        (
            format!("2020-0{number}-01-pier.md"),
            format!("---\ntitle: \"Pier Notes {number}: lamps\"\n---\n\nText {number}.\n"),
        )
    };
    let posts = [post(2), post(3), post(5)];
    let files: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut session = Session::with_posts(80, 24, &files);
    session.keys("j Enter");
    assert!(session.shows("In this series"));
    assert!(session.shows("Previous: Pier Notes 2: lamps") && session.shows("Next: Pier Notes 5: lamps"));
    let document = session.app.reader().current().unwrap();
    let labels: Vec<&str> = document.links.iter().map(|link| link.label.as_str()).collect();
    assert_eq!(labels, ["Pier Notes 2: lamps", "Pier Notes 5: lamps"]);
}
