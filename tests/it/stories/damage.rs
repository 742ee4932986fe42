//! Issues whose Markdown or text was damaged on the way: what the eye finds in them is what comes out.

use super::read;
use importai_reader::story::{Issue, Story};

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
