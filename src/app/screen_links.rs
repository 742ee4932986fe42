//! Where the links of the page are on the screen, for a terminal that makes hyperlinks of them.

use std::collections::HashMap;
use std::ops::Range;

use ratatui::layout::Rect;

use super::layout;
use super::link_labels::labels;
use super::overlay::{Item, OverlayKind};
use super::overlay_lines::OverlayLine;
use super::state::App;
use crate::layout::{Destination, Document};
use crate::model::{LinkWarning, WebUrl, host, without_www};
use crate::text::{CleanText, cells};

/// Lines around those on the screen in which the rest of a link is looked for: its whole text says whether it misleads.
const MARGIN: usize = 8;

/// A part of a link that is on one row of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenLink {
    /// Its cells: one row.
    pub area: Rect,
    /// The number of the link on the page, which its parts have in common.
    pub number: usize,
    /// Where it leads.
    pub url: WebUrl,
}

impl App {
    /// The links to web and mail addresses that the reader shows. Those that are opened
    /// only after a question are left out: a terminal would not ask it.
    #[must_use]
    pub fn screen_links(&self) -> Vec<ScreenLink> {
        let areas = self.layout();
        let Some(text) = areas.reader.map(layout::text_area) else { return Vec::new() };
        let is_covered = |area: &Rect| areas.footer.is_some_and(|footer| footer.intersects(*area));
        let Some(document) = self.reader().document().filter(|_| self.has_page()) else {
            return Vec::new();
        };
        let top = self.reader().top();
        let visible = top..top + usize::from(text.height);
        let mut urls = HashMap::new();
        let mut found = Vec::new();
        for (row, line) in document.lines.iter().enumerate().skip(visible.start).take(visible.len()) {
            for (columns, span) in line.columns() {
                let Some(link) = span.link else { continue };
                let url = urls.entry(link).or_insert_with(|| url(document, link, &visible));
                let (Some(url), Ok(x), Ok(end), Ok(y)) =
                    (url, u16::try_from(columns.start), u16::try_from(columns.end), u16::try_from(row - top))
                else {
                    continue;
                };
                let (x, end) = (x.min(text.width), end.min(text.width));
                let area = Rect { x: text.x + x, y: text.y + y, width: end - x, height: 1 };
                if !is_covered(&area) {
                    found.push(ScreenLink { area, number: link + 1, url: url.clone() });
                }
            }
        }
        found
    }

    /// Where the link of that number leads, in short: the host, the title of a post, or the line of a text.
    #[must_use]
    pub fn link_target(&self, number: usize) -> Option<CleanText> {
        let document = self.reader().current()?;
        match &document.links.get(number.checked_sub(1)?)?.destination {
            Destination::Web(address) => {
                let host = host(address).map(without_www);
                Some(host.map_or_else(|| address.clone(), CleanText::single_line))
            }
            Destination::Post(post) | Destination::Story(post, _) => Some(self.library().post(*post)?.title.clone()),
            Destination::Line(line) => Some(CleanText::single_line(document.lines.get((*line)?)?.text().trim())),
        }
    }

    /// The links on the screen in the list of links, if that is open: the addresses, and those that are the text of
    /// their links.
    #[must_use]
    pub fn listed_links(&self) -> Vec<ScreenLink> {
        let Some(overlay) = self.mode().overlay().filter(|overlay| overlay.kind == OverlayKind::Links) else {
            return Vec::new();
        };
        let areas = self.layout();
        let area = overlay.area(areas.body);
        let list = layout::inner(area);
        let (lines, _) = overlay.visible_lines(area);
        let link_of = |(y, line): (u16, &OverlayLine)| {
            let number = overlay.entries.partition_point(|&entry| entry <= line.item).checked_sub(1)?;
            let (address, label) = self.listed_address(number)?;
            let is_address = matches!(overlay.items[line.item], Item::Detail(_)) || label == address;
            let url = WebUrl::parse(&address).ok().filter(|_| is_address)?;
            let is_doubtful = !matches!(url.warning(&[label.to_string()]), None | Some(LinkWarning::Mail(_)));
            let (start, width) = (u16::try_from(line.indent + 1).ok()?, u16::try_from(cells(&line.text)).ok()?);
            let area = Rect { x: list.x + start, y, width, height: 1 }.intersection(list);
            let is_covered = areas.footer.is_some_and(|footer| footer.intersects(area));
            (!is_doubtful && !is_covered).then_some(ScreenLink { area, number, url })
        };
        (list.y..).zip(&lines).filter_map(link_of).collect()
    }

    /// The address and the text of an entry of the list of links: that of the post comes first.
    fn listed_address(&self, entry: usize) -> Option<(CleanText, CleanText)> {
        let Some(link) = entry.checked_sub(1) else {
            let source = self.source()?;
            return Some((source, CleanText::default()));
        };
        let link = self.reader().current()?.links.get(link)?;
        Some((link.address()?.clone(), link.label.clone()))
    }
}

/// Where a link leads, if it may be opened without a question. A mail shows its address before it is sent.
fn url(document: &Document, link: usize, visible: &Range<usize>) -> Option<WebUrl> {
    let url = WebUrl::parse(document.links.get(link)?.address()?).ok()?;
    let lines = document.lines.iter().take(visible.end + MARGIN).skip(visible.start.saturating_sub(MARGIN));
    match url.warning(&labels(lines, link)) {
        None | Some(LinkWarning::Mail(_)) => Some(url),
        Some(_) => None,
    }
}
