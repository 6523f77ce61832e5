"""Fixtures of the end-to-end suite: a real server per test module, stock clients, real agents.

Nothing here sleeps: what has to be waited for is waited for through the server's event stream
(`server.wait`), always with a deadline."""

import itertools
from contextlib import ExitStack

import pytest
from support.agent import Agent
from support.browser import Browser
from support.cli import aws_program
from support.cli import run as execute
from support.disk import MIB, DiskServer, SmallDisk
from support.pipelines import buckets
from support.processes import LIVE, binary, clean_environment
from support.server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A `towline server` on a fresh data directory and a free port, for one test module."""
    server = Server(tmp_path_factory.mktemp("server")).start()
    yield server
    server.stop()


@pytest.fixture
def fresh_server(tmp_path):
    """Starts further servers, for tests that need one to themselves: `fresh_server("--no-runner")`."""
    numbers = itertools.count()
    with ExitStack() as ending:

        def start(*options: str) -> Server:
            directory = tmp_path / f"server-{next(numbers)}"
            directory.mkdir()
            server = Server(directory, *options).start()
            ending.callback(server.stop)
            return server

        yield start


@pytest.fixture
def disk_server(tmp_path):
    """A server whose data directory is a disk of 24 MiB."""
    directory = tmp_path / "small"
    try:
        disk = SmallDisk(directory / "data", 24 * MIB)
    except OSError as error:
        pytest.skip(str(error))
    server = DiskServer(directory, disk).start()
    yield server
    server.stop()
    disk.close()


@pytest.fixture(scope="module")
def aws(server):
    """`aws("codedeploy")`: a boto3 client with the root key."""
    return server.aws


@pytest.fixture(scope="module")
def browser(server, tmp_path_factory):
    """A window of a real Chromium, signed in at the module's server."""
    browser = Browser(tmp_path_factory.mktemp("browser"))
    browser.sign_in(server.url)
    yield browser
    browser.close()


@pytest.fixture
def cli(server, tmp_path):
    """`cli("deploy", "list-applications")`: the stock AWS CLI; `expect=` its exit code."""
    home = tmp_path / "home"
    home.mkdir()

    def call(*args: str, expect=0, **env: str):
        environment = clean_environment(home, **{**server.environment(), **env})
        return execute([*aws_program(), *args], environment, expect)

    return call


@pytest.fixture
def towline(tmp_path):
    """`towline("env", "--data", …)`: our own program as a person runs it; `expect=` its exit code."""
    home = tmp_path / "towline-home"
    home.mkdir()

    def call(*args: str, expect=0, **env: str):
        return execute([binary(), *map(str, args)], clean_environment(home, **env), expect)

    return call


@pytest.fixture
def run(server, towline):
    """`run("hosts")`: our own program with the module's server."""

    def call(*args, expect=0, **env):
        return towline(*args, "--data", server.data, expect=expect, **env)

    return call


@pytest.fixture(scope="module")
def code(server):
    """The buckets that pipelines read and write."""
    buckets(server)


# As many digits in all: the order of the names is the order in which hosts are made.
_numbers = itertools.count(1001)


@pytest.fixture
def agents(request, tmp_path):
    """`agents(3, Env="prod")`: that many joined and running agents with these tags.

    They belong to the module's `server`, or to the one given with `at=`."""
    with ExitStack() as ending:

        def start(count: int, at=None, **tags: str) -> list:
            server = at or request.getfixturevalue("server")
            new = []
            for name in (f"host-{next(_numbers)}" for _ in range(count)):
                new.append(Agent(server, tmp_path / name, name, tags).start())
                ending.callback(new[-1].stop)
            return new

        yield start


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failing test shows the end of the log of every process that is up."""
    report = yield
    if report.failed:
        report.sections += [(f"log of {process.name}", process.tail()) for process in LIVE]
    return report
