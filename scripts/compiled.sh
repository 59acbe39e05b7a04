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
mkdir "$folder/cleaner"
cp -r cleaner/data "$folder/cleaner" # which tests of the data read by path
cd "$folder"
venv/bin/python -c "from cleaner import kernel; assert kernel.BUILD == 'compiled', 'the wheel has no compiled kernel'"
# What looks at the checkout itself, or runs mypy, has nothing to look at here.
checkout="--ignore=tests/test_docs.py --ignore=tests/test_unused.py --ignore=tests/test_where_people_work.py
    --deselect=tests/test_model_cards.py::test_thresholds_are_read_by_the_code
    --deselect=tests/test_public.py::test_a_name_that_is_not_public_raises_and_is_a_type_error"
# shellcheck disable=SC2086
venv/bin/pytest -q -o pythonpath=scripts $checkout "$@"
