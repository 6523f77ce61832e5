//! Archives with so many files that several threads unpack them, where there are several cores.

use super::build::{Entry, Zip};
use super::*;

const FILES: usize = 200;

fn name(number: usize) -> String {
    // More directories than are kept open, and each is come back to.
    format!("d{}/e/{number}", number % 80)
}

fn content(number: usize) -> Vec<u8> {
    number.to_string().repeat(1 + number % 50 * 20).into_bytes()
}

fn files(numbers: std::ops::Range<usize>, zip: Zip) -> Zip {
    numbers.fold(zip, |zip, number| zip.file(&name(number), &content(number)))
}

/// An entry whose content is not what its header says.
fn damaged(zip: Zip, name: &str) -> Zip {
    let mut entry = Entry::new(name.as_bytes(), 0o100_644, b"content");
    entry.crc = Some(1);
    zip.add(entry)
}

/// Bytes of all files below `directory`.
fn size(directory: &Path) -> u64 {
    let entries = std::fs::read_dir(directory).unwrap();
    let size = |entry: std::fs::DirEntry| match entry.metadata().unwrap() {
        meta if meta.is_dir() => size(&entry.path()),
        meta if meta.is_file() => meta.len(),
        _ => 0,
    };
    entries.map(|entry| size(entry.unwrap())).sum()
}

#[test]
fn every_file_has_its_content_and_the_later_of_two_stays() {
    let place = Place::new();
    let twice = name(FILES - 1);
    let zip = files(0..FILES, Zip::default()).file("old", &[7; 200_000]);
    let zip = zip
        .file("old", b"new")
        .file(&twice, b"new")
        .link("link", "old");
    let unpacked = place
        .unpack(&zip.end(), Kind::Zip, &Limits::default())
        .unwrap();
    assert_eq!((unpacked.files, unpacked.links), (FILES as u64 + 3, 1));
    for number in 0..FILES - 1 {
        let path = place.dest().join(name(number));
        assert!(std::fs::read(path).unwrap() == content(number), "{number}");
    }
    for path in [&twice, "old", "link"] {
        assert_eq!(read(&place.dest().join(path)), "new", "{path}");
    }
    let replaced = 200_000 + content(FILES - 1).len() as u64;
    assert_eq!(unpacked.bytes, size(&place.dest()) + replaced);
}

#[test]
fn the_first_entry_that_is_refused_is_named_whoever_came_upon_it() {
    for round in 0..6 {
        let zip = damaged(files(0..100, Zip::default()), "first");
        // Noticed sooner than the damage, but later in the archive.
        let zip = damaged(files(100..round + 100, zip), "second").file("../third", b"x");
        let zip = files(round + 100..FILES, zip);
        let result = Place::new().unpack(&zip.end(), Kind::Zip, &Limits::default());
        assert_eq!(refused(result).0, "first", "{round}");
    }
}

#[test]
fn all_threads_together_stay_below_the_limits() {
    let bytes = files(0..FILES, Zip::default()).end();
    let all = (0..FILES).map(|number| content(number).len() as u64).sum();
    let mut limits = Limits::default();
    for total in [all - 1, all / 2] {
        limits.total = total;
        let place = Place::new();
        let (_, problem) = refused(place.unpack(&bytes, Kind::Zip, &limits));
        assert_eq!(problem, Problem::TotalSize(total));
        assert!(size(&place.dest()) <= total);
    }
    limits.total = all;
    limits.entries = FILES as u64;
    let place = Place::new();
    let unpacked = place.unpack(&bytes, Kind::Zip, &limits).unwrap();
    assert_eq!(unpacked.bytes, all);
    limits.entries -= 1;
    let result = Place::new().unpack(&bytes, Kind::Zip, &limits);
    let last = (name(FILES - 1), Problem::Entries(limits.entries));
    assert_eq!(refused(result), last);
}
