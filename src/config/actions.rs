//! What keys can do: the actions, with their names in `keys.toml` and their lines on the help screen.

use std::hash::Hash;

/// An action that keys can be bound to.
pub trait KeyAction: Copy + Eq + Hash + 'static {
    /// Every action of the kind.
    fn all() -> impl Iterator<Item = Self>;

    /// Its name in `keys.toml`.
    fn name(self) -> &'static str;
}

/// Makes an enum of actions. The doc comment of each is its line on the help screen.
macro_rules! actions {
    ($(#[$about:meta])* $enum:ident {
        $($section:literal { $(#[doc = $help:literal] $action:ident = $name:literal,)* })*
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $enum {
            $($(#[doc = $help] $action,)*)*
        }

        impl $enum {
            /// Every action, under the headings of the help screen.
            pub const SECTIONS: &[(&str, &[$enum])] = &[$(($section, &[$($enum::$action,)*]),)*];

            /// Its name in `keys.toml`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($($enum::$action => $name,)*)* }
            }

            /// What it does, in one line.
            #[must_use]
            pub fn help(self) -> &'static str {
                match self { $($($enum::$action => $help.trim_ascii(),)*)* }
            }
        }

        impl KeyAction for $enum {
            fn all() -> impl Iterator<Item = Self> {
                Self::SECTIONS.iter().flat_map(|(_, actions)| *actions).copied()
            }

            fn name(self) -> &'static str {
                self.name()
            }
        }
    };
}

actions! {
    /// What a key can do in the panes. The order is that of the help screen.
    Action {
    "Move" {
        /// Next post, or down one line of the text
        Down = "down",
        /// Previous post, or up one line
        Up = "up",
        /// Half a page down
        HalfPageDown = "half-page-down",
        /// Half a page up
        HalfPageUp = "half-page-up",
        /// A page down
        PageDown = "page-down",
        /// A page down; at the end, the next unread post
        Advance = "advance",
        /// A page up
        PageUp = "page-up",
        /// To the first post, or the top of the text
        Top = "top",
        /// To the last post, or the end of the text
        Bottom = "bottom",
        /// Scroll down one line
        ScrollDown = "scroll-down",
        /// Scroll up one line
        ScrollUp = "scroll-up",
        /// Next paragraph, or next heading of the list
        NextParagraph = "next-paragraph",
        /// Previous paragraph, or heading of the list
        PreviousParagraph = "previous-paragraph",
        /// The first post on the screen
        ScreenTop = "screen-top",
        /// The post in the middle of the screen
        ScreenMiddle = "screen-middle",
        /// The last post on the screen
        ScreenBottom = "screen-bottom",
        /// Next post, from the text too
        NextPost = "next-post",
        /// Previous post, from the text too
        PreviousPost = "previous-post",
        /// Next story of the issue, or next heading
        NextStory = "next-story",
        /// Previous story of the issue, or previous heading
        PreviousStory = "previous-story",
        /// List the stories of the issue, or the headings
        Outline = "outline",
        /// Back to where you were before the last jump
        HistoryBack = "history-back",
        /// Forward again; so does Tab after a step back
        HistoryForward = "history-forward",
        /// Next unread post; during a search, the next match
        NextUnread = "next-unread",
        /// Previous unread post; during a search, the previous match
        PreviousUnread = "previous-unread",
    }
    "Find" {
        /// Search all posts; in the text, search this post
        Search = "search",
        /// Search all posts for the current headline or title
        SearchHeadline = "search-headline",
        /// Go to a post by a few letters of its title
        Titles = "titles",
        /// List the saved searches
        Searches = "searches",
    }
    "Read" {
        /// Go to the text; in it, follow the reference
        Read = "read",
        /// Go to the other pane
        SwitchPane = "switch-pane",
        /// Back to the post list; close what is open
        Back = "back",
        /// Show only this pane, or both again
        Zoom = "zoom",
        /// Make the post list narrower
        NarrowList = "narrow-list",
        /// Make the post list wider
        WidenList = "widen-list",
    }
    "Sources" {
        /// Open the post's source in the browser
        OpenSource = "open-source",
        /// Open a link by its label
        HintLinks = "hint-links",
        /// Copy a link by its label
        HintLinksToCopy = "hint-links-to-copy",
        /// List all links
        ChooseLink = "choose-link",
        /// Copy the post's link
        CopyLink = "copy-link",
        /// Show an image of the post, then the next one
        ShowImage = "show-image",
    }
    "Copy and pass on" {
        /// Copy the story or post as a citation in Markdown
        CopyCitation = "copy-citation",
        /// Select lines of the text; then y copies them, Y quotes them, o goes to their other end
        SelectLines = "select-lines",
        /// Open the file in $VISUAL or $EDITOR
        Edit = "edit",
        /// Run a command with the page as its input
        Pipe = "pipe",
        /// Save the current search under a name
        SaveSearch = "save-search",
        /// Export the listed posts to a file, a book or a folder
        Export = "export",
    }
    "Marks and lists" {
        /// Star the post or story, or remove the star
        Star = "star",
        /// Mark the post or story as read or as unread
        ToggleRead = "toggle-read",
        /// Mark all listed posts as read
        MarkAllRead = "mark-all-read",
        /// Undo the last change of a star or read mark
        Undo = "undo",
        /// Show all posts, the unread ones, the starred ones
        Filter = "filter",
        /// Sort by date, title, domain, author, reading time
        Sort = "sort",
        /// Show posts that tell the same news as one row, or each by itself
        Grouping = "grouping",
        /// In such a row, show the others below it, or hide them
        Unfold = "unfold",
        /// List the stories of all posts, or those that the search finds; then the posts again
        Stories = "stories",
        /// List the works that are cited, with the stories that cite each; in the text, those of this story
        Citations = "citations",
        /// List the names of people, organisations, models and the like; in the text, those of this story
        Names = "names",
        /// List the stories most like this one, with the words that they share
        Related = "related",
        /// Put "Why this matters" of all listed stories on one page
        Digest = "digest",
    }
    "Over time" {
        /// Show how much of the archive the search finds over time; without a search, the words that rise
        Trends = "trends",
        /// Show the archive as a calendar of weeks
        Timeline = "timeline",
    }
    "Program" {
        /// List the files with problems
        Problems = "problems",
        /// Show this help
        Help = "help",
        /// Type an action, a theme, an issue number or a date
        CommandLine = "command-line",
        /// Fetch the feeds of config.toml, and look for new, changed and removed files
        Reload = "reload",
        /// Redraw
        Redraw = "redraw",
        /// Suspend the reader; the shell's fg brings it back
        Suspend = "suspend",
        /// Back; in the post list, quit
        Leave = "leave",
        /// Quit
        Quit = "quit",
    }
}
}

actions! {
    /// What a key can do in the text only. These keys win over those of the panes.
    TextAction {
        "In the text" {
            /// Half a page down
            HalfPageDown = "half-page-down",
            /// Half a page up
            HalfPageUp = "half-page-up",
        }
    }
}

impl From<TextAction> for Action {
    fn from(action: TextAction) -> Self {
        match action {
            TextAction::HalfPageDown => Self::HalfPageDown,
            TextAction::HalfPageUp => Self::HalfPageUp,
        }
    }
}

actions! {
    /// What a key can do in the prompt. Any other key types its character.
    PromptAction {
        "In the prompt" {
            /// Show the results
            Accept = "accept",
            /// Cancel the search
            Cancel = "cancel",
            /// Show the query syntax; a character does so only where a word begins
            Syntax = "syntax",
            /// The query before this one
            Earlier = "earlier",
            /// The query after this one
            Later = "later",
            /// One character left
            PreviousChar = "previous-char",
            /// One character right
            NextChar = "next-char",
            /// One word left
            PreviousWord = "previous-word",
            /// One word right
            NextWord = "next-word",
            /// To the start of the line
            Start = "start",
            /// To the end of the line
            End = "end",
            /// Delete the character on the left; cancel if there is none
            DeletePreviousChar = "delete-previous-char",
            /// Delete the character under the cursor
            DeleteNextChar = "delete-next-char",
            /// Delete the word on the left
            DeletePreviousWord = "delete-previous-word",
            /// Delete the word on the right
            DeleteNextWord = "delete-next-word",
            /// Delete everything to the left
            DeleteToStart = "delete-to-start",
            /// Delete everything to the right
            DeleteToEnd = "delete-to-end",
            /// Insert what was deleted last
            Yank = "yank",
        }
    }
}

actions! {
    /// What a key can do in a list over the panes. The key that opens a list also closes it.
    ListAction {
        "In lists" {
            /// Choose the selected line
            Choose = "choose",
            /// Close the list
            Close = "close",
            /// Next line
            Down = "down",
            /// Previous line
            Up = "up",
            /// Half a page down
            HalfPageDown = "half-page-down",
            /// Half a page up
            HalfPageUp = "half-page-up",
            /// A page down
            PageDown = "page-down",
            /// A page up
            PageUp = "page-up",
            /// To the first line
            Top = "top",
            /// To the last line
            Bottom = "bottom",
            /// In the list of links: open the post's source
            OpenSource = "open-source",
            /// In the list of links: copy the selected link
            CopyLink = "copy-link",
            /// In the list of saved searches: delete the selected one
            Delete = "delete",
        }
    }
}

actions! {
    /// What a key can do in a drawn screen: trends and the timeline.
    ChartAction {
        "In trends and the timeline" {
            /// A period or week earlier
            Earlier = "earlier",
            /// A period or week later
            Later = "later",
            /// The query or word above, or the year before
            Up = "up",
            /// The query or word below, or the year after
            Down = "down",
            /// A page up, or ten years before
            PageUp = "page-up",
            /// A page down, or ten years after
            PageDown = "page-down",
            /// To the first period, week or word
            First = "first",
            /// To the last one
            Last = "last",
            /// List the stories of the period or word, or go to the posts of the week
            Open = "open",
            /// In trends: ask for queries to compare
            Ask = "ask",
            /// In trends: quarters instead of years, or months
            Shorter = "shorter",
            /// In trends: quarters instead of months, or years
            Longer = "longer",
            /// Numbers instead of shares; in the timeline: unread, starred, and what you read when
            Measure = "measure",
            /// In the timeline: list what came out on this day in all years
            OnThisDay = "on-this-day",
            /// Close
            Close = "close",
        }
    }
}

actions! {
    /// What a key can answer to a question. Any other key cancels.
    ConfirmAction {
        "When something needs confirmation" {
            /// Yes; any other key cancels
            Yes = "yes",
        }
    }
}
