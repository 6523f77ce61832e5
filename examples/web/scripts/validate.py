"""Asks the host for its health until it answers or time is up: `validate.py PORT RELEASE`."""

import json
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

PATIENCE = 15  # seconds for the process to come up


def main(port: str, release: str):
    address = f"http://127.0.0.1:{port}/health"
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(address, timeout=5) as answer:
                health = json.load(answer)
            break
        except HTTPError as error:
            sys.exit(f"{address} answers {error.code}: {error.read().decode().strip()}")
        except (URLError, ConnectionError) as error:
            if time.monotonic() > deadline:
                sys.exit(f"{address} does not answer: {error}")
            time.sleep(0.1)
    if health["release"] != release:
        sys.exit(f"{address} serves release {health['release']}, expected {release}")
    print(f"release {release} answers on port {port}")


if __name__ == "__main__":
    main(*sys.argv[1:])
