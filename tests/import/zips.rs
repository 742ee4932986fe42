//! Zips that were made to do harm: what is wrong with them is refused by name, and the rest comes in.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{User, names, zip};

const GOOD: &str = "---\ntitle: Good\ndate: 2021-03-04\n---\nGood words.\n";
const BAD: &str = "---\ntitle: Bad\ndate: 2021-03-05\n---\nBad words.\n";

/// Where the central record of an entry starts.
fn central(zip: &[u8], name: &str) -> usize {
    let at = zip.windows(name.len()).rposition(|found| found == name.as_bytes()).unwrap() - 46;
    assert_eq!(&zip[at..at + 4], b"PK\x01\x02");
    at
}

/// Where its local record starts.
fn local(zip: &[u8], name: &str) -> usize {
    let at = zip.windows(name.len()).position(|found| found == name.as_bytes()).unwrap() - 30;
    assert_eq!(&zip[at..at + 4], b"PK\x03\x04");
    at
}

fn rename(zip: &mut [u8], from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    for at in [central(zip, from) + 46, local(zip, from) + 30] {
        zip[at..at + to.len()].copy_from_slice(to.as_bytes());
    }
}

/// Imports a zip with a good post and something else, which must be refused for a reason.
fn refuses(zip: &[u8], name: &str, why: &str) {
    let user = User::new();
    user.home.write("e.zip", zip);
    let (code, out, err) = user.import(&["e.zip"]);
    assert_eq!((code, &*out), (Some(1), "e.zip: 1 new post, 1 refused\n"), "{name}: {err}");
    assert_eq!(err, format!("importai-reader: e.zip: {name}: {why}\n"));
    assert_eq!(user.load().titles(), ["Good"]);
    let mut around: Vec<_> = std::fs::read_dir(user.home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    around.sort();
    assert_eq!(around, ["config", "e.zip", "posts"]);
    assert_eq!(names(&user.home.join("posts")).len(), 1);
}

#[test]
fn names_that_lead_elsewhere() {
    for (name, why) in [
        ("../../etc/a.md", "its name leads out of the zip"),
        ("posts/../../a.md", "its name leads out of the zip"),
        ("/etc/passwd.md", "its name begins at the root of a disk"),
        ("C:/windows/a.md", "its name begins at the root of a disk"),
        ("..\\..\\a.md", "its name has a backslash"),
        ("posts\\a.md", "its name has a backslash"),
        ("a\u{1b}[31mb.md", "its name is none"),
    ] {
        let stand_in = "x".repeat(name.len());
        let mut bytes = zip(&[("good.md", GOOD), (&stand_in, BAD)]);
        rename(&mut bytes, &stand_in, name);
        let shown: String = name.replace('\u{1b}', "");
        refuses(&bytes, &shown, why);
    }
}

#[test]
fn links_and_devices() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.start_file("good.md", options).unwrap();
    writer.write_all(GOOD.as_bytes()).unwrap();
    writer.add_symlink("bad.md", "/etc/passwd", options).unwrap();
    let linked = writer.finish().unwrap().into_inner();
    refuses(&linked, "bad.md", "it is a link or a device");
    for kind in [0o060_000_u32, 0o020_000, 0o010_000, 0o140_000] {
        let mut device = linked.clone();
        let at = central(&device, "bad.md") + 38;
        device[at..at + 4].copy_from_slice(&((kind | 0o644) << 16).to_le_bytes());
        refuses(&device, "bad.md", "it is a link or a device");
    }
}

#[test]
fn encrypted_entries() {
    let mut bytes = zip(&[("good.md", GOOD), ("bad.md", BAD)]);
    let (central, local) = (central(&bytes, "bad.md"), local(&bytes, "bad.md"));
    bytes[central + 8] |= 1;
    bytes[local + 6] |= 1;
    refuses(&bytes, "bad.md", "it is encrypted; unpack the zip with its password");
}

#[test]
fn zips_in_zips() {
    let inner = zip(&[("bad.md", BAD)]);
    let bytes = zip(&[("good.md", GOOD.as_bytes()), ("inner", &inner)]);
    refuses(&bytes, "inner", "it is a zip in a zip; unpack it and import what is in it");
}

#[test]
fn bombs() {
    let bomb = (BAD.to_owned() + &" ".repeat(8 * 1024 * 1024)).into_bytes();
    let bytes = zip(&[("good.md", GOOD.as_bytes()), ("bomb.md", &bomb)]);
    refuses(&bytes, "bomb.md", "it unpacks to more than 200 times its size");
    // It says that it is small.
    let mut liar = bytes.clone();
    let (central, local) = (central(&liar, "bomb.md"), local(&liar, "bomb.md"));
    liar[central + 24..central + 28].copy_from_slice(&1000_u32.to_le_bytes());
    liar[local + 22..local + 26].copy_from_slice(&1000_u32.to_le_bytes());
    refuses(&liar, "bomb.md", "cannot read it: File is larger than its declared uncompressed size");
    // It says that it is large, and hardly compressed.
    let mut large = zip(&[("good.md", GOOD), ("large.md", BAD)]);
    let at = self::central(&large, "large.md");
    large[at + 20..at + 24].copy_from_slice(&300_000_000_u32.to_le_bytes());
    large[at + 24..at + 28].copy_from_slice(&300_000_000_u32.to_le_bytes());
    refuses(&large, "large.md", "it unpacks to more than 256 MB; unpack the zip and import the file itself");
}

/// Each entry is within its limit, all of them together are not.
#[test]
fn many_large_entries() {
    let files: Vec<String> = (0..20).map(|number| format!("large-{number:02}.md")).collect();
    let mut entries = vec![("good.md", GOOD)];
    entries.extend(files.iter().map(|name| (name.as_str(), BAD)));
    let mut bytes = zip(&entries);
    for name in &files {
        let at = central(&bytes, name);
        bytes[at + 20..at + 24].copy_from_slice(&250_000_000_u32.to_le_bytes());
        bytes[at + 24..at + 28].copy_from_slice(&250_000_000_u32.to_le_bytes());
    }
    let user = User::new();
    user.home.write("e.zip", bytes);
    let (code, out, err) = user.import(&["e.zip", "--dry-run"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("\tGood\n"), "{out}");
    let refused = err.matches("with it, the zip unpacks to more than 4 GB").count();
    assert_eq!(refused, 3, "{err}");
}

#[test]
fn bad_checksums_are_refused_by_name() {
    let mut bytes = zip(&[("good.md", GOOD), ("bad.md", BAD)]);
    let (central, local) = (central(&bytes, "bad.md"), local(&bytes, "bad.md"));
    bytes[central + 16] ^= 1;
    bytes[local + 14] ^= 1;
    refuses(&bytes, "bad.md", "cannot read it: Invalid checksum");
}

#[test]
fn a_method_of_compression_that_is_unknown() {
    let mut bytes = zip(&[("good.md", GOOD), ("bad.md", BAD)]);
    let (central, local) = (central(&bytes, "bad.md"), local(&bytes, "bad.md"));
    bytes[central + 10] = 98;
    bytes[local + 8] = 98;
    refuses(&bytes, "bad.md", "it is compressed in an unusual way; unpack the zip and import the folder");
}

#[test]
fn zips_that_are_cut_off_or_empty() {
    let user = User::new();
    let bytes = zip(&[("good.md", GOOD), ("bad.md", BAD)]);
    for cut in [4, 40, bytes.len() / 2, bytes.len() - 1] {
        user.home.write("cut.zip", &bytes[..cut]);
        let (code, out, err) = user.import(&["cut.zip"]);
        assert_eq!((code, &*out), (Some(1), ""), "{cut}");
        assert!(err.starts_with("importai-reader: cut.zip: the zip is damaged: "), "{cut}: {err}");
    }
    user.home.write("empty.zip", zip::<&str>(&[]));
    let (code, _, err) = user.import(&["empty.zip"]);
    assert_eq!((code, &*err), (Some(1), "importai-reader: empty.zip: there is nothing in it\n"));
}

/// Any byte of a zip changed: no panic, no file outside, and an exit code that says what came of it.
#[test]
fn damaged_zips() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for number in 0..3 {
        writer.start_file(format!("posts/{number}.md"), options).unwrap();
        writer.write_all(GOOD.replace("Good", &format!("Good {number}")).as_bytes()).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    for at in (0..bytes.len()).step_by(7) {
        let user = User::new();
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        user.home.write("d.zip", damaged);
        let (code, out, err) = user.import(&["d.zip"]);
        assert!(code == Some(0) || code == Some(1), "{at}: {code:?} {out} {err}");
        assert_eq!(code == Some(1), !err.is_empty(), "{at}: {out} {err}");
        assert!(!err.contains("panicked"), "{at}: {err}");
    }
}
