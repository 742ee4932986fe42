//! Astro: content collections, MDX with imports and components.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "astro",
    posts: &[
        Post {
            path: "src/content/blog/sextant.md",
            file: r#"---
title: "The sextant's mirror"
description: 'Two mirrors, one horizon.'
pubDate: 'Jul 08 2022'
updatedDate: 2022-08-01
heroImage: '/sextant.jpg'
author: Ada Harbour
image:
    url: 'https://example.org/sextant.png'
    alt: 'A sextant.'
tags: ["sextants", "stars"]
---

A sextant brings a star down to the sea.

:::note[Mind the sun]
Use the **dark** glass.
:::

## Reading it

See [the manual](https://example.org/manual#mirror).
"#,
            head: "The sextant's mirror | 2022-07-08 | Ada Harbour | - | sextants, stars",
            text: &[
                "~ Two mirrors, one horizon.",
                "A sextant brings a star down to the sea.",
                "Note: Mind the sun",
                "Use the dark glass.",
                "## Reading it",
                "See the manual.",
            ],
            links: &["https://example.org/manual#mirror"],
        },
        Post {
            path: "src/content/blog/compass.mdx",
            file: r#"---
title: The compass
pubDate: 2023-01-02
isDraft: false
---
import { Image } from 'astro:assets';
import Rose from '../../components/Rose.astro';
import {
  Needle,
} from '@/components';

export const north = 0;

{/* Not for readers. */}

The needle points **north**.

<Rose client:load size={12} title="A rose" />

<Needle>
  It *swings* a little.
</Needle>

Import duties from abroad are paid at the quay.
"#,
            head: "The compass | 2023-01-02 |  | - |",
            text: &[
                "The needle points north.",
                "It swings a little.",
                "Import duties from abroad are paid at the quay.",
            ],
            links: &[],
        },
        Post {
            path: "src/content/blog/2021/charts/index.md",
            file: "---\ntitle: Charts\npubDatetime: 2021-09-08T07:06:05Z\ndraft: true\nslug: charts\nfeatured: \
                   true\n---\n\nA chart is a map of what you cannot see.\n",
            head: "Charts | 2021-09-08 |  | - | (draft)",
            text: &["A chart is a map of what you cannot see."],
            links: &[],
        },
    ],
    others: &[("astro.config.mjs", "export default {};\n"), ("node_modules/a/README.md", "# A package\n")],
};
