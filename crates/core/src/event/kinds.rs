//! Every kind of event, with what it tells. A kind that is not here is a defect: tests see to it.

/// Who makes events of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    /// The machine of a deployment; the subject is the deployment id.
    Deployment,
    /// The machine of a pipeline; the subject is the execution id, or the pipeline's name.
    Pipeline,
    /// The machine of a build; the subject is the build id.
    Build,
    /// An operation of the server; the subject is the name of what it changed.
    Server,
    /// The server by itself, as time passes; the subject is the name of what it watches.
    Watch,
    /// `towline restore`; the subject is when the backup was taken.
    Restore,
}

/// A kind of event.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// As in [`crate::Event::kind`]: object and verb.
    pub name: &'static str,
    /// Who makes it.
    pub maker: Maker,
    /// What it tells, for people.
    pub tells: &'static str,
}

/// Whether there is such a kind.
pub fn is_registered(name: &str) -> bool {
    KINDS.iter().any(|kind| kind.name == name)
}

const fn kind(name: &'static str, maker: Maker, tells: &'static str) -> Kind {
    Kind { name, maker, tells }
}

use Maker::{Build, Deployment, Pipeline, Restore, Server, Watch};

/// All kinds, by maker and name.
#[rustfmt::skip]
pub const KINDS: &[Kind] = &[
    kind("deployment.created", Deployment, "accepted, with its revision and the number of its targets"),
    kind("deployment.ending", Deployment, "it was decided how it will end; targets in flight are waited for"),
    kind("deployment.failed", Deployment, "ended with an error"),
    kind("deployment.started", Deployment, "its first targets are taken"),
    kind("deployment.stopped", Deployment, "ended on request"),
    kind("deployment.succeeded", Deployment, "ended well"),
    kind("deployment.targets-skipped", Deployment, "these targets, and all their lifecycle events, are left out"),
    kind("target.failed", Deployment, "a host failed; its lifecycle events in `skippedEvents` do not run"),
    kind("target.lifecycle-event", Deployment, "a lifecycle event began or ended on a host"),
    kind("target.skipped", Deployment, "a host in flight was given up; its events in `skippedEvents` do not run"),
    kind("target.started", Deployment, "a host is deployed to"),
    kind("target.succeeded", Deployment, "a host has the revision"),

    kind("action.abandoned", Pipeline, "a running action was given up"),
    kind("action.approval-needed", Pipeline, "an approval waits for an answer"),
    kind("action.failed", Pipeline, "an action ended with an error"),
    kind("action.started", Pipeline, "an attempt of an action began"),
    kind("action.succeeded", Pipeline, "an action ended well"),
    kind("execution.canceled", Pipeline, "ended because the pipeline was updated"),
    kind("execution.failed", Pipeline, "ended because a stage failed"),
    kind("execution.resumed", Pipeline, "goes on because a stage is retried"),
    kind("execution.started", Pipeline, "an execution began, with its trigger"),
    kind("execution.stopped", Pipeline, "ended on request"),
    kind("execution.stopping", Pipeline, "a stop was requested"),
    kind("execution.succeeded", Pipeline, "passed every stage"),
    kind("execution.superseded", Pipeline, "overtaken by a newer execution"),
    kind("pipeline.created", Pipeline, "a pipeline was declared"),
    kind("pipeline.deleted", Pipeline, "a pipeline and its history are gone"),
    kind("pipeline.updated", Pipeline, "a pipeline was declared anew"),
    kind("stage.canceled", Pipeline, "left because the pipeline was updated"),
    kind("stage.failed", Pipeline, "left because an action failed"),
    kind("stage.resumed", Pipeline, "retried"),
    kind("stage.started", Pipeline, "an execution entered the stage"),
    kind("stage.stopped", Pipeline, "left on request"),
    kind("stage.stopping", Pipeline, "its running actions are waited for, then it is left"),
    kind("stage.succeeded", Pipeline, "every action ended well"),
    kind("stage.transition-disabled", Pipeline, "nothing enters the stage any more"),
    kind("stage.transition-enabled", Pipeline, "executions may enter; after a long closure only newer ones (`Stale`)"),

    kind("build.failed", Build, "a phase failed"),
    kind("build.fault", Build, "the build could not be carried out"),
    kind("build.lease-lost", Build, "the runner is gone; the build waits for another"),
    kind("build.leased", Build, "a runner took the build"),
    kind("build.phase-ended", Build, "a phase is over"),
    kind("build.phase-started", Build, "a phase began"),
    kind("build.stopped", Build, "stopped on request"),
    kind("build.submitted", Build, "accepted, waits for a runner"),
    kind("build.succeeded", Build, "every phase went well"),
    kind("build.timed-out", Build, "took too long to be taken up, or to end"),

    kind("application.created", Server, "a CodeDeploy application was made"),
    kind("application.deleted", Server, "a CodeDeploy application and its groups are gone"),
    kind("application.updated", Server, "a CodeDeploy application has another name"),
    kind("bucket.created", Server, "an S3 bucket was made"),
    kind("bucket.deleted", Server, "an S3 bucket is gone"),
    kind("deployment-config.created", Server, "a deployment configuration was made"),
    kind("deployment-config.deleted", Server, "a deployment configuration is gone"),
    kind("deployment-group.created", Server, "a deployment group was made"),
    kind("deployment-group.deleted", Server, "a deployment group is gone"),
    kind("deployment-group.updated", Server, "a deployment group has other settings"),
    kind("host.deregistered", Server, "a host takes no more deployments; its key is gone"),
    kind("host.joined", Server, "a host joined with a token and got a key"),
    kind("host.registered", Server, "a host was registered by its ARN"),
    kind("host.tagged", Server, "tags of hosts changed"),
    kind("join-token.created", Server, "a token was made with which hosts can join"),
    kind("object.created", Server, "a new version of an S3 object"),
    kind("object.deleted", Server, "an S3 object, or one version of it, is gone"),
    kind("project.created", Server, "a build project was made"),
    kind("project.deleted", Server, "a build project is gone"),
    kind("project.updated", Server, "a build project has other settings"),
    kind("report.created", Server, "a build left test results"),
    kind("report-group.created", Server, "a report group was made"),
    kind("report-group.deleted", Server, "a report group and its reports are gone"),
    kind("report-group.updated", Server, "a report group has other settings"),
    kind("repository.created", Server, "a Git repository was made"),
    kind("repository.pushed", Server, "commits were pushed to a Git repository"),
    kind("revision.registered", Server, "a revision was made known to an application"),
    kind("target.output", Server, "lines that a lifecycle event script printed"),

    kind("server.restored", Restore, "a backup was put in place; numbers between `lastEvent` and this one are of events that are lost"),

    kind("host.returned", Watch, "the agent of a host that was silent is heard again"),
    kind("host.silent", Watch, "the agent of a host was not heard of for five minutes"),
];
