#!/usr/bin/env bash
# Builds with warnings as errors and runs every test; the last line is "N passed, N failed".
#
# Needs the .NET 10 SDK. What else the tests need (OpenSSL's libcrypto, Node, npm, z3, strace, Go with golang.org/x/mod, systemd-analyze, python3-jwcrypto,
# python3-cryptography-vectors, a font for PDFs, and what interop.sh names) is installed through apt when this runs as root, and named otherwise.
# Outside vectors: see README.md here.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '\n== %s\n' "$*"; }

missing=()
needs() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
needs node nodejs
needs npm npm
needs z3 z3
needs strace strace
needs go golang-go
[ -d /usr/share/gocode/src/golang.org/x/mod/sumdb ] || missing+=(golang-golang-x-mod-dev)
needs systemd-analyze systemd
[ -f /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || missing+=(fonts-dejavu-core)
[ -d /usr/lib/python3/dist-packages/cryptography_vectors ] || missing+=(python3-cryptography-vectors)
/usr/bin/python3 -c 'import jwcrypto' >/dev/null 2>&1 || missing+=(python3-jwcrypto)
ldconfig -p 2>/dev/null | grep -q 'libcrypto\.so\.3' || missing+=(libssl3)
mapfile -t -O "${#missing[@]}" missing < <(tests/interop.sh --missing)
command -v dotnet >/dev/null 2>&1 || { echo "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 2; }

if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ]; then
        say "installing ${missing[*]}"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    else
        echo "the tests need: apt-get install ${missing[*]}" >&2
        exit 2
    fi
fi

say "build"
dotnet build Gateway.sln -v quiet

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export GATEWAY_TEST_SECRETS="$results/secrets" # tests keep there what nothing may print
passed=0 failed=0 skipped=0
# The server's tests mostly wait, for time grids and killed processes: they run beside the others.
alone=tests/Gateway.Server.Tests/Gateway.Server.Tests.csproj
run() { dotnet test "$1" --no-build -v quiet --logger "console;verbosity=minimal" >"$results/$(basename "$1" .csproj).log" 2>&1 || true; }
say "running the tests of $(ls tests/*.Tests/*.csproj | wc -l) projects, and the demonstration"
run "$alone" &
for project in tests/*.Tests/*.csproj; do [ "$project" = "$alone" ] || run "$project"; done
steps="$results/steps.json" peers="$results/peers.log"
dotnet run --project src/Gateway.Demo --no-build -- --json >"$steps" || true
wait
tests/interop.sh >"$peers" || true # alone: its deadlines are short
for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    say "$name"
    log="$results/$name.log"
    cat "$log"
    summary=$(grep -E '^(Passed|Failed)! +- ' "$log" | tail -n 1 || true)
    if [ -z "$summary" ]; then
        echo "$name: the test run ended without a result" >&2
        failed=$((failed + 1))
        continue
    fi
    # A check in a fixture's end that fails is printed, and counted nowhere else.
    if grep -qi 'TearDown failed' "$log"; then failed=$((failed + 1)); fi
    passed=$((passed + $(sed -E 's/.*Passed: +([0-9]+).*/\1/' <<<"$summary")))
    failed=$((failed + $(sed -E 's/.*Failed: +([0-9]+).*/\1/' <<<"$summary")))
    skipped=$((skipped + $(sed -E 's/.*Skipped: +([0-9]+).*/\1/' <<<"$summary")))
done

if [ "$skipped" -gt 0 ]; then
    say "$skipped tests did not run: the outside vectors are not in ${GATEWAY_VECTORS:-../shared/data}"
    grep -h '^  Skipped ' "$results"/*.log | sed -E 's/^  Skipped ([^( ]+).*/\1/' | sort | uniq -c
    echo "the public originals: github.com/ C2SP/wycheproof, ietf-jose/cookbook, transparency-dev/merkle, transparency-dev/tessera,"
    echo "FiloSottile/sunlight, golang/mod (sumdb), C2SP/C2SP, personnummer/meta; tests/README.md says how they are laid out"
fi

say "the demonstration's thirteen steps"
steps_played=13
right=$(grep -c '"asExpected":true' "$steps" || true)
grep '"asExpected":false' "$steps" >&2 || true
echo "$right of $steps_played steps as expected"
passed=$((passed + right)) failed=$((failed + steps_played - right))

say "gRPC with official clients and servers"
grep -v '^ok ' "$peers" || true
if result=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$peers"); then
    passed=$((passed + ${result%% *})) failed=$((failed + $(sed -E 's/.*, ([0-9]+) failed/\1/' <<<"$result")))
else
    echo "the run ended without a result" >&2
    failed=$((failed + 1))
fi

say "secrets in what was printed"
# A private key in PEM or JWK is none of the known ones, and as bad.
printf '%s\n' '-----BEGIN PRIVATE KEY' '-----BEGIN EC PRIVATE KEY' '"d":"' >>"$GATEWAY_TEST_SECRETS"
sort -u -o "$GATEWAY_TEST_SECRETS" "$GATEWAY_TEST_SECRETS"
head -n 5 "$GATEWAY_TEST_SECRETS" | tail -n 1 >"$results/planted" # so that the search can fail
found=$(grep -lF -f "$GATEWAY_TEST_SECRETS" "$results"/*.log "$results/planted" "$steps" || true)
if [ "$found" = "$results/planted" ] && [ "$(wc -l <"$GATEWAY_TEST_SECRETS")" -gt 1000 ]; then
    echo "none of $(wc -l <"$GATEWAY_TEST_SECRETS") spellings is in any log"
    passed=$((passed + 1))
else
    echo "a secret was printed, or the search found nothing at all: ${found:-nothing found}" >&2
    failed=$((failed + 1))
fi

echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
