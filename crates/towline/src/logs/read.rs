//! Reading all sources of a subject, once or until the end.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use towline_agent::client::TOWLINE;
use towline_api::towline::ListEventsOutput;

use super::build::BuildLog;
use super::choose::Choice;
use super::deployment::DeploymentLog;
use super::line::LogLine;
use super::news::News;
use crate::document::{list, text};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal::{self, Look};
use crate::watch::{Subject, execution_document, position};

/// Between two reads, so that lines and events that come in crowds are read together.
const PAUSE: Duration = Duration::from_millis(200);
/// Seconds that the server may hold the question whether something happened.
const HOLD: u64 = 20;
/// Between two tries when the server does not answer.
const AGAIN: Duration = Duration::from_secs(1);

/// One build or one deployment.
enum Source {
    Build(BuildLog),
    Deployment(DeploymentLog),
}

/// All sources of a subject.
struct Logs<'a> {
    session: &'a Session,
    subject: Subject,
    choice: Choice,
    look: Look,
    now: f64,
    known: BTreeSet<String>,
    sources: Vec<Source>,
    ended: bool,
    /// Nobody reads what is printed.
    unread: bool,
}

/// Prints the lines that are wanted.
pub(super) async fn run(
    session: &Session,
    subject: Subject,
    choice: Choice,
    look: Look,
) -> Result<Exit, Failure> {
    let mut logs = Logs {
        now: session.now().await?,
        session,
        subject,
        look,
        known: BTreeSet::new(),
        sources: Vec::new(),
        ended: false,
        unread: false,
        choice,
    };
    let event = happened(session, position(session).await?);
    tokio::pin!(event);
    let mut news = News::new(session.towline()?.clone());
    loop {
        match logs.turn().await {
            Ok(()) if logs.ended || !logs.choice.follow => return Ok(Exit::Succeeded),
            Ok(()) => {}
            Err(failure) if logs.choice.follow && failure.is_transient() => {
                terminal::tell(&format!("{failure}\nwaiting for the server\n"));
                wait_for(session).await?;
            }
            Err(failure) => return Err(failure),
        }
        tokio::time::sleep(PAUSE).await;
        for source in &logs.sources {
            if let Source::Build(log) = source {
                news.ask(log);
            }
        }
        tokio::select! {
            last = &mut event => event.set(happened(session, last)),
            () = news.next() => {}
        }
    }
}

/// The number of the last event, once there is one after `heard`.
async fn happened(session: &Session, heard: i64) -> i64 {
    let input = json!({"after": heard, "limit": 1, "waitSeconds": HOLD});
    let news: Result<ListEventsOutput, Failure> = session.call(TOWLINE, "ListEvents", &input).await;
    // A failed look is found by the next read.
    news.map_or(heard, |news| news.last)
}

async fn wait_for(session: &Session) -> Result<(), Failure> {
    loop {
        match session.now().await {
            Ok(_) => return Ok(()),
            Err(failure) if failure.is_transient() => tokio::time::sleep(AGAIN).await,
            Err(failure) => return Err(failure),
        }
    }
}

impl Logs<'_> {
    /// Reads every source to its end of now.
    async fn turn(&mut self) -> Result<(), Failure> {
        // Looked at first: what was printed before an end is then read after it.
        let mut ended = self.discover().await?;
        for at in 0..self.sources.len() {
            let lines = match &mut self.sources[at] {
                Source::Build(log) => log.read(self.session).await?,
                Source::Deployment(log) => log.read(self.session).await?,
            };
            self.print(at, lines).await?;
        }
        ended &= self.sources.iter().all(|source| match source {
            Source::Build(log) => log.is_complete(),
            Source::Deployment(_) => true,
        });
        if ended || !self.choice.follow {
            self.rest().await?;
        }
        self.ended = ended || self.unread;
        Ok(())
    }

    /// Finds sources; whether there will be no further one and the deployments have ended.
    async fn discover(&mut self) -> Result<bool, Failure> {
        let mut ended = true;
        match self.subject.clone() {
            Subject::Build(id) => self.add_build(&id, ""),
            Subject::Deployment(id) => self.add_deployment(&id, ""),
            Subject::Execution { pipeline, id } => {
                let document = execution_document(self.session, &pipeline, &id).await?;
                ended = document["pipelineExecution"]["status"] != "InProgress"
                    && document["pipelineExecution"]["status"] != "Stopping";
                for detail in list(&document["actionExecutionDetails"]).iter().rev() {
                    let result = &detail["output"]["executionResult"];
                    let id = text(&result["externalExecutionId"]);
                    let (stage, action) = (text(&detail["stageName"]), text(&detail["actionName"]));
                    let place = format!("{stage}/{action}");
                    match text(&detail["input"]["actionTypeId"]["provider"]) {
                        "CodeBuild" => self.add_build(id, &place),
                        "CodeDeploy" => self.add_deployment(id, &place),
                        _ => {}
                    }
                }
            }
        }
        for source in &self.sources {
            if let Source::Deployment(log) = source {
                ended &= log.is_over(self.session).await?;
            }
        }
        Ok(ended)
    }

    fn add_build(&mut self, id: &str, action: &str) {
        if !id.is_empty() && self.known.insert(id.to_string()) {
            self.sources.push(Source::Build(BuildLog::new(id, action)));
        }
    }

    fn add_deployment(&mut self, id: &str, action: &str) {
        if !id.is_empty() && self.known.insert(id.to_string()) {
            let log = DeploymentLog::new(id, action);
            self.sources.push(Source::Deployment(log));
        }
    }

    /// What agents report only at the end.
    async fn rest(&mut self) -> Result<(), Failure> {
        for at in 0..self.sources.len() {
            if let Source::Deployment(log) = &mut self.sources[at] {
                let lines = log.rest(self.session).await?;
                self.print(at, lines).await?;
            }
        }
        Ok(())
    }

    async fn print(&mut self, at: usize, mut lines: Vec<LogLine>) -> Result<(), Failure> {
        if lines.is_empty() {
            return Ok(());
        }
        if self.choice.failed {
            self.only_failed(&self.sources[at], &mut lines).await?;
        }
        let mut text = String::new();
        for line in lines
            .iter()
            .filter(|line| self.choice.takes(line, self.now))
        {
            match &self.choice.json {
                Some(fields) => text.push_str(&line.document(fields)),
                None => text.push_str(&line.shown(self.choice.timestamps, &self.look)),
            }
        }
        if !text.is_empty() && !terminal::is_read(&text) {
            self.unread = true;
        }
        Ok(())
    }

    async fn only_failed(&self, source: &Source, lines: &mut Vec<LogLine>) -> Result<(), Failure> {
        match source {
            Source::Build(log) => {
                let phases = log.failed(self.session).await?;
                lines.retain(|line| phases.contains(&line.step));
            }
            Source::Deployment(log) => {
                let failed = log.failed(self.session).await?;
                let fails = |line: &LogLine| {
                    failed
                        .iter()
                        .any(|(host, step)| *host == line.host && *step == line.step)
                };
                lines.retain(fails);
            }
        }
        Ok(())
    }
}
