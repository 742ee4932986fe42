//! What people and their tools write into Markdown besides CommonMark: footnotes, definitions, formulas, comments,
//! template tags and the marks of Obsidian.

use super::{Row, check, page_of};

/// Tables are checked at a width of 40 cells.
#[test]
fn footnotes_are_numbered_and_listed_at_the_end() {
    const RULE: &str = "────────────────────────────────────────";
    let table: [Row; 5] = [
        (
            "Built in 1920.[^built] Moved.[^2]\n\n[^built]: See the *book*.\n[^2]: In 1950.\n\nThe end.",
            &["Built in 1920.¹ Moved.²", "", "The end.", "", RULE, "", "1. See the book.", "2. In 1950."],
        ),
        (
            "A[^1] B[^2] C[^n]\n\n[^1]: Ibid.\n[^2]: /r/programming (long discussion)\n[^n]: Smith\n    (2019) and others.",
            &[
                "A¹ B² C³",
                "",
                RULE,
                "",
                "1. Ibid.",
                "2. /r/programming (long discussion)",
                "3. Smith (2019) and others.",
            ],
        ),
        ("A[^a], again[^a].\n\n[^a]: Smith \"On Things\"", &["A¹, again¹.", "", RULE, "", "1. Smith \"On Things\""]),
        ("A[^missing] and more.\n\nB.", &["A[^missing] and more.", "", "B."]),
        ("A.\n\n[^unused]: A note.", &["A.", "", RULE, "", "1. A note."]),
    ];
    check(&table);
}

#[test]
fn formulas_stay_as_they_are() {
    let table: [Row; 5] = [
        ("A \\[1\\] and \\(b\\).\n\nB.", &["A [1] and (b).", "", "B."]),
        ("With $x_1$ and $y_*$ and $z_*$.\n\nB.", &["With $x_1$ and $y_*$ and $z_*$.", "", "B."]),
        (
            "So \\(a_{i} = b_{i}\\) and \\[c_1 = d_1\\].\n\nB.",
            &["So \\(a_{i} = b_{i}\\) and \\[c_1 = d_1\\].", "", "B."],
        ),
        (
            "The sum\n\n$$\na_1 &= b_1 \\\\\nc_2 * d_2\n$$\n\nB.",
            &["The sum", "", "$$", "a_1 &= b_1 \\\\", "c_2 * d_2", "$$", "", "B."],
        ),
        ("It cost $5 and *then* $6, or $1M–$2M.\n\nB.", &["It cost $5 and then $6, or $1M–$2M.", "", "B."]),
    ];
    check(&table);
}

#[test]
fn definitions_follow_their_term() {
    let table: [Row; 1] = [("Tide\n: The sea *moves*.\n\nB.", &["Tide", "", "│ The sea moves.", "", "B."])];
    check(&table);
}

#[test]
fn comments_are_not_shown_and_the_text_beside_them_is_markdown() {
    let table: [Row; 5] = [
        ("<!-- mode: plain -->**A quiet** day.\n\nB.", &["A quiet day.", "", "B."]),
        ("A <!-- one\n\ntwo --> *b*.\n\nC.", &["A b.", "", "C."]),
        ("A `<!-- code -->` b.\n\nC.", &["A <!-- code --> b.", "", "C."]),
        ("```\n<!-- code -->\n```\n\nC.", &["<!-- code -->", "", "C."]),
        ("A %%note%% b.\n\nC.", &["A b.", "", "C."]),
    ];
    check(&table);
}

#[test]
fn template_tags_on_their_own_are_dropped() {
    let table: [Row; 16] = [
        ("{% if medium == 'web' %}\nThe list.\n{% endif %}\n\nB.", &["The list.", "", "B."]),
        ("{% raw %}A `{{ title }}`.{% endraw %}\n\nB.", &["A {{ title }}.", "", "B."]),
        ("{% highlight ruby %}\nputs 1\n\nputs 2\n{% endhighlight %}\n\nB.", &["puts 1", "", "puts 2", "", "B."]),
        // Code is left alone: what looks like a comment or an import, and tags within fenced code.
        (
            "A.\n\n{% highlight html %}\n<!-- The head. -->\n{# Old. #}\n{% endhighlight %}\n\nB.",
            &["A.", "", "<!-- The head. -->", "{# Old. #}", "", "B."],
        ),
        (
            "{{< highlight html >}}\n<!-- The head. -->\n%%\nx\n%%\n{{< /highlight >}}\n\nB.",
            &["<!-- The head. -->", "%%", "x", "%%", "", "B."],
        ),
        (
            "A.\n\n{% highlight \"liquid\" %}{% raw %}\n{{ x }}\n{% endraw %}{% endhighlight %}\n\nB.",
            &["A.", "", "{{ x }}", "", "B."],
        ),
        ("A.\n\n{% highlight c %}\n*never closed*\n\nB.", &["A.", "", "never closed", "", "B."]),
        ("```\n{% highlight c %}\n<!-- x -->\n```\n\nB.", &["{% highlight c %}", "<!-- x -->", "", "B."]),
        ("{{{UNSUBSCRIBE}}}\n\nB.", &["B."]),
        ("{{< figure src=\"c.png\" caption=\"The crane\" >}}\n\nB.", &["[image: The crane][1]", "", "B."]),
        (
            "See [the *site*]({{ site.url }}/x) and [a post]({% post_url 2020-1-1 %}).\n\nB.",
            &["See the site[1] and a post.", "", "B."],
        ),
        (
            "A [label of\ntwo lines]({{ \"/x/\" | url }}) and [one\nmore]({{ page.x }}).\n\nB.",
            &["A label of two lines[1] and [one", "more]({{ page.x }}).", "", "B."],
        ),
        ("Wide {.wide #quay}\n----\n\nThe set {.x} and `{.y}`", &["Wide", "", "The set {.x} and {.y}"]),
        ("[TOC]\n\nB.", &["B."]),
        ("## The crane {#the-crane}\n\n## The quay {/*the-quay*/}", &["The crane", "", "The quay"]),
        ("```\n{% if x %}\n{{ y }}\n```\n\nB.", &["{% if x %}", "{{ y }}", "", "B."]),
    ];
    check(&table);
}

#[test]
fn pictures_of_templates_are_links_in_html_too() {
    let table: [Row; 3] = [
        (
            "<figure>\n  {% image \"/c.png\" \"The crane\" %}\n  <figcaption>It lifts.</figcaption>\n</figure>\n\nB.",
            &["[image: The crane][1]", "", "It lifts.", "", "B."],
        ),
        ("A.\n\n{% image \"/c.png\" \"The crane\" %}\nB.", &["A.", "", "[image: The crane][1]", "", "B."]),
        ("![41](https://example.org/c.png)\n\nB.", &["[image: 41][1]", "", "B."]),
    ];
    check(&table);
}

#[test]
fn words_in_brackets_and_cells_with_a_caret_stay() {
    let table: [Row; 2] = [
        ("A [playlist] of songs.\n\nB.", &["A [playlist] of songs.", "", "B."]),
        (
            "| A | B |\n|---|---|\n| one | ^Same\n\nB.",
            &["───┬─────", "A  │B", "───┼─────", "one│^Same", "───┴─────", "", "B."],
        ),
    ];
    check(&table);
}

#[test]
fn comments_of_templates_are_hidden() {
    let table: [Row; 4] = [
        ("A.\n\n{% comment %}\nHidden.\n\n## So is this\n{% endcomment %}\n\nB.", &["A.", "", "B."]),
        ("A {{< comment >}} hidden {{< /comment >}}b.\n\nB.", &["A b.", "", "B."]),
        ("A.\n\n{% comment %}\nNever closed.\n\nB.", &["A.", "", "Never closed.", "", "B."]),
        ("A `{% comment %}` b.\n\n{% endcomment %}\nC.", &["A {% comment %} b.", "", "C."]),
    ];
    check(&table);
}

#[test]
fn what_only_looks_like_a_mark_is_text() {
    let table: [Row; 13] = [
        (
            "Crane | Quay\n:--|:-:\na | b\n\nB.",
            &["─────┬────", "Crane│Quay", "─────┼────", "a    │ b", "─────┴────", "", "B."],
        ),
        ("A `$1` b `x$1`.\n\nB.", &["A $1 b x$1.", "", "B."]),
        ("It costs \\$5, not\\$7.\n\nB.", &["It costs $5, not$7.", "", "B."]),
        ("It costs US$5, **not** US$7.\n\nB.", &["It costs US$5, not US$7.", "", "B."]),
        ("From **$5** to **$7**.\n\nB.", &["From $5 to $7.", "", "B."]),
        ("The sign\n:tree: stands.\n\nB.", &["The sign :tree: stands.", "", "B."]),
        ("Crane\n: A bird.\n\nB.", &["Crane", "", "│ A bird.", "", "B."]),
        ("    :root US$5\n\nB.", &[":root US$5", "", "B."]),
        ("-   Enter this:\n    :pserver:quay and US$5\n\nB.", &["• Enter this: :pserver:quay and US$5", "", "B."]),
        ("## The crane\n    :root US$5\n\nB.", &["The crane", "", ":root US$5", "", "B."]),
        ("A.\n\n    one US$5\n\n    :root\n\nB.", &["A.", "", "one US$5", "", ":root", "", "B."]),
        ("<pre>\n:root US$5\n</pre>\n\nB.", &[":root US$5", "", "B."]),
        ("## The crane {.wide}\n\nB.", &["The crane", "", "B."]),
    ];
    check(&table);
}

#[test]
fn tags_with_templates_in_their_attributes_are_tags() {
    check(&[("The <b class=\"{{ \"x\" | y }}\">crane</b>.\n\nB.", &["The crane.", "", "B."])]);
}

#[test]
fn marks_of_obsidian_are_read() {
    let table: [Row; 8] = [
        ("![[crane.png|300]]\n\nB.", &["[image: crane.png][1]", "", "B."]),
        ("![[crane.png|The crane]]\n\nB.", &["[image: The crane][1]", "", "B."]),
        ("See [[Tide tables|the tables]] and [[Quay]].\n\nB.", &["See the tables and Quay.", "", "B."]),
        ("![[crane.png]]\n\nB.", &["[image: crane.png][1]", "", "B."]),
        (
            "> [!warning] Mind the tide\n> It floods.\n\nB.",
            &["│ Warning: Mind the tide", "│", "│ It floods.", "", "B."],
        ),
        ("> [!NOTE]\n> It floods.\n\nB.", &["│ Note", "│", "│ It floods.", "", "B."]),
        ("==Important== words, a == b, `==c==`.\n\nB.", &["Important words, a == b, ==c==.", "", "B."]),
        ("A source [[1]](https://example.org/1).\n\nB.", &["A source [1][1].", "", "B."]),
    ];
    check(&table);
}

#[test]
fn links_in_footnotes_are_numbered() {
    let page = page_of("a.md", "A[^1].\n\n[^1]: See [there](https://example.org/book).\n\nB.", 40);
    assert_eq!(
        page.links.iter().filter_map(|link| link.address()).map(ToString::to_string).collect::<Vec<_>>(),
        ["https://example.org/book"]
    );
}

#[test]
fn comments_of_templates_end_where_they_say() {
    check(&[
        ("a\n\n{% comment %} b\n\nc {% endcomment %} d", &["a", "", "d"]),
        ("a\n\n{# b #}\n\n{#\nc\n#}\n\nd", &["a", "", "d"]),
        ("a\n\n%%\nb\n%%\n\nd", &["a", "", "d"]),
        ("a\n\n%%\nb", &["a", "", "%% b"]),
        ("a\n\n```\n{# b #}\n```", &["a", "", "{# b #}"]),
        (
            "import A from 'a';\nimport {\n  B,\n} from \"b\";\n\nimport taxes from abroad.",
            &["import taxes from abroad."],
        ),
        ("import taxes\nfrom abroad.\n\nb", &["import taxes from abroad.", "", "b"]),
    ]);
}

#[test]
fn tags_within_a_line_leave_their_words() {
    check(&[
        ("A {{< kbd \"key\" >}} and {{< badge a=\"b\" >}}new{{< /badge >}}.\n\nb", &["A key and new.", "", "b"]),
        (
            "{{% def id=\"ebb\" name=\"Ebb tide\" %}} The *sea* falls. {{% /def %}}\n\nb",
            &["Ebb tide: The sea falls.", "", "b"],
        ),
        ("One {% if many %}or more {% endif %}boats.\n\nb", &["One or more boats.", "", "b"]),
        (
            "Write `{% if x %}` and {% raw %}{% if y %}{% endraw %}.\n\nb",
            &["Write {% if x %} and {% if y %}.", "", "b"],
        ),
        (
            "{% callout \"info\", \"md\" %}The *quay*.{% endcallout %}\n\nSince {% added \"1.0\" %}May.\n\nb",
            &["The quay.", "", "Since May.", "", "b"],
        ),
        (
            "{% note %}Mind it.{% endnote %}\n\nA {% sign %} and `{% x \"y\" %}`.\n\nb",
            &["Mind it.", "", "A {% sign %} and {% x \"y\" %}.", "", "b"],
        ),
        (
            "See [it], <a href=\"{{ x }}\">a</a>, <a href=\"{{ site.url }}/y\">b</a>.\n\n[it]: <{{% param x %}}>",
            &["See it, a, b[1]."],
        ),
        ("<ul>\n\t<li>\n\t{{ \"ada\" | photo }}\n\t<b>Ada</b></li>\n</ul>\n\nb", &["• Ada", "", "b"]),
        ("<div>\n  <p>A boat.</p>\n  {{< donate >}}\n</div>", &["A boat."]),
        ("A [boat](https://e.org){:target=\"_blank\"} and {:this}.\n\nb", &["A boat[1] and {:this}.", "", "b"]),
        ("[caption id=\"a\"]A boat[/caption] and [caption this].\n\nb", &["A boat and [caption this].", "", "b"]),
        (":::tip[Ropes]\nCoil them.\n:::\n\nb", &["Tip: Ropes", "", "Coil them.", "", "b"]),
        ("The rope, see below. ^rope-1\n\n$x ^abc", &["The rope, see below.", "", "$x ^abc"]),
    ]);
}
