"""What a server tells about itself: /metrics, /healthz and the measures."""

import json
import sqlite3
import statistics
from concurrent.futures import ThreadPoolExecutor

import pytest
import urllib3
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from support.disk import MIB
from test_agent import FILES, Group, hooks, note, until, zipped
from test_codebuild import Project

EVIL = '{}"}} 1\n# \x1b[31m\u2028é'


def scrape(server) -> dict:
    """Samples by name and labels, as a parser that is not ours reads them."""
    answer = server.get("/metrics")
    assert answer.status == 200 and answer.headers["content-type"].startswith("application/openmetrics-text")
    families = list(text_string_to_metric_families(answer.data.decode()))
    assert all(family.documentation for family in families)
    samples = [sample for family in families for sample in family.samples]
    return {(sample.name, *sorted(sample.labels.items())): sample.value for sample in samples}


def value(samples: dict, name: str, **labels: str) -> float:
    return samples.get((name, *sorted(labels.items())), 0)


def test_metrics_count_what_happened(fresh_server, agents):
    server = fresh_server()
    group = Group(server, agents, 1)
    scripts = hooks(BeforeInstall="one.sh", ApplicationStart="two.sh")
    group.run(zipped(FILES + scripts, app__index="x", one_sh=note("one"), two_sh=note("two")))
    project = Project(server, "counted")
    project.run()
    with pytest.raises(group.deploy.exceptions.ApplicationDoesNotExistException):
        group.deploy.get_application(applicationName="nothing")
    found = scrape(server)

    def at_least(number, name, **labels):
        assert value(found, name, **labels) >= number, (name, labels)

    requests = dict(name="towline_requests_total", service="codedeploy")
    at_least(1, **requests, operation="CreateDeployment", status="2xx")
    at_least(1, **requests, operation="GetApplication", status="4xx")
    at_least(1, "towline_request_duration_seconds_count", service="codedeploy", operation="CreateDeployment")
    at_least(1, "towline_events_total", kind="deployment.succeeded")
    at_least(1, "towline_events_total", kind="build.succeeded")
    at_least(4, "towline_host_commands_total")
    at_least(4, "towline_host_acknowledgements_total")
    at_least(4, "towline_host_reports_total", outcome="Succeeded")
    at_least(10, "towline_store_transactions_total", outcome="Succeeded")
    at_least(10, "towline_store_transaction_duration_seconds_count")
    at_least(100, "towline_object_bytes_total", direction="in")
    at_least(100, "towline_object_bytes_total", direction="out")
    at_least(1 << 20, "process_resident_memory_bytes")
    at_least(5, "process_open_fds")
    assert value(found, "towline_machines", machine="deployment") == 0
    assert value(found, "towline_builds", state="waiting") == 0
    assert ("towline_build_info", ("version", "0.1.0")) in found
    assert value(found, "towline_measure_deployment_rate") == 1
    # No rollback has failed, so there is nothing to divide by.
    assert ("towline_measure_rollback_speed",) not in found
    until(lambda: value(scrape(server), "towline_host_polls") == 1, "the idle host's poll")


def test_a_thousand_hostile_names_add_no_label(fresh_server):
    server = fresh_server("--no-runner")
    http = urllib3.PoolManager(retries=False)

    def send(method: str, path: str, **headers: str):
        # One connection each: a server may close one after it refused.
        http.request(method, server.url + path, headers={"Connection": "close", **headers})

    def hostile(number: int):
        send("POST", "/", **{"X-Amz-Target": f"Nonsense_{number}.Op{number}"})
        send("POST", "/", **{"X-Amz-Target": f"CodeDeploy_20141006.Op{number}"})
        send("GET", f"/bucket-{number}/{number}?x=1")
        send("GET", f"/git/repo-{number}/info/refs?service=git-upload-pack")
        send(f"VERB{number}", f"/{number}")
        if number < 5:
            with pytest.raises(deploy.exceptions.InvalidApplicationNameException):
                deploy.create_application(applicationName=EVIL.format(number))

    deploy = server.aws("codedeploy", parameter_validation=False)
    hostile(0)  # its paths are too short for a bucket
    hostile(200)
    scrape(server)  # counts itself from now on
    before = set(scrape(server))
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(hostile, range(1, 200)))
    after = scrape(server)
    assert {key for key in after if key not in before} <= {
        key for key in after if "measure" in key[0]
    }, "a label came from a client"
    text = server.get("/metrics").data.decode()
    assert "Nonsense" not in text and "VERB" not in text and "bucket-" not in text
    assert value(after, "towline_requests_total", service="unknown", operation="unknown", status="4xx") >= 200


def test_health_tells_whether_the_server_can_store(disk_server):
    server, disk = disk_server, disk_server.disk

    def health():
        answer = server.get("/healthz")
        return answer.status, json.loads(answer.data)

    status, report = health()
    assert (status, report["status"], report["cause"]) == (200, "ok", None)
    assert report["store"]["writable"] and report["store"]["lastCommitSecondsAgo"] >= 0
    assert 0 < report["disk"]["freeBytes"] < 24 * MIB
    disk.fill()
    # A write-ahead log that has space left takes some more commits.
    deploy = server.aws("codedeploy")
    for number in range(2000):
        try:
            deploy.create_application(applicationName=f"app-{number}" + "x" * 80)
        except deploy.exceptions.ClientError:
            break
    status, report = until(lambda: (health()[0] == 503) and health(), "the full disk to show")
    assert (report["status"], report["cause"]) == ("unavailable", "the disk is full")
    assert str(server.directory) not in json.dumps(report)
    assert server.get("/livez").status == 200
    disk.free()
    until(lambda: health()[0] == 200, "the server to recover")


def test_health_tells_of_a_database_that_another_program_keeps_locked(fresh_server):
    server = fresh_server("--no-runner")
    locker = sqlite3.connect(server.data / "towline.db", isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    answer = until(lambda: (found := server.get("/healthz")).status == 503 and found, "the lock to show")
    assert "database" in json.loads(answer.data)["cause"]
    locker.execute("ROLLBACK")
    until(lambda: server.get("/healthz").status == 200, "the server to recover")
    locker.close()


def test_measures_are_those_of_the_events(fresh_server, agents, towline):
    server = fresh_server()
    group = Group(server, agents, 1)
    good = hooks(BeforeInstall="one.sh", ApplicationStart="two.sh")
    bad = hooks(ApplicationStart="two.sh")
    rollback = {"enabled": True, "events": ["DEPLOYMENT_FAILURE"]}
    group.run(zipped(FILES + good, app__index="1", one_sh=note("one"), two_sh=note("two")))
    failed, status = group.run(
        zipped(FILES + bad, app__index="2", two_sh="exit 1\n"), autoRollbackConfiguration=rollback
    )
    assert status == "Failed"
    info = group.deploy.get_deployment(deploymentId=failed)["deploymentInfo"]
    assert group.end(info["rollbackInfo"]["rollbackDeploymentId"]) == "Succeeded"

    done = towline("metrics", "--since", "1h", "--json", "--data", server.data)
    found = {measure["name"]: measure for measure in done.json()["measures"]}
    ends = [e for e in server.events() if e["kind"] in ("deployment.succeeded", "deployment.failed")]
    assert len(ends) == 3
    scripts = [e["detail"].get("diagnostics") or {} for e in server.events() if e["kind"] == "target.lifecycle-event"]
    scripts = sum(diagnostics.get("scripts", 0) for diagnostics in scripts)
    # Two of the good one; the failing one; the rollback runs the good ones again. The stop events
    # of the later two find no script.
    assert scripts == 2 + 1 + 2
    seconds = sum(e["at"] - e["detail"]["created"] / 1000 for e in ends)
    assert found["deployment_speed"]["value"] == pytest.approx(seconds / scripts, abs=0.01)
    assert found["strategy_measure"]["value"] == 1
    assert found["deployment_rate"]["value"] == pytest.approx(1 / 3)
    assert "value" not in found["rollback_speed"] and found["rollback_speed"]["formula"] == "R = 1 / F"
    assert found["change_failure_rate"]["value"] == pytest.approx(1 / 2)
    recovery = [e["at"] - e["detail"]["failingSince"] / 1000 for e in ends if e["detail"]["failingSince"]]
    expected = statistics.median(r for r in recovery)
    assert found["failed_deployment_recovery_time"]["value"] == pytest.approx(expected, abs=0.01)

    shown = towline("metrics", "--data", server.data).stdout
    assert "D = T / S" in shown and "absent: there is nothing to divide by" in shown
    nothing = towline("metrics", "--since", "2001-01-01", "--until", "2001-02-01", "--json", "--data", server.data)
    values = {m["name"]: m.get("value") for m in nothing.json()["measures"]}
    assert {name for name, found in values.items() if found is not None} == {
        "version_control_speed",
        "deployment_frequency",
    }
    bad = towline("metrics", "--since", "2099-01-01", "--data", server.data, expect=1)
    assert "the window is empty" in bad.stderr
    assert "neither a length" in towline("metrics", "--since", "soon", expect=2).stderr
    server.restart()
    again = towline("metrics", "--since", "1h", "--json", "--data", server.data)
    assert {m["name"]: m.get("value") for m in again.json()["measures"]}["deployment_rate"] == pytest.approx(1 / 3)
