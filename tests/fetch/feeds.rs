//! Feeds of all kinds, and pages that name one.

use importai_reader::fetch::Options;

use crate::server::{Reply, Server};
use crate::support::{Folder, load_one, page, summary, text_of};
use crate::{error_of, fetch, fetch_noted, names, rss, rss_item};

/// The posts of a feed as the loader reads them: title, date, link, domain and author, newest first.
fn posts(kind: &str, feed: impl Into<Vec<u8>>) -> Vec<String> {
    let (kind, feed) = (kind.to_owned(), feed.into());
    let server = Server::start(move |_| Reply::of(&kind, feed.clone()));
    let folder = Folder::new();
    fetch(&server.url("/blog/feed"), folder.path(), Options::default());
    folder.load().posts.iter().map(summary).collect()
}

#[test]
fn feeds_of_all_kinds_are_read() {
    let want = ["A title | 2021-03-05 | https://notes.example/a | notes.example | Ada Harbour |"];
    let item = "<title>A title</title><link>https://notes.example/a</link><description>Words.</description>\
                <dc:creator>Ada Harbour</dc:creator><dc:date>2021-03-05T10:00:00Z</dc:date>";
    let dc = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
    let rss1 = format!(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" {dc}>\
         <channel><title>N</title><link>https://notes.example/</link></channel>\
         <item rdf:about=\"https://notes.example/a\">{item}</item></rdf:RDF>"
    );
    assert_eq!(posts("application/rdf+xml", rss1), want, "RSS 1.0");
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>N</title><id>urn:n</id><author><name>Ada Harbour\
                </name></author><entry><id>urn:a</id><title>A title</title><link href=\"https://notes.example/a\"/>\
                <link rel=\"edit\" href=\"https://notes.example/edit\"/><published>2021-03-05T10:00:00Z</published>\
                <updated>2022-01-01T00:00:00Z</updated><content type=\"html\">&lt;p&gt;Words.&lt;/p&gt;</content>\
                </entry></feed>";
    assert_eq!(posts("application/atom+xml", atom), want, "Atom");
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": [{"id": "a",
        "url": "https://notes.example/a", "title": "A title", "content_html": "<p>Words.</p>",
        "date_published": "2021-03-05T10:00:00Z", "authors": [{"name": "Ada Harbour"}]}]}"#;
    assert_eq!(posts("application/feed+json", json), want, "JSON Feed");
    let rss = rss("<item><title>A title</title><link>https://notes.example/a</link><guid>x</guid>\
                   <dc:creator>Ada Harbour</dc:creator><pubDate>Fri, 5 Mar 2021 10:00:00 GMT</pubDate></item>");
    assert_eq!(posts("application/rss+xml", rss), want, "RSS 2.0");
    let old = "<?xml version=\"1.0\"?><rss version=\"0.91\"><channel><title>N</title><link>https://notes.example/\
               </link><description>D</description><item><title>A title</title><link>https://notes.example/a</link>\
               </item></channel></rss>";
    assert!(posts("text/xml", old)[0].contains("https://notes.example/a | notes.example"), "RSS 0.91");
}

#[test]
fn the_whole_text_is_preferred_and_a_summary_is_called_one() {
    let feed = rss(&(rss_item(1)
        + "<item><title>Cut</title><link>https://notes.example/cut</link><guid>cut</guid>\
           <pubDate>Fri, 5 Mar 2021 10:00:00 GMT</pubDate><description>The beginning of it […]</description></item>"));
    let server = Server::start(move |_| Reply::feed(feed.clone()));
    let folder = Folder::new();
    let report = fetch(&server.url("/feed"), folder.path(), Options::default());
    assert_eq!((report.counts.new, report.counts.partial), (2, 1));
    let names = names(folder.path());
    let text = |at: usize| std::fs::read_to_string(folder.join(&names[at])).unwrap();
    assert!(text(0).contains("\n---\n\n<p>The text of 1.</p>\n"), "{}", text(0));
    assert!(text(1).contains("\nexcerpt_only: true\n---\n"), "{}", text(1));
    let shown = text_of(&page(&folder.join(&names[1]), 80));
    assert!(shown.contains("The feed has no more of this post."), "{shown}");
}

#[test]
fn relative_addresses_are_seen_from_the_feed() {
    let item = "<item><title>Near</title><link>/p/near</link><guid isPermaLink=\"false\">7</guid></item>";
    let server = Server::start(move |_| Reply::feed(rss(item)));
    let folder = Folder::new();
    fetch(&server.url("/blog/feed"), folder.path(), Options::default());
    let post = load_one(&folder.join(&names(folder.path())[0]));
    assert_eq!(post.link.as_deref(), Some(&*server.url("/p/near")));
}

#[test]
fn faults_that_readers_forgive_are_forgiven() {
    let item = |title: &str| format!("<item><title>{title}</title><link>https://n.example/a?b=1&c=2</link></item>");
    assert!(posts("text/xml", rss(&item("Tea&nbsp;& milk &amp; sugar")))[0].starts_with("Tea & milk & sugar | "));
    // A charset that only the server says, one that the feed says, and one that nobody says.
    let latin: Vec<u8> = rss(&item("Caf\u{e9}")).chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert!(posts("text/xml; charset=ISO-8859-1", latin.clone())[0].starts_with("Caf\u{e9} | "));
    assert!(posts("text/xml; charset=utf-8", latin.clone())[0].starts_with("Caf\u{e9} | "));
    let declared = [b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss version=\"2.0\"><channel><title>N</title>\
        <item><title>Caf\xe9</title><link>https://n.example/a</link></item></channel></rss>"
        .to_vec()]
    .concat();
    assert!(posts("text/xml; charset=utf-8", declared)[0].starts_with("Caf\u{e9} | "));
}

#[test]
fn a_page_leads_to_its_feed() {
    let head = "<link rel=stylesheet href=x.css><link rel='alternate' type='application/rss+xml' title='Comments' \
                href='/comments/feed'><LINK REL=\"alternate home\" TYPE=\"application/rss+xml\" HREF=\"../feed?a=1&amp;b=2\">";
    let by_tag = format!("<!doctype html><html><head>{head}</head><body><p>Hello.</p></body></html>");
    let server = Server::start(move |request| match &*request.path {
        "/blog/" => Reply::html(by_tag.clone()),
        "/header" => Reply::html("<p>Hello.</p>").with(
            "Link",
            "<https://api.example/>; rel=\"x\", </feed?a=1&b=2>; rel=\"alternate\"; type=\"application/rss+xml\"",
        ),
        "/feed?a=1&b=2" => Reply::feed(rss(&rss_item(1))),
        "/bad" => Reply::html("<link rel=alternate type=application/rss+xml href=/none>"),
        "/none" => Reply::html("<p>Nothing.</p>"),
        _ => Reply::status(404),
    });
    for path in ["/blog/", "/header"] {
        let folder = Folder::new();
        assert_eq!(fetch(&server.url(path), folder.path(), Options::default()).counts.new, 1, "{path}");
    }
    let error = error_of(&server.url("/none"));
    assert!(error.contains("no feed there, and the page names none; give the address of a feed"), "{error}");
    let error = error_of(&server.url("/bad"));
    assert!(error.contains("/none: it is no feed that can be read"), "{error}");
    let error = error_of(&server.url("/gone"));
    assert!(error.contains("/gone: the server answered with status 404 (there is nothing)"), "{error}");
}

#[test]
fn a_feed_that_is_none_is_an_error() {
    for body in
        ["", "<rss", "<rss version=\"2.0\"><channel><item>", "{\"version\": \"https://jsonfeed.org/version/1\"", "\0\0"]
    {
        let server = Server::start(move |_| Reply::feed(body));
        let error = error_of(&server.url("/feed"));
        assert!(error.contains("/feed: "), "{body}: {error}");
    }
}

#[test]
fn a_feed_that_did_not_change_is_not_sent_again() {
    let server = Server::start(|request| match request.header("if-none-match") {
        Some(_) => Reply::status(304),
        None => Reply::feed(rss(&rss_item(1))).with("ETag", "\"1\""),
    });
    let folder = Folder::new();
    let url = server.url("/feed");
    assert_eq!(fetch(&url, folder.path(), Options::default()).counts.new, 1);
    assert_eq!(fetch(&url, folder.path(), Options::default()).counts.kept, 0);
    assert_eq!(server.requests()[1].header("if-none-match"), Some("\"1\""));
    // A file that is gone comes back, though the feed is the same.
    std::fs::remove_file(folder.join(&names(folder.path())[0])).unwrap();
    assert_eq!(fetch(&url, folder.path(), Options::default()).counts.new, 1);
}

#[test]
fn a_fetch_that_left_posts_out_asks_for_them_the_next_time() {
    let server = Server::start(|request| match request.header("if-none-match") {
        Some(_) => Reply::status(304),
        None => Reply::feed(rss(&(rss_item(1) + &rss_item(2)))).with("ETag", "\"1\""),
    });
    let folder = Folder::new();
    let one = Options { limit: Some(1), ..Options::default() };
    assert_eq!(fetch(&server.url("/feed"), folder.path(), one).counts.new, 1);
    assert_eq!(fetch(&server.url("/feed"), folder.path(), Options::default()).counts.new, 1);
    let since = Options { since: "2021-03-03".parse().ok(), ..Options::default() };
    assert_eq!(fetch(&server.url("/feed"), Folder::new().path(), since).counts.new, 1);
}

#[test]
fn a_feed_that_moved_is_told() {
    let server = Server::start(|request| match &*request.path {
        "/old" => Reply::redirect(301, "/new"),
        _ => Reply::feed(rss(&rss_item(1))),
    });
    let (_, notes) = fetch_noted(&server.url("/old"), Folder::new().path(), Options::default());
    assert_eq!(notes, [format!("has moved for good to {}", server.url("/new"))]);
}

#[test]
fn a_post_of_substack_that_ends_at_the_wall_is_marked() {
    let item = "<item><title>T</title><link>https://n.example/p/t</link><guid>https://n.example/p/t</guid>\
                <content:encoded><![CDATA[<p>Free.</p><p><a href=\"https://n.example/p/t\">Read more</a></p>]]>\
                </content:encoded></item>";
    let server = Server::start(move |_| Reply::feed(rss(item)));
    let folder = Folder::new();
    fetch(&server.url("/feed"), folder.path(), Options::default());
    let text = std::fs::read_to_string(folder.join(&names(folder.path())[0])).unwrap();
    assert!(text.contains("\npaywalled: true\n") && text.contains("The rest is for subscribers."), "{text}");
}
