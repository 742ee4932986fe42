//! Addresses out of posts: which of them may be handed to a browser.

use thiserror::Error;
use url::Url;

use crate::text::CleanText;

/// An address that may be opened: parsed, of an allowed scheme, printable ASCII only, never like an option.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebUrl(String);

/// Why an address is shown and not opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UrlError {
    /// Something other than http, https and mailto: `javascript:`, `file:`, `-x`.
    #[error("only http, https and mailto links are opened, not “{0}”")]
    Scheme(CleanText),
    /// What cannot be read as an address at all.
    #[error("not an address: “{0}”")]
    Malformed(CleanText),
}

impl WebUrl {
    /// Checks an address out of a post. It stays as written where it is plain ASCII; other characters are encoded.
    ///
    /// # Errors
    /// [`UrlError`] where the scheme is not http, https or mailto, or the text is no address.
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
        // A backslash is a slash to some programs and not to others; they are all given the same.
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

    /// Why the user should see where it leads before it is opened; `label` is the text of the link, if it has one.
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

/// What there is to see about an address before it is opened. Its text says where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkWarning {
    /// It opens a mail program.
    #[error("write a mail to {0}?")]
    Mail(CleanText),
    /// It has a user's name or password in it, which is often there to look like a host.
    #[error("a name or password is in this address; it leads to {0}: open it?")]
    Credentials(CleanText),
    /// Its host has letters that are not ASCII, and may look like another one.
    #[error("its host has unusual letters: {0}: open it?")]
    OtherLetters(CleanText),
    /// The text of the link names another host.
    #[error("the text says {said}, but it leads to {host}: open it?")]
    OtherHost {
        /// What the text says.
        said: CleanText,
        /// Where it leads.
        host: CleanText,
    },
}

/// The host that a link's text names, where it is an address or a domain and nothing else.
fn host_in_text(label: &str) -> Option<String> {
    let label = label.trim();
    if label.contains(char::is_whitespace) || !label.contains('.') {
        return None;
    }
    let address = if label.contains("://") { label.to_owned() } else { format!("https://{label}") };
    let url = Url::parse(&address).ok().filter(|url| url.scheme().starts_with("http"))?;
    let host = without_www(url.domain()?).to_owned();
    // `Node.js` and `v2.0` are no hosts; a domain ends in letters, and the label has a path or one of the usual ends.
    let end = host.rsplit('.').next().unwrap_or_default();
    let looks_like_one = label.contains("://") || label.contains('/') || COMMON_TLDS.contains(&end);
    looks_like_one.then_some(host)
}

/// Ends of domains by which a bare name is known to be one.
const COMMON_TLDS: [&str; 14] =
    ["com", "org", "net", "edu", "gov", "io", "ai", "co", "uk", "de", "fr", "jp", "cn", "eu"];

/// Whether two hosts are one site: the same, or one below the other.
fn same_site(a: &str, b: &str) -> bool {
    let below = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    below(a, b) || below(b, a)
}

/// Whether a text begins as a web address does; cheap enough to ask of every post.
#[must_use]
pub fn has_web_scheme(text: &str) -> bool {
    has_prefix(text, "http://") || has_prefix(text, "https://")
}

/// The host of a web address without its `www.`, in lower case.
#[must_use]
pub fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    Some(without_www(host)).filter(|host| !host.is_empty())
}

/// A domain without the `www.` in front: one site, one name.
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
    fn what_is_doubtful_is_told() {
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
                Some("the text says a.org, but it leads to evil.example: open it?"),
            ),
            ("https://nota.org/x", Some("a.org"), Some("the text says a.org, but it leads to nota.org: open it?")),
            (
                "https://evil.example/x",
                Some("https://a.shop/x"),
                Some("the text says a.shop, but it leads to evil.example: open it?"),
            ),
            (
                "https://a.org@evil.example/",
                None,
                Some("a name or password is in this address; it leads to evil.example: open it?"),
            ),
            ("https://a.org\\@evil.example/", Some("a.org"), None),
            ("https://\u{430}pple.com/", None, Some("its host has unusual letters: xn--pple-43d.com: open it?")),
            ("https://xn--pple-43d.com/", None, Some("its host has unusual letters: xn--pple-43d.com: open it?")),
            ("mailto:jo@example.org", None, Some("write a mail to jo@example.org?")),
        ] {
            let doubt = WebUrl::parse(address).ok().map(|url| url.warning(label).map(|doubt| doubt.to_string()));
            assert_eq!(doubt, Some(want.map(str::to_owned)), "{address} {label:?}");
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
