//! `feeds`: the list of feeds in `config.toml`, what is known of each, and changes to it.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::Timestamp;
use serde_json::json;
use url::Url;

use super::args::FeedsCommand;
use super::open::display_path;
use super::usage_error::UsageError;
use super::{complain, config_folder, json, post_file, print};
use crate::config::{Config, ConfiguredFeed, add_feeds, remove_feed};
use crate::fetch::http::{Client, TimeLimits, Version};
use crate::fetch::opml::{self, Outline};
use crate::fetch::pacing::Pacing;
use crate::fetch::site::Site;
use crate::fetch::{FeedStatus, FolderStatus, GitFolder, Newsletter};
use crate::text::CleanText;

/// Size limit of a file with a list of feeds, in bytes.
const MAX_FILE: u64 = 16 * 1024 * 1024;

/// How times are printed, in UTC.
const TIME: &str = "%Y-%m-%dT%H:%M:%SZ";

/// Prints the feeds with their last fetch and what failed.
pub(super) fn list(config: &Config, as_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    if config.feeds.is_empty() {
        complain(&"no feeds in config.toml; `importai-reader feeds add URL` adds one");
    }
    for feed in &config.feeds {
        let status = status(feed, config);
        let time = |time: Option<Timestamp>| time.map(|time| time.strftime(TIME).to_string());
        let errors = status.errors.iter().map(CleanText::as_str).collect::<Vec<_>>().join("; ");
        if as_json {
            let record = json!({
                "name": feed.name,
                "url": feed.url,
                "into": config.folder_of(feed),
                "fetched": time(status.fetched),
                "failed": time(status.failed),
                "error": (!errors.is_empty()).then_some(errors),
            });
            json::print(out, &record)?;
            continue;
        }
        let [name, url] = [feed.shown_name(), &feed.url].map(CleanText::single_line);
        let fetched = time(status.fetched).unwrap_or_else(|| never(feed, config));
        let failed = time(status.failed).map(|time| format!("\tfailed {time}: {errors}")).unwrap_or_default();
        writeln!(out, "{name}\t{url}\t{fetched}{failed}")?;
    }
    Ok(())
}

/// What is said of a feed that was not fetched into any folder of the configuration.
fn never(feed: &ConfiguredFeed, config: &Config) -> String {
    let folder = config.folder_of(feed).map(|folder| CleanText::single_line(&display_path(folder)));
    folder.map_or_else(|| "never".to_owned(), |folder| format!("never into {folder}"))
}

/// The newest fetch of a feed into any folder that the configuration names: its own, or one that it had before.
fn status(feed: &ConfiguredFeed, config: &Config) -> FeedStatus {
    let Some(newsletter) = feed.newsletter() else { return FeedStatus::default() };
    let others = config.feeds.iter().filter_map(|feed| feed.into.as_ref()).chain(&config.folders);
    let mut folders: Vec<&PathBuf> = config.folder_of(feed).into_iter().collect();
    for folder in others {
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    let known = folders.iter().map(|folder| FolderStatus::read(folder).of(&newsletter));
    // Of several that are as new, the first: its own.
    known.rev().max_by_key(|status| status.fetched.max(status.failed)).unwrap_or_default()
}

/// Runs a command that changes or writes the list.
pub(super) fn run(command: FeedsCommand, config: &Config) -> anyhow::Result<()> {
    match command {
        FeedsCommand::Add { url, name, into } => add(&url, name, into.as_deref(), config),
        FeedsCommand::Remove { name } => remove(&name, config),
        FeedsCommand::Export => print(|out| Ok(out.write_all(export(config).as_bytes())?)),
        FeedsCommand::Import { file } => import(&file, config),
    }
}

/// Looks at an address, says what is there, and adds it.
fn add(typed: &str, name: Option<String>, into: Option<&Path>, config: &Config) -> anyhow::Result<()> {
    let newsletter = Newsletter::find(typed).ok_or_else(|| UsageError::UnknownSource {
        typed: CleanText::single_line(typed),
        known: Newsletter::names().collect::<Vec<_>>().join(", "),
    })?;
    if let Some(there) = config.feeds.iter().find(|feed| feed.shares_posts_with(typed)) {
        let name = CleanText::single_line(there.shown_name());
        let what = if there.is_at(typed) { "is" } else { "has the same posts, and is" };
        return print(|out| Ok(writeln!(out, "{name} {what} in config.toml already; nothing changed")?));
    }
    // git looks for itself, when it is fetched.
    let git_folder = newsletter.homes.iter().flatten().find_map(GitFolder::at);
    let sites = if git_folder.is_some() { Vec::new() } else { look(&newsletter)? };
    print(|out| sites.iter().try_for_each(|site| show(site, out)))?;
    // A known newsletter is written by its name, which finds all of its homes; a page that moved, by its new address.
    let moved = sites.first().and_then(|site| site.moved.clone());
    let url = match (newsletter.is_typed, moved, newsletter.homes.iter().flatten().next()) {
        (false, ..) => newsletter.name.clone(),
        (true, Some(url), _) => url.to_string(),
        (true, None, Some(url)) => url.to_string(),
        (true, None, None) => typed.to_owned(),
    };
    let wanted = match name {
        Some(name) => opml::clean_name(&name),
        None if !newsletter.is_typed => CleanText::single_line(&newsletter.name),
        None if git_folder.is_some() => git_folder.map(|folder| opml::clean_name(folder.name())).unwrap_or_default(),
        None => sites.first().map(|site| opml::clean_name(&site.feed.title)).unwrap_or_default(),
    };
    let into = into.map(std::path::absolute).transpose().context("--into")?;
    let feed = ConfiguredFeed { name: free_name(&wanted, &config.feeds), url, into, is_imported: false };
    write(std::slice::from_ref(&feed))?;
    let called = CleanText::single_line(feed.shown_name());
    // Without a folder in config.toml, `fetch` has to be told one.
    let command = if config.folder_of(&feed).is_some() { "fetch" } else { "fetch --into DIR" };
    print(|out| Ok(writeln!(out, "added to config.toml as {called}; `importai-reader {command}` fetches it")?))
}

/// Looks at the homes of a newsletter, each at its first address that answers.
fn look(newsletter: &Newsletter) -> anyhow::Result<Vec<Site>> {
    let mut client = Client::new(Pacing::polite(), TimeLimits::default());
    let (mut sites, mut failed) = (Vec::new(), None);
    for url in newsletter.homes.iter().flat_map(|addresses| addresses.iter().take(1)) {
        if newsletter.is_typed {
            client.allow(url);
        }
        match Site::look(&mut client, url, &Version::default()) {
            Ok(site) => sites.extend(site),
            Err(error) => failed = Some(error),
        }
    }
    match failed {
        Some(error) if sites.is_empty() => Err(error).context("nothing was added"),
        _ => Ok(sites),
    }
}

/// Prints what is at an address.
fn show(site: &Site, out: &mut dyn Write) -> anyhow::Result<()> {
    let feed = &site.feed;
    let url = CleanText::single_line(site.feed_url.as_str());
    let title = if feed.title.is_empty() { "(no title)" } else { feed.title.as_str() };
    let posts = if feed.items.len() == 1 { "post" } else { "posts" };
    let newest = feed.items.iter().filter(|item| item.date.is_some()).max_by_key(|item| item.date);
    let newest = newest.and_then(crate::fetch::item::Item::day);
    let newest = newest.map(|day| format!(", the newest of {day}")).unwrap_or_default();
    writeln!(out, "{title}\n  {url}\n  {} {posts}{newest}", feed.items.len())?;
    Ok(())
}

/// A name that no other feed has: with a number at its end, if it must be.
fn free_name(wanted: &str, feeds: &[ConfiguredFeed]) -> String {
    let is_free = |name: &String| !feeds.iter().any(|feed| feed.name.eq_ignore_ascii_case(name));
    let numbered = (2..).map(|number| format!("{wanted} {number}"));
    let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
    if wanted.is_empty() { String::new() } else { names.find(is_free).unwrap_or_default() }
}

fn remove(typed: &str, config: &Config) -> anyhow::Result<()> {
    let feed = config.feeds.iter().find(|feed| feed.is_called(typed));
    let feed = feed.ok_or_else(|| UsageError::NoSuchFeed(CleanText::single_line(typed)))?;
    let folder = config_folder().context("there is no home directory")?;
    remove_feed(&folder, &feed.url).with_context(|| config_file(&folder))?;
    let name = CleanText::single_line(feed.shown_name());
    print(|out| Ok(writeln!(out, "removed {name} from config.toml; its posts stay")?))
}

fn write(feeds: &[ConfiguredFeed]) -> anyhow::Result<()> {
    let folder = config_folder().context("there is no home directory")?;
    add_feeds(&folder, feeds).with_context(|| config_file(&folder))
}

fn config_file(folder: &Path) -> String {
    CleanText::single_line(&display_path(&folder.join("config.toml"))).to_string()
}

/// The feeds as OPML. A page is exported as the feed that was found there, and a known newsletter as those of its
/// homes.
fn export(config: &Config) -> String {
    let outlines = config.feeds.iter().flat_map(|feed| {
        let name = opml::clean_name(feed.shown_name());
        let homes = feed.newsletter().map(|newsletter| newsletter.homes).unwrap_or_default();
        let pages = homes.into_iter().filter_map(|addresses| addresses.into_iter().next());
        // A repository has no feed.
        let pages = pages.filter(|url| GitFolder::at(url).is_none());
        let found = status(feed, config).feeds;
        let urls = if found.is_empty() { pages.collect() } else { found };
        urls.into_iter().map(move |url| Outline { name: name.clone(), url: url.into() })
    });
    opml::write(&outlines.collect::<Vec<_>>())
}

/// Adds the feeds of a file that are not there.
fn import(file: &Path, config: &Config) -> anyhow::Result<()> {
    let name = CleanText::single_line(&file.to_string_lossy());
    let text = read(file).with_context(|| format!("cannot read {name}"))?;
    let Some(found) = opml::read(&text) else {
        bail!("{name}: it is no OPML, the format in which other readers export their list of feeds");
    };
    let (mut feeds, mut new) = (config.feeds.clone(), Vec::new());
    for outline in &found.feeds {
        if !feeds.iter().any(|feed| feed.shares_posts_with(&outline.url)) {
            let name = free_name(&outline.name, &feeds);
            // A known newsletter has a site for each of several outlines.
            let known = Url::parse(&outline.url).ok().and_then(|url| Newsletter::known_at(&url));
            let url = known.unwrap_or(&outline.url).to_owned();
            let feed = ConfiguredFeed { name, url, into: None, is_imported: true };
            feeds.push(feed.clone());
            new.push(feed);
        }
    }
    if !new.is_empty() {
        write(&new)?;
    }
    let there = found.feeds.len() - new.len();
    let bad = match found.bad {
        0 => String::new(),
        1 => ", 1 left out: its address is not one of the web".to_owned(),
        bad => format!(", {bad} left out: their addresses are not ones of the web"),
    };
    print(|out| Ok(writeln!(out, "{} added to config.toml, {there} there already{bad}", new.len())?))
}

/// The text of a file, or of standard input.
fn read(file: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    let count = if post_file::is_stdin(file) {
        io::stdin().lock().take(MAX_FILE + 1).read_to_end(&mut bytes)?
    } else {
        File::open(file)?.take(MAX_FILE + 1).read_to_end(&mut bytes)?
    };
    if count as u64 > MAX_FILE {
        return Err(io::Error::other(format!("it is larger than {} MiB", MAX_FILE / (1024 * 1024))));
    }
    Ok(encoding_rs::UTF_8.decode(&bytes).0.into_owned())
}
