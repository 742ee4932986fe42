//! The picture of the cover: the title and what is in the book, on a plain ground.

use std::fmt::Write;

use crate::export::xml::escape;
use crate::text::CleanText;
use crate::text::cells;
use crate::text::line_break::break_text;

/// Cells of a line of the title, in its three sizes; the largest that fits is used.
const SIZES: [(usize, usize); 3] = [(16, 110), (22, 80), (32, 56)];

/// Lines of the title that there is room for.
const MAX_LINES: usize = 8;

/// The cover as SVG, 1200 by 1600.
pub(super) fn picture(title: &str, about: &[String]) -> String {
    let (lines, size) = lines_of(title);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
         viewBox=\"0 0 1200 1600\" \
         width=\"1200\" height=\"1600\">\n<rect width=\"1200\" height=\"1600\" fill=\"#1d2530\"/>\n\
         <rect x=\"520\" y=\"240\" width=\"160\" height=\"14\" fill=\"#e08a6d\"/>\n\
         <g fill=\"#f4f1ea\" font-family=\"Georgia, serif\" text-anchor=\"middle\">\n",
    );
    for (number, line) in lines.iter().enumerate() {
        let y = 400 + number * size * 5 / 4;
        // Writing to a string does not fail.
        let _ = writeln!(out, "<text x=\"600\" y=\"{y}\" font-size=\"{size}\">{}</text>", escape(line));
    }
    for (number, line) in about.iter().enumerate() {
        let y = 1400 + number * 60;
        let _ = writeln!(out, "<text x=\"600\" y=\"{y}\" font-size=\"42\" fill=\"#b9c2cf\">{}</text>", escape(line));
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// The lines of the title and the size of its letters.
fn lines_of(title: &str) -> (Vec<CleanText>, usize) {
    for (width, size) in SIZES {
        let lines = break_text(title, width);
        let fits = lines.len() <= MAX_LINES && lines.iter().all(|line| cells(line) <= width);
        if fits && (size < 110 || lines.len() <= 5) {
            return (lines, size);
        }
    }
    let (width, size) = SIZES[2];
    let mut lines = break_text(title, width);
    lines.truncate(MAX_LINES);
    if let Some(last) = lines.last_mut() {
        *last = CleanText::single_line(&format!("{last}…"));
    }
    (lines, size)
}
