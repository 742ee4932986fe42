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
    // AND and NOT, in capitals.
    ("room AND sorter", "issue sorter"),
    ("NOT room", "broken japan"),
    ("room AND NOT sorter", "rooms"),
    ("NOT room OR slow", "broken japan sorter"),
    ("slow OR room AND lamp", "issue"),
    ("NOT NOT room", "issue rooms sorter"),
    ("NOT -room", "issue rooms sorter"),
    ("room and sorter", ""),
    ("not room", "issue"),
    ("\"not for\"", "issue"),
    ("\"NOT\"", ""),
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
    archive().compare(RULES);
}

#[test]
fn errors_have_offsets() {
    let mut wrong = Failures::default();
    for (query, at, what) in [
        ("room athor:x", 5, "unknown field athor: (put it in quotes to search for it)"),
        ("room OR", 5, "OR needs a term on both sides, as in robots OR arms"),
        ("OR room", 0, "OR needs a term on both sides"),
        ("a OR OR b", 5, "OR needs a term on both sides"),
        ("a OR AND b", 5, "AND needs a term on both sides, as in robots AND arms"),
        ("AND", 0, "AND needs a term on both sides"),
        ("room (AND sorter)", 6, "AND needs a term on both sides"),
        ("(room OR) sorter", 6, "OR needs a term on both sides"),
        ("room NOT", 5, "NOT needs a term after it, as in NOT arms"),
        ("room NOT OR lamp", 5, "NOT needs a term after it"),
        ("room -", 5, "- needs a term right after it, as in -arms"),
        ("room - lamp", 5, "- needs a term right after it"),
        ("title:", 6, "title: needs a word, e.g. title:robots"),
        ("room author: lamp", 12, "author: needs a name, e.g. author:jack"),
        ("story:\"\"", 6, "story: needs a word, e.g. story:robots"),
        ("year:20", 5, "not a year: 20 (write 2020)"),
        ("year:2017-05", 5, "not a year: 2017-05 (write 2020)"),
        ("year:2017..x", 11, "not a year: x (write 2020)"),
        ("year:2019..2017", 11, "range ends before it starts (write 2017..2019)"),
        ("year:..", 5, "year: needs a year, e.g. year:2017"),
        ("date:>>2017", 5, "unknown comparison >> (write <, <=, > or >=)"),
        ("date:>", 6, "date: needs a date, e.g. date:2020-06"),
        ("date:2020-13", 5, "not a date: 2020-13 (write 2020-06-30 or 2020-06)"),
        ("date:2020-02-30", 5, "not a date: 2020-02-30 (write 2020-06-30 or 2020-06)"),
        ("date:30 Oct 2017", 5, "not a date: 30 (write"),
        ("date:<3moons", 6, "not a date: 3moons (write 3days, 3weeks, 3months or 3years)"),
        ("minutes:<x", 9, "not a number: x (write 10, <10 or 10..20)"),
        ("words:10..5", 10, "range ends before it starts (write 5..10)"),
        ("is:new", 3, "unknown is:new (write is:unread, is:read, is:starred or is:draft)"),
        ("has:", 4, "has: needs a word, e.g. has:problem"),
        ("日本語 has:x", 14, "unknown has:x (write has:problem)"),
        ("/lamp", 0, "expected a / at the end, as in /robots?/"),
        ("room //", 5, "is empty (write /robots?/)"),
        ("room /la(mp/", 8, "not a regular expression: unclosed group ("),
        ("title:/a**[/", 10, "not a regular expression: unclosed character class ("),
        ("/\\w{9999}{9999}/", 1, "too large to search for (write less"),
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
        ("dollars", 20, (story("Rooms are cheap"), "…for 5 dollars.", "dollars")),
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
