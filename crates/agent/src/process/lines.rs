//! Lines of bounded length out of a stream of bytes.

use tokio::io::{AsyncRead, AsyncReadExt};

use super::Source;

/// A longer line is handed on in pieces of this many bytes.
const MAX_LINE: usize = 16 * 1024;

/// Reads lines; bytes that are no UTF-8 become replacement characters. Cancel safe.
pub(super) struct Lines {
    source: Option<Source>,
    buffer: Vec<u8>,
    start: usize,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}

impl Lines {
    pub(super) fn new(source: Option<impl AsyncRead + Send + Sync + Unpin + 'static>) -> Lines {
        Lines {
            source: source.map(|source| Box::new(source) as Source),
            buffer: Vec::new(),
            start: 0,
        }
    }

    /// The next line without its end; `None` once every writer has closed the stream.
    pub(super) async fn next(&mut self) -> Option<String> {
        loop {
            if let Some(line) = self.buffered() {
                return Some(line);
            }
            self.buffer.drain(..self.start);
            self.start = 0;
            let read = match &mut self.source {
                Some(source) => source.read_buf(&mut self.buffer).await.unwrap_or(0),
                None => 0,
            };
            if read == 0 {
                self.source = None;
                let rest = std::mem::take(&mut self.buffer);
                return (!rest.is_empty()).then(|| text(&rest));
            }
        }
    }

    fn buffered(&mut self) -> Option<String> {
        let unread = &self.buffer[self.start..];
        let (line, used) = match unread.iter().position(|byte| *byte == b'\n') {
            Some(end) if end <= MAX_LINE => (&unread[..end], end + 1),
            _ if unread.len() >= MAX_LINE => (&unread[..MAX_LINE], MAX_LINE),
            _ => return None,
        };
        let line = text(line);
        self.start += used;
        Some(line)
    }
}

fn text(line: &[u8]) -> String {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    String::from_utf8_lossy(line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn all(bytes: &'static [u8]) -> Vec<String> {
        let mut lines = Lines::new(Some(bytes));
        let mut all = Vec::new();
        while let Some(line) = lines.next().await {
            all.push(line);
        }
        all
    }

    #[tokio::test]
    async fn lines_end_with_a_line_feed_or_the_stream() {
        assert_eq!(all(b"a\r\n\nb\xff").await, ["a", "", "b\u{fffd}"]);
        assert!(all(b"").await.is_empty());
    }

    #[tokio::test]
    async fn a_line_without_end_comes_in_pieces() {
        static LONG: [u8; MAX_LINE + 5] = [b'x'; MAX_LINE + 5];
        let pieces = all(&LONG).await;
        assert_eq!(
            pieces.iter().map(String::len).collect::<Vec<_>>(),
            [MAX_LINE, 5]
        );
    }
}
