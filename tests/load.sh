#!/usr/bin/env bash
# Load tests: longer than the tests of run.sh, and about speed alone.
#
#   tests/load.sh grpc [--seconds N] [--json]   the transport under h2load, beside bare Kestrel, the C++ server and @grpc/grpc-js
#
# Needs nghttp2-client, libgrpc++-dev, protobuf-compiler-grpc, g++, pkg-config, nodejs and npm; installs what is missing as root.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
if [ "${1:-}" != grpc ]; then
    sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
shift

missing=()
needs() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
needs h2load nghttp2-client
needs g++ g++
needs pkg-config pkg-config
needs protoc protobuf-compiler
needs grpc_cpp_plugin protobuf-compiler-grpc
needs node nodejs
needs npm npm
pkg-config --exists grpc++ 2>/dev/null || missing+=(libgrpc++-dev)
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "the load test needs: apt-get install ${missing[*]}" >&2
        exit 2
    fi
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

echo "building the peers" >&2
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
protoc -I tests/load --cpp_out="$built" --grpc_out="$built" --plugin=protoc-gen-grpc="$(command -v grpc_cpp_plugin)" echo.proto
g++ -O2 -std=c++17 -I"$built" -o "$built/echo" tests/load/echo.cc "$built"/echo.pb.cc "$built"/echo.grpc.pb.cc \
    $(pkg-config --cflags --libs grpc++ protobuf)
packages=tests/interop/grpc/node
[ -d "$packages/node_modules" ] || npm ci --prefix "$packages" --ignore-scripts --no-fund --no-audit --silent
dotnet build tests/Gateway.Benchmarks -c Release -v quiet >&2
echo "measuring, about four minutes" >&2
dotnet run -c Release --no-build --project tests/Gateway.Benchmarks -- transport --cpp "$built/echo" --packages "$PWD/$packages" --sources "$PWD/tests/load" "$@"
