//! Posts for the tests, newest first.

/// A post's file name and text.
pub type Post = (&'static str, String);

/// Titles of the posts that most tests read, newest first.
pub const TITLES: [&str; 5] = [
    "The lighthouse keeps a diary",
    "Bread without an oven",
    "Counting swifts at dusk",
    "A map of quiet streets",
    "How to fold a kite",
];

/// The source of the first of them.
pub const SOURCE: &str = "https://tower.example.org/diary?page=1&lamp=on";

/// The links in the text of the first of them.
pub const LINKS: [&str; 3] = [
    "https://lamp.example.org/oil",
    "https://keeper.example.net/log-books/of-the-nineteenth-century?shelf=4",
    "http://fog.example.com/#horn",
];

/// The posts that most tests read. The first one is too long for a screen and has links.
pub fn some() -> Vec<Post> {
    let steps: String = (1..=60).fold(String::new(), |text, step| text + &format!("Step {step} of the stairs.\n\n"));
    let diary = format!(
        "The keeper writes about [the oil]({}), [older keepers]({}) and [the horn]({}).\n\n{steps}The lamp is lit.",
        LINKS[0], LINKS[1], LINKS[2]
    );
    vec![
        ("a.md", post(TITLES[0], "2024-05-03", SOURCE, &diary)),
        ("b.md", post(TITLES[1], "2024-05-02", "https://bake.example.net/pan", "A pan with a lid will do.")),
        ("c.md", post(TITLES[2], "2024-04-20", "https://birds.example.org/swifts", "They came at nine.")),
        ("d.md", post(TITLES[3], "2024-04-01", "https://maps.example.org/quiet", "Nobody hoots in these.")),
        ("e.md", post(TITLES[4], "2024-03-15", "https://kites.example.org/fold", "Paper, string and wind.")),
    ]
}

/// A post as the archives have them.
pub fn post(title: &str, date: &str, link: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\nlink: {link}\nauthor: Ines Ahrend\n---\n\n### {title}\n\n{body}\n")
}
