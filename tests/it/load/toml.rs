//! Front matter in TOML, between `+++`.

use crate::support::{Folder, body_lines, load_one, page};

/// A post with every field that is read.
const POST: &str = "+++\npath = \"2023/05/06/tide-tables\"\ntitle = \"Tide tables, \\\"printed\\\" anew\"\ndate = 2023-05-06\n\
    authors = [\"Ada Harbour\", \"Ben Quay\"]\nlink = \"https://www.example.org/tides\"\ncategory = 'notes' # a comment\n\
    draft = false\n\n[extra]\ntitle = \"another\"\n+++\n\nThe new tables are out.\n";

#[test]
fn toml_has_the_fields_of_a_post() {
    let folder = Folder::new();
    let path = folder.write("tide-tables.md", POST);
    let post = load_one(&path);
    assert_eq!(&*post.title, "Tide tables, \"printed\" anew");
    assert_eq!(post.date.format_iso(), "2023-05-06");
    assert_eq!(&*post.author, "Ada Harbour, Ben Quay");
    assert_eq!((post.link.as_deref(), &*post.domain), (Some("https://www.example.org/tides"), "example.org"));
    assert_eq!(&*post.category, "notes");
    assert!(post.problems.is_empty(), "{:?}", post.problems);
    assert_eq!(body_lines(&page(&path, 76)), ["The new tables are out."]);
}

#[test]
fn dates_of_toml_have_every_form() {
    for (date, want) in [
        ("2023-05-06", "2023-05-06T00:00:00Z"),
        ("2023-05-06T10:30:00Z", "2023-05-06T10:30:00Z"),
        ("2023-05-06T10:30:00+02:00", "2023-05-06T08:30:00Z"),
        ("2023-05-06 10:30:00", "2023-05-06T10:30:00Z"),
        ("\"2023-05-06\"", "2023-05-06T00:00:00Z"),
    ] {
        let folder = Folder::new();
        let post = load_one(&folder.write("a.md", format!("+++\r\nTitle = \"T\"\r\nDate = {date}\r\n+++\r\nText.")));
        assert_eq!((&*post.title, post.date.instant().to_string().as_str()), ("T", want), "{date}");
    }
}

#[test]
fn invalid_toml_is_reported_and_the_rest_is_used() {
    let folder = Folder::new();
    let path =
        folder.write("2023-05-06-a.md", "+++\ntitle = \"T\"\nauthor = Ada\nlink = \"https://a.org\"\n+++\nText.");
    let post = load_one(&path);
    let problems: Vec<String> = post.problems.iter().map(|problem| problem.kind.to_string()).collect();
    assert_eq!((&*post.title, post.link.as_deref()), ("T", Some("https://a.org")));
    assert_eq!(problems, ["front matter is not valid TOML; using the valid part"]);
    assert_eq!(post.problems[0].line, Some(3));
}

#[test]
fn plus_signs_without_a_closing_line_are_text() {
    let folder = Folder::new();
    let path = folder.write("2023-05-06-a.md", "+++\n\nThe first words of a text.");
    assert!(body_lines(&page(&path, 76)).iter().any(|line| line == "+++"), "{:?}", body_lines(&page(&path, 76)));
}
