//! The words of a text, as they are counted: letters without accents in lower case.
//!
//! Chinese and Japanese have no spaces: a run of katakana is a word, one of Han characters is one if it is short, else
//! each pair of them is, and hiragana, which is mostly grammar, is none.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::folding::fold;
use crate::text::is_cjk;

/// Limits of a word, in bytes.
const MIN_WORD: usize = 2;
const MAX_WORD: usize = 40;

/// The most Han characters in a row that are taken for one word.
const MAX_HAN: usize = 4;

/// What a character is, as far as that parts words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Katakana,
    Han,
    Other,
}

/// Calls `visit` for each word of a text, in order. Numbers alone are no words.
pub(super) fn for_each_word(text: &str, mut visit: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut word = String::new();
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        if first.is_ascii() && !first.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        // What has no white space and no sign in it but hyphens.
        let is_inner = |byte: &u8| !byte.is_ascii() || byte.is_ascii_alphanumeric() || *byte == b'-';
        let end = bytes[at..].iter().position(|byte| !is_inner(byte)).map_or(bytes.len(), |len| at + len);
        let part = &text[at..end];
        if part.is_ascii() {
            ascii_words(part, &mut word, &mut visit);
        } else {
            words(part, &mut word, &mut visit);
        }
        at = end;
    }
}

/// The words of a part of only letters, digits and hyphens: as `words` finds them, but quicker.
fn ascii_words(part: &str, buffer: &mut String, visit: &mut impl FnMut(&str)) {
    let bytes = part.as_bytes();
    let mut start = 0;
    for at in 0..=bytes.len() {
        let parts = bytes.get(at).is_none_or(|byte| *byte == b'-');
        if !parts || (at > start && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)) {
            continue;
        }
        let word = &part[start..at];
        start = at + 1;
        let has_letter = word.bytes().any(|byte| byte.is_ascii_alphabetic());
        if !has_letter || !(MIN_WORD..=MAX_WORD).contains(&word.len()) {
            continue;
        }
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            buffer.clear();
            buffer.push_str(word);
            buffer.make_ascii_lowercase();
            visit(buffer);
            buffer.clear();
        } else {
            visit(word);
        }
    }
}

/// The words of a part of a text.
fn words(part: &str, word: &mut String, visit: &mut impl FnMut(&str)) {
    let mut kind = Kind::Other;
    let mut chars = part.chars().peekable();
    while let Some(c) = chars.next() {
        let next = kind_of(c);
        // `GPT-3` is a word, and `self-play` two.
        let joins = c == '-' && kind == Kind::Letter && chars.peek().is_some_and(char::is_ascii_digit);
        if next == kind && next != Kind::Other || joins {
            word.push(c);
            continue;
        }
        finish(word, kind, visit);
        kind = next;
        if next != Kind::Other {
            word.push(c);
        }
    }
    finish(word, kind, visit);
}

fn kind_of(c: char) -> Kind {
    match c {
        _ if c.is_ascii_alphanumeric() => Kind::Letter,
        _ if c.is_ascii() => Kind::Other,
        '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{ff66}'..='\u{ff9f}' => Kind::Katakana,
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '々' => Kind::Han,
        _ if is_cjk(c) && !('\u{ff10}'..='\u{ff5a}').contains(&c) => Kind::Other,
        _ if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) => Kind::Letter,
        _ => Kind::Other,
    }
}

fn finish(word: &mut String, kind: Kind, visit: &mut impl FnMut(&str)) {
    match kind {
        Kind::Han if word.chars().count() > MAX_HAN => {
            let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
            starts.windows(3).for_each(|pair| visit(&word[pair[0]..pair[2]]));
        }
        Kind::Han | Kind::Katakana => {
            if word.chars().nth(1).is_some() && word.len() <= MAX_WORD {
                visit(word);
            }
        }
        Kind::Letter => {
            if word.is_ascii() {
                word.make_ascii_lowercase();
            } else {
                *word = fold(word).to_lowercase();
            }
            let has_letter = word.contains(|c: char| c.is_alphabetic());
            if has_letter && (MIN_WORD..=MAX_WORD).contains(&word.len()) {
                visit(word);
            }
        }
        Kind::Other => {}
    }
    word.clear();
}

/// Short words of the languages that newsletters are mostly in, which say nothing by themselves. Others are known by
/// how many stories have them.
const STOP_WORDS: &str = " a about above across after again against all almost along already also although always am \
    among an and another any are around as at away back be became because been before being below between both but by \
    came can cannot come could did do does doing done down during each either else even ever every few find first for \
    from further get give go goes going good got great had has have having he her here hers him his how however i if \
    in instead into is it its itself just keep kind know last later least less let like little ll long lot made make \
    makes making many may maybe me might more most much must my need never new next no none nor not now of off often \
    on once one only onto or other others our out over own part per perhaps put quite rather re read really right said \
    same say says see seem seems several she should show shows since so some something soon still such take takes than \
    that the their them then there these they thing things think this those though three through thus time to today \
    together too toward two under until up upon us use used uses using ve very via want was way we well went were what \
    when where whether which while who whole whom whose why will with within without work would year years yes yet you \
    your au aux avec ce ces cette dans de des du elle en entre est et il ils je la le les leur lui mais nous on ou par \
    pas plus pour qu que qui sa se ses son sont sur un une vous al como con del desde el ella ellos era es esta este \
    ha han hay las los mas muy para pero por se sin sobre su sus tiene una y ya aber als auch auf aus bei bin bis das \
    dass dem den der die ein eine einem einen einer er es fur hat ich ihr im ist kann mit nach nicht noch nur oder \
    sich sie sind so uber und uns vom von vor war wenn wie wir wird zu zum zur com http https www org \
    arxiv pdf ";

/// True for a word of the list of those that say nothing.
pub(super) fn is_stop_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| STOP_WORDS.split_ascii_whitespace().collect());
    WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        for_each_word(text, |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_are_letters_in_lower_case() {
        assert_eq!(words("The Café’s GPT-3, self-play in 2020!"), ["the", "cafe", "gpt-3", "self", "play", "in"]);
        assert_eq!(words("強化学習で灯台を動かすロボット"), ["強化学習", "灯台", "ロボット"]);
        assert_eq!(words("人工智能研究"), ["人工", "工智", "智能", "能研", "研究"]);
        assert_eq!(words("로봇 팔"), ["로봇", "팔"]);
        assert_eq!(words(""), [""; 0]);
    }

    #[test]
    fn words_are_the_same_on_the_quick_way() {
        for text in ["Lamp-3-B 4-5 a-b--3 -3x x- LN-3.", "GPT-", "-", "a1-2b A-1", "x--", "7 seven7", "l-9-9-l-l"] {
            let mut slow = Vec::new();
            for part in text.split(|c: char| !c.is_alphanumeric() && c != '-') {
                super::words(part, &mut String::new(), &mut |word| slow.push(word.to_owned()));
            }
            assert_eq!(words(text), slow, "{text}");
        }
    }

    #[test]
    fn stop_words_are_whole_words() {
        assert!(is_stop_word("the") && is_stop_word("a") && is_stop_word("https"));
        assert!(!is_stop_word("ther") && !is_stop_word("robot"));
    }
}
