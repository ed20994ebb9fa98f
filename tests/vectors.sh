#!/usr/bin/env bash
# tests/vectors.sh DIR: the suites of outside vectors over any folder laid out as tests/README.md says. Counts single vectors
# where a suite has them (Wycheproof), else suites, and ends with "N passed, N failed". Exit code 0 where none failed, 1 where
# one did or a suite's files are absent, 2 for wrong usage. A file that DIR lacks is named and fails its suite.
set -euo pipefail
if [ $# -ne 1 ] || [ "$1" = --help ] || [ ! -d "$1" ]; then
    sed -n '2,4s/^# //p' "$0"
    [ "${1:-}" = --help ] && exit 0 || exit 2
fi
directory=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export GATEWAY_VECTORS="$directory" GATEWAY_VECTORS_REQUIRED=1 GATEWAY_VECTORS_TALLY="$results/tally"
: >"$GATEWAY_VECTORS_TALLY"

dotnet build tests/Gateway.Tests -v quiet
dotnet test tests/Gateway.Tests --no-build -v quiet --filter "TestCategory=OutsideVectors" \
    --logger "console;verbosity=normal" >"$results/log" 2>&1 || true
grep -qE '^ +(Passed|Failed) ' "$results/log" || { cat "$results/log" >&2; exit 1; }

# A Wycheproof suite is counted by its vectors; one that failed for another reason counts as one more.
cat "$GATEWAY_VECTORS_TALLY"
read -r passed failed < <(awk '!/^ / { p += $2; f += $3 } END { print p + 0, f + 0 }' "$GATEWAY_VECTORS_TALLY")
wrong=$(awk '!/^ / && $3 > 0' "$GATEWAY_VECTORS_TALLY" | wc -l)
suites=$(grep -cE '^ +Passed ' "$results/log" || true)
broken=$(grep -cE '^ +Failed ' "$results/log" || true)
tallied=$(grep -cvE '^ ' "$GATEWAY_VECTORS_TALLY" || true)
grep -E -A3 '^ +Failed ' "$results/log" || true
passed=$((passed + suites - (tallied - wrong)))
failed=$((failed + broken - wrong))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
