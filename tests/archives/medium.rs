//! Medium: whole pages whose head says little; title, date, author and address are marked in the text (`h-entry`).

use super::{Archive, Post};

pub const ARCHIVE: Archive = Archive {
    name: "medium",
    posts: &[
        Post {
            path: "posts/2019-03-04_What-the-tide-brings-0a1b2c3d4e5f.html",
            file: r#"<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>What the tide brings</title><style>
      * { font-family: Georgia, serif; }
    </style></head><body><article class="h-entry">
<header>
<h1 class="p-name">What the tide brings</h1>
</header>
<section data-field="subtitle" class="p-summary">
Wood, and other things
</section>
<section data-field="body" class="e-content">
<section name="1a2b" class="section section--body section--first section--last"><div class="section-divider"><hr class="section-divider"></div><div class="section-content"><div class="section-inner sectionLayout--insetColumn"><h3 name="3c4d" id="3c4d" class="graf graf--h3 graf--leading graf--title">What the tide brings</h3><h4 name="5e6f" id="5e6f" class="graf graf--h4 graf-after--h3 graf--subtitle">Wood, and other things</h4><p name="7a8b" id="7a8b" class="graf graf--p graf-after--h4">The tide brings <a href="https://example.org/wood" data-href="https://example.org/wood" class="markup--anchor markup--p-anchor" rel="noopener" target="_blank">wood</a>.</p><figure name="9c0d" id="9c0d" class="graf graf--figure graf-after--p"><img class="graf-image" data-image-id="1*a.jpeg" data-width="10" data-height="10" src="https://example.org/wood.jpeg"><figcaption class="imageCaption">Wood</figcaption></figure><h3 name="1e2f" id="1e2f" class="graf graf--h3 graf-after--figure">Glass</h3><p name="3a4b" id="3a4b" class="graf graf--p graf-after--h3 graf--trailing">And glass, <em class="markup--em markup--p-em">green</em> or brown.</p></div></div></section>
</section>
<footer><p>By <a href="https://medium.com/@ada" class="p-author h-card">Ada Harbour</a> on <a href="https://medium.com/p/0a1b2c3d4e5f"><time class="dt-published" datetime="2019-03-04T20:21:22.123Z">March 4, 2019</time></a>.</p><p><a href="https://medium.com/@ada/what-the-tide-brings-0a1b2c3d4e5f" class="p-canonical">Canonical link</a></p><p>Exported from <a href="https://medium.com">Medium</a> on January 2, 2024.</p></footer></article></body></html>"#,
            head: "What the tide brings | 2019-03-04 | Ada Harbour | \
                   https://medium.com/@ada/what-the-tide-brings-0a1b2c3d4e5f |",
            text: &[
                "#### Wood, and other things",
                "The tide brings wood.",
                "[image]",
                "Wood",
                "### Glass",
                "And glass, green or brown.",
            ],
            links: &["https://example.org/wood", "https://example.org/wood.jpeg"],
        },
        Post {
            path: "posts/draft_Glass-1b2c3d4e5f60.html",
            file: r#"<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Glass</title><style>
      * { font-family: Georgia, serif; }
    </style></head><body><article class="h-entry">
<header>
<h1 class="p-name">Glass</h1>
</header>
<section data-field="body" class="e-content">
<section name="1a2b" class="section section--body section--first section--last"><div class="section-content"><div class="section-inner sectionLayout--insetColumn"><p name="7a8b" id="7a8b" class="graf graf--p graf--leading">Glass is slow sand.</p></div></div></section>
</section>
<footer><p><a href="https://medium.com/p/1b2c3d4e5f60">View original.</a></p><p>Exported from <a href="https://medium.com">Medium</a> on January 2, 2024.</p></footer></article></body></html>"#,
            head: "Glass | undated |  | - | (draft)",
            text: &["Glass is slow sand."],
            links: &[],
        },
        Post {
            path: "posts/2020-05-06_-A-short-one--2c3d4e5f6071.html",
            file: r#"<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>“A short one”</title></head><body><article class="h-entry">
<header>
<h1 class="p-name">“A short one”</h1>
</header>
<section data-field="subtitle" class="p-summary">
It is short.
</section>
<section data-field="body" class="e-content">
<section name="1a2b" class="section section--body section--first section--last"><div class="section-divider"><hr class="section-divider"></div><div class="section-content"><div class="section-inner sectionLayout--insetColumn"><p name="7a8b" id="7a8b" class="graf graf--p graf--leading graf--trailing">It is short.</p></div></div></section>
</section>
<footer><p>By <a href="https://medium.com/@ada" class="p-author h-card">Ada Harbour</a> on <a href="https://medium.com/p/2c3d4e5f6071"><time class="dt-published" datetime="2020-05-06T07:08:09.000Z">May 6, 2020</time></a>.</p><p><a href="https://medium.com/@ada/a-short-one-2c3d4e5f6071" class="p-canonical">Canonical link</a></p><p>Exported from <a href="https://medium.com">Medium</a> on January 2, 2024.</p></footer></article></body></html>"#,
            head: "“A short one” | 2020-05-06 | Ada Harbour | https://medium.com/@ada/a-short-one-2c3d4e5f6071 |",
            text: &["It is short."],
            links: &[],
        },
    ],
    others: &[("README.html.txt", "Your archive\n")],
};
