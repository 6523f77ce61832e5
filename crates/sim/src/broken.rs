//! Which invariants each rule that is broken on purpose must violate.

use towline_core::broken::Rule;

/// The invariants of which one must be the first to fail.
pub fn invariants(rule: Rule) -> &'static [&'static str] {
    match rule {
        Rule::HealthBudget => &["health-budget"],
        Rule::OneAgent => &["script-at-most-once"],
        Rule::FirstResult => &["first-result-counts", "final-is-final"],
        Rule::OwnResult => &["own-result-counts"],
        Rule::EveryEvent => &["script-never-skipped"],
        Rule::PickUpLimit => &["liveness", "pending-is-outstanding"],
        Rule::OneRollback => &["rollback-is-not-looped"],
        Rule::LastSuccess => &["rollback-deploys-last-success"],
        Rule::Cause => &["final-state-has-a-cause"],
        Rule::StageLock => &["one-execution-per-stage"],
        Rule::Supersede => &["newer-supersedes-older"],
        Rule::RunOrder => &["run-order"],
        Rule::ApprovalToken => &["success-is-earned"],
        Rule::Lease => &["one-lease-at-a-time"],
        Rule::TransitionEvent => &["every-transition-has-an-event"],
    }
}
