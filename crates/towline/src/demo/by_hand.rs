//! The parts of the story that `--by-hand` leaves to the person who watches: approvals and the way
//! back. Whether they are done in the console or from a terminal, the story does not know.

use std::time::Duration;

use towline_api::codedeploy::RevisionLocation;

use super::story::Story;
use super::world::NAME;
use super::{facts, say};
use crate::failure::Failure;

/// How long a person may take: an hour, for those who are called away.
const PATIENCE: Duration = Duration::from_secs(3600);

impl Story<'_> {
    /// Asks for the approval of an execution and waits until somebody has given it.
    pub(super) async fn approved_by_hand(
        &mut self,
        console: &str,
        execution: &str,
    ) -> Result<(), Failure> {
        let client = &self.client;
        let token = self
            .watch
            .until("the approval to wait", PATIENCE, async || {
                facts::approval_token(client, execution).await
            });
        let token = token.await?;
        say::asked(
            "Approve it:",
            &format!("{console}/pipelines/{NAME}/{execution}"),
        );
        let answered = self.watch.until("an answer", PATIENCE, async || {
            let now = facts::approval_token(client, execution).await?;
            Ok((now.as_ref() != Some(&token)).then_some(()))
        });
        answered.await
    }

    /// Asks for release 1 to be deployed again and waits until it is.
    pub(super) async fn back_by_hand(
        &mut self,
        console: &str,
        earlier: &RevisionLocation,
    ) -> Result<(), Failure> {
        let mut known = facts::deployments(&self.client).await?;
        let first = known.last().map(String::as_str).unwrap_or_default();
        say::asked(
            "Press “Redeploy this version” of release 1:",
            &format!("{console}/deployments/{first}"),
        );
        loop {
            let client = &self.client;
            let next = self.watch.until("a deployment", PATIENCE, async || {
                facts::newer(client, &known).await
            });
            let id = next.await?;
            let done = self.finished(&id).await?;
            if done.revision.as_ref() == Some(earlier) {
                return self.is_back(&done).await;
            }
            say::line("that was another version; once more, please");
            known.push(id);
        }
    }
}
