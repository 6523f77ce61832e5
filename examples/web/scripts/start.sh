#!/bin/sh
# ApplicationStart: in the background, with a pid file for ApplicationStop.
set -eu
root="${TOWLINE_ROOT:-}"
port=$(cat "$root/etc/web/port")
name=$(cat "$root/etc/web/name" 2>/dev/null || hostname)
nohup python3 "$root/srv/web/server.py" --port "$port" --host "$name" \
    >>"$root/var/log/web/web.log" 2>&1 </dev/null &
echo $! >"$root/run/web/pid"
echo "started process $! on port $port"
