//! The sentences of the command line.

use crate::text::{pluralize, thousands};

/// A theme in the command line.
pub const USE_THEME: &str = "Use this theme";

/// Queries in the command line.
#[must_use]
pub fn show_trends(queries: &str) -> String {
    format!("Show the trends of {queries}")
}

/// A theme was chosen in the command line.
#[must_use]
pub fn theme_chosen(name: &str) -> String {
    format!("theme {name}, kept in config.toml")
}

/// The same, but it could not be written.
#[must_use]
pub fn theme_not_kept(name: &str, reason: &str) -> String {
    format!("theme {name} until the end, not kept: {reason}")
}

/// What was typed in the command line means nothing.
#[must_use]
pub fn no_such_command(typed: &str) -> String {
    format!("no action, issue or date: {typed} (dates are 2018, 2018-03, 2018-03-05 or March 2018)")
}

/// A number in the command line that leads nowhere: no issue has it, and there are not so many posts or lines.
#[must_use]
pub fn no_such_place(number: usize, last: usize, is_line: bool) -> String {
    let has = if is_line {
        format!("the text has {}", pluralize(last, "line", "lines"))
    } else {
        format!("the list has {}", pluralize(last, "post", "posts"))
    };
    format!("no issue {}, and {has}", thousands(number))
}

/// What was typed in the command line may mean several commands.
#[must_use]
pub fn ambiguous_command(typed: &str, names: &[&str]) -> String {
    format!("{typed} may be {}", names.join(", "))
}

/// A post to go to, in the command line.
#[must_use]
pub fn go_to(title: &str) -> String {
    format!("Go to {title}")
}

/// The post that is nearest to a date of which there is none, in the command line.
#[must_use]
pub fn go_to_nearest(title: &str) -> String {
    format!("Nothing of that time; go to the nearest, {title}")
}

/// A line of the text or a post of the list to go to, in the command line.
#[must_use]
pub fn go_to_place(number: usize, is_line: bool) -> String {
    if is_line { format!("Go to line {number} of the text") } else { format!("Go to post {number} of the list") }
}
