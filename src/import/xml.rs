//! XML as elements with their texts, read piece by piece: an export may be larger than the memory.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::error::ImportError;

/// An element that starts, a text in it, or its end.
pub(super) enum Piece {
    /// Name with its prefix, and attributes by their names in lower case.
    Start(String, HashMap<String, String>),
    Text(String),
    End(String),
}

/// Reads XML.
pub(super) struct Pieces<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    what: &'static str,
    /// The name of an element without content, whose end comes next.
    empty: Option<String>,
}

impl<R: BufRead> Pieces<R> {
    pub(super) fn new(input: R, what: &'static str) -> Self {
        let mut reader = Reader::from_reader(input);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, buffer: Vec::new(), what, empty: None }
    }

    /// The next piece; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Piece>, ImportError> {
        if let Some(name) = self.empty.take() {
            return Ok(Some(Piece::End(name)));
        }
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| match error {
                quick_xml::Error::Io(error) => std::io::Error::new(error.kind(), error).into(),
                error => ImportError::damaged(self.what, &error),
            })?;
            return Ok(Some(match event {
                Event::Eof => return Ok(None),
                Event::Start(start) => Piece::Start(start.name().as_ref().to_owned(), attributes(&start)),
                Event::Empty(start) => {
                    let name = start.name().as_ref().to_owned();
                    self.empty = Some(name.clone());
                    Piece::Start(name, attributes(&start))
                }
                Event::End(end) => Piece::End(end.name().as_ref().to_owned()),
                Event::Text(text) => Piece::Text(text.xml_content(XmlVersion::Explicit1_0).into_owned()),
                Event::CData(text) => Piece::Text(text.xml_content(XmlVersion::Explicit1_0).into_owned()),
                // Entities of HTML are in no declaration, but in many files.
                Event::GeneralRef(name) => Piece::Text(
                    htmlize::unescape(format!("&{};", name.xml_content(XmlVersion::Explicit1_0))).into_owned(),
                ),
                _ => continue,
            }));
        }
    }
}

fn attributes(start: &BytesStart<'_>) -> HashMap<String, String> {
    let mut attributes = start.html_attributes();
    let one = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let value = htmlize::unescape_attribute(&*attribute.value).into_owned();
        (attribute.key.as_ref().to_ascii_lowercase(), value)
    };
    attributes.with_checks(false).filter_map(Result::ok).map(one).collect()
}
