//! Marks on disk: one SQLite file, safe against a kill at any moment and against two programs at once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, params};
use thiserror::Error;

use crate::archive::{CleanText, Mark, MarkChange, MarkField, Position, StoryKey};

/// Version of the tables, in the file's `user_version`.
const VERSION: i64 = 2;

/// How long a write waits for another program's.
const BUSY: Duration = Duration::from_secs(5);

/// Why marks cannot be kept. Reading goes on without.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The folder cannot be made.
    #[error("marks are not kept: cannot make {}: {reason}", .path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// SQLite refuses the file, or to write to it.
    #[error("marks are not kept: {}: {reason}", .path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        reason: rusqlite::Error,
    },
    /// The file was written by a later version of the program.
    #[error("marks are not kept: {} was written by a newer version of this program", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
}

/// What is told of a store that could be opened, but not as it was.
#[derive(Debug, Default)]
pub struct Opened {
    /// The marks that were kept, by identity.
    pub marks: HashMap<String, Mark>,
    /// What happened to the file, for the status line.
    pub notice: Option<CleanText>,
}

/// The open file of marks.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens `marks.db` in a folder, making both if need be, and reads the marks. A corrupt file is renamed, and a new one
    /// begun.
    ///
    /// # Errors
    /// The reason, with the marks as far as they could be read: the file is of a newer version, or cannot be written.
    pub fn open(folder: &Path) -> (Result<Self, StoreError>, Opened) {
        if let Err(reason) = std::fs::create_dir_all(folder) {
            return (Err(StoreError::Folder { path: folder.to_owned(), reason }), Opened::default());
        }
        let path = folder.join("marks.db");
        let mut opened = Opened::default();
        let mut result = Self::open_file(&path, &mut opened);
        if let Err(reason) = &result
            && is_corrupt(reason)
        {
            match set_aside(&path) {
                Ok(aside) => {
                    let text = format!("the marks could not be read; the file is kept as {}", aside.display());
                    result = Self::open_file(&path, &mut opened);
                    opened.notice = Some(CleanText::line(&text));
                }
                Err(reason) => return (Err(StoreError::Folder { path, reason }), opened),
            }
        }
        let result = match result {
            Ok(Some(store)) => Ok(store),
            Ok(None) => Err(StoreError::Newer { path }),
            Err(reason) => Err(StoreError::Refused { path, reason }),
        };
        (result, opened)
    }

    /// None where the file is of a newer version.
    fn open_file(path: &Path, opened: &mut Opened) -> rusqlite::Result<Option<Self>> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(BUSY)?;
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version > VERSION {
            opened.marks = read_marks(&read_only(path)?).unwrap_or_default();
            return Ok(None);
        }
        use_write_ahead_log(&connection)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        match version {
            0 => create(&connection)?,
            1 => add_story(&connection)?,
            _ => {}
        }
        opened.marks = read_marks(&connection)?;
        Ok(Some(Self { connection, path: path.to_owned() }))
    }

    /// Writes one change and returns when it is safe on the disk. Only the field that changed is written.
    ///
    /// # Errors
    /// The disk is full, the file cannot be written, or another program held it for five seconds.
    pub fn save(&self, change: &MarkChange) -> Result<(), StoreError> {
        let mark = Mark::default().with(change.field);
        let columns = match change.field {
            MarkField::Read(_) => "read = ?2",
            MarkField::Starred(_) => "starred = ?3",
            MarkField::Position(_) => "position = ?4, story = ?5",
        };
        let sql = format!(
            "INSERT INTO mark (identity, read, starred, position, story) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (identity) DO UPDATE SET {columns}"
        );
        let story = mark.position.story.map_or(0, StoryKey::pack);
        let row = params![change.identity, mark.read, mark.starred, mark.position.offset, story];
        let written = self.connection.prepare_cached(&sql).and_then(|mut sql| sql.execute(row));
        written.map(drop).map_err(|reason| StoreError::Refused { path: self.path.clone(), reason })
    }
}

/// SQLite does not wait here as it does elsewhere when another program does the same at this moment.
fn use_write_ahead_log(connection: &Connection) -> rusqlite::Result<()> {
    let end = Instant::now() + BUSY;
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            // A folder that cannot be written: what is there is read, and saving says why it fails.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => return Ok(()),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && Instant::now() < end => {
                std::thread::sleep(Duration::from_millis(5));
            }
            result => return result,
        }
    }
}

fn read_only(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Makes the table; two programs that start together both may.
fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&format!(
        "BEGIN IMMEDIATE;
         CREATE TABLE IF NOT EXISTS mark (
             identity TEXT PRIMARY KEY,
             read     INTEGER NOT NULL DEFAULT 0,
             starred  INTEGER NOT NULL DEFAULT 0,
             position INTEGER NOT NULL DEFAULT 0,
             story    INTEGER NOT NULL DEFAULT 0
         ) WITHOUT ROWID;
         PRAGMA user_version = {VERSION};
         COMMIT;"
    ))
}

/// Version 1 counted positions from the top of the page alone.
fn add_story(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    // Another program may have done it meanwhile.
    if version == 1 {
        connection
            .execute_batch("ALTER TABLE mark ADD COLUMN story INTEGER NOT NULL DEFAULT 0; PRAGMA user_version = 2;")?;
    }
    connection.execute_batch("COMMIT")
}

fn read_marks(connection: &Connection) -> rusqlite::Result<HashMap<String, Mark>> {
    let mut query = connection.prepare("SELECT identity, read, starred, position, story FROM mark")?;
    let rows = query.query_map([], |row| {
        let position = Position { story: StoryKey::unpack(row.get(4)?), offset: row.get(3)? };
        let mark = Mark { read: row.get(1)?, starred: row.get(2)?, position };
        Ok((row.get(0)?, mark))
    })?;
    rows.collect()
}

fn is_corrupt(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(cause, _)
        if matches!(cause.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Renames a file that is no store, with its log, to a name with the time in it; gives the new name.
fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let time = jiff::Timestamp::now().strftime("%Y%m%d-%H%M%S").to_string();
    let aside = path.with_file_name(format!("marks-corrupt-{time}.db"));
    std::fs::rename(path, &aside)?;
    for log in ["-wal", "-shm"] {
        let of = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(log);
            PathBuf::from(name)
        };
        match std::fs::rename(of(path), of(&aside)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}
