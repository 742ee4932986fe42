//! The length of a text, counted in one pass over its bytes while posts are loaded.

use crate::model::WordCount;

/// Counts the words and CJK characters of a text. Tags are skipped, and `&nbsp;` separates words. A dash or a row of
/// `#`, without a letter or digit, is not a word.
#[must_use]
pub fn measure(body: &str) -> WordCount {
    let bytes = body.as_bytes();
    let mut counter = Counter::default();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at..].first_chunk::<BLOCK>() {
            Some(block) if counter.block(block) => at += BLOCK,
            _ => at = counter.bytes(body, at, at + BLOCK),
        }
    }
    counter.length.words += counter.in_word;
    counter.length
}

/// Bytes that are counted together: as many as a mask has bits.
const BLOCK: usize = 64;

#[derive(Default)]
struct Counter {
    length: WordCount,
    /// 1 after a letter, until the next space.
    in_word: u32,
}

impl Counter {
    /// Counts a block. False, with nothing counted, if a byte of it needs a closer look.
    fn block(&mut self, block: &[u8; BLOCK]) -> bool {
        if block.iter().fold(false, |any, &byte| any | is_special(byte)) {
            return false;
        }
        let (blank, letter) = (mask(block, is_blank), mask(block, is_letter));
        // In this sum a letter carries through the rest of its word, and sets the bit of the space that ends it.
        let (sum, carries) = (!blank).overflowing_add(letter);
        let (sum, carries_too) = sum.overflowing_add(u64::from(self.in_word));
        self.length.words += (sum & blank).count_ones();
        self.in_word = u32::from(carries | carries_too);
        true
    }

    /// Counts up to `end`, byte by byte, and returns where the next byte is.
    fn bytes(&mut self, body: &str, mut at: usize, end: usize) -> usize {
        while let Some(&byte) = body.as_bytes().get(at).filter(|_| at < end) {
            if !is_special(byte) {
                let blank = u32::from(is_blank(byte));
                self.length.words += self.in_word & blank;
                self.in_word = (self.in_word | u32::from(is_letter(byte))) & (1 - blank);
                at += 1;
                continue;
            }
            at += match special(&body[at..]) {
                Token::None => {
                    self.in_word |= u32::from(byte >= 0x80);
                    1
                }
                Token::Skip(bytes) => bytes,
                Token::Blank(bytes) => {
                    self.length.words += std::mem::take(&mut self.in_word);
                    bytes
                }
                Token::Cjk(bytes) => {
                    self.length.words += std::mem::take(&mut self.in_word);
                    self.length.cjk += 1;
                    bytes
                }
            };
        }
        at
    }
}

/// A bit for each byte for which `is` holds. Without branches or lookups, the compiler tests many bytes at a time.
fn mask(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    let flags = block.map(|byte| u8::from(is(byte)));
    let (eights, _) = flags.as_chunks::<8>();
    // The product has the lowest bits of all eight bytes in its highest byte.
    let bits = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    eights.iter().rev().fold(0, |mask, eight| mask << 8 | bits(eight))
}

/// The token at the start of a text, with its length in bytes.
enum Token {
    /// A character like any other.
    None,
    /// A tag or an entity: neither part of a word nor the end of one.
    Skip(usize),
    /// `&nbsp;`.
    Blank(usize),
    /// A character that is counted as a word of its own.
    Cjk(usize),
}

fn special(text: &str) -> Token {
    match text.as_bytes() {
        [b'<', ..] => tag_end(text.as_bytes()).map_or(Token::None, Token::Skip),
        [b'&', ..] if text.starts_with("&nbsp;") => Token::Blank("&nbsp;".len()),
        [b'&', name @ ..] => {
            let len = name.iter().take(LONGEST_ENTITY).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
            if len > 0 && name.get(len) == Some(&b';') { Token::Skip(len + 2) } else { Token::None }
        }
        _ => match text.chars().next().filter(|&c| is_cjk(c)) {
            Some(c) => Token::Cjk(c.len_utf8()),
            None => Token::None,
        },
    }
}

/// Maximum length of an entity name. Those of real posts have 2 to 6 letters.
const LONGEST_ENTITY: usize = 10;

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

/// True for letters and digits, and the first bytes of most letters beyond ASCII.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_digit() | (byte | 0x20).is_ascii_lowercase() | matches!(byte, 0xc3..=0xdf)
}

/// True for bytes that need a closer look: tags, entities, and the first bytes of characters that may be CJK.
fn is_special(byte: u8) -> bool {
    matches!(byte, 0xe3..=0xed | 0xf0 | b'&' | b'<')
}

/// Han, kana, Hangul syllables and their extensions: scripts without spaces between words, or counted by syllable.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The length of the tag at the start of `text`. `None` if `<` does not start a tag, or one of more than 4,096 bytes.
fn tag_end(text: &[u8]) -> Option<usize> {
    const LONGEST_TAG: usize = 4096;
    let name = text.get(1).copied()?;
    if !name.is_ascii_alphabetic() && name != b'/' && name != b'!' {
        return None;
    }
    memchr::memchr(b'>', &text[..text.len().min(LONGEST_TAG)]).map(|end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_a_reader_counts() {
        for (body, words, cjk) in [
            ("", 0, 0),
            ("one two  three\nfour", 4, 0),
            ("end.&nbsp;&nbsp;Split languages: a &ndash; b &amp; c", 6, 0),
            ("<p>Hello <a href=\"http://a.org/x y\">world</a></p>", 2, 0),
            ("a < b, 3 <4", 4, 0),
            ("#### — ####", 0, 0),
            ("日本語で読む", 0, 6),
            ("GPTは日本語", 1, 4),
            ("Cybersécurité et données", 3, 0),
        ] {
            assert_eq!(measure(body), WordCount { words, cjk }, "{body}");
        }
    }
}
