//! Addresses without what differs between two links to the same page: scheme, `www.`, tracking, a slash at the end.

use url::Url;

/// Parts of a query that say where a reader came from, and not which page is meant.
const TRACKING: [&str; 30] = [
    "_hsenc",
    "_hsmi",
    "amp",
    "cmpid",
    "dclid",
    "fbclid",
    "gclid",
    "gi",
    "igshid",
    "isfreemail",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ncid",
    "post_id",
    "publication_id",
    "ref",
    "ref_src",
    "ref_url",
    "referrer",
    "s_cid",
    "sh",
    "sharetype",
    "showwelcome",
    "smid",
    "smtyp",
    "sr_share",
    "triedredirect",
    "yclid",
];

/// Names in front of a host that lead to the same pages in another form.
const FORMS: [&str; 4] = ["www.", "m.", "mobile.", "amp."];

/// Files that stand for their folder.
const FOLDER_FILES: [&str; 4] = ["index.html", "index.htm", "index.php", "default.aspx"];

/// A parsed web address: its host without `www.`, and its path without slashes at its end.
#[derive(Debug)]
pub(super) struct Address {
    pub(super) host: String,
    /// From the first slash on, without one at its end; empty for the front page of a site.
    pub(super) path: String,
    /// The parts of the query without tracking, sorted.
    pub(super) query: Vec<(String, String)>,
    port: Option<u16>,
}

impl Address {
    /// Parses a web address. `None` for one of another kind.
    pub(super) fn parse(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        // A copy in the Internet Archive is cited for what it is a copy of.
        let original = raw.split_once("web.archive.org/web/").and_then(|(_, rest)| rest.split_once('/'));
        if let Some((stamp, original)) = original
            && stamp.starts_with(|c: char| c.is_ascii_digit())
            && original.starts_with("http")
        {
            return Self::parse(original);
        }
        let url = Url::parse(raw).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
        let host = short_host(&host).to_owned();
        let mut path = url.path().trim_end_matches('/');
        if let Some((folder, file)) = path.rsplit_once('/')
            && FOLDER_FILES.contains(&file)
        {
            path = folder.trim_end_matches('/');
        }
        let is_kept = |name: &str, value: &str| {
            let name = name.to_ascii_lowercase();
            let is_share = match &*host {
                "twitter.com" | "x.com" => matches!(&*name, "s" | "t"),
                _ if host.ends_with("substack.com") => name == "r",
                // Medium says so in its feeds.
                _ => name == "source" && value.starts_with("rss"),
            };
            !name.starts_with("utm_") && !TRACKING.contains(&&*name) && !is_share
        };
        let pairs = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned()));
        let mut query: Vec<(String, String)> = pairs.filter(|(name, value)| is_kept(name, value)).collect();
        query.sort();
        Some(Self { path: path.to_owned(), query, port: url.port(), host })
    }

    /// The value of a part of the query.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(other, _)| other == name).map(|(_, value)| &**value)
    }

    /// The parts of the path.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        self.path.split('/').skip(1)
    }

    /// True for the front page of a site, which is no work.
    pub(super) fn is_front_page(&self) -> bool {
        self.path.is_empty() && self.query.is_empty()
    }

    /// The address in the form in which two links to the same page are equal.
    pub(super) fn canonical(&self) -> String {
        let special = match &*self.host {
            "youtu.be" => self.parts().next().map(video),
            "youtube.com" => self.video(),
            "github.com" => self.repository(),
            "openreview.net" => self.value("id").map(|id| format!("openreview.net/forum?id={id}")),
            "aclweb.org" | "aclanthology.org" | "aclanthology.info" => self.anthology(),
            "twitter.com" => Some(format!("x.com{}", self.path)),
            _ => None,
        };
        special.unwrap_or_else(|| self.plain())
    }

    fn plain(&self) -> String {
        let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
        let query: Vec<String> = self.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{port}{}{mark}{}", self.host, self.path, query.join("&"))
    }

    fn video(&self) -> Option<String> {
        let mut parts = self.parts();
        match parts.next()? {
            "watch" => self.value("v").map(video),
            "embed" | "shorts" | "live" | "v" => parts.next().map(video),
            _ => None,
        }
    }

    /// A repository by its owner and name, in any case; its front page is shown for its main branch too.
    fn repository(&self) -> Option<String> {
        let parts: Vec<&str> = self.parts().collect();
        let [owner, name, rest @ ..] = &*parts else { return None };
        let name = name.strip_suffix(".git").unwrap_or(name);
        let repository = format!("github.com/{owner}/{name}").to_ascii_lowercase();
        match rest {
            [] | ["tree", "main" | "master"] | ["blob", "main" | "master", "README.md"] => Some(repository),
            _ => Some(format!("{repository}/{}", rest.join("/"))),
        }
    }

    fn anthology(&self) -> Option<String> {
        let id = self.parts().find(|part| part.contains('-') && part.contains(|c: char| c.is_ascii_digit()))?;
        let id = id.strip_suffix(".pdf").unwrap_or(id);
        Some(format!("aclanthology.org/{}", id.to_ascii_lowercase()))
    }
}

/// A host without `www.` and the like, as long as something with a dot is left.
fn short_host(host: &str) -> &str {
    FORMS.iter().find_map(|form| host.strip_prefix(form)).filter(|rest| rest.contains('.')).unwrap_or(host)
}

fn video(id: &str) -> String {
    format!("youtube.com/watch?v={id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(raw: &str) -> Option<String> {
        Address::parse(raw).map(|address| address.canonical())
    }

    #[test]
    fn links_to_one_page_are_equal() {
        for (raw, want) in [
            ("https://www.Example.org/a/?utm_source=x&id=2#top", "example.org/a?id=2"),
            ("http://example.org:80/a/?id=2", "example.org/a?id=2"),
            ("https://example.org/a?b=2&a=1", "example.org/a?a=1&b=2"),
            ("https://example.org/a/index.html", "example.org/a"),
            ("https://m.example.org/a", "example.org/a"),
            ("https://m.co/a", "m.co/a"),
            ("https://example.org:8080/a", "example.org:8080/a"),
            ("https://youtu.be/abc?si=1", "youtube.com/watch?v=abc"),
            ("https://www.youtube.com/watch?v=abc&feature=share", "youtube.com/watch?v=abc"),
            ("https://github.com/Jo/Tool.git", "github.com/jo/tool"),
            ("https://github.com/jo/tool/tree/main", "github.com/jo/tool"),
            ("https://github.com/jo/tool/tree/main/Docs", "github.com/jo/tool/tree/main/Docs"),
            ("https://openreview.net/pdf?id=Ab1", "openreview.net/forum?id=Ab1"),
            ("https://www.aclweb.org/anthology/P19-1001.pdf", "aclanthology.org/p19-1001"),
            ("https://twitter.com/jo/status/1?s=20", "x.com/jo/status/1"),
            ("https://medium.com/@jo/a-1?source=rss---4", "medium.com/@jo/a-1"),
            ("https://web.archive.org/web/2020/https://example.org/a", "example.org/a"),
        ] {
            assert_eq!(canonical(raw).as_deref(), Some(want), "{raw}");
        }
        assert_eq!(canonical("mailto:jo@example.org"), None);
        let front_page = Address::parse("https://www.example.org/?utm_source=x");
        assert!(front_page.is_some_and(|address| address.is_front_page()));
    }

    #[test]
    fn links_to_two_pages_differ() {
        for (one, other) in [
            ("https://example.org/a?id=1", "https://example.org/a?id=2"),
            ("https://example.org/a", "https://example.org/A"),
            ("https://example.org/a", "https://a.example.org/a"),
            ("https://example.org/a", "https://example.org:8080/a"),
            ("https://github.com/jo/tool", "https://github.com/jo/tools"),
            ("https://youtu.be/abc", "https://youtu.be/ABC"),
        ] {
            assert_ne!(canonical(one), canonical(other), "{one} {other}");
        }
    }
}
