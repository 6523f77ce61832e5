//! Which requests under `/git/` there are, and who may make them.

use std::sync::Arc;

use ::http::{Method, Request, StatusCode, Uri, header};
use bytes::Bytes;
use towline_auth::caller::{Caller, Role};

use super::{auth, exchange, repositories};
use crate::App;
use crate::http::{Response, full};

/// What a client wants from a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Service {
    /// To read: clone and fetch.
    Upload,
    /// To write: push.
    Receive,
}

/// One request of the smart protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) repository: String,
    pub(super) service: Service,
    /// The advertisement of references; otherwise the exchange itself.
    pub(super) advertise: bool,
}

/// Answers a request under `/git/`. Never fails: what goes wrong becomes a status and a sentence,
/// which git shows to its user.
pub async fn handle<B>(app: &Arc<App>, request: Request<B>) -> Response
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: std::fmt::Display + Send,
{
    let caller = match auth::caller(app, request.headers()).await {
        Ok(Some(caller)) => caller,
        Ok(None) => return unauthorized(),
        Err(error) => return broken(error),
    };
    match admit(app, &caller, request.method(), request.uri()).await {
        Ok(call) => exchange::run(app, call, caller, request).await,
        Err(refusal) => *refusal,
    }
}

/// The call that a request makes, if its caller may make it.
async fn admit(
    app: &App,
    caller: &Caller,
    method: &Method,
    uri: &Uri,
) -> Result<Call, Box<Response>> {
    if caller.role != Role::Admin {
        let message = "this access key may not use repositories: use one of an administrator";
        return Err(Box::new(plain(StatusCode::FORBIDDEN, message)));
    }
    let call = route(method, uri.path(), uri.query().unwrap_or_default())
        .map_err(|(status, message)| Box::new(plain(status, message)))?;
    match repositories::exists(app, &call.repository).await {
        Ok(true) => Ok(call),
        Ok(false) => {
            let message = format!("there is no repository `{}`", call.repository);
            Err(Box::new(plain(StatusCode::NOT_FOUND, message)))
        }
        Err(error) => Err(Box::new(broken(error))),
    }
}

/// Reads method, path (`/git/<name>[.git]/…`) and query.
fn route(method: &Method, path: &str, query: &str) -> Result<Call, (StatusCode, &'static str)> {
    let unknown = (StatusCode::NOT_FOUND, "no such path: clone /git/<name>");
    let path = path.strip_prefix("/git/").ok_or(unknown)?;
    let (repository, rest) = path.split_once('/').ok_or(unknown)?;
    let service = match (method, rest) {
        (&Method::GET, "info/refs") => {
            match query.split('&').find_map(|q| q.strip_prefix("service=")) {
                Some("git-upload-pack") => Service::Upload,
                Some("git-receive-pack") => Service::Receive,
                _ => {
                    let message = "only the smart HTTP protocol is spoken: use git 1.6.6 or newer";
                    return Err((StatusCode::FORBIDDEN, message));
                }
            }
        }
        (&Method::POST, "git-upload-pack") => Service::Upload,
        (&Method::POST, "git-receive-pack") => Service::Receive,
        _ => return Err(unknown),
    };
    Ok(Call {
        repository: repository.strip_suffix(".git").unwrap_or(repository).into(),
        service,
        advertise: rest == "info/refs",
    })
}

fn unauthorized() -> Response {
    let message = "use an access key id as user name and its secret as password";
    let mut response = plain(StatusCode::UNAUTHORIZED, message);
    let challenge = header::HeaderValue::from_static("Basic realm=\"Towline\", charset=\"UTF-8\"");
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, challenge);
    response
}

/// Our own trouble: the log has the details.
pub(super) fn broken(error: impl std::fmt::Display) -> Response {
    tracing::error!(%error, "git over HTTP");
    let message = "the server could not do that; its log says why";
    plain(StatusCode::INTERNAL_SERVER_ERROR, message)
}

/// A sentence as an answer.
pub(super) fn plain(status: StatusCode, message: impl Into<String>) -> Response {
    let text = format!("{}\n", message.into());
    let mut response = Response::new(full(text));
    *response.status_mut() = status;
    let kind = header::HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(repository: &str, service: Service, advertise: bool) -> Result<Call, StatusCode> {
        Ok(Call {
            repository: repository.into(),
            service,
            advertise,
        })
    }

    #[test]
    fn only_the_smart_protocol_is_routed() {
        let get = |path, query| route(&Method::GET, path, query).map_err(|(status, _)| status);
        let post = |path| route(&Method::POST, path, "").map_err(|(status, _)| status);
        let receive = "service=git-receive-pack";
        assert_eq!(
            get("/git/app/info/refs", receive),
            call("app", Service::Receive, true)
        );
        assert_eq!(
            post("/git/app.git/git-upload-pack"),
            call("app", Service::Upload, false)
        );
        assert_eq!(
            post("/git/app/git-receive-pack"),
            call("app", Service::Receive, false)
        );
        assert_eq!(get("/git/app/info/refs", ""), Err(StatusCode::FORBIDDEN));
        assert_eq!(
            get("/git/app/info/refs", "service=git-shell"),
            Err(StatusCode::FORBIDDEN)
        );
        for path in [
            "/git/app",
            "/git/app/HEAD",
            "/git/app/objects/info/packs",
            "/git/a/b/info/refs",
        ] {
            assert_eq!(get(path, receive), Err(StatusCode::NOT_FOUND), "{path}");
        }
        assert_eq!(post("/git/app/info/refs"), Err(StatusCode::NOT_FOUND));
    }
}
