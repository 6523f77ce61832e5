"""A small world to look at: a repository, hosts, and a pipeline that asks before it deploys."""

from support.deployments import ROLE
from support.git import Clone

APPSPEC = """\
version: 0.0
os: linux
files:
  - source: page.txt
    destination: /srv/site
hooks:
  AfterInstall:
    - location: note.sh
  ValidateService:
    - location: validate.sh
"""
NOTE = "#!/bin/sh\nprintf '\\033[32mgreen\\033[0m and plain\\n'\n"
VALIDATE = """\
#!/bin/sh
page="${TOWLINE_ROOT:-}/srv/site/page.txt"
echo "looking at the page"
if grep -q broken "$page"; then
  echo "error: the page is broken" >&2
  exit 1
fi
"""


class Site:
    """Everything by the name `name`; the deployment group is `live`."""

    def __init__(self, server, agents, directory, name="site", hosts=3):
        self.server, self.name = server, name
        self.pipelines, self.deploy = server.aws("codepipeline"), server.aws("codedeploy")
        self.hosts = agents(hosts, at=server, App=name)
        server.towline("CreateRepository", {"name": name})
        self.clone = Clone(server, name, directory)
        self.bucket = f"{name.lower()}-artifacts"
        server.aws("s3").create_bucket(Bucket=self.bucket)
        self.deploy.create_application(applicationName=name)
        self.deploy.create_deployment_group(
            applicationName=name,
            deploymentGroupName="live",
            serviceRoleArn=ROLE,
            deploymentConfigName="CodeDeployDefault.OneAtATime",
            onPremisesInstanceTagFilters=[{"Key": "App", "Value": name, "Type": "KEY_AND_VALUE"}],
            autoRollbackConfiguration={"enabled": True, "events": ["DEPLOYMENT_FAILURE"]},
        )

    def push(self, message: str, page: str) -> str:
        """A commit that releases this page."""
        files = {"appspec.yml": APPSPEC, "note.sh": NOTE, "validate.sh": VALIDATE, "page.txt": page}
        commit = self.clone.commit(message, **files)
        self.clone.push()
        return commit

    def make(self):
        """The pipeline; its first execution begins."""
        self.pipelines.create_pipeline(pipeline=self.definition())
        return self.execution(lambda _: True)

    def definition(self) -> dict:
        code = [{"name": "Code"}]

        def action(name, category, provider, **more):
            kind = {"category": category, "owner": "AWS", "provider": provider, "version": "1"}
            return {"name": name, "actionTypeId": kind, **more}

        source = {"RepositoryName": self.name, "BranchName": "main"}
        target = {"ApplicationName": self.name, "DeploymentGroupName": "live"}
        stages = {
            "Source": action("Commit", "Source", "CodeCommit", configuration=source, outputArtifacts=code),
            "Approve": action("Release", "Approval", "Manual", configuration={"CustomData": "Release it?"}),
            "Deploy": action("Fleet", "Deploy", "CodeDeploy", configuration=target, inputArtifacts=code),
        }
        return {
            "name": self.name,
            "roleArn": ROLE,
            "artifactStore": {"type": "S3", "location": self.bucket},
            "pipelineType": "V2",
            "executionMode": "SUPERSEDED",
            "stages": [{"name": stage, "actions": [one]} for stage, one in stages.items()],
        }

    def executions(self) -> list:
        found = self.pipelines.list_pipeline_executions(pipelineName=self.name)
        return found["pipelineExecutionSummaries"]

    def execution(self, wanted) -> str:
        """The id of the first execution that is wanted, once there is one."""

        def look():
            return next((one["pipelineExecutionId"] for one in self.executions() if wanted(one)), None)

        return self.server.wait(look, f"an execution of {self.name}")

    def of(self, commit: str) -> str:
        """The id of the execution of a commit, once there is one."""
        return self.execution(lambda one: commit in [it.get("revisionId") for it in one.get("sourceRevisions", [])])

    def token(self, execution: str) -> str:
        """The token of the approval in this execution, once it waits."""

        def look():
            stage = self.pipelines.get_pipeline_state(name=self.name)["stageStates"][1]
            if stage.get("latestExecution", {}).get("pipelineExecutionId") != execution:
                return None
            return stage["actionStates"][0].get("latestExecution", {}).get("token")

        return self.server.wait(look, f"the approval of {execution}")

    def approve(self, execution: str):
        result = {"summary": "", "status": "Approved"}
        names = {"pipelineName": self.name, "stageName": "Approve", "actionName": "Release"}
        self.pipelines.put_approval_result(**names, token=self.token(execution), result=result)

    def end(self, execution: str) -> str:
        """The final status of an execution."""

        def look():
            found = self.pipelines.get_pipeline_execution(pipelineName=self.name, pipelineExecutionId=execution)
            status = found["pipelineExecution"]["status"]
            return status if status not in ("InProgress", "Stopping") else None

        return self.server.wait(look, f"the end of {execution}")

    def deployments(self) -> list:
        """Ids, the newest first."""
        group = {"applicationName": self.name, "deploymentGroupName": "live"}
        return self.deploy.list_deployments(**group)["deployments"]

    def deployment(self, id: str) -> dict:
        return self.deploy.get_deployment(deploymentId=id)["deploymentInfo"]

    def settled(self, id: str) -> dict:
        """A deployment that has ended."""

        def look():
            info = self.deployment(id)
            return info if info["status"] in ("Succeeded", "Failed", "Stopped") else None

        return self.server.wait(look, f"the end of {id}")

    def release(self, message: str, page: str) -> tuple:
        """Pushes, approves and waits: the execution and its status."""
        commit = self.push(message, page)
        execution = self.of(commit) if self.made() else self.make()
        self.approve(execution)
        return execution, self.end(execution)

    def good_and_bad(self, defect="A defect"):
        """A good release, and a bad one that was rolled back: the executions, and the failed deployment."""
        self.good, status = self.release("The page", "one")
        assert status == "Succeeded"
        self.bad, status = self.release(defect, "broken")
        assert status == "Failed"
        self.failed = self.deployments()[1]
        self.settled(self.deployments()[0])

    def made(self) -> bool:
        return self.name in [one["name"] for one in self.pipelines.list_pipelines()["pipelines"]]
