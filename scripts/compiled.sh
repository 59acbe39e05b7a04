#!/usr/bin/env bash
# Build a wheel with the compiled kernel into build/compiled, and run tests with it where the sources are out of reach.
#   bash scripts/compiled.sh [TESTS]     needs a C compiler and Python's headers
set -euo pipefail
cd "$(dirname "$0")/.."
folder=build/compiled
rm -rf "$folder"
python3 -m venv "$folder/venv"
HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 "$folder/venv/bin/pip" wheel --quiet --no-deps --wheel-dir "$folder" .
"$folder/venv/bin/pip" install --quiet "$folder"/*.whl pytest hypothesis
cp -r tests fixtures scripts examples docs README.md CHANGELOG.md pyproject.toml "$folder"
cd "$folder"
venv/bin/python -c "from cleaner import kernel; assert kernel.BUILD == 'compiled', 'the wheel has no compiled kernel'"
venv/bin/pytest -q -o pythonpath=scripts "$@"
