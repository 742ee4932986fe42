//! Several sources in one paragraph, and clauses that look like labels.

use super::read;

/// The labels of a story and its sources, `title | publisher | address`, in a text of each form.
fn seen(body: &str) -> (String, Vec<String>) {
    let issue = read(body);
    let story = issue.stories.last().unwrap();
    let source = |source: &importai_reader::story::Citation| {
        let parts = [Some(&*source.title), source.source.as_deref(), source.url.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" | ")
    };
    (story.labels().collect::<Vec<_>>().join("; "), story.citations().map(source).collect())
}

/// A text whose tags were stripped, each to a line break.
fn lines(story: &str) -> String {
    format!("First:\n…A dek…\nText.\nRead more:\nOne (Hub)\n.\n***\nTowels fold:\n…At last…\nArms fold.\n{story}\n")
}

/// A text whose tags were stripped without a trace.
fn glued(story: &str) -> String {
    format!("First:&hellip;A dek&hellip;Text.\n\n\n\nTowels fold:&hellip;At last&hellip;Arms fold.{story}\n")
}

/// Markdown.
fn marked(story: &str) -> String {
    format!("**First:**\n_…A dek…_\n\nText.\n\n***\n\n**Towels fold:**\n_…At last…_\n\nArms fold.\n\n{story}\n")
}

#[test]
fn each_sentence_that_leads_to_a_source_names_one() {
    for (text, want) in [
        ("Get the code here (Hub). Watch a video (Tube).", "Get the code here | Hub; Watch a video | Tube"),
        ("Read a report (Hub). Watch a video (Tube).", "Read a report | Hub; Watch a video | Tube"),
        ("Get the code (Hub); try it here (Site).", "Get the code | Hub; try it here | Site"),
        (
            "Read the letter (Hub). View a list (Site). Via Ada Lund (Posts).",
            "Read the letter | Hub; View a list | Site; Ada Lund | Posts",
        ),
        // No publisher follows, or no verb.
        ("Get the code here (Hub). Watch out.", "Get the code here (Hub). Watch out"),
        ("Get the code (of 2019). A copy (Hub).", "Get the code (of 2019). A copy | Hub"),
    ] {
        for body in [lines(text), glued(text)] {
            let (_, sources) = seen(&body);
            let is_cut = text.starts_with("Read a ") && body.contains("&hellip;");
            assert!(is_cut || sources.join("; ") == want, "{body}: {sources:?}");
        }
    }
    let (labels, sources) = seen(&glued("Read more: Towels (arXiv). Watch a video (Tube)."));
    assert_eq!((&*labels, sources.join("; ")), ("Read more", "Towels | arXiv; Watch a video | Tube".to_owned()));
}

#[test]
fn each_source_has_its_own_address() {
    for (text, want) in [
        (
            "**Get the code** [here (Hub)](https://a.org/1). Watch a [video (Tube)](https://a.org/2).",
            "here | Hub | https://a.org/1; video | Tube | https://a.org/2",
        ),
        (
            "**Watch** a [video (Tube)](https://a.org/2). **Get** a [copy (Hub)](https://a.org/1).",
            "video | Tube | https://a.org/2; copy | Hub | https://a.org/1",
        ),
        (
            "**Get the code** [here (Hub)](https://a.org/1). Watch a video (Tube).",
            "here | Hub | https://a.org/1; Watch a video | Tube",
        ),
        ("**Get the code** here (Hub). **Watch a video** (Tube).", "Get the code here | Hub; Watch a video | Tube"),
        // The full stop is a part of the link.
        (
            "**Read more:** [Towels (Hub).](https://a.org/1) [Arms (Site).](https://a.org/2)",
            "Towels | Hub | https://a.org/1; Arms | Site | https://a.org/2",
        ),
    ] {
        assert_eq!(seen(&marked(text)).1.join("; "), want, "{text}");
    }
}

#[test]
fn a_clause_about_a_thing_is_no_label() {
    for text in [
        "The arms, which come from a yard: they are old.",
        "The folder, who is old: he folds.",
        "A yard, where ice lies: it is cold.",
        "The arms, whose maker is known: they are old.",
    ] {
        for body in [glued(&format!("\n\n\n\n{text}")), glued(&format!("&nbsp; {text}")), lines(text)] {
            assert_eq!(seen(&body).0, "", "{body}");
        }
    }
    // At the end of its line too, but not within the label that every issue has.
    assert_eq!(seen(&lines("The arms, which come from a yard:\nThey are old.")).0, "");
    assert_eq!(seen(&lines("Why this matters, which is rare:\nIt does.")).0, "Why this matters, which is rare");
    assert_eq!(seen(&glued("\n\n\n\nTalk is easy, change is hard: So it is.")).0, "Talk is easy, change is hard");
    assert_eq!(seen(&marked("**The arms, which are old:** They fold.")).0, "The arms, which are old");
}
