//! What real archives hold and what would break a strict reader: the shapes of real files, written afresh.

use super::{Kind, Made, Rng};

pub(super) static KINDS: [Kind; 8] = [
    Kind { name: "real quotes", why: "pasted between quotes without escaping", count: 4, make: quotes },
    Kind {
        name: "real continuation",
        why: "a quoted value over lines that begin in the first column and look like keys",
        count: 4,
        make: continuation,
    },
    Kind { name: "real empty values", why: "null, undefined and nothing", count: 6, make: empty },
    Kind { name: "real dates", why: "four forms and none", count: 6, make: dates },
    Kind { name: "real sentence", why: "a bare sentence without front matter", count: 2, make: sentence },
    Kind { name: "real chat leftovers", why: "links of chats, emoji by name, money", count: 4, make: chat },
    Kind { name: "real emphasis", why: "bold that spans lines and paragraphs", count: 4, make: emphasis },
    Kind { name: "real cut", why: "cut at 8,000 characters, within a word or an entity", count: 4, make: cut },
];

fn quotes(_: &mut Rng, variant: usize) -> Made {
    let title = ["A \"small\" bird", "\"Small\" birds", "A bird called \"kestrel\"", "The \"\" bird"][variant];
    Made::front(&format!("layout: post\ntitle: \"{title}\"\ndate: 2017-12-28 08:24:06\ncategory: C1A2B3"))
        .told("unescaped quotes")
}

fn continuation(_: &mut Rng, variant: usize) -> Made {
    let line = [
        "Why this matters: birds.",
        "Paper: a title (arXiv).",
        "###################################################",
        "link is no key",
    ][variant];
    let excerpt = format!("The kestrel hovers.\n\n{line}\n\n\nAnd on.");
    Made::new(format!(
        "---\n\nlayout: post\ntitle: \"A bird\"\ndate: 2017-12-28 08:24:06\nexcerpt: \"{excerpt}\"\n\n---\n\n### A bird\n\n{excerpt}"
    ))
}

fn empty(_: &mut Rng, variant: usize) -> Made {
    let key = ["author", "link", "domain", "image", "excerpt", "icon"][variant];
    let value = ["", "undefined", "~", "\"\"", "''", "null"][variant];
    Made::front(&format!("title: A bird\ndate: 2017-12-28\n{key}: {value}"))
}

fn dates(_: &mut Rng, variant: usize) -> Made {
    let date = [
        "2017-12-28 08:24:06",
        "2017-10-30",
        "   2017-10-30",
        "2015-11-17 16:16:01 -0600",
        "'2026-09-19T02:48:43.054014+00:00'",
        "\"\"",
    ][variant];
    Made::front(&format!("title: A bird\ndate: {date}"))
}

fn sentence(_: &mut Rng, variant: usize) -> Made {
    Made::new(["The kestrel hovers over the field.", "The kestrel hovers\nover &hellip; the field"][variant])
        .told("no front matter")
}

fn chat(_: &mut Rng, variant: usize) -> Made {
    let text = [
        "<http://outlook.example|Outlook.example>",
        "<https://www.hub.example>",
        ":coffee: $57k &ndash; $6k",
        "https://a.example/0*is_Eo34g.png?source=rss------",
    ][variant];
    Made::body(&format!("The kestrel {text} hovers."))
}

fn emphasis(_: &mut Rng, variant: usize) -> Made {
    let text = [
        "**A bird:  \n**_…it hovers…  \n_ The kestrel.\n\n\\*\\*\\*\n\n**Another:  \n**_…it hoots…  \n_ The owl.",
        "**  \nA bird:  \n**The kestrel.",
        "**Tech Tales:\n\n\n**The kestrel.\n\n*****\n",
        "_The kestrel **hovers_ and** on",
    ][variant];
    Made::body(text)
}

fn cut(_: &mut Rng, variant: usize) -> Made {
    let end = ["hover…", "&hell", "[a link](https://a.exam", "**bold and"][variant];
    Made::body(&format!("The kestrel. {}{end}", "Some words that go on. ".repeat(340)))
}
