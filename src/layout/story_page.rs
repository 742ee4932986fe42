//! Pages that are made of stories of several posts: a work or a name with its stories, and a digest.

use std::collections::HashSet;

use super::bars::{Column, bar_lines};
use super::document::{Document, LineKind, SectionKind};
use super::page_builder::PageBuilder;
use crate::insight::{Counts, DigestPart, NamePage, Names, PeriodLength, StoryHit, StoryTable, Trends, Work, Years};
use crate::markup::{Destination, Link, LinkTable};
use crate::model::{Library, SectionKey, issue_of};
use crate::text::{CleanText, pluralize, thousands};

/// In front of a headline, as on the page of an issue.
const BAR: &str = "▌ ";

/// The most stories on the page of a work or a name.
const MAX_STORIES: usize = 200;

/// The most periods of a timeline.
const MAX_PERIODS: usize = 12;

/// The most names, or spellings, beside a name.
const MAX_BESIDE: usize = 12;

/// What a page of stories is made from.
pub type Stories<'a> = (&'a StoryTable, &'a Library);

/// Lays out the page of a work: what is known of it, and each story that cites it with the words that do.
#[must_use]
pub fn lay_out_work(work: &Work, stories: Stories<'_>, width: u16) -> Document {
    let table = LinkTable::default();
    let mut page = StoryPage::new(width, &table, stories);
    page.lines.text(&work.name(), LineKind::Title);
    let count = format!("cited in {}", pluralize(work.stories.len(), "story", "stories"));
    let ids = [work.arxiv().map(|id| format!("arXiv:{id}")), work.doi().map(|id| format!("doi:{id}"))];
    let has_id = ids.iter().any(Option::is_some);
    let source = work.source.as_ref().filter(|_| !has_id).map(ToString::to_string);
    let items = ids.into_iter().flatten().chain(source).chain([count]).chain(years(&work.stories, stories.1));
    page.lines.meta(items.collect::<Vec<_>>().iter().map(String::as_str));
    if let Some(url) = &work.url {
        let address = CleanText::single_line(url);
        page.link(&address, LineKind::Text, Destination::Web(address.clone()));
    }
    page.hits(&work.stories, work.stories.len());
    page.finish()
}

/// Lays out the page of a name: what it is, the names beside it, and each story that has it with the words around it.
#[must_use]
pub fn lay_out_name(names: &Names, index: usize, stories: Stories<'_>, width: u16) -> Document {
    let (of, library) = stories;
    let table = LinkTable::default();
    let mut page = StoryPage::new(width, &table, stories);
    let Some(name) = names.all().get(index) else { return page.finish() };
    page.lines.text(&name.name, LineKind::Title);
    let days = name.days(of, library);
    let length = days.0.zip(days.1).map(|(first, last)| PeriodLength::fitting(&first, &last, MAX_PERIODS));
    let Some(NamePage { stories: hits, trends, beside, .. }) = names.page(index, of, library, length) else {
        return page.finish();
    };
    let kind = name.kind.map(|kind| kind.name().to_owned());
    let count = format!("in {}", pluralize(hits.len(), "story", "stories"));
    let items: Vec<String> = kind.into_iter().chain([count]).chain(years(&hits, library)).collect();
    page.lines.meta(items.iter().map(String::as_str));
    page.timeline(&trends);
    let spellings: Vec<&str> = name.spellings.iter().take(MAX_BESIDE).map(CleanText::as_str).collect();
    let beside = beside.into_iter().take(MAX_BESIDE);
    let beside: Vec<String> =
        beside.filter_map(|(at, count)| Some(format!("{} {count}", names.all().get(at)?.name))).collect();
    for (label, text) in [("Also written: ", spellings.join(", ")), ("Named with: ", beside.join(" · "))] {
        if !text.is_empty() {
            page.lines.blank();
            page.lines.text(&format!("{label}{text}"), LineKind::Text);
        }
    }
    page.hits(&hits, hits.len());
    page.finish()
}

/// The years of some stories.
fn years<'a>(hits: impl IntoIterator<Item = &'a StoryHit>, library: &Library) -> Option<String> {
    Years::of(hits.into_iter().map(|hit| hit.post), library).map(|years| years.to_string())
}

/// Lays out labelled parts of stories one below the other, each as a section with its headline, date and post. Below
/// the title is how many there are, of which not all may be given.
#[must_use]
pub fn lay_out_digest(
    title: &str,
    note: Option<&str>,
    (parts, all): (&[DigestPart], &[&StoryHit]),
    stories: Stories<'_>,
    width: u16,
) -> Document {
    let table = LinkTable::default();
    let mut page = StoryPage::new(width, &table, stories);
    page.lines.text(title, LineKind::Title);
    let of_stories: HashSet<_> = all.iter().map(|hit| (hit.post, hit.story)).collect();
    let count = pluralize(of_stories.len(), "story", "stories");
    let parts_of = (all.len() > of_stories.len()).then(|| pluralize(all.len(), "part", "parts"));
    let items = parts_of.into_iter().chain([count]).chain(years(all.iter().copied(), stories.1)).collect::<Vec<_>>();
    page.lines.meta(items.iter().map(String::as_str));
    for part in parts {
        page.story(&part.hit);
        if let Some(tail) = &part.tail {
            page.lines.set_prefix("  ");
            page.lines.text(tail, LineKind::Dek);
            page.lines.set_prefix("");
        }
        for paragraph in &part.paragraphs {
            page.lines.blank();
            page.lines.text(paragraph, LineKind::Text);
        }
    }
    if let Some(note) = note {
        page.lines.note(note);
    }
    page.finish()
}

/// A page whose sections are stories of other pages.
struct StoryPage<'a> {
    lines: PageBuilder<'a>,
    links: Vec<Link>,
    stories: Stories<'a>,
}

impl<'a> StoryPage<'a> {
    fn new(width: u16, table: &'a LinkTable, stories: Stories<'a>) -> Self {
        Self { lines: PageBuilder::new(width, table), links: Vec::new(), stories }
    }

    /// The headline of a story, or the title of its post.
    fn name(&self, hit: &StoryHit) -> CleanText {
        let (table, library) = self.stories;
        CleanText::single_line(table.row(hit).map_or("", |row| row.name(library)))
    }

    /// A bar for each period from the first to the last that has some of the stories: the share of all stories, and the
    /// numbers.
    fn timeline(&mut self, trends: &Trends) {
        let Some(trend) = trends.trends.first() else { return };
        let has_some = |counts: &Counts| counts.stories > 0;
        let (first, last) = (trend.counts.iter().position(has_some), trend.counts.iter().rposition(has_some));
        let Some((first, last)) = first.zip(last).filter(|(first, last)| first < last) else { return };
        let periods = first..last + 1;
        let of_periods = || trend.counts.iter().zip(&trends.totals).skip(first).take(periods.len());
        let labels: Vec<String> = periods.clone().filter_map(|at| Some(trends.period(at)?.to_string())).collect();
        let column = Column {
            title: CleanText::default(),
            values: of_periods().map(|(counts, all)| counts.share_of_stories(*all)).collect(),
            counts: of_periods().map(|(counts, all)| (counts.stories, all.stories)).collect(),
        };
        self.lines.blank();
        for line in bar_lines(&labels, &[column], self.lines.width()) {
            self.lines.line(CleanText::code_line(&line));
        }
    }

    /// Stories with the words for which they are listed: the first of so many.
    fn hits(&mut self, hits: &[StoryHit], all: usize) {
        for hit in hits.iter().take(MAX_STORIES) {
            self.story(hit);
            // The title of a post that is about a work says nothing new.
            if !hit.why.is_empty() && *hit.why != *self.name(hit) {
                self.lines.blank();
                self.lines.text(&hit.why, LineKind::Text);
            }
        }
        if all > MAX_STORIES {
            self.lines
                .note(&format!("…and {} later ones, in the list of these stories.", thousands(all - MAX_STORIES)));
        }
    }

    /// A headline, which leads to the story, with its date and its post.
    fn story(&mut self, hit: &StoryHit) {
        let (_, library) = self.stories;
        let name = self.name(hit);
        self.lines.blank();
        self.lines.blank();
        self.lines.section(name.clone(), 0, SectionKind::Part(0));
        self.lines.set_prefix(BAR);
        let key = hit.story.map(|story| SectionKey::new(story, &name));
        self.link(&name, LineKind::Headline, Destination::Story(hit.post, key));
        self.lines.set_prefix("");
        let Some(post) = library.post(hit.post) else { return };
        let issue = || issue_of(&post.title).map_or_else(|| post.title.to_string(), |(of, nth)| format!("{of} {nth}"));
        let items = [post.date.format_long(), if hit.story.is_some() { issue() } else { post.domain.to_string() }];
        self.lines.meta(items.iter().map(String::as_str).filter(|item| !item.is_empty()));
    }

    /// Lines that are a link. That to an address has a number, as on other pages.
    fn link(&mut self, text: &str, kind: LineKind, destination: Destination) {
        let start = self.lines.line_count();
        let is_numbered = matches!(destination, Destination::Web(_));
        let number = if is_numbered { format!(" [{}]", self.links.len() + 1) } else { String::new() };
        self.lines.text(&format!("{text}{number}"), kind);
        self.lines.link_lines(start, self.links.len(), &number);
        self.links.push(Link { label: CleanText::single_line(text), destination, image: None });
    }

    fn finish(self) -> Document {
        Document { links: self.links, ..self.lines.finish([]) }
    }
}
