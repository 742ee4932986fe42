//! A newsletter by mail: one message to one post.

use mail_parser::{Message, MessageParser, PartType};
use url::Url;

use super::error::ImportError;
use super::intake::Intake;
use super::mail_html;
use crate::fetch::item::{Item, clean_date, clean_title, hash};
use crate::text::prefix;

/// Words in front of the address of a post in the plain text of Substack's mails.
const ON_THE_WEB: &str = "View this post on the web at ";

/// Parameters of addresses that name the reader, not the page.
const PERSONAL: [&str; 9] =
    ["e", "r", "token", "email", "isFreemail", "triedRedirect", "publication_id", "post_id", "s"];

/// Labels of a domain that are longer are numbers of a list, not names.
const MAX_LABEL: usize = 24;

/// Imports a message.
pub(super) fn import(intake: &mut Intake<'_>, bytes: &[u8]) -> Result<(), ImportError> {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Err(ImportError::Unfit("it is no message"));
    };
    let html = html(&message);
    if html.trim().is_empty() {
        return Err(ImportError::Unfit("it has no text"));
    }
    let domain = domain(&message);
    let link = link(&message, &html, &domain);
    // One without an id is known by what it says.
    let id = message.message_id().map_or_else(|| format!("mail:{}", hash(bytes)), |id| format!("mid:{id}"));
    let subject = Some(message.subject().unwrap_or_default().trim()).filter(|subject| !subject.is_empty());
    let link = link.as_ref().map_or("", Url::as_str);
    let mut item = Item::new("mail", intake.base(), &id, link, subject.unwrap_or("(no subject)"));
    item.date = message.date().filter(|date| date.is_valid()).and_then(|date| clean_date(date.to_timestamp()));
    let from = message.from().and_then(mail_parser::Address::first);
    let name = from.and_then(|from| from.name.as_deref().or(from.address.as_deref())).unwrap_or_default();
    item.author = clean_title(name.trim_matches(['"', '\'', ' ']));
    item.domain = domain;
    item.html = html;
    Ok(intake.take(&item)?)
}

/// The text as HTML: the part that is HTML, or else the plain one.
fn html(message: &Message<'_>) -> String {
    let html = |part: &mail_parser::MessagePart<'_>| match &part.body {
        PartType::Html(html) => Some(mail_html::clean(html)),
        _ => None,
    };
    let parts: Vec<String> = message.html_bodies().filter_map(html).collect();
    if !parts.is_empty() {
        return parts.join("\n");
    }
    let plain = |part: &mail_parser::MessagePart<'_>| match &part.body {
        PartType::Text(text) => Some(mail_html::paragraphs(text)),
        _ => None,
    };
    message.text_bodies().filter_map(plain).collect::<Vec<_>>().join("\n")
}

/// The site of a newsletter: that of its list, if it has a name, or else that of its sender.
fn domain(message: &Message<'_>) -> String {
    let list = message.header_raw("List-Id").unwrap_or_default();
    let list = list.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or(list, |(id, _)| id);
    let is_site = |name: &str| {
        let has_names = name.split('.').all(|label| !label.is_empty() && label.len() <= MAX_LABEL);
        let is_host = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
        has_names && is_host && name.contains('.') && !name.contains("list-id")
    };
    let list = list.trim().to_ascii_lowercase();
    if is_site(&list) {
        return list;
    }
    let from = message.from().and_then(mail_parser::Address::first).and_then(|from| from.address.as_deref());
    let site = from.and_then(|from| from.rsplit_once('@')).map(|(_, site)| site.trim().to_ascii_lowercase());
    site.filter(|site| is_site(site)).unwrap_or_default()
}

/// The page of the post on the web, if the mail says so and the page is on the site. Links through other sites count
/// clicks, and lead nowhere once the service is gone.
fn link(message: &Message<'_>, html: &str, domain: &str) -> Option<Url> {
    let archived = message.header_raw("Archived-At").map(|text| text.trim().trim_matches(['<', '>']).to_owned());
    let plain = message.body_text(0).unwrap_or_default();
    let of_text = plain.split_once(ON_THE_WEB).and_then(|(_, rest)| rest.split_whitespace().next());
    let of_html = || mail_html::web_version(html);
    let candidates = [archived, of_text.map(str::to_owned), of_html()];
    let is_of_site = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        let name = domain.split('.').next().unwrap_or_default();
        let is_part = |inner: &str, outer: &str| inner == outer || inner.ends_with(&format!(".{outer}"));
        let is_archive = is_part(host, "campaign-archive.com") || host == "mailchi.mp" || host == "buttondown.com";
        let is_open = host == "open.substack.com" && url.path().contains(&format!("/pub/{name}/"));
        !domain.is_empty() && (is_part(host, domain) || is_part(domain, host) || is_archive || is_open)
    };
    let urls = candidates.into_iter().flatten().filter_map(|text| Url::parse(prefix(&text, 2000)).ok());
    urls.filter(|url| matches!(url.scheme(), "http" | "https")).find(is_of_site).map(without_reader)
}

/// An address without what it says about the reader.
fn without_reader(mut url: Url) -> Url {
    let is_of_page = |name: &str| !name.starts_with("utm_") && !PERSONAL.contains(&name);
    let kept: Vec<(String, String)> =
        url.query_pairs().filter(|(name, _)| is_of_page(name)).map(|(n, v)| (n.into_owned(), v.into_owned())).collect();
    url.set_fragment(None);
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    url
}
