//! `doctor`: what is fine and what is wrong with settings, folders, marks, terminal and programs, and what to do about it.
//! It looks and changes nothing.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::open::shown;
use super::{Exit, exit_of, print};
use crate::config::keymap::Keymap;
use crate::config::theme::Theme;
use crate::config::{Config, Paths};
use crate::load::Roots;
use crate::load::{self, Input};
use crate::store::Condition;
use crate::text::CleanText;
use crate::{store, tui};

/// What to do about a faulty line of a settings file.
const MEND_LINE: &str = "correct the line or remove it; until then its default stands";

/// The smallest terminal that shows a line of an index.
const SMALLEST: (u16, u16) = (20, 5);

/// What was found of one thing.
struct Finding {
    what: &'static str,
    text: String,
    /// What to do about it, where it is wrong.
    advice: Option<String>,
}

fn fine(what: &'static str, text: impl Into<String>) -> Finding {
    Finding { what, text: text.into(), advice: None }
}

fn wrong(what: &'static str, text: impl Into<String>, advice: impl Into<String>) -> Finding {
    Finding { what, text: text.into(), advice: Some(advice.into()) }
}

/// Looks at everything, and ends with 1 where something is wrong.
pub(super) fn doctor(folders: &[PathBuf]) -> Exit {
    let findings = examine(folders);
    let count = findings.iter().filter(|finding| finding.advice.is_some()).count();
    match print(|out| Ok(report(&findings, count, out)?)) {
        Err(error) => exit_of(&error),
        Ok(()) if count > 0 => Exit::Failed,
        Ok(()) => Exit::Fine,
    }
}

fn examine(folders: &[PathBuf]) -> Vec<Finding> {
    let paths = Paths::of_user();
    let (config, mut findings) = settings(paths.as_ref());
    let folders = if folders.is_empty() { &config.folders } else { folders };
    if folders.is_empty() {
        findings.push(fine("folder", "none is set; without one, the built-in sample posts are opened"));
    }
    findings.extend(folders.iter().map(|folder| posts(folder)));
    findings.extend(paths.iter().flat_map(|paths| marks(&paths.data)));
    findings.extend([terminal(), colours(), locale(), links(&config), copying()]);
    findings
}

fn report(findings: &[Finding], count: usize, out: &mut dyn Write) -> io::Result<()> {
    for Finding { what, text, advice } in findings {
        let verdict = if advice.is_some() { "WRONG" } else { "fine" };
        writeln!(out, "{verdict:5}  {what:8}  {}", CleanText::single_line(text))?;
        if let Some(advice) = advice {
            writeln!(out, "{:15}  {}", "", CleanText::single_line(&format!("→ {advice}")))?;
        }
    }
    match count {
        0 => writeln!(out, "Nothing is wrong."),
        1 => writeln!(out, "One thing is wrong."),
        count => writeln!(out, "{count} things are wrong."),
    }
}

/// The three settings files.
fn settings(paths: Option<&Paths>) -> (Config, Vec<Finding>) {
    let folder = paths.map(|paths| paths.config.as_path());
    let (config, of_config) = Config::load(folder);
    let files = [
        ("config", "config.toml", of_config),
        ("keys", "keys.toml", Keymap::load(folder).1),
        ("theme", "theme.toml", Theme::load(folder, true).1),
    ];
    let Some(folder) = folder else {
        let advice = "set HOME; until then there are no settings, and no marks are kept";
        return (config, vec![wrong("home", "there is no home folder", advice)]);
    };
    let mut findings = Vec::new();
    for (what, name, complaints) in files {
        let path = shown(&folder.join(name));
        findings.push(match complaints.as_slice() {
            [] if folder.join(name).exists() => fine(what, path),
            [] => fine(what, format!("there is no {path}; the defaults stand")),
            [first, ..] => wrong(what, first.as_str(), MEND_LINE),
        });
        findings.extend(complaints.iter().skip(1).map(|complaint| wrong(what, complaint.as_str(), MEND_LINE)));
    }
    (config, findings)
}

/// A folder of posts.
fn posts(folder: &Path) -> Finding {
    let roots = match Roots::open(&[folder.to_owned()]) {
        Ok(roots) => roots,
        Err(error) => {
            return wrong("folder", error.to_string(), "name another folder, in config.toml or on the command line");
        }
    };
    let (mut count, mut faulty) = (0, 0);
    load::load(&Input::Folders(roots), |batch| {
        count += batch.posts.len();
        faulty += batch.posts.iter().filter(|post| !post.problems.is_empty()).count() + batch.skipped.len();
        ControlFlow::Continue(())
    });
    let posts = if count == 1 { "1 post".to_owned() } else { format!("{count} posts") };
    let faulty = match faulty {
        0 => "none with problems".to_owned(),
        count => format!("{count} with problems, which ! lists in the reader"),
    };
    fine("folder", format!("{}: {posts}, {faulty}", shown(folder)))
}

/// The store and its backups.
fn marks(folder: &Path) -> Vec<Finding> {
    let report = store::inspect(folder);
    let path = shown(&report.path);
    let mut findings = vec![match report.condition {
        Condition::None => fine("marks", format!("there are none yet; they will be kept in {path}")),
        Condition::Good { version, marks } => {
            fine("marks", format!("{path}: whole, of version {version}, with marks of {marks} posts"))
        }
        Condition::Bad(fault @ store::DbError::Newer) => wrong(
            "marks",
            format!("{path}: {fault}"),
            "update importai-reader; until then marks are shown but not kept",
        ),
        Condition::Bad(fault @ (store::DbError::Refused(_) | store::DbError::NotCopied(_))) => wrong(
            "marks",
            format!("{path}: {fault}"),
            "see to the file's and its folder's permissions, and to the disk",
        ),
        Condition::Bad(fault @ store::DbError::Missing) => {
            wrong("marks", format!("{path}: {fault}"), "start the reader: it takes the newest good backup in its place")
        }
        Condition::Bad(fault) => wrong(
            "marks",
            format!("{path}: {fault}"),
            "start the reader: it keeps the file under another name and goes on with the newest good backup",
        ),
    }];
    if let Some((path, reason)) = report.unwritable {
        let advice = "marks are not kept until it can be written; see to its permissions, or to the disk";
        findings.push(wrong("marks", format!("{} cannot be written: {reason}", shown(&path)), advice));
    }
    findings.push(match report.backups.as_slice() {
        [] => fine("backups", "none yet; one is made on each day on which the reader is started"),
        [newest, ..] => fine("backups", format!("{}, the newest of {newest}", report.backups.len())),
    });
    for damaged in report.damaged_backups {
        findings.push(wrong("backups", format!("{} is damaged", shown(&damaged)), "remove it; the skipped are used"));
    }
    findings
}

/// Where the reader would draw.
fn terminal() -> Finding {
    let what = "terminal";
    let term = env::var("TERM").unwrap_or_default();
    if term.is_empty() || term == "dumb" {
        let kind = if term.is_empty() { "TERM is not set" } else { "TERM is dumb" };
        return wrong(
            what,
            kind,
            "set TERM to the terminal's kind, such as xterm-256color; a dumb one gets the list only",
        );
    }
    if !io::stdout().is_terminal() {
        return fine(what, format!("{term}; the output goes elsewhere just now, and so its size is not known"));
    }
    match crossterm::terminal::size() {
        Ok((columns, rows)) if columns < SMALLEST.0 || rows < SMALLEST.1 => wrong(
            what,
            format!("{term}, {columns} columns and {rows} rows"),
            format!("make it larger: there is little to be seen below {} by {}", SMALLEST.0, SMALLEST.1),
        ),
        Ok((columns, rows)) => fine(what, format!("{term}, {columns} columns and {rows} rows")),
        Err(error) => wrong(what, format!("{term}; its size cannot be asked for: {error}"), "try another terminal"),
    }
}

/// Which colours there are.
fn colours() -> Finding {
    let set = |name| env::var(name).ok().filter(|value: &String| !value.is_empty());
    let text = match (set("NO_COLOR"), set("COLORTERM")) {
        (Some(_), _) => "none, since NO_COLOR is set".to_owned(),
        (None, Some(kind)) if kind == "truecolor" || kind == "24bit" => {
            format!("the terminal's sixteen, and all skipped in a theme of your own (COLORTERM is {kind})")
        }
        _ => "the terminal's sixteen; it does not say (COLORTERM) that it has all skipped for a theme of your own"
            .to_owned(),
    };
    fine("colours", text)
}

/// Whether the terminal is meant to show more than ASCII.
fn locale() -> Finding {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let set = names.iter().find_map(|name| Some((name, env::var(name).ok().filter(|value| !value.is_empty())?)));
    let is_utf_8 = |value: &str| value.to_ascii_lowercase().replace('-', "").contains("utf8");
    match set {
        Some((name, value)) if is_utf_8(&value) => fine("locale", format!("{name} is {value}")),
        Some((name, value)) => {
            wrong("locale", format!("{name} is {value}, which is not UTF-8"), "set it to one that is, such as C.UTF-8")
        }
        None => wrong("locale", "none is set", "set LANG to one of UTF-8, such as C.UTF-8"),
    }
}

/// What opens links.
fn links(config: &Config) -> Finding {
    let programs = tui::link_programs(config);
    if let Some(found) = programs.iter().find_map(|program| tui::find_program(program.as_ref())) {
        return fine("links", format!("opened by {}", found.display()));
    }
    let advice = "install it, or set browser in config.toml to a program that is there";
    match programs.as_slice() {
        [program] => {
            wrong("links", format!("{program}, which is to open links, is not there or cannot be run"), advice)
        }
        all => {
            let text = format!("no program to open links is there ({})", all.join(", "));
            wrong("links", text, "install xdg-utils, or set browser in config.toml or $BROWSER")
        }
    }
}

/// How text is copied.
fn copying() -> Finding {
    let by_terminal =
        "through the terminal (OSC 52), which some have to be told to allow; in tmux: set -g set-clipboard on";
    fine("copying", if tui::has_clipboard() { "to the system's clipboard" } else { by_terminal })
}
