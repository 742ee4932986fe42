//! Which work an address leads to: a paper by its arXiv identifier or DOI, anything else by its address.

use super::web_address::Address;

/// What identifies a work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkId {
    /// A paper on arXiv, by its identifier without version: `1706.03762`, `cs/0112017`.
    Arxiv(String),
    /// A DOI in lower case: `10.1038/nature14539`.
    Doi(String),
    /// An address without scheme, `www.`, tracking and the like: `example.org/a`.
    Page(String),
}

impl WorkId {
    /// The work that an address leads to. `None` for the front page of a site, and for what is no web address.
    #[must_use]
    pub fn of_address(raw: &str) -> Option<Self> {
        let address = Address::parse(raw)?;
        let id = arxiv_of(&address).map(Self::Arxiv).or_else(|| doi_of(&address).map(of_doi));
        id.or_else(|| (!address.is_front_page()).then(|| Self::Page(address.canonical())))
    }

    /// The arXiv identifier or DOI that a text is: `arXiv:1706.03762v5`, `doi:10.1038/nature14539`.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        if let Some(rest) = lower.strip_prefix("arxiv").map(|rest| rest.trim_start_matches([':', ' '])) {
            return arxiv_id(rest).map(Self::Arxiv);
        }
        let rest = lower.strip_prefix("doi").map_or(&*lower, |rest| rest.trim_start_matches([':', ' ']));
        arxiv_id(rest).map(Self::Arxiv).or_else(|| doi(rest).map(of_doi))
    }

    /// The site of a page; `None` for papers.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        match self {
            Self::Page(page) => page.split(['/', '?', ':']).next(),
            Self::Arxiv(_) | Self::Doi(_) => None,
        }
    }
}

/// arXiv gives each of its papers a DOI too.
fn of_doi(doi: String) -> WorkId {
    match doi.strip_prefix("10.48550/arxiv.").and_then(arxiv_id) {
        Some(id) => WorkId::Arxiv(id),
        None => WorkId::Doi(doi),
    }
}

/// The identifier in an address of arXiv, or of a site that shows its papers.
fn arxiv_of(address: &Address) -> Option<String> {
    let is_within = |site: &str| address.host == site || address.host.ends_with(&format!(".{site}"));
    let start: &[&str] = match () {
        () if is_within("arxiv.org") || is_within("alphaxiv.org") || is_within("ar5iv.org") => &[],
        () if address.host == "ar5iv.labs.arxiv.org" || address.host == "arxiv-vanity.com" => &[],
        () if address.host == "huggingface.co" => &["papers"],
        () if is_within("semanticscholar.org") => &[],
        () => return None,
    };
    let mut parts = address.parts();
    if !start.iter().all(|wanted| parts.next() == Some(*wanted)) {
        return None;
    }
    let parts: Vec<&str> = parts.collect();
    let last = parts.last()?;
    // Semantic Scholar has `arXiv:1706.03762` in its paths.
    if let Some((_, id)) = last.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("arxiv")) {
        return arxiv_id(id);
    }
    if is_within("semanticscholar.org") {
        return None;
    }
    let old = parts.len().checked_sub(2).and_then(|at| arxiv_id(&parts[at..].join("/")));
    old.or_else(|| arxiv_id(last))
}

/// An identifier without its version, in lower case and without the subject in an old one: `1706.03762`, `cs/0112017`.
fn arxiv_id(text: &str) -> Option<String> {
    let text = text.to_ascii_lowercase();
    let text = text.strip_suffix(".pdf").unwrap_or(&text);
    let text = match text.rsplit_once('v') {
        Some((id, version)) if !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit()) => id,
        _ => text,
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if let Some((archive, number)) = text.split_once('/') {
        let archive = archive.split('.').next().unwrap_or_default();
        let is_archive = !archive.is_empty() && archive.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        return (is_archive && number.len() == 7 && digits(number)).then(|| format!("{archive}/{number}"));
    }
    let (month, number) = text.split_once('.')?;
    let is_month = month.len() == 4 && digits(month) && ("01"..="12").contains(&&month[2..]);
    (is_month && matches!(number.len(), 4 | 5) && digits(number)).then(|| text.to_owned())
}

/// What sites put behind a DOI in their paths.
const AFTER_DOI: [&str; 12] = [
    "/abs",
    "/abstract",
    "/full",
    "/fulltext",
    "/full.pdf",
    "/html",
    "/meta",
    "/pdf",
    "/epdf",
    "/references",
    ".full",
    ".pdf",
];

/// The DOI in an address: of a resolver, or of a publisher that has it in its paths.
fn doi_of(address: &Address) -> Option<String> {
    let decoded = crate::model::decoded(&address.path);
    if address.host == "nature.com" {
        let mut parts = address.parts();
        let article = parts.next().filter(|part| *part == "articles").and_then(|_| parts.next());
        return article.map(|id| format!("10.1038/{}", id.trim_end_matches(".pdf").to_ascii_lowercase()));
    }
    let in_path = decoded.match_indices("/10.").find_map(|(at, _)| doi(&decoded[at + 1..]));
    let mut found = in_path.or_else(|| ["doi", "id"].iter().find_map(|name| doi(address.value(name)?)))?;
    while let Some(shorter) = AFTER_DOI.iter().find_map(|tail| found.strip_suffix(tail)) {
        found = shorter.to_owned();
    }
    if matches!(&*address.host, "biorxiv.org" | "medrxiv.org")
        && let Some((id, version)) = found.rsplit_once('v')
        && version.starts_with(|c: char| c.is_ascii_digit())
    {
        found = id.to_owned();
    }
    Some(found)
}

/// A DOI in lower case, if a text is one: `10.`, four to nine digits, a slash and more.
fn doi(text: &str) -> Option<String> {
    let rest = text.strip_prefix("10.")?;
    let (registrant, name) = rest.split_once('/')?;
    let is_registrant = (4..=9).contains(&registrant.len()) && registrant.bytes().all(|b| b.is_ascii_digit());
    // It is printed as it is, and a path may have any characters in it, encoded.
    let is_name = name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.bytes().all(|b| b.is_ascii_graphic());
    (is_registrant && is_name).then(|| text.trim_end_matches(['.', ',', '/']).to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(raw: &str) -> String {
        match WorkId::of_address(raw) {
            Some(WorkId::Arxiv(id)) => format!("arxiv {id}"),
            Some(WorkId::Doi(doi)) => format!("doi {doi}"),
            Some(WorkId::Page(page)) => format!("page {page}"),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn papers_are_known_by_any_of_their_addresses() {
        for (raw, want) in [
            ("https://arxiv.org/abs/1706.03762", "arxiv 1706.03762"),
            ("http://arxiv.org/pdf/1706.03762v5.pdf", "arxiv 1706.03762"),
            ("https://www.arxiv.org/html/1706.03762v7#S1", "arxiv 1706.03762"),
            ("https://export.arxiv.org/abs/1706.03762", "arxiv 1706.03762"),
            ("https://ar5iv.labs.arxiv.org/html/1706.03762", "arxiv 1706.03762"),
            ("https://ar5iv.org/abs/1706.03762", "arxiv 1706.03762"),
            ("https://www.alphaxiv.org/overview/1706.03762v2", "arxiv 1706.03762"),
            ("https://huggingface.co/papers/1706.03762", "arxiv 1706.03762"),
            ("https://doi.org/10.48550/arXiv.1706.03762", "arxiv 1706.03762"),
            ("https://api.semanticscholar.org/arXiv:1706.03762", "arxiv 1706.03762"),
            ("https://arxiv.org/abs/cs/0112017v1", "arxiv cs/0112017"),
            ("https://arxiv.org/pdf/cs.CL/0112017.pdf", "arxiv cs/0112017"),
            ("https://doi.org/10.1038/NATURE14539", "doi 10.1038/nature14539"),
            ("http://dx.doi.org/10.1038%2Fnature14539", "doi 10.1038/nature14539"),
            ("https://www.nature.com/articles/nature14539.pdf", "doi 10.1038/nature14539"),
            ("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701", "doi 10.1145/3292500.3330701"),
            ("https://link.springer.com/content/pdf/10.1007/s1-2.pdf", "doi 10.1007/s1-2"),
            ("https://www.biorxiv.org/content/10.1101/2020.01.01.1v2.full.pdf", "doi 10.1101/2020.01.01.1"),
            ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.1", "doi 10.1371/journal.pone.1"),
            ("https://www.frontiersin.org/articles/10.3389/fn.2020.1/full", "doi 10.3389/fn.2020.1"),
        ] {
            assert_eq!(id(raw), want, "{raw}");
        }
    }

    #[test]
    fn what_only_looks_like_a_paper_is_a_page() {
        for (raw, want) in [
            ("https://arxiv.org/list/cs.AI/recent", "page arxiv.org/list/cs.AI/recent"),
            ("https://arxiv.org/abs/1713.03762", "page arxiv.org/abs/1713.03762"),
            ("https://example.org/1706.03762", "page example.org/1706.03762"),
            ("https://huggingface.co/jo/1706.03762", "page huggingface.co/jo/1706.03762"),
            ("https://example.org/10.5/x", "page example.org/10.5/x"),
            ("https://doi.org/10.1234/a%1b[31m", "page doi.org/10.1234/a%1b[31m"),
            ("https://doi.org/10.1234/%E2%80%AEa", "page doi.org/10.1234/%E2%80%AEa"),
            ("https://arxiv.org/", "none"),
            ("mailto:jo@example.org", "none"),
        ] {
            assert_eq!(id(raw), want, "{raw}");
        }
    }

    #[test]
    fn identifiers_are_read_as_they_are_typed() {
        let arxiv = |id: &str| Some(WorkId::Arxiv(id.to_owned()));
        assert_eq!(WorkId::of_text("arXiv:1706.03762v5"), arxiv("1706.03762"));
        assert_eq!(WorkId::of_text("arXiv cs/0112017"), arxiv("cs/0112017"));
        assert_eq!(WorkId::of_text("DOI 10.1038/Nature14539"), Some(WorkId::Doi("10.1038/nature14539".to_owned())));
        assert_eq!(WorkId::of_text("robots"), None);
    }
}
