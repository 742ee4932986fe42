//! The README keeps its promises about keys and settings: both are compared with what the program has.

use std::fmt::Write as _;
use std::path::Path;

use importai_reader::config::keymap::{Action, Keymap};

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

#[test]
fn the_table_of_keys_is_that_of_the_program() {
    let (keymap, _) = Keymap::load(None);
    let mut table = String::from("| Key | What it does |\n| --- | --- |\n");
    for (_, actions) in Action::SECTIONS {
        for &action in *actions {
            let keys: Vec<String> =
                keymap.keys(action).split(' ').map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            writeln!(table, "| {} | {} |", keys.join(" "), action.help()).unwrap();
        }
    }
    assert!(readme().contains(&table), "the README's table of keys should be:\n\n{table}");
}

#[test]
fn every_setting_is_explained() {
    let settings = importai_reader::config::DEFAULTS.lines().filter(|line| !line.starts_with('#'));
    for name in settings.filter_map(|line| line.split_once(" =")).map(|(name, _)| name) {
        assert!(readme().contains(&format!("`{name}`")), "{name} is not in the README");
    }
}
