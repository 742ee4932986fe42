//! Front matter that is one object in braces: JSON, a mapping of YAML, or a script that Eleventy runs.

use serde_json::{Map, Value};

use super::{FrontMatter, RawValue, keys, line_at, value};

/// Reads a JSON object at the start of a file, from `start` on. `None` if it is not one that ends before `end` with its
/// line, or has no known key.
pub(super) fn read(text: &str, start: usize, end: usize) -> Option<FrontMatter<'_>> {
    let mut objects = serde_json::Deserializer::from_str(&text[start..end]).into_iter::<Map<String, Value>>();
    let object = objects.next()?.ok()?;
    let close = start + objects.byte_offset();
    let (rest, body) = line_at(text, close);
    if !rest.trim().is_empty() {
        return None;
    }
    fields(text, start, object, body)
}

/// Reads a JSON object that starts after a line `---json`, and the line `---` after it.
pub(super) fn read_fenced(text: &str, start: usize, end: usize) -> Option<FrontMatter<'_>> {
    let mut front = read(text, start, end)?;
    let (fence, body) = line_at(text, front.body);
    front.body = body;
    (fence.trim_end() == "---").then_some(front)
}

/// Reads the lines of a script up to `---` that are a key of an object with its value. The script is not run.
pub(super) fn read_script(text: &str, start: usize, end: usize) -> Option<FrontMatter<'_>> {
    let close = start + text[start..end].find("\n---\n")? + 1;
    let mut front = FrontMatter { text, body: line_at(text, close).1, ..FrontMatter::default() };
    let mut at = start;
    while at < close {
        let (line, next) = line_at(text, at);
        if let Some((key, value)) = line.split_once(':')
            && let Some(key) = keys::find(key.trim().trim_matches(['"', '\'']))
        {
            let code = value.split(" //").next().unwrap_or_default();
            let value = value::parse_yaml(code.trim().trim_end_matches(','));
            if let Some(value) = value.as_ref().and_then(value::to_text) {
                front.add(key, RawValue::Decoded(value), at);
            }
        }
        at = next;
    }
    (!front.entries.is_empty()).then_some(front)
}

/// Reads a mapping of YAML in braces, which is all that is between the `---` in front of `start` and the next one.
pub(super) fn read_yaml(text: &str, start: usize, end: usize) -> Option<FrontMatter<'_>> {
    let close = start + text[start..end].find("\n---")?;
    let (_, body) = line_at(text, close + 1);
    let object = value::parse_yaml(&text[start..close])?;
    match object {
        Value::Object(object) => fields(text, start, object, body),
        _ => None,
    }
}

/// The known keys of an object that starts at `start`.
fn fields(text: &str, start: usize, object: Map<String, Value>, body: usize) -> Option<FrontMatter<'_>> {
    let mut front = FrontMatter { text, body, ..FrontMatter::default() };
    let mut has_known_key = false;
    for (key, value) in object {
        let Some(key) = keys::find(&key) else { continue };
        has_known_key = true;
        if let Some(value) = value::to_text(&value) {
            front.add(key, RawValue::Decoded(value), start);
        }
    }
    has_known_key.then_some(front)
}
