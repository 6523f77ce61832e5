"""Smoke tests of the package: the server as a process of its own, asked over HTTP."""

import json
import subprocess
import sys
import unittest
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]


class TestPackage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        command = [sys.executable, str(ROOT / "server.py"), "--port", "0", "--host", "smoke"]
        cls.server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        cls.address = "http://127.0.0.1:" + cls.server.stdout.readline().split()[-1]

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.wait()
        cls.server.stdout.close()

    def fetch(self, path):
        with urlopen(self.address + path, timeout=10) as answer:
            return answer.read().decode()

    def test_serves_its_page(self):
        self.assertIn("Served by smoke.", self.fetch("/"))

    def test_is_healthy(self):
        release = (ROOT / "VERSION").read_text().strip()
        self.assertEqual(json.loads(self.fetch("/health"))["release"], release)

    def test_installs_its_hooks(self):
        appspec = (ROOT / "appspec.yml").read_text()
        for script in (ROOT / "scripts").glob("*.sh"):
            self.assertIn(f"scripts/{script.name}", appspec)


if __name__ == "__main__":
    unittest.main()
