//! The words of a line, each with how it is written and where it stands: what says that a word is a name.

use crate::text::is_cjk;

/// A word of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word without the punctuation around it and without `'s`.
    pub(super) text: &'a str,
    /// Its first byte in the line.
    pub(super) start: usize,
    /// True if something other than a space is in front of it: what is on both sides is not one name.
    pub(super) is_apart: bool,
    /// True if `'s` follows.
    pub(super) has_genitive: bool,
    /// How it is written.
    pub(super) case: Case,
    /// True if its capital says nothing: it begins a sentence, or a title in which all words have one.
    pub(super) is_expected: bool,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// In lower case, or a number.
    Lower,
    /// With a capital at its start.
    Capital,
    /// As no word of a sentence is: `DeepMind`, `GPT-3`, `IBM`.
    Fixed,
    /// Part of an address or of code.
    Opaque,
}

/// Short words that are in lower case in a title, and long ones that may be.
const SMALL: [&str; 13] =
    ["with", "from", "into", "over", "that", "this", "your", "than", "when", "what", "about", "through", "after"];

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 17] =
    ["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Jr", "Sr", "Inc", "Corp", "Ltd", "Co", "No", "vs", "Gen", "Sen", "Rep"];

/// The longest word in capitals that is taken for an acronym, and not for one that is shouted.
const MAX_ACRONYM: usize = 6;

impl Word<'_> {
    /// True if it is written with a capital.
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.case, Case::Capital | Case::Fixed)
    }
}

/// Reads the words of a line, in the place of those before.
pub(super) fn read_words<'a>(line: &'a str, words: &mut Vec<Word<'a>>) {
    words.clear();
    let mut reader = Reader { words, is_apart: true, begins: true, sentence: 0 };
    let mut at = 0;
    while at <= line.len() {
        let (mut end, mut is_plain) = (at, true);
        while let Some(byte) = line.as_bytes().get(end).filter(|byte| **byte != b' ') {
            is_plain &= byte.is_ascii_alphanumeric();
            end += 1;
        }
        let token = &line[at..end];
        if is_plain {
            if !token.is_empty() {
                reader.plain(token, at);
            }
            at = end + 1;
            continue;
        }
        let is_address = token.contains("://") || token.contains('@') || token.contains("::");
        let mut from = at;
        if is_address {
            reader.part(token, at, true);
        } else {
            for (nth, part) in token.split('/').enumerate() {
                reader.is_apart |= nth > 0;
                reader.part(part, from, false);
                from += part.len() + 1;
            }
        }
        at += token.len() + 1;
    }
    reader.end_sentence();
}

struct Reader<'a, 'w> {
    words: &'w mut Vec<Word<'a>>,
    is_apart: bool,
    begins: bool,
    /// The first word of the sentence.
    sentence: usize,
}

impl<'a> Reader<'a, '_> {
    /// Reads letters and digits between two spaces.
    fn plain(&mut self, text: &'a str, start: usize) {
        let case = case_of(text, "");
        let is_apart = std::mem::replace(&mut self.is_apart, case == Case::Opaque);
        let is_expected = std::mem::replace(&mut self.begins, false);
        self.words.push(Word { text, start, is_apart, has_genitive: false, case, is_expected });
    }

    /// Reads what is between two spaces or slashes.
    fn part(&mut self, part: &'a str, at: usize, is_address: bool) {
        let is_inner = |c: char| c.is_alphanumeric();
        let Some(first) = part.find(is_inner) else {
            self.sign(part, at);
            return;
        };
        let last = part.char_indices().rev().find(|(_, c)| is_inner(*c) || matches!(c, '+' | '#'));
        let end = last.map_or(part.len(), |(at, c)| at + c.len_utf8()).max(first + 1);
        let (lead, core, tail) = (&part[..first], &part[first..end.max(first)], &part[end..]);
        if !lead.is_empty() {
            self.is_apart = true;
            if lead.contains(['"', '“', '‘', '(', '[', '«', '\'', '—', '–', '¿', '¡']) {
                self.end_sentence();
            }
        }
        let bare = core.strip_suffix("'s").or_else(|| core.strip_suffix("’s"));
        let (text, is_cut) = head(bare.unwrap_or(core));
        let case = if is_address { Case::Opaque } else { case_of(text, tail) };
        let is_apart = std::mem::replace(&mut self.is_apart, is_cut || bare.is_some() || case == Case::Opaque);
        let is_expected = std::mem::replace(&mut self.begins, false);
        let has_genitive = bare.is_some() && !is_cut;
        self.words.push(Word { text, start: at + first, is_apart, has_genitive, case, is_expected });
        if tail.is_empty() {
            return;
        }
        let is_initial = text.len() == 1 && text.starts_with(char::is_uppercase) || ABBREVIATIONS.contains(&text);
        let stops = tail.contains(['!', '?', ':', ';', '…']) || (tail.contains('.') && !is_initial);
        self.is_apart |= !(tail == "." && is_initial);
        if stops {
            self.end_sentence();
        }
    }

    /// Reads something without letters: a dash or a dot begins a new part of a title, `&` joins names.
    fn sign(&mut self, sign: &'a str, at: usize) {
        if sign == "&" {
            let is_apart = std::mem::replace(&mut self.is_apart, false);
            let (has_genitive, case) = (false, Case::Lower);
            self.words.push(Word { text: sign, start: at, is_apart, has_genitive, case, is_expected: false });
        } else if !sign.is_empty() {
            self.end_sentence();
        }
    }

    /// Ends a sentence, and finds out whether it was a title.
    fn end_sentence(&mut self) {
        let words = &mut self.words[self.sentence..];
        let is_small = |word: &Word| word.case == Case::Lower && word.text.len() <= 7 && SMALL.contains(&word.text);
        let is_long = |word: &&Word| word.text.chars().nth(3).is_some() && !is_small(word);
        let (mut capital, mut lower, mut shouted) = (0, 0, 0);
        for word in words.iter().skip(1).filter(is_long) {
            match word.case {
                Case::Lower => lower += 1,
                Case::Capital | Case::Fixed => capital += 1,
                Case::Opaque => {}
            }
        }
        for word in words.iter() {
            shouted += usize::from(word.text.chars().all(|c| !c.is_lowercase()));
        }
        let is_title = lower == 0 || capital >= 2 * lower;
        if is_title {
            for word in words.iter_mut() {
                word.is_expected = true;
            }
        }
        if words.len() > 2 && shouted * 3 > words.len() * 2 {
            words.iter_mut().filter(|word| word.case == Case::Fixed).for_each(|word| word.case = Case::Capital);
        }
        self.sentence = self.words.len();
        (self.begins, self.is_apart) = (true, true);
    }
}

/// What precedes a hyphen after which a word goes on in lower case, as in `Google-owned`, and whether it does.
fn head(word: &str) -> (&str, bool) {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return (word, false);
    }
    let is_tail = |(at, hyphen): &(usize, &str)| word[at + hyphen.len()..].starts_with(char::is_lowercase);
    match word.match_indices(['-', '–']).find(is_tail) {
        Some((at, _)) => (word[..at].trim_end_matches(['-', '–']), true),
        None => (word, false),
    }
}

fn case_of(word: &str, tail: &str) -> Case {
    if let (true, [first, rest @ ..]) = (tail.is_empty(), word.as_bytes())
        && first.is_ascii_alphabetic()
        && rest.iter().all(u8::is_ascii_lowercase)
    {
        // Nearly all words.
        return if first.is_ascii_lowercase() { Case::Lower } else { Case::Capital };
    }
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    let stem = [".js", ".ai", ".AI", ".NET"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let stem = stem.trim_end_matches(['+', '#']);
    if stem.contains('.') && stem.split('.').all(|part| part.len() == 1 && part.starts_with(char::is_uppercase)) {
        return Case::Fixed;
    }
    if !stem.chars().all(is_letter) || tail.starts_with(['(', '=', '<', '_']) || word.chars().any(is_cjk) {
        return Case::Opaque;
    }
    let mut chars = stem.chars();
    let Some(first) = chars.next() else { return Case::Opaque };
    let (mut has_lower, mut has_inner_capital, mut has_digit) = (first.is_lowercase(), false, false);
    for c in chars {
        has_inner_capital |= c.is_uppercase() && has_lower;
        has_lower |= c.is_lowercase();
        has_digit |= c.is_numeric();
    }
    let count = stem.chars().count();
    let has_capital = stem.chars().any(char::is_uppercase);
    match () {
        () if !has_capital || first.is_numeric() => Case::Lower,
        () if first.is_lowercase() => {
            let is_plain = stem.chars().all(char::is_alphabetic);
            if has_inner_capital && is_plain && count > 3 { Case::Fixed } else { Case::Lower }
        }
        () if has_inner_capital && !stem.contains(['-', '\'', '’']) => Case::Fixed,
        () if has_digit && count > 1 => Case::Fixed,
        () if !has_lower && (2..=MAX_ACRONYM).contains(&count) => Case::Fixed,
        () => Case::Capital,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(line: &str) -> String {
        let mark = |word: &Word| {
            let apart = if word.is_apart { "|" } else { " " };
            let case = match word.case {
                Case::Lower => "",
                Case::Capital if word.is_expected => "?",
                Case::Capital => "!",
                Case::Fixed => "!!",
                Case::Opaque => "~",
            };
            format!("{apart}{}{case}", word.text)
        };
        let mut words = Vec::new();
        read_words(line, &mut words);
        words.iter().map(mark).collect()
    }

    #[test]
    fn words_have_a_case_and_a_place() {
        for (line, want) in [
            ("The lamp of Wick Island burns.", "|The? lamp of Wick! Island! burns"),
            ("Wick’s lamp, Pier burns", "|Wick?|lamp|Pier! burns"),
            ("We saw LampNet and LN-3 at IBM", "|We? saw LampNet!! and LN-3!! at IBM!!"),
            ("They say: \u{201c}Lamps burn\u{201d} there", "|They? say|Lamps? burn|there"),
            ("How Lamps Are Lit in Northern Harbours", "|How? Lamps? Are? Lit? in Northern? Harbours?"),
            (
                "the Wick-owned pier that once belonged to J. R. Keel",
                "|the Wick!|pier that once belonged to J! R! Keel!",
            ),
            (
                "see https://Wick.example/Pier and Lamp::new() or Wick/Pier",
                "|see https://Wick.example/Pier~|and Lamp::new~|or Wick?|Pier?",
            ),
            ("we always ask Keel & Hull in the iLamp", "|we always ask Keel? & Hull? in the iLamp!!"),
            ("灯台 Lamp", "|灯台~|Lamp?"),
            ("", ""),
        ] {
            assert_eq!(marked(line), want, "{line}");
        }
    }
}
