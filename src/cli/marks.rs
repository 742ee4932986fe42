//! `marks export` and `marks import`: marks to a file and back, to move them between machines.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, anyhow};

use super::args::MarksCommand;
use super::{complain, post_file, print};
use crate::config::Paths;
use crate::store;
use crate::text::CleanText;

/// The largest file of marks that is read, in bytes: a hundred thousand marks take 15 MB.
const MAX_FILE: u64 = 256 * 1024 * 1024;

/// Exports or imports marks.
pub(super) fn run(command: &MarksCommand) -> anyhow::Result<()> {
    let folder = Paths::for_user().ok_or_else(|| anyhow!("there are no marks: there is no home directory"))?.data;
    match command {
        MarksCommand::Export { to, force } => export(&folder, to, *force),
        MarksCommand::Import { file } => import(&folder, file),
    }
}

fn export(folder: &Path, to: &Path, force: bool) -> anyhow::Result<()> {
    let (text, count) = store::export_marks(folder)?;
    if post_file::is_stdin(to) {
        return print(|out| Ok(out.write_all(text.as_bytes())?));
    }
    let name = CleanText::single_line(&to.to_string_lossy());
    match to.symlink_metadata() {
        Ok(there) if there.is_dir() => return Err(anyhow!("{name} is a folder; name a file")),
        Ok(_) if !force => return Err(anyhow!("{name} exists; add --force to replace it, or choose another name")),
        _ => {}
    }
    // What one reads is nobody else's business, as with `marks.db`.
    store::replace_private_file(to, &text).map_err(|error| anyhow!("cannot write {name}: {error}"))?;
    print(|out| Ok(writeln!(out, "wrote the marks of {} to {name}", posts(count))?))
}

fn import(folder: &Path, file: &Path) -> anyhow::Result<()> {
    let name = CleanText::single_line(&file.to_string_lossy());
    let text = read(file).with_context(|| format!("cannot read {name}"))?;
    let imported = store::import_marks(folder, &text).with_context(|| name.to_string())?;
    if let Some(notice) = &imported.notice {
        complain(notice);
    }
    let changed = match imported.changed {
        0 => "nothing to change".to_owned(),
        count => format!("changed {count} mark{}", if count == 1 { "" } else { "s" }),
    };
    print(|out| Ok(writeln!(out, "read the marks of {} from {name}: {changed}", posts(imported.posts))?))
}

/// Reads a file or standard input.
fn read(file: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    let input: Box<dyn Read> =
        if post_file::is_stdin(file) { Box::new(io::stdin().lock()) } else { Box::new(fs::File::open(file)?) };
    input.take(MAX_FILE + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_FILE {
        return Err(anyhow!("it is larger than 256 MiB"));
    }
    Ok(text)
}

fn posts(count: usize) -> String {
    format!("{count} post{}", if count == 1 { "" } else { "s" })
}
