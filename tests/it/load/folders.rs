//! What holds for a folder as a whole: its order, and problems that are told once.

use crate::support::{Folder, load_paths};

#[test]
fn posts_without_dates_are_in_natural_order() {
    let folder = Folder::new();
    for number in [1, 2, 9, 10, 11, 100, 101] {
        folder.write(format!("issue-{number}.md"), format!("Letter {number}\n\nText."));
    }
    let posts = load_paths(&[folder.path().to_owned()]).unwrap().posts;
    let names: Vec<&str> = posts.iter().map(|post| post.source.relative()).collect();
    assert_eq!(names, [101, 100, 11, 10, 9, 2, 1].map(|number| format!("issue-{number}.md")));
}

#[test]
fn a_folder_without_front_matter_says_so_once() {
    let folder = Folder::new();
    for number in 0..300 {
        folder.write(format!("letter {number}.md"), "Words.\n");
    }
    folder.write("broken.md", "---\ntitle: \"A \"word\" here\"\ndate: 2024-03-05\n---\nText.");
    let loaded = load_paths(&[folder.path().to_owned()]).unwrap();
    let kinds: Vec<String> = loaded.skipped.iter().map(|(_, problem)| problem.kind.to_string()).collect();
    assert_eq!(
        kinds,
        [
            "300 posts: no front matter; title and date come from text and file name",
            "300 posts: no date in the front matter or path; listed as undated",
        ]
    );
    let with_problems: Vec<&str> =
        loaded.posts.iter().filter(|post| !post.problems.is_empty()).map(|post| post.source.relative()).collect();
    assert_eq!(with_problems, ["broken.md"]);
}

#[test]
fn a_few_files_without_front_matter_are_named() {
    let folder = Folder::new();
    for number in 0..20 {
        folder.write(format!("2024-03-05-{number}.md"), format!("---\ntitle: Letter {number}\n---\nText."));
    }
    folder.write("plain.md", "Words.\n");
    let loaded = load_paths(&[folder.path().to_owned()]).unwrap();
    assert_eq!(loaded.skipped.len(), 0);
    assert_eq!(loaded.posts.iter().filter(|post| !post.problems.is_empty()).count(), 1);
}

#[test]
fn what_all_files_of_a_small_folder_lack_is_told_once() {
    let folder = Folder::with(&[("2024-03-05-a.md", "Words."), ("2024-03-06-b.md", "Words.")]);
    let with_problems = || folder.load().posts.iter().filter(|post| !post.problems.is_empty()).count();
    assert_eq!(with_problems(), 2);
    folder.write("2024-03-07-c.md", "Words.");
    assert_eq!(with_problems(), 0);
    assert_eq!(folder.load().skipped[0].1.kind.to_string().split(':').next(), Some("3 posts"));
    folder.write("2024-03-08-d.md", "---\ntitle: With front matter\n---\nWords.");
    assert_eq!(with_problems(), 3);
}
