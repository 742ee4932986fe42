//! The list of feeds in the configuration: shown, added to, removed from, and exchanged with other programs.

use serde_json::Value;

use crate::server::{Reply, Server};
use crate::support::user::User;
use crate::{names, rss, rss_item};

const CONFIG: &str = "config/importai-reader/config.toml";

/// A site: a page that names a feed of three posts, and nothing else.
fn site() -> Server {
    let items: String = (1..=3).map(rss_item).collect();
    Server::start(move |request| match &*request.path {
        "/" => Reply::html("<link rel=alternate type='application/rss+xml' href='/feed'>"),
        "/feed" => Reply::feed(rss(&items)),
        "/evil" => Reply::feed(rss("").replace("Notes", "No\u{9b}31mtes &lt;b&gt;\\\" = 1")),
        _ => Reply::status(404),
    })
}

fn config(user: &User) -> String {
    std::fs::read_to_string(user.home.join(CONFIG)).unwrap_or_default()
}

#[test]
fn a_feed_is_looked_at_before_it_is_added() {
    let (user, server) = (User::new(), site());
    let url = server.url("/");
    let (code, out, err) = user.run(&["feeds", "add", &url]);
    let shown = format!("Notes\n  {}\n  3 posts, the newest of 2021-03-04\n", server.url("/feed"));
    let added = "added to config.toml as Notes; `importai-reader fetch --into DIR` fetches it\n";
    assert_eq!((code, out, &*err), (Some(0), shown + added, ""));
    assert_eq!(config(&user), format!("[[feeds]]\nurl = \"{url}\"\nname = \"Notes\"\n"));
    let (code, out, _) = user.run(&["fetch", "notes", "--into", "posts"]);
    assert_eq!((code, &*out), (Some(0), "Notes: 3 new; 3 posts in the folder\n"));
    // Again, however it is typed.
    let (code, out, _) = user.run(&["feeds", "add", url.trim_end_matches('/')]);
    assert_eq!((code, &*out), (Some(0), "Notes is in config.toml already; nothing changed\n"));
    let (_, out, _) = user.run(&["feeds", "add", &server.url("/feed"), "--name", "More", "--into", "more posts"]);
    assert!(out.ends_with("added to config.toml as More; `importai-reader fetch` fetches it\n"), "{out}");
    let into = user.home.join("more posts");
    assert!(config(&user).ends_with(&format!("name = \"More\"\ninto = \"{}\"\n", into.display())), "{}", config(&user));
    user.run(&["fetch", "more"]);
    assert_eq!(crate::names(&into).len(), 3);
    user.run(&["feeds", "remove", "more"]);
    let (code, _, err) = user.run(&["feeds", "add", &server.url("/gone")]);
    assert!(code == Some(1) && err.starts_with("importai-reader: nothing was added: http://127"), "{err}");
    assert_eq!(config(&user).matches("[[feeds]]").count(), 1);
}

#[test]
fn a_site_of_a_known_newsletter_is_not_added_beside_it() {
    let user = User::new();
    for (there, typed) in [("import-ai", "https://jack-clark.net/feed"), ("importai.substack.com", "import-ai")] {
        user.home.write(CONFIG, format!("[[feeds]]\nurl = \"{there}\"\n"));
        let (code, out, _) = user.run(&["feeds", "add", typed]);
        let want = format!("{there} has the same posts, and is in config.toml already; nothing changed\n");
        assert_eq!((code, out), (Some(0), want));
    }
}

#[test]
fn the_other_lines_of_the_settings_stay() {
    let (user, server) = (User::new(), site());
    let before = "# Mine.\r\nfolder = '~/posts'   # here\r\n\r\n[searches]\r\n\"a b\" = \"robots\"\r\n";
    user.home.write(CONFIG, before);
    let (_, out, _) = user.run(&["feeds", "add", &server.url("/"), "--name", "My \"own\"\n\u{1b}[31m name"]);
    assert!(out.ends_with("; `importai-reader fetch` fetches it\n"), "{out}");
    let after = config(&user);
    assert!(after.starts_with(before), "{after:?}");
    assert!(after.ends_with("name = 'My \"own\" [31m name'\r\n"), "{after:?}");
    let (code, out, err) = user.run(&["feeds"]);
    assert_eq!(
        (code, out, &*err),
        (Some(0), format!("My \"own\" [31m name\t{}\tnever into ~/posts\n", server.url("/")), "")
    );
    let (code, out, _) = user.run(&["feeds", "remove", "my \"OWN\" [31m name"]);
    assert_eq!((code, &*out), (Some(0), "removed My \"own\" [31m name from config.toml; its posts stay\n"));
    assert_eq!(config(&user), before);
    let (code, _, err) = user.run(&["feeds", "remove", "it"]);
    let want = "importai-reader: no feed “it” in config.toml; `importai-reader feeds` lists them\n";
    assert_eq!((code, &*err), (Some(2), want));
}

#[test]
fn a_list_in_one_line_is_added_to_and_what_is_none_is_left_alone() {
    let (user, server) = (User::new(), site());
    user.home.write(CONFIG, "feeds = [{ url = \"https://a.example/\" }]\n");
    user.run(&["feeds", "add", &server.url("/")]);
    let want = format!(
        "feeds = [{{ url = \"https://a.example/\" }}, {{ url = \"{}\", name = \"Notes\" }}]\n",
        server.url("/")
    );
    assert_eq!(config(&user), want);
    user.run(&["feeds", "remove", "a.example"]);
    assert!(!config(&user).contains("a.example"), "{}", config(&user));
    for broken in ["feeds = 3\n", "feeds = \n"] {
        user.home.write(CONFIG, broken);
        let (code, _, err) = user.run(&["feeds", "add", &server.url("/")]);
        assert!(code == Some(1) && err.contains("config.toml: "), "{err}");
        assert_eq!(config(&user), broken);
    }
}

#[test]
fn a_hostile_title_is_one_line_of_text() {
    let (user, server) = (User::new(), site());
    let (code, out, _) = user.run(&["feeds", "add", &server.url("/evil")]);
    assert_eq!(code, Some(0));
    assert!(!out.contains('\u{9b}') && out.contains("  0 posts\n"), "{out:?}");
    let (code, out, err) = user.run(&["feeds", "--json"]);
    let line: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &line["url"], &*err), (Some(0), &Value::from(server.url("/evil")), ""));
}

#[test]
fn the_list_says_when_each_was_fetched_and_what_failed() {
    let (user, server) = (User::new(), site());
    let (good, bad) = (server.url("/feed"), server.url("/gone"));
    user.home.write(
        CONFIG,
        format!(
            "folder = \"~/posts\"\n[[feeds]]\nurl = \"{good}\"\nname = \"good\"\n[[feeds]]\nurl = \"{bad}\"\n\
             into = \"~/other\"\n"
        ),
    );
    let (code, _, _) = user.run(&["fetch"]);
    assert_eq!(code, Some(1));
    let (_, out, _) = user.run(&["feeds", "--json"]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&lines[0]["name"], &lines[0]["error"], &lines[0]["failed"]),
        (&"good".into(), &Value::Null, &Value::Null)
    );
    assert!(lines[0]["fetched"].as_str().unwrap().ends_with('Z'));
    assert_eq!((&lines[1]["fetched"], lines[1]["failed"].is_string()), (&Value::Null, true));
    assert!(lines[1]["error"].as_str().unwrap().contains("status 404"));
    // Its own folder, and only that.
    assert!(lines[1]["into"].as_str().unwrap().ends_with("/other"));
    assert!(user.home.join("other/.importai-fetch.json").is_file());
    let (_, out, _) = user.run(&["feeds"]);
    assert!(
        out.contains(&format!("{bad}\t{bad}\tnever into ~/other\tfailed 2")) && out.contains("status 404"),
        "{out}"
    );
    // What failed once and is fine again is no error any more.
    user.home.write(CONFIG, format!("folder = \"~/other\"\n[[feeds]]\nurl = \"{bad}\"\n"));
    assert!(user.run(&["feeds"]).1.contains("status 404"));
    user.home.write("other/.importai-fetch.json", "{ damaged");
    assert_eq!(user.run(&["feeds"]).1, format!("{bad}\t{bad}\tnever into ~/other\n"));
    user.home.write(CONFIG, "");
    let (code, out, err) = user.run(&["feeds"]);
    assert_eq!((code, &*out), (Some(0), ""));
    assert_eq!(err, "importai-reader: no feeds in config.toml; `importai-reader feeds add URL` adds one\n");
}

#[test]
fn posts_go_to_the_folder_of_their_feed() {
    let (user, server) = (User::new(), site());
    let url = server.url("/feed");
    let feed = |into| format!("[[feeds]]\nurl = \"{url}\"\nname = \"{into}\"\ninto = \"~/{into}\"\n");
    user.home.write(CONFIG, feed("a") + &feed("b") + &feed("a").replace("name = \"a\"", "name = \"c\""));
    let (code, out, _) = user.run(&["fetch", "a", "b"]);
    assert_eq!((code, &*out), (Some(0), "a: 3 new; 3 posts in the folder\nb: 3 new; 3 posts in the folder\n"));
    assert_eq!((names(&user.home.join("a")).len(), names(&user.home.join("b")).len()), (3, 3));
    let (_, out, _) = user.run(&["fetch", "a", "--into", "typed"]);
    assert_eq!((&*out, names(&user.home.join("typed")).len()), ("a: 3 new; 3 posts in the folder\n", 3));
}

#[test]
fn lists_of_other_programs_are_read() {
    let user = User::new();
    user.home.write(CONFIG, "[[feeds]]\nurl = \"https://there.example/feed\"\n");
    let list = "\u{feff}<?xml version=\"1.0\"?><OPML version=\"1.1\"><body><outline text=\"Science\">\
        <outline text=\"Deep\"><outline TEXT='A &amp; B &nbsp;\u{1b}[1m' xmlURL=\"https://a.example/feed?x=1&y=2\"/></outline>\
        <outline type=rss title=\"By title\" text=\"\" xmlUrl=\"https://b.example/feed\"></outline></outline>\
        <outline text=\"Twice\" xmlUrl=\"https://b.example/feed\"/>\
        <outline text=\"by title\" xmlUrl=\"https://c.example/feed\"/>\
        <outline text=\"There\" xmlUrl=\" https://there.example/feed \"/>\
        <outline text=\"File\" xmlUrl=\"file:///etc/passwd\"/><outline text=\"x\" xmlUrl=\"https://d.example/&#10;x\"/>\
        <outline text=\"No feed\" htmlUrl=\"https://e.example/\"/></body>";
    user.home.write("list.opml", list);
    let (code, out, err) = user.run(&["feeds", "import", "list.opml"]);
    let want = "3 added to config.toml, 2 there already, 2 left out: their addresses are not ones of the web\n";
    assert_eq!((code, &*out, &*err), (Some(0), want, ""));
    let (_, out, _) = user.run(&["feeds"]);
    assert_eq!(
        out,
        "https://there.example/feed\thttps://there.example/feed\tnever\nA & B [1m\thttps://a.example/feed?x=1&y=2\t\
         never\nBy title\thttps://b.example/feed\tnever\nby title 2\thttps://c.example/feed\tnever\n"
    );
    let before = config(&user);
    assert_eq!(user.run(&["feeds", "import", "list.opml"]).1.split(',').next(), Some("0 added to config.toml"));
    assert_eq!(config(&user), before);
    user.home.write("no.opml", "<rss><channel/></rss>");
    for (file, want) in
        [("no.opml", "no.opml: it is no OPML"), ("none.opml", "cannot read none.opml"), (".", "cannot read .")]
    {
        let (code, _, err) = user.run(&["feeds", "import", file]);
        assert!(code == Some(1) && err.starts_with(&format!("importai-reader: {want}")), "{err}");
    }
}

#[test]
fn an_address_of_a_list_may_not_lead_to_a_private_network() {
    let (user, server) = (User::new(), site());
    let url = server.url("/feed");
    user.home.write(
        "list.opml",
        format!("<opml version=\"2.0\"><body><outline text=\"Notes\" xmlUrl=\"{url}\"/></body></opml>"),
    );
    user.run(&["feeds", "import", "list.opml"]);
    assert!(config(&user).contains("imported = true"), "{}", config(&user));
    for args in [&["fetch", "--into", "posts"][..], &["fetch", "Notes", "--into", "posts"]] {
        let (code, out, err) = user.run(args);
        assert!(code == Some(1) && out.is_empty() && err.contains("private"), "{out}{err}");
    }
    assert!(server.requests().is_empty(), "no request was made");
    // Typed, it may.
    let (code, out, err) = user.run(&["fetch", &url, "--into", "typed"]);
    assert_eq!((code, out, &*err), (Some(0), format!("{url}: 3 new; 3 posts in the folder\n"), ""));
    user.home.write(CONFIG, config(&user).replace("imported = true\n", ""));
    let (code, out, _) = user.run(&["fetch", "--into", "posts"]);
    assert_eq!((code, &*out), (Some(0), "Notes: 3 new; 3 posts in the folder\n"));
}

#[test]
fn a_fetch_into_another_folder_of_the_configuration_is_known() {
    let (user, server) = (User::new(), site());
    let url = server.url("/feed");
    let feed = format!("[[feeds]]\nurl = \"{url}\"\nname = \"n\"\ninto = \"~/own\"\n");
    user.home.write(CONFIG, format!("folder = [\"~/one\", \"~/two\"]\n{feed}"));
    assert_eq!(user.run(&["feeds"]).1, format!("n\t{url}\tnever into ~/own\n"));
    user.run(&["fetch", "n", "--into", "two"]);
    let out = user.run(&["feeds"]).1;
    assert!(out.starts_with(&format!("n\t{url}\t20")) && out.ends_with("Z\n"), "{out}");
    user.home.write(CONFIG, format!("[[feeds]]\nurl = \"{url}\"\nname = \"n\"\n"));
    assert_eq!(user.run(&["feeds"]).1, format!("n\t{url}\tnever\n"), "no folder is configured");
}

#[test]
fn what_is_exported_can_be_read_again() {
    let (user, server) = (User::new(), site());
    user.home.write(
        CONFIG,
        format!(
            "folder = \"~/posts\"\n[[feeds]]\nurl = \"{}\"\nname = \"<Notes> & \\\"more\\\"\"\n[[feeds]]\nurl = \"import-ai\"\n",
            server.url("/")
        ),
    );
    user.run(&["fetch", "<Notes> & \"more\""]);
    let (code, out, _) = user.run(&["feeds", "export"]);
    assert_eq!(code, Some(0));
    assert!(out.contains(&format!("xmlUrl=\"{}\"", server.url("/feed"))), "{out}");
    assert!(out.contains("text=\"import-ai\" title=\"import-ai\" xmlUrl=\"https://jack-clark.net/\""), "{out}");
    let other = User::new();
    other.home.write("list.opml", out);
    assert_eq!(other.run(&["feeds", "import", "list.opml"]).1, "2 added to config.toml, 1 there already\n");
    assert!(config(&other).contains("url = \"import-ai\"\n"), "{}", config(&other));
    assert_eq!(other.run(&["feeds", "import", "list.opml"]).1, "0 added to config.toml, 3 there already\n");
    assert!(other.run(&["feeds"]).1.starts_with("<Notes> & \"more\"\t"));
}

#[test]
fn a_folder_of_a_repository_is_added_without_a_look_and_is_no_feed_for_others() {
    let user = User::new();
    let url = "https://github.com/desk/notes/tree/main/_posts";
    let (code, out, err) = user.run(&["feeds", "add", url]);
    assert_eq!((code, &*err), (Some(0), ""));
    assert_eq!(out, "added to config.toml as notes; `importai-reader fetch --into DIR` fetches it\n");
    assert_eq!(config(&user), format!("[[feeds]]\nurl = \"{url}\"\nname = \"notes\"\n"));
    assert!(!user.run(&["feeds", "export"]).1.contains("github.com"));
}
