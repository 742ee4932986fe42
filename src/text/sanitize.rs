//! The characters of outside text that are kept, for [`super::CleanText`].
//!
//! Control characters, bidi controls and invisible characters are dropped. Characters that change their neighbours
//! (combining marks, joiners, variation selectors) are kept where they have an effect, up to a limit: some terminals
//! hang on a cell with 100,000 combining marks.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Combining marks kept on one base character. Vietnamese needs two, pointed Hebrew up to four, Tibetan seven.
pub(super) const MAX_COMBINING: usize = 8;

/// Joiners kept in one emoji. The longest that Unicode recommends (a family of four, a kiss) has three.
const MAX_JOINERS: usize = 3;

/// Characters kept in one grapheme cluster. Combining marks and joiners have limits of their own; this one is for
/// Hangul letters, prepended characters and conjuncts of Indic scripts. The longest real cluster has about ten.
const MAX_CLUSTER: usize = 32;

/// `raw` without control characters and invisible characters. White space becomes spaces, one for each character.
pub(super) fn clean(raw: &str) -> Cow<'_, str> {
    let plain = raw.len() - after_plain(raw).len();
    if plain == raw.len() {
        return Cow::Borrowed(raw);
    }
    let mut sanitizer = Sanitizer { out: String::with_capacity(raw.len()), ..Sanitizer::default() };
    let (start, mut rest) = raw.split_at(plain);
    sanitizer.push_plain(start);
    while let Some(c) = rest.chars().next() {
        let (plain, after) = rest.split_at(printable_ascii_len(rest));
        if plain.is_empty() {
            sanitizer.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            sanitizer.push_plain(plain);
            rest = after;
        }
    }
    Cow::Owned(if sanitizer.longest_run > MAX_CLUSTER { shorten_clusters(&sanitizer.out) } else { sanitizer.out })
}

/// The rest of a text after the plain printable characters at its start.
fn after_plain(text: &str) -> &str {
    after_plain_or(text, is_printable_ascii)
}

/// The rest of some lines after the plain printable characters and line ends at their start.
pub(super) fn after_plain_lines(text: &str) -> &str {
    after_plain_or(text, |byte| is_printable_ascii(byte) || byte == b'\n')
}

fn after_plain_or(mut text: &str, is_plain_ascii: impl Fn(u8) -> bool + Copy) -> &str {
    loop {
        let rest = text[ascii_len(text, is_plain_ascii)..]
            .trim_start_matches(|c: char| !c.is_ascii() && is_plain_printable(c));
        if rest.len() == text.len() {
            return rest;
        }
        text = rest;
    }
}

/// The length in bytes, and in cells, of the printable ASCII at the start of a text.
pub(super) fn printable_ascii_len(text: &str) -> usize {
    ascii_len(text, is_printable_ascii)
}

fn is_printable_ascii(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// The length in bytes of the ASCII of some kind at the start of a text.
fn ascii_len(text: &str, is_of_kind: impl Fn(u8) -> bool) -> usize {
    // Whole blocks without an early exit are tested several bytes at a time.
    const BLOCK: usize = 32;
    let blocks = text.as_bytes().chunks_exact(BLOCK);
    let whole = blocks.take_while(|block| block.iter().fold(true, |all, byte| all & is_of_kind(*byte))).count() * BLOCK;
    whole + text.as_bytes()[whole..].iter().take(BLOCK).take_while(|byte| is_of_kind(**byte)).count()
}

/// What happens to a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CharClass {
    Keep,
    Space,
    Drop,
    /// Kept between characters that it joins.
    Joiner,
    /// Kept after a character that has a text and an emoji form.
    Selector,
    /// Kept up to a limit.
    Combining,
}

/// Characters that are kept wherever they are: most characters of most texts.
fn is_plain_printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20c0}' | '\u{2190}'..='\u{2bff}'
        | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff9d}' | '\u{fffd}' | '\u{1f300}'..='\u{1f3fa}'
        | '\u{1f400}'..='\u{1faff}')
}

/// The table of characters. Bidi controls are the twelve of Unicode's `Bidi_Control` property.
fn classify(c: char) -> CharClass {
    match c {
        c if is_plain_printable(c) => CharClass::Keep,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{a0}' | '\u{2028}' | '\u{2029}' => CharClass::Space,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => CharClass::Drop,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => CharClass::Drop,
        '\u{200c}' | '\u{200d}' => CharClass::Joiner,
        '\u{fe0e}' | '\u{fe0f}' => CharClass::Selector,
        // Soft hyphen, zero-width space, word joiner, invisible operators, deprecated controls, byte order mark.
        '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' => CharClass::Drop,
        // Letters and marks without a glyph: fillers of Hangul, vowels of Khmer, separators and selectors of Mongolian.
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{3164}' => {
            CharClass::Drop
        }
        '\u{ffa0}' | '\u{fe00}'..='\u{fe0d}' | '\u{fff0}'..='\u{fffb}' => CharClass::Drop,
        // Controls of shorthand, hieroglyphs and music; noncharacters.
        '\u{1bca0}'..='\u{1bca3}' | '\u{13430}'..='\u{1343f}' | '\u{1d173}'..='\u{1d17a}' => CharClass::Drop,
        '\u{fdd0}'..='\u{fdef}' => CharClass::Drop,
        c if u32::from(c) & 0xfffe == 0xfffe => CharClass::Drop,
        // Tags and selectors, the private planes, and the empty end of plane 3: the placeholders of layout are there.
        '\u{38000}'..='\u{3ffff}' | '\u{e0000}'.. => CharClass::Drop,
        c if is_combining(c) => CharClass::Combining,
        _ => CharClass::Keep,
    }
}

/// True if a character is part of the cell or cluster of the character in front of it.
fn is_combining(c: char) -> bool {
    let mut pair = [b'a'; 1 + 4];
    let len = c.encode_utf8(&mut pair[1..]).len();
    let pair = std::str::from_utf8(&pair[..=len]).unwrap_or_default();
    c.width() == Some(0) || pair.graphemes(true).count() == 1
}

/// True for emoji that can be joined. Two spaces are in these ranges.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{3299}' | '\u{1f000}'..='\u{1faff}') && !c.is_whitespace()
}

/// True for characters that have a text and an emoji form.
fn has_emoji_variant(c: char) -> bool {
    matches!(c, '#' | '*' | '0'..='9') || is_pictograph(c)
}

/// True for letters that change their shape next to a joiner: of Arabic, Syriac, Indic scripts, Burmese, Khmer,
/// Mongolian.
fn uses_joiner(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{fb50}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{11fff}')
}

/// Sanitizes text character by character.
#[derive(Default)]
struct Sanitizer {
    out: String,
    /// The last character that was kept.
    last: char,
    /// A joiner after an emoji, until the next emoji.
    joiner: Option<char>,
    /// Joiners in the current emoji, and combining marks on the current character.
    joiners: usize,
    combining: usize,
    /// Characters since the last plain printable one, with which a cluster can only start. Most texts have short runs
    /// only and need no segmentation into clusters, which takes longer than all the rest.
    run: usize,
    longest_run: usize,
}

impl Sanitizer {
    fn push(&mut self, c: char) {
        match classify(c) {
            CharClass::Drop => {}
            CharClass::Space => self.push_base(' '),
            CharClass::Keep => self.push_base(c),
            CharClass::Joiner if uses_joiner(self.last) => self.push_raw(c),
            CharClass::Joiner => self.joiner = Some(c).filter(|&c| c == '\u{200d}'),
            CharClass::Selector if has_emoji_variant(self.last) => self.push_raw(c),
            CharClass::Selector => {}
            CharClass::Combining => {
                self.joiner = None;
                self.combining += 1;
                if self.combining <= MAX_COMBINING {
                    self.push_raw(c);
                }
            }
        }
    }

    /// Adds a base character, joined to the one in front of it if both are emoji.
    fn push_base(&mut self, c: char) {
        let after_emoji = is_pictograph(self.last) || self.last == '\u{fe0f}';
        let joins = self.joiner.take().filter(|_| after_emoji && is_pictograph(c) && self.joiners < MAX_JOINERS);
        self.joiners = if joins.is_some() { self.joiners + 1 } else { 0 };
        self.combining = 0;
        self.out.extend(joins);
        self.push_raw(c);
    }

    /// Adds plain printable characters.
    fn push_plain(&mut self, text: &str) {
        let mut chars = text.chars();
        if let Some(first) = chars.next() {
            self.push_base(first);
        }
        self.out.push_str(chars.as_str());
        if let Some(last) = chars.next_back() {
            self.last = last;
            self.joiners = 0;
        }
    }

    fn push_raw(&mut self, c: char) {
        self.run = if is_plain_printable(c) { 0 } else { self.run + 1 };
        self.longest_run = self.longest_run.max(self.run);
        self.out.push(c);
        self.last = c;
    }
}

/// The text with every cluster cut to [`MAX_CLUSTER`] characters.
fn shorten_clusters(text: &str) -> String {
    text.graphemes(true).flat_map(|cluster| cluster.chars().take(MAX_CLUSTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts that must not change: what people write.
    const KEPT: [&str; 22] = [
        "plain",
        "naïve “quotes” – …",
        "Tie\u{302}\u{301}ng",
        "👨\u{200d}👩\u{200d}👧\u{200d}👦",
        "👩\u{1f3fb}\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👨\u{1f3fb}",
        "🏳\u{fe0f}\u{200d}🌈",
        "🧔\u{200d}♂\u{fe0f}",
        "🇩🇪 1\u{fe0f}\u{20e3} ☎\u{fe0e}",
        "می\u{200c}خواهم",
        "ه\u{200d} ",
        "ශ\u{dca}\u{200d}රී",
        "क\u{94d}\u{200d}ष",
        "র\u{9cd}ত\u{9cd}স\u{9cd}ন\u{9cd}যা",
        "བ\u{f66}\u{f92}\u{fb2}\u{f74}\u{f56}\u{f66}",
        "שָׁלוֹם",
        "សួស្ដី",
        "สวัสดีที่นี้",
        "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
        "日本語の題名 ｔｗｏ",
        "ﷺ لا إله",
        "\u{e0b0} \u{fffd}",
        "ⵣ ꓼꓽ ᨕ",
    ];

    #[test]
    fn written_text_is_kept() {
        for text in KEPT {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn invisible_characters_are_dropped() {
        for (raw, want) in [
            ("pay\u{200d}pal\u{200c}s", "paypals"),
            ("a\u{200d}👩 👩\u{200d}a", "a👩 👩a"),
            ("👩\u{200d}\u{200d}\u{200d}👧", "👩\u{200d}👧"),
            ("a\u{fe0f}\u{fe00}b❤\u{fe0f}\u{fe0f}", "ab❤\u{fe0f}"),
            ("\u{3000}\u{fe0f}a\u{205f}\u{200d}👩", "\u{3000}a\u{205f}👩"),
            ("a\u{34f}b\u{fff0}c\u{1bca0}d\u{ffff}\u{fdd0}e", "abcde"),
            ("a\u{e0041}\u{e0100}b\u{e1234}\u{f0000}\u{10ffff}", "ab"),
            ("a\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}b", "ab"),
            ("ان\u{200c}\u{200c}\u{200d}\u{200c}", "ان\u{200c}"),
        ] {
            assert_eq!(clean(raw), want, "{raw:?}");
        }
    }

    /// No cluster has more than [`MAX_CLUSTER`] characters, no base more marks than [`MAX_COMBINING`], no emoji more
    /// joiners than [`MAX_JOINERS`].
    #[test]
    fn clusters_are_limited() {
        for (piece, most) in [
            ("\u{301}", MAX_COMBINING),
            ("\u{93e}", MAX_COMBINING),
            ("\u{f71}\u{f90}", MAX_COMBINING),
            ("\u{302a}\u{1e8d0}\u{1d165}", MAX_COMBINING),
            ("\u{20dd}", MAX_COMBINING),
            ("\u{1161}\u{11a8}", MAX_COMBINING),
            ("\u{1f3fb}", MAX_COMBINING),
            ("👨\u{200d}", MAX_JOINERS + MAX_JOINERS + 1),
            ("❤\u{fe0f}\u{200d}", 2 * MAX_JOINERS + MAX_JOINERS + 2),
            ("\u{1100}", MAX_CLUSTER),
            ("\u{600}", MAX_CLUSTER),
            ("क\u{94d}", MAX_CLUSTER),
        ] {
            let cleaned = clean(&format!("a{}", piece.repeat(10_000))).into_owned();
            let longest = cleaned.graphemes(true).map(|cluster| cluster.chars().count()).max().unwrap_or_default();
            assert!(longest <= most + 1 && longest <= MAX_CLUSTER, "{piece:?}: {longest}");
        }
    }

    /// Every character there is, between two letters.
    #[test]
    fn no_character_is_overlooked() {
        for c in '\0'..=char::MAX {
            let cleaned = clean(&format!("a{c}b")).into_owned();
            let gone = cleaned == "ab" || cleaned == "a b";
            let invisible = c.width().is_none_or(|width| width == 0) && !is_combining(c);
            assert!(gone || !(c.is_control() || invisible), "{c:?}");
            assert!(gone || !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..), "{c:?}");
        }
    }
}
