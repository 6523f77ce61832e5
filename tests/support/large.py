"""A large installation: sixty pipelines with a hundred executions each, sixty deployment groups. The rows
are copies of real ones, since making them would take an hour."""

import hashlib
import json
import sqlite3
import uuid
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from pathlib import Path

from support.agent import crew
from support.server import Server
from support.site import Site

PIPELINES, EXECUTIONS, APPLICATIONS = 60, 100, 12


class Rows:
    """The rows of a server that stands still."""

    def __init__(self, server):
        self.database = sqlite3.connect(Path(server.data) / "towline.db")

    def all(self, kind: str) -> dict:
        found = self.database.execute("select key, doc from row where kind = ?", [kind])
        return {key: json.loads(doc) for key, doc in found}

    def one(self, kind: str):
        return next(iter(self.all(kind).values()))

    def put(self, kind: str, key: str, doc):
        self.database.execute("insert into row values (?, ?, ?)", [kind, key, json.dumps(doc)])

    def end(self):
        self.database.commit()
        self.database.close()


def execution(rows, template, actions, name: str, number: int):
    """One more execution of a pipeline, like the first one."""
    id, commit = str(uuid.uuid4()), hashlib.sha1(f"{name}{number}".encode()).hexdigest()
    numbers = [3 * number - 2, 3 * number - 1, 3 * number]
    one = deepcopy(template)
    one.update(id=id, number=number, actions=numbers, version=1)
    one["artifacts"]["Code"].update(key=f"{name}/Code/{number:07}", revision=commit)
    one["revisions"][0]["revision"].update(id=commit, summary=f"Change {number} of {name}")
    rows.put("execution", f"{name}/{number:012}", one)
    rows.put("execution-id", f"{name}/{id}", number)
    for action, at in zip(deepcopy(actions), numbers):
        action.update(id=str(uuid.uuid4()), number=at, execution=number, execution_id=id, version=1)
        for artifact in [*action["inputs"], *action["outputs"]]:
            artifact.update(key=f"{name}/Code/{number:07}", revision=commit)
        rows.put("action-execution", f"{name}/{at:012}", action)


def pipeline(rows, origin, name: str, application: dict, group: str):
    """A pipeline with its executions and the group that it deploys to."""
    record, state = deepcopy(origin["pipeline"]), deepcopy(origin["state"])
    record["declaration"].update(name=name, version=1)
    record["arn"] = f"{record['arn'].rsplit(':', 1)[0]}:{name}"
    target = {"ApplicationName": application["name"], "DeploymentGroupName": group}
    record["declaration"]["stages"][2]["actions"][0]["configuration"] = target
    state.update(seed=uuid.uuid4().hex, executions=EXECUTIONS, actions=3 * EXECUTIONS, busy=False)
    for at, stage in enumerate(record["declaration"]["stages"]):
        now = state["stages"][stage["name"]]
        now.update(inside=[], waiting=[], latest=EXECUTIONS)
        now["actions"] = {stage["actions"][0]["name"]: 3 * EXECUTIONS - 2 + at}
    rows.put("pipeline", name, record)
    rows.put("pipeline-version", f"{name}/00000001", record)
    rows.put("pipeline-state", name, state)
    for number in range(1, EXECUTIONS + 1):
        execution(rows, origin["execution"], origin["actions"], name, number)
    settings, id, deployment = deepcopy(origin["group"]), str(uuid.uuid4()), f"d-{uuid.uuid4().hex[:9].upper()}"
    settings.update(id=id, name=group)
    rows.put("deployment-group", f"{application['id']}/{group}", settings)
    revision = {**origin["deployment"]["order"]["revision"], "key": f"{name}/Code/{EXECUTIONS:07}"}
    info = deepcopy(origin["deployment"])
    names = {"application": application["name"], "application_id": application["id"], "name": group, "id": id}
    info["order"].update(id=deployment, group=names, revision=revision, creator=f"codepipeline/{name}")
    rows.put("deployment", deployment, info)
    state = deepcopy(origin["group-state"])
    state["attempted"]["deployment"] = state["succeeded"]["deployment"] = deployment
    state["succeeded"]["revision"] = revision
    rows.put("deployment-group-state", id, state)
    for host in ["large-1", "large-2", "large-3"]:
        rows.put("standing", f"{id}/{host}", {"healthy": True, "revision": revision})


@contextmanager
def large_server(directory: Path):
    """A running server with all of it."""
    (directory / "server").mkdir()
    server = Server(directory / "server", "--no-runner").start()
    with ExitStack() as ending:
        site = Site(server, crew(ending, directory, "large"), directory / "clone", name="origin")
        assert site.release("The first", "one")[1] == "Succeeded"
        site.token(site.of(site.push("The second", "two")))
    server.stop()
    rows = Rows(server)
    actions = sorted(rows.all("action-execution").values(), key=lambda one: one["number"])
    origin = {
        "pipeline": rows.one("pipeline"),
        "state": rows.one("pipeline-state"),
        "execution": rows.all("execution")["origin/000000000001"],
        "actions": actions[:3],
        "group": rows.one("deployment-group"),
        "group-state": rows.one("deployment-group-state"),
        "deployment": rows.one("deployment"),
    }
    applications = []
    for number in range(APPLICATIONS):
        application = {**rows.one("application"), "id": str(uuid.uuid4()), "name": f"application-{number:02}"}
        rows.put("application", application["name"], application)
        applications.append(application)
    for number in range(PIPELINES):
        application = applications[number % APPLICATIONS]
        pipeline(rows, origin, f"pipeline-{number:02}", application, f"group-{number // APPLICATIONS}")
    rows.end()
    server.start()
    try:
        yield server
    finally:
        server.stop()
