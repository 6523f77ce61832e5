//! When the lines of a build's log arrived: a file beside the log with the place and the moment of every
//! piece that came. A log of an older server has none, and its lines have no times.
//!
//! A record is 16 bytes: the byte of the log at which the piece begins, then milliseconds since the
//! epoch, both little-endian.

use std::io::{ErrorKind, SeekFrom};
use std::path::Path;

use tokio::fs::{File, OpenOptions};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use towline_core::Time;

/// Bytes of a record.
const RECORD: usize = 16;

/// Notes that what comes at byte `place` of a log came now. Told before the piece is written: after a
/// crash in between the piece comes again, at the same place.
pub(crate) async fn note(path: &Path, place: u64, now: Time) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let mut file = options.open(path).await?;
    // What a crash left of a record is written over.
    let whole = file.metadata().await?.len() / RECORD as u64 * RECORD as u64;
    file.seek(SeekFrom::Start(whole)).await?;
    let mut record = [0; RECORD];
    record[..8].copy_from_slice(&place.to_le_bytes());
    record[8..].copy_from_slice(&now.0.to_le_bytes());
    file.write_all(&record).await?;
    file.flush().await
}

/// The moments of one log, as far as they were read.
#[derive(Default)]
pub(super) struct Times(Vec<(u64, Time)>);

impl Times {
    /// Reads what came since the last look.
    pub(super) async fn go_on(&mut self, path: &Path) -> std::io::Result<()> {
        let mut file = match File::open(path).await {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.0.clear();
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let known = (self.0.len() * RECORD) as u64;
        file.seek(SeekFrom::Start(known)).await?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).await?;
        let number = |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes).unwrap_or_default();
        let records = bytes.chunks_exact(RECORD);
        self.0.extend(records.map(|record| {
            let (place, at) = record.split_at(8);
            (number(place), Time(number(at).cast_signed()))
        }));
        Ok(())
    }

    /// When the line that begins at this byte came.
    pub(super) fn of(&self, place: u64) -> Option<Time> {
        // A piece that was told twice has two records of one place, the later one counts.
        let after = self.0.partition_point(|(begin, _)| *begin <= place);
        Some(self.0[after.checked_sub(1)?].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn lines_have_the_time_of_their_piece_also_after_a_torn_record() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("times");
        let mut times = Times::default();
        times.go_on(&path).await.unwrap();
        assert_eq!(times.of(0), None);
        // The log had bytes before times were kept.
        note(&path, 100, Time(1000)).await.unwrap();
        note(&path, 150, Time(2000)).await.unwrap();
        times.go_on(&path).await.unwrap();
        let told = [0, 99, 100, 149, 150, 1 << 40].map(|place| times.of(place).map(|at| at.0));
        let wanted = [None, None, Some(1000), Some(1000), Some(2000), Some(2000)];
        assert_eq!(told, wanted);
        let torn = std::fs::read(&path).unwrap();
        std::fs::write(&path, [&torn[..], b"torn"].concat()).unwrap();
        times.go_on(&path).await.unwrap();
        note(&path, 150, Time(3000)).await.unwrap();
        times.go_on(&path).await.unwrap();
        assert_eq!(times.of(150), Some(Time(3000)));
        assert_eq!(std::fs::read(&path).unwrap().len(), 3 * RECORD);
    }
}
