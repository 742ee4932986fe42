//! Issues whose Markdown or text was damaged on the way: what the eye finds in them is what comes out.

use super::read;
use importai_reader::story::{Issue, Story, StoryKind};

/// A story before the one under test, and one after it, so that both show what it does to its neighbours.
fn between(story: &str) -> Issue {
    read(&format!(
        "Welcome to these notes.\n\n**Towels fold:  \n**_…Laundry at last…  \n_ Arms fold them.  \n  \n\
         **Read more:** [Towels (Hub)](https://a.org/towels).  \n  \n{story}\n  \n***  \n  \n \
         **Birds sing:  \n**_…Chirps are tokens…  \n_ A model sings.  \n  \n**What they did:** They listened.  \n\
         **Read more** : [Chirp (arXiv)](https://a.org/chirp).  \n"
    ))
}

/// What lists show of a story: its headline, its dek, its labels, and its sources as `title | source`.
fn seen(story: &Story) -> [String; 4] {
    let sources = story.citations().map(|citation| match &citation.source {
        Some(source) => format!("{} | {source}", citation.title),
        None => citation.title.to_string(),
    });
    [
        story.headline.to_string(),
        story.dek.as_deref().unwrap_or_default().to_owned(),
        story.labels().collect::<Vec<_>>().join("; "),
        sources.collect::<Vec<_>>().join("; "),
    ]
}

/// The stories of an issue made by [`between`] without the first and the last, which must be unharmed.
fn middle(issue: &Issue, body: &str) -> Vec<[String; 4]> {
    let mut stories: Vec<_> = issue.stories.iter().map(seen).collect();
    assert!(stories.len() >= 2, "{body}: {stories:?}");
    assert_eq!(stories.remove(0), ["Towels fold", "Laundry at last", "Read more", "Towels | Hub"], "{body}");
    let last = stories.pop().unwrap();
    assert_eq!(last, ["Birds sing", "Chirps are tokens", "What they did; Read more", "Chirp | arXiv"], "{body}");
    stories
}

/// The text of a story's paragraphs.
fn texts(story: &Story) -> Vec<&str> {
    story.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

/// One sign too many or too few harms no story but its own.
#[test]
fn emphasis_ends_at_dividers_and_headlines() {
    for story in [
        "*****  \n  \nShips steer:  \n**_…Nobody on board…  \n_ A yard did it.  \n  \n**How it works:** Slowly.  \n",
        "***  \n  \nShips steer:  \n**_…Nobody on board…  \n_ A yard did it.  \n  \n**How it works:** Slowly.  \n",
        "\\*\\*\\***\n\nShips steer\n**_…Nobody on board…_\nA yard did it.\n\n**How it works:** Slowly.\n",
        "*****  \n  \n**Ships steer:  \n**_…Nobody on board…  \n_ A yard did it.  \n  \n**How it works:** Slowly.  \n",
        "A ** too many.  \n  \n**Ships steer:  \n**_…Nobody on board…  \n_ A yard.  \n  \n**How it works:** Slowly.  \n",
        "***\n\nShips steer:  \n**_…Nobody on board…  \n_ A yard did it.  \n  \n**How it works:** Slow **ly.  \n",
    ] {
        let want = ["Ships steer", "Nobody on board", "How it works", ""];
        assert_eq!(middle(&between(story), story), [want], "{story}");
    }
}

/// Two stories of plain lines, without a blank line or a bold word.
fn lines(story: &str) -> Story {
    let body = format!("First:\n…A dek…\nText of the first.\n***\nTowels fold:\n…Laundry at last…\n{story}");
    read(&body).stories.pop().unwrap()
}

#[test]
fn a_source_in_several_lines_is_one() {
    for (text, want) in [
        ("Read more:\nTowels: A Study (arXiv)\n.", "Towels: A Study | arXiv"),
        ("Read more\n:\nTowels: A Study (arXiv)\n.", "Towels: A Study | arXiv"),
        ("Find out\nmore\nat the site (Hub)\n.", "Find out more at the site | Hub"),
        ("Read\nthe paper here\n(Hub)\n.", "Read the paper here | Hub"),
        ("Get the code\nfor\nthe arms here (Hub)\n.", "Get the code for the arms here | Hub"),
        ("Read more:\nOne (Hub)\n.\nRead more:\nTwo (Hub)\n.", "One | Hub; Two | Hub"),
    ] {
        let [.., sources] = seen(&lines(&format!("Arms fold them.\n{text}\n***")));
        assert_eq!(sources, want, "{text}");
    }
}

#[test]
fn sentences_torn_by_tags_are_whole() {
    for (text, want) in [
        (
            "See\na video of it\n. It follows (\nNotes #39\n) and is\nmuch\nfaster.",
            "See a video of it. It follows (Notes #39) and is much faster.",
        ),
        (
            "It is due to\nMill and Sons\nand to\nPaper\n, they say.",
            "It is due to Mill and Sons and to Paper, they say.",
        ),
        ("The arms (\nsee here\n) fold.", "The arms (see here) fold."),
    ] {
        let story = lines(text);
        assert_eq!(texts(&story), [want]);
    }
    // Lines that end a sentence, and lines that begin one, are paragraphs.
    for text in ["They fold.\nthey dry.", "They fold\nThey dry.", "What they did:\nthey folded."] {
        assert_eq!(lines(text).paragraphs.len(), 2, "{text}");
    }
    // Where tags were kept, a tear is where the style changes.
    let story = between(
        "**Ships steer:**\n_…Nobody…_\n\nThey are\n\n_much_\n\nfaster than\n\n[old ones](https://a.org)\n\n.\n",
    );
    assert_eq!(texts(&story.stories[1]), ["They are much faster than old ones."]);
}

#[test]
fn fiction_is_known_by_its_heading_in_any_case() {
    for story in [
        "**Tech tales:  \n  \nThe Lamp  \n** _[A harbour, 2041]  \n  \n_ It went out.  \n  \n**Things that inspired this story:** Lamps.",
        "TECH TALES:\n\nThe Lamp\n[A harbour, 2041]\nIt went out.\n\nThings that inspired this (a poem, for a change): Lamps.",
        "### Tech tales\n\n**The Lamp**\n\n[A harbour, 2041]\n\nIt went out.\n\n**Things that inspired this story**: Lamps.",
    ] {
        let issue = between(story);
        let [headline, dek, labels, sources] = &middle(&issue, story)[0];
        assert_eq!(issue.stories[1].kind, StoryKind::Fiction, "{story}");
        assert_eq!([&**headline, dek, sources], ["The Lamp", "[A harbour, 2041]", ""], "{story}");
        assert!(labels.starts_with("Things that inspired this") || labels.is_empty(), "{story}: {labels}");
        assert!(issue.stories[1].paragraphs.last().unwrap().text.as_str().ends_with("Lamps."), "{story}");
    }
    // Words within a sentence are no heading.
    assert!(middle(&between("Tech tales are what I write.\n"), "").is_empty());
}
