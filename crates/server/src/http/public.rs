//! What anybody may read: health and metrics. Whoever watches a server cannot sign, and neither
//! answer holds a name, an id or a path.

use http::{HeaderValue, Method, StatusCode, header};

use super::{Request, Response, full};
use crate::{App, health, metrics};

/// A path with a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// Can it store? For a load balancer, or before a release.
    Healthz,
    /// Does the process answer? For a supervisor that starts it again.
    Livez,
    Metrics,
}

impl Page {
    /// What the request is for; `None` when it is not for one of these.
    pub(super) fn find(request: &Request) -> Option<Page> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        match request.uri().path() {
            "/healthz" => Some(Page::Healthz),
            "/livez" => Some(Page::Livez),
            "/metrics" => Some(Page::Metrics),
            _ => None,
        }
    }

    /// The word for it in logs and metrics.
    pub(super) fn name(self) -> &'static str {
        match self {
            Page::Healthz => "healthz",
            Page::Livez => "livez",
            Page::Metrics => "metrics",
        }
    }

    pub(super) async fn answer(self, app: &App) -> Response {
        match self {
            Page::Livez => page(StatusCode::OK, "text/plain; charset=utf-8", "ok\n".into()),
            Page::Metrics => page(StatusCode::OK, metrics::CONTENT_TYPE, metrics::scrape(app)),
            Page::Healthz => {
                let (good, report) = health::report(app).await;
                let status = match good {
                    true => StatusCode::OK,
                    false => StatusCode::SERVICE_UNAVAILABLE,
                };
                page(status, "application/json", format!("{report}\n"))
            }
        }
    }
}

fn page(status: StatusCode, kind: &'static str, text: String) -> Response {
    let mut response = Response::new(full(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
