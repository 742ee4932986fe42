//! Pages saved by a browser, with the address in a comment, and the files of the page in a folder beside it.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "saved",
    posts: &[
        Post {
            path: "Low water _ Harbour Log.html",
            file: r#"<!DOCTYPE html>
<!-- saved from url=(0037)https://harbour.example.org/low-water/ -->
<html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>Low water | Harbour Log</title>
<meta property="og:title" content="Low water">
<meta property="og:site_name" content="Harbour Log">
<meta property="article:published_time" content="2022-04-05T06:07:08+00:00">
<meta name="author" content="Ada Harbour">
<script>var a = "<p>no text</p>";</script></head>
<body class="post"><nav><a href="https://harbour.example.org/">Home</a></nav>
<article><header><h1>Low water</h1><p>By Ada</p></header>
<p>At low water the wreck <a href="https://harbour.example.org/wreck/#when">shows</a>.</p>
<h2>The wreck<a class="anchor" href="https://harbour.example.org/low-water/#the-wreck">#</a></h2>
<p><img src="./Low water _ Harbour Log_files/wreck.jpg" alt="The wreck"></p>
</article>
<footer>All rights reserved.</footer></body></html>
"#,
            head: "Low water | 2022-04-05 | Ada Harbour | https://harbour.example.org/low-water/ |",
            text: &["By Ada", "At low water the wreck shows.", "## The wreck", "[image: The wreck]"],
            links: &[
                "https://harbour.example.org/wreck/#when",
                "https://harbour.example.org/low-water/#the-wreck",
                "https://harbour.example.org/low-water/Low%20water%20_%20Harbour%20Log_files/wreck.jpg",
            ],
        },
        Post {
            path: "High water - Harbour Log.htm",
            file: r#"<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile
 url: https://harbour.example.org/high-water/
 saved date: Tue Mar 05 2024 10:11:12 GMT+0100 (Central European Standard Time)
--><head><meta charset=utf-8>
<title>High water - Harbour Log</title>
<meta property=og:site_name content="Harbour Log">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"BlogPosting","headline":"High water","datePublished":"2023-05-06T07:08:09Z","author":{"@type":"Person","name":"Ben Quay"}}</script>
</head><body><main><p>At high water the quay is wet.</p><ul><li>one step<li>two steps</ul></main></body></html>
"#,
            head: "High water | 2023-05-06 | Ben Quay | https://harbour.example.org/high-water/ |",
            text: &["At high water the quay is wet.", "- one step", "- two steps"],
            links: &[],
        },
        Post {
            path: "2021-03-04 Slack water.html",
            file: r#"<html><head><title>Harbour Log: Slack water</title><link rel="canonical" href="https://harbour.example.org/slack/"></head>
<body><div id="content"><h1 class="entry-title">Slack water</h1><p class="meta">Posted on <time datetime="2021-03-04T05:06:07+00:00">4 March</time></p><p>Nothing moves.</p></div></body></html>
"#,
            head: "Slack water | 2021-03-04 |  | https://harbour.example.org/slack/ |",
            text: &["Posted on 4 March", "Nothing moves."],
            links: &[],
        },
    ],
    others: &[
        ("Low water _ Harbour Log_files/saved_resource.html", "<html><body>A frame</body></html>"),
        ("Low water _ Harbour Log_files/wreck.jpg", "no picture"),
    ],
};
