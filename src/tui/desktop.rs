//! Whether the desktop has a program for web addresses. `gio` and `xdg-open` are often installed without a browser.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use directories::BaseDirs;

use super::browser::find_program;

/// Openers that ask the desktop which program is for an address. Others, as on macOS and WSL, always know one.
const ASK_THE_DESKTOP: [&str; 4] = ["xdg-open", "gio", "gnome-open", "kde-open"];

/// Browsers that `xdg-open` tries outside of a desktop. It tries those for terminals too, which cannot work here: links
/// are opened in the background, without a terminal.
const KNOWN_TO_XDG_OPEN: [&str; 7] =
    ["x-www-browser", "firefox", "chromium", "chromium-browser", "google-chrome", "epiphany", "konqueror"];

/// What the lists of programs say of web addresses.
const KEY: &str = "x-scheme-handler/https=";

/// What an opener starts for web addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WebProgram {
    /// It is a browser itself, or an opener that always knows one, as on macOS.
    Itself,
    /// The name of a program, or of its desktop entry.
    Named(String),
    /// Nothing: the first of the desktop entries that it is told to start, which is not installed, if there is any.
    Nothing(Option<String>),
}

/// What an opener would start, as far as that can be told without starting it.
#[must_use]
pub fn web_program(opener: &Path) -> WebProgram {
    let name = opener.file_name().unwrap_or_default();
    if !ASK_THE_DESKTOP.iter().any(|asks| name == *asks) {
        return WebProgram::Itself;
    }
    let folders = Folders::of_user();
    let entries: Vec<String> = folders.lists.iter().flat_map(|folder| handlers(folder)).collect();
    if let Some(entry) = entries.iter().find(|entry| folders.has_program(entry)) {
        return WebProgram::Named(entry.clone());
    }
    let of_path = KNOWN_TO_XDG_OPEN.iter().find(|browser| find_program(browser.as_ref()).is_some());
    match of_path.filter(|_| name == "xdg-open") {
        Some(browser) => WebProgram::Named((*browser).to_owned()),
        None => WebProgram::Nothing(entries.into_iter().next()),
    }
}

/// Folders by the XDG specification of MIME applications.
struct Folders {
    /// Those with lists of programs, of which the first counts most.
    lists: Vec<PathBuf>,
    /// Those with desktop entries.
    entries: Vec<PathBuf>,
}

impl Folders {
    fn of_user() -> Self {
        let list =
            |name, default: &str| env::var_os(name).filter(|set| !set.is_empty()).unwrap_or(OsString::from(default));
        let configs = list("XDG_CONFIG_DIRS", "/etc/xdg");
        let datas = list("XDG_DATA_DIRS", "/usr/local/share:/usr/share");
        let base = BaseDirs::new();
        let own_config = base.as_ref().map(|base| base.config_dir().to_owned());
        let own_data = base.as_ref().map(|base| base.data_dir().to_owned());
        let datas = own_data.into_iter().chain(env::split_paths(&datas));
        let entries: Vec<PathBuf> = datas.map(|folder| folder.join("applications")).collect();
        let configs = own_config.into_iter().chain(env::split_paths(&configs));
        Self { lists: configs.chain(entries.iter().cloned()).collect(), entries }
    }

    /// True if a desktop entry is there, and so is the program that it starts. A dash in its name may stand for a
    /// folder.
    fn has_program(&self, entry: &str) -> bool {
        let paths =
            self.entries.iter().flat_map(|folder| [folder.join(entry), folder.join(entry.replacen('-', "/", 1))]);
        let text = paths.into_iter().find_map(|path| fs::read_to_string(path).ok()).unwrap_or_default();
        let command = text.lines().find_map(|line| line.strip_prefix("Exec="));
        let program = command.and_then(|command| command.split_whitespace().next()).map(|word| word.trim_matches('"'));
        program.is_some_and(|program| find_program(program.as_ref()).is_some())
    }
}

/// The desktop entries that the lists in a folder name for web addresses.
fn handlers(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().filter(|file| {
        let name = file.file_name();
        let name = name.to_string_lossy();
        name == "mimeinfo.cache" || name.ends_with("mimeapps.list")
    });
    let names = |text: String| {
        let lines = text.lines().filter_map(|line| line.strip_prefix(KEY));
        let names = lines.flat_map(|names| names.split(';')).map(str::trim).filter(|name| !name.is_empty());
        // A name with a slash would lead out of the folder.
        names.filter(|name| !name.contains('/')).map(str::to_owned).collect::<Vec<_>>()
    };
    files.filter_map(|file| fs::read_to_string(file.path()).ok()).flat_map(names).collect()
}
