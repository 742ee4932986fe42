//! What helps at the command line: help texts, and what is said of a command line that is nearly right.

use importai_reader::search::Query;
use importai_reader::search::query::{FIELDS, syntax};

use super::{User, archive, path};
use crate::support::Failures;

#[test]
fn help_has_examples_and_names_the_users_files() {
    let user = User::new();
    let help = user.run(&["--help"]).fine();
    assert_eq!(user.run(&["help"]).fine(), help);
    for part in [
        "importai-reader search 'robots is:unread'",
        "~/config/importai-reader/config.toml",
        "~/config/importai-reader/keys.toml",
        "~/config/importai-reader/theme.toml",
        "~/data/importai-reader/marks.db",
    ] {
        assert!(help.contains(part), "{part} is not in\n{help}");
    }
    assert!(!help.contains('\u{1b}'), "{help}");
}

#[test]
fn every_command_has_its_help() {
    let user = User::new();
    let help = user.run(&["help"]).fine();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<&str> = commands.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() >= 6 && names.contains(&"search"), "{names:?}");
    for name in names.into_iter().filter(|name| *name != "help") {
        let help = user.run(&["help", name]).fine();
        assert!(help.contains(&format!("Usage: importai-reader {name}")), "{help}");
    }
}

#[test]
fn the_help_of_search_explains_the_query_language() {
    let help = User::new().run(&["search", "--help"]).fine();
    for field in FIELDS {
        assert!(help.contains(&format!("\n  {}: ", field.name)), "{}: {help}", field.name);
    }
    for part in ["\"robot arms\"", "OR", "AND", "NOT", "/robot(s|ic)/", "<3weeks", "2020-06", "unread"] {
        assert!(help.contains(part), "{part} is not in\n{help}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
}

#[test]
fn what_the_help_shows_can_be_typed() {
    for section in syntax().iter().filter(|section| section.heading != "Fields") {
        for (example, _) in &section.rows {
            assert!(Query::parse(example).is_ok(), "{example}");
        }
    }
}

#[test]
fn a_mistyped_command_suggests_the_right_one() {
    let user = User::new();
    let mut table = Failures::default();
    for (typed, meant) in [
        ("lst", Some("list")),
        ("serach", Some("search")),
        ("storys", Some("stories")),
        ("shwo", Some("show")),
        ("docter", Some("doctor")),
        ("hepl", Some("help")),
        ("posts", None),
        ("letters", None),
        ("./lst", None),
    ] {
        let ended = user.run(&[typed, "robots"]);
        table.compare(typed, &ended.code, &Some(2));
        let hint = meant.map(|meant| format!("did you mean `importai-reader {meant}`?"));
        let said = ended.err.find("did you mean").map(|at| ended.err[at..].trim_end().to_owned());
        table.compare(typed, &said, &hint);
        table.unless(ended.err.starts_with(&format!("importai-reader: cannot open {typed}: ")), || ended.err.clone());
    }
    table.report();
}

#[test]
fn a_folder_with_the_name_of_a_command_nearly_is_opened() {
    let user = User::new();
    user.home.write("work/lst/a.md", "---\ntitle: A title\ndate: 2024-03-05\n---\nText.");
    assert_eq!(user.run(&["lst"]).fine(), "2024-03-05\tA title\t\n");
}

#[test]
fn show_and_stories_say_what_to_do_with_a_folder() {
    let (user, archive) = (User::new(), archive());
    let folder = path(archive.path());
    for command in ["show", "stories"] {
        let ended = user.run(&[command, folder]);
        assert_eq!((ended.code, &*ended.out, ended.err.lines().count()), (Some(2), "", 1));
        assert!(ended.err.starts_with(&format!("importai-reader: {folder} is a folder: ")), "{}", ended.err);
        for part in [format!("{command} {folder}/*.md`"), format!("list {folder}`")] {
            assert!(ended.err.contains(&format!("`importai-reader {part}")), "{}", ended.err);
        }
    }
    user.home.folder("work/it's mine");
    let said = user.run(&["show", "it's mine/"]).err;
    assert!(said.contains(r"`importai-reader show 'it'\''s mine'/*.md`"), "{said}");
}
