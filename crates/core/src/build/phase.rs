//! The phases of a build, in CodeBuild's words and order.

use serde::{Deserialize, Serialize};

use crate::Time;

/// `phaseType`, in the order in which phases come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the API's own words")]
pub enum PhaseType {
    Submitted,
    Queued,
    Provisioning,
    DownloadSource,
    Install,
    PreBuild,
    Build,
    PostBuild,
    UploadArtifacts,
    Finalizing,
    Completed,
}

impl PhaseType {
    const ALL: [(PhaseType, &'static str); 11] = [
        (PhaseType::Submitted, "SUBMITTED"),
        (PhaseType::Queued, "QUEUED"),
        (PhaseType::Provisioning, "PROVISIONING"),
        (PhaseType::DownloadSource, "DOWNLOAD_SOURCE"),
        (PhaseType::Install, "INSTALL"),
        (PhaseType::PreBuild, "PRE_BUILD"),
        (PhaseType::Build, "BUILD"),
        (PhaseType::PostBuild, "POST_BUILD"),
        (PhaseType::UploadArtifacts, "UPLOAD_ARTIFACTS"),
        (PhaseType::Finalizing, "FINALIZING"),
        (PhaseType::Completed, "COMPLETED"),
    ];

    /// The word of the API.
    pub fn name(self) -> &'static str {
        PhaseType::ALL[self as usize].1
    }

    /// From the word of the API.
    pub fn parse(name: &str) -> Option<PhaseType> {
        let found = PhaseType::ALL.iter().find(|(_, word)| *word == name);
        found.map(|(phase, _)| *phase)
    }

    /// Whether the runner reports it; the others are the server's.
    pub(super) fn is_runners(self) -> bool {
        (PhaseType::Provisioning..=PhaseType::UploadArtifacts).contains(&self)
    }
}

/// `phaseStatus` of a phase that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the API's own words")]
pub enum PhaseStatus {
    Succeeded,
    Failed,
    Fault,
    TimedOut,
    Stopped,
}

impl PhaseStatus {
    /// The word of the API.
    pub fn name(self) -> &'static str {
        match self {
            PhaseStatus::Succeeded => "SUCCEEDED",
            PhaseStatus::Failed => "FAILED",
            PhaseStatus::Fault => "FAULT",
            PhaseStatus::TimedOut => "TIMED_OUT",
            PhaseStatus::Stopped => "STOPPED",
        }
    }

    /// What a runner may report.
    pub fn parse(name: &str) -> Option<PhaseStatus> {
        match name {
            "SUCCEEDED" => Some(PhaseStatus::Succeeded),
            "FAILED" => Some(PhaseStatus::Failed),
            "FAULT" => Some(PhaseStatus::Fault),
            _ => None,
        }
    }
}

/// An entry of `contexts`: both empty on success.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// For example `COMMAND_EXECUTION_ERROR`.
    pub code: String,
    /// The text for people.
    pub message: String,
}

impl Context {
    /// A context.
    pub fn new(code: &str, message: &str) -> Context {
        Context {
            code: code.into(),
            message: message.into(),
        }
    }
}

/// One phase of one build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// Which.
    pub kind: PhaseType,
    /// When it began.
    pub started: Time,
    /// When it was over; never for COMPLETED.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Time>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<PhaseStatus>,
    /// Why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<Context>,
}

impl Phase {
    /// A phase that runs.
    pub(super) fn begin(kind: PhaseType, now: Time) -> Phase {
        Phase {
            kind,
            started: now,
            ended: None,
            status: None,
            contexts: Vec::new(),
        }
    }

    pub(super) fn end(&mut self, status: PhaseStatus, contexts: Vec<Context>, now: Time) {
        self.status = Some(status);
        self.ended = Some(now);
        self.contexts = contexts;
    }
}
