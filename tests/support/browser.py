"""A real Chromium at the console, driven through its WebDriver; both are Debian's."""

import importlib.util
import shutil
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from support.processes import PATIENCE, clean_environment
from support.server import ROOT_KEY, ROOT_SECRET

OPTIONS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"]


class Browser:
    """One window. Waiting is done on what a person would see, always with a deadline."""

    def __init__(self, directory: Path, script=True):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for option in [*OPTIONS, f"--user-data-dir={directory / 'profile'}"]:
            options.add_argument(option)
        if not script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        environment = clean_environment(directory)
        service = webdriver.ChromeService(shutil.which("chromedriver"), env=environment)
        self.driver = webdriver.Chrome(options=options, service=service)
        self.base = None

    def sign_in(self, url: str, key=ROOT_KEY, secret=ROOT_SECRET):
        self.base = url
        self.go("/console/")
        self.type("#key", key)
        self.type("#secret", secret)
        self.click("main button")
        self.until(lambda: self.all("nav a[aria-current]"), "the first page")

    def go(self, path: str):
        self.driver.get(self.base + path)

    def all(self, selector: str) -> list:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, selector: str):
        """Clicks what is there, also while a page replaces it."""
        self.until(lambda: self.one(selector).click() is None, f"a click on {selector}")

    def type(self, selector: str, text: str):
        self.one(selector).send_keys(text)

    def press(self, *keys: str):
        """Keys for the page as a whole."""
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def run(self, script: str, *arguments):
        return self.driver.execute_script(script, *arguments)

    def text(self, selector: str = "main") -> str:
        return " ".join(self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector).split())

    def until(self, probe, what: str, within: float = PATIENCE):
        """The first truthy answer of `probe`. Elements may be replaced while it looks."""
        wait = WebDriverWait(self.driver, within, poll_frequency=0.05, ignored_exceptions=[WebDriverException])
        try:
            return wait.until(lambda _: probe())
        except TimeoutException:
            raise AssertionError(f"waited in vain for {what}; the page says: {self.text()[:2000]}") from None

    def reads(self, words: str, selector: str = "main", within: float = PATIENCE):
        self.until(lambda: words in self.text(selector), f"`{words}` in {selector}", within)

    def size(self, width: int, height: int = 900):
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def theme(self, name: str):
        features = [{"name": "prefers-color-scheme", "value": name}, {"name": "prefers-reduced-motion", "value": "reduce"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def complaints(self) -> list:
        """What the browser's console says, but for a server that is gone."""
        return [one["message"] for one in self.driver.get_log("browser") if "net::ERR" not in one["message"]]

    def violations(self, wanted) -> list:
        """Serious findings of axe-core on this page; `wanted` are tags, or rules by name."""
        # The policy lets no foreign script in; the driver itself may run it.
        self.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": axe()})
        findings = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {runOnly: arguments[0]}).then(done, (e) => done(String(e)));",
            wanted,
        )
        assert isinstance(findings, dict), findings
        serious = [one for one in findings["violations"] if one["impact"] in ("serious", "critical")]
        return [f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}" for one in serious for node in one["nodes"][:3]]

    def close(self):
        self.driver.quit()


def axe() -> str:
    """The source of axe-core, as the package that carries it has it."""
    package = importlib.util.find_spec("axe_playwright_python")
    return (Path(package.submodule_search_locations[0]) / "axe.min.js").read_text()


__all__ = ["Browser", "Keys"]
