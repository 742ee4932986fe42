//! What reaches the terminal: nothing that a post smuggles in, no colour where none is wanted, and on a dumb terminal
//! only text.

use std::fs;

use crate::support::keys::ENTER;
use crate::support::{Reader, Setup, footer, shows};
use rustix::process::Signal;

/// Bytes that terminals obey, in front matter, text, links, names and settings. None of the sequences is one that the
/// program itself sends.
fn hostile_posts() -> Vec<(String, Vec<u8>)> {
    let bidi =
        "\u{202e}gpj.exe\u{202c}\u{202a}a\u{202b}b\u{202d}c\u{2066}x\u{2069}\u{2067}y\u{2068}z\u{200e}\u{200f}\u{61c}";
    let entities = "&#27;]0;x&#7; &#x1b;[5m &#155;5m &#x9b;5m &#8238;abc &#x202E;abc &#0; &#8;&#8; &#x1b;c";
    let raw = "\u{1b}]0;x\u{7} \u{1b}[5m \u{1b}c \u{1b}[999;999H \u{1b}[6n \u{1b}P1$r\u{1b}\\ \u{9b}5m \u{9d}0;x\u{9c} \r\u{8}";
    let mut posts = Vec::new();
    let encoded = "%1b]0;x%07 %1B[5m %C2%9B5m %E2%80%AEabc %0d%0a %00 \\e[5m \\x1b[5m \\u202e";
    for (nth, evil) in [bidi, entities, raw, encoded].into_iter().enumerate() {
        let text = format!(
            "---\ntitle: \"Title {nth} {evil} of a post\"\ndate: 2024-05-0{}\nlink: https://e.example.org/{evil}\n\
             author: \"A {evil}\"\ndomain: \"d{evil}.example.org\"\n---\n\n### Title\n\nBody {nth} {evil} `{evil}` \
             **{evil}** [label {evil}](https://e.example.org/l{evil}) ![image {evil}](i.png)\n\n\
             <p>Mark-up {evil} <a href=\"https://e.example.org/{evil}\" title=\"{evil}\">{evil}</a></p>\n\n\
             - {evil}\n\n> {evil}\n\n```\n{evil}\n```\n\n| a | {evil} |\n|---|---|\n| {evil} | b |\n\nEnd of {nth}\n",
            9 - nth
        );
        posts.push((format!("{nth}.md"), text.into_bytes()));
    }
    let mut latin =
        b"---\ntitle: Latin \x9b5m \x1b[5m and \x9d0;x\x9c\n---\n\nBody of latin \x9b5m \x90x\x9c \xff\xfe\n".to_vec();
    latin.extend(b"\x1b[?1049l\x1b[?25h");
    posts.push(("latin.md".to_owned(), latin));
    posts.push(("\u{1b}]0;x\u{7}\u{9b}5m\u{202e}name.md".to_owned(), b"\x1b[5m\n---\nno front matter".to_vec()));
    posts
}

#[test]
fn nothing_in_a_post_is_obeyed() {
    for size in [(120, 36), (80, 24), (200, 50), (30, 10)] {
        let settings = "\"\\u001b]0;x\\u0007\\u202e\" = 1\nbrowser = \"/nonexistent\\u001b[5m\"\n";
        let setup = Setup::with_posts(&[]).settings(settings).size(size.0, size.1);
        for (name, text) in hostile_posts() {
            fs::write(setup.posts().join(name), text).unwrap();
        }
        let mut reader = setup.start();
        reader.wait_until_loaded();
        visit_everything(&mut reader);
        assert!(reader.look(|screen| screen.alternate_screen() && screen.hide_cursor()));
        reader.type_keys("Q");
        reader.end();
        let stream = reader.stream();
        eprintln!(
            "{} characters, {} sequences of the program, {} foreign",
            stream.shown,
            stream.sequences,
            stream.foreign.len()
        );
        assert!(stream.shown > 1000 && stream.sequences > 100, "there was something to look at");
        reader.ends_with(0);
    }
}

/// Looks at each of the posts, its text, its links and its end, and at the lists.
fn visit_everything(reader: &mut Reader) {
    for nth in 1..=6 {
        reader.type_keys(ENTER);
        reader.type_keys("GO");
        reader.wait_for("the links", |screen| shows(screen, " Links "));
        // Refused, or reported as failed: both name the address.
        reader.type_keys("o");
        reader.wait_for("the footer tells", |screen| {
            ["no link", "opened", "nonexistent"].iter().any(|word| footer(screen).contains(word))
        });
        reader.type_keys("\r1\r");
        reader.type_keys(if nth < 6 { "hj" } else { "h" });
    }
    for (key, title) in [("!", " Problems "), ("?", " Keys "), ("S", " Sort by ")] {
        reader.type_keys(key);
        reader.wait_for(title, |screen| shows(screen, title));
        reader.type_keys("G");
        reader.type_keys("q");
        reader.wait_for("the list closed", |screen| !shows(screen, title));
    }
}

#[test]
fn nothing_that_is_pasted_is_obeyed_or_sent_back() {
    let evil = "zyx \u{202e}\u{2066}\u{200f}\u{9b}5m\u{1b}]0;x\u{7}\u{1b}[5m\u{1b}c\u{0}\r\n\t\u{8}";
    let mut reader = Setup::new().start();
    reader.wait_until_loaded();
    for keys in ["/", "t", "O", "", "\r"] {
        reader.type_keys(keys);
        reader.type_keys(&format!("\u{1b}[200~{evil}\u{1b}[201~"));
        if keys == "/" {
            reader.wait_for_text("zyx");
        }
        reader.type_keys("x\u{202e}\u{9b}");
        reader.type_keys("\x07\x0c");
        reader.type_keys("\x1b[27u");
        reader.resize(if keys.is_empty() { 120 } else { 100 }, 36);
    }
    // All of it was read: what arrives after the end of the program is echoed by the system.
    reader.type_keys("\u{1b}OP");
    reader.wait_for("help", |screen| shows(screen, " Keys ") || shows(screen, "Query syntax"));
    reader.signal(Signal::TERM);
    reader.ends_with(143);
}

/// The numbers of every sequence that sets colours or attributes.
fn attributes(bytes: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split("\u{1b}[").skip(1).filter_map(|part| {
        let end = part.find(|c: char| c.is_ascii_alphabetic())?;
        part[end..].starts_with('m').then(|| part[..end].to_owned())
    });
    sequences.flat_map(|numbers| numbers.split([';', ':']).filter_map(|n| n.parse().ok()).collect::<Vec<_>>()).collect()
}

fn is_colour(number: u16) -> bool {
    matches!(number, 30..=38 | 40..=48 | 90..=107)
}

/// The stream of a session that shows every pane and list.
fn tour(setup: &Setup) -> Vec<u8> {
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.wait_for_text("The keeper writes about");
    reader.type_keys("s");
    reader.wait_for_text("★");
    for (key, shown) in [("?", " Keys "), ("O", " Links "), ("S", " Sort by "), ("!", "no problems in any file")] {
        reader.type_keys(key);
        reader.wait_for_text(shown);
        reader.type_keys("q".repeat(usize::from(key != "!")).as_str());
    }
    reader.type_keys(ENTER);
    reader.type_keys("9\r");
    reader.wait_for_text("no link 9");
    reader.type_keys("G");
    reader.wait_for_text("The lamp is lit.");
    reader.type_keys("Q");
    reader.end();
    let bytes = reader.bytes();
    reader.ends_with(0);
    bytes
}

#[test]
fn no_color_is_honoured() {
    let coloured = tour(&Setup::new());
    assert!(
        attributes(&coloured).iter().any(|&number| is_colour(number)),
        "the test sees colours where there are some"
    );
    let plain = tour(&Setup::new().variable("NO_COLOR", "1"));
    let colours: Vec<u16> = attributes(&plain).into_iter().filter(|&number| is_colour(number)).collect();
    assert!(colours.is_empty(), "{colours:?}");
    let empty = tour(&Setup::new().variable("NO_COLOR", ""));
    assert!(attributes(&empty).iter().any(|&number| is_colour(number)), "an empty NO_COLOR means nothing");
}

#[test]
fn a_dumb_terminal_gets_the_list() {
    let setup = Setup::new().variable("TERM", "dumb").size(200, 24);
    let mut reader = setup.start();
    assert!(reader.end().success());
    let text = String::from_utf8(reader.bytes()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 5, "{text}");
    assert!(lines[1].contains("\tBread without an oven\thttps://bake.example.net/pan"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
    reader.ends_with(0);
}
