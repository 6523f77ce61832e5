//! Rules that the simulator breaks on purpose, to prove that it notices. Compiled with the feature
//! `broken-rules` alone, which nothing but the simulator's own tests turns on.

use std::cell::Cell;

/// A rule that can be broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is explained where it is broken")]
pub enum Rule {
    HealthBudget,
    OneAgent,
    FirstResult,
    OwnResult,
    EveryEvent,
    PickUpLimit,
    OneRollback,
    LastSuccess,
    Cause,
    StageLock,
    Supersede,
    RunOrder,
    ApprovalToken,
    Lease,
    TransitionEvent,
}

use Rule::*;

const NAMES: [(Rule, &str); 15] = [
    (HealthBudget, "health-budget"),
    (OneAgent, "one-agent"),
    (FirstResult, "first-result"),
    (OwnResult, "own-result"),
    (EveryEvent, "every-event"),
    (PickUpLimit, "pick-up-limit"),
    (OneRollback, "one-rollback"),
    (LastSuccess, "last-success"),
    (Cause, "cause"),
    (StageLock, "stage-lock"),
    (Supersede, "supersede"),
    (RunOrder, "run-order"),
    (ApprovalToken, "approval-token"),
    (Lease, "lease"),
    (TransitionEvent, "transition-event"),
];

thread_local! {
    static BROKEN: Cell<Option<Rule>> = const { Cell::new(None) };
}

impl Rule {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Rule> {
        NAMES.iter().map(|(rule, _)| *rule)
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// From the name on the command line.
    pub fn parse(name: &str) -> Result<Rule, String> {
        let found = NAMES.iter().find(|(_, known)| *known == name);
        found.map(|(rule, _)| *rule).ok_or_else(|| {
            let names: Vec<&str> = NAMES.iter().map(|(_, name)| *name).collect();
            format!("there is no rule `{name}`; they are {}", names.join(", "))
        })
    }

    /// Whether this thread breaks it.
    pub(crate) fn is_broken(self) -> bool {
        BROKEN.get() == Some(self)
    }
}

/// From now on this thread breaks this rule, or none.
pub fn set(rule: Option<Rule>) {
    BROKEN.set(rule);
}
