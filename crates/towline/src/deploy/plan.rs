//! What a deployment would do: the server's plan of it, in words. Nothing of it is decided here.

use serde_json::{Value, json};
use towline_agent::client::TOWLINE;
use towline_api::towline::{PlanDeploymentOutput, PlannedHost};

use crate::failure::Failure;
use crate::intent::{Intent, number};
use crate::session::Session;
use crate::terminal::ago;

/// The hosts in their order, and how many at a time.
#[derive(Debug)]
pub(crate) struct Plan {
    answer: PlanDeploymentOutput,
    /// The server's time.
    now: f64,
}

impl Plan {
    /// The plan of this request of CreateDeployment. `absent`: its bundle is not uploaded yet.
    pub(crate) async fn read(
        session: &Session,
        request: &Value,
        absent: bool,
    ) -> Result<Plan, Failure> {
        let mut input = json!({ "absent": absent });
        let object = &request["revision"]["s3Location"];
        let settings = [
            "applicationName",
            "deploymentGroupName",
            "deploymentConfigName",
            "description",
            "fileExistsBehavior",
        ];
        for (from, names) in [
            (request, &settings[..]),
            (object, &["bucket", "key", "bundleType", "version"]),
        ] {
            for name in names.iter().filter(|name| !from[**name].is_null()) {
                input[*name] = from[*name].clone();
            }
        }
        let answer = session.call(TOWLINE, "PlanDeployment", &input).await?;
        let now = session.now().await?;
        Ok(Plan { answer, now })
    }

    /// The intent with what there is to say of hosts, of each group of them at most so many names;
    /// fails when no host would get the revision.
    pub(crate) fn told(&self, intent: Intent, most: usize) -> Result<Intent, Failure> {
        if let Some(code) = &self.answer.error_code {
            let message = self.answer.error_message.as_deref().unwrap_or_default();
            let what = format!("the deployment would fail before its first host with {code}");
            return Err(Failure::new(what, message));
        }
        let hosts = &self.answer.hosts;
        let at_a_time = usize::try_from(self.answer.at_a_time).unwrap_or(usize::MAX);
        let (first, rest) = hosts.split_at(at_a_time.min(hosts.len()));
        let count = number(hosts.len(), "host");
        let config = &self.answer.deployment_config_name;
        let silent: Vec<String> = hosts
            .iter()
            .filter(|host| host.silent)
            .map(|host| self.silence(host))
            .collect();
        let silent = match silent.is_empty() {
            true => String::new(),
            false => format!("{}: waited for until the time limit", silent.join(", ")),
        };
        let rest = match rest.is_empty() {
            true => String::new(),
            false => format!(
                "{}, each when one before it has succeeded",
                names(rest, most)
            ),
        };
        Ok(intent
            .with(
                "hosts",
                format!("{count}, at most {at_a_time} at a time ({config})"),
            )
            .with("at once", names(first, most))
            .with("then", rest)
            .with("silent", silent))
    }

    fn silence(&self, host: &PlannedHost) -> String {
        let heard = host.last_contact.as_ref().map(|at| ago(at.0, self.now));
        match heard {
            Some(ago) => format!("{} (heard of {ago})", host.name),
            None => host.name.clone(),
        }
    }
}

fn names(hosts: &[PlannedHost], most: usize) -> String {
    let shown = hosts.iter().take(most).map(|host| host.name.as_str());
    let shown = shown.collect::<Vec<_>>().join(", ");
    match hosts.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Look;

    fn told(hosts: &[(&str, bool)], at_a_time: i64, most: usize) -> String {
        let hosts = hosts
            .iter()
            .map(|(name, silent)| json!({"name": name, "silent": silent, "lastContact": 400.0}));
        let answer = json!({"hosts": hosts.collect::<Vec<_>>(), "atATime": at_a_time,
            "deploymentConfigName": "CodeDeployDefault.HalfAtATime"});
        let plan = Plan {
            answer: towline_api::decode(answer).unwrap(),
            now: 1000.0,
        };
        let intent = plan.told(Intent::to("deploy a to b"), most).unwrap();
        intent.text("would", &Look::PLAIN)
    }

    #[test]
    fn hosts_stand_in_their_order_with_how_many_at_a_time() {
        let fleet = [("web-1", false), ("web-2", true), ("web-3", false)];
        insta::assert_snapshot!(told(&fleet, 2, 9), @r"
        would deploy a to b
          hosts    3 hosts, at most 2 at a time (CodeDeployDefault.HalfAtATime)
          at once  web-1, web-2
          then     web-3, each when one before it has succeeded
          silent   web-2 (heard of 10 min ago): waited for until the time limit
        ");
        insta::assert_snapshot!(told(&fleet[..1], 1, 9), @r"
        would deploy a to b
          hosts    1 host, at most 1 at a time (CodeDeployDefault.HalfAtATime)
          at once  web-1
        ");
        let many = [("web-1", false); 5];
        assert!(told(&many, 4, 2).contains("at once  web-1, web-1 and 2 more\n"));
    }

    #[test]
    fn a_deployment_without_a_host_is_no_plan() {
        let answer = json!({"hosts": [], "atATime": 0, "deploymentConfigName": "c",
            "errorCode": "NO_INSTANCES", "errorMessage": "no host has the tags"});
        let plan = Plan {
            answer: towline_api::decode(answer).unwrap(),
            now: 0.0,
        };
        insta::assert_snapshot!(plan.told(Intent::to("deploy"), 9).unwrap_err(), @"error: the deployment would fail before its first host with NO_INSTANCES: no host has the tags");
    }
}
