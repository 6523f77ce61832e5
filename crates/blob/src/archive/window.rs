//! A window on a file: what is read again and again from neighbouring places, as a zip archive is,
//! costs one system call for each quarter of a megabyte. Several windows may be on one file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;

const SIZE: usize = 256 * 1024;

/// Reads `file` from a position of its own, which moves without a system call.
pub(super) struct Window<'f> {
    file: &'f File,
    /// Of the file, when it was opened.
    length: u64,
    position: u64,
    /// Where in the file `seen` begins.
    start: u64,
    seen: Vec<u8>,
}

impl<'f> Window<'f> {
    /// At the beginning of `file`, which has `length` bytes.
    pub(super) fn new(file: &'f File, length: u64) -> Window<'f> {
        Window {
            file,
            length,
            position: 0,
            start: 0,
            seen: Vec::new(),
        }
    }

    /// What is seen from the position on.
    fn ahead(&self) -> &[u8] {
        let offset = self.position.checked_sub(self.start);
        let offset = offset.and_then(|offset| usize::try_from(offset).ok());
        offset
            .and_then(|offset| self.seen.get(offset..))
            .unwrap_or_default()
    }

    /// Moves the window so that it begins at the position.
    fn look(&mut self) -> io::Result<()> {
        self.seen.resize(SIZE, 0);
        let read = loop {
            match self.file.read_at(&mut self.seen, self.position) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.start = self.position;
        self.seen.truncate(*read.as_ref().unwrap_or(&0));
        read.map(drop)
    }
}

impl Read for Window<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ahead().is_empty() {
            self.look()?;
        }
        let count = self.ahead().read(buffer)?;
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Window<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    fn file(length: usize) -> File {
        let mut file = tempfile::tempfile().unwrap();
        let pattern: Vec<u8> = (0..7 * 251).map(|at| (at / 7) as u8).collect();
        let mut bytes = pattern.repeat(length / pattern.len() + 1);
        bytes.truncate(length);
        file.write_all(&bytes).unwrap();
        file
    }

    fn seek() -> impl Strategy<Value = SeekFrom> {
        let far = SIZE as i64 * 2;
        prop_oneof![
            (0..far as u64).prop_map(SeekFrom::Start),
            (-far..far).prop_map(SeekFrom::Current),
            (-far..SIZE as i64).prop_map(SeekFrom::End),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn it_reads_what_the_file_reads(
            length in 0..SIZE * 3,
            steps in proptest::collection::vec((seek(), 0..SIZE * 2), 1..12),
        ) {
            let mut file = file(length);
            let other = file.try_clone().unwrap();
            let mut window = Window::new(&other, length as u64);
            file.rewind().unwrap();
            for (to, count) in steps {
                prop_assert_eq!(window.seek(to).ok(), file.seek(to).ok());
                let (mut one, mut two) = (Vec::new(), Vec::new());
                let count = count as u64;
                (&mut window).take(count).read_to_end(&mut one).unwrap();
                (&mut file).take(count).read_to_end(&mut two).unwrap();
                prop_assert!(one == two, "{to:?} {count}");
            }
        }
    }

    #[test]
    fn what_is_seen_is_not_read_again() {
        let mut file = file(SIZE);
        let other = file.try_clone().unwrap();
        let mut window = Window::new(&other, SIZE as u64);
        let mut byte = [0];
        window.read_exact(&mut byte).unwrap();
        file.set_len(0).unwrap();
        window.seek(SeekFrom::Start(700)).unwrap();
        window.read_exact(&mut byte).unwrap();
        assert_eq!(byte, [100]);
        file.rewind().unwrap();
        // Outside it is: the file has become shorter.
        window.seek(SeekFrom::Start(SIZE as u64)).unwrap();
        assert_eq!(window.read(&mut byte).unwrap(), 0);
        window.seek(SeekFrom::Start(0)).unwrap();
        assert!(window.read_exact(&mut byte).is_err());
    }
}
