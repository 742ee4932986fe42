//! Repairs broken emphasis in Markdown: `**Headline:  \n**_…dek…  \n_ Text`.
//!
//! Every line gets its own `<b>` and `<i>`, opened and closed within it; a style that runs over line ends is closed
//! at the end of one line and opened again on the next. Tags are used because Markdown's delimiters only work next to
//! certain characters.

use std::borrow::Cow;

use super::lines::{self, Line};
use crate::text::prefix;

/// Lines that a style may span. A delimiter without a counterpart within them is text.
const MAX_SPAN_LINES: usize = 4;

/// In front of an item within another one, for each level.
const ITEM_INDENT: &str = "    ";

/// Levels of lists within each other.
const MAX_ITEM_DEPTH: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Delimiter {
    Strong,
    Star,
    Underscore,
}

impl Delimiter {
    const ALL: [Self; 3] = [Self::Strong, Self::Star, Self::Underscore];

    fn tag(self) -> &'static str {
        match self {
            Self::Strong => "b",
            Self::Star | Self::Underscore => "i",
        }
    }
}

/// Delimiters of emphasis in a line: offset and length in bytes, and kind.
type Delimiters = Vec<(usize, usize, Delimiter)>;

/// A body with balanced emphasis, in which every line is a paragraph: an issue whose tags were stripped has no blank
/// lines between its paragraphs.
pub(super) fn repair(body: &str) -> String {
    let mut markdown = String::with_capacity(body.len() + body.len() / 8);
    // The columns of the items that an item may be in.
    let mut outer: Vec<usize> = Vec::new();
    let lines = balance(lines::split(body));
    let short = lines::in_short_runs(&lines);
    for (at, line) in lines.iter().enumerate() {
        if line.is_next && short[at] && at > 0 && short[at - 1] {
            // A line of the same paragraph, which may be verse.
            markdown.truncate(markdown.len() - "\n\n".len());
            markdown.push_str("  \n");
        }
        if line.is_divider {
            markdown.push_str("***\n\n");
            outer.clear();
            continue;
        }
        outer.retain(|&indent| line.item_indent.is_some_and(|own| indent < own));
        if let Some(indent) = line.item_indent {
            markdown.extend(std::iter::repeat_n(ITEM_INDENT, outer.len()));
            outer.truncate(MAX_ITEM_DEPTH - 1);
            outer.push(indent);
        }
        if is_link_definition(&line.text) {
            markdown.push('\\');
        }
        markdown.extend([&*line.text, "\n\n"]);
    }
    markdown
}

/// True if Markdown would read a line as a link definition and show nothing: `[Paris, 2031]: rain`.
fn is_link_definition(line: &str) -> bool {
    let Some((_, address)) = line.strip_prefix('[').and_then(|rest| rest.split_once("]:")) else { return false };
    !address.trim_start().starts_with(['<', '/', '#', 'h'])
}

/// Replaces the delimiters of every line by balanced tags. No style runs on over a divider or the start of a story: a
/// sign too many turns the emphasis over up to there, and no further.
fn balance(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    for line in lines.iter_mut().filter(|line| line.text.contains("](")) {
        if let Some(text) = with_blanks_before_links(&line.text) {
            line.text = Cow::Owned(text);
        }
    }
    let mut delimiters: Vec<Delimiters> =
        lines.iter().map(|line| if line.is_divider { Delimiters::new() } else { delimiters(&line.text) }).collect();
    let mut open = [false; 3];
    for at in 0..lines.len() {
        if lines[at].is_divider || starts_story(&lines, at) || lines[at].item_indent.is_some() {
            open = [false; 3];
        } else if starts_bold(&lines[at], &delimiters[at]) {
            open[Delimiter::Strong as usize] = false;
        }
        if lines[at].is_divider {
            continue;
        }
        if !open[Delimiter::Strong as usize] && lacks_opener(&lines, &delimiters, at) {
            lines[at].text = Cow::Owned(format!("**{}", lines[at].text));
            delimiters[at] = self::delimiters(&lines[at].text);
        }
        if delimiters[at].is_empty() && open == [false; 3] {
            continue;
        }
        let line = rewrite(&lines[at].text, &delimiters[at], &mut open, |delimiter| {
            let next = at + 1..lines.len().min(at + 1 + MAX_SPAN_LINES);
            // Dialogue in italics runs on over dividers.
            let is_end = |at: usize| {
                lines[at].is_divider || starts_story(&lines, at) || starts_bold(&lines[at], &delimiters[at])
            };
            let mut next = next.take_while(|&at| delimiter != Delimiter::Strong || !is_end(at));
            next.any(|at| has(&delimiters[at], delimiter))
        });
        lines[at].text = Cow::Owned(line);
    }
    lines.retain(|line| line.is_divider || !strip_tags(&line.text).is_empty());
    lines
}

fn has(delimiters: &Delimiters, wanted: Delimiter) -> bool {
    delimiters.iter().any(|(.., delimiter)| *delimiter == wanted)
}

fn count_strong(delimiters: &Delimiters) -> usize {
    delimiters.iter().filter(|(.., delimiter)| *delimiter == Delimiter::Strong).count()
}

/// Whether a line begins with bold words and has a `**` for each other one: no bold text runs on into it.
fn starts_bold(line: &Line<'_>, delimiters: &Delimiters) -> bool {
    let begins = line.text.strip_prefix("**").is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    begins && count_strong(delimiters).is_multiple_of(2)
}

/// Whether a bold headline begins with a line: the next one is its dek.
fn starts_story(lines: &[Line<'_>], at: usize) -> bool {
    let is_dek = |at: usize| lines.get(at).is_some_and(|line| starts_dek(&line.text));
    let text = &lines[at].text;
    text.starts_with("**") && (is_dek(at + 1) || (text.len() == 2 && is_dek(at + 2)))
}

/// Whether a line is a dek, but for the signs in front of it.
fn starts_dek(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '_', ' ']);
    ["…", "...", "&hellip;"].iter().any(|ellipsis| text.starts_with(ellipsis))
}

/// Whether a line is a headline that has lost the `**` in front of it, and kept the one at its end, which is on the
/// next line: a divider in front of it has it (`*****` for `***` and `**`), or nothing has.
fn lacks_opener(lines: &[Line<'_>], delimiters: &[Delimiters], at: usize) -> bool {
    if has(&delimiters[at], Delimiter::Strong) {
        return false;
    }
    let follows_five = at > 0 && lines[at - 1].is_divider && is_five_stars(&lines[at - 1].text);
    let is_closed_below = lines.get(at + 1).is_some_and(|next| {
        let after = next.text.strip_prefix("**").unwrap_or_default().trim_start();
        let is_dek = after.starts_with(['*', '_']) && (starts_dek(after) || after[1..].starts_with('['));
        let closes_again = delimiters.get(at + 2).and_then(|signs| signs.get(..2)).unwrap_or_default();
        is_dek && count_strong(&delimiters[at + 1]) == 1 && !(closes_again.iter().any(|sign| is_early_strong(*sign)))
    });
    is_closed_below || (follows_five && is_closed_later(lines, delimiters, at))
}

fn is_early_strong((at, _, delimiter): (usize, usize, Delimiter)) -> bool {
    delimiter == Delimiter::Strong && at <= 2
}

/// Whether the first `**` after a line ends a bold text that began before: it begins a line, and up to the next divider
/// or story one is left over.
fn is_closed_later(lines: &[Line<'_>], delimiters: &[Delimiters], at: usize) -> bool {
    let end = (at + 1..lines.len()).find(|&at| lines[at].is_divider || starts_story(lines, at)).unwrap_or(lines.len());
    let next = (at + 1..end.min(at + 1 + MAX_SPAN_LINES)).find(|&at| has(&delimiters[at], Delimiter::Strong));
    next.is_some_and(|at| lines[at].text.starts_with("**"))
        && delimiters[at..end].iter().map(count_strong).sum::<usize>() % 2 == 1
}

/// `*****`, `\*\*\***`: a divider of three stars, and two that begin a bold text.
fn is_five_stars(divider: &str) -> bool {
    divider.ends_with("**")
        && divider.bytes().filter(|&byte| byte == b'*').count() == 5
        && divider.bytes().all(|byte| matches!(byte, b'*' | b'\\'))
}

/// The text of a line without the tags written here.
fn strip_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(trim_nbsp(text));
    }
    // One pass: a tag that results from removing another is text.
    let mut pieces = text.split('<');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match ["b>", "/b>", "i>", "/i>"].iter().find_map(|tag| piece.strip_prefix(tag)) {
            Some(rest) => out.push_str(rest),
            None => out.extend(["<", piece]),
        }
    }
    Cow::Owned(trim_nbsp(&out).to_owned())
}

/// A text without spaces and no-break spaces at its ends.
fn trim_nbsp(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let shorter = text.strip_prefix("&nbsp;").unwrap_or(text);
        let shorter = shorter.strip_suffix("&nbsp;").unwrap_or(shorter).trim();
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

/// The delimiters of a line that are not escaped, nor in code, an address or a word.
fn delimiters(line: &str) -> Delimiters {
    let mut delimiters = Delimiters::new();
    if memchr::memchr2(b'*', b'_', line.as_bytes()).is_none() {
        return delimiters;
    }
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let opaque = opaque_len(line, at);
        if opaque > 0 {
            at += opaque;
            continue;
        }
        let delimiter = bytes[at];
        if delimiter != b'*' && delimiter != b'_' {
            at += 1;
            continue;
        }
        let run = bytes[at..].iter().take_while(|&&b| b == delimiter).count();
        if is_delimiter(line, at, run) {
            let single = if delimiter == b'*' { Delimiter::Star } else { Delimiter::Underscore };
            // Four are an empty pair; three are bold and italic.
            match run {
                1 => delimiters.push((at, 1, single)),
                2 => delimiters.push((at, 2, Delimiter::Strong)),
                3 => delimiters.extend([(at, 2, Delimiter::Strong), (at + 2, 1, single)]),
                _ => delimiters.extend([(at, 2, Delimiter::Strong), (at + 2, run - 2, Delimiter::Strong)]),
            }
        }
        at += run;
    }
    delimiters
}

/// Maximum length of code, an address or a link, in bytes. Without a limit, thousands of unclosed ones would take
/// quadratic time.
const MAX_OPAQUE: usize = 4096;

/// The length of a part whose `*` and `_` are not delimiters: an escaped character, code, the address of a link, a bare
/// address, a tag. 0 if there is none.
fn opaque_len(line: &str, at: usize) -> usize {
    let rest = prefix(&line[at..], MAX_OPAQUE);
    match rest.as_bytes() {
        [b'\\', _, ..] => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        [b'`', ..] => rest[1..].find('`').map_or(0, |end| end + 2),
        [b']', b'(', ..] => rest.find(')').map_or(0, |end| end + 1),
        [b'<', b'h', ..] => rest.find('>').map_or(0, |end| end + 1),
        [b'<', ..] => nearly_a_tag(rest),
        [b'h', b't', b't', b'p', ..] if rest.starts_with("http://") || rest.starts_with("https://") => {
            rest.find(|c: char| c.is_whitespace() || "<>()\"”".contains(c)).unwrap_or(rest.len())
        }
        [lead, ..] if *lead >= 0x80 => rest.chars().next().map_or(1, char::len_utf8),
        _ => 0,
    }
}

/// The length of a tag broken by delimiters: `<**b>`.
fn nearly_a_tag(text: &str) -> usize {
    let inner = text.bytes().skip(1).take_while(|byte| b"bi/*_ ".contains(byte)).count();
    if text[1 + inner..].starts_with('>') { inner + 2 } else { 0 }
}

/// True if a run of stars or underscores is a delimiter: not within a word, not alone between spaces, not a bullet.
fn is_delimiter(line: &str, at: usize, run: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at + run..].chars().next();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let in_word = word(before) && word(after) && (line.as_bytes()[at] == b'_' || run == 1);
    let bullet = at == 0 && run == 1 && line.as_bytes()[0] == b'*' && is_space(after);
    let alone = run == 1 && is_space(before) && is_space(after);
    !in_word && !bullet && !alone
}

/// A line with the blanks in front of its links that were lost: `the[data](…)`, `the data**[here](…)`. `None` if there
/// are none.
fn with_blanks_before_links(line: &str) -> Option<String> {
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    while at < line.len() {
        let opaque = opaque_len(line, at);
        if opaque == 0 && line[at..].starts_with('[') && starts_link(&line[at..]) {
            let before = line[..at].trim_end_matches(['*', '_']);
            if before.ends_with(ends_word) {
                out.extend([&line[copied..at], " "]);
                copied = at;
            }
        }
        at += opaque.max(1);
    }
    out.push_str(&line[copied..]);
    (copied > 0).then_some(out)
}

/// Whether a text begins with a link whose label begins with a word; `[1](…)` is a note.
fn starts_link(text: &str) -> bool {
    let rest = &text[1..];
    let end = memchr::memchr2(b'[', b']', rest.as_bytes()).filter(|&end| rest[end..].starts_with("]("));
    end.is_some_and(|end| rest.starts_with(char::is_alphanumeric) && rest[..end].contains(char::is_alphabetic))
}

/// Whether a blank follows a character where two words meet. An opening bracket or quote takes none.
fn ends_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ')' | ':' | ',' | '.' | ';' | '?' | '”')
}

/// A line with tags for its delimiters. `open` are the open styles, before and after. `closes_later` is true for a
/// style that is closed within the next lines.
fn rewrite(
    line: &str,
    delimiters: &Delimiters,
    open: &mut [bool; 3],
    closes_later: impl Fn(Delimiter) -> bool,
) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    for delimiter in Delimiter::ALL.into_iter().filter(|&delimiter| open[delimiter as usize]) {
        out.extend(["<", delimiter.tag(), ">"]);
    }
    let (mut copied, mut words_end) = (0, None);
    for (nth, &(at, len, delimiter)) in delimiters.iter().enumerate() {
        out.push_str(&line[copied..at]);
        let follows_delimiter = nth > 0 && copied == at;
        copied = at + len;
        let closes = open[delimiter as usize];
        let has_partner =
            || delimiters[nth + 1..].iter().any(|(.., other)| *other == delimiter) || closes_later(delimiter);
        if closes {
            out.extend(["</", delimiter.tag(), ">"]);
            words_end = if follows_delimiter { words_end } else { Some(at) };
            copied += usize::from(is_blank_before_punctuation(&line[copied..]));
        } else if has_partner() {
            // Two styles meet where there was a blank: `_very_**good`.
            let meets = words_end.filter(|_| follows_delimiter).is_some_and(|end| line[..end].ends_with(ends_word));
            if meets && line[copied..].trim_start_matches(['*', '_']).starts_with(char::is_alphanumeric) {
                out.push(' ');
            }
            words_end = None;
            out.extend(["<", delimiter.tag(), ">"]);
        } else if len == 1 && !line[copied..].starts_with(char::is_whitespace) && !line[copied..].is_empty() {
            // Not emphasis: the star of a footnote, a name with an underscore.
            out.push('\\');
            out.push_str(&line[at..copied]);
            continue;
        } else {
            continue;
        }
        open[delimiter as usize] = !closes;
    }
    out.push_str(&line[copied..]);
    out.truncate(out.trim_end().len());
    for delimiter in Delimiter::ALL.into_iter().rev().filter(|&delimiter| open[delimiter as usize]) {
        out.extend(["</", delimiter.tag(), ">"]);
    }
    without_empty_pairs(out)
}

/// Whether a text begins with a blank that does not belong in front of the punctuation after it: `_word_ , and`.
fn is_blank_before_punctuation(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(' ').and_then(|rest| rest.strip_prefix([':', ',', '.', ';'])) else {
        return false;
    };
    rest.is_empty() || rest.starts_with([' ', '*', '_'])
}

fn without_empty_pairs(mut line: String) -> String {
    for _ in 0..3 {
        for pair in ["<b></b>", "<i></i>", "<b> </b>", "<i> </i>"] {
            if line.contains(pair) {
                line = line.replace(pair, "");
            }
        }
    }
    line.trim().to_owned()
}
