//! Finishes the runs of text of a block: merges and trims them, and links bare addresses and references.

use std::sync::LazyLock;

use aho_corasick::Span;
use aho_corasick::packed::Searcher;

use super::address::{Found, address_len};
use super::block::{Emphasis, Inline, LinkTarget};
use super::lines::HASH_DIVIDER;
use super::link_table::LinkTable;
use super::paper_id;
use crate::text::CleanText;

/// Splits a text at the first run of seven or more `#`.
pub(super) fn split_at_divider(text: &str) -> Option<(&str, &str)> {
    // A quick test, which nearly all texts fail.
    memchr::memchr(b'#', text.as_bytes())?;
    let (before, after) = text.split_once(HASH_DIVIDER)?;
    Some((before, after.trim_start_matches('#')))
}

/// True if a paragraph is only a row of symbols: `***`, `* * *`, `---`, `—————`.
pub(super) fn is_divider(inlines: &[Inline]) -> bool {
    let mut symbols = 0;
    for inline in inlines {
        let (text, emphasis) = match inline {
            Inline::Text(text, emphasis, None) => (text, emphasis),
            Inline::Place(_) => continue,
            _ => return false,
        };
        if emphasis.code || !text.chars().all(|c| " *#_=~-–—•·".contains(c)) {
            return false;
        }
        symbols += text.chars().filter(|&c| c != ' ').count();
    }
    symbols >= 3
}

/// The finished text of a block: runs of one style are joined, spaces at line ends dropped, bare addresses and
/// references to issues linked.
pub(super) fn finish(inlines: Vec<Inline>, links: &mut LinkTable) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    let mut run: Option<Run> = None;
    for inline in inlines {
        match inline {
            Inline::Text(text, emphasis, target) => match &mut run {
                Some(run) if (run.emphasis, run.target) == (emphasis, target) => run.more.push_str(&text),
                _ => flush(run.replace(Run { text, more: String::new(), emphasis, target }), &mut out, links),
            },
            other @ (Inline::Break | Inline::Place(_) | Inline::Search(_)) => {
                flush(run.take(), &mut out, links);
                out.push(other);
            }
        }
    }
    flush(run, &mut out, links);
    trim(&mut out);
    out
}

/// A run of text of one style, which is joined only if there is more than one piece of it.
struct Run {
    text: CleanText,
    more: String,
    emphasis: Emphasis,
    target: Option<LinkTarget>,
}

fn flush(run: Option<Run>, out: &mut Vec<Inline>, links: &mut LinkTable) {
    let Some(Run { text, more, emphasis, target }) = run else { return };
    let is_final = more.is_empty() && !text.contains('\u{a0}');
    let text = if is_final { text } else { CleanText::sanitized(&[&*text, &*more].concat()) };
    if target.is_some() || emphasis.code {
        out.push(Inline::Text(text, emphasis, target));
    } else {
        link_addresses(text, emphasis, out, links);
    }
}

/// Drops spaces at the ends of lines, and line breaks at the ends of the block.
pub(super) fn trim(inlines: &mut Vec<Inline>) {
    let is_blank = |inline: &Inline| match inline {
        Inline::Break => true,
        Inline::Text(text, ..) => text.trim().is_empty(),
        Inline::Place(_) | Inline::Search(_) => false,
    };
    while inlines.last().is_some_and(is_blank) {
        inlines.pop();
    }
    let lead = inlines.iter().take_while(|inline| is_blank(inline)).count();
    inlines.drain(..lead);
}

/// Adds a text with links for its bare addresses (`https://…`, `www.…`, the `<address|label>` of chats, identifiers
/// of arXiv, DOIs) and references.
fn link_addresses(text: CleanText, emphasis: Emphasis, out: &mut Vec<Inline>, links: &mut LinkTable) {
    if text.is_empty() {
        return;
    }
    let mut address = find_web_address(&text);
    let mut identifier = paper_id::find(address.as_ref().map_or(&*text, |(start, _)| &text[..*start]));
    if address.is_none() && identifier.is_none() && !links.has_references() {
        return out.push(Inline::Text(text, emphasis, None));
    }
    let plain = |text: &str, out: &mut Vec<Inline>, links: &mut LinkTable| {
        for (text, link) in links.with_references(text) {
            out.push(Inline::Text(CleanText::sanitized(text), emphasis, link));
        }
    };
    let mut rest = &*text;
    loop {
        let is_address = identifier.is_none();
        let Some((start, found)) = identifier.or_else(|| address.take()) else { break };
        plain(&rest[..start], out, links);
        let link = links.intern(&found.address).map(LinkTarget::Web);
        out.push(Inline::Text(CleanText::sanitized(&found.label), emphasis, link));
        let end = start + found.len;
        rest = &rest[end..];
        // The next address stays the same while identifiers in front of it are added.
        address = if is_address { find_web_address(rest) } else { address.map(|(start, found)| (start - end, found)) };
        identifier = paper_id::find(address.as_ref().map_or(rest, |(start, _)| &rest[..*start]));
    }
    plain(rest, out, links);
}

/// The first address in a text, with its offset.
fn find_web_address(text: &str) -> Option<(usize, Found)> {
    let mut from = 0;
    loop {
        let at = next_start(text, from)?;
        if text[..at].ends_with('<')
            && let Some(found) = chat_link(&text[at..])
        {
            return Some((at - 1, Found { len: found.len + 1, ..found }));
        }
        let is_www = text[at..].starts_with("www.");
        let glued = text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '@'));
        if is_www && glued {
            from = at + 4;
            continue;
        }
        let len = address_len(&text[at..]);
        let address = &text[at..at + len];
        let host = address.split_once("//").map_or(address, |(_, host)| host).trim_start_matches("www.");
        if host.contains('.') {
            let target = if is_www { format!("http://{address}") } else { address.to_owned() };
            return Some((at, Found { address: target, label: address.to_owned(), len }));
        }
        // An address that starts within this one has no dot either.
        from = at + len.max(4);
    }
}

/// How addresses start.
const STARTS: [&str; 3] = ["http://", "https://", "www."];

/// Finds them. `None` for processors without vector instructions.
static START_FINDER: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(STARTS));

/// The next offset at which an address may start.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if let Some(finder) = &*START_FINDER {
        return finder
            .find_in(bytes, Span { start: from.min(bytes.len()), end: bytes.len() })
            .map(|found| found.start());
    }
    let begins = |at: &usize| STARTS.iter().any(|start| bytes[*at..].starts_with(start.as_bytes()));
    memchr::memchr2_iter(b'h', b'w', bytes.get(from..)?).map(|at| from + at).find(begins)
}

/// `address|label>` or `address>`, the links of chats. The length includes the `>`.
fn chat_link(text: &str) -> Option<Found> {
    let end = text.find(['>', '\n', '<']).filter(|&end| text[end..].starts_with('>'))?;
    let (address, label) = text[..end].split_once('|').unwrap_or((&text[..end], &text[..end]));
    let sound = !address.contains(char::is_whitespace) && !label.trim().is_empty();
    sound.then(|| Found { address: address.to_owned(), label: label.to_owned(), len: end + 1 })
}
