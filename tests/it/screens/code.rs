//! Colours of code: what is coloured, and that the text stays what it is.

use super::session::Session;
use crate::support::rng::Rng;
use crate::support::{Folder, read_content, setting, within_timeout};
use importai_reader::layout::{self, Document, PageOptions};
use ratatui::style::{Color, Modifier};

const RUST: &str =
    "```rust\n// count them\nfn count(rooms: &str) -> usize {\n    let name = \"hall\";\n    461\n}\n```\n";

/// A reader whose one post has this text, in a file of that name.
fn session(name: &str, body: &str) -> Session {
    let text = format!("---\ntitle: T\ndate: 2021-03-04\n---\n\nSome words.\n\n{body}\n\nThe end.\n");
    let mut session = Session::with_posts(80, 30, &[(name, &text)]);
    session.keys("Enter");
    session
}

#[test]
fn code_in_a_named_language_is_coloured() {
    let mut session = session("a.md", RUST);
    let theme = session.app.themes().current().clone();
    for (text, style) in [
        ("// count", theme.code_comment),
        ("fn count", theme.code_keyword),
        ("count(", theme.code_function),
        ("usize", theme.code_type),
        ("let name", theme.code_keyword),
        ("name =", theme.code_other),
        ("\"hall\"", theme.code_string),
        ("461", theme.code_number),
    ] {
        let found = session.style_of(text);
        assert_eq!(found.fg, style.fg.or(Some(Color::Reset)), "{text}: {found:?}");
        assert_eq!(found.add_modifier, style.add_modifier, "{text}: {found:?}");
    }
}

#[test]
fn code_of_pages_names_its_language_by_a_class() {
    for body in [
        "<pre><code class=\"hljs language-python\">def hall():\n    return 461</code></pre>",
        "<pre class=\"lang-py\">def hall():\n    return 461</pre>",
    ] {
        let mut session = session("a.html", body);
        let theme = session.app.themes().current().clone();
        assert_eq!(session.style_of("def hall").fg, theme.code_keyword.fg, "{body}");
        assert_eq!(session.style_of("461").fg, theme.code_number.fg, "{body}");
    }
}

#[test]
fn code_in_no_known_language_has_one_colour() {
    for body in [
        "```\nlet name = 461;\n```",
        "    let name = 461;",
        "```text\nlet name = 461;\n```",
        "```klingon\nlet name = 461;\n```",
        "<pre><code class=\"hljs\">let name = 461;</code></pre>",
    ] {
        let mut session = session("a.md", body);
        let code = session.app.themes().current().code;
        for text in ["let name", "name =", "461"] {
            assert_eq!(session.style_of(text).fg, code.fg, "{body}");
        }
    }
}

#[test]
fn mono_shows_code_without_colours() {
    let mut session = session("a.md", RUST);
    session.app.set_theme("mono");
    for (text, modifier) in
        [("fn count", Modifier::BOLD), ("// count", Modifier::ITALIC), ("\"hall\"", Modifier::empty())]
    {
        let style = session.style_of(text);
        assert_eq!((style.fg, style.add_modifier), (Some(Color::Reset), modifier), "{text}");
    }
}

/// A page with the tokens of its code, and one without.
fn both(body: &str, width: u16) -> [Document; 2] {
    let folder = Folder::new();
    let content = read_content(&folder.write("a.md", format!("---\ntitle: T\n---\n\n{body}\n")));
    [true, false]
        .map(|highlights| layout::lay_out(&content, &content.post, &PageOptions { highlights, ..setting(width) }))
}

fn tokens(document: &Document) -> usize {
    document.lines.iter().flat_map(|line| &line.spans).filter(|span| span.token.is_some()).count()
}

#[test]
fn colours_do_not_change_the_text() {
    let codes = [
        ("rust", "fn f() -> &'static str { \"端末で読む 👍🏽\" } // é\n\n/* open\n\tfn g<'a>() {}\n"),
        ("python", "def f(x):\n    '''doc\n    more'''\n    return f\"{x!r}\" # c"),
        ("css", "<p class=\"x\">a &amp; b<script>let a = `${1}`;</script></p><style>p{color:red}</style>"),
        ("sh", "cat <<EOF | sed 's/a/b/'\n$(date)\nEOF\necho \"${x:-y}\""),
        ("ruby", "%w[a b].each { |x| puts <<~EOS }\n  #{x}\nEOS"),
        ("diff", "--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new"),
        ("toml", "# c\n[a]\nb = \"c\""),
        ("json", "{\"a\": [1, null, \"b\\n\"]}"),
        ("php", "<a b='\u{e9}'><!-- c --><![CDATA[d]]></a>"),
        ("c", "#define X(a) \\\n  a\nint main(void) { return '\\''; }"),
    ];
    for (language, code) in codes {
        for width in [20, 27, 40, 76] {
            let [with, without] = both(&format!("```{language}\n{code}\n```"), width);
            assert!(tokens(&with) > 0 && tokens(&without) == 0, "{language} at {width}");
            let lines = |page: &Document| page.lines.iter().map(layout::Line::text).collect::<Vec<_>>();
            assert_eq!(lines(&with), lines(&without), "{language} at {width}");
        }
    }
}

/// Signs that open, close or repeat something in some language.
const SIGNS: [&str; 40] = [
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "<",
    ">",
    "\"",
    "'",
    "`",
    "/*",
    "*/",
    "//",
    "#",
    "--",
    "\\",
    "$",
    "@",
    "|",
    "é",
    "端",
    "0x",
    "end",
    "=begin",
    "<<EOF",
    "EOF",
    "'''",
    "\"\"\"",
    "<script>",
    "</script>",
    "<style>",
    "%",
    "a",
    "1",
    " ",
    "&",
    "{{",
    ":",
    "- ",
];

/// On such lines the regular expressions of highlighting libraries do not come to an end.
#[test]
fn hostile_code_does_not_hold_a_page_up() {
    let languages = [
        "bash", "c", "c#", "c++", "css", "diff", "go", "html", "haskell", "json", "java", "toml", "js", "tex", "lua",
        "make", "perl", "python", "r", "ruby", "rust", "sql", "scala", "xml", "yaml", "php", "md",
    ];
    within_timeout("colouring", move || {
        let mut rng = Rng::new(7);
        for language in languages {
            let line = |_| match rng.below(3) {
                0 => rng.pick(&SIGNS).repeat(rng.below(120)),
                1 => rng.string(&SIGNS, 2).repeat(rng.below(60)),
                _ => {
                    let count = rng.below(40);
                    rng.string(&SIGNS, count)
                }
            };
            let code = (0..60).map(line).collect::<Vec<_>>();
            let [with, without] = both(&format!("~~~{language}\n{}\n~~~", code.join("\n")), 76);
            let lines = |page: &Document| page.lines.iter().map(layout::Line::text).collect::<Vec<_>>();
            assert_eq!(lines(&with), lines(&without), "{language}");
        }
    });
}
