//! Buttondown: emails in Markdown with `subject`, comments of its editor, and tags of its templates.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "buttondown",
    posts: &[
        Post {
            path: "emails/chains-and-links.md",
            file: r#"---
id: 00000000-1111-4222-8333-444444444444
subject: "Chains & links: #12"
status: sent
email_type: public
slug: chains-and-links
publish_date: 2023-04-05T06:07:08.901234Z
description: "A letter about chains."
canonical_url: https://harbour.example.org/archive/chains-and-links/
image: ''
attachments: []
---

<!-- buttondown-editor-mode: plaintext -->**A chain is as strong** as its [weakest link](https://example.org/link).

{% if medium == 'web' %}
You read this on the web.
{% endif %}

Hello, here is the list:

* one link
* two links

{{ subscribe_form }}

[View in browser]({{ email_url }})
"#,
            head: "Chains & links: #12 | 2023-04-05 |  | https://harbour.example.org/archive/chains-and-links/ |",
            text: &[
                "~ A letter about chains.",
                "A chain is as strong as its weakest link.",
                "You read this on the web.",
                "Hello, here is the list:",
                "- one link",
                "- two links",
                "===",
                "View in browser",
            ],
            links: &["https://example.org/link"],
        },
        Post {
            path: "emails/anchors.md",
            file: r#"---
subject: Anchors
publish_date: 2022-03-04
email_type: public
status: draft
secondary_id: 7
---
<!-- buttondown-editor-mode: fancy --><p>An anchor has <strong>two</strong> arms.</p><h2>Arms</h2><p>See <a target="_blank" rel="noopener" href="https://example.org/arms">the drawing</a>.</p>
"#,
            head: "Anchors | 2022-03-04 |  | - | (draft)",
            text: &["An anchor has two arms.", "## Arms", "See the drawing."],
            links: &["https://example.org/arms"],
        },
        Post {
            path: "emails/rust.md",
            file: "---\nsubject: 'Rust: a colour'\npublish_date: '2021-02-03 04:05:06+00:00'\nstatus: imported\n---\n\n\
                   <!-- buttondown-editor-mode: plaintext -->\n\nRust is red.\n",
            head: "Rust: a colour | 2021-02-03 |  | - |",
            text: &["Rust is red."],
            links: &[],
        },
    ],
    others: &[("subscribers.csv", "email\n")],
};
