//! Where the lines of a growing file are: the place of every so manieth line.

use std::io::{ErrorKind, SeekFrom};
use std::path::Path;

use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use towline_api::ApiError;

/// Lines between two known places.
const STEP: usize = 256;

/// Bytes read at once.
const CHUNK: usize = 256 * 1024;

/// Places of the lines of one file, as far as it was read. The file only grows, except for what a
/// runner repeats at the same place with the same bytes.
pub(super) struct Index {
    /// Byte at which line 0, STEP, 2·STEP … begins.
    places: Vec<u64>,
    /// Whole lines so far.
    lines: usize,
    /// Bytes of them.
    end: u64,
}

impl Default for Index {
    fn default() -> Index {
        Index {
            places: vec![0],
            lines: 0,
            end: 0,
        }
    }
}

impl Index {
    /// Some lines from `from` on, each with the byte at which it begins, and how many there are. A file
    /// that is not there is empty.
    pub(super) async fn read(
        &mut self,
        path: &Path,
        from: usize,
        limit: usize,
    ) -> Result<(Vec<(u64, String)>, usize), ApiError> {
        let mut file = match File::open(path).await {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((Vec::new(), 0)),
            Err(error) => return Err(fault(error)),
        };
        self.go_on(&mut file).await.map_err(fault)?;
        let count = limit.min(self.lines.saturating_sub(from));
        let lines = self.lines(&mut file, from, count).await.map_err(fault)?;
        Ok((lines, self.lines))
    }

    /// Finds the lines that came since the last look.
    async fn go_on(&mut self, file: &mut File) -> std::io::Result<()> {
        if file.metadata().await?.len() < self.end {
            // Another file under the same name.
            *self = Index::default();
        }
        file.seek(SeekFrom::Start(self.end)).await?;
        let mut chunk = vec![0; CHUNK];
        let mut place = self.end;
        loop {
            let read = file.read(&mut chunk).await?;
            if read == 0 {
                return Ok(());
            }
            for (at, _) in chunk[..read]
                .iter()
                .enumerate()
                .filter(|(_, byte)| **byte == b'\n')
            {
                self.end = place + at as u64 + 1;
                self.lines += 1;
                if self.lines.is_multiple_of(STEP) {
                    self.places.push(self.end);
                }
            }
            place += read as u64;
        }
    }

    async fn lines(
        &self,
        file: &mut File,
        from: usize,
        count: usize,
    ) -> std::io::Result<Vec<(u64, String)>> {
        if count == 0 {
            return Ok(Vec::new());
        }
        let last = from + count;
        let begin = self.places[from / STEP];
        let end = self.places.get(last.div_ceil(STEP)).copied();
        let end = end.unwrap_or(self.end);
        file.seek(SeekFrom::Start(begin)).await?;
        let mut bytes = Vec::new();
        file.take(end - begin).read_to_end(&mut bytes).await?;
        let mut place = begin;
        // Not `lines()`, which would take a carriage return away that a progress bar left.
        let lines = bytes.split(|byte| *byte == b'\n').map(|line| {
            let began = place;
            place += line.len() as u64 + 1;
            (began, String::from_utf8_lossy(line).into_owned())
        });
        Ok(lines.skip(from % STEP).take(count).collect())
    }
}

fn fault(error: std::io::Error) -> ApiError {
    crate::fault::disk("the log of a build", &error)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[tokio::test]
    async fn lines_are_found_at_their_numbers_while_the_file_grows() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("log");
        let mut index = Index::default();
        assert_eq!(index.read(&path, 0, 10).await.unwrap(), (vec![], 0));
        let mut file = std::fs::File::create(&path).unwrap();
        for number in 0..1000 {
            writeln!(file, "line {number}").unwrap();
        }
        write!(file, "not yet whole").unwrap();
        for (from, limit) in [(0, 3), (254, 4), (255, 1), (256, 300), (998, 10), (999, 1)] {
            let (lines, total) = index.read(&path, from, limit).await.unwrap();
            assert_eq!(total, 1000);
            let text = std::fs::read_to_string(&path).unwrap();
            for (place, line) in &lines {
                assert!(text[usize::try_from(*place).unwrap()..].starts_with(line));
            }
            let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
            let wanted = (from..1000.min(from + limit)).map(|n| format!("line {n}"));
            assert_eq!(lines, wanted.collect::<Vec<_>>(), "{from} {limit}");
        }
        assert_eq!(index.read(&path, 1000, 5).await.unwrap(), (vec![], 1000));
        writeln!(file, "\nlast").unwrap();
        let (lines, total) = index.read(&path, 1000, 5).await.unwrap();
        let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
        assert_eq!(
            (lines.join("|").as_str(), total),
            ("not yet whole|last", 1002)
        );
        std::fs::write(&path, "new\n").unwrap();
        assert_eq!(
            index.read(&path, 0, 5).await.unwrap(),
            (vec![(0, "new".into())], 1)
        );
    }
}
