//! Hosts with their agents: polls, journals, scripts, and everything that can go wrong with them.
//! A part of the hosts' table is the server's memory: the commands on offer.

use std::collections::BTreeMap;

use towline_core::deployment::lifecycle::parse_command;
use towline_core::deployment::{Deployment, Diagnostics, Fact, HostCommand};

use super::{Happening, Teller, World};
use crate::plan::Ingredient::*;
use crate::shell::{self, Answer};

/// A command that was handed out and not acknowledged is handed out again after this time.
const AGAIN: i64 = 5000;

/// All hosts.
#[derive(Default)]
pub(crate) struct Fleet(pub(crate) Vec<Machine>);

/// A host.
pub(crate) struct Machine {
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) registered: bool,
    /// Without marks on its acknowledgements and without a journal.
    pub(super) stock: bool,
    pub(super) state: State,
    /// One more with each start of the agent.
    pub(super) incarnation: u32,
    pub(super) journal: BTreeMap<String, Entry>,
    offers: Vec<Offer>,
    poll_due: bool,
    claims: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Up,
    /// Works, but neither hears nor says anything.
    Silent,
    Down,
    /// Will never be back.
    Gone,
}

/// A command on offer, and when it is handed out next.
struct Offer {
    command: HostCommand,
    due: i64,
}

/// What the agent knows of a command.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    Asked {
        claim: Option<String>,
        noop: bool,
    },
    Runs {
        claim: Option<String>,
        incarnation: u32,
    },
    Done {
        good: bool,
        reported: bool,
    },
    Dropped,
}

/// What an agent says.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    Acknowledge {
        command: String,
        noop: bool,
        claim: Option<String>,
    },
    Complete {
        command: String,
        good: bool,
    },
}

impl Machine {
    fn new(number: usize, stock: bool) -> Machine {
        let name = format!("host-{number:02}");
        Machine {
            arn: format!("arn:aws:codedeploy:us-east-1:123456789012:instance/{name}"),
            name,
            registered: true,
            stock,
            state: State::Up,
            incarnation: 1,
            journal: BTreeMap::new(),
            offers: Vec::new(),
            poll_due: false,
            claims: 0,
        }
    }

    fn claim(&mut self) -> Option<String> {
        self.claims += 1;
        (!self.stock).then(|| format!("{}-{}", self.name, self.claims))
    }
}

impl Fleet {
    /// What the server knew of offers is gone with its process.
    pub(crate) fn forget_offers(&mut self) {
        for host in &mut self.0 {
            host.offers.clear();
        }
    }

    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|host| host.name == name)
    }

    /// The server takes a host that works for alive.
    pub(crate) fn alive(&self, name: &str) -> bool {
        let host = self.find(name).map(|at| &self.0[at]);
        host.is_some_and(|host| host.state == State::Up)
    }
}

impl World {
    pub(super) fn add_hosts(&mut self, count: usize) {
        for number in 0..count {
            let stock = self.has(StockAgent) && self.dice(StockAgent).chance(300);
            self.fleet.0.push(Machine::new(number, stock));
        }
    }

    /// The server puts a command on offer; twice changes nothing.
    pub(super) fn offer(&mut self, command: HostCommand) {
        let Some(at) = self.fleet.find(&command.host) else {
            return;
        };
        let due = self.time;
        let offers = &mut self.fleet.0[at].offers;
        if offers.iter().all(|offer| offer.command.id != command.id) {
            offers.push(Offer { command, due });
        }
        let delay = self.random.between(1, 60);
        self.poll_in(at, delay);
    }

    /// The server takes a command off the table.
    pub(super) fn withdraw(&mut self, command: &HostCommand) {
        if let Some(at) = self.fleet.find(&command.host) {
            let offers = &mut self.fleet.0[at].offers;
            offers.retain(|offer| offer.command.id != command.id);
        }
    }

    pub(super) fn poll_in(&mut self, at: usize, delay: i64) {
        if !std::mem::replace(&mut self.fleet.0[at].poll_due, true) {
            self.after(delay, Happening::Poll(at));
        }
    }

    pub(super) fn poll(&mut self, at: usize) {
        let time = self.time;
        let host = &mut self.fleet.0[at];
        host.poll_due = false;
        if host.state != State::Up || !self.up {
            return; // it polls when it is back; the server offers again when it is back
        }
        let Some(offer) = host.offers.iter_mut().min_by_key(|offer| offer.due) else {
            return;
        };
        if offer.due > time {
            let wait = offer.due - time;
            return self.poll_in(at, wait);
        }
        offer.due = time + AGAIN;
        let command = offer.command.id.clone();
        self.take(at, &command);
        self.poll_in(at, 20);
    }

    /// The agent got a command.
    fn take(&mut self, at: usize, command: &str) {
        let foreign = self.roll(ForeignClaim, 60);
        match self.fleet.0[at].journal.get(command).cloned() {
            None => self.take_new(at, command),
            Some(Entry::Asked { claim, noop }) => {
                let claim = match foreign {
                    true => self.fleet.0[at].claim(), // as if the journal were lost
                    false => claim,
                };
                let command = command.to_string();
                self.send(
                    at,
                    Message::Acknowledge {
                        command,
                        noop,
                        claim,
                    },
                );
            }
            Some(Entry::Done { good, .. }) => {
                let command = command.to_string();
                self.send(at, Message::Complete { command, good });
            }
            Some(Entry::Runs { .. } | Entry::Dropped) => {}
        }
    }

    fn take_new(&mut self, at: usize, command: &str) {
        let id = command.to_string();
        if self.roll(EarlyReport, 8) {
            // It cannot read the specification.
            self.note(
                at,
                command,
                Entry::Done {
                    good: false,
                    reported: false,
                },
            );
            let good = false;
            return self.send(at, Message::Complete { command: id, good });
        }
        let noop = self.roll(MissingScript, 150);
        let claim = self.fleet.0[at].claim();
        self.note(
            at,
            command,
            Entry::Asked {
                claim: claim.clone(),
                noop,
            },
        );
        self.send(
            at,
            Message::Acknowledge {
                command: id,
                noop,
                claim,
            },
        );
        if self.roll(ForeignClaim, 15) {
            // Two agents on one host.
            let claim = self.fleet.0[at].claim();
            let command = command.to_string();
            self.send(
                at,
                Message::Acknowledge {
                    command,
                    noop: false,
                    claim,
                },
            );
        }
    }

    pub(super) fn note(&mut self, at: usize, command: &str, entry: Entry) {
        self.fleet.0[at].journal.insert(command.to_string(), entry);
    }

    pub(super) fn send(&mut self, at: usize, message: Message) {
        if self.fleet.0[at].state != State::Up {
            return; // sent when it is back
        }
        let late = matches!(message, Message::Complete { .. }) && self.roll(LateReport, 8);
        let delay = match late {
            true => self.dice(LateReport).span(60_000, 3 * 3_600_000),
            false => self.random.span(1, 150),
        };
        if let Message::Complete { command, good } = &message
            && self.roll(DoubleReport, 40)
        {
            let dice = self.dice(DoubleReport);
            let (again, other) = (dice.span(1, 10_000), dice.chance(300));
            let good = *good != other;
            let command = command.clone();
            self.post(at, delay + again, Message::Complete { command, good });
        }
        self.post(at, delay, message);
    }

    fn post(&mut self, at: usize, delay: i64, message: Message) {
        if let Message::Complete {
            command,
            good: true,
        } = &message
        {
            self.watch.deployments.said_good(command);
        }
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
        let (command, fact) = match message {
            Message::Acknowledge {
                command,
                noop,
                claim,
            } => {
                if noop {
                    self.watch.deployments.said_good(&command);
                }
                let fact = Fact::Acknowledged {
                    command: command.clone(),
                    noop,
                    claim,
                };
                (command, fact)
            }
            Message::Complete { command, good } => {
                let fact = Fact::Completed {
                    command: command.clone(),
                    succeeded: good,
                    diagnostics: diagnostics(good),
                };
                (command, fact)
            }
        };
        let Some(parts) = parse_command(&command) else {
            return;
        };
        let deployment = parts.deployment.to_string();
        let from = Teller::Agent(at, incarnation, command);
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
        (at, incarnation, command): (usize, u32, String),
        fact: Fact,
        answer: Answer<Deployment>,
    ) {
        let answer = match self.roll(LostAnswer, 10) {
            true => Answer::Lost,
            false => answer,
        };
        match fact {
            Fact::Acknowledged { noop, claim, .. } => {
                self.acknowledged(at, incarnation, command, noop, claim, answer);
            }
            Fact::Completed {
                succeeded: good, ..
            } => match answer {
                Answer::Failed | Answer::Lost => {
                    self.again(at, incarnation, Message::Complete { command, good });
                }
                _ => {
                    let entry = self.fleet.0[at].journal.get_mut(&command);
                    if let Some(Entry::Done { reported, .. }) = entry {
                        *reported = true;
                    }
                }
            },
            _ => {}
        }
    }
}

/// A command without its secret.
pub(super) fn public(command: &str) -> &str {
    command
        .rsplit_once('/')
        .map_or(command, |(public, _)| public)
}

fn diagnostics(good: bool) -> Diagnostics {
    match good {
        true => Diagnostics::success(),
        false => Diagnostics {
            error_code: "ScriptFailed".into(),
            script_name: "run.sh".into(),
            ..Diagnostics::unknown("exit code 7")
        },
    }
}
