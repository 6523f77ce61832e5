"""The event stream `GET /events`, read as a plain HTTP client would."""

import json
from urllib.parse import urlencode

import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from support.server import REGION, ROOT_KEY, ROOT_SECRET, ApiFailure


def open_stream(server, last=None, key=ROOT_KEY, secret=ROOT_SECRET, **query):
    """The answer, its body not yet read; raises the error that the server names."""
    url = f"{server.url}/events?{urlencode(query)}"
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    request = AWSRequest("GET", url, headers)
    SigV4Auth(Credentials(key, secret), "towline", REGION).add_auth(request)
    pool = urllib3.PoolManager(retries=False, ca_certs=server.ca)
    answer = pool.request("GET", url, headers=dict(request.headers), preload_content=False, timeout=60)
    if answer.status != 200:
        document = json.loads(answer.read())
        raise ApiFailure(answer.status, document["__type"].rsplit("#")[-1], document["message"])
    assert answer.headers["content-type"] == "text/event-stream"
    return answer


def blocks(answer):
    """Each block as a dictionary of its fields; comments are left out."""
    text = b""
    for piece in answer.stream(65536, decode_content=False):
        text += piece
        while b"\n\n" in text:
            block, text = text.split(b"\n\n", 1)
            lines = [line for line in block.decode().split("\n") if not line.startswith(":")]
            yield dict(line.split(": ", 1) for line in lines)


def events(server, last=None, **query) -> list:
    """The events that are there now."""
    found = blocks(open_stream(server, last, follow="false", **query))
    return [json.loads(block["data"]) for block in found if "data" in block]
