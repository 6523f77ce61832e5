"""`towline doctor`: each thing is broken for real, and the report has the right line."""

import http.server
import json
import os
import re
import resource
import shutil
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager

import pytest
from support.cli import run
from support.fakeagent import FakeAgent
from support.processes import binary, clean_environment
from support.server import ROOT_SECRET


@pytest.fixture
def doctor(tmp_path):
    """`doctor("--data", …)`: the findings by check, and the text of the report."""

    def look(*args, expect=0, prefix=(), **env):
        environment = clean_environment(tmp_path, **env)
        command = [*prefix, binary(), "doctor", *map(str, args)]
        found = run([*command, "--json"], environment, expect).json()["findings"]
        return {finding["check"]: (finding["level"], finding["detail"], finding["remedy"]) for finding in found}

    return look


def test_a_server_that_is_well(server, doctor, towline):
    server.data.chmod(0o700)
    found = doctor("--data", server.data)
    expected = ["data directory", "keys", "database", "disk sync", "server", "health", "version", "clock", "hosts"]
    assert {found[check][0] for check in expected} == {"ok"}, found
    assert "newest event" in found["database"][1] and found["git"][1].startswith("git version")
    text = towline("doctor", "--data", server.data).stdout
    assert len(text.splitlines()) == len(found) + 1 and text.count("ok  ") >= len(expected)
    secrets = [ROOT_SECRET] + [
        json.loads((server.data / "root-key").read_text())["secretAccessKey"],
        (server.data / "seal-key").read_bytes().hex(),
    ]
    assert not any(secret in text for secret in secrets)


def test_no_server_and_no_data(tmp_path, doctor):
    found = doctor("--data", tmp_path / "nothing", expect=1)
    assert found["data directory"][0] == "fail" and "No such file" in found["data directory"][1]
    assert found["server"][0] == "fail" and "--server" in found["server"][2]
    found = doctor("--server", "http://127.0.0.1:9", expect=1)
    assert found["server"][:2] == ("fail", "http://127.0.0.1:9 does not answer: Connection refused (os error 111)")


def test_a_server_that_was_stopped_and_what_lies_in_its_directory(fresh_server, doctor):
    server = fresh_server("--no-runner")
    server.stop()
    found = doctor("--data", server.data, expect=1)
    assert found["server"][0] == "fail" and found["database"][0] == "ok"
    assert "a server started here" in found["open files"][1]

    (server.data / "seal-key").chmod(0o644)
    server.data.chmod(0o755)
    found = doctor("--data", server.data, expect=1)
    assert found["keys"][0] == "fail" and "seal-key" in found["keys"][1] and "chmod 600" in found["keys"][2]
    assert found["data directory"][0] == "warn" and "chmod 700" in found["data directory"][2]

    database = server.data / "towline.db"
    content = bytearray(database.read_bytes())
    assert len(content) >= 3 * 4096
    content[4096:] = os.urandom(len(content) - 4096)
    database.write_bytes(content)
    (server.data / "towline.db-wal").unlink(missing_ok=True)
    found = doctor("--data", server.data, expect=1)
    assert found["database"][0] == "fail" and "backup" in found["database"][2]


def test_a_disk_that_is_full_and_one_that_is_read_only(disk_server, doctor):
    server, disk = disk_server, disk_server.disk
    look = lambda **more: doctor("--data", server.data, prefix=disk.inside, **more)  # noqa: E731
    found = look(expect=1)
    assert found["disk space"][0] == "fail" and "of 24 MiB are free" in found["disk space"][1]
    assert found["disk sync"][0] == "ok" and found["health"][0] == "ok"
    disk.fill()
    found = look(expect=1)
    assert found["disk space"][1].startswith("0 MiB") and found["disk sync"][0] == "fail"
    server.stop()
    disk.free()
    subprocess.run([*disk.inside, "mount", "-o", "remount,ro", str(server.data)], check=True)
    found = look(expect=1)
    assert found["disk sync"][0] == "fail" and "Read-only file system" in found["disk sync"][1]


def test_programs_that_are_missing_or_broken_and_few_open_files(tmp_path, server, doctor):
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, script in {"setfacl": "echo 1", "su": "echo 2", "bwrap": "exit 3"}.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    few = ["prlimit", "--nofile=1000:1000"]
    found = doctor("--server", server.url, prefix=[shutil.which(few[0]), *few[1:]], PATH=str(programs))
    assert found["git"][:2] == ("warn", "not found: the server has no repositories")
    assert found["bwrap"][0] == "warn" and "exit status: 3" in found["bwrap"][1]
    assert found["su"][0] == found["setfacl"][0] == "ok"
    assert found["open files"][0] == "warn" and "1000" in found["open files"][1]
    # The server that runs has a limit of its own.
    child = server.process.child.pid
    before = resource.prlimit(child, resource.RLIMIT_NOFILE)
    resource.prlimit(child, resource.RLIMIT_NOFILE, (900, before[1]))
    try:
        found = doctor("--data", server.data)
        assert found["open files"][0] == "warn" and f"process {child}" in found["open files"][1]
    finally:
        resource.prlimit(child, resource.RLIMIT_NOFILE, before)


def test_hosts_that_do_not_call(fresh_server, doctor):
    server = fresh_server("--no-runner")
    assert doctor("--data", server.data)["hosts"] == ("ok", "0 registered, none is silent", "")
    silent, alive = FakeAgent(server, "silent"), FakeAgent(server, "alive")
    # Any word counts; this one is of a deployment that is gone.
    alive.call("PutHostCommandAcknowledgement", HostCommandIdentifier="d-ABCDEFGHI/alive/Install/x")
    found = doctor("--data", server.data)["hosts"]
    assert found[:2] == ("warn", "1 of 2 are silent: silent, which has never polled")
    assert "towline agent" in found[2] and silent.name == "silent"
    environment = server.environment()
    assert doctor("--server", server.url, **environment)["hosts"][0] == "warn"
    assert "no key" in doctor("--server", server.url)["hosts"][1]
    wrong = {**environment, "AWS_SECRET_ACCESS_KEY": "wrong-canary"}
    found = doctor("--server", server.url, expect=1, **wrong)["hosts"]
    assert found[0] == "fail" and "InvalidSignatureException" in found[1] and "canary" not in found[1]


@contextmanager
def impostor(report: dict, context=None):
    """Something that answers `/healthz` as a server would, with this report."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps({**report, "time": time.time() + report.get("ahead", 0)}).encode()
            self.send_response(200 if report.get("status") == "ok" else 503)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        if context:
            listener.socket = context.wrap_socket(listener.socket, server_side=True)
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        yield f"{'https' if context else 'http'}://127.0.0.1:{listener.server_port}"
        listener.shutdown()


def test_a_clock_that_is_wrong_another_version_and_a_server_that_cannot_store(doctor):
    well = {"status": "ok", "version": "0.1.0"}
    with impostor({**well, "ahead": -60}) as url:
        found = doctor("--server", url)
        assert found["clock"][0] == "warn" and "60.0 s behind" in found["clock"][1]
    with impostor({**well, "ahead": 3600, "version": "9.9.9"}) as url:
        found = doctor("--server", url, expect=1)
        assert found["clock"][0] == "fail" and "3600.0 s ahead" in found["clock"][1] and "NTP" in found["clock"][2]
        assert found["version"][:2] == ("warn", "the server is 9.9.9, this program 0.1.0")
    with impostor({"status": "unavailable", "cause": "the disk is full"}) as url:
        assert doctor("--server", url, expect=1)["health"][1] == "the server cannot store: the disk is full"
    with impostor({"something": "else"}) as url:
        assert "not as Towline does" in doctor("--server", url, expect=1)["server"][1]


def certificate(directory, days: int, name: str):
    """A context that serves a certificate of an own authority, and that authority's file."""
    files = {what: str(directory / f"{what}-{days}-{name}") for what in ("ca", "cakey", "key", "request", "cert", "ext")}
    openssl = lambda *args: subprocess.run(["openssl", *args], check=True, capture_output=True)  # noqa: E731
    make = ["-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    openssl("req", "-x509", *make, "-subj", "/CN=own", "-days", "99", "-keyout", files["cakey"], "-out", files["ca"])
    openssl("req", "-new", *make, "-subj", "/CN=server", "-keyout", files["key"], "-out", files["request"])
    with open(files["ext"], "w") as extensions:
        extensions.write(f"subjectAltName={name}\nbasicConstraints=CA:FALSE\n")
    sign = ["-req", "-in", files["request"], "-CA", files["ca"], "-CAkey", files["cakey"], "-CAcreateserial"]
    openssl("x509", *sign, "-days", str(days), "-extfile", files["ext"], "-out", files["cert"])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files["cert"], files["key"])
    return context, files["ca"]


def test_certificates(tmp_path, fresh_server, doctor):
    well = {"status": "ok", "version": "0.1.0"}
    context, ca = certificate(tmp_path, 5, "IP:127.0.0.1")
    with impostor(well, context) as url:
        found = doctor("--server", url, "--ca", ca)["certificate"]
        assert found[0] == "warn" and re.search("good for [45] days", found[1])
        found = doctor("--server", url, "--ca", certificate(tmp_path, 9, "IP:127.0.0.1")[1], expect=1)["certificate"]
        assert found[0] == "fail" and "invalid peer certificate" in found[1] and "--ca" in found[2]
    context, ca = certificate(tmp_path, 90, "DNS:elsewhere.example")
    with impostor(well, context) as url:
        found = doctor("--server", url, "--ca", ca, expect=1)["certificate"]
        assert found[0] == "fail" and "not valid for name" in found[1]
    server = fresh_server("--tls")
    found = doctor("--data", server.data)
    assert found["certificate"][0] == "ok" and found["server"][0] == "ok", found
