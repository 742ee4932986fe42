//! `doctor`: checks settings, folders, marks, terminal and programs, and says how to fix what is wrong. Changes
//! nothing.

use std::collections::HashSet;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::open::{cache_place, display_path};
use super::{Exit, exit_of, print};
use crate::cache::{CacheInfo, CacheReader};
use crate::config::keymap::Keymap;
use crate::config::theme::Themes;
use crate::config::{Config, Paths, load_aliases};
use crate::load::{self, CACHED_FROM, Input, LoadOptions, Roots};
use crate::model::{PostId, Series, SeriesGaps};
use crate::store;
use crate::store::{DbError, Health};
use crate::text::{CleanText, thousands};
use crate::tui::{self, WebProgram};

/// Advice for an invalid line of a settings file.
const FIX_LINE: &str = "fix or remove the line; until then the default is used";

/// The smallest usable terminal, in columns and rows.
const MIN_SIZE: (u16, u16) = (20, 5);

/// The result of one check.
struct Check {
    /// What was checked.
    subject: &'static str,
    text: String,
    /// How to fix it; `None` if nothing is wrong.
    advice: Option<String>,
}

fn ok(subject: &'static str, text: impl Into<String>) -> Check {
    Check { subject, text: text.into(), advice: None }
}

fn problem(subject: &'static str, text: impl Into<String>, advice: impl Into<String>) -> Check {
    Check { subject, text: text.into(), advice: Some(advice.into()) }
}

/// Runs all checks and prints them. Exits with 1 if something is wrong.
pub(super) fn doctor(folders: &[PathBuf]) -> Exit {
    let checks = run_checks(folders);
    let count = checks.iter().filter(|check| check.advice.is_some()).count();
    match print(|out| Ok(report(&checks, count, out)?)) {
        Err(error) => exit_of(&error),
        Ok(()) if count > 0 => Exit::Failed,
        Ok(()) => Exit::Success,
    }
}

fn run_checks(folders: &[PathBuf]) -> Vec<Check> {
    let paths = Paths::for_user();
    let (config, mut checks) = settings(paths.as_ref());
    let folders = if folders.is_empty() { &config.folders } else { folders };
    if folders.is_empty() {
        checks.push(ok("folder", "none configured; the built-in samples are used"));
    }
    checks.extend(folders.iter().flat_map(|folder| posts(folder)));
    checks.extend(cache(folders, &config));
    checks.extend(paths.iter().flat_map(|paths| marks(&paths.data)));
    checks.extend([terminal(), colours(), locale(), links(&config), copying()]);
    checks
}

fn report(checks: &[Check], count: usize, out: &mut dyn Write) -> io::Result<()> {
    for Check { subject, text, advice } in checks {
        let verdict = if advice.is_some() { "WRONG" } else { "ok" };
        writeln!(out, "{verdict:5}  {subject:8}  {}", CleanText::single_line(text))?;
        if let Some(advice) = advice {
            writeln!(out, "{:15}  {}", "", CleanText::single_line(&format!("→ {advice}")))?;
        }
    }
    match count {
        0 => writeln!(out, "No problems found."),
        1 => writeln!(out, "1 problem found."),
        count => writeln!(out, "{count} problems found."),
    }
}

/// Checks the settings files, and returns the configuration too.
fn settings(paths: Option<&Paths>) -> (Config, Vec<Check>) {
    let folder = paths.map(|paths| paths.config.as_path());
    let (config, config_warnings) = Config::load(folder);
    let files = [
        ("config", "config.toml", config_warnings),
        ("keys", "keys.toml", Keymap::load(folder).1),
        ("theme", "theme.toml", Themes::load(folder, "", true).1),
        ("aliases", "aliases.toml", load_aliases(folder).1),
    ];
    let Some(folder) = folder else {
        let advice = "set HOME; until then there are no settings and marks are not kept";
        return (config, vec![problem("home", "there is no home directory", advice)]);
    };
    let mut checks = Vec::new();
    for (subject, name, warnings) in files {
        let path = display_path(&folder.join(name));
        checks.push(match warnings.as_slice() {
            [] if folder.join(name).exists() => ok(subject, path),
            [] => ok(subject, format!("{path} not found; using the defaults")),
            [first, ..] => problem(subject, first.as_str(), FIX_LINE),
        });
        checks.extend(warnings.iter().skip(1).map(|warning| problem(subject, warning.as_str(), FIX_LINE)));
    }
    (config, checks)
}

/// Checks a folder of posts, and the series in it.
fn posts(folder: &Path) -> Vec<Check> {
    let roots = match Roots::open(&[folder.to_owned()]) {
        Ok(roots) => roots,
        Err(error) => {
            let advice = "set another folder in config.toml or on the command line";
            return vec![problem("folder", error.to_string(), advice)];
        }
    };
    let mut series = Series::default();
    let (mut count, mut with_problems, mut shared) = (0, 0, 0);
    let mut known = HashSet::new();
    load::load(&Input::Folders(roots), LoadOptions::default(), |batch| {
        let ids = (count..).map(|id| PostId(u32::try_from(id).unwrap_or(u32::MAX)));
        batch.posts.iter().zip(ids).for_each(|(post, id)| series.add(&post.title, id));
        count += batch.posts.len();
        shared += batch.posts.iter().filter(|post| !known.insert(post.identity().to_owned())).count();
        with_problems += batch.posts.iter().filter(|post| !post.problems.is_empty()).count() + batch.skipped.len();
        ControlFlow::Continue(())
    });
    let posts = if count == 1 { "1 post".to_owned() } else { format!("{count} posts") };
    let with_problems = match with_problems {
        0 => "none with problems".to_owned(),
        count => format!("{count} with problems (press ! in the reader to list them)"),
    };
    let shared = match shared {
        0 => String::new(),
        1 => ", 1 with the link of another, whose marks it shares".to_owned(),
        count => format!(", {count} with the links of others, whose marks they share"),
    };
    let folder = ok("folder", format!("{}: {posts}, {with_problems}{shared}", display_path(folder)));
    let gaps = series.gaps();
    std::iter::once(folder).chain(gaps.iter().map(missing)).collect()
}

/// Which numbers of a series are missing, with the search that finds posts which mention the first.
fn missing(series: &SeriesGaps<'_>) -> Check {
    let (words, query) = (series.in_words(), series.query());
    ok("series", format!("{}: {words} (search '{query}' finds posts that mention it)", series.name))
}

/// The cache of the folders, which are opened together.
fn cache(folders: &[PathBuf], config: &Config) -> Option<Check> {
    if !config.cache {
        return Some(ok("cache", "off, by cache = false in config.toml; every start reads all files"));
    }
    let input = Input::Folders(Roots::open(folders).ok()?);
    let place = cache_place(config, &input)?;
    let CacheInfo { file, bytes } = place.info();
    let path = display_path(&file);
    Some(match bytes.map(|bytes| usize::try_from(bytes.div_ceil(1024)).unwrap_or(usize::MAX)) {
        None => ok("cache", format!("none; folders of more than {CACHED_FROM} posts have one after the next start")),
        Some(kib) if CacheReader::open(&place).is_some() => {
            ok("cache", format!("{path}: {} KiB, in use", thousands(kib)))
        }
        Some(kib) => ok("cache", format!("{path}: {} KiB, not usable; it is made anew", thousands(kib))),
    })
}

/// Checks the marks file and its backups.
fn marks(folder: &Path) -> Vec<Check> {
    let report = store::inspect(folder);
    let path = display_path(&report.path);
    let cannot_write = report.unwritable.is_some();
    let mut checks = Vec::from_iter(match report.health {
        Health::Absent if cannot_write => None,
        Health::Absent => Some(ok("marks", format!("none yet; they will be kept in {path}"))),
        Health::Ok { version, marks } => {
            Some(ok("marks", format!("{path}: intact, version {version}, marks of {marks} posts")))
        }
        Health::Failed(error) => Some(problem("marks", format!("{path}: {error}"), store_advice(&error))),
    });
    if let Some((path, reason)) = report.unwritable {
        let advice = "check its permissions and the disk; until then marks are not kept, or not backed up";
        checks.push(problem("marks", format!("cannot write {}: {reason}", display_path(&path)), advice));
    }
    checks.extend(match report.backups.as_slice() {
        [] if cannot_write => None,
        [] => Some(ok("backups", "none yet; one is made on each day you use the reader")),
        [newest, ..] => Some(ok("backups", format!("{}, the newest of {newest}", report.backups.len()))),
    });
    for damaged in report.damaged_backups {
        checks.push(problem("backups", format!("{} is damaged", display_path(&damaged)), "remove it"));
    }
    checks
}

/// What to do if the marks file cannot be used.
fn store_advice(error: &DbError) -> &'static str {
    match error {
        DbError::Newer => "update importai-reader; until then marks are shown but not kept",
        DbError::Refused(_) | DbError::NotCopied(_) => "check the permissions of the file and its folder, and the disk",
        DbError::Missing => "start the reader: it restores the newest backup",
        DbError::Damaged(_) => "start the reader: it renames the file and restores the newest backup",
    }
}

/// Checks the terminal's type and size.
fn terminal() -> Check {
    let subject = "terminal";
    let term = env::var("TERM").unwrap_or_default();
    if term.is_empty() || term == "dumb" {
        let kind = if term.is_empty() { "TERM is not set" } else { "TERM is dumb" };
        return problem(subject, kind, "set TERM to your terminal's type, such as xterm-256color");
    }
    if !io::stdout().is_terminal() {
        return ok(subject, format!("{term}; size unknown, standard output is not a terminal"));
    }
    match crossterm::terminal::size() {
        Ok((columns, rows)) if columns < MIN_SIZE.0 || rows < MIN_SIZE.1 => problem(
            subject,
            format!("{term}, {columns} columns and {rows} rows"),
            format!("make it larger: at least {} columns and {} rows are needed", MIN_SIZE.0, MIN_SIZE.1),
        ),
        Ok((columns, rows)) => ok(subject, format!("{term}, {columns} columns and {rows} rows")),
        Err(error) => problem(subject, format!("{term}; cannot get its size: {error}"), "try another terminal"),
    }
}

/// Which colours the terminal shows.
fn colours() -> Check {
    let set = |name| env::var(name).ok().filter(|value: &String| !value.is_empty());
    let text = match (set("NO_COLOR"), set("COLORTERM")) {
        (Some(_), _) => "none: NO_COLOR is set".to_owned(),
        (None, Some(kind)) if kind == "truecolor" || kind == "24bit" => {
            format!("16 colours, and 24-bit colours in your own theme (COLORTERM is {kind})")
        }
        _ => "16 colours; COLORTERM does not announce 24-bit colours".to_owned(),
    };
    ok("colours", text)
}

/// Checks that the locale is UTF-8.
fn locale() -> Check {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let set = names.iter().find_map(|name| Some((name, env::var(name).ok().filter(|value| !value.is_empty())?)));
    let is_utf_8 = |value: &str| value.to_ascii_lowercase().replace('-', "").contains("utf8");
    match set {
        Some((name, value)) if is_utf_8(&value) => ok("locale", format!("{name} is {value}")),
        Some((name, value)) => problem(
            "locale",
            format!("{name} is {value}, which is not UTF-8"),
            "set it to a UTF-8 locale, such as C.UTF-8",
        ),
        None => problem("locale", "not set", "set LANG to a UTF-8 locale, such as C.UTF-8"),
    }
}

/// Browsers that need the terminal.
const FOR_TERMINALS: [&str; 7] = ["w3m", "lynx", "links", "links2", "elinks", "browsh", "www-browser"];

fn is_for_terminal(browser: &Path) -> bool {
    FOR_TERMINALS.iter().any(|name| browser.file_name().is_some_and(|file| file == *name))
}

/// Checks that a browser can be started.
fn links(config: &Config) -> Check {
    let programs = tui::browser_candidates(config);
    let found: Vec<PathBuf> = programs.iter().filter_map(|program| tui::find_program(program.as_ref())).collect();
    let mut nothing = None;
    for opener in &found {
        let shown = opener.display();
        match tui::web_program(opener) {
            WebProgram::Itself if !config.browser_in_terminal && is_for_terminal(opener) => {
                let text = format!("{shown} runs in the terminal, and links are opened in the background");
                return problem("links", text, "set browser_in_terminal = true in config.toml, or another browser");
            }
            WebProgram::Itself => return ok("links", format!("opened with {shown}")),
            WebProgram::Named(browser) => return ok("links", format!("opened with {shown}, which starts {browser}")),
            WebProgram::Nothing(Some(entry)) => {
                nothing = nothing.or(Some(format!("{shown} is to start {entry}, which is not installed")));
            }
            WebProgram::Nothing(None) => {
                nothing = nothing.or(Some(format!("{shown} has no program for web addresses")));
            }
        }
    }
    if let Some(nothing) = nothing {
        let text = format!("no browser found: {nothing}");
        return problem("links", text, "install a browser, or set browser in config.toml or $BROWSER");
    }
    let advice = "install it, or set browser in config.toml to another program";
    match programs.as_slice() {
        [program] => problem("links", format!("{program} is not installed or not executable"), advice),
        all => {
            let text = format!("no program found to open links (tried {})", all.join(", "));
            problem("links", text, "install xdg-utils, or set browser in config.toml or $BROWSER")
        }
    }
}

/// How text is copied.
fn copying() -> Check {
    let through_terminal = "through the terminal (OSC 52), which it must allow; in tmux: set -g set-clipboard on";
    ok("copying", if tui::has_clipboard() { "to the system clipboard" } else { through_terminal })
}
