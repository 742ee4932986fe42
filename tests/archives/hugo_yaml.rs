//! Hugo with YAML: page bundles, section pages, shortcodes.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "hugo-yaml",
    posts: &[
        Post {
            path: "content/posts/tide-gauge/index.md",
            file: r#"---
title: "A gauge for the tide"
date: 2024-05-06T10:00:00+02:00
lastmod: 2024-06-01
draft: false
author: ["Ada Harbour", "Ben Quay"]
summary: How we built a gauge.
tags:
  - tides
  - gauges
categories: [Building]
cover:
  image: gauge.jpg
  alt: "A gauge: brass"
  relative: true
---
The gauge is a pipe with a float.

<!--more-->

{{< figure src="https://example.org/gauge.jpg" caption="The float" >}}

## The pipe {#pipe .wide}

{{% notice tip %}}
Use a **clear** pipe.
{{% /notice %}}

{{< highlight go "linenos=table,hl_lines=2" >}}
level := read()

print(level)
{{< /highlight >}}

It is described in [the log]({{< ref "log.md" >}}) and [on its page](https://example.org/gauge/).

{{< youtube w7Ft2ymGmfc >}}
"#,
            head: "A gauge for the tide | 2024-05-06 | Ada Harbour, Ben Quay | - | Building, tides, gauges",
            text: &[
                "~ How we built a gauge.",
                "The gauge is a pipe with a float.",
                "[image: The float]",
                "## The pipe",
                "Use a clear pipe.",
                "` level := read()",
                "` ",
                "` print(level)",
                "It is described in the log and on its page.",
                "[video: www.youtube.com]",
            ],
            links: &[
                "https://example.org/gauge.jpg",
                "https://example.org/gauge/",
                "https://www.youtube.com/watch?v=w7Ft2ymGmfc",
            ],
        },
        Post {
            path: "content/posts/log.en.md",
            file: r#"---
title: >-
  The log of a
  quiet week
date: "2024-04-02"
url: /2024/quiet-week/
publishDate: 2024-04-03
keywords: [log]
---

Nothing {{< badge >}}new{{< /badge >}} came in.{{% comment %}}

- Monday: fog
- Tuesday: {{< kbd "fog" >}}, again

{{< details summary="The whole list" >}}
Fog on every day.
{{< /details >}}
"#,
            head: "The log of a quiet week | 2024-04-02 |  | /2024/quiet-week/ | log",
            text: &[
                "Nothing new came in.",
                "- Monday: fog",
                "- Tuesday: fog, again",
                "The whole list",
                "Fog on every day.",
            ],
            links: &[],
        },
        Post {
            path: "content/posts/old-mole.md",
            file: "---\nTitle: The old mole\nDate: 2019-08-17T00:00:00Z\nDraft: true\nweight: 3\n---\n\nA mole is a \
                   wall in the sea.\n{.lead}\n",
            head: "The old mole | 2019-08-17 |  | - | (draft)",
            text: &["A mole is a wall in the sea."],
            links: &[],
        },
        Post {
            path: "content/posts/_index.md",
            file: "---\ntitle: All posts\n---\n",
            head: "All posts | undated |  | - |",
            text: &[],
            links: &[],
        },
    ],
    others: &[("config.yaml", "baseURL: https://example.org\n"), ("content/posts/tide-gauge/gauge.jpg", "no picture")],
};
