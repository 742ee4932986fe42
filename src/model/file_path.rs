//! Where the file of a post is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The whole path of a file, and its path relative to the folder that was opened.
///
/// The second is nearly always the end of the first, and is not kept twice: with 20,000 posts that would be 1.3 MB. A
/// copy shares the text: the list of files to read is one of all paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePath(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    /// The relative path is the end of the whole one.
    End { whole: Arc<str>, relative: u32 },
    /// The whole path is not UTF-8, or leads through a link to a folder.
    Both(Arc<(PathBuf, Box<str>)>),
}

impl FilePath {
    /// A file by its whole path and its path in the folder.
    #[must_use]
    pub fn new(whole: PathBuf, relative: &str) -> Self {
        let end = whole.to_str().and_then(|whole| {
            let start = whole.strip_suffix(relative)?.len();
            Some(Form::End { whole: whole.into(), relative: u32::try_from(start).ok()? })
        });
        Self(end.unwrap_or_else(|| Form::Both(Arc::new((whole, relative.into())))))
    }

    /// The whole path.
    #[must_use]
    pub fn whole(&self) -> &Path {
        match &self.0 {
            Form::End { whole, .. } => Path::new(&**whole),
            Form::Both(both) => &both.0,
        }
    }

    /// The path relative to the folder that was opened.
    #[must_use]
    pub fn relative(&self) -> &str {
        match &self.0 {
            Form::End { whole, relative } => &whole[*relative as usize..],
            Form::Both(both) => &both.1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_paths_are_those_that_were_given() {
        let cases = [
            ("/posts/2020/a.md", "2020/a.md"),
            ("/posts/a.md", "link/a.md"),
            ("/posts/é.md", "é.md"),
            ("a.md", "a.md"),
            ("/posts/a.md", ""),
        ];
        for (whole, relative) in cases {
            let path = FilePath::new(whole.into(), relative);
            assert_eq!((path.whole(), path.relative()), (Path::new(whole), relative));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_not_utf8_is_kept() {
        use std::os::unix::ffi::OsStringExt;
        let whole = PathBuf::from(std::ffi::OsString::from_vec(b"/posts/\xff.md".to_vec()));
        let path = FilePath::new(whole.clone(), "\u{fffd}.md");
        assert_eq!((path.whole(), path.relative()), (whole.as_path(), "\u{fffd}.md"));
    }
}
