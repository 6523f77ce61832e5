"""The commands that pages of the console show are commands: each is run as it stands."""

import re
import shlex
from contextlib import ExitStack
from urllib.parse import quote

import pytest
from support.agent import crew
from support.builds import build_with_log
from support.site import Site
from support.visitor import Visitor, attribute

# How a command ends that was not understood. What is watched may have ended otherwise than well.
USAGE = 2


@pytest.fixture(scope="module")
def site(server, tmp_path_factory):
    """A good release, a bad one that was rolled back, and a build."""
    directory = tmp_path_factory.mktemp("site")
    with ExitStack() as ending:
        site = Site(server, crew(ending, directory, "shop"), directory / "clone", name="shop")
        site.good_and_bad()
        site.build = build_with_log(server, "unit", ["ok"])
        yield site


def pages(site) -> list:
    host = site.hosts[0].name
    group = "application=shop&group=live"
    return [
        *["", "pipelines", "hosts", "deployments", "builds", "repositories", "keys", "queue"],
        *[f"deployments?{group}", "builds?project=unit"],
        *[f"pipelines/shop{place}" for place in ("", f"/{site.bad}", f"/compare?from={site.good}&to={site.bad}")],
        *[f"deployments/{site.failed}", f"deployments/{site.failed}/{host}", f"hosts/{host}"],
        f"builds/{quote(site.build, safe='')}",
        f"logs?build={quote(site.build, safe='')}",
        f"logs?deployment={site.failed}&target={host}&event=ValidateService",
    ]


def test_what_can_be_copied_is_understood(server, site, cli, run, monkeypatch, tmp_path):
    visitor, known = Visitor(server), set()
    for page in pages(site):
        known.update(attribute(visitor.get(f"/console/{page}"), "data-copy"))
    commands = sorted(one for one in known if one.split()[0] in ("aws", "towline"))
    assert len(commands) > 20, commands
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yml").write_text(run("pipeline", "show", "shop", "--definition").stdout)
    for command in commands:
        program, *words = shlex.split(command)
        if program == "aws":
            cli(*words)
        else:
            told = run(*words, expect=None)
            assert told.code != USAGE, f"{command}: {told.stderr}"


def test_what_an_empty_page_says_is_understood(fresh_server, towline):
    visitor, known = Visitor(fresh_server("--no-runner")), set()
    for page in ["", "pipelines", "hosts", "deployments", "builds", "repositories", "keys"]:
        text = visitor.get(f"/console/{page}")
        known.update(re.findall(r"<code>(towline [^<]*)</code>", text))
    assert len(known) > 4, known
    for command in known:
        words = command.split()[1:]
        if not any(word.isupper() for word in words):
            towline(*words, "--help")
            continue
        keys = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y"}
        told = towline(*words, "--endpoint-url", "http://127.0.0.1:1", expect=None, **keys)
        # There is neither such a file nor a server, but they were looked for.
        assert told.code and "Usage:" not in told.stderr, f"{command}: {told.stderr}"
