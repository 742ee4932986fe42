//! What html2text gets to see, whatever a file contains.

use super::{Placeholders, Row, broken, html};
use crate::markup::{self, Block, Format, Inline, LinkTable};

/// Every tag that may be written, without the attributes of links.
const ALLOWED: [&str; 8] = ["table", "tr", "td", "a", "b", "em", "s", "code"];

/// Tables with everything that a file could put into one.
const TABLES: [&str; 8] = [
    "<table><tr><td colspan=4294967295 rowspan=0>word</td><td>b</td></tr><tr><td>c</td></tr></table>",
    "<table><tr><td>\tword</td><td><b onclick=x>head</b></td></tr><tr><td>c<td>d</table>",
    "<table><tr><td><span style=x>inner</span></td><td>b</td></tr><tr><td>c<td>d</table>",
    "<table><tr><td><a href='https://x.org/x\" y=\"z'>link</a> <b><i><s><code>all</b><td>e<tr><td>c<td>d</table>",
    "<table><tr><td><img alt='a < b' src=y><script>x</script>&lt;b&gt; &amp; &#27;[31m<td>b<tr><td>c<td>d</table>",
    "<table><caption>top</caption><thead><tr><th>a<th>b</thead><tbody><tr><td>c<td>d<br>e</tbody></table>",
    "| a | b |\n|--|--|\n| <b>x</b> | `c` [l](https://x.org) |\n",
    "| a | &lt;td&gt; |\n|--|--|\n| &lt;/table&gt; | **b** ~~s~~ |\n",
];

#[test]
fn html2text_sees_only_plain_tables() {
    for source in TABLES {
        let (blocks, links) = markup::read(source, Format::of(source, None), LinkTable::default());
        let mut tables = 0;
        for block in &blocks {
            if let Block::Table(table) = block {
                tables += 1;
                let lines = |cell: &Vec<Inline>| broken(Vec::new(), cell, 40, &links);
                let rows: Vec<Row> = table.rows.iter().map(|row| row.iter().map(lines).collect()).collect();
                let widths = vec![40; table.columns.len()];
                let html = html(&rows, &widths, &table.columns, &mut Placeholders::default());
                check(html.as_deref().unwrap_or("<no html>"), source);
            }
        }
        assert!(tables > 0, "no table in {source}");
    }
}

/// Checks tag by tag.
fn check(written: &str, source: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in written.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{written}\nof {source}");
        } else if tag != "br" {
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            let href = attributes.strip_prefix("href=\"").and_then(|rest| rest.strip_suffix('"'));
            let is_link = href.and_then(|href| href.strip_prefix(['t', 'n', 's'])).is_some_and(is_number);
            assert!(ALLOWED.contains(&name) && is_link == (name == "a"), "<{tag}> in {written}\nof {source}");
            assert!(is_link || attributes.is_empty(), "<{tag}> in {written}\nof {source}");
            open.push(name);
        }
    }
    assert!(open.is_empty() && !written.contains(['\t', '\u{1b}']), "{written}\nof {source}");
}
