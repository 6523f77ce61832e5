//! Revisions to install.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::Result;

/// One page, and four hooks that print a line: what the stock agent was measured with.
pub(crate) const HOOKS: [&str; 4] = [
    "BeforeInstall",
    "AfterInstall",
    "ApplicationStart",
    "ValidateService",
];

/// What each hook runs.
pub(crate) const SCRIPT: &str = "#!/bin/sh\necho hello\n";

/// A bundle with `files` files of `size` bytes, and the four hooks when `hooks`.
pub(crate) fn zipped(files: usize, size: usize, hooks: bool) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut add = |name: &str, content: &[u8], mode: u32| -> Result<()> {
        zip.start_file(name, options.unix_permissions(mode))?;
        zip.write_all(content)?;
        Ok(())
    };
    add("appspec.yml", appspec(hooks).as_bytes(), 0o644)?;
    if hooks {
        add("hook.sh", SCRIPT.as_bytes(), 0o755)?;
    }
    for number in 0..files {
        let name = format!("app/{:02}/{number}.txt", number % 50);
        add(&name, &text(number as u64, size), 0o644)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn appspec(hooks: bool) -> String {
    let mut text = String::from(
        "version: 0.0\nos: linux\nfiles:\n  - source: app\n    destination: /srv/app\n",
    );
    if hooks {
        text += "hooks:\n";
        for event in HOOKS {
            text += &format!("  {event}:\n    - location: hook.sh\n");
        }
    }
    text
}

/// Text that compresses to about half, as source code and pages do, different for every `seed`.
fn text(seed: u64, size: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut bytes = Vec::with_capacity(size);
    while bytes.len() < size {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.push(b"0123456789abcdef"[(state % 16) as usize]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_has_its_files_and_names_its_hooks() {
        let bytes = zipped(3, 1000, true).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<_> = archive.file_names().map(|name| name.unwrap()).collect();
        assert_eq!(
            names,
            [
                "appspec.yml",
                "hook.sh",
                "app/00/0.txt",
                "app/01/1.txt",
                "app/02/2.txt"
            ]
        );
        assert_eq!(archive.by_index(4).unwrap().size(), 1000);
        assert_eq!(appspec(true).matches("hook.sh").count(), 4);
        assert!(!appspec(false).contains("hooks"));
    }

    #[test]
    fn content_compresses_to_about_half() {
        let size = zipped(10, 10_000, false).unwrap().len();
        assert!((40_000..70_000).contains(&size), "{size}");
    }
}
