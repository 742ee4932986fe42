//! The style of each part of a page, in the reader and in what `show` prints.

use ratatui::style::{Modifier, Style};

use crate::config::theme::Theme;
use crate::layout::{Line, LineKind, Span, Token};
use crate::markup::Emphasis;
use crate::text::CleanText;

/// The runs of text on a line, each with its style.
pub fn styled_spans<'a>(theme: &'a Theme, line: &'a Line) -> impl Iterator<Item = (&'a CleanText, Style)> {
    let style = line_style(theme, line.kind);
    line.spans.iter().map(move |span| (&span.text, span_style(theme, span, style)))
}

fn line_style(theme: &Theme, kind: LineKind) -> Style {
    match kind {
        LineKind::Text => Style::default(),
        LineKind::Title => theme.title,
        LineKind::Headline => theme.headline,
        LineKind::Dek => theme.dek,
        LineKind::Kicker => theme.meta,
        LineKind::Meta => theme.meta,
        LineKind::Heading(_) => theme.heading,
        LineKind::Quote => theme.quote,
        LineKind::Code => theme.code,
        LineKind::Rule => theme.rule,
        LineKind::Note => theme.note,
    }
}

fn span_style(theme: &Theme, span: &Span, mut style: Style) -> Style {
    let Emphasis { strong, italic, struck, code } = span.emphasis;
    if code {
        style = style.patch(theme.code);
    }
    if let Some(token) = span.token {
        style = token_style(theme, token);
    }
    if strong {
        style = style.add_modifier(Modifier::BOLD);
    }
    if italic {
        style = style.add_modifier(Modifier::ITALIC);
    }
    if struck {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    match (span.link, !span.is_text()) {
        (Some(_), false) => style.patch(theme.link),
        (Some(_), true) => style.patch(theme.link_number),
        (None, _) => style,
    }
}

fn token_style(theme: &Theme, token: Token) -> Style {
    match token {
        Token::Keyword => theme.code_keyword,
        Token::String => theme.code_string,
        Token::Comment => theme.code_comment,
        Token::Number => theme.code_number,
        Token::Type => theme.code_type,
        Token::Function => theme.code_function,
        Token::Other => theme.code_other,
    }
}
