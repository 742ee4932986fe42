//! Brackets in queries: what they group, where they are part of a word, and that no number of them does harm.

use importai_reader::search::Query;

use super::{Corpus, archive, post};
use crate::support::Folder;

/// Queries, and the posts that they find.
const GROUPS: &[(&str, &str)] = &[
    ("(room)", "issue rooms sorter"),
    ("(room OR lamp) -sorter", "broken rooms"),
    ("room (lamp OR slow)", "issue sorter"),
    ("(room slow) OR 日本語", "japan sorter"),
    ("room slow OR 日本語", "sorter"),
    ("slow OR (room AND lamp)", "issue sorter"),
    ("-(room lamp)", "broken japan rooms sorter"),
    ("-(room OR lamp)", "japan"),
    ("NOT (room OR lamp)", "japan"),
    ("NOT(room OR lamp)", "japan"),
    ("room AND(lamp OR slow)", "issue sorter"),
    ("-(room -(lamp OR slow))", "broken issue japan sorter"),
    ("-(-room)", "issue rooms sorter"),
    ("((room)(lamp))", "issue"),
    ("(\"by room\" OR /dollars?/)", "issue sorter"),
    ("(title:sorter OR year:2017)", "japan sorter"),
    // In a field.
    ("title:(rooms lamps)", "issue"),
    ("title:(rooms OR \"slow sorter\")", "issue rooms sorter"),
    ("title:(rooms -lamps)", "rooms"),
    ("title:(rooms year:2019)", "rooms"),
    ("title:(rooms (light OR lamps))", "issue rooms"),
    ("year:(2017 OR 2018)", "broken japan"),
    ("-year:(2017 OR 2018) lamp", "issue"),
    // Not closed, or empty.
    ("(room sorter", "issue sorter"),
    ("((room (sorter OR lamp", "issue sorter"),
    ("room (", "issue rooms sorter"),
    ("room () -()", "issue rooms sorter"),
    // In quotes and expressions.
    ("\"(arxiv)\"", "issue"),
    ("\"(room\"", ""),
    ("/\\(arxiv\\)/", "issue"),
];

#[test]
fn brackets_group_terms() {
    archive().compare(GROUPS);
}

#[test]
fn brackets_in_a_word_are_part_of_it() {
    let folder = Folder::new();
    for (name, body) in [("f", "see f(x) here"), ("g", "see g(x)(y) here"), ("nine", "point nine) of it"), ("x", "x")] {
        folder.write(format!("{name}.md"), post("Untitled", "2020-01-01", "", body));
    }
    let searched = Corpus::of(folder.path());
    searched.compare(&[
        ("f(x)", "f"),
        ("(f(x))", "f"),
        ("(f(x) OR g(x)(y))", "f g"),
        ("-(f(x) OR nine)", "g x"),
        ("g(x", "g"),
        ("nine)", "nine"),
        ("(see nine)", ""),
        (") of", "nine"),
    ]);
}

#[test]
fn the_matches_of_terms_in_brackets_are_shown() {
    let searched = archive();
    let snippet = searched.snippet("-(-dollars OR nowhere)", 60);
    assert_eq!(&snippet.text[snippet.matches[0].clone()], "dollars");
    let snippet = searched.snippet("slow -(dollars OR lamp)", 60);
    assert_eq!((snippet.matches.len(), &snippet.text[snippet.matches[0].clone()]), (1, "slow"));
}

/// Each query is a fault or is answered, in a stack of ordinary size.
#[test]
fn a_thousand_brackets_do_no_harm() {
    let searched = archive();
    for piece in ["(", "(-(", "-(", "NOT ", "NOT(", "title:(", "(room OR ", "(room ", "-", "room OR ", ")", "f(", "()"]
    {
        let query = piece.repeat(1000 / piece.len());
        for query in [query.clone(), format!("{query}room"), format!("{query}room{}", ")".repeat(1000))] {
            match Query::parse(&query) {
                Ok(query) => drop(searched.names_of(&query)),
                Err(error) => assert!(query.is_char_boundary(error.offset), "{query}: {error:?}"),
            }
        }
    }
    let nested = |depth: usize| format!("{}room{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(searched.names(&nested(50)).len(), 3);
    let error = Query::parse(&nested(51)).unwrap_err();
    assert_eq!((error.offset, error.message.as_str()), (50, "more than 50 brackets within each other (write fewer)"));
}
