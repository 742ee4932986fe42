//! Starts the reader: reads the user's files and runs the TUI.

use std::path::{Path, PathBuf};

use directories::BaseDirs;

use crate::app::{AppOptions, ImageSupport};
use crate::cache::CachePlace;
use crate::config::keymap::Keymap;
use crate::config::theme::Themes;
use crate::config::{Config, Grouping, Paths, by_folder};
use crate::fetch::Newsletter;
use crate::load::{self, Input};
use crate::model::today;
use crate::store::Window;
use crate::text::CleanText;
use crate::tui::{self, FeedPlace, FeedPlan, RunOptions};

/// What the user's files set besides [`Config`]: keys and colours.
pub(super) struct UserConfig {
    keymap: Keymap,
    themes: Themes,
    paths: Option<Paths>,
    warnings: Vec<CleanText>,
}

impl UserConfig {
    /// Reads the user's files. An invalid line becomes a warning and its default is used.
    pub(super) fn load() -> (Self, Config) {
        let paths = Paths::for_user();
        let folder = paths.as_ref().map(|paths| paths.config.as_path());
        let (config, mut warnings) = Config::load(folder);
        let (keymap, key_warnings) = Keymap::load(folder);
        let (themes, theme_warnings) = Themes::load(folder, &config.theme, has_colour());
        warnings.extend(key_warnings);
        warnings.extend(theme_warnings);
        (Self { keymap, themes, paths, warnings }, config)
    }
}

/// True unless the user wants no colours. <https://no-color.org>: any non-empty value turns them off.
pub(super) fn has_colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Runs the reader until the user quits. `opened` are the paths that were given; `name` is shown in the title bar.
pub(super) fn run(
    input: Input,
    opened: &[PathBuf],
    name: &str,
    config: Config,
    user: UserConfig,
) -> anyhow::Result<()> {
    let UserConfig { keymap, themes, paths, warnings } = user;
    let feeds = feed_plan(&config, opened);
    let cache = cache_place(&config, &input);
    let (search_url, saved) = (config.search_url.clone(), config.searches.clone());
    let config_file = paths.as_ref().map(|paths| display_path(&paths.config.join("config.toml")));
    let app = AppOptions {
        name: CleanText::single_line(name),
        keymap,
        search_url,
        saved,
        config_file: CleanText::single_line(&config_file.unwrap_or_else(|| "config.toml".to_owned())),
        config_folder: paths.as_ref().map(|paths| paths.config.clone()),
        has_feeds: !config.feeds.is_empty(),
        themes,
        config_warnings: warnings,
        size: (0, 0),
        list_width: paths.as_ref().and_then(|paths| Window::load(&paths.data).list_width),
        this_year: today().year(),
        is_grouped: config.grouping == Grouping::On,
        is_single_post: input.is_single_post(),
        image_support: ImageSupport::default(),
    };
    tui::run(RunOptions { input, feeds, app, config, paths, cache })?;
    Ok(())
}

/// The cache of an input, unless the user wants none.
pub(super) fn cache_place(config: &Config, input: &Input) -> Option<CachePlace> {
    let paths = Paths::for_user().filter(|_| config.cache)?;
    load::cache_place(&paths.cache, input)
}

/// What the reader fetches: what `fetch` would, and to the same folders. Where the configuration names none, posts go
/// to the folder that is open.
fn feed_plan(config: &Config, opened: &[PathBuf]) -> FeedPlan {
    let mut plan = FeedPlan { every: config.fetch_every, ..FeedPlan::default() };
    let is_open = || opened.iter().find(|path| path.is_dir()).cloned().map(|path| (path, false));
    let mut found = Vec::new();
    for feed in &config.feeds {
        let name = CleanText::single_line(feed.shown_name());
        let Some(newsletter) = feed.newsletter() else {
            let reason = "config.toml: it is no web address and no newsletter that is known";
            plan.bad.push((name, CleanText::single_line(reason)));
            continue;
        };
        let of_config = config.folder_of(feed).cloned().map(|path| (path, true));
        let Some((into, is_configured)) = of_config.or_else(is_open) else {
            let reason = "no folder to fetch into; set folder in config.toml";
            plan.bad.push((name, CleanText::single_line(reason)));
            continue;
        };
        found.push((into, (newsletter, is_configured)));
    }
    let place = |(into, feeds): (PathBuf, Vec<(Newsletter, bool)>)| FeedPlace {
        into,
        is_configured: feeds.iter().any(|(_, is_configured)| *is_configured),
        newsletters: feeds.into_iter().map(|(newsletter, _)| newsletter).collect(),
    };
    plan.places = by_folder(found).into_iter().map(place).collect();
    // What the first of them lacks is what they all lack.
    plan.refusal = plan.bad.first().map(|(_, reason)| reason.clone()).filter(|_| plan.places.is_empty());
    plan
}

/// A path to show to the user, with `~` for the home directory.
pub(super) fn display_path(path: &Path) -> String {
    let home = BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    match home.as_deref().and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}
