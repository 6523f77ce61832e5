//! Deployments as a table. Pure: documents of the API in, lines out.

use serde_json::Value;

use crate::document::{count, text, time};
use crate::terminal::{Cell, Give, Look, Table, Tone, ago, span};
use crate::watch::revision;

/// `DeploymentInfo`s.
pub(super) fn list(infos: &[Value], now: f64, look: &Look) -> String {
    let mut table = Table::new(&[
        ("DEPLOYMENT", Give::Never),
        ("STATE", Give::Never),
        ("GROUP", Give::Shrink),
        ("HOSTS", Give::Never),
        ("CREATED", Give::Never),
        ("TOOK", Give::Drop),
        ("BY", Give::Drop),
        ("REVISION", Give::Drop),
    ]);
    for info in infos {
        let created = time(&info["createTime"]).unwrap_or_default();
        let took = time(&info["completeTime"]).map(|at| span(at - created));
        let group = format!(
            "{}/{}",
            text(&info["applicationName"]),
            text(&info["deploymentGroupName"])
        );
        table.row(vec![
            Cell::new(text(&info["deploymentId"])),
            Cell::state(text(&info["status"])),
            Cell::new(&group),
            Cell::new(&hosts(&info["deploymentOverview"])),
            Cell::new(&ago(created, now)),
            Cell::new(&took.unwrap_or_default()),
            Cell::new(&by(info)).tone(Tone::Quiet),
            Cell::new(&revision(&info["revision"])),
        ]);
    }
    table.render(look)
}

/// How many hosts have it, of all.
fn hosts(overview: &Value) -> String {
    let states = ["Pending", "InProgress", "Succeeded", "Failed", "Skipped"];
    let all: u64 = states.iter().map(|state| count(&overview[state])).sum();
    format!("{}/{all}", count(&overview["Succeeded"]))
}

/// Who made it, or what it brings back.
fn by(info: &Value) -> String {
    match text(&info["rollbackInfo"]["rollbackTriggeringDeploymentId"]) {
        "" => text(&info["creator"]).to_string(),
        failed => format!("rollback of {failed}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::terminal::golden;

    #[test]
    fn a_deployment_is_a_line_with_group_hosts_and_revision() {
        let info = |id: &str, status: &str, key: &str, rollback: Option<&str>| {
            json!({"deploymentId": id, "status": status, "applicationName": "shop",
                "deploymentGroupName": "w\u{1b}[5meb", "createTime": 100.0, "completeTime": 112.5,
                "deploymentOverview": {"Succeeded": 2, "Failed": 1, "Pending": 0}, "creator": "user",
                "rollbackInfo": {"rollbackTriggeringDeploymentId": rollback},
                "revision": {"s3Location": {"bucket": "revisions", "key": key}}})
        };
        let infos = [
            info(
                "d-JKLMNOPQR",
                "Succeeded",
                "shop/5b1c.zip",
                Some("d-ABCDEFGHI"),
            ),
            info(
                "d-ABCDEFGHI",
                "Failed",
                "a-long-key/of-a-bundle/with-many-parts/app-1.2.3.zip",
                None,
            ),
        ];
        golden::check!(|look| list(&infos, 700.0, look));
    }
}
