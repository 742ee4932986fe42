//! Sources of a few posts, of some pages and of a thousand posts: all of them come, in order, and the second time
//! nothing does. WordPress is in `archives`.

use importai_reader::fetch::{Event, Fetcher, Folder as Target, Newsletter, Report, StoreError};
use serde_json::{Value, json};

use crate::archives::{day, number, substack};
use crate::server::{Reply, Request, Server};
use crate::support::Folder;
use crate::{ALL, client, rss};

const SIZES: [usize; 3] = [3, 30, 1000];

/// Posts of a page of the sources here.
const PAGE: usize = 40;

/// Opens a folder. A child of another test has its lock for a moment, between fork and exec.
fn target(folder: &Folder) -> Target {
    loop {
        match Target::open(folder.path(), false) {
            Err(StoreError::Busy(_)) => std::thread::sleep(std::time::Duration::from_millis(1)),
            opened => return opened.unwrap(),
        }
    }
}

/// Fetches everything, and agrees to read many pages.
fn everything(url: &str, into: &Folder) -> Report {
    let folder = target(into);
    let newsletter = Newsletter::find(url).unwrap();
    let report = Fetcher::new(client(), folder, ALL).fetch(&newsletter, &mut |event| {
        if let Event::Ask(_, is_agreed) = event {
            *is_agreed = true;
        }
    });
    assert!(report.errors.is_empty(), "{:?}", report.errors);
    report
}

/// Fetches a source of each size, with posts that are listed but gone. `title` is that of a post.
fn check(start: impl Fn(usize) -> Server, path: &str, gone: &[usize], title: impl Fn(usize) -> String) {
    for count in SIZES {
        let server = start(count);
        let folder = Folder::new();
        let want: Vec<String> = (1..=count).rev().filter(|number| !gone.contains(number)).map(&title).collect();
        assert_eq!(everything(&server.url(path), &folder).counts.new, want.len(), "{count} posts");
        let posts = folder.load().posts;
        assert_eq!(posts.iter().map(|post| post.title.to_string()).collect::<Vec<_>>(), want, "{count} posts");
        assert!(posts.iter().all(|post| post.problems.is_empty()));
        assert_eq!(everything(&server.url(path), &folder).counts.new, 0, "{count} posts, again");
    }
}

fn plain_title(number: usize) -> String {
    format!("Notes {number}: a title")
}

/// The numbers of a page, newest first.
fn page_of(posts: usize, page: usize) -> Vec<usize> {
    (1..=posts).rev().skip((page - 1) * PAGE).take(PAGE).collect()
}

fn item(number: usize) -> String {
    let date = day(number).strftime("%d %b %Y");
    format!(
        "<item><title>Notes {number}: a title</title><link>https://notes.example/p/notes-{number}</link>\
         <guid>https://notes.example/?p={number}</guid><pubDate>{date} 10:00:00 GMT</pubDate>\
         <content:encoded><![CDATA[<p>The text of {number}.</p>]]></content:encoded></item>"
    )
}

#[test]
fn substack_of_any_size() {
    check(substack, "/", &[2], |number| format!("Import AI {number}: robots"));
}

#[test]
fn ghost_of_any_size() {
    let answer = |request: &Request, posts: usize| match request.path.split('?').next().unwrap() {
        "/" => Reply::html(
            "<meta name=generator content='Ghost 6.0'><link rel=alternate type='application/rss+xml' href='/rss/'>\
             <script defer data-key=\"0123abcdef\"></script>",
        ),
        "/rss/" => Reply::feed(rss("<generator>Ghost 6.0</generator>")),
        "/ghost/api/content/posts/" => {
            let page = number(request, "page");
            let post = |number: &usize| {
                json!({ "id": format!("id{number}"), "title": plain_title(*number), "html": "<p>Text.</p>",
                    "published_at": format!("{}T09:00:00.000+00:00", day(*number)), "visibility": "public",
                    "url": format!("{}/notes-{number}/", request.base) })
            };
            let found: Vec<Value> = page_of(posts, page).iter().map(post).collect();
            let next = if page * PAGE < posts { json!(page + 1) } else { Value::Null };
            Reply::json(json!({ "posts": found, "meta": { "pagination": { "total": posts, "next": next } } }))
        }
        _ => Reply::status(404),
    };
    check(|posts| Server::start(move |request| answer(request, posts)), "/", &[], plain_title);
}

#[test]
fn feeds_with_archives_of_any_size() {
    let answer = |request: &Request, posts: usize| {
        let page = number(request, "page");
        let items: String = page_of(posts, page).into_iter().map(item).collect();
        let older = format!("<atom:link rel=\"prev-archive\" href=\"{}/feed?page={}\"/>", request.base, page + 1);
        Reply::feed(rss(&format!("{}{items}", if page * PAGE < posts { &*older } else { "" })))
    };
    check(|posts| Server::start(move |request| answer(request, posts)), "/feed", &[], plain_title);
}

#[test]
fn json_feeds_of_any_size() {
    let answer = |request: &Request, posts: usize| {
        let page = number(request, "page");
        let item = |number: &usize| {
            json!({ "id": number.to_string(), "title": plain_title(*number), "content_html": "<p>Text.</p>",
                "url": format!("https://notes.example/{number}"), "date_published": format!("{}T09:00:00Z", day(*number)) })
        };
        let items: Vec<Value> = page_of(posts, page).iter().map(item).collect();
        let mut feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": items });
        if page * PAGE < posts {
            feed["next_url"] = json!(format!("{}/feed?page={}", request.base, page + 1));
        }
        Reply::of("application/feed+json", feed.to_string())
    };
    check(|posts| Server::start(move |request| answer(request, posts)), "/feed", &[], plain_title);
}

#[test]
fn sitemaps_of_any_size() {
    let answer = |request: &Request, posts: usize| {
        let base = &request.base;
        let list = |tag: &str, paths: Vec<String>| {
            let places: Vec<String> = paths.iter().map(|path| format!("<url><loc>{base}{path}</loc></url>")).collect();
            Reply::of("text/xml", format!("<{tag}>{}</{tag}>", places.concat()))
        };
        match request.path.split('?').next().unwrap() {
            "/feed" => Reply::feed(rss("")),
            "/sitemap.xml" => {
                list("sitemapindex", (1..=posts.div_ceil(PAGE)).map(|page| format!("/list.xml?page={page}")).collect())
            }
            "/list.xml" => {
                let pages = page_of(posts, number(request, "page")).into_iter();
                list("urlset", pages.map(|number| format!("/notes/{number}")).collect())
            }
            path => match path.strip_prefix("/notes/").and_then(|number| number.parse::<usize>().ok()) {
                Some(number) => Reply::html(format!(
                    "<!doctype html><html><head><title>Notes {number}: a title</title><meta \
                     property=\"article:published_time\" content=\"{}T10:00:00Z\"></head><body><article>\
                     <p>The text of {number}.</p></article></body></html>",
                    day(number)
                )),
                None => Reply::status(404),
            },
        }
    };
    check(|posts| Server::start(move |request| answer(request, posts)), "/feed", &[], plain_title);
}
