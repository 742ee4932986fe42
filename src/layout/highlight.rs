//! The tokens of code whose language is named, for colours. syntect finds them; its definitions of languages are read
//! when the first such block is laid out.

use std::cell::Cell;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::document::Token;
use crate::markup::Code;

/// Lines of a page whose tokens are found: some 100 microseconds each.
const MAX_LINES: usize = 500;

/// The time for the tokens of a page. Only hostile code needs so much.
const MAX_TIME: Duration = Duration::from_secs(1);

/// A longer line, in bytes, is not searched for tokens, and nor is what follows it in its block: the time may grow with
/// the square of the length.
const MAX_LINE: usize = 200;

/// The languages whose definitions were tried on some ten thousand hostile lines each, as syntect names them. Others
/// are left out: a line of 160 `#` in PHP does not come to an end, nor do some in Scala and Markdown, and Makefiles are
/// slow.
const LANGUAGES: [&str; 23] = [
    "Bourne Again Shell (bash)",
    "C",
    "C#",
    "C++",
    "CSS",
    "Diff",
    "Go",
    "HTML",
    "Haskell",
    "JSON",
    "Java",
    "Java Properties",
    "JavaScript",
    "LaTeX",
    "Lua",
    "Perl",
    "Python",
    "R",
    "Ruby",
    "Rust",
    "SQL",
    "XML",
    "YAML",
];

/// Names of languages that syntect knows by another name.
const OTHER_NAMES: [(&str, &str); 14] = [
    ("cplusplus", "cpp"),
    ("csharp", "cs"),
    ("golang", "go"),
    ("ini", "properties"),
    ("javascriptreact", "js"),
    ("jsonc", "json"),
    ("jsx", "js"),
    ("shell", "sh"),
    ("toml", "properties"),
    ("ts", "js"),
    ("tsx", "js"),
    ("typescript", "js"),
    ("typescriptreact", "js"),
    ("zsh", "sh"),
];

/// What the scopes of syntect are. The longer one of two that a scope begins with comes first.
const SCOPES: [(&str, Token); 21] = [
    ("comment", Token::Comment),
    ("string", Token::String),
    ("constant", Token::Number),
    ("keyword.operator.word", Token::Keyword),
    ("keyword.operator", Token::Other),
    ("keyword", Token::Keyword),
    ("storage.type.c", Token::Type),
    ("storage.type.java", Token::Type),
    ("storage.type.go", Token::Type),
    ("storage", Token::Keyword),
    ("entity.name.function", Token::Function),
    ("entity.name.tag", Token::Keyword),
    ("entity.name", Token::Type),
    ("entity.other.inherited-class", Token::Type),
    ("support.function", Token::Function),
    ("support.type.property-name", Token::Other),
    ("support.type", Token::Type),
    ("support.class", Token::Type),
    ("markup.inserted", Token::String),
    ("markup.deleted", Token::Number),
    ("meta.diff.header", Token::Comment),
];

struct Syntaxes {
    set: SyntaxSet,
    scopes: Vec<(Scope, Token)>,
}

static SYNTAXES: LazyLock<Syntaxes> = LazyLock::new(|| Syntaxes {
    set: SyntaxSet::load_defaults_newlines(),
    scopes: SCOPES.iter().filter_map(|(name, token)| Some((Scope::new(name).ok()?, *token))).collect(),
});

/// Finds tokens, on a limited number of lines and in a limited time.
#[derive(Debug, Default)]
pub(super) struct Highlighter {
    lines_left: Cell<usize>,
    time_left: Cell<Duration>,
}

/// The tokens of a line: where each ends, in bytes, and what it is.
#[derive(Debug, Default)]
pub(super) struct LineTokens(Vec<(usize, Token)>);

impl Highlighter {
    /// One that finds tokens; the default does not.
    pub(super) fn on() -> Self {
        Self { lines_left: Cell::new(MAX_LINES), time_left: Cell::new(MAX_TIME) }
    }

    /// The tokens of the lines of a block of code, as far as they are found.
    pub(super) fn tokens(&self, code: &Code) -> Vec<LineTokens> {
        if code.language.is_empty() || self.lines_left.get() == 0 {
            return Vec::new();
        }
        let Some(syntax) = SYNTAXES.syntax(&code.language) else { return Vec::new() };
        let start = Instant::now();
        let mut state = ParseState::new(syntax);
        let mut scopes = ScopeStack::new();
        let mut tokens = Vec::new();
        for line in code.lines.iter().take(self.lines_left.get()).take_while(|line| line.len() <= MAX_LINE) {
            let Some(of_line) = SYNTAXES.tokens(line, &mut state, &mut scopes) else { break };
            tokens.push(of_line);
            if start.elapsed() > self.time_left.get() {
                break;
            }
        }
        self.time_left.set(self.time_left.get().saturating_sub(start.elapsed()));
        self.lines_left.set(self.lines_left.get() - tokens.len());
        tokens
    }
}

impl Syntaxes {
    /// The definition of a language. `None` for one that is not known, or not used.
    fn syntax(&self, language: &str) -> Option<&SyntaxReference> {
        let other = OTHER_NAMES.iter().find(|(name, _)| *name == language).map(|(_, other)| *other);
        let syntax = self.set.find_syntax_by_token(other.unwrap_or(language))?;
        LANGUAGES.contains(&syntax.name.as_str()).then_some(syntax)
    }

    /// The tokens of the next line. `None` if they cannot be found.
    fn tokens(&self, line: &str, state: &mut ParseState, scopes: &mut ScopeStack) -> Option<LineTokens> {
        let changes = state.parse_line(&format!("{line}\n"), &self.set).ok()?;
        let mut tokens: Vec<(usize, Token)> = Vec::new();
        let mut add = |end: usize, token: Token| {
            let start = tokens.last().map_or(0, |(end, _)| *end);
            match tokens.last_mut() {
                _ if end <= start => {}
                Some(last) if last.1 == token => last.0 = end,
                _ => tokens.push((end, token)),
            }
        };
        for (at, change) in changes {
            add(at.min(line.len()), self.token(scopes));
            scopes.apply(&change).ok()?;
        }
        add(line.len(), self.token(scopes));
        Some(LineTokens(tokens))
    }

    /// What the innermost scope that is known means.
    fn token(&self, scopes: &ScopeStack) -> Token {
        let token = |scope: &Scope| self.scopes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
        scopes.scopes.iter().rev().find_map(token).map_or(Token::Other, |(_, token)| *token)
    }
}

impl LineTokens {
    /// A part of the line that starts at that byte, cut into its tokens.
    pub(super) fn of_part<'a>(&self, part: &'a str, start: usize) -> Vec<(&'a str, Option<Token>)> {
        let mut cut = Vec::new();
        let mut from = 0;
        for &(end, token) in &self.0 {
            let to = end.saturating_sub(start).min(part.len());
            if let Some(text) = part.get(from..to).filter(|text| !text.is_empty()) {
                cut.push((text, Some(token)));
                from = to;
            }
        }
        if let Some(rest) = part.get(from..).filter(|rest| !rest.is_empty()) {
            cut.push((rest, Some(Token::Other)));
        }
        cut
    }
}
