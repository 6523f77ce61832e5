#!/bin/sh
# AfterInstall: what was installed is this release, and it is sound Python.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
site="${TOWLINE_ROOT:-}/srv/web"
cmp "$here/../VERSION" "$site/VERSION"
python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read())' "$site/server.py"
