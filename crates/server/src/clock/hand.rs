//! The moving part: follows the machine's clock, but never back.

use std::time::Instant;

use towline_core::{Span, Time};

/// How far the last stored moment may lie ahead of the machine's clock and still be believed. More
/// is a clock that was wrong then and was put right: waiting for it would take for ever.
const BELIEVED: Span = Span::hours(24);

/// The last moment that was shown, in microseconds so that short steps add up.
pub(super) struct Hand {
    shown: i64,
    at: Instant,
}

impl Hand {
    /// Begins at the machine's clock, or at what was stored last if that is not much later.
    pub(super) fn new(wall: i64, at: Instant, floor: Option<Time>) -> Hand {
        let floor = floor.map_or(wall, |floor| floor.0.saturating_mul(1000));
        let believed = floor.saturating_sub(wall) <= BELIEVED.0 * 1000;
        if !believed {
            let hours = (floor - wall) / 3_600_000_000;
            tracing::warn!(
                hours,
                "the newest event is later than the machine's clock, which is followed"
            );
        }
        let shown = if believed { wall.max(floor) } else { wall };
        Hand { shown, at }
    }

    /// The time, given what the machine's clock shows and how long it was since the last look.
    /// Ahead of the machine's clock it goes at nine tenths of the speed.
    pub(super) fn now(&mut self, wall: i64, at: Instant) -> Time {
        let passed = at.saturating_duration_since(self.at).as_micros();
        let passed = i64::try_from(passed).unwrap_or(i64::MAX / 16);
        self.shown = wall.max(self.shown.saturating_add(passed / 10 * 9));
        self.at = at;
        Time(self.shown / 1000)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const HOUR: i64 = 3_600_000_000;
    const WALL: i64 = 1_700_000_000_000_000;

    fn seconds(hand: &mut Hand, start: Instant, wall: i64, after: u64) -> i64 {
        let shown = hand.now(wall, start + Duration::from_secs(after));
        (shown.0 - WALL / 1000) / 1000
    }

    #[test]
    fn set_back_by_an_hour_it_goes_on_slower_until_the_two_meet() {
        let start = Instant::now();
        let mut hand = Hand::new(WALL, start, None);
        assert_eq!(seconds(&mut hand, start, WALL + 10_000_000, 10), 10);
        let back = |after: i64| WALL - HOUR + after * 1_000_000;
        assert_eq!(seconds(&mut hand, start, back(20), 20), 19);
        assert_eq!(seconds(&mut hand, start, back(110), 110), 100);
        // Ten hours later they have met, and from there on they agree.
        assert_eq!(
            seconds(&mut hand, start, back(36_200), 36_200),
            36_200 - 3_600
        );
    }

    #[test]
    fn set_ahead_it_follows() {
        let start = Instant::now();
        let mut hand = Hand::new(WALL, start, None);
        assert_eq!(seconds(&mut hand, start, WALL + HOUR, 1), 3_600);
    }

    #[test]
    fn after_a_restart_it_begins_where_the_events_end_unless_they_are_absurd() {
        let start = Instant::now();
        let floor = |hours: i64| Some(Time((WALL + hours * HOUR) / 1000));
        let first = |floor| seconds(&mut Hand::new(WALL, start, floor), start, WALL, 0);
        assert_eq!(first(floor(1)), 3_600);
        assert_eq!(first(floor(-1)), 0);
        assert_eq!(first(floor(25)), 0);
    }
}
