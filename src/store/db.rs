//! The SQLite file of marks: opens, checks, reads and writes it, and distinguishes damage from other errors.

use std::collections::HashMap;
use std::fs::{self, DirBuilder};
use std::ops::Deref;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::{env, io};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, params};
use thiserror::Error;
use url::Url;

use super::times::{self, MarkTimes};
use super::{BUSY, clock, retry};
use crate::model::{Mark, MarkChange, MarkField, Position, SectionKey};

/// Version of the schema, kept in the file's `user_version`.
pub(super) const VERSION: i64 = 2;

const READ_ONLY: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Why a file cannot be read or written.
#[derive(Debug, Error)]
pub enum DbError {
    /// It was written by a newer version of the program.
    #[error("the file was written by a newer version of this program")]
    Newer,
    /// It does not exist or is empty.
    #[error("the file is missing or empty")]
    Missing,
    /// It is not a marks file, or a corrupt one.
    #[error("the file is damaged ({0})")]
    Damaged(String),
    /// It has a write-ahead log that can only be read from a copy, and copying failed.
    #[error("cannot copy the file to read its log: {0}")]
    NotCopied(String),
    /// SQLite reports an error other than damage.
    #[error("{0}")]
    Refused(rusqlite::Error),
}

impl DbError {
    /// True if the file must be replaced.
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

const NO_TABLE: &str = "it has no table of marks";

/// Opens a file for writing and reads its marks. A missing or empty file is [`DbError::Missing`], unless
/// `create_if_missing` is true.
pub(super) fn open(path: &Path, create_if_missing: bool) -> Result<(Connection, HashMap<String, Mark>), DbError> {
    if size(path) == 0 {
        // SQLite would delete the log and the marks in it.
        if size(&sidecar_path(path, "-wal")) > 0 {
            return Err(DbError::Damaged("it is empty, but its log is not".to_owned()));
        }
        if !create_if_missing {
            return Err(DbError::Missing);
        }
    }
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    let version = version(&connection)?;
    check(&connection, "quick_check")?;
    match version {
        0 if !create_if_missing && !has_table(&connection)? => return Err(DbError::Missing),
        // Before the write-ahead log is turned on: the table is in the file itself, even if the log gets lost.
        0 => create_table(&connection)?,
        _ if !has_table(&connection)? => return Err(DbError::Damaged(NO_TABLE.to_owned())),
        _ => {}
    }
    use_write_ahead_log(&connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    if version == 1 {
        add_story_column(&connection)?;
    }
    let marks = read_marks(&connection)?;
    Ok((connection, marks))
}

/// The schema version of a file.
///
/// # Errors
/// The version is newer than [`VERSION`], or negative.
fn version(connection: &Connection) -> Result<i64, DbError> {
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    match version {
        0..=VERSION => Ok(version),
        ..0 => Err(DbError::Damaged(format!("its version is {version}"))),
        _ => Err(DbError::Newer),
    }
}

fn has_table(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'mark'", [], |row| row.get(0))
}

/// Runs SQLite's `quick_check` or `integrity_check`: 2 ms for 20,000 marks.
fn check(connection: &Connection, pragma: &str) -> Result<(), DbError> {
    let found: String = connection.query_row(&format!("PRAGMA {pragma}(1)"), [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(DbError::Damaged(found)) }
}

/// Reads the marks of a file of any version, without changing anything.
pub(super) fn read(path: &Path) -> Result<HashMap<String, Mark>, DbError> {
    let connection = open_to_read(path)?;
    Ok(read_marks(&connection)?)
}

/// As [`read`], with when the marks were changed.
pub(super) fn read_timed(path: &Path) -> Result<HashMap<String, (Mark, MarkTimes)>, DbError> {
    let connection = open_to_read(path)?;
    let mut times = times::read(&connection)?;
    let marks = read_marks(&connection)?.into_iter();
    Ok(marks
        .map(|(identity, mark)| {
            let times = times.remove(&identity).unwrap_or_default();
            (identity, (mark, times))
        })
        .collect())
}

/// True if the file has at least one mark.
pub(super) fn has_any(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT EXISTS (SELECT 1 FROM mark)", [], |row| row.get(0))
}

/// Checks the whole file without changing anything, and returns its version.
pub(super) fn verify(path: &Path) -> Result<i64, DbError> {
    let connection = open_to_read(path)?;
    let version = version(&connection)?;
    check(&connection, "integrity_check")?;
    if has_table(&connection)? { Ok(version) } else { Err(DbError::Damaged(NO_TABLE.to_owned())) }
}

/// A read-only connection.
pub(super) struct ReadConnection {
    connection: Connection,
    /// The copy that is being read, if any. Deleted after the connection is closed.
    _copy: Option<WalCopy>,
}

impl Deref for ReadConnection {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

/// Opens a file without creating files next to it, so that it works in a read-only folder and on a full disk. A file
/// without a log is opened as immutable. A file whose log has no usable index is copied and read from there.
fn open_to_read(path: &Path) -> Result<ReadConnection, DbError> {
    if size(path) == 0 {
        return Err(DbError::Missing);
    }
    if size(&sidecar_path(path, "-wal")) == 0 {
        let connection = Connection::open_with_flags(immutable_uri(path)?, READ_ONLY | OpenFlags::SQLITE_OPEN_URI)?;
        return Ok(ReadConnection { connection, _copy: None });
    }
    // No index means no writer. An existing index may be unusable, for example empty because the disk was full.
    if size(&sidecar_path(path, "-shm")) > 0 {
        let connection = open_among_writers(path)?;
        match has_table(&connection).map_err(DbError::from) {
            Err(DbError::Refused(_)) => {}
            Err(error) => return Err(error),
            Ok(_) => return Ok(ReadConnection { connection, _copy: None }),
        }
    }
    let copy = WalCopy::of(path).map_err(|error| DbError::NotCopied(error.to_string()))?;
    Ok(ReadConnection { connection: Connection::open(copy.0.join(COPY_NAME))?, _copy: Some(copy) })
}

/// Name of the copied file.
const COPY_NAME: &str = "marks.db";

/// A temporary folder with a copy of a file and its write-ahead log. Deleted on drop.
struct WalCopy(PathBuf);

impl WalCopy {
    fn of(path: &Path) -> io::Result<Self> {
        let time = clock::now().as_nanosecond();
        let folder = env::temp_dir().join(format!("importai-reader-{}-{time}", std::process::id()));
        // Fails if the name is taken.
        DirBuilder::new().mode(0o700).create(&folder)?;
        let copy = Self(folder);
        for suffix in ["", "-wal"] {
            fs::copy(sidecar_path(path, suffix), sidecar_path(&copy.0.join(COPY_NAME), suffix))?;
        }
        Ok(copy)
    }
}

impl Drop for WalCopy {
    fn drop(&mut self) {
        // If this fails, the system's temporary folder keeps the copy.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Opens a file for reading while other processes may write to it.
pub(super) fn open_among_writers(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, READ_ONLY)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// The SQLite URI of a file that does not change while it is open.
fn immutable_uri(path: &Path) -> rusqlite::Result<String> {
    let absolute = std::path::absolute(path).ok();
    let mut uri = absolute
        .and_then(|path| Url::from_file_path(path).ok())
        .ok_or_else(|| rusqlite::Error::InvalidPath(path.to_owned()))?;
    uri.set_query(Some("immutable=1"));
    Ok(uri.into())
}

/// Size of a file in bytes; 0 if it does not exist.
pub(super) fn size(path: &Path) -> u64 {
    path.metadata().map_or(0, |metadata| metadata.len())
}

/// The path with `suffix` appended, as SQLite names its `-wal`, `-shm` and `-journal` files.
pub(super) fn sidecar_path(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Device and inode, which identify a file across renames; `None` if it does not exist.
pub(super) fn file_id(path: &Path) -> Option<(u64, u64)> {
    path.metadata().ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

/// Writes all changes in one transaction, and returns when they are on disk. Each was made at a time, in milliseconds
/// since 1970.
pub(super) fn write<'a>(
    connection: &mut Connection,
    changes: impl IntoIterator<Item = (&'a MarkChange, i64)>,
) -> Result<(), DbError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    times::create(&transaction)?;
    for (change, time) in changes {
        let mark = Mark::default().updated(change.field);
        let columns = match change.field {
            MarkField::Read(_) => "read = ?2",
            MarkField::Starred(_) => "starred = ?3",
            MarkField::Position(_) => "position = ?4, story = ?5",
        };
        let sql = format!(
            "INSERT INTO mark (identity, read, starred, position, story) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (identity) DO UPDATE SET {columns}"
        );
        let story = mark.position.section.map_or(0, SectionKey::to_i64);
        let row = params![change.identity, mark.read, mark.starred, mark.position.offset, story];
        transaction.prepare_cached(&sql)?.execute(row)?;
        match change.field {
            MarkField::Read(_) => times::write(&transaction, &change.identity, "read", time)?,
            MarkField::Starred(_) => times::write(&transaction, &change.identity, "starred", time)?,
            MarkField::Position(_) => {}
        }
    }
    Ok(transaction.commit()?)
}

/// Turns on the write-ahead log. SQLite's busy timeout does not apply here, so this retries if another process does the
/// same.
fn use_write_ahead_log(connection: &Connection) -> rusqlite::Result<()> {
    let is_busy = |error: &rusqlite::Error| matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy));
    match retry(|| connection.pragma_update(None, "journal_mode", "WAL"), is_busy) {
        // The file is read-only: its marks can still be read, and saving reports the error.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => Ok(()),
        result => result,
    }
}

/// Creates the table. Safe if two processes do it at the same time.
fn create_table(connection: &Connection) -> rusqlite::Result<()> {
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

/// Upgrades from version 1, which had positions relative to the top of the page only.
fn add_story_column(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    // Another process may have done it since the version was read.
    if version == 1 {
        connection
            .execute_batch("ALTER TABLE mark ADD COLUMN story INTEGER NOT NULL DEFAULT 0; PRAGMA user_version = 2;")?;
    }
    connection.execute_batch("COMMIT")
}

/// Every mark, by identity. A column that the file lacks, or a value of the wrong type, is read as 0: the rest of the
/// mark is worth keeping.
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
        let story = row.get(4).ok().and_then(SectionKey::from_i64);
        let position = Position { section: story, offset: row.get(3).unwrap_or_default() };
        let (read, starred) = (row.get(1).unwrap_or_default(), row.get(2).unwrap_or_default());
        marks.insert(identity, Mark { read, starred, position });
    }
    Ok(marks)
}
