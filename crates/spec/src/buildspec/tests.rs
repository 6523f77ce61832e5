//! Buildspecs that are read, and what is said of those that are not.

use super::*;

fn good(text: &str) -> Buildspec {
    parse("buildspec.yml", text).expect("a good buildspec").0
}

fn warnings(text: &str) -> Vec<String> {
    let (_, list) = parse("buildspec.yml", text).expect("a good buildspec");
    list.iter().map(|d| d.what.clone()).collect()
}

fn faults(text: &str) -> Vec<(u32, String)> {
    let list = parse("buildspec.yml", text).expect_err("a bad buildspec");
    list.iter().map(|d| (d.at.line, d.what.clone())).collect()
}

#[test]
fn values_stay_as_written() {
    let spec = good(
        "version: 0.2\nenv:\n  variables:\n    A: 3.10\n    B: yes\n    C: 010\n    D: 'x y'\n    E:\n",
    );
    let expected = [
        ("A", "3.10"),
        ("B", "yes"),
        ("C", "010"),
        ("D", "x y"),
        ("E", ""),
    ];
    let expected = expected.map(|(k, v)| (k.to_string(), v.to_string()));
    assert_eq!(spec.env.variables, expected);
}

#[test]
fn phases_hold_commands_finally_and_on_failure() {
    let spec = good(
        "version: '0.2'\nphases:\n  pre_build:\n    on-failure: ABORT\n    commands:\n      - |\n        a\n        b\n      - true\n    finally: [c]\n  build:\n    on-failure: CONTINUE\n    commands: []\n",
    );
    assert_eq!(spec.phases.pre_build.commands, ["a\nb\n", "true"]);
    assert_eq!(spec.phases.pre_build.finally, ["c"]);
    assert_eq!(spec.phases.pre_build.on_failure, OnFailure::Abort);
    assert_eq!(spec.phases.build.on_failure, OnFailure::Continue);
    assert_eq!(spec.phases.install, Phase::default());
}

#[test]
fn one_text_is_a_list_of_one_with_a_warning() {
    let text = "version: 0.2\nphases:\n  build:\n    commands: make\n";
    assert_eq!(good(text).phases.build.commands, ["make"]);
    assert_eq!(warnings(text).len(), 1);
}

#[test]
fn a_command_that_became_a_mapping_is_refused_with_its_place() {
    let text =
        "version: 0.2\nphases:\n  build:\n    commands:\n      - echo ok\n      - echo a: b\n";
    insta::assert_debug_snapshot!(faults(text), @r#"
    [
        (
            6,
            "Expected Commands[1] to be of string type: found subkeys instead at line 6, value of the key tag on line 6 might be empty",
        ),
    ]
    "#);
}

#[test]
fn what_has_no_effect_is_said() {
    let text = "version: 0.2\nsurprise: 1\ncache:\n  paths: ['x']\nphases:\n  install:\n    runtime-versions:\n      python: 3.10\n";
    insta::assert_debug_snapshot!(warnings(text), @r#"
    [
        "`surprise` is no key of the buildspec; ignored",
        "`cache` is ignored: every build starts with an empty cache",
        "Skipping install of runtimes. Runtime version selection is not supported by this build image (python 3.10)",
    ]
    "#);
}

#[test]
fn what_cannot_be_done_is_refused_by_name() {
    for (text, line, part) in [
        ("phases: {}\n", 1, "`version` is missing"),
        ("version: 0.3\n", 1, "`0.3` is no version"),
        (
            "version: 0.2\nphases:\n  deploy:\n    commands: [a]\n",
            3,
            "`deploy` is no phase",
        ),
        (
            "version: 0.2\nphases:\n  build:\n    on-failure: RETRY-2\n    commands: [a]\n",
            4,
            "RETRY-2",
        ),
        (
            "version: 0.2\nenv:\n  shell: powershell.exe\n",
            3,
            "powershell.exe",
        ),
        (
            "version: 0.2\nartifacts:\n  name: x\n",
            2,
            "`files` is missing",
        ),
        (
            "version: 0.2\nreports:\n  r:\n    files: ['*']\n    file-format: SimpleCov\n",
            5,
            "SimpleCov",
        ),
        ("version: 0.2\nphases:\n\tbuild: x\n", 3, "not valid YAML"),
        ("- a\n", 1, "a list where a mapping belongs"),
        ("", 1, "nothing where a mapping belongs"),
    ] {
        let found = faults(text);
        assert!(
            found
                .iter()
                .any(|(at, what)| *at == line && what.contains(part)),
            "{text:?} gave {found:?}"
        );
    }
}

#[test]
fn only_harmless_names_are_exported() {
    let spec = good(
        "version: 0.2\nenv:\n  parameter-store:\n    SECRET: /a\n  exported-variables: [A, AWS_X, SECRET, 1X, A]\n",
    );
    assert_eq!(spec.env.exported, ["A"]);
}

#[test]
fn artifacts_and_reports_are_read() {
    let spec = good(
        "version: 0.2\nreports:\n  unit:\n    files: '**/*.xml'\n    base-directory: target\n    file-format: junitxml\nartifacts:\n  files: ['**/*']\n  base-directory: my-build*\n  exclude-paths: ['*.log']\n  discard-paths: Yes\n  secondary-artifacts:\n    docs:\n      files: [d]\n      discard-paths: 'no'\n      enable-symlinks: false\n",
    );
    assert_eq!(spec.reports[0].group, "unit");
    assert_eq!(spec.reports[0].files.files, ["**/*.xml"]);
    let main = spec.artifacts.expect("an artifact");
    assert!(main.files.discard_paths);
    assert_eq!(main.files.exclude_paths, ["*.log"]);
    let (id, docs) = &spec.secondary_artifacts[0];
    assert_eq!(id, "docs");
    assert!(!docs.files.discard_paths);
}

#[test]
fn the_old_version_has_its_own_names() {
    let spec = good(
        "version: 0.1\nenvironment_variables:\n  plaintext:\n    A: b\nartifacts:\n  type: zip\n  files: [x]\n",
    );
    assert_eq!(spec.version, Version::V01);
    assert_eq!(spec.env.variables, [("A".to_string(), "b".to_string())]);
}

/// Real files, given by the environment variable `TOWLINE_CORPUS`: everything is either read or
/// refused with a place, and what is refused is what the format forbids.
#[test]
fn the_corpus_is_read() {
    let Ok(corpus) = std::env::var("TOWLINE_CORPUS") else {
        println!("skipped: TOWLINE_CORPUS names no corpus directory");
        return;
    };
    let directory = std::path::Path::new(&corpus).join("buildspec");
    let (mut read, mut refused) = (0, Vec::new());
    for entry in std::fs::read_dir(directory).expect("the corpus directory") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a text file");
        match parse("buildspec.yml", &text) {
            Ok((spec, _)) => {
                assert!(
                    !text.contains("commands:") || has_commands(&spec),
                    "{path:?}"
                );
                read += 1;
            }
            Err(list) => refused.push(format!("{path:?}: {}", list[0].what)),
        }
    }
    println!("{read} read, refused:\n{}", refused.join("\n"));
    // One is no YAML, one has a mapping for a command, the others ask for what is not supported.
    assert!(read > 80 && refused.len() * 10 < read, "{refused:#?}");
}

fn has_commands(spec: &Buildspec) -> bool {
    let Phases {
        install,
        pre_build,
        build,
        post_build,
    } = &spec.phases;
    [install, pre_build, build, post_build]
        .iter()
        .any(|phase| !phase.commands.is_empty())
}
