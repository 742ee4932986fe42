//! The library: all posts in memory, and how they are sorted and filtered.
//!
//! - `update`: posts whose files have changed.

mod update;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use super::date::PostDate;
use super::mark::Marks;
use super::post::{Post, PostId, PostSource};
use super::post_paths::PostPaths;
use super::problem::{Problem, ProblemKind};
use super::search_text::SearchText;
use super::series::{Series, sort_title};
use crate::text::CleanText;
use crate::text::folding::fold;

/// The posts in the order in which they were loaded, their texts, and the files that could not be read as posts.
///
/// A copy shares posts and texts with the original and costs about 10 ns a post. A search keeps one while posts arrive.
#[derive(Clone, Debug, Default)]
pub struct Library {
    posts: Vec<Arc<Post>>,
    /// What [`Library::timestamp`] returns. Contiguous, because a search ranks thousands of posts by it.
    timestamps: Vec<i64>,
    texts: Vec<SearchText>,
    /// Paths that could not be read as posts, with the problem: folders that could not be listed, pipes.
    pub skipped: Vec<(CleanText, Problem)>,
    with_problems: usize,
    series: Series,
    /// True if some post has no date of its own.
    has_undated: bool,
    /// For each post, whether its file is gone; empty if none is. Its id is not given to another post.
    gone: Vec<bool>,
    /// The number of posts that are gone.
    gone_count: usize,
}

pub use update::FileChanges;

/// What the post list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    /// By search rank, best first.
    Relevance,
    /// Newest first.
    #[default]
    Date,
    /// By title, A to Z.
    Title,
    /// By site, A to Z.
    Domain,
    /// By author, A to Z.
    Author,
    /// Shortest first.
    ReadingTime,
}

impl SortKey {
    /// The keys of the sort menu, in its order; relevance is only for search results.
    pub const ALL: [Self; 5] = [Self::Date, Self::Title, Self::Domain, Self::Author, Self::ReadingTime];

    /// Its name in the menu and the footer.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Date => "date",
            Self::Title => "title",
            Self::Domain => "domain",
            Self::Author => "author",
            Self::ReadingTime => "reading time",
        }
    }
}

/// A sort key and its direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// The sort key.
    pub key: SortKey,
    /// True for the opposite order: oldest first, Z to A, longest first.
    pub reversed: bool,
}

/// Which posts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All posts.
    #[default]
    All,
    /// Unread posts.
    Unread,
    /// Posts with a star.
    Starred,
}

impl Filter {
    /// The filter after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::All => Self::Unread,
            Self::Unread => Self::Starred,
            Self::Starred => Self::All,
        }
    }

    /// Its name in the footer.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all posts",
            Self::Unread => "unread",
            Self::Starred => "starred",
        }
    }
}

/// The length of a day.
const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;

impl Library {
    /// All posts, indexed by [`PostId`], with those whose files are gone.
    #[must_use]
    pub fn posts(&self) -> &[Arc<Post>] {
        &self.posts
    }

    /// The posts whose files are not gone, with their ids.
    pub fn present(&self) -> impl Iterator<Item = (PostId, &Arc<Post>)> {
        (0..).map(PostId).zip(&self.posts).filter(|(id, _)| !self.is_gone(*id))
    }

    /// True if the file of a post was removed while the program ran.
    #[must_use]
    pub fn is_gone(&self, id: PostId) -> bool {
        self.gone.get(id.index()).copied().unwrap_or_default()
    }

    /// The date of a post, in seconds since 1970; [`i64::MIN`] if it has none, and 0 if there is no such post.
    #[must_use]
    pub fn timestamp(&self, id: PostId) -> i64 {
        self.timestamps.get(id.index()).copied().unwrap_or_default()
    }

    /// Where the texts are read from that are not loaded.
    #[must_use]
    pub fn sources_without_text(&self) -> Vec<(PostId, PostSource)> {
        let without_text = self.present().filter(|(id, _)| self.text(*id).is_empty());
        without_text.map(|(id, post)| (id, post.source.clone())).collect()
    }

    /// The searchable text of a post; empty until it is loaded.
    #[must_use]
    pub fn text(&self, id: PostId) -> &SearchText {
        self.texts.get(id.index()).unwrap_or(&SearchText::EMPTY)
    }

    /// Adds the texts of posts of the library.
    pub fn add_texts(&mut self, texts: Vec<(PostId, SearchText)>) {
        self.texts.resize_with(self.posts.len(), SearchText::default);
        for (post, text) in texts {
            if let Some(slot) = self.texts.get_mut(post.index()) {
                *slot = text;
            }
        }
    }

    /// One post.
    #[must_use]
    pub fn post(&self, id: PostId) -> Option<&Post> {
        self.posts.get(id.index()).map(Arc::as_ref)
    }

    /// The number of posts, without those whose files are gone.
    #[must_use]
    pub fn len(&self) -> usize {
        self.posts.len() - self.gone_count
    }

    /// True if there are no posts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of posts and other files with a problem.
    #[must_use]
    pub fn with_problems(&self) -> usize {
        self.with_problems + self.skipped.len()
    }

    /// Adds posts after the existing ones, each with its text, which is empty if it is not known.
    pub fn add_with_texts(&mut self, posts: Vec<Post>, texts: Vec<SearchText>) {
        let first = u32::try_from(self.posts.len()).unwrap_or(u32::MAX);
        self.add(posts);
        let known = (first..).map(PostId).zip(texts).filter(|(_, text)| !text.is_empty()).collect::<Vec<_>>();
        if !known.is_empty() {
            self.add_texts(known);
        }
    }

    /// Adds posts after the existing ones.
    pub fn add(&mut self, posts: Vec<Post>) {
        self.add_shared(posts.into_iter().map(Arc::new).collect());
    }

    /// Adds posts that another library has too.
    pub fn add_shared(&mut self, posts: Vec<Arc<Post>>) {
        self.with_problems += posts.iter().filter(|post| !post.problems.is_empty()).count();
        for (id, post) in (u32::try_from(self.posts.len()).unwrap_or(u32::MAX)..).map(PostId).zip(&posts) {
            self.series.add(&post.title, id);
        }
        self.timestamps.extend(posts.iter().map(|post| timestamp(post.date)));
        self.has_undated |= posts.iter().any(|post| post.date.is_guess());
        let first = self.posts.len();
        self.posts.extend(posts);
        if self.has_undated {
            self.guess_dates(first);
        }
    }

    /// Guesses the dates of issues without one from those around them in their series, once again after each batch:
    /// those around the posts from `first` on.
    fn guess_dates(&mut self, first: usize) {
        for new in first..self.posts.len() {
            let around = self.series.around(&self.posts[new].title).map(|(_, id)| id.index());
            let undated = around.filter(|&at| self.posts[at].date.is_guess()).collect::<Vec<_>>();
            for at in undated {
                let real_date = |id: PostId| Some(self.posts[id.index()].date).filter(|date| !date.is_guess());
                if let Some(date) = self.series.guess_date(&self.posts[at].title, real_date) {
                    self.set_guess(at, date);
                }
            }
        }
    }

    fn set_guess(&mut self, at: usize, date: PostDate) {
        let post = Arc::make_mut(&mut self.posts[at]);
        post.date = date;
        if let Some(problem) = post.problems.iter_mut().find(|problem| problem.kind == ProblemKind::NoDate) {
            problem.kind = ProblemKind::DateOfNeighbours;
        }
        self.timestamps[at] = timestamp(date);
    }

    /// The numbered issues among the posts.
    #[must_use]
    pub fn series(&self) -> &Series {
        &self.series
    }

    /// What links between its posts lead to. Takes about 10 ms for 20,000 posts.
    #[must_use]
    pub fn paths(&self) -> PostPaths {
        PostPaths::new(self.present().map(|(id, post)| (id, &**post)))
    }

    /// The posts that pass the filter, sorted. `found` are the results of a search, best first; without it, all posts
    /// are listed. `keep` passes the filter whatever its marks: the open post must not disappear from the list, not
    /// even if its file is gone.
    ///
    /// Cost: one sort of all posts, about 2 ms for 20,000.
    #[must_use]
    pub fn list(
        &self,
        marks: &Marks,
        sort: Sort,
        filter: Filter,
        found: Option<&[PostId]>,
        keep: Option<PostId>,
    ) -> Vec<PostId> {
        let all = || (0..u32::try_from(self.posts.len()).unwrap_or(u32::MAX)).map(PostId).collect();
        let mut order: Vec<PostId> = found.map_or_else(all, <[PostId]>::to_vec);
        if self.gone_count > 0 {
            order.retain(|&id| Some(id) == keep || !self.is_gone(id));
        }
        match filter {
            Filter::All => {}
            Filter::Unread => order.retain(|&id| Some(id) == keep || !marks.get(id).read),
            Filter::Starred => order.retain(|&id| Some(id) == keep || marks.get(id).starred),
        }
        self.sort(&mut order, sort);
        order
    }

    fn sort(&self, order: &mut [PostId], sort: Sort) {
        let newest_first = |a: PostId, b: PostId| self.by_date(b, a);
        let directed = |ordering: Ordering| if sort.reversed { ordering.reverse() } else { ordering };
        match sort.key {
            SortKey::Relevance if sort.reversed => order.reverse(),
            SortKey::Relevance => {}
            SortKey::Date => order.sort_by(|&a, &b| {
                let undated = |id: PostId| self.posts[id.index()].date.is_of_file();
                undated(a).cmp(&undated(b)).then_with(|| directed(newest_first(a, b)))
            }),
            SortKey::ReadingTime => order.sort_by(|&a, &b| {
                let minutes = |id: PostId| self.posts[id.index()].length.minutes();
                directed(minutes(a).cmp(&minutes(b))).then_with(|| newest_first(a, b))
            }),
            SortKey::Title => self.sort_by_text(order, &directed, |post| sort_title(&post.title)),
            SortKey::Domain => self.sort_by_text(order, &directed, |post| post.domain.as_str().into()),
            SortKey::Author => self.sort_by_text(order, &directed, |post| post.author.as_str().into()),
        }
    }

    /// Sorts by a text, ignoring case and accents, with numbers by their value. Posts without it are last in both
    /// directions.
    fn sort_by_text(
        &self,
        order: &mut [PostId],
        directed: &dyn Fn(Ordering) -> Ordering,
        field: fn(&Post) -> Cow<'_, str>,
    ) {
        let keyed = order.iter().map(|&id| (fold(&field(&self.posts[id.index()])).to_lowercase(), id));
        let mut keyed: Vec<(String, PostId)> = keyed.collect();
        keyed.sort_by(|(x, a), (y, b)| {
            x.is_empty()
                .cmp(&y.is_empty())
                .then_with(|| directed(natural_order(x, y)))
                .then_with(|| self.by_date(*b, *a))
        });
        for (slot, (_, id)) in order.iter_mut().zip(keyed) {
            *slot = id;
        }
    }

    /// Oldest first; at the same instant by file name, so that the order never changes. Posts without any date are in
    /// front of all others, in the order of the last changes of their files: those of one day by name.
    fn by_date(&self, a: PostId, b: PostId) -> Ordering {
        let (a, b) = (&self.posts[a.index()], &self.posts[b.index()]);
        let time = |post: &Post| {
            let second = post.date.instant().as_second();
            if post.date.is_of_file() { second - second.rem_euclid(SECONDS_OF_A_DAY) } else { second }
        };
        let by_time = b.date.is_of_file().cmp(&a.date.is_of_file()).then_with(|| time(a).cmp(&time(b)));
        let by_moment = || {
            if a.date.is_of_file() {
                natural_order(a.source.relative(), b.source.relative())
            } else {
                a.date.instant().cmp(&b.date.instant())
            }
        };
        by_time.then_with(by_moment).then_with(|| b.source.relative().cmp(a.source.relative()))
    }
}

fn timestamp(date: PostDate) -> i64 {
    if date.is_of_file() { i64::MIN } else { date.instant().as_second() }
}

/// Compares names with the numbers in them by their value: `letter 9` is before `letter 10`.
fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (a_digits, b_digits) = (leading_number(a), leading_number(b));
        if a_digits.0 > 0 && b_digits.0 > 0 {
            let order = a_digits.1.len().cmp(&b_digits.1.len()).then_with(|| a_digits.1.cmp(b_digits.1));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (&a[a_digits.0..], &b[b_digits.0..]);
            continue;
        }
        match (a.chars().next(), b.chars().next()) {
            (Some(x), Some(y)) if x == y => (a, b) = (&a[x.len_utf8()..], &b[y.len_utf8()..]),
            (x, y) => return x.cmp(&y),
        }
    }
}

/// The number that a text begins with: how many digits it has, and those after leading zeros.
fn leading_number(text: &str) -> (usize, &str) {
    let digits = &text[..text.bytes().take_while(u8::is_ascii_digit).count()];
    (digits.len(), digits.trim_start_matches('0'))
}
