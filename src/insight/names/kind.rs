//! What a name is the name of, by its shape.

use super::aliases::{Aliases, NameKind};

/// Words of organisations, as the last word or in front of `of` and `for`.
const BODIES: [&str; 43] = [
    "academy",
    "agency",
    "alliance",
    "association",
    "board",
    "bureau",
    "center",
    "centre",
    "college",
    "commission",
    "committee",
    "company",
    "consortium",
    "corp",
    "corporation",
    "council",
    "department",
    "forum",
    "foundation",
    "fund",
    "group",
    "inc",
    "institute",
    "institution",
    "lab",
    "laboratories",
    "laboratory",
    "labs",
    "llc",
    "ltd",
    "ministry",
    "office",
    "organization",
    "partnership",
    "polytechnic",
    "research",
    "school",
    "society",
    "team",
    "union",
    "universities",
    "university",
    "ventures",
];

/// Other words in front of `of` that begin a name.
const HEADS: [&str; 12] =
    ["bank", "bill", "church", "city", "court", "game", "house", "library", "museum", "state", "summer", "war"];

/// Last words of data sets.
const DATASETS: [&str; 6] = ["benchmark", "challenge", "corpus", "dataset", "datasets", "treebank"];

/// The kind of a name that is not known: `key` is the name in lower case.
pub(super) fn kind_of(name: &str, key: &str, aliases: &Aliases) -> Option<NameKind> {
    let words: Vec<&str> = key.split(' ').collect();
    let last = words.last()?;
    let is_body = |word: &str| BODIES.contains(&word.trim_end_matches('.'));
    let heads = words.windows(2).any(|pair| is_body(pair[0]) && matches!(pair[1], "of" | "for"));
    match () {
        () if words.len() > 1 && DATASETS.contains(last) => Some(NameKind::Dataset),
        () if words.len() > 1 && (is_body(last) || heads) => Some(NameKind::Organisation),
        () if is_person(&words, aliases) => Some(NameKind::Person),
        () if words.len() == 1 && is_model(name) => Some(NameKind::Model),
        () => None,
    }
}

/// True if a phrase in lower case, which `of` follows, ends with a word that begins names.
pub(super) fn is_body(phrase: &str) -> bool {
    let last = phrase.rsplit(' ').next().unwrap_or(phrase);
    BODIES.contains(&last) || HEADS.contains(&last)
}

/// True for a given name with one to three more.
pub(super) fn is_person(words: &[&str], aliases: &Aliases) -> bool {
    (2..=4).contains(&words.len())
        && aliases.is_given_name(words[0].trim_end_matches('.'))
        && !words.iter().any(|word| BODIES.contains(word) || aliases.is_left_out(word) || matches!(*word, "of" | "&"))
}

/// True for `GPT-3`, `AlexNet`, `DistilBERT`, `StyleGAN2`, `Transformer-XL`.
fn is_model(name: &str) -> bool {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | 'v'));
    let has_number = stem.len() < name.len() && name.contains('-') && stem.len() > 2;
    let ends = ["Net", "BERT", "GAN", "former", "GPT", "VAE", "CLIP", "LM"];
    has_number || (stem.len() > 4 && ends.iter().any(|end| stem.ends_with(end)))
}
