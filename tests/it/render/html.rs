//! Bodies of HTML, in files by that name, in feeds and mails, and in the middle of Markdown.

use super::{check, check_in};

const RULE: &str = "────────────────────────────────────────";

#[test]
fn html_files() {
    check_in(
        "a.html",
        &[
            ("<p>One</p><p>Two</p>", &["One", "", "Two"]),
            ("<p>One\n   line\tof\r\n text</p>", &["One line of text"]),
            ("<h2>Two</h2><p>Text.</p>", &["Two", "", "Text."]),
            ("Text without a tag\n\nis one paragraph", &["Text without a tag is one paragraph"]),
            ("<div>One<div>Two</div>Three</div>", &["One", "", "Two", "", "Three"]),
            ("<p>One<p>Two<p>Three", &["One", "", "Two", "", "Three"]),
            ("<p>a <b>b</b><i>c</i> d</p>", &["a bc d"]),
            ("<p>*no* emphasis, - no list</p>", &["*no* emphasis, - no list"]),
            ("<ul><li>one<li>two<ul><li>three</ul></ul>", &["• one", "• two", "  • three"]),
            ("<ul>\n<li><p>one</p></li>\n<li><p>two</p></li>\n</ul>", &["• one", "• two"]),
            ("<ol start=\"4\"><li>four</li><li>five</li></ol>", &["4. four", "5. five"]),
            ("<ol><li>one<ol><li>two</li></ol></li></ol>", &["1. one", "   1. two"]),
            ("<ul><ul><li>deep</li></ul></ul>", &["• • deep"]),
            ("<li>no list</li>", &["• no list"]),
            ("<blockquote><p>One</p><p>Two</p></blockquote>", &["│ One", "│", "│ Two"]),
            ("<pre>if x:\n\ty\n  z</pre>", &["if x:", "        y", "  z"]),
            ("<pre>name\tvalue\nlonger\tvalue</pre>", &["name    value", "longer  value"]),
            ("<pre><code>a &lt; b\n</code></pre>", &["a < b"]),
            ("<p>a<hr>b</p>", &["a", "", RULE, "", "b"]),
            ("<p>#########</p><p>a</p><p>##########b</p>", &["a", "", RULE, "", "b"]),
            ("<dl><dt>Term</dt><dd>What it is</dd></dl>", &["Term", "", "What it is"]),
            ("<p>takes a <int> b,\n<www.a.org> c</p>", &["takes a <int> b, www.a.org [1] c"]),
            ("<p>Vec&lt;int&gt; &amp; &rsquo;tis &#8212; &#x2014;</p>", &["Vec<int> & ’tis — —"]),
            ("", &["This post has no text. Press o to open", "its source."]),
        ],
    );
}

#[test]
fn hidden_elements_are_dropped() {
    check_in(
        "a.html",
        &[
            ("<script>alert('<p>x</p>')</script><p>Text.</p>", &["Text."]),
            ("<style>p { x: \"</p>\" }</style><p>Text.</p>", &["Text."]),
            ("<!-- <p>x</p> --><p>Text.</p>", &["Text."]),
            (
                "<!doctype html><html><head><title>x</title><meta charset=x></head><body><p>Text.</p></body></html>",
                &["Text."],
            ),
            ("<head><title>x</title><body><p>Text.</p>", &["Text."]),
            ("<svg><text>x</text></svg><p>Text.</p>", &["Text."]),
            ("<template><p>x</p></template><noscript>y</noscript><iframe>z</iframe><p>Text.</p>", &["Text."]),
            ("<p onclick=\"x\" style=\"y\">Text.</p>", &["Text."]),
            ("<p>Text.</p><script>never closed", &["Text."]),
        ],
    );
    check(&[
        ("<script>\nalert(1)\n</script>\n\nText.", &["Text."]),
        ("Text.\n\n<style>\np { x: y }\n\nq { z: w }\n</style>", &["Text."]),
        ("Text <!-- and not this --> here.", &["Text here."]),
    ]);
}

#[test]
fn html_in_markdown() {
    check(&[
        ("<div>\n\n**One** *two*\n\n</div>\n\nThree", &["One two", "", "Three"]),
        ("A <b>b</b> <u>c</u> <span style=\"x\">d</span>", &["A b c d"]),
        ("H<sub>2</sub>O and x<sup>2</sup>", &["H2O and x2"]),
        ("Text.\n\n<ul><li>one</li><li>two</li></ul>\n\nText.", &["Text.", "", "• one", "• two", "", "Text."]),
        ("<p>One</p>\n<p>Two</p>", &["One", "", "Two"]),
        ("<p>One</p>\n\n<p>Two &amp; *three*</p>", &["One", "", "Two & *three*"]),
        ("<details><summary>More</summary>\n\nText.\n\n</details>", &["More", "", "Text."]),
        ("<center>Text.</center>", &["Text."]),
        ("A <unknown>tag</unknown> stays", &["A <unknown>tag</unknown> stays"]),
        ("Vec<String> and Map<K, V>", &["Vec<String> and Map<K, V>"]),
        ("List<int>\n\nText.", &["List<int>", "", "Text."]),
    ]);
}

#[test]
fn tables_of_html() {
    check_in(
        "a.html",
        &[
            (
                "<table><tr><th>A</th><th>B</th></tr><tr><td>one</td><td>two</td></tr></table>",
                &["───┬───", "A  │B", "───┼───", "one│two", "───┴───"],
            ),
            (
                "<table><caption>C</caption><thead><tr><td>A<td>B<tbody><tr><td><b>1</b><td>2</table>",
                &["C", "", "─┬─", "A│B", "─┼─", "1│2", "─┴─"],
            ),
            ("<table><tr><td>One</td></tr><tr><td>Two</td></tr></table>", &["One", "", "Two"]),
            ("<table><tr><td><p>One</p><p>Two</p></td><td>Three</td></tr></table>", &["One", "", "Two", "", "Three"]),
            (
                "<table><tr><td><table><tr><td><p>In a mail</p></td></tr></table></td></tr><tr><td><h2>Next</h2><ul><li>a</li></ul></td></tr></table>",
                &["In a mail", "", "Next", "", "• a"],
            ),
            (
                "<table><tr><th>A<th>B<th>C</tr><tr><td rowspan=2>1<td>2<td>3</tr><tr><td>4<td>5</tr></table>",
                &["─┬─┬─", "A│B│C", "─┼─┼─", "1│2│3", "─┼─┼─", " │4│5", "─┴─┴─"],
            ),
            (
                "<table><tr><th rowspan=2>A<th colspan=2>B</tr><tr><th>C<th>D</tr><tr><td>1<td>2<td>3</tr></table>",
                &["─┬─┬─", "A│B│", "─┼─┼─", " │C│D", "─┼─┼─", "1│2│3", "─┴─┴─"],
            ),
            ("<table><tr><td colspan=99>A<td>B</tr><tr><td>C<td>D</tr></table>", &["─┬─", "A│B", "─┼─", "C│D", "─┴─"]),
            ("<td>no table</td>", &["no table"]),
            ("<table></table><p>a</p>", &["a"]),
            ("<p>a</p><table><tr><td></td></tr></table><p>b</p>", &["a", "", "b"]),
        ],
    );
}

#[test]
fn a_long_cell_is_text() {
    let cell = "word ".repeat(60);
    let body = format!("<table><tr><td>Short</td><td>{cell}</td></tr></table>");
    let lines = super::body_lines(&super::page_of("a.html", &body, super::WIDTH));
    assert_eq!(lines[..3], ["Short", "", "word word word word word word word word"]);
}

#[test]
fn feeds_in_files_that_are_called_markdown() {
    check(&[
        ("<p><strong>Headline:<br></strong><em>…dek…</em></p><p>Text.</p>", &["▌ Headline", "  dek", "", "Text."]),
        ("<p>One *two*</p>\n\n<p>Three</p>", &["One *two*", "", "Three"]),
        ("<div><p>One</p>\n<blockquote>\n<p>Two</p>\n</blockquote>\n</div>", &["One", "", "│ Two"]),
    ]);
}

#[test]
fn a_paragraph_below_an_element_is_a_paragraph_of_its_own() {
    check(&[
        ("<img alt=crane>\n\nThe quay.", &["[image: crane]", "", "The quay."]),
        ("<span>The crane.</span>\n\nThe quay.", &["The crane.", "", "The quay."]),
    ]);
}

#[test]
fn lines_of_code_go_on_after_a_blank_line() {
    check(&[(
        "<div><pre>\none\n\ntwo\nthree\n\nfour</pre></div>\n\nB.",
        &["one", "", "two", "three", "", "four", "", "B."],
    )]);
}

#[test]
fn blocks_of_markdown_in_code_stand_apart() {
    check(&[
        ("A <pre>b\n\nC\n\n- d\n- e", &["A", "", "b", "", "C", "d", "e"]),
        ("A <pre>b\n\nC\n\nd\n: e\n: f", &["A", "", "b", "", "C", "d", "e", "f"]),
        ("A <pre>b\n\nd| e |\n|--|--|\n|f|g|", &["A", "", "─┬─", "", "b", "d", "e", "f", "g"]),
        ("A <pre>b\n\n- c\n\n## d\n<div>e</div>\n\n> f\n\ng", &["A", "", "b", "c", "d", "e", "", "", "f", "", "g"]),
    ]);
    check_in("a.html", &[("<pre><div>a</div><div>b</div>c<p>d</p>e<br>f</pre>", &["a", "b", "c", "d", "e", "f"])]);
}
