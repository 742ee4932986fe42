//! What may be a name: runs of capitals, with how often they are seen where a capital says something, and how often
//! the same words are in lower case.

use std::collections::{HashMap, HashSet};

use super::super::hashing::QuickState;
use super::super::spread::spread;
use super::aliases::Aliases;
use super::dictionary::Dictionary;
use super::kind::{is_body, is_person};
use super::lines::Lines;
use super::runs::{is_joiner, key_of, push_key, runs_of, write_key};
use super::words::{Case, Word};

/// Stories that have a name at least.
pub(super) const MIN_STORIES: u32 = 3;

/// Of these, those in which its capitals are not due to where it stands.
const MIN_SURE: u32 = 2;

/// Stories that must have a word which is only seen where a capital is expected, and never in lower case.
const MIN_UNSURE: u32 = 10;

/// A run of capitals.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// Stories that have it.
    stories: u32,
    /// Those that have it where a capital says something.
    sure: u32,
    last: u32,
    last_sure: u32,
    /// How often it stands anywhere, in capitals throughout, and as the plural of such a word, as `GPUs` does.
    times: u32,
    acronym: u32,
    acronyms: u32,
    /// How often it has `'s`, which organisations and people have, and hardly anything else in capitals.
    genitives: u32,
}

/// Names in lower case, each with what was seen of it.
pub(super) type Candidates = HashMap<Box<str>, Seen, QuickState>;

/// How often a word or phrase is written how.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cases {
    pub(super) lower: u32,
    pub(super) capital: u32,
}

impl Seen {
    fn add(&mut self, row: usize, is_sure: bool) {
        let row = u32::try_from(row).unwrap_or(u32::MAX - 1) + 1;
        if self.last != row {
            (self.last, self.stories) = (row, self.stories + 1);
        }
        if is_sure && self.last_sure != row {
            (self.last_sure, self.sure) = (row, self.sure + 1);
        }
    }
}

/// All runs of all stories.
pub(super) fn candidates(lines: &Lines<'_>, aliases: &Aliases, is_wanted: &(impl Fn() -> bool + Sync)) -> Candidates {
    let parts = spread(lines.rows(), |range| {
        let mut found = Candidates::default();
        let mut key = String::new();
        lines.for_each(range, false, is_wanted, |row, _, _, words| {
            let is_german = Lines::is_german(words);
            let mut add = |words: &[Word<'_>], is_sure: bool| {
                write_key(words, &mut key);
                let seen = match found.get_mut(&*key) {
                    Some(seen) => seen,
                    None => found.entry(key.as_str().into()).or_default(),
                };
                seen.add(row, is_sure);
                if let [.., last] = words {
                    seen.genitives += u32::from(last.has_genitive);
                    let is_acronym = |text: &str| text.len() > 1 && text.chars().all(|c| !c.is_lowercase());
                    seen.times += 1;
                    seen.acronym += u32::from(words.len() == 1 && is_acronym(last.text));
                    seen.acronyms += u32::from(words.len() == 1 && last.text.strip_suffix('s').is_some_and(is_acronym));
                }
            };
            for run in runs_of(words) {
                add_run(&words[run.first..run.end], is_german, aliases, &mut add);
            }
        });
        found
    });
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    for (key, seen) in parts.flatten() {
        let total = all.entry(key).or_default();
        (total.stories, total.sure) = (total.stories + seen.stories, total.sure + seen.sure);
        total.times += seen.times;
        total.acronym += seen.acronym;
        total.acronyms += seen.acronyms;
        total.genitives += seen.genitives;
    }
    all
}

/// Adds a run, and what is sure of one that begins where a capital is expected.
fn add_run(run: &[Word<'_>], is_german: bool, aliases: &Aliases, add: &mut impl FnMut(&[Word<'_>], bool)) {
    // Of a person and where they work, each is a name.
    let of = run.iter().position(|word| word.text == "of");
    if let Some(of) = of.filter(|of| is_person(&key_of(&run[..*of]).split(' ').collect::<Vec<_>>(), aliases)) {
        add_run(&run[..of], is_german, aliases, add);
        add_run(&run[of + 1..], is_german, aliases, add);
        return;
    }
    let is_sure = |word: &Word| word.case == Case::Fixed || !word.is_expected;
    let [first, rest @ ..] = run else { return };
    if run.iter().all(|word| word.is_expected && word.is_capital()) && !rest.is_empty() {
        // A title: only words that no title writes so, and people.
        run.iter().filter(|word| is_sure(word)).for_each(|word| add(std::slice::from_ref(word), true));
        let key = key_of(run);
        add(run, run.len() < 4 && is_person(&key.split(' ').collect::<Vec<_>>(), aliases));
        return;
    }
    let says = !is_german || run.len() > 1 || first.case == Case::Fixed;
    add(run, is_sure(first) && says);
    if let (false, [next, ..]) = (is_sure(first), rest)
        && next.is_capital()
    {
        add(rest, !is_german || rest.len() > 1);
    }
}

/// The candidates that are names, in lower case, each with whether it is also a usual word.
pub(super) fn accept(
    found: &Candidates,
    lines: &Lines<'_>,
    aliases: &Aliases,
    is_wanted: &(impl Fn() -> bool + Sync),
) -> Vec<(String, bool)> {
    let is_seen = |(key, seen): &(&str, &Seen)| {
        let is_sure = seen.sure >= MIN_SURE || (seen.stories >= MIN_UNSURE && !key.contains(' '));
        seen.stories >= MIN_STORIES && is_sure && !aliases.is_left_out(key) && key.chars().nth(1).is_some()
    };
    let all = found.iter().map(|(key, seen)| (&**key, seen));
    let mut keys: Vec<(&str, &Seen)> = all.filter(is_seen).collect();
    // Parts before wholes.
    keys.sort_by_key(|(key, _)| (key.split(' ').count(), *key));
    let cases = cases(&keys, lines, is_wanted);
    let mut accepted: HashSet<&str> = HashSet::new();
    let surnames = surnames(found, aliases);
    let judge = Judge { found, aliases, cases: &cases, code: &lines.code(), surnames: &surnames };
    for (key, seen) in keys {
        let is_name = if key.contains(' ') {
            judge.is_phrase(key, *seen) && !judge.is_of_names(key, *seen, &accepted)
        } else {
            judge.is_word(key, *seen)
        };
        if is_name {
            accepted.insert(key);
        }
    }
    let is_usual = |key: &str| !key.contains(' ') && judge.cases(key).lower > 0;
    accepted.into_iter().map(|key| (key.to_owned(), is_usual(key))).collect()
}

struct Judge<'a> {
    found: &'a Candidates,
    aliases: &'a Aliases,
    cases: &'a HashMap<String, Cases>,
    /// In how many stories a word stands as code.
    code: &'a HashMap<String, u32>,
    /// Surnames with the number of people that have them.
    surnames: &'a HashMap<&'a str, u32>,
}

/// The last words of people's names, with how many people have them.
fn surnames<'a>(found: &'a Candidates, aliases: &Aliases) -> HashMap<&'a str, u32> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for key in found.iter().filter(|(_, seen)| seen.stories > 1).map(|(key, _)| &**key) {
        if let Some((_, last)) = key.rsplit_once(' ')
            && is_person(&key.split(' ').collect::<Vec<_>>(), aliases)
        {
            *counts.entry(last).or_default() += 1;
        }
    }
    counts
}

impl Judge<'_> {
    fn cases(&self, key: &str) -> Cases {
        self.cases.get(key).copied().unwrap_or_default()
    }

    /// True if a word is rarely in lower case.
    fn is_rare(&self, word: &str) -> bool {
        let Cases { lower, capital } = self.cases(word);
        lower * 4 <= capital && !self.aliases.is_left_out(word)
    }

    /// True for a word that is rarely in lower case and no code, has no plural, as `GPU` has, and is no number.
    fn is_word(&self, key: &str, seen: Seen) -> bool {
        let stories = |key: &str| self.found.get(key).map_or(0, |seen| seen.stories);
        let plural = stories(&format!("{key}s"));
        let has_plural = plural >= 2 && plural * 5 >= seen.stories && !key.ends_with(|c: char| c.is_ascii_digit());
        let is_plural = key.strip_suffix('s').is_some_and(|one| {
            self.aliases.is_left_out(one) || self.found.get(one).is_some_and(|one| one.stories >= seen.stories)
        });
        let is_code = self.code.get(key).is_some_and(|code| code * 5 >= seen.stories);
        let is_numeral = key.bytes().all(|b| b"ivx".contains(&b));
        let is_sure_acronym = key.len() > 2 && (seen.genitives > 1 || (seen.genitives > 0 && seen.stories < 6));
        let is_vague = seen.acronyms * 2 > seen.times || (seen.acronym * 2 > seen.times && !is_sure_acronym);
        let is_common = self.cases(key).lower * 4 > seen.sure;
        // Of one of several people.
        let is_shared = self.aliases.is_given_name(key) || self.surnames.get(key).is_some_and(|people| *people > 1);
        !(is_common || has_plural || is_plural || is_code || is_numeral || is_vague || is_shared)
    }

    /// True if one of its words is rarely in lower case, or it is never written in lower case itself.
    fn is_phrase(&self, key: &str, seen: Seen) -> bool {
        let lower = self.cases(key).lower;
        let mut words = key.split(' ');
        if key.contains(" & ") {
            return lower == 0 && words.all(|word| word == "&" || self.is_rare(word));
        }
        let has_letter = words.clone().any(|word| word.len() == 1);
        let is_of_body = |(first, _): (&str, &str)| self.is_rare(first) || is_body(first);
        if has_letter && !is_person(&key.split(' ').collect::<Vec<_>>(), self.aliases)
            || !key.split_once(" of ").is_none_or(is_of_body)
        {
            return false;
        }
        if words.clone().any(|word| self.is_rare(word)) {
            return lower * 3 <= seen.sure;
        }
        lower == 0 && seen.sure >= MIN_STORIES && !words.any(|word| !is_joiner(word) && self.aliases.is_left_out(word))
    }

    /// True for a phrase of which a part is a name that is more frequent by itself: two names side by side, a name
    /// after a usual word or in front of one that is no name. A person is one name.
    fn is_of_names(&self, key: &str, seen: Seen, accepted: &HashSet<&str>) -> bool {
        let words: Vec<&str> = key.split(' ').collect();
        let stories = |part: &str| self.found.get(part).map_or(0, |seen| seen.stories);
        let is_accepted = |part: &str| accepted.contains(part) || self.aliases.is_spelling(part);
        let is_name = |part: &str| is_accepted(part) && stories(part) >= seen.stories;
        let is_usual = |word: &str| !word.contains(' ') && !self.is_rare(word);
        let is_of_ai = |name: &str, word: &str| word == "ai" && self.aliases.is_of_place_or_model(name);
        let is_no_name = |word: &str| {
            let one = word.strip_suffix('s').unwrap_or(word);
            word != "ai" && (self.aliases.is_left_out(word) || self.aliases.is_left_out(one))
        };
        let parts = |(at, _): (usize, &str)| (key[..at].trim_end_matches(" &"), key[at + 1..].trim_start_matches("& "));
        !is_person(&words, self.aliases)
            && key.match_indices(' ').map(parts).any(|(one, other)| {
                (is_name(other) && (is_name(one) || is_usual(one)))
                    || (is_name(one) && (is_no_name(other) || is_of_ai(one, other)))
            })
    }
}

/// How often some candidates, and the words of those that are phrases, are written in lower case and with capitals.
fn cases(keys: &[(&str, &Seen)], lines: &Lines<'_>, is_wanted: &(impl Fn() -> bool + Sync)) -> HashMap<String, Cases> {
    let mut all: Vec<&str> = keys.iter().flat_map(|(key, _)| key.split(' ').chain([*key])).collect();
    all.sort_unstable();
    all.dedup();
    let dictionary = Dictionary::new(all.iter().enumerate().map(|(id, key)| (*key, id)));
    let parts = spread(lines.rows(), |range| {
        let mut counts = vec![Cases::default(); all.len()];
        let mut buffer = String::new();
        lines.for_each(range, true, is_wanted, |_, _, _, words| {
            for at in 0..words.len() {
                buffer.clear();
                push_key(words[at].text, &mut buffer);
                for entry in dictionary.at(&buffer, &words[at..]) {
                    let has_capitals = entry.has_capitals(&words[at..]);
                    let is_expected = words[at].is_expected && words[at].case == Case::Capital;
                    let count = &mut counts[entry.id];
                    match has_capitals {
                        true if is_expected => {}
                        true => count.capital += 1,
                        false => count.lower += 1,
                    }
                }
            }
        });
        counts
    });
    let mut total = vec![Cases::default(); all.len()];
    for counts in parts {
        for (sum, count) in total.iter_mut().zip(counts) {
            (sum.lower, sum.capital) = (sum.lower + count.lower, sum.capital + count.capital);
        }
    }
    all.into_iter().map(str::to_owned).zip(total).collect()
}
