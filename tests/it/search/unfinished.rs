//! Queries that are still being typed: what is not finished at their end is left out, and what no more letters can make
//! right is an error.

use importai_reader::search::Query;

use super::archive;
use crate::support::Failures;

/// What is typed, and a whole query that finds the same.
const WAITING: &[(&str, &str)] = &[
    ("title:", ""),
    ("room title:", "room"),
    ("room Title: ", "room"),
    ("room -title:", "room"),
    ("room title:\"", "room"),
    ("room title:(", "room"),
    ("room is:", "room"),
    ("room is:un", "room"),
    ("room has:prob", "room"),
    ("room year:", "room"),
    ("room year:20", "room"),
    ("room year:>", "room"),
    ("room year:>201", "room"),
    ("room year:2019.", "room"),
    ("room year:2019..", "room year:2019.."),
    ("room year:2019..20", "room"),
    ("room date:2020-", "room"),
    ("room date:2020-1", "room"),
    ("room date:2020-06-3", "room"),
    ("room date:<3wee", "room"),
    ("room minutes:", "room"),
    ("room minutes:<", "room"),
    ("room -", "room"),
    ("room NOT", "room"),
    ("room OR", "room"),
    ("room AND ", "room"),
    ("room OR title:", "room"),
    ("room OR -", "room"),
    ("room OR (", "room"),
    ("OR", ""),
    ("room AND (sorter OR", "room sorter"),
    ("room (sorter title:", "room sorter"),
    ("room /lam", "room"),
    ("\"by room", "\"by room\""),
    // Not known to be a field.
    ("titl", "titl"),
    ("foo:", "\"foo:\""),
];

#[test]
fn what_is_not_finished_waits() {
    let searched = archive();
    let mut wrong = Failures::default();
    for &(typed, same) in WAITING {
        match Query::while_typing(typed) {
            Ok(query) => wrong.compare(typed, &searched.names_of(&query), &searched.names(same)),
            Err(error) => wrong.unless(false, || format!("{typed}: {error}")),
        }
    }
    wrong.report();
}

#[test]
fn what_more_letters_cannot_make_right_is_an_error() {
    for typed in [
        "foo:bar",
        "year:20x",
        "year:20 room",
        "year:20..",
        "year:2019..2017",
        "date:2020-13",
        "date:2020-13-0",
        "date:30 O",
        "date:<3wex",
        "is:unx",
        "is:un room",
        "title: room",
        "room - lamp",
        "OR room",
        "room OR OR lamp",
        "(room OR) lamp",
        "/la(mp/",
        "minutes:x",
    ] {
        let (lenient, strict) = (Query::while_typing(typed).unwrap_err(), Query::parse(typed).unwrap_err());
        assert_eq!((lenient.offset, lenient.message), (strict.offset, strict.message), "{typed}");
    }
}

#[test]
fn nothing_is_an_error_on_the_way_to_a_good_query() {
    for query in [
        "robots title:apple date:2017-10-30",
        "year:2017..2019 -is:unread has:problem",
        "date:>2020-06 date:<3weeks OR date:>=1year",
        "(robots OR arms) AND NOT (title:(a b) OR -story:\"c d\")",
        "minutes:10..20 words:>500 \"a phrase\" f(x)",
        "date:2020-01-15..2020-02 /robot(s|ic)/",
    ] {
        for (end, _) in query.char_indices() {
            let typed = &query[..end];
            assert!(Query::while_typing(typed).is_ok(), "{typed}: {:?}", Query::while_typing(typed));
        }
        assert!(Query::parse(query).is_ok(), "{query}: {:?}", Query::parse(query));
    }
}
