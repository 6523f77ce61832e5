//! One exchange of the smart protocol: a request streamed into `git http-backend` (a CGI program),
//! its answer streamed out, and a push made known.
//!
//! ```text
//! request body ──► pump ──► stdin  ┐
//!                                  ├ git http-backend ── its process group ends with the exchange
//! response body ◄── relay ◄─ stdout┘
//!                     ▲
//!                watchdog: ends everything when neither moves, or after too long
//! ```
//!
//! The whole exchange is one background task, so a push is completed and made known even when the
//! client does not wait for the answer.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use ::http::{HeaderMap, Request, StatusCode};
use bytes::Bytes;
use http_body_util::{BodyExt, StreamBody};
use hyper::body::Frame;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{ChildStdin, ChildStdout, Command};
use tokio::sync::{Semaphore, SemaphorePermit, mpsc, oneshot};
use towline_auth::caller::Caller;
use towline_core::{Event, Span};

use super::http::{Call, Service, broken, plain};
use super::program::{self, GitError, Group, keep};
use super::{PUSHED, cgi, directory, revisions, sync};
use crate::App;
use crate::clock::patience;
use crate::http::{BodyError, Response};

/// Exchanges at the same time; further ones wait for [`PATIENCE`].
static SLOTS: Semaphore = Semaphore::const_new(32);

/// How long a request waits for a slot.
const PATIENCE: Span = Span::seconds(30);

/// An exchange in which nothing moves for so long is ended. Git itself sends a sign of life every
/// five seconds while it computes.
const IDLE: Span = Span::minutes(2);

/// No exchange takes longer.
const LONGEST: Span = Span::hours(1);

/// Largest push, as it is sent, in bytes.
pub(super) const LARGEST: u64 = 4 << 30;

/// Most of the error output that is kept.
const COMPLAINT: u64 = 16 * 1024;

/// Chunks of the answer on their way to the client.
const QUEUE: usize = 8;

type Head = Result<(StatusCode, HeaderMap), Failure>;

/// Why an exchange was ended from this side.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("the request is larger than {LARGEST} bytes")]
    TooLarge,
    #[error("the request ended early: {0}")]
    Request(String),
    #[error("nothing moved for two minutes, or the whole took more than an hour")]
    Stuck,
    #[error("`git http-backend` ended without an answer: {0}")]
    Silent(String),
    #[error(transparent)]
    Git(#[from] GitError),
}

/// Runs the exchange and gives its answer as soon as its head is known.
pub(super) async fn run<B>(
    app: &Arc<App>,
    call: Call,
    caller: Caller,
    request: Request<B>,
) -> Response
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: std::fmt::Display + Send,
{
    let slot = tokio::select! {
        slot = SLOTS.acquire() => slot.ok(),
        () = patience(PATIENCE) => None,
    };
    let Some(slot) = slot else {
        let message = "too many clones and pushes at the same time: try again";
        return plain(StatusCode::SERVICE_UNAVAILABLE, message);
    };
    if let Err(error) = program::check(app).await {
        tracing::error!(%error, "git over HTTP");
        return plain(StatusCode::INTERNAL_SERVER_ERROR, error.to_string());
    }
    let (parts, body) = request.into_parts();
    let command = cgi::command(app, &call, &caller, &parts.headers);
    let (head, answered) = oneshot::channel();
    let (chunks, mut received) = mpsc::channel::<Result<Bytes, BodyError>>(QUEUE);
    let exchange = Exchange {
        app: Arc::clone(app),
        call,
        caller,
        answer: Answer {
            head: Some(head),
            chunks,
        },
        _slot: slot,
    };
    app.spawn(exchange.perform(command, body));
    let stream = futures::stream::poll_fn(move |context| received.poll_recv(context));
    match answered.await {
        Ok(Ok((status, headers))) => {
            let frames = futures::StreamExt::map(stream, |chunk| chunk.map(Frame::data));
            let mut response = Response::new(BodyExt::boxed_unsync(StreamBody::new(frames)));
            *response.status_mut() = status;
            *response.headers_mut() = headers;
            response
        }
        Ok(Err(Failure::TooLarge)) => {
            plain(StatusCode::PAYLOAD_TOO_LARGE, Failure::TooLarge.to_string())
        }
        Ok(Err(failure @ (Failure::Request(_) | Failure::Stuck))) => {
            plain(StatusCode::REQUEST_TIMEOUT, failure.to_string())
        }
        Ok(Err(failure)) => broken(failure),
        Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping"),
    }
}

struct Exchange {
    app: Arc<App>,
    call: Call,
    caller: Caller,
    answer: Answer,
    _slot: SemaphorePermit<'static>,
}

impl Exchange {
    async fn perform<B>(mut self, mut command: Command, body: B)
    where
        B: http_body::Body<Data = Bytes> + Send,
        B::Error: std::fmt::Display,
    {
        let result = match self.converse(&mut command, body).await {
            Ok(rest) => self.conclude(rest).await,
            Err(failure) => Err(failure),
        };
        if self.pushing() {
            // Also after a failure: some references may have been written by then.
            self.app.metrics.work.pushed(result.is_ok());
            self.make_known().await;
        }
        if let Err(failure) = result {
            tracing::warn!(repository = self.call.repository, %failure, "git over HTTP");
            self.answer.fail(failure).await;
        }
    }

    /// Both directions at once, under the watchdog; gives what is left of the answer.
    async fn converse<B>(
        &mut self,
        command: &mut Command,
        body: B,
    ) -> Result<Option<Bytes>, Failure>
    where
        B: http_body::Body<Data = Bytes> + Send,
        B::Error: std::fmt::Display,
    {
        let mut group = Group::spawn(command)?;
        let stdin = group.child.stdin.take();
        let stdout = group.child.stdout.take();
        let complaint = group.child.stderr.take();
        let progress = Progress::new();
        let pushing = self.pushing();
        let work = async {
            let (_, rest, complaint) = tokio::try_join!(
                pump(body, stdin, &progress),
                relay(stdout, &mut self.answer, pushing, &progress),
                async {
                    keep(complaint, COMPLAINT)
                        .await
                        .map_err(GitError::from)
                        .map_err(Failure::from)
                },
            )?;
            let status = group.child.wait().await.map_err(GitError::from)?;
            Ok::<_, Failure>((status, complaint, rest))
        };
        let (status, complaint, rest) = tokio::select! {
            done = work => done?,
            () = progress.watch() => return Err(Failure::Stuck),
        };
        let complaint = String::from_utf8_lossy(&complaint);
        if self.answer.head.is_some() {
            return Err(Failure::Silent(format!("{status}, {}", complaint.trim())));
        }
        if !complaint.trim().is_empty() {
            tracing::debug!(
                repository = self.call.repository,
                complaint = complaint.trim(),
                "git"
            );
        }
        Ok(rest)
    }

    /// The end of the answer, which a client takes for success: what it pushed is on disk by then.
    async fn conclude(&mut self, rest: Option<Bytes>) -> Result<(), Failure> {
        if self.pushing() {
            let repository = directory(&self.app, &self.call.repository);
            sync::pushed(repository).await.map_err(GitError::from)?;
        }
        if let Some(rest) = rest {
            // A client that went away gets no answer.
            let _ = self.answer.chunks.send(Ok(rest)).await;
        }
        Ok(())
    }

    fn pushing(&self) -> bool {
        self.call.service == Service::Receive && !self.call.advertise
    }

    /// After a push: the watcher of sources looks at once.
    async fn make_known(&self) {
        let repository = &self.call.repository;
        if let Err(error) = revisions::adopt_branch(&self.app, repository).await {
            tracing::warn!(repository, %error, "the default branch stays as it is");
        }
        let event = Event {
            at: self.app.clock.now(),
            kind: PUSHED.into(),
            subject: self.call.repository.clone(),
            detail: serde_json::json!({
                "repository": self.call.repository,
                "by": self.caller.arn,
            }),
        };
        if let Err(error) = self.app.commit(Vec::new(), vec![event]).await {
            // The watcher's timer finds the push as well.
            tracing::error!(%error, "a push is not announced");
        }
    }
}

/// When something last moved. In real time: the program and the client do not go faster because
/// the server's clock does.
struct Progress {
    begun: Instant,
    /// Milliseconds after the beginning.
    last: AtomicI64,
}

impl Progress {
    fn new() -> Progress {
        Progress {
            begun: Instant::now(),
            last: AtomicI64::new(0),
        }
    }

    fn passed(&self) -> Span {
        Span(i64::try_from(self.begun.elapsed().as_millis()).unwrap_or(i64::MAX))
    }

    fn moved(&self) {
        self.last.store(self.passed().0, Ordering::Relaxed);
    }

    /// Returns when nothing has moved for too long, or the whole takes too long.
    async fn watch(&self) {
        loop {
            let idle = self.last.load(Ordering::Relaxed) + IDLE.0;
            let left = Span(idle.min(LONGEST.0) - self.passed().0);
            if left.0 <= 0 {
                return;
            }
            patience(left).await;
        }
    }
}

/// Writes the request's body to the program.
async fn pump<B>(body: B, stdin: Option<ChildStdin>, progress: &Progress) -> Result<(), Failure>
where
    B: http_body::Body<Data = Bytes> + Send,
    B::Error: std::fmt::Display,
{
    let mut body = pin!(body);
    let mut stdin = stdin;
    let mut sent = 0u64;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Failure::Request(error.to_string()))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        progress.moved();
        sent += data.len() as u64;
        if sent > LARGEST {
            return Err(Failure::TooLarge);
        }
        // The program may end before it has read everything: its answer says why.
        if let Some(pipe) = &mut stdin
            && pipe.write_all(&data).await.is_err()
        {
            stdin = None;
        }
    }
    Ok(())
}

/// Reads the program's answer and passes it on, but for the last piece of an answer to a push.
async fn relay(
    stdout: Option<ChildStdout>,
    answer: &mut Answer,
    pushing: bool,
    progress: &Progress,
) -> Result<Option<Bytes>, Failure> {
    let Some(stdout) = stdout else {
        return Ok(None);
    };
    let mut stdout = BufReader::with_capacity(64 * 1024, stdout);
    let Some(head) = cgi::read_head(&mut stdout).await? else {
        return Ok(None);
    };
    answer.begin(head);
    let mut held = None;
    loop {
        let chunk = stdout.fill_buf().await.map_err(GitError::from)?;
        if chunk.is_empty() {
            return Ok(held);
        }
        let (length, mut chunk) = (chunk.len(), Bytes::copy_from_slice(chunk));
        stdout.consume(length);
        progress.moved();
        if pushing {
            match held.replace(chunk) {
                Some(before) => chunk = before,
                None => continue,
            }
        }
        let gone = answer.chunks.send(Ok(chunk)).await.is_err();
        if gone && !pushing {
            return Err(Failure::Request("the client went away".into()));
        }
    }
}

/// The way to the client.
struct Answer {
    head: Option<oneshot::Sender<Head>>,
    chunks: mpsc::Sender<Result<Bytes, BodyError>>,
}

impl Answer {
    fn begin(&mut self, head: (StatusCode, HeaderMap)) {
        if let Some(sender) = self.head.take() {
            // A client that went away gets no answer.
            let _ = sender.send(Ok(head));
        }
    }

    /// A status while there is none yet; else the body breaks off.
    async fn fail(&mut self, failure: Failure) {
        match self.head.take() {
            Some(sender) => drop(sender.send(Err(failure))),
            None => {
                let _ = self.chunks.send(Err(failure.into())).await;
            }
        }
    }
}
