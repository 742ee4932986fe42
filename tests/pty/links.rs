//! Following links in a real terminal: what the browser is given, what it may not do, and copying.

use std::io::Write;

use crate::support::browser::Browser;
use crate::support::keys::{CTRL_C, ENTER, ESC};
use crate::support::posts::{self, LINKS, Post, SOURCE, TITLES};
use crate::support::process::wait_until_stopped;
use crate::support::{Reader, Setup, contains, footer, is_given_back, rows, shows, wait_until};
use rustix::process::Signal;
use vt100::Screen;

/// An address full of what a shell would obey.
const SHELLISH: &str =
    "https://shop.example.org/a;touch$IFS'made'?x=1&y=$(touch${IFS}made)&z=`touch${IFS}made`|cat#\"q\"";

fn one_post(link: &str) -> Vec<Post> {
    let link = format!("'{}'", link.replace('\'', "''"));
    vec![("one.md", posts::post("One post only", "2024-05-03", &link, "A body without links."))]
}

/// A reader of these posts with a browser that was started once they were loaded.
fn with_browser(posts: &[Post]) -> (Browser, Reader) {
    let setup = Setup::with_posts(posts);
    let browser = Browser::new(&setup);
    let reader = setup.settings(&browser.setting()).start();
    reader.wait_until_loaded();
    (browser, reader)
}

#[test]
fn the_configured_browser_gets_the_address_as_its_one_argument() {
    let setup = Setup::new();
    let (browser, other) = (Browser::new(&setup), "/nonexistent/other-browser");
    let mut reader = setup.settings(&browser.setting()).variable("BROWSER", other).start();
    reader.wait_until_loaded();
    reader.type_keys("o");
    browser.wait_until_opened(&[SOURCE]);
    reader.wait_for("the footer tells", |screen| footer(screen).contains(&format!("opening {SOURCE}")));
    reader.wait_for_text("4 unread");
    reader.type_keys("jo");
    browser.wait_until_opened(&[SOURCE, "https://bake.example.net/pan"]);
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn the_browser_of_the_environment_is_next() {
    let setup = Setup::new();
    let browser = Browser::new(&setup);
    let mut reader = setup.variable("BROWSER", &browser.path()).start();
    reader.wait_until_loaded();
    reader.type_keys("o");
    browser.wait_until_opened(&[SOURCE]);
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_file_beside_the_posts_is_no_browser() {
    let setup = Setup::new();
    let trap = setup.path("w3m -c x");
    std::fs::create_dir_all(&trap).unwrap();
    // The whole value names a file, if it is looked up in the folder where the reader was started.
    let (browser, trap) = (Browser::new(&setup), trap.join("w3m"));
    std::fs::copy(browser.path(), &trap).unwrap();
    let mut reader = setup.variable("BROWSER", "w3m -c x/w3m").variable("PATH", "/nonexistent").start();
    reader.wait_until_loaded();
    reader.type_keys("o");
    reader.wait_for("the footer tells", |screen| footer(screen).contains("w3m: No such file or directory"));
    reader.type_keys("Q");
    reader.ends_with(0);
    assert!(!browser.was_started());
}

#[test]
fn addresses_go_through_no_shell() {
    for (link, wanted) in [
        (SHELLISH, SHELLISH),
        (
            "https://shop.example.org/two words?q=$(touch made) \"x\"",
            "https://shop.example.org/two%20words?q=$(touch%20made)%20%22x%22",
        ),
        ("HTTPS://shop.example.org/%s;%d", "HTTPS://shop.example.org/%s;%d"),
        ("mailto:ines@example.org?subject=-x&body=$HOME", "mailto:ines@example.org?subject=-x&body=$HOME"),
    ] {
        for by_setting in [true, false] {
            let setup = Setup::with_posts(&one_post(link));
            let browser = Browser::new(&setup);
            let setup = if by_setting {
                setup.settings(&browser.setting())
            } else {
                setup.variable("BROWSER", &browser.path())
            };
            let made = setup.path("made");
            let mut reader = setup.start();
            reader.wait_until_loaded();
            // A mail is written only after a question.
            reader.type_keys(if link.starts_with("mailto:") { "oy" } else { "o" });
            browser.wait_until_opened(&[wanted]);
            assert!(!made.exists(), "a shell obeyed {link}");
            reader.type_keys("Q");
            reader.ends_with(0);
        }
    }
}

#[test]
fn other_addresses_are_not_opened_and_relative_ones_on_the_site() {
    for (link, on_site) in [
        ("javascript:alert(1)", None),
        ("-x", Some("https://two.example.org/-x")),
        ("--help", Some("https://two.example.org/--help")),
        ("file:///etc/passwd", None),
        ("/bin/ls", Some("https://two.example.org/bin/ls")),
        ("data:text/html,x", None),
    ] {
        let mut posts = one_post(link);
        let body = format!("A [button]({link}) to press.");
        posts.push(("two.md", posts::post("Two", "2024-01-01", "https://two.example.org/", &body)));
        let (browser, mut reader) = with_browser(&posts);
        reader.type_keys("o");
        let refusal = format!("only http, https and mailto links are opened, not “{link}”");
        reader.wait_for(&refusal, |screen| footer(screen).contains(&refusal));
        reader.type_keys("j");
        reader.wait_for_text("to press.");
        reader.type_keys("\r1\r");
        if let Some(address) = on_site {
            browser.wait_until_opened(&[address]);
        }
        reader.type_keys("o");
        let opened: Vec<&str> = on_site.into_iter().chain(["https://two.example.org/"]).collect();
        browser.wait_until_opened(&opened);
        reader.type_keys("Q");
        reader.ends_with(0);
    }
}

#[test]
fn output_of_the_browser_stays_off_the_screen() {
    let setup = Setup::new();
    let noise = "i=0; while [ $i -lt 3000 ]; do echo NOISE; echo NOISE >&2; i=$((i+1)); done";
    let browser = Browser::with_script(&setup, noise);
    let mut reader = setup.settings(&browser.setting()).start();
    reader.wait_until_loaded();
    reader.type_keys("o");
    browser.wait_until_opened(&[SOURCE]);
    reader.wait_for("the footer tells", |screen| footer(screen).contains("opening ") && shows(screen, "4 unread"));
    reader.type_keys(ESC);
    // The end of the footer is what is drawn last.
    reader.wait_for("a quiet footer", |screen| footer(screen).contains("Enter read") && shows(screen, "all posts"));
    let drawn = |screen: &Screen| screen.rows_formatted(0, screen.size().1).collect::<Vec<_>>();
    let before = reader.look(drawn);
    reader.type_keys("o");
    reader.wait_for_text("opening ");
    browser.wait_until_opened(&[SOURCE, SOURCE]);
    reader.type_keys(ESC);
    reader.wait_for("the screen as it was", |screen| drawn(screen) == before);
    assert!(!contains(&reader.bytes(), b"NOISE"));
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn the_browser_has_no_terminal_to_write_to() {
    if importai_reader::tui::find_program("setsid".as_ref()).is_none() {
        std::io::stderr().write_all(b"skipped: no program here begins a session\n").unwrap();
        return;
    }
    let setup = Setup::new();
    let noise = "{ printf 'NOISE\\033[2J\\033[?1049l' > /dev/tty; } 2>/dev/null; stty sane < /dev/tty 2>/dev/null";
    let browser = Browser::with_script(&setup, noise);
    let mut reader = setup.settings(&browser.setting()).start();
    reader.wait_until_loaded();
    let raw = reader.modes();
    reader.type_keys("o");
    browser.wait_until_opened(&[SOURCE]);
    reader.type_keys("j");
    reader.wait_for_text("A pan with a lid will do.");
    assert!(!contains(&reader.bytes(), b"NOISE"));
    assert_eq!(reader.modes(), raw);
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_browser_that_never_ends_holds_up_nothing() {
    let setup = Setup::new();
    let (pipe, started) = (setup.path("pipe"), setup.path("started"));
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let block = format!("touch '{}'; read -r go < '{}'", started.display(), pipe.display());
    let browser = Browser::with_script(&setup, &block);
    let setup = setup.settings(&browser.setting());
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("o");
    wait_until("the browser", || started.exists());
    reader.wait_for_text("opening ");
    reader.type_keys("j");
    reader.wait_for_text("A pan with a lid will do.");
    reader.type_keys("Q");
    reader.ends_with(0);
    // It outlives the reader.
    std::fs::write(&pipe, "go\n").unwrap();
    browser.wait_until_opened(&[SOURCE]);
    setup.start().wait_for_text("4 unread");
}

#[test]
fn a_browser_that_fails_is_reported_with_reason_and_address() {
    let failing = |setup: &Setup, script: &str| Browser::with_script(setup, script).path();
    for (script, reason) in
        [(None, "No such file or directory"), (Some("exit 3"), "exit status: 3"), (Some("kill -9 $$"), "signal: 9")]
    {
        let setup = Setup::new().size(200, 36);
        let name = script.map_or("missing-browser".to_owned(), |script| failing(&setup, script));
        let mut reader = setup.settings(&format!("browser = \"{name}\"\n")).start();
        reader.wait_until_loaded();
        reader.type_keys("o");
        reader.wait_for(reason, |screen| {
            let footer = footer(screen);
            footer.contains(reason) && footer.contains(SOURCE) && footer.contains(&name)
        });
        reader.wait_for_text("5 unread");
        reader.type_keys("j");
        reader.wait_for_text("A pan with a lid will do.");
        reader.type_keys("Q");
        reader.ends_with(0);
    }
}

#[test]
fn numbers_open_the_links_of_the_page() {
    let (browser, mut reader) = with_browser(&posts::some());
    reader.wait_for_text("older keepers");
    reader.type_keys("\r2\r");
    browser.wait_until_opened(&[LINKS[1]]);
    reader.type_keys("3\r");
    browser.wait_until_opened(&[LINKS[1], LINKS[2]]);
    reader.type_keys("4\r");
    reader.wait_for_text("no link 4: links go from 1 to 3");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_number_of_two_digits_waits_for_the_second() {
    let links: String =
        (1..=12).fold(String::new(), |text, nth| text + &format!("[link](https://n.example.org/{nth}) "));
    let posts = vec![("one.md", posts::post("Twelve links", "2024-05-03", SOURCE, &links))];
    let (browser, mut reader) = with_browser(&posts);
    reader.wait_for_text("[12]");
    reader.type_keys("\r12\r");
    browser.wait_until_opened(&["https://n.example.org/12"]);
    reader.type_keys("1");
    reader.wait_for_text("open link 1");
    reader.type_keys(ENTER);
    browser.wait_until_opened(&["https://n.example.org/12", "https://n.example.org/1"]);
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn all_links_are_listed_with_their_addresses() {
    let (browser, mut reader) = with_browser(&posts::some());
    reader.wait_for_text("older keepers");
    reader.type_keys("O");
    reader.wait_for("all addresses in full", |screen| {
        shows(screen, SOURCE) && LINKS.iter().all(|link| shows(screen, link)) && shows(screen, "the horn")
    });
    reader.type_keys("jj");
    reader.type_keys(ENTER);
    browser.wait_until_opened(&[LINKS[1]]);
    reader.wait_for("the list closed", |screen| !shows(screen, LINKS[0]));
    reader.type_keys("O3");
    browser.wait_until_opened(&[LINKS[1], LINKS[2]]);
    reader.type_keys("O");
    reader.wait_for_text(LINKS[0]);
    reader.type_keys(ENTER);
    browser.wait_until_opened(&[LINKS[1], LINKS[2], SOURCE]);
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn links_are_copied_through_the_terminal_over_ssh() {
    let setup = Setup::new().variable("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22");
    let mut reader = setup.start();
    reader.wait_until_loaded();
    reader.type_keys("y");
    // https://tower.example.org/diary?page=1&lamp=on
    reader.wait_for_bytes("\x1b]52;c;aHR0cHM6Ly90b3dlci5leGFtcGxlLm9yZy9kaWFyeT9wYWdlPTEmbGFtcD1vbg==\x1b\\");
    reader.wait_for_text(&format!("sent to the terminal's clipboard: {SOURCE}"));
    reader.type_keys("Q");
    reader.ends_with(0);
}

/// A browser that draws in the terminal: it shows a line, and goes on when it is answered.
const ASKS: &str = "printf 'Shown in the terminal: %s\\n' \"$1\"; read -r answer < /dev/tty; echo \"Heard $answer\"";

fn with_terminal_browser(script: &str) -> (Browser, Reader) {
    let setup = Setup::new();
    let browser = Browser::with_script(&setup, script);
    let reader = setup.settings(&(browser.setting() + "browser_in_terminal = true\n")).start();
    reader.wait_until_loaded();
    (browser, reader)
}

#[track_caller]
fn wait_until_back(reader: &Reader) {
    reader.wait_for("the reader back and whole", |screen| {
        screen.alternate_screen()
            && screen.hide_cursor()
            && screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
            && shows(screen, TITLES[1])
            && shows(screen, "The keeper writes about")
            && shows(screen, "? help")
            && !shows(screen, "Shown in the terminal")
    });
}

#[test]
fn a_browser_in_the_terminal_gets_it_and_gives_it_back() {
    let (browser, mut reader) = with_terminal_browser(ASKS);
    let raw = reader.modes();
    reader.type_keys("o");
    reader.wait_for_text(&format!("Shown in the terminal: {SOURCE}"));
    assert!(reader.look(is_given_back));
    reader.wait_until_given_back();
    reader.type_keys("jGq\n");
    reader.wait_for_bytes("Heard jGq");
    browser.wait_until_opened(&[SOURCE]);
    wait_until_back(&reader);
    reader.wait_for_text("back from ");
    assert_eq!(reader.modes(), raw);
    reader.type_keys("j");
    reader.wait_for_text("A pan with a lid will do.");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn a_terminal_resized_under_the_browser_is_redrawn() {
    let (browser, mut reader) = with_terminal_browser(ASKS);
    reader.type_keys("o");
    reader.wait_for_text("Shown in the terminal");
    reader.resize(100, 30);
    reader.type_keys("\n");
    browser.wait_until_opened(&[SOURCE]);
    wait_until_back(&reader);
    reader.wait_for("100x30", |screen| {
        footer(screen).contains("back from") && screen.cell(1, 99).is_some_and(|cell| cell.contents() == "╮")
    });
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn ctrl_c_in_the_browser_does_not_end_the_reader() {
    let (_browser, mut reader) = with_terminal_browser(ASKS);
    // The signal reaches both; it must not be heard late either.
    for times in 1..=5 {
        reader.type_keys("o");
        reader.wait_for("the browser once more", |screen| {
            rows(screen).iter().filter(|row| row.contains("Shown in the terminal")).count() == times
        });
        reader.type_keys(CTRL_C);
        wait_until_back(&reader);
        reader.wait_for("the footer tells", |screen| footer(screen).contains("signal: 2"));
    }
    reader.type_keys("j");
    reader.wait_for_text("A pan with a lid will do.");
    reader.type_keys("Q");
    reader.ends_with(0);
}

#[test]
fn signals_end_the_browser_in_the_terminal() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let (_browser, mut reader) = with_terminal_browser(ASKS);
        reader.type_keys("o");
        reader.wait_for_text("Shown in the terminal");
        reader.signal(signal);
        reader.ends_with(code);
    }
}

#[test]
fn a_browser_that_is_stopped_stops_the_reader_with_it() {
    let (browser, mut reader) = with_terminal_browser("echo 'Shown in the terminal'; kill -STOP $$");
    reader.type_keys("o");
    wait_until_stopped(reader.pid());
    reader.wait_until_given_back();
    reader.signal(Signal::CONT);
    browser.wait_until_opened(&[SOURCE]);
    wait_until_back(&reader);
    reader.type_keys("Q");
    reader.ends_with(0);
}
