//! Tags that HTML has, but pages have no use for, and tags that only one site knows.

use super::{check, check_in};

#[test]
fn elements_without_an_effect_are_dropped() {
    check_in(
        "a.html",
        &[
            ("<p>Word<o:p></o:p></p><p>b</p>", &["Word", "", "b"]),
            ("<p><g-emoji>x</g-emoji> <canvas>cv</canvas> <meter>me</meter></p>", &["x cv me"]),
            ("<p>a <progress value=14 max=34></progress>b <output>c</output></p>", &["a b c"]),
            ("<p><math><mi>x</mi><mo>=</mo><mn>2</mn></math></p>", &["x=2"]),
            ("<p>a</p>\n<Note>\nb\n</Note>\n<p>c</p>", &["a", "", "b", "", "c"]),
        ],
    );
    check(&[("Done: <progress value=14 max=34></progress>", &["Done:"]), ("a <object>b</object> c", &["a b c"])]);
}

#[test]
fn components_are_dropped() {
    check(&[
        ("<Intro>\n\nThe crane.\n\n</Intro>\n\nb", &["The crane.", "", "b"]),
        ("<Note>It is dangerous.</Note>\n\nb", &["It is dangerous.", "", "b"]),
        ("a\n<Note>\nb\n</Note>\nc", &["a", "", "b", "", "c"]),
        ("<video-player id=\"abc\"></video-player>\n\nb", &["b"]),
        ("a <YouTube id=\"x\"/> b", &["a b"]),
        ("<YouTube\n  id=\"x\"\n/>\n\nb", &["b"]),
        ("a <g-emoji>x</g-emoji> b", &["a x b"]),
    ]);
}

#[test]
fn names_in_angle_brackets_stay() {
    check(&[
        ("by <antirez> and List<int>", &["by <antirez> and List<int>"]),
        ("Vec<String> and <T>", &["Vec<String> and <T>"]),
        ("git checkout <branch-name> now", &["git checkout <branch-name> now"]),
        ("`<Note>` a `</Note>` b", &["<Note> a </Note> b"]),
        ("```\n<Note>\n</Note>\n```\n\nIt is <Note> here", &["<Note>", "</Note>", "", "It is <Note> here"]),
    ]);
}
