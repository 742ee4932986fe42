//! Escaping for XML and HTML, and the addresses that a link may have.

use std::fmt::Write;

use crate::model::WebUrl;

/// A text for an element or an attribute in double quotes. Characters that XML does not allow are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// An address that a link may have: http, https or mailto, with every character that RFC 3986 does not allow encoded.
/// `None` for any other address.
pub(super) fn web_address(raw: &str) -> Option<String> {
    let url = WebUrl::parse(raw).ok()?;
    let address = url.as_str();
    let host_end = address.find("://").map_or(0, |at| {
        let host = &address[at + 3..];
        at + 3 + host.find(['/', '?', '#']).unwrap_or(host.len())
    });
    let mut out = address[..host_end].to_owned();
    let mut has_fragment = false;
    for (at, c) in address[host_end..].char_indices() {
        let rest = &address.as_bytes()[host_end + at + 1..];
        let is_allowed = match c {
            '%' => matches!(rest, [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit()),
            // Only one of them begins a fragment.
            '#' => !std::mem::replace(&mut has_fragment, true),
            c => c.is_ascii_alphanumeric() || "-._~:/?@!$&'()*+,;=".contains(c),
        };
        if is_allowed {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                // Writing to a string does not fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    Some(out)
}
