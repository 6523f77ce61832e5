//! Whole files: what is read, what is said, and the files of strangers.

use std::path::Path;

use super::{AppSpec, FileExistsBehavior, Kind, parse};
use crate::diagnostic::Severity;

fn good(text: &str) -> AppSpec {
    let (spec, remarks) = parse("appspec.yml", text);
    assert_eq!(remarks, [], "{text}");
    spec.unwrap()
}

/// The remarks about a file, in the short form.
fn remarks(text: &str) -> String {
    let (spec, remarks) = parse("appspec.yml", text);
    let errors = remarks.iter().any(|r| r.severity == Severity::Error);
    assert_eq!(
        spec.is_none(),
        errors,
        "refused exactly when there is an error"
    );
    let all: Vec<String> = remarks.iter().map(ToString::to_string).collect();
    all.join("\n")
}

const HEAD: &str = "version: 0.0\nos: linux\n";

#[test]
fn a_full_file() {
    let spec = good(
        "version: 0.0\nos: linux\nfile_exists_behavior: OVERWRITE\nfiles:\n  - source: /\n    \
         destination: /srv/app\npermissions:\n  - object: /srv/app\n    pattern: '*.sh'\n    \
         except: [x.sh]\n    type:\n      - file\n    owner: app\n    group: app\n    mode: 4755\n    \
         acls:\n      - u:bob:rw\n    context:\n      user: u\n      type: t\n      range: s0\n\
         hooks:\n  BeforeInstall:\n    - location: ' scripts/stop.sh '\n      timeout: '300'\n      \
         runas: root\n      sudo: yes\n    - location: scripts/b.sh\n  ApplicationStart:\n",
    );
    assert_eq!(
        spec.file_exists_behavior,
        Some(FileExistsBehavior::Overwrite)
    );
    assert_eq!(spec.files[0].destination, "/srv/app");
    let scripts = spec.scripts("BeforeInstall");
    assert_eq!(scripts[0].location, "scripts/stop.sh");
    assert_eq!((scripts[0].timeout, scripts[0].sudo), (300, true));
    assert_eq!(
        (scripts[1].timeout, scripts[1].runas.as_deref()),
        (3600, None)
    );
    assert!(spec.scripts("ApplicationStart").is_empty());
    let permission = &spec.permissions[0];
    assert_eq!(permission.mode.as_deref(), Some("4755"));
    let covers = |path: &str, kind| permission.covers(Path::new(path), kind);
    assert!(covers("/srv/app/a.sh", Kind::File));
    assert!(!covers("/srv/app/x.sh", Kind::File), "left out");
    assert!(!covers("/srv/app/d.sh", Kind::Directory), "files only");
    assert!(!covers("/srv/app/sub/a.sh", Kind::File), "one level");
    assert!(!covers("/srv/application/a.sh", Kind::File));
}

#[test]
fn json_is_read_too() {
    let spec = good(
        r#"{"version": 0.0, "os": "linux", "hooks": {"AfterInstall": [{"location": "a.sh", "timeout": 5}]}}"#,
    );
    assert_eq!(spec.scripts("AfterInstall")[0].timeout, 5);
}

#[test]
fn modes_are_read_as_written() {
    let text = format!("{HEAD}permissions:\n  - object: /a\n    mode: 0644\n");
    let (spec, remarks) = parse("appspec.yml", &text);
    assert_eq!(spec.unwrap().permissions[0].mode.as_deref(), Some("0644"));
    insta::assert_snapshot!(remarks[0], @r"
    warning: the mode 0644 is used as written, but AWS's agents read it as a number in octal
     --> appspec.yml:5:11
      = help: write `mode: 644`
    ");
    let text = format!("{HEAD}permissions:\n  - object: /a\n    mode: 7\n");
    assert_eq!(good(&text).permissions[0].mode.as_deref(), Some("007"));
}

#[test]
fn what_aws_ignores_is_ignored_with_a_warning() {
    let text = format!(
        "{HEAD}defaults: 1\nfiles:\n  - source: a\n    destination: b\n    overwrite: true\nhooks:\n  \
         BeforeStop:\n    - location: x\n      arguments: y\n  Install:\n    - location: z\n"
    );
    insta::assert_snapshot!(remarks(&text), @r#"
    warning: an AppSpec file has no key "defaults"; it is ignored
     --> appspec.yml:3:1
      = help: remove it, or use one of: version, os, files, file_exists_behavior, permissions, hooks
    warning: an entry of `files` has no key "overwrite"; it is ignored
     --> appspec.yml:7:5
      = help: remove it, or use one of: source, destination
    warning: there is no event "BeforeStop"; its scripts never run
     --> appspec.yml:9:3
      = help: use one of: ApplicationStop, BeforeInstall, AfterInstall, ApplicationStart, ValidateService, BeforeBlockTraffic, AfterBlockTraffic, BeforeAllowTraffic, AfterAllowTraffic
    warning: a script has no key "arguments"; it is ignored
     --> appspec.yml:11:7
      = help: remove it, or use one of: location, timeout, runas, sudo
    warning: the event Install belongs to the agent or the server; its scripts never run
     --> appspec.yml:12:3
      = help: use one of: ApplicationStop, BeforeInstall, AfterInstall, ApplicationStart, ValidateService, BeforeBlockTraffic, AfterBlockTraffic, BeforeAllowTraffic, AfterAllowTraffic
    "#);
}

#[test]
fn refusals_have_the_words_of_aws_and_a_place() {
    for (text, place, what) in [
        ("", ":1:1", "application specification file was empty"),
        ("[]", ":1:1", "application specification file was empty"),
        ("os: linux\n", ":1:1", "an invalid version value ()"),
        (
            "version: 1\nos: linux\n",
            ":1:10",
            "an invalid version value (1)",
        ),
        (
            "version: 0.0\nos: ubuntu\n",
            ":2:5",
            "unsupported operating system (ubuntu)",
        ),
        ("Resources: []\n", ":1:1", "ECS or Lambda"),
        (
            "version: 0.0\nos: linux\nfiles:\n  - destination: a\n",
            ":4:5",
            "but no source file",
        ),
        (
            "version: 0.0\nos: linux\nfiles:\n  - source: a\n",
            ":4:5",
            "only a source file (a)",
        ),
        (
            "version: 0.0\nos: linux\nfiles: a\n",
            ":3:8",
            "`files` is text, not a list",
        ),
        (
            "version: 0.0\nos: linux\nfile_exists_behavior: overwrite\n",
            ":3:23",
            "value (overwrite)",
        ),
        (
            "version: 0.0\nos: linux\nhooks:\n  AfterInstall:\n    - timeout: 5\n",
            ":5:7",
            "no location value",
        ),
        (
            "version: 0.0\nos: linux\nhooks:\n  AfterInstall:\n    location: 5\n",
            ":5:5",
            "not a list of scripts",
        ),
        (
            "version: 0.0\nos: linux\nhooks:\n  AfterInstall:\n    - location: a\n      timeout: 0\n",
            ":6:16",
            "invalid timeout value",
        ),
        (
            "version: 0.0\nos: linux\nhooks:\n  AfterInstall: [{location: a, runas: -c}]\n",
            ":4:39",
            "no user name",
        ),
        (
            "version: 0.0\nos: linux\npermissions:\n  - mode: 644\n",
            ":4:5",
            "has no object value",
        ),
        (
            "version: 0.0\nos: linux\npermissions:\n  - object: /a\n    mode: 98\n",
            ":5:11",
            "(098) in the application specification file contains an invalid character (9)",
        ),
        (
            "version: 0.0\nos: linux\npermissions:\n  - object: /a\n    mode: 00644\n",
            ":5:11",
            "length of a permissions mode (00644)",
        ),
        (
            "version: 0.0\nos: linux\npermissions:\n  - object: /a\n    type: [link]\n",
            ":5:12",
            "object type not supported for permissions (link)",
        ),
        (
            "version: 0.0\nos: linux\npermissions:\n  - object: /a\n    context: {user: x}\n",
            ":5:14",
            "invalid context type",
        ),
        (
            "version: 0.0\nos: linux\npermissions:\n  - object: /a\n    context: {type: x, role: r}\n",
            ":5:30",
            "specifies a role",
        ),
        (
            "version: 0.0\nos: windows\npermissions:\n  - object: /a\n",
            ":4:5",
            "Windows Server instances",
        ),
        (
            "version: 0.0\nos: linux\nhooks:\n\t- x\n",
            ":4:",
            "not valid YAML",
        ),
    ] {
        let said = remarks(text);
        let found = said
            .split("error: ")
            .any(|one| one.contains(what) && one.contains(&format!("--> appspec.yml{place}")));
        assert!(found, "{text:?} said {said}");
    }
}

#[test]
fn a_quoted_version_and_long_timeouts_are_doubtful() {
    assert!(remarks("version: '0.0'\nos: linux\n").starts_with("warning: the version is quoted"));
    let text = format!(
        "{HEAD}hooks:\n  AfterInstall:\n    - {{location: a, timeout: 3000}}\n    - {{location: b, timeout: 3000}}\n"
    );
    assert!(remarks(&text).starts_with("warning: the timeouts of AfterInstall add up to 6000"));
}

/// Every file of a directory of real AppSpec files, given by TOWLINE_CORPUS, is read, or refused
/// with a place in it.
#[test]
fn corpus() {
    let Some(corpus) = std::env::var_os("TOWLINE_CORPUS") else {
        println!("skipped: TOWLINE_CORPUS names no corpus directory");
        return;
    };
    let (mut files, mut read) = (0, 0);
    for entry in std::fs::read_dir(Path::new(&corpus).join("appspec")).unwrap() {
        let path = entry.unwrap().path();
        let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
        let (spec, remarks) = parse("appspec.yml", &text);
        files += 1;
        match spec {
            Some(_) => read += 1,
            None => {
                let error = remarks.iter().find(|r| r.severity == Severity::Error);
                println!("{}: {}", path.display(), error.unwrap());
            }
        }
        let lines = text.lines().count().max(1) as u32 + 1;
        for remark in remarks {
            assert!(
                (1..=lines).contains(&remark.at.line),
                "{}: {remark}",
                path.display()
            );
        }
    }
    println!("{read} of {files} read");
    assert!(
        files > 0 && read * 10 >= files * 7,
        "{read} of {files} read"
    );
}
