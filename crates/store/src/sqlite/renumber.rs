//! A database in a file that goes on with other event numbers.

use std::path::Path;

use towline_core::Event;

use super::File;
use super::fault::Fault;
use crate::StoreError;

/// Stores `event` under the number `seq` in the database at `path`, which nobody has open. The next
/// one gets the number after it.
///
/// # Errors
/// Among others when there is an event with this number.
pub fn put_event(path: &Path, seq: u64, event: &Event) -> Result<(), StoreError> {
    let file = File {
        path: path.to_path_buf(),
        read_only: false,
    };
    let put = || {
        let seq = i64::try_from(seq).map_err(|e| Fault::ToSqlConversionFailure(Box::new(e)))?;
        let doc =
            serde_json::to_string(event).map_err(|e| Fault::ToSqlConversionFailure(Box::new(e)))?;
        let statement = "INSERT INTO event (seq, doc) VALUES (?1, ?2)";
        file.connect()?.execute(statement, (seq, doc))
    };
    put().map(drop).map_err(|fault| file.error(&fault))
}
