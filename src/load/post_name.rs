//! Which files are posts, by their names.

use std::ffi::OsStr;
use std::path::Path;

/// File extensions of posts, in any case.
const EXTENSIONS: [&str; 5] = ["md", "markdown", "mdx", "html", "htm"];

/// Which files are posts, for messages.
pub const POST_FILE_RULE: &str = "a post is a file that ends in .md, .markdown, .mdx, .html or .htm; \
    hidden files and folders, _site and node_modules are skipped";

/// True if a file name is that of a post.
pub(crate) fn is_post_name(path: &Path) -> bool {
    EXTENSIONS.iter().any(|known| has_extension(path, known))
}

/// True if a path has an extension, in any case, after a name.
pub(super) fn has_extension(path: &Path, extension: &str) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    let Some(stem) = bytes.len().checked_sub(extension.len() + 1) else { return false };
    bytes[stem] == b'.'
        && bytes[stem + 1..].eq_ignore_ascii_case(extension.as_bytes())
        && !matches!(bytes[..stem].last(), None | Some(b'/'))
}

/// True if a file or folder is hidden. Editors and systems keep their own files beside a post under such names.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}
