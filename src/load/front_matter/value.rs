//! One value of front matter: read by the YAML parser if needed, or used as written if it is not valid YAML.

use std::borrow::Cow;

use serde::Deserialize;

use super::RawValue;
use crate::model::ProblemKind;

/// Characters that start something other than text in YAML.
const INDICATORS: [char; 15] = ['[', '{', '}', ']', ',', '&', '*', '!', '|', '>', '%', '@', '`', '#', '?'];

/// Size limit of a value for the YAML parser, in bytes. It takes 20 microseconds a kilobyte.
const MAX_YAML: usize = 64 * 1024;

/// The kinds of values that a field can have.
#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    One(String),
    Many(Vec<String>),
}

/// The text of a value, and its problem. `key` is its name in the problem.
pub(super) fn decode<'a>(raw: &RawValue<'a>, key: &'static str) -> (Option<Cow<'a, str>>, Option<ProblemKind>) {
    match raw {
        RawValue::Quoted { quote: b'"', inner, broken } => double_quoted(inner, *broken, key),
        RawValue::Quoted { inner, .. } => (Some(single_quoted(inner)), None),
        RawValue::Plain(text) => plain(text, key),
        RawValue::Decoded(text) => (Some(Cow::Owned(text.clone())), None),
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

/// A value without quotes. In YAML, `: ` is an error and ` #` starts a comment; both are common in titles.
fn plain<'a>(text: &'a str, key: &'static str) -> (Option<Cow<'a, str>>, Option<ProblemKind>) {
    if text.is_empty() || text.starts_with('#') {
        return (None, None);
    }
    if text.starts_with('\n') {
        // A list or mapping below the key. A list of authors is text, a mapping is not.
        return (Some(text).filter(|text| !is_nested(text)).and_then(yaml).map(Cow::Owned), None);
    }
    // In a title, ` #` is text (“Issue #74”, unquoted). In any other value it starts a comment.
    let is_prose = matches!(key, "title" | "excerpt" | "text");
    if let Some((value, _)) = text.split_once(" #").filter(|_| !is_prose) {
        return plain(value.trim_end(), key);
    }
    if text.starts_with(INDICATORS) || text.starts_with("- ") {
        return match Some(text).filter(|text| !is_nested(text)).and_then(yaml) {
            Some(value) => (Some(Cow::Owned(value)), None),
            None => (Some(folded(text)), Some(ProblemKind::InvalidYaml(key))),
        };
    }
    let faulty = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    (Some(folded(text)), faulty.then_some(ProblemKind::InvalidYaml(key)))
}

/// A value of several lines, folded as in YAML: a line end becomes a space, an empty line a line end.
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

/// `inner` with all quotes escaped.
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

/// True if a value contains more than one list or mapping. The YAML parser takes time quadratic in their depth.
fn is_nested(value: &str) -> bool {
    value.bytes().filter(|b| matches!(b, b'[' | b'{')).count() > 1
        || value.starts_with('?')
        || value.lines().any(|line| line.trim_start().starts_with("- -"))
}

/// The value as the YAML parser reads it. Lists of strings are joined. Values with anchors or aliases are not parsed:
/// a few lines of those expand to gigabytes.
fn yaml(value: &str) -> Option<String> {
    if value.len() > MAX_YAML || value.starts_with(['&', '*']) || (value.contains('&') && value.contains('*')) {
        return None;
    }
    match serde_yaml::from_str(value).ok()? {
        Text::One(text) => Some(text),
        Text::Many(texts) => Some(texts.join(", ")),
    }
}
