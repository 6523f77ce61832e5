"""The console in a real Chromium: a release watched live, approved, failed and rolled back; lost
connections; keys; every width in both themes, judged by axe-core."""

import os
import re
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest
from support.agent import crew
from support.browser import Browser, Keys
from support.builds import build_with_log
from support.site import Site

# What axe-core looks at: everything once; what depends on colours again, on the pages that have all of
# them between them.
COLOURFUL = ["home", "pipeline", "waiting", "failed", "deployment", "build", "log"]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECKED = {"light": STANDARDS, "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@pytest.fixture(scope="module")
def site(server, tmp_path_factory):
    """A good release, a bad one that was rolled back, and one that waits for an answer; a build.

    Tests may come in any order: each leaves an approval that waits."""
    directory = tmp_path_factory.mktemp("site")
    with ExitStack() as ending:
        site = Site(server, crew(ending, directory, "web"), directory / "clone", name="shop")
        site.good_and_bad()
        definition = site.pipelines.get_pipeline(name="shop")["pipeline"]
        definition["stages"][1]["actions"][0]["configuration"]["CustomData"] = "Release it to everybody?"
        site.pipelines.update_pipeline(pipeline=definition)
        site.build = build_with_log(server, "short", ["--- Set up", "\x1b[32mok\x1b[0m", "+++ Test", "FAIL: one", "ok"])
        site.token(site.of(site.push("Mended", "two")))
        yield site


def test_a_release_is_watched_approved_seen_failing_and_rolled_back(site, browser):
    site.approve(site.executions()[0]["pipelineExecutionId"])
    site.end(site.executions()[0]["pipelineExecutionId"])
    browser.go("/console/pipelines/shop")
    browser.until(lambda: not browser.all("a.button.primary"), "a pipeline in which nothing waits")
    # Whoever reads keeps their place, whatever changes around it.
    browser.click("details.commands summary")
    browser.run("window.unchanged = true")
    site.push("Another defect", "broken again")
    browser.reads("Another defect")
    browser.until(lambda: browser.all("a.button.primary"), "the approval")
    assert browser.run("return window.unchanged"), "the page was loaded again"
    assert browser.one("details.commands").get_attribute("open")
    browser.click("a.button.primary")
    browser.reads("1 commit since")
    assert "changed page.txt" in browser.text() and "Ada" in browser.text()
    browser.type("#comment", "Let us see")
    # What happens meanwhile does not take away what somebody has typed.
    site.push("Newer", "three")
    browser.reads("Newer", ".newer")
    assert browser.one("#comment").get_attribute("value") == "Let us see"
    browser.click("button[value=approve]")
    browser.until(lambda: browser.all("#failure"), "the failing step")
    browser.reads("error: the page is broken", "#failure .line.error")
    browser.reads("mend script", ".why")
    # One click from here to the host, and one more to its deployment and the rollback.
    browser.click("#failure p a")
    browser.reads("looking at the page")
    browser.click(".crumbs li:last-child a")
    browser.reads("failed 1 of 3")
    browser.reads("Rolled back by")
    link = "[...document.querySelectorAll('dt')].find((e) => e.textContent === 'Rolled back by').nextSibling"
    browser.driver.get(browser.run(f"return {link}.querySelector('a').href"))
    browser.until(lambda: "succeeded" in browser.text(".facts"), "the end of the rollback")
    assert browser.complaints() == []


def test_a_version_is_deployed_again(site, browser):
    good = site.deployments()[-1]
    site.settled(site.deployments()[0])
    browser.go(f"/console/deployments/{good}")
    browser.click("details.confirm summary")
    browser.until(lambda: browser.one(".ask").is_displayed(), "the question")
    browser.click(".ask button")
    browser.until(lambda: good not in browser.driver.current_url, "the new deployment")
    again = browser.driver.current_url.rsplit("/", 1)[1]
    browser.until(lambda: browser.all(".meter"), "the budget")
    assert re.search(r"healthy \d, need 2, in flight \d", browser.text(".meter"))
    browser.until(lambda: "succeeded" in browser.text(".facts"), "its end")
    assert site.deployment(again)["status"] == "Succeeded"
    assert len(browser.all(".host.good")) == 3


def test_a_deployment_is_stopped_and_rolled_back(site, browser):
    site.settled(site.deployments()[0])
    last = site.hosts[-1]
    last.stop()
    try:
        # The last host takes no work: the deployment stays in flight until somebody decides.
        group = {"applicationName": "shop", "deploymentGroupName": "live"}
        revision = site.deployment(site.deployments()[-1])["revision"]
        id = site.deploy.create_deployment(**group, revision=revision)["deploymentId"]
        browser.go(f"/console/deployments/{id}")
        browser.until(lambda: "in flight 1" in browser.text(".meter") and len(browser.all(".host.good")) == 2, "two hosts done")
        browser.click("details.confirm:has(> summary:not(.stop)) summary")
        browser.until(lambda: browser.one("details[open] .ask").is_displayed(), "the question")
        browser.reads("the last version that succeeded", "details[open] .ask")
        browser.click("details[open] .ask button")
        browser.reads("stopped", ".facts")
        browser.reads("Rolled back by")
    finally:
        last.start()
    back = site.deployment(id)["rollbackInfo"]["rollbackDeploymentId"]
    browser.go(f"/console/deployments/{back}")
    browser.until(lambda: len(browser.all(".host.good")) == 3, "three hosts")
    assert site.settled(back)["status"] == "Succeeded"
    assert browser.complaints() == []


def test_two_versions_are_chosen_and_compared(site, browser):
    browser.go("/console/pipelines/shop")
    browser.click(f"input[name=from][value='{site.good}']")
    browser.click(f"input[name=to][value='{site.bad}']")
    browser.click("form.choose button")
    browser.reads("1 commit comes")
    browser.reads("A defect", ".sides")
    assert [one.text for one in browser.all("tbody td:first-child")] == ["page.txt"]
    browser.go("/console/pipelines/shop/versions")
    browser.reads("From version 1 to version 2: 1 change")
    browser.click("input[name=from][value='2']")
    browser.click("input[name=to][value='1']")
    browser.click("form.choose button")
    browser.reads("From version 2 to version 1: 1 change")
    assert browser.complaints() == []


def test_the_live_view_goes_on_over_a_kill_of_the_server(server, site, browser):
    browser.go("/console/deployments?application=shop&group=live")
    before = len(browser.all("tbody tr"))
    server.kill()
    browser.reads("Connection lost, trying again", "#live")
    server.start()
    location = site.deployment(site.deployments()[-1])["revision"]
    group = {"applicationName": "shop", "deploymentGroupName": "live"}
    id = site.deploy.create_deployment(**group, revision=location)["deploymentId"]
    browser.until(lambda: len(browser.all("tbody tr")) == before + 1, "the new deployment")
    browser.until(lambda: browser.text("#live") == "", "the end of the note")
    site.settled(id)
    browser.until(lambda: "succeeded" in browser.text("tbody tr:first-child"), "its end")
    newest = site.server.towline("ListEvents", {"after": 0, "limit": 1})["last"]
    browser.until(lambda: int(browser.run("return document.body.dataset.last")) >= newest, "the last event")
    browser.complaints()


def test_keys_lead_everywhere(site, browser):
    browser.go("/console/")
    browser.press("?")
    browser.until(lambda: browser.one("#keys").is_displayed(), "the keys")
    browser.press(Keys.ESCAPE)
    browser.until(lambda: not browser.one("#keys").is_displayed(), "the end of the keys")
    browser.press("g", "p")
    browser.until(lambda: "/console/pipelines" in browser.driver.current_url, "pipelines")
    browser.press("j", Keys.ENTER)
    browser.until(lambda: browser.driver.current_url.endswith("/pipelines/shop"), "the pipeline")
    browser.press("u")
    browser.until(lambda: browser.driver.current_url.endswith("/console/pipelines"), "the way back")
    browser.press("/")
    browser.driver.switch_to.active_element.send_keys("web-1", Keys.ENTER)
    browser.until(lambda: browser.driver.current_url.endswith("/hosts/web-1"), "the host")


def test_the_palette_goes_everywhere_and_does_what_the_page_can(site, browser):
    def active():
        field = browser.one("#palette-text")
        return browser.text(f"#{field.get_attribute('aria-activedescendant')}") if field.get_attribute("aria-activedescendant") else ""

    def find(*typed):
        browser.press(".")
        browser.until(lambda: browser.one("#palette").is_displayed(), "the palette")
        browser.until(lambda: len(browser.all("#palette-list li")) > 10, "what there is")
        browser.press(*typed)

    browser.go("/console/")
    find("web-2")
    browser.until(lambda: active().startswith("web-2"), "the host")
    field, options = browser.one("#palette-text"), browser.all("#palette-list [role=option]")
    assert field.get_attribute("role") == "combobox" and field.get_attribute("aria-expanded") == "true"
    assert [one.get_attribute("aria-selected") for one in options] == ["true"] + ["false"] * (len(options) - 1)
    assert "1 found" in browser.text("#palette-told")
    assert browser.violations(STANDARDS) == []
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.driver.current_url.endswith("/hosts/web-2"), "the host")
    # Arrows go round, Escape gives the focus back, and nothing that is typed elsewhere opens it.
    find("page ", Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_UP)
    browser.until(lambda: active().startswith("Help"), "the last page")
    browser.press("nothing is called so")
    browser.reads("Nothing is called so.", "#palette-told")
    assert not browser.one("#palette-text").get_attribute("aria-activedescendant")
    browser.press(Keys.ESCAPE)
    browser.until(lambda: not browser.one("#palette").is_displayed(), "the end of the palette")
    browser.press("/", ".")
    assert browser.driver.switch_to.active_element.get_attribute("value") == "."
    assert not browser.one("#palette").is_displayed()
    # Words in any order, over everything that is told of an execution.
    browser.go("/console/")
    find("defect shop")
    browser.until(lambda: "A defect execution" in active() or "Another defect execution" in active(), "an execution")
    browser.press(Keys.ENTER)
    browser.until(lambda: "/pipelines/shop/" in browser.driver.current_url, "the execution")
    browser.go(f"/console/pipelines/shop/{site.bad}")
    browser.press("]")
    browser.until(lambda: site.bad not in browser.driver.current_url, "the newer execution")
    browser.press("[")
    browser.until(lambda: site.bad in browser.driver.current_url, "the older execution")
    # What cannot be taken back is asked about as on the page.
    browser.go(f"/console/deployments/{site.deployments()[-1]}")
    find("redeploy")
    browser.until(lambda: active().startswith("Redeploy this version"), "the action")
    count = len(site.deployments())
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.one(".ask").is_displayed(), "the question")
    assert browser.driver.switch_to.active_element.text == "Yes, redeploy this version"
    assert len(site.deployments()) == count
    # An answer is stepped up to, not given.
    execution = site.executions()[0]["pipelineExecutionId"]
    site.token(execution)
    browser.go(f"/console/pipelines/shop/{execution}")
    find("approve")
    browser.until(lambda: active().startswith("Approve"), "the answer")
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.driver.switch_to.active_element.get_attribute("value") == "approve", "the button")
    assert site.token(execution)
    assert browser.complaints() == []


def pages(site) -> dict:
    execution = site.executions()[0]["pipelineExecutionId"]
    build = quote(site.build, safe="")
    return {
        "home": "/console/",
        "pipelines": "/console/pipelines",
        "pipeline": "/console/pipelines/shop",
        "waiting": f"/console/pipelines/shop/{execution}",
        "failed": f"/console/pipelines/shop/{site.bad}",
        "versions": "/console/pipelines/shop/versions",
        "compared": f"/console/pipelines/shop/compare?from={site.good}&to={site.bad}",
        "deployments": "/console/deployments",
        "group": "/console/deployments?application=shop&group=live",
        "deployment": f"/console/deployments/{site.failed}",
        "target": f"/console/deployments/{site.failed}/web-1",
        "hosts": "/console/hosts",
        "host": "/console/hosts/web-1",
        "queue": "/console/queue",
        "builds": "/console/builds",
        "build": f"/console/builds/{build}",
        "log": f"/console/logs?build={build}",
        "repositories": "/console/repositories",
        "keys": "/console/keys",
        "help": "/console/help",
        "guide": "/console/guide/start",
        "commands": "/console/guide/commands",
    }


@pytest.mark.parametrize("theme", CHECKED)
def test_every_page_fits_every_width_and_axe_has_no_serious_finding(site, browser, theme):
    """With TOWLINE_SHOTS, a directory, pictures of all are left there."""
    browser.theme(theme)
    shots = os.environ.get("TOWLINE_SHOTS")
    if shots:
        Path(shots).mkdir(exist_ok=True)
    found = []
    wanted = pages(site)
    if theme == "dark" and not shots:
        wanted = {name: wanted[name] for name in COLOURFUL}
    for name, path in wanted.items():
        browser.size(1280)
        browser.go(path)
        found += [f"{name}: {one}" for one in browser.violations(CHECKED[theme])]
        for width in [360, 1280, 1920] if theme == "light" or shots else []:
            browser.size(width)
            wide = browser.run("return document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{name} is {wide} wide at {width}")
            if shots:
                browser.size(width, max(900, browser.run("return document.documentElement.scrollHeight")))
                browser.driver.save_screenshot(str(Path(shots) / f"{name}-{width}-{theme}.png"))
    browser.size(1280)
    assert not found, "\n".join(found)


def test_it_reads_without_javascript(server, site, tmp_path):
    browser = Browser(tmp_path, script=False)
    try:
        browser.sign_in(server.url)
        browser.click("nav a[href='/console/pipelines']")
        browser.click("td a.name")
        browser.until(lambda: "Release" in browser.one(".stages").text, "the pipeline")
        browser.click("button[role=switch]")
        browser.until(lambda: "Closed" in browser.one("main").text, "the closed transition")
        browser.click("button[role=switch][aria-checked=false]")
        browser.until(lambda: "Closed" not in browser.one("main").text, "the open transition")
        browser.go(f"/console/logs?build={quote(site.build, safe='')}")
        assert browser.one("#log .line").text
        browser.click("form.out button")
        browser.until(lambda: browser.one("#secret"), "the way back in")
    finally:
        browser.close()
