"""What is answered is on the disk: proven from the system calls of the real processes.

The server and an agent run under strace. A model of a disk that keeps nothing but what was synced
(`support/powercut.py`) is told their calls: at the very moment at which an answer leaves, or a script
starts, nothing may be missing, and a server that starts on what is left has every acknowledged write."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.agent import Agent
from support.deployments import Group, hooks, until, zipped
from support.git import Clone, address
from support.powercut import Disk
from support.server import ApiFailure, Server
from support.trace import complete, parse, strace

SENDS = ("write", "writev", "sendto", "sendmsg")
SYNCS = ("fsync", "fdatasync")
# The number of the process that holds the directory, and SQLite's index of its log, made anew.
WORTHLESS = {"bytes of /lock", "bytes of /towline.db-shm"}


class Traced(Server):
    """A server under strace; after each acknowledged write an unsigned request marks its place."""

    def __init__(self, directory: Path):
        super().__init__(directory, "--no-runner")
        self.output, self.marks = directory / "trace", []
        self.process.command[:0] = strace(self.output)

    def acknowledged(self, what: str, call, streamed=False):
        """Makes a write. The answer to a streamed one counts from its last piece, else from its first."""
        answer = call()
        self.marks.append((what, streamed))
        self.get(f"/healthz?mark-{len(self.marks)}")
        return answer

    def calls(self) -> list:
        process = self.process.child.pid
        self.stop()
        until(lambda: complete(self.output, process), "the end of the trace")
        return parse(self.output)


def sent(calls: list) -> list:
    """What went out over TCP: call, connection, first bytes."""
    return [
        (call, call.files[0], b"".join(call.strings))
        for call in calls
        if call.name in SENDS and call.files and call.files[0].startswith("TCP")
    ]


def answers(calls: list, marks: list) -> dict:
    """The line of the trace at which the answer to each marked write left."""
    reads = [call for call in calls if call.name in ("read", "recvfrom") and call.files]
    sends, answers, before = sent(calls), {}, 0
    for number, (what, streamed) in enumerate(marks, 1):
        text = f"GET /healthz?mark-{number} ".encode()
        [mark] = [call for call in reads if call.strings and text in call.strings[0]]
        mine = [(call, content) for call, _, content in sends if before < call.began < mark.began]
        if streamed:
            answers[what] = [call for call, content in mine if content != b"0\r\n\r\n"][-1].began
        else:
            answers[what] = [call for call, content in mine if content.startswith(b"HTTP/1.1 20")][-1].began
        before = next(call.began for call, to, _ in sends if to == mark.files[0] and call.began > mark.began)
    return answers


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """One write of each kind, one after the other, with the calls that they caused."""
    directory = tmp_path_factory.mktemp("traced")
    server = Traced(directory).start()
    deploy, s3 = server.aws("codedeploy"), server.aws("s3")
    server.acknowledged("application", lambda: deploy.create_application(applicationName="shop"))
    server.acknowledged("bucket", lambda: s3.create_bucket(Bucket="kept"))
    server.acknowledged("object", lambda: s3.put_object(Bucket="kept", Key="one", Body=b"first " * 999))
    server.acknowledged("overwritten", lambda: s3.put_object(Bucket="kept", Key="one", Body=b"second " * 999))
    at = {"Bucket": "kept", "Key": "parts"}
    at["UploadId"] = server.acknowledged("upload", lambda: s3.create_multipart_upload(**at))["UploadId"]
    part = server.acknowledged("part", lambda: s3.upload_part(**at, PartNumber=1, Body=b"part"))
    parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    server.acknowledged("parts", lambda: s3.complete_multipart_upload(**at, MultipartUpload=parts))
    server.acknowledged("copy", lambda: s3.copy_object(Bucket="kept", Key="copy", CopySource="kept/one"))
    server.acknowledged("repository", lambda: server.towline("CreateRepository", {"name": "site"}))
    clone = Clone(server, "site", directory / "clone")
    commits = []
    for word in ("begin", "more"):
        commits.append(clone.commit(word, page=word * 99, **{f"{word}.txt": word}))
        server.acknowledged(f"push {word}", clone.push, streamed=True)
    server.acknowledged("push branch", lambda: clone.push("HEAD:refs/heads/feature/x"), streamed=True)
    server.acknowledged("token", lambda: server.towline("CreateJoinToken"))
    return server, server.calls(), commits


def losses(calls: list, marks: list, root: Path) -> dict:
    """What a power cut at each answer would take, by the write that was answered."""
    found = {what: set(Disk(root).replay(calls, line).lost()) for what, line in answers(calls, marks).items()}
    return {what: lost - WORTHLESS for what, lost in found.items() if lost - WORTHLESS}


def test_nothing_of_an_answered_write_is_missing_from_the_disk(story):
    server, calls, _ = story
    assert losses(calls, server.marks, server.data) == {}


def test_each_write_is_synced_between_its_request_and_its_answer(story):
    """Not by luck: each one was written to the log after the one before, and synced."""
    server, calls, _ = story
    log = str(server.data / "towline.db-wal")
    before = 0
    for what, line in answers(calls, server.marks).items():
        mine = [call for call in calls if before < call.began and call.ended < line and log in call.files]
        written = [call for call in mine if call.name == "pwrite64"]
        if not what.startswith("push"):  # its place is the repository
            assert written, f"{what} was not written to the log before it was answered"
        if written:
            assert any(call.name in SYNCS and call.began > written[-1].ended for call in mine), what
        before = line


def test_an_object_is_whole_on_the_disk_before_its_row(story):
    server, calls, _ = story
    blob = server.data / "blob"
    log = str(server.data / "towline.db-wal")
    ends = answers(calls, server.marks)
    begun = ends["bucket"]
    for what in ("object", "overwritten"):
        mine = [call for call in calls if begun < call.began and call.ended < ends[what]]
        [renamed] = [call for call in mine if call.name.startswith(("rename", "link")) and str(blob) in call.args]
        draft, name = renamed.paths[:2]
        written = [call for call in mine if call.name == "write" and draft in call.files]
        [synced] = [call for call in mine if call.name in SYNCS and draft in call.files]
        [named] = [call for call in mine if call.name in SYNCS and str(Path(name).parent) in call.files]
        row = next(call for call in mine if call.name == "pwrite64" and log in call.files)
        assert written[-1].ended < synced.began and synced.ended < renamed.began
        assert renamed.ended < named.began and named.ended < row.began
        begun = ends[what]


DOCTORED = {
    "the log is not synced": lambda server, call: "towline.db-wal" in call.args,
    "objects are not synced": lambda server, call: "/blob/draft/" in call.args,
    "shelves of objects are not synced": lambda server, call: "/blob/" in call.args and "draft" not in call.args,
    "packs are not synced": lambda server, call: "/objects/" in call.args and "pack" in call.args,
    "references are not synced": lambda server, call: ".lock>" in call.args,
    "directories of references are not synced": lambda server, call: call.files[0].rpartition("/")[2] in ("heads", "feature"),
}  # fmt: skip


@pytest.mark.parametrize("what", DOCTORED)
def test_a_sync_that_is_left_out_is_noticed(story, what):
    server, calls, _ = story
    left = [call for call in calls if not (call.name in SYNCS and DOCTORED[what](server, call))]
    assert len(left) < len(calls) and losses(left, server.marks, server.data), what


def test_a_sync_that_comes_after_the_answer_is_noticed(story):
    server, calls, _ = story
    ends = answers(calls, server.marks)
    line = ends["application"]
    late = [call for call in calls if call.name in SYNCS and call.ended < line and "-wal>" in call.args][-1]
    moved = [*(call for call in calls if call is not late), replace(late, began=line + 1, ended=line + 1)]
    assert "application" in losses(moved, server.marks, server.data)


def test_after_a_power_cut_at_any_answer_the_server_has_what_it_answered(story, tmp_path):
    server, calls, commits = story
    ends = answers(calls, server.marks)
    for what in ("application", "part", "copy", "push begin", "push branch"):
        directory = tmp_path / what.replace(" ", "-")
        (directory / "data").mkdir(parents=True)
        Disk(server.data).replay(calls, ends[what]).restore(directory / "data")
        cut = Server(directory, "--no-runner").start()
        try:
            done = list(ends)[: list(ends).index(what) + 1]
            has(cut, done, commits, directory)
        finally:
            cut.stop()


def has(server, done: list, commits: list, directory: Path):
    """Every write of `done` is there."""
    deploy, s3 = server.aws("codedeploy"), server.aws("s3")
    assert deploy.list_applications()["applications"] == ["shop"]
    read = lambda key: s3.get_object(Bucket="kept", Key=key)["Body"].read()  # noqa: E731
    if "overwritten" in done:
        assert read("one") == b"second " * 999
    if "copy" in done:
        assert read("copy") == b"second " * 999
    if "parts" in done:
        assert read("parts") == b"part"
    elif "part" in done:
        [upload] = s3.list_multipart_uploads(Bucket="kept")["Uploads"]
        assert len(s3.list_parts(Bucket="kept", Key="parts", UploadId=upload["UploadId"])["Parts"]) == 1
    branches = [("push begin", "main", 0), ("push more", "main", 1), ("push branch", "feature/x", 1)]
    pushed = {branch: commits[number] for what, branch, number in branches if what in done}
    if pushed:
        clone = Clone(server, "site", directory / "clone")
        found = clone.git("ls-remote", address(server, "site"), "refs/heads/*")
        assert dict(line.split()[::-1] for line in found.splitlines()) == {
            f"refs/heads/{branch}": commit for branch, commit in pushed.items()
        }
        clone.git("clone", "--quiet", address(server, "site"), "whole")
        clone.git("-C", "whole", "fsck", "--full", "--strict")
    elif "repository" in done:
        with pytest.raises(ApiFailure, match="already exists"):
            server.towline("CreateRepository", {"name": "site"})


# The agent's journal


@pytest.fixture(scope="module")
def deployment(server, tmp_path_factory):
    """One deployment to a traced agent: its journal's directory and its calls."""
    directory = tmp_path_factory.mktemp("traced-agent")
    output = directory / "trace"

    def hosts(_count, at, **tags):
        host = Agent(at, directory / "host", "traced", tags)
        # Without --root: the tracer sees the paths that the agent sees. The bundle installs nothing.
        at_root = host.process.command.index("--root")
        del host.process.command[at_root : at_root + 2]
        host.process.command[:0] = strace(output)
        return [host.start()]

    group = Group(server, hosts, 1)
    [host] = group.hosts
    process = host.process.child.pid
    bundle = zipped(hooks(BeforeInstall="note.sh", AfterInstall="note.sh"), note_sh="#!/bin/sh\nexit 0\n")
    ended = group.run(bundle)[1]
    host.stop()
    until(lambda: complete(output, process), "the end of the trace")
    assert ended == "Succeeded"
    return host.data, parse(output)


def entries(data: Path, calls: list, line: int) -> dict:
    """What the journal says after a power cut at that line: state by name of the event."""
    disk = Disk(data).replay(calls, line)
    journal = disk.find(str(data / "journal"))
    texts = [disk.kept(str(data / "journal" / name)) for name in journal.kept if name.endswith(".json")]
    read = [json.loads(text) for text in texts if text]
    return {entry["name"]: entry["state"] for entry in read}


def starts(calls: list) -> list:
    """The calls that started a script."""
    return [call for call in calls if call.name == "execve" and "note.sh" in call.args]


def reports(calls: list, event: str) -> list:
    """The calls that sent the report of an event."""
    command = f"/{event}/".encode()
    return [call for call, _, content in sent(calls) if b"CommandComplete" in content and command in content]


def journal_faults(data: Path, calls: list) -> list:
    """Scripts that started, and reports that left, before the journal on the disk said so."""
    events = ["BeforeInstall", "AfterInstall"]
    assert len(starts(calls)) == len(events)
    faults = []
    for event, start in zip(events, starts(calls)):
        if entries(data, calls, start.began).get(event) != "Running":
            faults.append(f"{event} started before")
        [report] = reports(calls, event)
        if "Finished" not in entries(data, calls, report.began).get(event, {}):
            faults.append(f"{event} was reported before")
    return faults


def test_the_journal_is_on_the_disk_before_a_script_starts_and_before_a_report_leaves(deployment):
    assert journal_faults(*deployment) == []


@pytest.mark.parametrize("left_out", ["files", "directory"])
def test_a_journal_that_is_not_synced_is_noticed(deployment, left_out):
    data, calls = deployment
    path = str(data / "journal")
    left = [
        call for call in calls
        if not (call.name in SYNCS and (call.files[0] == path) == (left_out == "directory") and path in call.files[0])
    ]  # fmt: skip
    assert len(left) < len(calls) and journal_faults(data, left)
