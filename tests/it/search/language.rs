//! The query language, rule by rule.

use importai_reader::search::Query;

use super::{Corpus, archive, post};
use crate::support::{Failures, Folder};

/// Queries, and the posts that they find.
const RULES: &[(&str, &str)] = &[
    // Words, in any place and any case; parts of words too.
    ("room", "issue rooms sorter"),
    ("room sorter", "issue sorter"),
    ("sorters slow", "sorter"),
    ("nowhere", ""),
    // Phrases, also while they are typed.
    ("\"room by room\"", "sorter"),
    ("\"by room", "sorter"),
    ("“by room”", "sorter"),
    ("\"slow room\"", ""),
    ("\"\"", "broken issue japan rooms sorter"),
    ("", "broken issue japan rooms sorter"),
    // Without.
    ("room -sorter", "rooms"),
    ("-room", "broken japan"),
    ("-\"room by room\" room", "issue rooms"),
    ("lamp -story:lamps", "broken"),
    // Either; OR binds closer than the blank.
    ("lamp OR 日本語", "broken issue japan"),
    ("room lamp OR slow", "issue sorter"),
    ("lamp OR light OR slow", "broken issue rooms sorter"),
    ("-room OR slow", "broken japan sorter"),
    ("or", "issue sorter"),
    // Expressions.
    ("/sorters? (are|is)/", "sorter"),
    ("/^They built/", "issue"),
    ("/\\d+ dollars/", "issue"),
    ("/lamps?/ -/glow/", "broken"),
    ("title:/^the/", "broken sorter"),
    ("/a\\/b/", ""),
    // Fields.
    ("title:rooms", "issue rooms"),
    ("title:\"of light\"", "rooms"),
    ("author:nunez", "rooms"),
    ("author:Jo", "issue"),
    ("domain:lab", "rooms"),
    ("link:wire.example", "sorter"),
    ("category:vision", "rooms"),
    ("category:c8", "sorter"),
    ("story:rooms", "issue"),
    ("story:lamps", "issue"),
    ("story:dollars", ""),
    ("has:problem", "broken"),
    ("-has:problem room", "issue rooms sorter"),
    ("is:starred", "sorter"),
    ("is:read", "sorter"),
    ("is:unread room", "issue rooms"),
    ("is:starred OR title:lamps", "issue sorter"),
    // Dates.
    ("year:2020", "issue sorter"),
    ("year:2017..2019", "broken japan rooms"),
    ("year:2019..", "issue rooms sorter"),
    ("year:..2017", "japan"),
    ("year:>2019", "issue sorter"),
    ("year:<=2018", "broken japan"),
    ("date:2020-06", "sorter"),
    ("date:2020-06-30", "sorter"),
    ("date:>2020-06", "issue"),
    ("date:>=2020-06-30", "issue sorter"),
    ("date:<2018", "japan"),
    ("date:2018-01-02..2019-03", "broken rooms"),
    // Smart case: a capital counts.
    ("sorters", "sorter"),
    ("Sorters", "sorter"),
    ("SORTERS", ""),
    ("READ", "sorter"),
    ("/Lamp/", "issue"),
    ("/\\Wlamp/", "broken issue"),
    // Accents, quotes, dashes, blanks.
    ("cafe", "rooms"),
    ("café", "rooms"),
    ("naïve", "rooms"),
    ("zurich", "rooms"),
    ("don't", "rooms"),
    ("don’t", "rooms"),
    ("\"ask - measure\"", "rooms"),
    ("state-of-the-art", "rooms"),
    ("state–of—the‑art", "rooms"),
    // What the page shows, not what the file holds.
    ("&lt;one&gt;", ""),
    ("\"<one>\"", "issue"),
    ("rsquo", ""),
    ("C8KUCH2UU", ""),
    // Other scripts, and words with colons.
    ("日本語", "japan"),
    ("端末", "japan"),
    ("単語の間", "japan"),
    ("https://x.org", ""),
    ("12: lamps", "issue"),
];

#[test]
fn every_rule_finds_what_it_says() {
    let searched = archive();
    let mut wrong = Failures::default();
    for &(query, want) in RULES {
        let mut found = searched.names(query);
        found.sort();
        wrong.compare(query, found.join(" ").as_str(), want);
    }
    wrong.report();
}

#[test]
fn errors_have_offsets() {
    let mut wrong = Failures::default();
    for (query, at, what) in [
        ("room athor:x", 5, "unknown field athor:"),
        ("room OR", 5, "expected a term after OR"),
        ("OR room", 0, "OR needs a term on both sides"),
        ("a OR OR b", 5, "OR needs a term on both sides"),
        ("room -", 5, "expected a term after -"),
        ("room - lamp", 5, "expected a term after -"),
        ("title:", 6, "expected words of the title after title:"),
        ("room author: lamp", 12, "expected a name after author:"),
        ("story:\"\"", 6, "expected words of a headline after story:"),
        ("year:20", 5, "expected a year of four digits"),
        ("year:2017-05", 5, "expected a year of four digits"),
        ("year:2017..x", 11, "expected a year of four digits"),
        ("year:2019..2017", 11, "ends before it starts"),
        ("year:..", 5, "expected a date before or after"),
        ("date:>>2017", 5, "unknown comparison “>>”"),
        ("date:>", 6, "expected a date: 2020"),
        ("date:2020-13", 5, "found “2020-13”"),
        ("date:2020-02-30", 5, "found “2020-02-30”"),
        ("is:new", 3, "expected unread, read, starred or draft after is:"),
        ("has:", 4, "expected problem after has:"),
        ("日本語 has:x", 14, "expected problem after has:"),
        ("/lamp", 0, "expected a / at the end"),
        ("room //", 5, "is empty"),
        ("room /la(mp/", 8, "unclosed group"),
        ("title:/a**[/", 10, "unclosed character class"),
        ("/\\w{9999}{9999}/", 1, "too large"),
    ] {
        match Query::parse(query) {
            Ok(_) => wrong.unless(false, || format!("{query}: no error")),
            Err(error) => {
                wrong.compare(query, &error.offset, &at);
                wrong.unless(error.message.contains(what), || format!("{query}: {}", error.message));
            }
        }
    }
    wrong.report();
}

#[test]
fn the_title_comes_before_headlines_and_these_before_the_text() {
    let folder = Folder::new();
    let text = |count: usize| format!("{}\n", "zebra and so on. ".repeat(count));
    let stories = "**A zebra walks:**\n*…slowly…*\n\nText.\n\n**Another story:**\n*…more…*\n\nText.";
    folder.write("text-two.md", post("Other", "2019-01-01", "", &text(2)));
    folder.write("text-nine.md", post("Other", "2018-01-01", "", &text(9)));
    folder.write("text-two-newer.md", post("Other", "2020-01-01", "", &text(2)));
    folder.write("headline.md", post("Other", "2001-01-01", "", stories));
    folder.write("title.md", post("A zebra", "2000-01-01", "", "Nothing."));
    folder.write("both.md", post("A zebra horse", "1999-01-01", "", "Nothing."));
    folder.write("horse.md", post("A horse", "2021-01-01", "", &text(40)));
    let searched = Corpus::of(folder.path());
    assert_eq!(
        searched.names("zebra"),
        ["title", "both", "headline", "horse", "text-nine", "text-two-newer", "text-two"]
    );
    // All words in the title count for more than one of them there.
    assert_eq!(searched.names("zebra horse"), ["both", "horse"]);
    assert_eq!(searched.names("zebra OR horse")[..3], ["horse", "both", "title"].map(str::to_owned));
}

#[test]
fn a_snippet_shows_the_match_and_its_story() {
    let searched = archive();
    let shown = |query: &str, cells: usize| {
        let snippet = searched.snippet(query, cells);
        let marked: Vec<&str> = snippet.matches.iter().map(|range| &snippet.text[range.clone()]).collect();
        (snippet.story.map(|story| story.to_string()), snippet.text.to_string(), marked.join("|"))
    };
    let story = |story: &str| Some(story.to_owned());
    for (query, cells, want) in [
        ("dollars", 60, (story("Rooms are cheap"), "They built <one> for 5 dollars.", "dollars")),
        ("dollars", 20, (story("Rooms are cheap"), "…5 dollars.", "dollars")),
        ("\"no sorter\"", 40, (story("Lamps glow"), "A lamp is no sorter.", "no sorter")),
        ("title:sorter", 24, (None, "Sorters are slow. A sor…", "")),
        ("glow", 40, (None, "Lamps glow", "glow")),
        ("cafe zurich", 60, (None, "Naïve cafés know Zürich.", "café|Zürich")),
        ("空白", 20, (None, "…の間に空白がない。", "空白")),
    ] {
        let got = shown(query, cells);
        let got = (got.0, got.1.as_str(), got.2.as_str());
        assert_eq!(got, want, "{query} at {cells}");
    }
}
