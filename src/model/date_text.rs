//! Dates as people and programs write them.
//!
//! - `2017-10-30`, `2017/6/4`, `2017.06.04`, `20171030`, `30.10.2017`, `10/30/2017` where no other reading is possible,
//!   `2023年5月6日`, `2020-10`
//! - `October 19, 2020`, `19th Oct 2020`, `19-Oct-2020`, `October 2020`, with any weekday in front
//! - a time after any of these: `3:06`, `T14:10:00.5`, `10:00 PM`
//! - a zone after the time: `Z`, `+02:00`, `-5`, `GMT+2`, `EST`
//! - the dates of mail and feeds (RFC 2822), and what Go, Ruby, Java and JavaScript print
//! - seconds or milliseconds since 1970

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};

use crate::text::prefix;

/// Length limit of a date, in bytes. The longest, of JavaScript, have about 80.
const MAX_DATE: usize = 128;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words that are part of no date, but may be in one.
const FILLERS: [&str; 8] = ["-", "–", "—", "|", "at", "on", "of", "the"];

/// Names of zones with one meaning, with their offset in minutes. Those of RFC 2822 (4.3) have the meaning that they
/// have there.
const ZONES: [(&str, i32); 25] = [
    ("Z", 0),
    ("UTC", 0),
    ("UT", 0),
    ("GMT", 0),
    ("WET", 0),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("HKT", 480),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("NZST", 720),
    ("NZDT", 780),
];

/// Parses a date. False if only its day was understood: it is then midnight in UTC.
pub(super) fn parse(text: &str) -> Option<(Timestamp, bool)> {
    let text = text.trim();
    if let Some(date) = parse_day(text) {
        return Some((midnight(date)?, true));
    }
    if let Some(time) = parse_time(text) {
        return Some((TimeZone::UTC.to_timestamp(time).ok()?, true));
    }
    if !text.contains('[')
        && let Ok(timestamp) = text.parse::<Timestamp>()
    {
        return Some((timestamp, true));
    }
    if text.len() >= 10 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some((since_1970(text)?, true));
    }
    let mut parts = Parts { is_whole: text.len() <= MAX_DATE, ..Parts::default() };
    parts.read(&prefix(text, MAX_DATE).replace(['年', '月'], "-").replace('日', " "));
    parts.finish()
}

/// Ten digits are seconds, thirteen milliseconds.
fn since_1970(digits: &str) -> Option<Timestamp> {
    let number = digits.parse().ok()?;
    match digits.len() {
        10 => Timestamp::from_second(number).ok(),
        13 => Timestamp::from_millisecond(number).ok(),
        _ => None,
    }
}

/// `2017-10-30` and nothing else.
fn parse_day(text: &str) -> Option<civil::Date> {
    let b = text.as_bytes();
    if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
        return None;
    }
    text.parse().ok()
}

/// `2017-10-30 14:10:00` and nothing else.
fn parse_time(text: &str) -> Option<civil::DateTime> {
    let b = text.as_bytes();
    let is_time = b.len() == 19 && matches!(b[10], b' ' | b'T') && b[13] == b':' && b[16] == b':';
    if is_time { text.parse().ok() } else { None }
}

pub(super) fn midnight(date: civil::Date) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(date.to_datetime(civil::Time::midnight())).ok()
}

/// The parts of a date that were found so far.
#[derive(Debug, Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    /// Hour, minute, second, nanosecond.
    time: Option<(i8, i8, i8, i32)>,
    offset: Option<Offset>,
    /// True after `PM`, false after `AM`.
    is_afternoon: Option<bool>,
    /// True if every word was understood.
    is_whole: bool,
}

impl Parts {
    fn read(&mut self, text: &str) {
        // A comment, as in `-0500 (EST)`, counts only if there is nothing better.
        let (text, comment) = match text.split_once('(') {
            Some((before, comment)) => (before, Some(comment.trim_end_matches(')'))),
            None => (text, None),
        };
        for word in text.split([' ', '\t', ',', '\u{a0}', '\u{202f}']).filter(|word| !word.is_empty()) {
            self.is_whole &= self.word(word);
        }
        if let Some(comment) = comment.filter(|_| self.offset.is_none()) {
            self.offset = zone(comment);
            self.is_whole &= self.offset.is_some();
        }
    }

    /// Reads a word. False if it was not understood.
    fn word(&mut self, word: &str) -> bool {
        if let Some((date, rest)) = date_at_start(word) {
            let is_first = self.year.is_none();
            if is_first {
                (self.year, self.month, self.day) = date;
            }
            let time = rest.trim_start_matches(['T', 't', '_']);
            return is_first && (rest.is_empty() || self.time(time));
        }
        if word.contains(':') && self.time.is_none() && word.starts_with(|c: char| c.is_ascii_digit()) {
            return self.time(word);
        }
        let lower = word.trim_end_matches('.').to_ascii_lowercase();
        if let Some(month) = name_index(&lower, &MONTHS).filter(|_| self.month.is_none()) {
            self.month = i8::try_from(month + 1).ok();
            return true;
        }
        if FILLERS.contains(&&*lower) || name_index(&lower, &WEEKDAYS).is_some() || lower.starts_with("m=") {
            return true;
        }
        self.number(&lower) || self.half_of_day(&lower) || self.zone(word)
    }

    /// A day (`19`, `19th`) or a year (`2020`, or `20` after the day).
    fn number(&mut self, word: &str) -> bool {
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        let Ok(number) = digits.parse::<i16>() else { return false };
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        match digits.len() {
            4 if self.year.is_none() => self.year = Some(number),
            1 | 2 if self.day.is_none() => self.day = i8::try_from(number).ok(),
            // Two digits as in RFC 822: up to 49 they are in this century.
            2 if self.year.is_none() => self.year = Some(if number < 50 { 2000 + number } else { 1900 + number }),
            _ => return false,
        }
        true
    }

    fn half_of_day(&mut self, word: &str) -> bool {
        let is_afternoon = match word {
            "am" | "a.m" => false,
            "pm" | "p.m" => true,
            _ => return false,
        };
        self.is_afternoon.replace(is_afternoon).is_none() && self.time.is_some()
    }

    /// A zone. Its name may follow its offset, as in `+0200 CEST`.
    fn zone(&mut self, word: &str) -> bool {
        if self.offset.is_some() {
            return word.len() <= 5 && word.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'+' | b'-'));
        }
        self.offset = zone(word);
        self.offset.is_some()
    }

    /// `3:06`, `15:06:00.5`, perhaps with `PM` or a zone right after it.
    fn time(&mut self, word: &str) -> bool {
        let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(word.len());
        let (clock, rest) = word.split_at(end);
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
        let mut numbers = clock.split(':').map(|digits| digits.parse::<i8>().ok().filter(|_| digits.len() <= 2));
        let (Some(Some(hour)), Some(Some(minute))) = (numbers.next(), numbers.next()) else { return false };
        let second = match numbers.next() {
            None => 0,
            Some(Some(second)) => second,
            Some(None) => return false,
        };
        let nanoseconds = format!("{fraction:0<9}").get(..9).and_then(|digits| digits.parse().ok());
        self.time = Some((hour, minute, second, nanoseconds.unwrap_or(0)));
        numbers.next().is_none() && (rest.is_empty() || self.half_of_day(&rest.to_ascii_lowercase()) || self.zone(rest))
    }

    fn finish(self) -> Option<(Timestamp, bool)> {
        let date =
            civil::Date::new(self.year.filter(|year| *year >= 1000)?, self.month?, self.day.unwrap_or(1)).ok()?;
        let clock = self.time.unwrap_or_default();
        let hour = match self.is_afternoon {
            None => clock.0,
            Some(is_afternoon) => clock.0 % 12 + if is_afternoon { 12 } else { 0 },
        };
        let time = civil::Time::new(hour, clock.1, clock.2, clock.3).ok().filter(|_| self.is_whole);
        let Some(time) = time else { return Some((midnight(date)?, false)) };
        let instant = self.offset.unwrap_or(Offset::UTC).to_timestamp(date.to_datetime(time)).ok()?;
        Some((instant, true))
    }
}

/// Year, month and day.
type Day = (Option<i16>, Option<i8>, Option<i8>);

/// The date in digits at the start of a word, and what follows it: nothing, or `T` and a time.
fn date_at_start(word: &str) -> Option<(Day, &str)> {
    let (first, rest) = digits(word)?;
    if first.len() == 8 {
        return Some((day(&first[..4], &first[4..6], &first[6..])?, after_date(rest)?));
    }
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.' | '_' | '‑' | '–'))?;
    let rest = &rest[separator.len_utf8()..];
    let name = rest.find(separator).map_or(rest, |end| &rest[..end]);
    if let Some(month) = name_index(&name.to_ascii_lowercase(), &MONTHS) {
        // `19-Oct-2020`
        let (year, rest) = digits(rest[name.len()..].strip_prefix(separator)?)?;
        return Some((day(year, &(month + 1).to_string(), first)?, after_date(rest)?));
    }
    let (second, rest) = digits(rest)?;
    let Some((third, rest)) = rest.strip_prefix(separator).and_then(digits) else {
        // `2020-10`, or `2023-5-` of `2023年5月`.
        let is_month = first.len() == 4 && second.len() <= 2 && separator == '-' && matches!(rest, "" | "-");
        return is_month.then(|| Some((day(first, second, "1")?, "")))?;
    };
    let (year, month, day_of_month) = match (first.len(), second.len(), third.len()) {
        (4, 1 | 2, 1 | 2) => (first, second, third),
        (1 | 2, 1 | 2, 4) if separator == '.' || first.parse::<i8>().is_ok_and(|number| number > 12) => {
            (third, second, first)
        }
        (1 | 2, 1 | 2, 4) if second.parse::<i8>().is_ok_and(|number| number > 12) => (third, first, second),
        _ => return None,
    };
    Some((day(year, month, day_of_month)?, after_date(rest)?))
}

fn after_date(rest: &str) -> Option<&str> {
    let is_time = rest.strip_prefix(['T', 't', '_']).is_some_and(|time| time.starts_with(|c: char| c.is_ascii_digit()));
    (rest.is_empty() || is_time || rest.starts_with('[')).then_some(rest)
}

fn day(year: &str, month: &str, day: &str) -> Option<Day> {
    let date = civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some((Some(date.year()), Some(date.month()), Some(date.day())))
}

/// The digits at the start of a text, and the rest.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    (end > 0).then(|| text.split_at(end))
}

/// The index of a name that a word is, or is the first three or more letters of.
fn name_index(word: &str, names: &[&str]) -> Option<usize> {
    if word.len() < 3 { None } else { names.iter().position(|name| name.starts_with(word)) }
}

/// The month with a name, or with its first letters, from 1; at least three letters.
#[must_use]
pub fn month_number(name: &str) -> Option<usize> {
    name_index(&name.to_lowercase(), &MONTHS).map(|month| month + 1)
}

/// `Z`, `EST`, `+05:30`, `-0600`, `+01`, `-5`, `GMT+2`.
fn zone(word: &str) -> Option<Offset> {
    if let Some((_, minutes)) = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
        return Offset::from_seconds(minutes * 60).ok();
    }
    let word = word.strip_prefix("GMT").or_else(|| word.strip_prefix("UTC")).unwrap_or(word);
    let digits: String = word.get(1..)?.chars().filter(|&c| c != ':').collect();
    let is_number = !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
    let sign = match word.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    if !is_number {
        return None;
    }
    let (hours, minutes) = digits.split_at(if digits.len() > 2 { digits.len() - 2 } else { digits.len() });
    let minutes: i32 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    Offset::from_seconds(sign * (hours.parse::<i32>().ok()? * 3600 + minutes * 60)).ok()
}

/// The day that a path names.
pub(super) fn day_of_path(path: &str) -> Option<civil::Date> {
    let mut names = path.rsplit('/');
    let file = names.next()?;
    let folders: Vec<&str> = names.take(3).collect();
    let of_folder = || day_of_name(folders.first()?);
    let of_folders = || {
        let [day, month, year] = folders.as_slice() else { return None };
        day_of_name(&format!("{year}-{month}-{day}"))
    };
    let of_month = || {
        let [month, year, ..] = folders.as_slice() else { return None };
        day_of_name(&format!("{year}-{month}-{file}"))
    };
    day_of_name(file).or_else(of_folder).or_else(of_folders).or_else(of_month)
}

/// The day at the start of a name: `2017-10-16-a.md`, `2021_3_4 a.md`, `20171016-a.md`, `201710161530 a.md`.
fn day_of_name(name: &str) -> Option<civil::Date> {
    let (first, rest) = digits(name)?;
    let date = |year: &str, month: &str, day: &str| {
        let year = year.parse().ok().filter(|year| (1970..2100).contains(year))?;
        civil::Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    };
    if matches!(first.len(), 8 | 12 | 14) {
        return date(&first[..4], &first[4..6], &first[6..8]);
    }
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '_' | '.'))?;
    let (second, rest) = digits(&rest[1..])?;
    let (third, _) = digits(rest.strip_prefix(separator)?)?;
    let is_day = first.len() == 4 && second.len() <= 2 && third.len() <= 2;
    is_day.then(|| date(first, second, third))?
}
