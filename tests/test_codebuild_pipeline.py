"""Builds inside pipelines: several inputs and outputs, variables, results."""

import io
import json
import zipfile

import pytest
from support.server import ACCOUNT

ROLE = f"arn:aws:iam::{ACCOUNT}:role/pipeline"
ENVIRONMENT = {"type": "LINUX_CONTAINER", "image": "any", "computeType": "BUILD_GENERAL1_SMALL"}


def archive(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as out:
        for name, content in files.items():
            out.writestr(name, content)
    return data.getvalue()


@pytest.fixture(scope="module")
def s3(aws):
    client = aws("s3")
    for bucket in ["sources", "store", "published"]:
        client.create_bucket(Bucket=bucket)
    client.put_bucket_versioning(Bucket="sources", VersioningConfiguration={"Status": "Enabled"})
    return client


def put_source(s3, key, buildspec, **files):
    content = {"buildspec.yml": json.dumps({"version": 0.2, **buildspec}), **files}
    s3.put_object(Bucket="sources", Key=key, Body=archive(content))


def action(name, category, provider, inputs=(), outputs=(), **configuration):
    return {
        "name": name,
        "namespace": name,
        "actionTypeId": {"category": category, "owner": "AWS", "provider": provider, "version": "1"},
        "configuration": configuration,
        "inputArtifacts": [{"name": i} for i in inputs],
        "outputArtifacts": [{"name": o} for o in outputs],
    }


def source(name, key, output):
    settings = {"S3Bucket": "sources", "S3ObjectKey": key, "PollForSourceChanges": "false"}
    return action(name, "Source", "S3", outputs=[output], **settings)


class Run:
    """A pipeline's first execution, run to its end."""

    def __init__(self, server, name, sources, *stages):
        self.server, self.name = server, name
        self.pipelines, self.codebuild = server.aws("codepipeline"), server.aws("codebuild")
        self.codebuild.create_project(
            name=name,
            source={"type": "CODEPIPELINE"},
            artifacts={"type": "CODEPIPELINE"},
            environment=ENVIRONMENT,
            serviceRole=ROLE,
        )
        stages = [{"name": "Source", "actions": sources}] + [
            {"name": a["name"], "actions": [a]} for a in stages
        ]
        store = {"type": "S3", "location": "store"}
        self.pipelines.create_pipeline(
            pipeline={"name": name, "roleArn": ROLE, "artifactStore": store, "stages": stages}
        )
        self.status = server.wait(self._over, f"the end of pipeline {name}")["status"]

    def _over(self):
        all = self.pipelines.list_pipeline_executions(pipelineName=self.name)
        summaries = all["pipelineExecutionSummaries"]
        return summaries and summaries[0]["status"] != "InProgress" and summaries[0]

    def action(self, name):
        details = self.pipelines.list_action_executions(pipelineName=self.name)["actionExecutionDetails"]
        return next(d for d in details if d["actionName"] == name)

    def build(self, name):
        id = self.action(name)["output"]["executionResult"]["externalExecutionId"]
        return self.codebuild.batch_get_builds(ids=[id])["builds"][0]

    def output(self, s3, name, artifact):
        artifacts = self.action(name)["output"]["outputArtifacts"]
        place = next(a for a in artifacts if a["name"] == artifact)["s3location"]
        body = s3.get_object(Bucket=place["bucket"], Key=place["key"])["Body"].read()
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return {n: packed.read(n).decode() for n in packed.namelist()}


def test_inputs_outputs_and_variables(server, s3):
    commands = [
        'mkdir -p out docs; cat "$CODEBUILD_SRC_DIR_lib/part" main.txt > out/all; echo $GREETING > docs/read.me',
        "export LABEL=$CODEBUILD_INITIATOR-$CODEBUILD_RESOLVED_SOURCE_VERSION",
    ]
    secondary = {
        "app": {"base-directory": "out", "files": ["**/*"]},
        "docs": {"base-directory": "docs", "files": ["*"]},
    }
    buildspec = {
        "env": {"exported-variables": ["LABEL"]},
        "phases": {"build": {"commands": commands}},
        "artifacts": {"files": ["main.txt"], "secondary-artifacts": secondary},
    }
    put_source(s3, "app.zip", buildspec, **{"main.txt": "main"})
    put_source(s3, "lib.zip", {}, part="part+")
    variables = json.dumps([{"name": "GREETING", "value": "hello #{App.VersionId}", "type": "PLAINTEXT"}])
    run = Run(
        server,
        "both",
        [source("App", "app.zip", "main"), source("Lib", "lib.zip", "lib")],
        action(
            "Compile",
            "Build",
            "CodeBuild",
            ["main", "lib"],
            ["app", "docs"],
            ProjectName="both",
            PrimarySource="main",
            EnvironmentVariables=variables,
        ),
        action("Publish", "Deploy", "S3", ["app"], BucketName="published", Extract="true", ObjectKey="#{Compile.LABEL}"),
    )
    assert run.status == "Succeeded", run.action("Compile")
    version = s3.head_object(Bucket="sources", Key="app.zip")["VersionId"]
    assert run.output(s3, "Compile", "app") == {"all": "part+main"}
    assert run.output(s3, "Compile", "docs") == {"read.me": f"hello {version}\n"}
    label = f"codepipeline/both-{version}"
    assert s3.get_object(Bucket="published", Key=f"{label}/all")["Body"].read() == b"part+main"
    build = run.build("Compile")
    assert build["initiator"] == "codepipeline/both" and build["resolvedSourceVersion"] == version
    assert build["sourceVersion"].startswith("arn:aws:s3:::store/")
    with pytest.raises(run.codebuild.exceptions.InvalidInputException):
        run.codebuild.start_build(projectName="both")


@pytest.mark.parametrize(
    ("name", "buildspec", "message"),
    [
        ("fails", {"phases": {"build": {"commands": ["exit 3"]}}}, "Build terminated with state: FAILED"),
        ("nothing", {"phases": {"build": {"commands": ["true"]}}}, "made no artifact"),
    ],
)
def test_a_build_without_its_artifact_fails_the_action(server, s3, name, buildspec, message):
    put_source(s3, f"{name}.zip", buildspec)
    run = Run(
        server,
        name,
        [source("App", f"{name}.zip", "my-source")],
        action("Compile", "Build", "CodeBuild", ["my-source"], ["my-output"], ProjectName=name),
    )
    assert run.status == "Failed"
    result = run.action("Compile")["output"]["executionResult"]
    assert message in result["errorDetails"]["message"]
    assert result["externalExecutionId"].startswith(f"{name}:")


def test_names_that_no_shell_can_read_are_refused(server, s3):
    put_source(s3, "dash.zip", {"phases": {}})
    run = Run(
        server,
        "dash",
        [source("App", "dash.zip", "app"), source("Lib", "dash.zip", "my-lib")],
        action("Compile", "Build", "CodeBuild", ["app", "my-lib"], ProjectName="dash", PrimarySource="app"),
    )
    assert run.status == "Failed"
    message = run.action("Compile")["output"]["executionResult"]["errorDetails"]["message"]
    assert "identifier must contain only alphanumeric characters and underscores" in message
    assert message.startswith("Error calling startBuild: ")
