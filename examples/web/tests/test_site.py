"""Unit tests of the pages."""

import json
import sys
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from server import Site  # noqa: E402


class TestSite(unittest.TestCase):
    def setUp(self):
        self.release = (ROOT / "VERSION").read_text().strip()
        self.site = Site(ROOT, "web-1")

    def test_page_names_release_and_host(self):
        status, kind, body = self.site.answer("/")
        self.assertEqual((status, kind), (200, "text/html; charset=utf-8"))
        self.assertIn(f"<h1>Release {self.release}</h1>", body)
        self.assertIn("Served by web-1.", body)

    def test_no_tag_is_left_over(self):
        self.assertNotIn("{{", self.site.answer("/")[2])

    def test_health_is_machine_readable(self):
        status, _, body = self.site.answer("/health")
        self.assertEqual(status, 200)
        self.assertEqual(json.loads(body), {"status": "ok", "release": self.release, "host": "web-1"})

    def test_unknown_path_is_not_found(self):
        self.assertEqual(self.site.answer("/nowhere")[0], 404)

    def test_a_missing_page_is_an_error_that_names_it(self):
        with TemporaryDirectory() as empty:
            (Path(empty) / "VERSION").write_text("7\n")
            status, _, body = Site(Path(empty), "web-1").answer("/health")
        self.assertEqual(status, 500)
        self.assertIn("release 7 cannot render its page", body)
        self.assertIn("index.html", body)


if __name__ == "__main__":
    unittest.main()
