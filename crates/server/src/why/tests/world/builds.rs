//! A project, its builds, and runners that do as they are told.

use serde_json::{Value, json};

use super::World;

impl World {
    /// The project `web`, which takes nothing and makes nothing.
    pub(in crate::why::tests) async fn project(&self, source: &str) {
        let artifacts = match source {
            "NO_SOURCE" => "NO_ARTIFACTS",
            other => other,
        };
        let input = json!({
            "name": "web",
            "source": {"type": source, "buildspec": "version: 0.2\n"},
            "artifacts": {"type": artifacts},
            "environment": {"type": "LINUX_CONTAINER", "image": "towline/host",
                "computeType": "BUILD_GENERAL1_SMALL"},
            "serviceRole": "arn:aws:iam::123456789012:role/build",
        });
        self.build("CreateProject", input).await.unwrap();
    }

    /// A build of the project that waits for a runner.
    pub(in crate::why::tests) async fn submit(&self) -> String {
        self.project("NO_SOURCE").await;
        let started = self
            .build("StartBuild", json!({"projectName": "web"}))
            .await
            .unwrap();
        started["build"]["id"].as_str().unwrap().into()
    }

    /// A runner takes a build: its id and the lease.
    pub(in crate::why::tests) async fn lease(&self, runner: &str) -> (String, String) {
        let input = json!({"runnerName": runner, "waitSeconds": 20});
        let output = self.own("LeaseBuild", input).await.unwrap();
        let text = |name: &str| output["job"][name].as_str().unwrap().to_string();
        (text("buildId"), text("leaseToken"))
    }

    pub(in crate::why::tests) async fn phase(
        &self,
        lease: &(String, String),
        phase: &str,
        end: Option<Value>,
    ) {
        let (build, token) = lease;
        let mut input = json!({
            "buildId": build, "leaseToken": token, "phase": phase, "status": "IN_PROGRESS",
        });
        if phase != "PROVISIONING" {
            self.own("PutBuildPhase", input.clone()).await.unwrap();
        }
        if let Some(end) = end {
            input
                .as_object_mut()
                .unwrap()
                .extend(end.as_object().unwrap().clone());
            self.own("PutBuildPhase", input).await.unwrap();
        }
    }

    /// The runner's command fails in a phase, and with it the build.
    pub(in crate::why::tests) async fn fail_build(&self, lease: &(String, String)) {
        let (build, token) = lease;
        self.phase(lease, "PROVISIONING", Some(json!({"status": "SUCCEEDED"})))
            .await;
        let lines = json!(["$ make", "cc: no such file"]);
        let log = json!({"buildId": build, "leaseToken": token, "offset": 0, "lines": lines});
        self.own("PutBuildLog", log).await.unwrap();
        let failed = json!({
            "status": "FAILED", "statusCode": "COMMAND_EXECUTION_ERROR",
            "message": "Error while executing command: make. Reason: exit status 2",
        });
        self.phase(lease, "BUILD", Some(failed)).await;
        let end = json!({"buildId": build, "leaseToken": token});
        self.own("CompleteBuild", end).await.unwrap();
    }
}
