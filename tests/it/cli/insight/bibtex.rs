//! A strict reader of BibTeX: what it takes, `bibtex` and `biber` take.

use std::collections::BTreeMap;

/// An entry: its type, its key and its fields.
pub struct Entry {
    pub kind: String,
    pub key: String,
    pub fields: BTreeMap<String, String>,
}

/// Fields that are no TeX.
const VERBATIM: [&str; 3] = ["url", "doi", "eprint"];

/// Reads a file; panics where it is wrong.
pub fn read(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (entry, after) = entry(rest);
        assert!(entries.iter().all(|other| !other.key.eq_ignore_ascii_case(&entry.key)), "{} twice", entry.key);
        entries.push(entry);
        rest = after.trim_start();
    }
    entries
}

fn entry(text: &str) -> (Entry, &str) {
    let text = text.strip_prefix('@').unwrap_or_else(|| panic!("no entry: {text}"));
    let (kind, rest) = text.split_once('{').unwrap();
    assert!(kind.bytes().all(|b| b.is_ascii_lowercase()), "{kind}");
    let (key, mut rest) = rest.split_once(',').unwrap();
    let is_key = |c: char| c.is_ascii_alphanumeric() || ".-_:".contains(c);
    assert!(!key.is_empty() && key.chars().all(is_key), "{key}");
    let mut fields = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('}') {
            return (Entry { kind: kind.to_owned(), key: key.to_owned(), fields }, after);
        }
        let (name, after) = rest.split_once(" = {").unwrap_or_else(|| panic!("no field: {rest}"));
        assert!(name.bytes().all(|b| b.is_ascii_lowercase()), "{name}");
        let end = value_len(after);
        let value = &after[..end];
        check(name, value);
        assert!(fields.insert(name.to_owned(), value.to_owned()).is_none(), "{name} twice in {key}");
        rest = after[end + 1..].strip_prefix(',').unwrap_or_else(|| panic!("no comma after {name} in {key}"));
    }
}

/// The length of a value up to the brace that closes it. A backslash does not hide a brace.
fn value_len(text: &str) -> usize {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if depth == 0 {
            return at;
        }
    }
    panic!("a value without an end: {text}");
}

/// Checks that nothing in a value is a command by accident.
fn check(name: &str, value: &str) {
    if VERBATIM.contains(&name) {
        assert!(value.bytes().all(|b| b.is_ascii_graphic() && !b"{}\\".contains(&b)), "{name}: {value}");
        return;
    }
    let known = ["textbraceleft", "textbraceright", "textasciitilde", "textasciicircum", "textbackslash"];
    let mut chars = value.char_indices();
    while let Some((at, c)) = chars.next() {
        assert!(!"&%#_$~^".contains(c), "{name}: a bare {c} in {value}");
        if c == '\\' && !chars.next().is_some_and(|(_, c)| "&%#_$".contains(c)) {
            let command = value[at + 1..].split('{').next().unwrap();
            assert!(known.contains(&command) && value[at + 1 + command.len()..].starts_with("{}"), "{value}");
        }
    }
}

/// The text that TeX makes of a value.
pub fn plain(value: &str) -> String {
    let commands = [
        ("\\textbraceleft{}", "\u{1}"),
        ("\\textbraceright{}", "\u{2}"),
        ("\\textasciitilde{}", "~"),
        ("\\textasciicircum{}", "^"),
        ("{", ""),
        ("}", ""),
        ("\\", ""),
        ("\u{1}", "{"),
        ("\u{2}", "}"),
    ];
    commands.iter().fold(value.to_owned(), |text, (command, sign)| text.replace(command, sign))
}
