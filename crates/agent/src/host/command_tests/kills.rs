//! The agent killed between every two steps.
//!
//! A kill is the end of all tasks at a step that never answers: everything that a restarted agent
//! knows is on the disk, exactly as after a real one.

use std::fs;

use super::super::report::{Code, Report};
use super::server::Script;
use super::{APPSPEC, EVENTS, Machine, bundle, note};

/// Kills the agent at every call of a deployment, before and after the server has heard it, and
/// starts it again: every command is reported once, and no script runs twice.
#[test]
fn killed_between_any_two_steps() {
    let bundle = bundle(
        APPSPEC,
        &[
            ("app", "one"),
            ("stop.sh", &note("stop")),
            ("after.sh", &note("after")),
        ],
    );
    let undisturbed = Machine::new(bundle.clone());
    undisturbed.deploy("d-1", &EVENTS);
    let calls = undisturbed.server.script.lock().unwrap().calls.len();
    assert_eq!(calls, 19);
    for at in 1..=calls {
        for heard in [false, true] {
            let machine = Machine::new(bundle.clone());
            machine.server.script.lock().unwrap().kill = Some((at, heard));
            for event in EVENTS {
                machine.server.add("d-1", event);
                let id = format!("d-1/{event}");
                let over = |script: &Script| script.reports.iter().any(|(done, _)| *done == id);
                machine.run_until(over);
                if machine.server.died() {
                    machine.server.script.lock().unwrap().kill = None;
                    machine.run_until(over);
                }
                let report = machine.report(&id);
                assert_eq!(
                    report.code,
                    Code::Success,
                    "killed at {at}, heard {heard}: {id} {report:?}"
                );
            }
            let ran = fs::read_to_string(machine.path("root/ran")).unwrap();
            assert_eq!(
                ran, "after d-1 AfterInstall v1\n",
                "killed at {at}, heard {heard}"
            );
            assert_eq!(
                fs::read_to_string(machine.path("root/srv/app")).unwrap(),
                "one"
            );
        }
    }
}

/// Killed while a script runs: nobody knows how far it came, so the event fails and is not run
/// again.
#[test]
fn killed_in_the_middle_of_a_script() {
    let script = format!("{}touch $TOWLINE_ROOT/up\nsleep 2\n", note("once"));
    let machine = Machine::new(bundle(
        "hooks:\n  BeforeInstall: [{location: slow.sh}]\n",
        &[("slow.sh", &script)],
    ));
    machine.deploy("d-1", &["DownloadBundle"]);
    machine.server.add("d-1", "BeforeInstall");
    machine.kill_at(&machine.path("root/up"));
    machine.run_until(|script| script.reports.len() == 2);
    let report = machine.report("d-1/BeforeInstall");
    assert_eq!(report, Report::after_restart());
    assert_eq!(
        report.message,
        "Failed: Failing in-progress lifecycle event after an agent restart."
    );
    let ran = fs::read_to_string(machine.path("root/ran")).unwrap();
    assert_eq!(ran.lines().count(), 1);
}

/// A report that the server lost is sent again, nothing runs again.
#[test]
fn a_command_that_is_done_is_never_run_again() {
    let machine = Machine::new(bundle(
        "hooks:\n  BeforeInstall: [{location: a.sh}]\n",
        &[("a.sh", &note("a"))],
    ));
    machine.deploy("d-1", &["DownloadBundle", "BeforeInstall"]);
    {
        let mut script = machine.server.script.lock().unwrap();
        script.reports.pop();
        script.acknowledged.pop();
    }
    machine.run_until(|script| script.reports.len() == 2);
    assert_eq!(machine.report("d-1/BeforeInstall").code, Code::Success);
    assert_eq!(
        fs::read_to_string(machine.path("root/ran"))
            .unwrap()
            .lines()
            .count(),
        1
    );
}
