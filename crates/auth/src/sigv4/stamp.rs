//! Points in time as signatures write them: `20150830T123600Z`.

use std::fmt;

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

const FORMAT: &str = "%Y%m%dT%H%M%SZ";

/// Whole seconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp(pub i64);

impl Stamp {
    /// From the basic ISO 8601 form.
    pub fn parse(text: &str) -> Option<Stamp> {
        // strptime alone would take fewer digits than the form has.
        if text.len() != 16 {
            return None;
        }
        let time = DateTime::strptime(FORMAT, text).ok()?;
        let time = time.to_zoned(TimeZone::UTC).ok()?;
        Some(Stamp(time.timestamp().as_second()))
    }

    /// The day, for example `20150830`.
    pub fn date(self) -> String {
        self.to_string()[..8].to_string()
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = Timestamp::from_second(self.0).unwrap_or_default();
        write!(f, "{}", time.strftime(FORMAT))
    }
}
