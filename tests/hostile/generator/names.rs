//! File names that a terminal would obey, or that look like options.

use super::{Kind, Made, Rng};

pub(super) static KINDS: [Kind; 1] =
    [Kind { name: "names", why: "a file's name is text from outside too", count: 12, make: names }];

fn names(_: &mut Rng, variant: usize) -> Made {
    let long = [b'x'; 200];
    let stem: &[u8] = [
        b"\x1b[31m".as_slice(),
        b"two\nlines",
        "\u{202e}gpj".as_bytes(),
        b"\xff\xfe",
        &long,
        b"\x9b31m",
        "\u{200b}\u{e0041}\u{ad}".as_bytes(),
        b"\t\r\x07",
        b"%1b%00",
        "\u{9b}31m\u{85}".as_bytes(),
        b" .md ",
        b"'\"$(x)`x`",
    ][variant];
    // Without front matter the name stands for title and date.
    Made::new("kestrel").named(stem).told("no front matter")
}
