//! Everything back to the beginning: WordPress, Substack, Ghost and feeds that go on.

use importai_reader::fetch::{Newsletter, Options};
use serde_json::{Value, json};
use url::Url;

use crate::server::{Reply, Request, Server};
use crate::support::{Folder, load_one, page, text_of};
use crate::{ALL, fetch, fetch_newsletter, fetch_noted, names, rss, rss_item};

/// The number after a name in the query of a request.
pub(crate) fn number(request: &Request, name: &str) -> usize {
    let url = Url::parse(&format!("{}{}", request.base, request.path)).unwrap();
    let found = url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.parse().unwrap());
    found.unwrap_or(1)
}

/// The day of an issue, one a week.
pub(crate) fn day(number: usize) -> jiff::civil::Date {
    let weeks = i64::try_from(number).unwrap();
    "2016-08-01".parse::<jiff::civil::Date>().unwrap().saturating_add(jiff::Span::new().weeks(weeks))
}

fn wordpress_post(base: &str, number: usize) -> Value {
    json!({
        "id": number, "guid": { "rendered": format!("{base}/?p={number}") }, "date_gmt": format!("{}T09:00:00", day(number)),
        "link": format!("{base}/issue-{number}/"), "title": { "rendered": format!("Import AI {number}: robots &#038; more") },
        "content": { "rendered": format!("<p>Welcome to issue {number}.</p>"), "protected": false },
        "_embedded": { "author": [{ "name": "Jo Doe" }] }
    })
}

/// A site made with WordPress.
fn wordpress(posts: usize) -> Server {
    Server::start(move |request| wordpress_answer(request, posts))
}

fn wordpress_answer(request: &Request, posts: usize) -> Reply {
    let base = &request.base;
    if request.path == "/feed/" {
        let generator = "<generator>https://wordpress.org/?v=6.4</generator>";
        let items: String = (1..=posts.min(10)).map(rss_item).collect();
        return Reply::feed(rss(&format!("{generator}{items}")).replace("https://notes.example", base));
    }
    if request.path == "/" {
        return Reply::html("<link rel=alternate type='application/rss+xml' href='/feed/'>")
            .with("Link", format!("<{base}/wp-json/>; rel=\"https://api.w.org/\""));
    }
    if !request.path.starts_with("/wp-json/wp/v2/posts?") {
        return Reply::html("Nothing.").but(404);
    }
    let (page, size) = (number(request, "page"), number(request, "per_page"));
    let first = (page - 1) * size + 1;
    if first > posts || size > 100 {
        return Reply::json(json!({ "code": "rest_post_invalid_page_number", "data": { "status": 400 } })).but(400);
    }
    let found: Vec<Value> = (first..=posts.min(page * size)).map(|number| wordpress_post(base, number)).collect();
    Reply::json(Value::from(found))
        .with("X-WP-Total", posts.to_string())
        .with("X-WP-TotalPages", posts.div_ceil(size).to_string())
}

#[test]
fn all_posts_of_wordpress_come_by_its_interface() {
    for count in [3, 30, 1000] {
        let server = wordpress(count);
        let folder = Folder::new();
        assert_eq!(fetch(&server.url("/"), folder.path(), ALL).counts.new, count);
        let posts = folder.load().posts;
        let titles: Vec<String> = posts.iter().map(|post| post.title.to_string()).collect();
        let want: Vec<String> = (1..=count).rev().map(|number| format!("Import AI {number}: robots & more")).collect();
        assert_eq!(titles, want);
        assert_eq!(posts[0].author.as_str(), "Jo Doe");
        assert!(posts.iter().all(|post| post.problems.is_empty()));
        let again = fetch(&server.url("/"), folder.path(), ALL).counts;
        assert_eq!((again.new, again.kept), (0, count));
    }
}

#[test]
fn the_newest_posts_come_first_if_only_some_are_wanted() {
    let server = wordpress(30);
    fetch(&server.url("/"), Folder::new().path(), Options { limit: Some(5), since: "2017-01-01".parse().ok(), ..ALL });
    let asked = server.paths().into_iter().find(|path| path.starts_with("/wp-json/")).unwrap();
    assert!(asked.contains("order=desc") && asked.contains("after=2017-01-01T00"), "{asked}");
}

#[test]
fn wordpress_without_its_interface_is_read_by_the_pages_of_its_feed() {
    let server = Server::start(|request| match request.path.split('?').next().unwrap() {
        "/feed/" => {
            let page = number(request, "paged");
            if page > 3 {
                return Reply::html("Not found").but(404);
            }
            let items: String = (page * 10 - 9..=page * 10).map(rss_item).collect();
            Reply::feed(rss(&format!("<generator>https://wordpress.org/?v=6.4</generator>{items}")))
        }
        _ => Reply::json(json!({ "code": "rest_login_required" })).but(401),
    });
    let folder = Folder::new();
    let (report, notes) = fetch_noted(&server.url("/feed/"), folder.path(), ALL);
    assert_eq!((report.counts.new, report.errors.len()), (30, 0));
    assert!(notes[0].contains("turned its interface off"), "{notes:?}");
}

#[test]
fn a_feed_that_repeats_its_first_page_has_an_end() {
    let server = Server::start(|request| {
        if request.path.starts_with("/feed/") {
            return Reply::feed(rss(&format!("<generator>https://wordpress.org/?v=6.4</generator>{}", rss_item(1))));
        }
        Reply::status(404)
    });
    assert_eq!(fetch(&server.url("/feed/"), Folder::new().path(), ALL).counts.new, 1);
    assert_eq!(server.paths().iter().filter(|path| path.starts_with("/feed/")).count(), 2);
}

/// A newsletter on Substack: its archive lists all posts but the first, in uneven pages that overlap.
pub(crate) fn substack(posts: usize) -> Server {
    Server::start(move |request| substack_answer(request, posts))
}

fn substack_answer(request: &Request, posts: usize) -> Reply {
    let base = request.base.clone();
    let address = |number: usize| format!("{base}/p/issue-{number}");
    let post = |number: usize, html: Value| {
        let audience = if number % 10 == 5 { "only_paid" } else { "everyone" };
        json!({ "id": number, "slug": format!("issue-{number}"), "title": format!("Import AI {number}: robots"),
            "post_date": format!("{}T11:30:51.123Z", day(number)), "audience": audience, "body_html": html,
            "canonical_url": address(number), "wordcount": 1200, "publishedBylines": [{ "name": "Jo Doe" }] })
    };
    if let Some(slug) = request.path.strip_prefix("/api/v1/posts/issue-") {
        let number: usize = slug.parse().unwrap();
        return if number == 2 {
            Reply::json(json!({ "error": "gone" })).but(404)
        } else {
            Reply::json(post(number, json!(format!("<p>Welcome to issue {number}.</p>"))))
        };
    }
    if request.path.starts_with("/api/v1/archive?") {
        let offset = number(request, "offset").saturating_sub(usize::from(number(request, "offset") > 0));
        let offset = if request.path.contains("offset=0") { 0 } else { offset };
        let size = [25, 7, 12][request.path.len() % 3];
        let listed: Vec<Value> =
            (2..=posts).rev().skip(offset).take(size).map(|number| post(number, Value::Null)).collect();
        return Reply::json(Value::from(listed));
    }
    match &*request.path {
        "/sitemap.xml" => {
            let all: Vec<String> =
                (1..=posts).map(|number| format!("<url><loc>{}</loc></url>", address(number))).collect();
            Reply::of("application/xml", format!("<urlset><url><loc>{base}/about</loc></url>{}</urlset>", all.concat()))
        }
        "/feed" => Reply::feed(rss(&format!("<generator>Substack</generator>{}", rss_item(1)))),
        "/" => Reply::html("<link rel=alternate type='application/rss+xml' href='/feed'>"),
        _ => Reply::status(404),
    }
}

#[test]
fn all_posts_of_substack_come_by_archive_and_sitemap() {
    for count in [3, 30, 200] {
        let server = substack(count);
        let folder = Folder::new();
        let counts = fetch(&server.url("/"), folder.path(), ALL).counts;
        // The second is listed, but gone.
        assert_eq!(counts.new, count - 1);
        let titles: Vec<String> = folder.load().posts.iter().map(|post| post.title.to_string()).collect();
        let want: Vec<String> = (1..=count)
            .rev()
            .filter(|number| *number != 2)
            .map(|number| format!("Import AI {number}: robots"))
            .collect();
        assert_eq!(titles, want);
        let before = server.requests().len();
        let again = fetch(&server.url("/"), folder.path(), ALL).counts;
        assert_eq!((again.new, again.kept), (0, count - 1));
        let texts = server.paths().split_off(before).into_iter().filter(|path| path.contains("/api/v1/posts/")).count();
        assert_eq!(texts, 1, "only the one that is gone is asked for again");
    }
}

#[test]
fn a_post_for_subscribers_says_so() {
    let server = substack(6);
    let folder = Folder::new();
    assert_eq!(fetch(&server.url("/"), folder.path(), ALL).counts.partial, 1);
    let name = names(folder.path()).into_iter().find(|name| name.contains("issue-5")).unwrap();
    let text = std::fs::read_to_string(folder.join(&name)).unwrap();
    assert!(text.contains("\npaywalled: true\n"), "{text}");
    let shown = text_of(&page(&folder.join(&name), 80));
    assert!(shown.contains("The rest is for subscribers; the whole text has 1200 words."), "{shown}");
}

#[test]
fn an_answer_that_is_no_json_is_an_error_and_keeps_what_is_there() {
    let server = Server::start(|request| match &*request.path {
        "/feed" => Reply::feed(rss(&format!("<generator>Substack</generator>{}", rss_item(1)))),
        _ => Reply::html("<title>Just a moment...</title>"),
    });
    let folder = Folder::new();
    fetch(&server.url("/feed"), folder.path(), Options::default());
    let (report, _) = fetch_noted(&server.url("/feed"), folder.path(), ALL);
    assert!(report.errors[0].to_string().contains("not what the service documents"), "{:?}", report.errors);
    assert_eq!(names(folder.path()).len(), 1);
}

#[test]
fn all_posts_of_ghost_come_with_the_key_of_its_pages() {
    let server = Server::start(|request| match request.path.split('?').next().unwrap() {
        "/" => Reply::html(
            "<meta name=generator content='Ghost 5.1'><link rel=alternate type='application/rss+xml' href='/rss/'>\
             <script defer src=x data-key=\"0123abcdef\"></script>",
        ),
        "/rss/" => Reply::feed(rss(&format!("<generator>Ghost 5.1</generator>{}", rss_item(1)))),
        "/ghost/api/content/posts/" if request.path.contains("key=0123abcdef") => {
            let page = number(request, "page");
            let post = |number: usize| {
                json!({ "id": format!("id{number}"), "title": format!("Notes {number}"), "html": "<p>Text.</p>",
                    "published_at": format!("{}T09:00:00.000+00:00", day(number)), "visibility": "public",
                    "url": format!("{}/notes-{number}/", request.base), "authors": [{ "name": "Jo Doe" }] })
            };
            let posts: Vec<Value> = (page * 100 - 99..=(page * 100).min(130)).map(post).collect();
            let next = if page == 1 { json!(2) } else { Value::Null };
            Reply::json(json!({ "posts": posts, "meta": { "pagination": { "total": 130, "next": next } } }))
        }
        _ => Reply::status(404),
    });
    let folder = Folder::new();
    assert_eq!(fetch(&server.url("/"), folder.path(), ALL).counts.new, 130);
    assert_eq!(load_one(&folder.join(&names(folder.path())[0])).author.as_str(), "Jo Doe");
}

#[test]
fn feeds_that_go_on_are_followed_and_circles_end() {
    let server = Server::start(|request| {
        let page: usize = request.path.trim_start_matches("/feed").parse().unwrap_or(1);
        // The third leads back to the second.
        let next = if page == 3 { 2 } else { page + 1 };
        let link = format!("<atom:link rel=\"prev-archive\" href=\"{}/feed{next}\"/>", request.base);
        Reply::feed(rss(&(link + &rss_item(page))))
    });
    assert_eq!(fetch(&server.url("/feed"), Folder::new().path(), ALL).counts.new, 3);
    let server = Server::start(|request| {
        let page: usize = request.path.trim_start_matches("/json").parse().unwrap_or(1);
        let next = format!("{}/json{}", request.base, if page == 3 { 3 } else { page + 1 });
        Reply::json(json!({ "version": "https://jsonfeed.org/version/1.1", "title": "N", "next_url": next,
            "items": [{ "id": page.to_string(), "title": "T", "content_html": "<p>Text.</p>" }] }))
    });
    assert_eq!(fetch(&server.url("/json"), Folder::new().path(), ALL).counts.new, 3);
}

#[test]
fn a_site_without_an_archive_says_so() {
    let server = Server::start(|request| match &*request.path {
        "/feed" => Reply::feed(rss(&rss_item(1))),
        _ => Reply::status(404),
    });
    let (report, notes) = fetch_noted(&server.url("/feed"), Folder::new().path(), ALL);
    assert_eq!((report.counts.new, report.errors.len()), (1, 0));
    assert!(notes[0].contains("no older posts than those of its feed"), "{notes:?}");
}

#[test]
fn an_issue_that_came_out_in_two_places_is_one_post() {
    let (one, two) = (substack(30), wordpress(30));
    let urls = |server: &Server| vec![Url::parse(&server.url("/")).unwrap()];
    let newsletter = Newsletter { name: "both".to_owned(), homes: vec![urls(&one), urls(&two)], is_typed: true };
    let folder = Folder::new();
    let (report, _) = fetch_newsletter(&newsletter, folder.path(), ALL);
    // The second one is gone from the first place.
    assert_eq!((report.counts.new, report.errors.len()), (30, 0));
    let (report, _) = fetch_newsletter(&newsletter, folder.path(), ALL);
    assert_eq!(report.counts.new, 0);
}

#[test]
fn another_address_of_a_home_is_tried_and_other_homes_go_on() {
    let server = wordpress(3);
    let dead = Url::parse("http://127.0.0.1:9/").unwrap();
    let url = Url::parse(&server.url("/")).unwrap();
    let homes = vec![vec![dead.clone(), url], vec![dead]];
    let newsletter = Newsletter { name: "dead".to_owned(), homes, is_typed: true };
    let (report, _) = fetch_newsletter(&newsletter, Folder::new().path(), ALL);
    assert_eq!((report.counts.new, report.errors.len()), (3, 1));
}
