"""The application: one page that says which release serves it and from where."""

import argparse
import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
TAG = re.compile(r"\{\{ *(include +)?([a-z.]+) *\}\}")


class Site:
    """The pages of one release."""

    def __init__(self, directory: Path, host: str):
        self.pages = directory / "pages"
        self.values = {"release": (directory / "VERSION").read_text().strip(), "host": host}

    def render(self, page: str) -> str:
        """A page with its values and the pages it includes; fails when one is missing."""

        def fill(tag):
            include, name = tag.groups()
            return self.render(name) if include else self.values[name]

        return TAG.sub(fill, (self.pages / page).read_text())

    def answer(self, path: str):
        """Status, content type and body for a path."""
        if path not in ("/", "/health"):
            return 404, "text/plain", f"there is no {path}\n"
        try:
            page = self.render("index.html")
        except (OSError, KeyError) as error:
            return 500, "text/plain", f"release {self.values['release']} cannot render its page: {error}\n"
        if path == "/":
            return 200, "text/html; charset=utf-8", page
        return 200, "application/json", json.dumps({"status": "ok", **self.values}) + "\n"


def serve(site: Site, bind: str, port: int) -> ThreadingHTTPServer:
    """A listening server; port 0 takes a free one."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, kind, body = site.answer(self.path)
            data = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    return ThreadingHTTPServer((bind, port), Handler)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bind", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="localhost", help="the name shown on the page")
    options = parser.parse_args()
    server = serve(Site(HERE, options.host), options.bind, options.port)
    print(f"listening on {server.server_address[1]}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
