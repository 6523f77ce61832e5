//! What agents say to the server, what is lost on the way, and what they hear.

use towline_core::deployment::lifecycle::parse_command;
use towline_core::deployment::{Deployment, Diagnostics, Fact};

use super::agents::{Entry, State};
use super::{Happening, Teller, World};
use crate::plan::Ingredient::*;
use crate::shell::{self, Answer};

/// What an agent says about a command that it got.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) command: String,
    /// The mark of the handing-out that it speaks for.
    pub(crate) claim: String,
    pub(crate) word: Word,
}

/// Which of the two.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Word {
    /// It is about to run the command, or has nothing to run.
    Begins { noop: bool },
    /// It is done.
    Ended { good: bool },
}

impl Message {
    pub(super) fn begins(command: &str, claim: &str, noop: bool) -> Message {
        Message::new(command, claim, Word::Begins { noop })
    }

    pub(super) fn ended(command: &str, claim: &str, good: bool) -> Message {
        Message::new(command, claim, Word::Ended { good })
    }

    fn new(command: &str, claim: &str, word: Word) -> Message {
        Message {
            command: command.into(),
            claim: claim.into(),
            word,
        }
    }

    fn fact(&self) -> Fact {
        let command = self.command.clone();
        let claim = Some(self.claim.clone());
        match self.word {
            Word::Begins { noop } => Fact::Acknowledged {
                command,
                noop,
                claim,
            },
            Word::Ended { good } => Fact::Completed {
                command,
                claim,
                succeeded: good,
                diagnostics: diagnostics(good),
            },
        }
    }
}

impl World {
    pub(super) fn send(&mut self, at: usize, message: Message) {
        if self.fleet.0[at].state != State::Up {
            return; // sent when it is back
        }
        let ended = match message.word {
            Word::Begins { .. } => None,
            Word::Ended { good } => Some(good),
        };
        let late = ended.is_some() && self.roll(LateReport, 8);
        let delay = match late {
            true => self.dice(LateReport).span(60_000, 3 * 3_600_000),
            false => self.random.span(1, 150),
        };
        if let Some(good) = ended
            && self.roll(DoubleReport, 40)
        {
            let dice = self.dice(DoubleReport);
            let (again, other) = (dice.span(1, 10_000), dice.chance(300));
            let second = Message::ended(&message.command, &message.claim, good != other);
            self.post(at, delay + again, second);
        }
        self.post(at, delay, message);
    }

    /// The message is under way.
    pub(super) fn post(&mut self, at: usize, delay: i64, message: Message) {
        self.watch.deployments.said(&message);
        let incarnation = self.fleet.0[at].incarnation;
        self.after(delay, Happening::Arrives(at, incarnation, message));
    }

    /// A message reaches the server, or does not.
    pub(super) fn arrives(&mut self, at: usize, incarnation: u32, message: Message) {
        if self.fleet.0[at].state == State::Silent {
            return; // sent again when it is back
        }
        if !self.up || self.roll(LostMessage, 10) {
            return self.again(at, incarnation, message);
        }
        let Some(parts) = parse_command(&message.command) else {
            return;
        };
        let deployment = parts.deployment.to_string();
        let fact = message.fact();
        let from = Teller::Agent(at, incarnation, message);
        shell::tell::<Deployment>(self, &deployment, fact, from);
    }

    /// The agent heard no answer and says it again, as long as it lives.
    pub(super) fn again(&mut self, at: usize, incarnation: u32, message: Message) {
        let host = &self.fleet.0[at];
        if host.incarnation == incarnation && host.state == State::Up {
            let delay = self.random.between(1000, 5000);
            self.after(delay, Happening::Arrives(at, incarnation, message));
        }
    }

    /// The server has answered, or has not.
    pub(super) fn agent_hears(
        &mut self,
        at: usize,
        incarnation: u32,
        message: Message,
        answer: Answer<Deployment>,
    ) {
        let lost = self.roll(LostAnswer, 10);
        if lost || matches!(answer, Answer::Failed | Answer::Lost) {
            return self.again(at, incarnation, message);
        }
        match message.word {
            Word::Begins { .. } => self.acknowledged(at, incarnation, message, answer),
            Word::Ended { .. } => {
                let entry = self.fleet.0[at].journal.get_mut(&message.command);
                if let Some(Entry::Done {
                    claim, reported, ..
                }) = entry
                    && *claim == message.claim
                {
                    *reported = true;
                }
            }
        }
    }
}

fn diagnostics(good: bool) -> Diagnostics {
    match good {
        true => Diagnostics::success(),
        false => Diagnostics {
            error_code: REPORTED.into(),
            script_name: "run.sh".into(),
            ..Diagnostics::unknown("exit code 7")
        },
    }
}

/// The code of failures that hosts report; the machine's own have others.
pub(crate) const REPORTED: &str = "ScriptFailed";
