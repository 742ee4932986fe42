//! Titles of posts whose front matter has none, and titles with markup in them.

use crate::support::{Failures, Folder, load_one, page};

/// A file's name and text, and the title of its post.
const TITLES: [(&str, &str, &str); 18] = [
    ("Harbour Letter 05.md", "Welcome.\n\n## Featured\n\nA crane.", "Harbour Letter 05"),
    ("my-crane-post/index.md", "![x](a.png)\n\nA crane.", "my crane post"),
    ("2021-03-04-my-crane-post/index.md", "A crane.", "my crane post"),
    ("2021-03-04-my_crane_post.md", "A crane.", "my crane post"),
    ("120.md", "- [A crane](https://example.org)\n\nMore.", "120"),
    ("2021-03-04.md", "A crane is back.\n\nMore.", "A crane is back."),
    ("2017-10-16-blog.xix.ai-2BOcthZ.md", "A crane is back.\n\nMore.", "A crane is back."),
    ("release.md", "# Shiny *new* `things`\n\nText.", "Shiny new things"),
    ("release.md", "<!-- made by hand -->\n\nA crane\n=======\n\nText.", "A crane"),
    ("release.md", "## Shiny new things\n\nText.\n\n## Improvements\n\nText.", "release"),
    ("release.md", "## Shiny new things\n\nText.\n\n### Improvements\n\nText.", "Shiny new things"),
    ("release.md", "# [GHC 8.0.1](https://example.org/ghc) is out\n\nText.", "GHC 8.0.1 is out"),
    ("港口.md", "起重机", "港口"),
    ("a.html", "<p>First paragraph.</p><p>Second one.</p>", "First paragraph."),
    ("a.html", "<div>Weekly</div><div>Robots<br>and arms</div>", "Weekly"),
    ("a.html", "<h1>Robots<br>and arms</h1><p>Text</p>", "Robots and arms"),
    (
        "a.md",
        "---\ntitle: \"The <em>new</em> thing &amp;amp; AT&amp;T &amp;#8217;s\"\n---\nx",
        "The new thing & AT&T ’s",
    ),
    (
        "a.md",
        "---\ntitle: 'a <antirez> note on `code` and [links](https://a.org)'\n---\nx",
        "a <antirez> note on code and links",
    ),
];

#[test]
fn titles_come_from_the_opening_heading_or_the_name() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (name, text, want) in TITLES {
        wrong.compare(&format!("{name}: {text}"), load_one(&folder.write(name, text)).title.as_str(), want);
    }
    wrong.report();
}

#[test]
fn a_heading_with_a_link_keeps_it_when_it_is_the_title() {
    let folder = Folder::new();
    let path = folder.write("release.md", "# [GHC 8.0.1](https://example.org/ghc) is out\n\nText.");
    let links: Vec<String> =
        page(&path, 76).links.iter().filter_map(|link| link.address()).map(ToString::to_string).collect();
    assert_eq!(links, ["https://example.org/ghc"]);
}
