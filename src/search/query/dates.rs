//! Days of queries: `2020`, `2020-06`, `2020-06-30`, and how long ago they are: `3weeks`.

use jiff::Span;
use jiff::civil::Date;

use super::QueryError;
use super::range::Period;
use crate::model::month_number;

/// The form of a whole date. Its first four characters are a year, its first seven a month.
const FORM: &str = "0000-00-00";

/// Adds a number of units to a span.
type Add = fn(Span, i64) -> Result<Span, jiff::Error>;

/// The units of ages. The first letter is enough, and so is the singular.
const UNITS: [(&str, Add); 4] = [
    ("days", Span::try_days::<i64>),
    ("weeks", Span::try_weeks::<i64>),
    ("months", Span::try_months::<i64>),
    ("years", Span::try_years::<i64>),
];

/// A year of four digits.
///
/// # Errors
/// For anything else.
pub(super) fn year(text: &str) -> Result<Period<Date>, QueryError> {
    calendar_period(text).filter(|_| text.len() == 4).ok_or_else(|| QueryError {
        is_unfinished: text.len() < 4 && has_form(text),
        ..QueryError::new(0, format!("not a year: {text} (write 2020)"))
    })
}

/// A year, a month, a day, or the day that was so long before today.
///
/// # Errors
/// For anything else.
pub(super) fn date(text: &str, today: Date) -> Result<Period<Date>, QueryError> {
    let day_of_age = |first| Period { first, last: first, is_age: true };
    calendar_period(text).or_else(|| day_before(text, today).map(day_of_age)).ok_or_else(|| {
        let is_like_age = split_age(text).is_some_and(|(_, unit)| unit.starts_with(char::is_alphabetic));
        let right = if is_like_age { "3days, 3weeks, 3months or 3years" } else { "2020-06-30 or 2020-06" };
        let message = format!("not a date: {text} (write {right})");
        QueryError { is_unfinished: is_beginning(text), ..QueryError::new(0, message) }
    })
}

/// The first and last day of a year, month or day: `2018`, `2018-03`, `2018-03-05`, `March 2018`, `5 Mar 2018`.
#[must_use]
pub fn calendar_days(text: &str) -> Option<(Date, Date)> {
    let of_words = || calendar_period(&numeric(text)?);
    calendar_period(text).or_else(of_words).map(|period| (period.first, period.last))
}

/// A month of a year, or a day of it, with the name of the month, as digits.
fn numeric(text: &str) -> Option<String> {
    let (mut year, mut month, mut day) = (None, None, String::new());
    for word in text.split([' ', ',', '.']).filter(|word| !word.is_empty()) {
        match word.parse::<u16>() {
            Ok(number) if word.len() == 4 && year.is_none() => year = Some(number),
            Ok(number) if word.len() <= 2 && day.is_empty() => day = format!("-{number:02}"),
            Err(_) if month.is_none() => month = Some(month_number(word)?),
            _ => return None,
        }
    }
    Some(format!("{:04}-{:02}{day}", year?, month?))
}

fn calendar_period(text: &str) -> Option<Period<Date>> {
    if !has_form(text) {
        return None;
    }
    let mut parts = text.split('-').map(str::parse::<i16>);
    let mut part = || parts.next().transpose().ok();
    let (year, month, day) = (part()??, part()?, part()?);
    let small = |part: Option<i16>| i8::try_from(part.unwrap_or(1)).unwrap_or_default();
    let first = Date::new(year, small(month), small(day)).ok()?;
    let last = match text.len() {
        4 => first.last_of_year(),
        7 => first.last_of_month(),
        10 => first,
        _ => return None,
    };
    Some(Period { first, last, is_age: false })
}

/// True for a date, or the first characters of what may become one.
fn has_form(text: &str) -> bool {
    let form: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    FORM.starts_with(&form)
}

/// The day that an age, such as `3weeks`, is before another one; the first of all days if it is before that.
fn day_before(text: &str, today: Date) -> Option<Date> {
    let (number, unit) = split_age(text)?;
    let (_, add) = UNITS.iter().find(|(name, _)| [name, &name[..name.len() - 1], &name[..1]].contains(&unit))?;
    let span = number.parse().ok().and_then(|number| add(Span::new(), number).ok());
    Some(span.map_or(Date::MIN, |span| today.saturating_sub(span)))
}

/// The number of an age, and the rest.
fn split_age(text: &str) -> Option<(&str, &str)> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &text[..text.len() - unit.len()];
    (!number.is_empty()).then_some((number, unit))
}

/// True for the first characters of a date or an age. A month that does not exist begins no date.
fn is_beginning(text: &str) -> bool {
    let of_age = split_age(text).is_some_and(|(_, unit)| UNITS.iter().any(|(name, _)| name.starts_with(unit)));
    let of_date = has_form(text)
        && match text.len() {
            8 | 9 => calendar_period(&text[..7]).is_some(),
            len => ![4, 7, 10].contains(&len),
        };
    of_age || of_date
}
