//! A load: the same prepared requests again and again over kept connections. It writes bytes and
//! reads bytes, so that it takes little of the machine away from the server under test.

use std::time::Duration;

use http::Request;
use http_body_util::{BodyExt, Full};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::Result;
use crate::measure::percentile;
use crate::wire;

/// One connection with the request that it repeats. A signature holds for five minutes.
pub(crate) struct Client {
    stream: TcpStream,
    request: Vec<u8>,
    buffer: Vec<u8>,
}

impl Client {
    /// Connects, and writes the request down as it will go over the wire.
    pub(crate) async fn open(url: &str, request: Request<Full<bytes::Bytes>>) -> Result<Client> {
        let stream = TcpStream::connect(wire::host(url)?).await?;
        stream.set_nodelay(true)?;
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let mut bytes = format!("{} {} HTTP/1.1\r\n", parts.method, parts.uri).into_bytes();
        for (name, value) in &parts.headers {
            bytes.extend_from_slice(name.as_str().as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value.as_bytes());
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
        bytes.extend_from_slice(&body);
        Ok(Client {
            stream,
            request: bytes,
            buffer: Vec::with_capacity(4096),
        })
    }

    /// One request and its whole answer, which must be a good one; the answer's body.
    pub(crate) async fn once(&mut self) -> Result<String> {
        self.stream.write_all(&self.request).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err("the server closed the connection".into());
            }
            let Some((head, length)) = head(&self.buffer) else {
                continue;
            };
            if self.buffer.len() >= head + length {
                if !self.buffer.starts_with(b"HTTP/1.1 200") {
                    return Err(String::from_utf8_lossy(&self.buffer).into());
                }
                return Ok(String::from_utf8_lossy(&self.buffer[head..]).into());
            }
        }
    }
}

/// Length of the head of an answer and of its body, once the head is whole.
fn head(bytes: &[u8]) -> Option<(usize, usize)> {
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..head]).ok()?;
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    });
    Some((head, length.unwrap_or(0)))
}

/// Requests a second when every client sends the next one as soon as it has an answer. The clients
/// come back.
pub(crate) async fn most(clients: Vec<Client>, time: Duration) -> Result<(f64, Vec<Client>)> {
    let begun = Instant::now();
    let end = begun + time;
    let mut tasks = JoinSet::new();
    for mut client in clients {
        tasks.spawn(async move {
            let mut count = 0;
            while Instant::now() < end {
                client.once().await?;
                count += 1;
            }
            Result::Ok((count, client))
        });
    }
    let (mut total, mut clients) = (0, Vec::new());
    while let Some(done) = tasks.join_next().await {
        let (count, client) = done??;
        total += count;
        clients.push(client);
    }
    Ok((f64::from(total) / begun.elapsed().as_secs_f64(), clients))
}

/// Seconds that 99 of 100 answers stay below when requests come at `rate` a second, whether or not
/// earlier ones have been answered: the time counts from when a request was due.
pub(crate) async fn p99(clients: Vec<Client>, rate: f64, time: Duration) -> Result<f64> {
    let begun = Instant::now();
    let step = Duration::from_secs_f64(clients.len() as f64 / rate);
    let offset = step / clients.len().max(1) as u32;
    let mut tasks = JoinSet::new();
    for (number, mut client) in clients.into_iter().enumerate() {
        let mut due = begun + offset * number as u32;
        tasks.spawn(async move {
            let mut taken = Vec::new();
            while due < begun + time {
                sleep_until(due).await;
                client.once().await?;
                taken.push(due.elapsed().as_secs_f64());
                due += step;
            }
            Result::Ok(taken)
        });
    }
    let mut taken = Vec::new();
    while let Some(done) = tasks.join_next().await {
        taken.extend(done??);
    }
    Ok(percentile(&taken, 99.0))
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn the_head_tells_how_long_the_body_is() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        assert_eq!(head(answer), Some((answer.len() - 5, 5)));
        assert_eq!(head(b"HTTP/1.1 200 OK\r\nContent-Le"), None);
        assert_eq!(head(b"HTTP/1.1 204 No Content\r\n\r\n"), Some((27, 0)));
    }
}
