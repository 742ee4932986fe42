//! The rules that the source keeps: which room and which file may use which, and how long files are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, lowest first: each may use only those before it.
const ORDER: [&str; 18] = [
    "text", "model", "cache", "markup", "story", "load", "article", "fetch", "import", "search", "insight", "layout",
    "export", "store", "config", "app", "ui", "tui",
];

/// Crates that only these files or folders may name.
const ONLY_IN: [(&str, &[&str]); 15] = [
    ("postcard", &["src/cache"]),
    ("ratatui_image", &["src/tui/images.rs"]),
    ("serde_yaml", &["src/load/front_matter/value.rs"]),
    ("pulldown_cmark", &["src/markup/markdown.rs"]),
    ("html5ever", &["src/markup/html.rs"]),
    ("html2text", &["src/layout/table.rs"]),
    ("rusqlite", &["src/store"]),
    ("ureq", &["src/fetch/http.rs", "src/fetch/http_error.rs", "src/fetch/certificates.rs"]),
    ("rustls", &["src/fetch/http_error.rs", "src/fetch/certificates.rs"]),
    ("feed_rs", &["src/fetch/feed.rs"]),
    ("zip", &["src/import/zip_file.rs", "src/export"]),
    ("csv", &["src/import/table.rs"]),
    ("quick_xml", &["src/import/xml.rs", "src/fetch/opml.rs"]),
    ("mail_parser", &["src/import/mail.rs"]),
    ("anyhow", &["src/cli"]),
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

/// The `use` declarations of a file outside its tests, each as whole paths: `use a::{b, c::d};` is `a::b` and
/// `a::c::d`.
fn imports(text: &str) -> Vec<String> {
    let text: String = code(text).flat_map(|(_, line)| [line, "\n"]).collect();
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut paths = Vec::new();
    for declaration in text.split(';') {
        let Some(at) = declaration.rfind("use ") else { continue };
        if declaration[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_') {
            let tree: String = declaration[at + 4..].split_whitespace().collect::<Vec<_>>().join(" ");
            expand("", &tree, &mut paths);
        }
    }
    paths
}

/// Adds the paths of a tree of imports.
fn expand(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let Some((head, rest)) = tree.split_once('{') else {
        paths.push(format!("{prefix}{}", tree.split(" as ").next().unwrap_or_default().trim()));
        return;
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let part = inner[start..at].trim();
                if !part.is_empty() {
                    expand(&format!("{prefix}{}", head.trim()), part, paths);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The path of a file as a module: `src/load/front_matter/value.rs` is `load::front_matter::value`, and `mod.rs` its
/// folder.
fn module_path(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).unwrap().with_extension("");
    let names: Vec<String> = below.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    names.join("::").trim_end_matches("::mod").to_owned()
}

/// The path of an import from the crate's root, if it is of this crate.
fn from_root(import: &str, module: &str) -> Option<String> {
    if let Some(path) = import.strip_prefix("crate::") {
        return Some(path.to_owned());
    }
    let mut base: Vec<&str> = module.split("::").collect();
    let mut rest = import.strip_prefix("self::").unwrap_or(import);
    if rest == import && !import.starts_with("super::") {
        return None;
    }
    while let Some(more) = rest.strip_prefix("super::") {
        base.pop();
        rest = more;
    }
    base.push(rest);
    Some(base.join("::"))
}

/// Which file of a room imports which: both as modules.
fn graph(room: &str) -> BTreeMap<String, BTreeSet<String>> {
    let files = sources(&root().join("src").join(room));
    let modules: BTreeMap<String, &str> = files
        .iter()
        .filter(|(file, _)| !file.ends_with("tests.rs"))
        .map(|(file, text)| (module_path(file), &**text))
        .collect();
    let mut graph = BTreeMap::new();
    for (module, text) in &modules {
        let mut uses = BTreeSet::new();
        for path in imports(text).iter().filter_map(|import| from_root(import, module)) {
            // The longest module that the path begins with holds what is imported.
            let mut target = path.as_str();
            while !modules.contains_key(target) {
                let Some((shorter, _)) = target.rsplit_once("::") else { break };
                target = shorter;
            }
            let name = path.strip_prefix(target).unwrap_or_default().trim_start_matches("::");
            let defined =
                modules.get(target).is_some_and(|text| defines(text, name.split("::").next().unwrap_or(name)));
            let below = target.starts_with(&format!("{module}::"));
            if modules.contains_key(target) && target != module && (defined || !below) {
                uses.insert(target.to_owned());
            }
        }
        graph.insert(module.clone(), uses);
    }
    graph
}

/// Whether a file itself defines a name, instead of passing it on from another.
fn defines(text: &str, name: &str) -> bool {
    let kinds = ["struct", "enum", "trait", "fn", "const", "static", "type", "union"];
    code(text).any(|(_, line)| {
        kinds.iter().any(|kind| {
            line.split(&format!("{kind} ")).skip(1).any(|rest| {
                rest.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
            })
        })
    })
}

/// The files that are part of a circle: each reaches itself.
fn circle(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let reaches = |start: &String| {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&String> = graph[start].iter().collect();
        while let Some(module) = next.pop() {
            if seen.insert(module) {
                next.extend(&graph[module]);
            }
        }
        seen.contains(start)
    };
    graph.keys().filter(|module| reaches(module)).cloned().collect()
}

/// Rooms whose files still import each other in a circle. A room leaves this list when its circle is gone.
const ROOMS_WITH_CIRCLES: [&str; 0] = [];

#[test]
fn files_of_a_room_import_in_one_direction() {
    let mut wrong = Vec::new();
    for room in ORDER.iter().chain(&["cli"]) {
        let graph = graph(room);
        let circle = circle(&graph);
        if ROOMS_WITH_CIRCLES.contains(room) {
            assert!(!circle.is_empty(), "{room} has no circle any more: take it from the list");
        } else if !circle.is_empty() {
            let uses = |module: &String| {
                let used: Vec<_> = graph[module].iter().filter(|used| circle.contains(used)).cloned().collect();
                format!("  {module} -> {}", used.join(", "))
            };
            wrong.push(format!("{room}:\n{}", circle.iter().map(uses).collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(wrong.is_empty(), "files import each other in a circle:\n{}", wrong.join("\n"));
}

#[test]
fn grouped_imports_are_read_as_paths() {
    let text = "use crate::{app::App, ui::{self, Pen as P}};\npub use super::post::Post;\n";
    assert_eq!(imports(text), ["crate::app::App", "crate::ui::self", "crate::ui::Pen", "super::post::Post"]);
}

#[test]
fn imports_point_down() {
    for (file, text) in sources(&root().join("src")) {
        let module = module(&file);
        let Some(rank) = ORDER.iter().position(|name| *name == module) else { continue };
        let above = |path: &str| {
            let used = path.strip_prefix("crate::").and_then(|path| path.split("::").next());
            used.filter(|used| *used == "cli" || ORDER[rank + 1..].contains(used)).map(str::to_owned)
        };
        for import in imports(&text) {
            assert_eq!(above(&import), None, "{}: {module} imports {import} from a room above it", file.display());
        }
        for (line, code) in code(&text) {
            for path in code.match_indices("crate::").map(|(at, _)| &code[at..]) {
                let end = path.find(|c: char| !c.is_alphanumeric() && c != ':' && c != '_').unwrap_or(path.len());
                assert_eq!(above(&path[..end]), None, "{}:{line}: {module} uses a room above it", file.display());
            }
        }
    }
}

#[test]
fn lower_rooms_know_no_terminal() {
    for (file, text) in sources(&root().join("src")) {
        let end = ORDER.iter().position(|room| *room == "layout").unwrap();
        if !ORDER[..=end].contains(&&*module(&file)) {
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
        for (name, places) in ONLY_IN {
            let path = file.strip_prefix(root()).unwrap();
            if places.iter().any(|place| path.starts_with(place)) {
                continue;
            }
            for (line, code) in code(&text) {
                assert!(
                    !code.contains(&format!("{name}::")),
                    "{}:{line}: {name} belongs in {places:?}",
                    file.display()
                );
            }
        }
    }
}

/// What puts a character into a cell as it is, whatever it is. Text gets to the screen in strings, of which ratatui
/// drops the controls once more. Only hyperlinks, which are escape sequences, are written so.
const DRAWS_ANYTHING: [&str; 3] = [".set_symbol", ".set_char", ".append_symbol"];

#[test]
fn panes_draw_strings_only() {
    for (file, text) in sources(&root().join("src")) {
        for (line, code) in code(&text).filter(|_| !file.ends_with("src/tui/hyperlinks.rs")) {
            let found = DRAWS_ANYTHING.iter().find(|name| code.contains(**name));
            assert_eq!(found, None, "{}:{line}: draws what nobody cleaned", file.display());
        }
    }
}

/// Clippy limits the length of functions (`clippy.toml`).
#[test]
fn files_are_short() {
    let folders = ["src", "tests", "benches", "examples", "fuzz/fuzz_targets"];
    for (file, text) in folders.iter().flat_map(|folder| sources(&root().join(folder))) {
        assert!(text.lines().count() <= 400, "{} has more than 400 lines", file.display());
    }
}

/// rustfmt limits the length of code, but does not wrap comments. Addresses and tables cannot be wrapped.
#[test]
fn comments_and_documents_fit_into_120_columns() {
    let documents = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"].map(|name| root().join(name));
    let documents = documents.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()));
    let sources = ["src", "tests", "benches", "examples"].into_iter().flat_map(|folder| sources(&root().join(folder)));
    for (file, text) in documents.chain(sources) {
        for (line, text) in (1..).zip(text.lines()) {
            let is_code = file.extension().is_some_and(|end| end == "rs") && !text.trim_start().starts_with("//");
            let is_prose = !is_code && !text.starts_with('|') && !text.contains("://");
            assert!(!is_prose || text.chars().count() <= 120, "{}:{line} is longer than 120", file.display());
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for (file, text) in sources(&root().join("src")) {
        assert!(text.starts_with("//! "), "{} does not open with its purpose", file.display());
    }
}
