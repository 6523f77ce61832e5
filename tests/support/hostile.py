"""Requests that no SDK would send, made from the shape models: what can be wrong with every member
of every operation. It sends them over one kept connection and judges nothing."""

import http.client
import json
import re
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from support.processes import WORKSPACE
from support.server import REGION, ROOT_KEY, ROOT_SECRET

SERVICES = ["codedeploy", "codepipeline", "codebuild", "hostcommand", "towline"]

# Strings of which one suits nearly every pattern of the models.
SAMPLES = [
    "hostile",
    "1",
    "12345678-1234-1234-1234-123456789012",
    "arn:aws:iam::123456789012:role/hostile",
    "arn:aws:codepipeline:us-east-1:123456789012:hostile",
    "a/b/c/d",
    "https://example.invalid/x",
    "123456789012",
    "hostile:12345678-1234-1234-1234-123456789012",
]

# One value of every JSON type, and the borders of the numbers.
NUMBERS = [7, -1, 1.5, 2**31 - 1, 2**31, 2**63 - 1, -(2**63), 2**63, 10**30, 1e308]
ANY_TYPE = [None, True, *NUMBERS, "text", [], {}, [[]], [None], {"a": None}, [{"a": 1}]]

# Strings that are well-formed and unwelcome.
ODD_STRINGS = ["", " ", "\x00\x01\x1f", "\u202egnp.exe\u200f", "../../etc/passwd", "NOT A WORD!?*\n", "\U0010ffff" * 3]


class Model:
    """One service as `crates/api/models` describes it, with sample values of its shapes."""

    def __init__(self, name: str, known: dict):
        text = (WORKSPACE / f"crates/api/models/{name}.json").read_text()
        model = json.loads(text)
        self.name, self.known = name, known
        self.shapes, self.operations = model["shapes"], model["operations"]
        self.target, self.signing_name = model["targets"][0], model["signingNames"][0]
        subset = WORKSPACE / f"crates/api/models/{name}.operations"
        if subset.exists():
            names = set(subset.read_text().split())
            self.operations = {key: value for key, value in self.operations.items() if key in names}

    def sample(self, shape: str, name: str = ""):
        """A value that the shape allows; `known` names things that exist or certainly do not."""
        for key in (name, shape):
            if key in self.known:
                return self.known[key]
        entry = self.shapes[shape]
        match entry["type"]:
            case "structure":
                return {key: self.sample(entry["members"][key], key) for key in entry.get("required", [])}
            case "list":
                return [self.sample(entry["member"])]
            case "map":
                return {self.sample(entry["key"]): self.sample(entry["value"])}
            case "boolean":
                return True
            case "string":
                return sample_string(entry)
            case "blob":
                return ""
            case _:
                return entry.get("min", 1)


def sample_string(entry: dict) -> str:
    if "enum" in entry:
        return entry["enum"][0]
    fits = [text for text in SAMPLES if entry.get("min", 0) <= len(text) <= entry.get("max", 1000)]
    fits = [text for text in fits if re.fullmatch(entry.get("pattern", ".*"), text)]
    return (fits or ["x" * entry.get("min", 1)])[0]


def spoil(model: Model, shape: str):
    """Every bad value for a member of this shape."""
    entry = model.shapes[shape]
    yield from ANY_TYPE
    match entry["type"]:
        case "string":
            yield from ODD_STRINGS
            yield "x" * (min(entry.get("max", 9_999), 60_000) + 1)
        case "list":
            yield [model.sample(entry["member"])] * 10_000
        case "map":
            yield {f"key-{n}": model.sample(entry["value"]) for n in range(300)}
            yield {text: model.sample(entry["value"]) for text in ODD_STRINGS}


def bodies(model: Model, operation: str, seen: set):
    """Every hostile body for an operation, as values. `seen` holds the nested members that had
    their turn in this service: a structure is spoilt once, not once for every operation."""
    shape = model.operations[operation].get("input")
    if shape is None:
        return
    base = {**model.sample(shape), **model.known.get(operation, {})}
    members = model.shapes[shape]["members"]
    for name in base:
        yield {key: value for key, value in base.items() if key != name}
    for name, member in members.items():
        for value in spoil(model, member):
            yield {**base, name: value}
        for value in nested(model, member, name, seen):
            yield {**base, name: value}


def nested(model: Model, shape: str, name: str, seen: set):
    """Values of this shape with one bad member somewhere inside."""
    entry = model.shapes[shape]
    match entry["type"]:
        case "list":
            yield from ([value] for value in nested(model, entry["member"], name, seen))
            if (shape, "member") not in seen:
                seen.add((shape, "member"))
                yield from ([value] for value in spoil(model, entry["member"]))
        case "map":
            yield from ({"key": value} for value in nested(model, entry["value"], name, seen))
        case "structure":
            base = model.sample(shape, name)
            base = base if isinstance(base, dict) else {}
            for key, member in entry["members"].items():
                if (shape, key) in seen:
                    continue
                seen.add((shape, key))
                yield {other: value for other, value in base.items() if other != key}
                yield from ({**base, key: value} for value in spoil(model, member))
                yield from ({**base, key: value} for value in nested(model, member, key, seen))


def texts(model: Model, operation: str):
    """Bodies that are broken as text, or that only text can say."""
    shape = model.operations[operation].get("input")
    base = {**model.sample(shape), **model.known.get(operation, {})} if shape else {}
    members = list(model.shapes[shape]["members"]) if shape else []
    name = json.dumps(next(iter(base), members[0] if members else "x")).encode()
    whole = json.dumps(base).encode()
    yield from (b"", b" ", b"null", b"[]", b"7", b"{", whole[:-1], whole + b"}", whole + whole, b"\xef\xbb\xbf{}")
    values = [b"NaN", b"Infinity", b"-0", b"1e999", b'"\xff\xfe"', b'"\xed\xa0\x80"', b'"\\ud800"', b'"\\udc00\\ud800"']
    values += [b"[" * 1000 + b"]" * 1000, b'{"a":' * 1000 + b"1" + b"}" * 1000, b'"\\u0000"', b"'x'", b"1" * 5000]
    for value in values:
        yield b"{" + name + b":" + value + b"}"
        yield b'{"unknown":' + value + b"}"
    for value in (b'"x"', b"null", b"[]"):
        yield b"{" + name + b":" + value + b"," + whole[1:] if len(base) else b"{}"


def cbor(value) -> bytes:
    """The CBOR form of plain values."""
    match value:
        case None | True | False:
            return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
        case int() if -(2**64) <= value < 2**64:
            return b"%c" % (0x1B if value >= 0 else 0x3B) + struct.pack(">Q", value if value >= 0 else -1 - value)
        case int():
            return b"\xc2\x58\x20" + value.to_bytes(32)
        case float():
            return b"\xfb" + struct.pack(">d", value)
        case str():
            return b"\x7a" + struct.pack(">I", len(value.encode())) + value.encode()
        case list():
            return b"\x9a" + struct.pack(">I", len(value)) + b"".join(map(cbor, value))
        case dict():
            pairs = (cbor(key) + cbor(item) for key, item in value.items())
            return b"\xba" + struct.pack(">I", len(value)) + b"".join(pairs)


def cbor_bodies(model: Model, operation: str):
    """Bodies in CBOR: well-formed with a bad member, and broken."""
    shape = model.operations[operation].get("input")
    base = {**model.sample(shape), **model.known.get(operation, {})} if shape else {}
    whole = cbor(base)
    yield from (b"", b"\xa0\xa0", whole[:-1], whole + b"\x00", b"\xff", b"\xbf", b"\xbf\xff", b"\xa1\x01\x01")
    yield from (b"\x9b" + b"\xff" * 8, b"\xbb" + b"\x7f" * 8, b"\x81" * 1000, b"\xc1" * 1000, b"\x5b" + b"\x7f" * 8)
    raw = [b"\xf7", b"\x5f\x41\x01\xff", b"\x7f\x61x\xff", b"\x7f\x61x", b"\x9f\xff", b"\xbf\xff", b"\xc1\x00"]
    raw += [b"\xc2\x41\x01"]
    raw += [b"\xd9\xff\xff\x00", b"\xfb\x7f\xf8" + b"\x00" * 6, b"\xf9\x7c\x00", b"\x7b" + b"\x7f" * 8, b"\x62\xff\xfe"]
    raw += [b"\xc1\xfb\x7f\xef" + b"\xff" * 6, b"\xc1\x1b" + b"\xff" * 8, b"\x3b" + b"\xff" * 8, b"\xf8\xff", b"\x43abc"]
    for name in model.shapes[shape]["members"] if shape else []:
        rest = b"".join(cbor(key) + cbor(value) for key, value in base.items() if key != name)
        count = len(base.keys() - {name}) + 1
        for value in [*raw, *map(cbor, (None, 7, "", [], {}, 10**30))]:
            yield b"\xba" + struct.pack(">I", count) + rest + cbor(name) + value


@dataclass
class Answer:
    """What came back; `code` and `message` are empty for a success."""

    status: int
    headers: dict
    body: bytes
    code: str
    message: str


class Wire:
    """Signed raw requests over one connection that the server has no reason to close."""

    def __init__(self, url: str):
        self.url, self.sent, self.dialled = url, 0, 0
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        self.credentials = Credentials(ROOT_KEY, ROOT_SECRET)

    def send(self, model: Model, operation: str, body: bytes, in_cbor: bool = False) -> Answer:
        if in_cbor:
            path = f"/service/{model.target}/operation/{operation}"
            headers = {"Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}
        else:
            path = "/"
            headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"{model.target}.{operation}"}
        request = AWSRequest("POST", self.url + path, headers, body)
        SigV4Auth(self.credentials, model.signing_name, REGION).add_auth(request)
        if self.connection.sock is None:
            self.dialled += 1
        self.connection.request("POST", path, body, dict(request.headers))
        answer = self.connection.getresponse()
        content = answer.read()
        self.sent += 1
        code, message = read_error(content, in_cbor) if answer.status != 200 else ("", "")
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, content, code, message)

    def call(self, model: Model, operation: str, body: dict = None) -> Answer:
        return self.send(model, operation, json.dumps(body or {}).encode())


def read_error(content: bytes, in_cbor: bool) -> tuple:
    """Code and message of an error answer."""
    if not in_cbor:
        document = json.loads(content)
        return document.get("__type", ""), document.get("message", "")
    found = []
    for key in (b"__type", b"message"):
        at = content.index(bytes([0x60 + len(key)]) + key) + 1 + len(key)
        length, head = content[at] & 0x1F, 1
        if length > 23:
            head += 2 ** (length - 24)
            length = int.from_bytes(content[at + 1 : at + head])
        found.append(content[at + head : at + head + length].decode())
    return tuple(found)
