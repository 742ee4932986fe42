//! The characters that must not reach a terminal, as a check that is independent of the program's own table.

/// The first character that must not be shown: control characters, bidi controls, and invisible characters. `allowed`
/// are control characters that are part of the format, such as line ends.
pub fn unclean(text: &str, allowed: &[char]) -> Option<char> {
    text.chars().find(|c| match c {
        c if allowed.contains(c) => false,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' => true,
        '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{e0000}'.. => true,
        c => c.is_control(),
    })
}
