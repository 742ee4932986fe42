//! Letters on the links that are on the screen: typed, they open or copy the link.

/// The letters, those under the fingers first.
const LETTERS: &[u8] = b"fjdkslaghrueiwoqptyvmcnbxz";

/// LinkHints that are on the screen.
#[derive(Debug, Default)]
pub struct LinkHints {
    /// What is typed so far.
    pub typed: String,
    /// The links with their letters.
    pub targets: Vec<Target>,
    pub(super) copies: bool,
}

/// A link on the screen.
#[derive(Debug)]
pub struct Target {
    /// Its letters.
    pub letters: String,
    /// The row of the text on the screen, counted from its top.
    pub row: usize,
    /// The column of the text.
    pub column: usize,
    pub(super) link: usize,
}

/// Letters for so many links: one each, or two where one does not do.
pub(super) fn letters(count: usize) -> Vec<String> {
    let letter = |&byte: &u8| char::from(byte).to_string();
    if count <= LETTERS.len() {
        return LETTERS.iter().map(letter).collect();
    }
    LETTERS.iter().flat_map(|first| LETTERS.iter().map(move |second| letter(first) + &letter(second))).collect()
}
