"""`towline deploy`, `towline deployment`, `towline hosts` and the logs of scripts, on real hosts."""

import json

from support.console import Console
from support.deployments import FILES, Group, hooks, zipped
from support.processes import clean_environment

NOISE = "echo copying\nprintf '\\033[31mred\\033[0m\\033[2J\\n'\n"


def application(path, script=NOISE, page="x"):
    """A directory that can be deployed."""
    (path / "app").mkdir(parents=True)
    (path / "app/page").write_text(page)
    (path / "scripts").mkdir()
    (path / "scripts/check.sh").write_text(script)
    (path / "appspec.yml").write_text("version: 0.0\nos: linux\n" + FILES + hooks(BeforeInstall="scripts/check.sh"))
    return path


def test_a_directory_is_deployed_watched_and_the_same_content_is_the_same_revision(server, agents, run, tmp_path):
    group = Group(server, agents, 2)
    source = application(tmp_path / "shop")
    result = run("deploy", source, "--application", group.name)
    deployment = result.stdout.strip()
    assert group.status(deployment) == "Succeeded"
    assert [host.root.joinpath("srv/page").read_text() for host in group.hosts] == ["x", "x"]
    assert f"✓ deployment {deployment} succeeded" in result.stderr and "uploaded" in result.stderr
    again = run("deploy", source, "--application", group.name, "--group", "web", "--no-watch")
    infos = [
        group.deploy.get_deployment(deploymentId=id)["deploymentInfo"] for id in (deployment, again.stdout.strip())
    ]
    assert infos[0]["revision"] == infos[1]["revision"]
    assert run("deployment", "watch", again.stdout.strip()).stdout == ""


def test_a_failure_ends_with_cause_host_phase_output_and_the_next_command(server, agents, run, tmp_path):
    group = Group(server, agents, 1)
    source = application(tmp_path / "shop", script="echo looking\nprintf 'no \\033[2Jdatabase\\n' >&2\nexit 7\n")
    result = run("deploy", source, "--application", group.name, expect=1)
    deployment, host = result.stdout.strip(), group.hosts[0].name
    lines = [line.strip() for line in result.stderr.splitlines()]
    assert f"host     {host}" in lines, lines
    assert "phase    BeforeInstall, script scripts/check.sh" in lines, lines
    assert any(line.startswith("cause") and "exit code 7" in line for line in lines), lines
    assert any(line.startswith("│") and "database" in line for line in lines), lines
    assert f"next     towline logs {deployment} --failed" in lines, lines
    assert "\x1b" not in result.stderr + result.stdout
    failed = run("logs", deployment, "--failed").stdout
    assert f"{host} BeforeInstall │ looking" in failed.replace("[stdout]", ""), failed
    assert f"{host} BeforeInstall │ [stderr]no database" in failed and "\x1b" not in failed, failed


def test_what_cannot_be_deployed_is_named_before_anything_happens(server, agents, run, tmp_path):
    group = Group(server, agents, 0)
    source = application(tmp_path / "shop")
    near = run("deploy", source, "--application", group.name + "x", expect=1)
    assert f"did you mean `{group.name}`?" in near.stderr
    assert "did you mean `web`?" in run("deploy", source, "-a", group.name, "-g", "wbe", expect=1).stderr
    assert "no appspec.yml" in run("deploy", source / "app", "-a", group.name, expect=2).stderr
    assert "s3://" in run("deploy", "s3://bucket", "-a", group.name, expect=2).stderr


def test_an_object_is_deployed_and_rolled_back_to_the_last_other_success(server, agents, run):
    group = Group(server, agents, 1)
    first, _ = group.run(zipped(FILES, app__page="one"))
    second, _ = group.run(zipped(FILES, app__page="two"))
    page = group.hosts[0].root / "srv/page"
    assert page.read_text() == "two"
    back = run("deployment", "rollback", f"{group.name}/web", "--yes")
    assert f"the last success before {second}: {first}" in back.stderr
    assert page.read_text() == "one"
    run("deployment", "rollback", second, "--to", second[:8], "--yes")
    assert page.read_text() == "two"
    place = group.deploy.get_deployment(deploymentId=first)["deploymentInfo"]["revision"]["s3Location"]
    run("deploy", f"s3://{place['bucket']}/{place['key']}", "-a", group.name)
    assert page.read_text() == "one"


def test_list_and_show_name_deployments_in_every_way(server, agents, run):
    group = Group(server, agents, 1)
    deployment, _ = group.run(zipped(FILES, app__page="x"))
    row = run("deployment", "list", f"{group.name}/web").stdout.splitlines()[1]
    assert deployment in row and "✓ succeeded" in row and "1/1" in row
    assert run("deployment", "list", f"{group.name}/web", "--status", "failed").stdout == ""
    infos = run("deployment", "list", f"{group.name}/web", "--json").json()["deploymentsInfo"]
    assert [info["deploymentId"] for info in infos] == [deployment]
    for name in [deployment, deployment[:8], f"{group.name}/web", f"{server.url}/deployments/{deployment}#hosts"]:
        document = run("deployment", "show", name, "--json").json()
        assert document["deploymentInfo"]["deploymentId"] == deployment
        assert document["deploymentTargets"][0]["instanceTarget"]["targetId"] == group.hosts[0].name
    assert group.hosts[0].name in run("deployment", "show", deployment).stdout
    assert "is the beginning of" in run("deployment", "show", "d-", expect=2).stderr


def test_hosts_show_contact_and_tags(server, agents, run):
    group = Group(server, agents, 2)
    names = [host.name for host in group.hosts]
    rows = run("hosts", "--tag", f"App={group.name}").stdout.splitlines()[1:]
    assert [row.split()[0] for row in rows] == names
    assert all("✓ polls" in row and f"App={group.name}" in row for row in rows)
    hosts = run("hosts", names[0], "--json").json()["hosts"]
    assert [host["name"] for host in hosts] == [names[0]] and hosts[0]["tags"][0]["Key"] == "App"
    assert "did you mean" in run("hosts", names[0] + "x", expect=1).stderr


def test_logs_are_chosen_by_host_step_and_text_and_followed_to_the_end(server, agents, run):
    group = Group(server, agents, 2)
    bundle = zipped(
        FILES + hooks(BeforeInstall="scripts/one.sh", AfterInstall="scripts/two.sh"),
        app__page="x",
        scripts__one_sh="echo first\necho '\tthird'\n",
        scripts__two_sh="echo second\n",
    )
    deployment = group.start(bundle)
    followed = run("logs", deployment, "--follow").stdout
    for host in group.hosts:
        assert f"{host.name} BeforeInstall │ [stdout]first\n" in followed, followed
        assert f"{host.name} AfterInstall │ [stdout]second\n" in followed, followed
    one = run("logs", deployment, "--host", group.hosts[1].name, "--step", "afterinstall", "--grep", "second$").stdout
    assert one == f"{group.hosts[1].name} AfterInstall │ [stdout]second\n"
    lines = [json.loads(line) for line in run("logs", deployment, "--json").stdout.splitlines()]
    assert {"source": deployment, "line": "[stdout]\tthird"}.items() <= next(one for one in lines if "third" in one["line"]).items()
    assert run("logs", deployment, "--since", "1h", "--grep", "first").stdout.count("first") == 2
    assert run("logs", deployment, "--failed").stdout == ""


def test_stop_and_the_exit_code_of_a_stopped_deployment(server, agents, run):
    group = Group(server, agents, 1)
    bundle = zipped(FILES + hooks(BeforeInstall="scripts/wait.sh"), app__page="x", scripts__wait_sh="sleep 2\n")
    deployment = group.start(bundle)
    group.wait_for_event(deployment, "BeforeInstall", "InProgress")
    assert run("deployment", "stop", deployment, "--yes").stdout.strip() == deployment
    result = run("deployment", "watch", deployment, expect=3)
    assert "stopped" in result.stderr


def test_the_live_view_draws_bars_in_place_and_ctrl_c_leaves_the_deployment_alone(server, agents, run, tmp_path):
    group = Group(server, agents, 2)
    bundle = zipped(
        FILES + hooks(AfterInstall="scripts/wait.sh"),
        app__page="x",
        scripts__wait_sh="while [ ! -e $TOWLINE_ROOT/var/go ]; do sleep 0.05; done\n",
    )
    deployment = group.start(bundle)
    env = {**clean_environment(tmp_path), "TOWLINE_DATA": str(server.data)}
    console = Console(env, "deployment", "watch", deployment)
    picture = console.until(lambda picture: picture.count("░  AfterInstall") == 2, "both hosts in AfterInstall")
    assert "█" in picture and "2 hosts: 2 in progress" in picture, picture
    assert picture.count(f"deployment {deployment}") == 1, picture
    console.interrupt()
    code, output = console.end()
    assert (code, output) == (130, "")
    assert f"detached: deployment {deployment} goes on" in console.picture()
    assert f"`towline deployment watch {deployment}`" in console.picture()
    assert group.status(deployment) == "InProgress"
    second = Console(env, "deployment", "watch", deployment)
    second.until(lambda picture: "AfterInstall" in picture, "the same view again")
    for host in group.hosts:
        (host.root / "var/go").touch()
    code, _ = second.end()
    assert code == 0
    assert f"✓ deployment {deployment} succeeded" in second.picture()
    assert second.picture().count(group.hosts[0].name) == 1, second.picture()
