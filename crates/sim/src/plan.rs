//! What a simulated world is made of: a seed, and the ingredients that are left out of it.
//!
//! An ingredient is a kind of fault, a kind of user command or a part of the world. Each draws from
//! a stream of its own, so that leaving one out disturbs the others as little as possible: that is
//! how a failure is made small.

use crate::random::Random;

/// Something that can be left out of a world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the table of names says what they are")]
pub enum Ingredient {
    Crash,
    CommitFailure,
    ClockBack,
    AgentRestart,
    HostDeath,
    HostHang,
    SlowScript,
    ScriptFailure,
    MissingScript,
    EarlyReport,
    LostMessage,
    LostAnswer,
    LateReport,
    DoubleReport,
    ForeignClaim,
    LosingReport,
    StockAgent,
    ProviderFailure,
    LateProvider,
    DoubleProvider,
    SilentProvider,
    StorageTrouble,
    RunnerDeath,
    RunnerConfusion,
    RunnerRelease,
    BuildFailure,
    EarlyTick,
    StopDeployment,
    DeleteGroup,
    Deregister,
    Race,
    Push,
    StartPipeline,
    StopPipeline,
    Retry,
    Approval,
    Transition,
    UpdatePipeline,
    DeletePipeline,
    StopBuild,
    Standings,
    Pipelines,
    Builds,
    LargeFleet,
    Queued,
}

use Ingredient::*;

/// Every ingredient with its name on the command line.
pub const INGREDIENTS: [(Ingredient, &str); 45] = [
    (Crash, "crash"),
    (CommitFailure, "commit-failure"),
    (ClockBack, "clock-back"),
    (AgentRestart, "agent-restart"),
    (HostDeath, "host-death"),
    (HostHang, "host-hang"),
    (SlowScript, "slow-script"),
    (ScriptFailure, "script-failure"),
    (MissingScript, "missing-script"),
    (EarlyReport, "early-report"),
    (LostMessage, "lost-message"),
    (LostAnswer, "lost-answer"),
    (LateReport, "late-report"),
    (DoubleReport, "double-report"),
    (ForeignClaim, "foreign-claim"),
    (LosingReport, "losing-report"),
    (StockAgent, "stock-agent"),
    (ProviderFailure, "provider-failure"),
    (LateProvider, "late-provider"),
    (DoubleProvider, "double-provider"),
    (SilentProvider, "silent-provider"),
    (StorageTrouble, "storage-trouble"),
    (RunnerDeath, "runner-death"),
    (RunnerConfusion, "runner-confusion"),
    (RunnerRelease, "runner-release"),
    (BuildFailure, "build-failure"),
    (EarlyTick, "early-tick"),
    (StopDeployment, "stop-deployment"),
    (DeleteGroup, "delete-group"),
    (Deregister, "deregister"),
    (Race, "race"),
    (Push, "push"),
    (StartPipeline, "start-pipeline"),
    (StopPipeline, "stop-pipeline"),
    (Retry, "retry"),
    (Approval, "approval"),
    (Transition, "transition"),
    (UpdatePipeline, "update-pipeline"),
    (DeletePipeline, "delete-pipeline"),
    (StopBuild, "stop-build"),
    (Standings, "standings"),
    (Pipelines, "pipelines"),
    (Builds, "builds"),
    (LargeFleet, "large-fleet"),
    (Queued, "queued"),
];

impl Ingredient {
    /// The name on the command line.
    pub fn name(self) -> &'static str {
        INGREDIENTS[self as usize].1
    }

    /// From the name on the command line.
    pub fn parse(name: &str) -> Result<Ingredient, String> {
        let found = INGREDIENTS.iter().find(|(_, known)| *known == name);
        found.map(|(ingredient, _)| *ingredient).ok_or_else(|| {
            let names: Vec<&str> = INGREDIENTS.iter().map(|(_, name)| *name).collect();
            format!(
                "there is no ingredient `{name}`; they are {}",
                names.join(", ")
            )
        })
    }
}

/// How to make and run one world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Decides everything else.
    pub seed: u64,
    /// Left out.
    pub without: Vec<Ingredient>,
    /// Faults and commands end after so many happenings instead of when the world says.
    pub chaos: Option<u64>,
    /// Keep one line for each transition.
    pub trace: bool,
    /// A rule of the machines to break.
    #[cfg(feature = "broken-rules")]
    pub broken: Option<towline_core::broken::Rule>,
}

impl Plan {
    /// The whole world of a seed.
    pub fn new(seed: u64) -> Plan {
        Plan {
            seed,
            without: Vec::new(),
            chaos: None,
            trace: false,
            #[cfg(feature = "broken-rules")]
            broken: None,
        }
    }

    /// The command that runs it again.
    pub fn command(&self) -> String {
        let mut text = format!("cargo xtask sim --seed {}", self.seed);
        if !self.without.is_empty() {
            let names: Vec<&str> = self.without.iter().map(|i| i.name()).collect();
            text.push_str(&format!(" --without {}", names.join(",")));
        }
        if let Some(chaos) = self.chaos {
            text.push_str(&format!(" --chaos {chaos}"));
        }
        #[cfg(feature = "broken-rules")]
        if let Some(rule) = self.broken {
            text.push_str(&format!(" --break {}", rule.name()));
        }
        text
    }
}

/// The dice of a world: which ingredients it has, how strong, and their streams.
#[derive(Debug)]
pub(crate) struct Dice {
    streams: Vec<Random>,
    /// In percent; 0 is without.
    strength: Vec<u64>,
}

impl Dice {
    pub(crate) fn new(plan: &Plan) -> Dice {
        let mut swarm = Random::new(plan.seed, 1_000);
        let strength = INGREDIENTS.iter().map(|(ingredient, _)| {
            // Worlds that lack something find what worlds with everything hide.
            let drawn = [0, 0, 50, 100, 100, 100, 100, 300][swarm.below(8)];
            match plan.without.contains(ingredient) {
                true => 0,
                false => drawn,
            }
        });
        Dice {
            strength: strength.collect(),
            streams: (0..INGREDIENTS.len() as u64)
                .map(|stream| Random::new(plan.seed, stream))
                .collect(),
        }
    }

    /// Whether it happens now, `per_mille` times in a thousand at usual strength.
    pub(crate) fn roll(&mut self, ingredient: Ingredient, per_mille: u64) -> bool {
        let at = ingredient as usize;
        let chance = per_mille * self.strength[at] / 100;
        self.streams[at].chance(chance)
    }

    /// Whether the world has it at all.
    pub(crate) fn has(&self, ingredient: Ingredient) -> bool {
        self.strength[ingredient as usize] > 0
    }

    pub(crate) fn of(&mut self, ingredient: Ingredient) -> &mut Random {
        &mut self.streams[ingredient as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ingredient_stands_at_its_own_place_in_the_table() {
        for (at, (ingredient, name)) in INGREDIENTS.iter().enumerate() {
            assert_eq!(*ingredient as usize, at, "{name}");
            assert_eq!(Ingredient::parse(name), Ok(*ingredient));
        }
        assert!(Ingredient::parse("rain").is_err_and(|text| text.contains("crash, ")));
    }

    #[test]
    fn a_plan_is_written_as_one_command() {
        let mut plan = Plan::new(7);
        assert_eq!(plan.command(), "cargo xtask sim --seed 7");
        plan.without = vec![Ingredient::Crash, Ingredient::Queued];
        plan.chaos = Some(40);
        assert_eq!(
            plan.command(),
            "cargo xtask sim --seed 7 --without crash,queued --chaos 40"
        );
    }
}
