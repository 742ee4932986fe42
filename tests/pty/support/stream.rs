//! The bytes that reach a terminal, read as a terminal reads them: which sequences are among them, and what else.

use std::collections::{BTreeMap, BTreeSet};

/// Modes that the program turns on and must turn off: alternate screen, mouse, pasting, drawing at once.
const MODES: [u16; 8] = [1000, 1002, 1003, 1006, 1015, 1049, 2004, 2026];
const CURSOR: u16 = 25;
const ALTERNATE_SCREEN: u16 = 1049;

/// What was found in a stream of bytes.
#[derive(Default)]
pub struct Stream {
    /// Characters that are shown.
    pub shown: usize,
    /// Sequences that the program's own library sends.
    pub sequences: usize,
    /// Everything else: sequences of others, drawing outside of the alternate screen, control and bidi characters.
    pub foreign: Vec<String>,
    /// The hyperlinks by number and address, with the text that was shown in each.
    pub links: BTreeMap<(String, String), String>,
    /// The hyperlink that is open.
    link: Option<(String, String)>,
    /// Modes that are on at the end.
    on: BTreeSet<u16>,
}

impl Stream {
    /// Reads a stream from its beginning.
    pub fn read(bytes: &[u8]) -> Self {
        let mut stream = Self { on: BTreeSet::from([CURSOR]), ..Self::default() };
        for chunk in bytes.utf8_chunks() {
            let mut rest = chunk.valid();
            while let Some(first) = rest.chars().next() {
                rest = if first == '\u{1b}' { stream.sequence(rest) } else { stream.character(first, rest) };
            }
            // Outside of the screen, the terminal itself may echo half a letter that was typed.
            if !chunk.invalid().is_empty() && stream.on.contains(&ALTERNATE_SCREEN) {
                stream.foreign.push(format!("{:x?}, which are no text", chunk.invalid()));
            }
        }
        if let Some(link) = &stream.link {
            stream.foreign.push(format!("{link:?}, which is left open"));
        }
        stream
    }

    fn character<'a>(&mut self, c: char, rest: &'a str) -> &'a str {
        let is_bidi =
            matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        // What is printed outside of the screen has lines and columns.
        let parts_text = matches!(c, '\r' | '\n' | '\t') && !self.on.contains(&ALTERNATE_SCREEN);
        if is_bidi || (c.is_control() && !parts_text) {
            self.foreign.push(format!("{c:?} before {:?}", start(&rest[c.len_utf8()..])));
        } else {
            self.shown += 1;
            if let Some(link) = &self.link {
                self.links.entry(link.clone()).or_default().push(c);
            }
        }
        &rest[c.len_utf8()..]
    }

    /// Takes a sequence off the beginning.
    fn sequence<'a>(&mut self, rest: &'a str) -> &'a str {
        if let Some((link, rest)) = hyperlink_sequence(rest)
            && link.is_some() != self.link.is_some()
            && self.on.contains(&ALTERNATE_SCREEN)
        {
            self.sequences += 1;
            self.link = link;
            return rest;
        }
        let taken = control_sequence(rest).or_else(|| clipboard_sequence(rest));
        let Some((sequence, rest)) = taken else {
            self.foreign.push(format!("an escape before {:?}", start(&rest[1..])));
            return &rest[1..];
        };
        if self.knows(sequence) {
            self.sequences += 1;
        } else {
            self.foreign.push(format!("{sequence:?} before {:?}", start(rest)));
        }
        rest
    }

    /// Whether a sequence is one of the library's, and where it belongs.
    fn knows(&mut self, sequence: &str) -> bool {
        let Some(inner) = sequence.strip_prefix("\u{1b}[") else { return true };
        let (parameters, end) = inner.split_at(inner.len() - 1);
        let draws = self.on.contains(&ALTERNATE_SCREEN);
        match end {
            "h" | "l" => {
                let mode = parameters.strip_prefix('?').and_then(|mode| mode.parse().ok());
                let known = mode.filter(|mode| *mode == CURSOR || MODES.contains(mode));
                known.is_some_and(|mode| {
                    let _ = if end == "h" { self.on.insert(mode) } else { self.on.remove(&mode) };
                    true
                })
            }
            "m" => draws && sets_style(parameters),
            "H" => draws && parameters.split(';').filter(|n| n.parse::<u16>().is_ok()).count() == 2,
            "J" => draws && ["", "2"].contains(&parameters),
            _ => false,
        }
    }

    /// Fails on everything that is not the library's own or plain text.
    #[track_caller]
    pub fn assert_clean(&self) {
        let first: Vec<_> = self.foreign.iter().take(5).collect();
        assert!(first.is_empty(), "{} that do not belong in the stream, such as {first:#?}", self.foreign.len());
    }

    /// Fails where a mode was left on, or the cursor off.
    #[track_caller]
    pub fn assert_given_back(&self) {
        assert_eq!(self.on, BTreeSet::from([CURSOR]), "modes that are on at the end");
    }
}

/// `ESC [`, parameters, and a letter; with what follows.
fn control_sequence(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("\u{1b}[")?;
    let end = inner.find(|c: char| !matches!(c, '0'..='9' | ';' | ':' | '?'))?;
    inner[end..].starts_with(|c: char| c.is_ascii_alphabetic()).then(|| text.split_at(2 + end + 1))
}

/// A text for the clipboard, which is letters and digits only.
fn clipboard_sequence(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("\u{1b}]52;c;")?;
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || "+/=".contains(c)))?;
    inner[end..].starts_with("\u{1b}\\").then(|| text.split_at(text.len() - inner.len() + end + 2))
}

/// The start of a hyperlink, with its number and address, or the end of one.
fn hyperlink_sequence(text: &str) -> Option<(Option<(String, String)>, &str)> {
    let inner = text.strip_prefix("\u{1b}]8;")?;
    if let Some(rest) = inner.strip_prefix(";\u{1b}\\") {
        return Some((None, rest));
    }
    let (number, rest) = inner.strip_prefix("id=")?.split_once(';')?;
    let end = rest.find(|c: char| !c.is_ascii_graphic())?;
    let address = &rest[..end];
    let is_known = ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
    let rest = rest[end..].strip_prefix("\u{1b}\\").filter(|_| is_known && is_number)?;
    Some((Some((number.to_owned(), address.to_owned())), rest))
}

/// Colours and attributes, but not what blinks or hides.
fn sets_style(parameters: &str) -> bool {
    let mut numbers = parameters.split([';', ':']).map(str::parse::<u16>);
    while let Some(number) = numbers.next() {
        match number {
            Ok(38 | 48 | 58) => {
                let count = match numbers.next() {
                    Some(Ok(5)) => 1,
                    Some(Ok(2)) => 3,
                    _ => return false,
                };
                if numbers.by_ref().take(count).filter(|n| n.as_ref().is_ok_and(|n| *n < 256)).count() < count {
                    return false;
                }
            }
            // Without a number, it is 0.
            Err(_) if parameters.is_empty() => {}
            Ok(0..=4 | 7 | 9 | 21..=25 | 27..=37 | 39..=47 | 49 | 59 | 90..=97 | 100..=107) => {}
            _ => return false,
        }
    }
    true
}

fn start(text: &str) -> String {
    text.chars().take(30).collect()
}

#[test]
fn what_is_foreign_is_found() {
    let in_screen = |text: &str| Stream::read(format!("\u{1b}[?1049h{text}\u{1b}[?1049l").as_bytes());
    for own in [
        "\u{1b}[38;5;12m",
        "\u{1b}[0m",
        "\u{1b}[12;40Hä",
        "\u{1b}[2J",
        "\u{1b}[48;2;1;2;3m",
        "\u{1b}]52;c;QQ==\u{1b}\\",
        "\u{1b}]8;id=1;https://e.org/x?y=1;z\u{1b}\\x\u{1b}]8;;\u{1b}\\",
    ] {
        in_screen(own).assert_clean();
        in_screen(own).assert_given_back();
    }
    let foreign = [
        "\u{7}",
        "\u{9b}5m",
        "\u{1b}c",
        "\u{1b}[5m",
        "\u{1b}[1;5m",
        "\u{1b}]0;x\u{7}",
        "\u{1b}[6n",
        "\u{1b}[?47h",
        "\u{202e}",
        "\u{200f}",
        "\u{1b}P1$r\u{1b}\\",
        "\u{1b}",
        "\n",
        "\t",
        "\u{0}",
        "\u{1b}[38;5m",
        "\u{1b}[1;1;1H",
        "\u{1b}[>1u",
        "\u{1b}]8;id=1;https://e.org\u{1b}\\x",
        "\u{1b}]8;id=1;https://e.org\u{7}x\u{1b}]8;;\u{1b}\\",
        "\u{1b}]8;id=1;file:///etc\u{1b}\\x\u{1b}]8;;\u{1b}\\",
        "\u{1b}]8;id=1;https://e.org/é\u{1b}\\x\u{1b}]8;;\u{1b}\\",
        "\u{1b}]8;;\u{1b}\\",
    ];
    for foreign in foreign {
        assert!(!in_screen(foreign).foreign.is_empty(), "{foreign:?}");
    }
    for left in ["\u{1b}[?2004h", "\u{1b}[?1000h", "\u{1b}[?25l"] {
        assert_ne!(Stream::read(left.as_bytes()).on, BTreeSet::from([CURSOR]), "{left:?}");
    }
    assert!(!Stream::read(b"\x1b[1;1Hx").foreign.is_empty(), "drawing outside of the alternate screen");
    assert!(!Stream::read(b"\x1b[?1049h\xff").foreign.is_empty());
}
