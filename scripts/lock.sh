#!/usr/bin/env bash
# Write requirements-dev.lock anew: the versions of everything that development and CI install. Needs uv.
#   bash scripts/lock.sh                     the newest versions that the bounds in pyproject.toml allow
#   bash scripts/lock.sh lowest [TESTS]      install the lowest of them into build/lowest and run the tests there (no uv)
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = lowest ]; then
    shift
    python3 -m venv --clear build/lowest
    build/lowest/bin/python - >build/lowest.txt <<'END'
import re, tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
for bound in [*project["dependencies"], *sum(project["optional-dependencies"].values(), [])]:
    if found := re.fullmatch(r"([\w-]+)(?:\[\w+\])?>=([\d.]+)", bound):
        print(f"{found[1]}=={found[2]}")
END
    if [ $# = 0 ]; then wanted=('.[dev]'); else wanted=('.[corpus]' pytest hypothesis ftfy); fi
    build/lowest/bin/pip install --quiet --constraint build/lowest.txt --editable "${wanted[@]}"
    exec build/lowest/bin/python -m pytest -q "$@"
fi
{
    echo "# Made by scripts/lock.sh: what development and CI install. pip install -c requirements-dev.lock -e '.[dev,docs]'"
    uv pip compile pyproject.toml --quiet --extra dev --extra docs --group browser --universal --python-version 3.11 \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade
} >requirements-dev.lock.new
mv requirements-dev.lock.new requirements-dev.lock
