//! Deployment groups and the hosts that they reach.

use towline_core::Row;
use towline_core::deployment::target::STANDING;
use towline_core::deployment::{AutoRollback, Minimum, Standing};

use super::World;
use super::deployments::revision_of;
use crate::plan::Ingredient::*;

/// Row kind of a group's declaration, which a deployment's birth demands to be unchanged.
pub(super) const GROUP: &str = "deployment-group";

/// A deployment group as declared.
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Places in the fleet.
    pub(crate) hosts: Vec<usize>,
    pub(super) minimum: Minimum,
    pub(super) auto_rollback: AutoRollback,
    pub(crate) deleted: bool,
}

impl World {
    /// Hosts and the groups that reach them.
    pub(super) fn found_fleet(&mut self) {
        let large = self.has(LargeFleet) && self.dice(LargeFleet).chance(100);
        let count = match large {
            true => self.random.between(13, 40),
            false => self.random.span(1, 13),
        };
        self.add_hosts(count as usize);
        for number in 0..self.random.between(1, 2) {
            let group = self.group(number);
            let row = Row::put(GROUP, group.id.clone(), &group.name);
            let stored = self.rows.commit(&[row]);
            debug_assert!(stored.is_ok(), "unconditional");
            self.groups.push(group);
        }
        if self.has(Standings) {
            self.stand();
        }
    }

    fn group(&mut self, number: i64) -> Group {
        let all = self.fleet.0.len();
        let hosts = match self.random.chance(800) {
            true => (0..all).collect(),
            false => (0..all).filter(|_| self.random.chance(500)).collect(),
        };
        let minimum = match self.random.below(4) {
            0 => Minimum::OneAtATime,
            1 => Minimum::HostCount(self.random.span(1, all as i64) as u32 - 1),
            _ => Minimum::FleetPercent([0, 0, 30, 50, 50, 66, 75, 99][self.random.below(8)]),
        };
        let events = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"];
        let events = events.iter().filter(|_| self.random.chance(700));
        Group {
            id: format!("g{number}"),
            name: format!("web{number}"),
            hosts,
            minimum,
            auto_rollback: AutoRollback {
                events: events.map(ToString::to_string).collect(),
                enabled: self.random.chance(700),
            },
            deleted: false,
        }
    }

    /// Some hosts were deployed to before the world began.
    fn stand(&mut self) {
        let mut rows = Vec::new();
        for group in &self.groups {
            for at in &group.hosts {
                let key = format!("{}/{}", group.id, self.fleet.0[*at].name);
                let revision = ["old.zip", "older.zip"].get(self.random.below(3));
                let standing = Standing {
                    healthy: self.random.chance(750),
                    revision: revision.map(|key| revision_of(key)),
                };
                rows.push(Row::put(STANDING, key, &standing));
            }
        }
        let stored = self.rows.commit(&rows);
        debug_assert!(stored.is_ok(), "unconditional");
    }
}
