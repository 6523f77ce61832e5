//! Waiting for lines of builds: a log grows without events, so the server holds one question for each
//! build that somebody follows, and answers when there is a line.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinSet;
use towline_agent::client::{Client, TOWLINE};

use super::BuildLog;
use crate::client;
use crate::failure::Failure;

/// Seconds for which the server holds a question.
const HOLD: u64 = 20;
/// Before the reader finds out why a question was not answered.
const AGAIN: Duration = Duration::from_secs(1);

/// The questions that are held; they end with it.
pub(crate) struct News {
    client: Client,
    asked: BTreeSet<String>,
    questions: JoinSet<String>,
}

impl News {
    pub(crate) fn new(client: Client) -> News {
        News {
            client,
            asked: BTreeSet::new(),
            questions: JoinSet::new(),
        }
    }

    /// Asks for what comes after the lines that were read, unless it is asked already, or all is read.
    pub(crate) fn ask(&mut self, log: &BuildLog) {
        if log.is_complete() || !self.asked.insert(log.id().to_string()) {
            return;
        }
        let (client, id) = (self.client.clone(), log.id().to_string());
        let input = json!({"id": id, "from": log.next(), "limit": 1, "waitSeconds": HOLD});
        self.questions.spawn(async move {
            let answer: Result<Value, Failure> =
                client::call(&client, TOWLINE, "GetLogLines", &input).await;
            if answer.is_err() {
                tokio::time::sleep(AGAIN).await;
            }
            id
        });
    }

    /// Whether a build is asked about.
    pub(crate) fn is_asked(&self, id: &str) -> bool {
        self.asked.contains(id)
    }

    /// Waits until it is worth to read a build; without questions, for ever.
    pub(crate) async fn next(&mut self) {
        match self.questions.join_next().await {
            Some(Ok(id)) => {
                self.asked.remove(&id);
            }
            // A question does not panic, and is aborted with all others only.
            Some(Err(_)) => {}
            None => std::future::pending().await,
        }
    }
}
