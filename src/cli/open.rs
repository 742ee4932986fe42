//! The reader itself: settings read, archive checked, terminal taken.

use std::path::Path;

use directories::BaseDirs;

use crate::app::AppOptions;
use crate::config::keymap::Keymap;
use crate::config::theme::Theme;
use crate::config::{Config, Paths};
use crate::load::Input;
use crate::text::CleanText;
use crate::tui::{self, Session};

/// What the settings files say besides the configuration.
pub(super) struct UserConfig {
    keymap: Keymap,
    theme: Theme,
    paths: Option<Paths>,
    complaints: Vec<CleanText>,
}

impl UserConfig {
    /// Reads the user's files; a faulty line is a complaint, and its default stands.
    pub(super) fn load() -> (Self, Config) {
        let paths = Paths::of_user();
        let folder = paths.as_ref().map(|paths| paths.config.as_path());
        let (config, mut complaints) = Config::load(folder);
        let (keymap, of_keys) = Keymap::load(folder);
        // https://no-color.org: any value but the empty one.
        let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let (theme, of_theme) = Theme::load(folder, colour);
        complaints.extend(of_keys);
        complaints.extend(of_theme);
        (Self { keymap, theme, paths, complaints }, config)
    }
}

/// Reads an archive until the user quits.
pub(super) fn read(archive: Input, name: &str, config: Config, settings: UserConfig) -> anyhow::Result<()> {
    let UserConfig { keymap, theme, paths, complaints } = settings;
    let (search_url, saved) = (config.search_url.clone(), config.searches.clone());
    let start = AppOptions {
        name: CleanText::single_line(name),
        keymap,
        search_url,
        saved,
        config_warnings: complaints,
        size: (0, 0),
    };
    tui::run(Session { archive, start, config, theme, paths })?;
    Ok(())
}

/// A path for the title bar: with `~` for the home folder.
pub(super) fn shown(path: &Path) -> String {
    let home = BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    match home.as_deref().and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}
