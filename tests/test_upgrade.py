"""What an older program wrote is understood by a newer one: a golden backup by version 1, with all
that its server said."""

import gzip
import json
import subprocess
from pathlib import Path

import pytest
from support.census import census, fill, going, missing
from support.processes import binary
from support.server import Server

GOLDEN = Path(__file__).parent / "golden"


def restored(backup: bytes, directory: Path) -> Server:
    """A server on what is in the backup."""
    server = Server(directory, "--no-runner")
    command = [binary(), "restore", "-", "--data", str(server.data)]
    done = subprocess.run(command, input=backup, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return server.start()


def make(directory: Path, name: str):
    """Makes a golden backup, once for a version: `make(Path("/tmp/x"), "version-2")`."""
    server = Server(directory, "--no-runner").start()
    fill(server, directory)
    said, path = census(server), directory / "backup"
    subprocess.run([binary(), "backup", str(path), "--data", str(server.data)], check=True)
    server.stop()
    (GOLDEN / f"{name}.backup.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    lines = (f"{json.dumps(call)}: {json.dumps(answer)}" for call, answer in sorted(said.items()))
    (GOLDEN / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def test_a_restored_server_says_what_the_old_one_said(fresh_server, tmp_path):
    server = fresh_server("--no-runner")
    fill(server, tmp_path)
    said = census(server)
    assert len(going(said)) == 3, "a deployment, an execution and a build are under way"
    command = [binary(), "backup", "-", "--data", str(server.data)]
    backup = subprocess.run(command, capture_output=True, check=True).stdout
    (tmp_path / "new").mkdir()
    copy = restored(backup, tmp_path / "new")
    assert census(copy) == said
    copy.stop()


@pytest.mark.parametrize("version", sorted(path.name.split(".")[0] for path in GOLDEN.glob("*.backup.gz")))
def test_what_an_older_program_wrote_is_understood(version, tmp_path):
    old = json.loads((GOLDEN / f"{version}.json").read_text())
    server = restored(gzip.decompress((GOLDEN / f"{version}.backup.gz").read_bytes()), tmp_path)
    new = census(server)
    under_way = going(old)
    # Since then its time has run out; what speaks of it is only looked at.
    moved = [call for call, answer in old.items() if any(id in call + json.dumps(answer) for id in under_way)]
    assert len(moved) < len(old) / 2 and len(under_way) == 3
    assert not [call for call in old if call not in new]
    assert missing({call: answer for call, answer in old.items() if call not in moved}, new) == []
    deploy, pipelines, builds = (server.aws(name) for name in ("codedeploy", "codepipeline", "codebuild"))

    def ended(id: str):
        if id.startswith("d-"):
            found = deploy.get_deployment(deploymentId=id)["deploymentInfo"]
            return found["status"] == "InProgress" or found["errorInformation"]["message"]
        if ":" in id:
            return builds.batch_get_builds(ids=[id])["builds"][0]["buildStatus"]
        return pipelines.get_pipeline_execution(pipelineName="gated", pipelineExecutionId=id)["pipelineExecution"]

    assert all(ended(id) for id in under_way)
    server.stop()
