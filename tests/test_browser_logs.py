"""The log viewer in a real Chromium: long logs, logs that are written, groups and colours. How quick it
is: `bench_console.py`."""

import re
from urllib.parse import quote

from support.browser import Browser
from support.builds import build_with_log
from support.longlog import LONG, PLACES, follow_log, open_long_log, scroll

# The requests for lines that the page has made.
ASKED = "return performance.getEntriesByType('resource').filter((one) => one.name.includes('/logs/lines')).length"


def test_a_log_is_followed_as_it_comes_also_wrapped_and_with_times(fresh_server, tmp_path):
    server = fresh_server("--no-runner")
    browser = Browser(tmp_path)
    try:
        browser.sign_in(server.url)
        runner = follow_log(server, browser)

        def say(word):
            runner.say(f"{word} {LONG}")
            browser.reads(f"{word} ", "#log")

        before = browser.run(ASKED)
        for number in range(7):
            say(f"mark {number}")
        # One answer for what came at once, and no question in between.
        assert browser.run(ASKED) <= before + 7
        browser.click("#log-wrap")
        for number in range(10, 15):
            say(f"mark {number}")
        end = "const log = document.getElementById('log'); return log.scrollHeight - log.scrollTop - log.clientHeight"
        assert browser.run(end) < 2, "the last line is in sight"
        # All lines can be reached although only a part is in the page.
        assert len(browser.all("#log .line")) <= 1000
        browser.click("#log-top")
        browser.reads("before 0 ", "#log")
        browser.click("#log-end")
        browser.reads("mark 14", "#log")
        browser.press("t")
        browser.until(lambda: re.fullmatch(r"\d\d:\d\d:\d\d", browser.all("#log .m")[-1].text), "times")
        assert "UTC" in browser.all("#log .m")[-1].get_attribute("title")
        assert browser.one("#log-times").get_attribute("aria-pressed") == "true"
        browser.press("t")
        browser.until(lambda: not browser.all("#log .m"), "no times")
        runner.end()
        browser.until(lambda: browser.one("#log").get_attribute("data-complete") == "true", "the end of the build")
        assert browser.complaints() == []
    finally:
        browser.close()


def test_a_million_lines_scroll_and_are_searched(server, browser):
    open_long_log(server, browser)
    assert [one.text.split("\n")[0] for one in browser.all("#log .line.at .n")] == ["500001", "500002", "500003"]
    before = browser.run(ASKED)
    for at in PLACES:
        scroll(browser, f"log.scrollTop = {at} * log.scrollHeight")
    # A window of lines is at most in two of the blocks that are asked for.
    asked = browser.run(ASKED)
    assert before < asked <= before + 2 * len(PLACES)
    for at in PLACES:
        scroll(browser, f"log.scrollTop = {at} * log.scrollHeight")
    for button in ["log-end", "log-top"] * 2:
        scroll(browser, f"document.getElementById('{button}').click()")
    assert browser.run(ASKED) == asked, "known lines are asked for again"
    assert len(browser.all("#log .line")) < 200
    browser.press("/")
    browser.driver.switch_to.active_element.send_keys("line 77777 ")
    browser.reads("1 of 1", "#log-matches")
    browser.until(lambda: "line 77777 of" in browser.text("#log"), "the match")
    browser.run("const box = document.getElementById('log-text'); box.value = '00000 of'; box.dispatchEvent(new Event('input'))")
    browser.reads("1 of 9", "#log-matches")
    for number in [*range(2, 10), 1]:
        browser.click("#log-next")
        browser.reads(f"{number} of 9", "#log-matches")
    browser.run("const box = document.getElementById('log-text'); box.value = 'line 77777 '; box.dispatchEvent(new Event('input'))")
    browser.reads("1 of 1", "#log-matches")
    browser.until(lambda: browser.text("#log-matches").strip() == "1 of 1" and "line 77777 of" in browser.text("#log"), "the match")
    browser.click("#log .line.at .n")
    assert browser.driver.current_url.endswith("#L77778")
    assert browser.complaints() == []


def test_a_search_says_when_the_server_does_not_answer(server, browser):
    id = build_with_log(server, "unheard", ["one", "two"])
    browser.go(f"/console/logs?build={quote(id, safe='')}")
    browser.reads("two", "#log")
    server.kill()
    browser.type("#log-text", "two")
    browser.reads("the server does not answer", "#log-matches")
    server.start()
    browser.type("#log-text", "o")
    browser.reads("no match", "#log-matches")


def test_groups_fold_and_colours_are_shown(server, browser):
    lines = ["--- Install", *["\x1b[32mok\x1b[0m"] * 50, "+++ Test", "FAIL: \x1b[1;31mred\x1b[0m", "<b>plain</b>"]
    id = build_with_log(server, "grouped", lines)
    browser.go(f"/console/logs?build={quote(id, safe='')}")
    browser.reads("(50 lines)", "#log")
    assert "ok" not in browser.text("#log")
    browser.click("#log .head")
    browser.until(lambda: "ok" in browser.text("#log"), "the open group")
    browser.click("#log .head")
    browser.reads("<b>plain</b>", "#log")
    red = browser.run("return getComputedStyle(document.querySelector('#log .f1')).color")
    assert red != browser.run("return getComputedStyle(document.body).color")
    assert "error" in browser.one("#log .line:nth-child(3)").get_attribute("class")
