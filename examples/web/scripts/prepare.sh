#!/bin/sh
# BeforeInstall: the host must have what the release needs, before anything is replaced.
set -eu
root="${TOWLINE_ROOT:-}"
python3 -c 'import http.server' || { echo "python3 is needed on this host" >&2; exit 1; }
[ -s "$root/srv/web-host/port" ] || { echo "/srv/web-host/port must hold the port to listen on" >&2; exit 1; }
mkdir -p "$root/var/lib/web"
