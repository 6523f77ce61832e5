//! Faults of the server itself: crashes, the clock set back, and the calm at the end.

use towline_core::build::Build;
use towline_core::deployment::Deployment;
use towline_core::pipeline::Pipeline;

use super::{Happening, World};
use crate::plan::Ingredient;
use crate::shell::{self, Slots};

impl World {
    pub(super) fn crash_for_no_reason(&mut self) {
        if !self.chaos || !self.up {
            return;
        }
        self.say(|| "       crash".into());
        self.seen.count(Ingredient::Crash.name());
        self.crash();
        let again = self.dice.of(Ingredient::Crash).span(1000, 4 * 3_600_000);
        self.after(again, Happening::Crash);
    }

    /// The process dies: what is only in memory is gone.
    pub(crate) fn crash(&mut self) {
        self.up = false;
        self.life += 1;
        self.fleet.forget_offers();
        self.crew.forget_queue();
        self.jobs.forget();
        shell::die::<Deployment>(self);
        shell::die::<Pipeline>(self);
        shell::die::<Build>(self);
        let dice = self.dice.of(Ingredient::Crash);
        let downtime = match dice.chance(100) {
            true => dice.span(60_000, 3 * 3_600_000),
            false => dice.span(50, 30_000),
        };
        self.after(downtime, Happening::Boot);
    }

    pub(super) fn boot(&mut self) {
        if self.up {
            return;
        }
        self.say(|| "       the server is back".into());
        self.up = true;
        self.resume_removals();
        shell::resume::<Build>(self);
        shell::resume::<Deployment>(self);
        shell::resume::<Pipeline>(self);
        self.ring();
    }

    pub(super) fn clock_back(&mut self) {
        if !self.chaos {
            return;
        }
        self.seen.count(Ingredient::ClockBack.name());
        let dice = self.dice.of(Ingredient::ClockBack);
        self.skew = -dice.span(100, 2 * 3_600_000);
        let lasts = dice.span(1000, 600_000);
        let again = dice.span(600_000, 8 * 3_600_000);
        let skew = self.skew;
        self.say(|| format!("       the clock is set back {} s", -skew / 1000));
        self.after(lasts, Happening::ClockRight);
        self.after(lasts + again, Happening::ClockBack);
        self.rearm();
    }

    pub(super) fn clock_right(&mut self) {
        if self.skew != 0 {
            self.skew = 0;
            self.say(|| "       the clock is right again".into());
            self.rearm();
        }
    }

    /// The clock was set: every alarm rings anew.
    pub(super) fn rearm(&mut self) {
        for id in ids(&self.deployments) {
            shell::alarm::<Deployment>(self, &id);
        }
        for id in ids(&self.pipelines) {
            shell::alarm::<Pipeline>(self, &id);
        }
        for id in ids(&self.builds) {
            shell::alarm::<Build>(self, &id);
        }
    }

    /// Faults and commands are over: whoever can come back does.
    pub(super) fn calm(&mut self) {
        if !self.chaos {
            return;
        }
        self.say(|| "       calm: faults and commands are over".into());
        self.chaos = false;
        self.clock_right();
        self.boot();
        self.hosts_back();
        self.runners_back();
    }
}

fn ids<M: towline_core::Machine>(slots: &Slots<M>) -> Vec<String> {
    slots.live.keys().cloned().collect()
}
