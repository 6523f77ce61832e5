//! Names for coverage: everything that can be told to a machine, answered, refused, and how things
//! end. A new variant does not compile until it has a name here; the list beside each function is
//! what a run of the suite must have seen.

/// Everything that a run of the suite must have seen.
pub fn wanted() -> Vec<&'static str> {
    let lists = [
        deployment::FACTS,
        deployment::REPLIES,
        deployment::REFUSALS,
        deployment::ENDINGS,
        pipeline::FACTS,
        pipeline::REPLIES,
        pipeline::REFUSALS,
        pipeline::ENDINGS,
        build::FACTS,
        build::REPLIES,
        build::REFUSALS,
        build::ENDINGS,
    ];
    let mut all = lists.concat();
    all.extend(
        crate::plan::INGREDIENTS
            .iter()
            .map(|(_, name)| *name)
            .filter(seen),
    );
    all
}

/// Ingredients that are parts of the world are not counted.
fn seen(name: &&str) -> bool {
    ![
        "stock-agent",
        "standings",
        "pipelines",
        "large-fleet",
        "queued",
    ]
    .contains(name)
}

pub(crate) mod deployment {
    //! Deployments.

    use towline_core::deployment::{Fact, Progress, Refusal, Reply, Status};

    pub(crate) const FACTS: &[&str] = &[
        "fact deployment Acknowledged",
        "fact deployment Completed",
        "fact deployment HostContact",
        "fact deployment HostGone",
        "fact deployment Stop",
        "fact deployment Abandon",
        "fact deployment deadline",
    ];

    pub(crate) fn fact(fact: &Fact) -> &'static str {
        FACTS[match fact {
            Fact::Acknowledged { .. } => 0,
            Fact::Completed { .. } => 1,
            Fact::HostContact { .. } => 2,
            Fact::HostGone { .. } => 3,
            Fact::Stop { .. } => 4,
            Fact::Abandon { .. } => 5,
        }]
    }

    pub(crate) const REPLIES: &[&str] = &[
        "reply deployment Noted",
        "reply deployment Run",
        "reply deployment Drop",
        "reply deployment Ignored",
        "reply deployment Stopping",
        "reply deployment Stopped",
    ];

    pub(crate) fn reply(reply: &Reply) -> &'static str {
        REPLIES[match reply {
            Reply::Noted => 0,
            Reply::Run => 1,
            Reply::Drop => 2,
            Reply::Ignored => 3,
            Reply::Stopping => 4,
            Reply::Stopped => 5,
        }]
    }

    pub(crate) const REFUSALS: &[&str] = &[
        "refusal deployment UnknownCommand",
        "refusal deployment UnknownTarget",
        "refusal deployment AlreadyCompleted",
    ];

    pub(crate) fn refusal(refusal: &Refusal) -> &'static str {
        REFUSALS[match refusal {
            Refusal::UnknownCommand => 0,
            Refusal::UnknownTarget => 1,
            Refusal::AlreadyCompleted => 2,
        }]
    }

    pub(crate) const ENDINGS: &[&str] = &[
        "end deployment Succeeded",
        "end deployment Failed",
        "end deployment Stopped",
        "end target Succeeded",
        "end target Failed",
        "end target Skipped",
        "rollback",
    ];

    pub(crate) fn ending(status: Status) -> Option<&'static str> {
        match status {
            Status::Created | Status::InProgress => None,
            Status::Succeeded => Some(ENDINGS[0]),
            Status::Failed => Some(ENDINGS[1]),
            Status::Stopped => Some(ENDINGS[2]),
        }
    }

    pub(crate) fn target(status: Progress) -> Option<&'static str> {
        match status {
            Progress::Pending | Progress::InProgress => None,
            Progress::Succeeded => Some(ENDINGS[3]),
            Progress::Failed => Some(ENDINGS[4]),
            Progress::Skipped => Some(ENDINGS[5]),
        }
    }
}

pub(crate) mod pipeline {
    //! Pipelines.

    use towline_core::pipeline::records::{ActionStatus, ExecutionStatus};
    use towline_core::pipeline::{Fact, Refusal, Reply};

    pub(crate) const FACTS: &[&str] = &[
        "fact pipeline Start",
        "fact pipeline SourceChanged",
        "fact pipeline Update",
        "fact pipeline Delete",
        "fact pipeline Progress",
        "fact pipeline Ended",
        "fact pipeline Approve",
        "fact pipeline Stop",
        "fact pipeline Retry",
        "fact pipeline SetTransition",
        "fact pipeline deadline",
    ];

    pub(crate) fn fact(fact: &Fact) -> &'static str {
        FACTS[match fact {
            Fact::Start(_) => 0,
            Fact::SourceChanged { .. } => 1,
            Fact::Update(_) => 2,
            Fact::Delete => 3,
            Fact::Progress { .. } => 4,
            Fact::Ended { .. } => 5,
            Fact::Approve(_) => 6,
            Fact::Stop { .. } => 7,
            Fact::Retry { .. } => 8,
            Fact::SetTransition { .. } => 9,
        }]
    }

    pub(crate) const REPLIES: &[&str] = &[
        "reply pipeline Execution",
        "reply pipeline Version",
        "reply pipeline At",
        "reply pipeline Done",
    ];

    pub(crate) fn reply(reply: &Reply) -> &'static str {
        REPLIES[match reply {
            Reply::Execution(_) => 0,
            Reply::Version(_) => 1,
            Reply::At(_) => 2,
            Reply::Done => 3,
        }]
    }

    pub(crate) const REFUSALS: &[&str] = &[
        "refusal pipeline Deleted",
        "refusal pipeline StageNotFound",
        "refusal pipeline ActionNotFound",
        "refusal pipeline InvalidApprovalToken",
        "refusal pipeline ApprovalAlreadyCompleted",
        "refusal pipeline NotStoppable",
        "refusal pipeline DuplicatedStop",
        "refusal pipeline StageNotRetryable",
        "refusal pipeline NotLatest",
        "refusal pipeline Invalid",
        "refusal pipeline NotRunning",
    ];

    pub(crate) fn refusal(refusal: &Refusal) -> &'static str {
        REFUSALS[match refusal {
            Refusal::Deleted => 0,
            Refusal::StageNotFound { .. } => 1,
            Refusal::ActionNotFound { .. } => 2,
            Refusal::InvalidApprovalToken(_) => 3,
            Refusal::ApprovalAlreadyCompleted(_) => 4,
            Refusal::NotStoppable(_) => 5,
            Refusal::DuplicatedStop(_) => 6,
            Refusal::StageNotRetryable(_) => 7,
            Refusal::NotLatest { .. } => 8,
            Refusal::Invalid(_) => 9,
            Refusal::NotRunning(_) => 10,
        }]
    }

    pub(crate) const ENDINGS: &[&str] = &[
        "end execution Stopped",
        "end execution Succeeded",
        "end execution Superseded",
        "end execution Failed",
        "end execution Cancelled",
        "end action Succeeded",
        "end action Failed",
        "end action Abandoned",
    ];

    pub(crate) fn ending(status: ExecutionStatus) -> Option<&'static str> {
        match status {
            ExecutionStatus::InProgress | ExecutionStatus::Stopping => None,
            ExecutionStatus::Stopped => Some(ENDINGS[0]),
            ExecutionStatus::Succeeded => Some(ENDINGS[1]),
            ExecutionStatus::Superseded => Some(ENDINGS[2]),
            ExecutionStatus::Failed => Some(ENDINGS[3]),
            ExecutionStatus::Cancelled => Some(ENDINGS[4]),
        }
    }

    pub(crate) fn action(status: ActionStatus) -> Option<&'static str> {
        match status {
            ActionStatus::InProgress => None,
            ActionStatus::Succeeded => Some(ENDINGS[5]),
            ActionStatus::Failed => Some(ENDINGS[6]),
            ActionStatus::Abandoned => Some(ENDINGS[7]),
        }
    }
}

pub(crate) mod build {
    //! Builds.

    use towline_core::build::{Fact, Refusal, Reply, Status};

    pub(crate) const FACTS: &[&str] = &[
        "fact build Lease",
        "fact build Renewed",
        "fact build PhaseStarted",
        "fact build PhaseEnded",
        "fact build Completed",
        "fact build Released",
        "fact build Stop",
        "fact build deadline",
    ];

    pub(crate) fn fact(fact: &Fact) -> &'static str {
        FACTS[match fact {
            Fact::Lease { .. } => 0,
            Fact::Renewed { .. } => 1,
            Fact::PhaseStarted { .. } => 2,
            Fact::PhaseEnded { .. } => 3,
            Fact::Completed { .. } => 4,
            Fact::Released { .. } => 5,
            Fact::Stop { .. } => 6,
        }]
    }

    pub(crate) const REPLIES: &[&str] = &["reply build Done", "reply build Leased"];

    pub(crate) fn reply(reply: &Reply) -> &'static str {
        REPLIES[match reply {
            Reply::Done => 0,
            Reply::Leased(_) => 1,
        }]
    }

    pub(crate) const REFUSALS: &[&str] = &[
        "refusal build NotWaiting",
        "refusal build NotYours",
        "refusal build Over",
        "refusal build Order",
    ];

    pub(crate) fn refusal(refusal: &Refusal) -> &'static str {
        REFUSALS[match refusal {
            Refusal::NotWaiting => 0,
            Refusal::NotYours => 1,
            Refusal::Over => 2,
            Refusal::Order(_) => 3,
        }]
    }

    pub(crate) const ENDINGS: &[&str] = &[
        "end build Succeeded",
        "end build Failed",
        "end build Fault",
        "end build TimedOut",
        "end build Stopped",
    ];

    pub(crate) fn ending(status: Status) -> Option<&'static str> {
        match status {
            Status::InProgress => None,
            Status::Succeeded => Some(ENDINGS[0]),
            Status::Failed => Some(ENDINGS[1]),
            Status::Fault => Some(ENDINGS[2]),
            Status::TimedOut => Some(ENDINGS[3]),
            Status::Stopped => Some(ENDINGS[4]),
        }
    }
}
