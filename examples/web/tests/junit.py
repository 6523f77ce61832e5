"""Runs the unittest files of a directory and writes a JUnit report: `junit.py DIRECTORY REPORT`."""

import sys
import time
import traceback
import unittest
from pathlib import Path
from xml.etree import ElementTree


class Report(unittest.TextTestResult):
    """Remembers every test with its duration and, if it failed, why."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.cases = ElementTree.Element("testsuite", name="unittest")

    def startTest(self, test):
        super().startTest(test)
        self.began = time.monotonic()
        suite, _, name = test.id().rpartition(".")
        self.case = ElementTree.SubElement(self.cases, "testcase", classname=suite, name=name)

    def stopTest(self, test):
        self.case.set("time", f"{time.monotonic() - self.began:.3f}")
        super().stopTest(test)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self._mark("failure", error)

    def addError(self, test, error):
        super().addError(test, error)
        self._mark("error", error)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        ElementTree.SubElement(self.case, "skipped", message=reason)

    def _mark(self, kind, error):
        mark = ElementTree.SubElement(self.case, kind, type=error[0].__name__, message=str(error[1]))
        mark.text = "".join(traceback.format_exception(*error))

    def totals(self):
        marks = {kind: len(self.cases.findall(f"testcase/{kind}")) for kind in ("failure", "error", "skipped")}
        return {
            "tests": self.testsRun,
            "failures": marks["failure"],
            "errors": marks["error"],
            "skipped": marks["skipped"],
        }




def main(directory: str, report: str) -> int:
    tests = unittest.defaultTestLoader.discover(directory, "test_*.py")
    result = unittest.TextTestRunner(resultclass=Report, verbosity=2).run(tests)
    for name, count in result.totals().items():
        result.cases.set(name, str(count))
    Path(report).parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(result.cases).write(report, encoding="utf-8", xml_declaration=True)
    if result.testsRun == 0:
        print(f"no tests in {directory}", file=sys.stderr)
        return 1
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
