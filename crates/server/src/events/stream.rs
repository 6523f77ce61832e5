//! `GET /events`: stored events as server-sent events.
//!
//! A page is read from the store when the client has taken the last one, so that a slow client
//! costs one page of memory and nothing is ever dropped. The number of the last event is all the
//! state there is: a client that names it goes on there, also after a restart of the server.

use std::sync::Arc;

use bytes::Bytes;
use futures::Stream;
use http::{HeaderValue, header};
use serde_json::json;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use towline_api::ApiError;
use towline_core::{Span, Time};
use towline_store::StoredEvent;

use crate::App;
use crate::http::{self as front, BodyError, Response, Signed};

/// Events of one piece of the body.
const PAGE: usize = 100;

/// Silence after which a sign of life is sent, well within the patience of proxies and of our own
/// connections.
const HEARTBEAT: Span = Span::seconds(15);

/// Answers with the events after the number that the client names, and with all that follow.
pub(crate) async fn stream(app: &Arc<App>, request: Signed) -> Result<Response, ApiError> {
    let after = after(&request)?;
    let newest = app.store.last_event().await;
    let newest = newest.map_err(|error| crate::fault::store(&error))?;
    if after > newest {
        return Err(from_the_future(after, newest));
    }
    let reader = Reader {
        news: app.bus.subscribe(),
        silent_until: app.clock.now() + HEARTBEAT,
        app: Arc::clone(app),
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

/// `Last-Event-ID` is what a client sends by itself when it comes again, so it wins.
fn after(request: &Signed) -> Result<u64, ApiError> {
    let header = request.parts.headers.get("last-event-id");
    let mut number = header.map(|value| value.to_str().unwrap_or("?").to_string());
    for (name, value) in request.parameters() {
        match name.as_str() {
            "after" => number = number.or(Some(value)),
            _ => return Err(invalid(format!("the parameter `{name}` is not known"))),
        }
    }
    let number = number.filter(|text| !text.is_empty());
    let parsed = number.as_deref().unwrap_or("0").parse();
    parsed.map_err(|_| {
        let given = number.unwrap_or_default();
        invalid(format!("`{given}` is not the number of an event"))
    })
}

fn invalid(text: String) -> ApiError {
    ApiError::new("ValidationException", text)
}

fn from_the_future(after: u64, newest: u64) -> ApiError {
    let text = format!(
        "event {after} does not exist, the newest one is {newest}: was an older backup restored? \
         Start again with after={newest}, or with after=0 to get all events"
    );
    ApiError::new("EventNotFoundException", text)
}

struct Reader {
    app: Arc<App>,
    after: u64,
    news: watch::Receiver<u64>,
    drain: CancellationToken,
    silent_until: Time,
}

impl Reader {
    fn pieces(self) -> impl Stream<Item = Result<Bytes, BodyError>> + Send {
        futures::stream::try_unfold(self, |mut reader| async move {
            let piece = reader.next().await?;
            Ok(piece.map(|text| (Bytes::from(text), reader)))
        })
    }

    /// The next piece; `None` when the server stops.
    async fn next(&mut self) -> Result<Option<String>, BodyError> {
        while !self.drain.is_cancelled() {
            // Marked before the look, so that nothing slips between look and wait.
            self.news.mark_unchanged();
            let page = self.app.store.events(self.after, PAGE).await?;
            if let Some(last) = page.last() {
                self.after = last.seq;
                self.silent_until = self.app.clock.now() + HEARTBEAT;
                return Ok(Some(page.iter().map(block).collect()));
            }
            tokio::select! {
                _ = self.news.changed() => {}
                () = self.drain.cancelled() => {}
                () = self.app.clock.sleep_until(self.silent_until) => {
                    self.silent_until = self.app.clock.now() + HEARTBEAT;
                    return Ok(Some(": still here\n\n".into()));
                }
            }
        }
        Ok(None)
    }
}

/// One event in the form of the protocol.
fn block(StoredEvent { seq, event }: &StoredEvent) -> String {
    let data = json!({
        "seq": seq,
        "at": event.at.epoch_seconds(),
        "kind": event.kind,
        "subject": event.subject,
        "detail": event.detail,
    });
    format!("id: {seq}\nevent: {}\ndata: {data}\n\n", event.kind)
}
