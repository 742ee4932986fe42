//! Links whose address is a template: `[label]({{ site.baseurl }}/about/)`, `[label]({% post_url 2024-01-31-tides %})`.

use std::borrow::Cow;

use super::address::MAX_ADDRESS;
use crate::text::{prefix, suffix};

/// The marks of templates, longest first.
const MARKS: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")];

/// What a template stands for.
enum Target {
    /// An address.
    Address(String),
    /// A post, by the name of its file.
    Post(String),
}

/// Rewrites the links of a text whose addresses are templates: to an address, to a wiki link where they name a post, or
/// to their label where what they stand for is not known.
pub(super) fn rewrite(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (label, address) = (&rest[..at], &rest[at + 2..]);
        out.push_str(label);
        let label_start = out.len() - suffix(&out, MAX_ADDRESS).len();
        match (template_len(address), out[label_start..].rfind('[')) {
            (Some(len), Some(open)) => {
                rewrite_link(&mut out, label_start + open, target(&address[..len]));
                rest = &address[len + 1..];
            }
            // The label begins on an earlier line.
            (Some(len), None) => {
                match target(&address[..len]) {
                    Some(Target::Address(address)) => out.extend(["](<", &address, ">)"]),
                    _ => out.extend(["](", &address[..=len]]),
                }
                rest = &address[len + 1..];
            }
            _ => {
                out.push_str("](");
                rest = address;
            }
        }
    }
    out + rest
}

/// The length of an address with a template in it, at the start of a text; it ends in a bracket.
fn template_len(text: &str) -> Option<usize> {
    let near = prefix(text, MAX_ADDRESS);
    let end = near.find(')')?;
    let start = near[..end].find("{{").or_else(|| near[..end].find("{%"))?;
    let close = start + near[start..].find('}')?;
    Some(close + near[close..].find(')')?)
}

/// Finishes a link whose label is at the end of `out`; `open` is where its bracket is.
fn rewrite_link(out: &mut String, open: usize, target: Option<Target>) {
    let is_image = out[..open].ends_with('!');
    match target {
        Some(Target::Address(address)) => out.extend(["](<", &address, ">)"]),
        Some(Target::Post(name)) if !is_image && !out[open..].contains('|') => {
            let label = out.split_off(open + 1);
            out.extend(["[", &name, "|", &label, "]]"]);
        }
        _ if is_image => {
            out.replace_range(open - 1..=open, "\\[image: ");
            out.push_str("\\]");
        }
        _ => out.replace_range(open..=open, ""),
    }
}

/// A relative address without its templates, as in an attribute or a definition. `None` if it is not known what they
/// stand for.
pub(super) fn known_address(address: &str) -> Option<Cow<'_, str>> {
    if !address.contains("{{") && !address.contains("{%") {
        return Some(Cow::Borrowed(address));
    }
    match target(address)? {
        Target::Address(address) => Some(Cow::Owned(address)),
        Target::Post(_) => None,
    }
}

/// What an address with templates stands for.
fn target(address: &str) -> Option<Target> {
    let mut rest = address.trim();
    let mut out = String::new();
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (open, close) = MARKS.into_iter().find(|(open, _)| rest.starts_with(open))?;
        let len = open.len() + rest[open.len()..].find(close)?;
        let inner = rest[open.len()..len].trim_matches(['-', ' ']);
        rest = &rest[len + close.len()..];
        let (name, argument) = inner.split_once(' ').unwrap_or((inner, ""));
        match name {
            "post_url" | "link" | "ref" | "relref" => {
                let post = argument.trim().trim_matches(['"', '\'', '`']);
                let is_name = !post.is_empty() && !post.contains(['[', ']', '|', '<', '>', '"']);
                return is_name.then(|| Target::Post(format!("{post}{rest}")));
            }
            "site.baseurl" | "site.url" | "site.github.url" | "site.base_url" | "config.base_url" => {}
            _ => out.push_str(quoted(inner)?),
        }
    }
    out.push_str(rest);
    let is_address = !out.is_empty() && !out.contains(['<', '>', ' ', '\n']);
    is_address.then_some(Target::Address(out))
}

/// The address in `"/about/" | relative_url`.
fn quoted(inner: &str) -> Option<&str> {
    let quote = inner.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (address, filter) = inner[1..].split_once(quote)?;
    let filter = filter.trim_start().strip_prefix('|')?.trim_start();
    ["relative_url", "absolute_url", "relURL", "absURL", "prepend:", "url"]
        .iter()
        .any(|known| filter.starts_with(known))
        .then_some(address)
}
