//! Archives made up: seeded, in the sizes and shapes of real ones, for benchmarks and for trying things out.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

const WORDS: &str = "the of model and to a in data research for training network with that is learning on system as robot by \
    paper compute language agents from this policy at are results reward benchmark images we open chips their can safety an \
    more be scale new energy which attention vision it lab has using tasks code simulation than speech dataset one cost \
    weights report years inference market translation hardware release planning memory labels study game country graph";

const SITES: [&str; 8] = [
    "example.org",
    "notes.example.net",
    "lab.example.com",
    "weekly.example.org",
    "journal.example.net",
    "wire.example.com",
    "papers.example.org",
    "field.example.net",
];

/// Numbers that are the same at every run (xorshift64*, Vigna 2016).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    pub fn number(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.number() % bound as u64) as usize
    }
}

/// French and Spanish words: of the link posts of a real archive one in twenty or so is not in English.
const ACCENTED: &str = "données sécurité modèle réseau à été où présenté investigación año también más según español";

/// Writes so many posts into a folder: of 100, 80 are link posts of about 1 KB, five of them with accents, 14 have 3
/// to 6 KB, and 6 are issues of 16 KB with stories, entities and dividers.
pub fn write_archive(folder: &Path, posts: usize, seed: u64) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut random = Random::new(seed);
    for number in 0..posts {
        let (name, text) = post(&mut random, number, posts);
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

fn post(random: &mut Random, number: usize, posts: usize) -> (String, String) {
    // Ten years, evenly.
    let day = number * 3650 / posts;
    let (year, month, day) = (2016 + day / 365, 1 + day % 365 / 31, 1 + day % 365 % 28);
    let site = SITES[random.below(SITES.len())];
    let id = format!("{:x}", random.number() | 1 << 40);
    let kind = random.below(100);
    let title = match kind {
        94.. => format!("Weekly Notes {}: {}; {}", 1 + number / 16, sentence(random, 5), sentence(random, 6)),
        _ => sentence(random, 9).trim_end_matches('.').to_owned(),
    };
    let body = match kind {
        0..5 => accented(random),
        5..80 => paragraphs(random, 1 + number % 2, 60),
        80..94 => paragraphs(random, 4 + number % 4, 110),
        _ => issue(random),
    };
    let mut text = format!(
        "---\n\nlayout: post\ncategory: research\ntitle: \"{title}\"\ndate: {year}-{month:02}-{day:02} {:02}:{:02}:{:02}\n\
         link: https://{site}/{year}/{id}\nimage: \ndomain: {site}\nauthor: \"{} Desk\"\nicon: https://{site}/icon.png\n\
         excerpt: \"{}\"\n\n---\n\n### {title}\n\n",
        random.below(24),
        random.below(60),
        random.below(60),
        site.split('.').next().unwrap_or_default(),
        body.replace('"', "&quot;"),
    );
    text.push_str(&body);
    (format!("{year}-{month:02}-{day:02}-{site}-{id}.md"), text)
}

fn sentence(random: &mut Random, words: usize) -> String {
    let known: Vec<&str> = WORDS.split_whitespace().collect();
    let mut text = String::new();
    for at in 0..words {
        let word = known[random.below(known.len())];
        if at == 0 {
            text.extend(word.chars().next().map(|first| first.to_ascii_uppercase()));
            text.push_str(&word[1..]);
        } else {
            let _ = write!(text, " {word}");
        }
    }
    text
}

fn paragraphs(random: &mut Random, count: usize, words: usize) -> String {
    let mut text = String::new();
    for at in 0..count {
        if at > 0 {
            text.push_str("\n\n\n\n");
        }
        let mut left = words;
        while left > 0 {
            let length = left.min(8 + random.below(14));
            left -= length;
            text.push_str(&sentence(random, length));
            text.push_str(match random.below(6) {
                0 => "&rsquo;s share.&nbsp; ",
                1 => " &ndash; so far. ",
                _ => ". ",
            });
        }
    }
    text
}

/// A post in another language.
fn accented(random: &mut Random) -> String {
    let known: Vec<&str> = ACCENTED.split_whitespace().chain(WORDS.split_whitespace().take(12)).collect();
    (0..90).map(|_| known[random.below(known.len())]).collect::<Vec<_>>().join(" ")
}

/// An issue in the manner of 2020: stories with headline, dek, labels and sources, parted by rows of `#`.
fn issue(random: &mut Random) -> String {
    let mut text = String::new();
    while text.len() < 7_800 {
        let (headline, dek) = (sentence(random, 7), sentence(random, 8));
        let _ = write!(text, "{headline}:&hellip;{dek}&hellip;{}", paragraphs(random, 2, 90));
        let _ = write!(text, "\n\n\n\nWhy this matters: {}", paragraphs(random, 1, 70));
        let _ = write!(text, "Read more:{} (arXiv).\n\n\n\n{}\n\n\n\n", sentence(random, 6), "#".repeat(51));
    }
    text.truncate((0..=7_900.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default());
    text.push('…');
    text
}
