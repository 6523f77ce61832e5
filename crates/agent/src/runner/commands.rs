//! Runs the commands of the four command phases in order.

use std::collections::BTreeMap;

use towline_spec::buildspec::{Buildspec, OnFailure, Phase, Version};

use super::environment;
use super::log::Spool;
use super::session::{Failure, Lost, Session};
use super::shell::{Gone, Shell, State};

/// What the phases left.
#[derive(Debug, Default)]
pub(super) struct Ran {
    /// Whether artifacts are to be uploaded.
    pub(super) upload: bool,
    /// Whether reports are to be made.
    pub(super) report: bool,
}

/// Commands of one build.
pub(super) struct Commands<'a> {
    pub(super) session: &'a Session,
    pub(super) log: &'a Spool,
    pub(super) spec: &'a Buildspec,
    pub(super) shell: &'a mut Shell,
}

impl Commands<'_> {
    /// Runs every phase that is to run.
    pub(super) async fn run(&mut self) -> Result<Ran, Lost> {
        let phases = &self.spec.phases;
        let all = [
            ("INSTALL", &phases.install),
            ("PRE_BUILD", &phases.pre_build),
            ("BUILD", &phases.build),
            ("POST_BUILD", &phases.post_build),
        ];
        let mut failed = false;
        for (name, phase) in all {
            if self.phase(name, phase).await? {
                continue;
            }
            if !failed {
                failed = true;
                self.tell_failure().await?;
            }
            match after(name, phase.on_failure) {
                After::Continue => {}
                After::Upload => {
                    return Ok(Ran {
                        upload: true,
                        report: name != "PRE_BUILD" && name != "INSTALL",
                    });
                }
                After::End => return Ok(Ran::default()),
            }
        }
        Ok(Ran {
            upload: true,
            report: true,
        })
    }

    /// Later commands can see that something failed.
    async fn tell_failure(&mut self) -> Result<(), Lost> {
        let script = "export CODEBUILD_BUILD_SUCCEEDING=0";
        match self.entry(script, State::Shared).await? {
            Ok(_) | Err(Gone) => Ok(()),
        }
    }

    /// Whether the phase succeeded.
    async fn phase(&mut self, name: &str, phase: &Phase) -> Result<bool, Lost> {
        self.session.begin(name).await?;
        self.log.service(&format!("Entering phase {name}"));
        let mut failure = self.list(&phase.commands).await?;
        let last = self.list(&phase.finally).await?;
        failure = failure.or(last);
        let state = match (&failure, phase.on_failure) {
            (None, _) => "SUCCEEDED",
            (Some(_), OnFailure::Abort) => "FAILED_WITH_ABORT",
            (Some(_), _) => "FAILED",
        };
        self.log
            .service(&format!("Phase complete: {name} State: {state}"));
        let (code, message) = match &failure {
            Some(failure) => (failure.code, failure.message.as_str()),
            None => ("", ""),
        };
        let line = format!("Phase context status code: {code} Message: {message}");
        self.log.service(&line);
        self.session.end(name, failure.as_ref(), "").await?;
        Ok(failure.is_none())
    }

    /// Runs entries until one fails.
    async fn list(&mut self, commands: &[String]) -> Result<Option<Failure>, Lost> {
        for command in commands {
            let shown = command.trim_end();
            self.log.service(&format!("Running command {shown}"));
            let (script, state) = match self.spec.version {
                Version::V02 => (command.clone(), State::Shared),
                Version::V01 => {
                    let script = format!("cd \"$CODEBUILD_SRC_DIR\" || exit\n{command}");
                    (script, State::Fresh)
                }
            };
            let why = match self.entry(&script, state).await? {
                Ok(0) => continue,
                Ok(status) => format!("exit status {status}"),
                Err(Gone) => "the shell of the build was killed".to_string(),
            };
            let line = format!("Command did not exit successfully {shown} {why}");
            self.log.service(&line);
            return Ok(Some(Failure {
                code: "COMMAND_EXECUTION_ERROR",
                message: format!("Error while executing command: {shown}. Reason: {why}"),
            }));
        }
        Ok(None)
    }

    async fn entry(&mut self, script: &str, state: State) -> Result<Result<i32, Gone>, Lost> {
        tokio::select! {
            ended = self.shell.run(script, state) => Ok(ended),
            () = self.session.stop.cancelled() => Err(Lost),
        }
    }

    /// Values of the variables that are exported or that file patterns refer to.
    pub(super) async fn values(
        &mut self,
        place: &super::place::Place,
    ) -> Result<BTreeMap<String, String>, Lost> {
        let mut names = environment::referenced(self.spec);
        names.extend(self.spec.env.exported.iter().cloned());
        let file = place.control.join("values");
        let mut script = format!("exec >'{}'\n", file.display());
        for name in &names {
            script.push_str(&format!("printf '%s\\0' \"${{{name}-}}\"\n"));
        }
        let read = match self.entry(&script, State::Fresh).await? {
            Ok(0) => std::fs::read(file).unwrap_or_default(),
            Ok(_) | Err(Gone) => Vec::new(),
        };
        let values = read.split(|b| *b == 0).map(String::from_utf8_lossy);
        Ok(names
            .into_iter()
            .zip(values.map(|v| v.into_owned()))
            .collect())
    }

    /// A text as the shell expands it between double quotes, for names of artifacts.
    pub(super) async fn expand(
        &mut self,
        text: &str,
        place: &super::place::Place,
    ) -> Result<Option<String>, Lost> {
        let file = place.control.join("expanded");
        let quoted = text.replace('"', "\\\"");
        let script = format!("printf '%s' \"{quoted}\" >'{}'\n", file.display());
        let ended = self.entry(&script, State::Fresh).await?;
        let read = (ended == Ok(0)).then(|| std::fs::read(file).ok()).flatten();
        Ok(read.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }
}

/// What follows a failed phase.
#[derive(Debug, PartialEq, Eq)]
enum After {
    /// The next phase.
    Continue,
    /// No further command, but artifacts.
    Upload,
    /// Nothing.
    End,
}

fn after(phase: &str, on_failure: OnFailure) -> After {
    match (phase, on_failure) {
        (_, OnFailure::Continue) => After::Continue,
        (_, OnFailure::Abort) => After::Upload,
        ("BUILD" | "POST_BUILD", OnFailure::Default) => After::Continue,
        (_, OnFailure::Default) => After::End,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_build_is_followed_by_post_build_and_nothing_else_is() {
        assert_eq!(after("INSTALL", OnFailure::Default), After::End);
        assert_eq!(after("PRE_BUILD", OnFailure::Default), After::End);
        assert_eq!(after("BUILD", OnFailure::Default), After::Continue);
        assert_eq!(after("PRE_BUILD", OnFailure::Continue), After::Continue);
        assert_eq!(after("BUILD", OnFailure::Abort), After::Upload);
    }
}
