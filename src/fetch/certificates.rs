//! Which servers are trusted.

use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// Trusts the certificates of the system, as other programs on it do: a company's proxy has its own there, and
/// `SSL_CERT_FILE` or `SSL_CERT_DIR` name others. A system without any, such as a bare container, gets those that are
/// built into the program.
pub(super) fn trust() -> TlsConfig {
    let found = rustls_native_certs::load_native_certs().certs;
    let roots = if found.is_empty() {
        RootCerts::WebPki
    } else {
        RootCerts::from(
            found.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect::<Vec<_>>(),
        )
    };
    TlsConfig::builder().root_certs(roots).build()
}
