//! Follows the server's event stream: tells every event, and waits for what the story needs next.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use towline_agent::client::{Client, TOWLINE};
use towline_api::towline::{Event, ListEventsOutput};

use super::{say, tell};
use crate::client::call;
use crate::failure::Failure;

/// Seconds that one look at the stream may take.
const HOLD: u64 = 5;

/// A reader of the stream.
pub(super) struct Watch {
    client: Client,
    after: i64,
}

impl Watch {
    /// From the beginning.
    pub(super) fn new(client: Client) -> Watch {
        Watch { client, after: 0 }
    }

    /// Tells events until `look` finds what it looks for. It is asked again after every event, so
    /// nothing is missed; it fails after `patience`, naming `what` was waited for.
    pub(super) async fn until<T>(
        &mut self,
        what: &str,
        patience: Duration,
        look: impl AsyncFn() -> Result<Option<T>, Failure>,
    ) -> Result<T, Failure> {
        let deadline = Instant::now() + patience;
        loop {
            let found = look().await?;
            // What led to it is told first.
            let quiet = self
                .tell_news(if found.is_some() { 0 } else { HOLD })
                .await?;
            match found {
                Some(found) if quiet => return Ok(found),
                _ if Instant::now() < deadline => {}
                _ => {
                    return Err(Failure::new(
                        format!("waited in vain for {what}"),
                        timed_out(patience),
                    ));
                }
            }
        }
    }

    /// Tells what is new, waiting up to `seconds` for it; whether there was nothing.
    async fn tell_news(&mut self, seconds: u64) -> Result<bool, Failure> {
        let input = json!({"after": self.after, "limit": 100, "waitSeconds": seconds});
        let news: ListEventsOutput = call(&self.client, TOWLINE, "ListEvents", &input).await?;
        for event in &news.events {
            self.after = self.after.max(event.seq);
            if let Some(text) = tell::event(&event.kind, &event.subject, &detail(event)) {
                say::line(&text);
            }
        }
        Ok(news.events.is_empty())
    }
}

fn timed_out(patience: Duration) -> String {
    format!("it did not come within {} s", patience.as_secs())
}

fn detail(event: &Event) -> Value {
    serde_json::from_str(&event.detail).unwrap_or_default()
}
