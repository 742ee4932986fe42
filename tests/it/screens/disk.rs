//! Many changes of files at once, and changes at random: at the end the list is that of a fresh start.

use std::fs;
use std::path::Path;

use super::changes::{assert_as_fresh, fresh, listed, post, selected};
use super::session::Session;
use crate::support::rng::Rng;

#[test]
fn a_thousand_files_at_once_are_taken_in() {
    let many: Vec<(String, String)> = (0..1200)
        .map(|n| (format!("p{n:04}.md"), post(&format!("Post {n}"), &format!("20{:02}-03-04", n % 20), "Text.")))
        .collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (&**name, &**text)).collect();
    let mut session = Session::with_posts(120, 36, &many);
    let folder = session.folder().to_owned();
    session.keys("6 0 0 G");
    let before = selected(&session);
    let kept = session.app.library().post(session.app.selected().unwrap()).unwrap().source.path().to_owned();
    for (n, (name, _)) in many.iter().enumerate().take(1000) {
        fs::write(
            folder.join(format!("q{n}.md")),
            post(&format!("New {n}"), &format!("20{:02}-03-04", n % 20), "New."),
        )
        .unwrap();
        let old = folder.join(name);
        if old != kept {
            fs::remove_file(old).unwrap();
        }
    }
    session.files_changed();
    assert_eq!(selected(&session), before);
    assert_as_fresh(&session);
    session.keys("/").letters("new").keys("Enter");
    assert!(session.shows("1,000 of 1,20"), "{}", session.screen());
}

/// Files of a folder, and what happens to them.
struct Disk {
    random: Rng,
    names: Vec<String>,
    made: usize,
}

impl Disk {
    /// The text of a post: of a series with or without a date, with or without a link.
    fn text(&mut self) -> String {
        self.made += 1;
        let (number, date) = (self.made, self.random.below(28) + 1);
        let title = *self.random.pick(&["Field Notes", "Letters", "Other things"]);
        let date = if self.random.below(4) == 0 { String::new() } else { format!("date: 2020-05-{date:02}\n") };
        let link = self.random.below(3);
        let link = if link == 0 { String::new() } else { format!("link: https://example.org/{number}\n") };
        format!("---\ntitle: {title} {number}\n{date}{link}---\n\nText {number}, see Field Notes {}.\n", number / 2)
    }

    /// Does something to a file.
    fn change(&mut self, folder: &Path) {
        let at = self.random.below(self.names.len());
        let below = *self.random.pick(&["", "a/", "b/c/"]);
        let name = format!("{below}file {}.md", self.made);
        fs::create_dir_all(folder.join(below)).unwrap();
        match self.random.below(7) {
            0 if self.names.len() > 4 => fs::remove_file(folder.join(self.names.swap_remove(at))).unwrap(),
            1 if self.names.len() > 4 => {
                let folders = ["a", "b"].map(|name| folder.join(name));
                let gone = self.random.pick(&folders).clone();
                let _ = fs::remove_dir_all(gone);
                self.names.retain(|name| folder.join(name).exists());
            }
            2 | 3 if !folder.join(&name).exists() => {
                fs::rename(folder.join(&self.names[at]), folder.join(&name)).unwrap();
                self.names[at] = name;
            }
            4 => fs::write(folder.join(&self.names[at]), self.text()).unwrap(),
            _ => {
                fs::write(folder.join(&name), self.text()).unwrap();
                self.names.retain(|known| *known != name);
                self.names.push(name);
            }
        }
    }
}

#[test]
fn whatever_happens_the_list_is_that_of_a_fresh_start() {
    for seed in 0..12 {
        let mut disk = Disk { random: Rng::new(seed), names: Vec::new(), made: 0 };
        let posts: Vec<(String, String)> = (0..12).map(|n| (format!("first {n}.md"), disk.text())).collect();
        disk.names = posts.iter().map(|(name, _)| name.clone()).collect();
        let posts: Vec<(&str, &str)> = posts.iter().map(|(name, text)| (&**name, &**text)).collect();
        let mut session = Session::with_posts(120, 24, &posts);
        let folder = session.folder().to_owned();
        for step in 0..25 {
            for _ in 0..=disk.random.below(4) {
                disk.change(&folder);
            }
            let keys = *disk.random.pick(&["j", "k k", "G", "s", "Enter Space", "Ctrl-o", "J J", "U", "Esc"]);
            session.keys(keys).files_changed();
            assert!(session.app.selected().is_some(), "{}", session.screen());
            // What is read stays in the list until it is left.
            session.keys("Esc g").keys("G");
            assert_eq!(listed(&session), fresh(&folder).0, "seed {seed}, step {step}, after {keys}");
            let unread = session.app.library().present().filter(|(id, _)| !session.app.marks().get(*id).read).count();
            assert_eq!(session.app.marks().unread(), unread);
        }
    }
}
