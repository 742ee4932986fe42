//! Substack: pieces of HTML in `posts`, whose titles and dates are in `posts.csv`.

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "substack",
    posts: &[
        Post {
            path: "posts/140000001.the-ferry-is-late.html",
            file: r##"<p>The ferry was late on <em>both</em> days.</p><div class="captioned-image-container"><figure><a class="image-link image2 is-viewable-img" target="_blank" href="https://example.org/ferry.png" data-component-name="Image2ToDOM"><div class="image2-inset"><picture><source type="image/webp" srcset="https://example.org/ferry.webp 424w" sizes="100vw"><img src="https://example.org/ferry.png" width="1456" height="816" data-attrs="{&quot;src&quot;:&quot;https://example.org/ferry.png&quot;}" class="sizing-normal" alt="The ferry" title="" sizes="100vw"></picture><div class="image-link-expand"><svg role="img" width="20"></svg></div></div></a><figcaption class="image-caption">Late again.</figcaption></figure></div><div class="subscription-widget-wrap-editor" data-attrs="{&quot;url&quot;:&quot;https://harbour.example.org/subscribe?&quot;,&quot;text&quot;:&quot;Subscribe&quot;,&quot;language&quot;:&quot;en&quot;}" data-component-name="SubscribeWidgetToDOM"><div class="subscription-widget show-subscribe"><div class="preamble"><p class="cta-caption">Thanks for reading Harbour Letter! Subscribe for free to receive new posts and support my work.</p></div><form class="subscription-widget-subscribe"><input type="email" class="email-input" name="email" placeholder="Type your email…" tabindex="-1"><input type="submit" class="button primary" value="Subscribe"><div class="fake-input-wrapper"><div class="fake-input"></div><div class="fake-button"></div></div></form></div></div><h2>Why it was late</h2><p>The tide<a class="footnote-anchor" data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-1" href="#footnote-1" target="_self">1</a> was low; see <a href="https://example.org/tide">the table</a>.</p><p class="button-wrapper" data-attrs="{&quot;url&quot;:&quot;https://harbour.example.org/subscribe?&quot;,&quot;text&quot;:&quot;Subscribe now&quot;}" data-component-name="ButtonCreateButton"><a class="button primary" href="https://harbour.example.org/subscribe?"><span>Subscribe now</span></a></p><div class="footnote" data-component-name="FootnoteToDOM"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number" contenteditable="false" target="_self">1</a><div class="footnote-content"><p>The low one.</p></div></div>"##,
            head: "The ferry is late, again | 2024-01-03 |  | - |",
            text: &[
                "~ Two days at the quay, \"waiting\"",
                "The ferry was late on both days.",
                "[image: The ferry]",
                "Late again.",
                "## Why it was late",
                "The tide1 was low; see the table.",
                "1",
                "The low one.",
                "===",
                "Subscribe now",
                "Thanks for reading Harbour Letter! Subscribe for free to receive new posts and support my work.",
            ],
            links: &[
                "https://example.org/ferry.png",
                "https://example.org/tide",
                "https://harbour.example.org/subscribe?",
            ],
        },
        Post {
            path: "posts/139000002.a-draft.html",
            file: "<p>Half of a thought about <strong>mud</strong>.</p>",
            head: "On mud | undated |  | - | (draft)",
            text: &["Half of a thought about mud."],
            links: &[],
        },
        Post {
            path: "posts/138000003.letter-1-moorings.html",
            file: "<div class=\"native-audio-embed\" data-component-name=\"AudioPlaceholder\" \
                   data-attrs=\"{&quot;label&quot;:null}\"></div><p>A mooring is a <a \
                   href=\"https://example.org/stone\">stone</a> with a chain.</p><ul><li><p>The \
                   stone</p></li><li><p>The chain</p></li></ul><pre><code>pull(chain)</code></pre><div><hr></div><p>Next \
                   week: chains.</p>",
            head: "Letter 1: Moorings | 2023-11-20 |  | - |",
            text: &[
                "A mooring is a stone with a chain.",
                "- The stone",
                "- The chain",
                "` pull(chain)",
                "---",
                "Next week: chains.",
            ],
            links: &["https://example.org/stone"],
        },
    ],
    others: &[
        (
            "posts.csv",
            "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url\n\
             140000001.the-ferry-is-late,2024-01-03T10:20:30.123Z,true,2024-01-03T10:21:00.000Z,,newsletter,everyone,\
             \"The ferry is late, again\",\"Two days at the quay, \"\"waiting\"\"\",\n\
             139000002.a-draft,,false,,,newsletter,everyone,On mud,,\n\
             138000003.letter-1-moorings,2023-11-20T08:00:00.000Z,true,,,podcast,everyone,Letter 1: Moorings,,https://example.org/1.mp3\n",
        ),
        ("posts/140000001.delivers.csv", "post_id,timestamp\n"),
        ("email_list.harbour.csv", "email\n"),
    ],
};
