"""Real agents behind a real server: what deployments do to hosts, and what hosts survive."""

import io
import os
import signal
import tarfile
import zipfile

import pytest
from support.deployments import APPSPEC, FILES, Group, hooks, note, ran, until, zipped


@pytest.fixture
def group(server, agents):
    """`group(3)`: a group with that many hosts."""
    return lambda count=1: Group(server, agents, count)


def test_two_revisions_on_three_hosts(group):
    group = group(3)
    scripts = {"ApplicationStop": "stop.sh", "BeforeInstall": "before.sh", "ApplicationStart": "start.sh"}

    def revision(word: str) -> bytes:
        texts = {f"{name}_sh": note(f"{name}-{word}") for name in ("stop", "before", "start")}
        return zipped(FILES + hooks(**scripts), app__index=word, **texts)

    one, status = group.run(revision("one"))
    assert status == "Succeeded"
    for host in group.hosts:
        assert (host.root / "srv/index").read_text() == "one"
        assert [line.split()[:3] for line in ran(host)] == [
            ["before-one", one, "BeforeInstall"],
            ["start-one", one, "ApplicationStart"],
        ]
        events = group.events(one, host)
        assert [event["status"] for event in events.values()] == ["Succeeded"] * 7
        assert list(events)[:2] == ["ApplicationStop", "DownloadBundle"]

    two, status = group.run(revision("two"))
    assert status == "Succeeded"
    for host in group.hosts:
        assert (host.root / "srv/index").read_text() == "two"
        word, deployment, event, application, name, key = ran(host)[2].split()
        assert (word, deployment, event) == ("stop-one", two, "ApplicationStop"), "the stop script is the old one's"
        assert (application, name) == (group.name, "web")
        assert key.startswith(group.name)
    assert "[stdout]out of stop-one" in group.events(two)["ApplicationStop"]["diagnostics"]["logTail"]


def test_a_failing_script_is_named_with_its_output(group):
    group = group()
    bundle = zipped(
        FILES + hooks(BeforeInstall="bad.sh", AfterInstall="never.sh"),
        app__x="x",
        bad_sh="#!/bin/sh\necho about to fail\necho no luck >&2\nexit 7\n",
        never_sh=note("never"),
    )
    deployment, status = group.run(bundle)
    assert status == "Failed"
    events = group.events(deployment)
    diagnostics = events["BeforeInstall"]["diagnostics"]
    assert diagnostics["errorCode"] == "ScriptFailed"
    assert diagnostics["scriptName"] == "bad.sh"
    assert diagnostics["message"] == "Script at specified location: bad.sh failed with exit code 7"
    assert "[stdout]about to fail\n" in diagnostics["logTail"]
    assert "[stderr]no luck\n" in diagnostics["logTail"]
    assert events["Install"]["status"] == "Skipped"
    assert not (group.hosts[0].root / "srv/x").exists() and ran(group.hosts[0]) == []


def test_what_is_ignored_in_an_appspec_file_is_said(group):
    group = group()
    deployment, status = group.run(zipped(FILES + "    overwrite: true\n", app__x="x"))
    assert status == "Succeeded"
    log = group.events(deployment)["Install"]["diagnostics"]["logTail"]
    assert log.startswith('warning: an entry of `files` has no key "overwrite"; it is ignored\n --> appspec.yml:6:5')


@pytest.mark.parametrize(
    "behavior, status, content", [("DISALLOW", "Failed", "mine"), ("OVERWRITE", "Succeeded", "new"), ("RETAIN", "Succeeded", "mine")]
)
def test_a_file_that_exists(group, behavior, status, content):
    group = group()
    (group.hosts[0].root / "srv").mkdir(exist_ok=True)
    file = group.hosts[0].root / "srv/x"
    file.write_text("mine")
    deployment, ended = group.run(zipped(FILES, app__x="new"), fileExistsBehavior=behavior)
    assert (ended, file.read_text()) == (status, content)
    if status == "Failed":
        message = group.events(deployment)["Install"]["diagnostics"]["message"]
        assert message == (
            "The deployment failed because a specified file already exists at this location: /srv/x"
        )


def test_a_script_that_takes_too_long(group):
    group = group()
    appspec = "hooks:\n  BeforeInstall:\n    - location: slow.sh\n      timeout: 1\n"
    deployment, status = group.run(zipped(appspec, slow_sh="#!/bin/sh\nsleep 600 &\nwait\n"))
    assert status == "Failed"
    diagnostics = group.events(deployment)["BeforeInstall"]["diagnostics"]
    assert diagnostics["errorCode"] == "ScriptTimedOut"
    assert diagnostics["message"] == "Script at specified location: slow.sh failed to complete in 1 seconds"


def test_a_script_runs_as_the_user_it_names(group):
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    group = group()
    appspec = "hooks:\n  BeforeInstall:\n    - {location: who.sh, runas: nobody}\n    - {location: who.sh, runas: root}\n"
    group.hosts[0].data.parent.chmod(0o755)
    deployment, status = group.run(zipped(appspec, who_sh="echo I am $(id -un)\n"))
    log = group.events(deployment)["BeforeInstall"]["diagnostics"]["logTail"]
    assert status == "Succeeded", log
    assert "[stdout]I am nobody\n" in log and "[stdout]I am root\n" in log


def tarred(*members) -> bytes:
    """A tar of an AppSpec file and these (name, type, link target or size)."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        text = (APPSPEC + FILES).encode()
        head = tarfile.TarInfo("appspec.yml")
        head.size = len(text)
        archive.addfile(head, io.BytesIO(text))
        for name, kind, link in members:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, link
            archive.addfile(member)
    return content.getvalue()


HOSTILE = {
    "absolute": [("/tmp/evil", tarfile.REGTYPE, "")],
    "parent": [("app/../../evil", tarfile.REGTYPE, "")],
    "link": [("app/evil", tarfile.SYMTYPE, "/etc/passwd")],
    "link-up": [("app/evil", tarfile.SYMTYPE, "../../../evil")],
    "hard-link": [("app/evil", tarfile.LNKTYPE, "/etc/passwd")],
    "through-link": [("evil", tarfile.SYMTYPE, "app"), ("evil/x", tarfile.REGTYPE, "")],
    "device": [("app/evil", tarfile.CHRTYPE, "")],
    "pipe": [("app/evil", tarfile.FIFOTYPE, "")],
}


@pytest.mark.parametrize("trick", HOSTILE)
def test_hostile_archives_are_refused_by_name(group, trick):
    group = group()
    deployment, status = group.run(tarred(*HOSTILE[trick]), "tar")
    assert status == "Failed"
    event = group.events(deployment)["DownloadBundle"]
    assert event["status"] == "Failed"
    assert event["diagnostics"]["errorCode"] == "UnknownError"
    assert HOSTILE[trick][-1][0] in event["diagnostics"]["message"]
    assert not list(group.hosts[0].root.glob("**/evil"))


def test_an_archive_bomb_is_refused(group):
    group = group()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("appspec.yml", APPSPEC + FILES)
        with archive.open("app/bomb", "w") as bomb:
            for _ in range(300):
                bomb.write(bytes(1 << 20))
    deployment, status = group.run(content.getvalue())
    assert status == "Failed"
    assert "app/bomb" in group.events(deployment)["DownloadBundle"]["diagnostics"]["message"]


def test_a_child_in_the_background_outlives_the_script(group):
    group = group()
    script = "#!/bin/sh\nsleep 600 &\necho $! > $TOWLINE_ROOT/var/pid\n"
    deployment, status = group.run(zipped(hooks(ApplicationStart="up.sh"), up_sh=script))
    assert status == "Succeeded"
    event = group.events(deployment)["ApplicationStart"]
    assert (event["endTime"] - event["startTime"]).total_seconds() < 60
    pid = int((group.hosts[0].root / "var/pid").read_text())
    os.kill(pid, 0)
    group.hosts[0].stop()
    os.kill(pid, signal.SIGKILL)


def test_an_agent_killed_in_a_script_reports_the_failure(group):
    group = group()
    host = group.hosts[0]
    slow = note("once", "touch $TOWLINE_ROOT/var/up\nsleep 2\n")
    deployment = group.start(zipped(hooks(BeforeInstall="slow.sh"), slow_sh=slow))
    until((host.root / "var/up").exists, "the script")
    host.kill()
    host.start()
    assert group.end(deployment) == "Failed"
    diagnostics = group.events(deployment)["BeforeInstall"]["diagnostics"]
    assert diagnostics["errorCode"] == "UnknownError"
    assert diagnostics["message"] == "Failed: Failing in-progress lifecycle event after an agent restart."
    assert len(ran(host)) == 1


def test_an_agent_killed_in_install_does_it_again(group):
    group = group()
    host = group.hosts[0]
    files = {f"app__{n}": "x" * 4000 for n in range(6000)}
    bundle = zipped(FILES + hooks(AfterInstall="after.sh"), after_sh=note("after"), **files)
    deployment = group.start(bundle)
    until((host.root / "srv/1").exists, "the first file")
    host.kill()
    assert not (host.root / "srv/999").exists(), "killed too late to show anything"
    host.start()
    assert group.end(deployment) == "Succeeded"
    assert len(list((host.root / "srv").iterdir())) == 6000
    assert len(ran(host)) == 1


def test_the_server_killed_in_a_script_loses_nothing(fresh_server, agents):
    server = fresh_server("--no-runner")
    group = Group(server, agents, 1)
    host = group.hosts[0]
    wait = note("once", "touch $TOWLINE_ROOT/var/up\nwhile [ ! -e $TOWLINE_ROOT/var/go ]; do sleep 0.1; done\n")
    deployment = group.start(zipped(hooks(BeforeInstall="wait.sh"), wait_sh=wait))
    until((host.root / "var/up").exists, "the script")
    server.kill()
    (host.root / "var/go").touch()
    server.start()
    assert group.end(deployment) == "Succeeded"
    assert len(ran(host)) == 1


def test_with_namespaces_a_host_sees_its_own_root(group):
    group = group()
    host = group.hosts[0]
    if "own mount namespace" not in host.process.tail():
        pytest.skip("namespaces are not permitted here")
    script = "#!/bin/sh\necho data > /srv/made\ntouch /usr/made /etc/made || echo protected\nls /\n"
    deployment, status = group.run(zipped(hooks(BeforeInstall="look.sh"), look_sh=script))
    log = group.events(deployment)["BeforeInstall"]["diagnostics"]["logTail"]
    assert status == "Succeeded", log
    assert (host.root / "srv/made").read_text() == "data\n"
    assert "[stdout]protected\n" in log
    assert not os.path.exists("/usr/made") and not os.path.exists("/etc/made")
