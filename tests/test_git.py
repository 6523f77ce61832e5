"""Hosted repositories with the stock git client, and sources that start pipelines by themselves."""

import io
import itertools
import uuid
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.git import Clone, address, noise
from support.server import ACCOUNT, ROOT_KEY, ApiFailure

ROLE = f"arn:aws:iam::{ACCOUNT}:role/pipeline"


@pytest.fixture(scope="module")
def stores(aws):
    s3 = aws("s3")
    for bucket in ("artifacts", "code"):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket="code", VersioningConfiguration={"Status": "Enabled"})
    return s3


@pytest.fixture
def name():
    return f"shop-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def clone(server, tmp_path):
    """`clone("repository")`: a new work tree that pushes to it."""
    numbers = itertools.count()
    return lambda repository, **more: Clone(server, repository, tmp_path / f"clone-{next(numbers)}", **more)


@pytest.fixture
def shop(server, name, clone, stores):
    """A repository with one commit on `main`, and its clone."""
    server.towline("CreateRepository", {"name": name})
    work = clone(name)
    work.commit("Begin", index="hello")
    work.push("main")
    return work


def action(name, category, provider, configuration, **members):
    kind = {"category": category, "owner": "AWS", "provider": provider, "version": "1"}
    return {"name": name, "actionTypeId": kind, "configuration": configuration, **members}


def declaration(name, provider, configuration):
    """A source and an approval that nobody gives."""
    outputs = [{"name": "Code"}]
    fetch = action("Fetch", "Source", provider, configuration, outputArtifacts=outputs, namespace="Source")
    return {
        "name": name,
        "roleArn": ROLE,
        "artifactStore": {"type": "S3", "location": "artifacts"},
        "stages": [
            {"name": "Source", "actions": [fetch]},
            {"name": "Release", "actions": [action("Ask", "Approval", "Manual", {})]},
        ],
    }


class Pipeline:
    """A pipeline and how often it was started."""

    def __init__(self, server, name, provider, **configuration):
        self.server, self.name, self.client = server, name, server.aws("codepipeline")
        self.client.create_pipeline(pipeline=declaration(name, provider, configuration))

    def executions(self) -> list:
        """Oldest first."""
        pages = self.client.get_paginator("list_pipeline_executions").paginate(pipelineName=self.name)
        return [e for page in pages for e in page["pipelineExecutionSummaries"]][::-1]

    def revisions(self) -> list:
        """The revision that each execution took; None where its source failed or still runs."""
        return [e["sourceRevisions"][0]["revisionId"] if e.get("sourceRevisions") else None for e in self.executions()]

    def settled(self, count: int) -> list:
        """The revisions once there are `count` executions and each has run its source action."""

        def look():
            executions = self.executions()
            done = [e for e in executions if e.get("sourceRevisions") or e["status"] != "InProgress"]
            return len(executions) >= count and len(done) == len(executions)

        self.server.wait(look, f"{count} executions of {self.name}")
        revisions = self.revisions()
        assert len(revisions) == count, revisions
        return revisions


def test_a_push_starts_the_pipelines_that_watch_its_branch_and_no_others(server, name, shop):
    begin = shop.git("rev-parse", "HEAD")
    shop.git("branch", "dev")
    shop.push("dev")
    on_main = Pipeline(server, f"{name}-main", "CodeCommit", RepositoryName=name, BranchName="main")
    on_dev = Pipeline(server, f"{name}-dev", "CodeCommit", RepositoryName=name, BranchName="dev")
    deaf = Pipeline(
        server, f"{name}-deaf", "CodeCommit", RepositoryName=name, BranchName="main", PollForSourceChanges="false"
    )
    for pipeline in (on_main, on_dev, deaf):
        assert pipeline.settled(1) == [begin]
    change = shop.commit("Change", index="changed")
    shop.push("main")
    assert on_main.settled(2) == [begin, change]
    trigger = on_main.executions()[1]["trigger"]
    assert trigger == {"triggerType": "PollForSourceChanges", "triggerDetail": "Fetch"}
    # The watcher follows pushes in their order: once this one has started, the first one is done.
    shop.git("checkout", "--quiet", "dev")
    other = shop.commit("Other", index="other")
    shop.push("dev")
    assert on_dev.settled(2) == [begin, other]
    assert on_main.revisions() == [begin, change]
    assert deaf.revisions() == [begin]


def test_several_commits_in_one_push_start_one_execution_with_the_last(server, name, shop):
    pipeline = Pipeline(server, name, "CodeCommit", RepositoryName=name, BranchName="main")
    pipeline.settled(1)
    commits = [shop.commit(f"Change {number}", index=str(number)) for number in range(5)]
    shop.push("main")
    assert pipeline.settled(2)[1] == commits[-1]
    marker = shop.commit("Marker")
    shop.push("main")
    assert pipeline.settled(3)[1:] == [commits[-1], marker]


def test_deleting_a_branch_starts_nothing_and_its_return_does(server, name, shop):
    shop.git("checkout", "--quiet", "-b", "feature")
    first = shop.commit("Feature", index="feature")
    shop.push("feature")
    pipeline = Pipeline(server, name, "CodeCommit", RepositoryName=name, BranchName="feature")
    assert pipeline.settled(1) == [first]
    shop.push("--delete", "feature")
    again = shop.commit("Feature again", index="again")
    shop.push("feature")
    assert pipeline.settled(2) == [first, again]


def test_the_first_push_starts_a_pipeline_that_is_older(server, name, clone, stores):
    server.towline("CreateRepository", {"name": name})
    pipeline = Pipeline(server, name, "CodeCommit", RepositoryName=name, BranchName="main")
    assert pipeline.settled(1) == [None]
    [failed] = pipeline.executions()
    assert failed["status"] == "Failed"
    work = clone(name)
    first = work.commit("Begin", index="hello")
    work.push("main")
    assert pipeline.settled(2) == [None, first]


def test_the_artifact_is_the_tree_and_the_variables_name_the_commit(server, name, shop, stores):
    run = shop.work / "run.sh"
    run.write_text("#!/bin/sh\n")
    run.chmod(0o755)
    message = "Release 2\n\nWith a body: ümläut."
    commit = shop.commit(message, index="two")
    shop.push("main")
    pipeline = Pipeline(server, name, "CodeCommit", RepositoryName=name, BranchName="main")
    pipeline.settled(1)
    details = pipeline.client.list_action_executions(pipelineName=name)["actionExecutionDetails"]
    [fetch] = [detail for detail in details if detail["actionName"] == "Fetch"]
    variables = fetch["output"]["outputVariables"]
    assert variables["CommitId"] == commit
    assert variables["CommitMessage"].strip() == message
    assert (variables["RepositoryName"], variables["BranchName"]) == (name, "main")
    assert variables["AuthorDate"].endswith("Z") and variables["CommitterDate"].endswith("Z")
    [artifact] = fetch["output"]["outputArtifacts"]
    place = artifact["s3location"]
    body = stores.get_object(Bucket=place["bucket"], Key=place["key"])["Body"].read()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert sorted(archive.namelist()) == ["index", "run.sh"]
        assert archive.read("index") == b"two"
        assert archive.getinfo("run.sh").external_attr >> 16 & 0o111 == 0o111


def test_a_clone_reference_is_refused_by_name(server, name, shop):
    configuration = {"RepositoryName": name, "BranchName": "main", "OutputArtifactFormat": "CODEBUILD_CLONE_REF"}
    pipeline = Pipeline(server, name, "CodeCommit", **configuration)
    assert pipeline.settled(1) == [None]
    state = pipeline.client.get_pipeline_state(name=name)
    error = state["stageStates"][0]["actionStates"][0]["latestExecution"]["errorDetails"]
    assert error["code"] == "ConfigurationError"
    assert "CODEBUILD_CLONE_REF" in error["message"]


def test_a_start_can_name_a_commit(server, name, shop):
    begin = shop.git("rev-parse", "HEAD")
    newest = shop.commit("Newest", index="new")
    shop.push("main")
    pipeline = Pipeline(server, name, "CodeCommit", RepositoryName=name, BranchName="main")
    assert pipeline.settled(1) == [newest]
    wish = {"actionName": "Fetch", "revisionType": "COMMIT_ID", "revisionValue": begin}
    pipeline.client.start_pipeline_execution(name=name, sourceRevisions=[wish])
    assert pipeline.settled(2) == [newest, begin]


def test_a_put_starts_the_pipelines_that_watch_the_object_and_no_others(server, name, stores):
    keys = {"watched": f"{name}.zip", "other": f"{name}-other.zip"}
    first = {word: stores.put_object(Bucket="code", Key=key, Body=b"one")["VersionId"] for word, key in keys.items()}
    watching = Pipeline(server, f"{name}-a", "S3", S3Bucket="code", S3ObjectKey=keys["watched"])
    deaf = Pipeline(
        server, f"{name}-b", "S3", S3Bucket="code", S3ObjectKey=keys["watched"], PollForSourceChanges="false"
    )
    other = Pipeline(server, f"{name}-c", "S3", S3Bucket="code", S3ObjectKey=keys["other"])
    for pipeline in (watching, deaf, other):
        pipeline.settled(1)
    version = stores.put_object(Bucket="code", Key=keys["watched"], Body=b"two")["VersionId"]
    assert watching.settled(2) == [first["watched"], version]
    marker = stores.put_object(Bucket="code", Key=keys["other"], Body=b"two")["VersionId"]
    assert other.settled(2) == [first["other"], marker]
    assert deaf.revisions() == [first["watched"]]
    assert watching.revisions() == [first["watched"], version]


def test_a_push_and_a_put_survive_a_killed_server(fresh_server, tmp_path, name):
    server = fresh_server("--no-runner")
    s3 = server.aws("s3")
    for bucket in ("artifacts", "code"):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket="code", VersioningConfiguration={"Status": "Enabled"})
    server.towline("CreateRepository", {"name": name})
    work = Clone(server, name, tmp_path / "clone")
    commits = [work.commit("Begin", index="0")]
    work.push("main")
    versions = [s3.put_object(Bucket="code", Key="app.zip", Body=b"0")["VersionId"]]
    from_git = Pipeline(server, "from-git", "CodeCommit", RepositoryName=name, BranchName="main")
    from_s3 = Pipeline(server, "from-s3", "S3", S3Bucket="code", S3ObjectKey="app.zip")
    from_git.settled(1), from_s3.settled(1)
    for count in (2, 3):
        commits.append(work.commit(f"Change {count}", index=str(count)))
        work.push("main")
        server.restart()
        assert from_git.settled(count) == commits
        versions.append(s3.put_object(Bucket="code", Key="app.zip", Body=str(count).encode())["VersionId"])
        server.restart()
        assert from_s3.settled(count) == versions
    assert from_git.revisions() == commits


def test_nobody_gets_in_without_an_administrators_key(server, name, shop, clone, tmp_path):
    answer = server.get(f"/git/{name}/info/refs?service=git-upload-pack")
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")
    # A stranger does not learn which repositories there are.
    assert server.get("/git/no-such/info/refs?service=git-upload-pack").status == 401
    token = server.towline("CreateJoinToken", {})["token"]
    _, join_key, join_secret = token.split(".", 2)
    host = server.towline("JoinHost", {"name": f"host-{name}", "tags": []}, key=join_key, secret=join_secret)
    keys = [
        ("AKIAUNKNOWN000000000", "wrong", "Authentication failed"),
        (ROOT_KEY, "wrong", "Authentication failed"),
        (join_key, join_secret, "403"),
        (host["accessKeyId"], host["secretAccessKey"], "403"),
    ]
    for key, secret, complaint in keys:
        intruder = clone(name, url=address(server, name, key, secret))
        intruder.commit("Intrusion", index="bad")
        assert complaint in intruder.push("--force", "HEAD:main", expect=128), key
        assert complaint in intruder.git("fetch", "origin", expect=128), key
    assert shop.git("ls-remote", "origin", "main").split()[0] == shop.git("rev-parse", "HEAD")
    missing = clone(name, url=address(server, "no-such-repository"))
    assert "not found" in missing.git("fetch", "origin", expect=128)


def test_big_pushes_and_clones_are_streamed(shop, clone, name):
    content = noise(24 << 20)
    shop.commit("Big", blob=content)
    shop.push("main")
    other = clone(name)
    other.git("pull", "--quiet", "origin", "main")
    assert (other.work / "blob").read_bytes() == content


def test_concurrent_pushes(shop, clone, name):
    clones = [clone(name) for _ in range(6)]

    def push(number):
        clones[number].git("fetch", "--quiet", "origin", "main")
        clones[number].git("reset", "--quiet", "--hard", "FETCH_HEAD")
        commit = clones[number].commit(f"From {number}", **{f"file{number}": noise(1 << 20)})
        clones[number].push(f"HEAD:branch-{number}")
        return commit

    with ThreadPoolExecutor(len(clones)) as pool:
        commits = list(pool.map(push, range(len(clones))))
    heads = dict(line.split("\t")[::-1] for line in shop.git("ls-remote", "--heads", "origin").splitlines())
    assert [heads[f"refs/heads/branch-{number}"] for number in range(len(clones))] == commits
    # All to one branch from the same parent: exactly one wins, the others are told.
    with ThreadPoolExecutor(len(clones)) as pool:
        reports = list(pool.map(lambda one: one.git("push", "--porcelain", "origin", "HEAD:main", expect=None), clones))
    [winner] = [number for number, report in enumerate(reports) if "!\t" not in report]
    assert shop.git("ls-remote", "origin", "refs/heads/main").split()[0] == commits[winner]


def test_repositories_are_created_once_and_listed(server, name):
    made = server.towline("CreateRepository", {"name": name})["repository"]
    assert made == {
        "name": name,
        "arn": f"arn:aws:codecommit:us-east-1:{ACCOUNT}:{name}",
        "cloneUrl": f"{server.url}/git/{name}",
    }
    assert made in server.towline("ListRepositories")["repositories"]
    with pytest.raises(ApiFailure) as failure:
        server.towline("CreateRepository", {"name": name})
    assert failure.value.code == "RepositoryNameExistsException"
    for bad in ("", "a/b", "..", ".hidden", "x" * 101):
        with pytest.raises(ApiFailure) as failure:
            server.towline("CreateRepository", {"name": bad})
        assert failure.value.status == 400, bad
    with pytest.raises(ApiFailure) as failure:
        server.towline("CreateRepository", {"name": "tools.git"})
    assert failure.value.code == "InvalidRepositoryNameException"
