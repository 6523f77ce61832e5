//! The one port: connections, routing, and the AWS protocols.
//!
//! ```text
//! accept ─► TLS ─► hyper ─► route ─┬─► POST / + X-Amz-Target, /service/…  ─► aws ─► codedeploy, …
//!  limits  (opt.)                  ├─► /git/…                             ─► git
//!                                  ├─► /events                            ─► plain ─► events
//!                                  ├─► /console/…, / of a browser           ─► console
//!                                  ├─► /healthz, /livez, /metrics         ─► public
//!                                  └─► everything else                    ─► s3
//! ```
//!
//! Every wait for a client has an end and every buffer a limit. What operations do is not here.

mod aws;
mod body;
mod call;
mod idle;
mod label;
mod listen;
mod plain;
mod protocol;
mod public;
mod route;
mod signature;
#[cfg(test)]
mod tests;
mod tls;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, TryStreamExt};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::Frame;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use towline_api::pages::Pages;

use crate::App;
use crate::console::Attempts;

pub(crate) use aws::operation;
pub(crate) use listen::run;
pub(crate) use plain::{Signed, pairs, parameters};
pub(crate) use tls::{acceptor, names};

/// Time for requests and connections to end. A connection gives up a little earlier by itself.
const STOP_PATIENCE: Duration = Duration::from_secs(10);

/// What a body that breaks off says.
pub type BodyError = Box<dyn std::error::Error + Send + Sync>;

/// The body of every answer.
pub type Body = UnsyncBoxBody<Bytes, BodyError>;

/// A request as it came from the network.
pub type Request = http::Request<hyper::body::Incoming>;

/// An answer.
pub type Response = http::Response<Body>;

/// A body that is all there.
pub fn full(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into())
        .map_err(|never| match never {})
        .boxed_unsync()
}

/// A body that comes in pieces, at the pace at which the client takes them.
pub fn stream(pieces: impl Stream<Item = Result<Bytes, BodyError>> + Send + 'static) -> Body {
    StreamBody::new(pieces.map_ok(Frame::data)).boxed_unsync()
}

/// What the connections share.
pub(crate) struct Front {
    app: Arc<App>,
    s3: s3s::service::S3Service,
    /// What the console shows, if this server has one.
    pages: Option<Arc<dyn Pages>>,
    attempts: Attempts,
    /// Requests and connections under way.
    tasks: TaskTracker,
    /// Cancelled when no more requests are taken.
    drain: CancellationToken,
}

impl Front {
    pub(crate) fn new(app: Arc<App>, pages: Option<Arc<dyn Pages>>) -> Arc<Front> {
        Arc::new(Front {
            s3: crate::s3::service(Arc::clone(&app)),
            app,
            pages,
            attempts: Attempts::default(),
            tasks: TaskTracker::new(),
            drain: CancellationToken::new(),
        })
    }

    /// What everything works with.
    pub(crate) fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Cancelled when no more requests are taken.
    pub(crate) fn drain(&self) -> &CancellationToken {
        &self.drain
    }

    /// Failed sign-ins to the console.
    pub(crate) fn attempts(&self) -> &Attempts {
        &self.attempts
    }

    /// Takes no more requests and waits until those under way have their answers, but not for
    /// ever; long polls are answered at once.
    pub(crate) async fn stop(&self) {
        self.drain.cancel();
        self.tasks.close();
        if timeout(STOP_PATIENCE, self.tasks.wait()).await.is_err() {
            tracing::warn!(left = self.tasks.len(), "requests are cut off");
        }
    }
}
