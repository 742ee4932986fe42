//! Files that are not plain UTF-8 with plain line ends.

use crate::support::{Folder, load_one, read_content, summary};

const GOOD: &str = "---\ntitle: \"Café: a “good” title\"\ndate: 2024-03-05\nlink: https://example.org/a\nauthor: Jo Doe\n---\n\nThe text.\n";
const WANT: &str = "Café: a “good” title | 2024-03-05 | https://example.org/a | example.org | Jo Doe |";

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
}

#[test]
fn every_encoding_of_a_post_is_the_same_post() {
    let folder = Folder::new();
    for (what, bytes) in [
        ("UTF-8", GOOD.as_bytes().to_vec()),
        ("UTF-8 with a byte order mark", format!("\u{feff}{GOOD}").into_bytes()),
        ("UTF-16, little-endian", utf16(GOOD, u16::to_le_bytes)),
        ("UTF-16, big-endian", utf16(GOOD, u16::to_be_bytes)),
        ("CRLF", GOOD.replace('\n', "\r\n").into_bytes()),
        ("CR", GOOD.replace('\n', "\r").into_bytes()),
        ("CRLF in UTF-16", utf16(&GOOD.replace('\n', "\r\n"), u16::to_le_bytes)),
        ("CRLF after a byte order mark", format!("\u{feff}{}", GOOD.replace('\n', "\r\n")).into_bytes()),
        ("a byte order mark and blank lines", format!("\u{feff}\n\n{GOOD}").into_bytes()),
        ("no line end at the end", GOOD.trim_end().as_bytes().to_vec()),
    ] {
        let path = folder.write("a.md", bytes);
        assert_eq!(summary(&load_one(&path)), WANT, "{what}");
        assert_eq!(read_content(&path).body.trim(), "The text.", "{what}");
    }
}

#[test]
fn broken_bytes_are_reported_with_their_line() {
    let folder = Folder::new();
    let plain = "---\ntitle: A title\ndate: 2024-03-05\n---\nThe text.\n";
    let latin: Vec<u8> = "---\ndate: 2024-03-05\ntitle: Café\n---\nThe text.\n".chars().map(|c| c as u8).collect();
    let half = [utf16(plain, u16::to_le_bytes), vec![b'x']].concat();
    let alone = utf16(plain, u16::to_be_bytes).into_iter().chain([0xd8, 0x00]).collect();
    for (what, bytes, want) in [
        ("Latin-1 in the title", latin, "Caf\u{fffd} | 2024-03-05 | - |  |  | 3 NotUtf8"),
        ("a broken body", [plain.as_bytes(), b"\n\xff\xff\n"].concat(), "A title | 2024-03-05 | - |  |  | 7 NotUtf8"),
        ("half a unit", half, "A title | 2024-03-05 | - |  |  | BadUtf16"),
        ("half a pair", alone, "A title | 2024-03-05 | - |  |  | BadUtf16"),
    ] {
        let path = folder.write("a.md", bytes);
        assert_eq!(summary(&load_one(&path)), want, "{what}");
        assert!(read_content(&path).body.starts_with("The text."), "{what}");
    }
}

#[test]
fn lines_are_counted_alike_whatever_ends_them() {
    let folder = Folder::new();
    let text = "---\n\nlayout: post\ntitle: \"An \"odd\" one\"\ndate: soon\n---\nThe text.";
    let want = "An \"odd\" one | 2024-03-09 by name | - |  |  | 4 UnescapedQuotes(\"title\"), 5 BadDate(\"soon\")";
    for end in ["\n", "\r\n", "\r"] {
        let path = folder.write(super::NAME, text.replace('\n', end));
        assert_eq!(summary(&load_one(&path)), want, "{end:?}");
    }
}

#[test]
fn nul_bytes_are_dropped() {
    let folder = Folder::new();
    let path = folder.write("a.md", "---\ntitle: A\0 title\0\ndate: 2024-03-05\n---\nThe \0text.\n");
    assert_eq!(summary(&load_one(&path)), "A title | 2024-03-05 | - |  |  |");
    let path = folder.write(super::NAME, "\0\0\0\0");
    let post = load_one(&path);
    assert_eq!(&*post.title, "example.org 1a2b3c");
}

#[test]
fn noise_of_any_kind_is_a_post() {
    let folder = Folder::new();
    let noise: Vec<u8> = (0u32..20_000).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
    for (at, start) in
        [&b""[..], b"---\n", b"---\ntitle: \"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf---\r"].iter().enumerate()
    {
        let path = folder.write(format!("noise-{at}.md"), [start, &*noise].concat());
        assert!(!load_one(&path).title.is_empty(), "{start:?}");
        read_content(&path);
    }
}
