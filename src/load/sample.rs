//! The built-in sample posts, written for this project. The newest of them is the page that welcomes: it is the first
//! of the list, and so it is what a new user sees.

use crate::model::PostSource;

const POSTS: [(&str, &str); 14] = [
    ("2016-11-14-example.org-3fTw2rk.md", include_str!("../../assets/sample/2016-11-14-example.org-3fTw2rk.md")),
    ("2017-02-20-Fr4PZ81QKD.md", include_str!("../../assets/sample/2017-02-20-Fr4PZ81QKD.md")),
    ("2017-12-11-example.org-2qNc7wa.md", include_str!("../../assets/sample/2017-12-11-example.org-2qNc7wa.md")),
    ("2018-05-21-Eb4T7K2QVM.md", include_str!("../../assets/sample/2018-05-21-Eb4T7K2QVM.md")),
    ("2019-12-16-example.org-3bRd9vq.md", include_str!("../../assets/sample/2019-12-16-example.org-3bRd9vq.md")),
    ("2020-06-08-no-color.org-2yR7mQe.md", include_str!("../../assets/sample/2020-06-08-no-color.org-2yR7mQe.md")),
    ("2021-11-08-example.org-3kTs0rc.md", include_str!("../../assets/sample/2021-11-08-example.org-3kTs0rc.md")),
    ("2022-03-14-sqlite.org-3JwALn7.md", include_str!("../../assets/sample/2022-03-14-sqlite.org-3JwALn7.md")),
    ("2024-05-06-Yq7M0DQX2N.md", include_str!("../../assets/sample/2024-05-06-Yq7M0DQX2N.md")),
    ("2025-04-07-unicode.org-6wZk3mh.md", include_str!("../../assets/sample/2025-04-07-unicode.org-6wZk3mh.md")),
    ("2026-11-09-note.md", include_str!("../../assets/sample/2026-11-09-note.md")),
    ("2026-11-16-welcome.md", include_str!("../../assets/sample/2026-11-16-welcome.md")),
    ("terminal-notes-24-the-escape-key.md", include_str!("../../assets/sample/terminal-notes-24-the-escape-key.md")),
    ("terminal-notes-31-the-bent-frame.md", include_str!("../../assets/sample/terminal-notes-31-the-bent-frame.md")),
];

/// The sample posts.
pub(super) fn sources() -> Vec<PostSource> {
    POSTS.iter().map(|&(name, text)| PostSource::Sample { name, text }).collect()
}
