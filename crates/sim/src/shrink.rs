//! A failure made small: ingredients are left out and the chaos is cut short for as long as the
//! same invariant still fails.

use crate::plan::{INGREDIENTS, Plan};
use crate::world::{Ended, run};

/// Rounds over all ingredients; each is tried again when another one is gone.
const ROUNDS: usize = 2;

/// The smallest plan that was found to violate the same invariant, and its run with a trace.
pub fn shrink(plan: &Plan, invariant: &str) -> (Plan, Ended) {
    let mut small = plan.clone();
    small.trace = false;
    small = shorten(small, invariant);
    for _ in 0..ROUNDS {
        let before = small.without.len();
        for (ingredient, _) in INGREDIENTS {
            if small.without.contains(&ingredient) {
                continue;
            }
            let mut candidate = small.clone();
            candidate.without.push(ingredient);
            if fails(&candidate, invariant) {
                small = candidate;
            }
        }
        small = shorten(small, invariant);
        if small.without.len() == before {
            break;
        }
    }
    small.without.sort_unstable();
    small.trace = true;
    let ended = run(&small);
    (small, ended)
}

/// Halves the chaos while it still fails, then takes ever smaller bites.
fn shorten(plan: Plan, invariant: &str) -> Plan {
    let mut small = plan;
    let whole = small.chaos.unwrap_or_else(|| run(&small).happenings);
    let mut length = whole;
    let mut bite = whole / 2;
    while bite > 0 {
        let mut candidate = small.clone();
        candidate.chaos = Some(length.saturating_sub(bite));
        if bite < length && fails(&candidate, invariant) {
            length -= bite;
            small = candidate;
        } else {
            bite /= 2;
        }
    }
    small
}

fn fails(plan: &Plan, invariant: &str) -> bool {
    run(plan)
        .failure
        .is_some_and(|failure| failure.invariant == invariant)
}

#[cfg(all(test, feature = "broken-rules"))]
mod tests {
    use towline_core::broken::Rule;

    use super::*;
    use crate::many::many;

    #[test]
    fn a_small_world_still_violates_the_same_invariant() {
        let mut plan = Plan::new(1);
        plan.broken = Some(Rule::RunOrder);
        let found = many(&plan, 50, 1).failure;
        let (plan, failure) = found.expect("the rule is broken");
        let (small, ended) = shrink(&plan, failure.invariant);
        let again = ended.failure.map(|failure| failure.invariant);
        assert_eq!(again, Some("run-order"));
        assert!(small.without.len() > INGREDIENTS.len() / 2, "{small:?}");
        assert!(small.command().contains(" --break run-order"));
    }
}
