//! The server's only source of time; a test can move it.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;
use towline_core::{Span, Time};

/// A clock that all waits of the server go through.
#[derive(Clone)]
pub struct Clock {
    ahead: Arc<AtomicI64>,
    moved: watch::Sender<()>,
}

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Clock {
        Clock {
            ahead: Arc::new(AtomicI64::new(0)),
            moved: watch::Sender::new(()),
        }
    }

    /// Now.
    pub fn now(&self) -> Time {
        let real = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or(Duration::ZERO);
        Time(real.as_millis() as i64 + self.ahead.load(Ordering::SeqCst))
    }

    /// Moves the clock forward; every wait that is over by then ends now.
    pub fn advance(&self, span: Span) {
        self.ahead.fetch_add(span.0, Ordering::SeqCst);
        self.moved.send_replace(());
    }

    /// Returns once it is `time` or later.
    pub async fn sleep_until(&self, time: Time) {
        let mut moved = self.moved.subscribe();
        loop {
            let left = time.0 - self.now().0;
            if left <= 0 {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(left as u64)) => {}
                _ = moved.changed() => {}
            }
        }
    }

    /// Returns after `span`, or earlier when the clock is moved past it.
    pub async fn sleep(&self, span: Span) {
        self.sleep_until(self.now() + span).await;
    }
}
