//! One value of front matter: read by the YAML parser if needed, or used as written if it is not valid YAML.

use std::borrow::Cow;

use serde_json::Value;

use super::RawValue;
use super::keys::Field;
use crate::model::ProblemKind;
use crate::text::CleanText;

/// Characters that start something other than text in YAML.
const INDICATORS: [char; 15] = ['[', '{', '}', ']', ',', '&', '*', '!', '|', '>', '%', '@', '`', '#', '?'];

/// Size limit of a value for the YAML parser, in bytes. It takes 20 microseconds a kilobyte.
const MAX_YAML: usize = 64 * 1024;

/// Maximum number of brackets in a value for the YAML parser, which takes time quadratic in their depth.
const MAX_BRACKETS: usize = 256;

/// The keys of a mapping whose value stands for all of it: `{name: Ada Harbour, email: …}`.
const NAMES: [&str; 3] = ["name", "display_name", "label"];

/// The text of a value, and its problem. `key` is its name in the problem.
pub(super) fn decode<'a>(
    raw: &RawValue<'a>,
    key: &'static str,
    field: Field,
) -> (Option<Cow<'a, str>>, Option<ProblemKind>) {
    match raw {
        RawValue::Quoted { quote: b'"', inner, broken } => double_quoted(inner, *broken, key),
        RawValue::Quoted { inner, .. } => (Some(single_quoted(inner)), None),
        RawValue::Plain(text) => plain(text, key, field),
        RawValue::Decoded(text) => (Some(Cow::Owned(text.clone())), None),
    }
}

fn invalid_yaml(key: &str) -> ProblemKind {
    ProblemKind::InvalidYaml(CleanText::sanitized(key))
}

fn double_quoted<'a>(inner: &'a str, broken: bool, key: &'static str) -> (Option<Cow<'a, str>>, Option<ProblemKind>) {
    if !inner.contains('\\') {
        return (Some(folded(inner)), None);
    }
    let escaped = if broken { escape_quotes(inner) } else { inner.to_owned() };
    let (escaped, is_valid) = repair_escapes(&escaped);
    match parse_yaml(&format!("\"{escaped}\"")) {
        Some(Value::String(text)) => (Some(Cow::Owned(text)), (!is_valid).then_some(invalid_yaml(key))),
        _ => (Some(Cow::Owned(inner.replace("\\\"", "\""))), Some(invalid_yaml(key))),
    }
}

fn single_quoted(inner: &str) -> Cow<'_, str> {
    let text = folded(inner);
    if text.contains("''") { Cow::Owned(text.replace("''", "'")) } else { text }
}

/// A value without quotes. In YAML, `: ` is an error and ` #` starts a comment; both are common in titles.
fn plain<'a>(text: &'a str, key: &'static str, field: Field) -> (Option<Cow<'a, str>>, Option<ProblemKind>) {
    if let Some(tagged) = text.strip_prefix('!') {
        // A tag, as in `! 'text'` or `!!str text`: everything is text here.
        let value = tagged.find(char::is_whitespace).map_or("", |end| tagged[end..].trim_start());
        if value.starts_with(['"', '\'']) {
            return (parse_text(value).map(Cow::Owned), None);
        }
        return plain(value, key, field);
    }
    if text.is_empty() || text.starts_with('#') {
        return (None, None);
    }
    if text.starts_with('\n') || text.starts_with(['|', '>']) {
        // A list or mapping below the key, or a text in lines of its own.
        if let Some(value) = parse_text(text) {
            return (Some(Cow::Owned(value)), None);
        }
        let is_text = text.starts_with(['|', '>']);
        return if is_text { (Some(folded(text)), Some(invalid_yaml(key))) } else { (None, None) };
    }
    // In a title, ` #` is text (“Issue #74”, unquoted). In any other value it starts a comment.
    let is_prose = matches!(field, Field::Title | Field::Excerpt | Field::Description);
    if let Some((value, _)) = text.split_once(" #").filter(|_| !is_prose) {
        return plain(value.trim_end(), key, field);
    }
    if text.starts_with(INDICATORS) || text.starts_with("- ") {
        return match parse_yaml(text) {
            Some(value) => (to_text(&value).map(Cow::Owned), None),
            None => (Some(folded(text)), Some(invalid_yaml(key))),
        };
    }
    let faulty = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    (Some(folded(text)), faulty.then_some(invalid_yaml(key)))
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

/// The text of a double-quoted value with only those escapes that YAML has, and whether it had no others. A pair of
/// surrogates, as in JSON, becomes its character; `\'` becomes `'`; any other backslash is text.
fn repair_escapes(inner: &str) -> (String, bool) {
    let mut out = String::with_capacity(inner.len());
    let mut is_valid = true;
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(c) = rest.chars().next() else {
            out.push_str("\\\\");
            is_valid = false;
            break;
        };
        let digits = match c {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let code = hex(rest.get(1..=digits));
        if let Some((character, len)) = surrogates(rest) {
            out.push(character);
            rest = &rest[len..];
        } else if digits > 0 && code.and_then(char::from_u32).is_none() || !"0abtnvfre \"/\\N_LPxuU\n\t".contains(c) {
            out.push_str(if c == '\'' { "" } else { "\\\\" });
            is_valid &= c == '\'';
        } else {
            out.extend(['\\', c]);
            rest = &rest[c.len_utf8()..];
        }
    }
    out.push_str(rest);
    (out, is_valid)
}

/// The character of `ud83e\udd16`, and its length.
fn surrogates(text: &str) -> Option<(char, usize)> {
    let high = hex(text.strip_prefix('u')?.get(..4)).and_then(|high| u16::try_from(high).ok())?;
    let low = hex(text.get(5..)?.strip_prefix("\\u")?.get(..4)).and_then(|low| u16::try_from(low).ok())?;
    let is_pair = (0xd800..0xdc00).contains(&high);
    let character = char::decode_utf16([high, low]).next().filter(|_| is_pair)?.ok()?;
    Some((character, "uXXXX\\uXXXX".len()))
}

fn hex(digits: Option<&str>) -> Option<u32> {
    let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

fn parse_text(value: &str) -> Option<String> {
    to_text(&parse_yaml(value)?)
}

/// A value as the YAML parser reads it. Values with anchors or aliases are not parsed: a few lines of those expand to
/// gigabytes. Nor are deeply nested ones.
pub(super) fn parse_yaml(value: &str) -> Option<Value> {
    let is_text = value.trim_start().starts_with(['|', '>', '"', '\'']);
    let is_nested = || {
        // Items within items on one line nest as deeply as brackets.
        value.starts_with("- -")
            || value.bytes().filter(|b| matches!(b, b'[' | b'{')).count() > MAX_BRACKETS
            || value.starts_with('?')
            || value.lines().any(|line| line.trim_start().starts_with("- -"))
            || value.lines().any(|line| line.len() - line.trim_start().len() > MAX_BRACKETS)
    };
    let has_alias = || value.starts_with(['&', '*']) || (value.contains('&') && value.contains('*'));
    if value.len() > MAX_YAML || (!is_text && (is_nested() || has_alias())) {
        return None;
    }
    serde_yaml::from_str(value).ok()
}

/// A value as text: a list as its items, separated by commas, and a mapping as its name. `None` if it has no text.
pub(in crate::load) fn to_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().filter_map(to_text).filter(|text| !text.trim().is_empty()).collect();
            (!texts.is_empty()).then(|| texts.join(", "))
        }
        Value::Object(fields) => NAMES.iter().find_map(|name| to_text(fields.get(*name)?)),
    }
}
