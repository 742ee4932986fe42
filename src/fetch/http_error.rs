//! Why a request failed, and what to do.

use std::borrow::Cow;
use std::io;
use std::time::Duration;

use rustls::CertificateError;
use thiserror::Error;

use crate::text::CleanText;

/// Size limit of an answer, in bytes after decompression.
pub const MAX_ANSWER: u64 = 20 * 1024 * 1024;

/// Redirects that are followed for one address.
pub(super) const MAX_REDIRECTS: usize = 10;

/// A request that failed.
#[derive(Debug, Error)]
#[error("{}: {fault}", CleanText::single_line(url))]
pub struct HttpError {
    /// The address.
    pub url: String,
    /// Why.
    pub fault: HttpFault,
}

/// Why a request failed, and what to do.
#[derive(Debug, Error)]
pub enum HttpFault {
    /// The address has another scheme or no host.
    #[error("only http and https addresses can be fetched")]
    Scheme,
    /// The address is in a private network, and the user did not type it.
    #[error("it leads to a private address of your network; type that address yourself if you mean it")]
    Private,
    /// The redirects have no end.
    #[error("more than {MAX_REDIRECTS} redirects; open it in a browser to see where it leads")]
    Redirects,
    /// The answer is too large.
    #[error("the answer is larger than {} MiB", MAX_ANSWER / (1024 * 1024))]
    TooLarge,
    /// The server is too slow.
    #[error("the server does not answer in time; try again later")]
    Timeout,
    /// The server asks for a long pause.
    #[error("the server wants no more requests for {}; run the same command then", minutes(*.0))]
    Later(Duration),
    /// The server goes on refusing after several pauses.
    #[error("the server is busy (status {0}) also after several pauses; run the same command later")]
    Busy(u16),
    /// A page for browsers only.
    #[error("the site lets only browsers in (status 403); save the posts with a browser")]
    Wall,
    /// Any other status.
    #[error("the server answered with status {}{}", .0, advice(*.0))]
    Status(u16),
    /// The fetch was ended.
    #[error("not fetched to the end")]
    Stopped,
    /// The certificate of the server is not valid, or not trusted.
    #[error("the server's certificate is not accepted: {0}; check the address, and the clock of this machine")]
    Certificate(CleanText),
    /// The name of the host has no address.
    #[error("there is no site of that name, or no connection to the internet; check both")]
    NoHost,
    /// There is no connection.
    #[error("cannot be read: {0}; check the address and your connection")]
    Connection(CleanText),
    /// The connection broke.
    #[error("the answer is not whole: {0}; run the same command later")]
    Broken(CleanText),
}

fn minutes(pause: Duration) -> String {
    format!("{} minutes", pause.as_secs().div_ceil(60))
}

fn advice(status: u16) -> &'static str {
    match status {
        401 | 403 => " (not for everybody)",
        404 | 410 => " (there is nothing); check the address",
        _ => "",
    }
}

/// The error of a host that has only private addresses.
#[derive(Debug, Error)]
#[error("a private address")]
pub(super) struct PrivateAddress;

/// How the standard library starts the error of a name without an address.
const LOOKUP: &str = "failed to lookup address information";

/// Errors of a connection that was there.
const BROKEN: [io::ErrorKind; 4] = [
    io::ErrorKind::BrokenPipe,
    io::ErrorKind::ConnectionAborted,
    io::ErrorKind::ConnectionReset,
    io::ErrorKind::UnexpectedEof,
];

/// Names what went wrong with a request.
pub(super) fn fault_of(error: ureq::Error) -> HttpFault {
    let error = match error {
        ureq::Error::Timeout(_) => return HttpFault::Timeout,
        ureq::Error::BodyExceedsLimit(_) => return HttpFault::TooLarge,
        ureq::Error::HostNotFound => return HttpFault::NoHost,
        ureq::Error::Io(error) => error,
        error => return HttpFault::Connection(CleanText::single_line(&error.to_string())),
    };
    let inner = error.get_ref();
    if inner.and_then(|inner| inner.downcast_ref::<PrivateAddress>()).is_some() {
        return HttpFault::Private;
    }
    if let Some(rustls::Error::InvalidCertificate(why)) = inner.and_then(|inner| inner.downcast_ref()) {
        return HttpFault::Certificate(CleanText::single_line(&certificate_fault(why)));
    }
    let what = CleanText::single_line(&error.to_string());
    if what.starts_with(LOOKUP) {
        return HttpFault::NoHost;
    }
    if BROKEN.contains(&error.kind()) { HttpFault::Broken(what) } else { HttpFault::Connection(what) }
}

/// What is wrong with a certificate, in words.
fn certificate_fault(why: &CertificateError) -> Cow<'static, str> {
    use CertificateError as Why;
    match why {
        Why::Expired | Why::ExpiredContext { .. } => "it has expired".into(),
        Why::NotValidYet | Why::NotValidYetContext { .. } => "it is not valid yet".into(),
        Why::NotValidForName | Why::NotValidForNameContext { .. } => "it is for another name".into(),
        Why::UnknownIssuer | Why::BadSignature => "it is not signed by anyone whom this system trusts".into(),
        other => other.to_string().into(),
    }
}
