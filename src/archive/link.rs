//! Addresses out of posts: which of them may be handed to a browser.

use thiserror::Error;
use url::Url;

use super::CleanText;

/// An address that may be opened: parsed, of an allowed scheme, printable ASCII only, never like an option.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebUrl(String);

/// Why an address is shown and not opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
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
    /// [`Refused`] where the scheme is not http, https or mailto, or the text is no address.
    pub fn parse(raw: &str) -> Result<Self, Refused> {
        let raw = raw.trim();
        let shown = || CleanText::line(raw);
        if !has_web_scheme(raw) && !has_prefix(raw, "mailto:") {
            return Err(Refused::Scheme(shown()));
        }
        let url = Url::parse(raw).map_err(|_| Refused::Malformed(shown()))?;
        if !matches!(url.scheme(), "http" | "https" | "mailto") {
            return Err(Refused::Scheme(shown()));
        }
        if raw.bytes().all(|b| b.is_ascii_graphic()) {
            return Ok(Self(raw.to_owned()));
        }
        Ok(Self(url.into()))
    }

    /// The address, as the one argument of a browser.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
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
    fn hosts_are_bare() {
        assert_eq!(host("https://www.theverge.com/2017"), Some("theverge.com"));
        assert_eq!(host("http://me:pw@a.org:8080?x"), Some("a.org"));
        assert_eq!(host("https:///x"), None);
        assert_eq!(host("not a url"), None);
    }
}
