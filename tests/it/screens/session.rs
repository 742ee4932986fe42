//! Types keys at the real state and draws it with the real views on a test backend. Effects are carried out at once,
//! with the real page setter and the real store; opened and copied addresses are noted down.

mod answers;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use super::posts::{POSTS, batches};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use importai_reader::app::{App, AppOptions, ImageRequest, ImageSupport};
use importai_reader::app::{Effect, Msg, PageRequest, RepeatsRequest, RescanRequest, StoriesRequest, StoryRequest};
use importai_reader::config::Config;
use importai_reader::config::keymap::{Key, Keymap};
use importai_reader::config::theme::Themes;
use importai_reader::load::{Input, Roots};
use importai_reader::search::{Job, backlinks};
use importai_reader::store::Store;
use importai_reader::text::CleanText;
use importai_reader::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;
use ratatui::style::Style;
use tempfile::TempDir;

/// A reader without a terminal.
pub struct Session {
    pub app: App,
    pub terminal: Terminal<TestBackend>,
    /// Addresses handed to the browser.
    pub opened: Vec<String>,
    /// The browser cannot be started.
    pub browser_fails: bool,
    /// Texts copied.
    pub copied: Vec<String>,
    /// Commands that got a page, with its text.
    pub piped: Vec<(String, String)>,
    /// Images that were requested.
    pub images: Vec<ImageRequest>,
    /// Files opened in the editor.
    pub edited: Vec<PathBuf>,
    /// Searches saved, by name.
    pub saved_searches: Vec<String>,
    /// The theme that was kept.
    pub kept_theme: Option<&'static str>,
    /// How often the reader was to be suspended.
    pub suspended: usize,
    /// Pages that were set.
    pub pages_set: usize,
    /// Requests are kept here instead of being answered, while this is some.
    pub held_back: Option<Vec<PageRequest>>,
    /// Questions are kept here instead of being answered, while this is some.
    pub held_questions: Option<Vec<Job>>,
    /// Requests to read all stories are kept here instead of being answered, while this is some.
    pub held_stories: Option<Vec<StoriesRequest>>,
    /// Requests for lists of stories are kept here instead of being answered, while this is some.
    pub held_lists: Option<Vec<StoryRequest>>,
    /// Requests for posts that tell the same news are kept here instead of being answered, while this is some.
    pub held_repeats: Option<Vec<RepeatsRequest>>,
    /// The request to look at the files, until the test answers it.
    pub held_rescan: Option<Box<RescanRequest>>,
    /// How often data were to be freed.
    pub freed: usize,
    /// How often feeds were to be fetched.
    pub fetches: usize,
    /// What was opened, once it is scanned again.
    input: Option<Input>,
    store: Store,
    posts: TempDir,
    data: TempDir,
}

impl Session {
    /// A reader of [`POSTS`], everything loaded, on a screen of so many columns and rows.
    pub fn new(columns: u16, rows: u16) -> Self {
        Self::with_posts(columns, rows, &POSTS)
    }

    /// A reader of posts, everything loaded.
    pub fn with_posts(columns: u16, rows: u16, posts: &[(&str, &str)]) -> Self {
        Self::empty(columns, rows).load(posts)
    }

    /// A reader of posts in a year.
    pub fn in_year(columns: u16, rows: u16, this_year: i16, posts: &[(&str, &str)]) -> Self {
        Self::start(AppOptions { size: (columns, rows), this_year, ..AppOptions::default() }).load(posts)
    }

    /// A reader of posts that is configured to show those with the same news as one row.
    pub fn grouped(columns: u16, rows: u16, posts: &[(&str, &str)]) -> Self {
        Self::start(AppOptions { size: (columns, rows), is_grouped: true, ..AppOptions::default() }).load(posts)
    }

    /// A reader of [`POSTS`] whose configuration names feeds.
    pub fn with_feeds(columns: u16, rows: u16) -> Self {
        Self::start(AppOptions { size: (columns, rows), has_feeds: true, ..AppOptions::default() }).load(&POSTS)
    }

    /// A reader of a single file.
    pub fn single(columns: u16, rows: u16, post: (&str, &str)) -> Self {
        let size = (columns, rows);
        Self::start(AppOptions { size, is_single_post: true, ..AppOptions::default() }).load(&[post])
    }

    /// A reader in a terminal that draws images.
    pub fn with_images(columns: u16, rows: u16, posts: &[(&str, &str)]) -> Self {
        let size = (columns, rows);
        Self::start(AppOptions { size, image_support: ImageSupport::Drawn, ..AppOptions::default() }).load(posts)
    }

    /// A reader that has loaded nothing yet.
    pub fn empty(columns: u16, rows: u16) -> Self {
        Self::start(AppOptions { size: (columns, rows), ..AppOptions::default() })
    }

    /// Writes posts into the folder and loads it.
    fn load(mut self, posts: &[(&str, &str)]) -> Self {
        for (name, text) in posts {
            let path = self.posts.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a fixture");
        }
        for batch in batches(self.posts.path()) {
            self.send(Msg::Loaded(batch));
        }
        self
    }

    /// A reader of posts with keys of the user.
    pub fn with_keys(keys: &str, posts: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        std::fs::write(folder.path().join("keys.toml"), keys).expect("a fixture");
        let size = (120, 36);
        Self::start_in(AppOptions { size, ..AppOptions::default() }, Some(folder.path())).load(posts)
    }

    fn start(options: AppOptions) -> Self {
        Self::start_in(options, None)
    }

    fn start_in(options: AppOptions, config_folder: Option<&Path>) -> Self {
        let data = TempDir::new().expect("a temporary folder");
        let (store, _) = Store::open(data.path());
        let (keymap, config_warnings) = Keymap::load(config_folder);
        let (themes, more) = Themes::load(None, "terminal", true);
        assert_eq!((config_warnings, more), (Vec::new(), Vec::new()), "the shipped settings are sound");
        let name = CleanText::single_line("~/posts");
        let search_url = "https://find.example.org/?q=%s".to_owned();
        let saved =
            Config::load(Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/screens").as_path())).0.searches;
        let (columns, rows) = options.size;
        let start = AppOptions { name, keymap, search_url, saved, themes, ..options };
        let mut session = Self {
            app: App::new(start),
            terminal: Terminal::new(TestBackend::new(columns, rows)).expect("a test backend"),
            opened: Vec::new(),
            browser_fails: false,
            copied: Vec::new(),
            piped: Vec::new(),
            images: Vec::new(),
            edited: Vec::new(),
            saved_searches: Vec::new(),
            kept_theme: None,
            suspended: 0,
            pages_set: 0,
            held_back: None,
            held_questions: None,
            held_stories: None,
            held_lists: None,
            held_repeats: None,
            held_rescan: None,
            freed: 0,
            fetches: 0,
            input: None,
            store: store.expect("a store"),
            posts: TempDir::new().expect("a temporary folder"),
            data,
        };
        session.send(Msg::Marks { stored: std::collections::HashMap::new(), notice: None });
        session
    }

    /// Hands a message to the state and does what it wants done.
    pub fn send(&mut self, message: Msg) {
        for effect in self.app.update(message) {
            match effect {
                Effect::LayOutPage(request) => match &mut self.held_back {
                    Some(held_back) => held_back.push(*request),
                    None => self.set_page(&request),
                },
                Effect::Open(url, post) => {
                    self.opened.push(url.as_str().to_owned());
                    let result = if self.browser_fails { Err(CleanText::single_line("no browser")) } else { Ok(()) };
                    self.send(Msg::Opened { post, result });
                }
                Effect::Copy { lines, .. } => {
                    self.copied.push(lines.iter().map(CleanText::as_str).collect::<Vec<_>>().join("\n"));
                }
                Effect::Save(change) => {
                    let result = self.store.save(&[change]).map(drop).map_err(|error| error.status_line());
                    self.send(Msg::Saved { count: usize::from(result.is_ok()), result });
                }
                Effect::ReadTexts(posts) => self.read_texts(&posts),
                Effect::Search(question) => match &mut self.held_questions {
                    Some(held) => held.push(*question),
                    None => self.answer(&question),
                },
                Effect::Rescan(request) => self.held_rescan = Some(request),
                Effect::IndexPaths(ticket, library) => self.send(Msg::Paths(ticket, Arc::new(library.paths()))),
                Effect::FindBacklinks(ticket, library, references) => {
                    self.send(Msg::Backlinks(ticket, backlinks(&library, &references)));
                }
                Effect::Pipe { command, text } => self.piped.push((command, text)),
                Effect::ShowImage(request) => self.images.push(request),
                Effect::Edit(file) => self.edited.push(file),
                Effect::SaveSearch(search) => {
                    self.saved_searches.push(search.name.to_string());
                    self.send(Msg::SearchSaved(Ok(search)));
                }
                Effect::FetchFeeds => self.fetches += 1,
                Effect::KeepTheme(name) => self.kept_theme = Some(name),
                Effect::DeleteSearch(name) => {
                    self.saved_searches.retain(|saved| *saved != *name);
                    self.send(Msg::SearchDeleted(Ok(name)));
                }
                Effect::Export(request) => self.send(Msg::Exported(request.run())),
                Effect::ReadStories(_)
                | Effect::ListStories(_)
                | Effect::FindRepeats(_)
                | Effect::ReadTrends(_)
                | Effect::ReadTimeline(_) => self.answer_insight(effect),
                Effect::Suspend => self.suspended += 1,
                Effect::Free(_) => self.freed += 1,
                Effect::Clear | Effect::WriteCache(_) => {}
            }
        }
    }

    /// The marks on disk.
    pub fn stored_marks(&self) -> std::collections::HashMap<String, importai_reader::model::Mark> {
        importai_reader::store::read_marks(self.data.path()).expect("marks")
    }

    /// Says that files have changed, and answers the looks at them that the state asks for.
    pub fn files_changed(&mut self) -> &mut Self {
        self.send(Msg::FilesChanged);
        self.answer_rescans()
    }

    /// Looks at the files as often as the state asks for it.
    pub fn answer_rescans(&mut self) -> &mut Self {
        let roots = Roots::open(&[self.folder().to_owned()]);
        let input = self.input.get_or_insert_with(|| Input::Folders(roots.expect("posts"))).clone();
        while let Some(request) = self.held_rescan.take() {
            let found = request.run(&input).map(|(news, _)| news);
            self.send(Msg::Rescanned(found.map_err(|error| CleanText::single_line(&error.to_string()))));
        }
        self
    }

    /// Types letters, blanks too, one by one.
    pub fn letters(&mut self, letters: &str) -> &mut Self {
        for letter in letters.chars() {
            self.send(Msg::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE)));
        }
        self
    }

    /// Answers a request for a page.
    pub fn set_page(&mut self, request: &PageRequest) {
        self.pages_set += 1;
        self.send(request.run());
    }

    /// Types keys, by their names, with blanks between them.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is not a key"));
            self.send(Msg::Key(key.into()));
        }
        self
    }

    /// The mouse, at a column and a row.
    pub fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) -> &mut Self {
        self.send(Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
        self
    }

    /// A click with the left button.
    pub fn click(&mut self, column: u16, row: u16) -> &mut Self {
        let size = self.terminal.backend().buffer().area;
        // As in the terminal: a click on the name of a key presses it.
        match ui::key_at(&self.app, (size.width, size.height), Position::new(column, row)) {
            Some(key) => {
                self.send(Msg::Key(key.into()));
                self
            }
            None => self.mouse(MouseEventKind::Down(MouseButton::Left), column, row),
        }
    }

    /// Gives the screen another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.terminal.backend_mut().resize(columns, rows);
        self.send(Msg::Resize(columns, rows));
        self
    }

    /// Draws the screen at every small size and some large ones.
    pub fn draw_every_size(&mut self) {
        let sizes = (1..=40).flat_map(|columns| (1..=12).map(move |rows| (columns, rows)));
        for (columns, rows) in sizes.chain([(0, 0), (89, 24), (90, 24), (500, 200), (90, 1)]) {
            assert_eq!(self.resize(columns, rows).screen().lines().count(), usize::from(rows), "{columns}x{rows}");
        }
    }

    /// What the screen shows, line by line.
    pub fn screen(&mut self) -> String {
        let app = &self.app;
        // The test backend keeps the right half of a cell over which a wide character was drawn; terminals do not.
        self.terminal.clear().expect("a test backend");
        self.terminal.draw(|frame| ui::view(app, frame)).expect("a frame");
        let buffer = self.terminal.backend().buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut covered = 0;
            let mut line = String::new();
            for x in 0..buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                if covered == 0 {
                    line.push_str(symbol);
                    covered = unicode_width::UnicodeWidthStr::width(symbol).max(1);
                }
                covered -= 1;
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Whether the screen shows a text.
    pub fn shows(&mut self, text: &str) -> bool {
        self.screen().contains(text)
    }

    /// The style of the cell where a text begins on the screen.
    pub fn style_of(&mut self, text: &str) -> Style {
        let screen = self.screen();
        let (y, line) =
            screen.lines().enumerate().find(|(_, line)| line.contains(text)).expect("the text on the screen");
        let before = &line[..line.find(text).expect("the text in its line")];
        let x = unicode_width::UnicodeWidthStr::width(before);
        let cell =
            &self.terminal.backend().buffer()[(u16::try_from(x).expect("a column"), u16::try_from(y).expect("a row"))];
        cell.style()
    }

    /// The folder of the posts.
    pub fn folder(&self) -> &Path {
        self.posts.path()
    }
}
