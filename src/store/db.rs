//! One SQLite file of marks: opening, its tables, reading and writing it, and telling damage from other trouble.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{self, DirBuilder};
use std::ops::Deref;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::{env, io};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, params};
use thiserror::Error;

use super::{BUSY, retry};
use crate::model::{Mark, MarkChange, MarkField, Position, StoryKey};

/// Version of the tables, in the file's `user_version`.
pub(super) const VERSION: i64 = 2;

const READ_ONLY: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Why a file gives no marks, or takes none.
#[derive(Debug, Error)]
pub enum DbError {
    /// A later version of the program made it.
    #[error("it was written by a newer version of this program")]
    Newer,
    /// It is not there, or nothing is in it.
    #[error("it is not there")]
    Missing,
    /// It is no store, or a broken one.
    #[error("it is damaged ({0})")]
    Damaged(String),
    /// Its log can only be read in a copy, and that cannot be made.
    #[error("its log can be read in a copy only: {0}")]
    NotCopied(String),
    /// SQLite cannot work on it.
    #[error("{0}")]
    Refused(rusqlite::Error),
}

impl DbError {
    /// Whether another file has to take its place.
    pub(super) fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::Missing)
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Refused(error),
        }
    }
}

/// Opens a file for writing and reads its marks. Where there is none yet, it is begun if `may_begin`.
pub(super) fn open(path: &Path, may_begin: bool) -> Result<(Connection, HashMap<String, Mark>), DbError> {
    if size(path) == 0 {
        // SQLite would throw the log away together with the marks in it.
        if size(&beside(path, "-wal")) > 0 {
            return Err(DbError::Damaged("it is empty, and its log is not".to_owned()));
        }
        if !may_begin {
            return Err(DbError::Missing);
        }
    }
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    let version = version(&connection)?;
    check(&connection, "quick_check")?;
    match version {
        0 if !may_begin && !has_marks(&connection)? => return Err(DbError::Missing),
        // Before there is a log: the tables stand in the file itself even if the log should get lost.
        0 => create(&connection)?,
        _ if !has_marks(&connection)? => return Err(DbError::Damaged("there is no table of marks in it".to_owned())),
        _ => {}
    }
    use_write_ahead_log(&connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    if version == 1 {
        add_story(&connection)?;
    }
    let marks = read_marks(&connection)?;
    Ok((connection, marks))
}

/// The version of a file's tables; one that this program does not know is an error.
fn version(connection: &Connection) -> Result<i64, DbError> {
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    match version {
        0..=VERSION => Ok(version),
        ..0 => Err(DbError::Damaged(format!("its version is {version}"))),
        _ => Err(DbError::Newer),
    }
}

fn has_marks(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'mark'", [], |row| row.get(0))
}

/// Lets SQLite look for damage, by its `quick_check` or `integrity_check`. 20,000 marks take 2 ms.
fn check(connection: &Connection, by: &str) -> Result<(), DbError> {
    let found: String = connection.query_row(&format!("PRAGMA {by}(1)"), [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(DbError::Damaged(found)) }
}

/// Reads the marks of a file without changing anything, whatever its version.
pub(super) fn read(path: &Path) -> Result<HashMap<String, Mark>, DbError> {
    let reading = open_to_read(path)?;
    Ok(read_marks(&reading)?)
}

/// Whether there is any mark in a file.
pub(super) fn has_any(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT EXISTS (SELECT 1 FROM mark)", [], |row| row.get(0))
}

/// Checks a file from end to end without changing anything; gives its version.
pub(super) fn check_whole(path: &Path) -> Result<i64, DbError> {
    let connection = open_to_read(path)?;
    let version = version(&connection)?;
    check(&connection, "integrity_check")?;
    if has_marks(&connection)? {
        Ok(version)
    } else {
        Err(DbError::Damaged("there is no table of marks in it".to_owned()))
    }
}

/// A file that is open for reading.
pub(super) struct Reading {
    connection: Connection,
    /// Removed after it was closed.
    _copy: Option<CopyWithLog>,
}

impl Deref for Reading {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

/// Opens a file so that nothing is made beside it, and that it can be read in a folder or on a disk that takes no more files:
/// without a log as one that nobody writes, with a log whose index is lost or unfit as a copy elsewhere.
fn open_to_read(path: &Path) -> Result<Reading, DbError> {
    if size(path) == 0 {
        return Err(DbError::Missing);
    }
    if size(&beside(path, "-wal")) == 0 {
        let connection = Connection::open_with_flags(immutable(path), READ_ONLY | OpenFlags::SQLITE_OPEN_URI)?;
        return Ok(Reading { connection, _copy: None });
    }
    // Without an index there is no writer. One that is there may be unfit: of no size, say, where the disk had no room.
    if size(&beside(path, "-shm")) > 0 {
        let connection = open_among_writers(path)?;
        match has_marks(&connection).map_err(DbError::from) {
            Err(DbError::Refused(_)) => {}
            Err(fault) => return Err(fault),
            Ok(_) => return Ok(Reading { connection, _copy: None }),
        }
    }
    let copy = CopyWithLog::of(path).map_err(|error| DbError::NotCopied(error.to_string()))?;
    Ok(Reading { connection: Connection::open(copy.0.join(COPIED))?, _copy: Some(copy) })
}

/// Name of a copied file.
const COPIED: &str = "marks.db";

/// A folder with a copy of a file and its log.
struct CopyWithLog(PathBuf);

impl CopyWithLog {
    fn of(path: &Path) -> io::Result<Self> {
        let time = jiff::Timestamp::now().as_nanosecond();
        let folder = env::temp_dir().join(format!("importai-reader-{}-{time}", std::process::id()));
        // Fails where there is something of that name already.
        DirBuilder::new().mode(0o700).create(&folder)?;
        let copy = Self(folder);
        for ending in ["", "-wal"] {
            fs::copy(beside(path, ending), beside(&copy.0.join(COPIED), ending))?;
        }
        Ok(copy)
    }
}

impl Drop for CopyWithLog {
    fn drop(&mut self) {
        // What is left of it is in the system's folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Opens a file to read it while others may write.
pub(super) fn open_among_writers(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, READ_ONLY)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// The file as SQLite's address of one that does not change.
fn immutable(path: &Path) -> String {
    let mut address = "file:".to_owned();
    for &byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(address, "%{byte:02x}");
        }
    }
    address + "?immutable=1"
}

/// Size of a file; 0 where there is none.
pub(super) fn size(path: &Path) -> u64 {
    path.metadata().map_or(0, |metadata| metadata.len())
}

/// The file that SQLite keeps beside another.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// What a file is told from another by.
pub(super) fn inode(path: &Path) -> Option<(u64, u64)> {
    path.metadata().ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

/// Writes changes, all or none of them, and returns when they are on the disk.
pub(super) fn write(connection: &mut Connection, changes: &[MarkChange]) -> Result<(), DbError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for change in changes {
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
        let story = mark.position.story.map_or(0, StoryKey::to_i64);
        let row = params![change.identity, mark.read, mark.starred, mark.position.offset, story];
        transaction.prepare_cached(&sql)?.execute(row)?;
    }
    Ok(transaction.commit()?)
}

/// SQLite does not wait here as it does elsewhere when another program does the same at this moment.
fn use_write_ahead_log(connection: &Connection) -> rusqlite::Result<()> {
    let is_busy = |error: &rusqlite::Error| matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy));
    match retry(|| connection.pragma_update(None, "journal_mode", "WAL"), is_busy) {
        // A file that cannot be written: what is there is read, and saving says why it fails.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => Ok(()),
        result => result,
    }
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

/// Every mark. A column that the file's version does not have, or a value of another kind, counts as 0: the rest of a mark
/// is worth keeping.
fn read_marks(connection: &Connection) -> rusqlite::Result<HashMap<String, Mark>> {
    let columns = ["read", "starred", "position", "story"].map(|column| {
        let known = connection.prepare(&format!("SELECT mark.{column} FROM mark LIMIT 0")).is_ok();
        if known { column } else { "0" }
    });
    let mut query = connection.prepare(&format!("SELECT identity, {} FROM mark", columns.join(", ")))?;
    let mut rows = query.query([])?;
    let mut marks = HashMap::new();
    while let Some(row) = rows.next()? {
        let Ok(identity) = row.get(0) else { continue };
        let story = row.get(4).ok().and_then(StoryKey::from_i64);
        let position = Position { story, offset: row.get(3).unwrap_or_default() };
        let (read, starred) = (row.get(1).unwrap_or_default(), row.get(2).unwrap_or_default());
        marks.insert(identity, Mark { read, starred, position });
    }
    Ok(marks)
}
