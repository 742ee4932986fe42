//! Spans of days: `2020`, `2020-06`, `2017..2019`, `>2020-06`.

use jiff::civil::Date;

use crate::model::PostDate;

/// From a day on, and up to the day before another; either end may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::search) struct DateRange {
    from: Option<Date>,
    until: Option<Date>,
}

impl DateRange {
    /// Reads a span. The error is the place in the text of what is no date, and what was wanted there.
    pub(in crate::search) fn parse(text: &str, years_only: bool) -> Result<Self, (usize, String)> {
        let period = |at: usize, text: &str| period(text, years_only).map_err(|what| (at, what));
        if let Some((from, to)) = text.split_once("..") {
            if from.is_empty() && to.is_empty() {
                return Err((0, "a span needs a beginning or an end: 2017..2019".to_owned()));
            }
            let from = if from.is_empty() { None } else { Some(period(0, from)?.0) };
            let to_at = text.len() - to.len();
            let until = if to.is_empty() { None } else { period(to_at, to)?.1 };
            if let (Some(from), Some(until)) = (from, until)
                && until <= from
            {
                return Err((to_at, "this span ends before it begins".to_owned()));
            }
            return Ok(Self { from, until });
        }
        let sign = text.len() - text.trim_start_matches(['<', '>', '=']).len();
        let (first, after) = period(sign, &text[sign..])?;
        Ok(match &text[..sign] {
            "" | "=" => Self { from: Some(first), until: after },
            // The last year of all has no day after it: nothing is later.
            ">" => Self { from: Some(after.unwrap_or(Date::MAX)), until: None },
            ">=" => Self { from: Some(first), until: None },
            "<" => Self { from: None, until: Some(first) },
            "<=" => Self { from: None, until: after },
            other => return Err((0, format!("“{other}” compares nothing; there are <, <=, > and >="))),
        })
    }

    /// Whether a date is in it.
    pub(in crate::search) fn holds(&self, date: &PostDate) -> bool {
        let day = date.date_utc();
        self.from.is_none_or(|from| day >= from) && self.until.is_none_or(|until| day < until)
    }
}

/// The first day of a year, month or day, and the day after its last one.
fn period(text: &str, years_only: bool) -> Result<(Date, Option<Date>), String> {
    let wanted = || match (years_only, text) {
        (true, _) => "a year has four digits".to_owned(),
        (false, "") => "a date is 2020, 2020-06 or 2020-06-30".to_owned(),
        (false, text) => format!("“{text}” is no date such as 2020-06-30"),
    };
    let mut parts = text.split('-');
    let mut number = |digits: usize| match parts.next() {
        None => Ok(None),
        Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
            part.parse::<i16>().map(Some).map_err(|_| wanted())
        }
        Some(_) => Err(wanted()),
    };
    let (year, month, day) = (number(4)?.ok_or_else(wanted)?, number(2)?, number(2)?);
    if parts.next().is_some() || (years_only && month.is_some()) {
        return Err(wanted());
    }
    let small = |part: Option<i16>| i8::try_from(part.unwrap_or(1)).unwrap_or_default();
    let first = Date::new(year, small(month), small(day)).map_err(|_| wanted())?;
    let after = match (month, day) {
        (_, Some(_)) => first.tomorrow(),
        (Some(_), None) => first.last_of_month().tomorrow(),
        (None, None) => first.last_of_year().tomorrow(),
    };
    Ok((first, after.ok()))
}
