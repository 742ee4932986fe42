//! What a browser does not show, a page does not show either.

use super::{check, check_in};

#[test]
fn hidden_elements_within_a_line_of_markdown() {
    check(&[
        (
            "A <style>p{x:y}</style> B <template>hid</template> C <script type=\"a/b\">{\"a\":1}</script> D",
            &["A B C D"],
        ),
        ("A <svg><title>*arrow*</title></svg> B", &["A B"]),
        ("A <span hidden>b `c` [d](https://e.org) ![e](f.png)</span> F", &["A F"]),
        ("- A <style>b</style>\n- C", &["• A", "• C"]),
        ("A <style>b\nc</style> D", &["A D"]),
        ("The <script> tag runs\n\nit", &["The tag runs", "", "it"]),
        ("The <script> tag  \nruns\\\non", &["The tag runs on"]),
        ("- The <style> tag\n  - and more\n- C", &["• The tag", "  • and more", "• C"]),
        ("|A <style>|B|\n|-|-|\n|C|D|", &["─┬─", "A│B", "─┼─", "C│D", "─┴─"]),
    ]);
}

#[test]
fn elements_that_their_attributes_hide() {
    check_in(
        "a.html",
        &[
            ("<div style=\"display:none;max-height:0\">PRE</div><p hidden>HID</p><p>Seen.</p>", &["Seen."]),
            ("<div style=\"DISPLAY : none !important\">a</div>b", &["b"]),
            ("<span style='mso-hide: all'>a</span>b", &["b"]),
            ("<div style='max-height:0px; overflow: hidden'>a<div>b</div>c</div>d", &["d"]),
            ("<div style='max-height:0.5em;overflow:hidden'>a</div>", &["a"]),
            ("<p aria-hidden=true>a</p><p hidden=until-found>b</p>", &["a", "", "b"]),
            ("<p hidden>a<p>b", &["b"]),
            ("<div><p hidden>a</div>b", &["b"]),
            ("<p><span hidden>a</p><p>b</p>", &["b"]),
            ("<ul><li hidden>a<ul><li>b</li></ul><li>c</ul>d", &["• c", "", "d"]),
            ("<table><tr><td hidden>a<td>b</tr><tr><td>c</td></tr></table>d", &["b", "", "c", "", "d"]),
            ("<img hidden alt=a><br hidden>b", &["b"]),
            ("<section><div hidden>a</section>b", &["b"]),
            ("<iframe hidden src='https://e.org/a'></iframe>b", &["b"]),
        ],
    );
}
