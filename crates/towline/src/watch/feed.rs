//! Events of several objects as one stream. Each object's events come in order and each once, over
//! restarts of the server.

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use towline_agent::client::Client;

use crate::events::{Stream, Told};
use crate::failure::Failure;

/// Messages that may wait for the reader.
const ROOM: usize = 256;

/// What a reader hears.
#[derive(Debug)]
pub(super) enum Message {
    Event(Told),
    /// All events until the moment of asking were heard.
    CaughtUp,
    /// The server cannot be heard, and why; `None` when it is there again.
    Lost(Option<String>),
    Failed(Failure),
}

/// The joined streams; they end with it.
pub(super) struct Feed {
    client: Client,
    sender: mpsc::Sender<Message>,
    receiver: mpsc::Receiver<Message>,
    tasks: JoinSet<()>,
}

impl Feed {
    pub(super) fn new(client: Client) -> Feed {
        let (sender, receiver) = mpsc::channel(ROOM);
        Feed {
            client,
            sender,
            receiver,
            tasks: JoinSet::new(),
        }
    }

    /// Adds the events that a filter lets through, from the one after `since` on.
    pub(super) fn add(&mut self, filter: (&'static str, &str), since: i64) {
        let (client, sender) = (self.client.clone(), self.sender.clone());
        let filter = (filter.0, filter.1.to_string());
        self.tasks.spawn(async move {
            if let Err(failure) = follow(client, &sender, filter, since).await {
                // Nobody reads any more: then nobody wants to know.
                let _ = sender.send(Message::Failed(failure)).await;
            }
        });
    }

    /// The next message.
    pub(super) async fn next(&mut self) -> Option<Message> {
        self.receiver.recv().await
    }

    /// The next message that is there already.
    pub(super) fn ready(&mut self) -> Option<Message> {
        self.receiver.try_recv().ok()
    }
}

/// What is there, then what comes.
async fn follow(
    client: Client,
    sender: &mpsc::Sender<Message>,
    filter: (&'static str, String),
    since: i64,
) -> Result<(), Failure> {
    let stream = |after: &str, follow: bool| {
        let until = ("follow", follow.to_string());
        let query = [(filter.0, filter.1.clone()), until];
        let stream = Stream::new(client.clone(), &query, follow);
        stream.persistent(after).notices(notices(sender))
    };
    let mut past = stream(&since.to_string(), false);
    while let Some(told) = past.next().await? {
        if sender.send(Message::Event(told)).await.is_err() {
            return Ok(());
        }
    }
    if sender.send(Message::CaughtUp).await.is_err() {
        return Ok(());
    }
    let mut coming = stream(past.last().unwrap_or_default(), true);
    while let Some(told) = coming.next().await? {
        if sender.send(Message::Event(told)).await.is_err() {
            break;
        }
    }
    Ok(())
}

fn notices(sender: &mpsc::Sender<Message>) -> impl Fn(Option<&str>) + Send + Sync + 'static {
    let sender = sender.clone();
    move |why| {
        // A notice that finds no room is not worth waiting for.
        let _ = sender.try_send(Message::Lost(why.map(str::to_string)));
    }
}
