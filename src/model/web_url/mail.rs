//! Addresses of mails: which of their fields are handed on, and whom they reach.

use url::form_urlencoded;

use crate::text::CleanText;

/// The fields that the user sees before the mail is sent. Others, such as `attach`, are dropped: some mail programs add
/// the file that it names.
const FIELDS: [&str; 5] = ["to", "cc", "bcc", "subject", "body"];

/// A `mailto:` address without unknown fields, and without header lines that are hidden in a value.
pub(super) fn with_known_fields(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let (to, fields) = address.split_once('?').unwrap_or((address, ""));
    let to = if has_control(&decoded(to)) { "mailto:" } else { to };
    let is_known = |field: &&str| {
        let (name, value) = name_and_value(field);
        FIELDS.contains(&name.as_str()) && (name == "body" || !has_control(&value))
    };
    let kept: Vec<&str> = fields.split('&').filter(is_known).collect();
    // Some programs would take what follows a second question mark for another field.
    if kept.is_empty() { to.to_owned() } else { format!("{to}?{}", kept.join("&").replace('?', "%3F")) }
}

/// The name of a field (`to`, `cc` or `bcc`) and the address, for each address that a mail goes to.
pub(super) fn recipients(address: &str) -> Vec<(&'static str, CleanText)> {
    let (to, fields) = address.split_once('?').unwrap_or((address, ""));
    let to = to.split_once(':').map_or("", |(_, to)| to);
    let mut values = vec![("to", decoded(to))];
    for (name, value) in fields.split('&').map(name_and_value) {
        values.extend(FIELDS[..3].iter().find(|known| **known == name).map(|known| (*known, value)));
    }
    let each = values.iter().flat_map(|(name, value)| value.split([',', ';']).map(move |one| (*name, one.trim())));
    each.filter(|(_, one)| !one.is_empty()).map(|(name, one)| (name, CleanText::single_line(one))).collect()
}

/// A field's name in lower case, and its value.
fn name_and_value(field: &str) -> (String, String) {
    let (name, value) = field.split_once('=').unwrap_or((field, ""));
    (decoded(name).to_lowercase(), decoded(value))
}

/// A text without its percent signs. A plus sign stays, unlike in forms.
#[must_use]
pub fn decoded(text: &str) -> String {
    let value = text.replace('+', "%2B").replace('&', "%26");
    form_urlencoded::parse(format!("={value}").as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

fn has_control(text: &str) -> bool {
    text.contains(char::is_control)
}
