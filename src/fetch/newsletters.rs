//! Newsletters that are known by name.

use url::Url;

/// Newsletters with the places where they come out. In each place, the addresses are tried until one answers.
const KNOWN: [(&str, &[&[&str]]); 1] =
    [("import-ai", &[&["https://importai.substack.com/", "https://importai.net/"], &["https://jack-clark.net/"]])];

/// What is fetched together: a newsletter or one site.
#[derive(Clone, Debug)]
pub struct Newsletter {
    /// Its name for messages.
    pub name: String,
    /// Where it comes out. In each place, the addresses are tried until one answers.
    pub homes: Vec<Vec<Url>>,
    /// True if the user typed the address, which may then be in a private network.
    pub is_typed: bool,
}

impl Newsletter {
    /// A name of a known newsletter, or an address with or without `https://`. `None` if it is neither.
    #[must_use]
    pub fn find(typed: &str) -> Option<Self> {
        let name = typed.trim();
        if let Some((name, homes)) = KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            let urls = |home: &&[&str]| home.iter().filter_map(|url| Url::parse(url).ok()).collect();
            let homes = homes.iter().map(urls).collect();
            return Some(Self { name: (*name).to_owned(), homes, is_typed: false });
        }
        let has_scheme = name.contains("://");
        let is_host = name.split(['/', '?', ':']).next().is_some_and(|host| host.contains('.') || host == "localhost");
        if !has_scheme && !is_host {
            return None;
        }
        let url = Url::parse(&if has_scheme { name.to_owned() } else { format!("https://{name}") }).ok()?;
        let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty());
        is_web.then(|| Self { name: name.to_owned(), homes: vec![vec![url]], is_typed: true })
    }

    /// The name of the known newsletter that comes out on the site of an address.
    #[must_use]
    pub fn known_at(address: &Url) -> Option<&'static str> {
        let is_home = |home: &&str| Url::parse(home).is_ok_and(|home| home.host() == address.host());
        KNOWN.iter().find(|(_, homes)| homes.concat().iter().any(is_home)).map(|(name, _)| *name)
    }

    /// The names of the known ones.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(name, _)| *name)
    }
}
