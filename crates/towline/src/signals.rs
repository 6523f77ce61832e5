//! Being asked to end: SIGTERM from a supervisor, SIGINT from a person.

use tokio::signal::unix::{self, SignalKind, signal};

/// How the process was asked to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// By a supervisor.
    Terminate,
    /// By a person at the terminal: Ctrl-C.
    Interrupt,
}

/// What asks the process to end.
pub(crate) struct Signals {
    /// Terminate and interrupt. Without handlers the signals keep their default: they end the
    /// process.
    handlers: Option<(unix::Signal, unix::Signal)>,
}

impl Signals {
    /// Listens from this call on: whoever was told that the process is up may ask at once.
    pub(crate) fn listen() -> Signals {
        let terminate = signal(SignalKind::terminate());
        let interrupt = signal(SignalKind::interrupt());
        Signals {
            handlers: terminate.ok().zip(interrupt.ok()),
        }
    }

    /// The next one.
    pub(crate) async fn next(&mut self) -> Signal {
        let Some((terminate, interrupt)) = &mut self.handlers else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = terminate.recv() => Signal::Terminate,
            _ = interrupt.recv() => Signal::Interrupt,
        }
    }
}

/// Completes when the process is asked to end. It listens from the call on, not from the first
/// look at the future.
pub(crate) fn stop() -> impl Future<Output = ()> + Send {
    let mut signals = Signals::listen();
    async move {
        signals.next().await;
    }
}
