//! Numbers: how repetitions become one value, and how values are printed.

use serde_json::{Value, json};

/// One line of the table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// What was measured.
    pub(crate) what: String,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    /// The value must stay below this, or above it where more is better.
    pub(crate) aim: Option<Aim>,
    /// Something measured in the same run that the value is held against.
    pub(crate) against: Option<Against>,
}

/// What a value ought to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Aim {
    /// At most so much.
    Most(f64),
    /// The ratio to what it is held against is at most so much.
    MostRatio(f64),
    /// The ratio to what it is held against is at least so much.
    LeastRatio(f64),
}

/// The other side of a ratio.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Against {
    pub(crate) what: String,
    pub(crate) value: f64,
}

impl Line {
    /// A value without aim and ratio.
    pub(crate) fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Line {
        Line {
            what: what.into(),
            value,
            unit,
            aim: None,
            against: None,
        }
    }

    pub(crate) fn aim(mut self, aim: Aim) -> Line {
        self.aim = Some(aim);
        self
    }

    /// `value` has the unit of the line.
    pub(crate) fn against(mut self, what: impl Into<String>, value: f64) -> Line {
        let what = what.into();
        self.against = Some(Against { what, value });
        self
    }

    fn ratio(&self) -> Option<f64> {
        let against = self.against.as_ref()?;
        (against.value > 0.0).then(|| self.value / against.value)
    }

    /// Whether the aim is reached; `None` without one.
    pub(crate) fn reached(&self) -> Option<bool> {
        Some(match self.aim? {
            Aim::Most(most) => self.value <= most,
            Aim::MostRatio(most) => self.ratio()? <= most,
            Aim::LeastRatio(least) => self.ratio()? >= least,
        })
    }

    /// The line as people read it.
    pub(crate) fn text(&self) -> String {
        let mut text = format!(
            "  {:<58} {:>9} {:<6}",
            self.what,
            short(self.value),
            self.unit
        );
        if let (Some(against), Some(ratio)) = (&self.against, self.ratio()) {
            let value = short(against.value);
            text += &format!(" {ratio:>6.2} x {} ({value} {})", against.what, self.unit);
        }
        if let (Some(aim), Some(reached)) = (self.aim, self.reached()) {
            let word = if reached { "reached" } else { "missed" };
            let aim = match aim {
                Aim::Most(most) => format!("< {} {}", short(most), self.unit),
                Aim::MostRatio(most) => format!("< {most} x"),
                Aim::LeastRatio(least) => format!("> {least} x"),
            };
            text += &format!("  [aim {aim}: {word}]");
        }
        text.trim_end().to_string()
    }

    fn json(&self) -> Value {
        json!({
            "what": self.what,
            "value": self.value,
            "unit": self.unit,
            "reached": self.reached(),
            "against": self.against.as_ref().map(|against| json!({
                "what": against.what, "value": against.value, "ratio": self.ratio(),
            })),
        })
    }
}

/// All lines by figure, with the machine they were taken on.
pub(crate) fn json(figures: &[(&str, Vec<Line>)]) -> Value {
    let figures: serde_json::Map<String, Value> = figures
        .iter()
        .map(|(name, lines)| ((*name).to_string(), lines.iter().map(Line::json).collect()))
        .collect();
    json!({"machine": machine(), "figures": figures})
}

/// The machine in a few words, with how busy it was before the run.
pub(crate) fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        let value = line.and_then(|line| line.split_once(':'));
        value.map_or_else(String::new, |(_, value)| value.trim().to_string())
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = field(&read("/proc/cpuinfo"), "model name");
    let memory = field(&read("/proc/meminfo"), "MemTotal");
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or_default();
    format!("{cores} cores ({model}), {memory} memory, load {load} before the run")
}

/// The middle one.
pub(crate) fn median(values: &[f64]) -> f64 {
    percentile(values, 50.0)
}

/// The value that `percent` of the values do not exceed; 0 without values.
pub(crate) fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (percent / 100.0 * sorted.len() as f64).ceil() as usize;
    let at = rank.saturating_sub(1);
    sorted.get(at).copied().unwrap_or_default()
}

/// Three digits that mean something.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let values = [5.0, 1.0, 4.0, 2.0, 3.0];
        assert_eq!(median(&values), 3.0);
        assert_eq!(percentile(&values, 99.0), 5.0);
        assert_eq!(percentile(&values, 0.0), 1.0);
        assert_eq!(median(&[]), 0.0);
        assert_eq!(median(&[1.0, 2.0]), 1.0);
    }

    #[test]
    fn a_line_tells_value_ratio_and_aim() {
        let line = Line::new("start", 42.0, "ms").aim(Aim::Most(100.0));
        assert_eq!(line.reached(), Some(true));
        assert!(
            line.text().ends_with("[aim < 100 ms: reached]"),
            "{}",
            line.text()
        );
        let line = Line::new("writes", 300.0, "/s")
            .against("SQLite", 1000.0)
            .aim(Aim::LeastRatio(0.5));
        assert_eq!(line.reached(), Some(false));
        assert!(
            line.text().contains("0.30 x SQLite (1000 /s)"),
            "{}",
            line.text()
        );
        assert_eq!(line.json()["against"]["ratio"], 0.3);
        let alone = Line::new("memory", 12.34, "MiB");
        assert_eq!(alone.reached(), None);
        assert!(alone.text().ends_with("12.3 MiB"), "{}", alone.text());
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        let line = Line::new("x", 1.0, "s")
            .against("y", 0.0)
            .aim(Aim::MostRatio(1.0));
        assert_eq!((line.ratio(), line.reached()), (None, None));
    }
}
