//! What is known of programming languages, for the colours of code.

/// What the tokens of a language look like.
#[derive(Debug)]
pub(super) struct Language {
    /// The names that posts give it.
    names: &'static str,
    /// What starts a comment up to the end of the line.
    pub(super) line_comments: &'static [&'static str],
    /// What starts and ends a comment or string of several lines.
    pub(super) comment: Option<(&'static str, &'static str)>,
    pub(super) long_strings: &'static [(&'static str, &'static str)],
    /// What strings of one line stand between.
    pub(super) quotes: &'static str,
    keywords: &'static str,
    /// Whether keywords are written in any case.
    any_case: bool,
}

const SLASHES: &[&str] = &["//"];
const HASH: &[&str] = &["#"];
const C_COMMENT: Option<(&str, &str)> = Some(("/*", "*/"));
const PLAIN: Language = Language {
    names: "",
    line_comments: &[],
    comment: None,
    long_strings: &[],
    quotes: "\"'",
    keywords: "",
    any_case: false,
};
const C_LIKE: Language = Language { line_comments: SLASHES, comment: C_COMMENT, ..PLAIN };

/// The names of types that begin with a small letter, in any language.
const TYPES: &str = "i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 bool char str int float double long short \
    signed unsigned void string byte rune error boolean number size_t any unknown decimal varchar text integer";

/// Constants that are words, in any language.
const CONSTANTS: &str = "true false null nil none undefined nan self this True False None NULL TRUE FALSE";

const LANGUAGES: &[Language] = &[
    Language {
        names: "rust rs",
        quotes: "\"",
        keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod \
            move mut pub ref return static struct super trait type union unsafe use where while",
        ..C_LIKE
    },
    Language {
        names: "python py python3 pycon",
        line_comments: HASH,
        long_strings: &[("\"\"\"", "\"\"\""), ("'''", "'''")],
        keywords: "and as assert async await break case class continue def del elif else except finally for from global \
            if import in is lambda match nonlocal not or pass raise return try while with yield",
        ..PLAIN
    },
    Language {
        names: "javascript js jsx mjs typescript ts tsx",
        long_strings: &[("`", "`")],
        keywords: "abstract as async await break case catch class const continue debugger declare default delete do else \
            enum export extends finally for from function get if implements import in instanceof interface let new of \
            private protected public readonly return set static super switch throw try type typeof var while with yield",
        ..C_LIKE
    },
    Language {
        names: "c h cpp c++ cc hpp cxx objc objective-c",
        keywords: "auto break case catch class const constexpr continue default delete do else enum explicit extern final \
            for friend goto if inline namespace new noexcept operator override private protected public register return \
            sizeof static struct switch template throw try typedef typename union using virtual volatile while",
        ..C_LIKE
    },
    Language {
        names: "java kotlin kt scala groovy c# cs csharp dart swift",
        long_strings: &[("\"\"\"", "\"\"\"")],
        keywords: "abstract as async await base break case catch class companion const continue data def default defer do \
            else enum extends extension final finally for foreach fun func get guard if implements implicit import in \
            init interface internal is lateinit lazy let match mut namespace new object open operator out override \
            package private protected protocol public readonly record return sealed set static struct super suspend \
            switch synchronized throw throws trait try type typealias using val var virtual volatile when where while \
            with yield",
        ..C_LIKE
    },
    Language {
        names: "go golang",
        long_strings: &[("`", "`")],
        keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map \
            package range return select struct switch type var",
        ..C_LIKE
    },
    Language {
        names: "php",
        line_comments: &["//", "#"],
        keywords: "abstract and array as break case catch class const continue declare default do echo else elseif extends \
            final finally fn for foreach function global if implements include instanceof interface match namespace new \
            or private protected public readonly require return static switch throw trait try use var while yield",
        ..C_LIKE
    },
    Language {
        names: "ruby rb elixir ex exs crystal",
        line_comments: HASH,
        long_strings: &[("\"\"\"", "\"\"\"")],
        keywords: "alias and begin break case class cond def defmodule defp do else elsif end ensure fn for if import in \
            module next not or raise redo require rescue retry return super then undef unless until use when while yield",
        ..PLAIN
    },
    Language {
        names: "shell sh bash zsh fish ksh dockerfile docker make makefile",
        line_comments: HASH,
        keywords: "alias break case continue do done elif else esac eval exec exit export fi for function if in local \
            return set shift source then trap unset until while ADD CMD COPY ENTRYPOINT ENV EXPOSE FROM RUN WORKDIR",
        ..PLAIN
    },
    Language {
        names: "sql mysql postgres postgresql sqlite plsql",
        line_comments: &["--"],
        comment: C_COMMENT,
        keywords: "add all alter and as asc begin between by case commit constraint create default delete desc distinct \
            drop else end exists foreign from full group having in index inner insert into is join key left like limit \
            not offset on or order outer primary references right select set table then union unique update using values \
            view when where with",
        any_case: true,
        ..PLAIN
    },
    Language { names: "json jsonc json5", line_comments: SLASHES, comment: C_COMMENT, quotes: "\"", ..PLAIN },
    Language { names: "yaml yml", line_comments: HASH, ..PLAIN },
    Language {
        names: "toml ini conf properties",
        line_comments: &["#", ";"],
        long_strings: &[("\"\"\"", "\"\"\""), ("'''", "'''")],
        ..PLAIN
    },
    Language {
        names: "lua",
        line_comments: &["--"],
        comment: Some(("--[[", "]]")),
        long_strings: &[("[[", "]]")],
        keywords: "and break do else elseif end for function goto if in local not or repeat return then until while",
        ..PLAIN
    },
    Language {
        names: "haskell hs elm",
        line_comments: &["--"],
        comment: Some(("{-", "-}")),
        quotes: "\"",
        keywords: "case class data deriving do else forall if import in infix infixl infixr instance let module newtype of \
            qualified then type where",
        ..PLAIN
    },
    Language {
        names: "r julia jl",
        line_comments: HASH,
        keywords: "abstract begin break const do else end export for function global if import in let local module mutable \
            next quote repeat return struct try using while",
        ..PLAIN
    },
    Language {
        names: "perl pl",
        line_comments: HASH,
        keywords: "and cmp do else elsif eq for foreach if last local my ne next no not or our package redo return sub \
            unless until use while xor",
        ..PLAIN
    },
    Language { names: "css scss less", keywords: "important media import include mixin", ..C_LIKE },
    Language {
        names: "lisp clojure clj scheme elisp emacs-lisp racket",
        line_comments: &[";"],
        quotes: "\"",
        keywords: "cond def define defmacro defn defun defvar do fn if lambda let loop ns progn quote recur require setq \
            when",
        ..PLAIN
    },
];

impl Language {
    /// The language of that name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        LANGUAGES.iter().find(|language| has_word(language.names, name))
    }

    /// True for a keyword.
    pub(super) fn is_keyword(&self, word: &str) -> bool {
        has_word(self.keywords, word) || (self.any_case && has_word(self.keywords, &word.to_lowercase()))
    }
}

/// True for a word that stands for a value.
pub(super) fn is_constant(word: &str) -> bool {
    has_word(CONSTANTS, word)
}

/// True for the name of a type.
pub(super) fn is_type(word: &str) -> bool {
    let is_capitalized = word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    is_capitalized || has_word(TYPES, word)
}

fn has_word(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|known| known == word)
}
