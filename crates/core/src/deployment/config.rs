//! Deployment configurations: how many targets must stay healthy.

use serde::{Deserialize, Serialize};

/// A deployment configuration as a deployment uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// For example `CodeDeployDefault.HalfAtATime`.
    pub name: String,
    /// The minimum of healthy targets.
    pub minimum: Minimum,
}

/// Minimum healthy hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value")]
pub enum Minimum {
    /// `HOST_COUNT`: so many targets.
    HostCount(u32),
    /// `FLEET_PERCENT`: so many in a hundred targets, rounded up.
    FleetPercent(u32),
    /// `MOST_CONCURRENCY` 1, which only `CodeDeployDefault.OneAtATime` has: all but one, one at a time.
    OneAtATime,
}

impl Minimum {
    /// How many of `total` targets must stay healthy.
    pub fn required(self, total: usize) -> usize {
        match self {
            Minimum::HostCount(count) => count as usize,
            Minimum::FleetPercent(percent) => (total * percent as usize).div_ceil(100),
            Minimum::OneAtATime => total.saturating_sub(1),
        }
    }

    /// How many of `total` targets may be in flight or failed at once; none when the minimum can
    /// never be met.
    pub fn tolerance(self, total: usize) -> usize {
        total.saturating_sub(self.required(total))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_rounds_the_requirement_up() {
        assert_eq!(Minimum::FleetPercent(50).required(9), 5);
        assert_eq!(Minimum::FleetPercent(40).required(9), 4);
        assert_eq!(Minimum::FleetPercent(95).required(10), 10);
        assert_eq!(Minimum::FleetPercent(0).required(9), 0);
        assert_eq!(Minimum::OneAtATime.tolerance(9), 1);
        assert_eq!(Minimum::HostCount(12).tolerance(9), 0);
    }
}
