//! The checksums S3 clients send and expect, and how those of parts become one of the whole.

use base64::{Engine, engine::general_purpose::STANDARD};
use crc_fast::CrcAlgorithm;
use s3s::checksum::ChecksumHasher;
use s3s::crypto::{Checksum as _, Crc32, Crc32c, Crc64Nvme, Sha1, Sha256};
use serde::{Deserialize, Serialize};

/// A checksum algorithm of S3.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// CRC-32 (ISO HDLC).
    Crc32,
    /// CRC-32C.
    Crc32c,
    /// CRC-64/NVME: what S3 computes when the client names none.
    #[default]
    Crc64Nvme,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
}

/// The checksum of an object or a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checksum {
    /// Which one.
    pub algorithm: Algorithm,
    /// Base64; a composite one ends with `-<parts>`.
    pub value: String,
    /// Over the parts' checksums instead of the bytes.
    #[serde(default)]
    pub composite: bool,
}

impl Algorithm {
    /// All of them.
    pub(super) const ALL: [Algorithm; 5] = [
        Algorithm::Crc32,
        Algorithm::Crc32c,
        Algorithm::Crc64Nvme,
        Algorithm::Sha1,
        Algorithm::Sha256,
    ];

    /// The value of `x-amz-checksum-algorithm`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Algorithm::Crc32 => "CRC32",
            Algorithm::Crc32c => "CRC32C",
            Algorithm::Crc64Nvme => "CRC64NVME",
            Algorithm::Sha1 => "SHA1",
            Algorithm::Sha256 => "SHA256",
        }
    }

    /// The header or trailer that carries the value.
    pub(super) fn header(self) -> &'static str {
        match self {
            Algorithm::Crc32 => "x-amz-checksum-crc32",
            Algorithm::Crc32c => "x-amz-checksum-crc32c",
            Algorithm::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Algorithm::Sha1 => "x-amz-checksum-sha1",
            Algorithm::Sha256 => "x-amz-checksum-sha256",
        }
    }

    /// The algorithm with this name.
    pub(super) fn parse(name: &str) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|a| a.name() == name)
    }

    /// A fresh computation.
    pub(super) fn hasher(self) -> Hasher {
        let mut inner = ChecksumHasher::default();
        match self {
            Algorithm::Crc32 => inner.crc32 = Some(Crc32::new()),
            Algorithm::Crc32c => inner.crc32c = Some(Crc32c::new()),
            Algorithm::Crc64Nvme => inner.crc64nvme = Some(Crc64Nvme::new()),
            Algorithm::Sha1 => inner.sha1 = Some(Sha1::new()),
            Algorithm::Sha256 => inner.sha256 = Some(Sha256::new()),
        }
        Hasher {
            algorithm: self,
            inner,
        }
    }

    fn crc(self) -> Option<CrcAlgorithm> {
        match self {
            Algorithm::Crc32 => Some(CrcAlgorithm::Crc32IsoHdlc),
            Algorithm::Crc32c => Some(CrcAlgorithm::Crc32Iscsi),
            Algorithm::Crc64Nvme => Some(CrcAlgorithm::Crc64Nvme),
            Algorithm::Sha1 | Algorithm::Sha256 => None,
        }
    }

    /// Whether parts' checksums can be combined into that of the whole object.
    pub(super) fn combines(self) -> bool {
        self.crc().is_some()
    }
}

/// A computation under way.
pub(super) struct Hasher {
    algorithm: Algorithm,
    inner: ChecksumHasher,
}

impl Hasher {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.inner.update(bytes);
    }

    pub(super) fn finish(self) -> Checksum {
        let sums = self.inner.finalize();
        let value = sums
            .checksum_crc32
            .or(sums.checksum_crc32c)
            .or(sums.checksum_crc64nvme)
            .or(sums.checksum_sha1)
            .or(sums.checksum_sha256);
        Checksum {
            algorithm: self.algorithm,
            // Exactly one of the five was switched on by `Algorithm::hasher`.
            value: value.unwrap_or_default(),
            composite: false,
        }
    }
}

/// The checksum of an object made of parts with these checksums and sizes.
///
/// `None` when a stored value is no base64, which only a damaged row can cause.
pub(super) fn of_parts(
    algorithm: Algorithm,
    composite: bool,
    parts: &[(&str, u64)],
) -> Option<Checksum> {
    let value = if composite {
        let mut hasher = algorithm.hasher();
        for (value, _) in parts {
            hasher.update(&STANDARD.decode(value).ok()?);
        }
        format!("{}-{}", hasher.finish().value, parts.len())
    } else {
        combine(algorithm.crc()?, parts)?
    };
    Some(Checksum {
        algorithm,
        value,
        composite,
    })
}

fn combine(crc: CrcAlgorithm, parts: &[(&str, u64)]) -> Option<String> {
    let mut whole: Option<u64> = None;
    let mut width = 0;
    for (value, size) in parts {
        let bytes = STANDARD.decode(value).ok()?;
        width = bytes.len();
        let part = bytes.iter().fold(0, |n, b| (n << 8) | u64::from(*b));
        whole = Some(match whole {
            Some(before) => crc_fast::checksum_combine(crc, before, part, *size),
            None => part,
        });
    }
    let bytes = whole?.to_be_bytes();
    Some(STANDARD.encode(bytes.get(8usize.checked_sub(width)?..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(algorithm: Algorithm, bytes: &[u8]) -> String {
        let mut hasher = algorithm.hasher();
        hasher.update(bytes);
        hasher.finish().value
    }

    #[test]
    fn published_check_values_of_123456789() {
        let values = Algorithm::ALL.map(|a| sum(a, b"123456789"));
        assert_eq!(
            values,
            [
                "y/Q5Jg==",
                "4waSgw==",
                "rosUhgp5mIg=",
                "98O8HYCOBHMq32eZZczDTKeuNEE=",
                "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
            ]
            .map(str::to_string)
        );
    }

    #[test]
    fn parts_combine_to_the_checksum_of_the_bytes() {
        for algorithm in Algorithm::ALL.into_iter().filter(|a| a.combines()) {
            let (one, two) = (sum(algorithm, b"hello "), sum(algorithm, b"world"));
            let parts = [(one.as_str(), 6), (two.as_str(), 5)];
            let whole = of_parts(algorithm, false, &parts).expect("combines");
            assert_eq!(whole.value, sum(algorithm, b"hello world"), "{algorithm:?}");
        }
    }

    #[test]
    fn a_composite_checksum_names_its_number_of_parts() {
        let one = sum(Algorithm::Sha256, b"a");
        let whole = of_parts(Algorithm::Sha256, true, &[(&one, 1)]).expect("composite");
        assert!(whole.value.ends_with("=-1"), "{}", whole.value);
        assert!(of_parts(Algorithm::Sha256, false, &[(&one, 1)]).is_none());
    }
}
