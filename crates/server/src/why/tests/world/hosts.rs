//! Hosts, their group, deployments to them, and agents that do as they are told.

use serde_json::{Value, json};

use super::World;

/// A host command on offer.
pub(in crate::why::tests) struct Command {
    pub(in crate::why::tests) id: String,
    pub(in crate::why::tests) event: String,
}

impl World {
    /// Registered hosts with the tag `role=web`.
    pub(in crate::why::tests) async fn hosts(&self, names: &[&str]) {
        for name in names {
            let arn = iam(name);
            let register = json!({"instanceName": name, "iamUserArn": arn});
            self.deploy("RegisterOnPremisesInstance", register)
                .await
                .unwrap();
            let tags = json!([{"Key": "role", "Value": "web"}]);
            let tags = json!({"instanceNames": [name], "tags": tags});
            self.deploy("AddTagsToOnPremisesInstances", tags)
                .await
                .unwrap();
        }
    }

    /// Application `shop` with the group `web` for hosts with the tag `role=web`.
    pub(in crate::why::tests) async fn group(&self, settings: Value) {
        let application = json!({"applicationName": "shop"});
        self.deploy("CreateApplication", application).await.unwrap();
        let mut input = json!({
            "applicationName": "shop", "deploymentGroupName": "web",
            "serviceRoleArn": "arn:aws:iam::123456789012:role/deploy",
            "onPremisesInstanceTagFilters": [
                {"Key": "role", "Value": "web", "Type": "KEY_AND_VALUE"}
            ],
        });
        input
            .as_object_mut()
            .unwrap()
            .extend(settings.as_object().unwrap().clone());
        self.deploy("CreateDeploymentGroup", input).await.unwrap();
    }

    /// Starts a deployment of `app.zip`.
    pub(in crate::why::tests) async fn start(&self, settings: Value) -> String {
        let mut input = json!({
            "applicationName": "shop", "deploymentGroupName": "web",
            "revision": {"revisionType": "S3", "s3Location": {
                "bucket": "code", "key": "app.zip", "bundleType": "zip",
            }},
        });
        input
            .as_object_mut()
            .unwrap()
            .extend(settings.as_object().unwrap().clone());
        let output = self.deploy("CreateDeployment", input).await.unwrap();
        output["deploymentId"].as_str().unwrap().into()
    }

    /// A deployment to hosts, which are registered for it.
    pub(in crate::why::tests) async fn rollout(&self, hosts: &[&str]) -> String {
        self.hosts(hosts).await;
        self.group(json!({})).await;
        self.start(json!({})).await
    }

    pub(in crate::why::tests) async fn until_deployment(&self, id: &str, status: &str) {
        let input = json!({"deploymentId": id});
        self.until(|| async {
            let output = self.deploy("GetDeployment", input.clone()).await.unwrap();
            (output["deploymentInfo"]["status"] == status).then_some(())
        })
        .await;
    }

    /// The next command that is on offer to a host.
    pub(in crate::why::tests) async fn poll(&self, host: &str) -> Command {
        loop {
            let input = json!({"HostIdentifier": iam(host)});
            let output = self.host("PollHostCommand", input).await;
            let command = &output["HostCommand"];
            if let Some(id) = command["HostCommandIdentifier"].as_str() {
                let event = command["CommandName"].as_str().unwrap();
                return Command {
                    id: id.into(),
                    event: event.into(),
                };
            }
        }
    }

    pub(in crate::why::tests) async fn acknowledge(&self, command: &Command) {
        let input = json!({"HostCommandIdentifier": command.id});
        self.host("PutHostCommandAcknowledgement", input).await;
    }

    pub(in crate::why::tests) async fn complete(
        &self,
        command: &Command,
        status: &str,
        said: Value,
    ) {
        let input = json!({
            "HostCommandIdentifier": command.id, "CommandStatus": status,
            "Diagnostics": {"Format": "JSON", "Payload": said.to_string()},
        });
        self.host("PutHostCommandComplete", input).await;
    }

    /// Runs the commands of a host well, up to the one for `event`, which is acknowledged.
    pub(in crate::why::tests) async fn run_to(&self, host: &str, event: &str) -> Command {
        loop {
            let command = self.poll(host).await;
            self.acknowledge(&command).await;
            if command.event == event {
                return command;
            }
            self.complete(&command, "Succeeded", json!({})).await;
        }
    }

    /// Fails `event` on a host with an agent's error number and message.
    pub(in crate::why::tests) async fn fail(
        &self,
        host: &str,
        event: &str,
        code: i64,
        message: &str,
    ) {
        let command = self.run_to(host, event).await;
        let said = json!({
            "error_code": code, "script_name": "scripts/check.sh", "message": message,
            "log": "[stdout]checking\n[stderr]no page\n",
        });
        self.complete(&command, "Failed", said).await;
    }

    /// Runs every command of a host well.
    pub(in crate::why::tests) async fn succeed(&self, host: &str) {
        let last = self.run_to(host, "ValidateService").await;
        self.complete(&last, "Succeeded", json!({})).await;
    }
}

fn iam(host: &str) -> String {
    format!("arn:aws:iam::123456789012:user/{host}")
}
