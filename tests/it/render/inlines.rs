//! Emphasis, links, addresses and images within a line.

use super::{Failures, Row, WIDTH, check, owned, page_of, styled_lines};
use crate::support::body_lines;

#[test]
fn emphasis() {
    let mut wrong = Failures::default();
    let table: [Row; 17] = [
        ("A *b* c", &["A _b_ c"]),
        ("A __b__ c", &["A *b* c"]),
        ("A ***b*** c", &["A *_b_* c"]),
        ("A **b *c* d** e", &["A *b **_c_** d* e"]),
        ("A ~~b~~ c", &["A ~b~ c"]),
        ("A `b *c* d` e", &["A =b *c* d= e"]),
        ("A **[b](https://a.example/)** c", &["A {*b*}[1] c"]),
        ("A [*b* c](https://a.example/) d", &["A {_b_}{ c}[1] d"]),
        ("<b>A <i>b</i></b> <s>c</s> <code>d</code>", &["*A **_b_* ~c~ =d="]),
        ("A <em>b</em> <strong>c</strong> <del>d</del> <kbd>e</kbd>", &["A _b_ *c* ~d~ =e="]),
        ("2 * 3 * 4 and a_b_c", &["2 * 3 * 4 and a_b_c"]),
        ("A **b", &["A **b"]),
        ("A *b that goes on over the end of a line* c", &["A _b that goes on over the end of a line_", "c"]),
        ("<b>A <b>b</b> c</b> d", &["*A b c* d"]),
        ("<b>A\n\nb</b> c", &["*A*", "", "*b* c"]),
        ("<i>A</b> b</i> c", &["_A b_ c"]),
        ("A \\*b\\* c", &["A *b* c"]),
    ];
    for (body, want) in table {
        let got = styled_lines(&page_of("a.md", body, WIDTH));
        wrong.compare(body, &*got, &*owned(want));
    }
    wrong.report();
}

/// A body, its lines with links in braces, and the addresses.
type Linked = (&'static str, &'static [&'static str], &'static [&'static str]);

fn check_links(table: &[Linked]) {
    let mut wrong = Failures::default();
    for (body, want, addresses) in table {
        let document = page_of("a.md", body, 76);
        wrong.compare(body, &*styled_lines(&document), &*owned(want));
        let found: Vec<String> =
            document.links.iter().filter_map(|link| link.address()).map(ToString::to_string).collect();
        wrong.compare(body, &*found, &*owned(addresses));
    }
    wrong.report();
}

#[test]
fn links_are_numbered() {
    check_links(&[
        ("[a](https://a.example/x)", &["{a}[1]"], &["https://a.example/x"]),
        (
            "[a](https://a.example/) [b](https://b.example/)",
            &["{a}[1] {b}[2]"],
            &["https://a.example/", "https://b.example/"],
        ),
        ("[a](https://a.example/) [b](https://a.example/)", &["{a}[1] {b}[1]"], &["https://a.example/"]),
        ("[a][1]\n\n[1]: https://a.example/ \"x\"", &["{a}[1]"], &["https://a.example/"]),
        ("[a](  ) b", &["a b"], &[]),
        ("[a](#top) b", &["{a} b"], &[]),
        ("[](https://a.example/) b", &["b"], &["https://a.example/"]),
        ("<a href=\"https://a.example/?x=1&amp;y=2\">a</a>", &["{a}[1]"], &["https://a.example/?x=1&y=2"]),
        ("<a href=https://a.example/>a</a> b", &["{a}[1] b"], &["https://a.example/"]),
        ("<a name=\"x\">a</a> b", &["a b"], &[]),
        ("[a](javascript:alert(1))", &["{a}[1]"], &["javascript:alert(1)"]),
        ("<jo@mail.example>", &["{jo@mail.example} [1]"], &["mailto:jo@mail.example"]),
        ("[![alt](i.png)](https://a.example/)", &["{[image: alt]}[1]"], &["https://a.example/"]),
        ("- [a](https://a.example/)\n- b", &["• {a}[1]", "• b"], &["https://a.example/"]),
        ("# [a](https://a.example/)", &["{a}[1]"], &["https://a.example/"]),
        ("> [a](https://a.example/)", &["│ {a}[1]"], &["https://a.example/"]),
        ("[a](/b/c) d", &["{a}[1] d"], &["https://www.example.org/b/c"]),
    ]);
}

#[test]
fn links_of_chats() {
    check_links(&[
        ("See <http://mail.example|Mail.example>.", &["See {Mail.example} [1]."], &["http://mail.example"]),
        ("<https://www.a.example>", &["{https://www.a.example} [1]"], &["https://www.a.example"]),
        ("<https://a.example/x?y=1|a label of words> b", &["{a label of words}[1] b"], &["https://a.example/x?y=1"]),
        ("<https://a.example/|A &amp; B> c", &["{A & B}[1] c"], &["https://a.example/"]),
        ("![a <http://a.example/|b> c](x) d", &["{[image: a b c]}[1] d"], &["https://www.example.org/x"]),
        ("a<http://a.example|b>c", &["a{b}[1]c"], &["http://a.example"]),
        ("- <http://a.example|b>\n- c", &["• {b}[1]", "• c"], &["http://a.example"]),
        ("x < http://a.example|b > y", &["x < {http://a.example} [1]|b > y"], &["http://a.example"]),
    ]);
}

#[test]
fn bare_addresses() {
    check_links(&[
        ("https://a.example/x", &["{https://a.example/x} [1]"], &["https://a.example/x"]),
        ("At https://a.example. Or", &["At {https://a.example} [1]. Or"], &["https://a.example"]),
        ("(https://a.example/x)", &["({https://a.example/x} [1])"], &["https://a.example/x"]),
        ("(see https://a.example/x_(y)).", &["(see {https://a.example/x_(y)} [1])."], &["https://a.example/x_(y)"]),
        ("[https://a.example/x]", &["[{https://a.example/x} [1]]"], &["https://a.example/x"]),
        ("\"https://a.example/x\", b", &["\"{https://a.example/x} [1]\", b"], &["https://a.example/x"]),
        (
            "“https://a.example/x”…",
            &["“{https://a.example/x} [1]”…", "", "…continues at example.org (press o)"],
            &["https://a.example/x"],
        ),
        (
            "https://a.example/x, https://b.example/y; c",
            &["{https://a.example/x} [1], {https://b.example/y} [2]; c"],
            &["https://a.example/x", "https://b.example/y"],
        ),
        (
            "https://a.example/x?y=1&z=2#top!",
            &["{https://a.example/x?y=1&z=2#top} [1]!"],
            &["https://a.example/x?y=1&z=2#top"],
        ),
        (
            "www.a.example/x and awww.b.example",
            &["{www.a.example/x} [1] and awww.b.example"],
            &["http://www.a.example/x"],
        ),
        ("here:https://a.example/x", &["here:{https://a.example/x} [1]"], &["https://a.example/x"]),
        ("https:// and http://x and www.", &["https:// and http://x and www."], &[]),
        ("**https://a.example/x**", &["{*https://a.example/x*} [1]"], &["https://a.example/x"]),
        ("`https://a.example/x`", &["=https://a.example/x="], &[]),
        ("https://a.example/x_y_z and a_b", &["{https://a.example/x_y_z} [1] and a_b"], &["https://a.example/x_y_z"]),
        ("読む https://a.example/x。次", &["読む {https://a.example/x} [1]。次"], &["https://a.example/x"]),
        ("看 https://a.example/x，然后", &["看 {https://a.example/x} [1]，然后"], &["https://a.example/x"]),
        ("（https://a.example/x）", &["（{https://a.example/x} [1]）"], &["https://a.example/x"]),
        ("https://a.example/?x=1&copy=2", &["{https://a.example/?x=1&copy=2} [1]"], &["https://a.example/?x=1&copy=2"]),
        ("[https://a.example/x](https://b.example/)", &["{https://a.example/x} [1]"], &["https://b.example/"]),
    ]);
}

#[test]
fn addresses_with_stars_make_no_emphasis() {
    check_links(&[
        (
            "https://a.example/0*is_Eo34g. and more",
            &["{https://a.example/0*is_Eo34g} [1]. and more"],
            &["https://a.example/0*is_Eo34g"],
        ),
        (
            "https://a.example/1*x.png a https://b.example/1*y.png",
            &["{https://a.example/1*x.png} [1] a {https://b.example/1*y.png} [2]"],
            &["https://a.example/1*x.png", "https://b.example/1*y.png"],
        ),
        ("https://a.example/0*x. *b* c", &["{https://a.example/0*x} [1]. _b_ c"], &["https://a.example/0*x"]),
        ("*https://a.example/x* b", &["{_https://a.example/x_} [1] b"], &["https://a.example/x"]),
        (
            "(https://a.example/0*x) and (https://b.example/0*y)",
            &["({https://a.example/0*x} [1]) and ({https://b.example/0*y} [2])"],
            &["https://a.example/0*x", "https://b.example/0*y"],
        ),
        ("![a](https://a.example/0*x.png) *b*", &["{[image: a]}[1] _b_"], &["https://a.example/0*x.png"]),
    ]);
}

#[test]
fn addresses_with_underscores_make_no_emphasis() {
    for address in [
        "https://a.example/pkg/__init__.py",
        "https://a.example/_next/static/_x_/a.js",
        "https://a.example/wiki/_why_the_lucky_stiff",
        "https://a.example/?x=_b_&y=1",
        "https://a.example/wiki/A_(b_c)",
    ] {
        let body = format!("See {address}, _and_\n\n```\n{address}\n```\n");
        let page = page_of("a.md", &body, 200);
        assert_eq!(body_lines(&page), [&*format!("See {address} [1], and"), "", address]);
        assert_eq!(page.links[0].address().unwrap().as_str(), address);
    }
}

#[test]
fn images() {
    check(&[
        ("![A tree](tree.png)", &["[image: A tree][1]"]),
        ("![](tree.png)", &["[image][1]"]),
        ("![A *tall* `tree`](tree.png) stands", &["[image: A tall tree][1] stands"]),
        ("<img src=\"tree.png\" alt=\"A tree &amp; more\">", &["[image: A tree & more][1]"]),
        ("<img src=\"tree.png\">", &["[image][1]"]),
        (
            "<figure><img src=x alt=\"A tree\"><figcaption>In May</figcaption></figure>",
            &["[image: A tree][1]", "", "In May"],
        ),
    ]);
}

#[test]
fn dollar_signs_are_text_and_entities_are_decoded() {
    check(&[
        ("From $57k &ndash; $6k a year", &["From $57k – $6k a year"]),
        ("$a_b$ and $$c^2$$", &["$a_b$ and $$c^2$$"]),
        ("Don&rsquo;t &ldquo;stop&rdquo;&nbsp;now &hellip; &lsquo;go&rsquo;", &["Don’t “stop” now … ‘go’"]),
        ("AT&T, R&D, a < b > c, x<3", &["AT&T, R&D, a < b > c, x<3"]),
        ("&lt;b&gt; &amp;amp; &quot;x&quot;", &["<b> &amp; \"x\""]),
        (":coffee: and :) :-/", &[":coffee: and :) :-/"]),
        ("one&nbsp;&nbsp;two", &["one two"]),
        ("`&lt;b&gt; &amp;`", &["&lt;b&gt; &amp;"]),
        ("Use Vec<int> and <foo bar=\"x\">", &["Use Vec<int> and <foo bar=\"x\">"]),
    ]);
}

/// Where an address is not text, its stars and underscores make no emphasis anyway, and nothing may be put around it.
#[test]
fn addresses_with_underscores_are_whole_in_definitions_html_and_labels() {
    check_links(&[
        (
            "See [the gauge].\n\n[the gauge]: https://example.org/?a=_b_*c*:\n\nB.",
            &["See {the gauge}[1].", "", "B."],
            &["https://example.org/?a=_b_*c*:"],
        ),
        (
            "<p>See https://example.org/a_b_c/ there.</p>\n\nB.",
            &["See {https://example.org/a_b_c/} [1] there.", "", "B."],
            &["https://example.org/a_b_c/"],
        ),
        (
            "[![From https://example.org/a/](https://example.org/x_1_small.png)](https://example.org/x_1.png)\n\nB.",
            &["{[image: From https://example.org/a/]}[1]", "", "B."],
            &["https://example.org/x_1.png"],
        ),
        (
            "See https://example.org/a\\_b\\_c there.\n\nB.",
            &["See {https://example.org/a_b_c} [1] there.", "", "B."],
            &["https://example.org/a_b_c"],
        ),
        (
            "[The law](https://example.org/law\\(v=2\\).html)\n\nB.",
            &["{The law}[1]", "", "B."],
            &["https://example.org/law(v=2).html"],
        ),
    ]);
}

#[test]
fn an_image_in_the_text_of_an_image_is_its_text() {
    check_links(&[(
        "![The ![crane](https://example.org/small.png) at noon](https://example.org/large.png)",
        &["{[image: The crane at noon]}[1]"],
        &["https://example.org/large.png"],
    )]);
}
