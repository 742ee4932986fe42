//! Colours: a style for each role on the screen, from `assets/theme.toml` with the user's `theme.toml` laid over it.

use std::path::Path;

use ratatui::style::{Color, Modifier, Style};

use super::layer::{ConfigLayer, Value};
use crate::text::CleanText;

/// The shipped theme.
pub const DEFAULTS: &str = include_str!("../../assets/theme.toml");

/// Makes the struct of roles with a setter by name.
macro_rules! roles {
    ($($(#[doc = $doc:literal])* $role:ident = $name:literal,)*) => {
        /// The style of each role on the screen.
        #[derive(Clone, Debug, Default)]
        pub struct Theme {
            $($(#[doc = $doc])* pub $role: Style,)*
        }

        impl Theme {
            fn role(&mut self, name: &str) -> Option<&mut Style> {
                match name { $($name => Some(&mut self.$role),)* _ => None }
            }

            fn all(&mut self) -> impl Iterator<Item = &mut Style> {
                [$(&mut self.$role,)*].into_iter()
            }
        }
    };
}

roles! {
    /// The bar at the top.
    title_bar = "title-bar",
    /// Border of a pane.
    border = "border",
    /// Border of the pane that has the keys.
    border_focused = "border-focused",
    /// A heading in the index.
    month = "month",
    /// A day in the index.
    day = "day",
    /// The dot of an unread post.
    unread = "unread",
    /// A star.
    star = "star",
    /// Title of a read post in the index.
    read_title = "read-title",
    /// Title of an unread post in the index.
    unread_title = "unread-title",
    /// Domain and reading time in the index.
    detail = "detail",
    /// The selected row, where its pane has the keys.
    selected = "selected",
    /// The selected row, where another pane has the keys.
    selected_elsewhere = "selected-elsewhere",
    /// A page's title.
    title = "title",
    /// The line under it.
    meta = "meta",
    /// The headline of a story.
    headline = "headline",
    /// The teaser under it.
    dek = "dek",
    /// A heading in the text.
    heading = "heading",
    /// A link.
    link = "link",
    /// Its number.
    link_number = "link-number",
    /// The letters on the links.
    hint = "hint",
    /// A match of a search.
    matched = "match",
    /// The match that was gone to.
    current_match = "current-match",
    /// Code.
    code = "code",
    /// A quotation.
    quote = "quote",
    /// A divider.
    rule = "rule",
    /// What the reader adds to a page.
    note = "note",
    /// A key in footer and help.
    key = "key",
    /// A message in the footer.
    message = "message",
    /// What went wrong.
    error = "error",
    /// The gauge of loading.
    gauge = "gauge",
}

impl Theme {
    /// The shipped theme with that of a folder's `theme.toml` laid over it, and complaints about either. Without `colour`
    /// only attributes such as bold are left.
    #[must_use]
    pub fn load(folder: Option<&Path>, colour: bool) -> (Self, Vec<CleanText>) {
        let mut theme = Self::default();
        let complaints = ConfigLayer::layers("theme.toml", DEFAULTS, folder, |layer| theme.lay_over(layer));
        if !colour {
            theme.all().for_each(|style| (style.fg, style.bg) = (None, None));
        }
        (theme, complaints)
    }

    fn lay_over(&mut self, settings: &mut ConfigLayer) {
        for entry in std::mem::take(&mut settings.entries) {
            let fault = match (self.role(&entry.key), entry.value) {
                (Some(role), Value::Text(text)) => match parse_style(&text) {
                    Ok(style) => {
                        *role = style;
                        continue;
                    }
                    Err(word) => format!("{}: “{word}” is no colour and no attribute", entry.key),
                },
                (Some(_), other) => format!("{}: a text is wanted, not {}", entry.key, other.kind()),
                (None, _) => format!("the theme has no role “{}”", entry.key),
            };
            settings.complain(entry.line, &fault);
        }
    }
}

/// Reads `bold cyan on black`; the error is the word that means nothing.
fn parse_style(text: &str) -> Result<Style, String> {
    let mut style = Style::default();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let colour = |word: &str| word.parse::<Color>().map_err(|_| word.to_owned());
        style = match word {
            "bold" => style.add_modifier(Modifier::BOLD),
            "dim" => style.add_modifier(Modifier::DIM),
            "italic" => style.add_modifier(Modifier::ITALIC),
            "underlined" => style.add_modifier(Modifier::UNDERLINED),
            "reversed" => style.add_modifier(Modifier::REVERSED),
            "crossed-out" => style.add_modifier(Modifier::CROSSED_OUT),
            "on" => style.bg(colour(words.next().ok_or("on")?)?),
            word => style.fg(colour(word)?),
        };
    }
    Ok(style)
}
