//! The question in front of a doubtful link: when it is asked, and that it shows where the link leads.

use super::session::Session;
use importai_reader::app::messages;

/// A reader whose one post has this text.
fn session(columns: u16, rows: u16, body: &str) -> Session {
    let text = format!("---\ntitle: Links\ndate: 2020-12-12\nlink: https://a.example.org\n---\n\n{body}\n");
    let mut session = Session::with_posts(columns, rows, &[("a.md", &text)]);
    session.keys("Enter");
    session
}

#[test]
fn the_host_is_whole_at_every_width() {
    let body = "[paypal.com](https://login.evil.example.net/x) [two](https://paypal.com@login.evil.example.net/) \
        [three](https://\u{430}pple.evil.example.net/) [four](mailto:jo@login.evil.example.net)";
    let hosts = ["login.evil.example.net", "login.evil.example.net", "xn--pple-43d.evil.example.net", "to: jo@login."];
    let whys = ["The text says paypal.com.", "a user name or password", "unusual letters", "Write a mail?"];
    for columns in [30, 50, 60, 80, 90, 100, 120, 160] {
        for rows in [10, 24] {
            for (nth, (host, why)) in hosts.iter().zip(whys).enumerate() {
                let mut session = session(columns, rows, body);
                session.keys(&format!("{} Enter", nth + 1));
                let screen = session.screen();
                let host = if columns < 50 { "evil.example.net" } else { host };
                assert!(screen.contains(host), "{columns}x{rows}:\n{screen}");
                assert!(columns < 50 || screen.contains(why), "{columns}x{rows}:\n{screen}");
                assert!(session.opened.is_empty() && screen.contains("y open  any other key cancel"), "{screen}");
            }
        }
    }
}

#[test]
fn a_long_host_shows_its_end() {
    let long = format!("www.paypal.com.{}.evil.example", "secure-login-session-check.".repeat(6).trim_end_matches('.'));
    for columns in [50, 80, 120] {
        for address in [format!("https://{long}/x"), format!("https://a@{long}/"), format!("mailto:jo@{long}")] {
            let mut session = session(columns, 24, &format!("[paypal.com]({address})"));
            session.keys("Enter 1 Enter");
            assert!(session.shows("check.evil.example "), "{}", session.screen());
        }
    }
}

#[test]
fn a_mail_shows_whom_it_reaches_and_hands_on_nothing_else() {
    let body = "[write](mailto:jo@example.org?attach=/etc/passwd&bcc=spy@evil.example&subject=x&cc=a@e.org,b@e.org)";
    let mut session = session(50, 12, body);
    session.keys("Enter 1 Enter");
    for line in ["to: jo@example.org", "bcc: spy@evil.example", "cc: a@e.org", "cc: b@e.org"] {
        assert!(session.shows(line), "{}", session.screen());
    }
    assert!(!session.shows("passwd"));
    session.keys("y");
    assert_eq!(session.opened, ["mailto:jo@example.org?bcc=spy@evil.example&subject=x&cc=a@e.org,b@e.org"]);
    let many: Vec<String> = (0..30).map(|nth| format!("n{nth}@e.org")).collect();
    let mut session = self::session(80, 24, &format!("[write](mailto:{})", many.join(",")));
    session.keys("Enter 1 Enter");
    assert!(session.shows("to: n7@e.org") && session.shows("and 22 more"), "{}", session.screen());
}

/// Whether a question is asked before the first link opens.
fn asks(body: &str, columns: u16) -> bool {
    let mut session = session(columns, 24, body);
    session.keys("Enter 1 Enter");
    let asked = session.shows("any other key cancel");
    assert_ne!(asked, !session.opened.is_empty(), "{body}: {}", session.screen());
    asked
}

#[test]
fn each_label_of_an_address_is_judged_by_itself() {
    let link = |label: &str| format!("[{label}](https://evil.example/q)");
    for label in [
        "paypal.com",
        "paypal.com,",
        "(paypal.com)",
        "→ paypal.com",
        "paypal.com **login**",
        "Log in at https://paypal.com/",
        "pay**pal**.com",
        "![paypal.com](i.png)",
        "https://192.168.0.1/admin",
        "ftp://paypal.com",
        "sberbank.ru",
        "paypal\u{2024}com",
    ] {
        for columns in [40, 120] {
            assert!(asks(&link(label), columns), "{label}");
            assert!(asks(&format!("See {}, or {}", link(label), link("here")), columns), "{label}");
            assert!(asks(&format!("See {} or {}", link("here"), link(label)), columns), "{label}");
            assert!(asks(&format!("- {}\n- {}", link("here"), link(label)), columns), "{label}");
        }
    }
    for label in ["main.rs", "Node.js 20.1", "e.g. this", "evil.example", "www.evil.example/x", "the U.S. data"] {
        assert!(!asks(&link(label), 120), "{label}");
        assert!(!asks(&format!("See {} and {}", link(label), link("here")), 40), "{label}");
    }
    // A bare address that is longer than a line.
    let long = format!("https://evil.example/{}/Node.js/booking.com", "a-long-path/".repeat(12));
    assert!(!asks(&format!("See {long} for more"), 40));
}

#[test]
fn the_question_is_answered() {
    let mut session = session(80, 24, "[paypal.com](https://evil.example/q)");
    session.keys("Enter 1 Enter n");
    assert!(session.opened.is_empty() && session.shows(messages::NOT_OPENED) && !session.shows("evil.example"));
    session.keys("1 Enter y");
    assert_eq!(session.opened, ["https://evil.example/q"]);
}
