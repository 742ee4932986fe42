//! The same results as those of a slow and simple search over what the pages show.

use importai_reader::layout::LineKind;
use importai_reader::model::{Library, Post, PostId, SearchText};
use importai_reader::search::{MatchCache, Query, search};
use importai_reader::{layout, load};
use unicode_normalization::UnicodeNormalization;

use super::{Corpus, post};
use crate::support::rng::Rng;
use crate::support::{Folder, setting};

/// Pieces that bodies are made of: what real ones hold, and what could be lost on the way.
const PIECES: [&str; 32] = [
    "Rooms are cheap",
    " room",
    "rooms ",
    "&rsquo;s",
    "don&#8217;t",
    " caf&eacute;",
    "naïve",
    "&nbsp;&nbsp;",
    "&ndash;",
    "\n\n",
    "\n",
    "**bold** ",
    "_it_ ",
    "[a link](https://a.org/room)",
    "- an item\n",
    "state-of-the-art ",
    "日本語",
    "の部屋",
    "**Rooms are cheap:**\n*…Walls…*\n\n",
    "**Lamps glow:**\n*…Not long…*\n\n",
    "Read more: Rooms (arXiv).",
    "&amp;",
    "<b>tag</b> ",
    "Zürich ",
    "gro\u{df} ",
    "Stra\u{df}e ",
    "e\u{fb03}cient ",
    "\u{ff32}ooms ",
    "e\u{301}t\u{e9} ",
    "\"quoted\" ",
    "teatest ",
    "aaaab ",
];

/// What is searched for.
const WORDS: [&str; 31] = [
    "room",
    "rooms",
    "cheap",
    "don't",
    "cafe",
    "naive",
    "lamps",
    "\"rooms are\"",
    "\"a link\"",
    "state-of",
    "日本",
    "の部",
    "zurich",
    "ete",
    "\"bold it\"",
    "tag",
    "arxiv",
    "walls",
    "quoted",
    "item",
    "glow",
    "&",
    "teatest",
    "testing",
    "aaab",
    "aaaaaaaaa",
    "photolithographys",
    "strasse",
    "gross",
    "efficient",
    "\"for photo\"",
];

/// As a search takes it: without case, accents, curly quotes and long dashes.
fn folded(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '–' | '—' | '‑' => '-',
        c => c,
    });
    let plain = plain.collect::<String>().replace('ß', "ss");
    let plain = plain.chars();
    let without_accents = plain.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    without_accents.nfc().collect::<String>().to_lowercase()
}

/// The lines of a post's page, folded.
fn page_lines(source: &importai_reader::model::PostSource) -> Vec<String> {
    let page = load::read_content(source).unwrap();
    let document = layout::lay_out(&page, &page.post, &setting(10_000));
    let lines = document.lines.iter().filter(|line| !matches!(line.kind, LineKind::Meta | LineKind::Note));
    let text = |line: &layout::Line| {
        line.spans.iter().filter(|span| span.is_text()).map(|span| &*span.text).collect::<String>()
    };
    lines.map(|line| folded(&text(line).split_whitespace().collect::<Vec<_>>().join(" "))).collect()
}

/// Numbers that are the same in every run, each below a bound.
fn random_numbers() -> impl FnMut(usize) -> usize {
    let mut rng = Rng::new(1);
    move |bound| rng.below(bound)
}

/// A folder of so many posts.
fn made_up_posts(count: usize, random: &mut impl FnMut(usize) -> usize) -> Folder {
    let folder = Folder::new();
    for number in 0..count {
        let body: String = (0..=random(12)).map(|_| PIECES[random(PIECES.len())]).collect();
        folder.write(format!("{number:03}.md"), post("Something else", "2020-01-01", "", &body));
    }
    folder
}

/// A query that only looks like a longer form of the one before finds what a search from scratch finds.
#[test]
fn queries_that_only_look_longer_find_the_same() {
    let folder = Folder::new();
    for (name, body) in [("a", "lamp Often"), ("b", "room Often"), ("c", "lamp"), ("d", "often room"), ("e", "sorters")]
    {
        folder.write(format!("{name}.md"), post("Untitled", "2020-01-01", "", body));
    }
    let Corpus { library, marks } = Corpus::of(folder.path());
    for (before, query) in [
        ("lamp O", "lamp OR room Oft"),
        ("lamp O", "lamp OR room"),
        ("lamp", "lamp OR room"),
        ("-lamp", "-lamps"),
        ("lamp -o", "lamp -often"),
        ("/room$", "/room$/"),
        ("/room/", "/room/ OR lamp"),
        ("is:read", "is:read OR lamp"),
        ("\"lamp", "\"lamp\" OR room"),
        ("room", "rooms OR often"),
        ("year:202", "year:2020"),
        ("often", "oftenOR"),
        ("Often", "often"),
        ("title", "title:untitled"),
        ("s", "-s"),
        ("room", "(rooms OR lamp) -(often sorters)"),
        ("(room", "(roo"),
        ("-(-room", "-(-rooms"),
        ("-(room", "-(rooms"),
    ] {
        let Ok(first) = Query::parse(before) else { continue };
        let query = Query::parse(query).unwrap();
        let before = search(&library, &marks, &first, &MatchCache::default(), || true).unwrap();
        let cached = search(&library, &marks, &query, &before.cache, || true).unwrap();
        let scratch = search(&library, &marks, &query, &MatchCache::default(), || true).unwrap();
        assert!(cached == scratch, "{first:?} and {query:?}");
    }
}

/// A search with the cache of the one before finds what a search from scratch finds: as words are typed, deleted, and
/// typed again in another case, while texts are still being read.
#[test]
fn cached_searches_find_the_same() {
    let mut random = random_numbers();
    let folder = made_up_posts(600, &mut random);
    // More matches than places are kept of, and than are counted; the bytes kept with a place end within the word.
    folder.write("many.md", post("Many", "2020-01-02", "", &"rooms for photolithography. ".repeat(50)));
    folder.write("most.md", post("Most", "2020-01-02", "", &format!("{} {}", "aaa".repeat(1_500), "b".repeat(9))));
    folder.write("stroked.md", post("Ætt", "2020-01-02", "", &format!("{}{}", "rooms ".repeat(40), "é".repeat(3_000))));
    let Corpus { library: whole, marks } = Corpus::of(folder.path());
    let mut texts: Vec<(PostId, SearchText)> =
        whole.present().map(|(post, _)| (post, whole.text(post).clone())).collect();
    let mut library = Library::default();
    library.add(whole.posts().iter().map(|post| Post::clone(post)).collect());
    let (mut previous, mut found) = (MatchCache::default(), 0);
    for _ in 0..150 {
        let words: Vec<&str> = (0..=random(2)).map(|_| WORDS[random(WORDS.len())].trim_matches('"')).collect();
        let mut text = words.join([" ", " OR ", " -", " (", " -(", " OR NOT (lamps OR "][random(6)]);
        if random(4) == 0 {
            text = text.to_uppercase();
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let typed = ends.iter().chain(ends.iter().rev().take(random(4))).chain(ends.last());
        for (typed, query) in typed.filter_map(|&end| Some((end, Query::while_typing(&text[..end]).ok()?))) {
            let mut cached = search(&library, &marks, &query, &previous, || true).unwrap();
            let scratch = search(&library, &marks, &query, &MatchCache::default(), || true).unwrap();
            previous = std::mem::replace(&mut cached.cache, scratch.cache.clone());
            assert!(cached == scratch, "{text}, {typed} bytes of it");
            found += scratch.hits.len();
            if random(20) == 0 {
                library.add_texts(texts.split_off(texts.len() - texts.len().min(50)));
            }
        }
    }
    assert!(found > 10_000 && texts.is_empty(), "{found} found, {} texts left", texts.len());
}

/// What a query asks for.
enum Asked {
    Words(String),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

impl Asked {
    fn holds(&self, lines: &[String]) -> bool {
        match self {
            Self::Words(words) => lines.iter().any(|line| line.contains(words)),
            Self::Not(asked) => !asked.holds(lines),
            Self::All(parts) => parts.iter().all(|part| part.holds(lines)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(lines)),
        }
    }
}

/// Words, with and without signs and brackets, joined by spaces, AND and OR.
fn made_up_query(random: &mut dyn FnMut(usize) -> usize, depth: usize) -> (String, Asked) {
    let mut query = String::new();
    let mut clauses: Vec<Vec<Asked>> = Vec::new();
    for nth in 0..=random(3) {
        let or = nth > 0 && random(3) == 0;
        query.push_str(if or { " OR " } else { [" ", " AND ", "  "][random(3) * usize::from(nth > 0)] });
        let sign = ["", "", "", "", "-", "NOT ", "NOT NOT ", "NOT -"][random(8)];
        query.push_str(sign);
        let mut asked = if depth < 3 && random(3) == 0 {
            let (inner, asked) = made_up_query(random, depth + 1);
            query += &["(", &inner, ")"].concat();
            asked
        } else {
            let word = WORDS[random(WORDS.len())];
            query.push_str(word);
            Asked::Words(folded(word.trim_matches('"')))
        };
        if ["-", "NOT "].contains(&sign) {
            asked = Asked::Not(Box::new(asked));
        }
        match clauses.last_mut().filter(|_| or) {
            Some(clause) => clause.push(asked),
            None => clauses.push(vec![asked]),
        }
    }
    (query, Asked::All(clauses.into_iter().map(Asked::Any).collect()))
}

#[test]
fn results_are_those_of_a_naive_search() {
    let mut random = random_numbers();
    let folder = made_up_posts(300, &mut random);
    let searched = Corpus::of(folder.path());
    let pages: Vec<(String, Vec<String>)> = searched
        .library
        .posts()
        .iter()
        .map(|post| (post.source.relative().trim_end_matches(".md").to_owned(), page_lines(&post.source)))
        .collect();
    let (mut some, mut compared) = (0, 0);
    for _ in 0..1_000 {
        let (query, asked) = made_up_query(&mut random, 0);
        let holds = |lines: &[String]| asked.holds(lines);
        let mut want: Vec<&str> =
            pages.iter().filter(|(_, lines)| holds(lines)).map(|(name, _)| name.as_str()).collect();
        let mut got = searched.names(&query);
        want.sort_unstable();
        got.sort();
        assert_eq!(got, want, "{query}");
        some += usize::from(!want.is_empty() && want.len() < 300);
        compared += want.len();
    }
    assert!(some > 500 && compared > 10_000, "{some} queries told posts apart, {compared} posts");
}
