//! A made archive with planted truths: forty issues of a newsletter, one a month from January 2018 on, link posts, and
//! two posts without a date. Everything else in it is noise from a list of words.

use std::fmt::Write;

use crate::support::Folder;
use crate::support::rng::Rng;

/// Issues of the archive.
pub const ISSUES: usize = 40;

/// Stories of an issue, without fiction.
pub const STORIES: usize = 3;

/// Every so many issues end with fiction.
pub const FICTION_EVERY: usize = 4;

/// Link posts, one a month.
pub const LINK_POSTS: usize = 40;

/// The first issue with [`TREND`]: from here on each has one story with it.
pub const TREND_FROM: usize = 29;

/// A word that rises.
pub const TREND: &str = "gyroscope";

/// A paper, and the issues that cite it, each in another way.
pub const PAPER: &str = "Lanterns Are All That a Quiet Harbour Needs";
pub const PAPER_CITED: [(usize, &str); 5] = [
    (3, "https://arxiv.org/abs/1706.01234v2"),
    (9, "http://www.arxiv.org/pdf/1706.01234.pdf"),
    (15, ""),
    (21, "https://doi.org/10.48550/arXiv.1706.01234"),
    (27, "https://huggingface.co/papers/1706.01234?utm_source=x"),
];

/// What is cited besides, in the first story of an issue: the title, its address, and the issues.
pub const OTHERS: [(&str, &str, &[usize]); 7] = [
    // Another paper with a title that is nearly the same.
    ("Lanterns Are All That a Loud Harbour Needs", "https://arxiv.org/abs/1806.04321", &[4, 10]),
    // Two papers with one title: two works.
    ("A Survey of Tidal Machines and Makers", "https://arxiv.org/abs/1801.00001", &[5]),
    ("A Survey of Tidal Machines and Makers", "https://arxiv.org/abs/1901.00001", &[17]),
    // Only a title, always.
    ("On the Slow Drift of Northern Buoys", "", &[2, 12]),
    // A page, with and without tracking.
    ("The Buoy Atlas of the Outer Coast", "https://www.atlas.example.org/buoys/?utm_medium=mail#top", &[6]),
    ("The Buoy Atlas of the Outer Coast", "http://atlas.example.org/buoys", &[16, 26]),
    // A title that is misspelt where its address is lost.
    ("Photogrammetry of Moored Boats & 100% of {Their} Ropes", "https://doi.org/10.1234/Ropes.5", &[7]),
];

/// The misspelt title.
pub const MISSPELT: (&str, usize) = ("Photogrametry of Moored Boats & 100% of {Their} Ropes", 19);

/// What two stories and a link post are about.
pub const ALIKE: &str = "A kelpfarm harvester combs the seaweed with a sonar comb";

/// The issues with it, in their third story, and the link post.
pub const ALIKE_IN: ([usize; 2], usize) = ([5, 33], 20);

const WORDS: &str = "anchor breeze cargo dredge ebb ferry gull hawser island jetty keel lagoon mast net oar pier quay reef \
    sail tide vessel wharf yard berth crew deck fog gale hull knot log mooring pilot rope shoal tow wave winch buoy crane";

/// The date of an issue or link post, counted from 1.
pub fn date(number: usize) -> String {
    format!("{}-{:02}-05", 2018 + (number - 1) / 12, 1 + (number - 1) % 12)
}

/// The headline of a story: both numbers from 1.
pub fn headline(issue: usize, story: usize) -> String {
    format!("Harbour {issue} hears of matter {story}")
}

/// What follows the label of the first story of an issue.
pub fn why(issue: usize) -> String {
    format!("Reason {issue} is that 1 * 1 boats need care.")
}

pub fn archive() -> Folder {
    let folder = Folder::new();
    let mut rng = Rng::new(14);
    for number in 1..=ISSUES {
        folder.write(format!("{}-harbour-notes-{number}.md", date(number)), issue(number, &mut rng));
    }
    for number in 1..=LINK_POSTS {
        let link = match number {
            8 => "https://www.alphaxiv.org/abs/1706.01234".to_owned(),
            _ => format!("https://wire.example.net/{number}?ref=feed"),
        };
        let alike = if number == ALIKE_IN.1 { ALIKE } else { "" };
        let text = format!(
            "---\ntitle: \"Wire item {number}\"\ndate: {}\nlink: {link}\ndomain: wire.example.net\n---\n\n{}. {alike}\n",
            date(number),
            noise(&mut rng, 30)
        );
        folder.write(format!("{}-wire-{number}.md", date(number)), text);
    }
    for number in 1..=2 {
        let text = format!("---\ntitle: Loose leaf {number}\n---\n\nA {TREND} lies here.\n");
        folder.write(format!("undated-{number}.md"), text);
    }
    folder
}

fn noise(rng: &mut Rng, count: usize) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    (0..count).map(|_| *rng.pick(&words)).collect::<Vec<_>>().join(" ")
}

fn issue(number: usize, rng: &mut Rng) -> String {
    let mut text = format!(
        "---\ntitle: \"Harbour Notes {number}: {}\"\ndate: {}\nlink: https://notes.example.org/{number}\n\
         domain: notes.example.org\n---\n\nWelcome aboard.\n\n",
        noise(rng, 4),
        date(number)
    );
    for story in 1..=STORIES {
        let _ = write!(text, "**{}:**\n*…And what of it…*\n\n{}.\n\n", headline(number, story), noise(rng, 60));
        if story == 1 {
            let _ = write!(text, "**Why this matters:** {}\n\n", why(number));
            for (title, url) in cited(number) {
                let _ = match url {
                    "" => write!(text, "**Read more:** {title} (Arxiv).\n\n"),
                    _ => write!(text, "**Read more:** [{title} (Journal)]({url}).\n\n"),
                };
            }
        }
        if story == 2 && number >= TREND_FROM {
            let _ = write!(text, "The new {TREND} spins, and each {TREND} hums.\n\n");
        }
        if story == 3 && ALIKE_IN.0.contains(&number) {
            let _ = write!(text, "{ALIKE}.\n\n");
        }
        text.push_str("***\n\n");
    }
    if number.is_multiple_of(FICTION_EVERY) {
        let page = format!("https://tales.example.org/{number}");
        let _ = write!(text, "**Tech Tales:**\n\n**The keeper**\n\nShe read [a page]({page}).\n\n");
        text.push_str("Things that inspired this story: the sea.\n");
    }
    text
}

/// What the first story of an issue cites.
fn cited(issue: usize) -> Vec<(&'static str, &'static str)> {
    let paper = PAPER_CITED.iter().filter(|(number, _)| *number == issue).map(|(_, url)| (PAPER, *url));
    let others = OTHERS.iter().filter(|(.., issues)| issues.contains(&issue)).map(|(title, url, _)| (*title, *url));
    let misspelt = (MISSPELT.1 == issue).then_some((MISSPELT.0, ""));
    paper.chain(others).chain(misspelt).collect()
}
