//! A system on which nothing can open a link.

use crate::support::browser::Browser;
use crate::support::{Setup, footer};

/// Each of the system's openers fails in its own way.
#[test]
fn without_any_browser_the_footer_says_what_to_set() {
    for opener in [None, Some("gio"), Some("xdg-open")] {
        let setup = Setup::new();
        let bin = setup.path("bin");
        std::fs::create_dir_all(&bin).unwrap();
        if let Some(opener) = opener {
            let failing = Browser::with_script(&setup, "echo 'no handler' >&2; exit 2");
            std::fs::rename(failing.path(), bin.join(opener)).unwrap();
        }
        let mut reader = setup.variable("PATH", bin.to_str().unwrap()).start();
        reader.wait_until_loaded();
        reader.type_keys("o");
        reader.wait_for("the footer tells", |screen| {
            footer(screen).contains("no browser found; set browser in config.toml or $BROWSER (https://")
        });
        reader.wait_for_text("5 unread");
        reader.type_keys("Q");
        reader.ends_with(0);
    }
}
