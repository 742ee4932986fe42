//! Dates that are none, or that no calendar was made for.

use super::{Kind, Made, Rng};

pub(super) static KINDS: [Kind; 4] = [
    Kind { name: "odd dates", why: "what cannot be read is told, and the file's name stands in", count: 20, make: odd },
    Kind { name: "far dates", why: "the years 0 and 9999 with zones that lead out of them", count: 10, make: far },
    Kind { name: "long dates", why: "a date of a hundred thousand digits", count: 4, make: long },
    Kind { name: "dates that are lists", why: "any YAML may stand there", count: 4, make: lists },
];

/// Dates that no calendar has.
pub const ODD: [&str; 20] = [
    "2023-02-29",
    "2024-13-01",
    "2024-00-10",
    "2024-01-00",
    "2024-04-31",
    "2024-03-05 25:00:00",
    "2024-03-05 10:99",
    "soon",
    "99999999999999999999",
    "1e300",
    "-1",
    "0",
    "٢٠٢٤-٠٣-٠٥",
    "05/03/2024 at noon",
    "2024-W10-2",
    "2024-065",
    "2024-03-05T10:00:00+99:99",
    "March",
    "$date",
    "\u{1b}[31m2024",
];

fn odd(_: &mut Rng, variant: usize) -> Made {
    Made::front(&format!("title: A title\ndate: {}", ODD[variant])).told("cannot parse")
}

fn far(_: &mut Rng, variant: usize) -> Made {
    let date = [
        "0000-01-01",
        "0000-01-01 00:00:00 +2359",
        "9999-12-31",
        "9999-12-31 23:59:59 -2359",
        "9999-12-31T23:59:59.999999999Z",
        "-9999-01-01",
        "+10000-01-01",
        "0001-01-01",
        "1582-10-10",
        "1970-01-01 00:00:00 +0000",
    ][variant];
    Made::front(&format!("title: A title\ndate: {date}")).any_fault()
}

fn long(_: &mut Rng, variant: usize) -> Made {
    let date = ["9".repeat(100_000), "2024-".repeat(20_000), " ".repeat(100_000) + "x", "2024-03-05 ".repeat(10_000)];
    Made::front(&format!("title: A title\ndate: {}", date[variant])).any_fault()
}

fn lists(_: &mut Rng, variant: usize) -> Made {
    let date = ["[2024, 3, 5]", "{year: 2024}", "\n  - 2024-03-05", "!!timestamp 2024-03-05"][variant];
    Made::front(&format!("title: A title\ndate: {date}")).any_fault()
}
