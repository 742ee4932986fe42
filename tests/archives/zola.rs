//! Zola: TOML with taxonomies, dates in names, shortcodes of Tera.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "zola",
    posts: &[
        Post {
            path: "content/blog/2024-01-31_lighthouse/index.md",
            file: r#"+++
title = "The lighthouse"
authors = ["Ada Harbour"]
description = "A light, and who keeps it."
updated = 2024-03-01

[taxonomies]
tags = ["lights", "towers"]
categories = ["Harbour"]

[extra]
comment = true
+++

The light turns every [nine seconds](https://example.org/light).

<!-- more -->

{% quote(author="Ben Quay") %}
It never *stops*.
{% end %}

See [the bells](@/blog/bells.md) too.

{{ youtube(id="dQw4w9WgXcQ", autoplay=true) }}
"#,
            head: "The lighthouse | 2024-01-31 | Ada Harbour | - | Harbour, lights, towers",
            text: &[
                "~ A light, and who keeps it.",
                "The light turns every nine seconds.",
                "It never stops.",
                "See the bells too.",
                "[video: www.youtube.com]",
            ],
            links: &["https://example.org/light", "@/blog/bells.md", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"],
        },
        Post {
            path: "content/blog/bells.md",
            file: r#"+++
title = "Bells"
date = 2023-09-10
draft = true
path = "2023/bells"
template = "page.html"

[extra]
author = "Ben Quay"
+++

# Bells

A bell needs no [^light].

```rust,linenos
let bell = "{{ not a shortcode }}";
```

[^light]: Nor oil.
"#,
            head: "Bells | 2023-09-10 | Ben Quay | - | (draft)",
            text: &["A bell needs no ¹.", "` let bell = \"{{ not a shortcode }}\";", "---", "1. Nor oil."],
            links: &[],
        },
        Post {
            path: "content/blog/2022-07-08-oil.md",
            file: "+++\n+++\n\nOil came in barrels.\n",
            head: "oil | 2022-07-08 |  | - |",
            text: &["Oil came in barrels."],
            links: &[],
        },
        Post {
            path: "content/blog/_index.md",
            file: "+++\ntitle = \"The blog\"\nsort_by = \"date\"\npaginate_by = 10\n+++\n",
            head: "The blog | undated |  | - |",
            text: &[],
            links: &[],
        },
    ],
    others: &[("config.toml", "base_url = \"https://example.org\"\n")],
};
