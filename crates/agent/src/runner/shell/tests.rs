//! The shell that all commands of a build share: state, exit codes, output, isolation.

use super::*;
use crate::runner::log;

struct Bench {
    place: Place,
    shell: Shell,
    log: Spool,
    reader: log::Reader,
    _directory: tempfile::TempDir,
}

impl Bench {
    async fn new(kind: Kind) -> Bench {
        let directory = tempfile::tempdir().unwrap();
        crate::runner::place::prepare(directory.path()).unwrap();
        let place = Place::create(directory.path(), "one").unwrap();
        let (log, reader) = log::create(&place.own).unwrap();
        let isolation = Isolation::probe(Vec::new()).await;
        let path = std::env::var("PATH").unwrap();
        let variables = [
            ("PATH".to_string(), path),
            ("A".to_string(), "$x y".to_string()),
        ];
        let shell = Shell::start(&isolation, &place, kind, &variables, log.clone()).unwrap();
        Bench {
            place,
            shell,
            log,
            reader,
            _directory: directory,
        }
    }

    async fn run(&mut self, script: &str) -> i32 {
        let ended = self.shell.run(script, State::Shared);
        let limit = std::time::Duration::from_secs(20);
        let ended = tokio::time::timeout(limit, ended).await;
        ended.expect("the entry ends").expect("a shell")
    }

    /// Ends the shell and gives everything that it wrote.
    async fn output(mut self) -> Vec<String> {
        self.shell.end().await;
        drop(self.log);
        let mut lines = Vec::new();
        while let Some(more) = self.reader.next().await.unwrap() {
            lines.extend(more);
        }
        lines
    }
}

const KINDS: [Kind; 2] = [Kind::Sh, Kind::Bash];

#[tokio::test]
async fn state_carries_over() {
    for kind in KINDS {
        let mut bench = Bench::new(kind).await;
        let script =
            "mkdir sub; cd sub; export X=1; y='a b'; greet() { echo \"hi $1\"; }; umask 077";
        assert_eq!(bench.run(script).await, 0);
        assert_eq!(
            bench
                .run("pwd; echo $X $y; greet you; umask; echo \"$A\"")
                .await,
            0
        );
        let sub = bench.place.source.join("sub").display().to_string();
        let expected = [sub.as_str(), "1 a b", "hi you", "0077", "$x y"];
        assert_eq!(bench.output().await, expected, "{kind:?}");
    }
}

#[tokio::test]
async fn an_exit_ends_only_its_entry_and_keeps_the_state() {
    for kind in KINDS {
        let mut bench = Bench::new(kind).await;
        assert_eq!(bench.run("X=1; exit 0; echo never").await, 0);
        assert_eq!(bench.run("echo $X; X=2; exit 3").await, 3);
        assert_eq!(bench.run("echo $X; X=3; exit 4").await, 4);
        assert_eq!(bench.run("echo $X; false").await, 1);
        assert_eq!(bench.run("echo end").await, 0);
        assert_eq!(bench.output().await, ["1", "2", "3", "end"], "{kind:?}");
    }
}

#[tokio::test]
async fn the_last_line_counts_unless_the_entry_says_otherwise() {
    for kind in KINDS {
        let mut bench = Bench::new(kind).await;
        assert_eq!(bench.run("false\ntrue").await, 0);
        assert_eq!(bench.run("set -e\nfalse\ntrue").await, 1);
        assert_eq!(bench.run("echo still set; false; echo never").await, 1);
        assert_eq!(bench.run("set +e; false; true").await, 0);
        assert_eq!(bench.run("if then").await, 2);
        assert_eq!(bench.run("exec sh -c 'exit 7'").await, 7);
        assert_eq!(bench.run("echo end").await, 0);
        let lines = bench.output().await;
        assert_eq!(lines.first().unwrap(), "still set");
        assert_eq!(lines.last().unwrap(), "end", "{kind:?}");
    }
}

#[tokio::test]
async fn output_comes_in_order_and_complete() {
    for kind in KINDS {
        let mut bench = Bench::new(kind).await;
        assert_eq!(bench.run("echo a; echo b >&2; printf c").await, 0);
        bench.log.service("between");
        assert_eq!(bench.run("echo; echo d; echo").await, 0);
        assert_eq!(bench.run("set -x; echo e").await, 0);
        assert_eq!(bench.run("set +x").await, 0);
        assert_eq!(bench.run("cat; echo stdin is closed").await, 0);
        let lines = bench.output().await;
        assert_eq!(lines[..3], ["a", "b", "c"]);
        assert!(lines[3].starts_with("[Container] ") && lines[3].ends_with(" between"));
        // bash counts the depth of sourcing in plus signs.
        let rest: Vec<String> = lines[4..].iter().map(|l| l.replace("++", "+")).collect();
        let expected = ["", "d", "", "+ echo e", "e", "+ set +x", "stdin is closed"];
        assert_eq!(rest, expected, "{kind:?}");
    }
}

#[tokio::test]
async fn a_background_process_holds_nothing_up_and_dies_with_the_build() {
    let mut bench = Bench::new(Kind::Sh).await;
    let pid = bench.place.source.join("pid");
    let script = "sleep 600 & echo started; sh -c 'echo $$ >pid; exec sleep 600' &";
    assert_eq!(bench.run(script).await, 0);
    assert_eq!(
        bench
            .run("while [ ! -s pid ]; do :; done; kill -0 $!")
            .await,
        0
    );
    assert!(pid.exists());
    let started = std::time::Instant::now();
    assert_eq!(bench.output().await, ["started"]);
    assert!(started.elapsed() < std::time::Duration::from_secs(20));
}

#[tokio::test]
async fn fresh_entries_change_nothing() {
    for kind in KINDS {
        let mut bench = Bench::new(kind).await;
        let fresh = bench.shell.run("X=1; cd /; exit 5", State::Fresh).await;
        assert_eq!(fresh, Ok(5));
        assert_eq!(bench.run("echo \"x$X\"; pwd").await, 0);
        let source = bench.place.source.display().to_string();
        assert_eq!(bench.output().await, ["x", source.as_str()]);
    }
}

#[tokio::test]
async fn a_killed_shell_is_gone() {
    let mut bench = Bench::new(Kind::Sh).await;
    let gone = bench
        .shell
        .run("kill -9 $$; sleep 600", State::Shared)
        .await;
    assert_eq!(gone, Err(Gone));
}

#[tokio::test]
async fn isolated_builds_do_not_see_each_other_nor_write_to_the_system() {
    let mut bench = Bench::new(Kind::Sh).await;
    let hidden = bench.place.own.join("log");
    if bench.run(&format!("[ ! -e {} ]", hidden.display())).await != 0 {
        println!("skipped: bubblewrap does not work here");
        return;
    }
    assert_ne!(bench.run("touch /usr/x 2>/dev/null").await, 0);
    assert_eq!(
        bench
            .run("touch /tmp/x; [ $(ls /tmp | wc -l) -gt 0 ]")
            .await,
        0
    );
    assert!(bench.place.tmp.join("x").exists());
}
