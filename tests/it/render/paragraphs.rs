//! Line breaks: those that stripped tags left, those of hand-wrapped text, those of verses and mails.

use super::{Row, WIDTH, body_lines, check, page_of};

#[test]
fn line_breaks() {
    let table: [Row; 9] = [
        ("One.\nTwo.\nThree.", &["One.", "", "Two.", "", "Three."]),
        ("One.\n\nTwo.", &["One.", "", "Two."]),
        ("One.\n\n\n\n\nTwo.", &["One.", "", "Two."]),
        ("One.\n&nbsp;\nTwo.", &["One.", "", "Two."]),
        ("One.  \nTwo.", &["One.", "Two."]),
        ("One.\\\nTwo.", &["One.", "Two."]),
        ("One.<br>Two.<br/>Three.", &["One.", "Two.", "Three."]),
        ("One.<br><br>Two.", &["One.", "", "Two."]),
        ("- one\n- two that goes\n  on here", &["• one", "• two that goes on here"]),
    ];
    check(&table);
}

/// Checks rows at a width at which no line is broken.
fn check_wide(table: &[Row]) {
    for (body, want) in table {
        assert_eq!(body_lines(&page_of("a.md", body, 200)), *want, "{body}");
    }
}

/// In a file whose paragraphs are separated by blank lines, a single line break is a space, however long the lines are.
#[test]
fn line_breaks_of_markdown_are_spaces() {
    check_wide(&[
        ("One.\nTwo.\n\nThree.", &["One. Two.", "", "Three."]),
        (
            "The office kept its tables, but the\n[new gauge](https://example.org/harbour/gauges/2024/the-very-long-report-\
             on-the-new-gauge-that-was-built-last-year.html)\nmade that plan\nimpractical.\n\nThe end.",
            &["The office kept its tables, but the new gauge[1] made that plan impractical.", "", "The end."],
        ),
        ("> One\n> two\n\nThree.", &["│ One two", "", "Three."]),
        ("- One\n  two\n\nThree.", &["• One two", "", "Three."]),
        ("**One\ntwo** [three\nfour](https://example.org)\n\nFive.", &["One two three four[1]", "", "Five."]),
        ("One  \nTwo\n\nThree.", &["One", "Two", "", "Three."]),
    ]);
}

#[test]
fn line_breaks_between_characters_without_spaces_are_nothing() {
    check_wide(&[
        ("これは\n一つの文。\n\n次。", &["これは一つの文。", "", "次。"]),
        ("**一**\n「二」\n\n三", &["一「二」", "", "三"]),
        ("> 一\n> 二\n\n三", &["│ 一二", "", "三"]),
        ("- 一\n  二\n\n三", &["• 一二", "", "三"]),
        ("中文 and\nEnglish\n中文\n\nx", &["中文 and English 中文", "", "x"]),
        ("한국어\n단어\n\nx", &["한국어 단어", "", "x"]),
    ]);
}

/// Tags that were stripped took the links with them.
#[test]
fn a_single_paragraph_with_links_is_one() {
    check_wide(&[
        (
            "The office has moved to\n[a house](https://example.org/house) by the\nquay.",
            &["The office has moved to a house[1] by the quay."],
        ),
        ("The office.\nThe quay.", &["The office.", "", "The quay."]),
    ]);
}

/// What a page says whose text breaks off.
const NOTE: &str = "…continues at example.org (press o)";

/// A paragraph of prose, cut into lines of at most so many characters.
fn wrapped(width: usize) -> String {
    let words = "It was written by hand into a window of a certain width where every line was ended with care before it grew \
                 too long and nobody thought then of readers with other windows who would have to put the lines together again \
                 one by one until the whole of it was one paragraph as it had been meant from the very first word to this last one";
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        if lines.last().unwrap().len() + 1 + word.len() > width {
            lines.push(String::new());
        }
        let line = lines.last_mut().unwrap();
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.join("\n") + "."
}

#[test]
fn text_wrapped_by_hand_is_one_paragraph() {
    let one = body_lines(&page_of("a.md", &wrapped(10_000), WIDTH));
    assert!(one.len() > 5 && !one.contains(&String::new()), "{one:?}");
    for width in [60, 65, 70, 72, 76, 78, 80, 90, 100] {
        assert_eq!(body_lines(&page_of("a.md", &wrapped(width), WIDTH)), one, "wrapped at {width}");
    }
}

/// Lines that fill a width may all end a sentence; one that breaks off within a sentence was broken by hand.
#[test]
fn lines_that_end_sentences_may_be_wrapped() {
    check_wide(&[
        (
            "The office has moved to another house by the quay.\nIt is a wide and bright house, a fine old house.\nWe like it.",
            &[
                "The office has moved to another house by the quay. It is a wide and bright house, a fine old house. We like it.",
            ],
        ),
        (
            "The crane.\nThe clerk who had been told to paint the crane and the\nquay as well.",
            &["The crane. The clerk who had been told to paint the crane and the quay as well."],
        ),
        ("The crane is red\nand so is the quay.", &["The crane is red", "", "and so is the quay."]),
    ]);
}

#[test]
fn lines_of_stripped_tags_are_paragraphs() {
    let first = "This line is as long as a paragraph of a post is once its tags are gone, which is to say that it goes on and on, \
                 for more than any line that was ever broken by hand to fit into a window.";
    let second = "And so does this one, which was the paragraph after it, until somebody took the tags away and left but a line \
                  break between the two of them.";
    for body in
        [format!("{first}\n{second}"), format!("{first}\nShort.\n{second}"), format!("A headline:\n{first}\n{second}")]
    {
        let lines = body_lines(&page_of("a.md", &body, WIDTH));
        let gaps = lines.iter().filter(|line| line.is_empty()).count();
        assert_eq!(gaps, body.lines().count() - 1, "{lines:#?}");
    }
}

#[test]
fn texts_that_are_cut_off_say_where_they_continue() {
    check(&[
        ("It breaks o…", &["It breaks o…", "", NOTE]),
        ("It breaks o&hellip;", &["It breaks o…", "", NOTE]),
        ("It breaks off...", &["It breaks off...", "", NOTE]),
        ("It breaks off […]", &["It breaks off […]", "", NOTE]),
        ("It breaks off…\n\n", &["It breaks off…", "", NOTE]),
        ("It… does not.", &["It… does not."]),
        ("It… does not\n\nhere.", &["It… does not", "", "here."]),
        ("<p>It breaks o…</p>", &["It breaks o…", "", NOTE]),
        ("- one\n- it breaks o…", &["• one", "• it breaks o…", "", NOTE]),
        ("> it breaks o…", &["│ it breaks o…", "", NOTE]),
        ("It **breaks o…**", &["It breaks o…", "", NOTE]),
    ]);
}
