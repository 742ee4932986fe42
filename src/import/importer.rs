//! Imports a path: a file, a folder or a zip.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use super::error::ImportError;
use super::files::{Files, is_hidden};
use super::input::{Input, open};
use super::intake::{Counts, Event, Intake, Options};
use super::kind::Kind;
use super::table::{self, Table};
use super::zip_file::Refused;
use super::{bookmarks, feed_file, ghost, mail, mbox, opml, post_file, substack, wordpress};
use crate::fetch::{Folder, feed};
use crate::model::has_web_scheme;

/// What came of a path.
#[derive(Debug, Default)]
pub struct Report {
    /// Its posts.
    pub counts: Counts,
    /// Why it, or the rest of it, was not imported.
    pub error: Option<ImportError>,
}

/// Imports files into a folder, one after the other.
#[derive(Debug)]
pub struct Importer {
    folder: Folder,
    options: Options,
}

impl Importer {
    /// An importer.
    #[must_use]
    pub fn new(folder: Folder, options: Options) -> Self {
        Self { folder, options }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Imports a file or a folder. What came before an error is kept.
    pub fn import(&mut self, path: &Path, on_event: &mut dyn FnMut(Event<'_>)) -> Report {
        let mut intake = Intake::new(&mut self.folder, &self.options, on_event);
        let result = of_path(&mut intake, path);
        let counts = intake.counts;
        let mut error = result.err();
        if counts.new > 0 {
            error = error.or(self.folder.save().err().map(ImportError::Store));
        }
        Report { counts, error }
    }
}

fn of_path(intake: &mut Intake<'_>, path: &Path) -> Result<(), ImportError> {
    let is_address = has_web_scheme(&path.to_string_lossy());
    let missing = |error| if is_address { ImportError::Address } else { ImportError::from(error) };
    if fs::metadata(path).map_err(missing)?.is_dir() {
        return all(intake, Files::of_folder(path)?, Vec::new());
    }
    let input = Input::new(open(path)?)?;
    match Kind::of(&input.head) {
        Kind::Zip => {
            drop(input);
            let (files, refused) = Files::of_zip(open(path)?)?;
            all(intake, files, refused)
        }
        kind => one(intake, kind, &path.to_string_lossy(), input),
    }
}

/// Imports what is known among the files of a folder or zip.
fn all(intake: &mut Intake<'_>, mut files: Files, refused: Vec<Refused>) -> Result<(), ImportError> {
    for (name, error) in &refused {
        intake.refuse(name, error);
    }
    let refused: HashSet<String> = refused.into_iter().map(|(name, _)| name.as_str().to_owned()).collect();
    let shown: Vec<usize> = (0..files.names.len()).filter(|&at| !is_hidden(&files.names[at])).collect();
    let (mut unknown, mut used, mut is_any_known) = (HashSet::new(), HashSet::new(), !refused.is_empty());
    for &at in &shown {
        let opened = files.open(at).map(|input| Kind::of(&input.head));
        let kind = match opened {
            Ok(kind) => kind,
            Err(error) => {
                is_any_known = true;
                intake.refuse(&files.clean_name(at), &error);
                continue;
            }
        };
        let name = files.names[at].clone();
        let result = match kind {
            Kind::Empty | Kind::Post(_) | Kind::Unknown(_) => {
                unknown.insert(at);
                continue;
            }
            Kind::Zip if files.is_zip() => {
                Err(ImportError::Unfit("it is a zip in a zip; unpack it and import what is in it"))
            }
            Kind::Zip => files.path(at).ok_or(ImportError::Missing).and_then(|path| of_path(intake, &path)),
            Kind::Table(Table::Substack) => {
                substack::import(intake, &mut files, at, &refused).map(|texts| used.extend(texts))
            }
            kind => files.open(at).and_then(|input| one(intake, kind, &name, input)),
        };
        is_any_known = true;
        match result {
            Err(error @ ImportError::Store(_)) => return Err(error),
            Err(error) => intake.refuse(&files.clean_name(at), &error),
            Ok(()) => {}
        }
    }
    intake.counts.ignored += unknown.difference(&used).count();
    match shown.len() {
        0 if !is_any_known => Err(ImportError::Unfit("there is nothing in it")),
        count if !is_any_known => Err(ImportError::Nothing(count)),
        _ => Ok(()),
    }
}

/// Imports a file of a kind that is known.
fn one(intake: &mut Intake<'_>, kind: Kind, name: &str, input: Input<'_>) -> Result<(), ImportError> {
    match kind {
        Kind::Mbox => mbox::import(intake, input.reader),
        Kind::Mail => mail::import(intake, &input.whole()?),
        Kind::Json => {
            let json = input.whole()?;
            let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&json);
            if feed::looks_like_feed(json) { feed_file::import(intake, json) } else { ghost::import(intake, json) }
        }
        Kind::WordPress => wordpress::import(intake, input),
        Kind::Feed => feed_file::import(intake, &input.whole()?),
        Kind::Opml => Err(opml::feeds(input)),
        Kind::Bookmarks => bookmarks::import(intake, input),
        Kind::Medium => post_file::import(intake, name, &input.whole()?, true),
        Kind::FrontMatter => post_file::import(intake, name, &input.whole()?, false),
        Kind::Table(Table::Posts) => table::posts(intake, input),
        Kind::Table(Table::Links(program)) => table::links(intake, program, input),
        Kind::Table(Table::Substack) => Err(ImportError::Unfit(
            "it lists the posts of an export of Substack; import the zip or the folder that it is from",
        )),
        Kind::Table(Table::Highlights) => {
            Err(ImportError::Unfit("its highlights have no addresses; export the library of Readwise Reader instead"))
        }
        Kind::Zip => Err(ImportError::Unfit("it is a zip in a zip; unpack it and import what is in it")),
        Kind::Empty => Err(ImportError::Empty),
        Kind::Post(what) => Err(ImportError::Post(what)),
        Kind::Unknown(what) => Err(ImportError::Unknown(what)),
    }
}
