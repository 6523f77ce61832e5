//! Being asked to end: SIGTERM from a supervisor, SIGINT from a person.

use tokio::signal::unix::{SignalKind, signal};

/// Completes when the process is asked to end. It listens from the call on, not from the first
/// look at the future: whoever was told that the process is up may ask at once.
pub(crate) fn stop() -> impl Future<Output = ()> + Send {
    let handlers = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    );
    async {
        let (Ok(mut terminate), Ok(mut interrupt)) = handlers else {
            // Without handlers the signals keep their default: they end the process.
            return std::future::pending().await;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
}
