//! WordPress, exported to Markdown by the usual converters: a folder for each post, or Jekyll's form.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "wordpress",
    posts: &[
        Post {
            path: "posts/2020-01-05-a-new-jetty/index.md",
            file: r#"---
title: "A new jetty &#8211; at last"
date: 2020-01-05
categories:
  - "harbour"
  - "building-sites"
tags:
  - "jetty"
coverImage: "jetty.jpg"
---

We have a new jetty. Here it is:

[![The jetty](images/jetty-300x200.jpg)](https://example.org/jetty.jpg)

\[caption id="attachment\_12" align="alignleft" width="300"\]![From the sea](images/sea.jpg) From the sea\[/caption\]

It is 40 m long.&nbsp;

<!--more-->

1.  first plank
    
2.  second plank
    

The builder's page: [https://example.org/builder](https://example.org/builder)
"#,
            head: "A new jetty – at last | 2020-01-05 |  | - | harbour, building-sites, jetty",
            text: &[
                "We have a new jetty. Here it is:",
                "[image: The jetty]",
                "[image: From the sea] From the sea",
                "It is 40 m long.",
                "1. first plank",
                "2. second plank",
                "The builder's page: https://example.org/builder",
            ],
            links: &["https://example.org/jetty.jpg", "images/sea.jpg", "https://example.org/builder"],
        },
        Post {
            path: "_posts/2012-03-04-gulls.md",
            file: r#"---
id: 17
title: 'Gulls, and what they eat'
date: '2012-03-04T12:00:00+00:00'
author: ada
excerpt: ''
layout: post
guid: 'http://harbour.example.org/?p=17'
permalink: /2012/03/gulls/
timeline_notification:
    - '1330862400'
image: /wp-content/uploads/2012/03/gull.jpg
categories:
    - Birds
tags:
    - gulls
    - fish
---
<p>Gulls eat fish.<br />They eat bread, too.</p>
<!--more-->
<h3>At sea</h3>
<p style="text-align: center;"><a href="http://example.org/gull.jpg"><img class="alignnone size-medium wp-image-18" src="http://example.org/gull-300.jpg" alt="A gull" width="300" height="200" /></a></p>
[gallery ids="18,19"]
<p>They eat <a href="http://example.org/squid">squid</a>.</p>
"#,
            head: "Gulls, and what they eat | 2012-03-04 | ada | - | Birds, gulls, fish",
            text: &["Gulls eat fish.", "They eat bread, too.", "### At sea", "[image: A gull]", "They eat squid."],
            links: &["http://example.org/gull.jpg", "http://example.org/squid"],
        },
        Post {
            path: "posts/drafts/untitled-harbour-note/index.md",
            file: "---\ntitle: \"\"\ndate: 2019-05-06\ndraft: true\ncategories: \n  - \"uncategorized\"\n---\n\n> Fog.\n\n\
                   [embed]https://example.org/fog[/embed]\n",
            head: "untitled harbour note | 2019-05-06 |  | - | uncategorized (draft)",
            text: &["> Fog.", "https://example.org/fog"],
            links: &["https://example.org/fog"],
        },
    ],
    others: &[("posts/2020-01-05-a-new-jetty/images/sea.jpg", "no picture")],
};
