//! Writers that put any bytes into headers, which honest libraries refuse to do.

use std::io::Write;

/// A tar archive in the making.
#[derive(Default)]
pub(super) struct Tar(Vec<u8>);

impl Tar {
    pub(super) fn add(mut self, kind: u8, name: &[u8], link: &[u8], mode: u32, data: &[u8]) -> Tar {
        let mut header = tar::Header::new_gnu();
        let bytes = header.as_mut_bytes();
        bytes[..name.len().min(100)].copy_from_slice(&name[..name.len().min(100)]);
        bytes[157..157 + link.len()].copy_from_slice(link);
        bytes[156] = kind;
        header.set_mode(mode);
        header.set_mtime(1_600_000_000);
        header.set_size(data.len() as u64);
        header.set_cksum();
        self.0.extend_from_slice(header.as_bytes());
        self.0.extend_from_slice(data);
        self.0.resize(self.0.len().next_multiple_of(512), 0);
        self
    }

    pub(super) fn file(self, name: &str, data: &[u8]) -> Tar {
        self.add(b'0', name.as_bytes(), b"", 0o644, data)
    }

    pub(super) fn link(self, name: &str, target: &str) -> Tar {
        self.add(b'2', name.as_bytes(), target.as_bytes(), 0o777, b"")
    }

    pub(super) fn hard_link(self, name: &str, target: &str) -> Tar {
        self.add(b'1', name.as_bytes(), target.as_bytes(), 0o644, b"")
    }

    pub(super) fn end(mut self) -> Vec<u8> {
        self.0.resize(self.0.len() + 1024, 0);
        self.0
    }
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A zip archive in the making; everything is stored, not compressed.
#[derive(Default)]
pub(super) struct Zip {
    body: Vec<u8>,
    directory: Vec<u8>,
    entries: u16,
}

/// One entry as its two headers will show it.
pub(super) struct Entry<'a> {
    pub(super) name: &'a [u8],
    pub(super) mode: u32,
    pub(super) data: &'a [u8],
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) crc: Option<u32>,
}

impl<'a> Entry<'a> {
    pub(super) fn new(name: &'a [u8], mode: u32, data: &'a [u8]) -> Entry<'a> {
        Entry {
            name,
            mode,
            data,
            flags: 0x800, // names are UTF-8
            method: 0,
            crc: None,
        }
    }
}

impl Zip {
    pub(super) fn add(mut self, entry: Entry<'_>) -> Zip {
        let mut crc = flate2::Crc::new();
        crc.update(entry.data);
        let crc = entry.crc.unwrap_or(crc.sum());
        let offset = self.body.len() as u32;
        let mut common = Vec::new();
        for short in [20, entry.flags, entry.method, 0x6000, 0x5521] {
            common.extend_from_slice(&short.to_le_bytes());
        }
        for long in [crc, entry.data.len() as u32, entry.data.len() as u32] {
            common.extend_from_slice(&long.to_le_bytes());
        }
        common.extend_from_slice(&(entry.name.len() as u16).to_le_bytes());
        common.extend_from_slice(&0u16.to_le_bytes());
        self.body.extend_from_slice(b"PK\x03\x04");
        self.body.extend_from_slice(&common);
        self.body.extend_from_slice(entry.name);
        self.body.extend_from_slice(entry.data);
        self.directory.extend_from_slice(b"PK\x01\x02\x14\x03");
        self.directory.extend_from_slice(&common);
        self.directory.extend_from_slice(&[0; 6]);
        self.directory
            .extend_from_slice(&(entry.mode << 16).to_le_bytes());
        self.directory.extend_from_slice(&offset.to_le_bytes());
        self.directory.extend_from_slice(entry.name);
        self.entries += 1;
        self
    }

    pub(super) fn file(self, name: &str, data: &[u8]) -> Zip {
        self.add(Entry::new(name.as_bytes(), 0o100_644, data))
    }

    pub(super) fn link(self, name: &str, target: &str) -> Zip {
        self.add(Entry::new(name.as_bytes(), 0o120_777, target.as_bytes()))
    }

    pub(super) fn end(self) -> Vec<u8> {
        let mut bytes = self.body;
        let start = bytes.len() as u32;
        bytes.extend_from_slice(&self.directory);
        bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        bytes.extend_from_slice(&self.entries.to_le_bytes());
        bytes.extend_from_slice(&self.entries.to_le_bytes());
        bytes.extend_from_slice(&(self.directory.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&start.to_le_bytes());
        bytes.extend_from_slice(&[0; 2]);
        bytes
    }
}
