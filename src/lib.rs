//! A terminal reader for folders of newsletter and link posts: a list of posts, each laid out as a page, each source
//! one key away. To find your way: the screen and its files, the modules, what happens when, what to edit, the
//! glossary.
//!
//! ```text
//!  Import AI Reader   ~/posts   52 posts · 12 unread · 2 problems (!)                ? help   ui::title_bar
//! ╭─ Posts ────────────────── 3/52 ─╮╭───────────────────────────────────────────────── 34% ─╮
//! │●  Import AI 229: Apple builds … ││ Import AI 229: Apple builds a Hypersim dataset; ways  │  ui::reader
//! │   28 Dec · jack-clark.net       ││ to attack ML; Google censors its research             │  ← app::reader
//! │ ★ #228: Alibaba uses AI to spot…││ Jack Clark · jack-clark.net · 28 Dec 2020 · 8 min     │  ← layout ← article
//! │   21 Dec · jack-clark.net       ││                                                       │
//! │   #226: AlphaFold; a Chinese GP…││ Apple has built Hypersim, a dataset of synthetic      │
//! │   7 Dec · jack-clark.net        ││ scenes with per-pixel labels [1]. …                   │
//! │                                 ││ …continues at jack-clark.net (press o)                │
//! ╰─────────────────────────────────╯╰───────────────────────────────────────────────────────╯
//!   ui::post_list ← app::post_list ← model::library ← load     ui::overlay: help, links, problems, sort, stories
//!  / robots is:unread                            ui::prompt ← app::prompt, app::library_search ← search
//!  Enter read  o open source  s star  n next unread                    by date · all posts    ui::footer
//! ```
//!
//! # Modules
//!
//! In the order in which imports may point: each uses only those before it (`tests/it/architecture.rs`). Each `mod.rs`
//! lists its files.
//!
//! - [`text`]: characters. `CleanText`, which is safe to show; folding of case and accents; widths and line breaking.
//! - [`model`]: plain data. Posts, the library and its orders, dates, marks, series, web addresses, problems.
//! - [`cache`]: posts and texts as they were loaded, kept on disk for the next start.
//! - [`markup`]: Markdown and HTML to blocks, without widths.
//! - [`story`]: the stories of an issue: headlines, paragraphs and citations recovered from damaged text.
//! - [`load`]: files to posts. Walks folders, decodes bytes, reads and repairs front matter; on several threads.
//! - [`article`]: a post's text, made from its file. Page, searchable text, outline and `stories` read only this.
//! - [`fetch`]: posts from the web to files: feeds, and the archives of newsletter services.
//! - [`import`]: posts from the files of other programs: exports, mail, bookmarks.
//! - [`search`]: the query language, the scan of all texts, ranking, snippets.
//! - [`insight`]: what an archive says about itself: the works that it cites, its trends and names, what is alike. All
//!   of it is read from one table of stories.
//! - [`layout`]: blocks at a width to styled lines.
//! - [`export`]: posts to files of other programs: Markdown, HTML, EPUB, text, JSON lines.
//! - [`store`]: marks on disk, their backups, and recovery of a damaged file; the width of the list.
//! - [`config`]: settings, keys and colours: the defaults in `assets/`, overridden by the user's files.
//! - [`app`]: the state. `App::update` alone changes it: a message goes in, effects come out. It does no I/O
//!   itself; the requests that it sends out run on worker threads.
//! - [`ui`]: draws the state, and changes nothing.
//! - [`tui`]: terminal, threads, signals, browser, editor, clipboard, changes of files. The event loop passes messages
//!   to `app`, runs its effects, and draws.
//! - [`cli`]: the shell's command line. One file per command; `open` starts the reader. `args` has the arguments, and
//!   `help` what the help says after them; `manual` makes the completions and the manual page of them.
//!
//! # The life of a page
//!
//! From the selection of a post to its page on the screen:
//!
//! 1. `app/update.rs`: after every message, `sync_panes` calls `show_post` (`app/commands.rs`) for the selected post.
//!    Unless `app/reader.rs` has its page at this width, a `PageRequest` with a ticket goes out as an `Effect`.
//! 2. `tui/workers.rs`: a thread takes the newest request and calls `PageRequest::run` (`app/message.rs`), which reads
//!    the file (`load::read_content`) and lays out the page (`layout::lay_out`). `load/content.rs` reads the file:
//!    `decode` makes text of the bytes, `front_matter` splits it into fields and body; both come as a `PostContent`.
//! 3. `layout/page.rs`: `lay_out` has the content read as an article. `Article::read` (`article/mod.rs`) decides once
//!    what the body is: an issue, an ordinary post, or too much markup to lay out. `markup` parses it into `Block`s,
//!    and `story` finds the stories of an issue.
//! 4. `layout/page_builder.rs` puts title, blocks and notes one below the other; `layout/issue.rs` does so for stories,
//!    and `layout/blocks.rs` breaks each block into lines (`text/line_break.rs`; html2text only draws tables). The
//!    result is a `Document`: lines of spans, a list of links, and the line at which each section starts.
//! 5. The page comes back as a `Msg` with its ticket. `app/reader.rs` keeps it with the line at the top of the pane;
//!    `ui/reader.rs` draws the lines that are visible.
//!
//! The post of the list was made earlier, when `load/mod.rs` read all files; the page has what is in the file now. The
//! searchable text is made from an `Article` too, by `search/extract.rs`.
//!
//! # The life of a start
//!
//! 1. `tui/workers.rs`: a thread calls `load::load`, which walks the folders (`load/walk.rs`) and sorts the files by
//!    the dates in their names. Those of the first screen are read at once.
//! 2. `load/cached.rs`: the others come from the cache (`cache/reader.rs`), post and text, if their files are the very
//!    versions that were cached (`cache/version.rs`). What is left is read on several threads.
//! 3. The posts come to the app in batches. Once all are there, an `Effect` requests the texts that are missing
//!    (`load/reread.rs`, `search/extract.rs`).
//! 4. If many were missing, another one requests that the cache be written (`load/cached.rs`, `cache/writer.rs`).
//!    `search` reads and writes the cache as the reader does; `list` only reads it. For plain words, `search` takes
//!    from the cache, and makes of files, only the texts that they may match (`search/prefilter.rs`); it writes no
//!    cache where there was none.
//!
//! # The life of a key in the search
//!
//! From a letter typed after `/` to the narrowed list:
//!
//! 1. `tui/input.rs` reads the key and sends it to the event loop in `tui/mod.rs`, which calls `App::update`.
//! 2. `app/input.rs` looks at the `Mode` (`app/mode.rs`): in the prompt the key goes to `app/prompt.rs`, which edits
//!    the line and reports the change.
//! 3. `app/library_search.rs`: `search/query/parse.rs` reads the line into a `Query`. The error of an invalid
//!    one is shown by `ui/prompt.rs`; the last results stay. A valid one goes out as an `Effect` with a ticket, the
//!    library, the marks and the `MatchCache` of the last search.
//! 4. `tui/workers.rs`: a thread takes the newest request; a search for an older one stops.
//! 5. `search/engine.rs` spreads the library over all cores. `search/scan.rs` tests each post: fields first
//!    (`search/query/mod.rs`), then the texts (`search/query/pattern.rs`). A longer word is checked only where its
//!    prefix matched (`search/match_cache.rs`). `search/rank.rs` defines the order of the hits.
//! 6. The result comes back as a `Msg`. `app/library_search.rs` drops it if its ticket is old; otherwise
//!    `app/post_list.rs` lists it, `search/snippet.rs` cuts the excerpts of the posts on the screen, and
//!    `app/page_search.rs` goes to the first match in the text.
//!
//! Other keys take the same way up to `app/input.rs`, which asks `config/keymap.rs` for the `Action` and calls
//! `App::perform` in `app/commands.rs`. For `f` that is `app/link_hints.rs` (`hint_links`, and `on_hint_key` for the
//! letters), and `ui/reader.rs` draws the labels; if the page is not there yet, the action waits for it
//! (`waits_for_page`, performed in `app/update.rs`).
//!
//! # The life of a change on the disk
//!
//! 1. `tui/watcher.rs`: a thread watches the folders. Once they are left alone for a moment it sends a message, and
//!    `app/changes.rs` answers with a request for a rescan that has the library in it. `R` makes the same request; if
//!    feeds are configured, `tui/feed_fetcher.rs` fetches them, and its new files are changes like any other.
//! 2. The thread calls `RescanRequest::run` (`app/rescan.rs`). `load/changes.rs` walks the folders, compares the
//!    version of each file with the one that was read, and reads what is new. `model/library/update.rs` makes the new
//!    library; its texts, paths and references are made here too.
//! 3. All that comes back in one `Msg`. `app/changes.rs` exchanges the libraries. Ids stay: a post that is gone keeps
//!    its own, so that the list, the jumps and late results need no translation.
//!
//! # What to edit
//!
//! To add …
//!
//! - an action: its keys in `assets/keys.toml`, its help in `config/actions.rs`, what it does in `app/commands.rs`, the
//!   table in README.md
//! - a subcommand: `cli/args.rs` (arguments, and its name in `COMMANDS`), `cli/mod.rs` (dispatch), `cli/help.rs`
//!   (examples), a new file in `cli/`, README.md
//! - a field of `--json`: `export/record.rs`, README.md
//! - a format of exported posts: `export/format.rs`, a file in `export/`, its place in `export/job.rs`, README.md
//! - a query field: a row in `search/query/fields.rs` (the help is made of it), the list in `search/query/mod.rs`,
//!   README.md. A new kind of value also needs its `Value`, its case in `search/query/parse.rs`, and a `Test` with its
//!   arms in `search/query/mod.rs`; one that looks at texts, also in `search/scan.rs`
//! - a setting: default and comment in `assets/config.toml`, `config/mod.rs`, README.md
//! - a theme role: its style in each theme in `assets/themes`, its name in `config/theme.rs`, its use in `ui/`
//! - a theme: a file in `assets/themes`, its name in `config/theme.rs`, `assets/config.toml`, README.md
//! - a kind of block: `markup/block.rs`, the parser that makes it (`markup/markdown.rs`, `html.rs`), its lines in
//!   `layout/blocks.rs`
//! - a service whose folders of repositories `fetch` clones: `fetch/git_address.rs`
//! - a newsletter that `fetch` knows by name: `fetch/newsletters.rs`
//! - a service whose archive `fetch --all` reads: a file in `fetch/`, its choice in `fetch/archive.rs`
//! - a form of file that `import` reads: a file in `import/`, how it starts in `import/kind.rs`, its call in
//!   `import/importer.rs`, `cli/help.rs`, README.md
//! - a key of front matter: a row in `load/front_matter/keys.rs`; for a new field also `load/content.rs`
//! - a form of date: `model/date_text.rs`
//! - a button or footer of a newsletter service: `markup/furniture.rs`
//! - a shortcode or comment of another program: `markup/shortcodes.rs`
//! - a kind of problem: `model/problem.rs` with its message, the file of `load/` that finds it
//! - an effect: `app/message.rs`, `tui/mod.rs` (what it does)
//! - something that is cached of a post: `cache/entry.rs`, and the number in `cache/format.rs`
//! - a change to the marks on disk: `store/db.rs` (a new version of its table), `model/mark.rs`
//! - an escape sequence of the program's own: a file in `tui/`, called in `EventLoop::draw` in `tui/mod.rs` once the
//!   cells are drawn, as `tui/hyperlinks.rs` is
//!
//! # Where is …
//!
//! - a broken quote in front matter repaired? `load/front_matter/yaml_block.rs` (`quoted`: whether it is broken;
//!   `repair`: where the value ends), then `load/front_matter/value.rs` (`escape_quotes`, for a value with escapes).
//! - the date of an issue guessed? `model/library.rs` (`guess_dates`).
//! - a headline recognised? `story/headline.rs` (`find`); the title of fiction, `story/fiction.rs`. Whether the text is
//!   an issue at all: `story/mod.rs` (`may_be_issue`, `read`).
//! - a letter equal to another one in a search? `text/folding.rs`; matched by `search/query/folded_regex.rs`.
//! - a change of marks undone? `app/marking.rs`. A story marked by itself? `app/story_marks.rs`, known by
//!   `model/story_key.rs`. A number in front of a key read? `app/number.rs`.
//! - the order of results decided? `search/rank.rs`, from the zone and the number of matches that `search/scan.rs`
//!   counts; sorted in `search/engine.rs`. Whether results are by rank or by date at first: `app/library_search.rs`
//!   (`order_of`). For titles (`Ctrl-p`), `search/titles.rs`.
//! - the rows of a list of stories or works made? On a thread, by `app/story_request.rs` from `insight/story_data.rs`,
//!   which `app/story_reading.rs` has read once for all lists and charts. Which list a key opens: `app/questions.rs`.
//!   Opened, narrowed and closed in `app/insight.rs`, scrolled in `app/story_list.rs`, drawn by `ui/story_list.rs`. The
//!   page of a work, or a digest: `app/rows_page.rs`, laid out by `layout/story_page.rs`.
//! - a hyperlink of the terminal (OSC 8) written? `tui/hyperlinks.rs`; which links are on the screen,
//!   `app/screen_links.rs`.
//! - an exported post written as Markdown? `export/markdown.rs`; as HTML and in books, `export/fragment.rs`.
//! - two citations known to be of one work? `insight/clusters.rs`, by the identifiers of `model/work_id.rs` and the
//!   titles of `insight/title_key.rs`. A bibliography written? `export/bibliography.rs`.
//! - a chart of trends drawn? `ui/chart.rs`, its numbers in words in `ui/trends.rs`; counted by `insight/trends.rs`.
//! - a gap of the timeline found? `insight/calendar.rs` (`find_gaps`). A week drawn? `ui/calendar.rs`, for the reader
//!   and for `cli/timeline.rs`; where it is, `app/calendar_grid.rs`.
//! - posts known to tell the same news? `insight/repeats.rs`, by the words of `insight/word_weights.rs` and the runs of
//!   `insight/sketch.rs`. Made one row of the list? `app/folds.rs`, turned on and requested in `app/grouping.rs`.
//!   Stories searched by themselves? `search/in_stories.rs`.
//! - a name found? `insight/names/candidates.rs`; what is known of names is in `assets/aliases.toml`, read by
//!   `config/aliases.rs`.
//! - a fetched post written? `fetch/folder.rs`; its text and name are made by `fetch/post_file.rs`.
//! - the list of feeds changed? `config/feeds.rs`, called by `cli/feeds.rs`. OPML: `fetch/opml.rs`.
//! - what is known of the last fetch kept? `fetch/state.rs`; read by `fetch/status.rs`.
//! - a message of the footer wrapped? `app/panes.rs` (`footer_message`), drawn by `ui/footer.rs`.
//! - a relative link resolved? `markup/link_table.rs` (`resolve`); the posts are found by `model/post_paths.rs`.
//! - a colour decided? `assets/themes` and the user's `theme.toml`, read by `config/theme.rs`; used in `ui/`. Whether
//!   there are any (`NO_COLOR`): `cli/open.rs` (`has_colour`).
//!   The colours of a page: `ui/page_style.rs`, for the reader and for `cli/show.rs`.
//! - an image shown? `app/image_view.rs` requests it, `load/image_file.rs` reads its file, and `tui/images.rs`, with
//!   the feature `images`, decodes and draws it.
//! - code coloured? `layout/highlight.rs` finds its tokens, `ui/page_style.rs` gives them their styles.
//! - `marks.db` written? `store/` only. In the reader by one thread: `app/marking.rs` makes a change, `Effect::Save`
//!   takes it to `tui/mark_saver.rs`, `store/queue.rs` keeps it until `store/db.rs` has written it. In the shell by
//!   `marks import` (`cli/marks.rs`, `store/exchange.rs`) alone; other commands only read it. Opening a store,
//!   which may create or restore the file, is part of both. Backups: `tui/backup_worker.rs` calls `store/backup.rs`.
//! - text made safe? `text/sanitize.rs`. An address checked? `model/web_url.rs`. A link opened? `tui/browser.rs`.
//!
//! # Glossary
//!
//! Where a word has two meanings, both are here.
//!
//! - **item**: a post as a feed or service hands it out, before it is a file. **home**: a place where a newsletter
//!   comes out.
//! - **post**: one file of the archive, with its fields (`model::Post`). **library**: all posts (`model::Library`).
//! - **export**: the file in which a service hands out all posts of a newsletter. **refused**: not imported, as a part
//!   of a file that is unfit.
//! - **source** of a post: the web page that its link leads to. (`PostSource` is where its file is.)
//! - **issue**: a post that consists of stories. **series**: issues whose titles share a name before a number.
//! - **story**: a part of an issue with a **headline**, and usually a **dek**, the teaser under it. **kicker**: the
//!   line above a headline that says what kind of story it is. **label**: bold words that start a paragraph, such as
//!   "Why this matters"; also the letters of a link hint, and the text of a link. **citation**: a source that a story
//!   names, with or without an address.
//! - **work**: a paper, page or report that stories cite, however each of them cites it (`insight::Work`). **row**: a
//!   story, or a post without stories, in the table of stories.
//! - **list of stories**: what stands in the place of the post list: stories, or **groups** of them, each a work or a
//!   name with its stories. It is **narrowed** by a query over its stories, or by words over its groups.
//! - **reference**: a mention of another issue in a text, or a link to another post. **backlink**: a mention, seen from
//!   that issue. **place**: a heading, footnote or element of a text that links within it lead to.
//! - **section**: a story, or a heading of an ordinary post with what follows it. They make the outline.
//! - **week**: from Monday to Sunday, as ISO 8601 numbers it. **gap**: a stretch without posts that is long for the
//!   archive. **period**: a month, quarter or year of a trend. **drawn screen**, **chart**: what takes the place of the
//!   panes: trends and the timeline.
//! - **article**: a post's text as blocks and stories. **block**: a paragraph, list, table and so on. **inline**: a run
//!   of text in a block.
//! - **document**: a page laid out at a width. **line**, **span**: its parts. **lay out**: to make lines of blocks.
//!   **wrap**: where a paragraph was broken into lines, so that a copy of it can be one line again.
//! - **post list**, **reader**, **outline**: the three panes. **overlay**: a list in front of them. **prompt**: the
//!   line for a query, a command, a name or a file. **link hints**: letters on the links.
//! - **mark**: what the user did with a post: read, starred, reading position. Nothing else is called a mark.
//! - **query**: what is typed; it has **terms**. **pattern**: what a term searches for. **match**: one place where it
//!   is found. **hit**: a post that matches, in its best **zone** (title, headline, text). **snippet**: the text around
//!   a match, in the list.
//! - **problem**: something wrong with a file, with what was done about it. (An **error** is what failed at run time.)
//! - **message** (`Msg`): an event for the state. **effect**: work that the state requests. **ticket**: a number that
//!   identifies a request, so that late results can be dropped.
//! - **cell**: one column of one row of the terminal; widths are counted in cells, offsets in bytes.

pub mod app;
pub mod article;
pub mod cache;
pub mod cli;
pub mod config;
pub mod export;
pub mod fetch;
pub mod import;
pub mod insight;
pub mod layout;
pub mod load;
pub mod markup;
pub mod model;
pub mod search;
pub mod store;
pub mod story;
pub mod text;
pub mod tui;
pub mod ui;
