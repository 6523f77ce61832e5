//! What a request is for, in words of ours, for logs and metrics: nothing that a client made up.

use http::Method;

use super::call::Call;
use super::plain::Endpoint;
use super::public::Page;
use super::{Request, route};
use crate::console;
use crate::metrics::Label;

const UNKNOWN: &str = "unknown";

/// The label of a request; its body is not looked at.
pub(super) fn of(request: &Request) -> Label {
    if let Some((_, service, operation)) = route::target(request) {
        let found = Call::find(&service, &operation);
        let (service, operation) = found.map_or((UNKNOWN, UNKNOWN), |c| (c.service(), c.name()));
        return Label { service, operation };
    }
    let page = Page::find(request).map(Page::name);
    if let Some(operation) = page.or_else(|| Endpoint::find(request).map(Endpoint::name)) {
        let service = "http";
        return Label { service, operation };
    }
    if console::is_for(request) {
        return Label {
            service: "console",
            operation: console::name(request),
        };
    }
    let path = request.uri().path();
    if path.starts_with("/git/") {
        return Label {
            service: "git",
            operation: git(path),
        };
    }
    Label {
        service: "s3",
        operation: method(request.method()),
    }
}

fn git(path: &str) -> &'static str {
    match path.rsplit('/').next() {
        Some("refs") => "info-refs",
        Some("git-upload-pack") => "upload-pack",
        Some("git-receive-pack") => "receive-pack",
        _ => UNKNOWN,
    }
}

/// Which of its hundred operations an S3 request is, only the S3 library finds out.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::PUT => "PUT",
        Method::POST => "POST",
        Method::DELETE => "DELETE",
        _ => UNKNOWN,
    }
}
