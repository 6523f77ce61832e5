//! The journal that cannot be written, is lost or damaged; and every command told twice.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::report::{Code, Report};
use super::{APPSPEC, EVENTS, Machine, bundle, note};

fn release() -> Vec<u8> {
    let scripts = [
        ("app", "one"),
        ("stop.sh", &note("stop")),
        ("after.sh", &note("after")),
    ];
    bundle(APPSPEC, &scripts)
}

/// Every file below the root, with its content.
fn files(machine: &Machine) -> BTreeMap<PathBuf, String> {
    fn walk(directory: &Path, found: &mut BTreeMap<PathBuf, String>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => walk(&path, found),
                false => drop(found.insert(path.clone(), fs::read_to_string(path).unwrap())),
            }
        }
    }
    let root = machine.path("root");
    let mut found = BTreeMap::new();
    walk(&root, &mut found);
    let below = |path: PathBuf| path.strip_prefix(&root).unwrap().to_path_buf();
    found
        .into_iter()
        .map(|(path, text)| (below(path), text))
        .collect()
}

/// Whatever write of the journal fails, the command waits for it: one run, the same files.
#[test]
fn a_journal_that_cannot_be_written_for_a_moment() {
    let undisturbed = Machine::new(release());
    undisturbed.deploy("d-1", &EVENTS);
    let calls = undisturbed.server.script.lock().unwrap().calls.len();
    for at in 1..=calls {
        let machine = Machine::new(release());
        let hide = machine.hide_journal();
        machine.server.script.lock().unwrap().hide = Some((at, Box::new(hide)));
        machine.deploy("d-1", &EVENTS);
        for event in EVENTS {
            let report = machine.report(&format!("d-1/{event}"));
            assert_eq!(report.code, Code::Success, "hidden at {at}: {event}");
        }
        assert_eq!(files(&machine), files(&undisturbed), "hidden at {at}");
    }
}

/// A server that was set back hands out what the agent has done: reported again, nothing is run.
#[test]
fn every_command_told_twice() {
    let machine = Machine::new(release());
    for event in EVENTS {
        machine.deploy("d-1", &[event]);
        let before = files(&machine);
        let id = format!("d-1/{event}");
        let report = machine.report(&id);
        {
            let mut script = machine.server.script.lock().unwrap();
            script.reports.retain(|(done, _)| *done != id);
            script.acknowledged.retain(|(known, _)| *known != id);
        }
        machine.run_until(|script| script.reports.iter().any(|(done, _)| *done == id));
        assert_eq!(machine.report(&id).code, report.code, "{event}");
        assert_eq!(files(&machine), before, "{event}");
    }
}

/// Killed after a script and before the journal knows of its end: nobody can tell, so it is not run
/// again.
#[test]
fn killed_between_a_script_and_the_journal() {
    let machine = Machine::new(Vec::new());
    let journal = machine.path("data/journal");
    let away = machine.path("data/journal.away");
    let hide = format!("mv {} {}\n", journal.display(), away.display());
    let hooks = "hooks:\n  BeforeInstall: [{location: a.sh}]\n";
    *machine.server.bundle.lock().unwrap() =
        bundle(hooks, &[("a.sh", &format!("{}{hide}", note("once")))]);
    machine.deploy("d-1", &["DownloadBundle"]);
    machine.server.add("d-1", "BeforeInstall");
    machine.kill_at(&away);
    fs::rename(away, journal).unwrap();
    machine.run_until(|script| script.reports.len() == 2);
    assert_eq!(machine.report("d-1/BeforeInstall"), Report::after_restart());
    assert_eq!(files(&machine)[Path::new("ran")].lines().count(), 1);
}

/// Damaged entries are set aside with their content; what the server still wants done is done.
#[test]
fn damaged_entries_are_set_aside() {
    let machine = Machine::new(release());
    machine.deploy("d-1", &["DownloadBundle", "Install"]);
    let journal = machine.path("data/journal");
    let mut damaged = 0;
    for entry in fs::read_dir(&journal).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read(&path).unwrap();
        fs::write(&path, &text[..text.len() / 2 * damaged]).unwrap();
        damaged += 1;
    }
    assert_eq!(damaged, 2, "one is empty, one is cut");
    machine.deploy("d-1", &["AfterInstall"]);
    assert_eq!(machine.report("d-1/AfterInstall").code, Code::Success);
    let aside = fs::read_dir(&journal).unwrap();
    let aside = aside.filter(|entry| {
        let path = entry.as_ref().unwrap().path();
        path.extension().is_some_and(|end| end == "damaged")
    });
    assert_eq!(aside.count(), 2);
    assert_eq!(files(&machine)[Path::new("ran")].lines().count(), 1);
}
