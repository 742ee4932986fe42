//! Stories: every rule by example, and that no word is lost on the way from a body to its page.

mod damage;
mod sources;

use std::path::{Path, PathBuf};

use crate::support::rng::Rng;
use crate::support::setting;
use importai_reader::layout;
use importai_reader::layout::LineKind;
use importai_reader::load::{self, PostContent};
use importai_reader::markup;
use importai_reader::story::{self, Issue, ParagraphKind, StoryKind};
use pulldown_cmark::{Event, Options, Parser};

/// Two stories, so that a body counts as an issue whatever the one under test is.
fn issue(story: &str) -> Issue {
    read(&format!("First things first:&hellip;A dek&hellip;Text of the first.\n\n\n\n{story}"))
}

/// The stories of a body of Markdown.
fn read(body: &str) -> Issue {
    if !story::may_be_issue(body, false) {
        return Issue::default();
    }
    let (blocks, links) = markup::read_unfinished(body, false);
    story::read(blocks, &links).unwrap_or_default()
}

#[test]
fn headline_and_dek_in_every_era() {
    for story in [
        "Rooms are cheap:&hellip;Walls of light&hellip;They built it.",
        "Rooms are cheap:…Walls of light…They built it.",
        "##################################\n\n\n\nRooms are cheap:&hellip;Walls of light&hellip;They built it.",
        "####################Rooms are cheap:&hellip;Walls of light&hellip;They built it.",
        "**Rooms are cheap:  \n**_…Walls of light…  \n_ They built it.",
        "**Rooms are cheap:  \n** _…Walls of light…  \n_ They built it.",
        "**Rooms are cheap  \n**_…Walls of light…_  \nThey built it.",
        "**  \nRooms are cheap:  \n**_…Walls of light…_  \nThey built it.",
        "**Rooms are cheap:**\n*…Walls of light...*\n\n\nThey built it.",
        "**Rooms are cheap:**\n*… Walls of light …*\n\nThey built it.",
        "***\n\n **Rooms are cheap:  \n**_…Walls of light…  \n_ They built it.",
        "\\*\\*\\*\n\n\n**Rooms are cheap:**\n*…Walls of light…*\n\nThey built it.",
    ] {
        let issue = issue(story);
        let last = issue.stories.last().unwrap();
        assert_eq!(issue.stories.len(), 2, "{story}");
        assert_eq!(
            (last.headline.as_str(), last.dek.as_deref()),
            ("Rooms are cheap", Some("Walls of light")),
            "{story}"
        );
        let text: Vec<&str> = last.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!(text, ["They built it."], "{story}");
    }
}

#[test]
fn a_headline_may_ask_and_a_dek_may_exclaim() {
    let issue = issue("Is it cheap?:&hellip;Is it? No!&hellip;It is not.");
    let story = issue.stories.last().unwrap();
    assert_eq!((story.headline.as_str(), story.dek.as_deref()), ("Is it cheap?", Some("Is it? No!")));
}

/// What would be a tag without its signs stays text, and so does what is left of a tag within one.
#[test]
fn signs_in_angle_brackets_are_no_emphasis() {
    let story = |text: &str| issue(text).stories.pop().unwrap();
    let paragraph =
        |text: &str| story(&format!("Rooms:&hellip;Walls&hellip;{text}")).paragraphs[0].text.as_str().to_owned();
    for text in ["A <*****b> in it.", "A <b**> in it.", "A </_i> in it."] {
        assert_eq!(paragraph(text), text);
    }
    let dek = story("Rooms:&hellip;Walls <<i>i> of light&hellip;They built it.").dek;
    assert_eq!(dek.as_deref(), Some("Walls <i> of light"));
    let headline = story("**Rooms <<b>i>:**\n_…Walls…_\nThey built it.").headline;
    assert_eq!(headline.as_str(), "Rooms <i>");
}

#[test]
fn plain_posts_have_no_stories() {
    for body in [
        "One sentence.",
        "It was late: …and then it was not… or so they say.",
        "A list:\n\n- one\n- two…",
        "# Heading\n\nText with **bold** words and a rule\n\n***\n\nmore text.",
        "",
    ] {
        assert_eq!(read(body), Issue::default(), "{body}");
    }
}

#[test]
fn fiction_is_a_story_of_its_own_kind() {
    for story in [
        "####################Tech Tales:\n\n\n\nThe lamp[A kitchen, 2031.]\n\n\n\nIt was lit.",
        "**Tech Tales:**\n\n_**The lamp**_\n\n[A kitchen, 2031.]\n\nIt was lit.",
        "**Tech Tales:\n\n\n\nThe lamp**\n*[A kitchen, 2031.]*\n\nIt was lit.",
        "**Tech Tales:  \nThe lamp  \n  \n**[A kitchen, 2031.]  \n  \nIt was lit.",
    ] {
        let issue = issue(story);
        let last = issue.stories.last().unwrap();
        assert_eq!(last.kind, StoryKind::Fiction, "{story}");
        assert_eq!((last.headline.as_str(), last.dek.as_deref()), ("The lamp", Some("[A kitchen, 2031.]")), "{story}");
        assert_eq!(last.paragraphs[0].text.as_str(), "It was lit.", "{story}");
    }
}

#[test]
fn greeting_and_farewell_are_no_stories() {
    let body =
        "Welcome to these notes.\n\n**One:**\n*…a…*\n\nText.\n\n**Two:**\n*…b…*\n\nText.\n\n*Thanks for reading!*";
    let issue = read(body);
    assert_eq!((issue.preamble.len(), issue.stories.len(), issue.farewell.len()), (1, 2, 1));
}

#[test]
fn lost_line_breaks_labels_and_lists_come_back() {
    use ParagraphKind::{Item, Sources, Text};
    for (text, want) in [
        ("One.&nbsp;&nbsp;Split rooms: they share.", vec![(Text, None), (Text, Some("Split rooms"))]),
        ("One.&nbsp; Two.", vec![(Text, None)]),
        (
            "One.&ndash;&nbsp;&nbsp;First: a.&ndash;&nbsp;&nbsp;Second: b.",
            vec![(Text, None), (Item(0), Some("First")), (Item(0), Some("Second"))],
        ),
        ("From $5 &ndash; $6 it costs.", vec![(Text, None)]),
        ("One.Read more: A Title (arXiv).", vec![(Text, None), (Sources, Some("Read more"))]),
        (
            "One.Read more:A Title (arXiv).Get the code:Code (GitHub).",
            vec![(Text, None), (Sources, Some("Read more")), (Sources, Some("Get the code"))],
        ),
        (
            "Why this matters &ndash; more than you think: It does.",
            vec![(Text, Some("Why this matters – more than you think"))],
        ),
        ("**Why this matters:** It does.", vec![(Text, Some("Why this matters"))]),
        ("**Why this matters** : It does.", vec![(Text, Some("Why this matters"))]),
        ("**What it is:**\n\n\nA room.", vec![(Text, Some("What it is")), (Text, None)]),
        ("**Read more** : [A Title (arXiv)](https://arxiv.org/abs/1).", vec![(Sources, Some("Read more"))]),
        ("**Read more:**\n\n\n[A Title (arXiv)](https://arxiv.org/abs/1)\n\n\n.", vec![(Sources, Some("Read more"))]),
        (
            "A writer of note\n[whose work](https://a.org)\n\n[you should read](https://b.org)\n\n, wrote.",
            vec![(Text, None)],
        ),
        ("It said e.g. Node.js: fine.", vec![(Text, None)]),
    ] {
        let issue = issue(&format!("Second:&hellip;dek&hellip;\n\n\n\n{text}"));
        let story = issue.stories.last().unwrap();
        let got: Vec<_> = story.paragraphs.iter().map(|p| (p.kind.clone(), p.label.as_deref())).collect();
        assert_eq!(got, want, "{text}: {:?}", story.paragraphs);
    }
}

#[test]
fn sources_have_title_source_and_address() {
    for (text, title, source, url) in [
        ("One.Read more: Rooms: a survey (arXiv).", "Rooms: a survey", Some("arXiv"), None),
        ("Read more here: Rooms.", "Rooms", None, None),
        ("**Read more** : [Rooms (Lab blog)](https://a.org/x).", "Rooms", Some("Lab blog"), Some("https://a.org/x")),
        (
            "**Find out more** and [look here (Hub)](https://a.org/y).",
            "look here",
            Some("Hub"),
            Some("https://a.org/y"),
        ),
    ] {
        let issue = issue(&format!("Second:&hellip;dek&hellip;\n\n\n\n{text}"));
        let story = issue.stories.last().unwrap();
        let citation = story.citations().next().unwrap_or_else(|| panic!("{text}: {:?}", story.paragraphs));
        assert_eq!(
            (citation.title.as_str(), citation.source.as_deref(), citation.url.as_deref()),
            (title, source, url)
        );
    }
}

fn page(body: &str, folder: &Path) -> PostContent {
    let file = folder.join("2020-01-01-x.md");
    std::fs::write(&file, format!("---\ntitle: A title that is nowhere in the text\ndate: 2020-01-01\n---\n{body}"))
        .unwrap();
    load::read_content(&load::open_file(&file).unwrap()).unwrap()
}

/// Letters and digits of a body, as Markdown has them.
fn letters_of_body(body: &str) -> String {
    let mut letters = String::new();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        if let Event::Text(text) | Event::Code(text) = event {
            letters.extend(text.chars().filter(|c| c.is_alphanumeric()));
        }
    }
    letters
}

/// Letters and digits of a page below its head, without the numbers of links.
fn letters_of_page(page: &PostContent, width: u16) -> String {
    let document = layout::lay_out(page, &page.post, &setting(width));
    let lines =
        document.lines.iter().filter(|line| !matches!(line.kind, LineKind::Title | LineKind::Meta | LineKind::Note));
    let spans = lines.flat_map(|line| &line.spans).filter(|span| span.is_text());
    spans.flat_map(|span| span.text.chars()).filter(|c| c.is_alphanumeric()).collect()
}

/// Parts of made-up bodies.
const PARTS: [&str; 48] = [
    "Rooms are cheap:&hellip;Walls of light&hellip;They built it.",
    "**Big news:  \n**_…small dek…  \n_ Body text",
    "\n\n",
    "\n\n\n\n",
    "\n",
    "#####################",
    "Tech Tales:",
    "**Tech Tales:\n\n\n\nThe lamp**",
    "[A kitchen, 2031] ",
    "&nbsp;&nbsp;",
    "&ndash;&nbsp;&nbsp;",
    "Sub-heading: text",
    "Read more: A Title (arXiv).",
    "**Read more** : [T (S)](https://a.org/x_y*z).",
    "**",
    "_",
    "*",
    " ",
    ".",
    ":",
    "\\*\\*\\*",
    "***",
    "word",
    "Two words.",
    "snake_case",
    "2 * 3",
    "`co*de`",
    "…",
    "&rsquo;",
    "Why this matters: it does",
    "*Thanks for reading!*",
    "(Terminal Notes 7)",
    "- item\n",
    "> quote\n",
    "日本語",
    "http://a.org/b_c",
    "\n*****\n",
    "\nTECH tales:\n",
    " the[link](https://a.org/x)",
    "\n  * item\n",
    "\n    * item within\n",
    "\nThings that inspired this: a",
    "Is it so? Yes",
    "&nbsp;",
    "\nThanks for reading!\nLike\n",
    " (\n",
    "\nlower case,\n",
    "**B:** [T (S)](https://a.org/x).\n",
];

#[test]
fn no_word_of_ten_thousand_made_up_bodies_is_lost() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut rng = Rng::new(1);
    let mut random = |bound| rng.below(bound);
    let mut issues = 0;
    for _ in 0..10_000 {
        let body: String = (0..=random(24)).map(|_| PARTS[random(PARTS.len())]).collect();
        let page = page(&body, folder.path());
        issues += usize::from(!read(&page.body).stories.is_empty());
        assert_eq!(letters_of_page(&page, 76), letters_of_body(&page.body), "{body:?}");
    }
    assert!(issues > 1000, "only {issues} of them were issues");
}

fn real_posts() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(crate::real_posts::folder()).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
#[ignore = "needs ../shared/posts"]
fn no_word_of_real_posts_is_lost() {
    for file in real_posts() {
        let page = load::read_content(&load::open_file(&file).unwrap()).unwrap();
        for width in [40, 76] {
            assert_eq!(letters_of_page(&page, width), letters_of_body(&page.body), "{}", file.display());
        }
    }
}

#[test]
#[ignore = "needs ../shared/posts"]
fn real_issues_have_the_stories_that_a_reader_counts() {
    let counts = [
        ("2017-12-28-jack-clark.net-2pNKOME.md", 4, 9),
        ("2020-10-19-jack-clark.net-3dErGG5.md", 5, 7),
        ("2020-12-28-jack-clark.net-3pyAge7.md", 5, 6),
        ("import-ai-330-palantirs-ai-war-future.md", 6, 7),
        ("import-ai-342-mistral-dumps-an-llm.md", 4, 3),
        ("import-ai-463-self-improving-robots.md", 6, 7),
    ];
    for file in real_posts() {
        let page = load::read_content(&load::open_file(&file).unwrap()).unwrap();
        let issue = read(&page.body);
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let sources: usize = issue.stories.iter().map(|story| story.citations().count()).sum();
        if let Some(&(_, stories, counted)) = counts.iter().find(|(issue, ..)| *issue == name) {
            assert_eq!((issue.stories.len(), sources), (stories, counted), "{name}");
        }
        let shown = layout::lay_out(&page, &page.post, &setting(76)).plain_text();
        for stray in ["**", " _", "_ ", "##", "&nbsp;", "&ndash;", "<b>", "</i>", "\\*"] {
            assert!(!shown.contains(stray), "{name}: {stray}");
        }
    }
}
