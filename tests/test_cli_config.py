"""One configuration of the client: flags over environment over the files of AWS's tools."""

import pytest
from support.server import ROOT_KEY, ROOT_SECRET

HERE = {"AWS_ACCESS_KEY_ID": ROOT_KEY, "AWS_SECRET_ACCESS_KEY": ROOT_SECRET}


@pytest.fixture
def profiles(server, tmp_path):
    """Files with the profiles `dev`, which is good, and `old`, whose key is not known."""
    config, credentials = tmp_path / "config", tmp_path / "credentials"
    config.write_text(
        f"[profile dev]\nendpoint_url = {server.url}\nregion = us-east-1\n"
        f"[profile old]\nendpoint_url = {server.url}\n"
        "[profile parts]\nservices = apart\nendpoint_url = http://127.0.0.1:9\n"
        f"[services apart]\ncodepipeline =\n  endpoint_url = {server.url}\ntowline =\n  endpoint_url = {server.url}\n"
    )
    keys = f"aws_access_key_id = {ROOT_KEY}\naws_secret_access_key = {ROOT_SECRET}\n"
    credentials.write_text(
        f"[dev]\n{keys}[parts]\n{keys}[old]\naws_access_key_id = AKIAOLDOLDOLDOLDOLD1\naws_secret_access_key = gone\n"
    )
    return {"AWS_CONFIG_FILE": str(config), "AWS_SHARED_CREDENTIALS_FILE": str(credentials)}


def test_a_profile_by_flag_or_environment_reaches_the_server(server, towline, profiles):
    assert towline("pipeline", "list", "--json", "--profile", "dev", **profiles).json() == {"pipelines": []}
    assert towline("pipeline", "list", "--json", AWS_PROFILE="dev", **profiles).json() == {"pipelines": []}
    # The environment has another address; the key comes from the profile that the flag names.
    elsewhere = {**profiles, "AWS_ENDPOINT_URL": server.url, "AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "x"}
    assert towline("pipeline", "list", "--json", "--profile", "dev", **elsewhere).json() == {"pipelines": []}


def test_a_key_that_the_server_does_not_know_is_not_authorised(towline, profiles):
    result = towline("pipeline", "list", "--profile", "old", expect=4, **profiles)
    assert "fix: " in result.stderr and result.stdout == ""


def test_a_region_that_the_server_is_not_in_is_named(towline, profiles):
    result = towline("pipeline", "list", "--profile", "dev", "--region", "eu-west-1", expect=4, **profiles)
    assert "this server is in 'us-east-1'" in result.stderr and "--region" in result.stderr


def test_a_service_may_have_an_address_of_its_own(server, towline, profiles):
    assert towline("pipeline", "list", "--json", "--profile", "parts", **profiles).json() == {"pipelines": []}
    assert "127.0.0.1:9" in towline("repo", "create", "x", "--endpoint-url", "http://127.0.0.1:9", expect=1, **HERE).stderr
    apart = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ENDPOINT_URL_CODEPIPELINE": server.url, **HERE}
    apart["AWS_ENDPOINT_URL_TOWLINE"] = server.url
    assert towline("pipeline", "list", "--json", **apart).json() == {"pipelines": []}


def test_a_profile_that_is_not_there_is_wrong_usage_and_the_near_one_is_named(towline, profiles):
    result = towline("pipeline", "list", "--profile", "dve", expect=2, **profiles)
    assert "there is no profile `dve`" in result.stderr and "did you mean `dev`?" in result.stderr


def test_show_tells_every_origin_and_no_secret(server, towline, profiles):
    result = towline("config", "show", "--origin", "--region", "eu-north-1", AWS_PROFILE="dev", **profiles)
    lines = {line.split("  ")[0]: line for line in result.stdout.splitlines()}
    assert "environment AWS_PROFILE" in lines["profile"]
    assert "[profile dev]" in lines["endpoint"] and server.url in lines["endpoint"]
    assert "flag --region" in lines["region"]
    assert "credentials [dev]" in lines["access key id"]
    assert ROOT_SECRET not in result.stdout
    shown = towline("config", "show", "--json", "--data", server.data).json()
    origins = {one["name"]: one["origin"] for one in shown}
    assert origins["endpoint"] == f"file {server.data}/root-key", origins
    assert ROOT_SECRET not in str(shown)


def test_without_anything_it_says_what_is_missing(towline):
    result = towline("pipeline", "list", expect=2)
    assert "AWS_ENDPOINT_URL is not set" in result.stderr and "--data" in result.stderr
    assert "(not set)" in towline("config", "show").stdout
