//! Server-sent events from a server that may come and go.

use std::time::Duration;

use serde_json::Value;
use towline_agent::client::{Body, Client, ClientError};

use crate::client::failure;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::terminal::{safe, tell};

const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    /// Its JSON document as the server wrote it.
    pub(crate) data: String,
    /// The same, to look into.
    pub(crate) document: Value,
}

impl Told {
    /// Its JSON document, or what is wanted of it.
    pub(crate) fn json(&self, fields: &Fields) -> String {
        match fields.is_everything() {
            true => self.data.clone(),
            false => fields.record(self.document.clone()).to_string(),
        }
    }
}

/// Hears why nothing comes.
type Notices = Box<dyn Fn(Option<&str>) + Send + Sync>;

/// The events that a query asks for, each once.
pub(crate) struct Stream {
    client: Client,
    path: String,
    /// Whether the stream outlives the server's restarts.
    persistent: bool,
    follow: bool,
    /// Told why nothing comes, and `None` when the server is there again.
    notices: Notices,
    /// The number to go on after, once the server has named one.
    last: Option<String>,
    body: Option<Body>,
    buffer: Vec<u8>,
}

impl Stream {
    pub(crate) fn new(client: Client, query: &[(&str, String)], follow: bool) -> Stream {
        let pairs = query
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)));
        Stream {
            client,
            path: format!("/events?{}", pairs.collect::<Vec<_>>().join("&")),
            persistent: follow,
            follow,
            notices: Box::new(|why| {
                if let Some(why) = why {
                    tell(&format!("{}; waiting for it\n", safe(why)));
                }
            }),
            last: None,
            body: None,
            buffer: Vec::new(),
        }
    }

    /// The stream with another listener for why nothing comes.
    pub(crate) fn notices(self, notices: impl Fn(Option<&str>) + Send + Sync + 'static) -> Stream {
        let notices = Box::new(notices);
        Stream { notices, ..self }
    }

    /// The stream after the event with this number, which outlives restarts of the server also when
    /// it has an end, and also before it has begun.
    pub(crate) fn persistent(self, after: &str) -> Stream {
        Stream {
            persistent: true,
            last: Some(after.to_string()),
            ..self
        }
    }

    /// The number of the last event that was passed.
    pub(crate) fn last(&self) -> Option<&str> {
        self.last.as_deref()
    }

    /// The next event; `None` at the end, which a follower never sees.
    pub(crate) async fn next(&mut self) -> Result<Option<Told>, Failure> {
        loop {
            if let Some(block) = self.block() {
                if let Some(told) = self.take(&block)? {
                    return Ok(Some(told));
                }
                continue;
            }
            match self.more().await {
                Ok(true) => {}
                Ok(false) if !self.follow => return Ok(None),
                Ok(false) => self.again("the server has stopped").await?,
                Err(error) if self.persistent && self.last.is_some() && error.is_transient() => {
                    self.again(&error.to_string()).await?;
                }
                Err(error) => return Err(failure("events cannot be read", error)),
            }
        }
    }

    /// Reads another piece; false at the end of the body.
    async fn more(&mut self) -> Result<bool, ClientError> {
        if self.body.is_none() {
            self.body = Some(self.connect().await?);
        }
        let Some(body) = &mut self.body else {
            return Ok(false);
        };
        match body.piece().await? {
            Some(piece) => self.buffer.extend_from_slice(&piece),
            None => return Ok(false),
        }
        Ok(true)
    }

    async fn connect(&self) -> Result<Body, ClientError> {
        let last = self.last.as_deref().map(|last| ("last-event-id", last));
        self.client.get(&self.path, last.as_slice()).await
    }

    /// Connects again, however long the server takes to come back.
    async fn again(&mut self, why: &str) -> Result<(), Failure> {
        (self.notices)(Some(why));
        self.buffer.clear();
        let mut pause = FIRST_PAUSE;
        loop {
            tokio::time::sleep(pause).await;
            pause = LONGEST_PAUSE.min(pause * 2);
            match self.connect().await {
                Ok(body) => {
                    self.body = Some(body);
                    (self.notices)(None);
                    return Ok(());
                }
                Err(error) if error.is_transient() => {}
                Err(error) => return Err(failure("events cannot be followed", error)),
            }
        }
    }

    /// The next whole block of lines.
    fn block(&mut self) -> Option<String> {
        let end = self.buffer.windows(2).position(|pair| pair == b"\n\n")?;
        let rest = self.buffer.split_off(end + 2);
        let block = std::mem::replace(&mut self.buffer, rest);
        Some(String::from_utf8_lossy(&block).into_owned())
    }

    /// The event in a block; a sign of life has none, but says how far the stream has come.
    fn take(&mut self, block: &str) -> Result<Option<Told>, Failure> {
        let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name));
        if let Some(id) = field("id: ") {
            self.last = Some(id.to_string());
        }
        let Some(data) = field("data: ") else {
            return Ok(None);
        };
        let document = serde_json::from_str(data)
            .map_err(|e| Failure::new("an event cannot be understood", e))?;
        Ok(Some(Told {
            data: data.to_string(),
            document,
        }))
    }
}

/// Percent-encodes what is not plain.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let byte = |byte: u8| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
