//! Months, quarters and years: what the posts of an archive are counted by.

use std::fmt;

use jiff::civil::Date;

use crate::model::PostDate;

/// The length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodLength {
    /// A month.
    Month,
    /// Three months, from January on.
    Quarter,
    /// A year.
    Year,
}

/// A month, quarter or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    year: i16,
    /// The month, quarter or year, counted from the year 0 on.
    number: i32,
    length: PeriodLength,
}

impl PeriodLength {
    /// The next shorter length; the same if there is none.
    #[must_use]
    pub fn shorter(self) -> Self {
        if self == Self::Year { Self::Quarter } else { Self::Month }
    }

    /// The next longer length; the same if there is none.
    #[must_use]
    pub fn longer(self) -> Self {
        if self == Self::Month { Self::Quarter } else { Self::Year }
    }

    /// `month`, `quarter` or `year`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The number of months.
    fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The shortest periods of which there are at most so many between two dates.
    #[must_use]
    pub fn fitting(first: &PostDate, last: &PostDate, most: usize) -> Self {
        let is_few = |length: &Self| Period::of(last, *length).since(Period::of(first, *length)) < most;
        [Self::Month, Self::Quarter].into_iter().find(is_few).unwrap_or(Self::Year)
    }
}

impl Period {
    /// The period of a date.
    #[must_use]
    pub fn of(date: &PostDate, length: PeriodLength) -> Self {
        Self::of_day(date.date_utc(), length)
    }

    /// The period of a day.
    #[must_use]
    pub fn of_day(day: Date, length: PeriodLength) -> Self {
        let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
        Self { year: day.year(), number: month.div_euclid(length.months()), length }
    }

    /// Its length.
    #[must_use]
    pub fn length(self) -> PeriodLength {
        self.length
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        let month = 1 + (self.number * self.length.months()).rem_euclid(12);
        Date::new(self.year, i8::try_from(month).unwrap_or(1), 1).unwrap_or(Date::MAX)
    }

    /// True if it begins a year.
    #[must_use]
    pub fn begins_year(self) -> bool {
        (self.number * self.length.months()).rem_euclid(12) == 0
    }

    /// The year that it is in.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// How many periods it is after another one.
    #[must_use]
    pub fn since(self, first: Self) -> usize {
        usize::try_from(self.number - first.number).unwrap_or_default()
    }

    /// The one so many periods later.
    #[must_use]
    pub fn later(self, count: usize) -> Self {
        let number = self.number + i32::try_from(count).unwrap_or(i32::MAX - self.number);
        let year = (number * self.length.months()).div_euclid(12);
        Self { year: i16::try_from(year).unwrap_or(i16::MAX), number, ..self }
    }

    /// The query that finds its posts: `date:2020-06`, `date:2020-04..2020-06`, `year:2020`.
    #[must_use]
    pub fn query(self) -> String {
        let first = 1 + (self.number * self.length.months()).rem_euclid(12);
        let year = self.year;
        match self.length {
            PeriodLength::Month => format!("date:{year:04}-{first:02}"),
            PeriodLength::Quarter => format!("date:{year:04}-{first:02}..{year:04}-{:02}", first + 2),
            PeriodLength::Year => format!("year:{year:04}"),
        }
    }
}

/// `2020-06`, `2020 Q2`, `2020`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            PeriodLength::Month => write!(f, "{:04}-{:02}", self.year, 1 + self.number.rem_euclid(12)),
            PeriodLength::Quarter => write!(f, "{:04} Q{}", self.year, 1 + self.number.rem_euclid(4)),
            PeriodLength::Year => write!(f, "{:04}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_names_and_queries() {
        let date = |text: &str| PostDate::parse(text).map_or(PostDate::modified(0), |(date, _)| date);
        for (day, length, name, query, next) in [
            ("2020-06-30", PeriodLength::Month, "2020-06", "date:2020-06", "2020-07"),
            ("2020-12-31", PeriodLength::Month, "2020-12", "date:2020-12", "2021-01"),
            ("2020-06-30", PeriodLength::Quarter, "2020 Q2", "date:2020-04..2020-06", "2020 Q3"),
            ("2020-12-31", PeriodLength::Quarter, "2020 Q4", "date:2020-10..2020-12", "2021 Q1"),
            ("2020-12-31", PeriodLength::Year, "2020", "year:2020", "2021"),
        ] {
            let period = Period::of(&date(day), length);
            assert_eq!(
                (period.to_string(), period.query(), period.later(1).to_string()),
                (name.into(), query.into(), next.into())
            );
            assert_eq!(period.later(5).since(period), 5);
        }
        let fitting = |first, last| PeriodLength::fitting(&date(first), &date(last), 20);
        assert_eq!(fitting("2020-01-01", "2021-08-31"), PeriodLength::Month);
        assert_eq!(fitting("2020-01-01", "2021-09-01"), PeriodLength::Quarter);
        assert_eq!(fitting("2010-01-01", "2020-01-01"), PeriodLength::Year);
    }
}
