"""`towline pipeline`: every verb against a real server, named in every way a person may name things."""

import json

import pytest
from support.pipelines import Pipeline, approval, definition


@pytest.fixture
def pipeline(server, code):
    """A pipeline whose first execution waits for an approval."""
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    return pipeline


@pytest.fixture
def line(server, towline):
    """`line("list")`: `towline pipeline list` with this server."""

    def call(*args, expect=0, **env):
        return towline("pipeline", *args, "--data", server.data, expect=expect, **env)

    return call


def test_list_and_show_tell_the_newest_execution(pipeline, line):
    row = next(row for row in line("list").stdout.splitlines() if row.startswith(pipeline.name))
    assert "● in progress" in row and pipeline.first[:8] in row
    assert pipeline.name in [one["name"] for one in line("list", "--json").json()["pipelines"]]
    shown = line("show", pipeline.name).stdout
    assert "Gate" in shown and "Ask" in shown and pipeline.first[:8] in shown
    state = pipeline.client.get_pipeline_state(name=pipeline.name)
    assert line("show", pipeline.name, "--json").json()["stageStates"][1]["stageName"] == state["stageStates"][1]["stageName"]


def test_an_execution_is_named_by_id_beginning_arn_of_the_pipeline_or_address(server, pipeline, line):
    for name in [pipeline.first, pipeline.first[:8], f"{server.url}/executions/{pipeline.first}"]:
        document = line("show", name, "--json").json()
        assert document["pipelineExecution"]["pipelineExecutionId"] == pipeline.first
        assert document["actionExecutionDetails"][0]["actionName"] == "Ask"
    tree = line("show", pipeline.first).stdout
    assert f"waits: towline pipeline approve {pipeline.name}" in tree, tree
    arn = f"arn:aws:codepipeline:us-east-1:123456789012:{pipeline.name}"
    assert line("show", arn, "--json").json()["pipelineName"] == pipeline.name


def test_a_name_that_is_not_known_is_answered_with_the_near_one(pipeline, line):
    wrong = pipeline.name[:-2] + pipeline.name[-1] + pipeline.name[-2]
    if wrong == pipeline.name:
        wrong = pipeline.name + "x"
    result = line("show", wrong, expect=1)
    assert f"did you mean `{pipeline.name}`?" in result.stderr
    assert "did you mean" not in line("show", "nothing-like-it", expect=1).stderr
    assert "tip" in line("lst", expect=2).stderr
    assert "--comment" in line("approve", pipeline.name, "--coment", "x", expect=2).stderr


def test_apply_creates_updates_and_leaves_alone(server, code, line, tmp_path):
    file = tmp_path / "shop.json"
    wanted = definition("applied", "Gate", approval())
    file.write_text(json.dumps({"pipeline": wanted, "metadata": {}}))
    assert line("apply", file).stdout == "applied version 1 created\n"
    assert line("apply", file).stdout == "applied version 1 unchanged\n"
    wanted["stages"][1]["name"] = "Check"
    file.write_text(json.dumps(wanted))
    assert line("apply", file).stdout == "applied version 2 updated\n"
    file.write_text(line("show", "applied", "--definition").stdout)
    assert line("apply", file).stdout == "applied version 2 unchanged\n"
    file.write_text("{not json")
    assert str(file) in line("apply", file, expect=2).stderr


def test_approve_and_reject(pipeline, line):
    assert line("approve", pipeline.name, "-m", "looks good").stdout.strip() == pipeline.first
    pipeline.until(pipeline.first, "Succeeded")
    assert "no approval waits" in line("approve", pipeline.name, expect=1).stderr
    second = line("start", pipeline.name).stdout.strip()
    pipeline.until_asked()
    line("approve", second[:8], "--reject", "--comment", "not today")
    pipeline.until(second, "Failed")
    state = pipeline.client.get_pipeline_state(name=pipeline.name)["stageStates"][1]["actionStates"][0]
    assert "not today" in json.dumps(state, default=str)


def test_retry_finds_the_failed_stage(pipeline, line):
    line("approve", pipeline.name, "--reject")
    pipeline.until(pipeline.first, "Failed")
    assert line("retry", pipeline.name).stdout.strip() == pipeline.first
    pipeline.until(pipeline.first, "InProgress")
    assert "did you mean `Gate`" in line("retry", pipeline.name, "--stage", "Gaet", expect=1).stderr


def test_transition_and_stop(pipeline, line):
    line("transition", "disable", pipeline.name, "Gate", "--reason", "code freeze")
    assert "disabled" in line("show", pipeline.name).stdout
    assert "code freeze" in line("show", pipeline.name).stdout
    line("transition", "enable", pipeline.name, "Gate")
    assert "code freeze" not in line("show", pipeline.name).stdout
    assert "did you mean `Gate`" in line("transition", "enable", pipeline.name, "Gte", expect=1).stderr
    assert line("stop", pipeline.name, "--abandon", "--reason", "wrong", "--yes").stdout.strip() == pipeline.first
    pipeline.until(pipeline.first, "Stopped")


def test_why_takes_the_beginning_of_an_id_and_an_address(server, pipeline, towline):
    whole = towline("why", pipeline.first, "--data", server.data).stdout
    assert "WaitingForApproval" in whole
    for name in [pipeline.first[:9], f"{server.url}/executions/{pipeline.first}"]:
        assert towline("why", name, "--data", server.data).stdout == whole
