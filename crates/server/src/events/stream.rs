//! `GET /events`: stored events as server-sent events.
//!
//! A page is read from the store when the client has taken the last one, so that a slow client
//! costs one page of memory and nothing is ever dropped. The number of the last event is all the
//! state there is: a client that names it goes on there, also after a restart of the server.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, StreamExt};
use http::{HeaderValue, header};
use serde_json::json;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use towline_api::ApiError;
use towline_core::Time;
use towline_store::{Store, StoreError, StoredEvent};

use super::query::{Begin, Form, Query};
use super::{eventbridge, place};
use crate::App;
use crate::http::{self as front, BodyError, Response, Signed};

/// Events of one piece of the body.
const PAGE: usize = 100;

/// Silence after which a sign of life is sent, well within the patience of proxies and of our own
/// connections. It guards a socket, so it is real time.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Answers with the events that the client asks for, and with those that follow.
pub(crate) async fn stream(app: &Arc<App>, request: Signed) -> Result<Response, ApiError> {
    let query = Query::read(&request.parts, request.parameters())?;
    let store = &*app.store;
    let newest = store.last_event().await.map_err(unreadable)?;
    let after = match query.begin {
        Begin::After(after) => {
            place::check(store, after).await?;
            after
        }
        Begin::Age(age) => {
            let since = Time(app.clock.now().0 - age.0);
            before(store, since, newest).await.map_err(unreadable)?
        }
    };
    let reader = Reader {
        news: app.bus.subscribe(),
        silent_until: Instant::now() + HEARTBEAT,
        until: (!query.follow).then_some(newest),
        app: Arc::clone(app),
        query,
        after,
        drain: request.drain,
    };
    let mut response = Response::new(front::stream(reader.pieces()));
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/event-stream");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The last event before the first one that is no older than `since`; 0 when there is none.
pub(crate) async fn before(store: &dyn Store, since: Time, newest: u64) -> Result<u64, StoreError> {
    let (mut old, mut young) = (0, newest + 1);
    while young - old > 1 {
        let middle = old + (young - old) / 2;
        match store.events(middle - 1, 1).await?.first() {
            Some(found) if found.event.at < since => old = middle,
            _ => young = middle,
        }
    }
    Ok(old)
}

fn unreadable(error: StoreError) -> ApiError {
    crate::fault::store(&error)
}

struct Reader {
    app: Arc<App>,
    query: Query,
    after: u64,
    /// The last event to send, unless the client follows.
    until: Option<u64>,
    news: watch::Receiver<u64>,
    drain: CancellationToken,
    silent_until: Instant,
}

impl Reader {
    fn pieces(self) -> impl Stream<Item = Result<Bytes, BodyError>> + Send {
        // Says at once where the stream begins: a client that is cut off before the first event
        // knows where to go on.
        let place = Bytes::from(self.sign_of_life());
        let events = futures::stream::try_unfold(self, |mut reader| async move {
            let piece = reader.next().await?;
            Ok(piece.map(|text| (Bytes::from(text), reader)))
        });
        futures::stream::once(async { Ok(place) }).chain(events)
    }

    /// With the place reached, so that a client with a narrow filter resumes from there.
    fn sign_of_life(&self) -> String {
        format!(": still here\nid: {}\n\n", self.after)
    }

    /// The next piece; `None` at the end, which for a follower is the stop of the server.
    async fn next(&mut self) -> Result<Option<String>, BodyError> {
        while !self.drain.is_cancelled() && self.until.is_none_or(|until| self.after < until) {
            // Marked before the look, so that nothing slips between look and wait.
            self.news.mark_unchanged();
            let piece = self.page().await?;
            if Instant::now() >= self.silent_until && piece.as_ref().is_none_or(String::is_empty) {
                self.silent_until = Instant::now() + HEARTBEAT;
                return Ok(Some(self.sign_of_life()));
            }
            match piece {
                Some(text) if text.is_empty() => {}
                Some(text) => {
                    self.silent_until = Instant::now() + HEARTBEAT;
                    return Ok(Some(text));
                }
                None => tokio::select! {
                    _ = self.news.changed() => {}
                    () = self.drain.cancelled() => {}
                    () = tokio::time::sleep_until(self.silent_until) => {}
                },
            }
        }
        Ok(None)
    }

    /// What the client wants of the next page; `None` when there is nothing new.
    async fn page(&mut self) -> Result<Option<String>, StoreError> {
        let mut page = self.app.store.events(self.after, PAGE).await?;
        if let Some(until) = self.until {
            page.retain(|stored| stored.seq <= until);
        }
        let Some(last) = page.last() else {
            if let Some(until) = self.until {
                self.after = until;
            }
            return Ok(None);
        };
        self.after = last.seq;
        let wanted = page
            .iter()
            .filter(|stored| self.query.filter.takes(&stored.event));
        Ok(Some(wanted.map(|stored| self.block(stored)).collect()))
    }

    /// One event in the form of the protocol.
    fn block(&self, stored: &StoredEvent) -> String {
        let StoredEvent { seq, event } = stored;
        if self.query.form == Form::Brief {
            return brief(stored);
        }
        let data = match self.query.form {
            Form::Plain => json!({
                "seq": seq,
                "at": event.at.epoch_seconds(),
                "kind": event.kind,
                "subject": event.subject,
                "detail": event.detail,
            }),
            Form::EventBridge | Form::Brief => eventbridge::event(&self.app.settings, stored),
        };
        format!("id: {seq}\nevent: {}\ndata: {data}\n\n", event.kind)
    }
}

/// Which object, and the names that it is known by: without an event name, so that a browser needs
/// one listener for all kinds.
fn brief(stored: &StoredEvent) -> String {
    let StoredEvent { seq, event } = stored;
    const NAMES: [&str; 8] = [
        "pipeline",
        "application",
        "deploymentGroup",
        "target",
        "project",
        "execution",
        "deployment",
        "build",
    ];
    let names = NAMES.iter().filter_map(|name| event.detail[*name].as_str());
    let names: Vec<&str> = names.collect();
    let data = json!({"kind": event.kind, "subject": event.subject, "names": names});
    format!("id: {seq}\ndata: {data}\n\n")
}
