//! Text as it stands, broken into lines and no more: for what has so many marks that setting it would take too long.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::clean_text::CleanText;

/// The lines of a text at a width; of blank lines in a row one is left.
pub(crate) fn lines(text: &str, width: usize) -> Vec<CleanText> {
    let mut lines: Vec<CleanText> = Vec::new();
    for line in text.lines().map(CleanText::single_line) {
        if !line.is_empty() {
            wrap(&line, width, &mut lines);
        } else if lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines
}

/// Breaks a line at blanks, and within words that are wider than the width.
fn wrap(line: &str, width: usize, out: &mut Vec<CleanText>) {
    let mut at_hand = String::new();
    let mut used = 0;
    let mut end = |at_hand: &mut String, used: &mut usize| {
        out.push(CleanText::sanitized(at_hand));
        at_hand.clear();
        *used = 0;
    };
    for word in line.split(' ') {
        let columns = word.width();
        if used > 0 && used + 1 + columns > width {
            end(&mut at_hand, &mut used);
        }
        if used > 0 {
            at_hand.push(' ');
            used += 1;
        }
        if columns <= width {
            at_hand.push_str(word);
            used += columns;
            continue;
        }
        for cluster in word.graphemes(true) {
            let columns = cluster.width();
            if used > 0 && used + columns > width {
                end(&mut at_hand, &mut used);
            }
            at_hand.push_str(cluster);
            used += columns;
        }
    }
    if used > 0 {
        end(&mut at_hand, &mut used);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_blanks_and_long_words_anywhere() {
        for (text, want) in [
            ("one two three", &["one two", "three"][..]),
            ("onetwothree four", &["onetwoth", "ree four"]),
            ("日本語の題名", &["日本語の", "題名"]),
            ("a\n\n\n\nb\n", &["a", "", "b"]),
            ("a\u{1b}[31m\tb", &["a[31m b"]),
            (
                "👨\u{200d}👩\u{200d}👧👨\u{200d}👩\u{200d}👧 abcde",
                &["👨\u{200d}👩\u{200d}👧👨\u{200d}👩\u{200d}👧", "abcde"],
            ),
        ] {
            let lines = lines(text, 8);
            assert_eq!(lines.iter().map(CleanText::as_str).collect::<Vec<_>>(), want, "{text:?}");
        }
    }
}
