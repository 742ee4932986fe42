//! The rules that the source keeps: which module may use which, and how long files and functions are.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, lowest first: each may use only those before it.
const ORDER: [&str; 13] =
    ["text", "model", "markup", "story", "load", "article", "search", "layout", "store", "config", "app", "ui", "tui"];

/// Crates that only one place may name.
const ONLY_IN: [(&str, &str); 6] = [
    ("serde_yaml", "src/load/front_matter/value.rs"),
    ("pulldown_cmark", "src/markup/markdown.rs"),
    ("html5ever", "src/markup/html.rs"),
    ("html2text", "src/layout/blocks.rs"),
    ("rusqlite", "src/store"),
    ("anyhow", "src/cli"),
];

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files.extend(sources(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&entry).unwrap();
            files.push((entry, text));
        }
    }
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The code of a file without its comments, with the number of each line.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn module(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).unwrap();
    below.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned()
}

#[test]
fn imports_point_down() {
    for (file, text) in sources(&root().join("src")) {
        let module = module(&file);
        let Some(rank) = ORDER.iter().position(|name| *name == module) else { continue };
        for (line, code) in code(&text) {
            for above in &ORDER[rank + 1..] {
                let named =
                    code.contains(&format!("crate::{above}::")) || code.contains(&format!("use crate::{above}"));
                assert!(!named, "{}:{line}: {module} uses {above}, which stands above it", file.display());
            }
            assert!(!code.contains("crate::cli"), "{}:{line}: only main.rs uses cli", file.display());
        }
    }
}

#[test]
fn the_domain_knows_no_terminal() {
    for (file, text) in sources(&root().join("src")) {
        if !["text", "model", "markup", "story", "load", "article", "search", "layout"]
            .contains(&module(&file).as_str())
        {
            continue;
        }
        for (line, code) in code(&text) {
            let named = code.contains("ratatui") || code.contains("crossterm");
            assert!(!named, "{}:{line}: names a terminal crate", file.display());
        }
    }
}

#[test]
fn a_crate_is_used_in_its_own_place() {
    for (file, text) in sources(&root().join("src")) {
        for (name, place) in ONLY_IN {
            if file.strip_prefix(root()).unwrap().starts_with(place) {
                continue;
            }
            for (line, code) in code(&text) {
                assert!(!code.contains(&format!("{name}::")), "{}:{line}: {name} belongs in {place}", file.display());
            }
        }
    }
}

/// What puts a character into a cell as it is, whatever it is. Text gets to the screen in strings, of which ratatui drops
/// the controls once more.
const DRAWS_ANYTHING: [&str; 3] = [".set_symbol", ".set_char", ".append_symbol"];

#[test]
fn nothing_draws_past_the_clean_text() {
    for (file, text) in sources(&root().join("src")) {
        for (line, code) in code(&text) {
            let found = DRAWS_ANYTHING.iter().find(|name| code.contains(**name));
            assert_eq!(found, None, "{}:{line}: draws what nobody cleaned", file.display());
        }
    }
}

#[test]
fn files_and_functions_are_short() {
    let folders = ["src", "tests", "benches", "fuzz/fuzz_targets"];
    for (file, text) in folders.iter().flat_map(|folder| sources(&root().join(folder))) {
        assert!(text.lines().count() <= 400, "{} has more than 400 lines", file.display());
        let mut start: Option<(usize, usize)> = None;
        for (at, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let words = line.trim_start();
            let begins = ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn ", "const fn "]
                .iter()
                .any(|s| words.starts_with(s));
            if begins && line.ends_with(['{', '(']) {
                start = Some((at, indent));
            }
            if let Some((first, depth)) = start
                && indent == depth
                && words == "}"
            {
                assert!(at - first < 60, "{}:{}: a function of {} lines", file.display(), first + 1, at - first + 1);
                start = None;
            }
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for (file, text) in sources(&root().join("src")) {
        assert!(text.starts_with("//! "), "{} does not open with its purpose", file.display());
    }
}
