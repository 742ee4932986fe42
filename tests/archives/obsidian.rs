//! Obsidian: a vault of notes with properties, links in double brackets, callouts and comments.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "obsidian",
    posts: &[
        Post {
            path: "Notes/Dry dock.md",
            file: r"---
aliases:
  - graving dock
tags: [docks, ships]
created: 2024-01-31T09:15
cssclasses:
  - wide
---
A dock without water, see [[Slipway]] and [[Slipway#Rails|its rails]]. #dock #to/read

> [!warning]- Mind the gate
> It opens outwards.

![[dock.png|300]]

%%The width is a guess.%%

It is ==forty== metres long.%%or so%% ^length

%%
A comment
of several lines.
%%

- [ ] measure it
- [x] paint it
",
            head: "Dry dock | 2024-01-31 |  | - | docks, ships",
            text: &[
                "A dock without water, see Slipway and its rails. #dock #to/read",
                "> Warning: Mind the gate",
                "> It opens outwards.",
                "[image: dock.png]",
                "It is forty metres long.",
                "- [ ] measure it",
                "- [x] paint it",
            ],
            links: &["dock.png"],
        },
        Post {
            path: "Notes/Slipway.md",
            file: r##"---
author: "[[Ada Harbour]]"
source: https://example.org/slipway
created: 2023-06-01
published: 2023-05-06
tags:
  - "#ships"
---

## Rails

The rails go down to the water[^1].

## Winch

The winch pulls. [Its maker](https://example.org/winch)

![[Dry dock#^length]]

[^1]: And under it.
"##,
            head: "Slipway | 2023-05-06 | Ada Harbour | https://example.org/slipway | #ships",
            text: &[
                "## Rails",
                "The rails go down to the water¹.",
                "## Winch",
                "The winch pulls. Its maker",
                "Dry dock#^length",
                "---",
                "1. And under it.",
            ],
            links: &["https://example.org/winch"],
        },
        Post {
            path: "Daily/2024-02-01.md",
            file: "---\ntags: daily\n---\n\n# 2024-02-01\n\nRain.\n\nMet [[Ben Quay]] at 10.\n",
            head: "2024-02-01 | 2024-02-01 |  | - | daily",
            text: &["Rain.", "Met Ben Quay at 10."],
            links: &[],
        },
    ],
    others: &[(".obsidian/app.json", "{}\n"), (".trash/Old.md", "# Old\n"), ("Notes/dock.png", "no picture")],
};
