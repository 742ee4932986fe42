//! Files of Markdown without front matter, named in the ways in which people name them.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "plain",
    posts: &[
        Post {
            path: "2024-01-31 - Harbour lights.md",
            file: "Seven lights, all *green*.\n\n## The first\n\nIt stands on the [mole](https://example.org/mole).\n\n\
                   ## The second\n\nIt is out.\n",
            head: "Harbour lights | 2024-01-31 |  | - |",
            text: &[
                "Seven lights, all green.",
                "## The first",
                "It stands on the mole.",
                "## The second",
                "It is out.",
            ],
            links: &["https://example.org/mole"],
        },
        Post {
            path: "2023/11/12/on-piles.md",
            file: "# On piles, and what they carry #\n\nPiles carry the *quay*:\nall of it.\n\n---\n\nNote: some are rotten.\n",
            head: "On piles, and what they carry | 2023-11-12 |  | - |",
            text: &["Piles carry the quay: all of it.", "---", "Note: some are rotten."],
            links: &[],
        },
        Post {
            path: "20220304_mud.markdown",
            file: "Mud\n===\n\nMud is soft.\n\n    a line of code\n",
            head: "Mud | 2022-03-04 |  | - |",
            text: &["Mud is soft.", "` a line of code"],
            links: &[],
        },
        Post {
            path: "2021-02-03.md",
            file: "## Wednesday\n\nA note of one line",
            head: "Wednesday | 2021-02-03 |  | - |",
            text: &["A note of one line"],
            links: &[],
        },
        Post {
            path: "2020.01.02 Ropes & wires.md",
            file: "A rope.\n\n---\n\nA rule opens this one.\n\n---\n\nAnd one ends it.\n",
            head: "Ropes & wires | 2020-01-02 |  | - |",
            text: &["A rope.", "---", "A rule opens this one.", "---", "And one ends it."],
            links: &[],
        },
    ],
    others: &[("notes.txt", "Not a post.\n")],
};
