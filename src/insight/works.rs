//! The works that stories cite, each with all stories that cite it.
//!
//! Citations of one identifier or address are one work. Works are then joined by their titles: many citations have lost
//! their address. Two different identifiers are never joined, nor two pages of one site.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::clusters::{Clusters, Node};
use super::hit::StoryHit;
use super::story_row::{CitationKind, CitedSource, StoryRow};
use super::story_table::StoryTable;
use super::title_key::title_key;
use super::work_id::WorkId;
use crate::model::{Library, PostId};
use crate::text::CleanText;

/// A work with the stories that cite it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Its title as most stories have it; `None` if none says it.
    pub title: Option<CleanText>,
    /// Where it was published, as most stories say.
    pub source: Option<CleanText>,
    /// What identifies it: at most one arXiv identifier, one DOI, and one page of each site.
    pub ids: Vec<WorkId>,
    /// Its address; `None` if no story has it.
    pub url: Option<String>,
    /// The stories that cite it, oldest first, and then those without a date.
    pub stories: Vec<StoryHit>,
}

/// Rows between two checks whether the result is still wanted.
const CHUNK: usize = 1024;

/// The ends of addresses of images, which are no works.
const IMAGES: [&str; 6] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"];

/// Pages by which readers share, subscribe and pay.
const SHARING: [&str; 6] =
    ["/intent/", "/sharer", "/share?", "/subscribe", "linkedin.com/shareArticle", "/action/disable_email"];

/// Sites whose pages of one name are people and organisations, not works.
const PROFILES: [&str; 5] = ["x.com/", "facebook.com/", "github.com/", "instagram.com/", "medium.com/"];

/// The most titles and sources of a node that are counted: nearly all nodes have one.
const MAX_NAMES: usize = 32;

/// What is known of a node: how often each title and source is given, and which rows cite it. There is one for each
/// link post, so it is small.
#[derive(Default)]
struct Cited<'a> {
    titles: Vec<(&'a str, usize, CitationKind)>,
    sources: Vec<(&'a str, usize)>,
    /// The first of its addresses in alphabetical order.
    url: Option<&'a str>,
    /// Rows, each with its first citation.
    rows: Vec<(usize, &'a CitedSource)>,
}

/// The works that the stories of a table cite, most cited first. Fiction cites nothing. Returns `None` if `is_wanted`
/// became false.
#[must_use]
pub fn works(table: &StoryTable, library: &Library, is_wanted: impl Fn() -> bool) -> Option<Vec<Work>> {
    let mut nodes: HashMap<Node, usize> = HashMap::new();
    let mut cited: Vec<Cited> = Vec::new();
    for (at, row) in table.rows().iter().enumerate().filter(|(_, row)| !row.is_fiction) {
        if at % CHUNK == 0 && !is_wanted() {
            return None;
        }
        for source in &row.citations {
            let Some(node) = node_of(source, row, library) else { continue };
            let index = *nodes.entry(node).or_insert_with(|| {
                cited.push(Cited::default());
                cited.len() - 1
            });
            cited[index].add(at, source);
        }
    }
    let mut clusters = Clusters::new(nodes);
    for (index, node) in cited.iter().enumerate() {
        let titles = node.titles.iter().filter(|(.., kind)| *kind != CitationKind::Linked);
        titles.for_each(|(title, ..)| clusters.add_title(index, title));
    }
    let groups = clusters.join();
    if !is_wanted() {
        return None;
    }
    let mut works: Vec<Work> =
        groups.into_iter().map(|(ids, members)| work(ids, &members, &cited, table, library)).collect();
    let first = |work: &Work| work.stories.first().map_or(i64::MAX, |hit| order(hit.post, library));
    works.sort_by_cached_key(|work| (Reverse(work.stories.len()), first(work), work.title.clone(), work.ids.clone()));
    Some(works)
}

impl Work {
    /// The work with only those of its stories that are among some rows; `None` if there is none.
    #[must_use]
    pub fn among(&self, rows: &HashSet<(PostId, Option<usize>)>) -> Option<Self> {
        let stories = self.stories.iter().filter(|hit| rows.contains(&(hit.post, hit.story)));
        let stories: Vec<StoryHit> = stories.cloned().collect();
        (!stories.is_empty()).then(|| Self { stories, ..self.clone() })
    }

    /// Its arXiv identifier.
    #[must_use]
    pub fn arxiv(&self) -> Option<&str> {
        self.ids.iter().find_map(|id| if let WorkId::Arxiv(id) = id { Some(&**id) } else { None })
    }

    /// Its DOI.
    #[must_use]
    pub fn doi(&self) -> Option<&str> {
        self.ids.iter().find_map(|id| if let WorkId::Doi(doi) = id { Some(&**doi) } else { None })
    }

    /// Its title, or else what identifies it.
    #[must_use]
    pub fn name(&self) -> CleanText {
        let id = || match self.ids.first() {
            Some(WorkId::Arxiv(id)) => format!("arXiv:{id}"),
            Some(WorkId::Doi(id)) => format!("doi:{id}"),
            Some(WorkId::Page(page)) => page.clone(),
            None => String::new(),
        };
        self.title.clone().unwrap_or_else(|| CleanText::single_line(&id()))
    }
}

/// What a source is taken for; `None` if it is no work.
fn node_of(source: &CitedSource, row: &StoryRow, library: &Library) -> Option<Node> {
    let Some(url) = &source.url else {
        let text = [Some(&source.title), source.source.as_ref()];
        if let Some(id) = text.into_iter().flatten().find_map(|text| WorkId::of_text(text)) {
            return Some(Node::Id(id));
        }
        let key = title_key(&source.title).map(Node::Title);
        let short =
            || Node::Short(source.title.to_lowercase(), source.source.as_deref().unwrap_or_default().to_owned());
        return (!source.title.is_empty()).then(|| key.unwrap_or_else(short));
    };
    let id = WorkId::of_address(url)?;
    if let (WorkId::Page(page), CitationKind::Linked) = (&id, source.kind) {
        let is_own = library.post(row.post).is_some_and(|post| id.host() == Some(&*post.domain));
        let is_image = IMAGES.iter().any(|end| page.to_ascii_lowercase().ends_with(end));
        let is_name = |rest: &str| !rest.contains(['/', '?']);
        let is_profile = PROFILES.iter().any(|site| page.strip_prefix(site).is_some_and(is_name));
        if is_own || is_image || is_profile || SHARING.iter().any(|part| page.contains(part)) {
            return None;
        }
    }
    Some(Node::Id(id))
}

impl<'a> Cited<'a> {
    fn add(&mut self, row: usize, source: &'a CitedSource) {
        let (has_room, has_room_too) = (self.titles.len() < MAX_NAMES, self.sources.len() < MAX_NAMES);
        if !source.title.is_empty() {
            match self.titles.iter_mut().find(|(title, ..)| *title == &*source.title) {
                Some((_, count, kind)) => {
                    *count += 1;
                    *kind = if source.kind == CitationKind::Linked { *kind } else { source.kind };
                }
                None if has_room => self.titles.push((&source.title, 1, source.kind)),
                None => {}
            }
        }
        if let Some(name) = source.source.as_deref().filter(|name| !name.is_empty()) {
            match self.sources.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None if has_room_too => self.sources.push((name, 1)),
                None => {}
            }
        }
        let url = source.url.as_deref();
        self.url = self.url.into_iter().chain(url).min();
        if self.rows.last().is_none_or(|(last, _)| *last != row) {
            self.rows.push((row, source));
        }
    }
}

/// A work of some nodes.
fn work(mut ids: Vec<WorkId>, members: &[usize], cited: &[Cited<'_>], table: &StoryTable, library: &Library) -> Work {
    ids.sort();
    // There is one for each link post.
    ids.shrink_to_fit();
    let mut titles: BTreeMap<&str, (bool, usize)> = BTreeMap::new();
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rows: BTreeMap<usize, &CitedSource> = BTreeMap::new();
    for member in members.iter().map(|&member| &cited[member]) {
        for (title, count, kind) in &member.titles {
            // A title that names a work is better than the words of a link.
            let entry = titles.entry(title).or_default();
            *entry = (entry.0 || (*kind != CitationKind::Linked && title_key(title).is_some()), entry.1 + count);
        }
        for (source, count) in &member.sources {
            *sources.entry(source).or_default() += count;
        }
        for (row, source) in &member.rows {
            rows.entry(*row).or_insert(source);
        }
    }
    let best_title = titles.iter().max_by_key(|(title, rank)| (**rank, title.len(), Reverse(**title)));
    let best_source = sources.iter().max_by_key(|(source, count)| (**count, Reverse(**source)));
    let hit = |(row, source): (&usize, &&CitedSource)| cite(&table.rows()[*row], source, library);
    let mut stories: Vec<StoryHit> = rows.iter().map(hit).collect();
    stories.sort_by_key(|hit| (order(hit.post, library), hit.post, hit.story));
    let page = || members.iter().filter_map(|&member| cited[member].url).min().map(str::to_owned);
    let url = ids.first().and_then(|id| match id {
        WorkId::Arxiv(id) => Some(format!("https://arxiv.org/abs/{id}")),
        WorkId::Doi(doi) => Some(format!("https://doi.org/{doi}")),
        WorkId::Page(_) => page(),
    });
    Work {
        title: best_title.map(|(title, _)| CleanText::single_line(title)),
        source: best_source.map(|(source, _)| CleanText::single_line(source)),
        ids,
        url,
        stories,
    }
}

/// The place in a story that cites a source.
fn cite(row: &StoryRow, source: &CitedSource, library: &Library) -> StoryHit {
    if source.kind == CitationKind::Subject {
        return StoryHit::new(row, row.text.start, &source.title);
    }
    StoryHit::of_words(row, &source.title, library)
}

/// What stories are sorted by: the date, and those without one last.
fn order(post: PostId, library: &Library) -> i64 {
    match library.timestamp(post) {
        i64::MIN => i64::MAX,
        date => date,
    }
}
