//! The 17 deployment configurations that every account has.

use towline_core::deployment::Minimum;

/// What their names begin with.
pub(super) const PREFIX: &str = "CodeDeployDefault.";

/// The configuration of groups that name none.
pub(super) const ONE_AT_A_TIME: &str = "CodeDeployDefault.OneAtATime";

/// Reported as creation time (epoch seconds): the date of the API version, 2014-10-06.
pub(super) const CREATED: f64 = 1_412_553_600.0;

/// How traffic moves to a new function or task set: all at once, or ten per cent first or each time.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shift {
    /// 100 % at once.
    AllAtOnce,
    /// 10 %, and the rest after so many minutes.
    Canary(i32),
    /// 10 % every so many minutes.
    Linear(i32),
}

#[derive(Debug, Clone, Copy)]
enum Rule {
    Server(Minimum),
    Lambda(Shift),
    Ecs(Shift),
}

/// A predefined configuration.
#[derive(Debug)]
pub(super) struct Predefined(&'static str, Rule);

use Rule::{Ecs, Lambda, Server};
use Shift::{AllAtOnce, Canary, Linear};

/// The position is the last digit of the id, so new ones go to the end.
static ALL: [Predefined; 17] = [
    Predefined("OneAtATime", Server(Minimum::OneAtATime)),
    Predefined("HalfAtATime", Server(Minimum::FleetPercent(50))),
    Predefined("AllAtOnce", Server(Minimum::FleetPercent(0))),
    Predefined("LambdaCanary10Percent5Minutes", Lambda(Canary(5))),
    Predefined("LambdaCanary10Percent10Minutes", Lambda(Canary(10))),
    Predefined("LambdaCanary10Percent15Minutes", Lambda(Canary(15))),
    Predefined("LambdaCanary10Percent30Minutes", Lambda(Canary(30))),
    Predefined("LambdaLinear10PercentEvery1Minute", Lambda(Linear(1))),
    Predefined("LambdaLinear10PercentEvery2Minutes", Lambda(Linear(2))),
    Predefined("LambdaLinear10PercentEvery3Minutes", Lambda(Linear(3))),
    Predefined("LambdaLinear10PercentEvery10Minutes", Lambda(Linear(10))),
    Predefined("LambdaAllAtOnce", Lambda(AllAtOnce)),
    Predefined("ECSCanary10Percent5Minutes", Ecs(Canary(5))),
    Predefined("ECSCanary10Percent15Minutes", Ecs(Canary(15))),
    Predefined("ECSLinear10PercentEvery1Minutes", Ecs(Linear(1))),
    Predefined("ECSLinear10PercentEvery3Minutes", Ecs(Linear(3))),
    Predefined("ECSAllAtOnce", Ecs(AllAtOnce)),
];

/// All of them.
pub(super) fn all() -> impl Iterator<Item = &'static Predefined> {
    ALL.iter()
}

/// The one with this full name.
pub(super) fn find(name: &str) -> Option<&'static Predefined> {
    let short = name.strip_prefix(PREFIX)?;
    ALL.iter().find(|config| config.0 == short)
}

impl Predefined {
    pub(super) fn name(&self) -> String {
        format!("{PREFIX}{}", self.0)
    }

    pub(super) fn id(&self) -> String {
        let place = ALL.iter().position(|config| config.0 == self.0);
        format!(
            "00000000-0000-0000-0000-{:012}",
            place.unwrap_or_default() + 1
        )
    }

    pub(super) fn platform(&self) -> &'static str {
        match self.1 {
            Server(_) => "Server",
            Lambda(_) => "Lambda",
            Ecs(_) => "ECS",
        }
    }

    pub(super) fn minimum(&self) -> Option<Minimum> {
        match self.1 {
            Server(minimum) => Some(minimum),
            _ => None,
        }
    }

    pub(super) fn shift(&self) -> Option<Shift> {
        match self.1 {
            Server(_) => None,
            Lambda(shift) | Ecs(shift) => Some(shift),
        }
    }
}
