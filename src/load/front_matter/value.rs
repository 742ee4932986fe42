//! One value of front matter: strict YAML where it is cheap or needed, the text as it stands where YAML refuses it.

use std::borrow::Cow;

use serde::Deserialize;

use super::Raw;
use crate::model::ProblemKind;

/// Characters that begin something other than text in YAML.
const INDICATORS: [char; 15] = ['[', '{', '}', ']', ',', '&', '*', '!', '|', '>', '%', '@', '`', '#', '?'];

/// Longest value that is given to the YAML parser, in bytes; it takes 20 microseconds a kilobyte.
const MAX_YAML: usize = 64 * 1024;

/// What a field may hold.
#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    One(String),
    Many(Vec<String>),
}

/// The text of a value, and what was wrong with it. `key` names the value in the fault.
pub(super) fn decode<'a>(raw: &Raw<'a>, key: &'static str) -> (Option<Cow<'a, str>>, Option<ProblemKind>) {
    match *raw {
        Raw::Quoted { quote: b'"', inner, broken } => double_quoted(inner, broken, key),
        Raw::Quoted { inner, .. } => (Some(single_quoted(inner)), None),
        Raw::Plain(text) => plain(text, key),
    }
}

fn double_quoted<'a>(inner: &'a str, broken: bool, key: &'static str) -> (Option<Cow<'a, str>>, Option<ProblemKind>) {
    if !inner.contains('\\') {
        return (Some(folded(inner)), None);
    }
    let escaped = if broken { escape_quotes(inner) } else { inner.to_owned() };
    if let Some(text) = yaml(&format!("\"{escaped}\"")) {
        return (Some(Cow::Owned(text)), None);
    }
    (Some(Cow::Owned(inner.replace("\\\"", "\""))), Some(ProblemKind::InvalidYaml(key)))
}

fn single_quoted(inner: &str) -> Cow<'_, str> {
    let text = folded(inner);
    if text.contains("''") { Cow::Owned(text.replace("''", "'")) } else { text }
}

/// A value without quotes. YAML would refuse `: ` in it and cut it short at ` #`; both are common in titles.
fn plain<'a>(text: &'a str, key: &'static str) -> (Option<Cow<'a, str>>, Option<ProblemKind>) {
    if text.is_empty() || text.starts_with('#') {
        return (None, None);
    }
    if text.starts_with('\n') {
        // A list or a mapping below the key: a list of authors is text, a mapping is not.
        return (Some(text).filter(|text| !nests(text)).and_then(yaml).map(Cow::Owned), None);
    }
    // A title goes on behind ` #` (“Issue #74”, unquoted); in any other value a comment begins there.
    let is_prose = matches!(key, "title" | "excerpt" | "text");
    if let Some((value, _)) = text.split_once(" #").filter(|_| !is_prose) {
        return plain(value.trim_end(), key);
    }
    if text.starts_with(INDICATORS) || text.starts_with("- ") {
        return match Some(text).filter(|text| !nests(text)).and_then(yaml) {
            Some(value) => (Some(Cow::Owned(value)), None),
            None => (Some(folded(text)), Some(ProblemKind::InvalidYaml(key))),
        };
    }
    let faulty = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    (Some(folded(text)), faulty.then_some(ProblemKind::InvalidYaml(key)))
}

/// A value over several lines as YAML folds it: a line end becomes a blank, an empty line stays a line end.
fn folded(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut empty_lines = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            empty_lines += 1;
            continue;
        }
        if !out.is_empty() {
            if empty_lines == 0 {
                out.push(' ');
            } else {
                out.extend(std::iter::repeat_n('\n', empty_lines));
            }
        }
        empty_lines = 0;
        out.push_str(line);
    }
    Cow::Owned(out)
}

/// `inner` with every quote escaped that is not.
fn escape_quotes(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len() + 8);
    let mut escaped = false;
    for c in inner.chars() {
        if c == '"' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// Whether a value holds more than one list or mapping. The YAML parser takes time quadratic in their depth.
fn nests(value: &str) -> bool {
    value.bytes().filter(|b| matches!(b, b'[' | b'{')).count() > 1
        || value.starts_with('?')
        || value.lines().any(|line| line.trim_start().starts_with("- -"))
}

/// What the YAML parser makes of one value; lists of texts are joined. Values with anchors or aliases never reach it:
/// a few lines of those unfold to gigabytes.
fn yaml(value: &str) -> Option<String> {
    if value.len() > MAX_YAML || value.starts_with(['&', '*']) || (value.contains('&') && value.contains('*')) {
        return None;
    }
    match serde_yaml::from_str(value).ok()? {
        Text::One(text) => Some(text),
        Text::Many(texts) => Some(texts.join(", ")),
    }
}
