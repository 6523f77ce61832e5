//! A bare hyper server: reads each request and answers with bytes, and does nothing else, or stores
//! a row before it answers. The floor that every HTTP server on this machine stands on. Runs in a
//! process of its own, as ours does.

use std::path::Path;

use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::sync::{mpsc, oneshot};

use crate::Result;
use crate::disk::Rows;
use crate::lab::{Lab, Place};
use crate::process::Process;

/// The text of every answer, so that it has the bytes that the real server answers with.
const ANSWER: &str = "TOWLINE_BENCH_ANSWER";

/// The directory of a database, if a row of [`ROW`] bytes is stored for each request.
const DATABASE: &str = "TOWLINE_BENCH_DATABASE";

/// Bytes of a row, as many as the real server stores for the request that is measured.
pub(crate) const ROW: usize = 220;

/// Whoever waits for a row.
type Waiting = oneshot::Sender<()>;

/// Serves for ever; prints `ready <url>` as the real one does.
pub(crate) async fn serve() -> Result<()> {
    let answer = Bytes::from(std::env::var(ANSWER).unwrap_or_default());
    let store = std::env::var_os(DATABASE).map(|path| store(Path::new(&path)));
    let store = store.transpose()?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("ready http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let (answer, store) = (answer.clone(), store.clone());
        tokio::spawn(async move {
            let service = service_fn(|request| reply(request, answer.clone(), store.clone()));
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            drop(connection.await); // the client's end is no news
        });
    }
}

/// A thread that stores a row for each who waits, all who wait in one transaction.
fn store(directory: &Path) -> Result<mpsc::Sender<Waiting>> {
    let mut rows = Rows::open(directory, ROW)?;
    let (sender, mut orders) = mpsc::channel::<Waiting>(1024);
    std::thread::spawn(move || {
        while let Some(first) = orders.blocking_recv() {
            let mut group = vec![first];
            while let Ok(next) = orders.try_recv() {
                group.push(next);
            }
            if let Err(error) = rows.commit(0..group.len()) {
                eprintln!("{error}");
                return; // requests now fail, and with them the measurement
            }
            for waiting in group {
                let _ = waiting.send(());
            }
        }
    });
    Ok(sender)
}

async fn reply(
    request: Request<Incoming>,
    answer: Bytes,
    store: Option<mpsc::Sender<Waiting>>,
) -> Result<Response<Full<Bytes>>> {
    drop(request.into_body().collect().await);
    if let Some(store) = store {
        let (waiting, stored) = oneshot::channel();
        store.send(waiting).await?;
        stored.await?;
    }
    let mut response = Response::new(Full::new(answer));
    let kind = http::HeaderValue::from_static("application/x-amz-json-1.1");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

/// The server as a process.
pub(crate) struct Bare {
    pub(crate) process: Process,
    pub(crate) url: String,
}

impl Bare {
    /// One that answers everything with `answer`; it stores a row first when there is a `database`.
    pub(crate) async fn start(lab: &Lab, answer: &str, database: Option<&Path>) -> Result<Bare> {
        let directory = lab.directory(Place::Memory)?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("bare").env(ANSWER, answer);
        if let Some(path) = database {
            command.env(DATABASE, path);
        }
        let mut process = Process::start(command, &directory.join("bare.log"))?;
        let line = process.line().await?;
        let url = line
            .strip_prefix("ready ")
            .ok_or("it did not say `ready`")?;
        Ok(Bare {
            url: url.to_string(),
            process,
        })
    }
}
