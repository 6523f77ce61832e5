"""What stands on a server while hostile requests are sent at it: one of each thing, and the values
that make the base request of an operation reach it (or certainly miss it)."""

import json

ROLE = "arn:aws:iam::123456789012:role/hostile"
USER = "arn:aws:iam::123456789012:user/towline/"
NOBODY = "12345678-1234-1234-1234-123456789012"

PIPELINE = {
    "name": "hostile-pipeline",
    "roleArn": ROLE,
    "artifactStore": {"type": "S3", "location": "hostile-bucket"},
    "stages": [
        {
            "name": "Source",
            "actions": [
                {
                    "name": "Source",
                    "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "S3", "version": "1"},
                    "configuration": {
                        "S3Bucket": "hostile-bucket",
                        "S3ObjectKey": "a.zip",
                        "PollForSourceChanges": "false",
                    },
                    "outputArtifacts": [{"name": "Src"}],
                }
            ],
        },
        {
            "name": "Gate",
            "actions": [
                {
                    "name": "Approve",
                    "actionTypeId": {"category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"},
                }
            ],
        },
    ],
}

PROJECT = {
    "name": "hostile-project",
    "source": {"type": "NO_SOURCE", "buildspec": "version: 0.2\nphases:\n  build:\n    commands: ['true']\n"},
    "artifacts": {"type": "NO_ARTIFACTS"},
    "environment": {"type": "LINUX_CONTAINER", "image": "x", "computeType": "BUILD_GENERAL1_SMALL"},
    "serviceRole": ROLE,
}

REPORTS = {"name": "hostile-reports", "type": "TEST", "exportConfig": {"exportConfigType": "NO_EXPORT"}}
REVISION = {
    "revisionType": "S3",
    "s3Location": {"bucket": "hostile-bucket", "key": "a.zip", "bundleType": "zip"},
}
APPLICATION = {"applicationName": "hostile-app"}
GROUP = {**APPLICATION, "deploymentGroupName": "hostile-group", "serviceRoleArn": ROLE}
CONFIG = {"deploymentConfigName": "hostile-config", "minimumHealthyHosts": {"type": "HOST_COUNT", "value": 1}}
HOST = {"instanceName": "hostile-host", "iamUserArn": USER + "hostile"}

# Sample values by member, shape or operation, for the base requests of every service. Creations
# name what stands already and deletions what does not, so that a spoilt one has nothing to change.
KNOWN = {
    "codedeploy": {
        **GROUP,
        "currentDeploymentGroupName": "hostile-group",
        "RevisionLocation": REVISION,
        "deploymentId": "d-ABCDEFGHI",
        "ResourceArn": "arn:aws:codedeploy:us-east-1:123456789012:application:nothing",
        "instanceNames": ["nobody"],
        "CreateDeployment": {"deploymentGroupName": "hostile-group", "revision": REVISION},
        "CreateDeploymentConfig": CONFIG,
        "GetDeploymentConfig": {"deploymentConfigName": "hostile-config"},
        "RegisterOnPremisesInstance": HOST,
        "DeleteApplication": {"applicationName": "nothing"},
        "UpdateApplication": {"applicationName": "nothing"},
        "DeleteDeploymentGroup": {"deploymentGroupName": "nothing"},
        "BatchGetDeploymentTargets": {"deploymentId": "d-ABCDEFGHI", "targetIds": ["x"]},
        "GetDeploymentTarget": {"deploymentId": "d-ABCDEFGHI", "targetId": "x"},
    },
    "codepipeline": {
        "PipelineDeclaration": PIPELINE,
        "pipelineName": "hostile-pipeline",
        "name": "hostile-pipeline",
        "stageName": "Gate",
        "actionName": "Approve",
        "pipelineExecutionId": NOBODY,
        "DeletePipeline": {"name": "nothing"},
    },
    "codebuild": {
        "name": "hostile-project",
        "projectName": "hostile-project",
        "serviceRole": ROLE,
        "ProjectSource": PROJECT["source"],
        "ProjectArtifacts": PROJECT["artifacts"],
        "ProjectEnvironment": PROJECT["environment"],
        "ReportExportConfig": REPORTS["exportConfig"],
        "CreateReportGroup": REPORTS,
        "UpdateProject": {"name": "nothing"},
        "DeleteProject": {"name": "nothing"},
    },
    "hostcommand": {"HostIdentifier": USER + "nobody"},
    "towline": {"name": "hostile"},
}

# What is built before, in this order; building it again is refused as a duplicate.
BUILT = [
    ("codedeploy", "CreateApplication", APPLICATION, "ApplicationAlreadyExistsException"),
    ("codedeploy", "CreateDeploymentGroup", GROUP, "DeploymentGroupAlreadyExistsException"),
    ("codedeploy", "CreateDeploymentConfig", CONFIG, "DeploymentConfigAlreadyExistsException"),
    ("codedeploy", "RegisterOnPremisesInstance", HOST, "InstanceNameAlreadyRegisteredException"),
    ("codepipeline", "CreatePipeline", {"pipeline": PIPELINE}, "PipelineNameInUseException"),
    ("codebuild", "CreateProject", PROJECT, "ResourceAlreadyExistsException"),
    ("codebuild", "CreateReportGroup", REPORTS, "ResourceAlreadyExistsException"),
    ("towline", "CreateRepository", {"name": "hostile"}, "RepositoryNameExistsException"),
]

# The reads that together show what stands.
READS = [
    ("codedeploy", "ListApplications", {}),
    ("codedeploy", "GetApplication", APPLICATION),
    ("codedeploy", "ListDeploymentGroups", APPLICATION),
    ("codedeploy", "GetDeploymentGroup", {**APPLICATION, "deploymentGroupName": "hostile-group"}),
    ("codedeploy", "ListDeploymentConfigs", {}),
    ("codedeploy", "ListApplicationRevisions", APPLICATION),
    ("codedeploy", "ListOnPremisesInstances", {}),
    ("codedeploy", "ListDeployments", {}),
    ("codepipeline", "ListPipelines", {}),
    ("codepipeline", "GetPipeline", {"name": "hostile-pipeline"}),
    ("codepipeline", "ListPipelineExecutions", {"pipelineName": "hostile-pipeline"}),
    ("codebuild", "ListProjects", {}),
    ("codebuild", "BatchGetProjects", {"names": ["hostile-project"]}),
    ("codebuild", "ListReportGroups", {}),
    ("codebuild", "ListBuilds", {}),
    ("towline", "ListRepositories", {}),
]


class Standing:
    """Builds it, and looks at it."""

    def __init__(self, wire, models: dict):
        self.wire, self.models = wire, models

    def build(self):
        """Builds what is missing: also after a request that was accepted and took something away."""
        for service, operation, body, duplicate in BUILT:
            answer = self.wire.call(self.models[service], operation, body)
            assert answer.status == 200 or answer.code == duplicate, (operation, answer)

    def look(self, service: str) -> dict:
        """What the reads of a service answer."""
        found = {}
        for owner, operation, body in READS:
            if owner == service:
                answer = self.wire.call(self.models[owner], operation, body)
                assert answer.status == 200, (operation, answer)
                found[operation] = json.loads(answer.body)
        return found
