//! Links between the posts of an archive, and from a footnote's number to the footnote and back.

use super::session::Session;
use importai_reader::app::messages;

const FILLER: &str = "A line that only fills the page, so that there is something to scroll through.\n\n";

/// An archive in folders, whose first post has the body given.
fn session(body: &str) -> Session {
    let head = |title: &str, date: &str, link: &str| {
        let link = if link.is_empty() { String::new() } else { format!("link: {link}\n") };
        format!("---\ntitle: {title}\ndate: {date}\n{link}---\n\n")
    };
    let first = head("First", "2024-09-01", "https://example.org/notes/first.html") + body;
    let post = |title: &str, link: &str| head(title, "2024-01-01", link) + "Text of " + title + ".";
    Session::with_posts(
        100,
        30,
        &[
            ("posts/first.md", &first),
            ("posts/2020-03-04-crane.md", &post("The crane", "")),
            ("posts/quay/index.md", &post("The quay", "")),
            ("other/Tide Tables.md", &post("Tables of tides", "https://example.org/tides/")),
        ],
    )
}

#[test]
fn links_to_posts_of_the_archive_lead_there() {
    for (link, title) in [
        ("[a](2020-03-04-crane.md)", "The crane"),
        ("[a](./2020-03-04-crane.md#part)", "The crane"),
        ("[a](../posts/2020-03-04-crane)", "The crane"),
        ("[a](/2020/03/04/crane.html)", "The crane"),
        ("[a](/posts/2020-03-04-crane/)", "The crane"),
        ("[a](quay/)", "The quay"),
        ("[a](../quay/)", "The quay"),
        ("[a](/posts/quay)", "The quay"),
        ("[a](@/posts/quay/index.md)", "The quay"),
        ("[a](../other/Tide%20Tables.md)", "Tables of tides"),
        ("[a](/tides/)", "Tables of tides"),
        ("[a](../tides/?from=feed#x)", "Tables of tides"),
        ("[[Tide Tables]]", "Tables of tides"),
        ("[[tide tables#June|a]]", "Tables of tides"),
        ("[[other/Tide Tables|a]]", "Tables of tides"),
        ("[[Tables of tides]]", "Tables of tides"),
        ("<a href=\"2020-03-04-crane.md\">a</a>", "The crane"),
        ("[a]({% post_url 2020-03-04-crane %})", "The crane"),
        ("[a]({{ site.baseurl }}/posts/quay/)", "The quay"),
        ("[a]({{< relref \"quay/index.md\" >}})", "The quay"),
        ("[a]({{ '/posts/quay/' | relative_url }})", "The quay"),
    ] {
        let mut session = session(&format!("See {link}."));
        session.keys("Enter Enter");
        assert!(session.shows(&format!("Text of {title}.")), "{link}\n{}", session.screen());
        session.keys("Ctrl-o");
        assert!(session.shows("See "), "{link}\n{}", session.screen());
        assert!(session.opened.is_empty(), "{link}");
    }
}

#[test]
fn other_relative_links_lead_to_the_site() {
    for (link, address) in [
        ("[a](2021.html)", "https://example.org/notes/2021.html"),
        ("[a](/about/)", "https://example.org/about/"),
        ("[a](../../../../etc/passwd)", "https://example.org/etc/passwd"),
        ("[a](first.html?print=1)", "https://example.org/notes/first.html?print=1"),
    ] {
        let mut session = session(&format!("See {link}."));
        session.keys("Enter 1 Enter");
        assert_eq!(session.opened, [address], "{link}");
    }
}

#[test]
fn a_name_that_no_post_has_is_text() {
    let mut session = session("See [[Nowhere]] and [[Gone|there]].");
    session.keys("Enter f");
    assert!(session.shows("See Nowhere and there."), "{}", session.screen());
    assert!(session.shows(messages::NO_LINKS), "{}", session.screen());
}

#[test]
fn a_footnote_is_gone_to_and_come_back_from() {
    let filler = FILLER.repeat(40);
    let mut session = session(&format!("It floods[^tide] here.\n\n{filler}[^tide]: Twice a day.\n"));
    session.keys("Enter");
    // The marks in the post list change.
    let text = |session: &mut Session| -> Vec<String> {
        session.screen().lines().skip(1).take(28).map(|line| line.chars().skip(31).collect()).collect()
    };
    let before = session.screen();
    let text_before = text(&mut session);
    assert!(before.contains("It floods¹ here."), "{before}");
    session.keys("Enter");
    assert!(session.shows("1. Twice a day."), "{}", session.screen());
    session.keys("Ctrl-o");
    assert_eq!(text(&mut session), text_before);
    session.keys("O");
    assert!(session.shows("1. Twice a day."), "{}", session.screen());
}

#[test]
fn a_link_to_a_place_that_is_not_there_says_so() {
    let mut session = session("See [there](#nowhere).");
    session.keys("Enter 1 Enter");
    assert!(session.shows(messages::NO_SUCH_PLACE), "{}", session.screen());
    session.keys("F f");
    assert!(session.shows(messages::NO_ADDRESS_OF_PLACE), "{}", session.screen());
}

#[test]
fn missing_issues_are_listed_with_the_search_that_may_find_them() {
    let issue = |number: usize| {
        let also = if number == 9 { " As said in Pier Notes 5, it is." } else { "" };
        let text = format!(
            "---\ntitle: \"Pier Notes {number}: lamps\"\ndate: 2020-01-{number:02}\nlink: https://pier.example/{number}\n\
             ---\n\nA lamp is lit.{also}\n"
        );
        (format!("{number}.md"), text)
    };
    let posts: Vec<(String, String)> = [3, 4, 6, 7, 8, 9].map(issue).into();
    let posts: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut session = Session::with_posts(100, 20, &posts);
    session.keys("!");
    assert!(session.shows("1 of 3–9 missing: 5 (Enter searches for /Pier Notes 5\\b/)"), "{}", session.screen());
    session.keys("Enter");
    assert!(session.shows("Posts: /Pier Notes 5\\b/") && session.shows("Pier Notes 9: lamps"), "{}", session.screen());
}
