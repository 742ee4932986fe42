//! HTML and Markdown on which parsers and html2text loop, panic or take gigabytes.

use super::{Kind, Made, Rng, numbered};

pub(super) static KINDS: [Kind; 16] = [
    Kind {
        name: "list with code in a cell",
        why: "html2text loops for ever on 33 bytes of it",
        count: 6,
        make: endless,
    },
    Kind { name: "colspan", why: "html2text panics on some", count: 10, make: |_, at| span("colspan", at) },
    Kind { name: "rowspan", why: "html2text panics on some", count: 10, make: |_, at| span("rowspan", at) },
    Kind { name: "large tables", why: "a minute and gigabytes", count: 6, make: large_tables },
    Kind { name: "tables in tables", why: "widths are shared out again and again", count: 4, make: tables_in_tables },
    Kind { name: "unclosed", why: "a tag, comment or quote that swallows the rest", count: 12, make: unclosed },
    Kind { name: "hidden elements", why: "scripts and styles are no text", count: 8, make: hidden },
    Kind { name: "raw text elements", why: "the rest of the file is theirs", count: 6, make: raw_text },
    Kind { name: "numbers of lists", why: "overflow of the first number", count: 8, make: list_numbers },
    Kind { name: "links", why: "schemes, credentials and controls in targets", count: 14, make: links },
    Kind { name: "over 10,000 links", why: "more than are kept", count: 4, make: many_links },
    Kind { name: "attributes", why: "long, many, doubled, without names", count: 6, make: attributes },
    Kind { name: "images", why: "text of another file within the line", count: 4, make: images },
    Kind { name: "entity floods", why: "entities without end, and without semicolons", count: 4, make: entities },
    Kind { name: "headings", why: "levels that do not exist, headings of a page's length", count: 4, make: headings },
    Kind { name: "tag soup", why: "any tag in any order", count: 40, make: soup },
];

/// As Markdown or, every second variant, as a file of HTML.
fn either(variant: usize, body: &str) -> Made {
    let body = if body.contains(super::WORD) { body.to_owned() } else { format!("<p>The kestrel hovers.</p>\n{body}") };
    match variant % 2 {
        0 => Made::body(&body),
        _ => Made::body(&body).html(),
    }
}

fn endless(_: &mut Rng, variant: usize) -> Made {
    let body = [
        "<table><tr><td><ul><pre>\tkestrel</table>",
        "<table><tr><td><ul><li><pre>\tkestrel</pre></li></ul></td></tr></table>",
        "<ul><li><pre>\t\tkestrel\t</pre><table><tr><td>\t</table></ul>",
    ][variant / 2];
    either(variant, body)
}

fn span(attribute: &str, variant: usize) -> Made {
    let number = ["0", "-1", "4294967295", "99999999999999999999", "65534"][variant / 2];
    let row = format!("<tr><td {attribute}={number}>kestrel</td><td>b</td></tr>");
    either(variant, &format!("<table>{row}<tr><td>c</td></tr>{row}</table>"))
}

fn large_tables(_: &mut Rng, variant: usize) -> Made {
    let table = match variant / 2 {
        0 => format!("<table><tr>{}</tr></table>", "<td>x</td>".repeat(5_000)),
        1 => format!("<table>{}</table>", "<tr><td>x</td><td>b</td><td>c</td></tr>".repeat(3_000)),
        _ => format!("|a|b|c|d|e|f|g|h|\n{}\n{}", "|-".repeat(8) + "|", "|x|y|z|1|2|3|4|5|\n".repeat(3_000)),
    };
    let break_after = if variant / 2 == 2 { "The kestrel hovers.\n\n" } else { "" };
    either(variant, &format!("{break_after}{table}"))
}

fn tables_in_tables(_: &mut Rng, variant: usize) -> Made {
    let depth = [10, 100, 1_000, 9_900][variant];
    let (open, close) = ("<table><tr><td>a</td><td>".repeat(depth), "</td></tr></table>".repeat(depth));
    either(variant, &format!("{open}kestrel{close}"))
}

fn unclosed(_: &mut Rng, variant: usize) -> Made {
    let start = [
        "<a href=\"",
        "<!-- ",
        "<![CDATA[",
        "<? ",
        "<p title='",
        "`",
        "```\n",
        "[a](",
        "<b><i><a href=x>",
        "<pre>",
        "<!DOCTYPE",
        "&",
    ][variant];
    Made::body(&format!("The kestrel hovers.\n\n{start} and the rest of it\n\nand on"))
}

fn hidden(_: &mut Rng, variant: usize) -> Made {
    let element = ["script", "style", "head", "title", "template", "noscript", "svg", "iframe"][variant];
    either(variant, &format!("<{element}>window.close()\u{1b}[31m</{element}><p>The kestrel</p><{element}>"))
}

fn raw_text(_: &mut Rng, variant: usize) -> Made {
    let element = ["plaintext", "xmp", "noembed", "noframes", "textarea", "listing"][variant];
    either(variant, &format!("<p>The kestrel</p><{element}>\ta <b>\n\u{9b}31m"))
}

fn list_numbers(_: &mut Rng, variant: usize) -> Made {
    let number = ["9223372036854775807", "-9223372036854775808", "1e9", "999999999"][variant / 2];
    either(variant, &format!("<ol start=\"{number}\"><li>kestrel<li>b<li>c</ol>\n\n999999999. a\n1000000000. b\n"))
}

fn links(_: &mut Rng, variant: usize) -> Made {
    let address = [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "-x",
        "--new-window",
        "https://user:pw@a.example/",
        "https://a.example@b.example/",
        "https://xn--80ak6aa92e.com/",
        "https://аррӏе.com/",
        "https://[::1]:99999/",
        "https://",
        "HTTPS://A.EXAMPLE/\u{1b}[31m",
        "https://a.example/\u{202e}gpj.exe",
        "vbscript:x",
    ][variant];
    Made::body(&format!("The [kestrel]({address}) <a href=\"{address}\">hovers</a> <{address}> {address}\n"))
}

fn many_links(_: &mut Rng, variant: usize) -> Made {
    match variant {
        0 => Made::body(&numbered(10_500, |at| format!("<a href=\"https://a.example/{at}\">a</a> "))).html(),
        1 => Made::body(&numbered(10_500, |at| format!("[a](https://a.example/{at}) "))),
        2 => Made::body(&numbered(10_500, |at| format!("https://a.example/{at} "))),
        _ => Made::body(&numbered(10_500, |at| format!("[a][{at}] "))).any_fault(),
    }
}

fn attributes(_: &mut Rng, variant: usize) -> Made {
    let body = match variant / 2 {
        0 => format!("<p title=\"{}\">kestrel</p>", "x".repeat(300_000)),
        1 => format!("<p {}>kestrel</p>", numbered(2_000, |at| format!("a{at}=b "))),
        _ => format!("<p {}>kestrel</p>", "= \" ' a a=1 a=2 ".repeat(200)),
    };
    let made = either(variant, &body);
    // What stands in quotes that are never closed belongs to the tag.
    if variant / 2 == 2 { made.wordless() } else { made }
}

fn images(_: &mut Rng, variant: usize) -> Made {
    let long = "x".repeat(100_000);
    let body = [
        format!("<img src=x alt=\"{long}\"> kestrel"),
        format!("![{long}](data:image/png;base64,{long}) kestrel"),
        "![a\u{1b}[31mb](\u{1b}[31m) kestrel".to_owned(),
        "![".repeat(5_000) + "kestrel" + &"](x)".repeat(5_000),
    ];
    either(0, &body[variant])
}

fn entities(_: &mut Rng, variant: usize) -> Made {
    let flood = ["&amp".repeat(40_000), "&".repeat(200_000), "&#x41;".repeat(30_000), "&NotARealEntity".repeat(10_000)];
    Made::body(&format!("The kestrel {} hovers.", flood[variant]))
}

fn headings(_: &mut Rng, variant: usize) -> Made {
    let body = [
        format!("{} kestrel", "#".repeat(100)),
        format!("# kestrel {}", "word ".repeat(50_000)),
        format!("kestrel {}\n====", "word ".repeat(50_000)),
        "# kestrel\n".repeat(5_000),
    ];
    Made::body(&body[variant])
}

/// Tags, signs of Markdown, words and worse, in any order.
fn soup(rng: &mut Rng, variant: usize) -> Made {
    const PIECES: [&str; 44] = [
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<td colspan=3>",
        "<th>",
        "<ul>",
        "</ul>",
        "<ol start=7>",
        "<li>",
        "</li>",
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
        "<blockquote>",
        "</blockquote>",
        "<p>",
        "</p>",
        "<br>",
        "<hr>",
        "<h2>",
        "</h2>",
        "<a href=https://a.example>",
        "</a>",
        "<b>",
        "</b>",
        "<i>",
        "<img alt=x>",
        "\t",
        "\n",
        "\n\n",
        "word ",
        "> ",
        "- ",
        "1. ",
        "**",
        "_",
        "`",
        "```\n",
        "| a | b |\n|--|--|\n",
        "####",
        "\u{1f468}\u{200d}\u{1f469}",
        "字",
    ];
    let soup = rng.string(&PIECES, 40 + 10 * variant);
    either(variant, &format!("<p>The kestrel hovers.</p>\n\n{soup}"))
}
