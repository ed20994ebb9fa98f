#!/usr/bin/env bash
# Builds the C++ client and server into a folder, two files at a time.
#   build.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")"
out=$1
protoc -I .. --cpp_out="$out" --grpc_out="$out" --plugin=protoc-gen-grpc="$(command -v grpc_cpp_plugin)" test.proto
read -ra flags <<<"-std=c++17 -O0 -I$out $(pkg-config --cflags grpc++)"
read -ra libraries <<<"$(pkg-config --libs grpc++ protobuf)"
(g++ "${flags[@]}" -c "$out/test.pb.cc" -o "$out/test.o" && g++ "${flags[@]}" -c server.cc -o "$out/server.o") &
g++ "${flags[@]}" -c "$out/test.grpc.pb.cc" -o "$out/grpc.o"
g++ "${flags[@]}" -c client.cc -o "$out/client.o"
wait $!
for program in client server; do
    g++ "$out/$program.o" "$out/test.o" "$out/grpc.o" "${libraries[@]}" -o "$out/$program"
done
