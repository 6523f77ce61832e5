//! The reads.

use rusqlite::{Connection, OptionalExtension, Params, Row};

use super::fault::Fault;
use crate::Range;
use crate::range::past_prefix;

pub(super) fn get(connection: &Connection, kind: &str, key: &str) -> Result<Option<String>, Fault> {
    connection
        .prepare_cached("SELECT doc FROM row WHERE kind = ?1 AND key = ?2")?
        .query_row((kind, key), |row| row.get(0))
        .optional()
}

pub(super) fn list(
    connection: &Connection,
    kind: &str,
    range: &Range,
) -> Result<Vec<(String, String)>, Fault> {
    let mut above = ">=";
    let mut first = range.prefix.as_str();
    let end = past_prefix(first);
    let mut end = end.as_deref();
    match range.after.as_deref() {
        Some(before) if range.reverse => end = Some(end.map_or(before, |end| end.min(before))),
        Some(after) if after >= first => (above, first) = (">", after),
        _ => {}
    }
    // Bounds are left out rather than made optional: an `OR` would scan to the end of the kind.
    let below = if end.is_some() { "AND key < ?3" } else { "" };
    let order = if range.reverse { "DESC" } else { "ASC" };
    let limit = match range.limit {
        0 => -1, // SQLite's word for no limit
        limit => i64::try_from(limit).unwrap_or(i64::MAX),
    };
    all(
        connection,
        &format!(
            "SELECT key, doc FROM row WHERE kind = ?1 AND key {above} ?2 {below}
             ORDER BY key {order} LIMIT ?4"
        ),
        (kind, first, end, limit),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

pub(super) fn events(
    connection: &Connection,
    seq: u64,
    limit: usize,
) -> Result<Vec<(u64, String)>, Fault> {
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    all(
        connection,
        "SELECT seq, doc FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2",
        (seq, limit),
        |row| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?)),
    )
}

pub(super) fn last_event(connection: &Connection) -> Result<u64, Fault> {
    connection
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'event'")?
        .query_row([], |row| Ok(row.get::<_, i64>(0)?.unsigned_abs()))
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    connection
        .prepare_cached(sql)?
        .query_map(params, read)?
        .collect()
}
