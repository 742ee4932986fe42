//! Keys, clicks, sizes and changed files in any order: the reader goes on, and its screen stays sound.

use std::fs;

use importai_reader::app::Msg;

use super::insight::ISSUES;
use super::session::{POSTS, Session};
use crate::support::rng::Rng;

/// Keys with an action somewhere, and some without.
const KEYS: [&str; 71] = [
    "j",
    "k",
    "d",
    "u",
    "g",
    "G",
    "Space",
    "b",
    "Ctrl-e",
    "Ctrl-y",
    "{",
    "}",
    "H",
    "M",
    "L",
    "J",
    "K",
    "]",
    "[",
    "t",
    "Ctrl-o",
    "Tab",
    "n",
    "N",
    "/",
    "*",
    "Ctrl-p",
    "'",
    "Enter",
    "Esc",
    "z",
    "<",
    ">",
    "o",
    "f",
    "F",
    "O",
    "y",
    "Y",
    "v",
    "e",
    "|",
    ",",
    "s",
    "m",
    "A",
    "U",
    "S",
    "!",
    "?",
    ":",
    "R",
    "q",
    "1",
    "2",
    "9",
    "0",
    "T",
    "C",
    "&",
    "D",
    "r",
    "Backspace",
    "Ctrl-u",
    "Up",
    "Down",
    "V",
    "W",
    "+",
    "%",
    "@",
];

#[test]
fn the_screen_is_sound_after_any_keys() {
    let mut random = Rng::new(7);
    for round in 0..40 {
        let size = |random: &mut Rng| {
            let sizes = [(120, 30), (80, 24), (50, 15), (200, 50), (24, 6), (3, 2), (95, 9), (160, 4)];
            *random.pick(&sizes)
        };
        let (columns, rows) = size(&mut random);
        let posts: &[(&str, &str)] = if round % 2 == 0 { &POSTS } else { &ISSUES };
        let mut session = Session::with_posts(columns, rows, posts);
        let mut typed = Vec::new();
        for step in 0..120 {
            match random.below(30) {
                0 => {
                    let (columns, rows) = size(&mut random);
                    session.resize(columns, rows);
                }
                1 => {
                    let area = session.terminal.backend().buffer().area;
                    let column = random.below(usize::from(area.width));
                    let row = random.below(usize::from(area.height));
                    session.click(u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
                }
                2 => {
                    let (name, text) = posts[random.below(posts.len())];
                    let path = session.folder().join(name);
                    if path.exists() {
                        fs::remove_file(path).unwrap();
                    } else {
                        fs::write(path, text).unwrap();
                    }
                    session.files_changed();
                }
                3 => session.send(Msg::Paste("robots is:unread 2020\u{1b}[31m".to_owned())),
                _ => {
                    let key = *random.pick(&KEYS);
                    typed.push(key);
                    session.keys(key);
                }
            }
            if session.app.should_quit() {
                break;
            }
            let screen = session.screen();
            assert!(!screen.contains('\u{1b}'), "round {round}, step {step}: {typed:?}");
            let (place, posts) = (session.app.post_list().cursor(), session.app.post_list().order().len());
            assert!(place < posts.max(1), "round {round}, step {step}: {typed:?}\n{screen}");
            match session.app.story_lists().top() {
                Some(list) => {
                    assert!(list.cursor() < list.rows().len().max(1), "round {round}, step {step}: {typed:?}");
                }
                None => {
                    assert_eq!(session.app.selected().is_none(), posts == 0, "round {round}, step {step}: {typed:?}");
                }
            }
        }
    }
}
