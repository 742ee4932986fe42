//! The library: every post in memory, and the orders in which they can be listed.

use std::cmp::Ordering;
use std::sync::Arc;

use super::mark::Marks;
use super::post::{Post, PostId, PostSource};
use super::problem::Problem;
use super::search_text::SearchText;
use super::series::Series;
use crate::text::CleanText;

/// The posts in the order in which they were loaded, their texts, and the files that could not become posts. A copy shares
/// posts and texts with what it was copied from, and costs about 10 ns a post: a search keeps one while posts arrive.
#[derive(Clone, Debug, Default)]
pub struct Library {
    posts: Vec<Arc<Post>>,
    /// Seconds since 1970 of each post's date, side by side: a search ranks thousands of posts by them.
    timestamps: Vec<i64>,
    texts: Vec<SearchText>,
    /// Faults that belong to no post, by path: folders that could not be listed, pipes with a post's name.
    pub skipped: Vec<(CleanText, Problem)>,
    with_problems: usize,
    series: Series,
}

/// What the index is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    /// As a search found them, best first.
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
    /// Every key but the one that only a search has, in the order of the menu.
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
    /// What is compared.
    pub key: SortKey,
    /// Against the key's own direction: oldest first, Z to A, longest first.
    pub reversed: bool,
}

/// Which posts the index shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those not read yet.
    Unread,
    /// Those with a star.
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

impl Library {
    /// Every post, in the order of [`PostId`].
    #[must_use]
    pub fn posts(&self) -> &[Arc<Post>] {
        &self.posts
    }

    /// A post's date, in seconds since 1970.
    #[must_use]
    pub fn timestamp(&self, id: PostId) -> i64 {
        self.timestamps.get(id.index()).copied().unwrap_or_default()
    }

    /// Where each post's text is read from.
    #[must_use]
    pub fn sources(&self) -> Vec<(PostId, PostSource)> {
        (0..).map(PostId).zip(&self.posts).map(|(id, post)| (id, post.source.clone())).collect()
    }

    /// A post's searchable text; empty until it was read.
    #[must_use]
    pub fn text(&self, id: PostId) -> &SearchText {
        self.texts.get(id.index()).unwrap_or(&SearchText::EMPTY)
    }

    /// Takes in the texts of posts that are here.
    pub fn add_texts(&mut self, texts: Vec<(PostId, SearchText)>) {
        self.texts.resize_with(self.posts.len(), SearchText::default);
        for (post, text) in texts {
            if let Some(place) = self.texts.get_mut(post.index()) {
                *place = text;
            }
        }
    }

    /// One post.
    #[must_use]
    pub fn post(&self, id: PostId) -> Option<&Post> {
        self.posts.get(id.index()).map(Arc::as_ref)
    }

    /// How many posts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.posts.len()
    }

    /// True before the first post.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty()
    }

    /// Posts and other files with something wrong.
    #[must_use]
    pub fn with_problems(&self) -> usize {
        self.with_problems + self.skipped.len()
    }

    /// Adds posts behind those that are here.
    pub fn add(&mut self, posts: Vec<Post>) {
        self.with_problems += posts.iter().filter(|post| !post.problems.is_empty()).count();
        for (id, post) in (u32::try_from(self.posts.len()).unwrap_or(u32::MAX)..).map(PostId).zip(&posts) {
            self.series.add(&post.title, id);
        }
        self.timestamps.extend(posts.iter().map(|post| post.date.instant().as_second()));
        self.posts.extend(posts.into_iter().map(Arc::new));
    }

    /// The numbered issues among the posts.
    #[must_use]
    pub fn series(&self) -> &Series {
        &self.series
    }

    /// The posts that pass the filter, sorted: all of them, or of those that a search found, which come best first. `keep`
    /// passes the filter whatever its marks: the post being read must not vanish from the list under the reader's eyes.
    ///
    /// Cost: one sort of all posts, about 2 ms for 20,000 in no order.
    #[must_use]
    pub fn arrange(
        &self,
        marks: &Marks,
        sort: Sort,
        filter: Filter,
        found: Option<&[PostId]>,
        keep: Option<PostId>,
    ) -> Vec<PostId> {
        let all = || (0..u32::try_from(self.posts.len()).unwrap_or(u32::MAX)).map(PostId).collect();
        let mut order: Vec<PostId> = found.map_or_else(all, <[PostId]>::to_vec);
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
            SortKey::Date => order.sort_by(|&a, &b| directed(newest_first(a, b))),
            SortKey::ReadingTime => order.sort_by(|&a, &b| {
                let minutes = |id: PostId| self.posts[id.index()].length.minutes();
                directed(minutes(a).cmp(&minutes(b))).then_with(|| newest_first(a, b))
            }),
            SortKey::Title => self.sort_by_text(order, &directed, |post| &post.title),
            SortKey::Domain => self.sort_by_text(order, &directed, |post| &post.domain),
            SortKey::Author => self.sort_by_text(order, &directed, |post| &post.author),
        }
    }

    /// Sorts by a text without regard to case; posts without it come last in both directions.
    fn sort_by_text(
        &self,
        order: &mut [PostId],
        directed: &dyn Fn(Ordering) -> Ordering,
        field: fn(&Post) -> &CleanText,
    ) {
        let keyed = order.iter().map(|&id| (field(&self.posts[id.index()]).to_lowercase(), id));
        let mut keyed: Vec<(String, PostId)> = keyed.collect();
        keyed.sort_by(|(x, a), (y, b)| {
            x.is_empty().cmp(&y.is_empty()).then_with(|| directed(x.cmp(y))).then_with(|| self.by_date(*b, *a))
        });
        for (place, (_, id)) in order.iter_mut().zip(keyed) {
            *place = id;
        }
    }

    /// Oldest first; at the same instant by file name, so that the order is the same at every start.
    fn by_date(&self, a: PostId, b: PostId) -> Ordering {
        let (a, b) = (&self.posts[a.index()], &self.posts[b.index()]);
        a.date.instant().cmp(&b.date.instant()).then_with(|| b.source.relative().cmp(a.source.relative()))
    }
}
