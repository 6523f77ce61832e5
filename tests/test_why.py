"""`towline why`: real failures on real hosts, builds and pipelines, told as a person reads them.

The table of situations is beside the code (`crates/server/src/why/tests`); here the whole way is
tried, from the script on a host to the line on the terminal."""

import io
import json
import os
import subprocess
import sys
import uuid
import zipfile
from pathlib import Path

import pytest

from support.deployments import FILES, ROLE, Group, hooks, zipped
from support.pipelines import Pipeline, approval
from support.processes import binary, clean_environment

IMAGE = {"type": "LINUX_CONTAINER", "image": "host", "computeType": "BUILD_GENERAL1_SMALL"}


@pytest.fixture
def why(server, towline):
    """`why(id)`: what is printed; `at=` another server."""

    def call(*id: str, at=server, expect=0) -> str:
        done = towline("why", "--data", at.data, *id, expect=expect)
        return done.stdout or done.stderr

    return call


def last(text: str) -> list:
    """The lines without their indentation."""
    return [line.strip() for line in text.splitlines()]


def until_said(server, why, id: str, word: str) -> str:
    return server.wait(lambda: (text := why(id)) and word in text and text, f"{word} for {id}")


def test_a_script_that_fails_is_shown_with_its_exit_code_and_its_last_words(server, agents, why):
    group = Group(server, agents, 1)
    script = "echo looking for the database\necho no database >&2\nexit 7\n"
    bundle = zipped(FILES + hooks(BeforeInstall="scripts/check.sh"), app__page="x", scripts__check_sh=script)
    deployment, status = group.run(bundle)
    assert status == "Failed"
    host = group.hosts[0].name
    for id in [(deployment,), (f"{deployment}/{host}",), (deployment, host), (host,)]:
        lines = last(why(*id))
        assert any("exit code 7" in line for line in lines), lines
        assert any(line.startswith("│") and "no database" in line for line in lines), lines
        assert any(line.startswith("script scripts/check.sh") for line in lines), lines
        assert any(line.startswith("unblock: mend script scripts/check.sh of BeforeInstall") for line in lines), lines
    lines = last(why(deployment))
    assert lines[-1] == f"next: towline deploy . --application {group.name} --group web", lines
    message = group.deploy.get_deployment(deploymentId=deployment)["deploymentInfo"]["deploymentStatusMessages"][0]
    assert f"first failure: BeforeInstall failed on {host}" in message, message


def test_a_hook_script_that_is_not_in_the_bundle_is_named(server, agents, why):
    group = Group(server, agents, 1)
    deployment, status = group.run(zipped(FILES + hooks(AfterInstall="scripts/absent.sh"), app__page="x"))
    assert status == "Failed"
    text = why(deployment)
    assert "absent.sh" in text and "unblock: put script" in text, text


def test_a_rollback_without_an_earlier_success_says_so(server, agents, why):
    group = Group(server, agents, 1)
    rollback = {"enabled": True, "events": ["DEPLOYMENT_FAILURE"]}
    group.deploy.update_deployment_group(
        applicationName=group.name, currentDeploymentGroupName="web", autoRollbackConfiguration=rollback
    )
    bundle = zipped(FILES + hooks(BeforeInstall="scripts/check.sh"), app__page="x", scripts__check_sh="exit 1")
    deployment, _ = group.run(bundle)
    assert "not rolled back: deployment group web has no earlier successful deployment" in why(deployment)


def test_groups_without_hosts_bundles_or_budget_are_explained(server, agents, why):
    group = Group(server, agents, 0)
    text = why(group.start(zipped(FILES, app__page="x")))
    assert f"(App={group.name}) match 0 of" in text and "unblock: tag a registered host" in text, text
    group = Group(server, agents, 1)
    place = {"bucket": "agent-revisions", "key": "absent.zip", "bundleType": "zip"}
    text = why(group.start_at(place))
    assert "REVISION_MISSING" in text and "unblock: upload s3://agent-revisions/absent.zip" in text, text
    strict = f"strict-{group.name}"
    minimum = {"type": "HOST_COUNT", "value": 1}
    group.deploy.create_deployment_config(deploymentConfigName=strict, minimumHealthyHosts=minimum)
    text = why(group.start(zipped(FILES, app__page="x"), deploymentConfigName=strict))
    assert f"{strict} demands 1 healthy of 1" in text and "or register more hosts" in text, text
    command = last(text)[-1]
    assert command.endswith("--deployment-config-name CodeDeployDefault.OneAtATime"), command


def test_a_host_whose_agent_never_polled_is_named(server, why):
    deploy, name = server.aws("codedeploy"), f"quiet-{uuid.uuid4().hex[:8]}"
    arn = f"arn:aws:iam::123456789012:user/{name}"
    deploy.register_on_premises_instance(instanceName=name, iamUserArn=arn)
    tags = [{"Key": "App", "Value": name}]
    deploy.add_tags_to_on_premises_instances(instanceNames=[name], tags=tags)
    deploy.create_application(applicationName=name)
    deploy.create_deployment_group(
        applicationName=name,
        deploymentGroupName="web",
        serviceRoleArn=ROLE,
        onPremisesInstanceTagFilters=[{"Key": "App", "Value": name, "Type": "KEY_AND_VALUE"}],
    )
    s3 = server.aws("s3")
    s3.create_bucket(Bucket=name)
    s3.put_object(Bucket=name, Key="app.zip", Body=zipped(FILES, app__page="x"))
    revision = {"revisionType": "S3", "s3Location": {"bucket": name, "key": "app.zip", "bundleType": "zip"}}
    deployment = deploy.create_deployment(applicationName=name, deploymentGroupName="web", revision=revision)
    text = why(deployment["deploymentId"])
    assert f"host {name}" in text and "has never polled since it was registered" in text, text
    assert f"unblock: start the agent on {name}" in text, text
    deploy.stop_deployment(deploymentId=deployment["deploymentId"])
    assert "stopped by arn:aws:iam::123456789012:root" in why(deployment["deploymentId"])


def test_a_pipeline_is_followed_through_lock_and_transition_to_the_approval(server, code, why):
    pipeline = Pipeline(server, "Gate", approval())
    text = until_said(server, why, pipeline.first, "WaitingForApproval")
    command = last(text)[-1].removeprefix("next: ")
    assert command == f"towline pipeline approve {pipeline.name} --stage Gate --action Ask", text
    second = pipeline.start()
    text = until_said(server, why, second, "StageLocked")
    assert f"execution {pipeline.first}" in text and "WaitingForApproval" in text, text
    third = pipeline.start()
    pipeline.until(second, "Superseded")
    assert f"overtaken in front of stage 'Gate' by execution {third}" in why(second)
    way = {"pipelineName": pipeline.name, "stageName": "Gate", "transitionType": "Inbound"}
    pipeline.client.disable_stage_transition(**way, reason="code freeze")
    text = until_said(server, why, third, "TransitionDisabled")
    assert ":root: code freeze" in text and "transition enable" in last(text)[-1], text
    pipeline.client.stop_pipeline_execution(
        pipelineName=pipeline.name, pipelineExecutionId=pipeline.first, abandon=True, reason="wrong branch"
    )
    assert ":root, its actions given up: wrong branch" in why(pipeline.first)


@pytest.fixture
def follow(server, tmp_path):
    """`follow(text)`: does in a shell what the last line of a `why` says, in its home or another directory."""
    programs, home = tmp_path / "bin", tmp_path / "home"
    for made in (programs, home):
        made.mkdir()
    (programs / "towline").symlink_to(binary())
    path = f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = clean_environment(home, **{**server.environment(), "PATH": path})

    def call(text: str, directory=home):
        command = last(text)[-1].removeprefix("next: ")
        done = subprocess.run(["sh", "-c", command], env=environment, cwd=directory, capture_output=True, text=True)
        assert done.returncode == 0, (command, done.stderr)

    return call


def test_what_is_offered_for_a_pipeline_works_in_a_shell(server, code, why, follow):
    pipeline = Pipeline(server, "Gate", approval())
    follow(until_said(server, why, pipeline.name, "WaitingForApproval"))
    pipeline.until(pipeline.first, "Succeeded")
    way = {"pipelineName": pipeline.name, "stageName": "Gate", "transitionType": "Inbound"}
    pipeline.client.disable_stage_transition(**way, reason="code freeze")
    second = pipeline.start()
    follow(until_said(server, why, second, "TransitionDisabled"))
    until_said(server, why, second, "WaitingForApproval")
    pipeline.client.stop_pipeline_execution(pipelineName=pipeline.name, pipelineExecutionId=second, abandon=True)
    pipeline.until(second, "Stopped")
    follow(why(second))
    until_said(server, why, second, "WaitingForApproval")
    third, fourth = pipeline.start(), pipeline.start()
    pipeline.until(third, "Superseded")
    count = len(pipeline.executions())
    follow(why(third))
    assert len(pipeline.executions()) == count + 1 and fourth in pipeline.executions()


def test_what_is_offered_for_a_deployment_works_in_a_shell(server, agents, why, follow, tmp_path):
    group = Group(server, agents, 1)
    appspec = FILES + hooks(BeforeInstall="scripts/check.sh")
    failed, _ = group.run(zipped(appspec, app__page="x", scripts__check_sh="exit 1"))
    mended = tmp_path / "mended"
    with zipfile.ZipFile(io.BytesIO(zipped(appspec, app__page="mended", scripts__check_sh="exit 0"))) as bundle:
        bundle.extractall(mended)
    follow(why(failed), mended)
    assert (group.hosts[0].root / "srv/page").read_text() == "mended"


def test_a_build_names_the_phase_and_the_command_that_failed(server, why):
    codebuild, name = server.aws("codebuild"), f"why-{uuid.uuid4().hex[:8]}"
    commands = ["echo compiling", "echo undefined symbol; exit 3"]
    spec = json.dumps({"version": "0.2", "phases": {"build": {"commands": commands}}}, indent=1)
    codebuild.create_project(
        name=name,
        source={"type": "NO_SOURCE", "buildspec": spec},
        artifacts={"type": "NO_ARTIFACTS"},
        environment=IMAGE,
        serviceRole=ROLE,
    )
    build = codebuild.start_build(projectName=name)["build"]["id"]
    text = until_said(server, why, build, "retry-build")
    assert "phase BUILD" in text and "COMMAND_EXECUTION_ERROR" in text and "exit status 3" in text, text
    assert any(line.startswith("│") and "undefined symbol" in line for line in last(text)), text
    assert last(text)[-1] == f"next: aws codebuild retry-build --id {build}"


def test_a_build_without_a_runner_says_that_none_was_seen(fresh_server, why):
    server = fresh_server("--no-runner")
    codebuild = server.aws("codebuild")
    codebuild.create_project(
        name="idle",
        source={"type": "NO_SOURCE", "buildspec": 'version: "0.2"\n'},
        artifacts={"type": "NO_ARTIFACTS"},
        environment=IMAGE,
        serviceRole=ROLE,
    )
    build = codebuild.start_build(projectName="idle")["build"]["id"]
    text = why(build, at=server)
    assert "no runner has asked for work in the last 5 min" in text, text
    assert last(text)[-1] == "next: towline runner"
    phase = codebuild.batch_get_builds(ids=[build])["builds"][0]["phases"][-1]
    assert "no runner has taken the build" in phase["contexts"][0]["message"], phase


def test_an_unknown_id_fails_with_the_kinds_of_ids_that_there_are(server, towline, why):
    text = why("nothing-at-all", expect=1)
    assert "`nothing-at-all` names nothing on this server" in text and "a deployment id" in text, text
    towline("why", expect=2)


def test_json_is_what_the_server_said(server, code, towline):
    pipeline = Pipeline(server, "Gate", approval())
    done = towline("why", "--data", server.data, "--json", pipeline.name)
    links = json.loads(done.stdout)["explanations"][0]["links"]
    assert links[0]["kind"] == "pipeline" and links[0]["id"] == pipeline.name
    assert links[0] == server.towline("Explain", {"id": pipeline.name})["explanations"][0]["links"][0]
