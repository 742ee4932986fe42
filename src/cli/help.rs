//! What the help says besides the arguments: examples, files, and the query language.

use std::fmt::Write as _;

use clap::builder::styling::Styles;

use super::open::display_path;
use crate::config::Paths;
use crate::search::query::syntax;

/// Command lines, each with what it does.
pub(super) const EXAMPLES: [(&str, &str); 6] = [
    ("importai-reader fetch import-ai --into ~/posts", "get the newest issues of Import AI"),
    ("importai-reader ~/posts", "open a folder"),
    ("importai-reader search 'robots is:unread'", "search the configured folder"),
    ("importai-reader show ~/posts/a.md | less", "print a post"),
    ("importai-reader list --json | jq .title", "use the list in a script"),
    ("curl -s https://example.org/ | importai-reader -", "read a post from standard input"),
];

/// The user's files, each with what it is for.
pub(super) fn files(paths: Option<&Paths>) -> Vec<(String, &'static str)> {
    let in_folder = |folder: Option<&std::path::Path>, default: &str, name| {
        format!("{}/{name}", folder.map_or_else(|| default.to_owned(), display_path))
    };
    let config = |name| in_folder(paths.map(|paths| &*paths.config), "~/.config/importai-reader", name);
    let data = |name| in_folder(paths.map(|paths| &*paths.data), "~/.local/share/importai-reader", name);
    vec![
        (config("config.toml"), "settings: folder, browser, saved searches"),
        (config("keys.toml"), "keys"),
        (config("theme.toml"), "colours"),
        (config("aliases.toml"), "names and their spellings"),
        (data("marks.db"), "what was read and starred"),
    ]
}

/// What follows the arguments in the help of the program.
pub(super) fn after_help(paths: Option<&Paths>) -> String {
    let examples = EXAMPLES.map(|(example, what)| (example.to_owned(), what));
    sections([("Examples", &examples[..]), ("Files (none is required)", &files(paths)[..])])
}

/// What follows the arguments in the help of `export`.
pub(super) fn export_examples() -> String {
    let examples = [
        ("importai-reader export 'robots date:2024' --to robots.epub", "a book for an e-reader"),
        ("importai-reader export is:starred ~/posts --to starred.html", "one page for a browser"),
        ("importai-reader export 'robot arms' --stories --to arms.md", "only the stories about them"),
        ("importai-reader export '' ~/posts --to notes/", "a Markdown file for each post"),
        ("importai-reader export policy --to - --format jsonl | jq .text", "texts for a script"),
    ];
    let examples = examples.map(|(example, what)| (example.to_owned(), what));
    sections([("Examples", &examples[..])])
}

/// What follows the arguments in the help of `citations`.
pub(super) fn citations_examples() -> String {
    examples(&[
        ("importai-reader citations --min 3", "works that three stories or more cite"),
        ("importai-reader citations 'robots date:2020' ~/posts", "what stories on robots cited in 2020"),
        ("importai-reader citations ~/posts --bibtex > works.bib", "a bibliography for LaTeX"),
    ])
}

/// What follows the arguments in the help of `digest`.
pub(super) fn digest_examples() -> String {
    examples(&[
        ("importai-reader digest robots", "why stories on robots matter"),
        ("importai-reader digest 'policy year:2023' ~/posts > policy.md", "as a Markdown page"),
        ("importai-reader digest ~/posts --label 'What they did'", "another label"),
    ])
}

/// What follows the arguments in the help of `trends`.
pub(super) fn trends_examples() -> String {
    examples(&[
        ("importai-reader trends transformer diffusion", "two queries side by side"),
        ("importai-reader trends '\"robot arm\" OR gripper' --by year", "one query, year by year"),
        ("importai-reader trends --in ~/posts", "the words that rise"),
    ])
}

/// What follows the arguments in the help of `timeline`.
pub(super) fn timeline_examples() -> String {
    examples(&[
        ("importai-reader timeline ~/posts", "a calendar, and where posts are missing"),
        ("importai-reader timeline --on today", "what came out on this day in other years"),
        ("importai-reader timeline --json | jq 'select(.gap)'", "the weeks without posts, for a script"),
    ])
}

/// What follows the arguments in the help of `related`.
pub(super) fn related_examples() -> String {
    examples(&[
        ("importai-reader related 'robot arms'", "by words of a headline or title"),
        ("importai-reader related ~/posts/a.md", "all stories of a post"),
        ("importai-reader related ~/posts/a.md#3", "its third story"),
    ])
}

/// What follows the arguments in the help of `names`.
pub(super) fn names_examples() -> String {
    examples(&[
        ("importai-reader names", "all names of the archive"),
        ("importai-reader names 'robots year:2023' ~/posts", "those in stories on robots"),
        ("importai-reader names --kind person", "people"),
        ("importai-reader names --of ImageNet ~/posts", "the page of one name"),
    ])
}

fn examples(examples: &[(&str, &'static str)]) -> String {
    let examples: Vec<_> = examples.iter().map(|(example, what)| ((*example).to_owned(), *what)).collect();
    sections([("Examples", &examples[..])])
}

/// What follows the arguments in the help of `search`.
pub(super) fn query_language() -> String {
    let parts = syntax();
    sections(parts.iter().map(|part| (part.heading, &*part.rows)))
}

/// What `import` reads, with what to type.
const IMPORTS: [(&str, &str); 10] = [
    ("Substack", "the zip of an export, or its folder; add --site for links"),
    ("WordPress", "the XML file of an export (WXR)"),
    ("Ghost", "the JSON file of an export; add --site for links"),
    ("Medium", "the zip of an export"),
    ("Buttondown", "the zip or CSV of an export, or Markdown with front matter"),
    ("Mail", "an mbox, a folder of .eml files or a Maildir; each message becomes a post"),
    ("Bookmarks", "the HTML that browsers export, as posts without a text"),
    ("Links", "the CSV of Pocket, Instapaper or Readwise Reader, or one with a column `url`"),
    ("Feed", "a file of RSS, Atom or JSON Feed"),
    ("Feeds (OPML)", "has no posts; import prints the commands that fetch them"),
];

/// Command lines of `import`, each with what it does.
const IMPORT_EXAMPLES: [(&str, &str); 4] = [
    ("importai-reader import export.zip --into ~/posts", "all published posts"),
    ("importai-reader import export.zip --site example.org", "with links to their pages"),
    ("importai-reader import news.mbox bookmarks.html", "several files, any names"),
    ("importai-reader import ~/Downloads/old --dry-run", "what would be written"),
];

/// What `import` reads, for the manual page.
pub(super) fn imports() -> Vec<(String, &'static str)> {
    IMPORTS.iter().map(|(from, what)| ((*from).to_owned(), *what)).collect()
}

/// What follows the arguments in the help of `import`.
pub(super) fn import_formats() -> String {
    let rows = |rows: &[(&str, &'static str)]| -> Vec<(String, &'static str)> {
        rows.iter().map(|(left, right)| ((*left).to_owned(), *right)).collect()
    };
    let text = "A file is known by what is in it, whatever its name. Posts that are in the folder already, by id or \
                link, are left alone.\nWhat is not published is left out and counted. Posts for subscribers only are \
                marked as `paywalled: true`.\nEntries of a zip that are links, encrypted, zips, too large or that \
                lead out of it are refused by name; the rest comes in.\n\n";
    text.to_owned() + &sections([("Formats", &*rows(&IMPORTS)), ("Examples", &*rows(&IMPORT_EXAMPLES))])
}

/// Two columns under each heading.
fn sections<'a>(sections: impl IntoIterator<Item = (&'a str, &'a [(String, &'static str)])>) -> String {
    let style = *Styles::styled().get_header();
    let mut out = String::new();
    for (heading, rows) in sections {
        let width = rows.iter().map(|(left, _)| left.chars().count()).max().unwrap_or_default();
        let gap = if out.is_empty() { "" } else { "\n" };
        // Writing to a string does not fail.
        let _ = writeln!(out, "{gap}{}{heading}:{}", style.render(), style.render_reset());
        for (left, right) in rows {
            let _ = writeln!(out, "  {left:width$}  {right}");
        }
    }
    out
}
