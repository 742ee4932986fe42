//! Requests over HTTP: limits of time, size and redirects, pauses between requests, and no way into private networks.

use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderMap, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::{Host, Url};

use super::certificates::trust;
use super::http_error::{MAX_ANSWER, MAX_REDIRECTS, PrivateAddress, fault_of};
use super::network::is_public;
use super::pacing::{Pacing, Refusal, Retry, Stop};

pub use super::http_error::{HttpError, HttpFault};

/// Who asks, as servers see it.
const USER_AGENT: &str = concat!("importai-reader/", env!("CARGO_PKG_VERSION"), " (a reader of newsletters)");

/// How long a server may take.
#[derive(Clone, Copy, Debug)]
pub struct TimeLimits {
    /// To connect.
    pub connect: Duration,
    /// Between two pieces of an answer.
    pub read: Duration,
    /// For the whole answer.
    pub whole: Duration,
}

impl Default for TimeLimits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(15), read: Duration::from_secs(30), whole: Duration::from_secs(180) }
    }
}

/// What an earlier answer said about its version. Sent back, so that the server can say that nothing changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Last-Modified` header.
    pub modified: Option<String>,
}

/// The answer of a server, whatever its status.
#[derive(Debug)]
pub struct Answer {
    /// Where it came from, after redirects.
    pub url: Url,
    /// The new address, if all redirects in front of it are permanent.
    pub moved: Option<Url>,
    /// The status code.
    pub status: u16,
    /// The text, decompressed.
    pub body: Vec<u8>,
    headers: HeaderMap,
}

impl Answer {
    /// The value of a header, if it is plain text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// All values of a header.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
    }

    /// The version, for the next request.
    #[must_use]
    pub fn version(&self) -> Version {
        let header = |name| self.header(name).map(str::to_owned);
        Version { etag: header("etag"), modified: header("last-modified") }
    }

    /// This answer, if the status is one of success.
    ///
    /// # Errors
    /// The status is another one.
    pub fn success(self) -> Result<Self, HttpError> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        let start = String::from_utf8_lossy(&self.body[..self.body.len().min(4096)]).to_ascii_lowercase();
        let is_wall = self.status == 403 && (start.contains("just a moment") || start.contains("cloudflare"));
        let fault = if is_wall { HttpFault::Wall } else { HttpFault::Status(self.status) };
        Err(HttpError { url: self.url.into(), fault })
    }
}

/// Makes requests, one after the other.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    pacing: Pacing,
    typed: TypedHosts,
    last: HashMap<String, Instant>,
    stop: Stop,
    /// The host of the last answer, and the size of those that were not asked about yet.
    received: Option<(String, u64)>,
}

impl Client {
    /// A client that uses the proxies of the environment.
    #[must_use]
    pub fn new(pacing: Pacing, limits: TimeLimits) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(USER_AGENT)
            .tls_config(trust())
            .timeout_connect(Some(limits.connect))
            .timeout_per_read(Some(limits.read))
            .timeout_global(Some(limits.whole))
            .build();
        let typed = TypedHosts::default();
        let resolver = PublicResolver { typed: typed.clone(), all: DefaultResolver::default() };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Self { agent, pacing, typed, last: HashMap::new(), stop: Stop::default(), received: None }
    }

    /// The same client, which makes no more requests once it is to stop.
    #[must_use]
    pub fn until(self, stop: Stop) -> Self {
        Self { stop, ..self }
    }

    /// The host of the last answer, and the size of the answers since the last call, in bytes after decompression.
    pub(super) fn take_received(&mut self) -> Option<(String, u64)> {
        self.received.take()
    }

    /// What ends its requests.
    pub(super) fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// True if there are to be no more requests.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stop.is_requested()
    }

    /// Lets the client into a private network for an address that the user typed.
    pub fn allow(&mut self, typed: &Url) {
        self.typed.lock().extend(typed.host_str().map(bare));
    }

    /// Asks for an address. Follows redirects, and waits and tries again where the server asks for it.
    ///
    /// # Errors
    /// There is no answer, or the server asks for too long a pause.
    pub fn get(&mut self, url: &Url, version: &Version) -> Result<Answer, HttpError> {
        let (mut url, mut moved, mut is_moved) = (url.clone(), None, true);
        for _ in 0..=MAX_REDIRECTS {
            let answer = self.patiently(&url, version).map_err(|fault| HttpError { url: url.to_string(), fault })?;
            let target = match answer.status {
                301 | 302 | 303 | 307 | 308 => answer.header("location").and_then(|to| url.join(to).ok()),
                _ => None,
            };
            let Some(target) = target else { return Ok(Answer { moved, ..answer }) };
            is_moved &= matches!(answer.status, 301 | 308);
            moved = is_moved.then(|| target.clone());
            url = target;
        }
        Err(HttpError { url: url.into(), fault: HttpFault::Redirects })
    }

    /// One request without redirects, made again after a pause while the server is busy.
    fn patiently(&mut self, url: &Url, version: &Version) -> Result<Answer, HttpFault> {
        self.check(url)?;
        let mut retry = Retry::default();
        loop {
            self.pause_before(url);
            if self.is_stopped() {
                return Err(HttpFault::Stopped);
            }
            let answer = self.once(url, version);
            self.last.insert(url.host_str().unwrap_or_default().to_owned(), Instant::now());
            let pause = match &answer {
                Ok(answer) => {
                    let before = self.received.take().map_or(0, |(_, bytes)| bytes);
                    let host = url.host_str().unwrap_or_default().to_owned();
                    self.received = Some((host, before + answer.body.len() as u64));
                    let pause = retry.after_status(answer.status, answer.header("retry-after"));
                    pause.map_err(|refusal| match refusal {
                        Refusal::Busy => HttpFault::Busy(answer.status),
                        Refusal::Later(pause) => HttpFault::Later(pause),
                    })?
                }
                Err(HttpFault::Broken(_)) => retry.after_break(),
                Err(_) => None,
            };
            match pause {
                Some(pause) => self.pacing.wait(pause),
                None => return answer,
            }
        }
    }

    fn pause_before(&self, url: &Url) {
        let host = url.host_str().unwrap_or_default();
        if let Some(last) = self.last.get(host) {
            let due = self.pacing.between(host, is_here(url));
            self.pacing.wait(due.saturating_sub(last.elapsed()));
        }
    }

    /// Refuses what no resolver sees: other schemes, and private addresses that go to a proxy.
    fn check(&self, url: &Url) -> Result<(), HttpFault> {
        let host = match url.host() {
            Some(host) if matches!(url.scheme(), "http" | "https") => host,
            _ => return Err(HttpFault::Scheme),
        };
        let is_private = match host {
            Host::Ipv4(address) => !is_public(address.into()),
            Host::Ipv6(address) => !is_public(address.into()),
            Host::Domain(_) => is_here(url),
        };
        let is_typed = self.typed.lock().contains(&bare(url.host_str().unwrap_or_default()));
        if is_private && !is_typed { Err(HttpFault::Private) } else { Ok(()) }
    }

    fn once(&self, url: &Url, version: &Version) -> Result<Answer, HttpFault> {
        let mut request = self.agent.get(url.as_str());
        for (name, value) in [("If-None-Match", &version.etag), ("If-Modified-Since", &version.modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let answer = request.call().map_err(fault_of)?;
        let (head, mut body) = answer.into_parts();
        let body = body.with_config().limit(MAX_ANSWER).read_to_vec().map_err(|error| match fault_of(error) {
            HttpFault::Connection(what) => HttpFault::Broken(what),
            fault => fault,
        })?;
        Ok(Answer { url: url.clone(), moved: None, status: head.status.as_u16(), body, headers: head.headers })
    }
}

/// True for this machine by its name or address.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
}

/// A host as the resolver and the address name it: without brackets.
fn bare(host: &str) -> String {
    host.trim_matches(['[', ']']).to_ascii_lowercase()
}

/// Hosts that the user typed.
#[derive(Clone, Debug, Default)]
struct TypedHosts(Arc<Mutex<HashSet<String>>>);

impl TypedHosts {
    fn lock(&self) -> MutexGuard<'_, HashSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Finds the addresses of a host, and drops the private ones unless the user typed the host or it is the proxy. What is
/// checked is what is connected to: a name cannot lead elsewhere a moment later.
#[derive(Debug)]
struct PublicResolver {
    typed: TypedHosts,
    all: DefaultResolver,
}

impl Resolver for PublicResolver {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.all.resolve(uri, config, timeout)?;
        let host = bare(uri.host().unwrap_or_default());
        let is_proxy = config.proxy().is_some_and(|proxy| bare(proxy.host()) == host);
        if is_proxy || self.typed.lock().contains(&host) {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        if public.is_empty() {
            return Err(ureq::Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, PrivateAddress)));
        }
        Ok(public)
    }
}
