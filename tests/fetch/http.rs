//! Requests: redirects, versions, pauses, limits and private addresses.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use importai_reader::fetch::http::{Answer, Client, HttpError, HttpFault, TimeLimits, Version};
use importai_reader::fetch::pacing::Pacing;
use url::Url;

use crate::server::{Reply, Server};

/// A client that only takes down how long it would wait.
struct Patient {
    client: Client,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl Patient {
    fn new(between_here: Duration, limits: TimeLimits) -> Self {
        let waits = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&waits);
        let sleep = Box::new(move |pause| all.lock().unwrap().push(pause));
        Self { client: Client::new(Pacing { between_here, sleep, ..Pacing::polite() }, limits), waits }
    }

    fn typed(&mut self, address: &str) -> Result<Answer, HttpError> {
        let url = Url::parse(address).unwrap();
        self.client.allow(&url);
        self.client.get(&url, &Version::default())
    }

    fn waits(&self) -> Vec<u64> {
        self.waits.lock().unwrap().iter().map(Duration::as_secs).collect()
    }
}

fn get(server: &Server) -> Result<Answer, HttpError> {
    Patient::new(Duration::ZERO, TimeLimits::default()).typed(&server.url("/"))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

#[test]
fn a_request_says_who_asks_and_unpacks_the_answer() {
    let server = Server::start(|_| Reply::of("text/plain", gzip(b"Some words.")).with("Content-Encoding", "gzip"));
    assert_eq!(get(&server).unwrap().body, b"Some words.");
    let request = &server.requests()[0];
    let agent = format!("importai-reader/{}", env!("CARGO_PKG_VERSION"));
    assert!(request.header("user-agent").unwrap().starts_with(&agent), "{request:?}");
    assert!(request.header("accept-encoding").unwrap().contains("gzip"), "{request:?}");
}

#[test]
fn an_answer_that_unpacks_without_end_is_refused() {
    let bomb = gzip(&vec![b'a'; 30 * 1024 * 1024]);
    assert!(bomb.len() < 100_000);
    let server = Server::start(move |_| Reply::of("text/plain", bomb.clone()).with("Content-Encoding", "gzip"));
    assert!(matches!(get(&server).unwrap_err().fault, HttpFault::TooLarge));
    let server = Server::start(|_| Reply::of("text/plain", vec![b'a'; 21 * 1024 * 1024]));
    assert!(matches!(get(&server).unwrap_err().fault, HttpFault::TooLarge));
}

#[test]
fn redirects_are_followed_and_permanent_ones_told() {
    let answer = |request: &crate::server::Request| match &*request.path {
        "/" => Reply::redirect(301, "/two"),
        "/two" => Reply::redirect(308, "three?x=1"),
        "/for-now" => Reply::redirect(302, "/gone-on"),
        "/gone-on" => Reply::redirect(301, "/three?x=1"),
        _ => Reply::html("There."),
    };
    let server = Server::start(answer);
    let found = get(&server).unwrap();
    assert_eq!(found.url.as_str(), server.url("/three?x=1"));
    assert_eq!(found.moved.unwrap().as_str(), server.url("/three?x=1"));
    let mut client = Patient::new(Duration::ZERO, TimeLimits::default());
    let found = client.typed(&server.url("/for-now")).unwrap();
    assert_eq!((found.url.as_str(), found.moved), (&*server.url("/three?x=1"), None));
}

#[test]
fn redirects_without_end_are_an_error() {
    let server = Server::start(|request| Reply::redirect(301, format!("/{}", request.earlier)));
    assert!(matches!(get(&server).unwrap_err().fault, HttpFault::Redirects));
    assert_eq!(server.requests().len(), 11);
}

#[test]
fn a_redirect_does_not_lead_into_a_private_network() {
    for target in [
        "http://127.0.0.2:9/x",
        "http://localhost:9/x",
        "http://[::1]:9/x",
        "http://0x7f.2:9/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest",
        "http://[::ffff:127.0.0.2]:9/",
        "http://a.localhost:9/",
    ] {
        let server = Server::start(move |_| Reply::redirect(302, target));
        let error = get(&server).unwrap_err();
        assert!(matches!(error.fault, HttpFault::Private), "{target}: {error}");
    }
    let server = Server::start(|_| Reply::redirect(302, "file:///etc/passwd"));
    assert!(matches!(get(&server).unwrap_err().fault, HttpFault::Scheme));
}

/// A name that is found in the hosts file, as a name server could lie.
#[test]
fn a_name_with_a_private_address_is_refused_unless_it_was_typed() {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let resolves = std::net::ToSocketAddrs::to_socket_addrs(&(&*name, 9));
    // A machine whose name is no host has nothing to test.
    if !resolves.is_ok_and(|mut found| found.all(|address| address.ip().is_loopback() || is_local(address.ip()))) {
        return;
    }
    let url = Url::parse(&format!("http://{name}:9/")).unwrap();
    let mut client = Client::new(Pacing::polite(), TimeLimits::default());
    assert!(matches!(client.get(&url, &Version::default()).unwrap_err().fault, HttpFault::Private));
}

fn is_local(address: std::net::IpAddr) -> bool {
    matches!(address, std::net::IpAddr::V4(address) if address.is_private() || address.is_link_local())
}

#[test]
fn a_version_is_sent_back() {
    let server = Server::start(|request| match request.header("if-none-match") {
        Some("\"v1\"") => Reply::status(304),
        _ => Reply::html("New.").with("ETag", "\"v1\"").with("Last-Modified", "Mon, 28 Dec 2020 17:16:32 GMT"),
    });
    let mut client = Patient::new(Duration::ZERO, TimeLimits::default());
    let first = client.typed(&server.url("/")).unwrap();
    let again = client.client.get(&first.url, &first.version()).unwrap();
    assert_eq!((first.status, again.status), (200, 304));
    assert_eq!(server.requests()[1].header("if-modified-since"), Some("mon, 28 dec 2020 17:16:32 gmt"));
}

#[test]
fn a_busy_server_is_asked_again_after_the_pause_it_wants() {
    let server = Server::start(|request| match request.earlier {
        0 => Reply::status(429).with("Retry-After", "7"),
        1 => Reply::status(503),
        2 => Reply::status(429).with("Retry-After", "Mon, 28 Dec 2020 17:16:32 GMT"),
        _ => Reply::html("Fine."),
    });
    let mut client = Patient::new(Duration::ZERO, TimeLimits::default());
    assert_eq!(client.typed(&server.url("/")).unwrap().status, 200);
    assert_eq!(client.waits(), [7, 4]);
}

#[test]
fn a_server_that_stays_busy_is_given_up() {
    let server = Server::start(|_| Reply::status(429));
    let mut client = Patient::new(Duration::ZERO, TimeLimits::default());
    assert!(matches!(client.typed(&server.url("/")).unwrap_err().fault, HttpFault::Busy(429)));
    assert_eq!(client.waits(), [2, 4, 8, 16]);
    let server = Server::start(|_| Reply::status(429).with("Retry-After", "3600"));
    let error = client.typed(&server.url("/")).unwrap_err();
    assert!(error.to_string().contains("for 60 minutes"), "{error}");
}

#[test]
fn a_failing_server_and_a_broken_answer_are_asked_again() {
    let server = Server::start(|request| match request.earlier {
        0 => Reply::status(500),
        1 => Reply::html("Half of").saying(100),
        _ => Reply::html("All of it."),
    });
    let mut client = Patient::new(Duration::ZERO, TimeLimits::default());
    assert_eq!(client.typed(&server.url("/")).unwrap().body, b"All of it.");
    let server = Server::start(|_| Reply::html("Half of").saying(100));
    assert!(matches!(client.typed(&server.url("/")).unwrap_err().fault, HttpFault::Broken(_)));
    assert_eq!(server.requests().len(), 3);
    // Where nobody listens, waiting does not help.
    let mut client = Patient::new(Duration::ZERO, TimeLimits::default());
    assert!(matches!(client.typed("http://127.0.0.1:9/").unwrap_err().fault, HttpFault::Connection(_)));
    assert_eq!(client.waits(), [] as [u64; 0]);
}

#[test]
fn a_slow_server_is_given_up() {
    let limit = Duration::from_millis(200);
    let server = Server::start(|_| Reply::html("A word.").slow(Duration::from_secs(1)));
    let mut client = Patient::new(Duration::ZERO, TimeLimits { read: limit, ..TimeLimits::default() });
    assert!(matches!(client.typed(&server.url("/")).unwrap_err().fault, HttpFault::Timeout));
    // Each byte comes in time, but not all of them.
    let server = Server::start(|_| Reply::html(vec![b'a'; 1000]).slow(Duration::from_millis(20)));
    let mut client = Patient::new(Duration::ZERO, TimeLimits { whole: limit, ..TimeLimits::default() });
    assert!(matches!(client.typed(&server.url("/")).unwrap_err().fault, HttpFault::Timeout));
}

#[test]
fn requests_to_a_host_are_apart() {
    let server = Server::start(|_| Reply::html("Words."));
    let mut client = Patient::new(Duration::from_secs(3600), TimeLimits::default());
    for _ in 0..3 {
        client.typed(&server.url("/")).unwrap();
    }
    let waits = client.waits.lock().unwrap().clone();
    let is_long = |wait: &Duration| *wait > Duration::from_secs(3000);
    assert!(waits.len() == 2 && waits.iter().all(is_long), "{waits:?}");
}
