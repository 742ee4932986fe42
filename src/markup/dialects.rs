//! Rewrites what other programs add to Markdown, before it is parsed: comments, the template tags of Jekyll, Hugo and
//! MDX, the marks of Obsidian, and formulas in backslash brackets. Fenced code is not changed.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::packed::Searcher;

use super::attributes::{split_heading_id, without_attributes};
use super::comments::{without_comments, without_jsx_comments};
use super::fences::Fences;
use super::highlights::as_fences;
use super::shortcodes;
use super::template_links;

/// What a text must contain to be rewritten at all.
const TRIGGERS: [&str; 23] = [
    "<!--", "{%", "{{", "{#", "{/", "{.", "{:", "%%", "==", "[!", "\\(", "\\[", "[TOC]", "[toc]", "]](", ":::", " ^",
    "import ", "export ", "[caption", "[gallery", "[embed", "\n</",
];

/// Finds any of them in one pass. `None` for processors without vector instructions.
static FINDER: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(TRIGGERS));

/// Lines that stand for a table of contents.
const CONTENTS: [&str; 4] = ["[TOC]", "[toc]", "[[TOC]]", "[[toc]]"];

/// Rewrites a text.
pub(super) fn rewrite(markdown: &str) -> Cow<'_, str> {
    let has_trigger = FINDER.as_ref().is_none_or(|finder| finder.find(markdown).is_some());
    if !has_trigger && !has_lookalikes(markdown) {
        return Cow::Borrowed(markdown);
    }
    let markdown = as_fences(markdown);
    let markdown = without_comments(&markdown);
    let markdown = shortcodes::without_comment_blocks(&markdown);
    let mut rewriter = Rewriter { out: String::with_capacity(markdown.len() + 64), in_code: false, block_start: 0 };
    let mut fences = Fences::default();
    for line in markdown.split_inclusive('\n') {
        if fences.covers(line) {
            rewriter.out.push_str(line);
        } else {
            rewriter.line(line.trim_end_matches('\n'));
            rewriter.out.push_str(if line.ends_with('\n') { "\n" } else { "" });
        }
    }
    Cow::Owned(rewriter.out)
}

/// Rewrites HTML: without the lines that consist of template tags, and without the shortcodes of `WordPress`. What has
/// code in it is not changed.
pub(super) fn rewrite_html(html: &str) -> Cow<'_, str> {
    if html.contains("<pre") || html.contains("<code") {
        return Cow::Borrowed(html);
    }
    let html = shortcodes::without_wordpress(html);
    if !html.contains("{{") && !html.contains("{%") {
        return html;
    }
    let is_text = |line: &&str| !is_template(line.trim());
    Cow::Owned(html.split_inclusive('\n').filter(is_text).collect())
}

struct Rewriter {
    out: String,
    /// True within a block of code that is indented.
    in_code: bool,
    /// Where the lines since the last empty one begin.
    block_start: usize,
}

impl Rewriter {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim();
        if self.out.ends_with("\n\n") {
            self.block_start = self.out.len();
        }
        self.in_code = if trimmed.is_empty() { self.in_code } else { is_indented(line) && self.may_begin_code() };
        if let Some(container) = shortcodes::container(line) {
            return self.out.push_str(&container);
        }
        if shortcodes::is_component(trimmed) {
            // What is within is Markdown, as in MDX.
            return self.out.extend(["\n", trimmed, "\n"]);
        }
        if trimmed.starts_with("{:toc") {
            self.drop_item();
        }
        if CONTENTS.contains(&trimmed) || is_template(trimmed) {
            // Markdown within HTML is text.
            let block = self.out.get(self.block_start..).unwrap_or_default();
            let in_html = block.trim_start().starts_with('<');
            let words = replacement(trimmed, in_html);
            // What is put out would be text, where an empty line ends the element.
            if in_html && words.is_empty() && trimmed.starts_with("{{") && self.out.ends_with('\n') {
                self.out.pop();
            }
            return self.out.push_str(&words);
        }
        if let Some(callout) = callout(line) {
            return self.out.push_str(&callout);
        }
        let (line, id) = if line.starts_with('#') {
            split_heading_id(line)
        } else {
            (without_attributes(shortcodes::without_block_id(line)), None)
        };
        self.words(line);
        if let Some(id) = id {
            self.out.extend(["<a id=\"", id, "\"></a>"]);
        }
    }

    /// A line of words and code; code stays as it is.
    fn words(&mut self, line: &str) {
        let mut rest = line;
        if !self.in_code
            && starts_with_word_in_colons(line)
            && let Some((before, after)) = line.split_once(':')
        {
            self.out.extend([before, "&#58;"]);
            rest = after;
        }
        let has_money = !self.in_code;
        let rewrite_text = |text| rewrite_text(text, has_money);
        while let Some((text, code)) = rest.split_once('`') {
            self.out.push_str(&rewrite_text(text));
            let ticks = 1 + code.bytes().take_while(|&b| b == b'`').count();
            let fence = "`".repeat(ticks);
            let inner = &code[ticks - 1..];
            let end = inner.find(&fence).map_or(inner.len(), |end| end + ticks);
            self.out.push_str(&fence);
            self.out.push_str(&inner[..end]);
            rest = &inner[end..];
        }
        self.out.push_str(&rewrite_text(rest));
    }

    /// False within a paragraph, which an indented line goes on with.
    fn may_begin_code(&self) -> bool {
        let last = self.out.strip_suffix('\n').unwrap_or_default().rsplit('\n').next().unwrap_or_default().trim();
        let ends_block = ["#", "```", "~~~", "---", "***", "___"].iter().any(|mark| last.starts_with(mark));
        self.in_code || last.is_empty() || ends_block
    }

    /// Drops the list item that a table of contents takes the place of.
    fn drop_item(&mut self) {
        let before = self.out.strip_suffix('\n').unwrap_or(&self.out);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        if self.out[start..].starts_with(['*', '-', '+', '1']) {
            self.out.truncate(start);
        }
    }
}

/// True for a line that consists of template tags, or of the attributes of a block in braces.
fn is_template(line: &str) -> bool {
    let mut rest = line;
    while !rest.is_empty() {
        let close = match rest.get(..2) {
            Some("{%") => "%}",
            Some("{{") => "}}",
            Some("{:" | "{/" | "{." | "{#") => "}",
            _ => return false,
        };
        let Some(end) = rest.find(close) else { return false };
        rest = rest[end + close.len()..].trim_start_matches('}').trim_start();
    }
    !line.is_empty()
}

/// What a line of template tags stands for: a figure, a video, or nothing.
fn replacement(line: &str, in_html: bool) -> String {
    let inner = line.trim_matches(|c: char| "{}<>% ".contains(c));
    let (name, arguments) = inner.split_once([' ', '(']).unwrap_or((inner, ""));
    let words = ["caption", "summary", "title", "alt"].iter().find_map(|name| argument(arguments, name));
    let source = argument(arguments, "src").or_else(|| argument(arguments, "url"));
    match name {
        "figure" | "include" if source.is_some() => {
            picture(words.unwrap_or_default(), source.unwrap_or_default(), in_html)
        }
        "image" | "img" if arguments.starts_with('"') => {
            let mut quoted = arguments.split('"').skip(1).step_by(2);
            let source = quoted.next().unwrap_or_default();
            picture(quoted.next().unwrap_or_default(), source, in_html)
        }
        "youtube" => {
            let id = argument(arguments, "id").unwrap_or_else(|| arguments.trim_matches(['"', ' ']));
            format!("[\\[video: www.youtube.com\\]](https://www.youtube.com/watch?v={id})")
        }
        "vimeo" => format!("[\\[video: vimeo.com\\]](https://vimeo.com/{})", arguments.trim_matches(['"', ' '])),
        _ => words.map_or_else(String::new, |words| format!("{words}\n")),
    }
}

/// A picture as a paragraph of its own, or within HTML.
fn picture(alt: &str, source: &str, in_html: bool) -> String {
    if in_html { format!("<img alt=\"{alt}\" src=\"{source}\">") } else { format!("![{alt}](<{source}>)\n") }
}

/// The value of `name="value"`.
fn argument<'a>(arguments: &'a str, name: &str) -> Option<&'a str> {
    let value = &arguments[arguments.find(&format!("{name}=\""))? + name.len() + 2..];
    value.find('"').map(|end| &value[..end])
}

/// `> [!warning]- Title` as a line of strong text: `> **Warning: Title**`.
fn callout(line: &str) -> Option<String> {
    let start = line.len() - line.trim_start_matches(['>', ' ']).len();
    let (kind, title) = line[start..].strip_prefix("[!").filter(|_| line[..start].contains('>'))?.split_once(']')?;
    if kind.is_empty() || !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '|' | ' ')) {
        return None;
    }
    let kind = kind.split('|').next().unwrap_or_default().to_lowercase();
    let mut letters = kind.chars();
    let kind: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let title = title.trim_start_matches(['-', '+']).trim();
    let colon = if title.is_empty() { "" } else { ": " };
    let quote = line[..start].trim_end();
    Some(format!("{quote} **{kind}{colon}{title}**\n{quote}"))
}

/// True if a text may have colons or dollars that only look like marks.
fn has_lookalikes(text: &str) -> bool {
    memchr::memchr_iter(b'$', text.as_bytes()).any(|at| is_money(text, at))
        || text.lines().any(starts_with_word_in_colons)
}

/// True for a line that is code because it is indented, unless it goes on with a paragraph.
fn is_indented(line: &str) -> bool {
    line.starts_with("    ") || line.starts_with('\t')
}

/// True if a line starts with the colon of `:word`, which defines nothing. `:--` is part of a table.
fn starts_with_word_in_colons(line: &str) -> bool {
    let text = line.trim_start_matches(['>', ' ', '\t']).strip_prefix(':');
    text.is_some_and(|text| text.starts_with(|c: char| c != '-' && !c.is_whitespace()))
}

/// True for the dollar of `US$5` or `**$5**`, where no formula begins or ends.
fn is_money(text: &str, at: usize) -> bool {
    let is_glued = |c: char| !c.is_ascii_whitespace() && !"$([{\"'“‘\\".contains(c);
    text[..at].ends_with(is_glued) && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
}

/// A text with entities for dollars that are money. These are read in HTML too, unlike backslashes.
fn escape_money(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        match c {
            '$' if is_money(text, at) => out.push_str("&#36;"),
            c => out.push(c),
        }
    }
    out
}

/// Rewrites one thing in a text.
type Rewrite = fn(&str) -> String;

/// What is rewritten in text, each with a string that a text must have for it.
const STEPS: [(&str, Rewrite); 11] = [
    ("$", escape_money),
    ("](", template_links::rewrite),
    ("[", |text| shortcodes::without_wordpress(text).into_owned()),
    ("{", |text| shortcodes::without_inline(text).into_owned()),
    ("raw", without_raw_tags),
    ("{/*", without_jsx_comments),
    ("=\"{{", requote_templates),
    ("==", |text| unwrap_pairs(text, "==", true)),
    ("%%", |text| unwrap_pairs(text, "%%", false)),
    ("\\", |text| escape_formulas(&escape_formulas(text, "\\(", "\\)"), "\\[", "\\]")),
    ("]](", escape_labels),
];

/// Rewrites text that is not code; `has_money` is false if it may be.
fn rewrite_text(text: &str, has_money: bool) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    if !text.contains(['{', '%', '=', '\\', '$']) && !text.contains("]](") && !text.contains("[embed") {
        return text;
    }
    for (mark, rewrite) in STEPS {
        if text.contains(mark) && (has_money || mark != "$") {
            text = Cow::Owned(rewrite(&text));
        }
    }
    text
}

/// A text without `{% raw %}` and `{% endraw %}`.
fn without_raw_tags(text: &str) -> String {
    let mut out = text.to_owned();
    for tag in ["{% raw %}", "{% endraw %}", "{%- raw -%}", "{%- endraw -%}", "{%raw%}", "{%endraw%}"] {
        out = out.replace(tag, "");
    }
    out
}

/// A text in which an attribute that is a template with quotes in it is between other quotes: `src="{{ "/a.png" }}"`.
fn requote_templates(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("=\"{{") {
        out.push_str(before);
        match after.split_once("}}\"") {
            Some((inner, tail)) if inner.contains('"') && !inner.contains(['\'', '<', '>']) => {
                out.extend(["='{{", inner, "}}'"]);
                rest = tail;
            }
            _ => {
                out.push_str("=\"{{");
                rest = after;
            }
        }
    }
    out + rest
}

/// A text in which the label of `[[1]](address)` is escaped: it would be read as a link to a page of one's own.
fn escape_labels(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some((label, after)) = rest.split_once("]](") {
        match label.rfind("[[").filter(|&open| !label[open + 2..].contains([']', '['])) {
            Some(open) => {
                out.extend([&label[..open], "[\\[", &label[open + 2..], "\\]]("]);
            }
            None => out.extend([label, "]]("]),
        }
        rest = after;
    }
    out + rest
}

/// A text without pairs of a mark; what is between them is kept or dropped.
fn unwrap_pairs(text: &str, mark: &str, keeps_text: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(mark) {
        let is_word = |text: &str| !text.is_empty() && text.trim() == text && !text.starts_with(&mark[..1]);
        let Some((inner, tail)) = after.split_once(mark).filter(|(inner, _)| !keeps_text || is_word(inner)) else {
            out.push_str(before);
            out.push_str(mark);
            rest = after;
            continue;
        };
        out.push_str(before);
        out.push_str(if keeps_text { inner } else { "" });
        rest = tail;
    }
    out + rest
}

/// Escapes formulas between two marks, so that Markdown leaves them as they are.
fn escape_formulas(text: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let Some(len) = rest[start..].find(close) else { break };
        out.push_str(&rest[..start]);
        let end = start + len + close.len();
        let word = &rest[rest[..start].rfind(char::is_whitespace).unwrap_or(0)..start];
        let escapes = !word.contains("://") && is_formula(&rest[start + open.len()..start + len]);
        for c in rest[start..end].chars() {
            if escapes && c.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(c);
        }
        rest = &rest[end..];
    }
    out + rest
}

/// True for what is between the brackets of a formula. Converters escape the brackets of ordinary text too: `\[1\]`.
fn is_formula(inner: &str) -> bool {
    let is_command = |at: usize| inner[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic());
    inner.contains(['^', '=']) || inner.contains("_{") || inner.match_indices('\\').any(|(at, _)| is_command(at))
}
