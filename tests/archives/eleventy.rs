//! Eleventy: front matter in YAML, JSON or JavaScript, Nunjucks in the text.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "eleventy",
    posts: &[
        Post {
            path: "posts/nets.md",
            file: r#"---
title: Nets & net makers
description: Knots in a row.
date: 2024-02-29T20:00:00.000Z
tags:
  - post
  - nets
layout: layouts/post.njk
eleventyNavigation:
  key: Nets
  order: 3
---
{# Not for readers. #}
{% set nets = 12 %}
A net has {% if nets %}many{% endif %} holes, and is made of rope.

{% image "./nets.jpg", "Nets on the quay" %}

{%- for net in nets -%}
- a net
{%- endfor -%}

<net-viewer src="nets.json"></net-viewer>

[The maker](https://example.org/maker/) sews on.
"#,
            head: "Nets & net makers | 2024-02-29 |  | - | post, nets",
            text: &[
                "~ Knots in a row.",
                "A net has many holes, and is made of rope.",
                "[image: Nets on the quay]",
                "- a net",
                "The maker sews on.",
            ],
            links: &["./nets.jpg", "https://example.org/maker/"],
        },
        Post {
            path: "posts/floats.md",
            file: "---json\n{\n  \"title\": \"Floats\",\n  \"date\": \"2023-03-04\",\n  \"tags\": [\"post\", \
                   \"floats\"]\n}\n---\n\nA float is a ball of glass.\n",
            head: "Floats | 2023-03-04 |  | - | post, floats",
            text: &["A float is a ball of glass."],
            links: &[],
        },
        Post {
            path: "posts/2022-06-01-hooks.md",
            file: "---js\n{\n  title: \"Hooks: a few\", // not all\n  author: 'Ada Harbour',\n  date: \"git Created\",\n  \
                   tags: [\"post\", \"hooks\"],\n  upper: function (text) { return text; }\n}\n---\n\nA hook is a bent \
                   pin.\n",
            head: "Hooks: a few | 2022-06-01 | Ada Harbour | - | post, hooks",
            text: &["A hook is a bent pin."],
            links: &[],
        },
        Post {
            path: "posts/2022-07-02-lines.md",
            file: "---\ntitle: Lines\ndate: Last Modified\ntags: post\npermalink: false\n---\n\nA line, `{{ raw }}`, and \
                   a sinker.\n\n```njk\n{% for line in lines %}\n```\n",
            head: "Lines | 2022-07-02 |  | - | post",
            text: &["A line, {{ raw }}, and a sinker.", "` {% for line in lines %}"],
            links: &[],
        },
        Post {
            path: "posts/2022-08-03-sinkers.md",
            file: "---\neleventyNavigation:\n  parent: Blog\n  key: Sinkers\n---\n\n{% highlight html %}\n<!-- lead \
                   -->\n{% endhighlight %}\n\nA sinker is heavy.\n",
            head: "sinkers | 2022-08-03 |  | - |",
            text: &["` <!-- lead -->", "A sinker is heavy."],
            links: &[],
        },
    ],
    others: &[(".eleventy.js", "module.exports = {};\n"), ("posts/posts.json", "{\"layout\": \"post\"}\n")],
};
