//! Lists of links, and of feeds.

use crate::User;

#[test]
fn pocket() {
    let user = User::new();
    let table = "title,url,time_added,tags,status\n\
                 \"A, quoted\",https://a.example/one?x=1&y=2,1600000000,sea|wood,unread\n\
                 https://b.example/two/,https://b.example/two/,1600000001,,archive\n\
                 Nowhere,not an address,1600000002,,unread\n\
                 Script,javascript:alert(1),1600000002,,unread\n\
                 A again,https://a.example/one?x=1&y=2,1600000003,,unread\n";
    user.home.write("part_0", table);
    let (code, out, err) = user.import(&["part_0"]);
    assert_eq!((code, &*out), (Some(1), "part_0: 2 new posts, 1 there already, 2 refused\n"));
    let refused = "it has no web address";
    assert_eq!(
        err,
        format!("importai-reader: part_0: line 4: {refused}\nimportai-reader: part_0: line 5: {refused}\n")
    );
    assert_eq!(
        user.list(),
        [
            "2020-09-13T12:26:41Z | b.example/two |  | https://b.example/two/ | b.example",
            "2020-09-13T12:26:40Z | A, quoted |  | https://a.example/one?x=1&y=2 | a.example",
        ]
    );
    assert_eq!(&*user.post("A, quoted").tags, "sea, wood");
}

#[test]
fn instapaper_readwise_and_others() {
    let user = User::new();
    user.home.write(
        "instapaper",
        "URL,Title,Selection,Folder,Timestamp,Tags\nhttps://i.example/1,Insta,A line.,Harbours,1600000000,\"[]\"\n\
         https://i.example/2,Papers,,Unread,1600000001,\"[\"\"x\"\"]\"\n",
    );
    user.home.write(
        "readwise",
        "\u{feff}Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n\
         Wise,https://r.example/1,id1,\"['a', 'b']\",2024-02-03 04:05:06+00:00,0,new,True\n",
    );
    user.home.write("other", "name;link;date\nSemi;https://o.example/1;2024-02-04\n");
    let out = user.import_all(&["instapaper", "readwise", "other"]);
    assert_eq!(out, "instapaper: 2 new posts\nreadwise: 1 new post\nother: 1 new post\n");
    assert_eq!(
        user.list(),
        [
            "2024-02-04T00:00:00Z | Semi |  | https://o.example/1 | o.example",
            "2024-02-03T04:05:06Z | Wise |  | https://r.example/1 | r.example",
            "2020-09-13T12:26:41Z | Papers |  | https://i.example/2 | i.example",
            "2020-09-13T12:26:40Z | Insta |  | https://i.example/1 | i.example",
        ]
    );
    assert_eq!(&*user.post("Insta").tags, "Harbours");
    assert_eq!((&*user.post("Papers").tags, &*user.post("Wise").tags), ("x", "a, b"));
    user.home.write("highlights.csv", "Highlight,Book Title,Book Author,Note,Location\nx,y,z,,1\n");
    let (code, _, err) = user.import(&["highlights.csv"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("export the library of Readwise Reader instead"), "{err}");
}

#[test]
fn bookmarks() {
    let user = User::new();
    let html = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">\n\
        <TITLE>Bookmarks</TITLE>\n<H1>Bookmarks Menu</H1>\n<DL><p>\n\
        <DT><H3 ADD_DATE=\"1\">Bookmarks bar</H3>\n<DL><p>\n\
        <DT><A HREF=\"https://a.example/?a=1&amp;b=2\" ADD_DATE=\"1600000000\" TAGS=\"x,y\">First &amp; &lt;best&gt;</A>\n\
        <DT><H3>Papers &amp; co</H3>\n<DL><p>\n\
        <DT><A HREF=\"https://b.example/\" ADD_DATE=\"1600000001000000\"></A>\n</DL><p>\n</DL><p>\n\
        <DT><A HREF=\"place:sort=8\">Recent</A>\n<DT><A HREF=\"javascript:void(0)\">Let</A>\n\
        <DT><A HREF=\"https://c.example/\" ADD_DATE=\"1600000002\">Third</A>\n</DL><p>\n";
    user.home.write("bookmarks", html);
    assert_eq!(user.import_all(&["bookmarks"]), "bookmarks: 3 new posts, 2 skipped, not a post\n");
    assert_eq!(
        user.list(),
        [
            "2020-09-13T12:26:42Z | Third |  | https://c.example/ | c.example",
            "2020-09-13T12:26:41Z | b.example |  | https://b.example/ | b.example",
            "2020-09-13T12:26:40Z | First & <best> |  | https://a.example/?a=1&b=2 | a.example",
        ]
    );
    assert_eq!(&*user.post("First & <best>").tags, "x, y");
    assert_eq!(&*user.post("b.example").tags, "Papers & co");
    assert_eq!(&*user.post("Third").tags, "");
}

#[test]
fn pocket_as_html() {
    let user = User::new();
    let html = "<!DOCTYPE html>\n<html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>\n\
        <li><a href=\"https://p.example/1\" time_added=\"1600000000\" tags=\"sea,wood\">Pocketed</a></li>\n</ul></body></html>";
    user.home.write("ril_export.html", html);
    assert_eq!(user.import_all(&["ril_export.html"]), "ril_export.html: 1 new post\n");
    assert_eq!(user.list(), ["2020-09-13T12:26:40Z | Pocketed |  | https://p.example/1 | p.example"]);
    assert_eq!(&*user.post("Pocketed").tags, "sea, wood");
}

#[test]
fn a_list_of_feeds_says_what_to_type() {
    let user = User::new();
    let opml = "<?xml version=\"1.0\"?><opml version=\"2.0\"><head/><body><outline text=\"A\"><outline text=\"N\" \
        type=\"rss\" xmlUrl=\"https://n.example/feed?a=1&amp;b='$(x)'\"/></outline><outline \
        xmlUrl=\"https://m.example/\u{1b}[31m\"/><outline xmlUrl=\"file:///etc/passwd\"/></body></opml>";
    user.home.write("feeds", opml);
    let (code, out, err) = user.import(&["feeds"]);
    assert_eq!((code, &*out), (Some(1), ""));
    assert_eq!(
        err,
        "importai-reader: feeds: it lists 2 feeds and has no posts; fetch brings those:\n  \
         importai-reader fetch 'https://n.example/feed?a=1&b=%27$(x)%27' --into DIR\n  \
         importai-reader fetch 'https://m.example/%1B[31m' --into DIR\n"
    );
    assert_eq!(crate::names(&user.home.join("posts")), [] as [&str; 0]);
}
