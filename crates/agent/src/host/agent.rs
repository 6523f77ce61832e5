//! The loop: take up what a restart interrupted, then poll and carry out.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;
use tracing::Instrument;

use super::command::Host;
use super::service::{Service, ServiceError};
use crate::clock;

/// Commands at a time; stock agents have as many threads.
const PARALLEL: usize = 16;
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How often, when idle, the journal drops commands that are long over.
const TIDY: Duration = Duration::from_secs(3600);
/// An empty answer that comes sooner than this was not held by the server.
const HELD: Duration = Duration::from_secs(1);

/// Runs until `host.stop`, then waits for what is being carried out.
pub(super) async fn run<S: Service>(host: Arc<Host<S>>) -> std::io::Result<()> {
    let places = Arc::new(Semaphore::new(PARALLEL));
    let commands = TaskTracker::new();
    for entry in host.journal.open_entries(now())? {
        tracing::info!(
            "taking up {} of {} after a restart",
            entry.name,
            entry.execution
        );
        let (host, places) = (host.clone(), places.clone());
        let work = async move {
            // Closed only when the agent ends, and then nothing more is begun.
            if let Ok(_place) = places.acquire_owned().await {
                host.carry_on(entry, now()).await;
            }
        };
        commands.spawn(work.in_current_span());
    }
    poll(&host, &places, &commands).await;
    commands.close();
    if !commands.is_empty() {
        tracing::info!("waiting for {} commands to end", commands.len());
    }
    commands.wait().await;
    Ok(())
}

async fn poll<S: Service>(host: &Arc<Host<S>>, places: &Arc<Semaphore>, commands: &TaskTracker) {
    let mut pause = FIRST_PAUSE;
    let mut tidied = Instant::now();
    loop {
        let begun = Instant::now();
        let next = async {
            let place = places.clone().acquire_owned().await;
            (place, host.service.poll().await)
        };
        let (place, answer) = tokio::select! {
            () = host.stop.cancelled() => return,
            next = next => next,
        };
        let wait = match answer {
            Ok(Some(command)) => match host.receive(&command, now()) {
                Ok(entry) => {
                    pause = FIRST_PAUSE;
                    if let Some(entry) = entry {
                        let host = host.clone();
                        let work = async move {
                            host.carry_on(entry, now()).await;
                            drop(place);
                        };
                        commands.spawn(work.in_current_span());
                    }
                    continue;
                }
                Err(e) => {
                    tracing::error!("the journal cannot be used, so no command is taken: {e}");
                    longer(&mut pause)
                }
            },
            Ok(None) => {
                pause = FIRST_PAUSE;
                if tidied.elapsed() > TIDY {
                    tidied = Instant::now();
                    tidy(host);
                }
                HELD.saturating_sub(begun.elapsed())
            }
            Err(ServiceError::Unreachable(e) | ServiceError::Refused(e)) => {
                tracing::warn!("polling again in {} ms: {e}", pause.as_millis());
                longer(&mut pause)
            }
        };
        tokio::select! {
            () = host.stop.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Opening the journal drops what is long over.
fn tidy<S: Service>(host: &Host<S>) {
    if let Err(e) = host.journal.open_entries(now()) {
        tracing::warn!("the journal cannot be tidied: {e}");
    }
}

/// The pause to make now; the next one is twice as long.
fn longer(pause: &mut Duration) -> Duration {
    let now = *pause;
    *pause = LONGEST_PAUSE.min(now * 2);
    now
}

/// Seconds since the epoch, as the journal has them.
fn now() -> i64 {
    clock::now().as_secs() as i64
}
