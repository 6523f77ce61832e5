"""Logs in the console over plain HTTP: a part of them, all of them, and what comes later."""

import json
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from support.builds import Scripted, build_with_log
from support.visitor import Visitor, text


@pytest.fixture(scope="module")
def visitor(server):
    return Visitor(server)


def test_logs_are_shown_in_part_searched_and_loaded_whole(server, visitor):
    lines = [f"line {number}" for number in range(3000)]
    lines[1500] = "\x1b[31merror: \x1b[0m<script>alert(1)</script>\u202e"
    lines[1000] = "--- Group <b>"
    id = build_with_log(server, "logged", lines)
    place = f"/console/logs?build={quote(id, safe='')}"
    page = visitor.get(f"{place}&from=1400")
    assert "Lines 1401 to 1900 of 3000" in text(page) and "Group <b>" in text(page)
    assert '<span class="f1">error: </span>&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}' in page
    assert 'id="L1501"' in page
    some = json.loads(visitor.get(f"/console/logs/lines?build={quote(id, safe='')}&from=2998&limit=50"))
    assert (some["lines"], some["total"], some["complete"]) == ([["line 2998", 0], ["line 2999", 0]], 3000, True)
    found = json.loads(visitor.get(f"/console/logs/search?build={quote(id, safe='')}&text=LINE%20299"))
    assert found["numbers"] == [299, *range(2990, 3000)]
    raw = visitor.request("GET", f"/console/logs/raw?build={quote(id, safe='')}")
    assert raw.headers["content-type"] == "text/plain; charset=utf-8" and "attachment" in raw.headers["content-disposition"]
    assert raw.data.decode() == "\n".join(lines) + "\n"


def test_a_log_that_cannot_be_read_is_no_reason_to_show_nothing_else(server, visitor):
    id = build_with_log(server, "unread", ["one"])
    log = Path(server.data) / "logs" / "builds" / f"{id.split(':')[1]}.log"
    log.unlink()
    log.mkdir()
    words = text(visitor.get(f"/console/builds/{quote(id, safe='')}"))
    assert "Its log could not be read:" in words and "unread" in words and "It printed nothing" not in words


def test_lines_are_waited_for_and_have_the_time_of_their_arrival(fresh_server):
    server = fresh_server("--no-runner")
    visitor, runner = Visitor(server), Scripted(server)
    place = f"/console/logs/lines?build={quote(runner.build, safe='')}"
    runner.say("--- Install", "one")
    first = json.loads(visitor.get(f"{place}&from=0&wait=50"))
    assert [line[:2] for line in first["lines"]] == [["--- Install", 0], ["one", 0]] and not first["complete"]
    assert abs(first["lines"][0][2] - time.time()) < 30
    # Held until there is something, and no longer.
    with ThreadPoolExecutor() as pool:
        held = pool.submit(visitor.get, f"{place}&from=2&wait=50")
        direct = pool.submit(server.towline, "GetLogLines", {"id": runner.build, "from": 2, "waitSeconds": 50})
        deadline = time.monotonic() + 60
        while not (held.running() and direct.running()) and time.monotonic() < deadline:
            os.sched_yield()
        runner.say("two")
        assert json.loads(held.result())["lines"][0][0] == "two"
        found = direct.result()
        assert found["lines"] == ["two"] and found["times"][0]["line"] == 2
        # What was said twice is there once, with the time of the first.
        runner.offset -= 4
        runner.say("two")
        assert server.towline("GetLogLines", {"id": runner.build, "from": 2})["times"] == found["times"]
        held = pool.submit(visitor.get, f"{place}&from=3&wait=50")
        runner.end()
        assert json.loads(held.result())["complete"]
    begun = time.monotonic()
    assert json.loads(visitor.get(f"{place}&from=3&wait=50"))["lines"] == []
    assert time.monotonic() - begun < 10, "nothing more comes, so nothing is waited for"
    page = visitor.get(f"/console/logs?build={quote(runner.build, safe='')}&times=on")
    assert len(re.findall(r'<span class="m"><time title="[^"]+ UTC">\d\d:\d\d:\d\d</time></span>', page)) == 3
    # Times outlive the server and go with the build; a log without them is as readable.
    server.restart()
    assert server.towline("GetLogLines", {"id": runner.build, "from": 2})["times"] == found["times"]
    times = Path(server.data) / "logs" / "builds" / f"{runner.build.split(':')[1]}.times"
    kept = times.read_bytes()
    assert len(kept) == 2 * 16
    times.unlink()
    answer = server.towline("GetLogLines", {"id": runner.build})
    assert answer["lines"] == ["--- Install", "one", "two"] and "times" not in answer
    times.write_bytes(kept)
    server.aws("codebuild").batch_delete_builds(ids=[runner.build])
    assert not times.exists()
