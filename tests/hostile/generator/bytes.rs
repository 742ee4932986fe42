//! Bytes that are no UTF-8, or are it in an unusual way.

use super::{FRONT, Kind, Made, Rng};

pub(super) static KINDS: [Kind; 11] = [
    Kind { name: "UTF-16 with BOM", why: "half of its bytes are NUL", count: 6, make: utf16_with_mark },
    Kind { name: "UTF-16 without BOM", why: "nothing says what it is but the NULs", count: 6, make: utf16_without },
    Kind { name: "broken UTF-16", why: "half a unit, half a pair", count: 6, make: broken_utf16 },
    Kind { name: "UTF-32", why: "it begins as UTF-16 does", count: 2, make: utf32 },
    Kind {
        name: "broken UTF-8",
        why: "old encodings, overlong forms, surrogates, cut characters",
        count: 8,
        make: broken_utf8,
    },
    Kind { name: "line ends", why: "CRLF, lone CR, and all at once", count: 6, make: line_ends },
    Kind { name: "BOM", why: "twice, within, alone", count: 5, make: marks },
    Kind { name: "NUL", why: "C programs end there", count: 6, make: nul },
    Kind { name: "empty", why: "nothing, or nothing to see", count: 8, make: empty },
    Kind { name: "noise", why: "any bytes at all", count: 16, make: noise },
    Kind { name: "other files", why: "a picture with a post's name", count: 6, make: other_files },
];

const TEXT: &str = "The kestrel hovers, “quoted” – 字.\n";

fn units(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

fn order(variant: usize) -> fn(u16) -> [u8; 2] {
    if variant.is_multiple_of(2) { u16::to_le_bytes } else { u16::to_be_bytes }
}

/// A post with its line ends one way or the other.
fn sample(variant: usize) -> String {
    format!("{FRONT}{TEXT}").replace('\n', ["\n", "\r\n", "\r"][variant / 2 % 3])
}

fn utf16_with_mark(_: &mut Rng, variant: usize) -> Made {
    Made::new(units(&format!("\u{feff}{}", sample(variant)), order(variant)))
}

fn utf16_without(_: &mut Rng, variant: usize) -> Made {
    Made::new(units(&sample(variant), order(variant))).told("byte order mark")
}

fn broken_utf16(_: &mut Rng, variant: usize) -> Made {
    let mut bytes = units(&format!("\u{feff}{}", sample(0)), order(variant));
    match variant / 2 {
        0 => bytes.push(b'x'),
        1 => bytes.extend((order(variant))(0xd800)),
        _ => bytes.extend((order(variant))(0xdc00).repeat(1_000)),
    }
    Made::new(bytes).told("not valid UTF-16")
}

fn utf32(_: &mut Rng, variant: usize) -> Made {
    let four = |c: char| if variant == 0 { u32::from(c).to_le_bytes() } else { u32::from(c).to_be_bytes() };
    Made::new("\u{feff}kestrel".chars().flat_map(four).collect::<Vec<u8>>()).any_fault()
}

fn broken_utf8(_: &mut Rng, variant: usize) -> Made {
    let bytes: &[u8] = [
        b"caf\xe9 ol\xe9".as_slice(),
        b"\x93quoted\x94 \x96 \x9b31m",
        b"\x93\xfa\x96{\x8c\xea",
        b"\xc0\xaf\xe0\x80\xaf\xc1\x9b",
        b"\xed\xa0\x80\xed\xbf\xbf",
        b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80",
        b"\xe5\xad",
        b"\xff\xfe\xff\xfe",
    ][variant];
    Made::new([format!("{FRONT}The kestrel ").as_bytes(), bytes].concat()).told("not valid UTF-8")
}

fn line_ends(_: &mut Rng, variant: usize) -> Made {
    let text = format!("{FRONT}{TEXT}\nAnd on.\n");
    let text = match variant {
        0..3 => text.replace('\n', ["\r\n", "\r", "\n"][variant]),
        3 => text.replacen('\n', "\r", 3).replacen('\n', "\r\n", 3),
        4 => text.replace('\n', "\r\r\n"),
        _ => text.replace('\n', "\n\r"),
    };
    let made = Made::new(text);
    if variant < 4 { made } else { made.any_fault() }
}

fn marks(_: &mut Rng, variant: usize) -> Made {
    let text = [
        format!("\u{feff}{FRONT}{TEXT}"),
        format!("\u{feff}\u{feff}{FRONT}{TEXT}"),
        format!("{FRONT}\u{feff}{TEXT}"),
        format!("---\n\u{feff}title: A title\ndate: 2024-03-05\n---\n{TEXT}"),
        "\u{feff}".to_owned(),
    ];
    let made = Made::new(text[variant].clone()).any_fault();
    if variant == 4 { made.wordless() } else { made }
}

fn nul(_: &mut Rng, variant: usize) -> Made {
    let text = [
        format!("{FRONT}The \0kestrel\0 hovers.\n"),
        format!("---\ntitle: A\0 title\0\ndate: 2024-03-05\0\n---\n{TEXT}"),
        format!("\0{FRONT}{TEXT}"),
        format!("{FRONT}{TEXT}{}", "\0".repeat(1_000_000)),
        "\0".repeat(100_000),
        format!("---\0\ntitle: x\n---\0\n{TEXT}"),
    ];
    let made = Made::new(text[variant].clone()).any_fault();
    if variant == 4 { made.wordless() } else { made }
}

fn empty(_: &mut Rng, variant: usize) -> Made {
    let text = ["", " ", "\n", "\r", "\t\n \n", "---", "---\n---", "---\n---\n"][variant];
    Made::new(text).any_fault().wordless()
}

fn noise(rng: &mut Rng, variant: usize) -> Made {
    let start: &[u8] = [b"".as_slice(), b"---\ntitle: \"", b"\xff\xfe", b"\xfe\xff"][variant % 4];
    let count = 1 + rng.below(20_000);
    let noise: Vec<u8> = (0..count).map(|_| rng.next().to_le_bytes()[0]).collect();
    Made::new([start, &noise].concat()).any_fault().wordless()
}

fn other_files(rng: &mut Rng, variant: usize) -> Made {
    let start: &[u8] = [
        b"\x7fELF\x02\x01\x01\0".as_slice(),
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"\x1f\x8b\x08\0\0\0\0\0",
        b"PK\x03\x04",
        b"SQLite format 3\0",
    ][variant];
    let rest: Vec<u8> = (0..4_096).map(|_| rng.next().to_le_bytes()[0]).collect();
    Made::new([start, &rest].concat()).any_fault().wordless()
}
