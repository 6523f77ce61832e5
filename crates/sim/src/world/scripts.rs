//! Scripts on hosts: started by an answer, ended well, badly or never, and what an agent does about
//! them when it is back.

use towline_core::deployment::lifecycle::parse_command;
use towline_core::deployment::{Deployment, Reply};

use super::agents::{Entry, State, public};
use super::messages::Message;
use super::{Happening, World};
use crate::plan::Ingredient::*;
use crate::shell::Answer;

impl World {
    pub(super) fn acknowledged(
        &mut self,
        at: usize,
        incarnation: u32,
        Message { command, claim, .. }: Message,
        answer: Answer<Deployment>,
    ) {
        let host = &self.fleet.0[at];
        let mine = match host.journal.get(&command) {
            Some(Entry::Asked { claim: own, .. }) => *own == claim,
            _ => false,
        };
        match answer {
            Answer::Ok(Reply::Run) if host.incarnation == incarnation => {
                let running = match host.journal.get(&command) {
                    Some(Entry::Runs { claim: own, .. } | Entry::Done { claim: own, .. }) => {
                        *own == claim
                    }
                    _ => false,
                };
                if !running {
                    self.start_script(at, &command, claim, false);
                }
            }
            Answer::Ok(Reply::Run) => {} // nobody is there to hear it
            Answer::Ok(_) | Answer::Refused(_) | Answer::Missing if mine => {
                self.note(at, &command, Entry::Dropped);
            }
            _ => {}
        }
    }

    fn start_script(&mut self, at: usize, command: &str, claim: String, resumed: bool) {
        if let Err(failure) = self.watch.deployments.script_starts(command, resumed) {
            self.fail(failure.invariant, failure.detail);
        }
        let incarnation = self.fleet.0[at].incarnation;
        self.say(|| format!("       a script starts: {}", public(command)));
        self.note(at, command, Entry::Runs { claim, incarnation });
        let slow = self.roll(SlowScript, 8);
        let length = match slow {
            true => self.dice(SlowScript).span(3_500_000, 5_400_000),
            false => self.random.span(50, 40_000),
        };
        let good = !self.roll(ScriptFailure, 60);
        let ends = Happening::ScriptEnds(at, incarnation, command.to_string(), good);
        self.after(length, ends);
        self.trouble(at);
    }

    /// Something happens to the host while the script runs.
    fn trouble(&mut self, at: usize) {
        let (state, lasts) = if self.roll(AgentRestart, 8) {
            (State::Down, self.dice(AgentRestart).span(500, 20 * 60_000))
        } else if self.roll(HostDeath, 4) {
            let dice = self.dice(HostDeath);
            match dice.chance(300) {
                true => (State::Gone, 0),
                false => (State::Down, dice.span(60_000, 10 * 3_600_000)),
            }
        } else if self.roll(HostHang, 5) {
            (
                State::Silent,
                self.dice(HostHang).span(60_000, 3 * 3_600_000),
            )
        } else {
            return;
        };
        let name = self.fleet.0[at].name.clone();
        self.say(|| format!("       {name} is {state:?} for {} s", lasts / 1000));
        let host = &mut self.fleet.0[at];
        if host.state == State::Gone {
            return;
        }
        host.state = state;
        if state != State::Silent {
            host.incarnation += 1;
        }
        if state != State::Gone {
            self.after(lasts, Happening::HostBack(at));
        }
    }

    pub(super) fn script_ends(&mut self, at: usize, incarnation: u32, command: &str, good: bool) {
        let host = &self.fleet.0[at];
        let claim = match host.journal.get(command) {
            Some(Entry::Runs { claim, .. }) if host.incarnation == incarnation => claim.clone(),
            _ => return, // it died with the agent
        };
        self.note(at, command, Entry::done(&claim, good));
        self.send(at, Message::ended(command, &claim, good));
    }

    /// The agent works again: what it asked and did not report it says now.
    pub(super) fn host_back(&mut self, at: usize) {
        let host = &mut self.fleet.0[at];
        if matches!(host.state, State::Up | State::Gone) {
            return;
        }
        host.state = State::Up;
        let (stock, current) = (host.stock, host.incarnation);
        let journal: Vec<_> = host
            .journal
            .iter()
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        for (command, entry) in journal {
            match entry {
                Entry::Runs { incarnation, .. } if incarnation == current => {}
                Entry::Asked { .. } | Entry::Runs { .. } if stock => {
                    self.note(at, &command, Entry::Dropped); // it has no journal
                }
                Entry::Runs { claim, .. } => self.interrupted(at, &command, claim),
                Entry::Asked { claim, noop } => {
                    self.send(at, Message::begins(&command, &claim, noop));
                }
                Entry::Done {
                    claim,
                    good,
                    reported: false,
                } => self.send(at, Message::ended(&command, &claim, good)),
                Entry::Done { .. } | Entry::Dropped => {}
            }
        }
        self.poll_in(at, 10);
    }

    /// The agent died while a script ran: two events can be taken up again, others have failed.
    fn interrupted(&mut self, at: usize, command: &str, claim: String) {
        let event = parse_command(command).map(|parts| parts.event);
        if matches!(event, Some("DownloadBundle" | "Install")) {
            return self.start_script(at, command, claim, true);
        }
        self.note(at, command, Entry::done(&claim, false));
        self.send(at, Message::ended(command, &claim, false));
    }

    /// At the end of the chaos every host that can come back is back.
    pub(super) fn hosts_back(&mut self) {
        for at in 0..self.fleet.0.len() {
            self.after(1000, Happening::HostBack(at));
        }
    }
}
