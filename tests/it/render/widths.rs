//! At every width: no line wider than it, and the same letters.

use importai_reader::layout::{Document, SpanRole};
use importai_reader::model::Position;
use unicode_width::UnicodeWidthStr;

use super::{Failures, page_of};
use crate::support::{body_lines, letters, text_of};

const WIDTHS: [u16; 8] = [20, 21, 27, 40, 60, 76, 120, 200];

const PROSE: &str = "A paragraph with *emphasis*, a [link](https://a.example/), an address https://a.example/with/a/rather/long/path?and=a&query=too \
                     and some words that go on for a while, so that there is something to be set at every width.";

/// A body of one kind each.
fn bodies() -> Vec<(&'static str, String)> {
    let item = "an item with so many words in it that it has to be broken";
    vec![
        ("prose", PROSE.to_owned()),
        ("a heading", format!("# {PROSE}\n\nText.")),
        ("lists", format!("- {item}\n  - {item}\n    1. {item}\n    2. {item}\n- {item}")),
        ("a list of large numbers", format!("9998. {item}\n9999. {item}\n10000. {item}")),
        ("quotes", format!("> {PROSE}\n>\n>> {PROSE}\n>>> {PROSE}")),
        ("lists in quotes in lists", format!("- > - > - > 1. {item}\n")),
        ("lists in lists with numbers", format!("{}{item}", "7. ".repeat(8))),
        ("lists in lists with large numbers", format!("{}{item}\n- {item}", "999999999. ".repeat(8))),
        ("code", "```\nlet a_rather_long_line = of_code(that, has, no, business, being, so, long, as, it, is);\n\tx\n```".to_owned()),
        ("code in a list", "- a\n\n  ```\n  let a_rather_long_line = of_code(that, has, no, business, being, so, long);\n  ```".to_owned()),
        ("a long word", format!("a {} b", "x".repeat(450))),
        ("a long address", format!("see https://a.example/{} there", "path/".repeat(60))),
        ("a long link", format!("see [{}](https://a.example/) there", "x".repeat(230))),
        ("a rule", "a\n\n---\n\nb##########c".to_owned()),
        ("Japanese", "日本語の文章には空白がないので、どこで改行してもよい。".repeat(12)),
        ("wide and narrow", "aあbいcうdえeお ".repeat(40)),
        ("Korean", "한국어 문장은 띄어쓰기가 있다. ".repeat(20)),
        ("emoji", "👍🏽 👨\u{200d}👩\u{200d}👧 🇩🇪 ✌🏿 ".repeat(30)),
        ("combining marks", "e\u{301}a\u{308}o\u{302}\u{323} ".repeat(60)),
        ("a list of Japanese", format!("- {}\n  - {}", "日本語の文章".repeat(20), "もう一つ".repeat(20))),
        ("a table", "| Name | What it is | Where |\n|--|--|--|\n| a first one | a thing with a longer text in its cell | here |\n| b | c | d |".to_owned()),
        ("a table of eight columns", format!("{}\n{}\n{}", "| column ".repeat(8), "|--".repeat(8), "| a few words ".repeat(8))),
        ("a table of Japanese", "| 名前 | 説明 |\n|--|--|\n| 一つ目 | これは長い説明の文です、とても長い |\n| 二 | 三 |".to_owned()),
        ("a table with links", "| a | b |\n|--|--|\n| [link](https://a.example/) | https://b.example/a/long/address/in/a/cell |".to_owned()),
        ("dots", "It breaks off…".to_owned()),
    ]
}

#[test]
fn no_line_is_wider_than_the_page() {
    let mut wrong = Failures::default();
    for (what, body) in bodies() {
        for width in WIDTHS {
            for line in &page_of("a.md", &body, width).lines {
                let text = line.text();
                wrong.unless(text.width() <= usize::from(width), || {
                    format!("{what} at {width}: {} cells: {text}", text.width())
                });
            }
        }
    }
    wrong.report();
}

#[test]
fn labels_without_room_are_part_of_the_text() {
    let text = text_of(&page_of("a.md", "999999999. 999999999. - one\n                       - two", 20));
    assert!(text.contains("• one\n") && text.contains("• two\n"), "{text}");
}

/// Characters that are wider with a variation selector than alone, in every column of the line.
#[test]
fn hearts_and_keycaps_are_two_cells_wide() {
    let mut wrong = Failures::default();
    for sign in ["❤\u{fe0f}", "1\u{fe0f}\u{20e3}", "☀\u{fe0f}", "✔\u{fe0f}"] {
        for shift in 0..42 {
            let body = format!("{}{}", "x".repeat(shift), format!(" {sign} word").repeat(9));
            let document = page_of("a.md", &body, 40);
            wrong
                .unless(document.lines.iter().all(|line| line.text().width() <= 40), || format!("{sign} from {shift}"));
            wrong.compare(sign, &text_of(&document).matches("word").count(), &9);
        }
    }
    wrong.report();
}

/// Letters that are narrower together than each by itself, and signs that are wide: in every column of a line without
/// blanks.
#[test]
fn clusters_are_not_split() {
    let mut wrong = Failures::default();
    for sign in
        ["لا", "لاَّ", "👩\u{200d}👧", "❤\u{fe0f}", "ꓼꓽ", "\u{1780}\u{17d2}\u{179a}", "字", "क्ष", "👩\u{1f3fb}\u{93e}"]
    {
        for shift in 0..22 {
            let body = format!("{}{}", "x".repeat(shift), format!("{sign}words**{sign}**").repeat(30));
            let document = page_of("a.md", &body, 20);
            let widest = document.lines.iter().map(|line| line.text().width()).max();
            wrong.unless(widest <= Some(20), || format!("{sign} from {shift}: {widest:?}"));
            let signs = text_of(&document).replace('\n', "").matches(sign).count();
            wrong.compare(&format!("{sign} from {shift}"), &signs, &60);
        }
    }
    wrong.report();
}

/// Marks that may not begin a line of Chinese or Japanese, and those that may not end one.
#[test]
fn marks_stay_with_the_characters_that_they_belong_to() {
    const TEXTS: [&str; 3] = [
        "これはああっ、ーですよっ。もちろん、そうだったっ！ええっ？はい（それはあっ）。「きゃっ」ああっ、ええっ、おおっ、うう…ええ",
        "这是一个很长的段落，没有空格！真的吗？是的（当然）。“引号”，‘单’；冒号：好、的。约为50%的[链接](https://a.example/)，《书》。",
        "abc 日本語の**「強い」**文章、100%の…ページ。",
    ];
    let mut wrong = Failures::default();
    for (text, width) in TEXTS.iter().flat_map(|text| (20..60).map(move |width| (text, width))) {
        let document = page_of("a.md", &text.repeat(3), width);
        for line in body_lines(&document) {
            wrong.unless(line.width() <= usize::from(width), || format!("too wide at {width}: {line}"));
            wrong.unless(
                !line.starts_with(|c| "、。，！？）」』”’；：》っー…%[".contains(c)),
                || format!("begins with a mark at {width}: {line}"),
            );
            wrong.unless(!line.ends_with(['「', '（', '“', '‘', '《']), || {
                format!("ends with one at {width}: {line}")
            });
        }
    }
    wrong.report();
}

/// A long word without blanks begins on the line of the word in front of it.
#[test]
fn chinese_and_japanese_fill_the_line_that_they_start_in() {
    let lines = body_lines(&page_of("a.md", &format!("abc {}", "日本語の文章".repeat(20)), 40));
    assert_eq!(lines[0], "abc 日本語の文章日本語の文章日本語の文章");
}

#[test]
fn the_letters_are_the_same_at_every_width() {
    let mut wrong = Failures::default();
    for (what, body) in bodies() {
        if what.contains("table") {
            continue;
        }
        let widest = letters(&text_of(&page_of("a.md", &body, 200)));
        for width in WIDTHS {
            wrong.compare(&format!("{what} at {width}"), &letters(&text_of(&page_of("a.md", &body, width))), &widest);
        }
    }
    wrong.report();
}

#[test]
fn the_letters_of_tables_are_all_there_at_every_width() {
    // Names of columns that are repeated are decoration.
    let sorted = |document: &Document| {
        let spans = document.lines.iter().flat_map(|line| &line.spans);
        let text: String = spans.filter(|span| span.role != SpanRole::Decoration).map(|span| &*span.text).collect();
        let mut letters: Vec<char> = letters(&text).chars().collect();
        letters.sort_unstable();
        letters.into_iter().collect::<String>()
    };
    let mut wrong = Failures::default();
    for (what, body) in bodies().into_iter().filter(|(what, _)| what.contains("table")) {
        let widest = sorted(&page_of("a.md", &body, 200));
        for width in WIDTHS {
            wrong.compare(&format!("{what} at {width}"), &sorted(&page_of("a.md", &body, width)), &widest);
        }
    }
    wrong.report();
}

#[test]
fn titles_fit_at_every_width() {
    let folder = super::Folder::new();
    for title in ["A title with a good many words in it, so that it is broken", &"x".repeat(300), &"題名".repeat(60)]
    {
        let path = folder.write("a.md", format!("---\ntitle: {title}\nauthor: {title}\n---\nText."));
        for width in WIDTHS {
            let document = super::page(&path, width);
            assert!(document.lines.iter().all(|line| line.text().width() <= usize::from(width)), "{title} at {width}");
            assert!(letters(&text_of(&document)).starts_with(&letters(title)), "{title} at {width}");
        }
    }
}

#[test]
fn narrower_pages_are_laid_out_at_20() {
    for (what, body) in bodies() {
        let at_20 = page_of("a.md", &body, 20);
        for width in [0, 1, 19] {
            assert_eq!(page_of("a.md", &body, width), at_20, "{what} at {width}");
        }
    }
}

#[test]
fn a_place_in_the_text_is_found_again_at_another_width() {
    let body = format!("{PROSE}\n\n{PROSE}\n\n- {PROSE}\n\n{PROSE}");
    let wide = page_of("a.md", &body, 120);
    let narrow = page_of("a.md", &body, 30);
    for (row, line) in wide.lines.iter().enumerate() {
        let there = narrow.row_of(wide.position_at(row));
        assert!(narrow.lines[there].offset <= line.offset, "row {row}");
        assert!(narrow.lines.get(there + 1).is_none_or(|below| below.offset > line.offset), "row {row}");
    }
    assert_eq!(narrow.row_of(Position::default()), 0);
    assert_eq!(narrow.row_of(Position { section: None, offset: u32::MAX }), narrow.lines.len() - 1);
}

/// The screen draws the Arabic ligature of lam and alef in the two cells of its letters.
#[test]
fn ligatures_are_as_wide_as_their_letters() {
    use unicode_width::UnicodeWidthChar;
    let body = "لابد لاحق لازم لاعب لائق لافت لأن لإله ".repeat(20);
    for width in [20, 40, 76] {
        for line in body_lines(&page_of("a.md", &body, width)) {
            let cells: usize = line.chars().filter_map(UnicodeWidthChar::width).sum();
            assert!(cells <= usize::from(width), "{cells} cells at {width}: {line}");
        }
    }
}
