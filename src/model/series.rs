//! Series of numbered issues, and references from one to another: `Import AI 122`, `(Import AI #408)`, `(Import AI 209,
//! 189)`, `Import AI: 183`.
//!
//! A series is a name that at least two titles of the library have in front of a number: `Import AI: #74: …`, `Import
//! AI 229: …`, `Import AI: Issue 50: …`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::date::PostDate;
use super::post::PostId;
use super::series_gaps::SeriesGaps;

/// Limits of the name of a series, in bytes and in words.
const MAX_NAME: usize = 60;
const MAX_NAME_WORDS: usize = 6;

/// How far apart the numbers of two issues may be for the date of one to say something about that of the other.
const NEAR: u32 = 4;

/// Digits of the longest issue number.
const MAX_DIGITS: usize = 5;

/// Issue numbers found in titles, grouped by series name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    issues: HashMap<String, BTreeMap<u32, PostId>>,
}

/// Finds the references to issues of the library in a text.
#[derive(Debug, Default)]
pub struct ReferenceFinder {
    names: Option<AhoCorasick>,
    issues: Vec<BTreeMap<u32, PostId>>,
}

/// A reference to an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The byte range of the text.
    pub range: Range<usize>,
    /// The issue.
    pub post: PostId,
}

impl Series {
    /// Adds the title of a post. If two posts have the same number, the first one is used.
    pub fn add(&mut self, title: &str, post: PostId) {
        if let Some(issue) = IssueTitle::parse(title) {
            self.issues.entry(issue.name.to_owned()).or_default().entry(issue.number).or_insert(post);
        }
    }

    /// The issues around the one with a title, itself included, with their numbers.
    pub(super) fn around(&self, title: &str) -> impl Iterator<Item = (u32, PostId)> {
        let issue = IssueTitle::parse(title).and_then(|issue| Some((self.issues.get(issue.name)?, issue.number)));
        let near =
            issue.map(|(issues, number)| issues.range(number.saturating_sub(NEAR)..=number.saturating_add(NEAR)));
        near.into_iter().flatten().map(|(number, post)| (*number, *post))
    }

    /// A guess for the date of an issue from those around it that have one.
    pub(super) fn guess_date(&self, title: &str, date: impl Fn(PostId) -> Option<PostDate>) -> Option<PostDate> {
        let IssueTitle { number, .. } = IssueTitle::parse(title)?;
        let dated = self.around(title).filter_map(|(number, post)| Some((number, date(post)?)));
        let (before, after): (Vec<_>, Vec<_>) = dated.partition(|(other, _)| *other <= number);
        PostDate::between(*before.last()?, number, *after.first()?)
    }

    /// The issue before the one with a title in its series, and the one after it, by their numbers.
    #[must_use]
    pub fn neighbours(&self, title: &str) -> (Option<PostId>, Option<PostId>) {
        let issue = IssueTitle::parse(title).and_then(|issue| Some((self.issues.get(issue.name)?, issue.number)));
        let Some((issues, number)) = issue else { return (None, None) };
        let previous = issues.range(..number).next_back().map(|(_, post)| *post);
        let next = issues.range(number.saturating_add(1)..).next().map(|(_, post)| *post);
        (previous, next)
    }

    /// The series in which a few numbers are missing, the longest first.
    #[must_use]
    pub fn gaps(&self) -> Vec<SeriesGaps<'_>> {
        let mut found: Vec<SeriesGaps> =
            self.issues.iter().filter_map(|(name, issues)| SeriesGaps::of(name, issues)).collect();
        found.sort_by_key(|series| (std::cmp::Reverse(series.issues), series.name));
        found
    }

    /// The issues of a number, of the longest series first.
    pub fn numbered(&self, number: u32) -> impl Iterator<Item = PostId> {
        let mut series: Vec<_> = self.issues.iter().filter(|(_, issues)| issues.len() > 1).collect();
        series.sort_unstable_by_key(|(name, issues)| (std::cmp::Reverse(issues.len()), *name));
        series.into_iter().filter_map(move |(_, issues)| issues.get(&number).copied())
    }

    /// A finder for the issues of every series that has at least two.
    #[must_use]
    pub fn finder(&self) -> ReferenceFinder {
        let series = self.issues.iter().filter(|(_, issues)| issues.len() > 1);
        let (names, issues): (Vec<&String>, Vec<_>) = series.map(|(name, issues)| (name, issues.clone())).unzip();
        if names.is_empty() {
            return ReferenceFinder::default();
        }
        // Fails only if there are too many names, which are not series then.
        let names = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).ok();
        ReferenceFinder { names, issues }
    }
}

impl ReferenceFinder {
    /// True if the library has no series.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_none()
    }

    /// Every issue of every series, in no particular order.
    pub fn posts(&self) -> impl Iterator<Item = PostId> {
        self.issues.iter().flat_map(|issues| issues.values().copied())
    }

    /// The references in a text, in order. The range of the first number of a list includes the name in front of it.
    /// Numbers that are not in the library are left out.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Reference> {
        let Some(names) = &self.names else { return Vec::new() };
        let mut found = Vec::new();
        for name in names.find_iter(text) {
            let within_word = text[..name.start()].ends_with(char::is_alphanumeric);
            let mut start = name.start();
            let mut at = name.end();
            let mut is_first = true;
            while let Some((digits, number)) = (!within_word).then(|| next_number(text, at, is_first)).flatten() {
                if let Some(&post) = self.issues[name.pattern().as_usize()].get(&number) {
                    let from = if is_first { start } else { digits.start };
                    found.push(Reference { range: from..digits.end, post });
                }
                (start, at, is_first) = (digits.end, digits.end, false);
            }
        }
        found
    }
}

/// The title of an issue without the name of its series, `229: Apple builds`, if the title above it has the same name.
#[must_use]
pub fn without_series<'a>(title: &'a str, above: &str) -> Option<&'a str> {
    let issue = IssueTitle::parse(title)?;
    (IssueTitle::parse(above)?.name == issue.name).then_some(issue.rest)
}

/// A title for sorting: issues of a series differ in their numbers only, however the number is written.
#[must_use]
pub(super) fn sort_title(title: &str) -> Cow<'_, str> {
    IssueTitle::parse(title).map_or(title.into(), |issue| format!("{} {}", issue.name, issue.rest).into())
}

/// The parts of the title of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct IssueTitle<'a> {
    /// The name of the series.
    name: &'a str,
    number: u32,
    /// The title from its number on.
    rest: &'a str,
}

impl<'a> IssueTitle<'a> {
    /// The name and number at the start of a title. `None` if there is none.
    fn parse(title: &'a str) -> Option<Self> {
        let digit = title.find(|c: char| c.is_ascii_digit())?;
        let head = title[..digit].trim_end();
        let head = head.strip_suffix('#').unwrap_or(head).trim_end();
        let head = ISSUE_WORDS.iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
        let name = head.trim_end_matches([':', ',', '-', '–', '—', ' ']);
        let (digits, number) = digits(title, digit)?;
        let rest = title[digits.end..].trim_start();
        let ends = rest.is_empty() || rest.starts_with([':', '-', '–', '—', '|', ',', '.', '(']);
        let is_name = name.len() <= MAX_NAME
        && name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= MAX_NAME_WORDS
        && name.ends_with(|c: char| c.is_alphabetic() || c == ')')
        && !name.contains([':', ';', '.', '?', '!'])
        // `GPT-4:` is a name by itself.
        && title[name.len()..digit].contains([' ', '#']);
        (ends && is_name).then_some(Self { name, number, rest: &title[digit..] })
    }
}

/// The name of the series and the number of an issue, by its title.
#[must_use]
pub fn issue_of(title: &str) -> Option<(&str, u32)> {
    IssueTitle::parse(title).map(|issue| (issue.name, issue.number))
}

/// Words between the name of a series and the number.
const ISSUE_WORDS: [&str; 6] = [" Issue", " issue", " No.", " no.", " Nr.", " Number"];

/// The number after a name (and `:`, `#` or `Issue`), or after another number of a list.
fn next_number(text: &str, at: usize, is_first: bool) -> Option<(Range<usize>, u32)> {
    let mut rest = &text[at..];
    let separators: &[&str] = if is_first {
        &[" ", "\u{a0}", "&nbsp;", ":", "#", "Issue", "issue", "No."]
    } else {
        &[" ", "\u{a0}", "&nbsp;", ",", "&amp;", "&", "and ", "#"]
    };
    while let Some(shorter) = separators.iter().find_map(|separator| rest.strip_prefix(separator)) {
        rest = shorter;
    }
    let start = text.len() - rest.len();
    let glued = start == at;
    if glued { None } else { digits(text, start) }
}

/// A number that is not part of something else, such as `3D`, `5%`, `2.5` or `12,000`.
fn digits(text: &str, at: usize) -> Option<(Range<usize>, u32)> {
    let rest = &text[at..];
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[len..];
    let after_point = after.strip_prefix(['.', ',']).unwrap_or_default();
    let continues = after.starts_with(|c: char| c.is_alphanumeric() || c == '%')
        || after_point.starts_with(|c: char| c.is_ascii_digit());
    if len == 0 || len > MAX_DIGITS || continues {
        return None;
    }
    Some((at..at + len, rest[..len].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_have_series_and_number() {
        for (title, want) in [
            ("Import AI: #74: Networks", Some(("Import AI", 74))),
            ("Import AI 229: Apple builds", Some(("Import AI", 229))),
            ("Import AI: Issue 50: Robots", Some(("Import AI", 50))),
            ("Import AI #408", Some(("Import AI", 408))),
            ("Last Week in AI No. 12 - chips", Some(("Last Week in AI", 12))),
            ("Weekly Notes – 7: rain", Some(("Weekly Notes", 7))),
            ("GPT-4: a report", None),
            ("10 things to know", None),
            ("How 5 people built it", None),
            ("Robots: 3 of them fell. Import AI 5: x", None),
            ("Version 2.5: what is new", None),
            ("no capital 3: x", None),
        ] {
            assert_eq!(IssueTitle::parse(title).map(|issue| (issue.name, issue.number)), want, "{title}");
        }
    }

    #[test]
    fn the_name_of_a_series_is_left_out_below_itself() {
        for (above, title, want) in [
            ("Import AI: #74: Networks", "Import AI 229: Apple builds", Some("229: Apple builds")),
            ("Import AI 230: x", "Import AI: Issue 50: Robots", Some("50: Robots")),
            ("Weekly Notes 230: x", "Import AI 50: Robots", None),
            ("10 things to know", "Import AI 50: Robots", None),
            ("Import AI 50: Robots", "10 things to know", None),
        ] {
            assert_eq!(without_series(title, above), want, "{title}");
        }
    }

    #[test]
    fn references_are_issues_of_the_library() {
        let mut series = Series::default();
        let numbers = [3, 122, 183, 189, 209, 408];
        for number in numbers {
            series.add(&format!("Import AI {number}: x"), PostId(number));
        }
        series.add("Single Thing 1: x", PostId(1000));
        let references = series.finder();
        for (text, want) in [
            ("as in Import AI 122.", vec![("Import AI 122", 122)]),
            ("(Import AI #408)", vec![("Import AI #408", 408)]),
            ("(Import AI 209, 189)", vec![("Import AI 209", 209), ("189", 189)]),
            ("Import AI: 183 had", vec![("Import AI: 183", 183)]),
            ("Import AI: Issue 3 said", vec![("Import AI: Issue 3", 3)]),
            ("Import AI&nbsp;#3 and 122", vec![("Import AI&nbsp;#3", 3), ("122", 122)]),
            ("(Import AI 5, 189)", vec![("189", 189)]),
            ("Import AI 122,000 readers", vec![]),
            ("Import AI 3D, Import AI 122%", vec![]),
            ("Import AI3", vec![]),
            ("Reimport AI 3, XImport AI 3", vec![]),
            ("Single Thing 1", vec![]),
            ("Import AI", vec![]),
        ] {
            let found: Vec<_> =
                references.find(text).into_iter().map(|r| (text[r.range].to_owned(), r.post.0)).collect();
            let want: Vec<_> = want.into_iter().map(|(text, post)| (text.to_owned(), post)).collect();
            assert_eq!(found, want, "{text}");
        }
    }
}
