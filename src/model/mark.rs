//! Marks: what the user did with a post. They belong to its identity, not to its file.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::post::{Post, PostId};
use super::reading_position::Position;
use super::story_key::{StoryKey, split_identity, story_identity};

/// The marks of one post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The user saw its end, opened its source, or marked it read.
    pub read: bool,
    /// The user gave it a star.
    pub starred: bool,
    /// Where reading stopped.
    pub position: Position,
}

/// A change to the marks of a post, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkChange {
    /// The identity of the post ([`super::Post::identity`]).
    pub identity: String,
    /// The field and its new value.
    pub field: MarkField,
}

/// A field of a mark with its new value. Only this field is written, so two running programs do not overwrite each
/// other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkField {
    /// Read or not.
    Read(bool),
    /// Starred or not.
    Starred(bool),
    /// Where reading stopped.
    Position(Position),
}

impl Mark {
    /// The mark with one field changed.
    #[must_use]
    pub fn updated(self, field: MarkField) -> Self {
        match field {
            MarkField::Read(read) => Self { read, ..self },
            MarkField::Starred(starred) => Self { starred, ..self },
            MarkField::Position(position) => Self { position, ..self },
        }
    }
}

/// The marks of the posts of a library.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    stored: HashMap<String, Mark>,
    by_post: Vec<Mark>,
    /// The indexes of posts whose files are gone.
    gone: HashSet<usize>,
    /// The number of unread posts, without those that are gone.
    unread: usize,
    /// True if some of the stored marks are those of stories.
    has_stories: bool,
}

impl Marks {
    /// Replaces all marks with stored ones. They apply to the posts of the library and to those that are added later.
    pub fn load(&mut self, stored: HashMap<String, Mark>, posts: &[Arc<Post>]) {
        self.has_stories = stored.keys().any(|identity| split_identity(identity).1.is_some());
        self.stored = stored;
        self.by_post.clear();
        self.unread = 0;
        self.sync_with(posts);
    }

    /// Adds the posts that are new in the library. `posts` are all of its posts.
    pub fn sync_with(&mut self, posts: &[Arc<Post>]) {
        for post in &posts[self.by_post.len()..] {
            let mark = self.stored.get(post.identity()).copied().unwrap_or_default();
            self.unread += usize::from(!mark.read && !self.gone.contains(&self.by_post.len()));
            self.by_post.push(mark);
        }
    }

    /// Takes in posts whose files have changed: those with these ids. `posts` are all posts of the library.
    pub fn update(&mut self, posts: &[Arc<Post>], changed: &[PostId], is_gone: impl Fn(PostId) -> bool) {
        let known = self.by_post.len();
        for (index, &id) in changed.iter().map(|id| (id.index(), id)).filter(|(index, _)| *index < known) {
            let Some(post) = posts.get(index) else { continue };
            let was_gone = self.gone.remove(&index);
            self.unread -= usize::from(!was_gone && !self.by_post[index].read);
            self.by_post[index] = self.stored.get(post.identity()).copied().unwrap_or_default();
            if is_gone(id) {
                self.gone.insert(index);
            } else {
                self.unread += usize::from(!self.by_post[index].read);
            }
        }
        self.sync_with(posts);
    }

    /// The marks of a post.
    #[must_use]
    pub fn get(&self, id: PostId) -> Mark {
        self.by_post.get(id.index()).copied().unwrap_or_default()
    }

    /// True if some stories have marks of their own.
    #[must_use]
    pub fn has_stories(&self) -> bool {
        self.has_stories
    }

    /// The marks of a story of a post by itself.
    #[must_use]
    pub fn of_story(&self, post: &Post, story: StoryKey) -> Mark {
        let stored = || self.stored.get(&story.identity(post.identity())).copied();
        if self.has_stories { stored().unwrap_or_default() } else { Mark::default() }
    }

    /// Changes a field of the marks of a story. Returns what is different now.
    pub fn change_story(&mut self, post: &Post, story: StoryKey, field: MarkField) -> Option<MarkChange> {
        let before = self.of_story(post, story);
        let after = before.updated(field);
        let identity = story.identity(post.identity());
        self.stored.insert(identity.clone(), after);
        self.has_stories = true;
        (after != before).then_some(MarkChange { identity, field })
    }

    /// Gives the marks of the stories of a post to another identity of it. Returns what is different now.
    pub fn move_stories(&mut self, from: &str, to: &str) -> Vec<MarkChange> {
        let of_story = |(identity, mark): (&String, &Mark)| match split_identity(identity) {
            (post, Some(key)) if post == from => Some((story_identity(to, key)?, *mark)),
            _ => None,
        };
        let mut moved: Vec<(String, Mark)> = self.stored.iter().filter_map(of_story).collect();
        moved.retain(|(identity, _)| !self.stored.contains_key(identity));
        self.stored.extend(moved.iter().cloned());
        let fields = |mark: Mark| [MarkField::Read(mark.read), MarkField::Starred(mark.starred)];
        let changes = moved
            .into_iter()
            .flat_map(|(identity, mark)| fields(mark).map(|field| MarkChange { identity: identity.clone(), field }));
        changes.collect()
    }

    /// The marks of posts, in their order, which have nothing to do with those on disk.
    #[must_use]
    pub fn of_posts(marks: Vec<Mark>) -> Self {
        Self { by_post: marks, ..Self::default() }
    }

    /// A copy with the marks of loaded posts and of stories only.
    #[must_use]
    pub fn without_unloaded(&self) -> Self {
        let of_stories = self.stored.iter().filter(|_| self.has_stories);
        let of_stories = of_stories.filter(|(identity, _)| split_identity(identity).1.is_some());
        Self {
            stored: of_stories.map(|(identity, mark)| (identity.clone(), *mark)).collect(),
            by_post: self.by_post.clone(),
            gone: HashSet::new(),
            unread: self.unread,
            has_stories: self.has_stories,
        }
    }

    /// The number of unread posts.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Changes a field of the marks of each of these posts, and of every other post with the same identity. Returns
    /// what is different now.
    pub fn change(&mut self, posts: &[Arc<Post>], changes: &[(PostId, MarkField)]) -> Vec<MarkChange> {
        let mut by_identity: HashMap<&str, (usize, MarkField)> = HashMap::new();
        let mut made = Vec::new();
        for &(id, field) in changes {
            let before = self.get(id);
            if let Some(post) = posts.get(id.index()).filter(|_| before.updated(field) != before) {
                by_identity.insert(post.identity(), (id.index(), field));
                made.push(MarkChange { identity: post.identity().to_owned(), field });
            }
        }
        if made.is_empty() {
            return made;
        }
        for (index, (post, mark)) in posts.iter().zip(&mut self.by_post).enumerate() {
            if let Some((_, field)) = by_identity.get(post.identity()) {
                let was_read = mark.read;
                *mark = mark.updated(*field);
                if !self.gone.contains(&index) {
                    self.unread = self.unread + usize::from(was_read) - usize::from(mark.read);
                }
            }
        }
        for (identity, (index, _)) in by_identity {
            self.stored.insert(identity.to_owned(), self.by_post[index]);
        }
        made
    }
}
