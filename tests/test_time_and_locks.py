"""What the machine does to a server that runs: its clock steps back an hour and forward again, another
program holds the database. Each time: nothing is lost, nothing is done twice, and work goes on."""

import sqlite3
import threading
from pathlib import Path

import pytest
from support.deployments import FILES, Group, hooks, note, ran, until, zipped
from support.server import ApiFailure
from test_faults import refused

LOCKED = "The server's database is locked by another program; nothing was stored: try again"
HOUR = 3600
WAIT = "touch $TOWLINE_ROOT/var/up\nwhile [ ! -e $TOWLINE_ROOT/var/go ]; do sleep 0.1; done\n"


def start(group: Group) -> str:
    """A deployment whose script waits on every host for `var/go`."""
    for host in group.hosts:
        for name in ("up", "go"):
            (host.root / "var" / name).unlink(missing_ok=True)
    deployment = group.start(zipped(FILES + hooks(BeforeInstall="wait.sh"), app__index="x", wait_sh=note("once", WAIT)))
    for host in group.hosts:
        until((host.root / "var/up").exists, "the script")
    return deployment


def go(group: Group):
    for host in group.hosts:
        (host.root / "var/go").touch()


def ran_once(group: Group, *deployments: str):
    for host in group.hosts:
        assert [line.split()[1] for line in ran(host)] == list(deployments)


# The clock


class Time:
    """What a process takes for the time: the machine's, moved by as many seconds as `step` says."""

    def __init__(self, directory: Path):
        libraries = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        assert libraries, "install faketime: cargo xtask test does it"
        self.file = directory / "time"
        self.environment = {
            "LD_PRELOAD": str(libraries[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            # A step moves the clock on the wall, not the one that only counts.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        self.step(0)

    def step(self, seconds: int):
        beside = self.file.with_suffix(".new")
        beside.write_text(f"{seconds:+d}")
        beside.rename(self.file)


@pytest.fixture
def clock(tmp_path):
    return Time(tmp_path)


def under(clock: Time, process):
    """Starts the process again with this clock."""
    process.stop()
    process.process.env |= clock.environment
    process.start()


def test_hosts_with_another_clock_are_refused_by_name_and_lose_nothing(fresh_server, agents, clock):
    server = fresh_server("--no-runner")
    under(clock, server)
    group = Group(server, agents, 2)
    deployment = start(group)
    clock.step(-HOUR)
    code, message = refused(server.aws("codedeploy").list_applications)[1:]
    assert code == "InvalidSignatureException" and message.startswith("Signature not yet current")
    go(group)
    for host in group.hosts:
        until(lambda: "PutHostCommandComplete is repeated" in host.process.tail(), "the report to be refused")
        assert "Signature not yet current" in host.process.tail()
    clock.step(0)
    assert group.end(deployment) == "Succeeded"
    ran_once(group, deployment)


# The database in other hands


class Lock:
    """Another program that has the database to itself."""

    def __init__(self, server):
        self._database = sqlite3.connect(server.data / "towline.db", isolation_level=None, check_same_thread=False)
        self._database.execute("BEGIN EXCLUSIVE")

    def release(self):
        self._database.execute("ROLLBACK")
        self._database.close()


def test_a_locked_database_is_named_keeps_reads_and_loses_nothing(fresh_server, agents):
    server = fresh_server("--no-runner")
    group = Group(server, agents, 2)
    s3 = server.aws("s3")
    s3.create_bucket(Bucket="kept")
    s3.put_object(Bucket="kept", Key="before", Body=b"before")
    deployment = start(group)
    lock = Lock(server)
    go(group)
    answers = {}
    writes = {
        "application": lambda: group.deploy.create_application(applicationName="during"),
        "object": lambda: s3.put_object(Bucket="kept", Key="during", Body=b"during"),
        "token": lambda: server.towline("CreateJoinToken"),
    }
    threads = [
        threading.Thread(target=lambda name=name, write=write: answers.update({name: refused(write)}))
        for name, write in writes.items()
    ]
    for thread in threads:
        thread.start()
    assert s3.get_object(Bucket="kept", Key="before")["Body"].read() == b"before"
    assert group.status(deployment) == "InProgress"
    assert server.get("/livez").status == 200
    assert server.get("/healthz").status == 503
    for thread in threads:
        thread.join(60)
    unavailable = (500, "InternalFailure", LOCKED)
    assert answers == {"application": unavailable, "object": (503, "ServiceUnavailable", LOCKED), "token": unavailable}
    until(lambda: "not stored yet" in server.process.log.read_text(), "the hosts' reports")
    lock.release()
    assert group.end(deployment) == "Succeeded"
    ran_once(group, deployment)
    assert "during" not in group.deploy.list_applications()["applications"]
    for write in writes.values():
        write()
    server.restart()
    assert "during" in group.deploy.list_applications()["applications"]
    assert s3.get_object(Bucket="kept", Key="during")["Body"].read() == b"during"


def test_a_write_waits_for_a_lock_that_is_soon_released(server):
    deploy = server.aws("codedeploy")
    lock = Lock(server)
    write = threading.Thread(target=lambda: deploy.create_application(applicationName="patient"))
    write.start()
    write.join(1)
    assert write.is_alive() and deploy.list_applications()["applications"] == []
    lock.release()
    write.join(30)
    assert deploy.list_applications()["applications"] == ["patient"]


# Events


def test_events_asked_from_the_future_are_refused_and_the_newest_is_named(server):
    newest = server.events()[-1]["seq"] if server.events() else 0
    for after in (newest + 1, 10**15):
        with pytest.raises(ApiFailure, match=f"the newest one is {newest}") as failure:
            server.towline("ListEvents", {"after": after, "limit": 10})
        assert failure.value.code == "EventNotFoundException"
