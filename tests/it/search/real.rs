//! The real posts beside the checkout: which of them hold a word, by this program and by reading the files.

use super::Corpus;

/// Words of running text, without entities in them.
const WORDS: [&str; 20] = [
    "learning", "robot", "network", "research", "language", "training", "dataset", "google", "compute", "game",
    "speech", "policy", "vision", "agent", "market", "chip", "neural", "image", "paper", "world",
];

#[test]
#[ignore = "needs ../shared/posts"]
fn posts_hold_the_words_that_their_files_hold() {
    let folder = crate::real_posts::folder();
    let searched = Corpus::of(&folder);
    for word in WORDS {
        let mut want = Vec::new();
        for post in searched.library.posts() {
            let file = std::fs::read_to_string(post.source.path()).unwrap().to_lowercase();
            // The body, in which addresses of links are not text; author and site have fields of their own.
            let body = file
                .split_once("\n---\n")
                .map_or(file.as_str(), |(_, rest)| rest.split_once("\n---\n").map_or(rest, |(_, body)| body));
            let text: String =
                body.split_whitespace().filter(|part| !part.contains("http")).collect::<Vec<_>>().join(" ");
            let link_texts = body.contains("](");
            let holds = text.contains(word) || (link_texts && without_addresses(body).contains(word));
            if holds || post.title.to_lowercase().contains(word) {
                want.push(post.source.relative().trim_end_matches(".md").to_owned());
            }
        }
        let mut got = searched.names(word);
        want.sort();
        got.sort();
        assert_eq!(got, want, "{word}");
    }
}

/// Markdown without the addresses of its links.
fn without_addresses(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    out + rest
}
