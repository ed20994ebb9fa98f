#!/usr/bin/env bash
# The audit log with a million entries: append rate, proof, search by person, verification, bytes per entry, each beside its target.
#
#   tests/growth.sh [--entries N] [--seconds N] [--json]
#
# Needs the .NET 10 SDK and about 3 GB in the temporary folder; takes a few minutes. Not part of run.sh: a target that is missed is printed,
# and is no failure of the run. Other work on the machine shows in the figures: the second line has the load average.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet build -c Release tests/Gateway.Benchmarks -v quiet >&2
exec dotnet run -c Release --no-build --project tests/Gateway.Benchmarks -- growth "$@"
