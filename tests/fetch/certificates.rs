//! HTTPS: which servers are trusted, and what is said of the others.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;

use crate::server::{Reply, Server};
use crate::support::user::User;
use crate::{rss, rss_item};

/// Signs certificates, as a company does for its own servers.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, name);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// A server with a feed of two posts, whose certificate is for a name and valid until the end of a year.
    fn server(&self, name: &str, until: i32) -> Server {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        (params.not_before, params.not_after) = (date_time_ymd(2015, 1, 1), date_time_ymd(until, 12, 31));
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let tls = tls.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).unwrap();
        let items: String = (1..=2).map(rss_item).collect();
        Server::start_tls("localhost", Arc::new(tls), move |_| Reply::feed(rss(&items)))
    }
}

/// Exit code, standard output and standard error of a fetch by a user whose system trusts an authority.
fn fetch(url: &str, trusted: &Authority) -> (Option<i32>, String, String) {
    let user = User::new();
    std::fs::write(user.home.join("trusted.pem"), trusted.0.pem()).unwrap();
    let mut program = user.program();
    program.env("SSL_CERT_FILE", user.home.join("trusted.pem")).args(["fetch", url, "--into", "posts"]);
    User::output(program)
}

#[test]
fn servers_that_the_system_trusts_are_fetched() {
    let authority = Authority::new("Lighthouse");
    let server = authority.server("localhost", 2150);
    let url = server.url("/feed");
    assert_eq!(fetch(&url, &authority), (Some(0), format!("{url}: 2 new; 2 posts in the folder\n"), String::new()));
}

#[test]
fn certificates_that_are_not_valid_are_refused() {
    let (authority, other) = (Authority::new("Lighthouse"), Authority::new("Harbour"));
    for (server, trusted, why) in [
        (authority.server("localhost", 2150), &other, "it is not signed by anyone whom this system trusts"),
        (authority.server("localhost", 2020), &authority, "it has expired"),
        (authority.server("another.example", 2150), &authority, "it is for another name"),
    ] {
        let url = server.url("/feed");
        let advice = "check the address, and the clock of this machine";
        let err = format!("importai-reader: {url}: the server's certificate is not accepted: {why}; {advice}\n");
        assert_eq!(fetch(&url, trusted), (Some(1), String::new(), err));
        assert_eq!(server.paths(), [] as [&str; 0]);
    }
}
