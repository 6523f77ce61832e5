//! More than one thread for work on many small files, most of whose time the kernel takes.

use std::panic::resume_unwind;
use std::thread;

/// Threads at most, the caller's own among them: whoever works here is a guest on its machine.
const MOST: usize = 4;

/// Pieces that are worth another thread: starting one costs as much as a few files.
const SHARE: usize = 64;

/// Runs `work` on as many threads as `pieces` pieces of work and this machine are good for, and
/// gives what each of them returned. They share the pieces out among themselves. Blocks.
pub fn run<T: Send>(pieces: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    if pieces < SHARE {
        return vec![work()];
    }
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let helpers = (pieces / SHARE).min(cores.min(MOST) - 1);
    thread::scope(|scope| {
        // Where no more threads may be had, those that are there do it all.
        let start = |_| thread::Builder::new().spawn_scoped(scope, &work).ok();
        let helpers: Vec<_> = (0..helpers).filter_map(start).collect();
        let mut results = vec![work()];
        let joined = helpers.into_iter().map(thread::ScopedJoinHandle::join);
        results.extend(joined.map(|result| result.unwrap_or_else(|panic| resume_unwind(panic))));
        results
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn every_piece_is_done_once_however_many_threads_there_are() {
        for pieces in [0, 1, SHARE, 1000] {
            let next = AtomicUsize::new(0);
            let done = run(pieces, || {
                let mine = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
                mine.take_while(|piece| *piece < pieces).count()
            });
            assert_eq!(done.iter().sum::<usize>(), pieces);
            assert!(done.len() <= MOST);
            assert!(pieces >= SHARE || done.len() == 1);
        }
    }

    #[test]
    fn a_panic_on_any_thread_is_the_callers() {
        let count = AtomicUsize::new(0);
        let panicked = std::panic::catch_unwind(|| {
            run(1000, || {
                // The last of them: on a machine with more cores that is a helper.
                let cores = thread::available_parallelism().map_or(1, usize::from);
                let last = count.fetch_add(1, Ordering::Relaxed) + 1 == cores.min(MOST);
                assert!(!last, "on purpose");
            })
        });
        assert!(panicked.is_err());
    }
}
