#!/usr/bin/env bash
# Compares the policy engine with what was written apart from it, on more cases than `run.sh` has time for.
#
#   tests/policy-oracle.sh naive [--count N]    the second encoding (tests/Gateway.Tests/Policy/Naive), 1,000,000 generated cases
#   tests/policy-oracle.sh z3 [--count N]       `policy diff` against Debian's z3 and an encoding of its own, 500 random pairs of catalogues
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() { grep '^#  ' "$0" | cut -c3- >&2; exit 2; }
oracle=${1:-}
shift || usage
count=
while [ $# -gt 0 ]; do
    case "$1" in
        --count) count=${2:?--count takes a number}; shift 2 ;;
        *) usage ;;
    esac
done

case "$oracle" in
    naive) export GATEWAY_POLICY_CASES=${count:-1000000}; project=Gateway.Tests filter='FullyQualifiedName~NaivePolicyTests' ;;
    z3) export GATEWAY_POLICY_PAIRS=${count:-500}; project=Gateway.Cli.Tests filter='FullyQualifiedName~SmtOracleTests' ;;
    *) usage ;;
esac
exec dotnet test "tests/$project" -c Release --filter "$filter" --logger 'console;verbosity=normal'
