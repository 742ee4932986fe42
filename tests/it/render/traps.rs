//! Bodies on which html2text loops, panics or takes gigabytes, and on which parsers take time quadratic in depth.
//! Each comes back with its text.

use super::{WIDTH, page_of};
use crate::support::{letters, text_of};

/// What a body is called, the body, and a word that must be on its page.
type Trap = (&'static str, String, &'static str);

fn check(traps: Vec<Trap>) {
    for (what, body, word) in traps {
        for name in ["a.html", "a.md"] {
            let text = text_of(&page_of(name, &body, WIDTH));
            assert!(letters(&text).contains(word), "{what} in {name} lost its text");
        }
    }
}

/// The pieces for all numbers below `count`, one after the other.
fn numbered(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

#[test]
fn tables() {
    let cell =
        |attribute: &str| format!("<table><tr><td {attribute}>word</td><td>b</td></tr><tr><td>c</td></tr></table>");
    check(vec![
        ("a list with code in a cell", "<table><tr><td><ul><pre>\tword</table>".to_owned(), "word"),
        ("the same closed", "<table><tr><td><ul><li><pre>\tword</pre></li></ul></td></tr></table>".to_owned(), "word"),
        ("colspan 0", cell("colspan=0"), "word"),
        ("colspan -1", cell("colspan=-1"), "word"),
        ("a huge colspan", cell("colspan=4294967295"), "word"),
        ("an impossible colspan", cell("colspan=99999999999999999999"), "word"),
        ("rowspan 0", cell("rowspan=0"), "word"),
        ("a huge rowspan", cell("rowspan=4294967295"), "word"),
        ("both", cell("rowspan=1000000 colspan=1000000"), "word"),
        ("a thousand columns", format!("<table><tr>{}</tr></table>", "<td>word</td>".repeat(1_000)), "word"),
        ("three thousand rows", format!("<table>{}</table>", "<tr><td>word</td><td>b</td></tr>".repeat(3_000)), "word"),
        ("empty cells", format!("<table>{}<tr><td>word</table>", "<tr><td><td></tr>".repeat(5_000)), "word"),
        ("a table of Markdown with long rows", format!("|a|b|\n|-|-|\n{}", "|word|b|\n".repeat(3_000)), "word"),
    ]);
}

/// Elements that nest, and what they are nested around.
const NESTED: [&str; 24] = [
    "div",
    "p",
    "span",
    "b",
    "i",
    "a",
    "blockquote",
    "ul",
    "ol",
    "ul><li",
    "ol><li",
    "table",
    "table><tr><td",
    "tr",
    "td",
    "pre",
    "code",
    "h1",
    "dl><dd",
    "font",
    "section",
    "details",
    "sup",
    "center",
];

#[test]
fn deep_nesting_keeps_its_text() {
    for element in NESTED {
        let open = format!("<{element}>").repeat(20_000);
        check(vec![
            ("depth", format!("{open}word"), "word"),
            ("depth between texts", format!("before{open}word and after"), "word"),
        ]);
    }
}

#[test]
fn depth_that_is_closed_again() {
    for element in ["div", "b", "blockquote", "ul", "table", "span"] {
        let body =
            format!("{}word{}after", format!("<{element}>").repeat(10_000), format!("</{element}>").repeat(10_000));
        check(vec![("closed depth", body.clone(), "word"), ("text after closed depth", body, "after")]);
    }
}

#[test]
fn depth_of_markdown() {
    check(vec![
        ("quotes", format!("{}word", ">".repeat(20_000)), "word"),
        ("quotes with blanks", format!("{}word", "> ".repeat(5_000)), "word"),
        ("lists", format!("{}word", "- ".repeat(5_000)), "word"),
        ("numbered lists", format!("{}word", "1. ".repeat(5_000)), "word"),
        ("lists, level by level", numbered(1_000, |level| format!("{}- word\n", "  ".repeat(level))), "word"),
        ("stars", format!("{}word{}", "*".repeat(20_000), "*".repeat(20_000)), "word"),
        ("stars and lines", "*a _b ".repeat(20_000) + "word", "word"),
        ("brackets", format!("{}word", "[".repeat(50_000)), "word"),
        ("images", format!("{}word", "![".repeat(20_000)), "word"),
        ("links in links", format!("{}b{} word", "[a](".repeat(10_000), ")".repeat(10_000)), "word"),
        ("backticks", (1..500).map(|n| "`".repeat(n) + "a ").collect::<String>() + "word", "word"),
        ("angles", "<".repeat(50_000) + "word", "word"),
        ("addresses", "<http://".repeat(4_000) + "word", "word"),
        ("entities", "&".repeat(50_000) + "word", "word"),
        ("comments", "<!--".repeat(20_000) + "--> word", "word"),
        ("declarations", "<!A ".repeat(20_000) + "> word", "word"),
        ("instructions", "<?".repeat(20_000) + "?> word", "word"),
        ("data", "<![CDATA[".repeat(10_000) + "]]> word", "word"),
    ]);
}

#[test]
fn long_texts_are_cut() {
    check(vec![
        ("one long word", format!("{} word", "x".repeat(500_000)), "word"),
        ("one long line", "word ".repeat(100_000), "word"),
        ("wide characters without a blank", format!("{} word", "字".repeat(100_000)), "word"),
        ("many paragraphs", "word\n\n".repeat(10_000), "word"),
        ("many lines", "word\n".repeat(10_000), "word"),
        ("many breaks", "word<br>".repeat(10_000), "word"),
        ("many rules", format!("word{}", "\n\n---".repeat(20_000)), "word"),
        ("many blanks", format!("a{}word", " ".repeat(500_000)), "word"),
        ("many empty elements", format!("{}word", "<p></p><b></b>".repeat(20_000)), "word"),
        ("many styles", "<b>word</b> <i>x</i> ".repeat(5_000), "word"),
        ("one long attribute", format!("<p title=\"{}\">word</p>", "x".repeat(500_000)), "word"),
        ("many attributes", format!("<p {}>word</p>", numbered(2_000, |n| format!("a{n}=b "))), "word"),
        ("one long name", format!("<{}>word", "x".repeat(100_000)), "word"),
        ("many lists", "<ul><li>word</ul>".repeat(4_000), "word"),
        ("many items", format!("<ol>{}</ol>", "<li>word</li>".repeat(8_000)), "word"),
        ("a list that begins at the end", "<ol start=9223372036854775807><li>word<li>b<li>c</ol>".to_owned(), "word"),
        ("a list that begins below nothing", "<ol start=-9223372036854775808><li>word<li>b</ol>".to_owned(), "word"),
        ("zero-width characters", format!("{}word", "\u{200b}\u{200d}".repeat(100_000)), "word"),
    ]);
}

/// A text of half a mebibyte: as much as makes a search that begins anew at every hit take for ever.
fn half_a_mebibyte(of: &str) -> String {
    of.repeat(512 * 1024 / of.len())
}

#[test]
fn addresses_without_number() {
    check(vec![
        ("addresses", format!("word {}", half_a_mebibyte("https://a.example/x ")), "word"),
        ("what only begins as addresses do", format!("word {}", half_a_mebibyte("http://x ")), "word"),
        ("beginnings in a row", format!("word {}", half_a_mebibyte("http://")), "word"),
        ("other beginnings in a row", format!("word {}", half_a_mebibyte("www.")), "word"),
        ("beginnings of links of chats", format!("word {}", half_a_mebibyte("<http://a.example ")), "word"),
    ]);
}

#[test]
fn brackets_without_number_after_an_address() {
    check(vec![
        ("round brackets", format!("word https://a.example/{}", half_a_mebibyte(")")), "word"),
        ("square brackets", format!("word https://a.example/{}", half_a_mebibyte("]")), "word"),
        ("brackets and full stops", format!("word https://a.example/{}", half_a_mebibyte(").")), "word"),
        (
            "brackets around it",
            format!("word {0}https://a.example/{1}", "(".repeat(200_000), ")".repeat(200_000)),
            "word",
        ),
    ]);
}

#[test]
fn many_links() {
    let html = numbered(10_500, |n| format!("<a href=\"https://a.example/{n}\">word</a> "));
    let markdown = numbered(1_000, |n| format!("https://a.example/{n} [x](https://b.example/{n})\n"));
    check(vec![("links", html.clone(), "word"), ("addresses", markdown + "word", "word")]);
    assert_eq!(page_of("a.html", &html, WIDTH).links.len(), 10_000);
}

#[test]
fn every_width_of_deep_nesting_has_its_text() {
    let body = "<ul><li>a".repeat(12) + &"<blockquote>".repeat(12) + "<ol><li>word and other words";
    for width in [0, 1, 2, 10, 20, 21, 40, 76, u16::MAX] {
        assert!(letters(&text_of(&page_of("a.html", &body, width))).contains("wordandotherwords"), "at {width}");
    }
}
