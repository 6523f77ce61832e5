"""How quick the console is: no test, but the figure `console` of `cargo xtask bench`.

Each line says what was measured, in milliseconds, what it ought to be, and what it is held against in
the same run."""

import json
import os
import time
from pathlib import Path
from statistics import median

import pytest
from support.browser import Browser
from support.large import large_server
from support.longlog import LONG, PLACES, follow_log, open_long_log, scroll
from support.visitor import Visitor

# Milliseconds that an interaction may take.
INTERACTION = 200


@pytest.fixture(scope="module")
def figure():
    """`figure("what", [milliseconds], most=200, against=("a bare page", 3))`: one line, the median."""
    lines = []

    def add(what: str, times: list, most=None, against=None):
        against = {"what": against[0], "value": against[1]} if against else None
        lines.append({"what": what, "value": median(times), "most": most, "against": against})

    yield add
    path = Path(os.environ["TOWLINE_FIGURES"])
    told = json.loads(path.read_text()) if path.exists() else []
    path.write_text(json.dumps([*told, *lines]))


def test_a_million_lines(server, browser, figure):
    open_long_log(server, browser)
    frames = ("two frames of the browser", median(scroll(browser, "") for _ in range(9)))
    for what in ["log of 1,000,000 lines: to lines that are fetched", "to lines that are known"]:
        times = [scroll(browser, f"log.scrollTop = {at} * log.scrollHeight") for at in PLACES]
        figure(what, times, INTERACTION, frames)
    ends = [scroll(browser, f"document.getElementById('{button}').click()") for button in ["log-end", "log-top"] * 4]
    figure("to the last line and the first", ends, INTERACTION, frames)
    browser.run("const box = document.getElementById('log-text'); box.value = '00000 of'; box.dispatchEvent(new Event('input'))")
    browser.reads("1 of 9", "#log-matches")
    for what in ["to the next match", "the same, once they are known"]:
        times = [scroll(browser, "document.getElementById('log-next').click()") for _ in range(9)]
        figure(what, times, INTERACTION, frames)


def test_a_line_that_is_written_now(fresh_server, tmp_path, figure):
    server = fresh_server("--no-runner")
    browser = Browser(tmp_path)
    try:
        browser.sign_in(server.url)
        runner = follow_log(server, browser)
        browser.run(
            r"""
            window.shown = {};
            const look = () => {
              for (const one of document.querySelectorAll("#log .t")) {
                const word = /^mark \d+/.exec(one.textContent)?.[0];
                if (word) window.shown[word] ??= Date.now();
              }
            };
            new MutationObserver(look).observe(document.getElementById("log"), { childList: true, subtree: true });
            """
        )

        def say(word: str, puts: list) -> float:
            """From the server's answer to the runner until the browser has the line; the clocks are one."""
            begun = time.time()
            runner.say(f"{word} {LONG}")
            told = time.time()
            puts.append((told - begun) * 1000)
            browser.until(lambda: browser.run(f"return window.shown['{word}']"), word)
            return browser.run(f"return window.shown['{word}']") - told * 1000

        for what, numbers in [("followed log: a new line is shown", range(9)), ("the same, wrapped", range(10, 19))]:
            puts = []
            times = [say(f"mark {number}", puts) for number in numbers]
            figure(what, times, INTERACTION, ("what the runner waits for", median(puts)))
            browser.click("#log-wrap")
    finally:
        browser.close()


def test_pages_of_a_large_installation(tmp_path, figure):
    with large_server(tmp_path) as server:
        visitor = Visitor(server)

        def took(path: str) -> list:
            times = []
            for _ in range(9):
                begun = time.perf_counter()
                visitor.get(path)
                times.append((time.perf_counter() - begun) * 1000)
            return times

        least = ("GET /healthz", median(took("/healthz")))
        figure("Home with 60 pipelines and 60 groups", took("/console/"), INTERACTION, least)
        for page in ["pipelines", "hosts", "deployments", "palette"]:
            figure(f"its page of {page}", took(f"/console/{page}"), INTERACTION, least)
