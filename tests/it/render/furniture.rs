//! What newsletter services put around a text: set apart below it.

use crate::support::{Failures, body_lines, text_of};

use super::{WIDTH, check, check_in, page_of};

/// The line between a text and what was around it.
const RULE: &str = "────────────────────────────────────────";

#[test]
fn buttons_of_services_are_set_apart() {
    check(&[
        (
            "The tide.\n\n[Subscribe now](https://e.org/subscribe?)\n\nThe ebb.",
            &["The tide.", "", "The ebb.", "", RULE, "", "Subscribe now[1]"],
        ),
        ("The tide.\n\n---\n\nShare this post\n", &["The tide.", "", RULE, "", "Share this post"]),
        ("The tide.\n\n[12](https://e.org/p/tide/comments)\n", &["The tide.", "", RULE, "", "12[1]"]),
        ("The tide.\n\n[Share](https://e.org/p/tide?x=1&action=share)\n", &["The tide.", "", RULE, "", "Share[1]"]),
        ("The tide.\n\n[Help](https://e.org/#/portal/signup)\n", &["The tide.", "", RULE, "", "Help[1]"]),
        (
            "[View in browser](https://e.org/1) | [Unsubscribe](https://e.org/2)\n\nThe tide.",
            &["The tide.", "", RULE, "", "View in browser[1] | Unsubscribe[2]"],
        ),
        (
            "The tide.\n\nThis email was sent to you. [Leave the list](https://e.org/unsubscribe)\n",
            &["The tide.", "", RULE, "", "This email was sent to you. Leave the", "list[1]"],
        ),
        (
            "The tide.\n\n© 2024 Ada, Quay 1\n[Leave](https://e.org/unsubscribe?u=1)\n",
            &["The tide.", "", RULE, "", "© 2024 Ada, Quay 1 Leave[1]"],
        ),
        (
            "The tide.\n\nThanks for reading Tides! Subscribe for free to receive new posts and support my work.\n",
            &[
                "The tide.",
                "",
                RULE,
                "",
                "Thanks for reading Tides! Subscribe for",
                "free to receive new posts and support my",
                "work.",
            ],
        ),
        (
            "The tide.\n\nGet more from Ada in the Substack app\n",
            &["The tide.", "", RULE, "", "Get more from Ada in the Substack app"],
        ),
    ]);
}

#[test]
fn elements_that_services_mark_are_set_apart() {
    check_in(
        "a.html",
        &[
            (
                "<p>One.</p><div class=\"a subscription-widget b\"><div><p>Join 300 boats.</p></div></div><p>Two.</p>",
                &["One.", "", "Two.", "", RULE, "", "Join 300 boats."],
            ),
            (
                "<p>One.</p><p class=\"button-wrapper\"><a class=\"button\" href=\"https://e.org/subscribe?\"><span>Come \
             in</span></a></p><p>Two.</p>",
                &["One.", "", "Two.", "", RULE, "", "Come in[1]"],
            ),
            ("<p>One.</p><div class=\"share-buttons\"><p>No end.</p>", &["One.", "", "No end."]),
        ],
    );
}

#[test]
fn ordinary_paragraphs_stay_where_they_are() {
    let mut wrong = Failures::default();
    for paragraph in [
        "Share",
        "Subscribe",
        "They all said one thing: Subscribe now.",
        "Thanks for reading!",
        "This email was sent to me by an uncle.",
        "[The comments](https://e.org/letters/)",
        "[Boats](https://e.org/tide)",
        "You can [unsubscribe](https://e.org/unsubscribe) from a letter, but not from the tide.",
        "[A long report on what it means to come back to the same words each day](https://e.org/subscribe)",
        "## Subscribe now",
        "> Subscribe now",
    ] {
        let lines = body_lines(&page_of("a.md", &format!("{paragraph}\n\nThe tide."), WIDTH));
        wrong.compare(paragraph, lines.last().unwrap(), &"The tide.".to_owned());
    }
    for alone in ["Subscribe now", "<p class=\"subscribe-widget\">Come in</p>"] {
        let page = text_of(&page_of("a.md", alone, WIDTH));
        wrong.unless(page.contains("Subscribe now") || page.contains("Come in"), || page);
    }
    wrong.report();
}
