//! Looking for the terms of a query in some posts at once. Their texts stand side by side in memory, and are looked through in
//! one go: a post by itself takes longer to begin with than to be looked through.

use std::ops::Range;
use std::sync::Arc;

use super::match_cache::{MOST_WORDS, Spot, Tracks};
use super::query::{Clause, Pattern, Query, Term, Test};
use super::rank::{Score, Zone};
use crate::model::{Library, Marks, PostId, SearchText};

/// Matches of one term that are counted in a post. Beyond it more matches tell nothing.
pub(super) const MOST_COUNTED: u32 = 999;

/// The same for one and two letters, which stand in nearly every sentence.
const MOST_COUNTED_SHORT: u32 = 3;

/// Bytes that are looked through in one go.
const MOST_RUN: usize = 1024 * 1024;

/// As many matches of a pattern are counted in a post.
pub(super) fn limit(pattern: &Pattern) -> u32 {
    if pattern.is_short() { MOST_COUNTED_SHORT } else { MOST_COUNTED }
}

/// What was found in each post of a chunk, in order; none where the test failed.
type Looks = Vec<Option<Score>>;

/// Some neighbours in a library.
pub(super) struct Chunk<'a, W> {
    library: &'a Library,
    marks: &'a Marks,
    range: Range<usize>,
    texts: Vec<&'a SearchText>,
    /// What an earlier search found in them.
    trail: &'a [Arc<Tracks>],
    /// Whether the result is still wanted.
    wanted: W,
}

/// What was found in a chunk.
pub(super) struct InChunk {
    /// The posts that the query holds for.
    pub(super) posts: Vec<(PostId, Score)>,
    /// Where its words were found.
    pub(super) tracks: Vec<Arc<Tracks>>,
}

impl<'a, W: Fn() -> bool> Chunk<'a, W> {
    pub(super) fn new(
        library: &'a Library,
        marks: &'a Marks,
        range: Range<usize>,
        trail: &'a [Arc<Tracks>],
        wanted: W,
    ) -> Self {
        let texts = range.clone().map(|place| library.text(id(place))).collect();
        Self { library, marks, range, texts, trail, wanted }
    }

    /// Looks for a query. Of no use if it is not wanted any more.
    pub(super) fn look(&self, query: &Query) -> InChunk {
        let mut looks: Looks = vec![Some(Score::FILTER_MATCH); self.range.len()];
        let mut tracks = Vec::new();
        // Short fields first: they cost next to nothing, and may spare the text.
        let needs_text = |clause: &&Clause| clause.terms.iter().any(|term| term.test.needs_text());
        let (of_texts, of_fields): (Vec<_>, Vec<_>) = query.clauses.iter().partition(needs_text);
        for clause in of_fields.into_iter().chain(of_texts) {
            let found = self.look_for_clause(clause, &looks, &mut tracks);
            for (look, found) in looks.iter_mut().zip(found) {
                *look = look.zip(found).map(|(look, found)| look.and(found));
            }
        }
        let posts = self.range.clone().map(id).zip(looks).filter_map(|(id, look)| Some((id, look?))).collect();
        InChunk { posts, tracks }
    }

    fn look_for_clause(&self, clause: &Clause, asked: &Looks, tracks: &mut Vec<Arc<Tracks>>) -> Looks {
        let looks = clause.terms.iter().map(|term| self.look_for(term, asked, tracks));
        let either = |(one, other): (Option<Score>, Option<Score>)| match (one, other) {
            (Some(one), Some(other)) => Some(one.or(other)),
            (one, other) => one.or(other),
        };
        looks.reduce(|one, other| one.into_iter().zip(other).map(either).collect()).unwrap_or_default()
    }

    fn look_for(&self, term: &Term, asked: &Looks, tracks: &mut Vec<Arc<Tracks>>) -> Looks {
        let looks = match &term.test {
            Test::Text(pattern) => self.look_for_words(pattern, term.negated, asked, tracks),
            test => {
                let look = |(place, asked): (usize, &Option<Score>)| asked.and_then(|_| self.look_in_post(test, place));
                asked.iter().enumerate().map(look).collect()
            }
        };
        if !term.negated {
            return looks;
        }
        looks.into_iter().map(|look| look.is_none().then_some(Score::FILTER_MATCH)).collect()
    }

    fn look_for_words(&self, pattern: &Pattern, negated: bool, asked: &Looks, tracks: &mut Vec<Arc<Tracks>>) -> Looks {
        let posts = asked.len();
        let known = Tracks::of_beginning(self.trail, pattern);
        let same = known.filter(|known| known.are_of(pattern) && known.are_complete(posts));
        let kept = negated || tracks.len() == MOST_WORDS || tracks.iter().any(|tracks| tracks.are_of(pattern));
        let mut search = InTexts::new(pattern, if negated { 1 } else { limit(pattern) }, posts);
        search.tracks.take_if(|_| kept || same.is_some());
        self.look_in_texts(&mut search, known, same, asked);
        let InTexts { looks, tracks: found, .. } = search;
        let complete = self.texts.iter().all(|text| !text.is_empty());
        tracks.extend(found.map(|tracks| tracks.finish(&looks, complete)).or(same.filter(|_| !kept).cloned()));
        looks.into_iter().map(|look| (look.matches > 0).then_some(look)).collect()
    }

    fn look_in_post(&self, test: &Test, place: usize) -> Option<Score> {
        if let Test::Headline(pattern) = test {
            return in_headlines(pattern, self.texts[place]);
        }
        let id = id(self.range.start + place);
        test.of_fields(self.library.post(id)?, self.marks.get(id))?.then_some(Score::FILTER_MATCH)
    }

    /// Looks where tracks of the words' beginning lead; `same` are tracks of the very words. Elsewhere it looks through texts.
    fn look_in_texts(
        &self,
        search: &mut InTexts<'_>,
        known: Option<&Arc<Tracks>>,
        same: Option<&Arc<Tracks>>,
        asked: &Looks,
    ) {
        let mut place = 0;
        while place < asked.len() && (self.wanted)() {
            let places = known.and_then(|known| known.places(place));
            match (asked[place], self.texts[place], places) {
                (None, ..) => place += 1,
                (Some(_), text, Some(places)) => {
                    match same.and_then(|same| same.look(place)) {
                        Some(look) => search.looks[place] = look,
                        None => search.look_at(place, text, places),
                    }
                    place += 1;
                }
                // The text is not there yet, or could not be read.
                (Some(_), text, None) if text.is_empty() => {
                    search.looks[place] = self.look_in_title(search.pattern, place);
                    place += 1;
                }
                (Some(_), ..) => {
                    let is_new = |place: usize| known.is_none_or(|known| known.places(place).is_none());
                    let run = self.run(search.pattern, place, |place| asked[place].is_some() && is_new(place));
                    search.look_through(place, &self.texts[place..place + run]);
                    place += run;
                }
            }
        }
    }

    /// So many posts from a place on can be looked through in one go: they are asked, have their texts side by side, these have
    /// no accents, and they are not so long that nobody would ask for a while whether the result is still wanted. An expression
    /// may say something about a text's ends.
    fn run(&self, pattern: &Pattern, place: usize, is_asked: impl Fn(usize) -> bool) -> usize {
        let goes_on = |(next, pair): &(usize, &[&SearchText])| {
            is_asked(*next)
                && pair[1].follows(pair[0])
                && !pair.iter().any(|text| text.is_accented())
                && pair[1].bytes_from(self.texts[place]).end <= MOST_RUN
        };
        let pairs = (place + 1..).zip(self.texts[place..].windows(2));
        if pattern.is_expression() { 1 } else { 1 + pairs.take_while(goes_on).count() }
    }

    fn look_in_title(&self, pattern: &Pattern, place: usize) -> Score {
        let post = &self.library.posts()[self.range.start + place];
        Score { matches: u32::from(pattern.is_in(&post.title)), ..Score::FILTER_MATCH }
    }
}

fn id(place: usize) -> PostId {
    PostId(u32::try_from(place).unwrap_or(u32::MAX))
}

/// The search for a pattern in the texts of a chunk.
struct InTexts<'a> {
    pattern: &'a Pattern,
    /// So many matches are counted in a post.
    most: u32,
    looks: Vec<Score>,
    tracks: Option<Tracks>,
}

impl<'a> InTexts<'a> {
    fn new(pattern: &'a Pattern, most: u32, posts: usize) -> Self {
        Self { pattern, most, looks: vec![Score::default(); posts], tracks: Tracks::new(pattern, posts) }
    }

    /// Looks at the places in a post where the beginning of the words stands.
    fn look_at(&mut self, post: usize, text: &SearchText, places: &[Spot]) {
        self.begin(post);
        let mut from = 0;
        for spot in places {
            let Some(len) = self.pattern.leads(|len| spot.text(len, text)) else { continue };
            self.tracks.iter_mut().for_each(|tracks| tracks.add(post, *spot));
            if spot.at() >= from {
                from = spot.at() + len;
                if !self.count(post, text, spot.at()) {
                    return;
                }
            }
        }
    }

    /// Looks through texts that stand side by side, those of the posts from one on.
    fn look_through(&mut self, mut post: usize, texts: &[&SearchText]) {
        let Some((first, mut rest)) = texts.split_first() else { return };
        let (whole, mut text) = (SearchText::together(texts), first);
        // Accents are other bytes than what was typed.
        let tracked = self.tracks.is_some() && !first.is_accented();
        (post..).take(texts.len()).filter(|_| tracked).for_each(|post| self.begin(post));
        let (mut from, mut counted) = (0, 0);
        while let Some(found) = self.pattern.find(whole, from, first.accents()) {
            while found.start >= text.bytes_from(first).end {
                let Some((next, others)) = rest.split_first() else { return };
                (post, text, rest) = (post + 1, next, others);
            }
            let bytes = text.bytes_from(first);
            if let Some(tracks) = self.tracks.as_mut().filter(|_| tracked) {
                let spot = Spot::new(&whole.as_bytes()[found.start..bytes.end], found.start - bytes.start);
                tracks.add(post, spot);
            }
            if found.start >= counted {
                counted = found.end;
                if !self.count(post, text, found.start - bytes.start) {
                    from = bytes.end;
                    continue;
                }
            }
            // What overlaps with what was counted may be the beginning of other words.
            let overlaps = self.tracks.as_ref().is_some_and(|tracks| tracks.follows(post));
            from = if overlaps { found.start + 1 } else { counted };
        }
    }

    /// Counts a match in a post; false where no more are counted.
    fn count(&mut self, post: usize, text: &SearchText, at: usize) -> bool {
        let look = &mut self.looks[post];
        look.matches += 1;
        if at < text.title_len() {
            look.zone = Zone::Title;
        } else if look.zone == Zone::Text && text.is_headline(at) {
            look.zone = Zone::Headline;
        }
        if look.matches < self.most {
            return true;
        }
        // Of a term that is negated nothing else counts than whether it is there.
        if look.zone == Zone::Text && self.most > 1 && in_headlines(self.pattern, text).is_some() {
            look.zone = Zone::Headline;
        }
        self.tracks.iter_mut().for_each(|tracks| tracks.forget(post));
        false
    }

    fn begin(&mut self, post: usize) {
        self.tracks.iter_mut().for_each(|tracks| tracks.begin(post));
    }
}

fn in_headlines(pattern: &Pattern, text: &SearchText) -> Option<Score> {
    let found = text.headlines().filter(|(_, headline)| pattern.is_in(headline)).count();
    (found > 0).then(|| Score { zone: Zone::Headline, matches: u32::try_from(found).unwrap_or(u32::MAX) })
}
