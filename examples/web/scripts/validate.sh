#!/bin/sh
# ValidateService: the host must answer, in good health, with exactly this release.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec python3 "$here/validate.py" "$(cat "${TOWLINE_ROOT:-}/srv/web-host/port")" "$(cat "$here/../VERSION")"
