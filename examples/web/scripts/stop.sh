#!/bin/sh
# ApplicationStop: ends the running release, if there is one. Runs from the previous revision.
set -eu
pid_file="${TOWLINE_ROOT:-}/var/lib/web/pid"
[ -f "$pid_file" ] || exit 0
pid=$(cat "$pid_file")
# A process that has ended may stay in the table until somebody takes note of it.
runs() { grep -qs '^State:[[:space:]]*[^Z]' "/proc/$pid/status"; }
kill "$pid" 2>/dev/null || true
tries=100
while runs; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "process $pid does not end" >&2; exit 1; }
    sleep 0.1
done
rm -f "$pid_file"
