//! Compares pages with the same Markdown as `comrak` reads it, over whole folders of posts, and counts what differs.
//!
//! ```sh
//! cargo run --release --example compare -- FOLDER… [--samples N]
//! ```
//!
//! For each folder it counts letters and digits that the page has lost or added, paragraphs torn or joined, words
//! parted or joined, addresses that the list of links lacks (relative ones apart), headings and lines of code that the
//! page lacks, marks of Markdown that stand on the page outside code but not in the text of `comrak`, and letters that
//! the article has but the lines of the page lack. With `--samples N` it shows up to N cases of each kind, spread over
//! the folder; the words that differ are in `⟦ ⟧`, `¶` is the boundary of a block and `⏎` a line break. The slowest
//! page is that whose file took longest to read and lay out, in the best of five runs.
//!
//! Some differences are meant. Each is a rule on the side of the reference:
//!
//! - The title is in the head of the page, and not in the text once more. Front matter is no text.
//! - An excerpt of the front matter that the text does not repeat stands in front of it; each of its lines is a
//!   paragraph.
//! - Comments of HTML, Liquid, Nunjucks, Hugo, MDX and Obsidian (`%%`) are dropped unless they have no end. So are
//!   elements that HTML hides, lines that consist of template tags or stand for a table of contents, `{% raw %}`, and
//!   the identifiers of headings.
//! - Within a line, tags of Liquid are dropped that decide what is shown, have quoted arguments, end another one or are
//!   ended; the words between them stay. Of a tag of Hugo a first quoted argument stays, and in front of a text its
//!   name.
//! - `{% highlight %}` is a block of code; a `figure`, `youtube` or `vimeo` of Hugo is a picture or a film.
//! - A link with a template in its address is its text, and an image is `[image: …]`. `==marked==` is `marked`.
//!   `[[1]](…)` is a link, not a page of one's own notes.
//! - The first line of a callout is its kind and its title. So is that of a container, `:::note[Title]`, but a kind
//!   that only its site knows is dropped.
//! - A line that begins with `<img` goes on with the paragraph of the item above it. `comrak` begins a block there.
//! - Footnotes are numbered in the order in which they are named, with raised digits, and moved to the end.
//! - Pictures and films are `[image: …]` and `[video: host]`; one within a link has no address of its own.
//! - Formulas stay as they are written. A line break between Chinese or Japanese characters is no blank.
//! - Tags of components are dropped; other unknown tags are text. A component has a hyphen, a colon or capitals in its
//!   name, and somewhere it is closed, has attributes, or stands alone in its line.
//! - No-break spaces are spaces, invisible characters are dropped, and tabs in code are blanks. `<pre>` goes on after a
//!   blank line.
//! - An indented block with a line of more than 120 characters is text, not code. A heading of more than 300 characters
//!   is a paragraph: dashes below a paragraph make it a heading.
//! - Addresses of mail that are not marked as links are text; a bare address ends before a quotation mark, before
//!   punctuation of Chinese, and before a no-break space. One in the label of a link is text.
//! - `![[page|label]]` is an image; a label that is a size is not its text.
//!
//! Its files:
//!
//! - `text`: a text as it is compared.
//! - `dialects`, `reference`, `html`: the text of a file.
//! - `page`: the text of its page.
//! - `difference`: how two texts differ.
//! - `tally`: the counts and samples of a folder.

mod dialects;
mod difference;
mod html;
mod page;
mod reference;
mod tally;
mod text;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Parser;
use importai_reader::layout::{self, PageOptions, TEXT_WIDTH};
use importai_reader::load;
use walkdir::WalkDir;

use tally::{File, Tally};

/// How often a slow page is read.
const RUNS: usize = 5;

/// A page that takes longer is slow.
const SLOW: Duration = Duration::from_millis(20);

/// Compares the pages of Markdown files with the same files as comrak reads them.
#[derive(Parser)]
struct Args {
    /// Folders of posts.
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Cases of each kind of difference that are shown.
    #[arg(long, default_value_t = 0)]
    samples: usize,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let mut total = Tally::default();
    println!("{}", Tally::head());
    for folder in &args.folders {
        let mut tally = Tally::default();
        let files = markdown_files(folder);
        anyhow::ensure!(!files.is_empty(), "{} has no Markdown files", folder.display());
        for path in files {
            let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            compare(&path, &name, &mut tally)?;
        }
        let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        println!("{}", tally.row(&name));
        tally.show_samples(args.samples);
        total.add(tally);
    }
    println!("{}", total.row("all"));
    Ok(())
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_map(Result::ok);
    let is_markdown = |path: &PathBuf| path.extension().is_some_and(|end| end == "md" || end == "markdown");
    entries.map(walkdir::DirEntry::into_path).filter(|path| path.is_file() && is_markdown(path)).collect()
}

fn compare(path: &Path, name: &str, tally: &mut Tally) -> anyhow::Result<()> {
    let options = PageOptions { width: TEXT_WIDTH, open_key: "o".to_owned(), ..PageOptions::default() };
    let read = || {
        let started = Instant::now();
        let content = load::read_content(&load::open_file(path)?).map_err(|problem| anyhow::anyhow!("{problem}"))?;
        let document = layout::lay_out(&content, &content.post, &options);
        anyhow::Ok((content, document, started.elapsed()))
    };
    let (content, document, mut time) = read()?;
    // Other programs run too: a slow page is read again, and its best time counts.
    for _ in 1..RUNS {
        if time > SLOW {
            time = time.min(read()?.2);
        }
    }
    let source = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
    let page = page::read(&content, &document);
    let mut reference = reference::read(&dialects::plain(&source));
    let title = text::letters(&content.post.title).to_lowercase();
    let is_title = |text: &text::Text| text.first_block().to_lowercase() == title;
    if is_title(&reference) && !is_title(&page) {
        reference.drop_first_block();
    }
    if let Some(excerpt) = &content.excerpt {
        let excerpt = reference::read(&excerpt.replace('\n', "\n\n"));
        let start = excerpt.letters_from(0);
        if page.letters_from(0).starts_with(&start) && !reference.letters_from(0).starts_with(&start) {
            let body = std::mem::replace(&mut reference, excerpt);
            reference.append(body);
        }
    }
    File { name, reference, page, laid_out: page::laid_out(&document) }.count(tally);
    tally.took(name, time);
    Ok(())
}
