//! Hyperlinks in a real terminal: which bytes make the links of the page links of the terminal.

use crate::support::posts::{self, LINKS};
use crate::support::stream::Stream;
use crate::support::{Reader, Setup, contains, shows};

/// A reader whose one post has this text, once its page is on the screen.
fn reading(body: &str, setup: impl Fn(Setup) -> Setup) -> Reader {
    let post = posts::post("One post only", "2024-05-03", "https://one.example.org/", &format!("{body}\n\nThe end."));
    let mut reader = setup(Setup::with_posts(&[("one.md", post)]).size(60, 30)).start();
    reader.wait_until_loaded();
    reader.type_keys("\r");
    reader.wait_for("the page", |screen| shows(screen, "The end.") && shows(screen, "q back"));
    reader
}

/// The hyperlinks that were drawn: number, address and text.
fn links(stream: &Stream) -> Vec<(String, String, String)> {
    stream.links.iter().map(|((number, address), text)| (number.clone(), address.clone(), text.clone())).collect()
}

fn link(number: &str, address: &str, text: &str) -> (String, String, String) {
    (number.to_owned(), address.to_owned(), text.to_owned())
}

fn quit(mut reader: Reader) {
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn each_link_on_the_screen_is_a_hyperlink() {
    let reader = reading(
        "See [the oil](https://lamp.example.org/oil?a=1;b#c), [a mail](mailto:jo@example.org) and \
         [dies hier](https://example.org/\u{e4}\u{7aef}), https://example.org/bare.",
        |setup| setup,
    );
    let want = [
        link("1", "https://lamp.example.org/oil?a=1;b#c", "the oil[1]"),
        link("2", "mailto:jo@example.org", "a mail[2]"),
        link("3", "https://example.org/%C3%A4%E7%AB%AF", "dies hier[3]"),
        link("4", "https://example.org/bare", "https://example.org/bare [4]"),
    ];
    assert_eq!(links(&reader.stream()), want);
    quit(reader);
}

#[test]
fn a_link_that_is_wrapped_is_one() {
    let label = "a label of so many words that it takes three lines of the page at this width of the window, and not \
                 one line less than that";
    let reader = reading(
        &format!("[{label}](https://example.org/long) [\u{7aef}\u{672b}](https://example.org/wide)"),
        |setup| setup,
    );
    let found = links(&reader.stream());
    let whole = format!("{label}[1]");
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(letters(&found[0].2), letters(&whole), "{found:?}");
    assert_eq!(found[1], link("2", "https://example.org/wide", "\u{7aef}\u{672b}[2]"));
    assert_eq!(found.len(), 2, "{found:?}");
    quit(reader);
}

/// Addresses that are not opened, and those about which the reader asks first, are no hyperlinks: a terminal would not
/// ask.
#[test]
fn doubtful_links_are_no_hyperlinks() {
    let body = "[a](javascript:alert(1)) [b](file:///etc/passwd) [paypal.com](https://evil.example/x) \
                [c](https://me:pw@evil.example/) [d](https://\u{430}pple.com/) \
                [e](https://example.org/\u{1b}]8;;\u{7}x\u{9c}y) [f](https://example.org/f)";
    let reader = reading(body, |setup| setup);
    let found = links(&reader.stream());
    assert!(found.iter().all(|(_, address, _)| address.starts_with("https://example.org/")), "{found:?}");
    assert!(found.iter().any(|(_, address, text)| address == "https://example.org/f" && text.starts_with("f[")));
    quit(reader);
}

#[test]
fn links_under_a_list_are_no_hyperlinks() {
    let label = "word ".repeat(100);
    let mut reader = reading(&format!("[{}](https://example.org/long)", label.trim()), |setup| setup);
    let before = reader.bytes().len();
    reader.type_keys("?");
    reader.wait_for_text("Esc close");
    let opened = reader.bytes();
    assert!(!contains(&opened[before..], b"\x1b]8;"), "{}", String::from_utf8_lossy(&opened[before..]));
    reader.type_keys("q");
    reader.wait_for_text("q back");
    assert!(contains(&reader.bytes()[opened.len()..], b"\x1b]8;id=1;https://example.org/long\x1b\\w"));
    quit(reader);
}

#[test]
fn addresses_in_the_list_of_links_are_hyperlinks() {
    let body = "See [this](https://example.org/a), https://example.org/b or [paypal.com](https://evil.example/c).";
    let mut reader = reading(body, |setup| setup);
    reader.type_keys("O");
    reader.wait_for("the list", |screen| shows(screen, "https://evil.example/c") && shows(screen, "Esc close"));
    let want = [
        link("0", "https://one.example.org/", "https://one.example.org/"),
        link("1", "https://example.org/a", "this[1]https://example.org/a"),
        link("3", "https://example.org/b", "https://example.org/b [3]https://example.org/b"),
    ];
    assert_eq!(links(&reader.stream()), want);
    reader.type_keys("q");
    quit(reader);
}

#[test]
fn the_setting_and_the_terminal_decide() {
    for (settings, term, has_links) in [
        ("", "xterm-256color", true),
        ("", "linux", false),
        ("", "vt100", false),
        ("hyperlinks = \"auto\"\n", "tmux-256color", true),
        ("hyperlinks = \"on\"\n", "linux", true),
        ("hyperlinks = \"off\"\n", "xterm-256color", false),
    ] {
        let reader =
            reading("[here](https://example.org/here)", |setup| setup.settings(settings).variable("TERM", term));
        assert_eq!(!reader.stream().links.is_empty(), has_links, "{settings:?} in {term}");
        quit(reader);
    }
}

#[test]
fn the_links_of_the_index_pane_are_those_of_its_preview() {
    let reader = Setup::new().start();
    reader.wait_until_loaded();
    reader.wait_for_text("Step 9 of");
    let found = links(&reader.stream());
    let addresses: Vec<&str> = found.iter().map(|(_, address, _)| address.as_str()).collect();
    assert_eq!(addresses, LINKS);
    quit(reader);
}
