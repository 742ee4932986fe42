//! Characters that would be taken for Markdown, or for what other programs add to it. Only those are escaped that would
//! be: text should stay easy to read.

/// A text on one line without styles or links.
pub(super) fn words(text: &str) -> String {
    line_start(&self::text(text, Place::default()))
}

/// Where a run of text is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// True in the text of a link.
    pub(super) in_link: bool,
    /// True in a cell of a table.
    pub(super) in_table: bool,
    /// True if a link follows.
    pub(super) before_link: bool,
    /// The character in front of it, if any.
    pub(super) after: Option<char>,
}

/// A run of text, with escapes for what would be a mark within a line.
pub(super) fn text(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut before = place.after;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let rest = &text[at + c.len_utf8()..];
        let in_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        let escapes = match c {
            '\\' => after.is_none_or(|after| after.is_ascii_punctuation()),
            '`' | '*' | '<' => true,
            '_' => !in_word,
            '~' => before != Some(' ') || after == Some('~') || after.is_some_and(|after| !after.is_ascii_digit()),
            '[' => place.in_link || opens(rest),
            ']' => place.in_link,
            '{' => after.is_some_and(|after| "{%:#/.<".contains(after)),
            '$' => after.is_none_or(|after| !after.is_ascii_digit()) || rest.contains('$') || text[..at].contains('$'),
            '=' | '%' | ':' => before == Some(c),
            '|' => place.in_table,
            '^' => before == Some(' '),
            '!' => after == Some('[') || (after.is_none() && place.before_link),
            _ => false,
        };
        match c {
            '&' if rest.starts_with(|c: char| c == '#' || c.is_ascii_alphabetic()) => out.push_str("&amp;"),
            // In front of these a backslash would make a formula of some programs of it.
            '[' | ']' if escapes => out.push_str(if c == '[' { "&#91;" } else { "&#93;" }),
            _ if escapes => out.extend(['\\', c]),
            _ if before == Some('{') && "%:#/.".contains(c) && out.ends_with("\\{") => out.extend(['\\', c]),
            _ => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// True if a bracket in front of a text would open a link, a footnote, a task or a mark of another program.
fn opens(rest: &str) -> bool {
    let label = rest.find(']').map(|end| (&rest[..end], &rest[end + 1..]));
    rest.starts_with(['[', '^', '!'])
        || label.is_some_and(|(label, after)| {
            let is_word = ["TOC", "toc", " ", "x", "X"].contains(&label);
            is_word
                || ["caption", "gallery", "embed", "/caption"].iter().any(|name| label.starts_with(name))
                || after.is_empty()
                || after.starts_with(['(', '[', ':'])
        })
}

/// A line whose start is not taken for a heading, an item, a quotation, a divider or the like.
pub(super) fn line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']) && ends(&line[digits + 1..]) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    let first = line.chars().next().unwrap_or(' ');
    let run = line.chars().take_while(|c| *c == first).count();
    let after = line.get(run * first.len_utf8()..).unwrap_or_default();
    let escapes = match first {
        '#' => run <= 6 && ends(after) || ends(after),
        '-' | '+' => run == 1 && ends(after) || is_row(line, first),
        '=' => is_row(line, first),
        '>' => true,
        ':' | '|' | '%' => true,
        _ => false,
    };
    if escapes {
        return format!("\\{line}");
    }
    // Modules of MDX are not for readers.
    match ["import ", "export "].iter().find(|word| line.starts_with(**word)) {
        Some(_) => format!("&#{};{}", line.as_bytes()[0], &line[1..]),
        None => line.to_owned(),
    }
}

/// True for a row of one character.
fn is_row(line: &str, c: char) -> bool {
    line.trim_end().chars().all(|other| other == c || other == ' ')
}

/// The address of a link as it is between brackets.
pub(super) fn destination(address: &str) -> String {
    let mut depth = 0_i32;
    let is_balanced = address.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    }) && depth == 0;
    let address = if is_balanced { address.to_owned() } else { address.replace('(', "%28").replace(')', "%29") };
    // What looks like an entity would be decoded.
    let is_entity = |rest: &str| {
        let name = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
        rest[name..].starts_with(';')
    };
    let mut parts = address.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.extend([if is_entity(part) { "&amp;" } else { "&" }, part]);
    }
    out
}
