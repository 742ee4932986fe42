//! Attributes at the end of a line, as kramdown and Pandoc read them: `{.wide #quay}`.

/// A heading without the attributes at its end, `{#the-crane}`, `{/*the-crane*/}`, `{.class}`, and its identifier.
pub(super) fn split_heading_id(line: &str) -> (&str, Option<&str>) {
    let attributes = line.trim_end().strip_suffix('}').and_then(|line| line.rsplit_once('{'));
    let Some((heading, attributes)) = attributes.filter(|(_, text)| text.starts_with(['#', '/', '.', ':'])) else {
        return (line, None);
    };
    let ids = attributes.split(|c: char| c.is_whitespace() || "/*:".contains(c));
    let is_name = |id: &&str| id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let id = if attributes.starts_with('/') { ids.clone().find(|id| !id.is_empty()) } else { None };
    let id = id.or_else(|| ids.clone().find_map(|id| id.strip_prefix('#')));
    (heading.trim_end(), id.filter(is_name))
}

/// A line without the attributes at its end, `{.wide #quay}`.
pub(super) fn without_attributes(line: &str) -> &str {
    let Some((text, attributes)) = line.trim_end().strip_suffix('}').and_then(|line| line.rsplit_once('{')) else {
        return line;
    };
    let is_name =
        |name: &str| name.len() > 1 && name[1..].chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    let is_one = |one: &str| one.starts_with(['.', '#']) && is_name(one);
    let are_attributes = !attributes.is_empty() && attributes.split(' ').all(is_one);
    if are_attributes && !text.ends_with(['{', '\\', '$']) { text } else { line }
}
