//! Texts of which every word and every address is known: all of them are on the page or in its list of links.

use importai_reader::layout::{self, PageOptions};

use super::harness::{STORIES, page_of};

/// The width of the pages, at which no word is broken.
const WIDTH: u16 = 200;

/// What addresses look like; the host follows the scheme.
const PATHS: [&str; 7] = ["", "/a", "/a_b_c", "/*a*/b", "/a(b)", "/?a=1&b=2", "/a#b"];

/// A text as it grows, with what must be shown of it.
#[derive(Default)]
struct Text {
    words: Vec<String>,
    addresses: Vec<String>,
}

impl Text {
    /// A word that stands nowhere else.
    fn word(&mut self) -> String {
        let word = format!("w{}x", self.words.len());
        self.words.push(word.clone());
        word
    }

    /// An address that stands nowhere else.
    fn address(&mut self) -> String {
        let number = self.addresses.len();
        let address = format!("https://h{number}x.example{}", PATHS[number % PATHS.len()]);
        self.addresses.push(address.clone());
        address
    }

    /// A link with its text.
    fn link(&mut self) -> String {
        format!("[{}]({})", self.word(), self.address())
    }

    /// A block of one kind.
    fn block(&mut self, kind: u8) -> String {
        let (a, b, c, d) = (self.word(), self.word(), self.word(), self.word());
        match kind % 26 {
            0 => format!("{a} {b}\n{c} {d}."),
            1 => format!("{a} {} {b}, **{c} {}** {d}.", self.link(), self.link()),
            2 => format!("{a} [{b}]({} \"title\") {c} [{d}](<{}>)", self.address(), self.address()),
            3 => format!("{a} [{b}][r{d}], {c}.\n\n[r{d}]: {} \"title\"\n\n{}", self.address(), self.references(&d)),
            4 => format!("{a}[^n{a}] {b}.\n\n[^n{a}]: {c} {} {d}.", self.link()),
            5 => format!("{a}[^n{a}] {b}.\n\n[^n{a}]: {c}.\n\n    {d} {}.\n\n    - {}", self.link(), self.link()),
            6 => format!("[^n{a}]: {c} {}.\n\n{a} {b} {d}.", self.link()),
            7 => format!("{a} <{}> {b}.\n\n{c} {} {d}.", self.address(), self.address()),
            8 => format!("{a} ![{b}]({}) {c}.\n\n![{d}]({})", self.address(), self.address()),
            9 => format!("{a} [![{b}](https://example.org/s.png)]({}) {c} {d}", self.address()),
            10 => format!("| {a} | {b} |\n|---|---|\n| {c} {} | ![{d}]({}) |", self.link(), self.address()),
            11 => format!("- {a} {}\n  - {b} {}\n- [x] {c}\n\n  {d}", self.link(), self.link()),
            12 => format!("7. {a}\n8. {b} {}\n\n   > {c} {}\n\n9. {d}", self.link(), self.link()),
            13 => format!("> {a} {}\n> {b}\n>\n> {c} {d}", self.link()),
            14 => format!("## {a} {} {b}\n\n{c}\n===\n\n{d}", self.link()),
            15 => format!("{a}\n: {b} {}\n\n{c}\n: {d}", self.link()),
            16 => format!("> [!note] {a} {b}\n> {c} {} {d}", self.link()),
            17 => format!("```\n{a}\n{b}\n```\n\n    {c}\n    {d}"),
            18 => format!("**{a}** _{b}_ ~~{c}~~ `{d}` =={}== [[{}]]", self.word(), self.word()),
            19 => format!("**Read more:** {} ({a}). **{b}:** {c} {} {d}", self.link(), self.link()),
            _ => self.html(kind % 26, &[a, b, c, d]),
        }
    }

    /// A definition without a link that needs it adds nothing; a link to one more does.
    fn references(&mut self, name: &str) -> String {
        format!("[r{name}] {}", self.word())
    }

    /// A block of HTML of one kind.
    fn html(&mut self, kind: u8, words: &[String; 4]) -> String {
        let [a, b, c, d] = words;
        match kind {
            20 => format!("<p>{a} <a href=\"{}\">{b}</a> {c}<br>{d}</p>", self.address()),
            21 => format!(
                "<iframe src=\"{}\"></iframe>\n\n{a}\n\n<video src={}></video>\n{b}\n\n<audio><source src='{}'></audio>\n\
                 \n{c} {d}",
                self.address(),
                self.address(),
                self.address()
            ),
            22 => format!(
                "<img src=\"{}\" alt=\"{a}\">\n\n{b} <img alt='{c}' src='{}'> {d}",
                self.address(),
                self.address()
            ),
            23 => format!(
                "<table><tr><th>{a}</th><th>{b}</th></tr><tr><td>{c}</td><td><a href='{}'>{d}</a></td></tr></table>",
                self.address()
            ),
            24 => format!(
                "<ul><li>{a}</li><li>{b} <a href={}>{c}</a></li></ul>\n<dl><dt>{d}</dt><dd>{}</dd></dl>",
                self.address(),
                self.word()
            ),
            _ => format!(
                "<details><summary>{a}</summary>\n\n{b} {}\n\n</details>\n\n<figure><img src='{}'><figcaption>{c} {d}\
                 </figcaption></figure>",
                self.link(),
                self.address()
            ),
        }
    }
}

/// A block within another one.
fn within(block: &str, kind: u8) -> String {
    let (first, next) = match kind {
        5 => ("> ", "> "),
        6 => ("- ", "  "),
        7 => ("1. ", "   "),
        _ => return block.to_owned(),
    };
    let lines = block.lines().enumerate().map(|(at, line)| format!("{}{line}", if at == 0 { first } else { next }));
    lines.collect::<Vec<_>>().join("\n")
}

/// Kinds of blocks that issues have.
const OF_ISSUES: [u8; 12] = [0, 1, 2, 7, 8, 9, 11, 13, 19, 20, 22, 23];

/// Two bytes are a block: its kind, and what it stands in.
pub fn of_a_post(data: &[u8]) {
    check("An opening.\n\n", data, |kind| kind);
}

/// The same in an issue.
pub fn of_an_issue(data: &[u8]) {
    check(STORIES, data, |kind| OF_ISSUES[usize::from(kind) % OF_ISSUES.len()]);
}

fn check(before: &str, data: &[u8], kind: fn(u8) -> u8) {
    let mut text = Text::default();
    let blocks = data.chunks_exact(2).map(|bytes| within(&text.block(kind(bytes[0])), bytes[1] % 8));
    let blocks = blocks.collect::<Vec<_>>().join("\n\n");
    let body = format!("{before}{blocks}\n");
    let page = page_of(format!("---\ntitle: A title\ndate: 2024-03-05\n---\n{body}").as_bytes());
    let document = layout::lay_out(&page, &page.post, &PageOptions { width: WIDTH, ..PageOptions::default() });
    let shown = document.plain_text();
    for word in &text.words {
        assert!(shown.contains(&**word), "{word} is lost from\n{body}\nshown as\n{shown}");
    }
    for address in &text.addresses {
        let is_listed = document.links.iter().any(|link| link.address().is_some_and(|known| known.as_str() == address));
        assert!(is_listed, "{address} is lost from\n{body}\nshown as\n{shown}");
    }
}
