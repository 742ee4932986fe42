//! How long a text is, counted in one pass over its bytes: 20,000 posts are counted while they load.

use crate::archive::Length;

/// Words and CJK characters of a body. Tags are passed over and `&nbsp;` parts words; a mark without a letter or digit,
/// such as a dash or a row of `#`, is no word.
pub(super) fn measure(body: &str) -> Length {
    let bytes = body.as_bytes();
    let mut length = Length::default();
    let mut in_word = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match CLASSES[usize::from(byte)] {
            Class::Blank => {
                length.words += u32::from(in_word);
                in_word = false;
            }
            Class::Letter => in_word = true,
            Class::Other => {}
            Class::Wide => {
                if let Some(c) = body[at..].chars().next().filter(|&c| is_cjk(c)) {
                    length.cjk += 1;
                    length.words += u32::from(in_word);
                    in_word = false;
                    at += c.len_utf8();
                    continue;
                }
                in_word = true;
            }
            Class::Ampersand if bytes[at..].starts_with(b"&nbsp;") => {
                length.words += u32::from(in_word);
                in_word = false;
                at += "&nbsp;".len();
                continue;
            }
            Class::Ampersand => {}
            Class::Tag => {
                if let Some(end) = tag_end(&bytes[at..]) {
                    at += end;
                    continue;
                }
            }
        }
        at += 1;
    }
    length.words += u32::from(in_word);
    length
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Letter,
    /// First byte of a character of three bytes or four that may be CJK.
    Wide,
    Ampersand,
    Tag,
    Other,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c => Class::Blank,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0xc3..=0xdf => Class::Letter,
            0xe3..=0xed | 0xf0 => Class::Wide,
            b'&' => Class::Ampersand,
            b'<' => Class::Tag,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
}

/// Han, kana, Hangul syllables and their extensions: scripts whose words are not parted by blanks, or count by syllable.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Bytes of the tag that `text` begins with; none where `<` is only a sign. A tag of more than 4,096 bytes is none.
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
            ("end.&nbsp;&nbsp;Split languages: a &ndash; b &amp; c", 7, 0),
            ("<p>Hello <a href=\"http://a.org/x y\">world</a></p>", 2, 0),
            ("a < b, 3 <4", 4, 0),
            ("#### — ####", 0, 0),
            ("日本語で読む", 0, 6),
            ("GPTは日本語", 1, 4),
            ("Cybersécurité et données", 3, 0),
        ] {
            assert_eq!(measure(body), Length { words, cjk }, "{body}");
        }
    }
}
