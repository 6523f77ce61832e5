"""Pipelines with a source in S3 and one more stage."""

import uuid

from support.deployments import FILES, ROLE, zipped


def buckets(server, **files: str):
    """The buckets that pipelines read and write, with the bundle that they release."""
    s3 = server.aws("s3")
    for bucket in ("pipeline-code", "pipeline-artifacts"):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket="pipeline-code", VersioningConfiguration={"Status": "Enabled"})
    release(server, FILES, app__page="x", **files)


def release(server, appspec: str, **files: str):
    """Another bundle for what is started from now on."""
    server.aws("s3").put_object(Bucket="pipeline-code", Key="app.zip", Body=zipped(appspec, **files))


class Pipeline:
    """Source in S3, one more stage; the buckets exist. Its first execution is started."""

    def __init__(self, server, stage: str, *actions: dict):
        self.server, self.client = server, server.aws("codepipeline")
        self.name = f"line-{uuid.uuid4().hex[:8]}"
        self.definition = definition(self.name, stage, *actions)
        self.client.create_pipeline(pipeline=self.definition)
        self.first = self.executions()[0]

    def executions(self) -> list:
        """Ids, newest first."""
        found = self.client.list_pipeline_executions(pipelineName=self.name)
        return [one["pipelineExecutionId"] for one in found["pipelineExecutionSummaries"]]

    def start(self) -> str:
        return self.client.start_pipeline_execution(name=self.name)["pipelineExecutionId"]

    def until(self, id: str, status: str):
        def look():
            found = self.client.get_pipeline_execution(pipelineName=self.name, pipelineExecutionId=id)
            return found["pipelineExecution"]["status"] == status

        self.server.wait(look, f"{id} is {status}")

    def until_asked(self):
        """Waits until an approval can be answered."""

        def look():
            stages = self.client.get_pipeline_state(name=self.name)["stageStates"]
            actions = [action for stage in stages for action in stage["actionStates"]]
            return any("token" in action.get("latestExecution", {}) for action in actions)

        self.server.wait(look, f"an approval in {self.name}")


def definition(name: str, stage: str, *actions: dict) -> dict:
    """The structure, as CreatePipeline takes it."""
    settings = {"S3Bucket": "pipeline-code", "S3ObjectKey": "app.zip", "PollForSourceChanges": "false"}
    kind = {"category": "Source", "owner": "AWS", "provider": "S3", "version": "1"}
    output = [{"name": "Code"}]
    fetch = {"name": "Fetch", "actionTypeId": kind, "configuration": settings, "outputArtifacts": output}
    return {
        "name": name,
        "roleArn": ROLE,
        "artifactStore": {"type": "S3", "location": "pipeline-artifacts"},
        "stages": [{"name": "Source", "actions": [fetch]}, {"name": stage, "actions": list(actions)}],
    }


def approval(name: str = "Ask") -> dict:
    kind = {"category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"}
    return {"name": name, "actionTypeId": kind}


def deploy(group, name: str = "Fleet") -> dict:
    """An action that deploys the source to a group of hosts."""
    return {
        "name": name,
        "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "CodeDeploy", "version": "1"},
        "configuration": {"ApplicationName": group.name, "DeploymentGroupName": "web"},
        "inputArtifacts": [{"name": "Code"}],
    }
