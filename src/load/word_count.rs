//! The length of a text, counted in one pass over its bytes while posts are loaded.

use crate::model::WordCount;

/// Counts the words and CJK characters of a text. Tags are skipped, and `&nbsp;` separates words. A dash or a row of
/// `#`, without a letter or digit, is not a word.
#[must_use]
pub fn measure(body: &str) -> WordCount {
    let bytes = body.as_bytes();
    let mut length = WordCount::default();
    // 1 after a letter, until the next space. Branches would be mispredicted at every word, so there are none here.
    let mut in_word: u32 = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let class = CLASSES[usize::from(byte)];
        if class < SPECIAL {
            let blank = u32::from(class & BLANK);
            length.words += in_word & blank;
            in_word = (in_word | u32::from(class >> 1)) & (1 - blank);
            at += 1;
            continue;
        }
        at += match special(&body[at..]) {
            Token::None => {
                in_word |= u32::from(byte >= 0x80);
                1
            }
            Token::Skip(bytes) => bytes,
            Token::Blank(bytes) => {
                length.words += in_word;
                in_word = 0;
                bytes
            }
            Token::Cjk(bytes) => {
                length.words += in_word;
                in_word = 0;
                length.cjk += 1;
                bytes
            }
        };
    }
    length.words += in_word;
    length
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

const BLANK: u8 = 1;
const LETTER: u8 = 2;
/// True for bytes that need a closer look: tags, entities, and the first bytes of characters that may be CJK.
const SPECIAL: u8 = 4;

const CLASSES: [u8; 256] = classes();

#[expect(clippy::cast_possible_truncation, reason = "the index is below 256")]
const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c => BLANK,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0xc3..=0xdf => LETTER,
            0xe3..=0xed | 0xf0 | b'&' | b'<' => SPECIAL,
            _ => 0,
        };
        byte += 1;
    }
    table
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
