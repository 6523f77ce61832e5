//! Accepts connections and ends them: ceilings, time limits, graceful drain.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use super::idle::{self, Idle};
use super::{Front, route};

/// Open connections; more wait in the kernel's queue. Every host holds one for its poll.
const CONNECTIONS: usize = 16_384;

/// Time for the head of a request, and so for a kept connection to send the next one.
const HEAD_PATIENCE: Duration = Duration::from_secs(20);

/// Time for a TLS handshake.
const HANDSHAKE_PATIENCE: Duration = Duration::from_secs(10);

/// Time that requests have to end once the server stops.
const DRAIN_PATIENCE: Duration = Duration::from_secs(8);

/// Bytes of a request's head.
const HEAD_BYTES: u32 = 64 * 1024;

/// Requests at once on one HTTP/2 connection.
const STREAMS: u32 = 128;

/// Serves connections until [`Front::stop`].
pub(crate) async fn run(front: Arc<Front>, listener: TcpListener, tls: Option<TlsAcceptor>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = front.drain.cancelled() => return,
        };
        match (place, accepted) {
            (Ok(place), Ok((stream, _))) => {
                let connection = connection(Arc::clone(&front), stream, tls.clone(), place);
                front.tasks.spawn(connection);
            }
            (_, Err(error)) => {
                // Out of file handles, most likely: closing connections will free some.
                tracing::error!(%error, "a connection was not accepted");
                sleep(Duration::from_millis(100)).await;
            }
            (Err(_), _) => return,
        }
    }
}

async fn connection(
    front: Arc<Front>,
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    _place: OwnedSemaphorePermit,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "the connection is gone already");
        return;
    }
    let stream = Idle::new(stream, idle::LIMIT);
    let Some(tls) = tls else {
        return serve(front, stream).await;
    };
    match timeout(HANDSHAKE_PATIENCE, tls.accept(stream)).await {
        Ok(Ok(stream)) => serve(front, stream).await,
        Ok(Err(error)) => tracing::debug!(%error, "no TLS connection"),
        Err(_) => tracing::debug!("the TLS handshake took too long"),
    }
}

async fn serve<S>(front: Arc<Front>, stream: S)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let builder = builder();
    let shared = Arc::clone(&front);
    let service = service_fn(move |request| route::route(Arc::clone(&shared), request));
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let outcome = tokio::select! {
        outcome = connection.as_mut() => outcome,
        () = front.drain.cancelled() => {
            connection.as_mut().graceful_shutdown();
            timeout(DRAIN_PATIENCE, connection).await.unwrap_or(Ok(()))
        }
    };
    if let Err(error) = outcome {
        tracing::debug!(%error, "connection ended");
    }
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_buf_size(HEAD_BYTES as usize);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(30))
        .keep_alive_timeout(Duration::from_secs(20))
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEAD_BYTES)
        .max_pending_accept_reset_streams(32);
    builder
}
