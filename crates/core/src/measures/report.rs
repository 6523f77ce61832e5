//! Every measure with its formula, the values of its terms, and its unit.
//!
//! A measure whose denominator is zero has no value: it is absent, never zero or infinite.

use super::{Tally, Window};

/// All measures over one window.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What the events of this window say.
    pub window: Window,
    /// In the order in which they are shown.
    pub measures: Vec<Measure>,
}

/// One measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Stable name in snake case, for example `deployment_speed`.
    pub name: &'static str,
    /// For people, for example `D = T / S`.
    pub formula: &'static str,
    /// What one of the value is, for example `seconds per script`.
    pub unit: &'static str,
    /// Absent when there was nothing to divide by.
    pub value: Option<f64>,
    /// The letters of the formula.
    pub terms: Vec<Term>,
}

/// A letter of a formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The letter.
    pub symbol: &'static str,
    /// What it stands for, with its unit.
    pub meaning: &'static str,
    /// Its value in the window; absent when there is none.
    pub value: Option<f64>,
}

impl Report {
    /// The measures that a window's tally gives.
    pub fn new(tally: &Tally, window: Window) -> Report {
        let mut measures = seven(tally, window).to_vec();
        measures.extend(dora(tally, window));
        Report { window, measures }
    }
}

fn seven(tally: &Tally, window: Window) -> [Measure; 7] {
    let count = |n: u64| n as f64;
    [
        ratio(
            ("deployment_speed", "D = T / S", "seconds per script"),
            (
                "T",
                "seconds from creation to end of all deployments that ended",
                tally.deployment_time.0 as f64 / 1000.0,
            ),
            ("S", "deployment scripts run on hosts", count(tally.scripts)),
        ),
        inverse(
            ("strategy_measure", "P = 1 / S", "per deployment strategy"),
            (
                "S",
                "deployment strategies in use: deployment configurations of new deployments",
                tally.strategies.len() as f64,
            ),
        ),
        inverse(
            ("rollback_speed", "R = 1 / F", "per failed rollback"),
            ("F", "rollbacks that failed", count(tally.failed_rollbacks)),
        ),
        ratio(
            ("version_control_speed", "V = C / T", "revisions per day"),
            (
                "C",
                "revisions that source actions delivered, each counted once",
                tally.revisions.len() as f64,
            ),
            ("T", "days of the window", window.days()),
        ),
        inverse(
            ("build_speed", "B = 1 / C", "per build"),
            ("C", "builds that ended", count(tally.builds)),
        ),
        inverse(
            ("test_speed", "T = 1 / P", "per test"),
            (
                "P",
                "tests run: cases in the reports of builds that ended",
                count(tally.tests),
            ),
        ),
        inverse(
            ("deployment_rate", "D = 1 / A", "per deployment"),
            (
                "A",
                "deployments that ended, rollbacks included",
                count(tally.deployments),
            ),
        ),
    ]
}

fn dora(tally: &Tally, window: Window) -> [Measure; 4] {
    let changes = tally.good_changes + tally.failed_changes;
    [
        ratio(
            ("deployment_frequency", "N / T", "deployments per day"),
            (
                "N",
                "deployments that succeeded, without rollbacks",
                tally.good_changes as f64,
            ),
            ("T", "days of the window", window.days()),
        ),
        middle(
            ("lead_time_for_changes", "median(L)", "seconds"),
            (
                "L",
                "time from the commit to the end of the last deploy action, of each pipeline \
                 execution that succeeded",
            ),
            &tally.lead_times,
        ),
        ratio(
            ("change_failure_rate", "F / N", "failed share, 0 to 1"),
            (
                "F",
                "deployments that reached hosts and failed, without rollbacks",
                tally.failed_changes as f64,
            ),
            (
                "N",
                "deployments that succeeded or failed, without rollbacks",
                changes as f64,
            ),
        ),
        middle(
            ("failed_deployment_recovery_time", "median(R)", "seconds"),
            (
                "R",
                "time from a deployment group's first failure to its next success, rollbacks \
                 included",
            ),
            &tally.recoveries,
        ),
    ]
}

type Head = (&'static str, &'static str, &'static str);
type Value = (&'static str, &'static str, f64);

fn ratio((name, formula, unit): Head, above: Value, below: Value) -> Measure {
    Measure {
        name,
        formula,
        unit,
        value: (below.2 > 0.0).then(|| above.2 / below.2),
        terms: vec![term(above), term(below)],
    }
}

fn inverse((name, formula, unit): Head, below: Value) -> Measure {
    Measure {
        name,
        formula,
        unit,
        value: (below.2 > 0.0).then(|| 1.0 / below.2),
        terms: vec![term(below)],
    }
}

fn middle(
    (name, formula, unit): Head,
    (symbol, meaning): (&'static str, &'static str),
    milliseconds: &[i64],
) -> Measure {
    let value = median(milliseconds).map(|n| n / 1000.0);
    Measure {
        name,
        formula,
        unit,
        value,
        terms: vec![Term {
            symbol,
            meaning,
            value,
        }],
    }
}

fn term((symbol, meaning, value): Value) -> Term {
    Term {
        symbol,
        meaning,
        value: Some(value),
    }
}

/// The middle one, or the mean of the two in the middle.
fn median(values: &[i64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)? as f64;
    Some(match sorted.len() % 2 {
        1 => upper,
        _ => (sorted[middle - 1] as f64 + upper) / 2.0,
    })
}
