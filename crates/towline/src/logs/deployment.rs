//! The output of lifecycle event scripts: from the events that carry it; of agents that report only
//! their failures, from the last lines of those.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::line::LogLine;
use crate::client::CODEDEPLOY;
use crate::document::{list, text, texts, time};
use crate::events::Stream;
use crate::failure::Failure;
use crate::session::Session;
use crate::watch::deployment_document;

/// A deployment whose output is read.
pub(super) struct DeploymentLog {
    id: String,
    action: String,
    after: Option<String>,
    /// Hosts and lifecycle events whose output came.
    seen: HashSet<(String, String)>,
}

impl DeploymentLog {
    pub(super) fn new(id: &str, action: &str) -> DeploymentLog {
        DeploymentLog {
            id: id.to_string(),
            action: action.to_string(),
            after: None,
            seen: HashSet::new(),
        }
    }

    /// The lines since the last read.
    pub(super) async fn read(&mut self, session: &Session) -> Result<Vec<LogLine>, Failure> {
        let begin = match &self.after {
            Some(after) => ("after", after.clone()),
            None => ("age", self.age(session).await?.to_string()),
        };
        let query = [
            begin,
            ("subject", self.id.clone()),
            ("kind", "target.output".to_string()),
            ("follow", "false".to_string()),
        ];
        let mut stream = Stream::new(session.towline()?.clone(), &query, false);
        let mut lines = Vec::new();
        while let Some(told) = stream.next().await? {
            lines.extend(self.lines(&told.document));
        }
        self.after = stream.last().map(str::to_string).or(self.after.take());
        Ok(lines)
    }

    /// How long ago it was made, in seconds.
    async fn age(&self, session: &Session) -> Result<i64, Failure> {
        let created = time(&self.info(session).await?["createTime"]).unwrap_or_default();
        Ok((session.now().await? - created).max(0.0) as i64 + 1)
    }

    /// The lines in an event.
    fn lines(&mut self, event: &Value) -> Vec<LogLine> {
        let detail = &event["detail"];
        let (host, step) = (text(&detail["target"]), text(&detail["lifecycleEvent"]));
        self.seen.insert((host.to_string(), step.to_string()));
        let lines = texts(list(&detail["lines"])).into_iter();
        lines
            .map(|line| self.line(host, step, time(&event["at"]), line))
            .collect()
    }

    fn line(&self, host: &str, step: &str, at: Option<f64>, text: String) -> LogLine {
        LogLine {
            source: self.id.clone(),
            action: self.action.clone(),
            host: host.to_string(),
            step: step.to_string(),
            at,
            text,
        }
    }

    /// The last lines of failures whose output never came.
    pub(super) async fn rest(&mut self, session: &Session) -> Result<Vec<LogLine>, Failure> {
        let document = deployment_document(session, &self.id).await?;
        let mut lines = Vec::new();
        for (host, event) in failed(&document) {
            let step = text(&event["lifecycleEventName"]);
            if self.seen.insert((host.to_string(), step.to_string())) {
                let tail = text(&event["diagnostics"]["logTail"]).lines();
                let at = time(&event["endTime"]);
                lines.extend(tail.map(|text| self.line(host, step, at, text.to_string())));
            }
        }
        Ok(lines)
    }

    /// Hosts with the lifecycle events that failed there.
    pub(super) async fn failed(&self, session: &Session) -> Result<Vec<(String, String)>, Failure> {
        let document = deployment_document(session, &self.id).await?;
        let names = failed(&document);
        let names = names.into_iter().map(|(host, event)| {
            let step = text(&event["lifecycleEventName"]);
            (host.to_string(), step.to_string())
        });
        Ok(names.collect())
    }

    /// Whether nothing more will come.
    pub(super) async fn is_over(&self, session: &Session) -> Result<bool, Failure> {
        Ok(self.info(session).await?["completeTime"].is_number())
    }

    async fn info(&self, session: &Session) -> Result<Value, Failure> {
        let input = json!({"deploymentId": self.id});
        let mut output: Value = session.call(CODEDEPLOY, "GetDeployment", &input).await?;
        Ok(output["deploymentInfo"].take())
    }
}

fn failed(document: &Value) -> Vec<(&str, &Value)> {
    let mut found = Vec::new();
    for target in list(&document["deploymentTargets"]) {
        let instance = &target["instanceTarget"];
        let events = list(&instance["lifecycleEvents"]).iter();
        let events = events.filter(|event| event["status"] == "Failed");
        found.extend(events.map(|event| (text(&instance["targetId"]), event)));
    }
    found
}
