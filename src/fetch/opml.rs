//! Lists of feeds as files of OPML, which most readers of feeds write and read. <http://opml.org/spec2.opml>

use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::has_web_scheme;
use crate::text::{CleanText, prefix};

/// The most feeds that are read of a file.
const MAX_FEEDS: usize = 5000;

/// Length limits, in bytes.
const MAX_NAME: usize = 100;
const MAX_URL: usize = 2000;

/// A feed of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its name, or `""`.
    pub name: CleanText,
    /// Its address.
    pub url: String,
}

/// A list that was read.
#[derive(Debug, Default)]
pub struct Outlines {
    /// The feeds in the order of the file, at whatever depth they were.
    pub feeds: Vec<Outline>,
    /// Entries whose address is not one of the web.
    pub bad: usize,
}

/// Reads a list of any version. `None` if the text is not OPML at all; of a damaged one, what stands before the damage.
#[must_use]
pub fn read(text: &str) -> Option<Outlines> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let (mut outlines, mut is_opml) = (Outlines::default(), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let name = tag.local_name();
                is_opml |= name.as_ref().eq_ignore_ascii_case("opml");
                if is_opml && name.as_ref().eq_ignore_ascii_case("outline") {
                    outlines.add(&tag);
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        if outlines.feeds.len() >= MAX_FEEDS {
            break;
        }
    }
    is_opml.then_some(outlines)
}

impl Outlines {
    fn add(&mut self, tag: &BytesStart<'_>) {
        let (mut text, mut title, mut url) = (String::new(), String::new(), None);
        // Attributes in any case, and without quotes: not all programs keep to the rules.
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            let value = htmlize::unescape(&*attribute.value).into_owned();
            match &*attribute.key.local_name().as_ref().to_ascii_lowercase() {
                "text" => text = value,
                "title" => title = value,
                "xmlurl" => url = Some(value),
                _ => {}
            }
        }
        // A folder of feeds has no address.
        let Some(url) = url.map(|url| url.trim().to_owned()) else { return };
        if !has_web_scheme(&url) || url.len() > MAX_URL || CleanText::single_line(&url).as_str() != url {
            self.bad += 1;
            return;
        }
        let name = if text.trim().is_empty() { title } else { text };
        self.feeds.push(Outline { name: clean_name(&name), url });
    }
}

/// A name of limited length on one line.
#[must_use]
pub fn clean_name(raw: &str) -> CleanText {
    let name = CleanText::single_line(prefix(raw.trim(), MAX_NAME));
    CleanText::single_line(name.trim())
}

/// A list of feeds as OPML 2.0.
#[must_use]
pub fn write(feeds: &[Outline]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    \
         <title>Feeds of importai-reader</title>\n  </head>\n  <body>\n",
    );
    for Outline { name, url } in feeds {
        let [name, url] = [name.as_str(), url].map(|text| quick_xml::escape::escape(text).into_owned());
        // Writing to a string does not fail.
        let _ = writeln!(out, "    <outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{url}\"/>");
    }
    out + "  </body>\n</opml>\n"
}
