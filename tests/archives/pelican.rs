//! Pelican: lines of `Key: value` without a frame, and pages of HTML with `meta` elements.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "pelican",
    posts: &[
        Post {
            path: "content/ropes.md",
            file: r"Title: Ropes: a short guide
Date: 2020-12-03 10:20
Modified: 2021-12-05 19:30
Category: Harbour
Tags: ropes, knots
Slug: ropes-guide
Authors: Ada Harbour; Ben Quay
Summary: Which rope for which boat.

[TOC]

A rope is [older]({filename}/old/wheel.md) than the wheel.

![A knot]({static}/images/knot.png)

# Knots

    :::python
    tie('rope')

Read [more](https://example.org/knots).
",
            head: "Ropes: a short guide | 2020-12-03 | Ada Harbour, Ben Quay | - | ropes, knots",
            text: &[
                "~ Which rope for which boat.",
                "A rope is older than the wheel.",
                "[image: A knot]",
                "# Knots",
                "` :::python",
                "` tie('rope')",
                "Read more.",
            ],
            links: &["{filename}/old/wheel.md", "{static}/images/knot.png", "https://example.org/knots"],
        },
        Post {
            path: "content/old/2013-10-05_wheel.md",
            file: "Title: The wheel\nStatus: draft\n\nThe wheel: it turns.\n\nNote: it is round.\n",
            head: "The wheel | 2013-10-05 |  | - | (draft)",
            text: &["The wheel: it turns.", "Note: it is round."],
            links: &[],
        },
        Post {
            path: "content/oars.md",
            file: "Title: Oars\ndate: 2014-02-03 18:50\n---\n\nAn oar is a lever.\n\n---\n\nIt floats.\n",
            head: "Oars | 2014-02-03 |  | - |",
            text: &["An oar is a lever.", "---", "It floats."],
            links: &[],
        },
        Post {
            path: "content/sails.html",
            file: r#"<html>
    <head>
        <title>Sails</title>
        <meta name="tags" content="sails, cloth" />
        <meta name="date" content="2012-07-09 22:28" />
        <meta name="modified" content="2012-07-10 20:14" />
        <meta name="category" content="Boats" />
        <meta name="authors" content="Ben Quay" />
        <meta name="summary" content="Cloth in the wind." />
    </head>
    <body>
        <p>A sail is a wing.</p>
    </body>
</html>
"#,
            head: "Sails | 2012-07-09 | Ben Quay | - | sails, cloth",
            text: &["~ Cloth in the wind.", "A sail is a wing."],
            links: &[],
        },
    ],
    others: &[("content/tar.rst", "Tar\n###\n\n:date: 2010-10-03 10:20\n"), ("pelicanconf.py", "AUTHOR = 'Ada'\n")],
};
