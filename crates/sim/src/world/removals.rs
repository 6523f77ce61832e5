//! Groups that are deleted and hosts that are deregistered: what cannot be done in one transaction is
//! noted in the first one, and done by whoever comes first, the call or the next start.

use towline_core::Row;
use towline_core::deployment::record::{ACTIVE, BY_GROUP, BY_TIME, DEPLOYMENT, GROUP_STATE};
use towline_core::deployment::target::{STANDING, TARGET};
use towline_core::deployment::{Deployment, Fact, Target};

use super::groups::GROUP;
use super::{Teller, World};
use crate::shell;

/// Row kinds of what is still to be done; key: group id, or name of the host.
const OF_GROUP: &str = "removal-of-group";
const OF_HOST: &str = "removal-of-host";

impl World {
    /// `DeleteDeploymentGroup`: its deployment ends, its rows go.
    pub(super) fn delete_group(&mut self, at: usize) {
        let group = self.groups[at].id.clone();
        self.groups[at].deleted = true;
        self.store(&[
            Row::delete(GROUP, group.clone()),
            Row::put(OF_GROUP, group.clone(), &()),
        ]);
        self.remove_group(&group);
    }

    /// Ends the group's deployment, which may have left its place to a rollback; then its rows go.
    pub(super) fn remove_group(&mut self, group: &str) {
        let Some(id) = self.rows.get_as::<String>(ACTIVE, group) else {
            return self.forget_group(group);
        };
        let fact = Fact::Abandon {
            code: "DEPLOYMENT_GROUP_MISSING".into(),
            message: format!("Deployment group {group} was deleted."),
        };
        shell::tell::<Deployment>(self, &id, fact, Teller::Nobody);
    }

    /// The rows of a group whose last deployment has ended.
    fn forget_group(&mut self, group: &str) {
        let prefix = format!("{group}/");
        let mut rows = vec![
            Row::delete(GROUP_STATE, group),
            Row::delete(OF_GROUP, group),
        ];
        for key in self.rows.keys(STANDING, &prefix) {
            rows.push(Row::delete(STANDING, key));
        }
        for (key, id) in self.rows.list_as::<String>(BY_GROUP, &prefix) {
            rows.push(Row::delete(BY_GROUP, format!("{prefix}{key}")));
            rows.push(Row::delete(BY_TIME, key));
            let targets = self.rows.keys(TARGET, &format!("{id}/"));
            rows.extend(targets.into_iter().map(|key| Row::delete(TARGET, key)));
            rows.push(Row::delete(DEPLOYMENT, id));
        }
        self.store(&rows);
        self.watch.deployments.forget_group(group);
    }

    /// A host is taken off the list: nobody waits for it any more.
    pub(super) fn deregister(&mut self, at: usize) {
        let name = self.fleet.0[at].name.clone();
        self.fleet.0[at].registered = false;
        self.store(&[Row::put(OF_HOST, name.clone(), &())]);
        self.remove_host(&name);
    }

    /// Tells the deployments that wait for the host, as long as there are any.
    pub(super) fn remove_host(&mut self, name: &str) {
        let mut done = true;
        for (_, id) in self.rows.list_as::<String>(ACTIVE, "") {
            let target: Option<Target> = self.rows.get_as(TARGET, &format!("{id}/{name}"));
            if target.is_some_and(|target| !target.status.is_final()) {
                done = false;
                let fact = Fact::HostGone {
                    target: name.into(),
                    detail: format!("Instance {name} was deregistered."),
                };
                shell::tell::<Deployment>(self, &id, fact, Teller::Nobody);
            }
        }
        if done {
            self.store(&[Row::delete(OF_HOST, name)]);
        }
    }

    /// At start: what a crash left undone.
    pub(super) fn resume_removals(&mut self) {
        for group in self.rows.keys(OF_GROUP, "") {
            self.remove_group(&group);
        }
        for host in self.rows.keys(OF_HOST, "") {
            self.remove_host(&host);
        }
    }

    /// Nothing is left of what was deleted, and nobody waits for hosts that are gone.
    pub(super) fn judge_removals(&mut self) {
        let mut left = self.rows.keys(OF_HOST, "");
        let deleted = self.groups.iter().filter(|group| group.deleted);
        for group in deleted {
            left.extend(self.rows.keys(ACTIVE, &group.id));
            left.extend(self.rows.keys(OF_GROUP, &group.id));
            left.extend(self.rows.keys(BY_GROUP, &format!("{}/", group.id)));
        }
        if !left.is_empty() {
            self.fail("deleted-is-gone", format!("{left:?}"));
        }
    }

    fn store(&mut self, rows: &[Row]) {
        let stored = self.rows.commit(rows);
        debug_assert!(stored.is_ok(), "unconditional");
    }
}
