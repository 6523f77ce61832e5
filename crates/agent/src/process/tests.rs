//! Programs that end, that do not end, and that leave somebody behind.

use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use super::{End, Finished, Output, Program, run};

fn shell(script: &str) -> Program {
    Program::new("/bin/sh").arg("-c").arg(script)
}

async fn ran(program: Program) -> (Finished, Vec<(Output, String)>) {
    let mut lines = Vec::new();
    let finished = run(&program, &CancellationToken::new(), |output, line| {
        lines.push((output, line.to_owned()));
    })
    .await
    .unwrap();
    (finished, lines)
}

#[tokio::test]
async fn output_and_status() {
    let (finished, lines) = ran(shell("echo \"$A\"; echo err >&2; exit 7").env("A", "b c")).await;
    assert_eq!(finished.end, End::Exited(7));
    assert!(finished.open.is_none());
    assert!(lines.contains(&(Output::Stdout, "b c".into())));
    assert!(lines.contains(&(Output::Stderr, "err".into())));
}

#[tokio::test]
async fn an_empty_environment_and_a_directory() {
    let dir = tempfile::tempdir().unwrap();
    let program = shell("pwd; echo ${HOME-none}")
        .clear_env()
        .directory(dir.path());
    let (_, lines) = ran(program).await;
    let here = dir.path().canonicalize().unwrap().display().to_string();
    assert_eq!(
        lines,
        [(Output::Stdout, here), (Output::Stdout, "none".into())]
    );
}

#[tokio::test]
async fn a_signal_counts_as_failure() {
    let (finished, _) = ran(shell("kill -9 $$")).await;
    assert_eq!(finished.end, End::Exited(137));
}

#[tokio::test]
async fn a_program_that_is_not_there_is_an_error() {
    let program = Program::new("/nonexistent/program");
    run(&program, &CancellationToken::new(), |_, _| {})
        .await
        .unwrap_err();
}

#[tokio::test]
async fn a_time_out_ends_the_whole_group() {
    let dir = tempfile::tempdir().unwrap();
    let pid_file = dir.path().join("pid");
    let script = format!("sleep 600 & echo $! > {}; wait", pid_file.display());
    let (finished, _) = ran(shell(&script).limit(Duration::from_millis(300))).await;
    assert_eq!(finished.end, End::TimedOut);
    let pid: i32 = std::fs::read_to_string(&pid_file)
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    // The signal was sent; the child dies of it at once, and may stay a zombie that nobody
    // has collected yet.
    let dead = async {
        loop {
            let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            if state.is_empty() || state.contains(") Z ") {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    let died = tokio::time::timeout(Duration::from_secs(10), dead).await;
    died.expect("the child is killed with its group");
}

#[tokio::test]
async fn a_stop_ends_it() {
    let stop = CancellationToken::new();
    let mut started = false;
    let program = shell("echo up; sleep 600");
    let finished = run(&program, &stop, |_, _| {
        started = true;
        stop.cancel();
    });
    assert_eq!(finished.await.unwrap().end, End::Stopped);
    assert!(started);
}

#[tokio::test]
async fn a_child_in_the_background_is_not_waited_for_and_lives() {
    let before = Instant::now();
    let (finished, lines) = ran(shell("sleep 600 & echo $!")).await;
    assert!(before.elapsed() < Duration::from_secs(60));
    assert_eq!(finished.end, End::Exited(0));
    let open = finished.open.expect("the child holds the output open");
    let pid: i32 = lines[0].1.parse().unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::test_kill_process(pid).expect("it lives");
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
    open.drain().await;
}
