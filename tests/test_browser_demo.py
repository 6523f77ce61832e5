"""What the README promises a newcomer: `towline demo --by-hand`, a browser, and nothing else. The
newcomer approves, sees the release reach three hosts, reads why the bad one failed, and goes back."""

import re
import shlex
import subprocess
import time

import pytest
from support.browser import Browser
from support.processes import Process, binary, clean_environment

# Seconds from the command to a commit on three hosts, as the issue of the first five minutes has it.
FIVE_MINUTES = 300


@pytest.fixture
def demo(tmp_path):
    environment = clean_environment(tmp_path)
    process = Process("demo", [binary(), "demo", "--by-hand"], tmp_path / "demo.log", environment).start()
    yield process
    process.stop()


@pytest.fixture
def browser(tmp_path):
    browser = Browser(tmp_path)
    yield browser
    browser.close()


def sign_in(browser, demo):
    """With what the demo prints: the console's address, and the command that tells the key."""
    console = demo.until("console at").split()[-1]
    command = shlex.split(demo.until("its key and secret").split(": ", 1)[1])
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=demo.env).stdout
    key, secret = (re.search(rf"{name}='?([^'\s]+)", told)[1] for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
    browser.sign_in(console.removesuffix("/console/"), key, secret)


def approve(browser, demo):
    """Goes where the demo asks to and approves, having read the tests."""
    browser.driver.get(demo.until("Approve it:").split()[-1])
    browser.reads("tests passed", ".approval")
    browser.click("button[value=approve]")
    browser.until(lambda: not browser.all(".approval"), "the end of the question")


def test_a_newcomer_sees_a_commit_reach_three_hosts_and_why_the_next_one_fails(demo, browser):
    begin = time.monotonic()
    sign_in(browser, demo)
    browser.click("nav a[href='/console/pipelines']")
    browser.reads("web")
    # A good release, from the approval to the hosts.
    approve(browser, demo)
    browser.until(lambda: "succeeded" in browser.text(".facts"), "its end", 60)
    browser.go("/console/deployments")
    browser.click("tbody tr:first-child a")
    browser.until(lambda: len(browser.all(".host.good")) == 3, "three hosts")
    took = time.monotonic() - begin
    assert took < FIVE_MINUTES, f"{took:.0f} s"

    # The bad one: the screen says where, what and why.
    approve(browser, demo)
    browser.until(lambda: browser.all("#failure"), "the failing step", 60)
    browser.reads("offers.html", "#failure")
    browser.reads("ValidateService", ".why")
    browser.click("#failure p a")
    browser.click(".crumbs li:last-child a")
    browser.reads("failed 1 of 3")
    browser.reads("Rolled back by")
    assert len(browser.all(".host.bad")) == 1 and len(browser.all(".host.quiet")) == 2

    # Mended, and back to the first by hand.
    approve(browser, demo)
    browser.until(lambda: "succeeded" in browser.text(".facts"), "its end", 60)
    browser.driver.get(demo.until("Redeploy this version").split()[-1])
    browser.click("details.confirm summary")
    browser.until(lambda: browser.one(".ask").is_displayed(), "the question")
    browser.click(".ask button")
    browser.until(lambda: len(browser.all(".host.good")) == 3, "three hosts", 60)
    demo.until("every step happened")
    assert browser.complaints() == []
