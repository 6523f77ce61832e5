"""Long logs in the viewer: one of a million lines, and one that is being written."""

from urllib.parse import quote

from support.builds import Scripted, build_with_log

MILLION = 1_000_000
# Makes a line wrap.
LONG = "long " * 60

# Places of the log to scroll to, as parts of its height; no two share their lines.
PLACES = [0, 0.25, 0.99, 1, 0.5, 0.123, 0.77]


def open_long_log(server, browser):
    """Opens it at the three lines in its middle."""
    lines = (f"line {number} of a long log" for number in range(MILLION))
    id = build_with_log(server, "long", lines)
    browser.go(f"/console/logs?build={quote(id, safe='')}#L500001-L500003")
    browser.until(lambda: "line 500000 of" in browser.text("#log"), "the line of the address")


def follow_log(server, browser) -> Scripted:
    """Opens the log of a build that goes on, below 1,500 lines; gives its runner."""
    runner = Scripted(server)
    runner.say(*[f"before {number} {LONG}" for number in range(1500)])
    browser.go(f"/console/logs?build={quote(runner.build, safe='')}")
    browser.reads("before 1499", "#log")
    return runner


def scroll(browser, action: str) -> float:
    """Milliseconds from an action to the second frame in which all lines of the window are drawn."""
    return browser.driver.execute_async_script(
        """
        const [done] = arguments;
        const log = document.getElementById("log");
        const begin = performance.now();
        ACTION;
        const look = () => {
          const lines = [...log.querySelectorAll(".line .t")];
          if (lines.length > 10 && lines.every((one) => one.textContent)) done(performance.now() - begin);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(() => requestAnimationFrame(look));
        """.replace("ACTION", action)
    )
