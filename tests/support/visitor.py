"""The console without a browser: a client that keeps its cookie and sends forms, as one without
JavaScript does."""

import html
import re
from urllib.parse import urlencode

import urllib3

from support.server import ROOT_KEY, ROOT_SECRET


class Visitor:
    """Somebody at the console of a server, signed in unless told otherwise."""

    def __init__(self, server, key=ROOT_KEY, secret=ROOT_SECRET, sign_in=True):
        self.server, self.cookie = server, None
        self.http = urllib3.PoolManager(retries=False, ca_certs=server.ca)
        if sign_in:
            answer = self.sign_in(key, secret)
            assert answer.status == 303, answer.data

    def request(self, method: str, path: str, body=None, redirect=False, **headers):
        """One request; header names have underscores for dashes."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            headers["cookie"] = self.cookie
        if body is not None:
            headers.setdefault("content-type", "application/x-www-form-urlencoded")
            body = urlencode(body)
        answer = self.http.request(method, self.server.url + path, body=body, headers=headers, redirect=False, timeout=30)
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].split(";")[0]
        if redirect and answer.status == 303:
            return self.request("GET", answer.headers["location"].split("#")[0])
        return answer

    def sign_in(self, key: str, secret: str, **more):
        form = {"access-key-id": key, "secret": secret, "next": "/console/hosts"}
        return self.request("POST", "/console/sign-in", form, **more)

    def get(self, path: str, status=200, **headers) -> str:
        """The HTML of a page."""
        answer = self.request("GET", path, **headers)
        assert answer.status == status, (path, answer.status, answer.headers.get("location"), answer.data[:500])
        return answer.data.decode()

    def csrf(self) -> str:
        return re.search(r'name="csrf" value="([0-9a-f]{64})"', self.get("/console/help"))[1]

    def send(self, place: str, status=303, **fields):
        """Sends a form; gives where it leads."""
        form = {"csrf": self.csrf(), **fields}
        answer = self.request("POST", f"/console/act/{place}", form)
        assert answer.status == status, (place, answer.status, text(answer.data.decode()))
        return answer.headers.get("location")


def text(page: str) -> str:
    """What a person reads of a page."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S)
    page = html.unescape(re.sub(r"<[^>]*>", " ", page))
    return re.sub(r"\s+", " ", page).strip()


def attribute(page: str, name: str) -> list:
    """The values of an attribute, wherever it is."""
    return [html.unescape(value) for value in re.findall(rf'\b{name}="([^"]*)"', page)]
