//! Addresses of folders in git repositories, as the web pages of GitHub, GitLab and Forgejo have them.

use url::Url;

use super::item::hash;
use crate::model::decoded;

/// Characters that mean something to git or to a file system in names of branches, or in patterns.
const SPECIAL: [char; 9] = ['\\', '*', '?', '[', ']', ':', '~', '^', '"'];

/// Length limits, in bytes: of a part of an address, and of the name of the clone before its hash.
const MAX_PART: usize = 200;
const MAX_NAME: usize = 80;

/// A folder in a repository. All of its parts are checked: none begins with `-`, goes up in a path or has a special
/// meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitFolder {
    /// The address to clone from.
    pub(super) repository: String,
    /// The owner and the name of the repository.
    owner: String,
    name: String,
    /// The branch or tag, and the folder in it: the address does not say where one ends and the other begins.
    pub(super) rest: Vec<String>,
}

impl GitFolder {
    /// The folder at an address: `https://github.com/OWNER/REPO/tree/BRANCH/DIR`, `https://gitlab.com/GROUP/REPO/-/tree/…`
    /// or `https://codeberg.org/OWNER/REPO/src/branch/…`. `None` for other addresses.
    #[must_use]
    pub fn at(url: &Url) -> Option<Self> {
        let host = url.host_str().filter(|_| url.scheme() == "https")?;
        let parts: Vec<String> = url.path_segments()?.map(decoded).collect();
        let mut parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        // The address of a folder may end with a slash.
        parts.pop_if(|last| last.is_empty());
        let (repository, rest) = match *parts {
            [_, _, "tree", ref rest @ ..] if host == "github.com" => (&parts[..2], rest),
            [_, _, "src", "branch" | "tag", ref rest @ ..] => (&parts[..2], rest),
            _ => {
                let at = parts.windows(2).position(|pair| pair == ["-", "tree"]).filter(|at| *at >= 2)?;
                (&parts[..at], &parts[at + 2..])
            }
        };
        let (name, owners) = repository.split_last()?;
        let is_sound = repository.iter().all(|part| is_name(part)) && rest.iter().all(|part| is_path_part(part));
        if !is_sound || rest.is_empty() || rest[0].starts_with('-') {
            return None;
        }
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let name = name.strip_suffix(".git").unwrap_or(name).to_owned();
        let owner = owners.join("/");
        Some(Self {
            repository: format!("https://{host}{port}/{owner}/{name}.git"),
            owner: owner.replace('/', "-"),
            name,
            rest: rest.iter().map(|&part| part.to_owned()).collect(),
        })
    }

    /// The name for a folder with the clone: `owner-repo-dir-0f1e2d3c`.
    pub(super) fn clone_name(&self) -> String {
        let parts = [&self.owner, &self.name].into_iter().chain(self.rest.iter().skip(1)).map(String::as_str);
        let name: String = parts.collect::<Vec<_>>().join("-");
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let name: String = name.chars().map(|c| if is_plain(c) { c } else { '-' }).take(MAX_NAME).collect();
        let hash = hash(format!("{} {}", self.repository, self.rest.join("/")).as_bytes());
        format!("{}-{}", name.trim_start_matches(['-', '.', '_']), &hash[..8])
    }

    /// The name of the repository.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// True for the name of an owner or repository.
fn is_name(part: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !part.starts_with(['-', '.']) && !part.is_empty() && part.len() <= MAX_PART && part.chars().all(is_plain)
}

/// True for a part of a branch or of a path in a repository.
fn is_path_part(part: &str) -> bool {
    let is_plain = |c: char| !c.is_control() && !SPECIAL.contains(&c) && !matches!(c, '/' | '\u{fffd}');
    let is_here = matches!(part, "" | "." | "..") || part.eq_ignore_ascii_case(".git");
    !is_here
        && part.len() <= MAX_PART
        && part.trim() == part
        && part.chars().all(is_plain)
        && !part.contains("..")
        && !part.contains("@{")
        // A name that git keeps for itself.
        && part.rsplit_once('.').is_none_or(|(_, end)| !end.eq_ignore_ascii_case("lock"))
}
