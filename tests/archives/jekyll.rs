//! Jekyll: posts named by date in `_posts`, drafts in `_drafts`, Liquid and kramdown in the text.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "jekyll",
    posts: &[
        Post {
            path: "_posts/2024-01-31-the-old-crane.md",
            file: r#"---
layout: post
title:  "The old crane: a farewell"
date:   2024-01-31 08:15:00 +0100
author: Ada Harbour
categories: harbour cranes
tags: [steel, rust]
permalink: /:year/the-old-crane/
---

The crane on the north quay came down on Monday. We counted the bolts
before [the tide tables]({% post_url 2023-12-01-tide-tables %}) were printed.
{: .lead}

<!--more-->

![The crane at noon]({{ site.baseurl }}/assets/crane.jpg)

## What we counted {#count}

{% highlight ruby linenos %}
bolts = pairs * 2

puts bolts
{% endhighlight %}

The [rust report](https://example.org/rust "PDF"){:target="_blank"} has the rest.

{% include figure.html src="/assets/plan.png" caption="A plan of the quay" %}
"#,
            head: "The old crane: a farewell | 2024-01-31 | Ada Harbour | - | harbour cranes, steel, rust",
            text: &[
                "The crane on the north quay came down on Monday. We counted the bolts before the tide tables were \
                 printed.",
                "[image: The crane at noon]",
                "## What we counted",
                "` bolts = pairs * 2",
                "` ",
                "` puts bolts",
                "The rust report has the rest.",
                "[image: A plan of the quay]",
            ],
            links: &["/assets/crane.jpg", "https://example.org/rust", "/assets/plan.png"],
        },
        Post {
            path: "_posts/2023-12-01-tide-tables.markdown",
            file: r"---
layout: post
---

* TOC
{:toc}

The tables have two columns[^1] and no pictures.

| Hour | Height |
|-----:|--------|
| 6    | low    |

[^1]: One for the hour, one for the height.
",
            head: "tide tables | 2023-12-01 |  | - |",
            text: &[
                "The tables have two columns¹ and no pictures.",
                "| Hour | Height",
                "| 6 | low",
                "---",
                "1. One for the hour, one for the height.",
            ],
            links: &[],
        },
        Post {
            path: "_posts/2024-02-10-a-link.md",
            file: r#"---
layout: link
title: 'Elsewhere: it''s about "quays"'
external-url: https://example.org/quays?a=1&b=2
published: false
---
{% raw %}Their template says {{ title }} twice.{% endraw %}

{% gist 0123456789abcdef %}

{%- comment -%} Not for readers. {%- endcomment -%}

> A quay is a wall
> with a view.
{: .quote}
"#,
            head: "Elsewhere: it's about \"quays\" | 2024-02-10 |  | https://example.org/quays?a=1&b=2 | (draft)",
            text: &["Their template says {{ title }} twice.", "> A quay is a wall with a view."],
            links: &[],
        },
        Post {
            path: "_drafts/spring-tides.md",
            file: "---\ntitle: Spring tides\ndate: 2024-03-01\n---\n\nNot finished yet.\n",
            head: "Spring tides | 2024-03-01 |  | - | (draft)",
            text: &["Not finished yet."],
            links: &[],
        },
    ],
    others: &[("_config.yml", "title: Harbour log\n"), ("_site/2024/the-old-crane/index.html", "<p>Built.</p>")],
};
