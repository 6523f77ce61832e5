#!/bin/sh
# ApplicationStart: in the background, with a pid file for ApplicationStop.
set -eu
root="${TOWLINE_ROOT:-}"
port=$(cat "$root/srv/web-host/port")
name=$(cat "$root/srv/web-host/name" 2>/dev/null || hostname)
nohup python3 "$root/srv/web/server.py" --port "$port" --host "$name" \
    >>"$root/var/lib/web/log" 2>&1 </dev/null &
echo $! >"$root/var/lib/web/pid"
echo "started process $! on port $port"
