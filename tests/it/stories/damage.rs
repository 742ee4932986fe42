//! Issues whose Markdown or text was damaged on the way: what the eye finds in them is what comes out.

use super::read;
use importai_reader::markup;
use importai_reader::story::{Issue, ParagraphKind, Story, StoryKind};

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
        "**Ships steer:  \n**_…Nobody on board…  \n_ A yard, 2 ** 3.  \n* Item  \n  \n**How it works:** Slowly.  \n",
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
        ("More details about ice:\nIce: A Study (Hub)\n.", "Ice: A Study | Hub"),
        ("Code for\nvArms here\n(v-arms, hub)\n.", "Code for vArms here | v-arms, hub"),
        ("Thanks.Via Ada Lund (Posts).", "Ada Lund | Posts"),
        ("Read more:\nOne (Hub)\n.\nCheck out a demo\nof arms\n.", "One | Hub; Check out a demo of arms"),
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
        ("They are Massively\nP\narallel.", "They are Massively P arallel."),
        ("Lamps;\nDarkness\n; light.", "Lamps; Darkness; light."),
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
    // A bold line begins a sentence if the next line can only be the rest of it.
    for (text, want) in [
        (
            "**Arms fold as people do - by trying**\n\nwhich takes long.",
            "Arms fold as people do - by trying which takes long.",
        ),
        ("**How:** \"The rule: they fold.\"", "How: \"The rule: they fold.\""),
    ] {
        let story = between(&format!("**Ships steer:**\n_…Nobody…_\n\n{text}\n"));
        assert_eq!(texts(&story.stories[1]), [want]);
    }
    let story = between("**Ships steer:**\n_…Nobody…_\n\n**Why this matters**\n\nit is cold.\n");
    assert_eq!(texts(&story.stories[1]).len(), 2);
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

#[test]
fn fiction_without_its_heading_is_known_by_its_end() {
    for story in [
        "***  \n  \n **Letters  \n** _[In a basket, 2031]  \n  \n_ Dear arm.  \n  \n**Things that inspired this story:** Arms.",
        "***\n\n**Letters**\n\nDear arm.\n\n***\n\nDear lamp.\n\n**Things that inspired this poem**: Arms.",
        "##########\n\nLetters [In a basket, 2031]\n\nDear arm.\n\nThings that inspired this story: Arms.",
        "*****  \n  \nLetters  \n** _[In a basket, 2031]  \n_ Dear arm.  \n  \n**Things that inspired this story:** Arms.",
    ] {
        let issue = between(story);
        let [headline, dek, ..] = &middle(&issue, story)[0];
        assert_eq!(issue.stories[1].kind, StoryKind::Fiction, "{story}");
        assert_eq!(headline, "Letters", "{story}");
        assert_eq!(dek, if story.contains('[') { "[In a basket, 2031]" } else { "" }, "{story}");
    }
    // Scenes of fiction are parts of it.
    let scenes = "**Tech Tales:**\n\n**Letters**\n\nDear arm.\n\n***\n\n**Day two**\n\nDear lamp.\n\n**Things that inspired this story:** Arms.";
    assert_eq!(middle(&between(scenes), scenes).len(), 1);
}

#[test]
fn a_headline_after_a_divider_needs_no_dek() {
    for story in [
        "***  \n  \n **Will ships sink? Here is my answer:  \n**They will not.  \n  \n**How it works:** Slowly.  \n",
        "*****  \n  \nWill ships sink? Here is my answer:  \n**They will not.  \n  \n**How it works:** Slowly.  \n",
        "##########\n\n**Will ships sink? Here is my answer:**\n\nThey will not.\n\n**How it works:** Slowly.\n",
    ] {
        let want = ["Will ships sink? Here is my answer", "", "How it works", ""];
        assert_eq!(middle(&between(story), story), [want], "{story}");
    }
    let plain = read("One:\n…dek…\nText.\n***\nWill ships sink, you ask:\nThey will not.\n***\nTwo:\n…dek…\nText.");
    assert_eq!(plain.stories[1].headline.as_str(), "Will ships sink, you ask");
    // Labels, sources and sentences after a divider are none.
    for text in ["**Why this matters:**\n\nIt does.", "**Bold.**\n\nText."] {
        assert_eq!(between(&format!("***\n\n{text}\n")).stories.len(), 2, "{text}");
    }
}

/// An essay may be all of an issue.
#[test]
fn one_story_is_an_issue() {
    for body in [
        "Welcome.\n\n**Towels fold:  \n**_…Laundry at last…  \n_ Arms fold them.  \n",
        "Welcome\nTowels fold at last:\n…Laundry at last…\nArms fold them.",
        "Towels fold:&hellip;Laundry at last&hellip;Arms fold them.Read more: Towels (Hub).",
        "Towels fold:&hellip;Laundry at last&hellip;Arms fold them.\n\n\n\nWhy this matters: It does.",
    ] {
        let stories = read(body).stories;
        assert_eq!(stories.len(), 1, "{body}");
        assert!(stories[0].headline.starts_with("Towels fold"), "{body}");
        assert_eq!(stories[0].dek.as_deref(), Some("Laundry at last"), "{body}");
    }
}

#[test]
fn blanks_lost_at_tags_come_back() {
    for (text, want) in [
        ("See the[arms](https://a.org/x) of it.", "See the arms of it."),
        ("See **the arms**[here](https://a.org/x).", "See the arms here."),
        ("They are _**very**_**good** at it.", "They are very good at it."),
        ("They **are**_very good_ at it.", "They are very good at it."),
        ("Existential to _states_ , states say **so** .", "Existential to states, states say so."),
        // These are as they were meant.
        ("See [arms](https://a.org/x)s and notes[1](https://a.org/1).", "See arms and notes1."),
        ("Use `a[b](c)` and (**[this](https://a.org/x)**) _so_ ...", "Use a[b](c) and (this) so ..."),
        ("An ![image](https://a.org/x) un**believ**able one.", "An [image: image] unbelievable one."),
    ] {
        let story = format!("**Ships steer:**\n_…Nobody…_\n\n{text}\n");
        assert_eq!(texts(&between(&story).stories[1]), [want.replace("arms and", "armss and")], "{text}");
    }
    let story = "**Ships are** _**very**_**good:  \n**_…Nobody…  \n_ A yard.  \n  \n**Why this matters - ice** _**is**_**hard** : Yes.";
    let want = ["Ships are very good", "Nobody", "Why this matters - ice is hard", ""];
    assert_eq!(middle(&between(story), story), [want]);
}

#[test]
fn bold_words_that_lead_to_a_link_make_a_source_line() {
    for (text, want) in [
        ("**Get** the [towel set here (project site)](https://a.org/x).", "towel set here | project site"),
        ("**Request access** to [the arms here (Hub)](https://a.org/x).", "the arms here | Hub"),
        ("**Request[access here (Hub)](https://a.org/x)**.", "access here | Hub"),
        ("**Watch** a [video of it (Tube)](https://a.org/x).", "video of it | Tube"),
        ("**Bonus:**[A second paper (Hub)](https://a.org/x).", "A second paper | Hub"),
        ("**Read Olsen's essay in full:** [On Ice (Olsen)](https://a.org/x)**.**", "On Ice | Olsen"),
        ("**Get the[set](https://a.org/x)**[ here (Set, Hub)](https://a.org/x).", "set here | Set, Hub"),
        ("**Access the[model](https://a.org/x)**[on its page (Hub)](https://a.org/x).", "model on its page | Hub"),
        ("**Get the[set](https://a.org/x)** [here (Set, Hub)](https://a.org/x).", "set here | Set, Hub"),
        // Sentences with a link in them, and the end of fiction.
        ("**What they did:** They wrote [a paper (Hub)](https://a.org/x).", ""),
        ("**A yard** in Turku has built [a ship (Hub)](https://a.org/x) of ice.", ""),
        ("Codex (a model) is old.", ""),
        ("**Things that inspired this story:** Ice; [ships (Hub)](https://a.org/x).", ""),
    ] {
        let story = format!("**Ships steer:  \n**_…Nobody…  \n_ A yard.  \n  \n{text}  \n");
        assert_eq!(middle(&between(&story), &story)[0][3], want, "{text}");
    }
    for (text, want) in [
        ("Watch a video of the arms here (Tube).", "Watch a video of the arms here | Tube"),
        ("Read Olsen's essay in full: On Ice (Olsen).", "On Ice | Olsen"),
        ("Get up. They did (and it works).", ""),
    ] {
        assert_eq!(seen(&lines(&format!("Arms fold.\n{text}")))[3], want, "{text}");
    }
}

#[test]
fn sub_headings_and_questions_begin_paragraphs() {
    let text = "A lab, says Hub.&nbsp; What does this mean? Arms fold. &ldquo;Good,&rdquo; said a folder to Hub.How big a \
                deal is this really? Many like it.&nbsp;Dutch laundries: &ldquo;We buy,&rdquo; they said.&nbsp; Costly \
                training: An hour. They saw it.&rdquo;.Who is Olsen? A folder.Why this matters: It does.&nbsp; Read \
                more: Towels (Hub).";
    let story = read(&format!("One:&hellip;dek&hellip;Text.\n\n\n\nTowels fold:&hellip;Laundry&hellip;{text}"));
    let want = "What does this mean?; How big a deal is this really?; Dutch laundries; Costly training; Who is Olsen?; \
                Why this matters; Read more";
    assert_eq!(seen(&story.stories[1]), ["Towels fold", "Laundry", want, "Towels | Hub"]);
    assert_eq!(story.stories[1].paragraphs.len(), 8);
}

#[test]
fn labels_of_stripped_text_are_what_was_bold() {
    let long = "Why this matters – machines that can handle soft things will sooner or later handle all that we own";
    for (text, want) in [
        ("What they did:\nThey folded.", "What they did"),
        ("What it is:\nAn arm.", "What it is"),
        (&format!("{long}:\nIt does."), long),
        ("Does it work? Mostly yes:\nNine of ten.", "Does it work? Mostly yes"),
        ("How well does it do?\nWell.", "How well does it do?"),
        ("But is it good? It is.", "But is it good?"),
        ("The gap – aka, when towels tear…\n: It is wide.", "The gap – aka, when towels tear…"),
        // Sentences with a colon, and sources.
        ("They ship with three arms: a long one.", ""),
        ("In other words:\nIt folds.", ""),
        ("Olsen writes:\nIt folds.", ""),
        ("Specifically, they:\nFold.", ""),
        ("Three arms: a long one and two.", ""),
    ] {
        let [_, _, labels, _] = seen(&lines(&format!("Arms fold.\n{text}\nRead more:\nMulti-Arms: A Study (Hub)\n.")));
        assert_eq!(labels, format!("{want}; Read more").trim_start_matches("; "), "{text}");
    }
    // The text below the dek may begin with a question, and people in fiction speak.
    assert_eq!(seen(&lines("How do arms fold? Slowly."))[2], "");
    let fiction = lines(
        "It is.\n***\nTech Tales:\nThe Lamp\nOlsen: it is out.\nIs it? Yes.\nThings that inspired this story: Lamps.",
    );
    assert_eq!(seen(&fiction)[2], "Things that inspired this story");
}

#[test]
fn bold_lead_ins_are_labels_wherever_the_bold_ends() {
    for (text, want) in [
        ("**Why this matters - ice** _**is**_**hard** : Yes.", "Why this matters - ice is hard"),
        ("**How it works: it has two stages** \\- a and b.", "How it works"),
        ("**What is X? X is \"** of the sort\".", "What is X?"),
        ("**Bold words** in a sentence.", ""),
        ("**A bold sentence.**", ""),
    ] {
        let story = format!("**Ships steer:  \n**_…Nobody…  \n_ A yard.  \n  \n{text}  \n");
        assert_eq!(middle(&between(&story), &story)[0][2], want, "{text}");
    }
}

#[test]
fn a_dek_may_have_ellipses_in_it() {
    for story in [
        "**Ships steer:  \n**_…Done at last… but who sails?…  \n_ A yard did it.  \n",
        "**Ships steer:**\n*…Done at last... but who sails?...*\n\nA yard did it.\n",
        "Ships steer:&hellip;Done at last&hellip; but who sails?&hellip;A yard did it.\n",
        "Ships steer:\n…Done at last… but who sails?…\nA yard did it.\n",
    ] {
        let issue = between(story);
        let [_, dek, ..] = &middle(&issue, story)[0];
        assert_eq!(dek.replace("...", "…"), "Done at last… but who sails?", "{story}");
        assert_eq!(texts(&issue.stories[1]), ["A yard did it."], "{story}");
    }
    // An ellipsis in the text after a dek is none of its own.
    let story = "Ships steer:&hellip;Done&hellip;A yard &hellip; did it&hellip; at last.\n";
    assert_eq!(texts(&between(story).stories[1]), ["A yard … did it… at last."]);
}

#[test]
fn lists_within_lists_stay_there() {
    use ParagraphKind::Item;
    let list = "  * **Care:** Slow.\n\n    * Pull.\n\n      * Gently.\n\n    * Let go.\n\n  * Order.\n";
    let story = format!("**Ships steer:**\n_…Nobody…_\n\nThe rules:\n\n{list}\n");
    let issue = between(&story);
    let kinds: Vec<_> = issue.stories[1].paragraphs.iter().map(|paragraph| paragraph.kind.clone()).collect();
    assert_eq!(kinds, [ParagraphKind::Text, Item(0), Item(1), Item(2), Item(1), Item(0)]);
    assert_eq!(middle(&issue, &story)[0][2], "Care");
    // An indented item without a list around it is no code.
    let story = "**Ships steer:**\n_…Nobody…_\n\nThe rules:\n\n        * Pull.\n\nText.\n\n    * Let go.\n";
    let kinds: Vec<_> = between(story).stories[1].paragraphs.iter().map(|paragraph| paragraph.kind.clone()).collect();
    assert_eq!(kinds, [ParagraphKind::Text, Item(0), ParagraphKind::Text, Item(0)]);
}

#[test]
fn the_farewell_and_what_is_below_it_are_no_story() {
    let fiction = "Text.\n***\nTech Tales:\nThe Lamp\nIt went out.\nThings that inspired this story:\nLamps.\n";
    let below = "Subscribe now\nLike this:\nLike\nLoading...\nRelated\n";
    for (end, farewell) in
        [(format!("Thanks for reading!\n{below}A comment.\n"), 7), (below.to_owned(), 5), (String::new(), 0)]
    {
        let body = format!("One:\n…dek…\nText.\n***\nTwo:\n…dek…\n{fiction}{end}");
        let issue = read(&body);
        assert_eq!((issue.stories[2].paragraphs.len(), issue.farewell.len()), (3, farewell), "{end}");
    }
}

/// The lines of verse stay together; those of prose and of dialogue are paragraphs.
#[test]
fn verse_in_fiction_keeps_its_lines() {
    for (text, want) in [
        (
            "The lamp went out,  \nand no one saw  \nit go.  \n\nIt was late.",
            vec!["The lamp went out,\nand no one saw\nit go.", "It was late."],
        ),
        (
            "_The lamp went out,  \nand no one saw_  \n\nIt was late.",
            vec!["The lamp went out,\nand no one saw", "It was late."],
        ),
        (
            "The lamp went out  \nand no one saw  \nwho had put it out, or why, or what they wanted there, though many \
             had been near it.  \n\nIt was late.",
            vec![
                "The lamp went out",
                "and no one saw",
                "who had put it out, or why, or what they wanted there, though many had been near it.",
                "It was late.",
            ],
        ),
        ("\"Is it out?\"  \n\"It is.\"  \n\nIt was late.", vec!["\"Is it out?\"", "\"It is.\"", "It was late."]),
    ] {
        let story =
            format!("**Tech Tales:**\n\n**The Lamp**\n\n{text}\n\n**Things that inspired this story:** Lamps.\n");
        let issue = between(&story);
        let mut texts = texts(&issue.stories[1]);
        assert_eq!(texts.pop(), Some("Things that inspired this story: Lamps."), "{text}");
        assert_eq!(texts, want, "{text}");
    }
    let html = "<p><b>One:</b><br><i>…dek…</i><br>Text.</p><hr><p><b>Tech Tales:</b></p><p><b>The Lamp</b></p>\
                <p>The lamp went out<br>and no one saw.</p><p>It was late.</p>";
    let (blocks, links) = markup::read_unfinished(html, true);
    let issue = importai_reader::story::read(blocks, &links).unwrap();
    assert_eq!(texts(&issue.stories[1]), ["The lamp went out\nand no one saw.", "It was late."]);
}
