"""`--dry-run`: it says what would be done, that is what is done afterwards, and it does nothing itself."""

import json

import pytest
from support.deployments import FILES, Group, hooks, zipped
from support.pipelines import Pipeline, approval, definition

UNLESS_BAD = "test ! -e $TOWLINE_ROOT/var/bad\n"


@pytest.fixture(scope="module")
def clients(server):
    """Clients that are made once: making one takes longer than all that it is asked."""
    return {name: server.aws(name) for name in ("codepipeline", "codedeploy", "s3", "codebuild")}


@pytest.fixture
def look(server, clients, run):
    """`look("pipeline", "start", …)`: its dry run, of which the server shows no trace."""

    def call(*args, expect=1):
        before = traces(server, clients)
        result = run(*args, "--dry-run", expect=expect)
        assert traces(server, clients) == before
        assert expect == 2 or result.stderr == "", "what would be done is on standard output"
        return result

    return call


def traces(server, clients):
    """What has happened, and everything that is listed.

    Without the lines of scripts: an agent that is at work tells them when it has some."""
    pipelines, deploy, s3, builds = clients.values()
    names = [one["name"] for one in pipelines.list_pipelines()["pipelines"]]
    stored = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    return {
        "events": [event["seq"] for event in server.events() if event["kind"] != "target.output"],
        "executions": [pipelines.list_pipeline_executions(pipelineName=name)["pipelineExecutionSummaries"] for name in names],
        "deployments": deploy.list_deployments()["deployments"],
        "builds": builds.list_builds()["ids"],
        "repositories": server.towline("ListRepositories")["repositories"],
        "objects": {name: [one["Key"] for one in s3.list_objects_v2(Bucket=name).get("Contents", [])] for name in stored},
    }


def said(text: str) -> dict:
    """The lines below the first one, by name."""
    lines = [line.strip().split(None, 1) for line in text.splitlines()[1:]]
    return {name: words for name, words in (line if line[0] != "at" else ["at once", line[1].removeprefix("once").strip()] for line in lines)}


def planned(text: str):
    """The hosts in their order, and how many at a time."""
    told = said(text)
    first = told["at once"].split(", ")
    rest = told.get("then", "").removesuffix(", each when one before it has succeeded")
    assert told["hosts"].startswith(f"{len(first) + len(rest.split(', ')) if rest else len(first)} host")
    assert f"at most {len(first)} at a time" in told["hosts"]
    return first + (rest.split(", ") if rest else []), len(first)


def happened(server, deployment: str):
    """The hosts in the order in which they were started, and how many before the first one was done."""
    events = [event for event in server.events() if event["subject"] == deployment]
    started = [event["detail"]["target"] for event in events if event["kind"] == "target.started"]
    kinds = [event["kind"] for event in events if event["kind"] in ("target.started", "target.succeeded")]
    return started, kinds.index("target.succeeded")


def test_the_plan_of_a_deployment_is_what_is_carried_out(server, agents, run, look, tmp_path):
    group = Group(server, agents, 5)
    bundle = zipped(FILES + hooks(ValidateService="scripts/check.sh"), app__page="x", scripts__check_sh=UNLESS_BAD)
    (group.hosts[3].root / "var").mkdir(exist_ok=True)
    bad = group.hosts[3].root / "var/bad"
    bad.touch()
    assert group.run(bundle)[1] == "Succeeded", "four of five are enough for all at once"
    bad.unlink()
    group.deploy.create_deployment_config(
        deploymentConfigName=f"two-{group.name}", minimumHealthyHosts={"type": "HOST_COUNT", "value": 3}
    )
    source = tmp_path / "shop"
    (source / "app").mkdir(parents=True)
    (source / "app/page").write_text("y")
    (source / "appspec.yml").write_text("version: 0.0\nos: linux\n" + FILES)
    command = ("deploy", source, "-a", group.name, "--deployment-config", f"two-{group.name}", "--bucket", "dry")
    told = look(*command).stdout
    assert told.startswith("would deploy s3://dry/") and f"to {group.name}/web" in told
    assert f"bytes from {source}" in said(told)["upload"]
    hosts, at_a_time = planned(told)
    assert (len(hosts), at_a_time) == (5, 2)
    assert hosts[0] == group.hosts[3].name, "the one that is not healthy comes first"
    deployment = run(*command).stdout.strip()
    assert happened(server, deployment) == (hosts, at_a_time)
    # Back to the first revision, by the group's own configuration.
    back = ("deployment", "rollback", f"{group.name}/web")
    told = look(*back).stdout
    assert "the last success before" in said(told)["because"]
    hosts, at_a_time = planned(told)
    assert at_a_time == 5
    deployment = run(*back, "--yes").stdout.strip()
    assert happened(server, deployment) == (hosts, at_a_time)


def test_a_silent_host_is_named_in_the_plan(fresh_server, agents, towline, tmp_path):
    server = fresh_server("--dev-clock")
    group = Group(server, agents, 2)
    deployment, _ = group.run(zipped(FILES, app__page="x"))
    group.hosts[1].kill()
    towline("clock", "advance", "20m", "--data", server.data)
    place = group.deploy.get_deployment(deploymentId=deployment)["deploymentInfo"]["revision"]["s3Location"]
    revision = f"s3://{place['bucket']}/{place['key']}"
    told = towline("deploy", revision, "-a", group.name, "--dry-run", "--data", server.data, expect=1).stdout
    silent = said(told)["silent"]
    assert silent.startswith(f"{group.hosts[1].name} (heard of 20 min ago)"), told
    assert group.hosts[0].name not in silent, told
    left = towline("clock", "advance", "1h", "--dry-run", "--data", server.data, expect=1).stdout
    assert left.startswith("would move the clock from ")


def test_what_a_deployment_would_fail_with_is_an_error(server, code, agents, look):
    group = Group(server, agents, 0)
    assert "NO_INSTANCES" in look("deploy", "s3://pipeline-code/app.zip", "-a", group.name, expect=2).stderr
    missing = look("deploy", "s3://nowhere/app.zip", "-a", group.name, expect=2).stderr
    assert "REVISION_MISSING" in missing, missing
    config = look("deploy", "s3://nowhere/a.zip", "-a", group.name, "--deployment-config", "none", expect=2).stderr
    assert "DeploymentConfigDoesNotExistException" in config, config
    assert look("deployment", "rollback", f"{group.name}/web", expect=2).stdout == ""


def test_a_deployment_to_stop(server, code, agents, run, look):
    group = Group(server, agents, 1)
    wait = "while [ ! -e $TOWLINE_ROOT/var/go ]; do sleep 0.05; done\n"
    bundle = zipped(FILES + hooks(BeforeInstall="scripts/wait.sh"), app__page="x", scripts__wait_sh=wait)
    deployment = group.start(bundle)
    group.wait_for_event(deployment, "BeforeInstall", "InProgress")
    told = look("deployment", "stop", deployment).stdout
    assert told.startswith(f"would stop deployment {deployment} to {group.name}/web\n"), told
    busy = look("deploy", "s3://pipeline-code/app.zip", "-a", group.name, expect=2).stderr
    assert "DeploymentLimitExceededException" in busy, busy
    run("deployment", "stop", deployment, "--yes")
    (group.hosts[0].root / "var/go").touch()
    assert group.end(deployment) == "Stopped"
    assert "nothing would change" in look("deployment", "stop", deployment, expect=0).stdout


def test_every_verb_of_a_pipeline(server, code, run, look, tmp_path):
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    name, first = pipeline.name, pipeline.first
    assert look("pipeline", "start", name).stdout.startswith(f"would start an execution of {name}\n")
    assert "does not declare" in look("pipeline", "start", name, "--variable", "a=b", expect=2).stderr
    assert "not a source action" in look("pipeline", "start", name, "--revision", "Ask=1", expect=2).stderr
    assert f"would stop execution {first} of {name}\n" in look("pipeline", "stop", name).stdout
    assert f"would approve Gate / Ask of execution {first}\n" in look("pipeline", "approve", name).stdout
    assert "would reject Gate / Ask" in look("pipeline", "approve", name, "--reject").stdout
    assert "is enabled" in look("pipeline", "transition", "enable", name, "Gate", expect=0).stdout
    disable = ("pipeline", "transition", "disable", name, "Gate", "--reason", "freeze")
    assert "would disable the transition into Gate" in look(*disable).stdout
    assert "nothing to retry" in look("pipeline", "retry", name, expect=2).stderr
    run(*disable)
    assert "would enable the transition" in look("pipeline", "transition", "enable", name, "Gate").stdout
    run("pipeline", "approve", name, "--reject")
    pipeline.until(first, "Failed")
    told = look("pipeline", "retry", name).stdout
    assert told.startswith(f"would retry stage Gate of execution {first}\n") and said(told) == {"runs": "Ask"}
    assert "nothing to approve" in look("pipeline", "approve", name, expect=2).stderr
    assert "it has ended" in look("pipeline", "stop", first, expect=2).stderr
    assert "exclude each other" in look("pipeline", "start", name, "--watch", "--json", expect=2).stderr


def test_apply_shows_the_difference(server, code, run, look, tmp_path):
    file = tmp_path / "shop.json"
    wanted = definition("dry-applied", "Gate", approval())
    file.write_text(json.dumps(wanted))
    assert "does not exist; it would be created" in look("pipeline", "apply", file).stdout
    run("pipeline", "apply", file)
    assert "version 1 is what the file says" in look("pipeline", "apply", file, expect=0).stdout
    wanted["stages"][1]["name"] = "Check"
    file.write_text(json.dumps(wanted))
    told = look("pipeline", "apply", file).stdout
    assert told == run("pipeline", "diff", file, expect=1).stdout and "+ stage Check" in told
    wanted["stages"][1]["actions"][0]["actionTypeId"]["provider"] = "Nobody"
    file.write_text(json.dumps(wanted))
    refused = look("pipeline", "apply", file, expect=2)
    assert "Nobody" in refused.stderr and refused.stdout == ""


def test_builds_repositories_and_the_clock(server, run, look):
    spec = '{"version": "0.2", "phases": {"build": {"commands": ["sleep 60"]}}}'
    client = server.aws("codebuild")
    client.create_project(
        name="dry",
        source={"type": "NO_SOURCE", "buildspec": spec},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={"type": "LINUX_CONTAINER", "image": "host", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole="arn:aws:iam::123456789012:role/build",
    )
    told = look("build", "start", "dry", "--env", "TOKEN=hush").stdout
    assert told.startswith("would start a build of dry\n") and "TOKEN" in told and "hush" not in told
    build = run("build", "start", "dry").stdout.strip()
    client.batch_get_builds(ids=[build])
    server.wait(lambda: client.batch_get_builds(ids=[build])["builds"][0]["currentPhase"] == "BUILD", "its commands")
    assert look("build", "stop", build).stdout.startswith(f"would stop build {build}\n")
    run("build", "stop", build, "--yes")
    run("build", "watch", build, expect=3)
    assert "has ended" in look("build", "stop", build, expect=0).stdout
    assert look("repo", "create", "dry").stdout == "would make the repository dry\n"
    run("repo", "create", "dry")
    assert "there is one of this name" in look("repo", "create", "dry", expect=2).stderr
    assert "must not begin" in look("repo", "create", ".dry", expect=2).stderr
    assert "--dev-clock" in look("clock", "advance", "1h", expect=2).stderr


def test_no_failure_looks_like_a_change(towline, tmp_path):
    for address in (["--endpoint-url", "http://127.0.0.1:1"], ["--data", str(tmp_path / "nothing")]):
        env = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y"}
        towline("pipeline", "stop", "any", *address, expect=1 if "--data" in address else 2, **env)
        towline("pipeline", "stop", "any", "--dry-run", *address, expect=2, **env)
