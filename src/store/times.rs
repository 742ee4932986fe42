//! When posts were marked, in a table of its own: a version of the program that knows nothing of it can go on using the
//! file. A mark without a time is older than the table.

use std::collections::HashMap;

use rusqlite::{Connection, params};

/// When the marks of a post were last changed, in milliseconds since 1970; 0 if that is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MarkTimes {
    pub(super) read: i64,
    pub(super) starred: i64,
}

/// Creates the table unless it is there.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS mark_time (
             identity TEXT PRIMARY KEY,
             read     INTEGER NOT NULL DEFAULT 0,
             starred  INTEGER NOT NULL DEFAULT 0
         ) WITHOUT ROWID;",
    )
}

/// Keeps when a mark was changed; the table must exist. `column` is `read` or `starred`.
pub(super) fn write(connection: &Connection, identity: &str, column: &str, time: i64) -> rusqlite::Result<()> {
    let sql = format!(
        "INSERT INTO mark_time (identity, {column}) VALUES (?1, ?2) ON CONFLICT (identity) DO UPDATE SET {column} = ?2"
    );
    connection.prepare_cached(&sql)?.execute(params![identity, time])?;
    Ok(())
}

/// All times, by identity. None if the file has no table of them.
pub(super) fn read(connection: &Connection) -> rusqlite::Result<HashMap<String, MarkTimes>> {
    let mut times = HashMap::new();
    let has_table: bool =
        connection.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'mark_time'", [], |row| row.get(0))?;
    if !has_table {
        return Ok(times);
    }
    let mut query = connection.prepare("SELECT identity, read, starred FROM mark_time")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let Ok(identity) = row.get(0) else { continue };
        let (read, starred) = (row.get(1).unwrap_or_default(), row.get(2).unwrap_or_default());
        times.insert(identity, MarkTimes { read, starred });
    }
    Ok(times)
}
