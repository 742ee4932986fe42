//! Markdown and HTML to blocks; no widths.
//!
//! - `block`: the blocks and inlines.
//! - `builder`: builds them from tags and text; `builder/links`, with their links.
//! - `node`: what tags are, and what open ones hold.
//! - `markdown`, `html`: the two parsers.
//! - `elements`, `hidden`, `tags`: the elements of HTML, those that are not shown, and tags as they are written.
//! - `table`: tables of data, and those that only lay out a page.
//! - `format`: how a body is written.
//! - `dialects`: what other programs add to Markdown, rewritten before it is parsed.
//! - `attributes`: attributes at the end of a line.
//! - `furniture`: what newsletter services put around a text.
//! - `template_links`: links whose address is a template.
//! - `shortcodes`: tags within a text, and what is not for readers.
//! - `comments`: comments, which are not shown.
//! - `fences`: which lines are fenced code. `highlights`: code between tags, as fenced code.
//! - `footnotes`: footnotes, numbered and put at the end.
//! - `emphasis`, `lines`: broken Markdown of issues, repaired before it is parsed.
//! - `address`: where an address in running text ends.
//! - `bare_addresses`: addresses that Markdown would read as emphasis.
//! - `autolink`, `paper_id`: addresses and identifiers of papers that are not marked as links.
//! - `link_table`: the links of a page, numbered, and what addresses lead to.
//! - `places`: places in a text that links within it lead to.

mod address;
mod attributes;
mod autolink;
mod bare_addresses;
mod block;
mod builder;
mod comments;
mod dialects;
mod elements;
mod emphasis;
mod fences;
mod footnotes;
mod format;
pub mod furniture;
mod hidden;
mod highlights;
mod html;
mod lines;
mod link_table;
mod markdown;
mod node;
mod paper_id;
mod places;
mod shortcodes;
mod table;
mod tags;
mod template_links;

pub use block::{Align, Block, Code, Emphasis, Inline, LinkTarget, Table, letters};
pub(crate) use elements::HIDDEN;
pub use format::{Format, is_html};
pub(crate) use hidden::is_hidden;
pub use link_table::{Destination, Link, LinkContext, LinkTable};
pub(crate) use tags::{SourceTag, Tags};

use builder::Builder;

/// Reads a body into blocks. Its links are added to `links`.
#[must_use]
pub fn read(body: &str, format: Format, links: LinkTable) -> (Vec<Block>, LinkTable) {
    let mut builder = Builder::new(links);
    match format {
        Format::Html => html::read(&dialects::rewrite_html(body), &mut builder),
        Format::Markdown => markdown::read(&dialects::rewrite(body), true, &mut builder),
        Format::Stripped => markdown::read(&dialects::rewrite(body), false, &mut builder),
    }
    builder.finish()
}

/// Reads the body of what may be an issue into unfinished blocks, from which stories are recovered: broken emphasis
/// is repaired, every line is a paragraph, no-break spaces are kept, and addresses in the text are not links yet. The
/// indices of links are those of the table returned; [`finish`] makes ordinary inlines of unfinished ones.
#[must_use]
pub fn read_unfinished(body: &str, is_html: bool) -> (Vec<Block>, LinkTable) {
    let mut builder = Builder::raw();
    if is_html {
        html::read(body, &mut builder);
    } else {
        markdown::read(&emphasis::repair(body), false, &mut builder);
    }
    builder.finish()
}

/// Finishes inlines of [`read_unfinished`]: neighbours of one style are joined, bare addresses and references become
/// links. Links move from the table `from` to `links`, in the order in which they appear.
#[must_use]
pub fn finish(inlines: Vec<Inline>, from: &LinkTable, links: &mut LinkTable) -> Vec<Inline> {
    let moved = inlines.into_iter().map(|inline| match inline {
        Inline::Text(text, emphasis, Some(LinkTarget::Web(index))) => {
            let target = from.address(index).and_then(|address| links.resolve(address));
            Inline::Text(text, emphasis, target)
        }
        other => other,
    });
    let moved = moved.collect();
    autolink::finish(moved, links)
}
