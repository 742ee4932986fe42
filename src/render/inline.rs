//! Runs of text within a block: merged, trimmed, and searched for the addresses that stand bare in them.

use super::blocks::{Emphasis, Inline};
use crate::archive::CleanText;

/// As many `#` in a row are a divider; Markdown's headings have six at most.
const DIVIDER: &str = "#######";

/// Parts a text at the first run of seven `#` or more.
pub(super) fn split_at_divider(text: &str) -> Option<(&str, &str)> {
    let (before, after) = text.split_once(DIVIDER)?;
    Some((before, after.trim_start_matches('#')))
}

/// Whether a paragraph is only a row of signs: `***`, `* * *`, `---`, `—————`.
pub(super) fn is_divider(inlines: &[Inline]) -> bool {
    let mut signs = 0;
    for inline in inlines {
        let Inline::Text(text, emphasis, None) = inline else { return false };
        if emphasis.code || !text.chars().all(|c| " *#_=~-–—•·".contains(c)) {
            return false;
        }
        signs += text.chars().filter(|&c| c != ' ').count();
    }
    signs >= 3
}

/// Characters of a run.
pub(super) fn length(inline: &Inline) -> usize {
    match inline {
        Inline::Text(text, ..) => text.chars().count(),
        Inline::Break => 1,
    }
}

/// Makes the text of a finished block: neighbours of one style joined, blanks at line ends dropped, bare addresses linked.
/// `link` gives the number of an address.
pub(super) fn tidy(inlines: Vec<Inline>, link: &mut dyn FnMut(&str) -> Option<usize>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    let mut run: Option<(String, Emphasis, Option<usize>)> = None;
    for inline in inlines {
        match inline {
            Inline::Text(text, emphasis, target) => match &mut run {
                Some((joined, style, to)) if *style == emphasis && *to == target => joined.push_str(&text),
                _ => {
                    flush(run.replace((text.to_string(), emphasis, target)), &mut out, link);
                }
            },
            Inline::Break => {
                flush(run.take(), &mut out, link);
                out.push(Inline::Break);
            }
        }
    }
    flush(run, &mut out, link);
    trim(&mut out);
    out
}

fn flush(
    run: Option<(String, Emphasis, Option<usize>)>,
    out: &mut Vec<Inline>,
    link: &mut dyn FnMut(&str) -> Option<usize>,
) {
    let Some((text, emphasis, target)) = run else { return };
    if target.is_some() || emphasis.code {
        out.push(Inline::Text(CleanText::run(&text), emphasis, target));
    } else {
        link_addresses(&text, emphasis, out, link);
    }
}

/// Drops blanks at the ends of lines, and line breaks at the ends of the block.
fn trim(inlines: &mut Vec<Inline>) {
    let blank = |inline: &Inline| match inline {
        Inline::Break => true,
        Inline::Text(text, ..) => text.trim().is_empty(),
    };
    while inlines.last().is_some_and(blank) {
        inlines.pop();
    }
    let lead = inlines.iter().take_while(|inline| blank(inline)).count();
    inlines.drain(..lead);
}

/// Pushes a text with its bare addresses as links: `https://…`, `www.…`, and the `<address|label>` of chats.
fn link_addresses(text: &str, emphasis: Emphasis, out: &mut Vec<Inline>, link: &mut dyn FnMut(&str) -> Option<usize>) {
    let plain = |text: &str, out: &mut Vec<Inline>| {
        if !text.is_empty() {
            out.push(Inline::Text(CleanText::run(text), emphasis, None));
        }
    };
    let mut rest = text;
    while let Some((start, found)) = find_address(rest) {
        plain(&rest[..start], out);
        let number = link(&found.address);
        out.push(Inline::Text(CleanText::run(&found.label), emphasis, number));
        rest = &rest[start + found.len..];
    }
    plain(rest, out);
}

struct Found {
    address: String,
    label: String,
    /// Bytes of the text that it takes.
    len: usize,
}

/// The first address in a text, and where it begins.
fn find_address(text: &str) -> Option<(usize, Found)> {
    let mut from = 0;
    loop {
        let at = from + ["http://", "https://", "www."].iter().filter_map(|start| text[from..].find(start)).min()?;
        if text[..at].ends_with('<')
            && let Some(found) = chat_link(&text[at..])
        {
            return Some((at - 1, Found { len: found.len + 1, ..found }));
        }
        let len = address_len(&text[at..]);
        let address = &text[at..at + len];
        let glued = text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '@'));
        let whole = address.split_once("//").map_or(address, |(_, host)| host);
        if whole.trim_start_matches("www.").contains('.') && !(glued && address.starts_with("www.")) {
            let target = if address.starts_with("www.") { format!("http://{address}") } else { address.to_owned() };
            return Some((at, Found { address: target, label: address.to_owned(), len }));
        }
        from = at + 4;
    }
}

/// `address|label>` or `address>`, as chats wrote links; its length counts the `>`.
fn chat_link(text: &str) -> Option<Found> {
    let end = text.find(['>', '\n', '<']).filter(|&end| text[end..].starts_with('>'))?;
    let (address, label) = text[..end].split_once('|').unwrap_or((&text[..end], &text[..end]));
    let sound = !address.contains(char::is_whitespace) && !label.trim().is_empty();
    sound.then(|| Found { address: address.to_owned(), label: label.to_owned(), len: end + 1 })
}

/// Bytes of the address that a text begins with: up to a blank or a sign that no address has, without the punctuation of
/// the sentence around it.
fn address_len(text: &str) -> usize {
    let end = text
        .find(|c: char| {
            c.is_whitespace()
                || matches!(c, '<' | '>' | '"' | '“' | '”' | '’' | '…' | '|' | '`' | '「' | '」' | '。' | '、')
        })
        .unwrap_or(text.len());
    let mut address = &text[..end];
    loop {
        let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        let unbalanced = |open: char, close: char| {
            trimmed.ends_with(close) && trimmed.matches(close).count() > trimmed.matches(open).count()
        };
        let trimmed =
            if unbalanced('(', ')') || unbalanced('[', ']') { &trimmed[..trimmed.len() - 1] } else { trimmed };
        if trimmed.len() == address.len() {
            return address.len();
        }
        address = trimmed;
    }
}
