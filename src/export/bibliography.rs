//! Works that stories cite for programs that manage references: BibTeX and CSL-JSON. Only what is known is written:
//! title, identifiers, address, the year of a paper on arXiv, and where it was cited first.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use super::json;
use super::xml::web_address;
use crate::insight::Work;
use crate::model::{Library, host};
use crate::text::folding::fold;

/// Writes works as BibTeX, in UTF-8.
///
/// # Errors
/// Writing failed.
pub fn write_bibtex(works: &[Work], library: &Library, out: &mut dyn Write) -> io::Result<()> {
    for (work, key) in works.iter().zip(keys(works)) {
        writeln!(out, "@misc{{{key},")?;
        writeln!(out, "  title = {{{{{}}}}},", escaped(&work.name()))?;
        if let Some(id) = work.arxiv() {
            writeln!(out, "  eprint = {{{}}},\n  archiveprefix = {{arXiv}},", verbatim(id))?;
        }
        if let Some(doi) = work.doi() {
            writeln!(out, "  doi = {{{}}},", verbatim(doi))?;
        }
        if let Some((year, month)) = published(work) {
            writeln!(out, "  year = {{{year}}},\n  month = {{{month}}},")?;
        }
        if let Some(url) = work.url.as_deref().and_then(web_address) {
            writeln!(out, "  url = {{{}}},", verbatim(&url))?;
        }
        if let Some(note) = note(work, library) {
            writeln!(out, "  note = {{{}}},", escaped(&note))?;
        }
        writeln!(out, "}}\n")?;
    }
    Ok(())
}

/// An item of CSL-JSON.
#[derive(Serialize)]
struct CslItem<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    doi: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
struct CslDate {
    #[serde(rename = "date-parts")]
    parts: [[u16; 2]; 1],
}

/// Writes works as CSL-JSON: an array with an item for each.
///
/// # Errors
/// Writing failed.
pub fn write_csl_json(works: &[Work], library: &Library, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "[")?;
    for (nth, (work, id)) in works.iter().zip(keys(works)).enumerate() {
        let is_page = work.arxiv().is_none() && work.doi().is_none() && work.url.is_some();
        let item = CslItem {
            id,
            kind: match () {
                () if is_page => "webpage",
                () if work.url.is_some() => "article",
                () => "document",
            },
            title: work.name().to_string(),
            container: work.url.as_deref().filter(|_| is_page).and_then(host),
            publisher: work.arxiv().map(|_| "arXiv"),
            number: work.arxiv().map(|id| format!("arXiv:{id}")),
            doi: work.doi(),
            url: work.url.as_deref().and_then(web_address),
            issued: published(work).map(|(year, month)| CslDate { parts: [[year, month]] }),
            note: note(work, library),
        };
        if nth > 0 {
            write!(out, ",")?;
        }
        json::print(out, &item)?;
    }
    writeln!(out, "]")
}

/// The year and month in which a paper came to arXiv, by its identifier.
fn published(work: &Work) -> Option<(u16, u16)> {
    let id = work.arxiv()?;
    let digits = id.rsplit('/').next().unwrap_or(id);
    let (year, month): (u16, u16) = (digits.get(..2)?.parse().ok()?, digits.get(2..4)?.parse().ok()?);
    // It began in 1991.
    let century = if year > 90 { 1900 } else { 2000 };
    (1..=12).contains(&month).then_some((century + year, month))
}

/// Where a work was cited first.
fn note(work: &Work, library: &Library) -> Option<String> {
    let post = library.post(work.stories.first()?.post)?;
    let more = work.stories.len() - 1;
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("Cited in {}, {}{more}", post.title, post.date.format_iso()))
}

/// Words in front of a title that say nothing.
const ARTICLES: [&str; 9] = ["a", "an", "the", "on", "der", "die", "das", "le", "la"];

/// A key for each work: the first word of its title and its identifier, with a letter where two would be equal.
fn keys(works: &[Work]) -> Vec<String> {
    let mut used: HashMap<String, usize> = HashMap::new();
    let mut keys = Vec::with_capacity(works.len());
    for work in works {
        let base = base_key(work);
        let mut nth = used.get(&base).copied().unwrap_or_default();
        let mut key = base.clone();
        while used.contains_key(&key) {
            nth += 1;
            key = format!("{base}-{nth}");
        }
        used.insert(base, nth);
        used.entry(key.clone()).or_default();
        keys.push(key);
    }
    keys
}

fn base_key(work: &Work) -> String {
    let plain = |text: &str| -> String {
        fold(text)
            .to_ascii_lowercase()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
            .collect()
    };
    let name = work.title.as_deref().unwrap_or_default();
    let words = name.split(|c: char| !c.is_alphanumeric()).map(plain).filter(|word| !word.is_empty());
    let mut words = words.skip_while(|word| ARTICLES.contains(&&**word));
    let first = words.next();
    let id = work.arxiv().map(|id| plain(&id.replace('/', "-")));
    let of_page = || work.url.as_deref().and_then(host).map(plain);
    let parts = [first.clone(), id.or_else(|| work.doi().map(plain)).or_else(of_page).or_else(|| words.next())];
    let key: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if key.is_empty() { "work".to_owned() } else { key.join("-") }
}

/// A text with what TeX takes for commands escaped. A brace in a text must not be one for BibTeX, which counts them
/// even after a backslash.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' | '%' | '#' | '_' | '$' => out.extend(['\\', c]),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            _ => out.push(c),
        }
    }
    out
}

/// An address or identifier, which is no TeX, without what would end its field.
fn verbatim(text: &str) -> String {
    let encoded = |c: char| match c {
        '{' => "%7B".to_owned(),
        '}' => "%7D".to_owned(),
        '\\' => "%5C".to_owned(),
        ' ' => "%20".to_owned(),
        _ => c.to_string(),
    };
    text.chars().map(encoded).collect()
}
