//! A fetched issue reads as the same stories as its Markdown form.

use serde_json::{Value, json};

use crate::server::{Reply, Server};
use crate::support::user::User;
use crate::{names, rss};

const MARKDOWN: &str = "---\ntitle: \"Harbour Notes 12: Cranes that see\"\ndate: 2021-03-04\n---\n\n\
    Welcome to Harbour Notes, a newsletter about machines at work.\n\n\
    **Cranes that see the wind:**\n\
    *…A camera and a kite string…*\n\n\
    A yard has taught its cranes to look at flags. They stop before the wind does harm.\n\n\
    **Why this matters:** Sensors fail first in salt air, and a flag costs nothing.\n\n\
    **Read more:** [Flags as sensors](https://arxiv.org/abs/2103.00001) (arXiv).\n\n\
    ####################################################\n\n\
    **Bread & brakes at “the” mill:**\n\
    *…Old brakes, new flour…*\n\n\
    A mill measures its brakes with dough. The loaves say when to stop.\n\n\
    **Read more:** [The dough gauge](https://mill.example/dough) (Mill blog).\n\n\
    ####################################################\n\n\
    **Tech Tales:**\n\n\
    **The last lamp**\n\
    *[A pier, 2044]*\n\n\
    The lamp asked for its name every night, and nobody told it twice.\n\n\
    *Things that inspired this story: lighthouses; long memories.*\n";

/// The text as the editor of WordPress has it.
const WORDPRESS: &str = "<p>Welcome to Harbour Notes, a newsletter about machines at work.</p>\n\
    <p><strong>Cranes that see the wind:<br /></strong><em>&#8230;A camera and a kite string&#8230;</em></p>\n\
    <p>A yard has taught its cranes to look at flags. They stop before the wind does harm.</p>\n\
    <p><strong>Why this matters:</strong> Sensors fail first in salt air, and a flag costs nothing.</p>\n\
    <p><strong>Read more:</strong> <a href=\"https://arxiv.org/abs/2103.00001\">Flags as sensors</a> (arXiv).</p>\n\
    <p>####################################################</p>\n\
    <p><strong>Bread &amp; brakes at &#8220;the&#8221; mill:<br /></strong><em>&#8230;Old brakes, new flour&#8230;</em></p>\n\
    <p>A mill measures its brakes with dough. The loaves say when to stop.</p>\n\
    <p><strong>Read more:</strong> <a href=\"https://mill.example/dough\">The dough gauge</a> (Mill blog).</p>\n\
    <p>####################################################</p>\n\
    <p><strong>Tech Tales:</strong></p>\n<p><strong>The last lamp<br /></strong><em>[A pier, 2044]</em></p>\n\
    <p>The lamp asked for its name every night, and nobody told it twice.</p>\n\
    <p><em>Things that inspired this story: lighthouses; long memories.</em></p>\n";

/// The text as Substack has it: with its own parts between the paragraphs.
fn substack_html() -> String {
    let widget = "<div class=\"subscription-widget-wrap\" data-attrs=\"{}\"><div class=\"subscription-widget show-subscribe\">\
        <div class=\"preamble\"><p class=\"cta-caption\">Thanks for reading! Subscribe for free.</p></div>\
        <form class=\"subscription-widget-subscribe\"><input type=\"email\" class=\"email-input\"><input type=\"submit\" \
        class=\"button primary\" value=\"Subscribe\"></form></div></div>";
    let text = WORDPRESS.replace("<br /></strong>", "</strong><br>").replace("&#8230;", "…");
    text.replacen("<p>A yard", &format!("{widget}<p>A yard"), 1)
}

/// The stories of a file: headline, dek, whether it is fiction, labels and sources.
fn stories(user: &User, file: &str) -> Vec<Value> {
    let (code, out, err) = user.run(&["stories", "--json", file]);
    assert_eq!((code, &*err), (Some(0), ""), "{file}");
    let fields = ["headline", "dek", "fiction", "labels", "citations"];
    let pick = |line: &str| {
        let story: Value = serde_json::from_str(line).unwrap();
        json!(fields.map(|field| story[field].clone()))
    };
    out.lines().map(pick).collect()
}

/// The only file of a folder.
fn only_file(user: &User, folder: &str) -> String {
    let names = names(&user.home.join(folder));
    assert_eq!(names.len(), 1, "{names:?}");
    format!("{folder}/{}", names[0])
}

#[test]
fn a_fetched_issue_has_the_stories_of_its_markdown() {
    let user = User::new();
    user.home.write("issue.md", MARKDOWN);
    let want = stories(&user, "issue.md");
    let headlines: Vec<&str> = want.iter().map(|story| story[0].as_str().unwrap()).collect();
    assert_eq!(headlines, ["Cranes that see the wind", "Bread & brakes at “the” mill", "The last lamp"]);
    assert_eq!(want[0][4][0]["url"], "https://arxiv.org/abs/2103.00001");
    let title = "Harbour Notes 12: Cranes that see";
    let server = Server::start(move |request| match request.path.split('?').next().unwrap() {
        "/blog/feed" => Reply::feed(rss(&format!(
            "<generator>https://wordpress.org/?v=6.4</generator><item><title>{title}</title>\
             <link>https://h.example/12/</link><guid>https://h.example/?p=12</guid>\
             <pubDate>Thu, 04 Mar 2021 09:00:00 +0000</pubDate>\
             <content:encoded><![CDATA[{WORDPRESS}]]></content:encoded></item>"
        ))),
        "/blog/wp-json/wp/v2/posts" => Reply::json(json!([{
            "id": 12, "guid": { "rendered": "https://h.example/?p=12" }, "date_gmt": "2021-03-04T09:00:00",
            "link": "https://h.example/12/", "title": { "rendered": title },
            "content": { "rendered": WORDPRESS, "protected": false }
        }]))
        .with("X-WP-TotalPages", "1"),
        "/feed" => Reply::feed(rss("<generator>Substack</generator>")),
        "/api/v1/archive" if request.path.contains("offset=0") => {
            Reply::json(json!([{ "id": 12, "slug": "issue-12", "title": title, "audience": "everyone",
                "post_date": "2021-03-04T09:00:00.000Z", "canonical_url": format!("{}/p/issue-12", request.base) }]))
        }
        "/api/v1/archive" => Reply::json(json!([])),
        "/api/v1/posts/issue-12" => {
            Reply::json(json!({ "id": 12, "slug": "issue-12", "title": title, "audience": "everyone",
                "post_date": "2021-03-04T09:00:00.000Z", "canonical_url": format!("{}/p/issue-12", request.base),
                "body_html": substack_html() }))
        }
        _ => Reply::status(404),
    });
    for (folder, path, all) in
        [("feed", "/blog/feed", false), ("wordpress", "/blog/feed", true), ("substack", "/feed", true)]
    {
        let url = server.url(path);
        let args = ["fetch", &url, "--into", folder, "--all"];
        let (code, _, err) = user.run(if all { &args } else { &args[..4] });
        assert_eq!((code, &*err), (Some(0), ""), "{folder}");
        let file = only_file(&user, folder);
        assert_eq!(stories(&user, &file), want, "{folder}");
        let source = if folder == "substack" { "substack" } else { "wordpress" };
        let text = std::fs::read_to_string(user.home.join(&file)).unwrap();
        assert!(text.contains(&format!("\nsource: '{source}'\n")), "{text}");
    }
}
