"""Files that people edit: lint and diff, on good, broken, doubtful and hostile ones."""

import json

import pytest
import yaml
from support.pipelines import approval, definition


@pytest.fixture
def lint(towline):
    """`lint("pipeline", file)`: without a server; the exit code is in the result."""

    def call(noun, *args, expect=None, **env):
        result = towline(noun, "lint", *args, expect=expect, **env)
        assert "\x1b" not in result.stdout + result.stderr
        return result

    return call


@pytest.fixture
def line(server, towline):
    def call(*args, expect=0, **env):
        return towline("pipeline", *args, "--data", server.data, expect=expect, **env)

    return call


def test_a_good_pipeline_is_good_as_json_and_as_yaml(lint, tmp_path):
    wanted = definition("shop", "Gate", approval())
    wanted["stages"][1]["actions"].append(deploy_action())
    wanted["stages"][1]["actions"][1]["runOrder"] = 2
    (tmp_path / "shop.json").write_text(json.dumps({"pipeline": wanted}))
    (tmp_path / "shop.yml").write_text(yaml.safe_dump(wanted))
    result = lint("pipeline", tmp_path / "shop.json", tmp_path / "shop.yml", expect=0)
    assert result.stdout == "" and "2 files, nothing to mend" in result.stderr


def deploy_action():
    return {
        "name": "Fleet",
        "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "CodeDeploy", "version": "1"},
        "configuration": {"ApplicationName": "shop", "DeploymentGroupName": "web"},
        "inputArtifacts": [{"name": "Code"}],
    }


def test_what_the_server_refuses_is_an_error_with_its_words(server, lint, tmp_path):
    wanted = definition("shop", "Gate", approval())
    del wanted["stages"][0]["actions"][0]["configuration"]["S3Bucket"]
    file = tmp_path / "shop.json"
    file.write_text(json.dumps(wanted, indent=1))
    errors = [one for one in lint("pipeline", file, "--json", expect=1).json()["diagnostics"] if one["severity"] == "error"]
    client = server.aws("codepipeline")
    with pytest.raises(client.exceptions.InvalidActionDeclarationException) as refused:
        client.create_pipeline(pipeline=wanted)
    assert [one["what"] for one in errors] == [refused.value.response["Error"]["Message"]]
    line = file.read_text().splitlines()[errors[0]["line"] - 1]
    assert '"configuration"' in line and "InvalidActionDeclarationException" in errors[0]["why"]
    assert "S3Bucket" in errors[0]["fix"]


def test_a_region_is_that_of_the_configuration(lint, tmp_path):
    wanted = definition("shop", "Gate", approval())
    wanted["stages"][1]["actions"][0]["region"] = "eu-west-1"
    file = tmp_path / "shop.json"
    file.write_text(json.dumps(wanted))
    assert "more than one region" in lint("pipeline", file, expect=1).stdout
    lint("pipeline", file, expect=0, AWS_REGION="eu-west-1")
    lint("pipeline", file, "--region", "eu-west-1", expect=0)


def test_a_bundle_is_compared_with_its_appspec(lint, tmp_path):
    (tmp_path / "appspec.yml").write_text(
        "version: 0.0\nos: linux\nfiles:\n  - source: pages\n    destination: /srv\nhooks:\n"
        "  AfterInstal:\n    - location: scripts/no.sh\n"
        "  ApplicationStart:\n    - location: scripts/start.sh\n      timout: 5\n"
        "  ApplicationStop:\n    - location: ../stop.sh\n"
    )
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/start.sh").write_bytes(b"#!/bin/sh\r\necho\r\n")
    found = lint("appspec", tmp_path, "--json", expect=0).json()
    said = [(one["line"], one["what"]) for one in found["diagnostics"]]
    assert said == [
        (4, '"pages" is not in the bundle'),
        (7, 'there is no event "AfterInstal"; its scripts never run'),
        (8, '"scripts/no.sh" is not in the bundle'),
        (10, '"scripts/start.sh" has the line ends of Windows'),
        (10, '"scripts/start.sh" is not executable'),
        (11, 'a script has no key "timout"; it is ignored'),
        (13, '"../stop.sh" is not in the bundle'),
    ]
    assert found["warnings"] == 7 and found["errors"] == 0
    assert found["diagnostics"][1]["fix"] == "write AfterInstall"
    assert found["diagnostics"][5]["fix"] == "write `timeout`, or remove it"


def test_the_example_has_nothing_to_mend(lint):
    result = lint("appspec", "examples/web", expect=0)
    assert "nothing to mend" in result.stderr, result.stdout
    lint("buildspec", "examples/web/buildspec.yml", "examples/web/smoke.buildspec.yml", expect=0)


def test_a_buildspec_has_errors_and_doubts(lint, tmp_path):
    file = tmp_path / "buildspec.yml"
    file.write_text("version: 0.2\nenv:\n  variables:\n    API_TOKEN: abc\nphases:\n  bild:\n    commands: [make]\n")
    result = lint("buildspec", file, expect=1)
    assert f"--> {file}:6:3" in result.stdout and "= fix: write `build`" in result.stdout
    file.write_text(file.read_text().replace("bild", "build"))
    result = lint("buildspec", file, expect=0)
    assert "the value of API_TOKEN stands here for everybody to read" in result.stdout
    assert "1 file, 1 warning" in result.stderr


@pytest.mark.parametrize("noun", ["pipeline", "appspec", "buildspec"])
def test_hostile_text_reaches_no_terminal(lint, noun, tmp_path):
    file = tmp_path / "x\u202e.yml"
    file.write_text("version: 0.\u202e2\n\u061c\u2066evil\u200b: \U000e0041\n'\\e[2Jkey': <b>\nname: [\n")
    result = lint(noun, file, expect=1)
    assert all(c == "\n" or c.isprintable() for c in result.stdout + result.stderr), result


def test_what_is_no_file_is_wrong_usage(lint, tmp_path):
    for noun in ["pipeline", "appspec", "buildspec"]:
        assert "missing.yml" in lint(noun, tmp_path / "missing.yml", expect=2).stderr
        lint(noun, expect=2)
    assert "no appspec.yml" in lint("appspec", tmp_path, expect=2).stderr
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in lint("buildspec", tmp_path / "binary", expect=2).stderr


def test_diff_says_what_apply_does(code, line, tmp_path):
    wanted = definition("differs", "Gate", approval())
    file = tmp_path / "differs.yml"

    def write():
        file.write_text(yaml.safe_dump(wanted, sort_keys=False))

    write()
    created = line("diff", file, expect=1)
    assert created.stdout.startswith("differs does not exist; it would be created\n")
    assert line("apply", file).stdout == "differs version 1 created\n"
    assert line("diff", file, expect=0).stdout == "differs version 1 is what the file says\n"
    wanted["stages"][1]["actions"].append({**deploy_action(), "runOrder": 2})
    wanted["artifactStore"]["location"] = "pipeline-code"
    write()
    changes = line("diff", file, "--json", expect=1).json()["changes"]
    assert [(one["change"], one.get("stage"), one.get("action"), one.get("field")) for one in changes] == [
        ("change", None, None, "artifactStore.location"),
        ("add", "Gate", "Fleet", None),
    ]
    assert line("apply", file).stdout == "differs version 2 updated\n"
    line("diff", file, expect=0)
    file.write_text(line("show", "differs", "--definition").stdout)
    line("diff", file, expect=0)
    line("diff", tmp_path / "missing.yml", expect=2)
    file.write_text("name: differs\nstages: no\n")
    assert "towline pipeline lint" in line("diff", file, expect=2).stderr
    file.write_text("name: [\n")
    assert "not valid YAML" in line("diff", file, expect=2).stderr


def test_diff_without_a_server_is_no_change(towline, tmp_path):
    file = tmp_path / "p.json"
    file.write_text(json.dumps(definition("x", "Gate", approval())))
    towline("pipeline", "diff", file, expect=2)
    dead = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y"}
    towline("pipeline", "diff", file, expect=2, **dead)


def test_tags_of_a_file_are_given_to_a_new_pipeline(server, code, line, tmp_path):
    file = tmp_path / "tagged.json"
    tags = [{"key": "team", "value": "web"}]
    file.write_text(json.dumps({"pipeline": definition("tagged", "Gate", approval()), "tags": tags}))
    line("apply", file)
    arn = "arn:aws:codepipeline:us-east-1:123456789012:tagged"
    assert server.aws("codepipeline").list_tags_for_resource(resourceArn=arn)["tags"] == tags
