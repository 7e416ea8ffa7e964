#!/usr/bin/env bash
# Every gate in order, the cheap ones first; each says how long it took. The last line is pytest's own closing line.
set -uo pipefail
cd "$(dirname "$0")/.."
BIN=.venv/bin
export QT_QPA_PLATFORM=offscreen COVERAGE_CORE=ctrace
# What pytest makes of the tests' asserts is kept beside them: without that each worker would make it for itself.
unset PYTHONDONTWRITEBYTECODE
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=()

gate() {
  local name=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@"; then printf -- '-- %s: passed, %d s\n' "$name" $((SECONDS - start))
  else
    printf -- '-- %s: FAILED, %d s\n' "$name" $((SECONDS - start))
    failed+=("$name")
  fi
}

covered() {
  "$BIN/coverage" combine --quiet &&
    "$BIN/coverage" report --skip-covered --sort=cover --fail-under=95
}

# Tests with real servers wait more than they work: four at a time keep two cores busy. A file goes to one worker whole:
# what its tests share (a server, a scripted day) is made once. Only what the gate below asks for is counted.
tested() {
  wait
  "$BIN/coverage" run --source=app/domain -m pytest --color=no --durations=25 -n "${TEST_WORKERS:-4}" --dist loadfile --no-loadscope-reorder 2>&1 | tee "$log"
}

rm -f .coverage .coverage.*
"$BIN/python" -m app.catalog.compiled resources/catalog
"$BIN/python" -m pytest --collect-only -q >/dev/null 2>&1 & # types are checked meanwhile, on one core
gate 'ruff, rules' "$BIN/ruff" check .
gate 'ruff, layout' "$BIN/ruff" format --check --quiet .
gate 'types (mypy, strict on app and db)' "$BIN/mypy"
gate 'import contracts' "$BIN/lint-imports" --no-logo
gate 'catalogue' "$BIN/yichuang" catalog check resources/catalog
gate 'tests' tested
gate 'coverage (domain at least 95 %, branches counted)' covered

printf '\n'
if [ ${#failed[@]} -gt 0 ]; then
  printf 'FAILED: %s\n' "$(IFS=';'; echo "${failed[*]}")"
  status=1
else
  printf 'Every gate passed, %d s.\n' $SECONDS
  status=0
fi
grep -E '^=+ .*(passed|failed|error|no tests ran).* =+$' "$log" | tail -n 1
exit $status
