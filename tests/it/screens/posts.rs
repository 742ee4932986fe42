//! The posts of most tests, and how posts are loaded.

use std::ops::ControlFlow;
use std::path::Path;

use importai_reader::load::{self, Batch, Input, Roots};

/// The posts of most tests: name and text.
pub const POSTS: [(&str, &str); 7] = [
    (
        "2020-12-28-lab.example.org-a1.md",
        "---\n\ntitle: \"Field Notes 229: Synthetic rooms; how to test a sorter\"\ndate: 2020-12-28 17:16:32\n\
         link: https://lab.example.org/229\ndomain: lab.example.org\nauthor: \"Lab Desk\"\n\n---\n\n\
         ### Field Notes 229: Synthetic rooms; how to test a sorter\n\n\
         A room that was never built can still be **measured**. See [the data](https://data.example.org/rooms) \
         and [the code](https://code.example.org/rooms), or https://example.org/bare.\n\n## What was done\n\n\
         - First, walls were drawn.\n- Then, light was *traced*.\n\n> Nothing was harmed.\n\n\
         ###################################################\n\n    let rooms = 461;\n\n\
         The last paragraph is long enough to be wrapped at every width that is tested here, and then it stops in the \
         middle of a …",
    ),
    (
        "2020-12-03-wire.example.net-b2.md",
        "---\ntitle: Short and plain\ndate: 2020-12-03\nlink: https://wire.example.net/short\ndomain: www.wire.example.net\n\
         ---\n\n### Short and plain\n\nOne sentence only.\n",
    ),
    (
        "2020-11-30-jp.example.org-c3.md",
        "---\ntitle: 端末で読む日本語の長い題名はどこで切られるのか\ndate: 2020-11-30\nlink: https://jp.example.org/1\n---\n\n\
         日本語の文章は、単語の間に空白がない。それでも行は正しく折り返されるはずだ。\n",
    ),
    (
        "2020-11-05-broken.md",
        "---\ntitle: \"The \"best\" of it\"\ndate: 2020-11-05\nlink: javascript:alert(1)\n---\n\nStill readable.\n",
    ),
    ("2020-10-01-plain.md", "A file without front matter. It has two sentences.\n"),
    (
        "2019-05-05-old.md",
        "---\ntitle: Caf&eacute; &amp; more\ndate: 2019-05-05\nauthor: Another Desk\nlink: https://old.example.com/x\n---\n\nOld text.\n",
    ),
    ("2019-05-04-long.md", LONG),
];

const LONG: &str = concat!(
    "---\ntitle: A long one\ndate: 2019-05-04\nlink: https://old.example.com/long\n---\n\n",
    "Paragraph one is here to be read first, and it has some words to fill its lines with.\n\n",
    "Paragraph two goes on about the same things, at about the same length, in other words.\n\n",
    "Paragraph three is the place where a reader would get a cup of tea and come back to it.\n\n",
    "Paragraph four is the place that is looked for after the screen has changed its size.\n\n",
    "Paragraph five is about nothing in particular, and says so at a length that fills lines.\n\n",
    "Paragraph six is followed by a seventh, as one might have expected from the count so far.\n\n",
    "Paragraph seven is followed by an eighth, and the end of the text is not far from there.\n\n",
    "Paragraph eight is the last but two, and stands here because screens are higher than one thinks.\n\n",
    "Paragraph nine is the last but one, and it is not worth being looked at by anyone at all.\n\n",
    "Paragraph ten is the end of it.\n",
);

/// Everything that loading a folder hands on.
pub fn batches(folder: &Path) -> Vec<Batch> {
    let roots = Roots::open(&[folder.to_owned()]).expect("posts");
    let mut batches = Vec::new();
    load::load(&Input::Folders(roots), load::LoadOptions::default(), |batch| {
        batches.push(batch);
        ControlFlow::Continue(())
    });
    batches
}
