// The cases of gRPC's "Interoperability Test Case Descriptions" that need neither Google's credentials nor a caching proxy.
import assert from "node:assert/strict";
import { once } from "node:events";
import grpc from "@grpc/grpc-js";

const { status } = grpc;
const requestSizes = [27182, 8, 1828, 45904];
const responseSizes = [31415, 9, 2653, 58979];

export const zeros = (size) => ({ body: Buffer.alloc(size) });
export const largeRequest = (more = {}) => ({ response_size: 314159, payload: zeros(271828), ...more });
export const ask = (requestSize, ...sizes) => ({
  payload: zeros(requestSize), response_parameters: sizes.map((size) => ({ size })),
});

// One request, one response; gives the response, and the metadata that came with it.
export const unary = (client, method, request, { metadata = new grpc.Metadata(), ...options } = {}) =>
  new Promise((resolve, reject) => {
    const came = {};
    const call = client[method](request, metadata, { deadline: Date.now() + 15_000, ...options }, (error, response) => {
      came.settled = true;
      if (error) reject(error);
      else came.response = response;
    });
    call.on("metadata", (initial) => { came.initial = initial; });
    call.on("status", ({ code, metadata: trailing }) => { if (code === status.OK) resolve({ ...came, trailing }); });
  });

export const requireStatus = async (code, call, details) => {
  const error = await call().then(() => assert.fail(`expected ${code}, and the call succeeded`), (e) => e);
  assert.equal(error.code, code, String(error));
  if (details !== undefined) assert.equal(error.details, details);
  return error;
};

export const requireZeros = ({ payload }, size) => assert.ok(payload.body.equals(Buffer.alloc(size)), `not ${size} zeros`);

export const allOf = async (stream) => {
  const responses = [];
  for await (const response of stream) responses.push(response);
  return responses;
};

const requireSizes = (responses, sizes) => assert.deepEqual(responses.map(({ payload }) => payload.body.length), sizes);

const sum = ({ test }, requests, options = {}) => new Promise((resolve, reject) => {
  const call = test.StreamingInputCall(new grpc.Metadata(), options, (error, response) =>
    error ? reject(error) : resolve(response.aggregated_payload_size));
  for (const request of requests) call.write(request);
  call.end();
});

export const echo = async ({ test }, initial, trailing) => {
  const metadata = new grpc.Metadata();
  metadata.set("x-grpc-test-echo-initial", initial);
  metadata.set("x-grpc-test-echo-trailing-bin", trailing);
  const require = (came) => {
    assert.deepEqual(came.initial.get("x-grpc-test-echo-initial"), [initial]);
    assert.ok(came.trailing.get("x-grpc-test-echo-trailing-bin")[0]?.equals(trailing));
  };
  const answered = await unary(test, "UnaryCall", largeRequest(), { metadata });
  requireZeros(answered.response, 314159);
  require(answered);
  const duplex = test.FullDuplexCall(metadata);
  const heard = Promise.all([once(duplex, "metadata"), once(duplex, "status")]);
  duplex.end(ask(271828, 314159));
  requireSizes(await allOf(duplex), [314159]);
  const [[initialMetadata], [ended]] = await heard;
  require({ initial: initialMetadata, trailing: ended.metadata });
};

const endOf = (call) => new Promise((resolve, reject) => {
  call.on("data", () => {});
  call.on("error", reject);
  call.on("end", resolve);
});

export const cases = {
  empty_unary: async ({ test }) => assert.deepEqual((await unary(test, "EmptyCall", {})).response, {}),
  large_unary: async ({ test }) => requireZeros((await unary(test, "UnaryCall", largeRequest())).response, 314159),
  concurrent_large_unary: (to) => Promise.all(Array.from({ length: 100 }, () => cases.large_unary(to))),
  // A channel compresses or does not: the plain messages take the other one.
  client_compressed_unary: async ({ test, gzip }) => {
    const expected = (value) => largeRequest({ expect_compressed: { value } });
    await requireStatus(status.INVALID_ARGUMENT, () => unary(test, "UnaryCall", expected(true)));
    requireZeros((await unary(gzip, "UnaryCall", expected(true))).response, 314159);
    requireZeros((await unary(test, "UnaryCall", expected(false))).response, 314159);
  },
  server_compressed_unary: async ({ test }) => {
    for (const value of [true, false])
      requireZeros((await unary(test, "UnaryCall", largeRequest({ response_compressed: { value } }))).response, 314159);
  },
  client_streaming: async (to) => assert.equal(await sum(to, requestSizes.map((size) => ({ payload: zeros(size) }))), 74922),
  server_streaming: async ({ test }) => requireSizes(await allOf(test.StreamingOutputCall(ask(0, ...responseSizes))), responseSizes),
  server_compressed_streaming: async ({ test }) => {
    const wanted = [{ size: 31415, compressed: { value: true } }, { size: 92653, compressed: { value: false } }];
    requireSizes(await allOf(test.StreamingOutputCall({ response_parameters: wanted })), [31415, 92653]);
  },
  ping_pong: async ({ test }) => {
    const call = test.FullDuplexCall();
    for (const [i, size] of responseSizes.entries()) {
      call.write(ask(requestSizes[i], size));
      const [response] = await once(call, "data");
      requireZeros(response, size);
    }
    call.end();
    assert.deepEqual(await allOf(call), []);
  },
  empty_stream: async ({ test }) => {
    const call = test.FullDuplexCall();
    call.end();
    assert.deepEqual(await allOf(call), []);
  },
  custom_metadata: (to) => echo(to, "test_initial_metadata_value", Buffer.from("ababab", "hex")),
  status_code_and_message: async ({ test }) => {
    const request = { response_status: { code: 2, message: "test status message" } };
    await requireStatus(status.UNKNOWN, () => unary(test, "UnaryCall", request), "test status message");
    const call = test.FullDuplexCall();
    call.end(request);
    await requireStatus(status.UNKNOWN, () => endOf(call), "test status message");
  },
  special_status_message: async ({ test }) => {
    const message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n";
    await requireStatus(status.UNKNOWN, () => unary(test, "UnaryCall", { response_status: { code: 2, message } }), message);
  },
  unimplemented_method: ({ test }) => requireStatus(status.UNIMPLEMENTED, () => unary(test, "UnimplementedCall", {})),
  unimplemented_service: ({ missing }) => requireStatus(status.UNIMPLEMENTED, () => unary(missing, "UnimplementedCall", {})),
  cancel_after_begin: async ({ test }) => {
    await requireStatus(status.CANCELLED, () => new Promise((resolve, reject) => {
      test.StreamingInputCall((error, response) => (error ? reject(error) : resolve(response))).cancel();
    }));
  },
  cancel_after_first_response: async ({ test }) => {
    const call = test.FullDuplexCall();
    call.write(ask(27182, 31415));
    const [response] = await once(call, "data");
    requireZeros(response, 31415);
    call.cancel();
    await requireStatus(status.CANCELLED, () => endOf(call));
  },
  timeout_on_sleeping_server: async ({ test }) => {
    const call = test.FullDuplexCall({ deadline: Date.now() + 1 });
    call.write({ payload: zeros(27182) });
    await requireStatus(status.DEADLINE_EXCEEDED, () => endOf(call));
  },
};
