//! What leaves the reader: selected lines, citations, the page for a command, the file for an editor, saved searches.

use super::session::Session;
use importai_reader::app::messages;

/// An issue with two stories, and a post whose title has signs of Markdown in it.
fn session(columns: u16, rows: u16) -> Session {
    let issue = "---\ntitle: Tide Notes 3\ndate: 2020-03-04\nlink: https://tide.example.org/3\nauthor: Ada Lund\n\
                 domain: tide.example.org\n---\n\nWelcome.\n\n**Ships steer:**\n*…Nobody on board…*\n\nA yard did it \
                 [here](https://yard.example.org).\n\n**Birds [sing]:**\n*…Chirps are tokens…*\n\nA model sings.\n\n\
                 **Read more:** [Chirp (arXiv)](https://a.example.org/chirp).\n";
    let odd = "---\ntitle: \"A *bold* [title]\"\ndate: 2019-01-01\nlink: https://odd.example.org/a_(b)\n---\n\nOne.\n\nTwo.\n";
    Session::with_posts(columns, rows, &[("a.md", issue), ("b.md", odd), ("c.md", "Some words without a date.\n")])
}

#[test]
fn a_post_and_a_story_are_copied_as_citations() {
    let mut session = session(80, 9);
    let whole = "[Tide Notes 3](https://tide.example.org/3), Ada Lund, tide.example.org, 4 Mar 2020";
    session.keys("Y");
    assert_eq!(session.copied, [whole]);
    session.keys("Enter Y");
    assert_eq!(session.copied[1], whole, "above the stories it is the issue");
    session.keys("] ] Y");
    assert_eq!(session.copied[2], format!("“Birds \\[sing\\]”, in {whole}"));
    session.keys("Esc J Y");
    assert_eq!(
        session.copied[3],
        "[A \\*bold\\* \\[title\\]](https://odd.example.org/a_%28b%29), odd.example.org, 1 Jan 2019"
    );
    session.keys("J Y");
    assert_eq!(session.copied[4], "Some words without a date.", "no link and no date");
}

#[test]
fn lines_are_selected_and_copied() {
    let mut session = session(80, 20);
    session.keys("j Enter v");
    assert!(session.shows(&messages::selected_lines(1)), "{}", session.screen());
    session.keys("} } j j");
    assert!(session.shows(&messages::selected_lines(6)), "{}", session.screen());
    session.keys("k k o j j j");
    assert!(session.shows(&messages::selected_lines(1)), "{}", session.screen());
    session.keys("y");
    assert_eq!(session.copied, ["One."]);
    assert!(!session.shows("selected"), "the selection is over");
    session.keys("v G Y");
    let quoted = session.copied[1].clone();
    assert!(quoted.starts_with("> A *bold* [title]\n> odd.example.org"), "{quoted}");
    assert!(quoted.contains("\n>\n> One.\n>\n> Two."), "{quoted}");
    assert!(quoted.contains("\n\n— [A \\*bold"), "{quoted}");
    // Numbers of links belong to the screen.
    session.keys("K v G y");
    assert!(session.copied[2].contains("A yard did it here."), "{}", session.copied[2]);
}

#[test]
fn the_last_story_is_cited_where_it_cannot_be_scrolled_to_the_top() {
    let mut session = session(80, 16);
    session.keys("Enter ] ] Y");
    assert!(session.copied[0].starts_with("“Birds \\[sing\\]”, in "), "{}", session.copied[0]);
}

#[test]
fn links_and_lines_of_a_page_that_is_not_on_the_screen_are_chosen_once_it_is() {
    let mut session = session(80, 20);
    session.keys("f");
    assert!(session.app.mode().hints().is_some(), "{}", session.screen());
    let mut session = Session::new(80, 24);
    session.keys("v");
    assert!(session.shows(&messages::selected_lines(1)), "{}", session.screen());
}

#[test]
fn keys_that_quit_do_so_on_labels_and_lines() {
    for keys in ["Enter v Q", "Enter v Ctrl-c", "Enter f Ctrl-c"] {
        assert!(session(80, 20).keys(keys).app.should_quit(), "{keys}");
    }
}

#[test]
fn a_post_with_another_kind_of_link_is_cited_without_it() {
    let text = "---\ntitle: Odd\ndate: 2020-01-01\nlink: javascript:alert(1)\n---\n\nText.\n";
    let mut session = Session::with_posts(80, 20, &[("a.md", text)]);
    session.keys("Y");
    assert!(!session.copied[0].contains("javascript"), "{}", session.copied[0]);
}

#[test]
fn a_selection_ends_without_a_copy() {
    for end in ["Esc", "v", "q"] {
        let mut session = session(80, 20);
        session.keys("Enter v j").keys(end);
        assert!(!session.shows("selected") && session.copied.is_empty(), "{end}\n{}", session.screen());
        assert!(session.shows("Welcome."), "still in the text");
    }
    // Lines are others at another width.
    let mut session = session(80, 20);
    session.keys("Enter v j").resize(60, 20);
    assert!(!session.shows("selected"), "{}", session.screen());
    session.keys("v").draw_every_size();
}

#[test]
fn a_long_selection_scrolls() {
    let mut session = Session::new(60, 8);
    session.keys("G Enter v G");
    assert!(session.shows("Paragraph ten is the end of it."), "{}", session.screen());
    session.keys("o");
    assert!(session.shows("A long one"), "{}", session.screen());
}

#[test]
fn a_page_is_piped_to_a_command() {
    let mut session = session(80, 20);
    session.keys("j |");
    assert!(session.shows("\n |\n"), "{}", session.screen());
    session.letters("wc -l").keys("Enter");
    let (command, text) = session.piped.pop().unwrap();
    assert_eq!(command, "wc -l");
    assert!(text.starts_with("A *bold* [title]\n") && text.contains("\nOne.\n\nTwo.\n"), "{text}");
    // Commands have a history of their own.
    session.keys("| Up");
    assert!(session.shows(" | wc -l"), "{}", session.screen());
    session.keys("Esc | Enter");
    assert!(session.piped.is_empty(), "an empty command runs nothing");
    session.keys("/ Up");
    assert!(!session.shows("wc -l"), "{}", session.screen());
}

#[test]
fn the_file_is_edited_and_read_again() {
    let mut session = session(80, 20);
    session.keys("j e");
    let path = session.folder().join("b.md");
    assert_eq!(session.edited, std::slice::from_ref(&path));
    std::fs::write(&path, "---\ntitle: Another title\ndate: 2019-01-01\n---\n\nThree.\n").unwrap();
    session.send(importai_reader::app::Msg::Edited);
    session.files_changed();
    assert!(session.shows("Another title"), "{}", session.screen());
    assert!(session.keys("Enter").shows("Three."), "{}", session.screen());
}

#[test]
fn a_search_is_saved_under_a_name() {
    let mut session = session(80, 20);
    session.keys(",");
    assert!(session.shows(&messages::no_search_to_save("/")), "{}", session.screen());
    session.keys("/").letters("yard is:unread").keys("Enter ,");
    assert!(session.shows(" name of this search:"), "{}", session.screen());
    session.letters("Ships").keys("Enter");
    assert!(session.shows(&messages::search_saved("Ships", "'")), "{}", session.screen());
    session.keys("Esc '");
    assert!(session.shows("Ships") && session.shows("yard is:unread"), "{}", session.screen());
    session.keys("Esc , Enter");
    assert_eq!(session.saved_searches.len(), 1, "no name, no search");
}
