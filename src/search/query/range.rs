//! Ranges of queries: `2020`, `>2020-06`, `10..20`.

use std::ops::Bound::{self, Excluded, Included, Unbounded};

use super::QueryError;

/// A range of days or numbers; either end may be open.
pub(in crate::search) type Range<T> = (Bound<T>, Bound<T>);

/// What one value stands for, such as all days of a month.
pub(super) struct Period<T> {
    pub(super) first: T,
    pub(super) last: T,
    /// True for days that were given by how long ago they are: of them, the greater is the earlier.
    pub(super) is_age: bool,
}

/// Parses a range of values that `period` reads.
///
/// # Errors
/// `missing` if there is no value; for a bad one, an unknown comparison, or a range that ends before it starts.
pub(super) fn parse<T: Copy + Ord>(
    text: &str,
    missing: &QueryError,
    period: impl Fn(&str) -> Result<Period<T>, QueryError>,
) -> Result<Range<T>, QueryError> {
    let period = |text: &str| if text.is_empty() { Err(missing.clone()) } else { period(text) };
    if let Some((from, to)) = text.split_once("..") {
        let to_at = text.len() - to.len();
        // A range may lack one of its ends.
        let first = match from {
            "" if !to.is_empty() => Unbounded,
            from => Included(period(from).map_err(QueryError::for_good)?.first),
        };
        let last = match to {
            "" => Unbounded,
            to => Included(period(to).map_err(|error| error.shifted(to_at))?.last),
        };
        return match (first, last) {
            (Included(first), Included(last)) if last < first => Err(QueryError {
                // `10..2` may become `10..20`.
                is_unfinished: period(&format!("{to}9")).is_ok_and(|longer| longer.last > first),
                ..QueryError::new(to_at, format!("range ends before it starts (write {to}..{from})"))
            }),
            range => Ok(range),
        };
    }
    let value = text.trim_start_matches(['<', '>', '=']);
    let (comparison, at) = (&text[..text.len() - value.len()], text.len() - value.len());
    if !["", "=", "<", "<=", ">", ">="].contains(&comparison) {
        return Err(QueryError::new(0, format!("unknown comparison {comparison} (write <, <=, > or >=)")));
    }
    let found = period(value).map_err(|error| {
        let is_half_range = value.strip_suffix('.').is_some_and(|value| at == 0 && period(value).is_ok());
        QueryError { is_unfinished: error.is_unfinished || is_half_range, ..error.shifted(at) }
    })?;
    Ok(match (comparison, found.is_age) {
        ("<", false) | (">", true) => (Unbounded, Excluded(found.first)),
        ("<=", false) | (">=", true) => (Unbounded, Included(found.last)),
        (">", false) | ("<", true) => (Excluded(found.last), Unbounded),
        (">=", false) | ("<=", true) => (Included(found.first), Unbounded),
        _ => (Included(found.first), Included(found.last)),
    })
}

/// A number.
///
/// # Errors
/// For anything else.
pub(super) fn number(text: &str) -> Result<Period<u32>, QueryError> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(QueryError::new(0, format!("not a number: {text} (write 10, <10 or 10..20)")));
    }
    let number = text.parse().unwrap_or(u32::MAX);
    Ok(Period { first: number, last: number, is_age: false })
}
