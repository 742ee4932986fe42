//! Every row of the table of fields: its value parses, a search evaluates it, and the README names it.

use std::collections::HashMap;

use importai_reader::model::Mark;
use importai_reader::search::Query;
use importai_reader::search::query::FIELDS;

use super::{Corpus, archive, post};
use crate::support::Folder;

#[test]
fn every_field_parses_and_evaluates() {
    let searched = archive();
    let all = searched.names("").len();
    for field in FIELDS {
        let value = field.example;
        let found = searched.names(&format!("{}:{value}", field.name));
        let others = searched.names(&format!("-{}:{value}", field.name));
        assert_eq!(found.len() + others.len(), all, "{}", field.name);
        assert!(found.iter().all(|name| !others.contains(name)), "{}", field.name);
    }
}

#[test]
fn every_field_finds_the_post_that_has_its_value() {
    let folder = Folder::new();
    let fields = "author: Zebra Desk\ndomain: zebra.example.org\nlink: https://zebra.example.org/1\ncategory: zebra\ntags: zebra\n";
    let stories = "**A zebra walks:**\n*…slowly…*\n\nText.\n\n**Why this matters:** It does.\n\n\
                   **Another story:**\n*…more…*\n\nA [paper](https://arxiv.org/pdf/1701.00001v2).";
    let fiction = "**Tech Tales:**\n\n**The stable**\n\nShe walked there.\n\nThings that inspired this story: hay.";
    let stories = format!("{stories}{}\n\n***\n\n{fiction}\n", " And so on.".repeat(200));
    folder.write("zebra.md", post("Zebra", "2020-06-30", fields, &stories));
    folder.write("other.md", "---\ntitle: \"The \"best\" of it\"\ndate: 2018-01-02\n---\n\nStill a lamp.\n");
    let mut searched = Corpus::of(folder.path());
    let mark = Mark { starred: true, ..Mark::default() };
    searched.marks.load(HashMap::from([("https://zebra.example.org/1".to_owned(), mark)]), searched.library.posts());
    // Every post has something to be found in, whole or in one story.
    for field in FIELDS.iter().filter(|field| field.name != "in") {
        let (value, want) = match field.name {
            "label" => ("\"why this matters\"", "zebra"),
            "cites" => ("arxiv.org/abs/1701.00001", "zebra"),
            "fiction" => ("yes", "zebra"),
            "year" => ("2020", "zebra"),
            "date" => ("2020-06", "zebra"),
            "minutes" => ("2..4", "zebra"),
            "words" => (">500", "zebra"),
            "is" => ("starred", "zebra"),
            "has" => ("problem", "other"),
            _ => ("zebra", "zebra"),
        };
        assert_eq!(searched.names(&format!("{}:{value}", field.name)), [want], "{}", field.name);
    }
}

#[test]
fn every_field_without_a_value_is_an_error_after_its_colon() {
    for field in FIELDS {
        let query = format!("room {}:", field.name);
        let error = Query::parse(&query).unwrap_err();
        assert_eq!(error.offset, query.len(), "{query}: {error}");
        let example = format!("e.g. {}:{}", field.name, field.example);
        assert!(error.message.starts_with(&format!("{}: needs ", field.name)), "{error}");
        assert!(error.message.ends_with(&example), "{error}");
    }
}

#[test]
fn field_names_and_their_words_are_the_same_in_any_case() {
    let searched = archive();
    for (query, same) in [
        ("Title:rooms", "title:rooms"),
        ("TITLE:of", "title:of"),
        ("Year:2020", "year:2020"),
        ("-Is:Starred", "-is:starred"),
        ("HAS:Problem", "has:problem"),
    ] {
        let found = searched.names(query);
        assert!(!found.is_empty() && found == searched.names(same), "{query}: {found:?}");
    }
}

#[test]
fn the_readme_names_every_field() {
    let readme = include_str!("../../../README.md");
    for field in FIELDS {
        assert!(readme.contains(&format!("`{}:", field.name)), "{}", field.name);
    }
}
