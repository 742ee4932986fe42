//! Ghost, exported to Markdown with front matter; cards are HTML.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "ghost",
    posts: &[
        Post {
            path: "the-breakwater.md",
            file: r#"---
title: The breakwater
slug: the-breakwater
date_published: 2019-08-05T15:09:44.000Z
date_updated: 2019-08-06T10:00:00.000Z
tags: Harbour, Stones
excerpt: Stones in a row.
feature_image: https://example.org/stones.jpg
---

<!--kg-card-begin: markdown--><p>The breakwater is older than the town.</p>
<h2 id="stones">Stones</h2>
<p>Each stone has <a href="__GHOST_URL__/numbers/">a number</a> and <a href="https://example.org/n">a name</a>.</p>
<!--kg-card-end: markdown--><figure class="kg-card kg-image-card kg-card-hascaption"><img src="https://example.org/wall.jpg" class="kg-image" alt loading="lazy"><figcaption><span style="white-space: pre-wrap;">The wall</span></figcaption></figure><div class="kg-card kg-callout-card kg-callout-card-blue"><div class="kg-callout-emoji">💡</div><div class="kg-callout-text">Mind the waves.</div></div><div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading"><h4 class="kg-toggle-heading-text">And the wind?</h4><button class="kg-toggle-card-icon" aria-label="Expand toggle to read content"><svg viewBox="0 0 24 24"></svg></button></div><div class="kg-toggle-content"><p>It blows.</p></div></div><div class="kg-card kg-button-card kg-align-center"><a href="https://harbour.example.org/#/portal/signup" class="kg-btn kg-btn-accent">Subscribe</a></div>
"#,
            head: "The breakwater | 2019-08-05 |  | - | Harbour, Stones",
            text: &[
                "Stones in a row.",
                "The breakwater is older than the town.",
                "## Stones",
                "Each stone has a number and a name.",
                "[image]",
                "The wall",
                "💡",
                "Mind the waves.",
                "#### And the wind?",
                "It blows.",
                "===",
                "Subscribe",
            ],
            links: &[
                "__GHOST_URL__/numbers/",
                "https://example.org/n",
                "https://example.org/wall.jpg",
                "https://harbour.example.org/#/portal/signup",
            ],
        },
        Post {
            path: "letter-2.md",
            file: r#"---
title: "Letter 2: salt"
slug: letter-2
published_at: 2021-02-03 04:05:06
status: draft
visibility: members
primary_author:
  name: Ada Harbour
authors:
  - name: Ada Harbour
    slug: ada
tags:
  - name: Letters
    slug: letters
---

Salt gets *everywhere*.

![](__GHOST_URL__/content/images/salt.jpg)
Salt on a rope
"#,
            head: "Letter 2: salt | 2021-02-03 | Ada Harbour | - | Letters (draft)",
            text: &["Salt gets everywhere.", "[image] Salt on a rope"],
            links: &["__GHOST_URL__/content/images/salt.jpg"],
        },
        Post {
            path: "2018-07-06-tar.md",
            file: "---\nlayout: post\ntitle: Tar\nimage: https://example.org/tar.jpg\ncomments: true\n---\n\nTar is \
                   black.\n\n***\n\nIt smells of [pine](https://example.org/pine).\n",
            head: "Tar | 2018-07-06 |  | - |",
            text: &["Tar is black.", "---", "It smells of pine."],
            links: &["https://example.org/pine"],
        },
    ],
    others: &[("harbour.ghost.2024-01-01.json", "{\"db\":[]}\n")],
};
