//! Tables: the widths of their columns, and what becomes of one that is too wide.

use importai_reader::layout::{Document, SpanRole};
use unicode_width::UnicodeWidthStr;

use super::{page_of, styled_lines};
use crate::support::{Failures, body_lines, text_of};

const PROSE: &str = "It measures the height of the water at the quay and sends it to the office every hour.";

/// The lines of a table of Markdown at a width.
fn lines(body: &str, width: u16) -> Vec<String> {
    let document = page_of("a.md", body, width);
    let lines = body_lines(&document);
    assert!(lines.iter().all(|line| line.width() <= usize::from(width)), "too wide at {width}: {lines:#?}");
    lines
}

/// A table of Markdown with these rows, the first of which is the head.
fn table(rows: &[&[&str]]) -> String {
    let row = |row: &&[&str]| format!("| {} |\n", row.join(" | "));
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    lines.insert(1, format!("{}|\n", "|--".repeat(rows[0].len())));
    lines.concat()
}

#[test]
fn words_stay_whole_while_another_column_can_give() {
    let body = table(&[&["Instrument", "What it does", "Manufacturer"], &["Tidegauge", PROSE, "Meteorological"]]);
    let mut wrong = Failures::default();
    for width in [40, 48, 76, 120] {
        let text = lines(&body, width).join("\n");
        for word in body.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)) {
            wrong.unless(text.contains(word), || format!("{word} is torn at {width}:\n{text}"));
        }
    }
    wrong.report();
    assert_eq!(
        lines(&body, 48),
        [
            "──────────┬──────────────────────┬──────────────",
            "Instrument│What it does          │Manufacturer",
            "──────────┼──────────────────────┼──────────────",
            "Tidegauge │It measures the height│Meteorological",
            "          │of the water at the   │",
            "          │quay and sends it to  │",
            "          │the office every hour.│",
            "──────────┴──────────────────────┴──────────────",
        ]
    );
}

#[test]
fn a_column_is_as_wide_as_its_lines_need() {
    let body = table(&[&["Day", "Tide"], &["Monday morning", PROSE], &["Tuesday", "low"]]);
    assert_eq!(lines(&body, 120)[1], "Day           │Tide");
    assert_eq!(
        lines(&body, 40)[3..6],
        [
            "Monday morning│It measures the height of",
            "              │the water at the quay and",
            "              │sends it to the office",
        ]
    );
}

#[test]
fn cells_stand_on_the_side_of_their_column() {
    let body =
        "| Place | Height | State |\n|:--|--:|:-:|\n| Quay | 4 | ok |\n| Lock | 1250 | **closed** |\n| Weir | | a |";
    for width in [40, 76, 120] {
        assert_eq!(
            lines(body, width),
            [
                "─────┬──────┬──────",
                "Place│Height│State",
                "─────┼──────┼──────",
                "Quay │     4│  ok",
                "─────┼──────┼──────",
                "Lock │  1250│closed",
                "─────┼──────┼──────",
                "Weir │      │  a",
                "─────┴──────┴──────",
            ]
        );
    }
    let html = "<table><tr><th>Name<th>Height</tr><tr><td>a<td style='text-align: right'>4</tr>\
                <tr><td>b<td align=right>50</table>";
    assert_eq!(body_lines(&page_of("a.html", html, 40))[1..4], ["Name│Height", "────┼──────", "a   │     4"]);
}

#[test]
fn wide_characters_keep_their_columns() {
    let body = table(&[
        &["名前", "説明", "Sign"],
        &["潮位", "港の水位を毎時測り、事務所に送る装置です。", "👍🏽 ok"],
        &["波", "短い", "❤\u{fe0f}"],
    ]);
    assert_eq!(
        lines(&body, 40),
        [
            "────┬────────────────────────────┬─────",
            "名前│説明                        │Sign",
            "────┼────────────────────────────┼─────",
            "潮位│港の水位を毎時測り、事務所に│👍🏽 ok",
            "    │送る装置です。              │",
            "────┼────────────────────────────┼─────",
            "波  │短い                        │❤\u{fe0f}",
            "────┴────────────────────────────┴─────",
        ]
    );
    assert!(lines(&body, 76)[3].contains("事務所に送る装置です。│👍🏽 ok"));
}

#[test]
fn an_address_is_broken_before_words_are() {
    let address = "https://a.example/tides/2024/the-long-name-of-a-report-about-the-harbour";
    let body = table(&[&["Name", "Address", "Manufacturer"], &["Harbour", address, "Meteorological"]]);
    for width in [40, 76, 120] {
        let lines = lines(&body, width);
        assert!(lines.iter().any(|line| line.starts_with("Harbour│https://")), "{lines:#?}");
        assert!(lines.iter().any(|line| line.contains("Meteorological")), "{lines:#?}");
        let column = |line: &String| line.split('│').nth(1).unwrap_or_default().trim_end().to_owned();
        let whole: String = lines[3..lines.len() - 1].iter().map(column).collect();
        assert_eq!(whole.replace(' ', ""), format!("{address}[1]"));
    }
}

#[test]
fn a_table_that_is_too_wide_is_a_list_of_records() {
    let body = table(&[
        &["Instrument", "Manufacturer", "[Location](https://a.example/place)", "Remark"],
        &["Tidegauge", "Meteorological", "[Northernmost](https://a.example/quay) quay", PROSE],
        &["Anemometer", "", "Observatory", "**none**"],
    ]);
    assert_eq!(
        styled_lines(&page_of("a.md", &body, 40)),
        [
            "*Instrument: *Tidegauge",
            "*Manufacturer: *Meteorological",
            "{*Location*}*[1]**: *{Northernmost}[2] quay",
            "*Remark: *It measures the height of the",
            "  water at the quay and sends it to the",
            "  office every hour.",
            "",
            "*Instrument: *Anemometer",
            "*Location: *Observatory",
            "*Remark: **none*",
        ]
    );
    assert_eq!(lines(&body, 120).len(), 8);
}

#[test]
fn a_place_below_a_table_is_the_same_at_every_width() {
    let body = table(&[&["Instrument", "Manufacturer", "Location"], &["Tidegauge", "Meteorological", "Northern"]]);
    let body = format!("{body}| Anemometer | Meteorological | Observatory |\n\nBelow.");
    let below = |document: &Document| document.lines.last().map(|line| line.offset);
    let at_120 = page_of("a.md", &body, 120);
    let at_20 = page_of("a.md", &body, 20);
    assert!(text_of(&at_120).contains('│') && !text_of(&at_20).contains('│'));
    assert_eq!(below(&at_20), below(&at_120));
}

#[test]
fn the_names_of_columns_are_text_once() {
    let body = table(&[&["Instrument", "Manufacturer"], &["Tidegauge", "x"], &["Anemometer", ""], &["Clock", "y"]]);
    let document = page_of("a.md", &body, 20);
    let spans = document.lines.iter().flat_map(|line| &line.spans);
    let names: Vec<SpanRole> = spans.filter(|span| span.text.contains("Manufacturer")).map(|span| span.role).collect();
    assert_eq!(names.first(), Some(&SpanRole::Text));
    assert!(names.len() > 1 && names[1..].iter().all(|role| *role == SpanRole::Decoration), "{names:?}");
}

#[test]
fn twelve_columns_are_a_table_or_records() {
    let heads: Vec<String> = (1..=12).map(|nth| format!("c{nth}")).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let narrow = table(&[&heads, &["7"; 12]]);
    for width in [40, 76, 120] {
        assert_eq!(lines(&narrow, width)[1], "c1│c2│c3│c4│c5│c6│c7│c8│c9│c10│c11│c12");
    }
    let wide = table(&[&heads, &["observatory"; 12]]);
    for width in [40, 76, 120] {
        assert_eq!(lines(&wide, width)[..2], ["c1: observatory", "c2: observatory"]);
    }
}

#[test]
fn records_without_names_are_the_cells_alone() {
    let cell = "<td>Meteorologicalobservatory";
    let html = format!("<table><tr>{cell}{cell}<td></tr><tr>{cell}<td>and {cell}</tr></table>");
    assert_eq!(
        body_lines(&page_of("a.html", &html, 20)),
        [
            "Meteorologicalobse",
            "  rvatory",
            "Meteorologicalobse",
            "  rvatory",
            "",
            "Meteorologicalobse",
            "  rvatory",
            "and",
            "Meteorologicalobse",
            "  rvatory"
        ]
    );
}
