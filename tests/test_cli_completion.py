"""Completion as shells do it, with the names of the server's objects."""

import os
import pty
import select
import subprocess
import time

import pytest
from support.deployments import ROLE
from support.pipelines import Pipeline, approval, buckets
from support.processes import PATIENCE, binary, clean_environment


@pytest.fixture(scope="module")
def names(server):
    """A pipeline, an application with a group, and a host."""
    buckets(server)
    pipeline = Pipeline(server, "Gate", approval())
    deploy = server.aws("codedeploy")
    deploy.create_application(applicationName="shop")
    deploy.create_deployment_group(applicationName="shop", deploymentGroupName="web", serviceRoleArn=ROLE)
    deploy.register_on_premises_instance(instanceName="web-1", iamUserArn="arn:aws:iam::123456789012:user/web-1")
    return pipeline


@pytest.fixture
def environment(server, tmp_path):
    """`towline` is on the path and finds the server."""
    directory = tmp_path / "bin"
    directory.mkdir()
    (directory / "towline").symlink_to(binary())
    env = {**clean_environment(tmp_path), "TOWLINE_DATA": str(server.data)}
    return {**env, "PATH": f"{directory}:{env['PATH']}"}


def bash(env, *words: str) -> list:
    """What bash would offer for the last word."""
    script = (
        "source <(towline completion bash)\n"
        'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_TYPE=9\n'
        '_clap_complete_towline towline "${@: -1}" ""\n'
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["bash", "-c", script, "bash", *words], env=env, capture_output=True, text=True, timeout=60)
    return done.stdout.split()


def fish(env, line: str) -> list:
    script = f'towline completion fish | source; complete -C "{line}"'
    done = subprocess.run(["fish", "-c", script], env=env, capture_output=True, text=True, timeout=60)
    return [offer.split("\t")[0] for offer in done.stdout.splitlines()]


def test_bash_completes_commands_flags_and_live_names(names, environment):
    assert "pipeline" in bash(environment, "towline", "pip")
    assert "--abandon" in bash(environment, "towline", "pipeline", "stop", "--ab")
    assert bash(environment, "towline", "pipeline", "show", "line-") == [names.name]
    assert names.first in bash(environment, "towline", "pipeline", "watch", names.first[:4])
    assert "shop/web" in bash(environment, "towline", "deployment", "show", "sh")
    assert bash(environment, "towline", "deploy", ".", "--application", "s") == ["shop"]
    assert bash(environment, "towline", "hosts", "w") == ["web-1"]


def test_the_flags_on_the_line_say_which_server_is_asked(server, names, environment):
    del environment["TOWLINE_DATA"]
    assert bash(environment, "towline", "pipeline", "show", "line-") == []
    line = ["towline", "pipeline", "show", "--data", str(server.data), "line-"]
    assert bash(environment, *line) == [names.name]


def test_a_server_that_is_not_there_is_no_noise(environment):
    environment |= {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "b"}
    del environment["TOWLINE_DATA"]
    script = "source <(towline completion bash)\nCOMP_WORDS=(towline hosts w); COMP_CWORD=2\n_clap_complete_towline towline w hosts\n"
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("", "")


def test_fish_completes_live_names(names, environment):
    assert names.name in fish(environment, "towline pipeline show line-")
    assert "shop/web" in fish(environment, "towline deployment show sh")
    assert "--follow" in fish(environment, "towline logs --fo")


def test_zsh_completes_live_names_at_its_prompt(names, environment, tmp_path):
    ours, theirs = pty.openpty()
    env = {**environment, "TERM": "xterm", "ZDOTDIR": str(tmp_path), "PS1": "> "}
    shell = subprocess.Popen(
        ["zsh", "-f", "-i"], env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    screen = b""

    def until(text: str):
        nonlocal screen
        deadline = time.monotonic() + PATIENCE
        while text.encode() not in screen:
            assert time.monotonic() < deadline, f"waited in vain for {text}: {screen!r}"
            if select.select([ours], [], [], 0.5)[0]:
                screen += os.read(ours, 65536)

    os.write(ours, b"autoload -U compinit && compinit -u && source <(towline completion zsh) && echo re''ady\n")
    until("ready")
    screen = b""
    os.write(ours, b"towline pipeline show line-\t")
    until(names.name)
    shell.kill()
    shell.wait(PATIENCE)
    os.close(ours)
