//! Days of queries: `2020`, `2020-06`, `2020-06-30`.

use jiff::civil::Date;

use super::QueryError;
use super::range::Period;

/// The form of a whole date. Its first four characters are a year, its first seven a month.
const FORM: &str = "0000-00-00";

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

/// A year, a month or a day.
///
/// # Errors
/// For anything else.
pub(super) fn date(text: &str) -> Result<Period<Date>, QueryError> {
    calendar_period(text).ok_or_else(|| QueryError {
        is_unfinished: is_beginning(text),
        ..QueryError::new(0, format!("not a date: {text} (write 2020-06-30 or 2020-06)"))
    })
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
    Some(Period { first, last })
}

/// True for a date, or the first characters of what may become one.
fn has_form(text: &str) -> bool {
    let form: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    FORM.starts_with(&form)
}

/// True for the first characters of a date. A month that does not exist begins none.
fn is_beginning(text: &str) -> bool {
    has_form(text)
        && match text.len() {
            8 | 9 => calendar_period(&text[..7]).is_some(),
            len => ![4, 7, 10].contains(&len),
        }
}
