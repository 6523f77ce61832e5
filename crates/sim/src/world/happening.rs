//! What can happen, and who is called when it does.

use towline_core::build::Build;
use towline_core::deployment::Deployment;
use towline_core::pipeline::Pipeline;

use super::World;
use super::messages::Message;
use crate::shell;

/// The machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tag {
    Deployment,
    Pipeline,
    Build,
}

impl Tag {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Tag::Deployment => "deployment",
            Tag::Pipeline => "pipeline",
            Tag::Build => "build",
        }
    }

    pub(crate) fn tick(self) -> &'static str {
        match self {
            Tag::Deployment => "fact deployment deadline",
            Tag::Pipeline => "fact pipeline deadline",
            Tag::Build => "fact build deadline",
        }
    }
}

/// Who told a fact and hears the answer.
#[derive(Debug, Clone)]
pub(crate) enum Teller {
    Nobody,
    /// A host's agent (number and incarnation), by this message.
    Agent(usize, u32, Message),
    /// A runner (number and incarnation), about a build.
    Runner(usize, u32, String),
    /// The server's own task for an action: action execution id, process number.
    Job(String, u32),
}

/// Something that is going to happen.
#[derive(Debug, Clone)]
pub(crate) enum Happening {
    /// A machine steps its letters; dies with the process.
    Turn(Tag, String, u32),
    /// A machine's deadline may have come; dies with the process.
    Alarm(Tag, String, u32),
    /// The server takes up a machine whose changes could not be stored.
    Recover(Tag, String, u32),
    /// A host's agent looks for commands.
    Poll(usize),
    /// A script of a host ends: number, incarnation, command, success.
    ScriptEnds(usize, u32, String, bool),
    /// A message of a host reaches the server.
    Arrives(usize, u32, Message),
    /// A host that was out of order is back.
    HostBack(usize),
    /// A runner that died works again.
    RunnerBack(usize),
    /// A runner looks for work.
    Look(usize),
    /// A runner goes on: number, incarnation, build.
    Work(usize, u32, String),
    /// A runner renews its lease.
    Renew(usize, u32, String),
    /// A provider goes on with an action: id, process number.
    Provide(String, u32),
    /// A provider has an outcome for an action: id, process number, success.
    Outcome(String, u32, bool),
    /// Somebody does something.
    Command,
    /// The process dies for no reason.
    Crash,
    /// The process is back.
    Boot,
    /// The clock is set back for a while, and right again.
    ClockBack,
    ClockRight,
    /// Faults and commands are over.
    Calm,
}

impl World {
    pub(super) fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Turn(tag, id, life) if life == self.life => self.turn(tag, &id),
            Happening::Alarm(tag, id, life) if life == self.life => self.alarm(tag, &id),
            Happening::Recover(tag, id, life) if life == self.life => self.wake(tag, &id),
            Happening::Turn(..) | Happening::Alarm(..) | Happening::Recover(..) => {}
            Happening::Poll(host) => self.poll(host),
            Happening::ScriptEnds(host, incarnation, command, good) => {
                self.script_ends(host, incarnation, &command, good);
            }
            Happening::Arrives(host, incarnation, message) => {
                self.arrives(host, incarnation, message);
            }
            Happening::HostBack(host) => self.host_back(host),
            Happening::RunnerBack(runner) => self.runner_back(runner),
            Happening::Look(runner) => self.look(runner),
            Happening::Work(runner, incarnation, build) => self.work(runner, incarnation, &build),
            Happening::Renew(runner, incarnation, build) => self.renew(runner, incarnation, build),
            Happening::Provide(job, life) => self.provide(&job, life),
            Happening::Outcome(job, life, good) => self.outcome(&job, life, good),
            Happening::Command => self.command(),
            Happening::Crash => self.crash_for_no_reason(),
            Happening::Boot => self.boot(),
            Happening::ClockBack => self.clock_back(),
            Happening::ClockRight => self.clock_right(),
            Happening::Calm => self.calm(),
        }
    }

    fn turn(&mut self, tag: Tag, id: &str) {
        match tag {
            Tag::Deployment => shell::turn::<Deployment>(self, id),
            Tag::Pipeline => shell::turn::<Pipeline>(self, id),
            Tag::Build => shell::turn::<Build>(self, id),
        }
    }

    fn alarm(&mut self, tag: Tag, id: &str) {
        match tag {
            Tag::Deployment => shell::alarm::<Deployment>(self, id),
            Tag::Pipeline => shell::alarm::<Pipeline>(self, id),
            Tag::Build => shell::alarm::<Build>(self, id),
        }
    }

    fn wake(&mut self, tag: Tag, id: &str) {
        match tag {
            Tag::Deployment => shell::wake::<Deployment>(self, id),
            Tag::Pipeline => shell::wake::<Pipeline>(self, id),
            Tag::Build => shell::wake::<Build>(self, id),
        };
    }
}
