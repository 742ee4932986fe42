//! Whether a word may be in the text that is made from some Markdown or HTML.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use memchr::memmem;
use regex::bytes::Regex;

use super::query::AsciiFinder;
use crate::markup;
use crate::story::StoryKind;

/// The shortest word that is worth looking for, in letters.
const MIN_LETTERS: usize = 3;

/// How far apart two letters of a word may be, in bytes, and how many characters are looked at between them. Beyond
/// that, the word may be there.
const MAX_GAP: usize = 4096;
const MAX_STEPS: u32 = 256;

/// The most letters that one character folds to.
const MAX_FOLDED: usize = 3;

/// The shortest name of a character reference: `lt`, or `#9`.
const MIN_NAME: usize = 2;

/// The most bytes of a reference with markup in it.
const MAX_REFERENCE: usize = 64;

/// Words that are one character: `\u{fb03}` and `\u{fb04}`.
const LIGATURES: [&str; 2] = ["ffi", "ffl"];

/// Words that stand for what is no text. So does the heading of fiction, for a title that is missing.
const LABELS: [&str; 3] = ["image", "video", "audio"];

/// How tags of templates start, which add text of their own.
const TEMPLATES: [&str; 3] = ["{{", "{%", "[embed"];

/// A tag or a comment in one line, which Markdown and HTML read alike. `None` is never the case.
static PLAIN_TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let attribute = r#"[ \t]+[a-z_][a-z0-9_.-]*(?:=(?:"[^"<>\r\n]*"|'[^'<>\r\n]*'|[^\s"'=<>`]+))?"#;
    let tag = format!("</?[a-z][a-z0-9-]*(?:{attribute})*[ \t]*/?>");
    Regex::new(&format!("(?i-u)^(?:{tag}|<!--[^<>\r\n]*-->)")).ok()
});

/// A tag whose element may be left out of the text. `None` is never the case.
static HIDING_TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let names = markup::HIDDEN.join("|");
    Regex::new(&format!(r"(?i-u)^</?(?:{names})\b|\s(?:hidden|style)\b")).ok()
});

/// ASCII punctuation that markup has within words.
const MARKUP: &[u8] = b"*_~`\\<&[]{}=+^$%>|!";

/// Characters that are no part of a word, nor in the middle of one: spaces, punctuation, other scripts, symbols. All
/// others may be letters, or signs that are ignored.
const APART: [RangeInclusive<char>; 12] = [
    '\u{a0}'..='\u{a9}',
    '\u{ab}'..='\u{ac}',
    '\u{ae}'..='\u{b1}',
    '\u{b6}'..='\u{b8}',
    '\u{bb}'..='\u{bf}',
    '\u{400}'..='\u{590}',
    '\u{900}'..='\u{10ff}',
    '\u{2000}'..='\u{200a}',
    '\u{2010}'..='\u{2027}',
    '\u{2030}'..='\u{205f}',
    '\u{2190}'..='\u{22ff}',
    '\u{3000}'..='\u{d7ff}',
];

/// Names of character references to such characters.
const APART_NAMES: [&str; 14] =
    ["nbsp", "amp", "lt", "gt", "quot", "apos", "lsquo", "rsquo", "ldquo", "rdquo", "ndash", "mdash", "hellip", "copy"];

/// Finds a word of ASCII letters and digits in any case.
#[derive(Debug)]
pub(super) struct WordFinder {
    /// In lower case.
    word: Box<[u8]>,
    whole: AsciiFinder,
}

impl WordFinder {
    /// `None` for words that are short or have other characters.
    pub(super) fn new(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        let is_plain = word.len() >= MIN_LETTERS && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_made = LABELS.iter().any(|label| label.contains(&*word))
            || StoryKind::FICTION.to_ascii_lowercase().contains(&*word);
        if !is_plain || LIGATURES.contains(&&*word) || is_made {
            return None;
        }
        Some(Self { whole: AsciiFinder::new(&word, false)?, word: word.into_bytes().into() })
    }

    /// True if the bytes of a text have the word in letters without accents.
    pub(super) fn is_in(&self, text: &[u8]) -> bool {
        self.whole.find(text, 0).is_some()
    }

    /// False if the text that is made from this source does not have the word.
    pub(super) fn may_be_in(&self, source: &str) -> bool {
        self.whole.find(source, 0).is_some()
            || self.may_be_in_pieces(source.as_bytes())
            || TEMPLATES.iter().any(|start| memmem::find(source.as_bytes(), start.as_bytes()).is_some())
    }

    /// Whether something is between two letters of the word that is not in the text.
    fn may_be_in_pieces(&self, source: &[u8]) -> bool {
        let interrupts = |at: &usize| INTERRUPTS[usize::from(source[*at])];
        (0..source.len()).filter(interrupts).any(|at| self.may_go_on(source, at))
    }

    /// Whether the word may have begun in front of what interrupts it, or with it, and goes on behind it.
    fn may_go_on(&self, source: &[u8], at: usize) -> bool {
        let mut reader = Reader { source, word: &self.word, start: at, steps: MAX_STEPS };
        let most = self.word.len() - 1;
        let is_code = source[at] == b'`';
        let before = source[..at].iter().rposition(|byte| !is_code || !is_edge(*byte)).map_or(0, |last| last + 1);
        let before = &source[..before];
        let begins = |letters: usize| {
            let start = before.len().checked_sub(letters);
            start.is_some_and(|start| before[start..].eq_ignore_ascii_case(&self.word[..letters]))
        };
        (1..=most).any(|letters| begins(letters) && reader.goes_on(at, letters))
            || letters_at(&source[at..])
                .is_some_and(|mut lens| lens.any(|len| reader.goes_on_after_any(MAX_FOLDED.min(most), at + len)))
    }
}

/// The bytes that may interrupt a word: some punctuation, control characters, and the first byte of any character that
/// is not ASCII.
static INTERRUPTS: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < MARKUP.len() {
        table[MARKUP[at] as usize] = true;
        at += 1;
    }
    let mut control: u8 = 0;
    while control < 0x20 {
        table[control as usize] = !control.is_ascii_whitespace();
        control += 1;
    }
    table[0x7f] = true;
    let mut first = 0xc2;
    while first < table.len() {
        table[first] = true;
        first += 1;
    }
    table
};

/// Reads a word that is interrupted.
struct Reader<'a> {
    source: &'a [u8],
    word: &'a [u8],
    /// The first interruption.
    start: usize,
    /// How many more characters are looked at between its letters.
    steps: u32,
}

impl Reader<'_> {
    /// Whether the word may go on at a byte, after one letter or up to so many.
    fn goes_on_after_any(&mut self, letters: usize, at: usize) -> bool {
        (1..=letters).any(|letters| self.goes_on(at, letters))
    }

    /// Whether the word may go on at a byte, after its first letters.
    fn goes_on(&mut self, mut at: usize, mut letters: usize) -> bool {
        while letters < self.word.len() {
            let Some(&byte) = self.source.get(at) else { return false };
            if byte.eq_ignore_ascii_case(&self.word[letters]) {
                (at, letters) = (at + 1, letters + 1);
                continue;
            }
            if byte.is_ascii_alphanumeric() || (byte.is_ascii_whitespace() && !self.is_at_edge_of_code(at)) {
                return false;
            }
            self.steps = self.steps.saturating_sub(1);
            if self.steps == 0 || at - self.start > MAX_GAP {
                return true;
            }
            match byte {
                b'<' => return self.goes_on_behind_tag(at, letters),
                b'[' if self.goes_on_behind(b"]", 1, at, letters) => return true,
                b'(' if self.goes_on_behind(b")", 3, at, letters) => return true,
                b'&' | 0x80.. => return letters_at(&self.source[at..]).is_some(),
                b'{' | b'%' => return true,
                _ => at += 1,
            }
        }
        true
    }

    /// Whether white space is at the edge of inline code, where it is not in the text.
    fn is_at_edge_of_code(&self, at: usize) -> bool {
        let rest = &self.source[at..self.source.len().min(at + MAX_GAP)];
        let opens = self.source[..at].iter().rfind(|byte| !is_edge(**byte)) == Some(&b'`');
        opens || rest.iter().find(|byte| !is_edge(**byte)).is_none_or(|byte| *byte == b'`')
    }

    /// What is behind a tag or a comment. Behind and within anything else that starts like one, the word may go on:
    /// what is shown of it is a matter of how it is mended.
    fn goes_on_behind_tag(&mut self, at: usize, letters: usize) -> bool {
        let tag = &self.source[at..self.source.len().min(at + MAX_GAP)];
        let plain = PLAIN_TAG.as_ref().and_then(|plain| plain.find(tag));
        let shows = |tag: &&[u8]| HIDING_TAG.as_ref().is_some_and(|hiding| !hiding.is_match(tag));
        plain.map(|tag| tag.as_bytes()).filter(shows).is_none_or(|tag| self.goes_on(at + tag.len(), letters))
    }

    /// What is behind one of the next few texts that may close what is open.
    fn goes_on_behind(&mut self, close: &[u8], count: usize, open: usize, letters: usize) -> bool {
        let within = &self.source[open..self.source.len().min(open + MAX_GAP)];
        let ends: Vec<usize> = memmem::find_iter(within, close).take(count).collect();
        (ends.is_empty() && within.len() == MAX_GAP)
            || ends.into_iter().any(|end| self.goes_on(open + end + close.len(), letters))
    }
}

/// The lengths that something may have which stands for letters at the start of some source, or is ignored in a search:
/// a character, or a reference to one.
fn letters_at(source: &[u8]) -> Option<RangeInclusive<usize>> {
    if source.first() == Some(&b'&') {
        return reference_at(source);
    }
    let bytes = &source[..source.len().min(4)];
    let valid = bytes.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    let len = valid.filter(|c| !c.is_ascii() && !is_apart(*c)).map(char::len_utf8)?;
    Some(len..=len)
}

/// The same for a reference to a character at the start of some source.
fn reference_at(source: &[u8]) -> Option<RangeInclusive<usize>> {
    let name = source[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    let end = 1 + name;
    let is_closed = source.get(end) == Some(&b';');
    let len = end + usize::from(is_closed);
    let is_markup = |at: usize| source.get(at).is_some_and(|byte| MARKUP.contains(byte));
    if !is_closed && is_markup(end) {
        // Without the markup in it, this may be another one: `&**ouml;`.
        return Some(MIN_NAME.min(source.len())..=source.len().min(MAX_REFERENCE));
    }
    // An ampersand may be that of another reference.
    let is_coded_twice = source[1..end].eq_ignore_ascii_case(b"amp")
        && (is_markup(len) || source.get(len).is_some_and(|byte| *byte == b'#' || byte.is_ascii_alphabetic()));
    let may_be = name > 0 && (is_coded_twice || !is_reference_apart(&source[1..end]));
    // Without its semicolon, a reference may end in front of letters: `&ouml9` is `ö9`.
    may_be.then_some(len.min(1 + MIN_NAME)..=len)
}

/// Whether a character reference, without `&` and `;`, is to a character that is apart from words.
fn is_reference_apart(name: &[u8]) -> bool {
    let name = std::str::from_utf8(name).unwrap_or_default();
    let number = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        },
        None => return APART_NAMES.contains(&name),
    };
    number.ok().and_then(char::from_u32).is_some_and(|c| match c {
        // The start of another reference.
        '&' => false,
        c if c.is_ascii() => !c.is_ascii_alphanumeric() && !c.is_ascii_control(),
        c => is_apart(c),
    })
}

/// Whether a byte may be at the edge of inline code: white space, or the sign of a quote in front of its next line.
fn is_edge(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'>'
}

fn is_apart(c: char) -> bool {
    APART.iter().any(|range| range.contains(&c))
}
