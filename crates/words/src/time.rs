//! Times: how long ago, how long. All in seconds.

/// How long before `now` something was: `just now`, `40 s ago`, `3 min ago`, `2 days ago`.
pub fn ago(at: f64, now: f64) -> String {
    match now - at {
        seconds if seconds < -1.0 => format!("in {}", span(-seconds)),
        seconds if seconds < 1.0 => "just now".into(),
        seconds => format!("{} ago", about(seconds as u64)),
    }
}

/// In the largest unit alone.
fn about(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// A length of time: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`, `3 days`.
pub fn span(seconds: f64) -> String {
    let seconds = if seconds < 0.05 { 0.0 } else { seconds };
    if seconds < 9.95 && seconds.fract() != 0.0 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds.round() as u64;
    match whole {
        0..60 => format!("{whole} s"),
        60..3_600 => parts(whole / 60, "min", whole % 60, "s"),
        3_600..86_400 => parts(whole / 3_600, "h", whole % 3_600 / 60, "min"),
        86_400..172_800 => "1 day".into(),
        _ => format!("{} days", whole / 86_400),
    }
}

fn parts(many: u64, unit: &str, few: u64, part: &str) -> String {
    match few {
        0 => format!("{many} {unit}"),
        few => format!("{many} {unit} {few} {part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_as_exact_as_people_want_them() {
        let spans = [
            0.04, 0.42, 9.96, 12.3, 59.6, 200.0, 3_600.0, 7_500.0, 90_000.0, 260_000.0,
        ];
        let shown: Vec<String> = spans.iter().map(|seconds| span(*seconds)).collect();
        assert_eq!(
            shown.join(", "),
            "0 s, 0.4 s, 10 s, 12 s, 1 min, 3 min 20 s, 1 h, 2 h 5 min, 1 day, 3 days"
        );
    }

    #[test]
    fn points_in_time_are_told_from_now() {
        assert_eq!(ago(100.0, 100.4), "just now");
        assert_eq!(ago(100.0, 141.9), "41 s ago");
        assert_eq!(ago(100.0, 290.0), "3 min ago");
        assert_eq!(ago(0.0, 100_000.0), "27 h ago");
        assert_eq!(ago(160.0, 100.0), "in 1 min");
    }
}
