#!/usr/bin/env bash
# Sends bad input by the million: tests/fuzz.sh grpc [--count N] [--seed S]. Progress goes to stderr, the figures are the last line.
#
# A failure names its seed and conversation; `tests/fuzz.sh grpc --seed S --only CONVERSATION` holds that one again, with the
# server's log.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

case "${1:-}" in
    grpc) project=Gateway.Grpc.Fuzz ;;
    *) echo "usage: tests/fuzz.sh grpc [--count N] [--seed S] [--only CONVERSATION]" >&2; exit 2 ;;
esac
shift

dotnet build "tests/$project" -c Release -v quiet >&2
exec dotnet "tests/$project/bin/Release/net10.0/$project.dll" "$@"
