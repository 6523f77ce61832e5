"""CodeBuild with stock clients: projects, builds on a real runner, logs, artifacts, reports."""

import io
import json
import textwrap
import zipfile
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from support.processes import Process, binary, clean_environment

BUCKET = "build-artifacts"
ROLE = "arn:aws:iam::123456789012:role/service-role/build"
ENVIRONMENT = {
    "type": "LINUX_CONTAINER",
    "image": "aws/codebuild/standard:7.0",
    "computeType": "BUILD_GENERAL1_SMALL",
}
ORDER = [
    "SUBMITTED",
    "QUEUED",
    "PROVISIONING",
    "DOWNLOAD_SOURCE",
    "INSTALL",
    "PRE_BUILD",
    "BUILD",
    "POST_BUILD",
    "UPLOAD_ARTIFACTS",
    "FINALIZING",
    "COMPLETED",
]


def spec(**phases):
    """A buildspec of version 0.2 with these phases; other keys go to the top."""
    top = {key: phases.pop(key) for key in ["env", "artifacts", "reports"] if key in phases}
    # JSON is YAML, and a line feed makes it inline for every client.
    return json.dumps({"version": "0.2", "phases": phases, **top}, indent=1)


class Project:
    """A project and the ways to run it."""

    def __init__(self, server, name, **settings):
        self.server, self.name, self.codebuild = server, name, server.aws("codebuild")
        settings = {
            "source": {"type": "NO_SOURCE", "buildspec": spec(build={"commands": ["true"]})},
            "artifacts": {"type": "NO_ARTIFACTS"},
            "environment": ENVIRONMENT,
            "serviceRole": ROLE,
            **settings,
        }
        self.codebuild.create_project(name=name, **settings)

    def start(self, **overrides):
        return self.codebuild.start_build(projectName=self.name, **overrides)["build"]["id"]

    def get(self, build):
        return self.codebuild.batch_get_builds(ids=[build])["builds"][0]

    def ended(self, build, within=60):
        def done():
            found = self.get(build)
            return found["buildComplete"] and found

        return self.server.wait(done, f"the end of build {build}", within)

    def run(self, buildspec=None, **overrides):
        """Runs a build to its end."""
        if buildspec is not None:
            overrides["buildspecOverride"] = buildspec
        return self.ended(self.start(**overrides))

    def log(self, build):
        """The lines that commands wrote, without the runner's own."""
        return [line for line in self.whole_log(build) if not line.startswith("[Container] ")]

    def whole_log(self, build):
        lines = []
        while True:
            page = self.server.towline("GetLogLines", {"id": build, "from": len(lines), "limit": 1000})
            if not page["lines"]:
                return lines
            lines += page["lines"]


def phase(build, kind):
    return next((p for p in build["phases"] if p["phaseType"] == kind), None)


def context(build, kind):
    entry = phase(build, kind)["contexts"][0]
    return entry["statusCode"], entry["message"]


def archive(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as out:
        for name, content in files.items():
            out.writestr(name, textwrap.dedent(content))
    return data.getvalue()


@pytest.fixture(scope="module")
def plain(server):
    """A project without source and artifacts."""
    return Project(server, "plain")


@pytest.fixture(scope="module")
def bucket(aws):
    s3 = aws("s3")
    s3.create_bucket(Bucket=BUCKET)
    return s3


def test_projects_are_stored_replaced_and_listed(server, aws):
    codebuild = aws("codebuild")
    variables = [{"name": "A", "value": "1"}]
    made = codebuild.create_project(
        name="shop",
        source={"type": "NO_SOURCE", "buildspec": "version: 0.2\n"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={**ENVIRONMENT, "environmentVariables": variables},
        serviceRole="build",
    )["project"]
    assert made["arn"] == "arn:aws:codebuild:us-east-1:123456789012:project/shop"
    assert made["serviceRole"] == ROLE
    assert made["timeoutInMinutes"] == 60 and made["queuedTimeoutInMinutes"] == 480
    assert made["environment"]["environmentVariables"][0]["type"] == "PLAINTEXT"
    updated = codebuild.update_project(name="shop", environment=ENVIRONMENT)["project"]
    assert updated["environment"]["environmentVariables"] == []
    assert updated["source"] == made["source"]
    found = codebuild.batch_get_projects(names=["shop", made["arn"], "none"])
    assert [p["name"] for p in found["projects"]] == ["shop", "shop"]
    assert found["projectsNotFound"] == ["none"]
    assert "shop" in codebuild.list_projects()["projects"]
    with pytest.raises(ClientError) as refusal:
        Project(server, "shop")
    assert refusal.value.response["Error"]["Code"] == "ResourceAlreadyExistsException"
    for _ in range(2):
        codebuild.delete_project(name="shop")
    assert "shop" not in codebuild.list_projects()["projects"]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"source": {"type": "NO_SOURCE", "location": "x"}}, "source location must be empty for source type NO_SOURCE"),
        ({"source": {"type": "GITHUB", "location": "https://x"}}, "source type GITHUB is not supported"),
        ({"source": {"type": "CODEPIPELINE"}}, "must both be of type CODEPIPELINE"),
        ({"environment": {**ENVIRONMENT, "privilegedMode": True}}, "privilegedMode is not supported"),
        ({"environment": {**ENVIRONMENT, "type": "WINDOWS_CONTAINER"}}, "WINDOWS_CONTAINER is not supported"),
        ({"cache": {"type": "S3", "location": "b/p"}}, "S3 cache is not supported"),
        ({"name": "a b"}, "name"),
        (
            {"secondarySources": [{"type": "NO_SOURCE"}] * 13},
            "Invalid input: the maximum number of secondary sources is 12",
        ),
        ({"artifacts": {"type": "S3"}}, "need a location"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(aws, change, text):
    codebuild = aws("codebuild")
    settings = {
        "name": "refused",
        "source": {"type": "NO_SOURCE", "buildspec": "version: 0.2\n"},
        "artifacts": {"type": "NO_ARTIFACTS"},
        "environment": ENVIRONMENT,
        "serviceRole": ROLE,
        **change,
    }
    with pytest.raises(codebuild.exceptions.InvalidInputException) as refusal:
        codebuild.create_project(**settings)
    assert text in str(refusal.value)
    assert codebuild.batch_get_projects(names=["refused"])["projects"] == []


def test_a_build_runs_through_all_phases(plain):
    commands = {"commands": ["echo from $CODEBUILD_BUILD_ID number $CODEBUILD_BUILD_NUMBER"]}
    build = plain.run(spec(build=commands))
    assert build["buildStatus"] == "SUCCEEDED"
    assert [p["phaseType"] for p in build["phases"]] == ORDER
    assert "phaseStatus" not in build["phases"][-1] and "endTime" not in build["phases"][-1]
    assert all(p["phaseStatus"] == "SUCCEEDED" for p in build["phases"][:-1])
    assert build["currentPhase"] == "COMPLETED" and build["endTime"] >= build["startTime"]
    assert "isolation: " in context(build, "PROVISIONING")[1]
    expected = f"from {build['id']} number {build['buildNumber']}"
    assert plain.log(build["id"]) == [expected]
    whole = "\n".join(plain.whole_log(build["id"]))
    for line in ["Isolation: ", "Entering phase BUILD", "Running command echo", "Phase complete: BUILD State: SUCCEEDED"]:
        assert line in whole


def test_a_failed_build_is_followed_by_post_build_and_fails(plain):
    build = plain.run(
        spec(
            build={"commands": ["exit 3", "echo never"]},
            post_build={"commands": ["echo succeeding=$CODEBUILD_BUILD_SUCCEEDING"]},
        )
    )
    assert build["buildStatus"] == "FAILED"
    code, message = context(build, "BUILD")
    assert code == "COMMAND_EXECUTION_ERROR"
    assert message == "Error while executing command: exit 3. Reason: exit status 3"
    assert phase(build, "POST_BUILD")["phaseStatus"] == "SUCCEEDED"
    assert phase(build, "UPLOAD_ARTIFACTS")["phaseStatus"] == "SUCCEEDED"
    assert plain.log(build["id"]) == ["succeeding=0"]


def test_a_failed_pre_build_ends_the_build_after_its_finally(plain):
    build = plain.run(
        spec(
            pre_build={"commands": ["false", "echo no"], "finally": ["echo yes"]},
            build={"commands": ["echo never"]},
            post_build={"commands": ["echo never"]},
        )
    )
    assert build["buildStatus"] == "FAILED"
    assert plain.log(build["id"]) == ["yes"]
    assert [p["phaseType"] for p in build["phases"]] == [*ORDER[:6], "FINALIZING", "COMPLETED"]


def test_state_carries_over_between_commands_and_phases(plain):
    build = plain.run(
        spec(
            pre_build={"commands": ["mkdir sub; cd sub; export X=1", "greet() { echo hello $1; }", "exit 0"]},
            build={"commands": ["basename $(pwd); echo $X", "greet you"]},
        )
    )
    assert plain.log(build["id"]) == ["sub", "1", "hello you"]
    old = {"version": 0.1, "phases": {"build": {"commands": ["mkdir s; cd s; export X=1", "basename $(pwd); echo x$X"]}}}
    build = plain.run(json.dumps(old, indent=1))
    assert build["buildStatus"] == "SUCCEEDED"
    assert plain.log(build["id"]) == ["src", "x"]


def test_exported_variables_hold_what_post_build_left(plain):
    build = plain.run(
        spec(
            env={"variables": {"A": "early"}, "exported-variables": ["A", "AWS_X"]},
            build={"commands": ["export AWS_X=1"]},
            post_build={"commands": ["export A='late and long'"]},
        )
    )
    assert build["exportedEnvironmentVariables"] == [{"name": "A", "value": "late and long"}]


def test_start_beats_project_beats_buildspec(server):
    environment = {
        **ENVIRONMENT,
        "environmentVariables": [{"name": "B", "value": "project"}, {"name": "C", "value": "project"}],
    }
    project = Project(server, "precedence", environment=environment)
    build = project.run(
        spec(
            env={"variables": {"A": "buildspec", "B": "buildspec", "C": "buildspec"}},
            build={"commands": ["echo $A $B $C", 'echo "$D"']},
        ),
        environmentVariablesOverride=[{"name": "C", "value": "start"}, {"name": "D", "value": "$PATH:/x"}],
    )
    assert project.log(build["id"]) == ["buildspec project start", "$PATH:/x"]


def test_a_source_and_an_artifact_in_s3(server, bucket):
    source = archive({"buildspec.yml": """
        version: 0.2
        phases:
          build:
            commands:
              - mkdir -p out/deep && cp input.txt out/deep/ && echo x > out/.hidden && chmod +x out/.hidden
        artifacts:
          base-directory: out
          files: ['**/*']
        """, "input.txt": "content"})
    bucket.put_object(Bucket=BUCKET, Key="source.zip", Body=source)
    project = Project(
        server,
        "archive",
        source={"type": "S3", "location": f"{BUCKET}/source.zip"},
        artifacts={"type": "S3", "location": BUCKET, "path": "out", "namespaceType": "BUILD_ID", "name": "a.zip", "packaging": "ZIP"},
    )
    build = project.run()
    assert build["buildStatus"] == "SUCCEEDED", project.whole_log(build["id"])
    key = f"out/{build['id'].split(':')[1]}/a.zip"
    assert build["artifacts"]["location"] == f"arn:aws:s3:::{BUCKET}/{key}"
    stored = bucket.get_object(Bucket=BUCKET, Key=key)
    assert stored["Metadata"]["codebuild-buildarn"] == build["arn"]
    assert stored["Metadata"]["codebuild-content-sha256"] == build["artifacts"]["sha256sum"]
    with zipfile.ZipFile(io.BytesIO(stored["Body"].read())) as packed:
        assert sorted(packed.namelist()) == [".hidden", "deep/input.txt"]
        assert packed.read("deep/input.txt") == b"content"
        assert packed.getinfo(".hidden").external_attr >> 16 & 0o111
    bucket.put_object(Bucket=BUCKET, Key="source.zip", Body=archive({"other": "x"}))
    build = project.run()
    assert build["buildStatus"] == "FAILED"
    code, message = context(build, "DOWNLOAD_SOURCE")
    assert code == "YAML_FILE_ERROR" and "YAML file does not exist" in message
    nothing = spec(build={"commands": ["true"]}, artifacts={"files": ["nothing/*"]})
    build = project.run(nothing)
    assert context(build, "UPLOAD_ARTIFACTS") == ("CLIENT_ERROR", "no matching artifact paths found")


def test_a_bad_buildspec_says_where(plain):
    text = "version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b\n"
    build = plain.run(text)
    code, message = context(build, "DOWNLOAD_SOURCE")
    assert code == "YAML_FILE_ERROR"
    assert "Expected Commands[0] to be of string type: found subkeys instead at line 5" in message
    secret = spec(env={"parameter-store": {"P": "/p"}}, build={"commands": ["true"]})
    assert "env.parameter-store variable P" in context(plain.run(secret), "DOWNLOAD_SOURCE")[1]


def processes(build):
    """Processes that have the variables of this build."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if build.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue  # it has just ended
    return found


def test_stopping_kills_everything_of_the_build(server, plain):
    command = "trap '' TERM; (setsid sleep 3600 &); echo up; sleep 3600"
    build = plain.start(buildspecOverride=spec(build={"commands": [command]}))
    server.wait(lambda: processes(build), "the commands of the build")
    server.wait(lambda: phase(plain.get(build), "BUILD"), "the BUILD phase")
    stopped = plain.codebuild.stop_build(id=build)["build"]
    assert stopped["buildStatus"] == "STOPPED" and phase(stopped, "BUILD")["phaseStatus"] == "STOPPED"
    assert plain.codebuild.stop_build(id=build)["build"]["buildStatus"] == "STOPPED"
    # The runner takes the next build only when nothing of the stopped one is left.
    over = plain.run()
    assert over["buildStatus"] == "SUCCEEDED" and processes(build) == []
    assert plain.codebuild.stop_build(id=over["id"])["build"]["buildStatus"] == "SUCCEEDED"


REPORT = {"unit": {"files": ["*.xml"], "file-format": "JUNITXML"}}


def test_reports_are_counted_and_do_not_fail_the_build(plain):
    cases = "<testcase name='p' classname='C' time='1.5'/><testcase name='f'><failure message='m'/></testcase>"
    cases += "<testcase name='e'><error/></testcase><testcase name='s'><skipped/></testcase>"
    command = f'echo "<testsuite name=\'T\'>{cases}</testsuite>" > r.xml'
    build = plain.run(spec(build={"commands": [command]}, reports=REPORT))
    assert build["buildStatus"] == "SUCCEEDED"
    codebuild = plain.codebuild
    report = codebuild.batch_get_reports(reportArns=build["reportArns"])["reports"][0]
    assert report["status"] == "FAILED" and report["executionId"] == build["arn"]
    assert report["reportGroupArn"].endswith(":report-group/plain-unit")
    assert report["testSummary"]["total"] == 4
    assert report["testSummary"]["statusCounts"] == {"SUCCEEDED": 1, "FAILED": 1, "ERROR": 1, "SKIPPED": 1, "UNKNOWN": 0}
    assert report["testSummary"]["durationInNanoSeconds"] == 1_500_000_000
    failed = codebuild.describe_test_cases(reportArn=report["arn"], filter={"status": "FAILED"})["testCases"]
    assert [(c["name"], c["prefix"], c["message"]) for c in failed] == [("f", "T", "m")]
    group = report["reportGroupArn"]
    assert group in codebuild.list_report_groups()["reportGroups"]
    assert codebuild.list_reports_for_report_group(reportGroupArn=group)["reports"] == [report["arn"]]
    with pytest.raises(codebuild.exceptions.InvalidInputException):
        codebuild.delete_report_group(arn=group)
    codebuild.delete_report_group(arn=group, deleteReports=True)
    assert codebuild.batch_get_reports(reportArns=[report["arn"]])["reportsNotFound"] == [report["arn"]]


def test_a_large_report_keeps_every_failure(plain):
    script = """
        i=0; echo "<testsuite name='T'>" > r.xml
        while [ $i -lt 600 ]; do
          if [ $((i % 60)) = 59 ]; then f='<failure/>'; else f=; fi
          echo "<testcase name='t$i'>$f</testcase>" >> r.xml; i=$((i + 1))
        done
        echo '</testsuite>' >> r.xml
    """
    build = plain.run(spec(build={"commands": [textwrap.dedent(script)]}, reports=REPORT))
    codebuild = plain.codebuild
    report = codebuild.batch_get_reports(reportArns=build["reportArns"])["reports"][0]
    assert report["truncated"] and report["testSummary"]["total"] == 600
    pages = codebuild.get_paginator("describe_test_cases").paginate(reportArn=report["arn"])
    cases = [case for page in pages for case in page["testCases"]]
    assert len(cases) == 500
    assert sum(case["status"] == "FAILED" for case in cases) == 10


def test_an_idempotency_token_starts_one_build(plain):
    codebuild = plain.codebuild
    first = plain.start(idempotencyToken="token-1")
    assert plain.start(idempotencyToken="token-1") == first
    with pytest.raises(codebuild.exceptions.InvalidInputException):
        plain.start(idempotencyToken="token-1", imageOverride="other")
    again = codebuild.retry_build(id=plain.ended(first)["id"])["build"]
    assert again["id"] != first and plain.ended(again["id"])["buildStatus"] == "SUCCEEDED"


def test_builds_are_numbered_and_listed_newest_first(server):
    project = Project(server, "numbers")
    builds = [project.run() for _ in range(3)]
    assert [b["buildNumber"] for b in builds] == [1, 2, 3]
    ids = [b["id"] for b in builds]
    codebuild = project.codebuild
    assert codebuild.list_builds_for_project(projectName="numbers")["ids"] == ids[::-1]
    assert codebuild.list_builds_for_project(projectName="numbers", sortOrder="ASCENDING")["ids"] == ids
    assert codebuild.list_builds()["ids"][:3] == ids[::-1]
    codebuild.delete_project(name="numbers")
    assert project.get(ids[0])["buildStatus"] == "SUCCEEDED"
    with pytest.raises(codebuild.exceptions.ResourceNotFoundException):
        project.start()
    with pytest.raises(ClientError) as refusal:
        codebuild.stop_build(id="nonsense")
    assert refusal.value.response["Error"]["Code"] == "InvalidInputException"


def test_the_command_line_client_starts_a_build(server, cli):
    Project(server, "by-cli")
    started = json.loads(cli("codebuild", "start-build", "--project-name", "by-cli").stdout)["build"]
    assert started["buildStatus"] == "IN_PROGRESS" and started["currentPhase"] == "QUEUED"
    assert [p["phaseType"] for p in started["phases"]] == ["SUBMITTED", "QUEUED"]
    assert started["initiator"]


def test_a_build_survives_the_death_of_server_and_runner(fresh_server):
    server = fresh_server()
    project = Project(server, "survivor")
    s3 = server.aws("s3")
    s3.create_bucket(Bucket="gate")
    gate = s3.generate_presigned_url("get_object", Params={"Bucket": "gate", "Key": "open"})
    command = f"until curl -fsS -o /dev/null '{gate}'; do sleep 0.2; done"
    build = project.start(buildspecOverride=spec(build={"commands": [command]}))
    server.wait(lambda: phase(project.get(build), "BUILD"), "the BUILD phase")
    server.restart()
    s3.put_object(Bucket="gate", Key="open", Body=b"")
    ended = project.ended(build, within=120)
    assert ended["buildStatus"] == "SUCCEEDED"
    assert any("lease-lost" in event["kind"] for event in server.events() if event["subject"] == build)


def test_another_runner_takes_over_from_a_dead_one(fresh_server, tmp_path):
    server = fresh_server("--no-runner")
    runners = [runner_process(server, tmp_path, name) for name in ["first", "second"]]
    project = Project(server, "orphan")
    s3 = server.aws("s3")
    s3.create_bucket(Bucket="gate")
    gate = s3.generate_presigned_url("get_object", Params={"Bucket": "gate", "Key": "open"})
    command = f"until curl -fsS -o /dev/null '{gate}'; do sleep 0.2; done"
    build = project.start(buildspecOverride=spec(build={"commands": [command]}))
    runners[0].start()
    server.wait(lambda: phase(project.get(build), "BUILD"), "the BUILD phase")
    runners[0].kill()
    s3.put_object(Bucket="gate", Key="open", Body=b"")
    runners[1].start()
    ended = project.ended(build, within=120)
    runners[1].stop()
    assert ended["buildStatus"] == "SUCCEEDED"
    assert "runner second" in context(ended, "PROVISIONING")[1]
    kinds = [event["kind"] for event in server.events() if event["subject"] == build]
    assert kinds.count("build.leased") == 2 and kinds.count("build.lease-lost") == 1


def runner_process(server, directory, name):
    """A `towline runner` process of its own."""
    work = directory / name
    work.mkdir()
    command = [binary(), "runner", "--name", name, "--work", str(work)]
    env = clean_environment(work, **server.environment())
    return Process(f"runner {name}", command, directory / f"{name}.log", env)


def test_what_waits_for_a_runner_says_so(fresh_server):
    server = fresh_server("--no-runner")
    project = Project(server, "waiting")
    build = project.get(project.start())
    assert build["buildStatus"] == "IN_PROGRESS" and build["currentPhase"] == "QUEUED"
    code, message = context(build, "QUEUED")
    assert code == "WAITING_FOR_RUNNER" and "towline runner" in message
    stopped = project.codebuild.stop_build(id=build["id"])["build"]
    assert stopped["buildStatus"] == "STOPPED" and stopped["buildComplete"]
