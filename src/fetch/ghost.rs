//! All posts of a site made with Ghost: by the interface that its own pages use.

use serde_json::Value;
use url::Url;

use super::intake::{FetchError, Intake, date, text};
use super::item::{Item, Part, clean_title};

/// Posts of a page; the interface gives no more.
const PER_PAGE: &str = "100";

/// Pages that are asked for.
const MAX_PAGES: u64 = 2000;

/// Takes all posts of the site at an address, newest first, with the key that is in its pages.
pub(super) fn all(intake: &mut Intake<'_>, base: &Url, key: &str) -> Result<(), FetchError> {
    let mut page = 1;
    for _ in 0..MAX_PAGES {
        let Ok(mut url) = base.join("ghost/api/content/posts/") else { break };
        url.query_pairs_mut()
            .append_pair("key", key)
            .append_pair("limit", PER_PAGE)
            .append_pair("page", &page.to_string())
            .append_pair("formats", "html")
            .append_pair("include", "authors");
        let answer = intake.json(&url)?;
        let Some(posts) = answer.get("posts").and_then(Value::as_array) else {
            return Err(FetchError::Unexpected(url));
        };
        if let Some(total) = answer.pointer("/meta/pagination/total").and_then(Value::as_u64).filter(|_| page == 1) {
            intake.expect(usize::try_from(total).unwrap_or_default());
        }
        for post in posts {
            if intake.take(&item(post, base))?.is_break() {
                return Ok(());
            }
        }
        match answer.pointer("/meta/pagination/next").and_then(Value::as_u64) {
            Some(next) if next > page => page = next,
            _ => break,
        }
    }
    Ok(())
}

fn item(post: &Value, base: &Url) -> Item {
    // The feed of the site has the same id.
    let mut item = Item::new("ghost", base, text(post, "/id"), text(post, "/url"), text(post, "/title"));
    item.date = date(text(post, "/published_at"));
    let names = post.get("authors").and_then(Value::as_array).into_iter().flatten();
    item.author = clean_title(&names.map(|author| text(author, "/name")).collect::<Vec<_>>().join(", "));
    text(post, "/html").clone_into(&mut item.html);
    let is_open = matches!(text(post, "/visibility"), "" | "public") || post.get("access") == Some(&Value::Bool(true));
    if !is_open {
        item.part = Part::Paywalled(None);
    }
    item
}
