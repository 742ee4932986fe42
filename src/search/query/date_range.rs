//! Date ranges of queries: `2020`, `2020-06`, `2017..2019`, `>2020-06`.

use jiff::civil::Date;

use super::QueryError;
use crate::model::PostDate;

/// A range of days; either end may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::search) struct DateRange {
    /// The first day.
    from: Option<Date>,
    /// The day after the last one.
    until: Option<Date>,
}

impl DateRange {
    /// Parses a range.
    ///
    /// # Errors
    /// For a bad date, an unknown comparison, or a range that ends before it starts.
    pub(in crate::search) fn parse(text: &str, years_only: bool) -> Result<Self, QueryError> {
        let error = |offset: usize, message: String| QueryError { offset, message };
        let period = |at: usize, text: &str| period(text, years_only).map_err(|message| error(at, message));
        if let Some((from, to)) = text.split_once("..") {
            if from.is_empty() && to.is_empty() {
                return Err(error(0, "expected a date before or after .., as in 2017..2019".to_owned()));
            }
            let from = if from.is_empty() { None } else { Some(period(0, from)?.0) };
            let to_at = text.len() - to.len();
            let until = if to.is_empty() { None } else { period(to_at, to)?.1 };
            if let (Some(from), Some(until)) = (from, until)
                && until <= from
            {
                return Err(error(to_at, "this range ends before it starts".to_owned()));
            }
            return Ok(Self { from, until });
        }
        let operator_len = text.len() - text.trim_start_matches(['<', '>', '=']).len();
        let (first, after) = period(operator_len, &text[operator_len..])?;
        Ok(match &text[..operator_len] {
            "" | "=" => Self { from: Some(first), until: after },
            // There is no day after the last year.
            ">" => Self { from: Some(after.unwrap_or(Date::MAX)), until: None },
            ">=" => Self { from: Some(first), until: None },
            "<" => Self { from: None, until: Some(first) },
            "<=" => Self { from: None, until: after },
            other => return Err(error(0, format!("unknown comparison “{other}”; use <, <=, > or >="))),
        })
    }

    /// True if a date is in the range.
    pub(in crate::search) fn contains(&self, date: &PostDate) -> bool {
        let day = date.date_utc();
        self.from.is_none_or(|from| day >= from) && self.until.is_none_or(|until| day < until)
    }
}

/// The first day of a year, month or day, and the day after its last one. The error is a message.
fn period(text: &str, years_only: bool) -> Result<(Date, Option<Date>), String> {
    let expected = || match (years_only, text) {
        (true, _) => "expected a year of four digits".to_owned(),
        (false, "") => "expected a date: 2020, 2020-06 or 2020-06-30".to_owned(),
        (false, text) => format!("expected a date such as 2020-06-30, found “{text}”"),
    };
    let mut parts = text.split('-');
    let mut number = |digits: usize| match parts.next() {
        None => Ok(None),
        Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
            part.parse::<i16>().map(Some).map_err(|_| expected())
        }
        Some(_) => Err(expected()),
    };
    let (year, month, day) = (number(4)?.ok_or_else(expected)?, number(2)?, number(2)?);
    if parts.next().is_some() || (years_only && month.is_some()) {
        return Err(expected());
    }
    let small = |part: Option<i16>| i8::try_from(part.unwrap_or(1)).unwrap_or_default();
    let first = Date::new(year, small(month), small(day)).map_err(|_| expected())?;
    let after = match (month, day) {
        (_, Some(_)) => first.tomorrow(),
        (Some(_), None) => first.last_of_month().tomorrow(),
        (None, None) => first.last_of_year().tomorrow(),
    };
    Ok((first, after.ok()))
}
