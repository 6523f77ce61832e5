"""Logs: one line for each thing worth one, whatever a client sends; consistent fields; no secret."""

import base64
import json
import re
from contextlib import contextmanager

import pytest
from support.cli import run
from support.git import Clone, address
from support.processes import binary, clean_environment
from support.server import ROOT_SECRET, Server
from test_agent import FILES, Group, hooks, note, until, zipped
from test_codebuild import Project, runner_process, spec
from test_codebuild_pipeline import Run, action, archive

EVERYTHING = "towline=trace,info"


@contextmanager
def logged(directory, form: str, *options: str):
    """A server that logs all that our own code has to say, in this form."""
    directory.mkdir()
    server = Server(directory, *options)
    server.process.env |= {"RUST_LOG": EVERYTHING, "TOWLINE_LOG_FORMAT": form}
    server.start()
    try:
        yield server
    finally:
        server.stop()


def entries(server) -> list:
    """The lines of a JSON log; each must be JSON."""
    return [json.loads(line) for line in server.process.log.read_text().splitlines()]


def field(entry: dict, name: str):
    """A field of the line itself or of what it happened in."""
    inside = [span[name] for span in entry.get("spans", []) if name in span]
    return entry.get(name, inside[-1] if inside else None)


def test_each_end_and_each_refusal_is_one_line_with_its_fields(tmp_path, agents):
    with logged(tmp_path / "json", "json") as server:
        group = Group(server, agents, 1)
        deployment, _ = group.run(zipped(FILES, app__index="x"))
        build = Project(server, "logged").run()["id"]
        try:
            group.deploy.get_application(applicationName="nothing")
        except group.deploy.exceptions.ApplicationDoesNotExistException as error:
            request = error.response["ResponseMetadata"]["RequestId"]
        log = entries(server)
    ended = [entry for entry in log if entry["message"] == "ended"]
    assert [(e["kind"], e["level"]) for e in ended if e.get("deployment") == deployment] == [
        ("deployment.succeeded", "INFO")
    ]
    assert [e["kind"] for e in ended if e.get("build") == build] == ["build.succeeded"]
    [refused] = [entry for entry in log if field(entry, "id") == request]
    assert refused["message"] == "refused" and refused["level"] == "INFO" and refused["status"] == 400
    assert refused["code"] == "ApplicationDoesNotExistException" and refused["milliseconds"] > 0
    assert field(refused, "service") == "codedeploy" and field(refused, "operation") == "GetApplication"
    assert field(refused, "caller") == "AKIATOWLINETESTROOT1"
    [answered] = [e for e in log if e["message"] == "answered" and field(e, "operation") == "CreateDeployment"]
    assert answered["level"] == "DEBUG" and answered["milliseconds"] > 0


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_client_cannot_make_lines(tmp_path, form):
    evil = "x\nFORGED \x1b[31mred\r\u2028FORGED"
    with logged(tmp_path / form, form, "--no-runner") as server:
        deploy = server.aws("codedeploy", parameter_validation=False)
        for call in (
            lambda: deploy.create_application(applicationName=evil),
            lambda: deploy.get_deployment_config(deploymentConfigName=evil),
            lambda: server.json_call(f"CodeDeploy_20141006.{evil!r}", "codedeploy", "X"),
            lambda: server.aws("codepipeline", parameter_validation=False).get_pipeline(name=evil),
            lambda: server.aws("codebuild").batch_get_projects(names=[evil]),
            lambda: server.aws("s3").get_object(Bucket="bucket", Key=evil),
            lambda: server.towline("JoinHost", {"name": evil}),
        ):
            try:
                call()
            except Exception:
                pass  # refused or not: the log is what counts
        server.get("/git/a%0aFORGED%1b[31m/info/refs?service=git-upload-pack")
        server.get("/%0aFORGED")
    text = server.process.log.read_bytes().decode()
    assert "FORGED" in text and "\x1b" not in text and "\r" not in text
    # Lines of JSON end with a line feed and with nothing else.
    lines = text.splitlines() if form == "text" else text.removesuffix("\n").split("\n")
    start = re.compile(r"\d{4}-\d\d-\d\dT" if form == "text" else r'\{"timestamp".*\}$')
    assert [line for line in lines if not start.match(line)] == []


def test_no_secret_is_logged(tmp_path, agents):
    """Everything that has a secret is used, and every process tells all it has to tell."""
    canaries = {"root key": ROOT_SECRET, "basic": base64.b64encode(f":{ROOT_SECRET}".encode()).decode()[4:-4]}
    logs = []
    with logged(tmp_path / "all", "text", "--no-runner") as server:
        logs.append(server.process.log)
        # A host: its join token, its key, its commands.
        group = Group(server, lambda *_, **tags: [], 0)
        token = server.towline("CreateJoinToken")["token"]
        data, root = tmp_path / "agent", tmp_path / "root"
        root.mkdir()
        join = [binary(), "agent", "join", "--data", str(data), "--server", server.url, "--name", "canary"]
        environment = clean_environment(tmp_path, TOWLINE_JOIN_TOKEN=token, RUST_LOG=EVERYTHING)
        done = run([*join, "--tag", f"App={group.name}"], environment, expect=0)
        canaries["join token"], canaries["joined"] = token.split(".")[2], "secret_access_key"
        canaries["host key"] = json.loads((data / "identity.json").read_text())["secret_access_key"]
        assert canaries["host key"] not in done.stdout + done.stderr
        agent = agent_process(tmp_path, data, root)
        logs.append(agent.log)
        agent.start()
        scripts = hooks(BeforeInstall="one.sh", ApplicationStart="two.sh")
        group.run(zipped(FILES + scripts, app__index="x", one_sh=note("one"), two_sh="exit 1\n"))
        # A runner: its key, its leases, the variables of a build, presigned addresses.
        runner = runner_process(server, tmp_path, "canary")
        runner.env |= {"RUST_LOG": EVERYTHING}
        logs.append(runner.log)
        runner.start()
        canaries["variable"], canaries["configured"] = "canary-plain-variable", "canary-in-configuration"
        project = Project(server, "canary")
        secret = [{"name": "PASSWORD", "value": canaries["variable"], "type": "PLAINTEXT"}]
        project.run(spec(build={"commands": ["test -n $PASSWORD", "false"]}), environmentVariablesOverride=secret)
        s3 = server.aws("s3")
        for bucket in ["sources", "store", "published"]:
            s3.create_bucket(Bucket=bucket)
        server.towline("CreateRepository", {"name": "canary"})
        clone = Clone(server, "canary", tmp_path / "clone")
        clone.commit("first", **{"buildspec.yml": spec(build={"commands": ["true"]})})
        clone.push("HEAD:main")
        clone.git("clone", address(server, "canary", secret="wrong-canary"), "no", expect=128)
        canaries["wrong password"] = "wrong-canary"
        variables = json.dumps([{"name": "TOKEN", "value": canaries["configured"], "type": "PLAINTEXT"}])
        source = action("Source", "Source", "CodeCommit", outputs=["code"], RepositoryName="canary", BranchName="main")
        build = action("Build", "Build", "CodeBuild", ["code"], ProjectName="piped", EnvironmentVariables=variables)
        assert Run(server, "piped", [source], build).status == "Succeeded"
        url = s3.generate_presigned_url("get_object", Params={"Bucket": "store", "Key": "nothing"})
        server.get(url.removeprefix(server.url))
        canaries["presigned"] = url.split("Signature=")[1].split("&")[0]
        s3.put_object(Bucket="store", Key="a.zip", Body=archive({"a": "b"}))
        for part in (server.process, agent, runner):
            until(lambda: part.log.read_text(), f"a word of {part.name}")
        runner.stop()
        agent.stop()
    for log in logs:
        text = log.read_text()
        assert "DEBUG" in text or "TRACE" in text or "INFO" in text
        found = [what for what, canary in canaries.items() if canary in text]
        assert found == [], f"{log.name} tells {found}"
        # The last part of a command's identifier, and a lease, are secrets of their own.
        assert not re.search(r"d-[A-Z0-9]{9}/canary/\w+/[0-9a-f-]{36}", text), log.name
        assert not re.search(r"Credential=|AWS4-HMAC|[Aa]uthorization", text), log.name


def agent_process(directory, data, root):
    from support.processes import Process

    command = [binary(), "agent", "--data", str(data), "--root", str(root), "--log-format", "text"]
    env = clean_environment(directory, RUST_LOG=EVERYTHING)
    return Process("towline agent canary", command, directory / "agent.log", env)
