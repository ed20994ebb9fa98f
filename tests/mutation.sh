#!/usr/bin/env bash
# Changes the core in many small ways and counts how many of them a test notices: tests/mutation.sh policy|reading|enforcement|crypto|audit [FILE...]
# FILE is a name in that folder without `.cs`; none means all of it, but not the folders in it (Policy/Analysis, Audit/Witnesses). Fails where fewer
# than 85 % are noticed. Each change is in TestResults/mutation. What an exception says is not changed: a score would count wordings. Tests that start
# other programs are left out, and those beside which a faster one looks at the same: `policy` is held to the second encoding and the scenarios,
# `reading` (the files in Policy that read and write JSON) to the tests of readers alone. A change takes two to four seconds on one core, a target a
# quarter of an hour to an hour, and the report is written at its end; it builds changed assemblies, so run it in a clone of its own.
# MUTATION_CONCURRENCY says how many are tried at once (2).
set -euo pipefail
set -f # names are patterns for the mutator, not for the shell
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 GATEWAY_POLICY_CASES=1000 DOTNET_TieredPGO=0

reading=$(printf '%s\n' ActiveCatalogue CatalogueIssue CatalogueReader CatalogueWords ConditionReader ContextReader ContextWords ContextWriter \
    DecisionReader DecisionWriter JsonCursor ProvisionReader)
files='*'
case "${1:-}" in
    policy)
        folder=Policy files=$(cd ../src/Gateway/Policy && ls | sed -n 's/\.cs$//p' | grep -vxF "$reading")
        tests='FullyQualifiedName~Gateway.Tests.Policy&FullyQualifiedName!~Analysis&FullyQualifiedName!~Naive&FullyQualifiedName!~DecisionPointTests'
        tests+='&FullyQualifiedName!~ReaderTests&FullyQualifiedName!~OfAnyClaim&FullyQualifiedName!~Summaries'
        tests+='|FullyQualifiedName~Decide_EveryGeneratedCase_IsWhat|FullyQualifiedName~ComeOutAsTheFileSays' ;;
    reading)
        folder=Policy files=$reading
        tests='FullyQualifiedName~Gateway.Tests.Policy.C&FullyQualifiedName!~Summaries|FullyQualifiedName~Policy.DecisionReaderTests' ;;
    enforcement) folder=Enforcement tests='FullyQualifiedName~Gateway.Tests.Enforcement&FullyQualifiedName!~LeavesTellNothing' ;;
    crypto) folder=Crypto tests='FullyQualifiedName~Gateway.Tests.Crypto&FullyQualifiedName!~Interop' ;;
    audit) folder=Audit tests='FullyQualifiedName~Gateway.Tests.Audit|FullyQualifiedName~Storage.AuditLogTests|FullyQualifiedName~SealedViewTests' ;;
    *) echo "usage: tests/mutation.sh policy|reading|enforcement|crypto|audit [FILE...]" >&2; exit 2 ;;
esac
shift

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet tool install dotnet-stryker --version 5.1.0 --tool-path "$work/tool" >&2
mutate=$(printf '"**/%s/%s.cs", ' $(for name in ${@:-$files}; do echo "$folder"; echo "$name"; done))
cat > "$work/stryker.json" <<JSON
{
  "stryker-config": {
    "project": "Gateway.csproj",
    "test-projects": ["Gateway.Tests/Gateway.Tests.csproj"],
    "mutate": [${mutate%, }],
    "test-case-filter": "$tests",
    "ignore-methods": ["*Exception.ctor"],
    "reporters": ["dots", "cleartext", "json"],
    "thresholds": { "high": 95, "low": 85, "break": 85 },
    "concurrency": ${MUTATION_CONCURRENCY:-2}
  }
}
JSON
"$work/tool/dotnet-stryker" --config-file "$work/stryker.json" --output TestResults/mutation
