//! What the bytes of an object must add up to, and the sum of those that passed.

use md5::{Digest as _, Md5};

/// The digest that was stored with an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    /// MD5 of all its bytes.
    Whole([u8; 16]),
    /// MD5 of the MD5s of its segments.
    Segments([u8; 16]),
}

/// The digest of the bytes so far.
pub(super) struct Sum {
    expected: Digest,
    whole: Md5,
    segments: Md5,
}

impl Sum {
    pub(super) fn new(expected: Digest) -> Sum {
        Sum {
            expected,
            whole: Md5::new(),
            segments: Md5::new(),
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.whole.update(bytes);
    }

    pub(super) fn end_of_segment(&mut self) {
        if let Digest::Segments(_) = self.expected {
            self.segments.update(self.whole.finalize_reset());
        }
    }

    /// Whether the bytes are those that were written; asked once, after the last segment.
    pub(super) fn agrees(&mut self) -> bool {
        match self.expected {
            Digest::Whole(expected) => self.whole.finalize_reset() == expected.into(),
            Digest::Segments(expected) => self.segments.finalize_reset() == expected.into(),
        }
    }
}
