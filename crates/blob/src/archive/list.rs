//! Lists an archive without unpacking it: names, sizes and digests of its files, and the content of the
//! few that are asked for. Nothing is written; limits and rules are those of unpacking, and what was
//! listed before a rule was broken is still told.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::limits::Meter;
use super::{ArchiveError, Kind, Limits, Problem, tar, zip};

/// Bytes read at once.
const BUFFER: usize = 64 * 1024;

/// One file or symbolic link of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its path, control characters escaped.
    pub path: String,
    /// Bytes of its content.
    pub size: u64,
    /// SHA-256 of its content; of a link, of its target.
    pub sha256: [u8; 32],
    /// Whether it is a link.
    pub link: bool,
}

/// What is in an archive.
#[derive(Debug)]
pub struct Listing {
    /// Files and links in the archive's order.
    pub files: Vec<Listed>,
    /// Path and content of the files that were asked for.
    pub kept: Vec<(String, Vec<u8>)>,
    /// Why it ends before the end of the archive.
    pub stopped: Option<ArchiveError>,
}

/// Lists the archive in `file`; its kind is what its content says. `name` is what errors call it. The
/// content of files at the paths `keep` is kept when it has at most `most` bytes.
pub fn list(
    mut file: File,
    name: &Path,
    limits: &Limits,
    keep: &[&str],
    most: u64,
) -> Result<Listing, ArchiveError> {
    let io = |e| ArchiveError::io(name, e);
    let size = file.metadata().map_err(io)?.len();
    let mut start = Vec::new();
    file.rewind().map_err(io)?;
    let first = (&mut file).take(tar::BLOCK as u64).read_to_end(&mut start);
    first.map_err(io)?;
    file.rewind().map_err(io)?;
    let meter = Meter::new(name, limits, size);
    let Some(kind) = Kind::of_bytes(&start) else {
        return Err(meter.damaged("it is neither zip nor tar nor gzip"));
    };
    let mut walk = Walk {
        meter: &meter,
        keep,
        most,
        buffer: vec![0; BUFFER],
        files: Vec::new(),
        kept: Vec::new(),
    };
    let outcome = match kind {
        Kind::Zip => walk.zip(&file, size),
        Kind::Tar => walk.tar(BufReader::new(file)),
        Kind::Tgz => walk.tar(flate2::bufread::MultiGzDecoder::new(BufReader::new(file))),
    };
    Ok(Listing {
        files: walk.files,
        kept: walk.kept,
        stopped: outcome.err(),
    })
}

struct Walk<'a> {
    meter: &'a Meter<'a>,
    keep: &'a [&'a str],
    most: u64,
    buffer: Vec<u8>,
    files: Vec<Listed>,
    kept: Vec<(String, Vec<u8>)>,
}

impl Walk<'_> {
    fn zip(&mut self, file: &File, size: u64) -> Result<(), ArchiveError> {
        zip::each(file, size, self.meter, |name, is, content| match is {
            zip::Is::Directory => Ok(()),
            zip::Is::File | zip::Is::Link => {
                let link = is == zip::Is::Link;
                // The decoder compares length and sum.
                self.take(name.to_string(), link, content, |_| Ok(()))
            }
        })
    }

    fn tar(&mut self, stream: impl Read) -> Result<(), ArchiveError> {
        tar::each(stream, self.meter, |mut entry, described| {
            let path = described.name.to_string();
            if described.is_file() {
                let meter = self.meter;
                return self.take(path, false, &mut entry, |length| {
                    tar::whole(&described.shown, described.size, length, meter)
                });
            }
            // Content that nobody wants is still passed over, and costs.
            let passed = self.meter.bytes(described.size);
            passed.map_err(|problem| self.meter.refuse(&described.shown, problem))?;
            if described.links() {
                self.take(path, true, &mut described.target.as_slice(), |_| Ok(()))?;
            }
            Ok(())
        })
    }

    /// Reads a file to its end; `whole` refuses a length that is not what was announced.
    fn take(
        &mut self,
        path: String,
        link: bool,
        content: &mut dyn Read,
        whole: impl FnOnce(u64) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let wanted = !link && self.keep.contains(&path.as_str());
        let (mut size, mut sum, mut kept) = (0, Sha256::new(), Vec::new());
        loop {
            let read = content.read(&mut self.buffer);
            let count = read.map_err(|e| {
                let problem = Problem::Damaged(e.to_string());
                self.meter.refuse(&path, problem)
            })?;
            if count == 0 {
                break;
            }
            size += count as u64;
            let counted = self.meter.content(size, count as u64);
            counted.map_err(|problem| self.meter.refuse(&path, problem))?;
            sum.update(&self.buffer[..count]);
            if wanted && size <= self.most {
                kept.extend_from_slice(&self.buffer[..count]);
            }
        }
        whole(size)?;
        if wanted && size <= self.most {
            self.kept.push((path.clone(), kept));
        }
        self.files.push(Listed {
            path,
            size,
            sha256: sum.finalize().into(),
            link,
        });
        Ok(())
    }
}
