//! Addresses from posts: which of them may be passed to a browser.

mod hosts;
mod mail;

pub use mail::decoded;
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
        if url.scheme() == "mailto" {
            let is_plain = raw.bytes().all(|b| b.is_ascii_graphic());
            return Ok(Self(mail::with_known_fields(if is_plain { raw } else { url.as_str() })));
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

    /// Why opening the link needs confirmation; `None` if it does not. `labels` are the texts of the link, one for each
    /// place where it is; a line break in them stands for a space, or for nothing where it breaks a word.
    #[must_use]
    pub fn warning(&self, labels: &[String]) -> Option<LinkWarning> {
        let url = Url::parse(&self.0).ok()?;
        if url.scheme() == "mailto" {
            return Some(LinkWarning::Mail(mail::recipients(&self.0)));
        }
        let host = url.host_str().unwrap_or_default();
        let shown = CleanText::single_line(host);
        if !url.username().is_empty() || url.password().is_some() {
            return Some(LinkWarning::Credentials(shown));
        }
        if host.split('.').any(|part| part.starts_with("xn--")) {
            return Some(LinkWarning::OtherLetters(shown));
        }
        let site = without_www(host).trim_end_matches('.');
        let is_address = |label: &String| label.replace('\n', "") == self.0;
        let said = labels.iter().filter(|label| !is_address(label)).find_map(|label| hosts::other_host(label, site))?;
        Some(LinkWarning::OtherHost { said: CleanText::single_line(&said), host: shown })
    }
}

/// Why opening a link needs confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkWarning {
    /// It opens a mail program. The addresses that the mail goes to, each with the name of its field.
    Mail(Vec<(&'static str, CleanText)>),
    /// It contains a user name or password, which often imitates a host. The host.
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

/// True if two hosts belong to one site: they are the same, or one is a subdomain of the other.
fn same_site(a: &str, b: &str) -> bool {
    let is_within = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.ends_with('.')) && !is_shared(b);
    a == b || is_within(a, b) || is_within(b, a)
}

/// True for `com` and `co.uk`, below which everybody has a site.
fn is_shared(host: &str) -> bool {
    match host.split_once('.') {
        None => true,
        Some((kind, country)) => {
            country.len() == 2 && ["ac", "co", "com", "edu", "gov", "net", "or", "org"].contains(&kind)
        }
    }
}

/// True if an address says by which scheme it is opened: `https:`, `mailto:`.
#[must_use]
pub fn has_scheme(address: &str) -> bool {
    let scheme =
        address.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// A relative address as seen from a page of the web. `None` if the page has no web address.
#[must_use]
pub fn join(page: &str, address: &str) -> Option<String> {
    let page = Url::parse(page.trim()).ok().filter(|page| matches!(page.scheme(), "http" | "https"))?;
    page.join(address).ok().map(String::from)
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
    fn mails_keep_the_fields_that_are_shown() {
        for (raw, want) in [
            ("mailto:jo@example.org", "mailto:jo@example.org"),
            ("mailto:jo@example.org?subject=-x&body=$HOME%0Ay", "mailto:jo@example.org?subject=-x&body=$HOME%0Ay"),
            ("MAILTO:jo@example.org?attach=/etc/passwd&BCC=spy@e.org", "MAILTO:jo@example.org?BCC=spy@e.org"),
            ("mailto:?to=jo@e.org&%61ttach=/x&amp;attachment=y#z", "mailto:?to=jo@e.org"),
            ("mailto:jo@e.org?subject=x?attach=/etc/passwd", "mailto:jo@e.org?subject=x%3Fattach=/etc/passwd"),
            ("mailto:jo@e.org?subject=x%0D%0ABcc:spy@e.org", "mailto:jo@e.org"),
            ("mailto:jo@e.org%0ABcc:spy@e.org?cc=c@e.org", "mailto:?cc=c@e.org"),
        ] {
            assert_eq!(WebUrl::parse(raw).ok().as_ref().map(WebUrl::as_str), Some(want), "{raw}");
        }
    }

    #[test]
    fn warnings_name_the_host() {
        let clean = |text: &str| CleanText::single_line(text);
        let other = |said, host| Some(LinkWarning::OtherHost { said: clean(said), host: clean(host) });
        let letters = || Some(LinkWarning::OtherLetters(clean("xn--pple-43d.com")));
        for (address, labels, want) in [
            ("https://a.org/x", &[][..], None),
            ("https://a.org/x", &["the data"], None),
            ("https://a.org/x", &["www.a.org"], None),
            ("https://www.a.org/x", &["https://a.org/y"], None),
            ("https://docs.a.org/x", &["a.org"], None),
            ("https://a.org/x", &["Node.js"], None),
            ("https://a.org/x", &["here", "see\nthis"], None),
            ("https://a.org./x", &["a.org"], None),
            ("https://a.org/paypal.com/x.com", &["https://a.org/paypal.com/\nx.com"], None),
            ("https://evil.example/x", &["a.org"], other("a.org", "evil.example")),
            ("https://evil.example/x", &["here", "a.org", "there"], other("a.org", "evil.example")),
            ("https://com/x", &["paypal.com"], other("paypal.com", "com")),
            ("https://co.uk/x", &["bank.co.uk"], other("bank.co.uk", "co.uk")),
            ("https://nota.org/x", &["a.org"], other("a.org", "nota.org")),
            ("https://evil.example/x", &["https://a.shop/x"], other("a.shop", "evil.example")),
            ("https://a.org@evil.example/", &[], Some(LinkWarning::Credentials(clean("evil.example")))),
            ("https://a.org\\@evil.example/", &["a.org"], None),
            ("https://\u{430}pple.com/", &[], letters()),
            ("https://xn--pple-43d.com/", &[], letters()),
            (
                "mailto:jo+x@example.org?subject=x&bcc=spy@e.org,two@e.org",
                &[],
                Some(LinkWarning::Mail(vec![
                    ("to", clean("jo+x@example.org")),
                    ("bcc", clean("spy@e.org")),
                    ("bcc", clean("two@e.org")),
                ])),
            ),
        ] {
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            let warning = WebUrl::parse(address).map(|url| url.warning(&labels));
            assert_eq!(warning, Ok(want), "{address} {labels:?}");
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
