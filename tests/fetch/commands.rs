//! The command: arguments in, files and lines out.

use serde_json::Value;

use crate::server::{Reply, Server};
use crate::support::user::User;
use crate::support::within_timeout;
use crate::{names, rss, rss_item};

fn feed(posts: usize) -> Server {
    let items: String = (1..=posts).map(rss_item).collect();
    Server::start(move |request| match &*request.path {
        "/feed" => Reply::feed(rss(&items)),
        _ => Reply::html("<p>Nothing.</p>").but(404),
    })
}

#[test]
fn the_first_run_brings_posts_and_the_second_says_that_there_are_no_new_ones() {
    let (user, server) = (User::new(), feed(3));
    let url = server.url("/feed");
    let args = ["fetch", &url, "--into", "posts"];
    assert_eq!(user.run(&args), (Some(0), format!("{url}: 3 new; 3 posts in the folder\n"), String::new()));
    assert_eq!(user.run(&args), (Some(0), format!("{url}: nothing new; 3 posts in the folder\n"), String::new()));
    let (code, list, _) = user.run(&["list", "posts"]);
    assert_eq!((code, list.lines().count()), (Some(0), 3));
}

#[test]
fn a_source_that_fails_does_not_stop_the_others() {
    let (user, server) = (User::new(), feed(1));
    let (gone, url) = (server.url("/gone"), server.url("/feed"));
    let (code, out, err) = user.run(&["fetch", &gone, &url, "--into", "posts"]);
    assert_eq!((code, out), (Some(1), format!("{url}: 1 new; 1 post in the folder\n")));
    let advice = "the server answered with status 404 (there is nothing); check the address";
    assert_eq!(err, format!("importai-reader: {gone}: {advice}\n"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let (user, server) = (User::new(), feed(2));
    let url = server.url("/feed");
    let (code, out, _) = user.run(&["fetch", &url, "--into", "posts", "--dry-run", "--limit", "1"]);
    assert!(out.starts_with("new\tposts/2021-03-02-notes.example-notes-1-"), "{out}");
    assert!(out.ends_with(&format!("\tNotes 1: a title\n{url}: 1 new; nothing written\n")), "{out}");
    assert_eq!((code, user.home.join("posts").exists()), (Some(0), false));
    user.run(&["fetch", &url, "--into", "posts", "--limit", "1"]);
    let before = std::fs::read(user.home.join("posts/.importai-fetch.json")).unwrap();
    user.run(&["fetch", &url, "--into", "posts", "--dry-run"]);
    assert_eq!(names(&user.home.join("posts")).len(), 1);
    assert_eq!(std::fs::read(user.home.join("posts/.importai-fetch.json")).unwrap(), before);
}

#[test]
fn json_has_a_line_for_each_post() {
    let (user, server) = (User::new(), feed(2));
    let (_, out, _) = user.run(&["fetch", &server.url("/feed"), &server.url("/gone"), "--into", "posts", "--json"]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let outcomes: Vec<&str> = lines.iter().map(|line| line["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["new", "new", "failed"]);
    assert_eq!(lines[0]["title"], "Notes 1: a title");
    assert_eq!(lines[0]["link"], "https://notes.example/p/notes-1");
    assert!(user.home.join(lines[0]["path"].as_str().unwrap()).is_file());
}

#[test]
fn feeds_and_folder_are_configured() {
    let (user, server) = (User::new(), feed(1));
    let config = format!("folder = \"~/mine\"\n[[feeds]]\nurl = \"{}\"\nname = \"notes\"\n", server.url("/feed"));
    user.home.write("config/importai-reader/config.toml", config);
    assert_eq!(user.run(&["fetch"]), (Some(0), "notes: 1 new; 1 post in the folder\n".to_owned(), String::new()));
    let (code, out, _) = user.run(&["fetch", "NOTES"]);
    assert_eq!((code, &*out), (Some(0), "notes: nothing new; 1 post in the folder\n"));
    assert_eq!(names(&user.home.join("mine")).len(), 1);
    user.home.write("config/importai-reader/config.toml", "[[feeds]]\nname = 3\nurls = \"x\"\n");
    let (code, _, err) = user.run(&["fetch", "--into", "x"]);
    assert_eq!(code, Some(2));
    for what in ["line 2: feeds: name: expected a string", "line 3: feeds: unknown key `urls`", "nothing to fetch"] {
        assert!(err.contains(what), "{what}: {err}");
    }
}

/// A site whose sitemap lists three articles, one of them in its feed, and two pages that are none.
fn listed() -> Server {
    Server::start(|request| {
        let base = &request.base;
        let page = |number: usize| {
            Reply::html(format!(
                "<!doctype html><html><head><title>Piece {number} | Site</title><meta property=\"og:title\" \
                 content=\"Piece {number} &amp;lt;b&gt;\"><meta property=\"article:published_time\" \
                 content=\"2020-01-0{number}T10:00:00Z\"><link rel=canonical href=\"{base}/pieces/{number}\"></head>\
                 <body><nav>Menu</nav><article><p>The text of piece {number}.</p></article><footer>Foot</footer></body></html>"
            ))
        };
        match &*request.path {
            "/feed" => {
                Reply::feed(rss(&rss_item(1)).replace("https://notes.example/p/notes-1", &format!("{base}/pieces/1")))
            }
            "/sitemap.xml" => Reply::of(
                "text/xml",
                format!(
                    "<sitemapindex><sitemap><loc>{base}/posts.xml</loc></sitemap>\
                 <sitemap><loc>https://else.example/x.xml</loc></sitemap></sitemapindex>"
                ),
            ),
            "/posts.xml" => {
                let pages = ["/", "/tag/x", "/pieces/1", "/pieces/2", "/pieces/3", "/contact", "/a.png"];
                let pages = pages.map(|page| format!("<url><loc>{base}{page}</loc></url>")).concat();
                Reply::of("text/xml", format!("<urlset>{pages}<url><loc>https://else.example/p</loc></url></urlset>"))
            }
            "/contact" => Reply::html("<html><head><title>Contact</title></head><body><p>Write.</p></body></html>"),
            path => match path.strip_prefix("/pieces/").and_then(|number| number.parse().ok()) {
                Some(number) => page(number),
                None => Reply::status(404),
            },
        }
    })
}

#[test]
fn the_pages_of_a_sitemap_are_read_if_the_user_agrees() {
    let (user, server) = (User::new(), listed());
    let url = server.url("/feed");
    let args = ["fetch", &url, "--all", "--into", "posts"];
    let (code, out, err) = user.run(&args);
    assert_eq!((code, out), (Some(0), format!("{url}: 1 new; 1 post in the folder\n")));
    assert_eq!(
        err,
        format!(
            "importai-reader: {url}: the sitemap lists 3 pages that are not in the folder; add --yes to read them all\n"
        )
    );
    let args = ["fetch", &url, "--all", "--into", "posts", "--yes"];
    assert_eq!(user.run(&args), (Some(0), format!("{url}: 2 new; 3 posts in the folder\n"), String::new()));
    let (_, shown, _) = user.run(&["list", "posts"]);
    let want = format!("2020-01-03\tPiece 3 <b>\t{}\n", server.url("/pieces/3"));
    assert!(shown.contains(&want), "{shown}");
    let before = server.requests().len();
    assert_eq!(user.run(&args).1, format!("{url}: nothing new; 3 posts in the folder\n"));
    assert_eq!(server.paths()[before..], ["/feed", "/sitemap.xml", "/posts.xml"]);
}

#[test]
fn the_proxy_of_the_environment_is_asked() {
    let user = User::new();
    let proxy = Server::start(|_| Reply::status(502));
    let mut program = user.program();
    program.args(["fetch", "http://n.example/feed", "--into", "posts"]).env("http_proxy", proxy.url("/"));
    program.env("HTTP_PROXY", proxy.url("/"));
    let output = within_timeout("the program", move || program.output()).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(proxy.paths()[0].contains("n.example"), "{:?}", proxy.paths());
}

#[test]
fn a_wrong_command_line_says_what_to_type() {
    let user = User::new();
    for (args, want) in [
        (&["fetch"][..], "nothing to fetch: name a feed"),
        (&["fetch", "https://n.example/"], "no folder to fetch into: add --into DIR"),
        (&["fetch", "import", "--into", "x"], "cannot fetch “import”: it is no web address"),
        (&["fetch", "file:///etc/passwd", "--into", "x"], "cannot fetch “file:///etc/passwd”"),
        (&["fetch", "n.example", "--into", "x", "--since", "soon"], "--since: “soon” is no date"),
    ] {
        let (code, out, err) = user.run(args);
        assert_eq!((code, &*out), (Some(2), ""), "{err}");
        assert!(err.starts_with(&format!("importai-reader: {want}")), "{err}");
    }
    user.home.write("file", "");
    let (code, _, err) = user.run(&["fetch", "https://n.example/", "--into", "file"]);
    assert_eq!(code, Some(1), "{err}");
}
