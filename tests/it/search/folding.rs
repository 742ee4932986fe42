//! Letters that are the same in a search: with and without accents and points, ligatures, wide and narrow forms, words
//! hyphenated at the end of a line.

use importai_reader::search::{Query, titles};

use super::{Corpus, post};
use crate::support::{Failures, Folder};

/// A text, queries that find it, and queries that do not.
const CASES: &[(&str, &[&str], &[&str])] = &[
    ("Die Straße, große", &["strasse", "stras", "Straße", "straße", "grosse", "\"strasse, gr\"", "sse"], &["STRASSE"]),
    ("GROẞE STRASSE", &["große", "grosse", "GROẞE", "straße"], &["Große"]),
    ("Encyclopædia of Æther", &["encyclopaedia", "encyclopædia", "aether", "Aether", "Æther"], &["ether Aethers"]),
    ("un cœur, ǿre", &["coeur", "cœur", "ore", "øre"], &["cour"]),
    ("ﬁrst eﬀort, diﬃcult and diﬀicult", &["first", "effort", "difficult", "\"first effort\"", "ffi", "fi"], &["fist"]),
    ("كِتَابٌ جديد كتـــاب", &["كتاب", "كِتاب", "\"كتاب جديد\""], &["كتب"]),
    ("أحمد الكﻻم", &["احمد", "أحمد", "الكلام"], &["محمد"]),
    ("שָׁלוֹם עולם", &["שלום", "שָׁלוֹם", "\"שלום עולם\""], &["שלם"]),
    ("ｶﾞﾗｽのﾊﾟﾝ、ｺｰﾋｰ", &["ガラス", "ｶﾞﾗｽ", "パン", "コーヒー", "ラス"], &["ハラス"]),
    ("Ｒｏｂｏｔ２０２０", &["robot", "robot2020", "Robot", "ｒｏｂｏｔ"], &["robots"]),
    ("x\u{304}-axis, q\u{303}uery", &["query", "q\u{303}uery", "x-axis"], &["qeury"]),
    (
        "a distri-\nbuted multi-\nmodal model",
        &["distributed", "multimodal", "multi-modal", "\"distributed mul\""],
        &["distrbuted"],
    ),
    ("pre- and postwar, pre- 1914", &["\"pre- and\"", "postwar"], &["pre1914"]),
    ("naïve café, Łódź, Ñandú", &["naive", "cafe", "lodz", "nandu", "Łódź"], &["Naive"]),
];

#[test]
fn letters_with_several_forms_are_the_same() {
    let mut failures = Failures::default();
    for (text, found, not_found) in CASES {
        let folder = Folder::new();
        // Far from other variants, and right behind some.
        let body = format!("{}\n\n{text}\n\n{}", "Plain words. ".repeat(20), "More of them. ".repeat(20));
        folder.write("a.md", post("Untitled", "2020-01-01", "", &body));
        let corpus = Corpus::of(folder.path());
        for query in *found {
            failures.unless(corpus.names(query) == ["a"], || format!("{query} does not find {text}"));
        }
        for query in *not_found {
            failures.unless(corpus.names(query).is_empty(), || format!("{query} finds {text}"));
        }
    }
    failures.report();
}

/// The snippet shows the match, whole.
#[test]
fn snippets_show_variants() {
    for (text, query, want) in [
        ("Die Straße", "strass", "Straß"),
        ("a diﬃcult case", "fi", "ﬃ"),
        ("ein ｶﾞﾗｽ", "ガラス", "ｶﾞﾗｽ"),
        ("many distri- buted parts", "distributed", "distri- buted"),
        ("שָׁלוֹם", "שלום", "שָׁלוֹם"),
    ] {
        let folder = Folder::new();
        folder.write("a.md", post("Untitled", "2020-01-01", "", text));
        let corpus = Corpus::of(folder.path());
        assert_eq!(corpus.names(query), ["a"], "{query} in {text}");
        let snippet = corpus.snippet(query, 60);
        let shown: Vec<&str> = snippet.matches.iter().map(|found| &snippet.text[found.clone()]).collect();
        assert_eq!(shown, [want], "{query} in {text}");
    }
}

/// Titles are found by the letters that fields and texts are found by.
#[test]
fn titles_are_found_by_folded_letters() {
    for (title, letters) in [
        ("Die Straße", "strasse"),
        ("Encyclopædia", "paed"),
        ("ﬁrst eﬀort", "first eff"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("שָׁלוֹם", "שלום"),
        ("Łódź", "lodz"),
    ] {
        let folder = Folder::new();
        folder.write("a.md", post(title, "2020-01-01", "", "Text."));
        let corpus = Corpus::of(folder.path());
        assert_eq!(titles(&corpus.library, letters).len(), 1, "{letters} in {title}");
        assert_eq!(corpus.names(&format!("title:{}", letters.split(' ').next().unwrap())).len(), 1, "{title}");
    }
    assert!(Query::parse("\u{5b8}").is_ok(), "a mark alone is a query");
}
