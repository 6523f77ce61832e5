//! Live script output on its way to the server: best effort, bounded.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;

use super::service::Service;

/// Lines that may wait; what comes when all places are taken is left out (the files have it).
const QUEUE: usize = 1000;
/// Lines in one call.
const BATCH: usize = 200;
/// How long the report of a command waits for the last lines.
const LAST_LINES: Duration = Duration::from_secs(2);

/// The writing end.
pub(super) struct Live(Option<mpsc::Sender<String>>);

impl Live {
    /// Nobody listens.
    #[cfg(test)]
    pub(super) fn none() -> Live {
        Live(None)
    }

    /// A queue and the work of emptying it for the command `id`.
    pub(super) fn channel<S: Service>(service: Arc<S>, id: &str) -> (Live, Delivery) {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let task = tokio::spawn(deliver(service, id.to_owned(), receiver));
        (Live(Some(sender)), Delivery(task))
    }

    /// Never waits.
    pub(super) fn send(&mut self, line: &str) {
        if let Some(sender) = &self.0
            && let Err(mpsc::error::TrySendError::Closed(_)) = sender.try_send(line.to_owned())
        {
            self.0 = None;
        }
    }
}

/// The delivering task; it ends when the writing end has gone.
pub(super) struct Delivery(tokio::task::JoinHandle<()>);

impl Delivery {
    /// Waits for the last lines, but not for long.
    pub(super) async fn finish(mut self) {
        if timeout(LAST_LINES, &mut self.0).await.is_err() {
            self.0.abort();
        }
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn deliver<S: Service>(service: Arc<S>, id: String, mut queue: mpsc::Receiver<String>) {
    let mut offset = 0;
    let mut lines = Vec::new();
    while queue.recv_many(&mut lines, BATCH).await > 0 {
        match service.output(&id, offset, &lines).await {
            Ok(next) => offset = next,
            Err(e) => {
                // The lines are in the log files and the end of them in the report.
                tracing::debug!("live output of a command is not delivered: {e}");
                return;
            }
        }
        lines.clear();
    }
}
