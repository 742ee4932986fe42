//! Exports of newsletter services.

use importai_reader::model::Post;

use crate::{User, zip};

const SUBSTACK: [(&str, &str); 7] = [
    (
        "posts.csv",
        "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url\n\
         101.first-letter,2023-05-06T07:08:09.123Z,true,,,newsletter,everyone,\"Letter 1: ropes, and \"\"knots\"\"\",How to tie,\n\
         102.second-letter,2023-06-07T08:00:00.000Z,true,,,newsletter,only_paid,Letter 2: sails,,\n\
         103.a-draft,,false,,,newsletter,everyone,Not yet,,\n\
         104.spoken,2023-07-08T09:00:00.000Z,true,,,podcast,everyone,Spoken,,https://sea.example/a.mp3?a=1&b=2\n",
    ),
    (
        "posts/101.first-letter.html",
        "<p>A rope is <em>laid</em>, see <a href=\"https://sea.example/rope\">this</a>.</p>",
    ),
    ("posts/102.second-letter.html", "<p>A sail is cut.</p>"),
    ("posts/103.a-draft.html", "<p>Half a thought.</p>"),
    ("posts/101.delivers.csv", "post_id,timestamp,email\n101,2023-05-06,someone@sea.example\n"),
    ("email_list.csv", "email,active_subscription\nsomeone@sea.example,true\n"),
    ("posts/104.spoken.html", "<p>Words about wind.</p>"),
];

fn tags(post: &Post) -> &str {
    &post.tags
}

#[test]
fn substack_as_a_zip() {
    let user = User::new();
    user.home.write("e.bin", zip(&SUBSTACK));
    let out = user.import_all(&["e.bin"]);
    let draft = "1 not published and left out (--drafts takes them)";
    assert_eq!(out, format!("e.bin: 3 new posts (1 for subscribers only), {draft}, 2 other files ignored\n"));
    assert_eq!(
        user.list(),
        [
            "2023-07-08T09:00:00Z | Spoken |  | - | ",
            "2023-06-07T08:00:00Z | Letter 2: sails |  | - | ",
            "2023-05-06T07:08:09Z | Letter 1: ropes, and \"knots\" |  | - | ",
        ]
    );
    let text = user.show("Letter 1: ropes, and \"knots\"");
    assert!(text.contains("A rope is laid, see this[1]."), "{text}");
    assert!(text.contains("How to tie"), "{text}");
    assert!(user.file("Letter 2: sails").contains("\npaywalled: true\n"));
    assert!(!user.file("Spoken").contains("paywalled"));
    assert!(user.file("Spoken").contains("<a href=\"https://sea.example/a.mp3?a=1&amp;b=2\">"));
}

/// Somebody has put the folder into another one, and the program knows where the newsletter comes out.
#[test]
fn substack_as_a_folder_with_links_and_drafts() {
    let user = User::new();
    for (name, text) in SUBSTACK {
        user.home.write(format!("old/export/{name}"), text);
    }
    // It was fetched before.
    user.home.write(
        "posts/2023-05-06-mine.html",
        "---\ntitle: Mine\nid: https://sea.example/p/first-letter\nlink: https://sea.example/p/first-letter\n---\n<p>x</p>\n",
    );
    let out = user.import_all(&["old", "--site", "sea.example", "--drafts"]);
    assert_eq!(out, "old: 3 new posts (1 for subscribers only), 1 there already, 2 other files ignored\n");
    assert_eq!(user.post("Letter 2: sails").link.as_deref(), Some("https://sea.example/p/second-letter"));
    assert_eq!(&*user.post("Letter 2: sails").domain, "sea.example");
    assert!(user.post("Not yet").is_draft);
    assert!(!user.post("Spoken").is_draft);
    let names = crate::names(&user.home.join("posts"));
    assert!(names.iter().any(|name| name.starts_with("2023-06-07-sea.example-second-letter-")), "{names:?}");
}

#[test]
fn a_list_of_substack_without_its_texts() {
    let user = User::new();
    user.home.write("e.zip", zip(&SUBSTACK[..2]));
    let (code, out, err) = user.import(&["e.zip"]);
    assert_eq!(
        (code, &*out),
        (Some(1), "e.zip: 2 new posts, 1 refused, 1 not published and left out (--drafts takes them)\n")
    );
    assert_eq!(err, "importai-reader: e.zip: posts/102.second-letter.html: it is listed, but not in the export\n");
    user.home.write("posts.csv", SUBSTACK[0].1);
    let (code, _, err) = user.import(&["posts.csv"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("import the zip or the folder that it is from"), "{err}");
}

fn wxr(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!-- generator=\"WordPress/6.1\" -->\n<rss version=\"2.0\" \
         xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\
         <title>Harbour</title><link>https://harbour.example</link><wp:wxr_version>1.2</wp:wxr_version>\
         <wp:author><wp:author_login><![CDATA[ada]]></wp:author_login><wp:author_display_name><![CDATA[Ada \
         Harbour]]></wp:author_display_name></wp:author>{items}</channel></rss>"
    )
}

fn wxr_item(number: usize, kind: &str, status: &str, content: &str) -> String {
    format!(
        "<item><title><![CDATA[Tides {number} &amp; more]]></title><link>https://harbour.example/tides-{number}/</link>\
         <pubDate>Mon, 03 Feb 2020 10:00:00 +0000</pubDate><dc:creator><![CDATA[ada]]></dc:creator>\
         <guid isPermaLink=\"false\">https://harbour.example/?p={number}</guid><description></description>\
         <content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>\
         <wp:post_id>{number}</wp:post_id><wp:post_date_gmt><![CDATA[2020-02-03 10:00:{:02}]]></wp:post_date_gmt>\
         <wp:status><![CDATA[{status}]]></wp:status><wp:post_type><![CDATA[{kind}]]></wp:post_type>\
         <wp:post_password><![CDATA[]]></wp:post_password>\
         <category domain=\"category\" nicename=\"sea\"><![CDATA[Sea]]></category>\
         <category domain=\"post_tag\" nicename=\"a\"><![CDATA[It's low]]></category>\
         <category domain=\"post_format\" nicename=\"x\"><![CDATA[Aside]]></category>\
         <wp:comment><wp:comment_content><![CDATA[Nice.]]></wp:comment_content></wp:comment></item>",
        number % 60
    )
}

#[test]
fn wordpress() {
    let user = User::new();
    let old = "First paragraph,\nsecond line.\n\n<ul>\n<li>one</li>\n</ul>\n\n<pre>a\n\nb</pre>\n\nLast &amp; least.";
    let new = "<!-- wp:paragraph -->\n<p>Of the new editor.</p>\n<!-- /wp:paragraph -->";
    let items = [
        wxr_item(1, "post", "publish", old),
        wxr_item(2, "post", "publish", new),
        wxr_item(3, "post", "draft", "x"),
        wxr_item(4, "page", "publish", "About."),
        wxr_item(5, "attachment", "inherit", ""),
        wxr_item(6, "post", "publish", "Secret.").replace("<wp:post_password><![CDATA[]]>", "<wp:post_password>pw"),
        wxr_item(7, "post", "trash", "x"),
    ];
    user.home.write("wordpress", wxr(&items.concat()));
    let out = user.import_all(&["wordpress"]);
    assert_eq!(
        out,
        "wordpress: 3 new posts (1 for subscribers only), 1 not published and left out (--drafts takes them), 3 skipped, not a post\n"
    );
    assert_eq!(
        user.list()[2],
        "2020-02-03T10:00:01Z | Tides 1 & more | Ada Harbour | https://harbour.example/tides-1/ | harbour.example"
    );
    assert_eq!(tags(&user.post("Tides 1 & more")), "Sea, It's low");
    let text = user.show("Tides 1 & more");
    for line in ["First paragraph,", "second line.", "one", "Last & least."] {
        assert!(text.lines().any(|shown| shown.trim().trim_start_matches("• ").ends_with(line)), "{line}: {text}");
    }
    assert!(user.show("Tides 2 & more").contains("Of the new editor."));
    assert!(user.file("Tides 6 & more").contains("paywalled: true"));
}

#[test]
fn wordpress_that_is_cut_off_brings_what_is_whole() {
    let user = User::new();
    let whole = wxr(&[wxr_item(1, "post", "publish", "One."), wxr_item(2, "post", "publish", "Two.")].concat());
    user.home.write("w.xml", &whole[..whole.len() - 300]);
    let (code, out, err) = user.import(&["w.xml"]);
    assert_eq!((code, &*out), (Some(1), "w.xml: 1 new post\n"));
    assert!(err.contains("w.xml: the export of WordPress is damaged: "), "{err}");
}

const GHOST: &str = r##"{"db":[{"meta":{"version":"5.1"},"data":{
  "posts":[
    {"id":"6000000000000000000000a1","uuid":"u1","title":"Salt","slug":"salt","html":"<p>Salt, see <a href=\"__GHOST_URL__/tar/\">tar</a>.</p>",
     "lexical":"{}","status":"published","visibility":"public","type":"post","published_at":"2021-03-04T05:06:07.000Z","canonical_url":null,
     "custom_excerpt":"On salt."},
    {"id":"6000000000000000000000a2","title":"Tar","slug":"tar","html":"<p>Tar.</p>","status":"published","visibility":"paid","type":"post",
     "published_at":"2021-03-05T05:06:07.000Z","canonical_url":"https://tar.example/black"},
    {"id":"6000000000000000000000a3","title":"Draft","slug":"d","html":null,"plaintext":"Plain.\n\nMore & more.","status":"draft","visibility":"public","type":"post","created_at":"2021-03-06T05:06:07.000Z"},
    {"id":"6000000000000000000000a4","title":"About","slug":"about","html":"<p>x</p>","status":"published","type":"page"}],
  "users":[{"id":"1","name":"Ada Harbour"},{"id":"2","name":"Bo Quay"}],
  "tags":[{"id":"7","name":"Sea"},{"id":"8","name":"#hidden"}],
  "posts_authors":[{"post_id":"6000000000000000000000a1","author_id":"2","sort_order":1},{"post_id":"6000000000000000000000a1","author_id":"1","sort_order":0}],
  "posts_tags":[{"post_id":"6000000000000000000000a1","tag_id":"7"},{"post_id":"6000000000000000000000a1","tag_id":"8"}]}}]}"##;

#[test]
fn ghost() {
    let user = User::new();
    user.home.write("g.txt", GHOST);
    let out = user.import_all(&["g.txt", "--drafts", "--site", "https://salt.example/"]);
    assert_eq!(out, "g.txt: 3 new posts (1 for subscribers only), 1 skipped, not a post\n");
    assert_eq!(
        user.list(),
        [
            "2021-03-06T05:06:07Z | Draft |  | https://salt.example/d/ | salt.example",
            "2021-03-05T05:06:07Z | Tar |  | https://tar.example/black | tar.example",
            "2021-03-04T05:06:07Z | Salt | Ada Harbour, Bo Quay | https://salt.example/salt/ | salt.example",
        ]
    );
    assert_eq!(tags(&user.post("Salt")), "Sea");
    assert!(user.file("Salt").contains("<a href=\"https://salt.example/tar/\">"));
    assert!(user.show("Draft").contains("More & more."));
}

/// Numbers for ids, milliseconds for dates, flags for pages: as old versions wrote it.
#[test]
fn ghost_of_old() {
    let user = User::new();
    user.home.write(
        "g.json",
        r#"{"data":{"posts":[{"id":5,"uuid":"aaaa-5","title":"Old salt","slug":"old","html":"<p>Old.</p>","status":"published",
        "page":0,"published_at":1388318400000,"author_id":1},{"id":6,"title":"Page","page":1,"html":"x"}],"users":[{"id":1,"name":"Ada"}]}}"#,
    );
    assert_eq!(user.import_all(&["g.json"]), "g.json: 1 new post, 1 skipped, not a post\n");
    assert_eq!(user.list(), ["2013-12-29T12:00:00Z | Old salt | Ada | - | "]);
}

const MEDIUM: &str = r#"<!DOCTYPE html><html><head><meta charset="utf-8"><title>On buoys</title><style>
  * { font-family: Georgia; } </style></head><body><article class="h-entry"><header><h1 class="p-name">On buoys</h1></header>
<section data-field="subtitle" class="p-summary">
They float
</section>
<section data-field="body" class="e-content">
<section name="1" class="section"><div class="section-inner"><h3 class="graf graf--h3 graf--title">On buoys</h3><p class="graf">A buoy <a href="https://sea.example/b">floats</a>.</p></div></section>
</section>
<footer><p>By <a href="https://medium.com/@ada" class="p-author h-card">Ada Harbour</a> on <a href="https://medium.com/p/0a1b2c3d4e5f"><time class="dt-published" datetime="2019-03-04T20:21:22.123Z">March 4, 2019</time></a>.</p><p><a href="https://medium.com/@ada/on-buoys-0a1b2c3d4e5f" class="p-canonical">Canonical link</a></p><p>Exported from <a href="https://medium.com">Medium</a> on May 1, 2022.</p></footer></article></body></html>"#;

#[test]
fn medium() {
    let user = User::new();
    let draft = MEDIUM.replace("dt-published", "dt-x").replace("On buoys", "On chains").replace("p-canonical", "x");
    let list = "<!DOCTYPE html><html><head><title>Claps</title></head><body><article class=\"h-entry\"><ul><li>x</li></ul></article></body></html>";
    let entries = [
        ("posts/2019-03-04_On-buoys-0a1b2c3d4e5f.html", MEDIUM),
        ("posts/draft_On-chains-1a1b2c3d4e5f.html", &draft),
        ("claps/claps-0001.html", list),
        ("README.html", "<html><head></head><body>Your archive</body></html>"),
        ("__MACOSX/._README.html", "\0\0"),
    ];
    user.home.write("m.zip", zip(&entries));
    let out = user.import_all(&["m.zip"]);
    assert_eq!(out, "m.zip: 1 new post, 1 not published and left out (--drafts takes them), 2 other files ignored\n");
    assert_eq!(
        user.list(),
        ["2019-03-04T20:21:22Z | On buoys | Ada Harbour | https://medium.com/@ada/on-buoys-0a1b2c3d4e5f | medium.com"]
    );
    let text = user.show("On buoys");
    assert!(text.contains("A buoy floats[1].") && !text.contains("Exported from"), "{text}");
    // The title is not said twice.
    assert_eq!(text.matches("On buoys").count(), 1, "{text}");
    // Unpacked, and a page by itself.
    let other = User::new();
    other.home.write("page", MEDIUM);
    assert_eq!(other.import_all(&["page"]), "page: 1 new post\n");
}

#[test]
fn buttondown_as_markdown_in_a_zip() {
    let user = User::new();
    let mail = "---\nid: 00000000-1111\nsubject: \"Chains & links: #12\"\nstatus: sent\nemail_type: public\npublish_date: \
                2023-04-05T06:07:08.9Z\ndescription: \"On chains.\"\ncanonical_url: https://h.example/archive/chains/\n---\n\n\
                <!-- buttondown-editor-mode: plaintext -->**A chain** has [links](https://h.example/l).\n\n* one\n* two\n";
    let draft = "---\nsubject: Anchors\nstatus: draft\n---\nHalf.\n";
    let paid = "---\nsubject: Ropes\npublish_date: 2023-05-05\nemail_type: premium\nslug: ropes\n---\nA rope.\n";
    let entries =
        [("emails/a.md", mail), ("emails/b.md", draft), ("emails/c.md", paid), ("subscribers.csv", "email\nx\n")];
    user.home.write("b", zip(&entries));
    let out = user.import_all(&["b"]);
    assert_eq!(
        out,
        "b: 2 new posts (1 for subscribers only), 1 not published and left out (--drafts takes them), 1 other files ignored\n"
    );
    assert_eq!(
        user.list(),
        [
            "2023-05-05T00:00:00Z | Ropes |  | - | ",
            "2023-04-05T06:07:08Z | Chains & links: #12 |  | https://h.example/archive/chains/ | h.example",
        ]
    );
    let names = crate::names(&user.home.join("posts"));
    assert!(names.iter().all(|name| name.rsplit('.').next() == Some("md")), "{names:?}");
    let text = user.show("Chains & links: #12");
    assert!(text.contains("A chain has links[1].") && text.contains("• two"), "{text}");
}

#[test]
fn buttondown_as_a_table() {
    let user = User::new();
    let table = "id,subject,publish_date,body,status,email_type,slug,tags\n\
                 e1,Hulls,2022-03-04 05:06:07+00:00,\"A hull is **wide**.\n\nIt floats.\",sent,public,hulls,\"sea, wood\"\n\
                 e2,Keels,2022-04-04T05:06:07Z,<p>A keel.</p>,sent,premium,keels,\ne3,Decks,,x,draft,public,decks,\n";
    user.home.write("emails.csv", table);
    let out = user.import_all(&["emails.csv", "--site", "https://buttondown.com/harbour"]);
    assert!(out.starts_with("emails.csv: 2 new posts (1 for subscribers only), 1 not published"), "{out}");
    let hulls = "2022-03-04T05:06:07Z | Hulls |  | https://buttondown.com/harbour/archive/hulls/ | buttondown.com";
    assert_eq!(user.list()[1], hulls);
    assert!(user.show("Hulls").contains("A hull is wide.") && user.show("Keels").contains("A keel."));
    assert_eq!(tags(&user.post("Hulls")), "sea, wood");
}

const RSS: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>N</title><link>https://n.example/</link>\
    <item><title>One &amp; only</title><link>https://n.example/one</link><guid>1</guid><pubDate>Mon, 01 Mar 2021 10:00:00 \
    GMT</pubDate><description>&lt;p&gt;Short.&lt;/p&gt;</description></item></channel></rss>";

#[test]
fn feeds() {
    let user = User::new();
    user.home.write("rss", RSS);
    user.home.write(
        "atom",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title><entry><id>urn:a</id><title>Two</title><link \
         href=\"https://n.example/two\"/><published>2021-03-02T10:00:00Z</published><content \
         type=\"html\">&lt;p&gt;Whole.&lt;/p&gt;</content></entry></feed>",
    );
    user.home.write(
        "json",
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"3","url":"https://n.example/three",
        "title":"Three","date_published":"2021-03-03T10:00:00Z","content_html":"<p>Of JSON.</p>"}]}"#,
    );
    let out = user.import_all(&["rss", "atom", "json"]);
    assert_eq!(out, "rss: 1 new post\natom: 1 new post\njson: 1 new post\n");
    assert_eq!(user.list()[2], "2021-03-01T10:00:00Z | One & only |  | https://n.example/one | n.example");
    assert!(user.file("One & only").contains("excerpt_only: true"));
    assert!(user.show("Two").contains("Whole.") && user.show("Three").contains("Of JSON."));
}

/// Posts that were imported or fetched, imported from their own folder and into it.
#[test]
fn a_folder_into_itself() {
    let user = User::new();
    user.home.write("m.zip", zip(&[("posts/2019-03-04_On-buoys-0a1b2c3d4e5f.html", MEDIUM)]));
    user.home.write("wordpress", wxr(&wxr_item(1, "post", "publish", "One.")));
    user.home.write("old/2020-05-06-named.md", "---\ntitle: Named\n---\nThe name has the date.\n");
    user.import_all(&["m.zip", "wordpress", "old"]);
    assert_eq!(user.import(&["posts"]).1, "posts: nothing new, 3 there already\n");
    assert_eq!(user.list()[0], "2020-05-06T00:00:00Z | Named |  | - | ");
}
