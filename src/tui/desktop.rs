//! Whether the desktop has a program for web addresses. `gio` and `xdg-open` are often installed without a browser.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use directories::BaseDirs;

use super::browser::find_program;

/// Openers that ask the desktop which program is for an address. Others, as on macOS and WSL, always know one.
const ASK_THE_DESKTOP: [&str; 4] = ["xdg-open", "gio", "gnome-open", "kde-open"];

/// Browsers that `xdg-open` tries outside of a desktop.
const KNOWN_TO_XDG_OPEN: [&str; 12] = [
    "x-www-browser",
    "www-browser",
    "firefox",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "epiphany",
    "konqueror",
    "links2",
    "elinks",
    "lynx",
    "w3m",
];

/// What the lists of programs say of web addresses.
const KEY: &str = "x-scheme-handler/https=";

/// True unless an opener is known to have no program for web addresses.
#[must_use]
pub fn can_open_web(opener: &Path) -> bool {
    let name = opener.file_name().unwrap_or_default();
    if !ASK_THE_DESKTOP.iter().any(|asks| name == *asks) || folders().iter().any(|folder| has_handler(folder)) {
        return true;
    }
    name == "xdg-open" && KNOWN_TO_XDG_OPEN.iter().any(|browser| find_program(browser.as_ref()).is_some())
}

/// The folders with lists of programs, by the XDG specification of MIME applications.
fn folders() -> Vec<PathBuf> {
    let list = |name, default: &str| env::var_os(name).filter(|set| !set.is_empty()).unwrap_or(OsString::from(default));
    let configs = list("XDG_CONFIG_DIRS", "/etc/xdg");
    let datas = list("XDG_DATA_DIRS", "/usr/local/share:/usr/share");
    let base = BaseDirs::new();
    let own_config = base.as_ref().map(|base| base.config_dir().to_owned());
    let own_data = base.as_ref().map(|base| base.data_dir().to_owned());
    let datas = own_data.into_iter().chain(env::split_paths(&datas)).map(|folder| folder.join("applications"));
    own_config.into_iter().chain(env::split_paths(&configs)).chain(datas).collect()
}

/// True if a list in a folder names a program for web addresses.
fn has_handler(folder: &Path) -> bool {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().filter(|file| {
        let name = file.file_name();
        let name = name.to_string_lossy();
        name == "mimeinfo.cache" || name.ends_with("mimeapps.list")
    });
    let has_line =
        |text: String| text.lines().any(|line| line.strip_prefix(KEY).is_some_and(|names| !names.is_empty()));
    files.filter_map(|file| fs::read_to_string(file.path()).ok()).any(has_line)
}
