//! Addresses from posts: which of them may be passed to a browser.

use std::fmt;

use thiserror::Error;
use url::Url;

use crate::text::CleanText;

/// An address that may be opened: http, https or mailto, and printable ASCII only. It never looks like an option.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebUrl(String);

/// Why an address cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UrlError {
    /// Another scheme or none: `javascript:`, `file:`, `-x`.
    #[error("only http, https and mailto links are opened, not “{0}”")]
    Scheme(CleanText),
    /// It cannot be parsed.
    #[error("not an address: “{0}”")]
    Malformed(CleanText),
}

impl WebUrl {
    /// Checks an address from a post. Plain ASCII stays as written; other characters are percent-encoded.
    ///
    /// # Errors
    /// If the scheme is not http, https or mailto, or the address cannot be parsed.
    pub fn parse(raw: &str) -> Result<Self, UrlError> {
        let raw = raw.trim();
        let shown = || CleanText::single_line(raw);
        if !has_web_scheme(raw) && !has_prefix(raw, "mailto:") {
            return Err(UrlError::Scheme(shown()));
        }
        let url = Url::parse(raw).map_err(|_| UrlError::Malformed(shown()))?;
        if !matches!(url.scheme(), "http" | "https" | "mailto") {
            return Err(UrlError::Scheme(shown()));
        }
        // Some programs read a backslash as a slash. Encoded, it is the same for all of them.
        if raw.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') {
            return Ok(Self(raw.to_owned()));
        }
        Ok(Self(url.into()))
    }

    /// The address, as the one argument of a browser.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Why opening the link needs confirmation; `None` if it does not. `label` is the text of the link.
    #[must_use]
    pub fn warning(&self, label: Option<&str>) -> Option<LinkWarning> {
        let url = Url::parse(&self.0).ok()?;
        if url.scheme() == "mailto" {
            return Some(LinkWarning::Mail(CleanText::single_line(url.path())));
        }
        let host = url.host_str().unwrap_or_default();
        let shown = CleanText::single_line(host);
        if !url.username().is_empty() || url.password().is_some() {
            return Some(LinkWarning::Credentials(shown));
        }
        if host.split('.').any(|part| part.starts_with("xn--")) {
            return Some(LinkWarning::OtherLetters(shown));
        }
        let label = label.and_then(host_in_text).filter(|said| !same_site(said, without_www(host)))?;
        Some(LinkWarning::OtherHost { said: CleanText::single_line(&label), host: shown })
    }
}

/// Why opening a link needs confirmation. `Display` is the question for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkWarning {
    /// It opens a mail program.
    Mail(CleanText),
    /// It contains a user name or password, which often imitates a host.
    Credentials(CleanText),
    /// Its host has letters that are not ASCII and may imitate another host.
    OtherLetters(CleanText),
    /// The text of the link names another host.
    OtherHost {
        /// What the text says.
        said: CleanText,
        /// Where it leads.
        host: CleanText,
    },
}

impl fmt::Display for LinkWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mail(to) => write!(f, "write a mail to {to}?"),
            Self::Credentials(host) => {
                write!(f, "this address contains a name or password; it leads to {host}. Open it?")
            }
            Self::OtherLetters(host) => write!(f, "the host has unusual letters: {host}. Open it?"),
            Self::OtherHost { said, host } => write!(f, "the text says {said}, but the link leads to {host}. Open it?"),
        }
    }
}

/// The host in the text of a link, if the text is just an address or a domain.
fn host_in_text(label: &str) -> Option<String> {
    let label = label.trim();
    if label.contains(char::is_whitespace) || !label.contains('.') {
        return None;
    }
    let address = if label.contains("://") { label.to_owned() } else { format!("https://{label}") };
    let url = Url::parse(&address).ok().filter(|url| url.scheme().starts_with("http"))?;
    let host = without_www(url.domain()?).to_owned();
    // `Node.js` and `v2.0` are not hosts: a host needs a scheme, a path or a common ending.
    let end = host.rsplit('.').next().unwrap_or_default();
    let looks_like_host = label.contains("://") || label.contains('/') || COMMON_TLDS.contains(&end);
    looks_like_host.then_some(host)
}

/// Endings by which a name without a scheme is recognised as a domain.
const COMMON_TLDS: [&str; 14] =
    ["com", "org", "net", "edu", "gov", "io", "ai", "co", "uk", "de", "fr", "jp", "cn", "eu"];

/// True if two hosts belong to one site: they are the same, or one is a subdomain of the other.
fn same_site(a: &str, b: &str) -> bool {
    let is_within = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    is_within(a, b) || is_within(b, a)
}

/// True if a text starts with `http://` or `https://`.
#[must_use]
pub fn has_web_scheme(text: &str) -> bool {
    has_prefix(text, "http://") || has_prefix(text, "https://")
}

/// The host of a web address without `www.`, in the case it is written in. `None` if there is no host.
#[must_use]
pub fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    Some(without_www(host)).filter(|host| !host.is_empty())
}

/// A domain without `www.` in front.
#[must_use]
pub fn without_www(domain: &str) -> &str {
    if has_prefix(domain, "www.") { &domain[4..] } else { domain }
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_pass() {
        for (raw, want) in [
            ("https://a.org/x?y=1#z", Some("https://a.org/x?y=1#z")),
            (" HTTP://a.org ", Some("HTTP://a.org")),
            ("mailto:jo@example.org", Some("mailto:jo@example.org")),
            ("https://a.org/caf\u{e9}", Some("https://a.org/caf%C3%A9")),
            ("https://a.org/a b", Some("https://a.org/a%20b")),
            ("javascript:alert(1)", None),
            ("-x", None),
            ("--new-window https://a.org", None),
            ("file:///etc/passwd", None),
            ("www.example.org", None),
            ("https://", None),
            ("", None),
        ] {
            assert_eq!(WebUrl::parse(raw).ok().as_ref().map(WebUrl::as_str), want, "{raw}");
        }
    }

    #[test]
    fn warnings_name_the_host() {
        for (address, label, want) in [
            ("https://a.org/x", None, None),
            ("https://a.org/x", Some("the data"), None),
            ("https://a.org/x", Some("www.a.org"), None),
            ("https://www.a.org/x", Some("https://a.org/y"), None),
            ("https://docs.a.org/x", Some("a.org"), None),
            ("https://a.org/x", Some("Node.js"), None),
            ("https://a.org/x", Some("see 3.5"), None),
            (
                "https://evil.example/x",
                Some("a.org"),
                Some("the text says a.org, but the link leads to evil.example. Open it?"),
            ),
            (
                "https://nota.org/x",
                Some("a.org"),
                Some("the text says a.org, but the link leads to nota.org. Open it?"),
            ),
            (
                "https://evil.example/x",
                Some("https://a.shop/x"),
                Some("the text says a.shop, but the link leads to evil.example. Open it?"),
            ),
            (
                "https://a.org@evil.example/",
                None,
                Some("this address contains a name or password; it leads to evil.example. Open it?"),
            ),
            ("https://a.org\\@evil.example/", Some("a.org"), None),
            ("https://\u{430}pple.com/", None, Some("the host has unusual letters: xn--pple-43d.com. Open it?")),
            ("https://xn--pple-43d.com/", None, Some("the host has unusual letters: xn--pple-43d.com. Open it?")),
            ("mailto:jo@example.org", None, Some("write a mail to jo@example.org?")),
        ] {
            let warning = WebUrl::parse(address).ok().map(|url| url.warning(label).map(|warning| warning.to_string()));
            assert_eq!(warning, Some(want.map(str::to_owned)), "{address} {label:?}");
        }
    }

    #[test]
    fn hosts_are_bare() {
        assert_eq!(host("https://www.theverge.com/2017"), Some("theverge.com"));
        assert_eq!(host("http://me:pw@a.org:8080?x"), Some("a.org"));
        assert_eq!(host("https:///x"), None);
        assert_eq!(host("not a url"), None);
    }
}
