// An HTTP/2 server that ends streams and connections where gRPC would not, by Node's http2 alone. It answers UnaryCall as the request's
// `x-interop-case` says; RST_STREAM carries `x-interop-code`.
import http2 from "node:http2";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";

const root = protobuf.loadSync(fileURLToPath(new URL("../test.proto", import.meta.url)));
const SimpleResponse = root.lookupType("grpc.testing.SimpleResponse");
const message = SimpleResponse.encode({ payload: { body: Buffer.alloc(314159) } }).finish();
const prefix = Buffer.alloc(5);
prefix.writeUInt32BE(message.length, 1);
const frame = Buffer.concat([prefix, message]);

const begin = (stream) => stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
const answer = (stream, ended = () => {}) => {
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.on("close", ended);
  begin(stream);
  stream.end(frame);
};

const cases = {
  rst_after_header: (stream, code) => { begin(stream); setTimeout(() => stream.close(code), 50); },
  rst_during_data: (stream, code) => {
    begin(stream);
    stream.write(frame.subarray(0, frame.length / 2), () => setTimeout(() => stream.close(code), 50));
  },
  rst_after_data: (stream, code) => {
    begin(stream);
    stream.write(frame, () => setTimeout(() => stream.close(code), 50));
  },
  goaway: (stream) => {
    const { session } = stream;
    answer(stream, () => session.goaway(http2.constants.NGHTTP2_NO_ERROR));
  },
  // Answers when its pings have come back: before, between and after the data.
  ping: (stream) => {
    const ping = () => new Promise((resolve, reject) => stream.session.ping((error) => (error ? reject(error) : resolve())));
    stream.on("wantTrailers", async () => { await ping(); stream.sendTrailers({ "grpc-status": "0" }); });
    ping().then(() => {
      begin(stream);
      stream.write(frame.subarray(0, 1000), () => ping().then(() => stream.end(frame.subarray(1000))));
    });
  },
};

const server = http2.createServer();
server.on("stream", (stream, headers) => {
  stream.on("error", () => {}); // the client may break off what this server broke first
  stream.resume();
  const run = cases[headers["x-interop-case"]];
  if (run) stream.on("end", () => run(stream, Number(headers["x-interop-code"] ?? 0)));
  else stream.respond({ ":status": 404 }, { endStream: true });
});
server.listen(0, "127.0.0.1", () => console.log(`listening on 127.0.0.1:${server.address().port}`));
