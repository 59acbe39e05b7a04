#!/usr/bin/env bash
# Write requirements-dev.lock anew: the versions of everything that development and CI install. Needs uv.
#   bash scripts/lock.sh             the newest versions that the bounds in pyproject.toml allow
#   bash scripts/lock.sh lowest      install the lowest of them into build/lowest and run the tests there
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = lowest ]; then
    uv venv --quiet --python 3.11 build/lowest
    uv pip install --quiet --python build/lowest --resolution lowest-direct --editable '.[dev]'
    exec build/lowest/bin/python -m pytest -q
fi
{
    echo "# Made by scripts/lock.sh: what development and CI install. pip install -c requirements-dev.lock -e '.[dev,docs]'"
    uv pip compile pyproject.toml --quiet --extra dev --extra docs --group browser --universal --python-version 3.11 \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade
} >requirements-dev.lock.new
mv requirements-dev.lock.new requirements-dev.lock
