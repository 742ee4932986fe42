//! JSON, a line a value, that is safe to look at: what a terminal would obey is escaped, as JSON may.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::text::CleanText;

/// Prints a value on a line of its own. A path stays what it is, so that a program can open it.
pub(super) fn print(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Escaped)).map_err(io::Error::from)?;
    writeln!(out)
}

struct Escaped;

impl Formatter for Escaped {
    /// serde_json escapes what JSON demands, which leaves out DEL, the C1 controls and all that turns text around.
    fn write_string_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if CleanText::sanitized(fragment).as_str() == fragment {
            return writer.write_all(fragment.as_bytes());
        }
        for c in fragment.chars() {
            if matches!(c, ' '..='~') {
                write!(writer, "{c}")?;
            } else {
                c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(writer, "\\u{unit:04x}"))?;
            }
        }
        Ok(())
    }
}
