//! Prints JSON lines that are safe in a terminal: control characters are escaped.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::text::CleanText;

/// Prints a value on one line. Escaping loses nothing: a parsed path is the original one.
///
/// # Errors
/// Writing failed.
pub fn print(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Escaped)).map_err(io::Error::from)?;
    writeln!(out)
}

/// Escapes everything that is not safe to print.
struct Escaped;

impl Formatter for Escaped {
    /// serde_json escapes only what JSON requires, which leaves DEL, the C1 controls and bidirectional overrides.
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
