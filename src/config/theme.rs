//! Colours: the themes in `assets/themes`, each with a style for every role on the screen, changed by the user's
//! `theme.toml`.

use std::path::Path;

use ratatui::style::{Color, Modifier, Style};

use super::layer::{ConfigLayer, Value};
use crate::text::CleanText;

/// The shipped themes by name; the first one is the default.
const SHIPPED: [(&str, &str); 4] = [
    ("terminal", include_str!("../../assets/themes/terminal.toml")),
    ("paper", include_str!("../../assets/themes/paper.toml")),
    ("night", include_str!("../../assets/themes/night.toml")),
    (MONO, include_str!("../../assets/themes/mono.toml")),
];

/// The theme without colours.
const MONO: &str = "mono";

/// Makes the struct of roles, with access by name.
macro_rules! roles {
    ($($(#[doc = $doc:literal])* $role:ident = $name:literal,)*) => {
        /// The style of each role on the screen.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// The whole window.
    window = "window",
    /// The bar at the top.
    title_bar = "title-bar",
    /// The border of a pane.
    border = "border",
    /// The border of the focused pane.
    border_focused = "border-focused",
    /// A heading in the post list.
    month = "month",
    /// A day in the post list.
    day = "day",
    /// The dot of an unread post.
    unread = "unread",
    /// A star.
    star = "star",
    /// The title of a read post in the post list.
    read_title = "read-title",
    /// The title of an unread post in the post list.
    unread_title = "unread-title",
    /// Domain and reading time in the post list.
    detail = "detail",
    /// The selected row of the focused pane.
    selected = "selected",
    /// The selected row of another pane.
    selected_elsewhere = "selected-elsewhere",
    /// The title of a page.
    title = "title",
    /// The line under the title.
    meta = "meta",
    /// The headline of a story.
    headline = "headline",
    /// The teaser under the headline.
    dek = "dek",
    /// A heading in the text.
    heading = "heading",
    /// A link.
    link = "link",
    /// The number of a link.
    link_number = "link-number",
    /// The labels on the links.
    hint = "hint",
    /// A match of a search.
    matched = "match",
    /// The current match.
    current_match = "current-match",
    /// Code.
    code = "code",
    /// A keyword in code whose language is known.
    code_keyword = "code-keyword",
    /// A string in code.
    code_string = "code-string",
    /// A comment in code.
    code_comment = "code-comment",
    /// A number or another constant in code.
    code_number = "code-number",
    /// The name of a type in code.
    code_type = "code-type",
    /// The name of a function in code.
    code_function = "code-function",
    /// Anything else in code.
    code_other = "code-other",
    /// A quotation.
    quote = "quote",
    /// A divider.
    rule = "rule",
    /// A note of this program on a page.
    note = "note",
    /// A key in footer and help.
    key = "key",
    /// A message in the footer.
    message = "message",
    /// An error.
    error = "error",
    /// The progress bar.
    gauge = "gauge",
    /// The first line of a chart.
    line_1 = "line-1",
    /// The second one.
    line_2 = "line-2",
    /// The third one.
    line_3 = "line-3",
    /// The fourth one.
    line_4 = "line-4",
    /// The fifth one.
    line_5 = "line-5",
    /// The sixth one.
    line_6 = "line-6",
}

/// The themes, one of which is used. Only that one is parsed: the first screen waits for it. By default it has no
/// styles.
#[derive(Clone, Debug, Default)]
pub struct Themes {
    current: usize,
    theme: Theme,
    /// The styles of the user, which change every theme.
    user: Vec<(String, Style)>,
    has_colour: bool,
}

impl Themes {
    /// The shipped themes, changed by the `theme.toml` in a folder, and warnings about it. The theme of that name is
    /// used, or else the default. Without `colour` it is `mono`, and of colours of the user only attributes such as
    /// bold are left.
    #[must_use]
    pub fn load(folder: Option<&Path>, name: &str, colour: bool) -> (Self, Vec<CleanText>) {
        let mut layer = folder.map(|folder| ConfigLayer::read(&folder.join("theme.toml"))).unwrap_or_default();
        let user = styles(&mut layer);
        let mut themes = Self { current: 0, theme: Theme::default(), user, has_colour: colour };
        if !themes.choose(if colour { name } else { MONO }) {
            themes.choose(SHIPPED[0].0);
        }
        (themes, layer.warnings)
    }

    /// The names of the themes.
    #[must_use]
    pub fn names() -> [&'static str; SHIPPED.len()] {
        SHIPPED.map(|(name, _)| name)
    }

    /// The theme that is used.
    #[must_use]
    pub fn current(&self) -> &Theme {
        &self.theme
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        SHIPPED[self.current].0
    }

    /// Uses the theme of that name. Returns false if there is none.
    pub fn choose(&mut self, name: &str) -> bool {
        let Some(found) = SHIPPED.iter().position(|(known, _)| *known == name) else { return false };
        self.current = found;
        let mut shipped = shipped_layer(SHIPPED[found].1);
        let mut theme = Theme::default();
        theme.change(&styles(&mut shipped));
        theme.change(&self.user);
        self.theme = if self.has_colour { theme } else { theme.without_colours() };
        true
    }
}

fn shipped_layer(text: &str) -> ConfigLayer {
    ConfigLayer::parse("the shipped theme", text)
}

/// The styles of a file by their roles. Adds warnings about invalid ones to it.
fn styles(layer: &mut ConfigLayer) -> Vec<(String, Style)> {
    let mut roles = Theme::default();
    let mut styles = Vec::new();
    for entry in std::mem::take(&mut layer.entries) {
        let warning = match (roles.role(&entry.key), entry.value) {
            (Some(_), Value::String(text)) => match parse_style(&text) {
                Ok(style) => {
                    styles.push((entry.key, style));
                    continue;
                }
                Err(word) => format!("{}: unknown colour or attribute “{word}”", entry.key),
            },
            (Some(_), other) => format!("{}: expected a string, found {}", entry.key, other.kind()),
            (None, _) => format!("unknown role `{}`", entry.key),
        };
        layer.warn(entry.line, &warning);
    }
    styles
}

impl Theme {
    fn change(&mut self, styles: &[(String, Style)]) {
        for (role, style) in styles {
            if let Some(slot) = self.role(role) {
                *slot = *style;
            }
        }
    }

    /// The theme with attributes such as bold only. Matches are coloured by most users. Links are underlined too, and
    /// headlines are bold, but not both.
    fn without_colours(mut self) -> Self {
        self.all().for_each(|style| (style.fg, style.bg) = (None, None));
        self.matched = self.matched.add_modifier(Modifier::UNDERLINED | Modifier::BOLD);
        // Their background told these from the text.
        for style in [&mut self.current_match, &mut self.hint, &mut self.selected] {
            *style = style.add_modifier(Modifier::REVERSED);
        }
        self
    }
}

/// Parses `bold cyan on black`. The error is the unknown word.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(theme: &str) -> std::io::Result<tempfile::TempDir> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("theme.toml"), theme)?;
        Ok(folder)
    }

    #[test]
    fn every_shipped_theme_has_every_role() {
        for (name, shipped) in SHIPPED {
            let mut layer = shipped_layer(shipped);
            styles(&mut layer);
            assert!(layer.warnings.is_empty(), "{name}: {:?}", layer.warnings);
            let roles = |text: &str| -> Vec<String> {
                text.lines().filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect()
            };
            assert_eq!(roles(shipped), roles(SHIPPED[0].1), "{name}");
            assert_eq!(roles(shipped).len(), Theme::default().all().count(), "{name}");
        }
    }

    #[test]
    fn the_users_styles_change_every_theme_and_are_warned_about_once() -> std::io::Result<()> {
        let folder = folder("heading = \"bold red\"\nlink = \"loud\"\n")?;
        let (mut themes, warnings) = Themes::load(Some(folder.path()), "night", true);
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert_eq!(themes.name(), "night");
        for name in Themes::names() {
            assert!(themes.choose(name));
            assert_eq!(
                themes.current().heading,
                Style::default().fg(Color::Red).add_modifier(Modifier::BOLD),
                "{name}"
            );
            assert_ne!(themes.current().link, Style::default(), "{name}");
        }
        Ok(())
    }

    #[test]
    fn without_colours_the_theme_is_mono_with_the_attributes_of_the_user() -> std::io::Result<()> {
        let folder = folder("heading = \"italic red on blue\"\nmatch = \"black on yellow\"\n")?;
        let (mut themes, _) = Themes::load(Some(folder.path()), "paper", false);
        assert_eq!(themes.name(), "mono");
        assert_eq!(themes.current().heading, Style::default().add_modifier(Modifier::ITALIC));
        assert_ne!(themes.current().matched, Style::default());
        for name in Themes::names() {
            themes.choose(name);
            let theme = themes.current();
            assert_eq!((theme.window, theme.code.fg), (Style::default(), None), "{name}");
            for style in [theme.hint, theme.selected, theme.current_match] {
                assert!(style.add_modifier.contains(Modifier::REVERSED), "{name}: {style:?}");
            }
        }
        Ok(())
    }
}
