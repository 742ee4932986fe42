//! Where words of Chinese and Japanese may be broken, after the Unicode Standard Annex 14 (UAX 14): between any two
//! characters, but some marks never begin a line and some never end one. Korean is broken between words, as Latin is.

/// Never at the start of a line: the classes CL, CP, EX, IS, NS, CJ, IN, PO, BA, HY and SY of UAX 14, as far as they
/// stand in Chinese or Japanese. `[` is one of them here because a link has its number behind it.
const NEVER_FIRST: &str = concat!(
    "、。，．､｡)]}）］｝〉》」』】〕〗〙〛｣｠〞〟”’»,.:;!?！？：；‼⁇⁈⁉‽",
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯｰー",
    "々〻ゝゞヽヾ・･゛゜゠〜～…‥⋯%％‰℃°′″¢￠-‐–/[\"'",
);

/// Never at the end of a line: the classes OP and PR. Straight quotes open and close.
const NEVER_LAST: &str = "([{（［｛〈《「『【〔〖〘〚｢｟〝“‘«¡¿$£¥€＄￡￥№\"'";

/// Part of the word on both sides.
const NO_BREAK_SPACE: char = '\u{a0}';

/// True if a word may be broken between two characters, although it may fit on a line by itself.
pub(super) fn may_break(before: char, after: char) -> bool {
    (is_cjk(before) || is_cjk(after)) && !is_bound(before, after)
}

/// True if two characters belong on one line.
pub(super) fn is_bound(before: char, after: char) -> bool {
    NEVER_LAST.contains(before) || NEVER_FIRST.contains(after) || [before, after].contains(&NO_BREAK_SPACE)
}

/// True for the characters and marks of Chinese and Japanese, and for Yi. False for Korean.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff9f}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1b000}'..='\u{1b16f}' | '\u{1f200}'..='\u{1f2ff}'
        | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_with_the_character_that_they_belong_to() {
        for (pair, want) in [
            ("日本", true),
            ("日a", true),
            ("a日", true),
            ("」日", true),
            ("日「", true),
            ("日“", true),
            ("…日", true),
            ("日。", false),
            ("日ー", false),
            ("日っ", false),
            ("日…", false),
            ("日%", false),
            ("日)", false),
            ("日[", false),
            ("「日", false),
            ("“日", false),
            ("日\u{a0}", false),
            ("ab", false),
            ("한국", false),
            ("a…", false),
        ] {
            let chars: Vec<char> = pair.chars().collect();
            assert_eq!(may_break(chars[0], chars[1]), want, "{pair}");
        }
    }
}
