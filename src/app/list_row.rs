//! The rows of a list of stories: a story, or what several stories have in common.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::insight::{Name, NameKind, StoryData, StoryHit, Work, Years};
use crate::model::{Filter, Marks, PostId, Sort, SortKey, WorkId, without_www};
use crate::text::CleanText;
use crate::text::folding::fold;

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryListRow {
    /// A story, or a post without stories.
    Story(StoryHit),
    /// The work of that index, with the stories that cite it.
    Work(usize),
    /// The name of that index, with the stories that have it.
    Name(usize),
}

/// Which row it is, without what it is made of: to be found again among other rows.
#[derive(Clone, Debug)]
pub(super) enum RowKey {
    /// The place, and why it is listed.
    Story(Place, CleanText),
    /// What identifies a work, and what it is called.
    Work(Vec<WorkId>, CleanText),
    /// A name.
    Name(CleanText),
}

impl RowKey {
    /// The post and the number of the story in it.
    pub(super) fn place(&self) -> Option<Place> {
        match self {
            Self::Story(place, _) => Some(*place),
            Self::Work(..) | Self::Name(_) => None,
        }
    }
}

/// A post, and the number of a story in it, counted from 0.
pub type Place = (PostId, Option<usize>);

/// A work or a name with its stories.
#[derive(Clone, Debug)]
pub struct StoryGroup {
    /// What it is called.
    pub name: CleanText,
    /// How many stories it has.
    pub stories: usize,
    /// Their years; `None` if none has a date.
    pub years: Option<Years>,
    /// What else is known, in short: an identifier, a site, a kind of name.
    pub known: Option<CleanText>,
    /// Words by which it is found besides.
    others: String,
}

impl StoryGroup {
    fn of_work(work: &Work, data: &StoryData) -> Self {
        let ids = work.ids.iter().map(|id| match id {
            WorkId::Arxiv(id) => format!("arXiv:{id}"),
            WorkId::Doi(id) => format!("doi:{id}"),
            WorkId::Page(page) => page.clone(),
        });
        let ids: Vec<String> = ids.collect();
        let has_id = work.arxiv().is_some() || work.doi().is_some();
        let id = ids.first().filter(|_| has_id).cloned();
        // Pages of one site may have the same name.
        let page = || ids.first().map(|page| without_www(page).to_owned());
        let known = id.or_else(|| work.source.as_ref().map(ToString::to_string)).or_else(page);
        Self {
            name: work.name(),
            stories: work.stories.len(),
            years: Years::of(work.stories.iter().map(|hit| hit.post), data.library()),
            known: known.map(|known| CleanText::single_line(&known)),
            others: format!("{} {}", ids.join(" "), work.source.as_deref().unwrap_or_default()),
        }
    }

    fn of_name(name: &Name, data: &StoryData) -> Self {
        let spellings: Vec<&str> = name.spellings.iter().map(|spelling| &**spelling).collect();
        Self {
            name: name.name.clone(),
            stories: name.rows.len(),
            years: Years::of(data.posts_of(&name.rows), data.library()),
            known: name.kind.map(|kind| CleanText::single_line(NameKind::name(kind))),
            others: spellings.join(" "),
        }
    }

    /// Whether it has all of some words, which are folded and in lower case, in what is known of it.
    pub(super) fn has_words(&self, words: &str) -> bool {
        let years = self.years.as_ref().map(ToString::to_string).unwrap_or_default();
        let text = format!("{} {} {} {years}", self.name, self.known.as_deref().unwrap_or_default(), self.others);
        let text = fold(&text).to_lowercase();
        words.split_whitespace().all(|word| text.contains(word))
    }
}

impl StoryListRow {
    /// The headline of the story, the title of the post, or what the work or the name is called.
    #[must_use]
    pub fn name(&self, data: &StoryData) -> CleanText {
        match self {
            Self::Story(hit) => {
                CleanText::single_line(data.table().row(hit).map_or("", |row| row.name(data.library())))
            }
            Self::Work(_) => self.work(data).map(Work::name).unwrap_or_default(),
            Self::Name(_) => self.known_name(data).map(|name| name.name.clone()).unwrap_or_default(),
        }
    }

    /// The date, in seconds since 1970; [`i64::MIN`] if there is none. Of several stories, that of the first or the
    /// last one.
    fn timestamp(&self, data: &StoryData, is_first: bool) -> i64 {
        let date = |post: PostId| data.library().timestamp(post);
        let dates: Vec<i64> = match self {
            Self::Story(hit) => vec![date(hit.post)],
            Self::Work(_) => {
                self.work(data).into_iter().flat_map(|work| &work.stories).map(|hit| date(hit.post)).collect()
            }
            Self::Name(_) => {
                self.known_name(data).into_iter().flat_map(|name| data.posts_of(&name.rows)).map(date).collect()
            }
        };
        let dates = dates.into_iter().filter(|date| *date != i64::MIN);
        let date = if is_first { dates.min() } else { dates.max() };
        date.unwrap_or(i64::MIN)
    }

    /// The story.
    #[must_use]
    pub fn story(&self) -> Option<&StoryHit> {
        match self {
            Self::Story(hit) => Some(hit),
            Self::Work(_) | Self::Name(_) => None,
        }
    }

    /// The work.
    #[must_use]
    pub fn work<'a>(&self, data: &'a StoryData) -> Option<&'a Work> {
        match self {
            Self::Work(index) => data.known_works().get(*index),
            Self::Story(_) | Self::Name(_) => None,
        }
    }

    /// The name of people, organisations and the like.
    #[must_use]
    pub fn known_name<'a>(&self, data: &'a StoryData) -> Option<&'a Name> {
        match self {
            Self::Name(index) => data.known_names()?.all().get(*index),
            Self::Story(_) | Self::Work(_) => None,
        }
    }

    /// What several stories have in common.
    #[must_use]
    pub fn group(&self, data: &StoryData) -> Option<StoryGroup> {
        match self {
            Self::Story(_) => None,
            Self::Work(_) => self.work(data).map(|work| StoryGroup::of_work(work, data)),
            Self::Name(_) => self.known_name(data).map(|name| StoryGroup::of_name(name, data)),
        }
    }

    /// The post and the number of the story in it.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.story().map(|hit| (hit.post, hit.story))
    }

    /// How many stories some rows are of, or how many groups. A digest may have several parts of one story.
    pub(super) fn count(rows: &[Self]) -> usize {
        let stories: HashSet<Place> = rows.iter().filter_map(Self::place).collect();
        if stories.is_empty() { rows.len() } else { stories.len() }
    }

    /// Which row it is.
    pub(super) fn key(&self, data: &StoryData) -> Option<RowKey> {
        Some(match self {
            Self::Story(hit) => RowKey::Story((hit.post, hit.story), hit.why.clone()),
            Self::Work(_) => self.work(data).map(|work| RowKey::Work(work.ids.clone(), work.name()))?,
            Self::Name(_) => RowKey::Name(self.known_name(data)?.name.clone()),
        })
    }

    /// Whether it is the row with a key, which may be of other data: the same place in a story, work or name.
    pub(super) fn is(&self, data: &StoryData, key: &RowKey) -> bool {
        match (self, key) {
            (Self::Story(hit), RowKey::Story(place, why)) => ((hit.post, hit.story), &hit.why) == (*place, why),
            (Self::Work(_), RowKey::Work(ids, name)) => {
                self.work(data).is_some_and(|work| is_same_work(work, ids, name))
            }
            (Self::Name(_), RowKey::Name(name)) => self.known_name(data).is_some_and(|known| known.name == *name),
            _ => false,
        }
    }

    /// A number for the work or name, the same as long as that is what it is, whatever else the archive has. All
    /// stories have the same.
    pub(super) fn number(&self, data: &StoryData) -> u64 {
        let mut hasher = DefaultHasher::new();
        match self {
            Self::Story(_) => {}
            Self::Work(_) => match self.work(data) {
                Some(work) if work.ids.is_empty() => work.name().hash(&mut hasher),
                work => work.and_then(|work| work.ids.first()).hash(&mut hasher),
            },
            Self::Name(_) => self.known_name(data).map(|name| &*name.name).hash(&mut hasher),
        }
        hasher.finish()
    }

    fn words(&self, data: &StoryData) -> usize {
        self.story().and_then(|hit| data.table().row(hit)).map_or(0, |row| row.words)
    }
}

/// Whether a work has one of some identifiers, or if there are none, a name.
pub(super) fn is_same_work(work: &Work, ids: &[WorkId], name: &str) -> bool {
    work.ids.iter().any(|id| ids.contains(id)) || (ids.is_empty() && *work.name() == *name)
}

/// Sorts rows that are in the order of their rank.
pub(super) fn sort(rows: &mut [StoryListRow], sort: Sort, data: &StoryData) {
    match sort.key {
        SortKey::Relevance => {}
        SortKey::Date => return sort_by_date(rows, sort, data),
        SortKey::ReadingTime => rows.sort_by_cached_key(|row| (row.words(data), Reverse(row.timestamp(data, false)))),
        SortKey::Title | SortKey::Domain | SortKey::Author => rows.sort_by_cached_key(|row| {
            let name = fold(&row.name(data)).to_lowercase();
            (name, Reverse(row.timestamp(data, false)), row.place())
        }),
    }
    if sort.reversed {
        rows.reverse();
    }
}

/// Sorts rows by date: stories as the post list has their posts, those of one post in their order, whatever the
/// direction; groups by their last story, or their first one.
fn sort_by_date(rows: &mut [StoryListRow], sort: Sort, data: &StoryData) {
    let order = data.library().list(&Marks::default(), sort, Filter::All, None, None);
    let mut ranks: Vec<usize> = vec![usize::MAX; data.library().posts().len()];
    for (rank, post) in order.into_iter().enumerate() {
        if let Some(slot) = ranks.get_mut(post.index()) {
            *slot = rank;
        }
    }
    rows.sort_by_cached_key(|row| match row.place() {
        Some((post, story)) => (false, ranks.get(post.index()).map_or(i128::MAX, |&rank| rank as i128), story),
        None => {
            let date = row.timestamp(data, sort.reversed);
            (date == i64::MIN, if sort.reversed { i128::from(date) } else { -i128::from(date) }, None)
        }
    });
}
