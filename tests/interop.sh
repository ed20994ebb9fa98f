#!/usr/bin/env bash
# Runs gRPC's interoperability cases between our transport and the official ones, both ways; the last line is "N passed, N failed".
# interop/grpc/README.md says which. Needs a built tests/Gateway.Grpc.Interop, and packages.
#
#   interop.sh [--keep]     --keep leaves the logs and built peers in their temporary folder and says where
#   interop.sh --missing    names the packages that are missing here, one a line, and runs nothing
set -euo pipefail
cd "$(dirname "$0")"

packages=(ruby-grpc python3-grpcio python3-protobuf libgrpc++-dev libprotobuf-dev protobuf-compiler protobuf-compiler-grpc g++ pkgconf
    openssl)
missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
case "${1:-}" in
    "" | --keep) ;;
    --missing) [ ${#missing[@]} = 0 ] || printf '%s\n' "${missing[@]}"; exit 0 ;;
    *) sed -n '2,6s/^# \{0,1\}//p' "$(basename "$0")" >&2; exit 2 ;;
esac
[ ${#missing[@]} = 0 ] || { echo "the interoperability cases need: apt-get install ${missing[*]}" >&2; exit 2; }
ours=Gateway.Grpc.Interop/bin/Debug/net10.0/Gateway.Grpc.Interop
[ -x "$ours" ] || { echo "not built: dotnet build tests/Gateway.Grpc.Interop" >&2; exit 2; }

keep=${1:-}
work=$(mktemp -d)
started=()
finish() {
    # What was started leads a process group of its own, with all that it started in turn.
    if [ ${#started[@]} -gt 0 ]; then
        kill -- "${started[@]/#/-}" 2>/dev/null || true
        for _ in $(seq 30); do kill -0 -- "${started[@]/#/-}" 2>/dev/null || break; sleep 0.1; done
        kill -KILL -- "${started[@]/#/-}" 2>/dev/null || true
    fi
    if [ "$keep" = --keep ]; then echo "kept: $work" >&2; else rm -rf "$work"; fi
}
trap finish EXIT
trap 'exit 130' INT TERM
passed=0 failed=0
passes() { passed=$((passed + 1)); printf 'ok      %s: %s\n' "$1" "$2"; }
fails() { failed=$((failed + 1)); printf 'FAILED  %s: %s\n' "$1" "$2"; sed 's/^/        /' <<<"${3:-}" | tail -n 15; }

# serve NAME COMMAND...: starts a server and sets `port` to the one it says it listens on.
serve() {
    local name=$1 log="$work/$1.server.log"; shift
    : >"$log"
    setsid timeout 300 "$@" >"$log" 2>&1 &
    started+=($!)
    for _ in $(seq 150); do
        port=$(sed -nE 's/^listening on 127\.0\.0\.1:([0-9]+)$/\1/p' "$log")
        [ -z "$port" ] || return 0
        sleep 0.1
    done
    fails "$name" "the server did not start" "$(cat "$log")"
    return 1
}

# single PEER CASE COMMAND...: one case that is one run of a program.
single() {
    local peer=$1 name=$2 output; shift 2
    if output=$(timeout --foreground 30 "$@" 2>&1); then passes "$peer" "$name"; else fails "$peer" "$name" "$output"; fi
}

# several PEER "CASES" COMMAND...: a program that prints `ok CASE` or `FAILED CASE: why` for each case that it is to run.
several() {
    local peer=$1 names=$2 output name line; shift 2
    # The lines are what counts: an exit code without a line is a case that did not run.
    local code=0 failures=$failed
    output=$(timeout --foreground 60 "$@" 2>&1) || code=$?
    for name in $names; do
        line=$(grep -E "^(ok|FAILED) $name(:|$)" <<<"$output" | head -n 1 || true)
        case $line in
            "ok $name") passes "$peer" "$name" ;;
            FAILED*) fails "$peer" "$name" "${line#*: }" ;;
            *) fails "$peer" "$name" "it did not run"$'\n'"$output" ;;
        esac
    done
    # Every case passed, and yet the program did not end well.
    if [ "$code" != 0 ] && [ "$failed" = "$failures" ]; then fails "$peer" "the program's end" "exit code $code"$'\n'"$output"; fi
}

# ours_calls PEER "CASES" OPTION...: our client against a peer's server.
ours_calls() {
    local peer=$1 names=$2; shift 2
    # shellcheck disable=SC2086 # the names are words
    several "ours -> $peer" "$names" "$ours" client "$@" --case $names
}

description="empty_unary large_unary concurrent_large_unary client_streaming server_streaming ping_pong empty_stream custom_metadata \
    status_code_and_message special_status_message unimplemented_method unimplemented_service cancel_after_begin \
    cancel_after_first_response timeout_on_sleeping_server"
own="binary_metadata status_details deadline_seen cancellation_seen over_the_limit slow_reader"
client_compressed="client_compressed_unary client_compressed_streaming"
server_compressed="server_compressed_unary server_compressed_streaming"

# C++ is compiled while the others run.
mkdir "$work/cpp"
setsid timeout 120 interop/grpc/cpp/build.sh "$work/cpp" >"$work/cpp.log" 2>&1 &
cpp_build=$!
started+=("$cpp_build")

serve ours "$ours" server
ours_port=$port
serve ours-tls "$ours" server --tls --ca "$work/ours.pem"
ours_tls_port=$port

# Ruby: the official client as Debian packages it, case by case.
ruby="ruby $(dpkg-query -W -f '${Version}' ruby-grpc)"
ruby_test=$(dpkg -L ruby-grpc | grep 'pb/test/client\.rb$')
for name in empty_unary large_unary client_compressed_unary client_streaming client_compressed_streaming server_streaming \
    ping_pong empty_stream custom_metadata status_code_and_message timeout_on_sleeping_server cancel_after_begin \
    cancel_after_first_response unimplemented_method unimplemented_service; do
    single "$ruby -> ours" "$name" \
        ruby "$ruby_test" --server_host 127.0.0.1 --server_port "$ours_port" --use_tls false --test_case "$name"
done

# Python: grpcio, on the same core library as Ruby's; its API shows no message's compressed flag.
python="python $(dpkg-query -W -f '${Version}' python3-grpcio)"
mkdir "$work/python"
protoc -I interop/grpc --python_out="$work/python" --grpc_python_out="$work/python" \
    --plugin=protoc-gen-grpc_python="$(command -v grpc_python_plugin)" test.proto probe.proto details.proto
export PYTHONPATH="$work/python" PYTHONDONTWRITEBYTECODE=1
python_cases="$description client_compressed_unary $server_compressed $own"
several "$python -> ours" "$python_cases" /usr/bin/python3 interop/grpc/python/client.py --port "$ours_port"
several "$python -> ours, TLS" "$python_cases" /usr/bin/python3 interop/grpc/python/client.py --port "$ours_tls_port" --ca "$work/ours.pem"
if serve python /usr/bin/python3 interop/grpc/python/server.py; then
    ours_calls "$python" "$description $client_compressed $server_compressed $own" --port "$port" --no-probe
fi
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 \
    -keyout "$work/python.key" -out "$work/python.pem" 2>/dev/null
if serve python-tls /usr/bin/python3 interop/grpc/python/server.py --key "$work/python.key" --certificate "$work/python.pem"; then
    ours_calls "$python, TLS" "$description $client_compressed $server_compressed $own" \
        --port "$port" --no-probe --ca "$work/python.pem"
    ours_calls "$python, TLS" untrusted_certificate --port "$port" --ca "$work/ours.pem"
fi

# JavaScript: grpc-js, an implementation of its own. Its API shows no message's compressed flag, and its server compresses nothing.
node=interop/grpc/node
[ "$node/node_modules/.package-lock.json" -nt "$node/package-lock.json" ] ||
    npm ci --prefix "$node" --no-fund --no-audit --ignore-scripts --loglevel error
javascript="grpc-js $(node -p "require('./$node/node_modules/@grpc/grpc-js/package.json').version")"
several "$javascript -> ours" "$description client_compressed_unary $server_compressed $own" \
    node "$node/client.mjs" --port "$ours_port"
several "$javascript -> ours, TLS" "$description client_compressed_unary $server_compressed $own" \
    node "$node/client.mjs" --port "$ours_tls_port" --ca "$work/ours.pem"
if serve javascript node "$node/server.mjs"; then
    ours_calls "$javascript" "$description $client_compressed $own" --port "$port" --no-probe
fi

if serve rude node "$node/rude-server.mjs"; then
    ours_calls "http2 of node $(node -p process.version)" "rst_after_header rst_during_data rst_after_data goaway ping" \
        --port "$port"
fi

# C++: grpc++, with the two inspectors of gRPC's own programs that see a message's compressed flag.
cpp="c++ $(dpkg-query -W -f '${Version}' libgrpc++-dev)"
if wait "$cpp_build"; then
    several "$cpp -> ours" "large_unary $client_compressed $server_compressed ping_pong slow_reader" "$work/cpp/client" "$ours_port"
    if serve cpp "$work/cpp/server"; then
        ours_calls "$cpp" "$description $client_compressed $server_compressed binary_metadata over_the_limit slow_reader" --port "$port"
    fi
    # A hundred calls at once, where each connection takes one at a time.
    if serve cpp-one-stream "$work/cpp/server" 1; then
        ours_calls "$cpp, one stream" "concurrent_large_unary slow_reader" --port "$port"
    fi
else
    fails "$cpp" "it does not build" "$(cat "$work/cpp.log")"
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
