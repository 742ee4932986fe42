//! Hugo with TOML, the default of `hugo new`.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "hugo-toml",
    posts: &[
        Post {
            path: "content/post/pilot-boat.md",
            file: r#"+++
title = 'The pilot boat'
date = 2024-05-06T10:00:00+02:00
draft = false
tags = ["boats", "pilots"]
categories = ["Harbour"]
[params]
  author = "Ada Harbour"
[[resources]]
  src = "boat.jpg"
  title = "Not the title"
+++

The pilot boat is orange. Its number is 12.

### At night

It has [lights](https://example.org/lights).
"#,
            head: "The pilot boat | 2024-05-06 | Ada Harbour | - | Harbour, boats, pilots",
            text: &["The pilot boat is orange. Its number is 12.", "### At night", "It has lights."],
            links: &["https://example.org/lights"],
        },
        Post {
            path: "content/post/2023/buoys/index.md",
            file: r#"+++
title = "Buoys \"and\" beacons"
date = "2023-02-03T09:00:00-05:00"
description = """
Which buoy
is which?"""
canonicalURL = "https://example.org/buoys/"

[author]
  name = "Ben Quay"
  email = "ben@example.org"
+++
Red is on the left.

{{< figure src="buoy.jpg" alt="A buoy" >}}

Green is on the right.
"#,
            head: "Buoys \"and\" beacons | 2023-02-03 | Ben Quay | https://example.org/buoys/ |",
            text: &["~ Which buoy is which?", "Red is on the left.", "[image: A buoy]", "Green is on the right."],
            links: &["https://example.org/buoys/buoy.jpg"],
        },
        Post {
            path: "content/post/fog.md",
            file: r#"+++
date = 2022-11-12
publishDate = 2022-11-14
title = """Fog"""
draft = true
authors = ["Ada Harbour", "Ben Quay"] # both
slug = "fog-again"
+++
Fog has no edge.
"#,
            head: "Fog | 2022-11-12 | Ada Harbour, Ben Quay | - | (draft)",
            text: &["Fog has no edge."],
            links: &[],
        },
    ],
    others: &[("hugo.toml", "baseURL = 'https://example.org'\n"), ("archetypes/default.md.txt", "+++\n+++\n")],
};
