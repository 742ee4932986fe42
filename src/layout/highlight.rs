//! The tokens of code whose language is named, for colours.
//!
//! The definitions of languages that highlighting libraries use are regular expressions with references back, which
//! take for ever on some lines, and a thread that lays out such a page cannot be stopped. Here each character is
//! looked at once; that does not tell everything apart, but comments, strings, numbers and keywords.

use super::document::Token;
use super::languages::{Language, is_constant, is_type};
use crate::markup::Code;

/// Longer words are not looked up, in bytes.
const MAX_WORD: usize = 24;

/// The tokens of a line: where each ends, in bytes, and what it is.
#[derive(Debug, Default)]
pub(super) struct LineTokens(Vec<(usize, Token)>);

/// The tokens of the lines of a block of code; none if its language is not known.
pub(super) fn tokens(code: &Code) -> Vec<LineTokens> {
    if code.language == "diff" || code.language == "patch" {
        return code.lines.iter().map(|line| LineTokens(vec![(line.len(), of_change(line))])).collect();
    }
    let Some(language) = Language::named(&code.language) else { return Vec::new() };
    let mut lexer = Lexer { language, open: None };
    code.lines.iter().map(|line| lexer.line(line)).collect()
}

/// What a line of a diff is.
fn of_change(line: &str) -> Token {
    match line.chars().next() {
        Some('+') if !line.starts_with("+++") => Token::String,
        Some('-') if !line.starts_with("---") => Token::Number,
        Some('@') => Token::Type,
        Some(' ') | None => Token::Other,
        Some(_) => Token::Comment,
    }
}

/// Finds the tokens of one line after the other.
struct Lexer {
    language: &'static Language,
    /// What ends the comment or string that goes on in the next line, and what that is.
    open: Option<(&'static str, Token)>,
}

impl Lexer {
    fn line(&mut self, line: &str) -> LineTokens {
        let mut tokens = LineTokens::default();
        let mut at = 0;
        while at < line.len() {
            let (length, token) = self.next(line, at);
            at += length.max(1);
            while !line.is_char_boundary(at) {
                at += 1;
            }
            tokens.push(at, token);
        }
        tokens
    }

    /// The length and kind of the token at a place.
    fn next(&mut self, line: &str, at: usize) -> (usize, Token) {
        let rest = &line[at..];
        if let Some((end, token)) = self.open {
            return self.until(rest, 0, end, token);
        }
        let before = line[..at].chars().next_back();
        let opens =
            |(start, end): &(&'static str, &'static str)| rest.starts_with(start).then_some((start.len(), *end));
        if let Some((length, end)) = self.language.comment.as_ref().and_then(opens) {
            return self.until(rest, length, end, Token::Comment);
        }
        if let Some((length, end)) = self.language.long_strings.iter().find_map(opens) {
            return self.until(rest, length, end, Token::String);
        }
        let is_free = before.is_none_or(char::is_whitespace);
        let starts = |mark: &&&str| rest.starts_with(**mark) && (mark.len() > 1 || is_free);
        if self.language.line_comments.iter().any(|mark| starts(&mark)) {
            return (rest.len(), Token::Comment);
        }
        let Some(first) = rest.chars().next() else { return (0, Token::Other) };
        if self.language.quotes.contains(first) {
            return (quoted(rest, first), Token::String);
        }
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        match first {
            '0'..='9' => (rest.find(|c| !is_word(c) && c != '.').unwrap_or(rest.len()), Token::Number),
            _ if length == 0 => (first.len_utf8(), Token::Other),
            _ => (length, self.word(&rest[..length], &rest[length..])),
        }
    }

    /// A comment or string up to its end, or to that of the line.
    fn until(&mut self, rest: &str, start: usize, end: &'static str, token: Token) -> (usize, Token) {
        match rest[start..].find(end) {
            Some(at) => {
                self.open = None;
                (start + at + end.len(), token)
            }
            None => {
                self.open = Some((end, token));
                (rest.len(), token)
            }
        }
    }

    fn word(&self, word: &str, rest: &str) -> Token {
        match word {
            _ if word.len() > MAX_WORD => Token::Other,
            _ if self.language.is_keyword(word) => Token::Keyword,
            _ if is_constant(word) => Token::Number,
            _ if is_type(word) => Token::Type,
            _ if rest.starts_with('(') => Token::Function,
            _ => Token::Other,
        }
    }
}

/// The length of a string in quotes, at most up to the end of the line.
fn quoted(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if c == quote && !is_escaped {
            return at + c.len_utf8();
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    rest.len()
}

impl LineTokens {
    fn push(&mut self, end: usize, token: Token) {
        match self.0.last_mut() {
            Some(last) if last.1 == token => last.0 = end,
            _ => self.0.push((end, token)),
        }
    }

    /// A part of the line that starts at that byte, cut into its tokens.
    pub(super) fn of_part<'a>(&self, part: &'a str, start: usize) -> Vec<(&'a str, Option<Token>)> {
        let mut cut = Vec::new();
        let mut from = 0;
        let first = self.0.partition_point(|(end, _)| *end <= start);
        for &(end, token) in &self.0[first..] {
            let to = end.saturating_sub(start).min(part.len());
            if let Some(text) = part.get(from..to).filter(|text| !text.is_empty()) {
                cut.push((text, Some(token)));
                from = to;
            }
            if to == part.len() {
                break;
            }
        }
        if let Some(rest) = part.get(from..).filter(|rest| !rest.is_empty()) {
            cut.push((rest, Some(Token::Other)));
        }
        cut
    }
}
