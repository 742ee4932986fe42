//! Lists of feeds in OPML. They have no posts; `fetch` gets those.

use std::io::Read;

use url::Url;

use super::error::ImportError;
use super::input::Input;
use super::xml::{Piece, Pieces};
use crate::model::has_web_scheme;
use crate::text::CleanText;

/// Commands that are shown.
const MAX_SHOWN: usize = 20;

/// Says how the feeds of a list are fetched.
pub(super) fn feeds(input: Input<'_>) -> ImportError {
    let mut addresses: Vec<String> = Vec::new();
    let limited = std::io::BufReader::new(input.reader.take(super::input::MAX_WHOLE));
    let mut pieces = Pieces::new(limited, "the list of feeds");
    loop {
        match pieces.next() {
            Ok(Some(Piece::Start(_, attributes))) => {
                let address = attributes.get("xmlurl").filter(|address| has_web_scheme(address));
                let address = address.and_then(|address| Url::parse(address).ok()).map(|url| quoted(&url));
                addresses.extend(address.filter(|address| !addresses.contains(address)));
            }
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(error) if addresses.is_empty() => return error,
            Err(_) => break,
        }
    }
    if addresses.is_empty() {
        return ImportError::Unknown("a list of feeds (OPML) without an address");
    }
    let shown = addresses.iter().take(MAX_SHOWN);
    let mut commands: Vec<CleanText> =
        shown.map(|address| CleanText::single_line(&format!("importai-reader fetch {address} --into DIR"))).collect();
    if addresses.len() > MAX_SHOWN {
        commands.push(CleanText::single_line(&format!("… and {} more", addresses.len() - MAX_SHOWN)));
    }
    ImportError::Feeds { count: addresses.len(), commands }
}

/// An address as a shell takes it for one word.
fn quoted(url: &Url) -> String {
    format!("'{}'", url.as_str().replace('\'', "%27"))
}
