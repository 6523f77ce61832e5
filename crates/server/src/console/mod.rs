//! The console's place on the port: who is let in, which requests may change something, what every
//! answer says to the browser.
//!
//! ```text
//! /            ─► /console/            for browsers
//! /console/…   ─► session? ─┬─► GET    ─► pages (another crate) ─► gate ─► operations
//!                           ├─► POST   ─► same origin, csrf ─► pages
//!                           └─► events ─► the stream of events, short form
//!              └─ no session ─► sign-in
//! ```
//!
//! What a page looks like is not here, and neither is anything that an operation would decide.

mod answer;
mod attempts;
mod gate;
mod guard;
mod live;
mod session;
mod sign;

use std::sync::Arc;

use bytes::Bytes;
use http::request::Parts;
use http::{Method, header};
use http_body_util::BodyExt;
use towline_api::ApiError;
use towline_api::pages::{Ask, Pages, Visit, Visitor};

use crate::http::{Front, Request, Response, parameters};

pub(crate) use attempts::Attempts;
use session::Session;

/// Where the console is.
const PLACE: &str = "/console";

/// Largest form.
const LONGEST: usize = 64 * 1024;

/// Whether a browser asks for the console, or for its beginning.
pub(crate) fn is_for(request: &Request) -> bool {
    if request.headers().contains_key(header::AUTHORIZATION)
        || parameters(request.uri()).any(|(name, _)| name.starts_with("X-Amz-"))
    {
        // Signed: it is for a bucket.
        return false;
    }
    let path = request.uri().path();
    let accepts = request.headers().get(header::ACCEPT);
    let html = accepts.is_some_and(|value| value.as_bytes().windows(9).any(|w| w == b"text/html"));
    let begins = path == PLACE || path.strip_prefix(PLACE).is_some_and(|p| p.starts_with('/'));
    begins || (path == "/" && *request.method() == Method::GET && html)
}

/// What such a request is for, in logs and metrics.
pub(crate) fn name(request: &Request) -> &'static str {
    match (request.method(), request.uri().path()) {
        (&Method::POST, "/console/sign-in") => "sign-in",
        (&Method::POST, _) => "form",
        (_, "/console/events") => "events",
        // Held until there are more of them.
        (_, "/console/logs/lines") => "log-lines",
        _ => "page",
    }
}

/// Answers a request for the console.
pub(crate) async fn answer(
    front: &Arc<Front>,
    pages: &Arc<dyn Pages>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let form = match parts.method {
        Method::GET | Method::HEAD => None,
        Method::POST => match read(body).await {
            Some(form) => Some(form),
            None => return answer::refused(413, "the form is too large or broke off"),
        },
        _ => return answer::refused(405, "the console knows GET and POST"),
    };
    let place = Place {
        front,
        pages,
        parts,
    };
    match place.serve(form).await {
        Ok(response) => response,
        Err(error) => answer::refused(error.status, &error.message),
    }
}

async fn read(body: hyper::body::Incoming) -> Option<Bytes> {
    let limited = http_body_util::Limited::new(body, LONGEST);
    let patience = std::time::Duration::from_secs(30);
    let read = tokio::time::timeout(patience, limited.collect()).await;
    Some(read.ok()?.ok()?.to_bytes())
}

/// A request and those who answer it.
struct Place<'a> {
    front: &'a Arc<Front>,
    pages: &'a Arc<dyn Pages>,
    parts: Parts,
}

impl Place<'_> {
    async fn serve(self, form: Option<Bytes>) -> Result<Response, ApiError> {
        let app = self.front.app();
        let path = self.parts.uri.path();
        let Some(path) = path.strip_prefix(PLACE).filter(|path| !path.is_empty()) else {
            return Ok(answer::go("/console/"));
        };
        if self.pages.is_public(path) {
            return Ok(self.page(path, Ask::Page, None).await);
        }
        let session = session::find(app, &self.parts.headers).await?;
        let form = form.map(|form| parameters_of(&form));
        match (path, form, session) {
            (_, Some(_), _) if !guard::same_origin(&self.parts.headers) => Ok(answer::refused(
                403,
                "this form was sent by another site; nothing was done",
            )),
            ("/sign-in", Some(form), _) => self.sign_in(&form).await,
            ("/sign-in", None, _) => Ok(self.page(path, Ask::SignIn(None), None).await),
            (_, _, None) => Ok(self.sign_in_first(path)),
            (_, Some(form), Some(session)) if !session.sent(&form) => {
                drop(session);
                Ok(answer::refused(
                    403,
                    "this form is of another session; go back, load the page again and repeat it",
                ))
            }
            ("/sign-out", Some(_), Some(session)) => {
                session::end(app, &session).await?;
                Ok(answer::with_cookie(
                    answer::go("/console/sign-in"),
                    &guard::no_cookie(app),
                ))
            }
            ("/events", None, Some(session)) => live::stream(self.front, self.parts, session).await,
            (_, Some(form), Some(session)) => {
                Ok(self.page(path, Ask::Form(form), Some(session)).await)
            }
            (_, None, Some(session)) => Ok(self.page(path, Ask::Page, Some(session)).await),
        }
    }

    async fn page(&self, path: &str, ask: Ask, session: Option<Session>) -> Response {
        let app = self.front.app();
        let gate = gate::Gate::new(self.front, session.as_ref().map(|s| s.caller.clone()));
        let visitor = session.map(|session| Visitor {
            csrf: session.csrf(),
            access_key_id: session.caller.access_key_id,
            arn: session.caller.arn,
        });
        let status = match &ask {
            Ask::SignIn(Some(_)) => Some(403),
            _ => None,
        };
        let accepts = self.parts.headers.get(header::ACCEPT_ENCODING);
        let visit = Visit {
            ask,
            path: path.to_string(),
            query: parameters(&self.parts.uri).collect(),
            visitor,
            operations: Arc::new(gate),
            now: app.clock.now().epoch_seconds(),
            gzip: accepts.is_some_and(|v| v.as_bytes().windows(4).any(|w| w == b"gzip")),
        };
        let mut answer = self.pages.answer(visit).await;
        answer.status = status.unwrap_or(answer.status);
        answer::response(answer)
    }

    async fn sign_in(&self, form: &[(String, String)]) -> Result<Response, ApiError> {
        let app = self.front.app();
        match sign::sign_in(app, self.front.attempts(), form).await? {
            Ok(token) => {
                let next = value(form, "next").unwrap_or_default();
                let response = answer::go(guard::inside(next));
                Ok(answer::with_cookie(response, &guard::cookie(app, &token)))
            }
            Err(refusal) => Ok(self
                .page("/sign-in", Ask::SignIn(Some(refusal)), None)
                .await),
        }
    }

    /// A browser comes back to where it wanted to go; what is not a page says so by its status.
    fn sign_in_first(&self, path: &str) -> Response {
        if self.parts.method == Method::POST || path == "/events" {
            return answer::refused(401, "the session is over; sign in again");
        }
        let wanted = self.parts.uri.path_and_query().map_or("", |p| p.as_str());
        let next = guard::encode(guard::inside(wanted));
        answer::go(&format!("/console/sign-in?next={next}"))
    }
}

/// The fields of a form.
fn parameters_of(form: &[u8]) -> Vec<(String, String)> {
    crate::http::pairs(&String::from_utf8_lossy(form)).collect()
}

fn value<'a>(form: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut found = form.iter().filter(|(one, _)| one == name);
    found.next().map(|(_, value)| value.as_str())
}
