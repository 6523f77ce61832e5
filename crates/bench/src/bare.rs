//! A bare hyper server: reads each request and answers with bytes, and does nothing else. The floor
//! that every HTTP server on this machine stands on. Runs in a process of its own, as ours does.

use std::convert::Infallible;

use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::process::Command;

use crate::Result;
use crate::lab::{Lab, Place};
use crate::process::Process;

/// Serves for ever; prints `ready <url>` as the real one does. The text of the answer comes from
/// the environment, so that it has the bytes that the real server answers with.
pub(crate) async fn serve() -> Result<()> {
    let answer = Bytes::from(std::env::var("TOWLINE_BENCH_ANSWER").unwrap_or_default());
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("ready http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let answer = answer.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| reply(request, answer.clone()));
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            drop(connection.await); // the client's end is no news
        });
    }
}

async fn reply(
    request: Request<Incoming>,
    answer: Bytes,
) -> std::result::Result<Response<Full<Bytes>>, Infallible> {
    drop(request.into_body().collect().await);
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
    /// One that answers everything with `answer`.
    pub(crate) async fn start(lab: &Lab, answer: &str) -> Result<Bare> {
        let directory = lab.directory(Place::Memory)?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("bare").env("TOWLINE_BENCH_ANSWER", answer);
        let mut process = Process::start(command, &directory.path().join("bare.log"))?;
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
