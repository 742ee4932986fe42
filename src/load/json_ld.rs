//! What a page tells search engines about its article, in a script of JSON.

use serde_json::Value;

use super::front_matter::value_text;

/// Size limit of the script, in bytes.
const MAX_SCRIPT: usize = 64 * 1024;

/// Title, date and author of an article.
#[derive(Debug, Default)]
pub(super) struct ArticleData {
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) author: Option<String>,
}

/// The article of a script: the first object that has a date.
pub(super) fn article(script: &str) -> Option<ArticleData> {
    let value = serde_json::from_str(Some(script).filter(|script| script.len() <= MAX_SCRIPT)?).ok()?;
    let object = dated(&value)?;
    let field = |name: &str| value_text(object.get(name)?);
    Some(ArticleData { title: field("headline"), date: field("datePublished"), author: field("author") })
}

fn dated(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(items) => items.iter().find_map(dated),
        Value::Object(fields) if fields.contains_key("datePublished") => Some(value),
        Value::Object(fields) => dated(fields.get("@graph")?),
        _ => None,
    }
}
