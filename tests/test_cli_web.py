"""`--web`: every address leads to the page of the same object, which names the command that shows it."""

import os
import re
import stat

import pytest
from support.deployments import FILES, ROLE, Group, zipped
from support.pipelines import Pipeline, approval, buckets
from support.visitor import Visitor, text


@pytest.fixture
def browser(tmp_path):
    """A browser that notes what it is shown."""
    program, note = tmp_path / "browser", tmp_path / "shown"
    program.write_text(f'#!/bin/sh\necho "$@" > {note}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program, note


def objects(server, agents):
    """What can be shown, and the command that its page must name."""
    buckets(server)
    pipeline = Pipeline(server, "Gate", approval())
    group = Group(server, agents, 1)
    deployment, _ = group.run(zipped(FILES, app__page="x"))
    builds = server.aws("codebuild")
    builds.create_project(
        name="seen",
        source={"type": "NO_SOURCE", "buildspec": '{"version": "0.2", "phases": {"build": {"commands": ["true"]}}}'},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={"type": "LINUX_CONTAINER", "image": "host", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole=ROLE,
    )
    build = builds.start_build(projectName="seen")["build"]["id"]
    host = group.hosts[0].name
    return [
        (("pipeline", "show", pipeline.name), f"towline pipeline show {pipeline.name}"),
        (("pipeline", "show", pipeline.first), f"towline pipeline (show|watch) {pipeline.first}"),
        (("deployment", "show", f"{group.name}/web"), f"towline deployment (show|watch) {deployment}"),
        (("build", "show", "seen"), f"towline build show {build}"),
        (("hosts", host), f"towline hosts {host}"),
        (("hosts",), host),
    ]


def test_every_address_leads_to_the_page_that_names_the_command(server, agents, run, browser):
    program, note = browser
    visitor = Visitor(server)
    for command, shown in objects(server, agents):
        result = run(*command, "--web", BROWSER=str(program))
        address = result.stdout.removesuffix("\n")
        assert address.startswith(f"{server.url}/console/") and result.stderr == "", result
        assert note.read_text() == f"{address}\n", command
        page = text(visitor.get(address.removeprefix(server.url)))
        assert re.search(shown.replace("'", ""), page.replace("'", "")), (command, page)


def test_without_a_browser_the_address_is_all_there_is(run, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    for chosen in ("", str(tmp_path / "absent"), "/bin/false %s"):
        result = run("hosts", "--web", BROWSER=chosen, PATH=str(empty))
        assert result.stdout.endswith("/console/hosts\n") and "no browser could be started" in result.stderr, chosen


def test_the_first_browser_that_starts_is_used(run, browser, tmp_path):
    program, note = browser
    result = run("hosts", "--web", BROWSER=f"{tmp_path}/absent:/bin/false:{program} --new %s")
    assert note.read_text() == "--new " + result.stdout and result.stderr == ""
    os.unlink(note)
    others = tmp_path / "others"
    others.mkdir()
    (others / "xdg-open").symlink_to(program)
    result = run("hosts", "--web", PATH=f"{others}:{os.environ['PATH']}")
    assert note.read_text() == result.stdout


def test_a_page_and_a_document_are_two_things(run):
    assert "--web" in run("hosts", "--web", "--json", expect=2).stderr
