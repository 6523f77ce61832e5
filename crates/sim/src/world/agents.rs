//! Hosts with their agents: polls, journals, scripts, and everything that can go wrong with them.
//! A part of the hosts' table is the server's memory: the commands on offer.

use std::collections::BTreeMap;

use towline_core::deployment::HostCommand;

use super::messages::Message;
use super::{Happening, World};
use crate::plan::Ingredient::*;

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
    /// Without a journal.
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
        claim: String,
        noop: bool,
    },
    Runs {
        claim: String,
        incarnation: u32,
    },
    Done {
        claim: String,
        good: bool,
        reported: bool,
    },
    Dropped,
}

impl Entry {
    pub(super) fn done(claim: &str, good: bool) -> Entry {
        Entry::Done {
            claim: claim.into(),
            good,
            reported: false,
        }
    }
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

    /// The mark of the next handing-out.
    fn claim(&mut self) -> String {
        self.claims += 1;
        format!("{}-{}", self.name, self.claims)
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

    /// The agent got a command, under another mark each time.
    fn take(&mut self, at: usize, command: &str) {
        let claim = self.fleet.0[at].claim();
        let foreign = self.roll(ForeignClaim, 60);
        let known = self.fleet.0[at].journal.get(command).cloned();
        match known {
            None => self.take_new(at, command, &claim),
            // Without a journal each handing-out is a new command.
            Some(_) if self.fleet.0[at].stock => self.take_again(at, command, &claim),
            Some(Entry::Asked { claim: own, noop }) => {
                // With another mark as if the journal were lost.
                let claim = if foreign { &claim } else { &own };
                self.send(at, Message::begins(command, claim, noop));
            }
            Some(Entry::Done { claim, good, .. }) => {
                self.send(at, Message::ended(command, &claim, good));
            }
            Some(Entry::Runs { .. } | Entry::Dropped) => {}
        }
    }

    fn take_new(&mut self, at: usize, command: &str, claim: &str) {
        if self.roll(EarlyReport, 8) {
            // It cannot read the specification.
            self.note(at, command, Entry::done(claim, false));
            return self.send(at, Message::ended(command, claim, false));
        }
        let noop = self.roll(MissingScript, 150);
        let claim = claim.to_string();
        self.send(at, Message::begins(command, &claim, noop));
        self.note(at, command, Entry::Asked { claim, noop });
        if self.roll(ForeignClaim, 15) {
            // Two agents on one host.
            let claim = self.fleet.0[at].claim();
            self.send(at, Message::begins(command, &claim, false));
        }
        if self.roll(LosingReport, 30) {
            // The other one cannot read the specification, or takes the work for done.
            let claim = self.fleet.0[at].claim();
            let dice = self.dice(LosingReport);
            let (delay, good) = (dice.span(1, 60_000), dice.chance(300));
            self.post(at, delay, Message::ended(command, &claim, good));
        }
    }

    fn take_again(&mut self, at: usize, command: &str, claim: &str) {
        let message = match self.roll(EarlyReport, 8) {
            true => Message::ended(command, claim, false),
            false => Message::begins(command, claim, false),
        };
        self.send(at, message);
    }

    pub(super) fn note(&mut self, at: usize, command: &str, entry: Entry) {
        self.fleet.0[at].journal.insert(command.to_string(), entry);
    }
}

/// A command without its secret.
pub(super) fn public(command: &str) -> &str {
    command
        .rsplit_once('/')
        .map_or(command, |(public, _)| public)
}
