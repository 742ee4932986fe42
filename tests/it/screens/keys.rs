//! Keys of the user: those of the panes, of the prompt, of lists and of confirmations.

use std::path::Path;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use importai_reader::app::{App, AppOptions, Msg, Prompt};
use importai_reader::config::keymap::{Action, ConfirmAction, Keymap, ListAction, PromptAction};

fn load(text: &str) -> (Keymap, Vec<String>) {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("keys.toml"), text).unwrap();
    let (keymap, warnings) = Keymap::load(Some(folder.path()));
    (keymap, warnings.iter().map(ToString::to_string).collect())
}

#[test]
fn tables_of_the_user_replace_the_shipped_keys() {
    let text = "quit = \"X\"\n[prompt]\naccept = \"F2\"\n[list]\nclose = [\"x\"]\n[confirm]\nyes = \"o\"\n";
    let (keymap, warnings) = load(text);
    assert_eq!(warnings, Vec::<String>::new());
    assert_eq!(keymap.keys(Action::Quit), "X");
    assert_eq!(keymap.keys(PromptAction::Accept), "F2");
    assert_eq!(keymap.keys(PromptAction::Cancel), "Esc Ctrl-c Ctrl-g");
    assert_eq!(keymap.keys(ListAction::Close), "x");
    assert_eq!(keymap.keys(ConfirmAction::Yes), "o");
}

#[test]
fn faulty_lines_of_tables_are_named() {
    let text = "[prompt]\naccept = \"a\"\nsink = \"F2\"\n[list]\nclose = \"j\"\n[confirm]\nyes = \"1\"\n[other]\n";
    let (keymap, warnings) = load(text);
    let lines: Vec<&str> = warnings.iter().map(|warning| warning.split(':').next().unwrap()).collect();
    assert_eq!(
        lines,
        ["keys.toml line 2", "keys.toml line 3", "keys.toml line 5", "keys.toml line 7", "keys.toml line 8"],
        "{warnings:?}"
    );
    assert_eq!(keymap.key(PromptAction::Accept), "Enter");
    assert_eq!(keymap.keys(ListAction::Close), "Esc h Left q Ctrl-c");
    assert_eq!(keymap.keys(ConfirmAction::Yes), "y Y");
}

fn press(app: &mut App, code: KeyCode) {
    app.update(Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
}

#[test]
fn keys_of_prompt_and_list_are_those_of_the_table() {
    let keymap = load("[prompt]\naccept = \"F2\"\n[list]\nclose = [\"x\"]\n").0;
    let mut app = App::new(AppOptions { keymap, size: (80, 24), ..AppOptions::default() });
    press(&mut app, KeyCode::Char('?'));
    press(&mut app, KeyCode::Esc);
    assert!(app.mode().overlay().is_some(), "Esc is no key of lists any more");
    press(&mut app, KeyCode::Char('x'));
    assert!(app.mode().overlay().is_none());
    press(&mut app, KeyCode::Char('/'));
    press(&mut app, KeyCode::Char('x'));
    press(&mut app, KeyCode::Enter);
    assert_eq!(app.mode().prompt().map(Prompt::text), Some("x"), "Enter is no key of the prompt any more");
    press(&mut app, KeyCode::F(1));
    press(&mut app, KeyCode::Char('x'));
    assert_eq!(app.mode().prompt().map(Prompt::text), Some("x"), "closing the list returns to the prompt");
    press(&mut app, KeyCode::F(2));
    assert!(app.mode().prompt().is_none());
}

#[test]
fn every_shipped_line_is_used() {
    let (_, warnings) = Keymap::load(None::<&Path>);
    assert_eq!(warnings.len(), 0, "{warnings:?}");
    let (keymap, _) = Keymap::load(None);
    for (_, actions) in PromptAction::SECTIONS {
        assert!(actions.iter().all(|action| !keymap.keys(*action).is_empty()));
    }
    for (_, actions) in ListAction::SECTIONS {
        assert!(actions.iter().all(|action| !keymap.keys(*action).is_empty()));
    }
}
