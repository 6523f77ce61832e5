//! How a command ended, in the words that the server and the console show.

use serde::{Deserialize, Serialize};
use towline_api::hostcommand::Envelope;

/// `error_code` of a report (CodeDeploy's host agent).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub(super) enum Code {
    Success = 0,
    ScriptMissing = 1,
    ScriptNotExecutable = 2,
    ScriptTimedOut = 3,
    ScriptFailed = 4,
    Unknown = 5,
    FailedAfterRestart = 7,
}

impl From<Code> for u8 {
    fn from(code: Code) -> u8 {
        code as u8
    }
}

impl TryFrom<u8> for Code {
    type Error = String;
    fn try_from(number: u8) -> Result<Code, String> {
        [
            Code::Success,
            Code::ScriptMissing,
            Code::ScriptNotExecutable,
            Code::ScriptTimedOut,
            Code::ScriptFailed,
            Code::Unknown,
            Code::FailedAfterRestart,
        ]
        .into_iter()
        .find(|code| *code as u8 == number)
        .ok_or_else(|| format!("no report has error code {number}"))
    }
}

/// The end of a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Report {
    #[serde(rename = "error_code")]
    pub(super) code: Code,
    #[serde(rename = "script_name")]
    pub(super) script: String,
    pub(super) message: String,
    /// The end of the scripts' output; under 2048 characters.
    pub(super) log: String,
    /// Scripts that ran.
    #[serde(default)]
    pub(super) scripts: usize,
}

impl Report {
    /// It went well; `log` is the end of the scripts' output, if any ran.
    pub(super) fn success(log: String) -> Report {
        Report {
            code: Code::Success,
            script: String::new(),
            message: "Succeeded".into(),
            log,
            scripts: 0,
        }
    }

    /// The server had no use for the result, and nothing was to be done.
    pub(super) fn completed_noop() -> Report {
        Report {
            message: "Succeeded: CompletedNoopCommand".into(),
            ..Report::success(String::new())
        }
    }

    /// Anything that has no code of its own.
    pub(super) fn failure(message: impl ToString) -> Report {
        Report {
            code: Code::Unknown,
            script: String::new(),
            message: message.to_string(),
            log: String::new(),
            scripts: 0,
        }
    }

    /// The agent ended while the scripts of the command were running.
    pub(super) fn after_restart() -> Report {
        Report {
            code: Code::FailedAfterRestart,
            ..Report::failure("Failed: Failing in-progress lifecycle event after an agent restart.")
        }
    }

    /// `CommandStatus`.
    pub(super) fn status(&self) -> &'static str {
        match self.code {
            Code::Success => "Succeeded",
            _ => "Failed",
        }
    }

    /// `Diagnostics`.
    pub(super) fn diagnostics(&self) -> Envelope {
        Envelope {
            format: Some("JSON".into()),
            payload: serde_json::to_string(self).ok(),
        }
    }
}
