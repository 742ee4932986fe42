//! Keys and values: every way in which a field can be written, or be missing.

use super::{NAME, Row, check, row};
use crate::support::{Failures, Folder, faults, load_one, summary};

const KEYS: [Row; 16] = [
    row(
        "keys in any order",
        "---\nexcerpt: \"Short.\"\nauthor: Jo Doe\nlink: https://www.example.org/a\nlayout: post\ndate: 2024-03-05\n\
         title: \"A title\"\n---\nThe text.",
        "A title | 2024-03-05 | https://www.example.org/a | example.org | Jo Doe |",
    ),
    row(
        "blank lines around the front matter",
        "---\n\ntitle: A title\n\ndate: 2024-03-05\n\n---\n\nThe text.\n",
        "A title | 2024-03-05 | - |  |  |",
    ),
    row(
        "older keys",
        "---\nname: \"Jo Doe\"\ntitle: A title\ndate: 2024-03-05\nimg: https://example.org/i.png\ntext: Short.\n\
         url: https://example.org/a\n---\nThe text.",
        "A title | 2024-03-05 | https://example.org/a | example.org | Jo Doe |",
    ),
    row(
        "newer keys",
        "---\ntitle: A title\ndate: 2024-03-05\nsource_url: https://example.org/a\nsource: a_feed\n---\nThe text.",
        "A title | 2024-03-05 | https://example.org/a | example.org |  |",
    ),
    row(
        "author before name, link before url before source_url",
        "---\ntitle: A title\ndate: 2024-03-05\nname: A site\nauthor: Jo Doe\nsource_url: https://c.example/\n\
         url: https://b.example/\nlink: https://a.example/\n---\nThe text.",
        "A title | 2024-03-05 | https://a.example/ | a.example | Jo Doe |",
    ),
    row(
        "an empty author and link give way to name and url",
        "---\ntitle: A title\ndate: 2024-03-05\nauthor: \"\"\nname: A site\nlink:\nurl: https://b.example/\n---\nThe text.",
        "A title | 2024-03-05 | https://b.example/ | b.example | A site |",
    ),
    row(
        "undefined is empty",
        "---\ntitle: A title\ndate: undefined\nauthor: undefined\nname: undefined\nlink: undefined\ndomain: undefined\n\
         image: undefined\n---\nThe text.",
        "A title | 2024-03-09 by name | - |  |  |",
    ),
    row(
        "undefined in quotes is empty",
        "---\ntitle: A title\ndate: \"undefined\"\nauthor: 'undefined'\ndomain: \"undefined\"\nurl: \"undefined\"\n---\nThe text.",
        "A title | 2024-03-09 by name | - |  |  |",
    ),
    row(
        "empty values of every kind",
        "---\ntitle: A title\ndate: \"\"\nauthor: ''\nname: null\nlink: ~\nurl: \"  \"\ndomain:\nimage: \n---\nThe text.",
        "A title | 2024-03-09 by name | - |  |  |",
    ),
    row(
        "a key that stands twice",
        "---\ntitle: The first\ndate: 2024-03-05\ntitle: The second\nlink: https://a.example/\nlink: https://b.example/\n---\nThe text.",
        "The first | 2024-03-05 | https://a.example/ | a.example |  | 4 DuplicateKey(\"title\"), 6 DuplicateKey(\"link\")",
    ),
    row(
        "a key without a field that stands twice",
        "---\ntitle: A title\ndate: 2024-03-05\nicon: a\nicon: b\n---\nThe text.",
        "A title | 2024-03-05 | - |  |  |",
    ),
    row(
        "nested mappings and lists of other keys",
        "---\nmeta:\n  title: Not this\n  date: '1999-01-01'\n  link: https://wrong.example/\nai_notes: []\nabout:\n- title: Nor this\n\
         - name: nor that\nempty: {}\ntitle: A title\ndate: 2024-03-05\n---\nThe text.",
        "A title | 2024-03-05 | - |  |  |",
    ),
    row(
        "a mapping where a text is wanted",
        "---\ntitle: A title\ndate: 2024-03-05\nauthor:\n  first: Jo\n  title: Dr\n---\nThe text.",
        "A title | 2024-03-05 | - |  |  |",
    ),
    row(
        "comments",
        "---\n# how this came about\ntitle: A title\n# and this\ndate: 2024-03-05\nlink: https://example.org/a#top\n---\nThe text.",
        "A title | 2024-03-05 | https://example.org/a#top | example.org |  |",
    ),
    row(
        "blanks before the colon and after the marks",
        "---  \ntitle : A title  \ndate:\t2024-03-05\n--- \nThe text.",
        "A title | 2024-03-05 | - |  |  |",
    ),
    row(
        "dots close a front matter too",
        "---\ntitle: A title\ndate: 2024-03-05\n...\nThe text.",
        "A title | 2024-03-05 | - |  |  |",
    ),
];

#[test]
fn unknown_and_repeated_keys_are_ignored() {
    check(&KEYS);
}

/// Values of `title` as they stand after the colon; the file goes on with a date.
const TITLES: [(&str, &str, &str); 27] = [
    ("Plain words", "Plain words", ""),
    ("Import AI: The return: of the colon", "Import AI: The return: of the colon", "2 InvalidYaml(\"title\")"),
    ("Import AI: #74: Towers & bells", "Import AI: #74: Towers & bells", "2 InvalidYaml(\"title\")"),
    ("Issue #74 is out", "Issue #74 is out", "2 InvalidYaml(\"title\")"),
    ("C# and F# compared", "C# and F# compared", ""),
    ("Tech tales:", "Tech tales:", "2 InvalidYaml(\"title\")"),
    ("It's \"all\" here", "It's \"all\" here", ""),
    ("“Quoted” words", "“Quoted” words", ""),
    ("Over two\n  lines", "Over two lines", ""),
    ("2001", "2001", ""),
    ("yes", "yes", ""),
    ("[Paper] A title", "[Paper] A title", "2 InvalidYaml(\"title\")"),
    ("{A} title", "{A} title", "2 InvalidYaml(\"title\")"),
    ("@someone says so", "@someone says so", "2 InvalidYaml(\"title\")"),
    ("`code` in a title", "code in a title", "2 InvalidYaml(\"title\")"),
    ("*Bold* moves", "*Bold* moves", "2 InvalidYaml(\"title\")"),
    ("&rsquo;twas so", "’twas so", "2 InvalidYaml(\"title\")"),
    ("100% sure", "100% sure", ""),
    ("% of all", "% of all", "2 InvalidYaml(\"title\")"),
    ("|\n  A literal\n  block", "A literal block", ""),
    ("|-\n  A literal: block\n  with #74", "A literal: block with #74", ""),
    (">\n  A folded\n  block", "A folded block", ""),
    (">-\n  A folded\n\n  block", "A folded block", ""),
    ("\"Caf\\u00e9 \\x41\\tb \\u2019\"", "Café A b ’", ""),
    ("\"A \\ttab and a \\\\ sign\"", "A tab and a \\ sign", ""),
    ("\"A path C:\\posts\\quite\"", "A path C:\\posts\\quite", "2 InvalidYaml(\"title\")"),
    ("--- dashes", "--- dashes", ""),
];

#[test]
fn titles_of_every_style() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (raw, title, fault) in TITLES {
        let path = folder.write(NAME, format!("---\ntitle: {raw}\ndate: 2024-03-05\n---\nThe text.\n"));
        let want = format!("{title} | 2024-03-05 | - |  |  | {fault}").trim_end().to_owned();
        wrong.compare(raw, &summary(&load_one(&path)), &want);
    }
    wrong.report();
}

/// Values of `author`, and what is shown of them.
const AUTHORS: [(&str, &str); 11] = [
    ("Jo Doe", "Jo Doe"),
    ("\"Jo Doe\"", "Jo Doe"),
    ("[Jo Doe, Al Poe]", "Jo Doe, Al Poe"),
    ("[\"Jo Doe\", 'Al Poe']", "Jo Doe, Al Poe"),
    ("\n  - Jo Doe\n  - Al Poe", "Jo Doe, Al Poe"),
    ("\n- Jo Doe\n- Al Poe", "Jo Doe, Al Poe"),
    ("[]", ""),
    ("Jo Doe & Al Poe", "Jo Doe & Al Poe"),
    ("Jo &amp; Al Poe", "Jo & Al Poe"),
    ("Jos&eacute; Doe", "José Doe"),
    ("\"Jo D&#x27;Oe\"", "Jo D'Oe"),
];

#[test]
fn authors_of_every_style() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (raw, author) in AUTHORS {
        let path =
            folder.write(NAME, format!("---\nauthor: {raw}\ntitle: A title\ndate: 2024-03-05\n---\nThe text.\n"));
        let post = load_one(&path);
        wrong.compare(raw, &*post.title, "A title");
        wrong.compare(raw, &*post.author, author);
        wrong.compare(raw, &*faults(&post), "");
    }
    wrong.report();
}

/// Values of `link`, what is opened, and the domain that is shown where the file names none.
const LINKS: [(&str, &str, &str); 12] = [
    ("https://example.org/a", "https://example.org/a", "example.org"),
    ("\"https://www.Example.org/A\"", "https://www.Example.org/A", "example.org"),
    ("   https://example.org/a  ", "https://example.org/a", "example.org"),
    ("https://example.org/a?source=rss------x-5#top", "https://example.org/a?source=rss------x-5#top", "example.org"),
    ("https://example.org/0*is_it.png", "https://example.org/0*is_it.png", "example.org"),
    ("https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2", "example.org"),
    ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2", "example.org"),
    ("https://example.org/?a=1&copy=2&lt=3&sect=4", "https://example.org/?a=1&copy=2&lt=3&sect=4", "example.org"),
    ("https://example.org/?q=a%22b&region=eu&notes=1", "https://example.org/?q=a%22b&region=eu&notes=1", "example.org"),
    ("http://bit.ly/2aB", "http://bit.ly/2aB", "bit.ly"),
    ("mailto:jo@example.org", "mailto:jo@example.org", ""),
    ("javascript:alert(1)", "javascript:alert(1)", ""),
];

#[test]
fn links_stay_as_they_are() {
    let folder = Folder::new();
    let mut wrong = Failures::default();
    for (raw, link, domain) in LINKS {
        let path = folder.write(NAME, format!("---\ntitle: A title\ndate: 2024-03-05\nlink: {raw}\n---\nThe text.\n"));
        let post = load_one(&path);
        wrong.compare(raw, post.link.as_deref().unwrap_or_default(), link);
        wrong.compare(raw, &*post.domain, domain);
        wrong.compare(raw, &*faults(&post), "");
    }
    wrong.report();
}

const DOMAINS: [Row; 5] = [
    row(
        "the file's domain before the link's host",
        "---\ntitle: A title\ndate: 2024-03-05\nlink: https://bit.ly/2aB\ndomain: example.org\n---\nThe text.",
        "A title | 2024-03-05 | https://bit.ly/2aB | example.org |  |",
    ),
    row(
        "a domain without www",
        "---\ntitle: A title\ndate: 2024-03-05\ndomain: www.Example.org\n---\nThe text.",
        "A title | 2024-03-05 | - | example.org |  |",
    ),
    row(
        "an empty domain",
        "---\ntitle: A title\ndate: 2024-03-05\ndomain: \"\"\nlink: https://www.example.org:8080/a\n---\nThe text.",
        "A title | 2024-03-05 | https://www.example.org:8080/a | example.org |  |",
    ),
    row(
        "a link without a scheme has no host",
        "---\ntitle: A title\ndate: 2024-03-05\nlink: example.org/a\n---\nThe text.",
        "A title | 2024-03-05 | example.org/a |  |  |",
    ),
    row(
        "an entity in a domain",
        "---\ntitle: A title\ndate: 2024-03-05\ndomain: caf&eacute;.example\n---\nThe text.",
        "A title | 2024-03-05 | - | café.example |  |",
    ),
];

#[test]
fn domains_are_without_www() {
    check(&DOMAINS);
}
