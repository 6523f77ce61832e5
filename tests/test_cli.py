"""The program itself: what it prints, how it fails, its exit codes."""

import re
import shlex
import socket
import subprocess

from support.cli import aws_program, run
from support.processes import clean_environment


def test_no_command_is_wrong_usage(towline):
    result = towline(expect=2)
    assert "Usage: towline" in result.stderr
    assert result.stdout == ""


def test_help_names_every_command(towline):
    help_text = towline("--help").stdout
    for command in ["server", "agent", "runner", "env", "ca", "repo", "demo"]:
        assert re.search(rf"^  {command} ", help_text, re.M), command


def test_version(towline):
    assert re.fullmatch(r"towline \d+\.\d+\.\d+\n", towline("--version").stdout)


def test_env_is_what_a_shell_and_the_aws_cli_need(server, towline, cli, tmp_path):
    text = towline("env", "--data", server.data).stdout
    script = f"{text}env"
    shell = subprocess.run(
        ["sh", "-c", script], env=clean_environment(tmp_path), capture_output=True, text=True, check=True
    )
    variables = dict(line.split("=", 1) for line in shell.stdout.splitlines() if line.startswith("AWS_"))
    for name, value in variables.items():
        assert server.environment()[name] == value, name
    assert {"AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} <= variables.keys()
    assert cli("deploy", "list-applications", **variables).json() == {"applications": []}


def test_the_root_key_is_readable_by_its_owner_only(server):
    assert (server.data / "root-key").stat().st_mode & 0o777 == 0o600


def test_env_without_a_server_says_how_to_go_on(towline, tmp_path):
    result = towline("env", "--data", tmp_path / "nothing", expect=1)
    assert result.stderr.startswith("error: cannot read ")
    assert "fix: start `towline server`" in result.stderr
    assert result.stdout == ""


def test_a_busy_port_is_named(towline, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = "127.0.0.1:%d" % taken.getsockname()[1]
        result = towline("server", "--data", tmp_path / "data", "--listen", address, expect=1)
    assert address in result.stderr and "in use" in result.stderr
    assert "--listen" in result.stderr


def test_a_data_directory_that_is_a_file_is_named(towline, tmp_path):
    file = tmp_path / "file"
    file.write_text("x")
    result = towline("server", "--data", file, "--listen", "127.0.0.1:0", expect=1)
    assert str(file) in result.stderr


def test_a_second_server_on_the_same_data_is_refused(server, towline):
    result = towline("server", "--data", server.data, "--listen", "127.0.0.1:0", expect=1)
    assert str(server.data) in result.stderr


def test_plain_http_beyond_loopback_is_refused(towline, tmp_path):
    result = towline("server", "--data", tmp_path / "data", "--listen", "0.0.0.0:0", expect=2)
    assert "--tls" in result.stderr and "--insecure" in result.stderr


def test_failures_show_no_stack_trace(towline, tmp_path):
    result = towline("env", "--data", tmp_path, expect=1, RUST_BACKTRACE="full")
    assert "panicked" not in result.stderr and "stack backtrace" not in result.stderr


def test_repo_create_prints_a_url_that_git_clones(server, towline, tmp_path):
    url = towline("repo", "create", "tools", "--data", server.data).stdout.strip()
    assert url == f"{server.url}/git/tools"
    again = towline("repo", "create", "tools", "--data", server.data, expect=1)
    assert "tools" in again.stderr


def test_repo_create_takes_address_and_key_from_the_environment(server, towline):
    url = towline("repo", "create", "from-env", **server.environment()).stdout.strip()
    assert url == f"{server.url}/git/from-env"
    missing = towline("repo", "create", "from-nowhere", expect=2)
    assert "AWS_ENDPOINT_URL is not set" in missing.stderr


def test_a_wrong_key_has_its_own_exit_code(server, towline):
    environment = server.environment(secret="wrong-secret-wrong-secret-wrong")
    result = towline("repo", "create", "forbidden", expect=4, **environment)
    assert "towline env" in result.stderr
    assert "wrong-secret" not in result.stderr


def test_agent_join_refuses_a_token_that_was_not_made_here(server, towline, tmp_path):
    data = tmp_path / "agent"
    command = ["agent", "join", "--server", server.url, "--name", "stray", "--data", data]
    result = towline(*command, expect=4, TOWLINE_JOIN_TOKEN="tlj.AKIAXXXXXXXXXXXXXXXX.nothing")
    assert "token" in result.stderr
    malformed = towline(*command, expect=2, TOWLINE_JOIN_TOKEN="nonsense")
    assert "token" in malformed.stderr
    assert not (data / "identity.json").exists()


def test_agent_without_a_join_says_so(towline, tmp_path):
    result = towline("agent", "--data", tmp_path / "none", expect=1)
    assert "towline agent join" in result.stderr


def test_sigterm_ends_the_server_cleanly_and_its_data_is_taken_up_again(fresh_server):
    server = fresh_server()
    server.aws("codedeploy").create_application(applicationName="kept")
    server.stop()
    server.start()
    assert server.aws("codedeploy").list_applications()["applications"] == ["kept"]


def test_a_server_asked_to_end_at_once_ends_with_its_runner(fresh_server):
    server = fresh_server()
    for _ in range(3):
        # The runner in it is still looking what it can isolate builds with.
        server.stop()
        server.start()


def test_tls_with_an_authority_of_its_own(fresh_server, towline, agents, tmp_path):
    server = fresh_server("--tls")
    assert server.url.startswith("https://127.0.0.1:")
    assert towline("ca", "--data", server.data).stdout == (server.data / "ca.pem").read_text()
    home = tmp_path / "tls-home"
    home.mkdir()
    script = towline("env", "--data", server.data).stdout + f"{shlex.join(aws_program())} deploy list-applications"
    answer = run(["sh", "-c", script], clean_environment(home), expect=0)
    assert answer.json() == {"applications": []}
    agents(1, at=server)
    assert len(server.aws("codedeploy").list_on_premises_instances()["instanceNames"]) == 1


def test_ca_without_tls_says_so(server, towline):
    result = towline("ca", "--data", server.data, expect=1)
    assert "--tls" in result.stderr and result.stdout == ""


def test_a_token_lets_a_host_join_once_it_is_printed(server, towline, tmp_path):
    token = towline("agent", "token", "--data", server.data).stdout.strip()
    join = ["agent", "join", "--server", server.url, "--name", "joined", "--data", tmp_path / "agent"]
    result = towline(*join, "--tag", "role=web", TOWLINE_JOIN_TOKEN=token)
    assert result.stdout.startswith("joined as arn:aws:iam::123456789012:user/towline/joined")
    instance = server.aws("codedeploy").get_on_premises_instance(instanceName="joined")["instanceInfo"]
    assert instance["tags"] == [{"Key": "role", "Value": "web"}]
    assert token.rsplit(".", 1)[1] not in result.stdout + result.stderr


def test_the_demo_refuses_a_fleet_that_proves_nothing(towline):
    assert "2..=20" in towline("demo", "--exit", "--hosts", "1", expect=2).stderr
